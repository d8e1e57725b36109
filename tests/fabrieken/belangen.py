"""One application with parties in it, and people of the ministry who may have something to do with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from subsidie.aanvragen.belang import verklaar
from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import Aanvraag, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.belangregister import registreer_belang, registreer_partijbelang
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, binnen_het_tijdvak, definitie, regel, richt_in
from tests.infra.werelden import begin_met

NU = START + timedelta(days=30)
DAG = NU.date()
PARTNER = "Stichting Wonen Zuid"
ZWOLLE = "GM0193"


@dataclass
class Belangwereld:
    """``aanvraag``: A1 of Zwolle, in which ``PARTNER`` takes part; A2 is without parties."""

    tranche: Tranche
    personen: dict[str, Gebruiker]

    @property
    def aanvraag(self) -> Aanvraag:
        return get_aanvraag("A1")

    def neem_op(self, nummer: str, *partners: str, nu: datetime = START + timedelta(days=1)) -> Aanvraag:
        """Record (a new version of) an application in which these parties take part."""
        delen = {"samenhang": {"partners": [{"naam": naam, "rol": "bouwt"} for naam in partners]}}
        invoer = binnen_het_tijdvak(
            self.tranche, aanvraag(nummer, "rha", regel("statushouders", 20), delen=delen)
        )
        with schrijfgrens():
            neem_op(self.tranche, invoer, soort=Versiesoort.IMPORT, door=self.personen["behandelaar"], nu=nu)
        return get_aanvraag(nummer)

    def in_gemeente(
        self, wie: Gebruiker, *, vanaf: date = DAG, gm_code: str = ZWOLLE, nu: datetime = NU
    ) -> Belang:
        with schrijfgrens():
            return registreer_belang(
                wie, gm_code=gm_code, omschrijving="woont er", vanaf=vanaf, door=wie, nu=nu
            )

    def in_partij(
        self, wie: Gebruiker, partij: str = "Wonen-Zuid B.V.", *, vanaf: date = DAG, nu: datetime = NU
    ) -> Partijbelang:
        with schrijfgrens():
            return registreer_partijbelang(
                wie, partij=partij, omschrijving="zit in het bestuur", vanaf=vanaf, door=wie, nu=nu
            )

    def verklaar(
        self,
        wie: Gebruiker,
        *,
        heeft_belang: bool,
        nu: datetime = NU,
        toelichting: str = "mijn zus bouwt het",
    ) -> Belangverklaring:
        with schrijfgrens():
            return verklaar(
                self.aanvraag, heeft_belang=heeft_belang, toelichting=toelichting, door=wie, nu=nu
            )


def belangwereld() -> Belangwereld:
    """A closed tranche with A1 and A2, both found complete."""
    return begin_met(_belangwereld)


def _belangwereld() -> Belangwereld:
    wereld = Belangwereld(*richt_in(definitie("rha-2023")))
    wereld.neem_op("A1", PARTNER)
    wereld.neem_op("A2")
    return wereld
