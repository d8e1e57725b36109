"""Making a checkpoint: verify what came since the last one, sign it, record it, add it to the file.

The event is committed before the line is added. So a line without its event is always tampering, and an event
without its line is either tampering or a checkpoint that was cut short. The second is repaired here: the same
values and the same key give the very line whose hash the event holds. Anything else is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from subsidie.audit.controle import IJKPUNT_GEZET, wijst_naar
from subsidie.audit.ijkpuntbestand import Ijkpunt, Ijkpuntbestand, maak_regel, regel_sha256
from subsidie.audit.keten import BEGIN
from subsidie.audit.ketenlezer import Fout, Ketenfout, Rij, controleer_keten
from subsidie.audit.service import leg_vast, vergrendel_keten
from subsidie.audit.sleutel import PubliekeSleutel, Sleutel, laad_publieke_sleutels, laad_sleutel, pad_publiek
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db, schrijvend
from subsidie.web.transactie import schrijfgrens


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What making a checkpoint came to."""

    gezet: Ijkpunt | None
    """``None`` when nothing happened since the last one."""
    hersteld: Ijkpunt | None
    """The checkpoint before it, when that was cut short and its line has now been added."""


def zet_ijkpunt(instellingen: Instellingen, *, nu: datetime) -> Uitkomst:
    """Make a checkpoint with the key and in the file of the settings; see :func:`onderteken_keten`.

    Raises ``Sleutelfout`` when there is no key: ``sleutel.maak_sleutel`` makes one, on purpose.
    """
    sleutel = laad_sleutel(instellingen.auditsleutel)
    publiek = pad_publiek(instellingen.auditsleutel)
    vertrouwd = laad_publieke_sleutels(publiek) if publiek.exists() else ()
    return onderteken_keten(instellingen.ijkpunten, sleutel, vertrouwd, nu=nu)


def onderteken_keten(
    pad: Path, sleutel: Sleutel, vertrouwd: Sequence[PubliekeSleutel] = (), *, nu: datetime
) -> Uitkomst:
    """Sign every event since the last checkpoint in the file ``pad``, and record that as an event.

    ``vertrouwd``: other public keys that earlier lines may be signed with. ``nu``: aware. This is a
    transaction of its own, so not inside the commit boundary. Raises ``Ketenfout`` when the chain since the
    last checkpoint or the file is not right (a broken chain is never signed), ``Ijkpuntfout`` when the file
    cannot be written, and ``Domeinfout`` when there are no events at all.
    """
    if schrijvend.get():
        raise RuntimeError("onderteken_keten inside the commit boundary")
    with Ijkpuntbestand.open(pad) as bestand:
        laatste, staart = bestand.laatste([sleutel.publiek, *vertrouwd])
        vervolg = _Vervolg(laatste)
        hersteld: Ijkpunt | None = None
        with db.engine.connect() as verbinding:  # most of the work comes before the lock on the chain
            los = vervolg.lees(verbinding)
            if los is not None:
                hersteld = _herstel(bestand, vervolg, los, staart, sleutel)
                vervolg, staart = _Vervolg(hersteld), b""
                los = vervolg.lees(verbinding)
        if los is not None:
            raise Ketenfout(_niet_te_herstellen(los))
        if staart:
            raise Ketenfout(Fout("de regel is niet af en hoort niet bij een ijkpunt.", regel=vervolg.regel))
        with schrijfgrens():
            sessie = db.session()
            vergrendel_keten(sessie)
            los = vervolg.lees(sessie.connection())
            if los is not None:
                raise Ketenfout(_niet_te_herstellen(los))
            if vervolg.volgnummer == 0:
                raise Domeinfout("Er zijn nog geen gebeurtenissen om te ondertekenen.")
            if vervolg.is_leeg:
                return Uitkomst(gezet=None, hersteld=hersteld)
            ijkpunt, regel = vervolg.onderteken(sleutel, nu)
            leg_vast(
                IJKPUNT_GEZET,
                object_soort="ijkpunt",
                object_id=ijkpunt.volgnummer,
                door=None,
                nu=nu,
                gegevens={
                    "regel_sha256": ijkpunt.regel_sha256,
                    "sleutel_id": sleutel.id,
                    "aantal": len(ijkpunt.hashes),
                },
            )
        bestand.voeg_toe(regel)
    return Uitkomst(gezet=ijkpunt, hersteld=hersteld)


class _Vervolg:
    """The events after checkpoint ``laatste``, read in one or more goes and verified."""

    def __init__(self, laatste: Ijkpunt | None) -> None:
        self.volgnummer, self._hash = (0, BEGIN) if laatste is None else (laatste.volgnummer, laatste.hash)
        """The last event that was verified, and its hash."""
        self.regel = 1 if laatste is None else laatste.regel + 1
        """The line that the next checkpoint gets."""
        self._van_laatste = None if laatste is None else laatste.volgnummer + 1
        self._laatste_regel = BEGIN if laatste is None else laatste.regel_sha256
        self._hier_hoort = f"hier hoort te staan dat het ijkpunt op regel {self.regel - 1} is gezet."
        self._hashes: list[str] = []

    @property
    def is_leeg(self) -> bool:
        """Whether nothing happened but the recording of the last checkpoint itself."""
        return len(self._hashes) <= (0 if self._van_laatste is None else 1)

    def lees(self, verbinding: Connection) -> Rij | None:
        """Read on from the last verified event, which must still be there. Raises ``Ketenfout``.

        Stops before an event that records a checkpoint which is not in the file, and gives that event.
        """
        bekend, hash_ = self.volgnummer, self._hash
        na = max(bekend - 1, 0)
        gezien = bekend == 0
        keten = controleer_keten(
            verbinding,
            na=na,
            vorige=None if na else BEGIN,
            ondertekend=lambda volgnummer: hash_ if volgnummer == bekend else None,
        )
        with closing(keten):
            for rij in keten:
                if rij.volgnummer == bekend:
                    gezien = True
                    continue
                if rij.volgnummer == self._van_laatste:
                    if wijst_naar(rij) != self._laatste_regel:
                        raise Ketenfout(Fout(f"is vervangen: {self._hier_hoort}", rij.volgnummer))
                elif rij.soort == IJKPUNT_GEZET:
                    return rij
                self._hashes.append(rij.hash)
                self.volgnummer, self._hash = rij.volgnummer, rij.hash
        if not gezien:
            raise Ketenfout(Fout("ontbreekt, en alles erna ook.", bekend))
        if self.volgnummer + 1 == self._van_laatste:
            raise Ketenfout(Fout(f"ontbreekt: {self._hier_hoort}", self._van_laatste))
        return None

    def onderteken(self, sleutel: Sleutel, nu: datetime) -> tuple[Ijkpunt, bytes]:
        """The checkpoint over everything that was read, and its line."""
        regel = maak_regel(
            volgnummer=self.volgnummer,
            hashes=self._hashes,
            gemaakt_op=nu,
            vorige=self._laatste_regel,
            sleutel=sleutel,
        )
        ijkpunt = Ijkpunt(
            regel=self.regel,
            volgnummer=self.volgnummer,
            hashes=self._hashes,
            sleutel_id=sleutel.id,
            regel_sha256=regel_sha256(regel),
        )
        return ijkpunt, regel


def _herstel(
    bestand: Ijkpuntbestand, vervolg: _Vervolg, los: Rij, staart: bytes, sleutel: Sleutel
) -> Ijkpunt:
    """Add the line that event ``los`` speaks of. Raises ``Ketenfout`` unless it comes out the very same."""
    if vervolg.volgnummer != los.volgnummer - 1 or vervolg.is_leeg:
        raise Ketenfout(_niet_te_herstellen(los))
    ijkpunt, regel = vervolg.onderteken(sleutel, datetime.fromisoformat(los.moment).replace(tzinfo=UTC))
    if wijst_naar(los) != ijkpunt.regel_sha256 or not regel.startswith(staart):
        raise Ketenfout(_niet_te_herstellen(los))
    bestand.voeg_toe(regel, over=staart)
    return ijkpunt


def _niet_te_herstellen(los: Rij) -> Fout:
    return Fout(
        "legt een ijkpunt vast dat niet in het ijkpuntbestand staat: het bestand ontbreekt, is ingekort of is"
        " een ander. Zet de bewaarde kopie terug.",
        los.volgnummer,
    )
