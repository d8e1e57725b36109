"""Every assumption of a tranche accepted at once: each of them asks for all the rules again, and they stay the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from unittest import mock

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.onzeker import Onzeker
from subsidie.verdeling import vaststellen
from subsidie.verdeling.models import Verdeling


def bevestig_alle(
    verdeling: Verdeling, aannames: Sequence[Onzeker], *, door: Gebruiker, nu: datetime
) -> None:
    """``bevestig_aanname`` for each of ``aannames``, those of the tranche as it is now."""
    with mock.patch.object(vaststellen, "aannames", return_value=aannames):
        for aanname in aannames:
            vaststellen.bevestig_aanname(verdeling, aanname.sleutel, door=door, nu=nu)
