"""The uploaded files of an application, and taking the content of one out of the store when its period is over.

The row of a file stays: versions, events and the file of the application cite its name, size and hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.bezwaarstukken import MAP as BEZWAARMAP
from subsidie.beschikkingen.bezwaarstukmodellen import Bezwaarstuk
from subsidie.config import Instellingen
from subsidie.platform.opslag import LokaleOpslag
from subsidie.realisatie.bewijs import bewijsopslag
from subsidie.realisatie.leveringmodellen import Bewijsstuk
from subsidie.verantwoording.bewaarmodellen import Vernietigingsregel
from subsidie.web.db import db

VERNIETIGD: Final = "Vernietigd"
NIET: Final = "Niet vernietigd"
"""How an outcome begins."""
_BESTANDREGEL: Final = re.compile(r"^- ([0-9a-f]{64}) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stuk:
    """A file of an application: its table, its hash and its size in bytes."""

    tabel: str
    sha256: str
    grootte: int


def _vragen() -> tuple[tuple[str, Any], ...]:
    """Per table of uploads: which application, which hash, how large."""
    return (
        (
            "aanvraagbijlage",
            select(Aanvraagbijlage.aanvraag_id.label("van"), Aanvraagbijlage.sha256, Aanvraagbijlage.grootte),
        ),
        ("bewijsstuk", select(Bewijsstuk.aanvraag_id.label("van"), Bewijsstuk.sha256, Bewijsstuk.grootte)),
        (
            "bezwaarstuk",
            select(Bezwaar.aanvraag_id.label("van"), Bezwaarstuk.sha256, Bezwaarstuk.grootte).join(
                Bezwaar, Bezwaarstuk.bezwaar_id == Bezwaar.id
            ),
        ),
    )


def tel_stukken() -> dict[int, tuple[int, int]]:
    """Per application how many files it has, and their size in bytes; one query per table."""
    geteld: dict[int, tuple[int, int]] = {}
    for _, vraag in _vragen():
        rijen = vraag.subquery()
        for van, aantal, grootte in db.session.execute(
            select(rijen.c.van, func.count(), func.sum(rijen.c.grootte)).group_by(rijen.c.van)
        ):
            al = geteld.get(van, (0, 0))
            geteld[van] = (al[0] + aantal, al[1] + int(grootte))
    return geteld


def list_stukken(aanvraag_id: int) -> list[Stuk]:
    """The files of one application, the same content of one table once."""
    gevonden: dict[tuple[str, str], Stuk] = {}
    for tabel, vraag in _vragen():
        rijen = vraag.subquery()
        for rij in db.session.execute(select(rijen).where(rijen.c.van == aanvraag_id)):
            gevonden[(tabel, rij.sha256)] = Stuk(tabel, rij.sha256, rij.grootte)
    return [gevonden[sleutel] for sleutel in sorted(gevonden)]


def ook_elders(stuk: Stuk, aanvraag_id: int) -> bool:
    """Whether another application has the same content, of which the files were not destroyed by a list."""
    rijen = dict(_vragen())[stuk.tabel].subquery()
    al_weg = (
        select(Aanvraag.id)
        .join(Vernietigingsregel, Vernietigingsregel.object_id == Aanvraag.nummer)
        .where(
            Vernietigingsregel.object_soort == "stukken", Vernietigingsregel.uitkomst.startswith(VERNIETIGD)
        )
    )
    anderen = db.session.scalar(
        select(func.count()).where(
            rijen.c.sha256 == stuk.sha256, rijen.c.van != aanvraag_id, rijen.c.van.not_in(al_weg)
        )
    )
    return bool(anderen)


def opslag_van(stuk: Stuk, instellingen: Instellingen) -> LokaleOpslag:
    """The store in which the content of this table is."""
    if stuk.tabel == "aanvraagbijlage":
        return bijlagenopslag(instellingen)
    if stuk.tabel == "bewijsstuk":
        return bewijsopslag(instellingen)
    return LokaleOpslag(instellingen.opslag / BEZWAARMAP)


def beschrijf(stukken: list[Stuk], gebleven: int) -> str:
    """The outcome of a line: what went, with every hash, so that a verification knows that it is not missing."""
    kop = f"{VERNIETIGD}: {len(stukken)} van {len(stukken) + gebleven} bestanden."
    if gebleven:
        kop += f" {gebleven} bleven staan: een andere aanvraag heeft dezelfde inhoud nog nodig."
    return "\n".join([kop, *(f"- {een.sha256} ({een.grootte} bytes, {een.tabel})" for een in stukken)])


def vernietigde_hashes() -> dict[str, str]:
    """The hash of every file that was destroyed by decision, with the mark of the list."""
    return dict(_vernietigd())


def _vernietigd() -> Iterator[tuple[str, str]]:
    vraag = (
        select(Vernietigingsregel)
        .where(Vernietigingsregel.object_soort == "stukken", Vernietigingsregel.uitkomst != "")
        .order_by(Vernietigingsregel.id)
    )
    for regel in db.session.scalars(vraag):
        for sha256 in _BESTANDREGEL.findall(regel.uitkomst):
            yield sha256, regel.lijst.kenmerk
