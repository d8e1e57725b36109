"""The whole file of one application as a ZIP that verifies itself, offline (``docs/dossierpakket.md``).

Deterministic: as long as nothing happened to the application, the package is the same to the byte. So it carries no
moment of now; it says up to which event of the audit trail it goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection, Row, func, select

from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import canonieke_json
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.opslag import Opslagfout
from subsidie.verantwoording.bewaarstukken import vernietigde_hashes
from subsidie.verantwoording.dossierkop import Dossierkop
from subsidie.verantwoording.dossieroordelen import lees_oordelen
from subsidie.verantwoording.dossiertabellen import (
    Dossiertabel,
    als_waarden,
    dossiertabellen,
    lees_personen,
    lees_rijen,
)
from subsidie.verantwoording.opslagen import Opslagen
from subsidie.verantwoording.pakketpagina import maak_pagina
from subsidie.verantwoording.pakketschrijver import Pakketschrijver
from subsidie.verdeling.models import Verdeling, Verdelingsregel
from subsidie.web.db import db

FORMAAT: Final = "subsidie-dossier/1"
_CONTROLE: Final = Path(__file__).with_name("dossiercontrole.py")
_LEESMIJ: Final = Path(__file__).parent / "data" / "dossier-leesmij.txt"
_G: Final = Gebeurtenis.__table__
_D: Final = Document.__table__
_B: Final = Bericht.__table__
_V: Final = Verdeling.__table__


@dataclass(slots=True)
class Inhoud:
    """What was met while reading: filled on the way, read by the index page and the list of events."""

    personen: Mapping[int, str]
    objecten: set[str] = field(default_factory=set)
    documenten: set[int] = field(default_factory=set)
    sleutels: set[str] = field(default_factory=set)
    aantallen: list[tuple[str, int]] = field(default_factory=list)


def schrijf_pakket(kop: Dossierkop, doel: BinaryIO, opslag: Opslagen) -> Pakketschrijver:
    """Write the package into ``doel``; gives the writer, which knows what is in it and what is missing.

    Reads everything in one transaction over a connection of its own, so that rows and events are of one moment.
    """
    schrijver = Pakketschrijver(doel)
    with momentopname() as verbinding:
        inhoud = Inhoud(lees_personen(verbinding))
        stand, personen = vul_dossier(schrijver, verbinding, kop, opslag, inhoud)
        regels = lees_gebeurtenissen(verbinding, inhoud.objecten)
        pagina = maak_pagina(kop, schrijver, inhoud.aantallen, personen, regels)
    schrijver.voeg_toe("index.html", (pagina,), titel="Dit overzicht")
    stijl = (_LEESMIJ.parent / "dossier.css").read_bytes()
    schrijver.voeg_toe("dossier.css", (stijl,), titel="De opmaak van het overzicht")
    schrijver.voeg_toe("LEESMIJ.txt", (_LEESMIJ.read_bytes(),), titel="Wat dit is en hoe u het controleert")
    schrijver.voeg_toe(
        "controleer.py", (_CONTROLE.read_bytes(),), titel="Controleert dit pakket (Python 3.8)"
    )
    schrijver.sluit_af(
        {
            "formaat": FORMAAT,
            "aanvraag": kop.nummer,
            "tranche": kop.tranche_code,
            "voorbeeld": kop.voorbeeld,
            **stand,
        }
    )
    return schrijver


def vul_dossier(
    schrijver: Pakketschrijver, verbinding: Connection, kop: Dossierkop, opslag: Opslagen, inhoud: Inhoud, *,
    gedeeld: bool = True,
) -> tuple[dict[str, object], dict[str, str]]:  # fmt: skip
    """Write what is of one application; gives where it is in the chain, and the names of the people by their key.

    ``gedeeld``: also what it shares with others, the allocations and the links of the chain between its own events. An
    archive of many applications has those once, beside them.
    """
    inhoud.objecten.add(kop.nummer)
    for deel in dossiertabellen():
        _schrijf_tabel(schrijver, verbinding, deel, kop, inhoud, opslag)
    for naam, titel, oordeel in lees_oordelen(verbinding, kop.aanvraag_id):
        schrijver.voeg_toe(f"inhoud/{naam}.json", (oordeel,), titel=titel)
    _schrijf_berichten(schrijver, verbinding, kop, inhoud)
    if gedeeld:
        nummers = select(Verdelingsregel.verdeling_id).where(Verdelingsregel.aanvraag_id == kop.aanvraag_id)
        schrijf_verdelingen(schrijver, verbinding, _V.c.id.in_(nummers), kop.tranche_code, inhoud)
    _schrijf_documenten(schrijver, verbinding, inhoud, opslag)
    stand = schrijf_keten(schrijver, verbinding, inhoud, schakels=gedeeld)
    return stand, _schrijf_personen(schrijver, verbinding, inhoud)


@contextmanager
def momentopname() -> Iterator[Connection]:
    """A connection of its own that reads everything as it was at the first question, on either database."""
    db.session.rollback()
    motor = db.engine
    if motor.dialect.name == "postgresql":
        motor = motor.execution_options(isolation_level="REPEATABLE READ")
    with motor.connect() as verbinding:
        yield verbinding


def _json_regel(waarden: Mapping[str, Any]) -> bytes:
    return json.dumps(waarden, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _schrijf_tabel(
    schrijver: Pakketschrijver, verbinding: Connection, deel: Dossiertabel, kop: Dossierkop, inhoud: Inhoud,
    opslag: Opslagen,
) -> None:  # fmt: skip
    """The rows of one table; what has a hash of its own becomes a file beside it."""
    rijen = list(lees_rijen(verbinding, deel, kop.aanvraag_id))
    inhoud.aantallen.append((deel.naam, len(rijen)))
    if not rijen:
        return
    apart = frozenset(tekst for tekst, _ in deel.inhoudkolommen)
    regels = []
    for rij in rijen:
        waarden = als_waarden(deel, rij, inhoud.personen, apart)
        inhoud.sleutels.update(_personen_in(deel, rij, inhoud.personen))
        if isinstance(kenmerk := waarden.get("kenmerk"), str):
            inhoud.objecten.add(kenmerk)
        inhoud.documenten.update(
            nummer for kolom in deel.documentkolommen if (nummer := getattr(rij, kolom)) is not None
        )
        for tekst, hash_ in deel.inhoudkolommen:
            waarden[f"{tekst}_bestand"] = _schrijf_inhoud(schrijver, deel, rij, tekst, hash_)
        if deel.is_bestandstabel:
            waarden["bestand"] = _schrijf_upload(schrijver, deel, rij, opslag)
        regels.append(_json_regel(waarden))
    schrijver.voeg_toe(f"tabellen/{deel.naam}.jsonl", regels, titel=f"Rijen van de tabel {deel.naam}")


def _personen_in(deel: Dossiertabel, rij: Row[Any], personen: Mapping[int, str]) -> Iterator[str]:
    for kolom in deel.tabel.c:
        if any(sleutel.column.table.name == Gebruiker.__tablename__ for sleutel in kolom.foreign_keys):
            nummer = getattr(rij, kolom.name)
            if isinstance(nummer, int) and nummer in personen:
                yield personen[nummer]


def _schrijf_inhoud(
    schrijver: Pakketschrijver, deel: Dossiertabel, rij: Row[Any], tekst: str, hash_: str
) -> str | None:
    """The text whose hash the row keeps, as a file: a version, a decision, the input of a computation."""
    waarde, vastgelegd = getattr(rij, tekst), getattr(rij, hash_)
    if not isinstance(waarde, str):
        return None
    naam = {"aanvraag_versie": "versie", "beschikking": "besluit"}.get(deel.naam, f"{deel.naam}-{tekst}")
    eigen = getattr(rij, "kenmerk", None) or getattr(rij, "volgnummer", None) or rij.id
    bestand = schrijver.voeg_toe(
        f"inhoud/{naam}-{veilige_bestandsnaam(str(eigen))}-{rij.id}.json", (waarde.encode(),),
        titel=f"{naam.replace('-', ' ').replace('_', ' ').capitalize()} {eigen}", vastgelegd=vastgelegd or "",
    )  # fmt: skip
    return bestand.pad


def _schrijf_upload(
    schrijver: Pakketschrijver, deel: Dossiertabel, rij: Row[Any], opslag: Opslagen
) -> str | None:
    """A file that somebody added, unless it is not known to be safe."""
    if rij.stand in (Bijlagestand.BESMET, Bijlagestand.QUARANTAINE):
        schrijver.mis(rij.naam, rij.sha256, "niet vrijgegeven door de viruscontrole")
        return None
    pad = f"stukken/{deel.naam}-{rij.id}-{veilige_bestandsnaam(rij.naam)}"
    return _schrijf_opgeslagen(schrijver, pad, rij.sha256, rij.naam, opslag)


def _schrijf_opgeslagen(
    schrijver: Pakketschrijver, pad: str, sha256: str, titel: str, opslag: Opslagen
) -> str | None:
    """A file of the store; read twice, since a damaged one shows at its end only and may not be in by half."""
    try:
        with opslag.open_lezen(sha256) as stukken:
            for _ in stukken:
                pass
        schrijver.voeg_toe(pad, opslag.open_lezen(sha256), titel=titel, vastgelegd=sha256)
    except Opslagfout as fout:
        lijst = vernietigde_hashes().get(sha256)
        schrijver.mis(titel, sha256, f"vernietigd volgens {lijst}" if lijst else str(fout))
        return None
    return pad


def _schrijf_berichten(
    schrijver: Pakketschrijver, verbinding: Connection, kop: Dossierkop, inhoud: Inhoud
) -> None:
    """The messages about the application, its decisions and whatever else of it has a mark."""
    rijen = verbinding.execute(
        select(_B).where(_B.c.object_id.in_(sorted(inhoud.objecten))).order_by(_B.c.id)
    ).all()
    inhoud.aantallen.append(("bericht", len(rijen)))
    regels = []
    for rij in rijen:
        inhoud.objecten.add(rij.kenmerk)
        if rij.document_id is not None:
            inhoud.documenten.add(rij.document_id)
        if rij.door_id is not None:
            inhoud.sleutels.add(inhoud.personen.get(rij.door_id, ""))
        regels.append(_json_regel(als_waarden(Dossiertabel(_B, "", ""), rij, inhoud.personen)))
    if regels:
        schrijver.voeg_toe("tabellen/bericht.jsonl", regels, titel="Berichten")


def schrijf_verdelingen(
    schrijver: Pakketschrijver, verbinding: Connection, welke: Any, tranche_code: str, inhoud: Inhoud
) -> None:
    """Each of these allocations of one tranche: the frozen input and the outcome, to compute it again."""
    rijen = verbinding.execute(select(_V).where(welke).order_by(_V.c.volgnummer)).all()
    inhoud.aantallen.append(("verdeling", len(rijen)))
    regels = []
    for rij in rijen:
        kenmerk = f"{tranche_code}-V{rij.volgnummer}"
        inhoud.objecten.add(kenmerk)
        waarden = als_waarden(
            Dossiertabel(_V, "", ""), rij, inhoud.personen, frozenset({"bevroren", "uitkomst"})
        )
        regels.append(_json_regel(waarden))
        schrijver.voeg_toe(
            f"inhoud/verdeling-{kenmerk}-bevroren.json", (rij.bevroren.encode(),),
            titel=f"Verdeling {kenmerk}: de bevroren invoer", vastgelegd=rij.bevroren_sha256,
        )  # fmt: skip
        if rij.uitkomst is not None:
            schrijver.voeg_toe(
                f"inhoud/verdeling-{kenmerk}-uitkomst.json", (rij.uitkomst.encode(),),
                titel=f"Verdeling {kenmerk}: de uitkomst", vastgelegd=rij.uitkomst_sha256,
            )  # fmt: skip
            met_seed = canonieke_json({**json.loads(rij.bevroren), "seed": rij.seed})
            schrijver.voeg_toe(
                f"inhoud/verdeling-{kenmerk}-invoer.json", (met_seed,),
                titel=f"Verdeling {kenmerk}: invoer met seed, voor ‘subsidie narekenen verdeling’",
            )  # fmt: skip
    if regels:
        schrijver.voeg_toe("tabellen/verdeling.jsonl", regels, titel="De verdelingen waarin zij meedeed")


def _schrijf_documenten(
    schrijver: Pakketschrijver, verbinding: Connection, inhoud: Inhoud, opslag: Opslagen
) -> None:
    """Every letter: the values that it shows and the file that was made of them."""
    rijen = verbinding.execute(
        select(_D).where(_D.c.id.in_(sorted(inhoud.documenten))).order_by(_D.c.kenmerk)
    ).all()
    inhoud.aantallen.append(("document", len(rijen)))
    regels = []
    for rij in rijen:
        inhoud.objecten.add(rij.kenmerk)
        naam = veilige_bestandsnaam(rij.kenmerk)
        schrijver.voeg_toe(
            f"documenten/{naam}.json", (rij.gegevens.encode(),), titel=f"{rij.titel}: de waarden",
            vastgelegd=rij.gegevens_sha256,
        )  # fmt: skip
        if rij.bestand_sha256 is None:
            schrijver.mis(rij.titel, "", "het document is nog niet gemaakt")
        else:
            _schrijf_opgeslagen(schrijver, f"documenten/{naam}.pdf", rij.bestand_sha256, rij.titel, opslag)
        waarden = als_waarden(Dossiertabel(_D, "", ""), rij, inhoud.personen, frozenset({"gegevens"}))
        regels.append(_json_regel(waarden))
    if regels:
        schrijver.voeg_toe("tabellen/document.jsonl", regels, titel="Documenten")


def lees_gebeurtenissen(verbinding: Connection, objecten: Iterable[str]) -> list[Row[Any]]:
    """Every event about these objects, in the order of the chain."""
    vraag = select(_G).where(_G.c.object_id.in_(sorted(objecten))).order_by(_G.c.volgnummer)
    return list(verbinding.execute(vraag).all())


def schrijf_keten(
    schrijver: Pakketschrijver, verbinding: Connection, inhoud: Inhoud, *, schakels: bool = True
) -> dict[str, object]:
    """The events about these objects whole, and the hash of every event from the first to the last of them.

    Without ``schakels`` the events only.
    """
    eerste, laatste, aantal = verbinding.execute(
        select(func.min(_G.c.volgnummer), func.max(_G.c.volgnummer), func.count()).where(
            _G.c.object_id.in_(sorted(inhoud.objecten))
        )
    ).one()
    if not aantal:
        return {"gebeurtenissen": 0, "eerste_gebeurtenis": None, "laatste_gebeurtenis": None}
    vraag = select(_G).where(_G.c.object_id.in_(sorted(inhoud.objecten))).order_by(_G.c.volgnummer)
    rijen = verbinding.execution_options(yield_per=500).execute(vraag)
    schrijver.voeg_toe(
        "keten/gebeurtenissen.jsonl",
        (_gebeurtenisregel(rij, inhoud) for rij in rijen),
        titel="Gebeurtenissen",
    )
    if schakels:
        schrijf_schakels(schrijver, verbinding, max(eerste - 1, 1), laatste)
    return {"gebeurtenissen": aantal, "eerste_gebeurtenis": eerste, "laatste_gebeurtenis": laatste}


def schrijf_schakels(schrijver: Pakketschrijver, verbinding: Connection, eerste: int, laatste: int) -> None:
    """The number and the hash of every event of this part of the chain."""
    schakels = verbinding.execution_options(yield_per=2000).execute(
        select(_G.c.volgnummer, _G.c.hash)
        .where(_G.c.volgnummer >= eerste, _G.c.volgnummer <= laatste)
        .order_by(_G.c.volgnummer)
    )
    schrijver.voeg_toe(
        "keten/schakels.txt", (f"{rij.volgnummer} {rij.hash}\n".encode() for rij in schakels),
        titel="De hash van elke gebeurtenis in dit stuk van de keten",
    )  # fmt: skip


def _gebeurtenisregel(rij: Row[Any], inhoud: Inhoud) -> bytes:
    if rij.door_sleutel is not None:
        inhoud.sleutels.add(rij.door_sleutel)
    return _json_regel(
        {
            "volgnummer": rij.volgnummer, "moment": rij.moment.isoformat(timespec="microseconds"),
            "soort": rij.soort, "object_soort": rij.object_soort, "object_id": rij.object_id,
            "door": rij.door_sleutel, "gegevens": rij.gegevens, "vorige": rij.vorige_hash, "hash": rij.hash,
        }
    )  # fmt: skip


def _schrijf_personen(schrijver: Pakketschrijver, verbinding: Connection, inhoud: Inhoud) -> dict[str, str]:
    """Who the keys stand for: the only place in the package where names of users are."""
    tabel = Gebruiker.__table__
    rijen = verbinding.execute(
        select(tabel.c.sleutel, tabel.c.naam, tabel.c.functie)
        .where(tabel.c.sleutel.in_(sorted(inhoud.sleutels)))
        .order_by(tabel.c.sleutel)
    ).all()
    schrijver.voeg_toe(
        "personen.jsonl",
        [_json_regel({"sleutel": rij.sleutel, "naam": rij.naam, "functie": rij.functie}) for rij in rijen],
        titel="Wie de sleutels zijn",
    )
    return {rij.sleutel: rij.naam for rij in rijen}
