"""What each award of some municipalities asks of them now: one line per award, for lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import exists, select

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.kern.tekst import aantal
from subsidie.realisatie.bevestiging import AANGENOMEN_JAREN, laatste_dag, te_bevestigen_jaren
from subsidie.realisatie.delen import TELT
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging
from subsidie.realisatie.meldingenlijst import tel_per_aanvraag
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Realisatieplan
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.stand import Realisatiestand, lees_standen
from subsidie.realisatie.verleend import list_vastgestelde
from subsidie.realisatie.verplichtingen import uiterste_dagen_van
from subsidie.web.db import db

VASTGESTELD: Final = "De uitkering is vastgesteld."


@dataclass(frozen=True, slots=True)
class Meldwerk:
    """One award: ``tekst`` says what is next, ``uiterlijk`` until when; ``vragen``: how many wait for an answer."""

    nummer: str
    project: str
    tekst: str
    uiterlijk: date | None
    vragen: int
    te_bevestigen: tuple[int, ...]
    te_bouwen: bool = True
    """Whether a building obligation still runs."""

    @property
    def wacht_op_u(self) -> bool:
        """Whether the municipality must act now, whatever its last day."""
        return bool(self.vragen or self.te_bevestigen)

    @property
    def vraagt_iets(self) -> bool:
        """Whether there is anything to report, now or later."""
        return self.wacht_op_u or self.te_bouwen


def list_meldwerk(gm_codes: Collection[str], vandaag: date) -> list[Meldwerk]:
    """The awards of these municipalities, what presses most first; a constant number of queries."""
    rijen = db.session.execute(
        select(Aanvraag.id, Aanvraag.nummer, Project.naam)
        .join(Project, Project.id == Aanvraag.project_id)
        .where(
            Aanvraag.gm_code.in_(sorted(gm_codes)), exists().where(Realisatieplan.aanvraag_id == Aanvraag.id)
        )
        .order_by(Aanvraag.nummer)
    ).all()
    if not rijen:
        return []
    ids = [id_ for id_, _, _ in rijen]
    standen, dagen = lees_standen(ids), uiterste_dagen_van(ids)
    vastgesteld = list_vastgestelde(ids)
    vragen, bevestigd = tel_per_aanvraag(ids, Meldingstand.VRAAG), _bevestigde_jaren(ids)
    gevonden = [
        _werk(
            nummer,
            project,
            standen[id_],
            dagen.get(id_, []),
            vragen[id_],
            bevestigd.get(id_, set()),
            vandaag,
            vastgesteld=id_ in vastgesteld,
        )
        for id_, nummer, project in rijen
    ]
    return sorted(gevonden, key=lambda een: (not een.wacht_op_u, een.uiterlijk or date.max, een.nummer))


def _werk(
    nummer: str, project: str, stand: Realisatiestand, dagen: list[Verplichtingsdag], vragen: int,
    bevestigd: set[int], vandaag: date, *, vastgesteld: bool,
) -> Meldwerk:  # fmt: skip
    jaren = tuple(
        jaar
        for jaar in te_bevestigen_jaren(stand, AANGENOMEN_JAREN)
        if jaar not in bevestigd and vandaag >= laatste_dag(jaar)
    )
    te_bouwen = bool(stand.te_leveren) and not vastgesteld
    tekst, uiterlijk = _volgende(stand, dagen) if not vastgesteld else (VASTGESTELD, None)
    if jaren:
        tekst = f"Bevestig het gebruik over {', '.join(map(str, jaren))}."
    if vragen:
        tekst = f"Het ministerie heeft {aantal(vragen, 'vraag', 'vragen')} over wat u meldde."
    return Meldwerk(nummer, project, tekst, uiterlijk, vragen, jaren, te_bouwen)


def _volgende(stand: Realisatiestand, dagen: list[Verplichtingsdag]) -> tuple[str, date | None]:
    for plicht in dagen:
        if plicht.bewijs is Bewijs.ONOMKEERBARE_STAP and not stand.bereikt(Mijlpaal.ONOMKEERBARE_STAP):
            return "Nog niet aanvaard: de eerste onomkeerbare stap.", plicht.uiterlijk
        if plicht.bewijs is Bewijs.OPLEVERING and stand.te_leveren:
            return (
                f"Nog op te leveren: {aantal(stand.te_leveren, 'woonruimte', 'woonruimten')}.",
                plicht.uiterlijk,
            )
    if stand.te_leveren:
        return f"Nog op te leveren: {aantal(stand.te_leveren, 'woonruimte', 'woonruimten')}.", None
    return "Alles is opgeleverd en aanvaard.", None


def _bevestigde_jaren(ids: list[int]) -> dict[int, set[int]]:
    vraag = select(Bestemmingsbevestiging.aanvraag_id, Bestemmingsbevestiging.jaar).where(
        Bestemmingsbevestiging.aanvraag_id.in_(ids), Bestemmingsbevestiging.stand.in_(TELT)
    )
    gevonden: dict[int, set[int]] = {}
    for id_, jaar in db.session.execute(vraag):
        gevonden.setdefault(id_, set()).add(jaar)
    return gevonden
