"""A small tranche whose awards were notified, paid and partly built: to settle, reclaim and account for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.zienswijze import sluit_zienswijze, zoek_open
from subsidie.beschikkingen.losse import maak_bekend, teken_los
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.realisatie.rentetabel import Rentetabel
from subsidie.realisatie.terugvorderen import stel_terugvordering_op
from subsidie.realisatie.vaststellen import leg_berekening_vast, stel_vaststelling_op, vraag_zienswijze
from subsidie.realisatie.vorderingbesluiten import stel_rente_op
from subsidie.realisatie.vorderingen import get_vordering
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.geldrijen import betaalopdracht
from tests.fabrieken.realisatierijen import geleverd
from tests.fabrieken.tranches import aanvraag, besluit, definitie, neem_alles_op, regel, richt_in, verdeel
from tests.fabrieken.verantwoordrijen import sisainlezing, sisaregel
from tests.fabrieken.verdelingen import maak_bekend as noem_bekend
from tests.infra.werelden import begin_met

NU = datetime(2029, 3, 1, 9, 0, tzinfo=UTC)
GELEVERD = date(2028, 5, 1)
VERLEEND_CENT = 100_000_00
GROND = "artikel 9 van de regeling (verzonnen voor een test)"
NUMMER = "A1"


@dataclass
class Afrekenwereld:
    """The tranche, and everybody who works in it. ``A1``: 20 homes for € 100.000, all paid, 15 of them accepted."""

    tranche: Tranche
    personen: dict[str, Gebruiker]

    @property
    def aanvraag(self) -> Aanvraag:
        return get_aanvraag(NUMMER)

    def bereken(self, *, zonder_sisa: str = "", nu: datetime = NU) -> None:
        """Fix the calculation."""
        with schrijfgrens():
            leg_berekening_vast(
                self.aanvraag, zonder_sisa=zonder_sisa, door=self.personen["behandelaar"], nu=nu
            )

    def zienswijze_voorbij(self, *, nu: datetime = NU) -> datetime:
        """Ask the view, let its term lapse, close it; the moment after."""
        behandelaar = self.personen["behandelaar"]
        with schrijfgrens():
            vraag_zienswijze(self.aanvraag, toelichting="", termijn_tot=None, door=behandelaar, nu=nu)
        later = nu.replace(month=nu.month + 1)
        with schrijfgrens():
            open_ = zoek_open(self.aanvraag)
            assert open_ is not None
            sluit_zienswijze(open_, door=behandelaar, nu=later)
        return later

    def stel_vast(self, *, nu: datetime, opslag: Path) -> Beschikking:
        """Draw up, sign and notify the settlement."""
        with schrijfgrens():
            nieuw = stel_vaststelling_op(
                self.aanvraag, toelichting="", reactie="", door=self.personen["behandelaar"], nu=nu
            )
        return self.maak_bekend(nieuw, nu=nu, opslag=opslag)

    def vorder_terug(self, *, nu: datetime, opslag: Path) -> Vordering:
        """Draw up, sign and notify the recovery; the claim that it brings."""
        with schrijfgrens():
            nieuw = stel_terugvordering_op(
                self.aanvraag, toelichting="", door=self.personen["behandelaar"], nu=nu
            )
        self.maak_bekend(nieuw, nu=nu, opslag=opslag)
        return get_vordering(f"{NUMMER}-V1")

    def stel_rente_vast(
        self, vordering: Vordering, tot: date, *, tabel: Rentetabel, nu: datetime, opslag: Path
    ) -> None:
        """Draw up, sign and notify the interest up to and including ``tot``."""
        with schrijfgrens():
            nieuw = stel_rente_op(vordering, tot, door=self.personen["financieel"], nu=nu, tabel=tabel)
        self.maak_bekend(nieuw, nu=nu, opslag=opslag)

    def maak_bekend(self, besluit: Beschikking, *, nu: datetime, opslag: Path) -> Beschikking:
        """Sign and notify one decision, on the day of ``nu``."""
        with schrijfgrens():
            teken_los(besluit, dagtekening=dag_in_amsterdam(nu), door=self.personen["beslisser"], nu=nu)
        bewaar = LokaleOpslag(opslag)
        maak_wachtende(bewaar, werkers=1, klok=lambda: nu)
        with schrijfgrens():
            maak_bekend([besluit], opslag=bewaar, door=self.personen["beslisser"], nu=nu)
        return besluit


def afrekenwereld(*, grond: str | None = GROND) -> Afrekenwereld:
    """The tranche; ``grond``: on which article money is reclaimed, ``None``: unknown, as in the real tranches."""
    return Afrekenwereld(*begin_met(_maak, _met_grond(grond)))


def verantwoord(wereld: Afrekenwereld, *, jaar: int = 2028, **velden: object) -> None:
    """A final SiSa row of the municipality of ``A1``: all was spent, lawfully, unless ``velden`` say otherwise."""
    waarden: dict[str, object] = {
        "gm_code": wereld.aanvraag.gm_code, "besteding_cent": VERLEEND_CENT, "correctie_cent": 0,
        "cumulatief_cent": VERLEEND_CENT, "zelfstandige_uitvoering": True, "eindverantwoording": True,
        "bevindingen": "", "onrechtmatig_cent": 0, **velden,
    }  # fmt: skip
    with schrijfgrens():
        sisaregel(inlezing_id=sisainlezing(tranche_id=wereld.tranche.id, jaar=jaar).id, **waarden)


def _met_grond(grond: str | None) -> TrancheDefinitie:
    bron = definitie("rha-2023")
    anders: Mapping[str, Instelling[object]] = {} if grond is None else {
        sleutel: Instelling(sleutel, grond, "verzonnen voor een test", Zekerheid.AANNAME, "test")
        for sleutel in ("terugvordering.grond", "rechtsgrond.vaststelling")
    }  # fmt: skip
    return replace(bron, instellingen={**bron.instellingen, **anders})


def _maak(bron: TrancheDefinitie) -> tuple[Tranche, dict[str, Gebruiker]]:
    tranche, personen = richt_in(bron)
    neem_alles_op(
        tranche,
        [
            aanvraag(NUMMER, "rha", regel("statushouders", 20), euro=VERLEEND_CENT // 100),
            aanvraag("A2", "rha", regel("statushouders", 10), euro=50_000, gm_code="GM0363"),
        ],
        personen,
    )
    verdeling = verdeel(tranche, personen)
    besluit(verdeling, personen)
    noem_bekend(verdeling)
    with schrijfgrens():
        maak_ontbrekende(NU.replace(year=2026, month=2))
    with schrijfgrens():
        een = get_aanvraag(NUMMER)
        betaalopdracht(aanvraag_id=een.id, status="betaald", bedrag_cent=VERLEEND_CENT)
        geleverd(een, aantal=15, doelgroep="statushouders", opgeleverd_op=GELEVERD)
    return tranche, personen
