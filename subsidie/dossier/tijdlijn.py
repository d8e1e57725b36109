"""What happened to an application, in plain Dutch: each side sees only the kinds of events that it may know. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from subsidie.aanvragen.models import Functiegroep
from subsidie.audit.gegevens import toelichting
from subsidie.audit.woorden import HET_PROGRAMMA, woord_van

OBJECTSOORTEN: Final = frozenset({"aanvraag", "beschikking", "document", "verdeling"})
"""What an application's timeline takes events of."""


@dataclass(frozen=True, slots=True)
class Zin:
    """How a kind of event reads here: for the ministry (``titel``) and for the municipality (``voor_gemeente``).

    Empty for the side that does not see it: of the work on a draft the ministry sees nothing (Awb 4:1).
    """

    titel: str
    voor_gemeente: str = ""


ZINNEN: Final[Mapping[str, Zin]] = {
    "aanvraag:concept_begonnen": Zin("", "De aanvraag is begonnen"),
    "aanvraag:concept_verwijderd": Zin("", "Het concept is verwijderd"),
    "aanvraag:deel_bewaard": Zin(""),
    "aanvraag:bijlage_toegevoegd": Zin("", "Er is een bijlage toegevoegd"),
    "aanvraag:bijlage_verwijderd": Zin("", "Er is een bijlage verwijderd"),
    "aanvraag:bijlage_gescand": Zin(""),
    # What was received and when is in the moments of the application itself; this is when it was put on record.
    "aanvraag:ontvangen": Zin("De aanvraag is vastgelegd", "De aanvraag is vastgelegd"),
    "aanvraag:versie_toegevoegd": Zin(
        "Er is een nieuwe versie van de aanvraag vastgelegd",
        "Er is een nieuwe versie van de aanvraag vastgelegd",
    ),
    "aanvraag:ingediend": Zin("De aanvraag is ingediend", "De aanvraag is ingediend"),
    "aanvraag:gecorrigeerd": Zin("De aanvraag is verbeterd", "De aanvraag is verbeterd"),
    "aanvraag:aangevuld": Zin("De aanvraag is aangevuld", "De aanvraag is aangevuld"),
    "aanvraag:aanvulling_gevraagd": Zin(
        "Er is om een aanvulling gevraagd", "Er is om een aanvulling gevraagd"
    ),
    "aanvraag:aanvulverzoek_gesloten": Zin(
        "Het verzoek om aanvulling is gesloten", "Het verzoek om aanvulling is gesloten"
    ),
    "aanvraag:aanvultermijn_verstreken": Zin(
        "De termijn om aan te vullen is ongebruikt voorbij", "De termijn om aan te vullen is voorbij"
    ),
    "aanvraag:volledig_verklaard": Zin(
        "De aanvraag is volledig verklaard", "De aanvraag is volledig verklaard"
    ),
    "aanvraag:stukken_vernietigd": Zin(
        "De bewaartermijn is voorbij: bestanden zijn vernietigd",
        "De bewaartermijn is voorbij: bestanden zijn vernietigd",
    ),
    "aanvraag:ingetrokken": Zin("De gemeente heeft de aanvraag ingetrokken", "De aanvraag is ingetrokken"),
    "aanvraag:beoordelaars_toegewezen": Zin("Beoordelaars zijn toegewezen"),
    "aanvraag:scorekaart_geopend": Zin("Een beoordelaar is begonnen"),
    "aanvraag:scorekaart_bewaard": Zin(""),
    "aanvraag:scorekaart_ingeleverd": Zin("Een scorekaart is ingeleverd"),
    "aanvraag:scorekaart_vervallen": Zin("Een scorekaart is vervallen"),
    "aanvraag:gemodereerd": Zin("Het overleg van de beoordelaars is vastgelegd"),
    "aanvraag:beoordeeld": Zin("De aanvraag is beoordeeld"),
    # Who has an interest is for the manager of accounts and the auditor only.
    "aanvraag:belang_verklaard": Zin(""),
    "aanvraag:losgelaten_om_belang": Zin(""),
    "aanvraag:termijn_opgeschort": Zin("De beslistermijn is opgeschort", "De beslistermijn staat stil"),
    "aanvraag:opschorting_beeindigd": Zin("De opschorting is beëindigd", "De beslistermijn loopt weer"),
    "aanvraag:uitstel_bericht": Zin("Bericht dat het besluit later komt", "Het besluit komt later"),
    "aanvraag:ingebrekestelling": Zin(
        "Er is een ingebrekestelling ontvangen", "Uw ingebrekestelling is ontvangen"
    ),
    "aanvraag:geen_dwangsom": Zin("Er is bepaald dat er geen dwangsom is verschuldigd"),
    "aanvraag:zienswijze_gevraagd": Zin(
        "De zienswijze van de gemeente is gevraagd", "Uw zienswijze is gevraagd"
    ),
    "aanvraag:zienswijze_gegeven": Zin(
        "De gemeente heeft op het voornemen gereageerd", "Uw reactie op het voornemen is ontvangen"
    ),
    "aanvraag:zienswijze_verstreken": Zin(
        "De termijn voor de zienswijze is ongebruikt voorbij", "De termijn voor uw zienswijze is voorbij"
    ),
    "aanvraag:zienswijze_gesloten": Zin("De zienswijze is afgehandeld"),
    "aanvraag:toegewezen": Zin("De aanvraag heeft een behandelaar"),
    "aanvraag:behandelaar_weg": Zin("De aanvraag heeft geen behandelaar meer"),
    "aanvraag:gecontroleerd": Zin("De volledigheid is gecontroleerd"),
    "aanvraag:notitie": Zin("Er is een notitie geschreven"),
    "aanvraag:beslisadvies": Zin("Er is een beslisadvies gegeven"),
    "aanvraag:bezwaar_ontvangen": Zin("Er is een bezwaar ontvangen", "Uw bezwaar is ontvangen"),
    "aanvraag:bezwaar_ingetrokken": Zin(
        "De gemeente heeft het bezwaar ingetrokken", "Het bezwaar is ingetrokken"
    ),
    "aanvraag:bezwaar_opgepakt": Zin("Het bezwaar is opgepakt", "Het bezwaar wordt behandeld"),
    "aanvraag:bezwaar_overgenomen": Zin("Het bezwaar is overgenomen"),
    "aanvraag:bezwaar_tijdigheid": Zin("Er is geoordeeld of het bezwaar op tijd is"),
    "aanvraag:bezwaar_termijn": Zin(
        "De termijn van het bezwaar is anders", "De termijn van het bezwaar is anders"
    ),
    "aanvraag:bezwaar_hersteld": Zin("Het verzuim in het bezwaar is hersteld", "Het bezwaar is aangevuld"),
    "aanvraag:bezwaar_hoorzitting": Zin(
        "Er komt een hoorzitting", "U bent uitgenodigd om het bezwaar toe te lichten"
    ),
    "aanvraag:bezwaar_gehoord": Zin("Het verslag van de hoorzitting is vastgelegd"),
    "aanvraag:bezwaar_niet_gehoord": Zin("Er is afgezien van horen"),
    "aanvraag:bezwaar_advies": Zin("Het advies van de commissie is vastgelegd"),
    "aanvraag:bezwaar_stuk_toegevoegd": Zin("Bij het bezwaar is een stuk toegevoegd"),
    "aanvraag:bezwaar_stuk_gescand": Zin("Een stuk bij het bezwaar is op virussen gecontroleerd"),
    "aanvraag:bezwaar_herrekend": Zin("De verdeling is voor het bezwaar opnieuw berekend"),
    "aanvraag:bezwaar_beslissing_opgesteld": Zin("De beslissing op bezwaar is opgesteld"),
    "aanvraag:bezwaar_beslissing_teruggenomen": Zin("De beslissing op bezwaar is teruggenomen"),
    "aanvraag:bezwaar_beslist": Zin("Op het bezwaar is beslist", "Op het bezwaar is beslist"),
    "aanvraag:wijziging_gevraagd": Zin(
        "De gemeente vraagt om een wijziging", "Uw verzoek om wijziging is ontvangen"
    ),
    "aanvraag:wijziging_ingetrokken": Zin(
        "De gemeente heeft haar verzoek om wijziging ingetrokken", "Uw verzoek om wijziging is ingetrokken"
    ),
    "aanvraag:wijziging_opgepakt": Zin(
        "Het verzoek om wijziging is opgepakt", "Uw verzoek om wijziging wordt behandeld"
    ),
    # Who handles it, what is advised and what is drawn up is the ministry's until the decision is notified.
    "aanvraag:wijziging_overgenomen": Zin("Het verzoek om wijziging is overgenomen"),
    "aanvraag:wijziging_advies": Zin("Er is een advies over de wijziging geschreven"),
    "aanvraag:wijziging_voorgelegd": Zin("Het besluit over de wijziging is opgesteld"),
    "aanvraag:wijziging_toegestaan": Zin("De wijziging is toegestaan", "De wijziging is toegestaan"),
    "aanvraag:wijziging_afgewezen": Zin("De wijziging is afgewezen", "De wijziging is afgewezen"),
    # How a settlement is computed is told in its letter, not before.
    "aanvraag:vaststelling_berekend": Zin("De vaststelling is berekend"),
    "aanvraag:vordering_ontstaan": Zin("Er is een vordering", "U moet geld terugbetalen"),
    "aanvraag:vordering_ontvangen": Zin("De gemeente heeft terugbetaald", "Uw terugbetaling is ontvangen"),
    "aanvraag:betalingsregeling": Zin("Betaling in termijnen is afgesproken", "U mag in termijnen betalen"),
    "aanvraag:vordering_herzien": Zin(
        "Een vordering is gewijzigd na bezwaar", "U hoeft minder te betalen na uw bezwaar"
    ),
    "aanvraag:rente_vastgesteld": Zin("Er is rente vastgesteld", "U moet rente betalen"),
    "aanvraag:gewaarschuwd": Zin(
        "De gemeente is gewezen op een verplichting", "U bent gewezen op een verplichting"
    ),
    "aanvraag:plan_gemaakt": Zin(
        "Het plan van woonruimten is vastgelegd", "Het plan van woonruimten is vastgelegd"
    ),
    "aanvraag:projectdeel_toegevoegd": Zin(
        "De gemeente heeft een deel van het project toegevoegd", "Er is een deel van het project toegevoegd"
    ),
    "aanvraag:projectdeel_gewijzigd": Zin(
        "De gemeente heeft een deel van het project gewijzigd", "Een deel van het project is gewijzigd"
    ),
    "aanvraag:projectdeel_vervallen": Zin(
        "De gemeente heeft een deel van het project laten vervallen", "Een deel van het project is vervallen"
    ),
    "aanvraag:prognose_gegeven": Zin(
        "De gemeente heeft een verwachting gegeven", "Uw verwachting is vastgelegd"
    ),
    "aanvraag:mijlpaal_gemeld": Zin("De gemeente heeft een mijlpaal gemeld", "Er is een mijlpaal gemeld"),
    "aanvraag:bestemming_bevestigd": Zin(
        "De gemeente heeft het gebruik door de doelgroep bevestigd",
        "Het gebruik door de doelgroep is bevestigd",
    ),
    "aanvraag:levering_gemeld": Zin(
        "De gemeente heeft opgeleverde woonruimten gemeld", "Er zijn opgeleverde woonruimten gemeld"
    ),
    "aanvraag:woonruimten_in_gebruik": Zin(
        "De gemeente meldt dat woonruimten in gebruik zijn", "Er is gemeld dat woonruimten in gebruik zijn"
    ),
    "aanvraag:woonruimte_verplaatst": Zin(
        "Een flexibele woonruimte staat op een nieuwe plek",
        "Een flexibele woonruimte staat op een nieuwe plek",
    ),
    "aanvraag:bestemming_beeindigd": Zin(
        "Een woonruimte is niet meer voor de doelgroep",
        "Gemeld: een woonruimte is niet meer voor de doelgroep",
    ),
    "aanvraag:melding_aanvaard": Zin("Een melding is aanvaard", "Uw melding is aanvaard"),
    "aanvraag:melding_bevraagd": Zin(
        "Over een melding is een vraag gesteld", "Het ministerie heeft een vraag over uw melding"
    ),
    "aanvraag:melding_beantwoord": Zin(
        "De gemeente heeft een vraag over een melding beantwoord", "De vraag over uw melding is beantwoord"
    ),
    "aanvraag:melding_afgewezen": Zin("Een melding is afgewezen", "Uw melding is afgewezen"),
    "aanvraag:melding_ingetrokken": Zin(
        "De gemeente heeft een melding ingetrokken", "Een melding is ingetrokken"
    ),
    "aanvraag:bewijs_toegevoegd": Zin(
        "Er is bewijs bij een melding toegevoegd", "Er is bewijs bij een melding toegevoegd"
    ),
    "aanvraag:bewijs_gescand": Zin(""),
    "aanvraag:betaling_opgesteld": Zin("Een betaalopdracht is opgesteld"),
    "aanvraag:betaling_goedgekeurd": Zin("Een betaalopdracht is goedgekeurd"),
    "aanvraag:betaling_vervallen": Zin("Een betaalopdracht is vervallen"),
    "aanvraag:betaling_aangeboden": Zin("Een betaalopdracht is aangeboden aan de administratie"),
    "aanvraag:betaling_betaald": Zin("Er is betaald", "Er is betaald"),
    "aanvraag:betaling_geweigerd": Zin("Een betaling is teruggekomen"),
    "aanvraag:rekening_gevraagd": Zin(
        "De gemeente is om een rekeningnummer gevraagd", "U bent om een rekeningnummer gevraagd"
    ),
    "beschikking:opgesteld": Zin("Het besluit is opgesteld"),
    "beschikking:teruggenomen": Zin("Het opgestelde besluit is teruggenomen"),
    "beschikking:getekend": Zin("Het besluit is getekend"),
    "beschikking:bekendgemaakt": Zin("Het besluit is bekendgemaakt", "Het besluit is bekendgemaakt"),
    "document:aangevraagd": Zin("De brief is klaargezet om te maken"),
    "document:gemaakt": Zin("De brief is gemaakt"),
    "verdeling:bevroren": Zin("De lijst voor de verdeling is bevroren"),
    "verdeling:getrokken": Zin("De verdeling is berekend"),
    "verdeling:aanname_bevestigd": Zin("Een aanname in de regels van de verdeling is bevestigd"),
    "verdeling:eerste_akkoord": Zin("Het eerste akkoord op de verdeling is gegeven"),
    "verdeling:vastgesteld": Zin("De verdeling is vastgesteld"),
    "verdeling:vervallen": Zin("De verdeling is vervallen"),
}
"""Every kind of event about one of ``OBJECTSOORTEN``; a test keeps it complete, so that a new kind is decided on."""

NERGENS: Final = tuple(soort for soort, zin in ZINNEN.items() if not (zin.titel or zin.voor_gemeente))
"""Kinds that no timeline shows, however many there are: not even asked of the database."""

VOOR_GEMEENTE: Final = tuple(soort for soort, zin in ZINNEN.items() if zin.voor_gemeente)
"""The kinds of which the municipality may know."""

VAN_VERDELING: Final = (
    "verdeling:bevroren",
    "verdeling:getrokken",
    "verdeling:vastgesteld",
    "verdeling:vervallen",
)
"""Of an allocation only its steps: what else was done to it is on its own page."""

_FUNCTIES: Final[Mapping[Functiegroep, str]] = {
    Functiegroep.AANVRAGER: "de gemeente",
    Functiegroep.BEHANDELING: "het ministerie (behandeling)",
    Functiegroep.BEOORDELING: "het ministerie (beoordeling)",
    Functiegroep.BESLISSING: "het ministerie (beslissing)",
    Functiegroep.BEZWAAR: "het ministerie (bezwaar)",
    Functiegroep.BETALING: "het ministerie (betaling)",
}


_VAN_DE_GEMEENTE: Final = frozenset(
    {
        "aanvraag:concept_begonnen",
        "aanvraag:concept_verwijderd",
        "aanvraag:bijlage_toegevoegd",
        "aanvraag:bijlage_verwijderd",
    }
)
"""Steps that nobody else takes; who drafts acts in no function yet, so their events name none."""


_OBJECTEN: Final[Mapping[str, str]] = {"beschikking": "Besluit", "verdeling": "Verdeling"}
"""What has a mark of its own, to be named in the line."""


class Gebeurd(Protocol):
    """An event with who did it: their name, and in which function they act on this application, if any."""

    @property
    def moment(self) -> datetime: ...
    @property
    def soort(self) -> str: ...
    @property
    def object_soort(self) -> str: ...
    @property
    def object_id(self) -> str: ...
    @property
    def gegevens(self) -> str: ...
    @property
    def door_sleutel(self) -> str | None: ...
    @property
    def naam(self) -> str | None: ...
    @property
    def functiegroep(self) -> Functiegroep | None: ...


@dataclass(frozen=True, slots=True)
class Punt:
    """One point of the timeline; ``door`` empty: nobody in particular, ``soort``: the colour of its dot."""

    moment: datetime
    titel: str
    tekst: str = ""
    door: str = ""
    soort: str = ""


def maak_tijdlijn(
    gebeurd: Iterable[Gebeurd],
    *,
    ontvangen_op: datetime | None,
    volledig_op: datetime | None,
    voor_gemeente: bool,
) -> tuple[Punt, ...]:
    """The timeline, oldest first. ``voor_gemeente`` leaves out every kind it may not know, and names no one."""
    punten = []
    if ontvangen_op is not None:
        punten.append(Punt(ontvangen_op, "De aanvraag is ontvangen", soort="info"))
    if volledig_op is not None:
        punten.append(Punt(volledig_op, "De aanvraag is volledig", soort="info"))
    punten += [punt for een in gebeurd if (punt := _punt(een, voor_gemeente=voor_gemeente)) is not None]
    punten.sort(
        key=lambda punt: punt.moment
    )  # stable: at the same moment in the order in which it was recorded
    return tuple(punten)


def _punt(een: Gebeurd, *, voor_gemeente: bool) -> Punt | None:
    zin, woord = ZINNEN.get(een.soort), woord_van(een.soort)
    if voor_gemeente:
        if zin is None or not zin.voor_gemeente:
            return None
        titel, door = zin.voor_gemeente, _functie(een)
    else:
        titel = zin.titel if zin is not None else woord.titel
        if not titel:
            return None
        door = een.naam or HET_PROGRAMMA
    tekst = toelichting(een.soort, een.gegevens)
    if een.object_soort in _OBJECTEN:
        tekst = f"{_OBJECTEN[een.object_soort]} {een.object_id}. {tekst}".rstrip()
    return Punt(een.moment, titel, tekst, door, woord.kleur)


def _functie(een: Gebeurd) -> str:
    if een.door_sleutel is None:
        return HET_PROGRAMMA
    if een.soort in _VAN_DE_GEMEENTE:
        return _FUNCTIES[Functiegroep.AANVRAGER]
    return _FUNCTIES[een.functiegroep] if een.functiegroep is not None else "het ministerie"
