"""Paying and accepting: nobody pays alone, decides and pays, or accepts what they reported themselves."""

from __future__ import annotations

from abc import abstractmethod

from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.kern.fouten import NietBevoegd
from subsidie.realisatie.betaalopdrachten import keur_goed, stel_op, vingerafdruk
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.realisatie.oordelen import beoordeel
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.betalingen import betaalwereld
from tests.fabrieken.geldrijen import OPDRACHT_CENT, rekening_van, toegekend
from tests.fabrieken.realisatierijen import levering, plan
from tests.integratie.databank.weigering import VERWIJZING, dubbel
from tests.integratie.scheiding.geval import (
    Geval,
    Weigeringen,
    belang_in,
    betrokken,
    geef_rol,
    voeg_in,
    wijzig,
)

NUMMER = "A-01"


class _Goedkeuren(Geval):
    """Orders drawn up by one of ``financieel``; ``self.wie`` tries to approve that on A-01."""

    def richt_in(self) -> None:
        self.wereld = betaalwereld()
        self.wereld.stel_op()
        self.opdracht = next(een for een in self.wereld.opdrachten() if een.aanvraag.nummer == NUMMER)
        self.wie = self.goedkeurder()

    @abstractmethod
    def goedkeurder(self) -> Gebruiker:
        """See the subclasses."""

    def scherm(self) -> TestResponse:
        return self.post(self.wie, "/betalingen/goedkeuren", opdracht=self.opdracht.kenmerk)

    def dienst(self) -> object:
        return keur_goed([self.opdracht], door=self.wie, nu=nu())

    def databank(self) -> Weigeringen:
        akkoord = wijzig(
            "betaalopdracht", self.opdracht.id, status="goedgekeurd", goedgekeurd_op=nu(),
            goedgekeurd_door_id=self.wie.id, goedgekeurd_als="betaling",
        )  # fmt: skip
        return [(self.weigering, akkoord)]

    weigering = f"fk_betaalopdracht_goedkeurder|{VERWIJZING}"


class WieEenBetalingOpsteldeKeurtHaarNietGoed(_Goedkeuren):
    regel = "Wie een betaalopdracht opstelde, keurt haar niet goed."
    bron = "design: product.md, payments by two people"
    weigering = "ck_betaalopdracht_vier_ogen"

    def goedkeurder(self) -> Gebruiker:
        return self.wereld.een


class WieBeslisteKeurtDeBetalingNietGoed(_Goedkeuren):
    regel = "Wie op de aanvraag besliste, keurt de betaling niet goed."
    bron = "design: product.md, betrokkenheid"

    def goedkeurder(self) -> Gebruiker:
        return geef_rol(self.wereld.personen["beslisser"], Rol.FINANCIEEL)

    def databank(self) -> Weigeringen:
        wie = {"aanvraag_id": self.opdracht.aanvraag_id, "gebruiker_id": self.wie.id}
        uniek = dubbel("betrokkenheid", wie)
        return [
            *super().databank(),
            (
                f"uq_betrokkenheid_aanvraag_id_gebruiker_id|{uniek}",
                voeg_in("betrokkenheid", **wie, functiegroep="betaling"),
            ),
        ]


class WieEenBelangHeeftKeurtDeBetalingNietGoed(_Goedkeuren):
    regel = "Wie een belang heeft in de gemeente, keurt haar betaling niet goed."
    bron = "Awb 2:4"
    weigering = "betaalopdracht: er is een belang"

    def goedkeurder(self) -> Gebruiker:
        belang_in(self.wereld.twee, self.opdracht.aanvraag.gm_code)
        return self.wereld.twee


class WieBehandeldeSteltDeBetalingNietOp(Geval):
    regel = "Wie de aanvraag behandelde, stelt de betaling niet op."
    bron = "design: product.md, betrokkenheid"

    def richt_in(self) -> None:
        self.wereld = betaalwereld()
        self.wie = self.wereld.een
        self.aanvraag: Aanvraag = get_aanvraag(NUMMER)
        betrokken(self.aanvraag, self.wie, Functiegroep.BEHANDELING)

    def _gezien(self) -> str:
        return vingerafdruk(lees_voorstellen(self.wereld.tranche, nu(), alleen=[self.aanvraag.id]))

    def scherm(self) -> TestResponse:
        adres = f"/tranches/{self.wereld.tranche.code}/betalingen/opstellen?aanvraag={NUMMER}"
        return self.post(self.wie, adres, groep="btw", gezien=self._gezien(), zonder_btw="y")

    def dienst(self) -> object:
        gedaan = stel_op(
            self.wereld.tranche, gezien=self._gezien(), door=self.wie, nu=nu(), zonder_btw_akkoord=True,
            alleen=[self.aanvraag.id],
        )  # fmt: skip
        assert gedaan.opdrachten == ()
        raise NietBevoegd(gedaan.overgeslagen[0][1])  # left out and named, so that the others go on

    def databank(self) -> Weigeringen:
        opdracht = {"aanvraag_id": self.aanvraag.id, "opgesteld_door_id": self.wie.id}
        return [
            (
                f"fk_betaalopdracht_opsteller|{VERWIJZING}",
                voeg_in(
                    "betaalopdracht", **opdracht, bedrag_cent=OPDRACHT_CENT, opgesteld_op=nu(),
                    beschikking_id=toegekend(self.aanvraag.id).id, rekening_id=rekening_van(self.aanvraag.id).id,
                ),
            )
        ]  # fmt: skip


class WieEenLeveringMeldteAanvaardtHaarNiet(Geval):
    regel = "Wie een levering meldde, aanvaardt haar niet."
    bron = "design: product.md, realisation"

    def richt_in(self) -> None:
        """Somebody who worked for the municipality, and for the ministry since."""
        personen = betaalwereld().personen
        self.wie = geef_rol(personen["tweede_financieel"], Rol.BEHANDELAAR)
        with schrijfgrens():
            aanvraag = get_aanvraag(NUMMER)
            plan(aanvraag=aanvraag)
            self.levering = levering(aanvraag=aanvraag, gemeld_door=self.wie)
        betrokken(aanvraag, self.wie, Functiegroep.AANVRAGER)

    def scherm(self) -> TestResponse:
        return self.post(
            self.wie, f"/realisatie/meldingen/levering/{self.levering.id}/oordeel", uitkomst="aanvaard"
        )

    def dienst(self) -> object:
        return beoordeel(self.levering, Meldingstand.AANVAARD, door=self.wie, nu=nu())

    def databank(self) -> Weigeringen:
        oordeel = {"beoordeeld_op": nu(), "beoordeeld_door_id": self.wie.id, "als": "behandeling"}
        return [("ck_levering_vier_ogen", wijzig("levering", self.levering.id, stand="aanvaard", **oordeel))]


BETALINGEN: tuple[type[Geval], ...] = (
    WieEenBetalingOpsteldeKeurtHaarNietGoed,
    WieBeslisteKeurtDeBetalingNietGoed,
    WieEenBelangHeeftKeurtDeBetalingNietGoed,
    WieBehandeldeSteltDeBetalingNietOp,
    WieEenLeveringMeldteAanvaardtHaarNiet,
)
