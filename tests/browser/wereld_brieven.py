"""Two versions of the text of a letter, so that its pages have a difference to show."""

from __future__ import annotations

from datetime import datetime, timedelta

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.brieftekst import bewaar_tekst
from subsidie.documenten.briefsoorten import get_soort, standaardtekst
from subsidie.tranches.models import Tranche
from subsidie.web.transactie import schrijfgrens


def schrijf_teksten(tranche: Tranche, door: Gebruiker, *, nu: datetime) -> None:
    """The award of this tranche in another wording, and then in yet another."""
    soort = get_soort("verlening")
    standaard = standaardtekst(soort).inhoud
    for nummer, (aanhef, waarom) in enumerate(
        (("Geachte leden van het college,", "Vriendelijker begin."), ("Beste college,", "Korter begin."))
    ):
        with schrijfgrens():
            bewaar_tekst(
                tranche, soort, standaard.replace("Geacht college,", aanhef), toelichting=waarom, gezien=nummer,
                door=door, nu=nu + timedelta(hours=nummer),
            )  # fmt: skip
