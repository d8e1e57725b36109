"""Every page of the program with an example address: what the browser walks through, per role.

Who may see a page is not repeated here: that is in the table tests/beleid/toegang, which is held against
what the program does. A new endpoint without a row here fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Rol
from subsidie.web.onderdelen_voorbeelden import PAGINAS as ONDERDELEN
from tests.beleid.toegang.tabel import TOEGANG
from tests.browser.paginas_afrekenen import AFREKENEN, AFREKENSJABLONEN
from tests.browser.paginas_beoordelen import BEOORDELEN
from tests.browser.paginas_besluiten import BESLUITEN
from tests.browser.paginas_betalingen import BETAALDOWNLOADS, BETALINGEN
from tests.browser.paginas_brieven import BRIEVEN
from tests.browser.paginas_controle import DOWNLOADS_VAN_DE_AUDITOR, VAN_DE_AUDITOR
from tests.browser.paginas_leveringen import LEVERINGEN, SJABLONEN
from tests.browser.paginas_rapporten import DATA, RAPPORTEN
from tests.browser.paginas_realisatie import REALISATIE
from tests.browser.paginas_verdelen import VERDELEN
from tests.browser.paginas_vragen import VRAGEN
from tests.browser.paginas_wijzigingen import WIJZIGINGEN
from tests.browser.wereld import ACCOUNTS, GEBLOKKEERD, UITGENODIGD, UITNODIGING, sleutel_van
from tests.browser.wereld_aanvullen import GEVRAAGD, IN_TE_DIENEN, OPNIEUW
from tests.browser.wereld_berichten import BERICHT, BERICHT_ELDERS, BERICHT_MET_BRIEF, VRAAG_VAN_GEMEENTE
from tests.browser.wereld_bezwaar import BEZWAAR, BEZWAAR_TEGEN
from tests.browser.wereld_concept import CONCEPT, MET_FOUTEN, VOL
from tests.browser.wereld_indienen import INGEDIEND, KLAAR

ANONIEM = "anoniem"
KIJKERS = (ANONIEM, *ACCOUNTS)
"""Everyone who looks at pages: nobody in particular, each role, and an account without a role."""
BREEDTEN = (320, 1440)
ZONDER_PAGINA = frozenset({"static", "tekenronde.stand", "opendata.beschrijving", "opendata.een"})
"""Endpoints whose answer is neither a page nor a download of the program."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """An address of ``eindpunt``; ``staat`` tells what is special about it.

    ``rollen``: only these of the roles that may call the endpoint see this one with ``status``; ``None``: all.
    """

    eindpunt: str
    adres: str
    staat: str = ""
    rollen: frozenset[str] | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.adres} ({self.staat})" if self.staat else self.adres


def _namen(rollen: Iterable[str]) -> frozenset[str]:
    return frozenset(str(rol) for rol in rollen)


GEMEENTEROLLEN = _namen(GEMEENTE)

BEHANDELAAR = _namen({Rol.BEHANDELAAR})
BEZWAARBEHANDELAAR = _namen({Rol.BEZWAARBEHANDELAAR})
OPSTELLER = _namen({Rol.OPSTELLER})
BEHEERDER = _namen({Rol.BEHEERDER})
IEMAND = _namen({ANONIEM, Rol.BEHANDELAAR})
"""For pages that are the same for everyone: once without and once with a navigation."""

_ACCOUNT = f"/beheer/accounts/{sleutel_van(Rol.BEHANDELAAR)}"
_COLLEGA = f"/gemeente/collegas/{sleutel_van(Rol.OPSTELLER)}"
_VERDELING = "/tranches/rha-2023/verdelingen/1"

PAGINAS: tuple[Pagina, ...] = (
    # Public
    Pagina("openbaar.tranches", "/"),
    Pagina("openbaar.tranche", "/openbaar/rha-2023", rollen=IEMAND),
    Pagina("openbaar.tranche", "/openbaar/rha-2022", "nog niet bekend", rollen=IEMAND),
    Pagina("openbaar.tranche", "/openbaar/rha-2024-studenten", "bevroren", rollen=_namen({ANONIEM})),
    Pagina("openbaar.tranche", "/openbaar/rha-2025", "twee potten", rollen=_namen({ANONIEM})),
    Pagina("openbaar.tranche", "/openbaar/rha-2020", "vaste bedragen", rollen=_namen({ANONIEM})),
    Pagina("openbaar.tranche", "/openbaar/bestaat-niet", "bestaat niet", rollen=_namen({ANONIEM}), status=404),
    Pagina("vooraf.vooraf", "/vooraf/rha-2023", rollen=IEMAND),
    Pagina("vooraf.vooraf", "/vooraf/rha-2021?aanvrager=gemeente&gemeente=Zwolle&bouw=verbouw&groepen=statushouders"
           "&groepen=anders&soorten=verblijfsruimte&aantal_woonruimte=40&aantal_verblijfsruimte=10&huur=700"
           "&prijs_week=120&steun=woningbouwimpuls&tekort=ja&tekort_bedrag=90.000", "met uitkomst",
           rollen=_namen({ANONIEM})),
    Pagina("vooraf.vooraf", "/vooraf/rha-2025?aantal_woonruimte=veel&huur=0&start=2023-02-30&bouw=x", "met fouten",
           rollen=_namen({ANONIEM}), status=422),
    Pagina("vooraf.vooraf", "/vooraf/rha-2020", "niets aan te vragen", rollen=_namen({ANONIEM})),
    Pagina("vragen.openbare_lijst", "/openbaar/rha-2021/vragen", rollen=IEMAND | GEMEENTEROLLEN),
    Pagina("vragen.openbare_lijst", "/openbaar/rha-2021/vragen?zoek=bestaatniet&gek=1", "niets gevonden",
           rollen=_namen({ANONIEM})),
    Pagina("vragen.openbare_lijst", "/openbaar/rha-2025/vragen", "nog geen", rollen=_namen({ANONIEM})),
    # Questions and talking beforehand
    *(Pagina(*een) for een in VRAGEN),
    # Accounts
    Pagina("accounts.inloggen", "/inloggen", rollen=_namen({ANONIEM})),
    Pagina("accounts.inloggen", "/inloggen?volgende=/vandaag", "met een doel", rollen=_namen({ANONIEM})),
    Pagina("accounts.uitnodiging", f"/uitnodiging/{UITNODIGING}", rollen=_namen({ANONIEM})),
    Pagina("accounts.uitnodiging", "/uitnodiging/verlopen", "werkt niet", rollen=_namen({ANONIEM}), status=404),
    Pagina("accounts.account", "/account"),
    Pagina("accounts.wachtwoord", "/account/wachtwoord"),
    Pagina("belangen.mijn", "/account/belangen", rollen=_namen({Rol.BESLISSER, Rol.AUDITOR})),
    Pagina("belangen.nieuw", "/account/belangen/nieuw", rollen=BEHANDELAAR),
    Pagina("belangen.beeindigen", "/account/belangen/partij/1/beeindigen", rollen=_namen({Rol.BESLISSER})),
    Pagina("belangen.beeindigen", "/account/belangen/gemeente/1/beeindigen", "van een ander", rollen=BEHANDELAAR,
           status=404),
    # A municipality: its people, address and account
    Pagina("gemeente.overzicht", "/gemeente"),
    Pagina("gemeente.overzicht", "/gemeente?gm=GM0363", "van een ander", rollen=GEMEENTEROLLEN, status=404),
    Pagina("gemeente.uitnodigen", "/gemeente/collegas/uitnodigen"),
    Pagina("gemeente.collega", _COLLEGA),
    Pagina("gemeente.collega", f"/gemeente/collegas/{sleutel_van(Rol.TEKENBEVOEGDE)}", "van uzelf"),
    Pagina("gemeente.collega_rol", f"{_COLLEGA}/rol"),
    Pagina("gemeente.collega_rol_beeindigen", f"{_COLLEGA}/rollen/1/beeindigen"),
    Pagina("gemeente.collega_verwijderen", f"{_COLLEGA}/verwijderen"),
    Pagina("gemeente.collega_link", f"{_COLLEGA}/link"),
    Pagina("gemeente.adres", "/gemeente/adres"),
    Pagina("gemeente.rekening", "/gemeente/rekening"),
    Pagina("gemeente.rekening_bevestigen", "/gemeente/rekening/1/bevestigen"),
    Pagina("gemeente.rekening_intrekken", "/gemeente/rekening/1/intrekken"),
    Pagina("rekeningen.lijst", "/rekeningnummers"),
    Pagina("rekeningen.rekening", "/rekeningnummers/2", "wacht"),
    Pagina("rekeningen.goedkeuren", "/rekeningnummers/2/goedkeuren"),
    Pagina("rekeningen.afwijzen", "/rekeningnummers/2/afwijzen"),
    Pagina("beheer.accounts", "/beheer/accounts"),
    Pagina("beheer.accounts", "/beheer/accounts?zoek=bestaatniet", "niets gevonden", rollen=BEHEERDER),
    Pagina("beheer.account", _ACCOUNT),
    Pagina("beheer.account", f"/beheer/accounts/{sleutel_van(Rol.BEHEERDER)}", "van uzelf", rollen=BEHEERDER),
    Pagina("beheer.account", f"/beheer/accounts/{sleutel_van(Rol.BESLISSER)}", "met mandaat en belang"),
    Pagina("beheer.account", f"/beheer/accounts/{sleutel_van(GEBLOKKEERD)}", "geblokkeerd"),
    Pagina("beheer.account", f"/beheer/accounts/{sleutel_van(UITGENODIGD)}", "uitgenodigd"),
    Pagina("beheer.account", f"/beheer/accounts/{'0' * 32}", "bestaat niet", rollen=BEHEERDER, status=404),
    Pagina("beheer.nieuw_account", "/beheer/accounts/nieuw"),
    Pagina("beheer.wijzig", f"{_ACCOUNT}/wijzigen"),
    Pagina("beheer.nieuwe_link", f"{_ACCOUNT}/link"),
    Pagina("beheer.blokkeren", f"{_ACCOUNT}/blokkeren"),
    Pagina("beheer.deblokkeren", f"/beheer/accounts/{sleutel_van(GEBLOKKEERD)}/deblokkeren"),
    Pagina("beheer.nieuwe_rol", f"{_ACCOUNT}/rollen/nieuw"),
    Pagina("beheer.rol_beeindigen", f"{_ACCOUNT}/rollen/3/beeindigen"),
    Pagina("beheer.mandaten", "/beheer/mandaten"),
    Pagina("beheer.nieuw_mandaat", "/beheer/mandaten/nieuw"),
    Pagina("beheer.mandaat_beeindigen", "/beheer/mandaten/1/beeindigen"),
    Pagina("beheer.belangen", "/beheer/belangen"),
    Pagina("beheer.nieuw_belang", "/beheer/belangen/nieuw"),
    Pagina("beheer.belang_beeindigen", "/beheer/belangen/1/beeindigen"),
    Pagina("beheer.partijbelang_beeindigen", "/beheer/partijbelangen/1/beeindigen"),
    Pagina("belangverklaringen.lijst", "/beheer/belangen/verklaringen"),
    Pagina("belangverklaringen.pagina", "/aanvragen/RHA23-0002/belang", rollen=BEHANDELAAR),
    # The audit trail
    Pagina("verantwoording.gebeurtenissen", "/controle/gebeurtenissen"),
    Pagina("verantwoording.gebeurtenissen", "/controle/gebeurtenissen?object=bestaatniet&soort=aanvraag:ontvangen",
           "niets gevonden"),
    Pagina("verantwoording.gebeurtenissen", "/controle/gebeurtenissen?pagina=2&vanaf=gisteren", "vreemd adres"),
    Pagina("verantwoording.gebeurtenis", "/controle/gebeurtenissen/1"),
    Pagina("verantwoording.gebeurtenis", "/controle/gebeurtenissen/99999", "bestaat niet", status=404),
    Pagina("verantwoording.keten", "/controle/keten"),
    # Tranches
    Pagina("tranches.lijst", "/tranches"),
    Pagina("dossier.tranche", "/tranches/rha-2023"),
    Pagina("dossier.tranche", "/tranches/rha-2022", "besluiten in concept"),
    Pagina("dossier.tranche", "/tranches/rha-2021", "nog open", rollen=BEHANDELAAR),
    Pagina("dossier.tranche", "/tranches/rha-2025", "nog niet open", rollen=BEHANDELAAR),
    Pagina("dossier.tranche", "/tranches/rha-2020", "vaste bedragen", rollen=BEHANDELAAR),
    Pagina("tranches.regels", "/tranches/rha-2023/regels"),
    Pagina("tranches.regels", "/tranches/rha-2025/regels", "twee potten", rollen=BEHANDELAAR),
    Pagina("tranches.regels", "/tranches/rha-2020/regels", "vaste bedragen", rollen=BEHANDELAAR),
    # Applications
    Pagina("dossier.vandaag", "/vandaag"),
    Pagina("dossier.aanvragen", "/aanvragen"),
    Pagina("dossier.aanvragen", "/aanvragen?zoek=bestaatniet", "niets gevonden", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("dossier.aanvragen", "/aanvragen?status=volledig&sorteer=-gevraagd&pagina=9&gek=1", "vreemd adres",
           rollen=BEHANDELAAR),
    Pagina("dossier.aanvraag", "/aanvragen/RHA23-0002", "toegekend"),
    Pagina("dossier.aanvraag", "/aanvragen/RHA23-0007", "afgewezen na loting"),
    Pagina("dossier.aanvraag", "/aanvragen/RHA23-0011", "te veel gevraagd", rollen=BEHANDELAAR),
    Pagina("dossier.aanvraag", "/aanvragen/RHA22-0002", "voldoet niet", rollen=BEHANDELAAR | _namen({Rol.BEOORDELAAR})),
    Pagina("dossier.aanvraag", "/aanvragen/RHA22-0001", "besluit in concept"),
    Pagina("dossier.aanvraag", "/aanvragen/RHA21-0001", "aanvulling gevraagd", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("dossier.aanvraag", "/aanvragen/RHA21-0003", "ingetrokken", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("dossier.aanvraag", "/aanvragen/RHA23-0001", "van een ander", rollen=GEMEENTEROLLEN, status=404),
    Pagina("dossier.document", "/aanvragen/RHA23-0002/documenten/bestaat-niet", "bestaat niet", status=404,
           rollen=BEHANDELAAR),
    Pagina("aanvragen.importeren", "/importeren"),
    Pagina("aanvragen.importeren", "/importeren?tranche=rha-2025", "tranche gekozen"),
    # Messages
    Pagina("berichten.lijst", "/berichten"),
    Pagina("berichten.lijst", "/berichten?zoek=bestaatniet", "niets gevonden", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("berichten.bericht", f"/berichten/{BERICHT}"),
    Pagina("berichten.bericht", f"/berichten/{VRAAG_VAN_GEMEENTE}", "van de gemeente",
           rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("berichten.bericht", f"/berichten/{BERICHT_MET_BRIEF}", "met een brief",
           rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("berichten.bericht", f"/berichten/{BERICHT_ELDERS}", "van een ander", rollen=GEMEENTEROLLEN, status=404),
    Pagina("berichten.document", f"/berichten/{BERICHT_MET_BRIEF}/document", "bestand is weg", status=404),
    Pagina("berichten.voorkeuren", "/account/berichten"),
    Pagina("aanvraagberichten.nieuw", "/aanvragen/RHA23-0002/berichten/nieuw"),
    Pagina("uitgaand.lijst", "/beheer/berichten"),
    Pagina("uitgaand.lijst", "/beheer/berichten?stand=teruggekomen", "teruggekomen", rollen=BEHEERDER),
    Pagina("uitgaand.mail", "/beheer/berichten/1", "teruggekomen"),
    Pagina("uitgaand.mail", "/beheer/berichten/2", "wacht"),
    # Attachments, filing and receipts
    Pagina("bijlagen.stap", f"/aanvragen/{KLAAR}/invullen/bijlagen"),
    Pagina("bijlagen.stap", f"/aanvragen/{CONCEPT}/invullen/bijlagen", "leeg", rollen=OPSTELLER),
    Pagina("bijlagen.bestand", f"/aanvragen/{INGEDIEND}/bijlagen/bestaat-niet", "bestaat niet", status=404,
           rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("indienen.pagina", f"/aanvragen/{KLAAR}/indienen"),
    Pagina("indienen.pagina", f"/aanvragen/{MET_FOUTEN}/indienen", "met fouten", rollen=OPSTELLER),
    Pagina("indienen.pagina", f"/aanvragen/{INGEDIEND}/indienen", "verbetering", rollen=GEMEENTEROLLEN),
    Pagina("indienen.corrigeren", f"/aanvragen/{INGEDIEND}/corrigeren"),
    Pagina("indienen.ontvangst", f"/aanvragen/{INGEDIEND}/ontvangst", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("indienen.bevestiging", f"/aanvragen/{INGEDIEND}/ontvangst/9.pdf", "bestaat niet", status=404,
           rollen=BEHANDELAAR | GEMEENTEROLLEN),
    # Filling in
    Pagina("concept.nieuw", "/aanvragen/nieuw"),
    Pagina("concept.nieuw", "/aanvragen/nieuw?tranche=kies", "kies een tranche", rollen=OPSTELLER),
    Pagina("invullen.overzicht", f"/aanvragen/{CONCEPT}/overzicht"),
    Pagina("invullen.overzicht", f"/aanvragen/{MET_FOUTEN}/overzicht", "met fouten", rollen=OPSTELLER),
    Pagina("invullen.overzicht", f"/aanvragen/{VOL}/overzicht", "dertig regels", rollen=OPSTELLER),
    Pagina("concept.verwijderen", f"/aanvragen/{CONCEPT}/verwijderen"),
    Pagina("invullen.invullen", f"/aanvragen/{CONCEPT}/invullen", "naar de eerste stap", rollen=OPSTELLER),
    *(
        Pagina("invullen.stap", f"/aanvragen/{CONCEPT}/invullen/{deel}", deel, rollen=OPSTELLER)
        for deel in ("project", "planning", "kosten", "samenhang", "verklaringen")
    ),
    *(
        Pagina("invullen.stap", f"/aanvragen/{MET_FOUTEN}/invullen/{deel}?bewaard=1", "met fouten", rollen=OPSTELLER)
        for deel in ("project", "woonruimten", "kosten")
    ),
    Pagina("invullen.stap", f"/aanvragen/{VOL}/invullen/woonruimten", "dertig regels", rollen=OPSTELLER),
    Pagina("invullen.stap", f"/aanvragen/{CONCEPT}/invullen/bestaat-niet", "bestaat niet", status=404,
           rollen=OPSTELLER),
    Pagina("invulregels.importeren", f"/aanvragen/{CONCEPT}/invullen/woonruimten/importeren", rollen=OPSTELLER),
    # Supplementing
    Pagina("dossier.aanvraag", f"/aanvragen/{GEVRAAGD}", "aanvulling gevraagd", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("dossier.aanvraag", f"/aanvragen/{OPNIEUW}", "aangevuld", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("bezwaren.lijst", "/bezwaren", rollen=BEZWAARBEHANDELAAR),
    Pagina("bezwaren.bezwaar", f"/bezwaren/{BEZWAAR}", rollen=_namen({Rol.BEZWAARBEHANDELAAR, Rol.AUDITOR})),
    Pagina("bezwaren.bezwaar", "/bezwaren/bestaat-niet", "bestaat niet", rollen=BEZWAARBEHANDELAAR, status=404),
    Pagina("bezwaren.stap", f"/bezwaren/{BEZWAAR}/tijdigheid", "op tijd of niet"),
    Pagina("bezwaren.stap", f"/bezwaren/{BEZWAAR}/herrekenen", "herrekenen"),
    Pagina("bezwaren.stap", f"/bezwaren/{BEZWAAR}/beslissen", "beslissen"),
    Pagina("bezwaren.maken", f"/aanvragen/{BEZWAAR_TEGEN}/bezwaar"),
    Pagina("bezwaarstukken.gemeente", f"/aanvragen/{BEZWAAR_TEGEN}/bezwaar/{BEZWAAR}/stukken"),
    Pagina("bezwaarstukken.ministerie", f"/bezwaren/{BEZWAAR}/stukken"),
    Pagina("bezwaarstukken.stuk", f"/bezwaren/{BEZWAAR}/stukken/bestaat-niet", "bestaat niet", status=404,
           rollen=BEZWAARBEHANDELAAR),
    Pagina("bezwaarstukken.eigen_stuk", f"/aanvragen/{BEZWAAR_TEGEN}/bezwaar/{BEZWAAR}/stukken/bestaat-niet",
           "bestaat niet", status=404, rollen=OPSTELLER),
    Pagina("bezwaren.intrekken", f"/aanvragen/{BEZWAAR_TEGEN}/bezwaar/{BEZWAAR}/intrekken"),
    Pagina("bezwaren.vastleggen", f"/aanvragen/{BEZWAAR_TEGEN}/bezwaar/vastleggen"),
    Pagina("aanvullen.pagina", f"/aanvragen/{GEVRAAGD}/aanvullen"),
    Pagina("invullen.stap", f"/aanvragen/{GEVRAAGD}/invullen/kosten", "gevraagd", rollen=OPSTELLER),
    Pagina("aanvullen.indienen", f"/aanvragen/{IN_TE_DIENEN}/aanvullen/indienen"),
    Pagina("aanvullen.indienen", f"/aanvragen/{GEVRAAGD}/aanvullen/indienen", "nog leeg", rollen=OPSTELLER),
    Pagina("behandeling.aanvulling_vragen", f"/aanvragen/{OPNIEUW}/aanvulling-vragen"),
    Pagina("behandeling.aanvulling_vragen", f"/aanvragen/{GEVRAAGD}/aanvulling-vragen", "loopt al"),
    Pagina("behandeling.verzoek_sluiten", f"/aanvragen/{GEVRAAGD}/aanvulling-vragen/sluiten"),
    Pagina("behandeling.volledigheid", f"/aanvragen/{OPNIEUW}/volledigheid"),
    Pagina("behandeling.volledigheid", f"/aanvragen/{GEVRAAGD}/volledigheid", "verzoek loopt"),
    Pagina("werklijst.lijst", "/werklijst"),
    Pagina("werklijst.lijst", "/werklijst?zoek=bestaatniet&wie=gek", "niets gevonden", rollen=BEHANDELAAR),
    Pagina("werklijst.toewijzen", f"/werklijst/toewijzen?actie=vervangen&nummer={GEVRAAGD}&nummer={OPNIEUW}"),
    Pagina("behandelpagina.pagina", f"/aanvragen/{OPNIEUW}/behandeling"),
    Pagina("behandelpagina.notitie", f"/aanvragen/{OPNIEUW}/behandeling/notitie", rollen=BEHANDELAAR),
    Pagina("behandelpagina.advies", f"/aanvragen/{OPNIEUW}/behandeling/advies"),
    Pagina("naast.pagina", f"/aanvragen/{OPNIEUW}/naast"),
    Pagina("klokpagina.pagina", f"/aanvragen/{OPNIEUW}/klok"),
    Pagina("klokpagina.nieuw", f"/aanvragen/{OPNIEUW}/klok/opschorten"),
    Pagina("klokpagina.bij_een", f"/aanvragen/{OPNIEUW}/klok/1/einde"),
    Pagina("zienswijze.pagina", f"/aanvragen/{OPNIEUW}/zienswijze", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("buiten.pagina", f"/aanvragen/{OPNIEUW}/buiten-behandeling"),
    Pagina("intrekken.pagina", f"/aanvragen/{OPNIEUW}/intrekken"),
    Pagina("intrekken.pagina", "/aanvragen/RHA23-0002/intrekken", "er is een besluit"),
    Pagina("verschillen.pagina", f"/aanvragen/{OPNIEUW}/verschillen/2", rollen=BEHANDELAAR | GEMEENTEROLLEN),
    Pagina("verschillen.pagina", f"/aanvragen/{OPNIEUW}/verschillen/9", "bestaat niet", rollen=BEHANDELAAR, status=404),
    *(Pagina(*een) for een in BEOORDELEN),
    *(Pagina(*een) for een in BRIEVEN),
    # Decisions
    Pagina("beschikkingen.lijst", "/besluiten"),
    Pagina("beschikkingen.lijst", "/besluiten?zoek=bestaatniet", "niets gevonden", rollen=BEHANDELAAR),
    *(Pagina(*een) for een in BESLUITEN),
    # What was awarded is built
    *(Pagina(*een) for een in (*REALISATIE, *LEVERINGEN, *WIJZIGINGEN)),
    *(Pagina(*een) for een in (*BETALINGEN, *AFREKENEN)),
    *(Pagina(*een) for een in VAN_DE_AUDITOR),
    *(Pagina(*een) for een in RAPPORTEN),
    # Allocations
    *(Pagina(*een) for een in VERDELEN),
    Pagina("verdeling.lijst", "/verdelingen"),
    Pagina("verdeling.rangschikking", "/tranches/rha-2023/rangschikking"),
    Pagina("verdeling.rangschikking", "/tranches/rha-2024-studenten/rangschikking", "bevroren", rollen=BEHANDELAAR),
    Pagina("verdeling.rangschikking", "/tranches/rha-2021/rangschikking", "nog niet", rollen=BEHANDELAAR),
    Pagina("verdeling.rangschikking", "/tranches/rha-2020/rangschikking", "zonder aanvragen", rollen=BEHANDELAAR),
    Pagina("verdeling.rangschikking", "/tranches/bestaat-niet/rangschikking", "bestaat niet", rollen=BEHANDELAAR,
           status=404),
    Pagina("verdeling.rangschikking", "/tranches/rha-2023/rangschikking?zonder=RHA23-0002", "wat als",
           rollen=BEHANDELAAR),
    Pagina("scenarios.lijst", "/tranches/rha-2023/scenarios"),
    Pagina("scenarios.lijst", "/tranches/rha-2021/scenarios", "nog geen", rollen=BEHANDELAAR),
    Pagina("scenarios.nieuw", "/tranches/rha-2023/scenarios/nieuw"),
    Pagina("scenarios.scenario", "/tranches/rha-2023/scenarios/1"),
    Pagina("scenarios.vergelijking", "/tranches/rha-2023/scenarios/vergelijk?een=nu&ander=1&derde=2"),
    # The living page of components
    Pagina("onderdelen.overzicht", "/onderdelen", rollen=IEMAND),
    *(Pagina("onderdelen.pagina", f"/onderdelen/{naam}", rollen=IEMAND) for naam in ONDERDELEN),
)  # fmt: skip

DOWNLOADS: tuple[Pagina, ...] = (
    *(Pagina(*een, rollen=BEHANDELAAR) for een in DATA),
    Pagina("openbaar.bevroren", "/openbaar/rha-2023/bevroren-invoer.json"),
    Pagina("openbaar.invoer", "/openbaar/rha-2023/invoer.json"),
    Pagina("openbaar.uitkomst", "/openbaar/rha-2023/uitkomst.json"),
    *(Pagina(*een) for een in DOWNLOADS_VAN_DE_AUDITOR),
    *(Pagina(*een) for een in SJABLONEN),
    *(Pagina(*een) for een in (*BETAALDOWNLOADS, *AFREKENSJABLONEN)),
    Pagina("verantwoording.gebeurtenissen", "/controle/gebeurtenissen?uitvoer=xlsx", "XLSX"),
    Pagina("verantwoording.gebeurtenis_json", "/controle/gebeurtenissen/1.json"),
    Pagina("beheer.accounts", "/beheer/accounts?uitvoer=csv", "CSV"),
    Pagina("dossier.document", "/aanvragen/RHA23-0002/documenten/RHA23-0002-B1"),
    Pagina("dossier.aanvragen", "/aanvragen?uitvoer=xlsx", "XLSX"),
    Pagina("dossier.aanvragen", "/aanvragen?uitvoer=csv", "CSV"),
    Pagina("werklijst.lijst", "/werklijst?uitvoer=xlsx", "XLSX"),
    Pagina("beschikkingen.lijst", "/besluiten?uitvoer=xlsx", "XLSX"),
    Pagina("invulregels.werkmap", f"/aanvragen/{CONCEPT}/invullen/woonruimten/sjabloon.xlsx"),
    Pagina("aanvragen.werkmap", "/importeren/sjabloon/rha-2023.xlsx"),
    Pagina("aanvragen.kopregel", "/importeren/sjabloon/aanvragen.csv"),
    Pagina("verdeling.rangschikking", "/tranches/rha-2023/rangschikking?uitvoer=xlsx", "XLSX"),
    Pagina("verdeling.lopende_invoer", "/tranches/rha-2021/rangschikking/invoer.json"),
    Pagina("scenarios.invoer", "/tranches/rha-2023/scenarios/1/invoer.json"),
    *(
        Pagina(f"verdeling.{eindpunt}", f"{_VERDELING}/{bestand}")
        for eindpunt, bestand in (
            ("bevroren", "bevroren-invoer.json"), ("invoer", "invoer.json"), ("uitkomst", "uitkomst.json"),
            ("protocol_pdf", "protocol.pdf"), ("ranglijst_pdf", "ranglijst.pdf"),
        )
    ),
)  # fmt: skip

ELDERS = frozenset({"aanvragen.geimporteerd"})
"""Pages that come only after something was sent: in ``staten``."""

FOUTEN: tuple[Pagina, ...] = (
    Pagina("", "/bestaat-niet", "404", status=404),
    Pagina("", "/uitloggen", "405", status=405),
    Pagina("", "/proef/kapot", "500", status=500),
    Pagina("", "/proef/ongeldig", "422", status=422),
)
"""Pages that say that something went wrong; for everyone."""


def get_eindpunten(app: Flask) -> dict[str, Rule]:
    """Every endpoint that can be asked for with GET."""
    return {regel.endpoint: regel for regel in app.url_map.iter_rules() if "GET" in (regel.methods or set())}


def mag(eindpunt: str, kijker: str) -> bool:
    """Whether ``kijker`` (one of ``KIJKERS``) may call the endpoint."""
    wie = TOEGANG.get(eindpunt, frozenset())
    return "openbaar" in wie or kijker in wie or ("ingelogd" in wie and kijker != ANONIEM)


def voor(app: Flask, kijker: str, paginas: Iterable[Pagina] = PAGINAS) -> list[Pagina]:
    """Of ``paginas`` those that ``kijker`` may see, as this application knows them."""
    return [
        pagina
        for pagina in paginas
        if pagina.eindpunt in app.view_functions
        and (pagina.rollen is None or kijker in pagina.rollen)
        and mag(pagina.eindpunt, kijker)
    ]


def geweigerd(app: Flask, kijker: str) -> list[Pagina]:
    """One page that ``kijker`` may not see, as it is refused; nothing for who must log in first."""
    if kijker == ANONIEM:
        return []
    verboden = (
        Pagina("", pagina.adres, "403", status=403)
        for pagina in PAGINAS
        if pagina.eindpunt in app.view_functions and not mag(pagina.eindpunt, kijker)
    )
    return list(verboden)[:1]


def zonder_gegevens(app: Flask, kijker: str) -> list[Pagina]:
    """The pages that exist while there is not a single tranche."""
    regels = get_eindpunten(app)
    return [
        pagina for pagina in voor(app, kijker) if not pagina.staat and not regels[pagina.eindpunt].arguments
    ]
