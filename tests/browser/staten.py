"""States of a page that an address alone does not bring: a form that was refused, a list of faults, too many tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.paginas import ANONIEM

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.venster import Venster


@dataclass(frozen=True, slots=True)
class Staat:
    """``bereik`` brings the window to the state and returns the status of the last page; it must be ``status``."""

    naam: str
    kijker: str
    bereik: Callable[[Venster], int]
    status: int

    def __str__(self) -> str:
        return self.naam


def _klik(knop: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("main").get_by_role("button", name=knop).click()


def _log_in(email: str, wachtwoord: str) -> Callable[[Venster], int]:
    def bereik(scherm: Venster) -> int:
        scherm.open("/inloggen")
        scherm.page.get_by_label("E-mailadres").fill(email)
        scherm.page.get_by_label("Wachtwoord", exact=True).fill(wachtwoord)
        return scherm.doe(_klik("Inloggen"))

    return bereik


def _te_vaak(scherm: Venster) -> int:
    """Six tries at an account of this window alone: the origin has a limit too, for all tests together."""
    probeer = _log_in(f"te-vaak-{scherm.breedte}-{scherm.met_js}@voorbeeld.invalid", "dit is het niet")
    return [probeer(scherm) for _ in range(6)][-1]


def _verlopen(scherm: Venster) -> int:
    """The form was open while the session that it belonged to ended."""
    scherm.open("/inloggen")
    scherm.page.context.clear_cookies()
    scherm.page.get_by_label("E-mailadres").fill("iemand@voorbeeld.invalid")
    scherm.page.get_by_label("Wachtwoord", exact=True).fill("dit is het niet")
    return scherm.doe(_klik("Inloggen"))


STATEN: tuple[Staat, ...] = (
    Staat("inloggen zonder iets in te vullen", ANONIEM, _log_in("", ""), 422),
    Staat("inloggen mislukt", ANONIEM, _log_in("niemand@voorbeeld.invalid", "dit is het niet"), 422),
    Staat("inloggen te vaak mislukt", ANONIEM, _te_vaak, 429),
    Staat("formulier verlopen", ANONIEM, _verlopen, 400),
)
