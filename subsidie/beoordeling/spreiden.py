"""Giving out the work of assessing: what is proposed, fixing it, and handing one card over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Betrokkenheid, Functiegroep
from subsidie.aanvragen.raakvlakken import raakvlakken
from subsidie.aanvragen.service import get_versie, vergrendel
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.queries import geldt_op
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.kaarten import TE_BEOORDELEN
from subsidie.beoordeling.maatstaf import maatstaf_van
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scorekaarten import laat_vervallen
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.spreiding import Opdracht, Spreiding, spreid
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels, vergrendel_tranche
from subsidie.web.db import db

LANGSTE_REDEN: Final = 500
NIEUWE_VERSIE: Final = "Er is een nieuwe versie van de aanvraag."
NIET_MEER: Final = "De aanvraag wordt niet meer beoordeeld."


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What would be given out: the spreading by numbers and keys, whose keys they are, and its hash."""

    spreiding: Spreiding
    beoordelaars: Mapping[str, Gebruiker]
    huidig: Mapping[str, int]
    sha256: str


def list_beoordelaars(nu: datetime) -> list[Gebruiker]:
    """Everyone with the role on the day of ``nu`` who is not blocked, by name."""
    vraag = (
        select(Gebruiker)
        .join(Roltoekenning, Roltoekenning.gebruiker_id == Gebruiker.id)
        .where(
            Roltoekenning.rol == Rol.BEOORDELAAR, geldt_op(Roltoekenning, dag_in_amsterdam(nu)),
            Gebruiker.geblokkeerd_op.is_(None),
        )
        .order_by(Gebruiker.naam, Gebruiker.id).distinct()
    )  # fmt: skip
    return list(db.session.scalars(vraag))


def maak_voorstel(tranche: Tranche, *, nu: datetime) -> Voorstel:
    """How the work that nobody has would be spread; a constant number of queries, and the same answer every time."""
    beoordelaars = list_beoordelaars(nu)
    sleutels = {een.id: een.sleutel for een in beoordelaars}
    te_doen = _te_beoordelen(tranche)
    kaarten = _kaarten(tranche)
    uitgesloten = _uitgesloten(te_doen, beoordelaars, nu=nu)
    regelset = regels(tranche)
    potten = {pot.code: maatstaf_van(regelset, pot.code).nodig for pot in regelset.potten}
    opdrachten = []
    for aanvraag, versie_id in te_doen:
        eigen = kaarten.get(aanvraag.id, ())
        heeft = [k.beoordelaar.sleutel for k in eigen if k.versie_id == versie_id and k.vervallen_op is None]
        eerder = [k.beoordelaar.sleutel for k in eigen if k.versie_id != versie_id]
        gaf_terug = {
            k.beoordelaar.sleutel: "gaf deze kaart terug"
            for k in eigen
            if k.versie_id == versie_id and k.vervallen_op is not None
        }
        opdrachten.append(
            Opdracht(
                aanvraag.nummer, potten[aanvraag.pot.code], heeft=tuple(heeft),
                uitgesloten=gaf_terug | uitgesloten.get(aanvraag.id, {}),
                voorkeur=tuple(dict.fromkeys(eerder)),
            )
        )  # fmt: skip
    huidig = Counter(
        kaart.beoordelaar.sleutel
        for eigen in kaarten.values()
        for kaart in eigen
        if kaart.vervallen_op is None
    )
    # Chance made the keys; an address is the same wherever this is done again.
    spreiding = spreid(
        opdrachten, list(sleutels.values()), last=huidig, zaad=tranche.code,
        bekend_als={een.sleutel: een.email for een in beoordelaars},
    )  # fmt: skip
    inhoud = {nummer: sorted(wie) for nummer, wie in spreiding.erbij.items()}
    return Voorstel(
        spreiding, {een.sleutel: een for een in beoordelaars}, huidig, sha256_hex(canonieke_json(inhoud))
    )


def deel_uit(tranche: Tranche, *, gezien_sha256: str, door: Gebruiker, nu: datetime) -> int:
    """Give out the cards as proposed; how many it made.

    ``gezien_sha256``: of the proposal that the person saw. Raises ``NietBevoegd``, and ``Domeinfout`` when the
    proposal would be another now or there is nothing to give out.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vergrendel_tranche(tranche)
    voorstel = maak_voorstel(tranche, nu=nu)
    if voorstel.sha256 != gezien_sha256:
        raise Domeinfout("Er is intussen iets veranderd. Hieronder staat het nieuwe voorstel.")
    if not voorstel.spreiding.kaarten:
        raise Domeinfout("Er is nu niets te verdelen.")
    per_nummer = {aanvraag.nummer: (aanvraag, versie_id) for aanvraag, versie_id in _te_beoordelen(tranche)}
    for nummer, wie in voorstel.spreiding.erbij.items():
        aanvraag, versie_id = per_nummer[nummer]
        for sleutel in wie:
            db.session.add(
                Scorekaart(
                    aanvraag_id=aanvraag.id,
                    versie_id=versie_id,
                    beoordelaar=voorstel.beoordelaars[sleutel],
                    toegewezen_op=nu,
                    toegewezen_door_id=door.id,
                )
            )
    db.session.flush()
    for nummer, wie in voorstel.spreiding.erbij.items():
        leg_vast(
            "aanvraag:beoordelaars_toegewezen", object_soort="aanvraag", object_id=nummer, door=door, nu=nu,
            gegevens={"aan": sorted(wie)},
        )  # fmt: skip
    return voorstel.spreiding.kaarten


def draag_over(
    aanvraag: Aanvraag, van: Gebruiker, *, aan: Gebruiker, reden: str, door: Gebruiker, nu: datetime
) -> Scorekaart:
    """Give the card of ``van`` to ``aan``: it lapses with the reason, and a new one begins empty.

    Raises ``NietBevoegd`` (role; ``aan`` has an interest or another function), ``NietGevonden``, ``OngeldigeInvoer`` at
    ``reden`` or ``aan``, and ``Domeinfout`` when it was handed in already.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    reden = normale_tekst(reden)
    if gebreken := gebreken_van_tekst(reden, "reden", wat="de reden", hoogstens=LANGSTE_REDEN):
        raise OngeldigeInvoer(gebreken)
    vergrendel(aanvraag)
    versie = get_versie(aanvraag)
    lopend = {
        kaart.beoordelaar_id: kaart
        for kaart in db.session.scalars(
            select(Scorekaart)
            .where(Scorekaart.versie_id == versie.id, Scorekaart.vervallen_op.is_(None))
            .execution_options(populate_existing=True)
        )
    }
    oud = lopend.get(van.id)
    if oud is None:
        raise NietGevonden("Deze beoordelaar heeft geen kaart van deze aanvraag.")
    if oud.ingeleverd_op is not None:
        raise Domeinfout("Deze kaart is al ingeleverd en gaat niet meer naar een ander.")
    if aanvraag.status not in TE_BEOORDELEN:
        raise Domeinfout("Deze aanvraag wordt nu niet beoordeeld.")
    if aan.id in lopend:
        raise OngeldigeInvoer.van("aan", "Deze beoordelaar heeft al een kaart van deze aanvraag.")
    try:
        vereis_rol(aan, Rol.BEOORDELAAR, nu=nu)
        vereis_vrij(aanvraag, aan, nu=nu)
    except NietBevoegd as fout:
        raise OngeldigeInvoer.van("aan", str(fout)) from None
    if (bezet := _andere_functie([aanvraag.id], [aan.id])) and aan.id in bezet[aanvraag.id]:
        raise OngeldigeInvoer.van("aan", f"{aan.naam} werkt al in een andere functie aan deze aanvraag.")
    laat_vervallen(oud, reden, door=door, nu=nu)
    nieuw = Scorekaart(
        aanvraag_id=aanvraag.id,
        versie_id=versie.id,
        beoordelaar=aan,
        toegewezen_op=nu,
        toegewezen_door_id=door.id,
    )
    db.session.add(nieuw)
    db.session.flush()
    leg_vast(
        "aanvraag:beoordelaars_toegewezen", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"aan": [aan.sleutel], "van": van.sleutel, "reden": reden},
    )  # fmt: skip
    return nieuw


def list_oude_kaarten() -> list[int]:
    """Ids of running cards that no longer mean anything: another version is the newest, or nobody assesses it."""
    vraag = (
        select(Scorekaart.id)
        .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
        .join(AanvraagVersie, AanvraagVersie.id == Scorekaart.versie_id)
        .where(
            Scorekaart.vervallen_op.is_(None),
            (AanvraagVersie.volgnummer != Aanvraag.huidige_versie)
            | (Scorekaart.ingeleverd_op.is_(None) & Aanvraag.status.not_in(_BLIJFT_LOPEN)),
            Scorekaart.versie_id.not_in(select(Beoordeling.versie_id)) | Scorekaart.ingeleverd_op.is_(None),
        )
        .order_by(Scorekaart.id)
    )
    return list(db.session.scalars(vraag))


def verval_oude_kaart(kaart_id: int, *, nu: datetime) -> bool:
    """Let one of ``list_oude_kaarten`` lapse; False when it meant something after all."""
    kaart = db.session.get(Scorekaart, kaart_id)
    if kaart is None:
        return False
    vergrendel(kaart.aanvraag)
    if kaart_id not in list_oude_kaarten():
        return False
    db.session.refresh(kaart)
    oud = kaart.versie.volgnummer != kaart.aanvraag.huidige_versie
    laat_vervallen(kaart, NIEUWE_VERSIE if oud else NIET_MEER, door=None, nu=nu)
    return True


_BLIJFT_LOPEN: Final = TE_BEOORDELEN | {Aanvraagstatus.INGEDIEND, Aanvraagstatus.AANVULLING_GEVRAAGD}
"""Also while a supplement is asked: perhaps none comes, and then the cards go on."""


def _te_beoordelen(tranche: Tranche) -> Sequence[tuple[Aanvraag, int]]:
    """Applications that are assessed now with the id of their newest version, without an outcome on it."""
    vraag = (
        select(Aanvraag, AanvraagVersie.id)
        .join(AanvraagVersie, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(
            Aanvraag.tranche_id == tranche.id, Aanvraag.status.in_(TE_BEOORDELEN),
            AanvraagVersie.volgnummer == Aanvraag.huidige_versie,
            AanvraagVersie.id.not_in(select(Beoordeling.versie_id)),
        )
        .order_by(Aanvraag.nummer)
    )  # fmt: skip
    return [(aanvraag, versie_id) for aanvraag, versie_id in db.session.execute(vraag)]


def _kaarten(tranche: Tranche) -> dict[int, list[Scorekaart]]:
    vraag = (
        select(Scorekaart, Gebruiker)
        .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
        .join(Gebruiker, Gebruiker.id == Scorekaart.beoordelaar_id)
        .where(Aanvraag.tranche_id == tranche.id)
        .order_by(Scorekaart.id)
        .execution_options(populate_existing=True)
    )
    per_aanvraag: dict[int, list[Scorekaart]] = {}
    for kaart, _ in db.session.execute(vraag):
        per_aanvraag.setdefault(kaart.aanvraag_id, []).append(kaart)
    return per_aanvraag


def _uitgesloten(
    te_doen: Sequence[tuple[Aanvraag, int]], beoordelaars: Sequence[Gebruiker], *, nu: datetime
) -> dict[int, dict[str, str]]:
    """Per application id who cannot have it, by key, and why."""
    sleutels = {een.id: een.sleutel for een in beoordelaars}
    gevonden: dict[int, dict[str, str]] = {}
    aanvragen = [aanvraag for aanvraag, _ in te_doen]
    for (aanvraag_id, gebruiker_id), vlak in raakvlakken(aanvragen, beoordelaars, nu=nu).items():
        gevonden.setdefault(aanvraag_id, {})[sleutels[gebruiker_id]] = str(vlak)
    for aanvraag_id, bezet in _andere_functie([een.id for een in aanvragen], list(sleutels)).items():
        for gebruiker_id in bezet:
            gevonden.setdefault(aanvraag_id, {})[sleutels[gebruiker_id]] = (
                "werkt al in een andere functie aan de aanvraag"
            )
    return gevonden


def _andere_functie(aanvraag_ids: Collection[int], gebruikers: Collection[int]) -> dict[int, set[int]]:
    """Per application id who of ``gebruikers`` acts on it in another function."""
    vraag = select(Betrokkenheid.aanvraag_id, Betrokkenheid.gebruiker_id).where(
        Betrokkenheid.gebruiker_id.in_(sorted(gebruikers)),
        Betrokkenheid.functiegroep != Functiegroep.BEOORDELING,
    )
    gevraagd = set(aanvraag_ids)
    bezet: dict[int, set[int]] = {}
    for aanvraag_id, gebruiker_id in db.session.execute(vraag):
        if aanvraag_id in gevraagd:
            bezet.setdefault(aanvraag_id, set()).add(gebruiker_id)
    return bezet
