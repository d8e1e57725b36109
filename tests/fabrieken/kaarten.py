"""Cards of reviewers: a tranche on score with two reviewers per application, and the steps of one card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.beoordeling.maatstaf import Oordeelbeeld
from subsidie.beoordeling.oordeel import lever_in
from subsidie.beoordeling.scorekaarten import Kaartinvoer, Oordeelinvoer, Scoreinvoer, bewaar, open_kaart
from subsidie.beoordeling.spreiden import deel_uit, maak_voorstel
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen, sluiten
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, binnen_het_tijdvak, regel
from tests.infra.werelden import begin_met

NU = START + timedelta(days=2)
CRITERIA = ("zekerheid", "behoefte", "kwaliteit", "samenwerking")
HOOG = dict(zip(CRITERIA, (5, 4, 4, 3), strict=True))
LAAG = dict(zip(CRITERIA, (1, 1, 2, 1), strict=True))
OUD_PLAN = oefentranche(START.date() - timedelta(days=60))


def met(definitie: TrancheDefinitie, **anders: object) -> TrancheDefinitie:
    """``definitie`` with settings of the tranche replaced by made ones (``_`` for a dot in the key)."""
    gemaakt = {
        sleutel.replace("__", "."): Instelling(
            sleutel.replace("__", "."), waarde, "verzonnen", Zekerheid.AANNAME, "test"
        )
        for sleutel, waarde in anders.items()
    }
    return replace(definitie, instellingen={**definitie.instellingen, **gemaakt})


def wereld(
    definitie: TrancheDefinitie = OUD_PLAN, *, aantal: int = 2, beoordelaars: int = 3, pot: str = "A"
) -> tuple[Tranche, dict[str, Gebruiker]]:
    """A closed tranche with ``aantal`` complete applications A1, A2, ... and reviewers ``b1``, ``b2``, ..."""
    return begin_met(_wereld, definitie, aantal, beoordelaars, pot)


def _wereld(
    definitie: TrancheDefinitie, aantal: int, beoordelaars: int, pot: str
) -> tuple[Tranche, dict[str, Gebruiker]]:
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = laad_personen(nu=START)
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=START)
        if definitie.regels.kent_aanvragen:
            openstellen(tranche, door=personen["beheerder"], nu=START)
        sluiten(tranche, door=personen["beheerder"], nu=START)
        # The one of the example is a reviewer too; here only those that a test names.
        for nummer in range(1, beoordelaars + 1):
            personen[f"b{nummer}"] = maak_beoordelaar(f"b{nummer}")
        for nummer in range(1, aantal + 1):
            ingevuld = binnen_het_tijdvak(tranche, aanvraag(f"A{nummer}", pot, regel("statushouders", 20)))
            neem_op(
                tranche,
                ingevuld,
                soort=Versiesoort.IMPORT,
                door=personen["behandelaar"],
                nu=START + timedelta(days=1),
            )
    return tranche, personen


def maak_beoordelaar(sleutel: str) -> Gebruiker:
    """Someone with the role of reviewer from the start."""
    gebruiker = maak_gebruiker(
        naam=f"Beoordelaar {sleutel.upper()}", email=f"{sleutel}@voorbeeld.invalid", functie="beoordelaar", door=None,
        nu=START,
    )  # fmt: skip
    ken_rol_toe(gebruiker, Rol.BEOORDELAAR, vanaf=START.date(), door=None, nu=START)
    return gebruiker


def verdeel_werk(tranche: Tranche, personen: Mapping[str, Gebruiker], nu: datetime = NU) -> int:
    """Give out the cards as proposed."""
    with schrijfgrens():
        return deel_uit(
            tranche, gezien_sha256=maak_voorstel(tranche, nu=nu).sha256, door=personen["behandelaar"], nu=nu
        )


def verklaar_vrij(nummer: str, wie: Gebruiker, nu: datetime = NU) -> None:
    """Declare no interest: the card opens."""
    with schrijfgrens():
        open_kaart(get_aanvraag(nummer), heeft_belang=False, toelichting="", door=wie, nu=nu)


def invoer(scores: Mapping[str, int | None], scorerevisie: int = 0, **oordeel: Any) -> Kaartinvoer:
    """A filled card; by default the application meets the conditions. ``scorerevisie`` above 0: kept before."""
    gegeven: dict[str, Any] = {"voldoet": True, "revisie": 1 if scorerevisie == 0 else 2} | oordeel
    return Kaartinvoer(
        {code: Scoreinvoer(score, f"Reden bij {code}.", scorerevisie) for code, score in scores.items()},
        Oordeelinvoer(**gegeven),
    )


AFGEWEZEN: dict[str, Any] = {
    "voldoet": False,
    "grond": "geen_doelgroep",
    "wijkt_af": False,
    "toelichting": "Zie de planning.",
}


def vul(nummer: str, wie: Gebruiker, kaart: Kaartinvoer, nu: datetime = NU) -> None:
    """Keep a card that was opened."""
    with schrijfgrens():
        bewaar(get_aanvraag(nummer), kaart, door=wie, nu=nu)


def beoordeel(nummer: str, wie: Gebruiker, kaart: Kaartinvoer, nu: datetime = NU) -> Oordeelbeeld:
    """All steps of one card: declare, fill in, hand in."""
    verklaar_vrij(nummer, wie, nu)
    vul(nummer, wie, kaart, nu)
    with schrijfgrens():
        return lever_in(get_aanvraag(nummer), door=wie, nu=nu)
