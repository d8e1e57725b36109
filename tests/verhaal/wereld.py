"""The small tranche of the story: its rules, its people, and eight drafts that are ready to be filed.

The ceiling holds four of the eight. Zwolle is asked to supplement, and falls below the threshold; two applications get
exactly the same score where the money ends; one is refused on other facts than the municipality gave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from flask import current_app

from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.concept import begin_concept
from subsidie.accounts.belangregister import registreer_belang
from subsidie.accounts.gemeente_adres import wijzig_postadres
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.audit.sleutel import maak_sleutel
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Termijnbegin, Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen, regels
from subsidie.voorbeeld.oefenprojecten import STANDPLAATSEN, inhoud_van
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.indieningen import hang_aan
from tests.fabrieken.verdelingen import met_plafond

CODE: Final = "oefen"
NAAM: Final = "Oefentranche huisvesting aandachtsgroepen"
IN_DIENST: Final = date(2023, 1, 1)
BEGIN: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""The drafts are written: the window is open, from 16 February to and including 23 March 2026, 17.00."""
SLUITING: Final = datetime(2026, 3, 23, 16, 0, 1, tzinfo=UTC)
PLAFOND_EURO: Final = 360_000
GEVRAAGD_EURO: Final = 90_000
AANNAMES: Final = ("bezwaar.boven_plafond", "beoordeling.beoordelaars")
"""The only rules that nobody read after: whoever fixes the allocation confirms each."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """Somebody of the story, and the municipality where they work for one."""

    naam: str
    rol: Rol
    gm_code: str | None = None
    plaats: str = ""


MENSEN: Final = {
    "tess": Persoon("T. van Tekenen", Rol.TEKENBEVOEGDE, "GM0193", "Zwolle"),
    "olaf": Persoon("O. Opsteller", Rol.OPSTELLER, "GM0193", "Zwolle"),
    "deventer": Persoon("D. Deventer", Rol.TEKENBEVOEGDE, "GM0150", "Deventer"),
    "tilburg": Persoon("K. Tilburgse", Rol.TEKENBEVOEGDE, "GM0855", "Tilburg"),
    "nijmegen": Persoon("L. van Nijmegen", Rol.TEKENBEVOEGDE, "GM0268", "Nijmegen"),
    "groningen": Persoon("M. Groninger", Rol.TEKENBEVOEGDE, "GM0014", "Groningen"),
    "utrecht": Persoon("U. van Utrecht", Rol.TEKENBEVOEGDE, "GM0344", "Utrecht"),
    "almere": Persoon("A. van Almere", Rol.TEKENBEVOEGDE, "GM0034", "Almere"),
    "breda": Persoon("B. uit Breda", Rol.TEKENBEVOEGDE, "GM0758", "Breda"),
    "beheer": Persoon("H. Beheerder", Rol.BEHEERDER),
    "bea": Persoon("B. Behandelaar", Rol.BEHANDELAAR),
    "rik": Persoon("R. Lezer", Rol.BEOORDELAAR),
    "noor": Persoon("N. Weger", Rol.BEOORDELAAR),
    "sam": Persoon("S. Meter", Rol.BEOORDELAAR),
    "joost": Persoon("J. uit Deventer", Rol.BEOORDELAAR),
    "ans": Persoon("A. Beslisser", Rol.BESLISSER),
    "otto": Persoon("O. Tweede Beslisser", Rol.BESLISSER),
    "bas": Persoon("B. Bezwaar", Rol.BEZWAARBEHANDELAAR),
    "bo": Persoon("P. Tweede Bezwaar", Rol.BEZWAARBEHANDELAAR),
    "aad": Persoon("C. Auditor", Rol.AUDITOR),
}
BEOORDELAARS: Final = ("rik", "noor", "sam", "joost")
MANDATEN: Final = {
    Rol.BESLISSER: (Mandaathandeling.VERDELING_VASTSTELLEN, Mandaathandeling.BESCHIKKING_TEKENEN),
    Rol.BEZWAARBEHANDELAAR: (Mandaathandeling.BEZWAAR_BESLISSEN,),
}

ZWOLS: Final = "OEFEN-0001"
AANVRAGEN: Final = {
    ZWOLS: "tess",
    "OEFEN-0002": "deventer",
    "OEFEN-0003": "tilburg",
    "OEFEN-0004": "nijmegen",
    "OEFEN-0005": "groningen",
    "OEFEN-0006": "utrecht",
    "OEFEN-0007": "almere",
    "OEFEN-0008": "breda",
}
"""Who signs for each application."""
GELIJK: Final = {"OEFEN-0005": "Groningen", "OEFEN-0006": "Utrecht"}
"""The same score and the same costs: the draw decides, and there is money for one."""
ANDERE_FEITEN: Final = "OEFEN-0008"
SCORES: Final[dict[str, tuple[int, int, int, int]]] = {
    "OEFEN-0002": (5, 5, 5, 5),
    "OEFEN-0003": (5, 4, 5, 4),
    "OEFEN-0004": (4, 4, 4, 4),
    "OEFEN-0005": (3, 3, 3, 3),
    "OEFEN-0006": (3, 3, 3, 3),
    "OEFEN-0007": (3, 3, 3, 2),
}
"""What both reviewers give, in the order of the criteria: 500, 455, 400, 300 (twice) and 285 points."""


def email(wie: str) -> str:
    """The address of somebody of the story."""
    return f"{wie}@verhaal.invalid"


def definitie() -> TrancheDefinitie:
    """The practice tranche with money for four, and all but two of its rules read after."""
    bron = met_plafond(oefentranche(BEGIN.date()), PLAFOND_EURO)
    gelezen = Zekerheid.GEVERIFIEERD

    def nagelezen(een: Instelling[Any]) -> Instelling[Any]:
        return een if een.sleutel in AANNAMES else replace(een, zekerheid=gelezen)

    potten = tuple(
        replace(
            pot,
            plafonds=tuple(replace(een, zekerheid=gelezen) for een in pot.plafonds),
            instellingen={sleutel: nagelezen(een) for sleutel, een in pot.instellingen.items()},
        )
        for pot in bron.potten
    )
    instellingen = {sleutel: nagelezen(een) for sleutel, een in bron.instellingen.items()}
    # From the receipt, so that a pause in the window shows on the clock.
    begin = replace(instellingen["beslistermijn.begin"], waarde=Termijnbegin.ONTVANGST)
    return replace(
        bron,
        tijdvakken=tuple(replace(een, zekerheid=gelezen) for een in bron.tijdvakken),
        potten=potten,
        instellingen=instellingen | {"beslistermijn.begin": begin},
    )


def zet_klaar() -> None:
    """The open tranche, its people and the drafts; and the key with which the audit chain is sealed."""
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = {wie: maak_persoon(wie, wat) for wie, wat in MENSEN.items()}
        tranche = laad_tranche(definitie(), aard=Trancheaard.OEFEN, door=personen["beheer"], nu=BEGIN)
        openstellen(tranche, door=personen["beheer"], nu=BEGIN)
        registreer_belang(
            personen["joost"], gm_code="GM0150", omschrijving="woont naast het bouwplan", vanaf=IN_DIENST,
            door=personen["joost"], nu=BEGIN,
        )  # fmt: skip
    for plaats, (nummer, wie) in enumerate(AANVRAGEN.items()):
        with schrijfgrens():
            _zet_concept(tranche, nummer, personen[wie], MENSEN[wie], nu=BEGIN + timedelta(minutes=plaats))
    maak_sleutel(instellingen_van(current_app).auditsleutel)


def _zet_concept(tranche: Tranche, nummer: str, door: Gebruiker, wie: Persoon, *, nu: datetime) -> None:
    """Twelve homes for € 90.000, all filled in; only Zwolle forgot the first step that cannot be undone."""
    gm_code, plaats = wie.gm_code or "", wie.plaats
    wijzig_postadres(
        gm_code, ter_attentie="", adresregel="Postbus 1", postcode="1234 AB", plaats=plaats, door=door, nu=nu
    )
    project = replace(
        STANDPLAATSEN, naam=f"Twaalf standplaatsen in {plaats}", plaats=plaats, straat=f"Proefweg {plaats}",
        gevraagd=f"{GEVRAAGD_EURO // 1000}.000,00",
        weglaten=frozenset({"onomkeerbare_stap"}) if nummer == ZWOLS else frozenset(),
    )  # fmt: skip
    aanvraag = begin_concept(
        tranche, pot="A", gm_code=gm_code, projectnaam=project.naam,
        delen=inhoud_van(project, regels(tranche), vandaag=BEGIN.date()), door=door, nu=nu,
    )  # fmt: skip
    assert aanvraag.nummer == nummer
    opslag = bijlagenopslag(instellingen_van(current_app))
    for soort in project.bijlagen:
        hang_aan(aanvraag, door, opslag, naam=f"{soort}.pdf", soort=soort, nu=nu)


def maak_persoon(wie: str, wat: Persoon) -> Gebruiker:
    gebruiker = maak_gebruiker(naam=wat.naam, email=email(wie), functie=wat.rol.value, door=None, nu=BEGIN)
    gemeente = wat.gm_code if wat.rol in GEMEENTE else None
    ken_rol_toe(gebruiker, wat.rol, vanaf=IN_DIENST, gm_code=gemeente, door=None, nu=BEGIN)
    for handeling in MANDATEN.get(wat.rol, ()):
        geef_mandaat(
            gebruiker, handeling, registernummer=f"OEF-{wie}", tot_bedrag_cent=100_000_000_00, vanaf=IN_DIENST,
            door=None, nu=BEGIN,
        )  # fmt: skip
    return gebruiker
