"""Somebody of the story in a real browser: by mouse, by what is on the screen; nothing is done that is not visible."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

from flask import Flask

from tests.browser.controle import gebreken
from tests.browser.venster import Venster
from tests.fabrieken.inloggen import als
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator

# Texts with a space between them, as the reader without a browser takes them.
_TEKST = """(blad) => {
  const stukken = [], loper = document.createTreeWalker(blad, NodeFilter.SHOW_TEXT);
  while (loper.nextNode()) {
    if (!loper.currentNode.parentElement.closest('script, style')) stukken.push(loper.currentNode.data);
  }
  return stukken.join(' ').split(/\\s+/).filter(Boolean).join(' ');
}"""


def koekje(app: Flask, spel: Spel, wie: str) -> Any:
    """What a browser keeps in which ``wie`` is logged in; how one logs in is tested elsewhere."""
    gevonden = als(app.test_client(), spel.wie(wie), spel.nu).get_cookie("subsidie")
    assert gevonden is not None
    return {
        "name": gevonden.key,
        "value": gevonden.value,
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }


class Verhaalvenster(Bladeraar):
    """Somebody who is logged in, in a window of their own."""

    def __init__(self, scherm: Venster) -> None:
        self.scherm = scherm

    @property
    def _main(self) -> Locator:
        return self.scherm.page.locator("main")

    @property
    def tekst(self) -> str:
        gelezen: str = self._main.evaluate(_TEKST)
        return gelezen

    @property
    def pad(self) -> str:
        return urlsplit(self.scherm.page.url).path

    @property
    def links(self) -> list[str]:
        return [" ".join(tekst.split()) for tekst in self._main.get_by_role("link").all_text_contents()]

    @property
    def adressen(self) -> list[str]:
        hier = self._main.locator("a[href]").evaluate_all(
            "(links) => links.map((a) => a.pathname + a.search)"
        )
        return [str(een) for een in hier]

    def open(self, pad: str, *, status: int = 200) -> Self:
        assert self.scherm.open(pad) == status, pad
        return self

    def volg(self, naam: str, *, status: int = 200) -> Self:
        return self._klik("link", naam, status)

    def druk(self, naam: str, *, status: int = 200) -> Self:
        return self._klik("button", naam, status)

    def _klik(self, rol: Any, naam: str, status: int) -> Self:
        doel = self._zoek(rol, naam)
        gekregen = self.scherm.doe(lambda _: doel.click())
        assert gekregen == status, f"{naam} op {self.pad}: {gekregen}, {self.tekst}"
        assert self.scherm.klachten() == [], self.pad
        return self

    def klap_uit(self, naam: str) -> Self:
        if (dicht := self._main.locator("details:not([open]) > summary", has_text=naam)).count():
            dicht.first.click()
        return self

    def vul(self, label: str, waarde: str, *, bij: str = "") -> Self:
        waar = self._main.get_by_role("group", name=bij, exact=True) if bij else self._main
        waar.get_by_label(_begin(label)).first.fill(waarde)
        return self

    def kies(self, keuze: str, *, bij: str = "") -> Self:
        waar = self._main.get_by_role("group", name=bij, exact=True) if bij else self._main
        waar.get_by_role("radio", name=_begin(keuze)).first.check()
        return self

    def vink(self, label: str) -> Self:
        self._main.get_by_role("checkbox", name=_begin(label)).first.check()
        return self

    def selecteer(self, label: str, keuze: str) -> Self:
        self._main.get_by_label(_begin(label)).first.select_option(label=keuze)
        return self

    def laad_op(self, label: str, naam: str, inhoud: bytes) -> Self:
        bestand = {"name": naam, "mimeType": "application/octet-stream", "buffer": inhoud}
        self._main.get_by_label(_begin(label)).first.set_input_files(cast("FilePayload", bestand))
        return self

    def haal(self, naam: str) -> bytes:
        with self.scherm.page.expect_download() as komst:
            self._zoek("link", naam).click()
        return Path(komst.value.path()).read_bytes()

    def heeft_link(self, naam: str) -> bool:
        return self._main.get_by_role("link", name=_begin(naam)).count() > 0

    def heeft_knop(self, naam: str) -> bool:
        return self._main.get_by_role("button", name=_begin(naam)).count() > 0

    def bekijk(self) -> Self:
        gevonden, _ = gebreken(self.scherm)
        assert gevonden == [], f"{self.pad}: {gevonden}"
        return self

    def _zoek(self, rol: Any, naam: str) -> Locator:
        """On the page itself before in the menu, the whole name before its beginning."""
        for waar in (self._main, self.scherm.page.locator("body")):
            for gevonden in (
                waar.get_by_role(rol, name=naam, exact=True),
                waar.get_by_role(rol, name=_begin(naam)),
            ):
                if gevonden.count():
                    return gevonden.first
        raise AssertionError(f"{self.pad}: geen {rol} ‘{naam}’ in: {self.tekst}")


def _begin(naam: str) -> re.Pattern[str]:
    # A browser puts a space before what is there for who listens only: "Melden : de vergunning".
    return re.compile(r"^\s*" + re.escape(naam).replace(":", r"\s*:"))
