"""Accounts for the manager of them: who there is, with which roles, mandates and interests.

The auditor reads along and changes nothing.
"""

from __future__ import annotations

from subsidie.accounts import beheer_accounts, beheer_registers, beheer_rollen
from subsidie.accounts.beheer_bp import bp
from subsidie.accounts.groepen import ACCOUNTS_LEZEN
from subsidie.web.menu import Menukeuze

__all__ = ["MENU", "beheer_accounts", "beheer_registers", "beheer_rollen", "bp"]

_LEZERS = frozenset(rol.value for rol in ACCOUNTS_LEZEN)

MENU = (
    Menukeuze(
        "Accounts", "beheer.accounts", _LEZERS, 80,
        onder=(
            "beheer.account", "beheer.nieuw_account", "beheer.wijzig", "beheer.nieuwe_link", "beheer.blokkeren",
            "beheer.deblokkeren", "beheer.nieuwe_rol", "beheer.rol_beeindigen",
        ),
    ),
    Menukeuze(
        "Mandaten", "beheer.mandaten", _LEZERS, 82, onder=("beheer.nieuw_mandaat", "beheer.mandaat_beeindigen")
    ),
    Menukeuze(
        "Belangen", "beheer.belangen", _LEZERS, 84, onder=(
            "beheer.nieuw_belang", "beheer.belang_beeindigen", "beheer.partijbelang_beeindigen", "belangverklaringen",
        ),
    ),
)  # fmt: skip
