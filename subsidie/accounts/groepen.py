"""Roles that go together on a page (product.md, "Who works with it")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidie.accounts.models import Mandaathandeling, Rol

GEMEENTE: Final = frozenset({Rol.OPSTELLER, Rol.TEKENBEVOEGDE})
"""Who works for a municipality, and sees its own applications only."""

MINISTERIE: Final = frozenset(Rol) - GEMEENTE
"""Who works for the ministry, its executive or as its auditor."""

HELE_TRANCHE: Final = MINISTERIE - {Rol.BEOORDELAAR}
"""Who sees every application of a tranche, its ranking and its money; a beoordelaar only what is theirs."""

AANVRAGEN_LEZEN: Final = frozenset(Rol)
"""Who has applications to look at: everyone, within what is theirs."""

MANDAATROL: Final[Mapping[Mandaathandeling, Rol]] = {
    Mandaathandeling.VERDELING_VASTSTELLEN: Rol.BESLISSER,
    Mandaathandeling.BESCHIKKING_TEKENEN: Rol.BESLISSER,
    Mandaathandeling.BEZWAAR_BESLISSEN: Rol.BEZWAARBEHANDELAAR,
}
"""The role without which a mandate for an act is of no use."""

BEHEER: Final = frozenset({Rol.BEHEERDER})

ACCOUNTS_LEZEN: Final = frozenset({Rol.BEHEERDER, Rol.AUDITOR})
"""Access rights and their history are for the auditor too, who changes nothing."""

CONTROLE: Final = frozenset({Rol.AUDITOR})

DEMODOMEIN: Final = "voorbeeld.invalid"
"""Where the invented people of the example have their address; reserved, so never a real one (RFC 2606)."""
