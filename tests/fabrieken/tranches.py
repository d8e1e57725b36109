"""Small tranches with a few made applications, on the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from subsidie.aanvragen.invoer import Aanvraaginvoer, Woonruimteinvoer
from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import get_aanvraag, list_aanvragen, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.service import beoordelen
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.service import list_beschikkingen, opstellen, tekenen
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import TrancheDefinitie, alle_tranches
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort, Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import aannames, laad_tranche, openstellen, sluiten, tijdvak_op
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import bevriezen, trekken, vaststellen
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.bevestigen import bevestig_alle
from tests.infra.werelden import begin_met

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""After every tranche: so the settings and ceilings of all six are on record."""


def definitie(code: str, *, pot: dict[str, object] | None = None) -> TrancheDefinitie:
    """The tranche file of ``code``, with settings of every pot replaced by made ones."""
    gevonden = next(een for een in _gelezen() if een.code == code)
    gemaakt = {
        sleutel: Instelling(sleutel, waarde, "verzonnen voor een test", Zekerheid.AANNAME, "test")
        for sleutel, waarde in (pot or {}).items()
    }
    potten = tuple(replace(een, instellingen={**een.instellingen, **gemaakt}) for een in gevonden.potten)
    return replace(gevonden, potten=potten)


@cache
def _gelezen() -> tuple[TrancheDefinitie, ...]:
    return tuple(alle_tranches())


def richt_in(bron: TrancheDefinitie) -> tuple[Tranche, dict[str, Gebruiker]]:
    """The register, the people of the example, and the tranche as an example, its window closed."""
    return begin_met(_richt_in, bron)


def _richt_in(bron: TrancheDefinitie) -> tuple[Tranche, dict[str, Gebruiker]]:
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = laad_personen(nu=START)
        tranche = laad_tranche(bron, aard=Trancheaard.VOORBEELD, door=personen["beheerder"], nu=START)
        if bron.regels.kent_aanvragen:
            openstellen(tranche, door=personen["beheerder"], nu=START)
        sluiten(tranche, door=personen["beheerder"], nu=START)
    return tranche, personen


def regel(
    doelgroep: str, aantal: int, soort: str = "zelfstandig", *, aard: str = "permanent", toegang: bool = False
) -> Woonruimteinvoer:
    """One line of woonruimten."""
    return Woonruimteinvoer(
        doelgroep, Woonruimteaard(aard), Woonruimtesoort(soort), aantal, 500_00,
        toegang_gemeenschappelijke_ruimte=toegang,
    )  # fmt: skip


def aanvraag(nummer: str, pot: str, *regels: Woonruimteinvoer, **anders: object) -> Aanvraaginvoer:
    """A valid application of Zwolle; ``euro`` is what it asks, complete on the day of receipt."""
    euro = int(str(anders.pop("euro", 100_000)))
    moment = START + timedelta(hours=1)
    waarden: dict[str, object] = {
        "nummer": nummer, "gm_code": "GM0193", "pot": pot, "projectnaam": f"Project {nummer}",
        "bouwvorm": Bouwvorm.NIEUWBOUW, "ontvangen_op": moment, "volledig_op": moment,
        "totale_kosten_cent": euro * 100 * 10, "dekking_cent": euro * 100 * 9, "gevraagd_cent": euro * 100,
        "start_bouw_gepland": date(2026, 6, 1), "oplevering_gepland": date(2028, 6, 1), "woonruimten": regels,
    }  # fmt: skip
    return Aanvraaginvoer(**{**waarden, **anders})  # type: ignore[arg-type]


def binnen_het_tijdvak(tranche: Tranche, invoer: Aanvraaginvoer) -> Aanvraaginvoer:
    """The same application, received and complete a minute after the window of the tranche opened."""
    tijdvak = tijdvak_op(tranche, START)
    if tijdvak is None or tijdvak.opent is None:
        return invoer
    moment = tijdvak.opent + timedelta(minutes=1)
    return replace(invoer, ontvangen_op=moment, volledig_op=moment)


def neem_alles_op(tranche: Tranche, aanvragen: list[Aanvraaginvoer], personen: dict[str, Gebruiker]) -> None:
    """Record, as received in the first minutes of the window where there is one, and assess."""
    with schrijfgrens():
        for ingevuld in aanvragen:
            invoer = binnen_het_tijdvak(tranche, ingevuld)
            neem_op(
                tranche,
                invoer,
                soort=Versiesoort.IMPORT,
                door=personen["behandelaar"],
                nu=START + timedelta(days=1),
            )
            beoordelen(
                get_aanvraag(invoer.nummer), door=personen["beoordelaar"], nu=START + timedelta(days=2)
            )


def verdeel(tranche: Tranche, personen: dict[str, Gebruiker], *, seed: str | None = "proef") -> Verdeling:
    """Freeze, draw and fix by two people."""
    een, twee = personen["beslisser"], personen["tweede_beslisser"]
    dag = [START + timedelta(days=3 + nummer) for nummer in range(5)]
    with schrijfgrens():
        verdeling = bevriezen(tranche, seed_bron="proef", seed_verwacht_op=dag[1], door=een, nu=dag[0])
    with schrijfgrens():
        trekken(verdeling, seed=seed, seed_bekend_op=dag[1] if seed else None, door=een, nu=dag[2])
    with schrijfgrens():
        bevestig_alle(verdeling, aannames(tranche), door=een, nu=dag[3])
        vaststellen(verdeling, door=een, nu=dag[3])
    with schrijfgrens():
        vaststellen(verdeling, door=twee, nu=dag[4])
    return verdeling


def besluit(verdeling: Verdeling, personen: dict[str, Gebruiker]) -> dict[str, Beschikking]:
    """Draw up and sign; the decisions by number of the application."""
    moment = START + timedelta(days=10)
    with schrijfgrens():
        opstellen(verdeling, door=personen["behandelaar"], nu=moment)
    with schrijfgrens():
        tekenen(verdeling, dagtekening=date(2026, 1, 20), door=personen["beslisser"], nu=moment)
    return {beschikking.aanvraag.nummer: beschikking for beschikking in list_beschikkingen(verdeling)}


def nummers(tranche: Tranche) -> list[str]:
    """The numbers of every application, sorted."""
    return [een.nummer for een in list_aanvragen(tranche)]
