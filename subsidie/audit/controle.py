"""Verifying the audit trail: the chain against itself and against the checkpoints outside the database.

The chain alone shows any careless change. Only the checkpoints show a chain that was computed anew, and the
removal of its end or of all of it, up to the last event that a checkpoint covers. See ``docs/audit.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from subsidie.audit.ijkpuntbestand import Ijkpunt, lees_ijkpunten, open_om_te_lezen
from subsidie.audit.ketenlezer import Fout, Ketenfout, Rij, controleer_keten
from subsidie.audit.sleutel import PubliekeSleutel
from subsidie.web.db import schrijvend

IJKPUNT_GEZET = "audit:ijkpunt_gezet"
"""The event that directly follows the last one that a checkpoint covers; it holds the hash of its line."""

WACHTERS = {
    "sqlite": ("gebeurtenis_wijzigt_niet", "gebeurtenis_verdwijnt_niet"),
    "postgresql": ("gebeurtenis_wijzigt_niet", "gebeurtenis_verdwijnt_niet", "gebeurtenis_niet_leegmaken"),
}
"""The triggers that the migrations made on the table of events."""

_WACHTERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'gebeurtenis'",
    "postgresql": """SELECT tgname FROM pg_trigger
        WHERE tgenabled <> 'D' AND tgrelid = to_regclass('gebeurtenis')""",
}


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What came out of a verification."""

    aantal: int
    """Events that were found right, from the first on."""
    ondertekend_tot: int
    """The last of those that a signed checkpoint covers; 0 when none does."""
    ijkpunten: int
    """Checkpoints that were found right, from the first line on."""
    fouten: tuple[Fout, ...]
    """None when all is right; otherwise the first bad event, the first fault of the checkpoints, or both."""

    waarschuwingen: tuple[str, ...] = ()
    """What is not wrong with the events themselves but should be looked into."""

    @property
    def goed(self) -> bool:
        return not self.fouten


def controleer(
    motor: Engine, ijkpunten: Path | None, sleutels: Sequence[PubliekeSleutel],
    gezien: Callable[[int], object] = int,
) -> Bevinding:  # fmt: skip
    """Verify every event in the database of ``motor`` and every checkpoint in the file ``ijkpunten``.

    ``ijkpunten``: ``None`` or a file that does not exist means that only the chain itself can be verified;
    that is a fault as soon as an event says that a checkpoint was made. ``sleutels``: the public keys that
    checkpoints may be signed with. Memory does not grow with the chain, only with the number of events in one
    checkpoint. ``gezien`` is told after each event how many were right. Reads over a connection of its own, so not
    inside the commit boundary. Raises ``Ijkpuntfout`` when the file cannot be read.
    """
    if schrijvend.get():
        raise RuntimeError("controleer inside the commit boundary")
    with open_om_te_lezen(ijkpunten) as bestand, motor.connect() as verbinding:
        bevinding = _controleer(verbinding, bestand or (), sleutels, gezien)
    if bestand is None and not bevinding.goed and ijkpunten is not None and ijkpunten.exists():
        # The very first checkpoint was made in between.
        return controleer(motor, ijkpunten, sleutels, gezien)
    return bevinding


def wijst_naar(rij: Rij) -> str | None:
    """The hash of the line of a checkpoint that this event records; ``None`` for any other event."""
    if rij.soort != IJKPUNT_GEZET:
        return None
    try:
        return str(json.loads(rij.gegevens)["regel_sha256"])
    except (ValueError, KeyError, TypeError):
        return None  # not as the program writes it


def _controleer(
    verbinding: Connection, regels: Iterable[bytes], sleutels: Sequence[PubliekeSleutel],
    gezien: Callable[[int], object],
) -> Bevinding:  # fmt: skip
    boek = _Ijkboek(lees_ijkpunten(regels, sleutels))
    aantal = 0
    ketenfout: Fout | None = None
    try:
        with closing(controleer_keten(verbinding, ondertekend=boek)) as keten:
            for rij in keten:
                if boek.verwacht_nu is not None:
                    boek.vergelijk(rij)
                elif rij.soort == IJKPUNT_GEZET:
                    boek.mist(rij)
                aantal += 1
                gezien(aantal)
        boek.vergelijk_einde(aantal)
    except Ketenfout as fout:
        ketenfout = fout.fout
    boek.lees_uit()
    verbinding.rollback()  # after an error PostgreSQL answers nothing more in the same transaction
    fouten = (ketenfout, boek.fout)
    return Bevinding(
        aantal=aantal,
        ondertekend_tot=min(aantal, boek.tot_en_met),
        ijkpunten=boek.aantal,
        fouten=tuple(fout for fout in fouten if fout is not None),
        waarschuwingen=_ontbrekende_wachters(verbinding),
    )


def _ontbrekende_wachters(verbinding: Connection) -> tuple[str, ...]:
    """Triggers that refuse changes and are gone: whoever wants to change an event drops them first."""
    soort = verbinding.dialect.name
    aanwezig = set(verbinding.execute(text(_WACHTERS[soort])).scalars())
    return tuple(
        f"de wachter ‘{naam}’ ontbreekt of staat uit: de database weigert wijzigingen niet meer."
        for naam in WACHTERS[soort]
        if naam not in aanwezig
    )


class _Ijkboek:
    """Walks along with the chain: which hash the checkpoints hold for each number, one line in memory."""

    def __init__(self, ijkpunten: Iterator[Ijkpunt]) -> None:
        self._ijkpunten = ijkpunten
        self._huidig: Ijkpunt | None = None
        self._begin, self.tot_en_met = 1, 0
        self._hashes: Sequence[str] = ()
        self.aantal = 0
        self.fout: Fout | None = None
        self.verwacht_nu: Ijkpunt | None = None
        """The checkpoint that the event with the last asked number must record."""
        self._volgende()

    def __call__(self, volgnummer: int) -> str | None:
        self.verwacht_nu = None
        if volgnummer > self.tot_en_met:
            self.verwacht_nu = self._huidig
            if not self._volgende():
                return None
        return self._hashes[volgnummer - self._begin]

    def vergelijk(self, rij: Rij) -> None:
        """``rij`` must record the checkpoint before it. Raises ``Ketenfout``."""
        ijkpunt = self.verwacht_nu
        if ijkpunt is not None and wijst_naar(rij) != ijkpunt.regel_sha256:
            melding = f"is vervangen: hier hoort te staan dat het ijkpunt op regel {ijkpunt.regel} is gezet."
            raise Ketenfout(Fout(melding, rij.volgnummer))

    def mist(self, rij: Rij) -> None:
        """``rij`` records a checkpoint that is not in the file; what is wrong is the file, so go on."""
        if self.fout is None:
            self.fout = Fout(
                "legt een ijkpunt vast dat niet in het ijkpuntbestand staat: het bestand ontbreekt, is"
                " ingekort, is een oudere kopie of is een ander. Is het maken van dat ijkpunt onderbroken, dan"
                " herstelt ‘subsidie audit ijkpunt’ dat.",
                rij.volgnummer,
            )

    def vergelijk_einde(self, laatste: int) -> None:
        """The chain ends after ``laatste``. Raises ``Ketenfout`` when a checkpoint knows of more."""
        if self._huidig is not None:
            melding = (
                f"ontbreekt, en alles erna ook: het ijkpunt op regel {self._huidig.regel} gaat tot en met"
                f" gebeurtenis {self._huidig.volgnummer} en is daarna zelf vastgelegd."
            )
            raise Ketenfout(Fout(melding, laatste + 1))

    def lees_uit(self) -> None:
        """Verify what is left of the file."""
        while self._volgende():
            pass

    def _volgende(self) -> bool:
        try:
            self._huidig = next(self._ijkpunten, None)
        except Ketenfout as fout:
            self._huidig, self.fout = None, self.fout or fout.fout
        if self._huidig is None:
            return False
        self.aantal += 1
        self._begin, self._hashes = self._huidig.vanaf, self._huidig.hashes
        self.tot_en_met = self._huidig.volgnummer
        return True
