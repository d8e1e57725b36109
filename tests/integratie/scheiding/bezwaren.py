"""Objections: handled and decided by who had no part in the decision."""

from __future__ import annotations

from abc import abstractmethod

from werkzeug.test import TestResponse

from subsidie.accounts.models import Mandaathandeling, Rol
from subsidie.beschikkingen.bezwaarbehandeling import pak_op
from subsidie.beschikkingen.bezwaarbeslissing import teken_beslissing
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.klok import nu
from tests.fabrieken import rijen
from tests.fabrieken.bezwaren import Bezwaarwereld, bezwaarwereld
from tests.integratie.databank.weigering import VERWIJZING, dubbel
from tests.integratie.scheiding.geval import (
    Geval,
    Weigeringen,
    geef_rol,
    mandaat_van,
    voeg_in,
    wijzig,
)

VASTSTELLEN = Mandaathandeling.VERDELING_VASTSTELLEN
TEKENEN = Mandaathandeling.BESCHIKKING_TEKENEN


class _Bezwaar(Geval):
    """An objection of Rotterdam against its rejection, which ``beslisser`` signed."""

    wereld: Bezwaarwereld

    def richt_in(self) -> None:
        self.wereld = bezwaarwereld()
        self.bereid_voor()

    @abstractmethod
    def bereid_voor(self) -> None:
        """See the subclasses."""


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
    bron = "Awb 10:3"

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


BEZWAREN = (
    WieBeslootBehandeltHetBezwaarNiet,
    WieDeBeslissingOpsteldeTekentHaarNiet,
)
