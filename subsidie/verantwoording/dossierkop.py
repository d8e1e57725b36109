"""Which application a package is about, and how much there is before somebody fetches it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer
from subsidie.documenten.models import Document
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verantwoording.dossiertabellen import OVERGESLAGEN, dossiertabellen, vraag
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Dossierkop:
    """What the package is about."""

    aanvraag_id: int
    nummer: str
    gemeente: str
    project: str
    tranche: str
    tranche_code: str
    voorbeeld: bool


def get_kop(nummer: str) -> Dossierkop:
    """The application ``nummer``, when it was ever received. Raises ``NietGevonden``."""
    vereis_nummer(nummer)
    rij = db.session.execute(
        select(Aanvraag.id, Aanvraag.nummer, Gemeente.naam, Project.naam, Tranche.naam, Tranche.code, Tranche.aard)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .where(Aanvraag.nummer == nummer, Aanvraag.ontvangen_op.is_not(None))
    ).first()  # fmt: skip
    if rij is None:
        raise niet_gevonden()
    aanvraag_id, eigen, gemeente, project, tranche, code, aard = rij
    return Dossierkop(aanvraag_id, eigen, gemeente, project, tranche, code, aard is not Trancheaard.ECHT)


@dataclass(frozen=True, slots=True)
class Omvang:
    """What a package will hold: rows per table, files of the store with their size in bytes, what stays out."""

    tabellen: tuple[tuple[str, int], ...]
    bestanden: int
    grootte: int
    overgeslagen: tuple[tuple[str, str], ...]


def lees_omvang(kop: Dossierkop) -> Omvang:
    """Counted from the rows, without opening a file."""
    tabellen, bestanden, grootte = [], 0, 0
    documenten: set[int] = set()
    for deel in dossiertabellen():
        rijen = vraag(deel, kop.aanvraag_id).order_by(None).subquery()
        aantal = db.session.scalar(select(func.count()).select_from(rijen)) or 0
        tabellen.append((deel.naam, aantal))
        if not aantal:
            continue
        if deel.is_bestandstabel:
            hoeveel, som = db.session.execute(select(func.count(), func.sum(rijen.c.grootte))).one()
            bestanden, grootte = bestanden + hoeveel, grootte + int(som or 0)
        for kolom in deel.documentkolommen:
            documenten.update(db.session.scalars(select(rijen.c[kolom]).where(rijen.c[kolom].is_not(None))))
    hoeveel, som = db.session.execute(
        select(func.count(Document.grootte), func.sum(Document.grootte)).where(Document.id.in_(documenten))
    ).one()
    return Omvang(
        tuple((naam, aantal) for naam, aantal in tabellen if aantal), bestanden + hoeveel,
        grootte + int(som or 0), tuple(OVERGESLAGEN.items()),
    )  # fmt: skip
