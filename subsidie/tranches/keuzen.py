"""The words a setting of a tranche can be: no framework, so that the files can be read without a database."""

from __future__ import annotations

from enum import StrEnum


class Zekerheid(StrEnum):
    """How sure a setting is (architectuur.md 14). ``onbekend`` has no value and blocks the opening."""

    GEVERIFIEERD = "geverifieerd"
    AANNAME = "aanname"
    ONBEKEND = "onbekend"


class Methode(StrEnum):
    """How the money of a pot is allocated (verdeling.md); ``vast``: an amount per municipality (2020)."""

    VAST = "vast"
    BINNENKOMST = "binnenkomst"
    CATEGORIE = "categorie"
    SCORE = "score"
    LOTING = "loting"
    NAAR_RATO = "naar_rato"


class BinnenGroep(StrEnum):
    """The order within a group that does not fit whole (verdeling.md, step 6)."""

    LOTING = "loting"
    TIJDSTIP = "tijdstip"


class Grens(StrEnum):
    """What happens to the first application that does not fit (verdeling.md, step 6)."""

    STOP = "stop"
    DOORSCHUIVEN = "doorschuiven"
    GEDEELTELIJK = "gedeeltelijk"


class GelijkeStand(StrEnum):
    """What decides between equal scores (verdeling.md, ``gelijke_stand``)."""

    KOSTEN_PER_EENHEID = "kosten_per_eenheid"
    EENHEDEN = "eenheden"
    BINNENKOMST = "binnenkomst"


class MaximumTelt(StrEnum):
    """Whether the maximum of a municipality looks at what was asked or at what was awarded (verdeling.md)."""

    GEVRAAGD = "gevraagd"
    VERLEEND = "verleend"


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


class Gebeurtenis(StrEnum):
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
