"""The scan is whole: the real axe-core, every rule of WCAG 2.2 AA and EN 301 549."""

from __future__ import annotations

from typing import TYPE_CHECKING

from subsidie.kern.canoniek import sha256_hex
from tests.browser import axe
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_axe_is_zoals_het_is_opgehaald() -> None:
    map_ = axe.BESTAND.parent
    for regel in (map_ / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        som, naam = regel.split()
        assert sha256_hex((map_ / naam).read_bytes()) == som, naam


def test_geen_regel_van_axe_staat_uit(browser: Browser, server: Server) -> None:
    with venster(browser, server.adres, breedte=320) as scherm:
        scherm.open("/inloggen")
        horen, draaien = axe.regels(scherm.page)
    assert horen - draaien == set()
    assert {"color-contrast", "target-size", "td-has-header", "css-orientation-lock"} <= draaien
