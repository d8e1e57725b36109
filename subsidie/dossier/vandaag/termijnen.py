"""Decision terms of many applications at once: the rules of every tranche in two queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from subsidie.kern.termijnen import Beslistermijn, Opschorting, Stilstand, bereken_beslistermijn
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Termijnbegin, Zekerheid
from subsidie.tranches.lezen import VERVALLEN, als_instelling
from subsidie.tranches.models import InstellingWaarde, Tijdvak
from subsidie.web.db import db

SLEUTELS = ("beslistermijn.weken", "beslistermijn.begin", "beslistermijn.atw")


@dataclass(frozen=True, slots=True)
class Termijnregels:
    """What a tranche says about its decision term; ``sluit``: the day on which its window closed."""

    weken: int
    begin: Termijnbegin
    atw: bool
    sluit: date | None
    zekerheid: Zekerheid

    def termijn(
        self,
        ontvangen_op: datetime,
        opschortingen: Sequence[Opschorting | Stilstand] = (),
        *,
        vandaag: date | None = None,
        verdaging_weken: int = 0,
    ) -> Beslistermijn | None:
        """The term to decide on what came in at ``ontvangen_op``; ``None`` when the window has no end yet.

        ``opschortingen``: the requests to supplement it and the other suspensions (Awb 4:15), as they stand on
        ``vandaag``; ``verdaging_weken``: by how much it was moved, where the regeling gives that power. An application
        that came in after the window is decided on within the term from its own receipt (Awb 4:13).
        """
        ontvangst = dag_in_amsterdam(ontvangen_op)
        if self.begin is Termijnbegin.ONTVANGST:
            start = ontvangst
        elif self.sluit is None:
            return None
        else:
            start = max(self.sluit, ontvangst)
        return bereken_beslistermijn(
            start, self.weken, opschortingen=opschortingen, verdaging_weken=verdaging_weken, atw=self.atw,
            vandaag=vandaag,
        )  # fmt: skip

    def laatste_dag(
        self,
        ontvangen_op: datetime,
        opschortingen: Sequence[Opschorting | Stilstand] = (),
        *,
        vandaag: date | None = None,
    ) -> date | None:
        """The last day of ``termijn``."""
        termijn = self.termijn(ontvangen_op, opschortingen, vandaag=vandaag)
        return None if termijn is None else termijn.laatste_dag


def instellingen_van(
    tranche_ids: Collection[int], sleutels: Collection[str]
) -> Mapping[tuple[int, str], Instelling[Any]]:
    """The newest value of these settings of each of these tranches, in one query."""
    vraag = (
        select(InstellingWaarde)
        .where(
            InstellingWaarde.tranche_id.in_(tranche_ids),
            InstellingWaarde.pot_id.is_(None),
            InstellingWaarde.sleutel.in_(sleutels),
        )
        .order_by(InstellingWaarde.volgnummer)
    )
    nieuwste = {(rij.tranche_id, rij.sleutel): rij for rij in db.session.scalars(vraag)}
    return {plaats: als_instelling(rij) for plaats, rij in nieuwste.items() if rij.waarde != VERVALLEN}


def tijdvakken_van(tranche_ids: Collection[int], nu: datetime) -> Mapping[int, Tijdvak]:
    """The window of each of these tranches as it holds at ``nu``, in one query; none: there is no window."""
    vraag = (
        select(Tijdvak)
        .where(Tijdvak.tranche_id.in_(tranche_ids))
        .order_by(Tijdvak.volgnummer, Tijdvak.versie)
    )
    # Each as last corrected, and of those the last one that holds (as ``tranches.lezen.tijdvak_op``).
    laatste = {(rij.tranche_id, rij.volgnummer): rij for rij in db.session.scalars(vraag)}
    return {
        rij.tranche_id: rij for rij in laatste.values() if rij.geldt_vanaf is None or rij.geldt_vanaf <= nu
    }


def termijnregels(tranche_ids: Collection[int], nu: datetime) -> Mapping[int, Termijnregels]:
    """Per tranche the rules of the decision term, in two queries; absent where one of them is not known."""
    waarden = instellingen_van(tranche_ids, SLEUTELS)
    tijdvakken = tijdvakken_van(tranche_ids, nu)
    gevonden = {}
    for tranche_id in tranche_ids:
        weken, begin, atw = (waarden.get((tranche_id, sleutel)) for sleutel in SLEUTELS)
        if weken is None or begin is None or atw is None:
            continue
        if weken.is_onbekend or begin.is_onbekend or atw.is_onbekend:
            continue
        sluit = tijdvakken[tranche_id].sluit if tranche_id in tijdvakken else None
        zeker = not (weken.is_aanname or begin.is_aanname or atw.is_aanname)
        gevonden[tranche_id] = Termijnregels(
            weken=weken.eis(),
            begin=begin.eis(),
            atw=atw.eis(),
            sluit=dag_in_amsterdam(sluit) if sluit else None,
            zekerheid=Zekerheid.GEVERIFIEERD if zeker else Zekerheid.AANNAME,
        )
    return gevonden
