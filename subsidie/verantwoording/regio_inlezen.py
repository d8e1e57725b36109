"""Reading a division of municipalities into regions (woondealregio and the like): a file, whole or not at all.

No such division was found as open data, so the ministry brings its own, with its source. Of one name and year one
holds: a new file takes the place of the old one, which stays on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.bronbestand import Celwaarde, Tabel, lees_csvtabel
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, lees_rijen
from subsidie.aanvragen.bronwerkmap import lees_blad
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, tekst, weiger
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.verantwoording.regiomodellen import Regiogemeente, Regioindeling
from subsidie.web.db import db

TABEL: Final = "regio"
KOLOMMEN: Final = ("gm_code", "regio")
VRIJE_KOLOMMEN: Final = ("gemeente",)
EERSTE_JAAR: Final = 2020
LANGSTE_NAAM: Final = 60
LANGSTE_BRON: Final = 300
LANGSTE_REGIO: Final = 100
MEESTE_RIJEN: Final = 1_000
"""About three times as many as there are municipalities."""
_WAT: Final = Kolommen(KOLOMMEN, VRIJE_KOLOMMEN, "aanvragen", AANVRAAGKOLOMMEN, MEESTE_RIJEN)


@dataclass(frozen=True, slots=True)
class Indelingstand:
    """A division that was read, with how many municipalities and regions it has."""

    indeling: Regioindeling
    gemeenten: int
    regios: int


def list_standen() -> list[Indelingstand]:
    """Every division that was read, what holds first, then the newest."""
    vraag = (
        select(Regioindeling, func.count(), func.count(func.distinct(Regiogemeente.regio)))
        .join(Regiogemeente, Regiogemeente.indeling_id == Regioindeling.id)
        .group_by(Regioindeling)
        .order_by(Regioindeling.vervallen, Regioindeling.id.desc())
    )
    return [
        Indelingstand(indeling, gemeenten, regios)
        for indeling, gemeenten, regios in db.session.execute(vraag)
    ]


def lees_in(
    naam: str, jaar: int, bron: str, inhoud: bytes, *, door: Gebruiker, nu: datetime
) -> Regioindeling:
    """Record a division (CSV, or XLSX with the sheet ``regio``): columns ``gm_code`` and ``regio``.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``naam``, ``jaar`` or ``bron`` or with every fault of the file, and
    ``Domeinfout`` for a file that holds already; then nothing is recorded.
    """
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    naam, bron = naam.strip(), bron.strip()
    if fouten := _fouten(naam, jaar, bron, dag_in_amsterdam(nu).year):
        raise OngeldigeInvoer(fouten)
    sha256 = sha256_hex(inhoud)
    geldend = db.session.scalars(
        select(Regioindeling)
        .where(Regioindeling.naam == naam, Regioindeling.jaar == jaar, ~Regioindeling.vervallen)
        .with_for_update()
    ).all()
    if any(een.sha256 == sha256 for een in geldend):
        raise Domeinfout(f"Dit bestand geldt al voor {naam} {jaar}. Er is niets veranderd.")
    gebreken = Gebrekenlijst(TABEL)
    regios = _lees(inhoud, gebreken)
    if lijst := gebreken.lijst():
        raise OngeldigeInvoer(lijst)
    for oud in geldend:
        oud.vervallen = True
    db.session.flush()
    indeling = Regioindeling(naam=naam, jaar=jaar, bron=bron, sha256=sha256, ingelezen_op=nu, door=door)
    db.session.add(indeling)
    db.session.flush()
    db.session.add_all(
        Regiogemeente(indeling_id=indeling.id, gm_code=code, regio=regio) for code, regio in regios.items()
    )
    db.session.flush()
    leg_vast(
        "register:regio_ingelezen", object_soort="regioindeling", object_id=f"{naam} {jaar}", door=door, nu=nu,
        gegevens={"bron": bron, "sha256": sha256, "gemeenten": len(regios), "regios": len(set(regios.values()))},
    )  # fmt: skip
    return indeling


def _fouten(naam: str, jaar: int, bron: str, dit_jaar: int) -> list[Gebrek]:
    fouten = []
    if not naam or len(naam) > LANGSTE_NAAM or verboden_tekens(naam, hoogstens=1):
        fouten.append(Gebrek("naam", f"Geef de indeling een naam van ten hoogste {LANGSTE_NAAM} tekens."))
    if not EERSTE_JAAR <= jaar <= dit_jaar + 1:
        fouten.append(Gebrek("jaar", f"Kies een jaar van {EERSTE_JAAR} tot en met {dit_jaar + 1}."))
    if not bron or len(bron) > LANGSTE_BRON or verboden_tekens(bron, hoogstens=1):
        fouten.append(Gebrek("bron", f"Noem de bron, in ten hoogste {LANGSTE_BRON} tekens."))
    return fouten


def _lees(inhoud: bytes, gebreken: Gebrekenlijst) -> dict[str, str]:
    bekend = set(db.session.scalars(select(Gemeente.gm_code)))
    gevonden: dict[str, str] = {}
    eerste: dict[str, int] = {}
    for rij in lees_rijen(_tabel(inhoud), _WAT, gebreken):
        if rij.scheef:
            continue
        code, regio = rij.lees("gm_code", tekst), rij.lees("regio", _regio)
        if code is not None and code not in bekend:
            rij.meld("gm_code", "Deze code kent het register van gemeenten niet. Schrijf GM en vier cijfers.")
        elif code is not None and eerste.setdefault(code, rij.nummer) != rij.nummer:
            rij.meld("gm_code", f"Deze gemeente staat ook in rij {eerste[code]}. Haal er één weg.")
        elif code is not None and regio is not None:
            gevonden[code] = regio
    return gevonden


def _regio(waarde: Celwaarde) -> str:
    gelezen = tekst(waarde)
    if len(gelezen) > LANGSTE_REGIO:
        raise weiger(f"Een regio heeft ten hoogste {LANGSTE_REGIO} tekens.")
    if verboden_tekens(gelezen, hoogstens=1) or "\n" in gelezen:
        raise weiger("Hierin staan tekens die niemand kan zien, of een nieuwe regel. Typ het opnieuw.")
    return gelezen


def _tabel(inhoud: bytes) -> Tabel:
    if not inhoud:
        return Tabel.onleesbaar(TABEL, "Dit bestand is leeg.")
    return lees_blad(inhoud, TABEL) if inhoud.startswith(b"PK") else lees_csvtabel(TABEL, inhoud)
