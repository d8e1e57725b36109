"""The practice tranches after the assessment: one to divide by a draw, one that was decided, with two objections."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.bezwaarbehandeling import oordeel_tijdigheid
from subsidie.beschikkingen.bezwaarbehandeling import pak_op as pak_bezwaar_op
from subsidie.beschikkingen.bezwaarbeslissing import geldend_besluit, stel_beslissing_op
from subsidie.beschikkingen.bezwaarhoren import zie_af_van_horen
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaaruitkomst, Hoorgrond, Tijdigheid
from subsidie.beschikkingen.losse import maak_bekend
from subsidie.beschikkingen.ronde import list_te_tekenen, start_ronde, vingerafdruk
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.beschikkingen.service import list_beschikkingen, opstellen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.service import aannames, sluiten
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import vraag_stukken_aan
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.oefenpersonen import DEVENTER
from subsidie.voorbeeld.oefenplannen import BESLIST, TE_VERDELEN, ZWOLLE
from subsidie.voorbeeld.oefenstappen import (
    Scores,
    Wereld,
    beoordelaars_van,
    dien_alle_in,
    neem_in_behandeling,
    scoor,
    verdeel_kaarten,
    wijs_af,
)
from subsidie.web.transactie import schrijfgrens

GELIJK: Final[Scores] = (3, 4, 3, 3)
"""Of two plans that also ask the same for as many homes, right where the money ends: a draw has to choose."""
SCORES_TE_VERDELEN: Final[Sequence[Scores | None]] = (
    (5, 4, 4, 3), (5, 4, 3, 3), (4, 4, 3, 4), (4, 3, 3, 4), GELIJK, GELIJK, (3, 3, 3, 2), (2, 2, 2, 2), None,
)  # fmt: skip
"""Per plan what both reviewers give; below 250 points is not enough, ``None``: refused on substance."""
SCORES_BESLIST: Final[Sequence[Scores | None]] = (
    (5, 4, 4, 3), (5, 4, 3, 3), (4, 4, 3, 4), (4, 3, 3, 4), (3, 4, 3, 3), (3, 3, 3, 2), (3, 3, 2, 3), (2, 2, 2, 2),
)  # fmt: skip
SEED: Final = "oefening 07 12 23 31 38 44"
SEED_BRON: Final = (
    "een verzonnen trekking; bij een echte tranche een openbare bron, zoals een trekking door een notaris"
)
NOG_TE_TEKENEN: Final = ("Standplaatsen Proefdijk", "Testhof")
"""Of these plans the decision was drawn up and not signed yet; the others were notified."""


def vul_te_verdelen(wereld: Wereld) -> Draad[None]:
    """Nine applications, assessed: more is asked than there is, and two are equal where the money ends."""
    nummers = yield from dien_alle_in(wereld, TE_VERDELEN, van=86, tot=54)
    yield from tot_en_met_beoordeling(wereld, dict(zip(nummers, SCORES_TE_VERDELEN, strict=True)), sluit=49)


def vul_beslist(wereld: Wereld) -> Draad[None]:
    """Eight applications, divided: six decisions were notified, two wait for a signature, two objections are open."""
    nummers = yield from dien_alle_in(wereld, BESLIST, van=121, tot=89)
    yield from tot_en_met_beoordeling(wereld, dict(zip(nummers, SCORES_BESLIST, strict=True)), sluit=84)
    verdeling = yield from verdeel(wereld, vanaf=56)
    yield from besluit(wereld, verdeling, vanaf=45, nog_te_tekenen=NOG_TE_TEKENEN)
    yield from _maak_bezwaren(wereld, verdeling)


def tot_en_met_beoordeling(wereld: Wereld, scores: Mapping[str, Scores | None], *, sluit: int) -> Draad[None]:
    """Close ``sluit`` days ago, find everything complete, and let the reviewers agree in the three weeks after."""
    yield wereld.om(sluit, 9)
    with schrijfgrens():
        sluiten(wereld.tranche, door=wereld.personen["beheerder"], nu=wereld.om(sluit, 9))
    yield from neem_in_behandeling(wereld, list(scores), opgepakt=sluit - 1, volledig=sluit - 4)
    yield from verdeel_kaarten(wereld, door=wereld.personen["behandelaar"], nu=wereld.om(sluit - 7, 9))
    kaarten = {nummer: beoordelaars_van(nummer) for nummer in scores}
    for plaats in range(max(map(len, kaarten.values()))):
        moment = wereld.om(sluit - 20 - plaats, 13)
        yield moment
        with schrijfgrens():
            for nummer, score in scores.items():
                if plaats < len(kaarten[nummer]):
                    _vul_kaart(nummer, kaarten[nummer][plaats], score, nu=moment)


def _vul_kaart(nummer: str, wie: Gebruiker, score: Scores | None, *, nu: datetime) -> None:
    if score is not None:
        scoor(nummer, wie, score, nu=nu)
        return
    wijs_af(
        nummer, wie, "geen_toevoeging", "In de aanvraag staat dat de kamers nu al worden verhuurd.", wijkt_af=False,
        nu=nu,
    )  # fmt: skip


def verdeel(wereld: Wereld, *, vanaf: int) -> Draad[Verdeling]:
    """Freeze ``vanaf`` days ago, draw the day after, and let two people fix the allocation in the two days after."""
    eerste, tweede = wereld.personen["beslisser"], wereld.personen["tweede_beslisser"]
    bekend, getrokken = wereld.om(vanaf - 1, 12), wereld.om(vanaf - 1, 14)
    een, twee = wereld.om(vanaf - 2, 10), wereld.om(vanaf - 3, 9)
    yield wereld.om(vanaf, 10)
    with schrijfgrens():
        verdeling = bevriezen(
            wereld.tranche, seed_bron=SEED_BRON, seed_verwacht_op=bekend, door=eerste, nu=wereld.om(vanaf, 10)
        )
    yield getrokken
    with schrijfgrens():
        trekken(verdeling, seed=SEED, seed_bekend_op=bekend, door=eerste, nu=getrokken)
    yield een
    with schrijfgrens():
        for aanname in aannames(wereld.tranche):
            bevestig_aanname(verdeling, aanname.sleutel, door=eerste, nu=een)
        vaststellen(verdeling, door=eerste, nu=een)
    yield twee
    with schrijfgrens():
        vaststellen(verdeling, door=tweede, nu=twee)
        vraag_stukken_aan(verdeling, door=tweede, nu=twee)
    return verdeling


def besluit(
    wereld: Wereld, verdeling: Verdeling, *, vanaf: int, nog_te_tekenen: Collection[str] = ()
) -> Draad[None]:
    """Draw up everything ``vanaf`` days ago; sign and notify it three weeks later, all but ``nog_te_tekenen``."""
    beslisser, opslag = wereld.personen["beslisser"], LokaleOpslag(wereld.instellingen.opslag)
    yield wereld.om(vanaf, 10)
    with schrijfgrens():
        opstellen(verdeling, door=wereld.personen["behandelaar"], nu=wereld.om(vanaf, 10))
    dag = vanaf - 23
    yield wereld.om(dag, 15)
    with schrijfgrens():
        nu = [
            een for een in list_te_tekenen(wereld.tranche) if een.aanvraag.project.naam not in nog_te_tekenen
        ]
        kenmerken = [een.kenmerk for een in nu]
        start_ronde(
            wereld.tranche, kenmerken, gezien=vingerafdruk(nu), dagtekening=wereld.dag(dag - 1), door=beslisser,
            nu=wereld.om(dag, 15),
        )  # fmt: skip
    yield wereld.om(dag, 15, 5)
    teken_wachtende(lambda: wereld.om(dag, 15, 5))
    yield wereld.om(dag, 16)
    getekend = [een for een in list_beschikkingen(verdeling) if een.kenmerk in kenmerken]
    brieven = [een.document.kenmerk for een in getekend if een.document is not None]
    maak_wachtende(opslag, werkers=0, klok=lambda: wereld.om(dag, 16), kenmerken=brieven)
    yield wereld.om(dag - 1, 9)
    with schrijfgrens():
        maak_bekend(getekend, opslag=opslag, door=beslisser, nu=wereld.om(dag - 1, 9))


def _maak_bezwaren(wereld: Wereld, verdeling: Verdeling) -> Draad[None]:
    """One that nobody took up yet, and one of which the decision waits for the signature of a colleague."""
    jurist = wereld.personen["bezwaarbehandelaar"]
    yield wereld.om(16, 11)
    with schrijfgrens():
        in_behandeling = _bezwaar(
            wereld, verdeling, "Kamers Voorbeeldplein", DEVENTER.sleutel, dagen=16,
            gronden="Onze samenwerking verdient meer punten. Wij hebben afspraken met de hele regio.",
        )  # fmt: skip
    yield wereld.om(14, 9)
    with schrijfgrens():
        pak_bezwaar_op(in_behandeling, door=jurist, nu=wereld.om(14, 9))
    yield wereld.om(14, 10)
    with schrijfgrens():
        oordeel_tijdigheid(
            in_behandeling, Tijdigheid.TIJDIG, motivering="Ontvangen in de eerste week van de termijn.", door=jurist,
            nu=wereld.om(14, 10),
        )  # fmt: skip
    yield wereld.om(9, 11)
    with schrijfgrens():
        zie_af_van_horen(
            in_behandeling, Hoorgrond.AFGEZIEN, toelichting="De gemeente laat weten dat zij niet gehoord wil worden.",
            door=jurist, nu=wereld.om(9, 11),
        )  # fmt: skip
    yield wereld.om(3, 14)
    with schrijfgrens():
        stel_beslissing_op(
            in_behandeling, Bezwaaruitkomst.ONGEGROND, door=jurist, nu=wereld.om(3, 14),
            overwegingen=(
                "U vindt dat uw samenwerking meer punten verdient.\n\nDe beoordelaars gaven drie van de vijf "
                "punten: in uw aanvraag staan afspraken met één partner. De afspraken met de regio noemde u pas in "
                "bezwaar; zij zijn van na de sluiting van het tijdvak en tellen daarom niet mee."
            ),
        )  # fmt: skip
    yield wereld.om(2, 11)
    with schrijfgrens():
        _bezwaar(
            wereld, verdeling, "Buurt aan het Oefenkanaal", ZWOLLE, dagen=2,
            gronden=(
                "De score op kwaliteit is te laag. De begeleiding staat in paragraaf 4 van onze aanvraag, en daarover "
                "zegt het besluit niets.\n\nOok vragen wij of er geld over is nu er minder is verleend dan het plafond."
            ),
        )  # fmt: skip


def _bezwaar(
    wereld: Wereld, verdeling: Verdeling, plan: str, wie: str, *, dagen: int, gronden: str
) -> Bezwaar:
    nummers = [
        een.aanvraag.nummer for een in list_beschikkingen(verdeling) if een.aanvraag.project.naam == plan
    ]
    besluit = geldend_besluit(get_aanvraag(nummers[0])) if nummers else None
    if besluit is None:
        raise NietGevonden(f"Op het plan ‘{plan}’ is geen besluit bekendgemaakt.")
    moment = wereld.om(dagen, 11)
    return maak_bezwaar(besluit, gronden=gronden, ontvangen_op=moment, door=wereld.personen[wie], nu=moment)
