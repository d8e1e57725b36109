"""An award with a plan of homes, the people who report on it and judge, and lines of homes as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.realisatie import levering, plan
from subsidie.realisatie.leveringinvoer import Leveringsmelding, lees_meldingen, ruwe_rij
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.leveringqueries import lees_leverstand
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from tests.fabrieken import rijen

NU = datetime(2025, 6, 2, 8, 0, tzinfo=UTC)
"""Two years after the award (``rijen.DAG``)."""
DAG = "1-5-2025"
PLAN = ((Woonruimteaard.PERMANENT, 20), (Woonruimteaard.FLEXIBEL, 5))
"""What was awarded: zelfstandige homes for statushouders; in a form the kinds are 1 and 2."""


def verleend(**velden: object) -> Aanvraag:
    """An application with a notified award of ``PLAN`` and the plan that follows from it, in one part."""
    versie = rijen.aanvraag_versie(aanvraag=rijen.aanvraag(status="beoordeeld", **velden))
    for regel, (aard, aantal) in enumerate(PLAN, start=1):
        rijen.woonruimteregel(
            versie=versie, regel=regel, doelgroep="statushouders", aard=aard, soort=Woonruimtesoort.ZELFSTANDIG,
            aantal=aantal,
        )  # fmt: skip
    besluit = rijen.beschikking(aanvraag_id=versie.aanvraag_id, versie_id=versie.id, status="bekendgemaakt")
    plan.na_bekendmaking(besluit, None, rijen.NU)
    return besluit.aanvraag


def gemeenteambtenaar(aanvraag: Aanvraag, rol: Rol = Rol.OPSTELLER) -> Gebruiker:
    """Somebody of the municipality of this application."""
    return rijen.roltoekenning(rol=rol, gm_code=aanvraag.gm_code).gebruiker


def behandelaar() -> Gebruiker:
    """Somebody who judges reports."""
    return rijen.roltoekenning(rol=Rol.BEHANDELAAR).gebruiker


def aangevuld(nummer: int, regel: dict[str, str]) -> dict[str, str]:
    """A line as it is typed: number ``nummer`` of the Parkweg, unless ``regel`` says otherwise."""
    gewoon = {
        "deel": "1",
        "opgeleverd_op": DAG,
        "wijze": "1",
        "postcode": "8011 AB",
        "huisnummer": str(nummer),
    }
    return gewoon | regel


def meldingen(aanvraag: Aanvraag, *regels: dict[str, str]) -> tuple[Leveringsmelding, ...]:
    """Reports of homes at the Parkweg: each line says what differs from the plain one."""
    stand = lees_leverstand(aanvraag)
    gelezen = lees_meldingen(
        [ruwe_rij(nummer, aangevuld(nummer, regel)) for nummer, regel in enumerate(regels, start=1)],
        stand.delen, stand.keuzen, plaats=lambda nummer, veld: f"{veld}{nummer}", woord="regel",
    )  # fmt: skip
    assert gelezen.gebreken == ()
    return gelezen.meldingen


def meld(aanvraag: Aanvraag, door: Gebruiker, *regels: dict[str, str], nu: datetime = NU) -> Levering:
    """A delivery of these homes, reported by ``door``."""
    return levering.meld(aanvraag, meldingen(aanvraag, *regels), toelichting="", door=door, nu=nu)[0]
