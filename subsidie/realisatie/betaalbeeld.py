"""What the pages about payments show: read once, nothing decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.gemeente_rekening import gemaskeerd, leesbaar
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.tekst import verboden_tekens
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.betaalopdrachten import kan_nu, vingerafdruk
from subsidie.realisatie.betaalvoorstel import VERVALLEN, Beletsel, Voorstel, lees_voorstellen
from subsidie.realisatie.betaalwoorden import op_tijd
from subsidie.tranches.models import Tranche
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Opstelbeeld:
    """What is due in a tranche: what can be drawn up, what waits for a look at the VAT, and what cannot be."""

    klaar: tuple[Voorstel, ...]
    zonder_btw: tuple[Voorstel, ...]
    geblokkeerd: tuple[Voorstel, ...]
    te_veel: tuple[Voorstel, ...]

    @property
    def gezien(self) -> str:
        """Of what can be drawn up."""
        return vingerafdruk(self.klaar)

    @property
    def gezien_zonder_btw(self) -> str:
        """Of what can be drawn up once somebody looked at the VAT."""
        return vingerafdruk(self.zonder_btw)

    @property
    def zonder_rekening(self) -> int:
        """How many municipalities have no account to pay to."""
        return len({een.ontvanger for een in self.geblokkeerd if een.beletsel is Beletsel.GEEN_REKENING})

    @property
    def is_leeg(self) -> bool:
        """Whether nothing is due and nothing stands in the way."""
        return not (self.klaar or self.zonder_btw or self.geblokkeerd or self.te_veel)


def lees_opstelbeeld(tranche: Tranche, nu: datetime, *, alleen: Collection[str] = ()) -> Opstelbeeld:
    """What is due at ``nu``; ``alleen``: on applications with these numbers."""
    ids = None
    if alleen:
        nummers = [een for een in alleen if not verboden_tekens(een, hoogstens=1)]
        vraag = select(Aanvraag.id).where(Aanvraag.tranche_id == tranche.id, Aanvraag.nummer.in_(nummers))
        ids = list(db.session.scalars(vraag))
    alle = lees_voorstellen(tranche, nu, alleen=ids)
    return Opstelbeeld(
        klaar=tuple(een for een in alle if kan_nu(een, zonder_btw_akkoord=False)),
        zonder_btw=tuple(
            een for een in alle if een.beletsel is Beletsel.BTW_ONBEKEND and een.plan.betalingen
        ),
        geblokkeerd=tuple(een for een in alle if een.beletsel not in (None, Beletsel.BTW_ONBEKEND)),
        te_veel=tuple(een for een in alle if een.plan.te_veel_cent),
    )


@dataclass(frozen=True, slots=True)
class Goedkeurbeeld:
    """The orders that wait for a second person: ``mag`` of those who look, ``zelf`` drawn up by themselves."""

    mag: tuple[Betaalopdracht, ...]
    zelf: tuple[Betaalopdracht, ...]

    @property
    def alle(self) -> tuple[Betaalopdracht, ...]:
        """Both."""
        return (*self.mag, *self.zelf)


def lees_goed_te_keuren(ik: Gebruiker) -> Goedkeurbeeld:
    """What waits for approval, by last day."""
    alle = db.session.scalars(
        _met_alles(select(Betaalopdracht))
        .where(Betaalopdracht.status == Opdrachtstatus.OPGESTELD)
        .order_by(Betaalopdracht.uiterlijk, Betaalopdracht.kenmerk)
    ).all()
    return Goedkeurbeeld(
        tuple(een for een in alle if een.opgesteld_door_id != ik.id),
        tuple(een for een in alle if een.opgesteld_door_id == ik.id),
    )


@dataclass(frozen=True, slots=True)
class Opdrachtbeeld:
    """One order as a page shows it; ``iban`` in full only for who pays or audits."""

    opdracht: Betaalopdracht
    iban: str
    op_tijd: tuple[str, str]
    mag_goedkeuren: bool
    mag_vervallen: bool
    is_zelf_opgesteld: bool
    eerdere: tuple[Betaalopdracht, ...]


def lees_opdracht(kenmerk: str, ik: Kijker, vandaag: date) -> Opdrachtbeeld:
    """One order with the others on its application; raises ``NietGevonden``."""
    opdracht = None
    if not verboden_tekens(kenmerk, hoogstens=1):
        opdracht = db.session.scalar(
            _met_alles(select(Betaalopdracht)).where(Betaalopdracht.kenmerk == kenmerk)
        )
    if opdracht is None:
        raise NietGevonden("Deze betaalopdracht is er niet.")
    heel = ik.heeft(Rol.FINANCIEEL, Rol.AUDITOR)
    iban = opdracht.rekening.iban if opdracht.rekening is not None else ""
    zelf = opdracht.opgesteld_door_id == ik.gebruiker.id
    betaler = ik.heeft(Rol.FINANCIEEL)
    wacht = opdracht.status is Opdrachtstatus.OPGESTELD
    anderen = db.session.scalars(
        select(Betaalopdracht)
        .where(Betaalopdracht.aanvraag_id == opdracht.aanvraag_id, Betaalopdracht.id != opdracht.id)
        .order_by(Betaalopdracht.id)
    )
    return Opdrachtbeeld(
        opdracht, (leesbaar(iban) if heel else gemaskeerd(iban)) if iban else "",
        ("", "neutraal") if opdracht.status in VERVALLEN
        else op_tijd(opdracht.uiterlijk, vandaag, betaald_op=opdracht.betaald_op),
        betaler and wacht and not zelf,
        betaler and opdracht.status in (Opdrachtstatus.OPGESTELD, Opdrachtstatus.GOEDGEKEURD),
        betaler and wacht and zelf, tuple(anderen),
    )  # fmt: skip


def _met_alles(vraag: Select[Betaalopdracht]) -> Select[Betaalopdracht]:
    return vraag.options(
        joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.tranche),
        joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.gemeente),
        joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.project),
        joinedload(Betaalopdracht.beschikking), joinedload(Betaalopdracht.rekening), joinedload(Betaalopdracht.bestand),
        joinedload(Betaalopdracht.opgesteld_door), joinedload(Betaalopdracht.goedgekeurd_door),
    )  # fmt: skip
