"""Fixing an allocation: two people, each on a mandate, on what lay before both."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta

from werkzeug.test import TestResponse

from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames
from subsidie.verdeling.akkoord import geef_akkoord, stap_van
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import list_regels
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in
from tests.infra.werelden import begin_met
from tests.integratie.scheiding.geval import (
    Geval,
    Opdracht,
    Weigeringen,
    belang_in,
    geef_mandaten,
    geef_rol,
    mandaat_van,
    nieuwe_beslisser,
    voeg_in,
    wijzig,
)

VASTSTELLEN = Mandaathandeling.VERDELING_VASTSTELLEN
TEKENEN = Mandaathandeling.BESCHIKKING_TEKENEN


def _een_akkoord() -> tuple[Tranche, dict[str, Gebruiker], Verdeling]:
    """Two applications of Zwolle that are awarded; drawn, and agreed to by the first of two."""
    tranche, personen = richt_in(definitie("rha-2023"))
    vragen = [aanvraag(f"V{nummer}", "rha", regel("statushouders", 20)) for nummer in (1, 2)]
    neem_alles_op(tranche, vragen, personen)
    een, dag = personen["beslisser"], [START + timedelta(days=3 + nummer) for nummer in range(4)]
    with schrijfgrens():
        verdeling = bevriezen(tranche, seed_bron="proef", seed_verwacht_op=dag[1], door=een, nu=dag[0])
    with schrijfgrens():
        trekken(verdeling, seed="proef", seed_bekend_op=dag[1], door=een, nu=dag[2])
    with schrijfgrens():
        for aanname in aannames(tranche):
            bevestig_aanname(verdeling, aanname.sleutel, door=een, nu=dag[3])
        vaststellen(verdeling, door=een, nu=dag[3])
    return tranche, personen, verdeling


class _EersteAkkoord(Geval):
    """An allocation that waits for the second person: ``self.wie`` tries."""

    wie: Gebruiker
    gezien = ""

    def richt_in(self) -> None:
        self.tranche, self.personen, self.verdeling = begin_met(_een_akkoord)
        self.wie = self.tweede()

    @abstractmethod
    def tweede(self) -> Gebruiker:
        """See the subclasses."""

    def scherm(self) -> TestResponse:
        adres = f"/tranches/{self.tranche.code}/verdelingen/1/akkoord"
        return self.post(self.wie, adres, stap=stap_van(self.verdeling), gezien=self._gezien())

    def dienst(self) -> object:
        return geef_akkoord(
            self.verdeling, stap=stap_van(self.verdeling), gezien=self._gezien(), door=self.wie, nu=nu()
        )

    def _gezien(self) -> str:
        return self.gezien or self.verdeling.uitkomst_sha256 or ""

    def stel_vast(self) -> Opdracht:
        return wijzig(
            "verdeling", self.verdeling.id, status="vastgesteld", tweede_akkoord_door_id=self.wie.id,
            tweede_mandaat_id=mandaat_van(self.wie, VASTSTELLEN), vastgesteld_op=nu(),
        )  # fmt: skip

    def voeg_vastgestelde_in(self) -> Opdracht:
        """Not a change of this allocation but a new one, fixed as it comes."""
        return voeg_in(
            "verdeling", tranche=self.tranche, status="vastgesteld", tweede_akkoord_door_id=self.wie.id,
            tweede_mandaat_id=mandaat_van(self.wie, VASTSTELLEN), vastgesteld_op=nu(),
        )  # fmt: skip


class EenPersoonGeeftNietBeideAkkoorden(_EersteAkkoord):
    regel = "Een verdeling wordt door twee personen vastgesteld."
    bron = "docs/handleiding/beoordelen-en-besluiten.md: two people fix an allocation"

    def tweede(self) -> Gebruiker:
        return self.personen["beslisser"]

    def databank(self) -> Weigeringen:
        return [
            ("ck_verdeling_vier_ogen", self.stel_vast()),
        ]


class WieEenBelangHeeftGeeftGeenAkkoord(_EersteAkkoord):
    regel = "Wie een belang heeft bij een gemeente in de verdeling, stelt haar niet vast."
    bron = "Awb 2:4: also at the moment of signing"

    def tweede(self) -> Gebruiker:
        wie = self.personen["tweede_beslisser"]
        belang_in(wie, "GM0193")
        return wie

    def databank(self) -> Weigeringen:
        return [
            ("verdeling: er is een belang", self.stel_vast()),
        ]


class WieBeoordeeldeGeeftGeenAkkoord(_EersteAkkoord):
    regel = "Wie een aanvraag beoordeelde, stelt de verdeling waar zij in zit niet vast."
    bron = "product.md: nobody acts on an application in two functions that must be separate"

    def tweede(self) -> Gebruiker:
        return geef_mandaten(geef_rol(self.personen["beoordelaar"], Rol.BESLISSER))

    def databank(self) -> Weigeringen:
        return [
            ("verdeling: wie akkoord geeft heeft een andere functie", self.stel_vast()),
        ]


class BovenHetMandaatGeeftNiemandAkkoord(_EersteAkkoord):
    regel = "Wie akkoord geeft, heeft een eigen mandaat voor het hele bedrag."
    bron = "Awb 10:3; product.md: a register of mandates that is checked at signing"

    def tweede(self) -> Gebruiker:
        return nieuwe_beslisser(tot_cent=100_000_00)  # each of the two is € 100.000

    def databank(self) -> Weigeringen:
        geleend = mandaat_van(self.personen["tweede_beslisser"], VASTSTELLEN)
        return [("verdeling: het mandaat past niet", self.stel_vast()),
("verdeling: het mandaat past niet", wijzig(
                "verdeling", self.verdeling.id, status="vastgesteld", tweede_akkoord_door_id=self.wie.id,
                tweede_mandaat_id=geleend, vastgesteld_op=nu(),
            )),
("verdeling: het mandaat past niet", voeg_in(
                "verdeling", tranche=self.tranche, status="vastgesteld", tweede_akkoord_door_id=self.wie.id,
                tweede_mandaat_id=geleend,
            )),]  # fmt: skip


class HetAkkoordGeldtVoorWatErLag(_EersteAkkoord):
    regel = "Een akkoord geldt voor de uitkomst die bekeken is; wat erna verandert, maakt het ongeldig."
    bron = "verdeling/akkoord.py: an agreement holds for what lay before whoever gave it"
    gezien = "0" * 64

    def tweede(self) -> Gebruiker:
        return self.personen["tweede_beslisser"]

    def databank(self) -> Weigeringen:
        (eerste, _) = list_regels(self.verdeling)
        vast = "verdeling: wat is ingevuld verandert niet"
        return [
            (vast, wijzig("verdeling", self.verdeling.id, uitkomst_sha256="0" * 64)),
            (vast, wijzig("verdeling", self.verdeling.id, eerste_akkoord_door_id=self.wie.id)),
            (
                "verdelingsregel: wat is vastgelegd verandert niet",
                wijzig("verdelingsregel", eerste.id, bedrag_cent=1),
            ),
            (
                "verdelingsregel: er is al akkoord gegeven",
                voeg_in("verdelingsregel", verdeling=self.verdeling),
            ),
        ]


AKKOORDEN = (
    EenPersoonGeeftNietBeideAkkoorden,
    WieEenBelangHeeftGeeftGeenAkkoord,
    WieBeoordeeldeGeeftGeenAkkoord,
    BovenHetMandaatGeeftNiemandAkkoord,
    HetAkkoordGeldtVoorWatErLag,
)
