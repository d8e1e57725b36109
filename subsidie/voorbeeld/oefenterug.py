"""What happened to the awards of the practice tranche that was granted years ago: changed, settled, reclaimed.

The real tranches do not say on which article money is reclaimed (``terugvordering.grond``), so there no claim can
arise. This practice tranche has rules of its own, and shows one from the first report to the last instalment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.realisatie.ontvangsten import Boeking, boek
from subsidie.realisatie.terugvorderen import stel_terugvordering_op
from subsidie.realisatie.vorderingbesluiten import stel_regeling_op, stel_rente_op
from subsidie.realisatie.vorderingen import get_vordering, lees_stand
from subsidie.realisatie.wijzigingen import bewaar_advies, dien_in, pak_op, vingerafdruk
from subsidie.realisatie.wijzigingsbesluit import stel_besluit_op
from subsidie.realisatie.wijzigingsinhoud import Wijzigingsvraag, bevries, lees_wijzigbaar, weeg
from subsidie.voorbeeld.afrekenen import Afrekening, teken_en_maak_bekend
from subsidie.voorbeeld.agenda import Draad
from subsidie.web.transactie import schrijfgrens


def om(dag: date, uur: int) -> datetime:
    """A moment on ``dag`` in Amsterdam."""
    return moment_in_amsterdam(dag, time(uur, 0))


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A request to change as a municipality files it on ``gevraagd``.

    ``aantal``: so many homes in all, ``None``: as it is. ``besloten``: when consent is notified; ``None``: not yet.
    """

    gevraagd: date
    besloten: date | None
    reden: str
    aantal: int | None = None
    dagen: Mapping[str, date] | None = None
    partner: str = ""
    advies: str = ""
    voorwaarden: str = ""


MINDER: Final = Verzoek(
    gevraagd=date(2024, 9, 3), besloten=date(2024, 10, 15), aantal=30,
    reden="De kapel blijkt een monument. Daar mogen wij geen woningen in bouwen. Er blijft ruimte voor dertig.",
    advies="De gemeente laat met het besluit van de monumentencommissie zien dat het niet anders kan. Toestaan.",
)  # fmt: skip
UITSTEL: Final = Verzoek(
    gevraagd=date(2025, 10, 21), besloten=date(2025, 12, 2), dagen={"begin": date(2026, 9, 30)},
    reden="De netbeheerder kan het gebouw pas in juni 2026 aansluiten. Eerder kan de aannemer niet beginnen.",
    advies="De brief van de netbeheerder zit bij het verzoek. De gemeente kan er niets aan doen. Toestaan.",
    voorwaarden="Laat het weten zodra de netbeheerder een dag heeft genoemd.",
)  # fmt: skip

EERSTE_AFREKENING: Final = Afrekening(
    gevraagd=om(date(2025, 9, 15), 10),
    gereageerd=om(date(2025, 9, 25), 11),
    gesloten=om(date(2025, 10, 1), 10),
    opgesteld=om(date(2025, 10, 7), 10),
    bekend=om(date(2025, 10, 14), 10),
    zienswijze="Vier woningen konden niet door, omdat onder de weide een leiding ligt. Daar konden wij niets aan doen.",
    reactie=(
        "Dat de leiding niet bekend was, verandert niet dat deze vier woningen er niet zijn. De subsidie is per "
        "woonruimte verleend. Voor een andere verdeling geven de regels geen ruimte."
    ),
)
"""Of the award of which the money is reclaimed."""
TERUGGEVORDERD: Final = date(2025, 11, 10)
DEELS_BETAALD: Final = date(2026, 2, 16)
GEREGELD: Final = date(2026, 3, 9)
"""The day of the interest and of the instalments: after this the table of rates still goes on for a while."""
TERMIJN_BETAALD: Final = date(2026, 5, 28)


def andere_partner(dag: date) -> Verzoek:
    """A request of ``dag`` that nobody took up yet."""
    return Verzoek(
        gevraagd=dag, besloten=None, partner="Woonstichting Oefening in plaats van Woningstichting Voorbeeld.",
        reden="Woningstichting Voorbeeld is gestopt met tijdelijke woningen.",
    )  # fmt: skip


def verzoek(
    nummer: str, wat: Verzoek, personen: Mapping[str, Gebruiker], tekenbevoegde: Gebruiker, opslag: Opslag
) -> Draad[None]:
    """File ``wat`` and, when it is decided on, handle it, consent to it and notify that."""
    behandelaar = personen["behandelaar"]
    yield om(wat.gevraagd, 14)
    with schrijfgrens():
        aanvraag = get_aanvraag(nummer)
        vraag, gevolg = weeg(_vraag(aanvraag, wat), lees_wijzigbaar(aanvraag))
        gezien = vingerafdruk(bevries(vraag, gevolg), gevolg)
        ingediend = dien_in(aanvraag, vraag, gezien=gezien, door=tekenbevoegde, nu=om(wat.gevraagd, 14))
    if wat.besloten is None:
        return
    opgepakt, geadviseerd = (om(wat.gevraagd + timedelta(days=dagen), 9) for dagen in (3, 17))
    opgesteld = om(wat.besloten - timedelta(days=6), 11)
    yield opgepakt
    with schrijfgrens():
        pak_op(ingediend, door=behandelaar, nu=opgepakt)
    yield geadviseerd
    with schrijfgrens():
        bewaar_advies(ingediend, advies=wat.advies, door=behandelaar, nu=geadviseerd)
    yield opgesteld
    with schrijfgrens():
        besluit = stel_besluit_op(
            ingediend,
            toestaan=True,
            motivering="",
            voorwaarden=wat.voorwaarden,
            door=behandelaar,
            nu=opgesteld,
        )
    yield from teken_en_maak_bekend(besluit, personen["beslisser"], opslag, om=om(wat.besloten, 10))


def stel_op(nummer: str, personen: Mapping[str, Gebruiker], *, dag: date) -> Draad[None]:
    """Draw up the decision to reclaim, which waits for the signature."""
    yield om(dag, 10)
    with schrijfgrens():
        stel_terugvordering_op(
            get_aanvraag(nummer), toelichting="", door=personen["behandelaar"], nu=om(dag, 10)
        )


def vordering(
    nummer: str, personen: Mapping[str, Gebruiker], opslag: Opslag, *, vandaag: date
) -> Draad[None]:
    """Reclaim; part is paid too late, interest is set, the rest goes in instalments, of which one was paid."""
    financieel, beslisser = personen["financieel"], personen["beslisser"]
    opgesteld = om(TERUGGEVORDERD - timedelta(days=6), 10)
    yield opgesteld
    with schrijfgrens():
        besluit = stel_terugvordering_op(
            get_aanvraag(nummer), toelichting="", door=personen["behandelaar"], nu=opgesteld
        )
    yield from teken_en_maak_bekend(besluit, beslisser, opslag, om=om(TERUGGEVORDERD, 10))
    kenmerk = f"{nummer}-V1"
    yield from _ontvang(kenmerk, 10_000_00, DEELS_BETAALD, financieel)
    opgesteld = om(GEREGELD - timedelta(days=4), 10)
    yield opgesteld
    with schrijfgrens():
        rente = stel_rente_op(get_vordering(kenmerk), DEELS_BETAALD, door=financieel, nu=opgesteld)
    yield from teken_en_maak_bekend(rente, beslisser, opslag, om=om(GEREGELD, 10))
    yield om(GEREGELD, 13)
    with schrijfgrens():
        regeling = stel_regeling_op(
            get_vordering(kenmerk), _termijnen(kenmerk, vandaag), door=financieel, nu=om(GEREGELD, 13),
            toelichting="De gemeente vraagt om te betalen in delen, omdat zij het bedrag niet in een keer kan missen.",
        )  # fmt: skip
    yield from teken_en_maak_bekend(regeling, beslisser, opslag, om=om(GEREGELD, 16))
    stand = lees_stand(get_vordering(kenmerk), GEREGELD)
    eerste = stand.termijnen[0].bedrag_cent + stand.open.rente_cent
    yield from _ontvang(kenmerk, eerste, TERMIJN_BETAALD, financieel)


def _ontvang(kenmerk: str, cent: int, dag: date, financieel: Gebruiker) -> Draad[None]:
    moment = om(dag + timedelta(days=1), 9)
    yield moment
    with schrijfgrens():
        boek(get_vordering(kenmerk), Boeking(cent, dag, f"Overboeking {kenmerk}"), door=financieel, nu=moment)


def _termijnen(kenmerk: str, vandaag: date) -> list[tuple[int, date]]:
    """Four parts (cents, last day) of what is open: one of this spring, and three that lie ahead of ``vandaag``."""
    open_cent = lees_stand(get_vordering(kenmerk), GEREGELD).open.hoofdsom_cent
    deel = open_cent // 4
    eerste = TERMIJN_BETAALD + timedelta(days=1)
    straks = [max(eerste, vandaag) + timedelta(days=dagen) for dagen in (21, 112, 203)]
    return [(deel, eerste), (deel, straks[0]), (deel, straks[1]), (open_cent - 3 * deel, straks[2])]


def _vraag(aanvraag: Aanvraag, wat: Verzoek) -> Wijzigingsvraag:
    lijnen = lees_wijzigbaar(aanvraag).lijnen
    if wat.aantal is not None:
        lijnen = (replace(lijnen[0], aantal=wat.aantal), *lijnen[1:])
    return Wijzigingsvraag(lijnen, wat.dagen or {}, partner=wat.partner, reden=wat.reden)
