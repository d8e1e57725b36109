"""Applications of the practice tranche that were filed, with requests to supplement in every state."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer, vraag_aanvulling
from subsidie.beoordeling.klokmodellen import Opschortgrond
from subsidie.beoordeling.opschorting import schort_op
from subsidie.beoordeling.zienswijze import vraag_zienswijze
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import get_tranche, laad_tranche, openstellen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvullingen import Aanvulwereld
from tests.fabrieken.indieningen import dien_in, indienbaar

GEVRAAGD, IN_TE_DIENEN, OPNIEUW = "OEFEN-0009", "OEFEN-0010", "OEFEN-0011"
"""Asked and not answered, answered and not filed, and supplemented once."""
PUNTEN = (
    Puntinvoer(Aanvraagdeel.KOSTEN, "Waar rust het tekort op?", raakt_volledigheid=True),
    Puntinvoer(
        Aanvraagdeel.BIJLAGEN,
        "Stuur de begroting mee.\nLaat zien wat de grond kost.",
        raakt_volledigheid=False,
    ),
)


def zet_aanvullingen(personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Call it outside the commit boundary, after the practice tranche and its drafts."""
    tranche = get_tranche("oefen")
    gemaakt = [_ingediend(tranche, personen, nu=nu) for _ in range(3)]
    assert [een.nummer for een in gemaakt] == [GEVRAAGD, IN_TE_DIENEN, OPNIEUW]
    for aanvraag in gemaakt:
        wereld = Aanvulwereld(
            tranche, aanvraag, personen["tekenbevoegde"], personen["opsteller"], personen["behandelaar"]
        )
        _vraag(aanvraag, personen, nu=nu + timedelta(hours=2))
        if aanvraag.nummer != GEVRAAGD:
            wereld.wijzig_kosten("80.000", nu=nu + timedelta(hours=3))
            wereld.antwoord("Op het grondbod.", nu=nu + timedelta(hours=3))
        if aanvraag.nummer == OPNIEUW:
            wereld.vul_aan(op=nu + timedelta(hours=4), antwoord="")
            _klok(aanvraag, personen["behandelaar"], nu=nu + timedelta(hours=5))


def _klok(aanvraag: Aanvraag, bea: Gebruiker, *, nu: datetime) -> None:
    """Its term stands still by force majeure, and the municipality is asked for its view."""
    with schrijfgrens():
        morgen = dag_in_amsterdam(nu) + timedelta(days=1)
        schort_op(
            aanvraag, grond=Opschortgrond.OVERMACHT, vanaf=morgen, toelichting="Het loket lag stil.",
            verwacht_tot=morgen + timedelta(days=6), door=bea, nu=nu,
        )  # fmt: skip
        vraag_zienswijze(
            aanvraag, grond="geen_toevoeging", voornemen="De woningen staan er al.\nU schreef dat zij nieuw zijn.",
            termijn_tot=None, door=bea, nu=nu,
        )  # fmt: skip


def zet_wandeling(personen: dict[str, Gebruiker], *, nu: datetime, aantal: int) -> list[str]:
    """The practice tranche with so many applications that were filed; their numbers. Outside the commit boundary."""
    with schrijfgrens():
        definitie = oefentranche(nu.date())
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=nu)
        openstellen(tranche, door=personen["beheerder"], nu=nu)
    return [_ingediend(tranche, personen, nu=nu).nummer for _ in range(aantal)]


def _ingediend(tranche: Tranche, personen: dict[str, Gebruiker], *, nu: datetime) -> Aanvraag:
    with schrijfgrens():
        aanvraag = indienbaar(tranche, personen["opsteller"], nu=nu)
    dien_in(aanvraag, personen["tekenbevoegde"], ontvangen_op=nu + timedelta(hours=1))
    db.session.refresh(aanvraag)
    return aanvraag


def _vraag(aanvraag: Aanvraag, personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    with schrijfgrens():
        vraag_aanvulling(
            aanvraag, punten=PUNTEN, toelichting="De begroting is niet compleet.",
            termijn_tot=date(2026, 2, 20), door=personen["behandelaar"], nu=nu,
        )  # fmt: skip
