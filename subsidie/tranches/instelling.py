"""One setting: its value, where it comes from and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.keuzen import Zekerheid

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Instelling(Generic[T_co]):
    """A setting of a tranche or a pot (architectuur.md 14).

    ``waarde`` is ``None`` when the setting is ``onbekend``, and also when the known answer is "there is none"
    (``geen`` in the file): ``is_onbekend`` tells the two apart. ``toelichting`` says why, for whatever is not
    ``geverifieerd``.
    """

    sleutel: str
    waarde: T_co | None
    bron: str
    zekerheid: Zekerheid
    toelichting: str = ""

    @property
    def is_onbekend(self) -> bool:
        """Nobody found the value: nothing may be computed as if there were one."""
        return self.zekerheid is Zekerheid.ONBEKEND

    @property
    def is_aanname(self) -> bool:
        """The value is assumed; fixing a decision on it asks for a named confirmation (product.md)."""
        return self.zekerheid is Zekerheid.AANNAME

    @property
    def waarde_cent(self) -> int | None:
        """The value of a setting that is an amount, in eurocents. Raises ``TypeError`` for any other."""
        if self.waarde is None:
            return None
        if not isinstance(self.waarde, int) or isinstance(self.waarde, bool):
            raise TypeError(f"{self.sleutel} is not an amount")
        return self.waarde

    def eis(self) -> T_co:
        """The value, where there must be one. Raises ``Domeinfout`` when it is unknown or there is none."""
        if self.waarde is None:
            wat = "is onbekend" if self.is_onbekend else "is er niet"
            raise Domeinfout(f"De instelling ‘{self.sleutel}’ {wat}, maar is hier nodig.")
        return self.waarde
