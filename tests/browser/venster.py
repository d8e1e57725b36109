"""A browser window in which everything is seen that a page does: what it asks for, and what it complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.browser import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Page, Request, Response

HOOGTE = 900
TIJD_MS = 10_000
LAADTIJD_MS = 30_000


class Venster:
    """One tab, ``breedte`` pixels wide. Without ``met_js`` no script of a page ever runs.

    Scripts are held back while a page loads and not switched off for good, so that afterwards a check can
    be run on what is then on the screen.
    """

    def __init__(self, page: Page, adres: str, *, breedte: int, met_js: bool, cdp: CDPSession) -> None:
        self.page, self.adres, self.breedte, self.met_js = page, adres, breedte, met_js
        self._cdp = cdp
        self._klachten: list[str] = []
        self._antwoorden: list[tuple[str, int, str]] = []
        page.on("console", self._bij_melding)
        page.on("pageerror", lambda fout: self._klachten.append(f"fout in een script: {fout}"))
        page.on("request", self._bij_verzoek)
        page.on("response", self._bij_antwoord)

    def open(self, pad: str) -> int:
        """Go to ``pad`` and return the status of the page that came."""
        return self._laad(lambda: self.page.goto(self.adres + pad))

    def doe(self, handeling: Callable[[Page], None]) -> int:
        """Do something that brings another page (send a form, follow a link) and return the status of that page."""

        def en_wacht() -> Response:
            with self.page.expect_navigation() as komst:
                handeling(self.page)
            return komst.value

        return self._laad(en_wacht)

    def _laad(self, actie: Callable[[], Response | None]) -> int:
        self._klachten.clear()
        self._antwoorden.clear()
        if not self.met_js:
            self._cdp.send("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            antwoord = actie()
        finally:
            if not self.met_js:
                self._cdp.send("Emulation.setScriptExecutionDisabled", {"value": False})
        if antwoord is None:
            raise RuntimeError("no page came")
        return antwoord.status

    def maak(self, breedte: int) -> None:
        """Make the window ``breedte`` pixels wide, with the same page in it; no script looks at how wide it is."""
        if breedte != self.breedte:
            self.page.set_viewport_size({"width": breedte, "height": HOOGTE})
            self.breedte = breedte

    def klachten(self) -> list[str]:
        """What went wrong around the page: complaints of the browser, files that are not there, requests elsewhere."""
        kwijt = [
            f"{status} voor {url}"
            for url, status, soort in self._antwoorden
            if status >= 400 and soort != "document"
        ]
        return [*self._klachten, *kwijt]

    def _bij_melding(self, melding: ConsoleMessage) -> None:
        # That a page itself came with an error status is what the caller looks at.
        if melding.type in ("error", "warning") and not melding.text.startswith("Failed to load resource"):
            self._klachten.append(f"console ({melding.type}): {melding.text}")

    def _bij_verzoek(self, verzoek: Request) -> None:
        if not verzoek.url.startswith((self.adres + "/", "data:", "blob:")):
            self._klachten.append(f"verzoek aan een ander: {verzoek.url}")

    def _bij_antwoord(self, antwoord: Response) -> None:
        soort = "document" if antwoord.request.is_navigation_request() else "bestand"
        self._antwoorden.append((antwoord.url, antwoord.status, soort))


@contextmanager
def venster(
    browser: Browser, adres: str, *, breedte: int, met_js: bool = True, staat: Any = None, **anders: Any
) -> Iterator[Venster]:
    """A fresh window on the program at ``adres``; ``staat`` is that of someone who logged in."""
    context = browser.new_context(
        viewport={"width": breedte, "height": HOOGTE}, locale="nl-NL", timezone_id="Europe/Amsterdam",
        storage_state=staat, reduced_motion="reduce", **anders,
    )  # fmt: skip
    context.set_default_timeout(TIJD_MS)
    context.set_default_navigation_timeout(LAADTIJD_MS)
    try:
        # Once, instead of half a megabyte for every page that is scanned.
        context.add_init_script(axe.bron())
        page = context.new_page()
        yield Venster(page, adres, breedte=breedte, met_js=met_js, cdp=context.new_cdp_session(page))
    finally:
        context.close()
