"""Drafts in the practice tranche, which is open on the day of ``NU``, and people of a municipality to write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from subsidie.aanvragen.concept import begin_concept
from subsidie.aanvragen.conceptkopie import LEEG
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.kern.canoniek import canonieke_json
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen, pots
from subsidie.web import klok
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.infra.werelden import begin_met

NU = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ZWOLLE, DEVENTER = "GM0193", "GM0150"

PROJECT = {
    "naam": "Woonhof Noord",
    "omschrijving": "Veertig kleine woningen rond een hof.",
    "bouwvorm": "nieuwbouw",
    "plaatsen": [{"straat": "Proefweg", "huisnummer": "1", "postcode": "1234 AB", "woonplaats": "Zwolle"}],
    "contact_naam": "C. Contact",
    "contact_email": "contact@gemeente.invalid",
}
REGEL = {
    "doelgroep": "statushouders", "aard": "permanent", "soort": "zelfstandig", "aantal": "12", "huurprijs": "500,00",
}  # fmt: skip
KOSTEN = {"totale_kosten": "1.000.000", "totale_dekking": "900.000", "gevraagd": "90.000"}
VULLING: dict[Aanvraagdeel, dict[str, Any]] = {
    Aanvraagdeel.PROJECT: PROJECT,
    Aanvraagdeel.WOONRUIMTEN: {"regels": [REGEL]},
    Aanvraagdeel.KOSTEN: KOSTEN,
}


def begin_met_oefentranche(nu: datetime = NU) -> Tranche:
    """The register and the practice tranche, open from ``nu`` on: the world that a test of a draft begins with."""
    return begin_met(_met_oefentranche, nu)


def begin_vandaag() -> Tranche:
    """The same, open since midnight (UTC): for pages that look at the real clock, and all day the same world."""
    return begin_met_oefentranche(klok.nu().replace(hour=0, minute=0, second=0, microsecond=0))


def _met_oefentranche(nu: datetime) -> Tranche:
    with schrijfgrens():
        return open_oefentranche(nu)


def open_oefentranche(nu: datetime = NU) -> Tranche:
    """The register and the practice tranche, open at ``nu``; inside the commit boundary."""
    laad_gemeenten(db.session())
    tranche = laad_tranche(oefentranche(nu.date()), aard=Trancheaard.OEFEN, door=None, nu=nu)
    openstellen(tranche, door=None, nu=nu)
    return tranche


def gemeentepersoon(
    naam: str, *, gm_code: str = ZWOLLE, rol: Rol = Rol.OPSTELLER, nu: datetime = NU
) -> Gebruiker:
    """Somebody who works for a municipality; inside the commit boundary."""
    email = f"{naam.lower().replace(' ', '.')}@proef.invalid"
    gebruiker = maak_gebruiker(naam=naam, email=email, functie="beleidsadviseur", door=None, nu=nu)
    ken_rol_toe(gebruiker, rol, vanaf=date(2023, 1, 1), gm_code=gm_code, door=None, nu=nu)
    return gebruiker


def concept(
    tranche: Tranche, door: Gebruiker, *, gm_code: str = ZWOLLE, nu: datetime = NU, **delen: Any
) -> Aanvraag:
    """A draft; ``delen`` is what was typed per part (by its name), the rest is ``VULLING``."""
    typt = {deel: delen.get(deel.value, VULLING.get(deel, {})) for deel in Aanvraagdeel}
    return begin_concept(
        tranche, pot=tranche_pot(tranche), gm_code=gm_code, projectnaam="Woonhof Noord",
        delen={deel: canonieke_json(wat).decode() if wat else LEEG for deel, wat in typt.items()}, door=door, nu=nu,
    )  # fmt: skip


def tranche_pot(tranche: Tranche) -> str:
    """The code of the first pot."""
    return pots(tranche)[0].code
