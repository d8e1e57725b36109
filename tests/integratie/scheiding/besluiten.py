"""Allocating, deciding and objections: two people, on a mandate, and nobody twice; and who gives roles."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Functiegroep
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import ken_rol_toe
from subsidie.beschikkingen.bezwaarbehandeling import pak_op
from subsidie.beschikkingen.bezwaarbeslissing import teken_beslissing
from subsidie.beschikkingen.losse import schrijver_voor
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ondertekenen import teken_een
from subsidie.beschikkingen.ronde import list_te_tekenen, vingerafdruk
from subsidie.beschikkingen.service import opstellen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames
from subsidie.verdeling.akkoord import geef_akkoord, stap_van
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.queries import list_regels
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.besluiten import MOMENT, opgestelde_tranche
from tests.fabrieken.bezwaren import Bezwaarwereld, bezwaarwereld
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in
from tests.infra.werelden import begin_met
from tests.integratie.databank.weigering import TABELLEN, VERWIJZING, dubbel
from tests.integratie.scheiding.geval import (
    Geval,
    Kan,
    Opdracht,
    Weigeringen,
    belang_in,
    betrokken,
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

    def tweede(self) -> Gebruiker:
        raise NotImplementedError

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
    bron = "issue Assessing, 4 Allocation: fixing an allocation takes two people"

    def tweede(self) -> Gebruiker:
        return self.personen["beslisser"]

    def databank(self) -> Weigeringen:
        return [
            ("ck_verdeling_vier_ogen", self.stel_vast()),
        ]


class WieEenBelangHeeftGeeftGeenAkkoord(_EersteAkkoord):
    regel = "Wie een belang heeft bij een gemeente in de verdeling, stelt haar niet vast."
    bron = "Awb 2:4; issue Assessing, 2 Interests: again at the moment of signing"

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
    bron = "issue Assessing, 4 Allocation: bound to the hash of everything it rests on"
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


class _Opgesteld(Geval):
    """Two decisions that are drawn up: ``self.wie`` tries to sign them."""

    def richt_in(self) -> None:
        self.tranche, self.personen, self.verdeling = opgestelde_tranche(2)
        self.wie = self.tekenaar()

    def tekenaar(self) -> Gebruiker:
        raise NotImplementedError

    @property
    def besluit(self) -> Beschikking:
        return list_te_tekenen(self.tranche)[0]

    def scherm(self) -> TestResponse:
        return self.post(
            self.wie, f"/tranches/{self.tranche.code}/besluiten/tekenen?besluit={self.besluit.kenmerk}",
            gezien=vingerafdruk([self.besluit]), dagtekening=dag_in_amsterdam(nu()).isoformat(),
        )  # fmt: skip

    def dienst(self) -> object:
        teken_een(
            self.besluit,
            schrijver_voor(self.besluit),
            dagtekening=dag_in_amsterdam(nu()),
            door=self.wie,
            nu=nu(),
        )
        return None

    def teken(self, wie: Gebruiker | None = None, mandaat_id: int | None = None) -> Opdracht:
        tekenaar = wie or self.wie
        return wijzig(
            "beschikking", self.besluit.id, status="getekend", getekend_op=nu(), getekend_door_id=tekenaar.id,
            getekend_als="beslissing", dagtekening=dag_in_amsterdam(nu()),
            mandaat_id=mandaat_id or mandaat_van(tekenaar, TEKENEN), document_id=self._document(),
        )  # fmt: skip

    def _document(self) -> int:
        return int(rijen.document(kenmerk=f"SCHEIDING-{self.besluit.kenmerk}-{next(rijen._nummers)}").id)


class WieOpsteldeTekentNiet(_Opgesteld):
    regel = "Wie een besluit opstelde, tekent het niet."
    bron = "issue Assessing, 5 Decisions; Awb 10:3"

    def tekenaar(self) -> Gebruiker:
        return geef_mandaten(geef_rol(self.personen["behandelaar"], Rol.BESLISSER))

    def databank(self) -> Weigeringen:
        return [
            (f"ck_beschikking_vier_ogen|{VERWIJZING}", self.teken()),
        ]


class WieBeoordeeldeTekentNiet(_Opgesteld):
    regel = "Wie een aanvraag beoordeelde, tekent het besluit erop niet."
    bron = "issue Assessing, 5 Decisions: never someone who checked or scored it"

    def tekenaar(self) -> Gebruiker:
        return geef_mandaten(geef_rol(self.personen["beoordelaar"], Rol.BESLISSER))

    def databank(self) -> Weigeringen:
        return [
            (f"fk_beschikking_betrokkenheid|{VERWIJZING}", self.teken()),
        ]


class WieEenBelangHeeftTekentNiet(_Opgesteld):
    regel = "Wie een belang heeft, tekent geen besluit over die gemeente."
    bron = "Awb 2:4; issue Assessing, 2 Interests: again at the moment of signing"

    def tekenaar(self) -> Gebruiker:
        wie = self.personen["tweede_beslisser"]
        belang_in(wie, self.besluit.aanvraag.gm_code)
        return wie

    def databank(self) -> Weigeringen:
        return [
            ("beschikking: er is een belang", self.teken()),
        ]


class BovenHetMandaatTekentNiemand(_Opgesteld):
    regel = "Wie tekent, heeft een eigen mandaat voor dat bedrag, op die dag, voor die handeling."
    bron = "Awb 10:3; issue Assessing, 5 Decisions: mandate exceeded"

    def tekenaar(self) -> Gebruiker:
        wie = nieuwe_beslisser(tot_cent=99_999_99)
        betrokken(self.besluit.aanvraag, wie, Functiegroep.BESLISSING)
        return wie

    def databank(self) -> Weigeringen:
        past_niet, ander = "beschikking: het mandaat past niet", self.personen["tweede_beslisser"]
        return [(past_niet, self.teken()),
(past_niet, self.teken(mandaat_id=mandaat_van(ander, TEKENEN))),
(past_niet, self.teken(
                self.personen["beslisser"], mandaat_van(self.personen["beslisser"], VASTSTELLEN)
            )),
(past_niet, voeg_in(
                "beschikking", versie=self.besluit.versie, status="getekend", opgesteld_op=nu(),
                dagtekening=dag_in_amsterdam(nu()), getekend_door_id=self.wie.id,
                opgesteld_door_id=self.personen["behandelaar"].id,
                mandaat_id=mandaat_van(self.wie, TEKENEN), verleend_cent=100_000_00,
            )),]  # fmt: skip


class WieBeoordeeldeSteltNietOp(_Opgesteld):
    regel = "Wie een aanvraag beoordeelde, stelt het besluit erop niet op."
    bron = "product.md: betrokkenheid (application, user, function group)"

    def tekenaar(self) -> Gebruiker:
        self.aanvraag, self.versie = self.besluit.aanvraag, self.besluit.versie
        with schrijfgrens():  # as it was before anybody drew up
            db.session.execute(delete(TABELLEN["beschikking"]))
        return geef_rol(self.personen["beoordelaar"], Rol.BEHANDELAAR)

    def scherm(self) -> TestResponse:
        return self.post(self.wie, f"/tranches/{self.tranche.code}/besluiten/opstellen")

    def dienst(self) -> object:
        return opstellen(self.verdeling, door=self.wie, nu=nu())

    def databank(self) -> Weigeringen:
        return [
            (
                "beschikking: de opsteller heeft een andere functie",
                voeg_in("beschikking", versie=self.versie, opgesteld_door_id=self.wie.id, opgesteld_op=nu()),
            ),
        ]


class DeBeheerderBeslistNiet(_Opgesteld):
    regel = "De beheerder beslist nooit op een aanvraag."
    bron = "product.md, Who works with it: beheerder"

    def tekenaar(self) -> Gebruiker:
        return self.personen["beheerder"]

    def databank(self) -> Weigeringen:
        return [
            (
                "roltoekenning: deze rollen gaan niet samen",
                voeg_in("roltoekenning", gebruiker=self.wie, rol="beslisser"),
            ),
        ]


class DeAuditorVerandertNiets(_Opgesteld):
    regel = "De auditor ziet alles en verandert niets."
    bron = "product.md, Who works with it: auditor"

    def tekenaar(self) -> Gebruiker:
        return self.personen["auditor"]

    def databank(self) -> Weigeringen:
        return [
            (
                "roltoekenning: deze rollen gaan niet samen",
                voeg_in("roltoekenning", gebruiker=self.wie, rol="behandelaar"),
            ),
        ]


class NiemandGeeftZichzelfEenRol(_Opgesteld):
    regel = "Niemand geeft zichzelf een rol of een mandaat."
    bron = "product.md, Who works with it: nobody able to do it alone"

    def tekenaar(self) -> Gebruiker:
        return self.personen["beheerder"]

    def scherm(self) -> TestResponse:
        adres = f"/beheer/accounts/{self.wie.sleutel}/rollen/nieuw"
        return self.post(
            self.wie, adres, rol="beheerder", vanaf=dag_in_amsterdam(nu()).isoformat(), gemeente=""
        )

    def dienst(self) -> object:
        return ken_rol_toe(self.wie, Rol.BEHEERDER, vanaf=dag_in_amsterdam(nu()), door=self.wie, nu=nu())

    def databank(self) -> Weigeringen:
        waarom = Kan("Wie een rol gaf, staat in de gebeurtenissen en niet bij de toekenning.")
        return [
            (waarom, voeg_in("roltoekenning", gebruiker=self.wie, rol="beheerder", vanaf=MOMENT.date())),
        ]


class _Bezwaar(Geval):
    """An objection of Rotterdam against its rejection, which ``beslisser`` signed."""

    wereld: Bezwaarwereld

    def richt_in(self) -> None:
        self.wereld = bezwaarwereld()
        self.bereid_voor()

    def bereid_voor(self) -> None:
        raise NotImplementedError


class WieBeslootBehandeltHetBezwaarNiet(_Bezwaar):
    regel = "Wie bij het eerste besluit was betrokken, behandelt het bezwaar niet."
    bron = "Awb 10:3, third paragraph"

    def bereid_voor(self) -> None:
        self.bezwaar = self.wereld.maak()
        self.wie = geef_rol(self.wereld.personen["beslisser"], Rol.BEZWAARBEHANDELAAR)

    def scherm(self) -> TestResponse:
        return self.post(self.wie, f"/bezwaren/{self.bezwaar.kenmerk}/oppakken")

    def dienst(self) -> object:
        pak_op(self.bezwaar, door=self.wie, nu=nu())
        return None

    def databank(self) -> Weigeringen:
        beide = {"aanvraag_id": self.bezwaar.aanvraag_id, "gebruiker_id": self.wie.id}
        uniek = dubbel("betrokkenheid", beide)
        return [(f"fk_bezwaar_betrokkenheid|{VERWIJZING}", wijzig(
                "bezwaar", self.bezwaar.id, status="in_behandeling", behandelaar_id=self.wie.id,
                behandelaar_als="bezwaar", opgepakt_op=nu(),
            )),
(f"uq_betrokkenheid_aanvraag_id_gebruiker_id|{uniek}", voeg_in(
                "betrokkenheid", **beide, functiegroep="bezwaar"
            )),]  # fmt: skip


class WieDeBeslissingOpsteldeTekentHaarNiet(_Bezwaar):
    regel = "Wie de beslissing op het bezwaar opstelde, tekent haar niet."
    bron = "issue Assessing, 6 Objections; Awb 10:3"

    def bereid_voor(self) -> None:
        self.bezwaar = self.wereld.bereid_voor()
        self.wereld.herreken(self.bezwaar)
        self.wereld.stel_op(self.bezwaar)
        self.wie = self.wereld.bas

    def scherm(self) -> TestResponse:
        vandaag = dag_in_amsterdam(nu()).isoformat()
        return self.post(self.wie, f"/bezwaren/{self.bezwaar.kenmerk}/tekenen", dagtekening=vandaag)

    def dienst(self) -> object:
        teken_beslissing(self.bezwaar, dagtekening=dag_in_amsterdam(nu()), door=self.wie, nu=nu())
        return None

    def databank(self) -> Weigeringen:
        document = rijen.document(kenmerk="SCHEIDING-BEZWAAR")
        return [("ck_beschikking_vier_ogen", wijzig(
                "beschikking", self.bezwaar.beslissing_id or 0, status="getekend", getekend_op=nu(),
                getekend_door_id=self.wie.id, getekend_als="bezwaar", dagtekening=dag_in_amsterdam(nu()),
                mandaat_id=mandaat_van(self.wie, Mandaathandeling.BEZWAAR_BESLISSEN), document_id=document.id,
            )),]  # fmt: skip


BESLUITEN = (
    EenPersoonGeeftNietBeideAkkoorden,
    WieEenBelangHeeftGeeftGeenAkkoord,
    WieBeoordeeldeGeeftGeenAkkoord,
    BovenHetMandaatGeeftNiemandAkkoord,
    HetAkkoordGeldtVoorWatErLag,
    WieOpsteldeTekentNiet,
    WieBeoordeeldeTekentNiet,
    WieEenBelangHeeftTekentNiet,
    BovenHetMandaatTekentNiemand,
    WieBeoordeeldeSteltNietOp,
    DeBeheerderBeslistNiet,
    DeAuditorVerandertNiets,
    NiemandGeeftZichzelfEenRol,
    WieBeslootBehandeltHetBezwaarNiet,
    WieDeBeslissingOpsteldeTekentHaarNiet,
)
