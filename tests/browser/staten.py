"""States of a page that an address alone does not bring: a form that was refused, a list of faults, too many tries."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from subsidie.accounts.models import Rol
from tests.browser.paginas import ANONIEM
from tests.browser.wereld import UITNODIGING, WACHTWOORD, sleutel_van
from tests.fabrieken.importbestanden import aanvraag, als_csv, regel

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


def _zonder_iets_in_te_vullen(adres: str) -> Callable[[Venster], int]:
    """Empty every field of the form on the page and send it."""

    def bereik(scherm: Venster) -> int:
        scherm.open(adres)
        for veld in scherm.page.locator("main form input:visible").all():
            if veld.get_attribute("type") not in ("radio", "checkbox", "file", "submit"):
                veld.fill("")
        return scherm.doe(lambda page: page.locator("main form button").first.click())

    return bereik


def _te_makkelijk(scherm: Venster) -> int:
    scherm.open("/account/wachtwoord")
    scherm.page.get_by_label("Uw wachtwoord van nu").fill(WACHTWOORD)
    scherm.page.get_by_label("Nieuw wachtwoord").fill("aaaaaaaaaaaaaa")
    scherm.page.get_by_label("Typ het nieuwe wachtwoord nog een keer").fill("aaaaaaaaaaaaab")
    return scherm.doe(_klik("Wachtwoord wijzigen"))


def _nieuw_account(scherm: Venster) -> int:
    """The page that shows the link once."""
    scherm.open("/beheer/accounts/nieuw")
    scherm.page.get_by_label("Naam").fill("N. Nieuw-Aangenomen")
    scherm.page.get_by_label("E-mailadres").fill(f"nieuw-{scherm.breedte}-{scherm.met_js}@proef.invalid")
    scherm.page.locator("[name=rol][value=behandelaar]").check()
    return scherm.doe(_klik("Account maken"))


def _rol_die_niet_past(scherm: Venster) -> int:
    scherm.open(f"/beheer/accounts/{sleutel_van(Rol.BEHANDELAAR)}/rollen/nieuw")
    scherm.page.locator("[name=rol][value=auditor]").check()
    return scherm.doe(lambda page: page.locator("main form button").first.click())


def _importeer(knop: str, *, aanvragen: bytes, woonruimten: bytes) -> Callable[[Venster], int]:
    def bereik(scherm: Venster) -> int:
        scherm.open("/importeren")
        scherm.page.get_by_label("Tranche").select_option("rha-2021")
        for label, naam, inhoud in (
            ("Bestand met aanvragen", "aanvragen.csv", aanvragen),
            ("Bestand met woonruimten", "woonruimten.csv", woonruimten),
        ):
            scherm.page.get_by_label(label).set_input_files(
                {"name": naam, "mimeType": "text/csv", "buffer": inhoud}
            )
        return scherm.doe(_klik(knop))

    return bereik


def _te_groot(scherm: Venster) -> int:
    """More than the page takes: the answer must come through while the browser is still sending."""
    scherm.open("/importeren")
    scherm.page.get_by_label("Tranche").select_option("rha-2021")
    with tempfile.TemporaryDirectory() as map_:
        groot = Path(map_) / "aanvragen.csv"
        with groot.open("wb") as bestand:
            bestand.truncate(25_000_000)
        scherm.page.get_by_label("Bestand met aanvragen").set_input_files(groot)
        return scherm.doe(_klik("Controleren"))


_ROND_2021 = {"ontvangen_op": "2021-11-01T09:00:00+01:00", "volledig_op": "2021-11-02T10:30:00+01:00"}
_GOED = {"aanvragen": als_csv([aanvraag(**_ROND_2021)]), "woonruimten": als_csv([regel()])}
_FOUT = {
    "aanvragen": als_csv(
        [
            aanvraag(**_ROND_2021, gm_code="GM9999", gevraagd_eur="veel"),
            aanvraag(**_ROND_2021, aanvraagnummer="A-2", bouwvorm="tent", oplevering_gepland="2020-01-01"),
        ]
    ),
    "woonruimten": als_csv([regel(aantal="-3"), regel(aanvraagnummer="A-9", doelgroep="iedereen")]),
}

STATEN: tuple[Staat, ...] = (
    Staat("inloggen zonder iets in te vullen", ANONIEM, _log_in("", ""), 422),
    Staat("inloggen mislukt", ANONIEM, _log_in("niemand@voorbeeld.invalid", "dit is het niet"), 422),
    Staat("inloggen te vaak mislukt", ANONIEM, _te_vaak, 429),
    Staat("formulier verlopen", ANONIEM, _verlopen, 400),
    Staat("wachtwoord kiezen zonder iets in te vullen", ANONIEM,
          _zonder_iets_in_te_vullen(f"/uitnodiging/{UITNODIGING}"), 422),
    Staat("wachtwoord wijzigen zonder iets in te vullen", Rol.BEHANDELAAR,
          _zonder_iets_in_te_vullen("/account/wachtwoord"), 422),
    Staat("wachtwoord te makkelijk", Rol.BEHANDELAAR, _te_makkelijk, 422),
    *(
        Staat(f"{wat} zonder iets in te vullen", Rol.BEHEERDER, _zonder_iets_in_te_vullen(f"/beheer/{adres}"), 422)
        for wat, adres in (
            ("account maken", "accounts/nieuw"),
            ("account wijzigen", f"accounts/{sleutel_van(Rol.BEHANDELAAR)}/wijzigen"),
            ("rol geven", f"accounts/{sleutel_van(Rol.BEHANDELAAR)}/rollen/nieuw"),
            ("mandaat geven", "mandaten/nieuw"),
            ("belang noteren", "belangen/nieuw"),
            ("mandaat beëindigen", "mandaten/1/beeindigen"),
        )
    ),
    Staat("rol die niet past bij een andere", Rol.BEHEERDER, _rol_die_niet_past, 422),
    Staat("account gemaakt, met de link", Rol.BEHEERDER, _nieuw_account, 200),
    Staat("importeren zonder bestand", Rol.BEHEERDER, _zonder_iets_in_te_vullen("/importeren"), 422),
    Staat("importeren met fouten", Rol.BEHEERDER, _importeer("Controleren", **_FOUT), 422),
    Staat("importeren gecontroleerd", Rol.BEHEERDER, _importeer("Controleren", **_GOED), 200),
    Staat("importeren gelukt", Rol.BEHEERDER, _importeer("Importeren", **_GOED), 200),
    Staat("importeren te groot", Rol.BEHEERDER, _te_groot, 413),
)  # fmt: skip
