"""What is said about an application: what is missing, what is allowed but noteworthy. Plain values."""

from __future__ import annotations

from dataclasses import dataclass

from subsidie.aanvragen.delen import Aanvraagdeel


@dataclass(frozen=True, slots=True)
class Ontbreekt:
    """Something that is missing at field ``veld`` (a name as in the form) of ``deel``.

    ``hard``: without it this is no application and it cannot be filed. Otherwise it may be filed, but it is not
    complete (Awb 4:5): the moment from which it counts as complete waits for it.
    """

    deel: Aanvraagdeel
    veld: str
    melding: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Opmerking:
    """Something that is allowed and must be said, at field ``veld`` (a name as in the form) of ``deel``."""

    deel: Aanvraagdeel
    veld: str
    melding: str
