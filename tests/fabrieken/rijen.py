"""A valid row of every table; a test states only what it is about.

Call a factory inside the commit boundary: ``rijen.aanvraag(status="volledig")`` adds an application with whatever it
needs (municipality, tranche, pot, project) and returns the model, flushed. What is not given follows from what is: a
signed decision gets a signer, a mandate and a letter. Another row is given as a column (``tranche_id=3``) or as itself
(``tranche=tranche``). ``waarden`` makes what the row needs and gives its values, but adds nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select

from subsidie.aanvragen.models import (
    Aanvraag,
    AanvraagVersie,
    Betrokkenheid,
    Functiegroep,
    Project,
    Versiesoort,
    Woonruimteregel,
)
from subsidie.accounts.aanmeldmodellen import Aanmeldpoging, Sessie, Uitnodiging, Wachtwoord
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.models import Beoordeling
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import sha256_hex
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort, Zekerheid
from subsidie.tranches.models import (
    InstellingWaarde,
    Plafond,
    Pot,
    Regelherkomst,
    Tijdvak,
    Tranche,
    Trancheaard,
)  # fmt: skip
from subsidie.verdeling.models import BevestigdeAanname, Verdeling, Verdelingsregel
from subsidie.web.db import db
from tests.fabrieken.nummers import Nummers

M = TypeVar("M")

NU = datetime(2023, 7, 7, 8, 0, tzinfo=UTC)
DAG = date(2023, 7, 7)
TEL = timedelta(seconds=1)
SEED_OP = NU + timedelta(days=1)
GETROKKEN_OP = NU + timedelta(days=2)
BEDRAG_CENT = 170_000_00
LEEG = "{}"

_nummers = Nummers()
# Above every code that was ever given out, so beside a loaded register too.
_gm_codes = itertools.cycle(f"GM{nummer}" for nummer in range(3000, 10_000))


class Rij(dict[str, Any]):
    """The columns of a row in the making."""

    def vul(self, **kolommen: Any) -> None:
        """Fill what was not given; a function is called only then (it makes another row)."""
        for kolom, waarde in kolommen.items():
            if kolom not in self:
                self[kolom] = waarde() if callable(waarde) else waarde


class Fabriek(Generic[M]):
    """Makes valid rows of ``model``."""

    def __init__(self, model: type[M], vul_aan: Callable[[Rij], None]) -> None:
        self.model = model
        self._vul_aan = vul_aan

    def __call__(self, **velden: Any) -> M:
        rij = self.model(**self.waarden(**velden))
        db.session.add(rij)
        db.session.flush()
        return rij

    def waarden(self, **velden: Any) -> dict[str, Any]:
        """The columns of a valid row, what they point at already added."""
        rij = Rij(_als_kolom(naam, waarde) for naam, waarde in velden.items())
        self._vul_aan(rij)
        return dict(rij)


FABRIEKEN: dict[str, Fabriek[Any]] = {}
"""By name of the table."""


def fabriek(model: type[M]) -> Callable[[Callable[[Rij], None]], Fabriek[M]]:
    def maak(vul_aan: Callable[[Rij], None]) -> Fabriek[M]:
        FABRIEKEN[model.__tablename__] = nieuw = Fabriek(model, vul_aan)  # type: ignore[attr-defined]
        return nieuw

    return maak


def _als_kolom(naam: str, waarde: Any) -> tuple[str, Any]:
    if isinstance(waarde, Gemeente):
        return "gm_code", waarde.gm_code
    is_rij = hasattr(type(waarde), "__tablename__")
    return (f"{naam}_id", waarde.id) if is_rij else (naam, waarde)


def _versie(versie_id: int) -> AanvraagVersie:
    return db.session.get_one(AanvraagVersie, versie_id)


@fabriek(Gemeente)
def gemeente(rij: Rij) -> None:
    rij.vul(gm_code=lambda: next(_gm_codes))
    rij.vul(naam=f"Proefstad {rij['gm_code']}", naam_kort="Proefstad")
    rij.vul(provincie_code="PV27", provincie="Noord-Holland", corop_code="CR23", corop="Groot-Amsterdam")


@fabriek(Gebruiker)
def gebruiker(rij: Rij) -> None:
    nummer = next(_nummers)
    rij.vul(naam=f"Persoon {nummer}", email=f"persoon.{nummer}@voorbeeld.test", aangemaakt_op=NU)


@fabriek(Roltoekenning)
def roltoekenning(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, rol=Rol.BEHANDELAAR, vanaf=DAG)
    if rij["rol"] in (Rol.OPSTELLER, Rol.TEKENBEVOEGDE):
        rij.vul(gm_code=lambda: gemeente().gm_code)


@fabriek(Mandaat)
def mandaat(rij: Rij) -> None:
    rij.vul(registernummer=f"M-{next(_nummers)}", gebruiker_id=lambda: gebruiker().id, vanaf=DAG)
    rij.vul(handeling=Mandaathandeling.BESCHIKKING_TEKENEN, tot_bedrag_cent=10 * BEDRAG_CENT)


@fabriek(Belang)
def belang(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, gm_code=lambda: gemeente().gm_code)
    rij.vul(omschrijving="Woont er en zit in de gemeenteraad.", vanaf=DAG)


@fabriek(Wachtwoord)
def wachtwoord(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, hash="$argon2id$proef", gezet_op=NU)


@fabriek(Sessie)
def sessie(rij: Rij) -> None:
    """One that runs; with ``beeindigd_op`` ended."""
    rij.vul(
        gebruiker_id=lambda: gebruiker().id,
        token_sha256=lambda: sha256_hex(f"sessie {next(_nummers)}".encode()),
    )
    rij.vul(begonnen_op=NU, verloopt_op=NU + timedelta(hours=10))


@fabriek(Uitnodiging)
def uitnodiging(rij: Rij) -> None:
    """One that still opens an account; with ``gebruikt_op`` or ``ingetrokken_op`` it does not."""
    rij.vul(
        gebruiker_id=lambda: gebruiker().id,
        token_sha256=lambda: sha256_hex(f"link {next(_nummers)}".encode()),
    )
    rij.vul(aangemaakt_op=NU, verloopt_op=NU + timedelta(hours=72))


@fabriek(Aanmeldpoging)
def aanmeldpoging(rij: Rij) -> None:
    rij.vul(moment=NU, account=sha256_hex(b"account"), herkomst=sha256_hex(b"herkomst"), gelukt=False)


@fabriek(Gebeurtenis)
def gebeurtenis(rij: Rij) -> None:
    """A row without a place in the chain; ``audit.service.leg_vast`` records what happened."""
    rij.vul(volgnummer=lambda: next(_nummers), moment=NU, soort="proef:stap", gegevens=LEEG)
    rij.vul(object_soort="proef", object_id="1", vorige_hash="0" * 64)
    rij.vul(hash=sha256_hex(str(rij["volgnummer"]).encode()))


@fabriek(Document)
def document(rij: Rij) -> None:
    """Asked for, not made; with ``bestand_sha256`` made."""
    rij.vul(kenmerk=f"DOC-{next(_nummers)}", titel="Besluit", sjabloon="verlening", gegevens=LEEG)
    rij.vul(gegevens_sha256=lambda: sha256_hex(rij["gegevens"].encode()), peilmoment=NU, aangevraagd_op=NU)
    if rij.get("bestand_sha256") is not None:
        rij.vul(grootte=1000, sjabloon_versie="1", toolchain=LEEG, gemaakt_op=NU)


@fabriek(Tranche)
def tranche(rij: Rij) -> None:
    rij.vul(code=f"proef-{next(_nummers)}", naam="Proeftranche", aard=Trancheaard.VOORBEELD, status="open")
    rij.vul(aangemaakt_op=NU)
    if rij["status"] != "voorbereiding":
        rij.vul(opengesteld_op=NU)
    if rij["status"] in ("gesloten", "afgerond"):
        rij.vul(gesloten_op=NU + timedelta(days=60))


@fabriek(Pot)
def pot(rij: Rij) -> None:
    nummer = next(_nummers)
    rij.vul(tranche_id=lambda: tranche().id, code=f"pot_{nummer}", volgorde=nummer)


def _vul_historie(rij: Rij) -> None:
    rij.vul(bron="Verzonnen voor de proef", zekerheid=Zekerheid.GEVERIFIEERD, herkomst=Regelherkomst.BEHEER)
    rij.vul(vanaf=NU, volgnummer=1)
    if rij["zekerheid"] != "geverifieerd":
        rij.vul(toelichting="Niet gevonden.")


@fabriek(Plafond)
def plafond(rij: Rij) -> None:
    _vul_historie(rij)
    rij.vul(pot_id=lambda: pot().id, versie=1)
    rij.vul(bedrag_cent=None if rij["zekerheid"] == "onbekend" else 100 * BEDRAG_CENT)


@fabriek(Tijdvak)
def tijdvak(rij: Rij) -> None:
    _vul_historie(rij)
    rij.vul(tranche_id=lambda: tranche().id, versie=1)
    if rij["zekerheid"] != "onbekend":
        rij.vul(opent=NU, sluit=NU + timedelta(days=60))


@fabriek(InstellingWaarde)
def instelling_waarde(rij: Rij) -> None:
    """Of the tranche; with ``pot`` of that pot."""
    _vul_historie(rij)
    if rij.get("pot_id") is not None:
        rij.vul(tranche_id=lambda: db.session.get_one(Pot, rij["pot_id"]).tranche_id)
    rij.vul(tranche_id=lambda: tranche().id, sleutel="proef.sleutel")
    rij.vul(waarde=None if rij["zekerheid"] == "onbekend" else "1")


@fabriek(Project)
def project(rij: Rij) -> None:
    rij.vul(gm_code=lambda: gemeente().gm_code, naam="Proefhof")


@fabriek(Aanvraag)
def aanvraag(rij: Rij) -> None:
    """Submitted; its version is a row of its own (``aanvraag_versie``)."""
    rij.vul(nummer=f"PROEF-{next(_nummers)}", status="ingediend")
    if "pot_id" in rij:
        rij.vul(tranche_id=lambda: db.session.get_one(Pot, rij["pot_id"]).tranche_id)
    rij.vul(tranche_id=lambda: tranche().id)
    rij.vul(pot_id=lambda: pot(tranche_id=rij["tranche_id"]).id)
    if "project_id" in rij:
        rij.vul(gm_code=lambda: db.session.get_one(Project, rij["project_id"]).gm_code)
    rij.vul(gm_code=lambda: gemeente().gm_code)
    rij.vul(project_id=lambda: project(gm_code=rij["gm_code"]).id)
    if rij["status"] != "concept":
        rij.vul(ontvangen_op=NU)
        rij.vul(huidige_versie=0 if rij["ontvangen_op"] is None else 1)
    if rij["status"] in ("volledig", "in_beoordeling", "beoordeeld"):
        rij.vul(volledig_op=rij["ontvangen_op"])


@fabriek(AanvraagVersie)
def aanvraag_versie(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: aanvraag().id, soort=Versiesoort.INDIENING, gegevens=LEEG)
    rij.vul(volgnummer=lambda: _volgende_versie(rij["aanvraag_id"]))
    rij.vul(sha256=lambda: sha256_hex(rij["gegevens"].encode()), vastgelegd_op=NU)
    rij.vul(gevraagd_cent=BEDRAG_CENT, eenheden=20)
    rij.vul(subsidiabel_cent=rij["gevraagd_cent"])


def _volgende_versie(aanvraag_id: int) -> int:
    versies = select(func.count()).where(AanvraagVersie.aanvraag_id == aanvraag_id)
    return 1 + (db.session.scalar(versies) or 0)


@fabriek(Woonruimteregel)
def woonruimteregel(rij: Rij) -> None:
    rij.vul(versie_id=lambda: aanvraag_versie().id, regel=1, doelgroep="dak- en thuisloze mensen", aantal=20)
    rij.vul(aard=Woonruimteaard.PERMANENT, soort=Woonruimtesoort.ZELFSTANDIG)


@fabriek(Betrokkenheid)
def betrokkenheid(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: aanvraag().id, gebruiker_id=lambda: gebruiker().id)
    rij.vul(functiegroep=Functiegroep.BEHANDELING, sinds=NU)


def _betrokken(aanvraag_id: int, functiegroep: Functiegroep) -> int:
    """Id of a new user with this function on the application."""
    nieuw = betrokkenheid(aanvraag_id=aanvraag_id, functiegroep=functiegroep)
    return int(nieuw.gebruiker_id)


def _vul_aanvraag_en_versie(rij: Rij) -> None:
    if "versie_id" in rij:
        rij.vul(aanvraag_id=lambda: _versie(rij["versie_id"]).aanvraag_id)
    rij.vul(aanvraag_id=lambda: aanvraag(status="beoordeeld").id)
    rij.vul(versie_id=lambda: aanvraag_versie(aanvraag_id=rij["aanvraag_id"]).id)


@fabriek(Beoordeling)
def beoordeling(rij: Rij) -> None:
    """Meets the conditions; with ``voldoet=False`` it is refused on a ground."""
    _vul_aanvraag_en_versie(rij)
    rij.vul(door_id=lambda: _betrokken(rij["aanvraag_id"], Functiegroep.BEOORDELING))
    rij.vul(als=Functiegroep.BEOORDELING, voldoet=True, vastgelegd_op=NU)
    if not rij["voldoet"]:
        rij.vul(afwijzingsgrond="Het project voegt geen woonruimten toe.")


@fabriek(Verdeling)
def verdeling(rij: Rij) -> None:
    """Frozen; drawn or fixed by its ``status``, with ``seed=None`` without a draw.

    With ``seed_van`` it keeps the seed of that earlier run, known before this one was frozen.
    """
    eerder = _eerdere_verdeling(rij)
    if eerder is not None:
        rij.vul(tranche_id=eerder.tranche_id, bevroren_op=NU + timedelta(days=30))
        rij.vul(seed_bron=eerder.seed_bron, seed_verwacht_op=eerder.seed_verwacht_op)
    rij.vul(tranche_id=lambda: tranche(status="gesloten").id, volgnummer=next(_nummers), status="bevroren")
    rij.vul(bevroren=LEEG, bevroren_op=NU, bevroren_door_id=lambda: gebruiker().id)
    rij.vul(bevroren_sha256=lambda: sha256_hex(rij["bevroren"].encode()))
    rij.vul(seed_bron="Verzonnen voor de proef", seed_verwacht_op=SEED_OP)
    if rij["status"] in ("getrokken", "vastgesteld"):
        if eerder is not None:
            rij.vul(seed=eerder.seed, seed_bekend_op=eerder.seed_bekend_op)
        rij.vul(seed="proefzaad", engine_versie="1")
        rij.vul(seed_bekend_op=None if rij["seed"] is None else SEED_OP)
        rij.vul(uitkomst=LEEG, uitkomst_sha256=sha256_hex(LEEG.encode()))
        rij.vul(getrokken_op=max(GETROKKEN_OP, rij["bevroren_op"] + TEL))
        rij.vul(getrokken_door_id=lambda: gebruiker().id)
    if rij["status"] == "vastgesteld":
        rij.vul(eerste_akkoord_op=rij["getrokken_op"])
        rij.vul(tweede_akkoord_door_id=lambda: gebruiker().id, vastgesteld_op=rij["eerste_akkoord_op"])
        rij.vul(tweede_mandaat_id=lambda: _mandaat_om_vast_te_stellen(rij["tweede_akkoord_door_id"]))
    if rij.get("eerste_akkoord_op") is not None:
        rij.vul(eerste_akkoord_door_id=lambda: gebruiker().id)
        rij.vul(eerste_mandaat_id=lambda: _mandaat_om_vast_te_stellen(rij["eerste_akkoord_door_id"]))


def _eerdere_verdeling(rij: Rij) -> Verdeling | None:
    van = rij.get("seed_van_id")
    return None if van is None else db.session.get_one(Verdeling, van)


def _mandaat_om_vast_te_stellen(gebruiker_id: int) -> int:
    """Id of a new mandate of this user to fix a distribution."""
    nieuw = mandaat(gebruiker_id=gebruiker_id, handeling=Mandaathandeling.VERDELING_VASTSTELLEN)
    return int(nieuw.id)


@fabriek(Verdelingsregel)
def verdelingsregel(rij: Rij) -> None:
    if "verdeling_id" in rij and "versie_id" not in rij:
        van = db.session.get_one(Verdeling, rij["verdeling_id"])
        rij.vul(aanvraag_id=lambda: aanvraag(tranche_id=van.tranche_id, status="beoordeeld").id)
    _vul_aanvraag_en_versie(rij)
    rij.vul(verdeling_id=lambda: _verdeling_voor(rij["aanvraag_id"]).id, uitkomst="toegekend")
    redenen = {"toegekend": "past", "gedeeltelijk": "restant", "afgewezen": "plafond"}
    rij.vul(reden=redenen.get(rij["uitkomst"], "reeds_verleend"))
    rij.vul(bedrag_cent=0 if rij["uitkomst"] == "afgewezen" else BEDRAG_CENT)


def _verdeling_voor(aanvraag_id: int) -> Verdeling:
    return verdeling(tranche_id=db.session.get_one(Aanvraag, aanvraag_id).tranche_id, status="getrokken")


@fabriek(BevestigdeAanname)
def bevestigde_aanname(rij: Rij) -> None:
    rij.vul(verdeling_id=lambda: verdeling(status="getrokken").id, instelling="proef.sleutel")
    rij.vul(door_id=lambda: gebruiker().id, bevestigd_op=NU)


@fabriek(Beschikking)
def beschikking(rij: Rij) -> None:
    """Drawn up; signed or notified by its ``status``."""
    _vul_aanvraag_en_versie(rij)
    rij.vul(kenmerk=f"BESLUIT-{next(_nummers)}", soort=Besluitsoort.VERLENING, status="concept")
    rij.vul(verleend_cent=BEDRAG_CENT if rij["soort"] in ("verlening", "deelverlening") else 0)
    rij.vul(gegevens=LEEG, gegevens_sha256=sha256_hex(LEEG.encode()), opgesteld_op=NU)
    op_bezwaar = rij["soort"] == "beslissing_op_bezwaar"
    opsteller = Functiegroep.BEZWAAR if op_bezwaar else Functiegroep.BEHANDELING
    opsteller = Functiegroep.BETALING if rij["soort"] in NAAST_DE_KETEN else opsteller
    rij.vul(opgesteld_door_id=lambda: _betrokken(rij["aanvraag_id"], opsteller))
    if rij["status"] not in ("concept", "teruggenomen"):
        rij.vul(getekend_als=Functiegroep.BEZWAAR if op_bezwaar else Functiegroep.BESLISSING)
        rij.vul(getekend_door_id=lambda: _betrokken(rij["aanvraag_id"], rij["getekend_als"]))
        rij.vul(getekend_op=rij["opgesteld_op"], dagtekening=DAG)
        handeling = Mandaathandeling.BEZWAAR_BESLISSEN if op_bezwaar else Mandaathandeling.BESCHIKKING_TEKENEN
        rij.vul(mandaat_id=lambda: mandaat(gebruiker_id=rij["getekend_door_id"], handeling=handeling).id)
        rij.vul(document_id=lambda: document(kenmerk=rij["kenmerk"]).id)
    if rij["status"] == "bekendgemaakt":
        rij.vul(bekendgemaakt_op=DAG)
