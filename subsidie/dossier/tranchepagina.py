"""The page of a tranche: where it stands, its window and money, what came of it, and what is not sure.

Who works for a municipality or reviews single applications sees what the public page tells; everyone who sees
the whole tranche also sees what is not notified yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.groepen import AANVRAGEN_LEZEN, GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.beschikkingen.toegang import zichtbaar_besluit_voor
from subsidie.dossier.openbaar import OpenbaarPlafond, openbare_uitkomst, plafonds_van, venster
from subsidie.dossier.uitkomstbeeld import Uitkomstbeeld, uitkomstbeeld
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.onzeker import Onzeker, onzekere_regels
from subsidie.tranches.overzicht import Stand, stand_van
from subsidie.tranches.regels import Regels
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.nadien import NaBezwaar, toegekend_na_bezwaar
from subsidie.verdeling.queries import Verdelingkop, list_koppen, zoek_verdeling
from subsidie.verdeling.rangfilter import waarden_die_kregen
from subsidie.verdeling.rangpagina import lees_rijen
from subsidie.verdeling.voorstadium import Voorstadium, voorstadium
from subsidie.verdeling.woorden import STATUSSEN, Woord
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Trancheuitkomst:
    """What came of the newest allocation that the viewer may know.

    ``getrokken`` is false while it is only frozen: then what is awarded is what needs no draw.
    ``toegekend`` are the values of the filter of the ranking that together are everyone who got money.
    """

    volgnummer: int
    status: Woord
    getrokken: bool
    beeld: Uitkomstbeeld
    toegekend: tuple[str, ...]
    na_bezwaar: tuple[NaBezwaar, ...] = ()
    """What was granted on objections since, as far as the viewer may know."""


@dataclass(frozen=True, slots=True)
class Tranchepagina:
    """A tranche for one viewer. ``hele_tranche``: they may see ranking, applications and decisions of all.
    ``mag_aanvragen`` and ``mag_besluiten``: those lists are open to them, within what is theirs;
    ``mag_besluiten_maken``: they see decisions before these are notified.

    ``voorstadium`` is there while there is nothing to tell of an allocation; ``besluiten`` counts what the
    viewer may see, by state.
    """

    tranche: Tranche
    is_voorbeeld: bool
    is_oefening: bool
    hele_tranche: bool
    mag_aanvragen: bool
    mag_besluiten: bool
    mag_besluiten_maken: bool
    stand: Stand
    opent: datetime | None
    sluit: datetime | None
    plafonds: tuple[OpenbaarPlafond, ...]
    uitkomst: Trancheuitkomst | None
    voorstadium: Voorstadium | None
    verdelingen: tuple[Verdelingkop, ...]
    besluiten: Mapping[Besluitstatus, int]
    onzeker: tuple[Onzeker, ...]


def get_tranchepagina(code: str, *, voor: Kijker, nu: datetime) -> Tranchepagina:
    """The page of the tranche with this code for ``voor``; raises ``NietGevonden``."""
    tranche = tranche_op_adres(code)
    definitie = als_definitie(tranche)
    alles = voor.heeft(*HELE_TRANCHE)
    opent, sluit = venster(definitie)
    uitkomst = _eigen_uitkomst(tranche, definitie.regels) if alles else None
    if not alles and (bekend := openbare_uitkomst(tranche, definitie)) is not None:
        uitkomst = Trancheuitkomst(
            bekend.verdeling.volgnummer,
            STATUSSEN[bekend.verdeling.status],
            True,
            bekend.beeld,
            (),
            bekend.na_bezwaar,
        )
    return Tranchepagina(
        tranche=tranche,
        is_voorbeeld=tranche.aard is not Trancheaard.ECHT,
        is_oefening=tranche.aard is Trancheaard.OEFEN,
        hele_tranche=alles,
        mag_aanvragen=voor.heeft(*AANVRAGEN_LEZEN),
        mag_besluiten=voor.heeft(*GEMEENTE, *HELE_TRANCHE),
        mag_besluiten_maken=voor.heeft(*(HELE_TRANCHE - {Rol.FINANCIEEL})),
        stand=stand_van(tranche.status, opent, sluit, nu=nu),
        opent=opent,
        sluit=sluit,
        plafonds=plafonds_van(definitie),
        uitkomst=uitkomst,
        voorstadium=voorstadium(tranche, nu=nu) if alles and uitkomst is None else None,
        verdelingen=tuple(list_koppen(tranche)) if alles else (),
        besluiten=_besluiten(tranche, voor) if alles else {},
        onzeker=tuple(onzekere_regels(definitie)) if alles else (),
    )


def _eigen_uitkomst(tranche: Tranche, regelset: Regels) -> Trancheuitkomst | None:
    verdeling: Verdeling | None = zoek_verdeling(tranche)
    if verdeling is None:
        return None
    rijen, narekening = lees_rijen(verdeling)
    return Trancheuitkomst(
        volgnummer=verdeling.volgnummer,
        status=STATUSSEN[verdeling.status],
        getrokken=verdeling.uitkomst is not None,
        beeld=uitkomstbeeld(rijen, narekening.uitslag, regelset),
        toegekend=tuple(waarden_die_kregen(rijen)),
        na_bezwaar=toegekend_na_bezwaar(tranche),
    )


def _besluiten(tranche: Tranche, voor: Kijker) -> dict[Besluitstatus, int]:
    """How many decisions of the tranche the viewer may see, by state; one that was replaced does not count."""
    vervangen = select(Beschikking.vervangt_id).where(Beschikking.vervangt_id.is_not(None))
    vraag = (
        select(Beschikking.status, func.count())
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .where(
            Aanvraag.tranche_id == tranche.id, Beschikking.id.not_in(vervangen), zichtbaar_besluit_voor(voor)
        )
        .group_by(Beschikking.status)
    )
    return {rij[0]: rij[1] for rij in db.session.execute(vraag)}
