"""The parts of an application, one question group each (schermen.md, "Applying"). Pure."""

from __future__ import annotations

from enum import StrEnum


class Aanvraagdeel(StrEnum):
    """A step of filling in; a request to supplement opens some of these again."""

    PROJECT = "project"
    WOONRUIMTEN = "woonruimten"
    PLANNING = "planning"
    KOSTEN = "kosten"
    SAMENHANG = "samenhang"
    BIJLAGEN = "bijlagen"
    VERKLARINGEN = "verklaringen"
