"""Kinds of decision in words, as a sentence needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidie.beschikkingen.models import Besluitsoort

BESLUIT_MET_LIDWOORD: Final[Mapping[Besluitsoort, str]] = {
    Besluitsoort.VERLENING: "de verlening",
    Besluitsoort.DEELVERLENING: "de gedeeltelijke verlening",
    Besluitsoort.AFWIJZING: "de afwijzing",
    Besluitsoort.BUITEN_BEHANDELING: "het besluit om uw aanvraag niet te behandelen",
    Besluitsoort.WIJZIGING: "de wijziging van de verlening",
    Besluitsoort.INTREKKING: "de intrekking van de verlening",
    Besluitsoort.VASTSTELLING: "de vaststelling",
    Besluitsoort.TERUGVORDERING: "de terugvordering",
    Besluitsoort.BESLISSING_OP_BEZWAAR: "de beslissing op bezwaar",
    Besluitsoort.RENTE: "de vaststelling van de wettelijke rente",
    Besluitsoort.BETALINGSREGELING: "de betalingsregeling",
}
"""Every kind; a test keeps it complete."""
