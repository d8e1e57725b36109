"""A tranche from the address of a page."""

from __future__ import annotations

import re
from typing import Final

from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.lezen import get_tranche
from subsidie.tranches.models import Tranche

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def tranche_op_adres(code: str) -> Tranche:
    """The tranche with this code; raises ``NietGevonden``, also for what can be no code at all.

    An address can hold anything (a NUL that PostgreSQL refuses, half a megabyte): that is not asked of the
    database.
    """
    if _CODE.fullmatch(code) is None:
        raise NietGevonden("Er is geen tranche met deze code.")
    return get_tranche(code)
