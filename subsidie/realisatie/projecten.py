"""Awards with how far they are, until when they must, and how likely it is that they do not make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, select, true

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.realisatie.drempels import STANDAARD, Drempels, drempels_van
from subsidie.realisatie.planmodellen import Mijlpaal, Realisatieplan
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.projectfeiten import Deelfeiten, Geleverd, feiten_van, lees_bronnen
from subsidie.realisatie.risico import Oordeel, Projectfeiten, beoordeel
from subsidie.realisatie.stand import Realisatiestand, lees_standen
from subsidie.realisatie.verleend import Verleend, lees_verleend
from subsidie.realisatie.verplichtingen import uiterste_dagen_van
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Projectstand:
    """One award; ``verleend_cent``: what is awarded now (eurocents), or what was settled (``vastgesteld``)."""

    aanvraag_id: int
    nummer: str
    gm_code: str
    gemeente: str
    project: str
    tranche: str
    """The code of the tranche."""
    voorbeeld: bool
    verleend_cent: int
    vastgesteld: bool
    drempels: Drempels
    stand: Realisatiestand
    delen: tuple[Deelfeiten, ...]
    geleverd: tuple[Geleverd, ...]
    plichten: tuple[Verplichtingsdag, ...]
    feiten: Projectfeiten
    oordeel: Oordeel

    @property
    def in_gevaar_cent(self) -> int:
        """The money granted for homes that do not stand: homes to go times what was granted for one (eurocents).

        Nothing after the settlement: then it was claimed back, or it was decided that it need not be.
        """
        beloofd = self.stand.beloofd.totaal
        if beloofd == 0 or self.vastgesteld:
            return 0
        return (2 * self.verleend_cent * self.stand.te_leveren + beloofd) // (2 * beloofd)

    @property
    def lopend(self) -> tuple[Verplichtingsdag, ...]:
        """The obligations that still run."""
        return lopend(self.plichten, vastgesteld=self.vastgesteld)

    @property
    def uiterlijk_klaar(self) -> date | None:
        """The last day on which all homes must stand; ``None`` when it is not known."""
        return next((een.uiterlijk for een in self.plichten if een.bewijs is Bewijs.OPLEVERING), None)

    @property
    def prognose(self) -> date | None:
        """By when the municipality expects the last home; ``None`` when it did not say."""
        return self.feiten.mijlpaal(Mijlpaal.OPLEVERING).prognose

    def rest(self, aard: Woonruimteaard) -> int:
        """Homes of this kind that are still to be accepted."""
        return max(0, self.stand.beloofd.van(aard) - self.stand.geleverd.van(aard))


def lopend(plichten: Sequence[Verplichtingsdag], *, vastgesteld: bool) -> tuple[Verplichtingsdag, ...]:
    """Those that still run: what was settled is not to be built any more, only to be kept."""
    return tuple(een for een in plichten if not vastgesteld or een.bewijs is Bewijs.BESTEMMING)


def lees_projecten(
    vandaag: date, *, tranche: Tranche | None = None, nummer: str | None = None
) -> list[Projectstand]:
    """Every award with a plan, of one tranche or of all, in order of number. A constant number of queries.

    What was withdrawn altogether is not in it: nothing of it is promised any more.
    """
    waar: ColumnElement[bool] = Aanvraag.tranche_id == tranche.id if tranche is not None else true()
    if nummer is not None:
        waar = waar & (Aanvraag.nummer == nummer)
    met_plan = exists().where(Realisatieplan.aanvraag_id == Aanvraag.id)
    vraag = (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Gemeente.naam_kort, Project.naam.label("project"),
            Aanvraag.tranche_id, Tranche.code, Tranche.aard,
        )
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .where(waar, met_plan)
        .order_by(Aanvraag.nummer)
    )  # fmt: skip
    rijen = db.session.execute(vraag).all()
    ids = [rij.id for rij in rijen]
    standen, verleend = lees_standen(ids), lees_verleend(Aanvraag.id.in_(ids)) if ids else {}
    ids = [id_ for id_ in ids if standen[id_].beloofd.totaal or standen[id_].geleverd.totaal]
    blijft = set(ids)
    plichten, bronnen = uiterste_dagen_van(ids), lees_bronnen(ids)
    drempels = drempels_van(rij.tranche_id for rij in rijen)
    gevonden = []
    for rij in rijen:
        if rij.id not in blijft:
            continue
        toegekend = verleend.get(rij.id, Verleend(rij.id))
        eigen = tuple(plichten.get(rij.id, ()))
        grens = drempels.get(rij.tranche_id, STANDAARD)
        feiten = feiten_van(standen[rij.id], eigen, bronnen, vandaag)
        gevonden.append(
            Projectstand(
                aanvraag_id=rij.id, nummer=rij.nummer, gm_code=rij.gm_code, gemeente=rij.naam_kort,
                project=rij.project, tranche=rij.code, voorbeeld=rij.aard is not Trancheaard.ECHT,
                verleend_cent=toegekend.verleend_cent, vastgesteld=toegekend.is_vastgesteld, drempels=grens,
                stand=standen[rij.id],
                delen=tuple(bronnen.delen.get(rij.id, ())), geleverd=tuple(bronnen.geleverd.get(rij.id, ())),
                plichten=eigen, feiten=feiten,
                oordeel=beoordeel(
                    feiten, lopend(eigen, vastgesteld=toegekend.is_vastgesteld), drempels=grens, vandaag=vandaag
                ),
            )
        )  # fmt: skip
    return gevonden
