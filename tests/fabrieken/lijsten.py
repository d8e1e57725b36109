"""Who looks at a list, what they ask of it, and the page they get."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from subsidie.accounts.kijker import Kijker, kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.dossier.aanvragenlijst import aanvragenlijst
from subsidie.platform.lijst import Lijst, Staat, lees_staat
from subsidie.web.klok import nu
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.rijen import NU

EIGEN, ANDERE = "GM0193", "GM0518"
"""Two of the municipalities of ``zet_gemeenten``."""


def zet_gemeenten() -> None:
    """Three municipalities, two with names that nobody types as they are written."""
    rijen.gemeente(gm_code=EIGEN, naam="Zwolle", provincie="Overijssel")
    rijen.gemeente(gm_code=ANDERE, naam="'s-Gravenhage", provincie="Zuid-Holland")
    rijen.gemeente(gm_code="GM1900", naam="Súdwest-Fryslân", provincie="Fryslân")


def kijker(wie: Gebruiker) -> Kijker:
    """``wie`` with the roles on the day of the factories."""
    return kijker_van(wie, nu=NU)


def staat(lijst: Lijst, **args: Any) -> Staat:
    """What an address with ``args`` asks of ``lijst``; nothing in it may be misunderstood."""
    tekst = {sleutel: str(waarde) if isinstance(waarde, int) else waarde for sleutel, waarde in args.items()}
    gelezen = lees_staat(lijst, MultiDict(tekst))
    assert gelezen.meldingen == ()
    return gelezen


def vraag(app: Flask, wie: Gebruiker, adres: str) -> TestResponse:
    """The page at ``adres`` for ``wie``, logged in now."""
    client = als(app.test_client(), wie, nu())
    # The context of the test stays open around the request, and with it who was logged in before.
    g.pop("_login_user", None)
    return client.get(adres)


def aanvraag(gm_code: str = EIGEN, *, cent: int = 10_000, **velden: Any) -> Any:
    """An application with its version, of a municipality that there is."""
    een = rijen.aanvraag(gm_code=gm_code, **velden)
    if een.huidige_versie:
        rijen.aanvraag_versie(aanvraag=een, gevraagd_cent=cent, subsidiabel_cent=cent - 1)
    return een


def keten(een: Any, *besluiten: str) -> None:
    """Decisions on ``een``, each as ``soort:status`` or ``soort:status:bedrag``, each replacing the one before."""
    versie = rijen.aanvraag_versie(aanvraag=een) if een.huidige_versie == 0 else None
    vorige = None
    for besluit in besluiten:
        soort, status, *bedrag = besluit.split(":")
        anders = {"verleend_cent": int(bedrag[0])} if bedrag else {}
        vervangt: dict[str, Any] = {} if vorige is None else {"vervangt": vorige}
        bij = {} if versie is None else {"versie": versie}
        vorige = rijen.beschikking(aanvraag=een, soort=soort, status=status, **anders, **vervangt, **bij)


def lees_nummers(wie: Gebruiker, **args: Any) -> list[str]:
    """The numbers of all applications that ``wie`` finds so, in that order."""
    overzicht = aanvragenlijst(kijker(wie), vandaag=NU.date())
    return [regel.rij.nummer for regel in overzicht.alles(staat(overzicht.lijst, **args))]
