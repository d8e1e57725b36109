"""A request to change an award: filed, withdrawn, handled, put forward, and what follows from the decision.

A municipality asks; what it asks and what that would do is frozen with its hash. A behandelaar takes it up, advises and
draws up the decision; a beslisser signs. Only the decision that was notified changes anything (Awb 3:40): the plan of
homes (``plan``) and the last days. The first award stays beside it for ever.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.plan import geldend_plan
from subsidie.realisatie.wijzigingmodellen import (
    VERZOEK_OVERGANGEN,
    Verzoekstatus,
    Wijzigingsoort,
    Wijzigingsverzoek,
)
from subsidie.realisatie.wijzigingsinhoud import (
    SOORTWOORDEN,
    Gevolg,
    Wijzigingsvraag,
    bevries,
    lees_wijzigbaar,
    weeg,
    zinnen_van,
)
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.web.db import db

LOPEND: Final = (Verzoekstatus.INGEDIEND, Verzoekstatus.IN_BEHANDELING, Verzoekstatus.VOORGELEGD)
STATUSWOORDEN: Final = {
    Verzoekstatus.INGEDIEND: "ingediend",
    Verzoekstatus.IN_BEHANDELING: "in behandeling",
    Verzoekstatus.VOORGELEGD: "besluit in voorbereiding",
    Verzoekstatus.INGEWILLIGD: "toegestaan",
    Verzoekstatus.AFGEWEZEN: "afgewezen",
    Verzoekstatus.INGETROKKEN: "ingetrokken",
}
STATUSKLEUREN: Final = {
    Verzoekstatus.INGEDIEND: "info", Verzoekstatus.IN_BEHANDELING: "info", Verzoekstatus.VOORGELEGD: "info",
    Verzoekstatus.INGEWILLIGD: "goed", Verzoekstatus.AFGEWEZEN: "neutraal", Verzoekstatus.INGETROKKEN: "neutraal",
}  # fmt: skip


def list_verzoeken(aanvraag: Aanvraag) -> list[Wijzigingsverzoek]:
    """Every request on an application, the newest first."""
    vraag = (
        select(Wijzigingsverzoek)
        .where(Wijzigingsverzoek.aanvraag_id == aanvraag.id)
        .order_by(Wijzigingsverzoek.id.desc())
    )
    return list(db.session.scalars(vraag))


def get_verzoek(kenmerk: str, *, voor: Kijker, nummer: str | None = None) -> Wijzigingsverzoek:
    """One request that ``voor`` may see; with ``nummer`` only of that application. Raises ``NietGevonden``."""
    gevonden: Wijzigingsverzoek | None = None
    if kenmerk.isprintable() and len(kenmerk) <= 60:
        gevonden = db.session.scalar(
            select(Wijzigingsverzoek)
            .join(Aanvraag, Aanvraag.id == Wijzigingsverzoek.aanvraag_id)
            .where(Wijzigingsverzoek.kenmerk == kenmerk, zichtbaar_voor(voor))
        )
    if gevonden is None or (nummer is not None and gevonden.aanvraag.nummer != nummer):
        raise NietGevonden("Dit verzoek is er niet.")
    return gevonden


def waarom_niet(aanvraag: Aanvraag) -> str:
    """Why a municipality cannot ask for a change now; empty when it can."""
    if geldend_plan(aanvraag) is None:
        return "Op deze aanvraag is geen subsidie verleend. Daarom valt er niets te wijzigen."
    regelset = regels(aanvraag.tranche)
    mogelijk = regelset.wijziging_mogelijk.waarde if regelset.heeft("wijziging.mogelijk") else None
    if not mogelijk:
        return "In deze tranche kan een project niet op verzoek worden gewijzigd."
    keten = lees_keten(aanvraag)
    if keten is None:
        return "De subsidie is ingetrokken. Daarom valt er niets te wijzigen."
    if keten.vaststelling is not None:
        return "De subsidie is vastgesteld. Daarna kan het project niet meer worden gewijzigd."
    lopend = next((een for een in list_verzoeken(aanvraag) if een.status in LOPEND), None)
    if lopend is not None:
        return (
            f"Er loopt al een verzoek ({lopend.kenmerk}, {datum_nl(dag_in_amsterdam(lopend.ingediend_op))}). Wacht op "
            "het besluit, of trek dat verzoek in."
        )
    return ""


def vingerafdruk(gegevens: bytes, gevolg: Gevolg) -> str:
    """What somebody looked at before filing: another one when the request or its effect is another."""
    return sha256_hex(gegevens + canonieke_json(gevolg.als_json()))


def dien_in(
    aanvraag: Aanvraag, vraag: Wijzigingsvraag, *, gezien: str, door: Gebruiker, nu: datetime
) -> Wijzigingsverzoek:
    """File a request. ``gezien``: the ``vingerafdruk`` of what was shown, so that nobody files another effect.

    Raises ``NietBevoegd`` (only a tekenbevoegde of the municipality), ``OngeldigeInvoer`` with every fault, and
    ``Domeinfout`` when nothing can be changed, a request runs, or what was shown is not what would be filed.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    if waarom := waarom_niet(aanvraag):
        raise Domeinfout(waarom)
    vraag, gevolg = weeg(vraag, lees_wijzigbaar(aanvraag))
    gegevens = bevries(vraag, gevolg)
    if gezien != vingerafdruk(gegevens, gevolg):
        raise Domeinfout("Dit is niet meer wat u zag. Bekijk het gevolg hieronder opnieuw en dien dan in.")
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    hoeveel = db.session.scalar(
        select(func.count())
        .select_from(Wijzigingsverzoek)
        .where(Wijzigingsverzoek.aanvraag_id == aanvraag.id)
    )
    verzoek = Wijzigingsverzoek(
        kenmerk=f"{aanvraag.nummer}-W{(hoeveel or 0) + 1}", aanvraag_id=aanvraag.id, gegevens=gegevens.decode(),
        gegevens_sha256=sha256_hex(gegevens), gevolg=canonieke_json(gevolg.als_json()).decode(), ingediend_op=nu,
        ingediend_door_id=door.id, status=Verzoekstatus.INGEDIEND, advies="",
    )  # fmt: skip
    db.session.add(verzoek)
    db.session.flush()
    _gebeurtenis(
        verzoek, "aanvraag:wijziging_gevraagd", door, nu, soorten=noem_soorten(gevolg.soorten),
        gegevens_sha256=verzoek.gegevens_sha256,
        bedrag_was_cent=gevolg.bedrag.was_cent, bedrag_wordt_cent=gevolg.bedrag.wordt_cent,
    )  # fmt: skip
    _bericht(
        verzoek, Berichtrichting.IN, "gevraagd", "Verzoek om wijziging", _tekst(verzoek, gevolg), door, nu
    )
    return verzoek


def trek_in(verzoek: Wijzigingsverzoek, *, door: Gebruiker, nu: datetime) -> Wijzigingsverzoek:
    """The municipality takes its request back, as long as no decision was drawn up. Raises ``NietBevoegd``,
    ``Domeinfout``."""
    _vergrendel(verzoek)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=verzoek.aanvraag.gm_code)
    _vereis_overgang(verzoek, Verzoekstatus.INGETROKKEN)
    betrek(verzoek.aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    verzoek.status = Verzoekstatus.INGETROKKEN
    db.session.flush()
    _gebeurtenis(verzoek, "aanvraag:wijziging_ingetrokken", door, nu)
    zin = f"De gemeente heeft verzoek {verzoek.kenmerk} ingetrokken. Er is niets meer te beslissen."
    _bericht(verzoek, Berichtrichting.IN, "ingetrokken", "Verzoek om wijziging ingetrokken", zin, door, nu)
    return verzoek


def pak_op(verzoek: Wijzigingsverzoek, *, door: Gebruiker, nu: datetime) -> Wijzigingsverzoek:
    """Handle a request, or take it over from a colleague; the advice written so far stays.

    Raises ``NietBevoegd`` (role, interest, another function on the application) and ``Domeinfout`` for a request that
    is done with, or that ``door`` handles already.
    """
    _vergrendel(verzoek)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if verzoek.status not in LOPEND:
        raise Domeinfout(f"Dit verzoek is al {STATUSWOORDEN[verzoek.status]}.")
    if verzoek.behandelaar_id == door.id:
        raise Domeinfout("U behandelt dit verzoek al.")
    betrek(verzoek.aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    eerder = verzoek.behandelaar
    verzoek.behandelaar_id, verzoek.als = door.id, Functiegroep.BEHANDELING
    if verzoek.status is Verzoekstatus.INGEDIEND:
        verzoek.status = Verzoekstatus.IN_BEHANDELING
    db.session.flush()
    db.session.refresh(verzoek)
    if eerder is None:
        _gebeurtenis(verzoek, "aanvraag:wijziging_opgepakt", door, nu)
    else:
        _gebeurtenis(verzoek, "aanvraag:wijziging_overgenomen", door, nu, van_gebruiker_id=eerder.id)
    return verzoek


def bewaar_advies(verzoek: Wijzigingsverzoek, *, advies: str, door: Gebruiker, nu: datetime) -> None:
    """What the behandelaar advises who signs; the municipality never sees it. Raises as ``vereis_eigen``."""
    vereis_eigen(verzoek, door, nu=nu)
    tekst = schoon(advies)
    if gebreken := tekstgebreken("advies", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="Schrijf uw advies."):
        raise OngeldigeInvoer(gebreken)
    verzoek.advies = tekst
    db.session.flush()
    _gebeurtenis(verzoek, "aanvraag:wijziging_advies", door, nu, advies_sha256=sha256_hex(tekst.encode()))


def vereis_eigen(verzoek: Wijzigingsverzoek, door: Gebruiker, *, nu: datetime) -> None:
    """``door`` handles this request, and it is not done with; locks it. Raises ``NietBevoegd`` and ``Domeinfout``."""
    _vergrendel(verzoek)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    if verzoek.status not in LOPEND:
        raise Domeinfout(f"Dit verzoek is al {STATUSWOORDEN[verzoek.status]}.")
    if verzoek.behandelaar_id != door.id:
        wie = verzoek.behandelaar.naam if verzoek.behandelaar else "niemand"
        raise Domeinfout(f"Dit verzoek wordt behandeld door {wie}. Neem het eerst over.")
    betrek(verzoek.aanvraag, door, Functiegroep.BEHANDELING, nu=nu)


def noem_soorten(soorten: tuple[Wijzigingsoort, ...]) -> str:
    """``ander aantal woonruimten, meer tijd``."""
    return ", ".join(SOORTWOORDEN[een] for een in soorten)


def leg_gebeurtenis_vast(
    verzoek: Wijzigingsverzoek, wat: str, door: Gebruiker, nu: datetime, **gegevens: Any
) -> None:
    """An event of a request, on its application."""
    _gebeurtenis(verzoek, wat, door, nu, **gegevens)


def ingediend_op(verzoek: Wijzigingsverzoek) -> date:
    """The day on which it was filed, in Amsterdam."""
    return dag_in_amsterdam(verzoek.ingediend_op)


def woorden_voor(*, gemeentekant: bool) -> dict[Verzoekstatus, str]:
    """The states in words. Until the decision is notified a municipality knows that its request is handled, no more."""
    if not gemeentekant:
        return STATUSWOORDEN
    return {**STATUSWOORDEN, Verzoekstatus.VOORGELEGD: STATUSWOORDEN[Verzoekstatus.IN_BEHANDELING]}


def reden_van(verzoek: Wijzigingsverzoek) -> str:
    """Why the municipality asks, in its own words."""
    return str(json.loads(verzoek.gegevens)["reden"])


def _vergrendel(verzoek: Wijzigingsverzoek) -> None:
    vergrendel(verzoek.aanvraag)
    db.session.refresh(verzoek)


def _vereis_overgang(verzoek: Wijzigingsverzoek, naar: Verzoekstatus) -> None:
    if naar in VERZOEK_OVERGANGEN[verzoek.status]:
        return
    if verzoek.status is Verzoekstatus.VOORGELEGD:
        raise Domeinfout(
            "Het ministerie bereidt al een besluit voor op dit verzoek. Intrekken kan niet meer. Neem contact op met "
            "uw behandelaar: stuur een bericht bij uw aanvraag."
        )
    raise Domeinfout(f"Dit verzoek is al {STATUSWOORDEN[verzoek.status]}. Er verandert niets meer aan.")


def _gebeurtenis(
    verzoek: Wijzigingsverzoek, wat: str, door: Gebruiker, nu: datetime, **gegevens: Any
) -> None:
    leg_vast(
        wat, object_soort="aanvraag", object_id=verzoek.aanvraag.nummer, door=door, nu=nu,
        gegevens={"verzoek": verzoek.kenmerk, **gegevens},
    )  # fmt: skip


def _tekst(verzoek: Wijzigingsverzoek, gevolg: Gevolg) -> str:
    zinnen = "\n".join(f"- {zin}" for zin in zinnen_van(verzoek.gegevens, gevolg))
    return f"De gemeente vraagt om het project te wijzigen:\n\n{zinnen}\n\nDe reden: {reden_van(verzoek)}"


def _bericht(
    verzoek: Wijzigingsverzoek,
    richting: Berichtrichting,
    wat: str,
    kop: str,
    tekst: str,
    door: Gebruiker,
    nu: datetime,
) -> None:
    aanvraag = verzoek.aanvraag
    stel_bericht(
        sleutel=f"wijziging:{verzoek.kenmerk}:{wat}", groep=Berichtgroep.VOORTGANG, richting=richting,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"{kop} {verzoek.kenmerk}", tekst=tekst,
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
