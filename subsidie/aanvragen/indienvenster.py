"""Whether a tranche takes applications at a moment: to the second, by the window as it stands then (Awb 2:17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from subsidie.aanvragen.service import binnen_tijdvak
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie
from subsidie.tranches.models import Tijdvak, Tranche, Tranchestatus
from subsidie.tranches.service import list_tijdvakken


class Vensterstand(StrEnum):
    """Where a moment lies: before the window, in it, or after it."""

    NOG_NIET = "nog_niet"
    OPEN = "open"
    VOORBIJ = "voorbij"


@dataclass(frozen=True, slots=True)
class Venster:
    """The window of a tranche as it holds at a moment; ``opent`` and ``sluit`` are aware, ``None`` when not known.

    ``sluit`` is the last second that belongs to it; when the regeling itself closed because the ceiling was reached,
    the second before that.
    """

    stand: Vensterstand
    opent: datetime | None
    sluit: datetime | None
    eerder_gesloten: bool = False

    @property
    def is_open(self) -> bool:
        """Whether what arrives now is in time."""
        return self.stand is Vensterstand.OPEN

    @property
    def zin(self) -> str:
        """The window in one sentence."""
        if self.stand is Vensterstand.NOG_NIET:
            if self.opent is None:
                return "U kunt nog niet indienen. Wanneer het kan, is nog niet bekend."
            return f"U kunt nog niet indienen. Dat kan vanaf {moment_nl(self.opent)}."
        if self.stand is Vensterstand.OPEN:
            if self.sluit is None:
                return "U kunt indienen. Wanneer het aanvraagtijdvak sluit, is niet bekend."
            return f"U kunt indienen tot en met {moment_nl(self.sluit)}."
        if self.sluit is None:
            return "Het aanvraagtijdvak is voorbij."
        return f"Het aanvraagtijdvak is voorbij. Het sloot op {moment_nl(self.sluit)}."


def venster_op(tranche: Tranche, moment: datetime) -> Venster:
    """The window of ``tranche`` for what arrives at ``moment``; an extension that was decided counts at once."""
    return _venster(tranche, list_tijdvakken(tranche), moment)


def venster_van(tranche: Tranche, definitie: TrancheDefinitie, moment: datetime) -> Venster:
    """As ``venster_op``, by the ``definitie`` that was read with ``tranche``; no query."""
    return _venster(tranche, definitie.tijdvakken, moment)


def _venster(tranche: Tranche, rijen: Sequence[Tijdvak | TijdvakDefinitie], moment: datetime) -> Venster:
    geldig = [een for een in rijen if een.geldt_vanaf is None or een.geldt_vanaf <= moment]
    tijdvak = geldig[-1] if geldig else None
    if tijdvak is None:
        # Every row holds from a later moment on: what is known is when it opens.
        return Venster(Vensterstand.NOG_NIET, rijen[0].opent if rijen else None, None)
    opent, sluit = tijdvak.opent, tijdvak.sluit
    if tranche.opengesteld_op is None or tranche.status is Tranchestatus.VOORBEREIDING:
        return Venster(Vensterstand.NOG_NIET, opent, sluit)
    if opent is not None and moment < opent:
        return Venster(Vensterstand.NOG_NIET, opent, sluit)
    gesloten = tranche.gesloten_op
    if gesloten is not None and (sluit is None or gesloten <= sluit) and moment >= gesloten:
        # By decision, while the window would have gone on: the ceiling was reached (``sluit_bij_plafond``).
        return Venster(Vensterstand.VOORBIJ, opent, gesloten, eerder_gesloten=True)
    stand = Vensterstand.OPEN if binnen_tijdvak(tijdvak, moment) else Vensterstand.VOORBIJ
    return Venster(stand, opent, sluit)
