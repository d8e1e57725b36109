"""Deciding: drawn up by one person, signed by another, on a mandate; and who gives roles."""

from __future__ import annotations

from abc import abstractmethod

from sqlalchemy import delete
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Functiegroep
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import ken_rol_toe
from subsidie.beschikkingen.losse import schrijver_voor
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ondertekenen import teken_een
from subsidie.beschikkingen.ronde import list_te_tekenen, vingerafdruk
from subsidie.beschikkingen.service import opstellen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.besluiten import MOMENT, opgestelde_tranche
from tests.integratie.databank.weigering import TABELLEN, VERWIJZING
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


class _Opgesteld(Geval):
    """Two decisions that are drawn up: ``self.wie`` tries to sign them."""

    def richt_in(self) -> None:
        self.tranche, self.personen, self.verdeling = opgestelde_tranche(2)
        self.wie = self.tekenaar()

    @abstractmethod
    def tekenaar(self) -> Gebruiker:
        """See the subclasses."""

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
    bron = "Awb 10:3"

    def tekenaar(self) -> Gebruiker:
        return geef_mandaten(geef_rol(self.personen["behandelaar"], Rol.BESLISSER))

    def databank(self) -> Weigeringen:
        return [
            (f"ck_beschikking_vier_ogen|{VERWIJZING}", self.teken()),
        ]


class WieBeoordeeldeTekentNiet(_Opgesteld):
    regel = "Wie een aanvraag beoordeelde, tekent het besluit erop niet."
    bron = "Awb 2:4: who checked or scored does not decide"

    def tekenaar(self) -> Gebruiker:
        return geef_mandaten(geef_rol(self.personen["beoordelaar"], Rol.BESLISSER))

    def databank(self) -> Weigeringen:
        return [
            (f"fk_beschikking_betrokkenheid|{VERWIJZING}", self.teken()),
        ]


class WieEenBelangHeeftTekentNiet(_Opgesteld):
    regel = "Wie een belang heeft, tekent geen besluit over die gemeente."
    bron = "Awb 2:4: also at the moment of signing"

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
    bron = "Awb 10:3: within the mandate"

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


BESLUITEN = (
    WieOpsteldeTekentNiet,
    WieBeoordeeldeTekentNiet,
    WieEenBelangHeeftTekentNiet,
    BovenHetMandaatTekentNiemand,
    WieBeoordeeldeSteltNietOp,
    DeBeheerderBeslistNiet,
    DeAuditorVerandertNiets,
    NiemandGeeftZichzelfEenRol,
)
