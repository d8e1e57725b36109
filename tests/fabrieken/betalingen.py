"""A tranche whose awards were notified, with two people who pay and accounts to pay to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.realisatie import betaalbestand, betaalinlezen, betaalopdrachten
from subsidie.realisatie.betaalmodellen import Betaalbestand, Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld.personen import laad_collegas
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import gemeenterijen, rijen
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import BEKENDMAKING, bekende_tranche
from tests.infra.werelden import begin_met

MOMENT = BEKENDMAKING + timedelta(days=2)
"""Two days after the notification: the last day to pay is 3 March 2026."""
UITERLIJK = date(2026, 3, 3)
VANDAAG = MOMENT.date()
ZONDER_REKENING = "GM0363"


@dataclass
class Betaalwereld:
    """The tranche of ``bekende_tranche``: five awards of € 100.000 of municipalities of which one has no account."""

    tranche: Tranche
    personen: dict[str, Gebruiker]

    @property
    def een(self) -> Gebruiker:
        return self.personen["financieel"]

    @property
    def twee(self) -> Gebruiker:
        return self.personen["tweede_financieel"]

    def opdrachten(self, *statussen: Opdrachtstatus) -> list[Betaalopdracht]:
        vraag = select(Betaalopdracht).order_by(Betaalopdracht.id)
        if statussen:
            vraag = vraag.where(Betaalopdracht.status.in_(statussen))
        return list(db.session.scalars(vraag))

    def stel_op(self, *, door: Gebruiker | None = None, nu: datetime = MOMENT) -> betaalopdrachten.Opgesteld:
        with schrijfgrens():
            voorstellen = [
                een
                for een in lees_voorstellen(self.tranche, nu)
                if betaalopdrachten.kan_nu(een, zonder_btw_akkoord=True)
            ]
            return betaalopdrachten.stel_op(
                self.tranche, gezien=betaalopdrachten.vingerafdruk(voorstellen), door=door or self.een, nu=nu,
                zonder_btw_akkoord=True,
            )  # fmt: skip

    def keur_goed(
        self, opdrachten: Collection[Betaalopdracht] | None = None, *, nu: datetime = MOMENT
    ) -> None:
        with schrijfgrens():
            gekozen = opdrachten if opdrachten is not None else self.opdrachten(Opdrachtstatus.OPGESTELD)
            betaalopdrachten.keur_goed(list(gekozen), door=self.twee, nu=nu)

    def maak_bestand(self, *, nu: datetime = MOMENT) -> Betaalbestand:
        with schrijfgrens():
            lijst = betaalbestand.list_aan_te_bieden()
            return betaalbestand.maak_bestand(
                lijst, vingerafdruk=betaalbestand.gezien(lijst), door=self.een, nu=nu
            )

    def lees_in(self, inhoud: str | bytes, *, nu: datetime = MOMENT) -> betaalinlezen.Ingelezen:
        ruw = inhoud.encode() if isinstance(inhoud, str) else inhoud
        with schrijfgrens():
            return betaalinlezen.lees_in("terugmelding.csv", ruw, door=self.een, nu=nu)

    def betaal(self, *, nu: datetime = MOMENT) -> list[Betaalopdracht]:
        """Everything that is due, from drawing up to paid."""
        self.stel_op(nu=nu)
        self.keur_goed(nu=nu)
        self.maak_bestand(nu=nu)
        klaar = self.opdrachten(Opdrachtstatus.AANGEBODEN)
        self.lees_in(terugmelding(klaar, op=nu.date()), nu=nu)
        return klaar


def terugmelding(opdrachten: Collection[Betaalopdracht], *, op: date) -> str:
    """A file of the ledger in which all of these were paid."""
    rijen = [f'{een.kenmerk},"{een.bedrag_cent // 100},00",betaald,{op.isoformat()},' for een in opdrachten]
    return "\r\n".join(["opdracht,bedrag,resultaat,betaald_op,reden", *rijen])


def betaalwereld() -> Betaalwereld:
    """A world that tests share; each gets its own copy."""
    return begin_met(_maak)


def _maak() -> Betaalwereld:
    tranche, personen, _ = bekende_tranche()
    with schrijfgrens():
        personen = {**personen, **laad_collegas(nu=START)}
        codes = sorted({een.gm_code for een in db.session.scalars(select(Aanvraag))} - {ZONDER_REKENING})
        for code in codes:
            gemeenterijen.rekeningnummer(
                gm_code=code, goedgekeurd_op=START, tenaamstelling=f"=Gemeente {code}",
                iban="NL91ABNA0417164300",
            )  # fmt: skip
    return Betaalwereld(tranche, personen)


def wijzig(
    nummer: str, cent: int, *, dag: date = VANDAAG, soort: Besluitsoort = Besluitsoort.WIJZIGING
) -> None:
    """As if a later decision that leaves ``cent`` was notified."""
    with schrijfgrens():
        aanvraag = get_aanvraag(nummer)
        eerder = db.session.scalars(
            select(Beschikking).where(Beschikking.aanvraag_id == aanvraag.id).order_by(Beschikking.id.desc())
        ).first()
        assert eerder is not None
        rijen.beschikking(
            aanvraag=aanvraag, versie_id=eerder.versie_id, soort=soort, verleend_cent=cent,
            vervangt_id=eerder.id, status=Besluitstatus.BEKENDGEMAAKT, bekendgemaakt_op=dag, dagtekening=dag,
        )  # fmt: skip
