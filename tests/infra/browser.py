"""Debian's Chromium, driven by Playwright, kept from talking to anything but the program under test.

Preferably the build without a window of its own (``chromium-headless-shell``, from the same source and of the same
version): a page costs it a quarter less. Where that is not there, the whole browser does the same work.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMEN = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""From the one we would rather have to what will do as well."""
VLAGGEN = (
    # Nothing of its own over the network, whatever a page or the browser itself would like to fetch.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    # The same picture on every machine.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    # A container has little shared memory.
    "--disable-dev-shm-usage",
    "--disable-gpu",
)


def zoek_chromium() -> str | None:
    """Where Chromium is on this machine, if it is there."""
    return next((pad for naam in NAMEN if (pad := shutil.which(naam))), None)


def ontbreekt() -> str | None:
    """What the browser tests miss here, with what would help; ``None`` when they can run."""
    if find_spec("playwright") is None:
        return "de browsertests hebben Playwright nodig: installeer requirements-dev.txt"
    if zoek_chromium() is None:
        return "de browsertests hebben Chromium nodig: apt-get install chromium-headless-shell"
    return None


def vereist() -> None:
    """Skip the test where there is no browser; with CI=true that is a failure."""
    if (reden := ontbreekt()) is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(reden)
    pytest.skip(reden)


@contextmanager
def start() -> Iterator[Browser]:
    """A browser without a window; ``vereist`` must have let through."""
    from playwright.sync_api import sync_playwright

    # Chromium refuses its own sandbox for root; what it opens here is our own program.
    als_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=zoek_chromium(), args=[*VLAGGEN, *als_root])
        try:
            yield browser
        finally:
            browser.close()
