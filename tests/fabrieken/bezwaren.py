"""A divided tranche of which every decision was notified, with who objects and who decides on that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.bezwaarbehandeling import oordeel_tijdigheid, pak_op
from subsidie.beschikkingen.bezwaarbeslissing import (
    geldend_besluit,
    maak_beslissing_bekend,
    stel_beslissing_op,
    teken_beslissing,
)
from subsidie.beschikkingen.bezwaarherrekening import Correctie, herreken
from subsidie.beschikkingen.bezwaarhoren import zie_af_van_horen
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaaruitkomst,
    Herrekening,
    Hoorgrond,
    Tijdigheid,
)
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.concepten import gemeentepersoon
from tests.fabrieken.tranches import START, besluit, richt_in, verdeel
from tests.fabrieken.verdelingen import STANDAARD, krappe_tranche, maak_bekend, neem_op_en_beoordeel
from tests.infra.werelden import begin_met

NU = datetime(2026, 2, 10, 13, 5, 7, tzinfo=UTC)
"""Three weeks after the decisions were notified (20 January 2026): the term to object ends on 3 March."""
DAG = timedelta(days=1)
GRONDEN = "De woonruimten zijn wel degelijk voor een aandachtsgroep: zie de toelichting bij de aanvraag."
AFGEWEZEN = "D-01"
"""Rotterdam: rejected on substance, for € 90.000 on the first day."""
ROTTERDAM = "GM0599"


@dataclass
class Bezwaarwereld:
    """The tranche with its people: ``tess`` signs for Rotterdam, ``bas`` and ``bo`` decide on objections."""

    tranche: Tranche
    personen: dict[str, Gebruiker]
    verdeling: Verdeling

    def __getattr__(self, naam: str) -> Gebruiker:
        try:
            return self.personen[naam]
        except KeyError:
            raise AttributeError(naam) from None

    def besluit(self, nummer: str = AFGEWEZEN) -> Beschikking:
        """The decision on this application that holds."""
        geldend = geldend_besluit(get_aanvraag(nummer))
        assert geldend is not None
        return geldend

    def maak(self, *, gronden: str = GRONDEN, nu: datetime = NU, nummer: str = AFGEWEZEN) -> Bezwaar:
        with schrijfgrens():
            return maak_bezwaar(
                self.besluit(nummer), gronden=gronden, ontvangen_op=nu, door=self.personen["tess"], nu=nu
            )

    def pak_op(self, bezwaar: Bezwaar, *, door: str = "bas", nu: datetime = NU + DAG) -> None:
        with schrijfgrens():
            pak_op(bezwaar, door=self.personen[door], nu=nu)

    def bereid_voor(
        self, *, grond: Hoorgrond = Hoorgrond.AFGEZIEN, tijdigheid: Tijdigheid = Tijdigheid.TIJDIG
    ) -> Bezwaar:
        """Filed, taken up, judged in time, nobody to be heard: ready to be decided."""
        bezwaar = self.maak()
        self.pak_op(bezwaar)
        with schrijfgrens():
            oordeel_tijdigheid(bezwaar, tijdigheid, motivering="Zie de som.", door=self.bas, nu=NU + DAG)
            zie_af_van_horen(bezwaar, grond, toelichting="Zo afgesproken.", door=self.bas, nu=NU + DAG)
        return bezwaar

    def herreken(
        self, bezwaar: Bezwaar, correctie: Correctie | None = None, *, door: str = "bas"
    ) -> Herrekening:
        with schrijfgrens():
            return herreken(
                bezwaar, correctie or Correctie(toegelaten=True), toelichting="De grond klopte niet.",
                door=self.personen[door], nu=NU + 2 * DAG,
            )  # fmt: skip

    def stel_op(
        self, bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst = Bezwaaruitkomst.GEGROND, *, door: str = "bas"
    ) -> Beschikking:
        with schrijfgrens():
            return stel_beslissing_op(
                bezwaar, uitkomst, overwegingen="De gronden zijn bekeken.\n\nZij treffen doel.",
                door=self.personen[door], nu=NU + 3 * DAG,
            )  # fmt: skip

    def teken(self, bezwaar: Bezwaar, *, door: str = "bo", nu: datetime = NU + 4 * DAG) -> None:
        with schrijfgrens():
            teken_beslissing(bezwaar, dagtekening=nu.date(), door=self.personen[door], nu=nu)

    def maak_bekend(self, bezwaar: Bezwaar, opslag: Path, *, nu: datetime = NU + 4 * DAG) -> None:
        maak_wachtende(LokaleOpslag(opslag), werkers=1, klok=lambda: nu)
        with schrijfgrens():
            maak_beslissing_bekend(bezwaar, opslag=LokaleOpslag(opslag), door=self.bo, nu=nu)

    def beslis(
        self,
        opslag: Path,
        uitkomst: Bezwaaruitkomst = Bezwaaruitkomst.GEGROND,
        *,
        correctie: Correctie | None = None,
    ) -> Bezwaar:
        """The whole way, from filing to notification."""
        bezwaar = self.bereid_voor()
        if uitkomst is Bezwaaruitkomst.GEGROND:
            self.herreken(bezwaar, correctie)
        self.stel_op(bezwaar, uitkomst)
        self.teken(bezwaar)
        self.maak_bekend(bezwaar, opslag)
        return bezwaar


def bezwaarwereld(*, euro: int = 540_000, boven_plafond: bool = True) -> Bezwaarwereld:
    """€ 40.000 is left under the ceiling; ``boven_plafond``: an objection may go above it."""
    return Bezwaarwereld(*begin_met(_maak, euro, boven_plafond))


def _maak(euro: int, boven_plafond: bool) -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    bron = krappe_tranche(euro)
    sleutel = "bezwaar.boven_plafond"
    gemaakt = Instelling(sleutel, boven_plafond, "verzonnen voor een test", Zekerheid.AANNAME, "test")
    tranche, personen = richt_in(replace(bron, instellingen={**bron.instellingen, sleutel: gemaakt}))
    neem_op_en_beoordeel(tranche, STANDAARD, personen)
    verdeling = verdeel(tranche, personen)
    besluit(verdeling, personen)
    maak_bekend(verdeling)
    with schrijfgrens():
        personen["tess"] = gemeentepersoon("Tess", gm_code=ROTTERDAM, rol=Rol.TEKENBEVOEGDE, nu=START)
        personen["olga"] = gemeentepersoon("Olga", gm_code=ROTTERDAM, nu=START)
        personen["bas"] = personen["bezwaarbehandelaar"]
        personen["bo"] = maak_gebruiker(
            naam="B. Tweede Bezwaar", email="bo@voorbeeld.invalid", functie="jurist", door=None, nu=START
        )
        ken_rol_toe(personen["bo"], Rol.BEZWAARBEHANDELAAR, vanaf=date(2026, 1, 1), door=None, nu=START)
        for wie in ("bas", "bo"):
            geef_mandaat(
                personen[wie], Mandaathandeling.BEZWAAR_BESLISSEN, registernummer=f"PROEF-{wie}",
                tot_bedrag_cent=10**12, vanaf=date(2026, 1, 1), door=None, nu=START,
            )  # fmt: skip
    return tranche, personen, verdeling


def mislukt(stap: object) -> str:
    """What the domain says when it refuses ``stap`` (a call without arguments)."""
    try:
        with schrijfgrens():
            stap()  # type: ignore[operator]
    except Domeinfout as fout:
        return str(fout)
    raise AssertionError("this step was not refused")
