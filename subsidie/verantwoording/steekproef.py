"""Samples of the auditor: drawing one, keeping what was found, and the file with which anyone draws it again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.verantwoording.controlemodellen import (
    Bevindingoordeel,
    Steekproef,
    Steekproefbevinding,
    Steekproefwijze,
)
from subsidie.verantwoording.steekproef_regels import (
    VERSIE,
    Item,
    Opdracht,
    Treffer,
    lees_uitkomst,
    trek,
    uitkomst_als_json,
)
from subsidie.verantwoording.steekproefpopulatie import SOORTEN
from subsidie.web.db import db

LANGSTE_DOEL: Final = 500
LANGSTE_TEKST: Final = 5000


@dataclass(frozen=True, slots=True)
class Post:
    """An item of a sample with what was found on it last; ``eerder`` counts what that replaced."""

    treffer: Treffer
    bevinding: Steekproefbevinding | None
    eerder: int


def nieuw_zaad() -> str:
    """A seed for who brings none of their own: 128 bits of chance, to be typed over."""
    return secrets.token_hex(16)


def trek_steekproef(
    tranche: Tranche, *, soort: str, wijze: Steekproefwijze, omvang: int, zaad: str, doel: str, door: Gebruiker,
    nu: datetime,
) -> Steekproef:  # fmt: skip
    """Draw out of the population as it is now, and freeze both.

    Raises ``NietBevoegd`` for all but the auditor, and ``OngeldigeInvoer`` at the field when there is nothing to draw,
    or when this very sample was drawn before (who looks for a nicer outcome with the same seed finds the same one).
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, Rol.AUDITOR, nu=nu)
    if soort not in SOORTEN:
        raise OngeldigeInvoer.van("soort", "Kies waaruit u trekt.")
    if not 1 <= len(doel.strip()) <= LANGSTE_DOEL:
        raise OngeldigeInvoer.van("doel", f"Schrijf in hoogstens {LANGSTE_DOEL} tekens waarvoor u trekt.")
    opdracht = Opdracht(wijze.value, omvang, zaad, soort, tranche.code, tuple(SOORTEN[soort].lees(tranche)))
    uitkomst = uitkomst_als_json(trek(opdracht))
    populatie = opdracht.als_populatie()
    aantal = db.session.scalar(select(func.count()).where(Steekproef.tranche_id == tranche.id)) or 0
    steekproef = Steekproef(
        kenmerk=f"{tranche.code}-SP{aantal + 1}", tranche_id=tranche.id, wijze=wijze, omvang=omvang, zaad=zaad,
        populatie=populatie.decode(), populatie_sha256=sha256_hex(populatie), uitkomst=uitkomst.decode(),
        uitkomst_sha256=sha256_hex(uitkomst), engine_versie=VERSIE, doel=doel.strip(), getrokken_op=nu,
        door_id=door.id,
    )  # fmt: skip
    gelijk = db.session.scalar(
        select(Steekproef.kenmerk).where(
            Steekproef.tranche_id == tranche.id, Steekproef.wijze == wijze, Steekproef.omvang == omvang,
            Steekproef.zaad == zaad, Steekproef.populatie_sha256 == steekproef.populatie_sha256,
        )
    )  # fmt: skip
    if gelijk is not None:
        raise OngeldigeInvoer.van("zaad", f"Met dit zaad is al getrokken: {gelijk}. Dat geeft hetzelfde.")
    db.session.add(steekproef)
    db.session.flush()
    leg_vast(
        "steekproef:getrokken", object_soort="steekproef", object_id=steekproef.kenmerk, door=door, nu=nu,
        gegevens={
            "tranche": tranche.code, "populatie": soort, "wijze": wijze.value, "omvang": omvang, "zaad": zaad,
            "populatie_sha256": steekproef.populatie_sha256, "uitkomst_sha256": steekproef.uitkomst_sha256,
        },
    )  # fmt: skip
    return steekproef


def leg_bevinding_vast(
    steekproef: Steekproef,
    nummer: str,
    *,
    oordeel: Bevindingoordeel,
    tekst: str,
    door: Gebruiker,
    nu: datetime,
) -> Steekproefbevinding:
    """What was found on one item; an earlier finding on it stays and counts no longer.

    Raises ``NietBevoegd``, ``NietGevonden`` for what is not in the sample, and ``OngeldigeInvoer``.
    """
    vergrendel_tranche(steekproef.tranche)
    vereis_rol(door, Rol.AUDITOR, nu=nu)
    if nummer not in {treffer.nummer for treffer in treffers_van(steekproef)}:
        raise NietGevonden("Dit item zit niet in de steekproef.")
    tekst = tekst.strip()
    if len(tekst) > LANGSTE_TEKST:
        raise OngeldigeInvoer.van("tekst", f"Schrijf hoogstens {LANGSTE_TEKST} tekens.")
    if oordeel is not Bevindingoordeel.IN_ORDE and not tekst:
        raise OngeldigeInvoer.van("tekst", "Schrijf wat u vond.")
    laatste = db.session.scalar(
        select(func.max(Steekproefbevinding.volgnummer)).where(
            Steekproefbevinding.steekproef_id == steekproef.id, Steekproefbevinding.nummer == nummer
        )
    )
    bevinding = Steekproefbevinding(
        steekproef_id=steekproef.id, nummer=nummer, volgnummer=(laatste or 0) + 1, oordeel=oordeel, tekst=tekst,
        op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(bevinding)
    db.session.flush()
    leg_vast(
        "steekproef:bevinding", object_soort="steekproef", object_id=steekproef.kenmerk, door=door, nu=nu,
        gegevens={"item": nummer, "volgnummer": bevinding.volgnummer, "oordeel": oordeel.value},
    )  # fmt: skip
    return bevinding


def list_steekproeven() -> list[Steekproef]:
    """Every sample, newest first."""
    vraag = (
        select(Steekproef)
        .options(joinedload(Steekproef.tranche), joinedload(Steekproef.door))
        .order_by(Steekproef.getrokken_op.desc(), Steekproef.id.desc())
    )
    return list(db.session.scalars(vraag))


def list_onaf() -> list[tuple[str, int, int]]:
    """Samples with items without a finding, newest first: mark, how many were drawn, how many are left; two queries."""
    geteld = select(
        Steekproefbevinding.steekproef_id, func.count(Steekproefbevinding.nummer.distinct())
    ).group_by(Steekproefbevinding.steekproef_id)
    bekeken = {rij[0]: rij[1] for rij in db.session.execute(geteld)}
    vraag = select(Steekproef.id, Steekproef.kenmerk, Steekproef.uitkomst).order_by(Steekproef.id.desc())
    onaf = []
    for nummer, kenmerk, uitkomst in db.session.execute(vraag):
        getrokken = len(lees_uitkomst(uitkomst))
        if (open_ := getrokken - bekeken.get(nummer, 0)) > 0:
            onaf.append((kenmerk, getrokken, open_))
    return onaf


def get_steekproef(kenmerk: str) -> Steekproef:
    """The sample with this mark; raises ``NietGevonden``."""
    if not (kenmerk.isascii() and kenmerk.isprintable() and len(kenmerk) <= 60):
        raise NietGevonden("Er is geen steekproef met dit kenmerk.")
    gevonden = db.session.scalar(select(Steekproef).where(Steekproef.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Er is geen steekproef met dit kenmerk.")
    return gevonden


def treffers_van(steekproef: Steekproef) -> tuple[Treffer, ...]:
    """What was drawn."""
    return lees_uitkomst(steekproef.uitkomst)


def list_posten(steekproef: Steekproef) -> list[Post]:
    """Every item that was drawn with its last finding, in one query."""
    per_nummer: dict[str, list[Steekproefbevinding]] = {}
    for een in list_bevindingen(steekproef):
        per_nummer.setdefault(een.nummer, []).append(een)
    return [
        Post(treffer, reeks[-1] if reeks else None, max(len(reeks) - 1, 0))
        for treffer in treffers_van(steekproef)
        for reeks in (per_nummer.get(treffer.nummer, []),)
    ]


def list_bevindingen(steekproef: Steekproef, nummer: str | None = None) -> Sequence[Steekproefbevinding]:
    """The findings, oldest first; of one item or of all."""
    vraag = (
        select(Steekproefbevinding)
        .options(joinedload(Steekproefbevinding.door))
        .where(Steekproefbevinding.steekproef_id == steekproef.id)
        .order_by(Steekproefbevinding.nummer, Steekproefbevinding.volgnummer)
    )
    return db.session.scalars(
        vraag if nummer is None else vraag.where(Steekproefbevinding.nummer == nummer)
    ).all()


def opdracht_van(steekproef: Steekproef) -> Opdracht:
    """The sample as the rules know it, from what was frozen."""
    populatie = json.loads(steekproef.populatie)
    items = tuple(Item(een["nummer"], een["bedrag_cent"]) for een in populatie["items"])
    return Opdracht(
        steekproef.wijze.value,
        steekproef.omvang,
        steekproef.zaad,
        populatie["soort"],
        populatie["tranche"],
        items,
    )


def klopt(steekproef: Steekproef) -> bool:
    """Whether the frozen population gives the frozen sample, computed now."""
    opdracht = opdracht_van(steekproef)
    uitkomst = uitkomst_als_json(trek(opdracht))
    return (
        sha256_hex(uitkomst) == steekproef.uitkomst_sha256 == sha256_hex(steekproef.uitkomst.encode())
        and sha256_hex(opdracht.als_populatie()) == steekproef.populatie_sha256
    )


def als_bestand(steekproef: Steekproef) -> bytes:
    """Everything to draw it again, as canonical JSON, for ``subsidie steekproef narekenen``."""
    return canonieke_json(
        {
            **json.loads(steekproef.populatie),
            "kenmerk": steekproef.kenmerk, "wijze": steekproef.wijze.value, "omvang": steekproef.omvang,
            "zaad": steekproef.zaad, "versie": steekproef.engine_versie,
            "populatie_sha256": steekproef.populatie_sha256,
            "uitkomst": json.loads(steekproef.uitkomst), "uitkomst_sha256": steekproef.uitkomst_sha256,
        }
    )  # fmt: skip
