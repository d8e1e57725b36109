"""The running position: who would get money now, from what is known so far (verdeling.md, "Without a seed").

Nothing is frozen and nothing is drawn. A pot that ranks by score counts what has a score; the other methods need no
assessment and count what is complete and not refused. Whoever does not count is named with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select

from subsidie.aanvragen.minimumbedrag import minimum_van, vraagt_minimum
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Herkomst, Project
from subsidie.beoordeling.models import Beoordeling
from subsidie.kern.tijd import als_utc
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Plafond, Pot, Tranche
from subsidie.tranches.onthouden import STAND
from subsidie.tranches.service import regels, verdelingsregels
from subsidie.verdeling.invoer import Methode
from subsidie.verdeling.uitgezonderd import list_uitgezonderd
from subsidie.verdeling.vingerafdruk import vingerafdruk, wie
from subsidie.web.db import db

GEEN_SCORE: Final = "0"
"""What stands for the score of who was refused on a ground before it was scored: step 2 comes before the score."""

_COMPLEET: Final = frozenset(
    {Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING, Aanvraagstatus.BEOORDEELD}
)


@dataclass(frozen=True, slots=True)
class Weglating:
    """An application that does not count now, and why."""

    nummer: str
    gemeente: str
    project: str
    gevraagd_cent: int
    waarom: str


@dataclass(frozen=True, slots=True)
class LopendeStand:
    """The input of the engine as it would be now, without a seed, and who is left out of it."""

    invoer: dict[str, Any]
    weggelaten: tuple[Weglating, ...]


def standvraag(tranche_id: int) -> Select[*tuple[Any, ...]]:
    """Everything that the running position rests on but the rules: one row per application, by number."""
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Aanvraag.status, Aanvraag.herkomst, Aanvraag.buiten_tijdvak,
            Aanvraag.volledig_op, Gemeente.naam.label("gemeente"), Project.naam.label("project"),
            Pot.code.label("pot"), AanvraagVersie.id.label("versie_id"), AanvraagVersie.gevraagd_cent,
            AanvraagVersie.subsidiabel_cent, AanvraagVersie.eenheden, AanvraagVersie.categorie,
            Beoordeling.id.label("beoordeling_id"), Beoordeling.afwijzingsgrond, Beoordeling.score,
        )
        .join(Pot, Aanvraag.pot_id == Pot.id)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(
            AanvraagVersie,
            and_(
                AanvraagVersie.aanvraag_id == Aanvraag.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie
            ),
        )
        .outerjoin(Beoordeling, Beoordeling.versie_id == AanvraagVersie.id)
        .where(Aanvraag.tranche_id == tranche_id, Aanvraag.status != Aanvraagstatus.CONCEPT)
        .order_by(Aanvraag.nummer)
    )  # fmt: skip


def lees_regelstand() -> tuple[Any, ...]:
    """What changes whenever a rule of any tranche changes, as ``tranches.onthouden`` takes it."""
    return tuple(db.session.execute(select(*STAND)).one())


def afdruk_van_nu(tranche: Tranche, *, nu: datetime) -> str:
    """The fingerprint of all that the running position rests on: applications, assessments, rules, and the ceilings
    that hold at ``nu`` (one that holds from a moment on changes it without anything being written)."""
    beoordeeld = (
        select(Beoordeling.id, Beoordeling.versie_id, Beoordeling.score, Beoordeling.afwijzingsgrond)
        .join(Aanvraag, Beoordeling.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id)
        .order_by(Beoordeling.id)
    )
    plafonds = db.session.scalars(
        select(Plafond.geldt_vanaf)
        .join(Pot, Plafond.pot_id == Pot.id)
        .where(Pot.tranche_id == tranche.id)
        .order_by(Plafond.id)
    )
    gelden = ",".join(str(vanaf is None or vanaf <= nu) for vanaf in plafonds)
    buiten = str(sorted(list_uitgezonderd(tranche.id)))
    return vingerafdruk((*wie(tranche.id), beoordeeld), str(lees_regelstand()), tranche.naam, gelden, buiten)


def lopende_stand(
    tranche: Tranche, *, moment: datetime, methoden: Mapping[str, str] | None = None
) -> LopendeStand:
    """The position of ``tranche`` under the ceilings that hold at ``moment``.

    ``methoden``: another method for a pot (by code), which may count others. Raises ``OngeldigeInvoer`` naming
    every rule without which nothing can be divided, ``NietGevonden`` where a pot has no ceiling yet.
    """
    invoer = verdelingsregels(tranche, moment=moment)
    gekozen = {pot["pot"]: str(pot["regels"]["methode"]) for pot in invoer["potten"]} | dict(methoden or {})
    kandidaten: list[dict[str, Any]] = []
    weggelaten: list[Weglating] = []
    buiten, minima = list_uitgezonderd(tranche.id), _minima(tranche)
    for rij in db.session.execute(standvraag(tranche.id)):
        methode = Methode(gekozen[rij.pot])
        if waarom := "niet in behandeling genomen" if rij.id in buiten else _waarom_niet(rij, methode):
            weggelaten.append(Weglating(rij.nummer, rij.gemeente, rij.project, rij.gevraagd_cent, waarom))
        else:
            kandidaten.append(_kandidaat(rij, methode) | minima.get(rij.versie_id, {}))
    return LopendeStand({**invoer, "kandidaten": kandidaten}, tuple(weggelaten))


def _minima(tranche: Tranche) -> dict[int, dict[str, int]]:
    """Per id of a newest version its ``minimum_cent``, where the tranche asks one; what was filed is long to read."""
    if not vraagt_minimum(regels(tranche)):
        return {}
    vraag = (
        select(AanvraagVersie.id, AanvraagVersie.gegevens, AanvraagVersie.subsidiabel_cent)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
    )
    gevonden = {rij.id: minimum_van(rij.gegevens, rij.subsidiabel_cent) for rij in db.session.execute(vraag)}
    return {id_: {"minimum_cent": cent} for id_, cent in gevonden.items() if cent is not None}


def _waarom_niet(rij: Row[Any], methode: Methode) -> str:
    """Why it does not count now; empty when it does."""
    if rij.status is Aanvraagstatus.INGETROKKEN:
        return "ingetrokken"
    if rij.buiten_tijdvak:
        return "buiten het tijdvak ontvangen"
    if rij.afwijzingsgrond is not None or rij.herkomst is Herkomst.BIJLAGE:
        return ""
    if rij.status is Aanvraagstatus.AANVULLING_GEVRAAGD:
        return "wacht op een aanvulling"
    if rij.status not in _COMPLEET or rij.volledig_op is None:
        return "nog niet volledig"
    if rij.subsidiabel_cent == 0:
        return "geen tekort om aan bij te dragen"
    if methode is Methode.SCORE and rij.score is None:
        return "nog geen score"
    if methode is Methode.CATEGORIE and rij.categorie is None:
        return "geen categorie"
    return ""


def _kandidaat(rij: Row[Any], methode: Methode) -> dict[str, Any]:
    kandidaat = {
        "nummer": rij.nummer,
        "gemeente": rij.gm_code,
        "pot": rij.pot,
        # Refused without a shortage: the engine knows amounts from one cent on.
        "gevraagd_cent": rij.subsidiabel_cent or rij.gevraagd_cent,
        "eenheden": max(rij.eenheden, 1),  # an amount of the annex counts no homes
        "volledig_op": als_utc(rij.volledig_op).isoformat(),
    }
    if rij.categorie is not None:
        kandidaat["categorie"] = rij.categorie
    if rij.score is not None:
        kandidaat["score"] = rij.score
    if rij.afwijzingsgrond is not None:
        kandidaat["afwijzingsgrond"] = rij.afwijzingsgrond
        if methode is Methode.SCORE and rij.score is None:
            kandidaat["score"] = GEEN_SCORE
    return kandidaat
