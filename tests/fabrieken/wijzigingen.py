"""A request to change the award of ``A1`` (20 homes for € 100.000, 15 of them accepted), and who asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.realisatie.wijzigingen import dien_in, vingerafdruk
from subsidie.realisatie.wijzigingmodellen import Wijzigingsverzoek
from subsidie.realisatie.wijzigingsinhoud import Wijzigingsvraag, bevries, lees_wijzigbaar, weeg
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld
from tests.fabrieken.concepten import gemeentepersoon

LATER = date(2034, 12, 31)


def tekenbevoegde(wereld: Afrekenwereld) -> Gebruiker:
    """Somebody who signs for the municipality of ``A1``."""
    with schrijfgrens():
        return gemeentepersoon("Tess Tekenaar", gm_code=wereld.aanvraag.gm_code, rol=Rol.TEKENBEVOEGDE)


def vraag(wereld: Afrekenwereld, *, aantal: int = 20, **anders: object) -> Wijzigingsvraag:
    """What is asked: so many homes, and what ``anders`` names."""
    lijn = lees_wijzigbaar(wereld.aanvraag).lijnen[0]
    leeg = Wijzigingsvraag((replace(lijn, aantal=aantal),), {}, reden="De grond is vervuild.")
    return replace(leeg, **anders)  # type: ignore[arg-type]


def minder_en_later(wereld: Afrekenwereld) -> Wijzigingsvraag:
    """Sixteen homes, and more time to build them."""
    return vraag(wereld, aantal=16, dagen={"gereed": LATER})


def ingediend(
    wereld: Afrekenwereld, door: Gebruiker, wat: Callable[[Afrekenwereld], Wijzigingsvraag] = minder_en_later,
    *, nu: datetime = NU,
) -> Wijzigingsverzoek:  # fmt: skip
    """A request that was filed after its effect was seen."""
    gevraagd, gevolg = weeg(wat(wereld), lees_wijzigbaar(wereld.aanvraag))
    gezien = vingerafdruk(bevries(gevraagd, gevolg), gevolg)
    with schrijfgrens():
        return dien_in(wereld.aanvraag, gevraagd, gezien=gezien, door=door, nu=nu)
