"""The practice tranche in which applications wait to be checked, scored and talked over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer
from subsidie.beoordeling.scorekaarten import open_kaart
from subsidie.beoordeling.toewijzing import pak_op
from subsidie.beoordeling.zienswijze import vraag_zienswijze
from subsidie.tranches.service import sluiten
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.oefenplannen import TE_BEOORDELEN
from subsidie.voorbeeld.oefenstappen import (
    Scores,
    Wereld,
    beoordelaars_van,
    bevind_volledig,
    dien_alle_in,
    neem_in_behandeling,
    scoor,
    verdeel_kaarten,
    vraag_aan,
    wijs_af,
)
from subsidie.web.transactie import schrijfgrens

BIJ_BEHANDELAAR: Final = 5
"""So many of the first plans are still with whoever handles them."""
GOED: Final[Scores] = (5, 4, 4, 3)
MATIG: Final[Scores] = (2, 2, 3, 2)
GENOEG: Final[Scores] = (4, 3, 3, 4)


def vul_te_beoordelen(wereld: Wereld) -> Draad[None]:
    """Eleven applications, in the order of time: each one stops where somebody has to do something."""
    ingediend = yield from dien_alle_in(wereld, TE_BEOORDELEN, van=56, tot=30)
    behandelaar, collega = wereld.personen["behandelaar"], wereld.personen["tweede_behandelaar"]
    yield wereld.om(25, 9)
    with schrijfgrens():
        sluiten(wereld.tranche, door=wereld.personen["beheerder"], nu=wereld.om(25, 9))
    _nieuw, bekeken, loopt, verstreken, te_verdelen = ingediend[:BIJ_BEHANDELAAR]
    bij_beoordelaars = ingediend[BIJ_BEHANDELAAR:]
    yield from neem_in_behandeling(wereld, bij_beoordelaars, opgepakt=24, volledig=22)
    yield from _pak_op(wereld, {verstreken: behandelaar}, dagen=21)
    yield from vraag_aan(
        wereld, verstreken, behandelaar, dagen=20, termijn=wereld.dag(3),
        punten=[Puntinvoer(Aanvraagdeel.PLANNING, "Wanneer is de vergunning er? Noem de dag.", True)],
    )  # fmt: skip
    yield from verdeel_kaarten(wereld, door=behandelaar, nu=wereld.om(18, 9))
    yield from _beoordeel(wereld, bij_beoordelaars)
    yield from _pak_op(wereld, {bekeken: behandelaar, loopt: behandelaar, te_verdelen: collega}, dagen=6)
    yield wereld.om(5, 11)
    with schrijfgrens():
        bevind_volledig(te_verdelen, door=collega, nu=wereld.om(5, 11))
    yield from vraag_aan(
        wereld, loopt, behandelaar, dagen=4,
        punten=[
            Puntinvoer(Aanvraagdeel.KOSTEN, "Waaruit bestaat de dekking? Vul haar in per bron.", True),
            Puntinvoer(Aanvraagdeel.SAMENHANG, "Wie doet het beheer?", False),
        ],
    )  # fmt: skip


def _pak_op(wereld: Wereld, wie: Mapping[str, Gebruiker], *, dagen: int) -> Draad[None]:
    """Each of these people takes up an application, by its number."""
    yield wereld.om(dagen, 9)
    with schrijfgrens():
        for nummer, behandelaar in wie.items():
            pak_op(get_aanvraag(nummer), door=behandelaar, nu=wereld.om(dagen, 9))


def _beoordeel(wereld: Wereld, nummers: list[str]) -> Draad[None]:
    """Six applications with two cards each. Who has which card follows from how the work was spread.

    The talk is about one that the first reviewer did not score, so that there is a talk for them to lead. Of the other
    cards each reviewer keeps one to fill in.
    """
    ik, behandelaar = wereld.personen["beoordelaar"], wereld.personen["behandelaar"]
    wie_kent = {
        nummer: sorted(beoordelaars_van(nummer), key=lambda wie: (wie != ik, wie.id)) for nummer in nummers
    }
    verdeeld = sorted(nummers, key=lambda nummer: (ik in wie_kent[nummer], wie_kent[nummer][1].id, nummer))
    overleg, eens, half, zienswijze, _dicht, belang = verdeeld
    for dag, uur, plaats in ((12, 10, 0), (11, 14, 1)):
        yield wereld.om(dag, uur)
        with schrijfgrens():
            for nummer, tweede in ((eens, GOED), (overleg, MATIG)):
                scoor(nummer, wie_kent[nummer][plaats], tweede if plaats else GOED, nu=wereld.om(dag, uur))
    for plaats, wie in enumerate(wie_kent[zienswijze]):
        yield wereld.om(10 - plaats, 11)
        with schrijfgrens():
            wijs_af(
                zienswijze, wie, "niet_haalbaar",
                "De planning rekent op een vergunning die volgens de bijlage nog niet is aangevraagd.", wijkt_af=True,
                nu=wereld.om(10 - plaats, 11),
            )  # fmt: skip
    yield wereld.om(9, 15)
    with schrijfgrens():
        for plaats, wie in enumerate(wie_kent[half]):
            scoor(half, wie, GENOEG, nu=wereld.om(9, 15), inleveren=plaats == 0)
    yield wereld.om(8, 9)
    with schrijfgrens():
        open_kaart(
            get_aanvraag(belang), heeft_belang=True, toelichting="Mijn zus werkt bij de aannemer.",
            door=wie_kent[belang][1], nu=wereld.om(8, 9),
        )  # fmt: skip
    yield wereld.om(7, 10)
    with schrijfgrens():
        vraag_zienswijze(
            get_aanvraag(zienswijze), grond="niet_haalbaar", termijn_tot=None, door=behandelaar, nu=wereld.om(7, 10),
            voornemen=(
                "In de planning staat dat de vergunning is aangevraagd. In de bijlage staat dat dit pas over een jaar "
                "gebeurt. Dan kan het project niet binnen vijf jaar klaar zijn."
            ),
        )  # fmt: skip
