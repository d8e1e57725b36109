"""Playing the story: the people at their pages, on a clock that goes from one moment to the next."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.documenten import service as documenten
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web import klok
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from tests.fabrieken.inloggen import als
from tests.fabrieken.papier import render_hier
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.wereld import email
from tests.verhaal.zonder_browser import ZonderBrowser


@dataclass
class Spel:
    """The program with its people; ``nu`` is what every page takes for the present moment.

    ``anders``: who sits at another kind of page than one without a browser.
    """

    app: Flask
    nu: datetime
    anders: Mapping[str, Bladeraar] = field(default_factory=dict)

    def als(self, wie: str) -> Bladeraar:
        """Somebody, logged in, at the home page."""
        if wie in self.anders:
            return self.anders[wie].vandaag()
        return ZonderBrowser(als(self.app.test_client(), self.wie(wie), self.nu)).vandaag()

    def wie(self, wie: str) -> Gebruiker:
        """Somebody, as the database knows them now."""
        gebruiker = get_gebruiker_op_email(email(wie))
        assert gebruiker is not None, wie
        return gebruiker

    def laat_werken(self, *, brieven: tuple[str, ...] = ()) -> None:
        """What the worker does beside the program: sign what waits, and make the letters with these marks."""
        teken_wachtende(lambda: self.nu)
        if brieven:
            opslag = LokaleOpslag(instellingen_van(self.app).opslag)
            documenten.maak_wachtende(opslag, werkers=1, klok=lambda: self.nu, kenmerken=brieven)
        db.session.rollback()


@contextmanager
def speel(app: Flask, nu: datetime, anders: Mapping[str, Bladeraar] | None = None) -> Iterator[Spel]:
    """The story on ``app``, whose context is open, from ``nu`` on; letters are made in this process."""
    spel = Spel(app, nu, {} if anders is None else anders)
    echt = klok.nu
    with pytest.MonkeyPatch.context() as patch:
        for naam, module in list(sys.modules.items()):
            if naam.startswith("subsidie.") and getattr(module, "nu", None) is echt:
                patch.setattr(module, "nu", lambda: spel.nu)
        patch.setattr(app.wsgi_app, "klok", lambda: spel.nu)  # the moment of receipt
        patch.setattr(documenten, "render_parallel", render_hier)
        yield spel
