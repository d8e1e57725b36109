"""Steps in the life of an application: recording it with an immutable version, moving its status."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, func, select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import (
    OVERGANGEN,
    Aanvraag,
    Aanvraagstatus,
    AanvraagVersie,
    Betrokkenheid,
    Functiegroep,
    Herkomst,
    Project,
    Versiesoort,
    Woonruimteregel,
)
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer, OngeldigeOvergang
from subsidie.tranches.bedragen import Subsidiabel, subsidiabel
from subsidie.tranches.categorie import categorie_van
from subsidie.tranches.definitie import TijdvakDefinitie
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.models import Tijdvak, Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import get_pot, regels, tijdvak_op, vergrendel_tranche
from subsidie.web.db import db


class Opname(StrEnum):
    """What recording an application did."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"


_DOOR_DE_GEMEENTE = {Versiesoort.INDIENING, Versiesoort.AANVULLING}

# Made once, and without objects: hundreds file in the last minutes of a window, each with dozens of lines.
_B, _V = Betrokkenheid.__table__, AanvraagVersie.__table__
_BETROKKEN: Final = select(_B.c.functiegroep).where(
    _B.c.aanvraag_id == bindparam("aanvraag_id"), _B.c.gebruiker_id == bindparam("gebruiker_id")
)
_BETREK: Final = _B.insert()
_LAATSTE_NUMMER: Final = select(func.max(_V.c.volgnummer)).where(_V.c.aanvraag_id == bindparam("aanvraag_id"))
_REGELS: Final = Woonruimteregel.__table__.insert()

WIJZIGBAAR = {Aanvraagstatus.INGEDIEND, Aanvraagstatus.AANVULLING_GEVRAAGD, Aanvraagstatus.VOLLEDIG}
"""Before the assessment: afterwards scores and decisions cite the version."""


def get_aanvraag(nummer: str) -> Aanvraag:
    """The application with this number; raises ``NietGevonden``."""
    aanvraag = db.session.scalar(select(Aanvraag).where(Aanvraag.nummer == nummer))
    if aanvraag is None:
        raise NietGevonden(f"Er is geen aanvraag {nummer}.")
    return aanvraag


def list_aanvragen(tranche: Tranche) -> list[Aanvraag]:
    """Every application of a tranche, by number."""
    return list(
        db.session.scalars(
            select(Aanvraag).where(Aanvraag.tranche_id == tranche.id).order_by(Aanvraag.nummer)
        )
    )


def get_versie(aanvraag: Aanvraag) -> AanvraagVersie:
    """The newest version; raises ``NietGevonden`` while it is a draft."""
    versie = db.session.scalar(
        select(AanvraagVersie).where(
            AanvraagVersie.aanvraag_id == aanvraag.id, AanvraagVersie.volgnummer == aanvraag.huidige_versie
        )
    )
    if versie is None:
        raise NietGevonden(f"Aanvraag {aanvraag.nummer} heeft nog geen ingediende versie.")
    return versie


def zoek_versie(aanvraag: Aanvraag) -> AanvraagVersie | None:
    """The newest version; ``None`` while it is a draft."""
    return get_versie(aanvraag) if aanvraag.huidige_versie else None


def get_versies(tranche: Tranche) -> dict[int, AanvraagVersie]:
    """Per application id its newest version, for the whole tranche in one query."""
    vraag = (
        select(AanvraagVersie)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
    )
    return {versie.aanvraag_id: versie for versie in db.session.scalars(vraag)}


def get_woonruimteregels(tranche: Tranche) -> dict[int, list[Woonruimteregel]]:
    """Per version id the lines of the newest versions of a tranche, in order, in one query."""
    vraag = (
        select(Woonruimteregel)
        .join(AanvraagVersie, Woonruimteregel.versie_id == AanvraagVersie.id)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
        .order_by(Woonruimteregel.versie_id, Woonruimteregel.regel)
    )
    regels_per_versie: dict[int, list[Woonruimteregel]] = {}
    for regel in db.session.scalars(vraag):
        regels_per_versie.setdefault(regel.versie_id, []).append(regel)
    return regels_per_versie


def zet_status(aanvraag: Aanvraag, naar: Aanvraagstatus) -> None:
    """Move to ``naar`` where the table of transitions allows it, else ``OngeldigeOvergang``.

    Takes the lock of the tranche: an application never moves while an allocation of it is being made.
    """
    vergrendel(aanvraag)
    if naar not in OVERGANGEN[aanvraag.status]:
        raise OngeldigeOvergang(wat=f"Aanvraag {aanvraag.nummer}", van=aanvraag.status, naar=naar)
    aanvraag.status = naar
    db.session.flush()


def vergrendel(aanvraag: Aanvraag) -> None:
    """Take the lock of the tranche and see the application as it is now, not as it was before waiting."""
    vergrendel_tranche(aanvraag.tranche)
    db.session.refresh(aanvraag, ["status", "volledig_op", "huidige_versie"])


def betrek(aanvraag: Aanvraag, gebruiker: Gebruiker, groep: Functiegroep, *, nu: datetime) -> None:
    """Enter the user as acting on this application in ``groep``.

    Raises ``NietBevoegd`` when they already act on it in another function (the unique key in the database refuses it
    too, whoever writes), or when somebody of the ministry has an interest in it now, also one who acted before.
    """
    if groep is not Functiegroep.AANVRAGER:
        vereis_vrij(aanvraag, gebruiker, nu=nu)
    waarden = {"aanvraag_id": aanvraag.id, "gebruiker_id": gebruiker.id}
    bestaand = db.session.scalar(_BETROKKEN, waarden)
    if bestaand is None:
        db.session.execute(_BETREK, {**waarden, "functiegroep": groep, "sinds": nu})
    elif bestaand is not groep:
        raise NietBevoegd(
            f"{gebruiker.naam} is bij aanvraag {aanvraag.nummer} al betrokken als ‘{bestaand}’ "
            f"en kan er niet ook als ‘{groep}’ aan werken."
        )


def neem_op(
    tranche: Tranche,
    invoer: Aanvraaginvoer,
    *,
    soort: Versiesoort,
    door: Gebruiker | None,
    nu: datetime,
    regelset: Regels | None = None,
) -> Opname:
    """Record an application that was received, as an immutable version with its hash.

    The same content again changes nothing; other content makes a new version as long as the
    assessment has not begun. ``ontvangen_op`` never changes (Awb 2:17), nor does ``volledig_op`` once it
    is known: the order of processing rests on it. An application received outside the window is recorded
    and marked ``buiten_tijdvak``: nothing is refused at the door. Takes the lock of the tranche.
    ``regelset`` are the rules of the tranche, for who already read them. Raises ``OngeldigeInvoer``
    or ``Domeinfout``.
    """
    inhoud = canonieke_json(invoer.als_json())
    vergrendel_tranche(tranche)
    aanvraag = db.session.scalar(
        select(Aanvraag).where(Aanvraag.nummer == invoer.nummer).execution_options(populate_existing=True)
    )
    if aanvraag is None:
        opname = Opname.NIEUW
        aanvraag = _nieuwe_aanvraag(tranche, invoer, soort)
    else:
        opname = bepaal_opname(
            tranche, invoer, aanvraag, huidig=zoek_versie(aanvraag), nieuw=sha256_hex(inhoud)
        )
        if opname is Opname.ONGEWIJZIGD:
            return opname
        aanvraag.pot = get_pot(tranche, invoer.pot)
    versie = voeg_versie_toe(
        aanvraag, invoer, inhoud, regelset or regels(tranche), soort=soort, door=door, nu=nu
    )
    if invoer.volledig_op is not None:
        if aanvraag.volledig_op is None:
            aanvraag.volledig_op = invoer.volledig_op
        if aanvraag.status is not Aanvraagstatus.VOLLEDIG:
            zet_status(aanvraag, Aanvraagstatus.VOLLEDIG)
    leg_vast(
        "aanvraag:ontvangen" if opname is Opname.NIEUW else "aanvraag:versie_toegevoegd",
        object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie": versie.volgnummer, "sha256": versie.sha256, "gevraagd_cent": versie.gevraagd_cent},
    )  # fmt: skip
    return opname


def bepaal_opname(
    tranche: Tranche, invoer: Aanvraaginvoer, aanvraag: Aanvraag, *, huidig: AanvraagVersie | None, nieuw: str
) -> Opname:
    """What recording ``invoer`` would do to the ``aanvraag`` that has its number already; changes nothing.

    ``huidig`` is its newest version, ``nieuw`` the SHA-256 of ``invoer``. Raises ``OngeldigeInvoer`` or ``Domeinfout``
    when it cannot be recorded: also when a municipality filed it here itself, which only a municipality changes, and
    for a number that was given to one that may never be filed.
    """
    if aanvraag.tranche_id != tranche.id:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} hoort bij een andere tranche.")
    if huidig is None:
        raise Domeinfout(f"Het nummer {aanvraag.nummer} is al uitgegeven. Gebruik een ander nummer.")
    if huidig.sha256 == nieuw:
        return Opname.ONGEWIJZIGD
    if huidig.soort in _DOOR_DE_GEMEENTE:
        raise Domeinfout(
            f"Aanvraag {aanvraag.nummer} heeft de gemeente hier zelf ingediend. Die verandert niet door een import."
        )
    _vereis_wijzigbaar(aanvraag, invoer)
    return Opname.GEWIJZIGD


def binnen_tijdvak(tijdvak: Tijdvak | TijdvakDefinitie, moment: datetime) -> bool:
    """Whether ``moment`` falls in the window, its first and last second included; an unknown end is open."""
    return (tijdvak.opent is None or tijdvak.opent <= moment) and (
        tijdvak.sluit is None or moment < tijdvak.sluit + timedelta(seconds=1)
    )


def bereken_subsidiabel(regelset: Regels, invoer: Aanvraaginvoer) -> Subsidiabel:
    """What counts of an application under the rules of its tranche, with the sum in parts."""
    return subsidiabel(
        invoer.woonruimten, eenheden=regelset.eenheden.eis(), maxima=regelset.maximum_per_eenheid,
        tekort_cent=invoer.tekort_cent, gevraagd_cent=invoer.gevraagd_cent,
    )  # fmt: skip


def bepaal_categorie(regelset: Regels, invoer: Aanvraaginvoer) -> str | None:
    """The category of the ranking, in a pot that ranks by category; else ``None``."""
    pot = regelset.pot(invoer.pot)
    if pot.methode.waarde is not Verdeelwijze.CATEGORIE:
        return None
    return categorie_van(invoer.woonruimten, pot.categorieen.eis()).categorie.code


def _nieuwe_aanvraag(tranche: Tranche, invoer: Aanvraaginvoer, soort: Versiesoort) -> Aanvraag:
    pot = get_pot(tranche, invoer.pot)
    project = Project(gm_code=invoer.gm_code, naam=invoer.projectnaam)
    tijdvak = tijdvak_op(tranche, invoer.ontvangen_op)
    aanvraag = Aanvraag(
        nummer=invoer.nummer, tranche=tranche, pot=pot, project=project, gm_code=invoer.gm_code,
        herkomst=Herkomst.BIJLAGE if soort is Versiesoort.BIJLAGE else Herkomst.AANVRAAG,
        status=Aanvraagstatus.INGEDIEND, ontvangen_op=invoer.ontvangen_op, huidige_versie=1,
        buiten_tijdvak=tijdvak is not None and not binnen_tijdvak(tijdvak, invoer.ontvangen_op),
    )  # fmt: skip
    db.session.add(aanvraag)
    db.session.flush()
    return aanvraag


def _vereis_wijzigbaar(aanvraag: Aanvraag, invoer: Aanvraaginvoer) -> None:
    if aanvraag.gm_code != invoer.gm_code:
        raise OngeldigeInvoer.van(
            f"aanvraag {aanvraag.nummer}, gemeente", "kan na ontvangst niet veranderen."
        )
    if aanvraag.ontvangen_op != invoer.ontvangen_op:
        raise OngeldigeInvoer.van(
            f"aanvraag {aanvraag.nummer}, ontvangen_op",
            "het moment van ontvangst staat vast (Awb 2:17) en verandert nooit.",
        )
    if aanvraag.volledig_op is not None and invoer.volledig_op is None:
        raise OngeldigeInvoer.van(
            f"aanvraag {aanvraag.nummer}, volledig_op",
            "de aanvraag was al volledig; dat moment kan niet leeg worden.",
        )
    if aanvraag.volledig_op is not None and aanvraag.volledig_op != invoer.volledig_op:
        raise OngeldigeInvoer.van(
            f"aanvraag {aanvraag.nummer}, volledig_op",
            "het moment waarop de aanvraag volledig was, staat vast en verandert nooit.",
        )
    if aanvraag.status not in WIJZIGBAAR:
        raise Domeinfout(
            f"Aanvraag {aanvraag.nummer} heeft de status ‘{aanvraag.status}’ en kan niet meer worden gewijzigd."
        )


def voeg_versie_toe(
    aanvraag: Aanvraag, invoer: Aanvraaginvoer, inhoud: bytes, regelset: Regels, *, soort: Versiesoort,
    door: Gebruiker | None, nu: datetime,
) -> AanvraagVersie:  # fmt: skip
    """Freeze ``invoer`` as the next version, with the figures taken from it; ``inhoud`` is its canonical JSON.

    The caller holds the application: its row, or the lock of its tranche. Records no event.
    """
    volgnummer = 1 + (db.session.scalar(_LAATSTE_NUMMER, {"aanvraag_id": aanvraag.id}) or 0)
    # An amount of the annex (2020) is fixed: there is nothing to compare it with.
    vast = soort is Versiesoort.BIJLAGE
    telt_cent = invoer.gevraagd_cent if vast else bereken_subsidiabel(regelset, invoer).subsidiabel_cent
    versie = AanvraagVersie(
        aanvraag=aanvraag, volgnummer=volgnummer, soort=soort, gegevens=inhoud.decode(), sha256=sha256_hex(inhoud),
        vastgelegd_op=nu, door_id=door.id if door else None, bouwvorm=invoer.bouwvorm,
        totale_kosten_cent=invoer.totale_kosten_cent, dekking_cent=invoer.dekking_cent,
        gevraagd_cent=invoer.gevraagd_cent, subsidiabel_cent=telt_cent,
        eenheden=invoer.eenheden, categorie=bepaal_categorie(regelset, invoer),
        start_bouw_gepland=invoer.start_bouw_gepland, oplevering_gepland=invoer.oplevering_gepland,
    )  # fmt: skip
    db.session.add(versie)
    aanvraag.huidige_versie = volgnummer
    if aanvraag.project.naam != invoer.projectnaam:
        aanvraag.project.naam = invoer.projectnaam
    db.session.flush()
    rijen = [
        {
            "versie_id": versie.id, "regel": nummer, "doelgroep": regel.doelgroep, "aard": regel.aard,
            "soort": regel.soort, "aantal": regel.aantal, "huurprijs_cent": regel.huurprijs_cent,
            "toegang_gemeenschappelijke_ruimte": regel.toegang_gemeenschappelijke_ruimte,
        }
        for nummer, regel in enumerate(invoer.woonruimten, start=1)
    ]  # fmt: skip
    if rijen:
        db.session.execute(_REGELS, rijen)
    return versie
