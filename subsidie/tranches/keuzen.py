"""The words a setting of a tranche can be: no framework, so that the files can be read without a database."""

from __future__ import annotations

from enum import StrEnum


class Zekerheid(StrEnum):
    """How sure a setting is (architectuur.md 14). ``onbekend`` has no value and blocks the opening."""

    GEVERIFIEERD = "geverifieerd"
    AANNAME = "aanname"
    ONBEKEND = "onbekend"


class Verdeelwijze(StrEnum):
    """How the money of a pot is allocated (verdeling.md); ``vast``: an amount per municipality (2020)."""

    VAST = "vast"
    BINNENKOMST = "binnenkomst"
    CATEGORIE = "categorie"
    SCORE = "score"
    LOTING = "loting"
    NAAR_RATO = "naar_rato"


class Woonruimtesoort(StrEnum):
    """Kind of home: independent, with shared facilities, a caravan pitch, or a place to stay (domein 4)."""

    ZELFSTANDIG = "zelfstandig"
    ONZELFSTANDIG = "onzelfstandig"
    STANDPLAATS = "standplaats"
    VERBLIJFSRUIMTE = "verblijfsruimte"


class Woonruimteaard(StrEnum):
    """Permanent, or flexible: fit to be moved and used again (domein 4)."""

    PERMANENT = "permanent"
    FLEXIBEL = "flexibel"


class Bouwvorm(StrEnum):
    """How homes are added: built new, or in an existing building that gets a residential function."""

    NIEUWBOUW = "nieuwbouw"
    TRANSFORMATIE = "transformatie"


class Termijnbegin(StrEnum):
    """From when the decision term runs: the receipt of the application, or the end of the window."""

    ONTVANGST = "ontvangst"
    SLUITING = "sluiting"


class Verplichtingsbegin(StrEnum):
    """The event from which the years of an obligation run (termijnen.md, "Obligations in years")."""

    VERLENING = "verlening"
    BEKENDMAKING = "bekendmaking"
    BETALING = "betaling"
    OPLEVERING = "oplevering"


class Huureis(StrEnum):
    """A limit to the rent: Wht 20(2), Uhw 10(1) and Uhw 10(3) (domein 2.2)."""

    AFTOPPINGSGRENS = "aftoppingsgrens"
    REDELIJKE_AANVANGSHUUR = "redelijke_aanvangshuur"
    HUURVERHOGING = "huurverhoging"


class Terugvorderwijze(StrEnum):
    """How an amount to reclaim is computed."""

    NAAR_RATO_NIET_GEREALISEERD = "naar_rato_niet_gerealiseerd"
