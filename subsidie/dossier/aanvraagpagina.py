"""The page of one application, composed for who looks at it: each side sees its own part and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row

from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer, zicht_van
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.toegang import zichtbare_statussen
from subsidie.dossier import aanvraagvragen as vragen
from subsidie.dossier.besluitketen import (
    Besluitregel,
    Bestand,
    Uitkomst,
    maak_bestanden,
    maak_keten,
    maak_uitkomst,
)
from subsidie.dossier.geldsom import Geldsom, maak_geldsom
from subsidie.dossier.matrix import Matrix, maak_matrix
from subsidie.dossier.stand import Stand, stand_van
from subsidie.dossier.termijn import Beslisklok, beslisklok
from subsidie.dossier.tijdlijn import Punt, maak_tijdlijn
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.onthouden import STAND, definitie_van
from subsidie.web.db import db

Lezer = Callable[..., Sequence[Row[Any]]]

_STANDNAMEN = tuple(kolom.name for kolom in STAND)


@dataclass(frozen=True, slots=True)
class Aanvraagpagina:
    """One application for one viewer; empty parts do not exist (yet) or are not for them.

    ``gemeentekant``: the viewer works for the municipality; ``ziet_tranche``: they may see the ranking.
    """

    kop: Row[Any]
    tranche: str
    pot: str
    categorie: str
    voorbeeld: bool
    gemeentekant: bool
    ziet_tranche: bool
    stand: Stand
    klok: Beslisklok
    versie: Row[Any] | None
    matrix: Matrix | None
    geld: Geldsom | None
    uitkomst: Uitkomst | None
    keten: tuple[Besluitregel, ...]
    verleend_cent: int | None
    versies: Sequence[Row[Any]]
    bestanden: tuple[Bestand, ...]
    betrokkenen: Sequence[Row[Any]]
    tijdlijn: tuple[Punt, ...]

    @property
    def delen(self) -> list[tuple[str, str]]:
        """The parts of the page in order: the anchor, which is also the name of its template, and its heading."""
        return [
            (anker, naam)
            for anker, naam, is_er in (
                ("project", "Project", True),
                ("woonruimten", "Woonruimten", self.matrix is not None),
                ("geld", "Geld", self.geld is not None),
                ("verdeling", "Verdeling", self.uitkomst is not None),
                ("besluiten", "Besluiten", bool(self.keten)),
                ("beslistermijn", "Beslistermijn", bool(self.klok.grondslagen)),
                ("documenten", "Documenten en versies", bool(self.bestanden or self.versies)),
                ("beoordeling", "Beoordeling", not self.gemeentekant and self._is_beoordeeld),
                ("betrokkenen", "Wie eraan werken", bool(self.betrokkenen)),
                ("tijdlijn", "Tijdlijn", True),
            )
            if is_er
        ]

    @property
    def _is_beoordeeld(self) -> bool:
        return any(versie.voldoet is not None for versie in self.versies)


def get_aanvraagpagina(nummer: str, *, voor: Kijker, nu: datetime) -> Aanvraagpagina:
    """The application ``nummer`` as ``voor`` may see it at ``nu``.

    Raises ``NietGevonden`` when it does not exist or is not for ``voor``: the same error.
    """
    zicht, lees = zicht_van(voor), partial(vragen.rijen, db.session.connection())
    gevonden = lees(
        vragen.kop(zicht.soort), nummer=vereis_nummer(nummer), dag=dag_in_amsterdam(nu), **zicht.waarden
    )
    if not gevonden:
        raise niet_gevonden()
    kop = gevonden[0]
    gemeentekant = kop.gm_code in voor.gemeenten
    definitie = definitie_van(kop.tranche_id, [getattr(kop, naam) for naam in _STANDNAMEN])
    regels = lees(vragen.VERSIES, aanvraag_id=kop.id, huidig=kop.huidige_versie)
    versies = tuple({een.volgnummer: een for een in regels}.values())
    versie = next((een for een in versies if een.volgnummer == kop.huidige_versie), None)
    matrix, geld = _inhoud(kop, versie, [een for een in regels if een.aantal is not None], definitie)
    statussen = zichtbare_statussen(voor, kop.gm_code)
    besluiten = [een for een in lees(vragen.BESLUITEN, aanvraag_id=kop.id) if een.status in statussen]
    uitkomst = _uitkomst(kop, besluiten, lees, gemeentekant=gemeentekant)
    bekend = [een for een in besluiten if een.status is Besluitstatus.BEKENDGEMAAKT]
    return Aanvraagpagina(
        kop=kop,
        tranche=kop.tranche,
        pot=_potnaam(definitie, kop.pot),
        categorie=_categorienaam(definitie, kop.pot, versie),
        voorbeeld=kop.tranche_aard is not Trancheaard.ECHT,
        gemeentekant=gemeentekant,
        ziet_tranche=not gemeentekant and voor.heeft(*HELE_TRANCHE),
        stand=stand_van(kop.status, besluiten, gemeentekant=gemeentekant),
        klok=beslisklok(
            definitie, status=kop.status, ontvangen_op=kop.ontvangen_op, nu=nu,
            besloten_op=min((een.bekendgemaakt_op for een in bekend), default=None),
        ),
        versie=versie,
        matrix=matrix,
        geld=geld,
        uitkomst=uitkomst,
        keten=maak_keten(besluiten),
        verleend_cent=bekend[-1].verleend_cent if bekend else None,
        versies=versies,
        bestanden=maak_bestanden(besluiten),
        betrokkenen=() if gemeentekant else lees(vragen.BETROKKENEN, aanvraag_id=kop.id),
        tijdlijn=_tijdlijn(kop, besluiten, uitkomst, lees, gemeentekant=gemeentekant),
    )  # fmt: skip


def _inhoud(
    kop: Row[Any], versie: Row[Any] | None, woonruimten: Sequence[Row[Any]], definitie: TrancheDefinitie
) -> tuple[Matrix | None, Geldsom | None]:
    if versie is None:
        return None, None
    regels = definitie.regels
    namen = {groep.code: groep.naam for groep in regels.doelgroepen.waarde or ()}
    geld = maak_geldsom(
        regels, woonruimten, herkomst=kop.herkomst, kosten_cent=versie.totale_kosten_cent,
        dekking_cent=versie.dekking_cent, gevraagd_cent=versie.gevraagd_cent, telt_cent=versie.subsidiabel_cent,
        gemeente_telt_cent=int(kop.gemeente_telt_cent),  # PostgreSQL answers a sum as a decimal
    )  # fmt: skip
    return maak_matrix(woonruimten, namen), geld


def _uitkomst(
    kop: Row[Any], besluiten: Sequence[Row[Any]], lees: Lezer, *, gemeentekant: bool
) -> Uitkomst | None:
    """The newest allocation; for a municipality the one that its newest decision rests on."""
    rust_op = [een.verdeling_id for een in besluiten if een.verdeling_id is not None]
    if not gemeentekant or kop.verdeling_id in rust_op[-1:]:
        return None if kop.verdeling_id is None else maak_uitkomst(kop, besluiten)
    if not rust_op:
        return None
    eerder = lees(vragen.UITKOMST, aanvraag_id=kop.id, verdeling_id=rust_op[-1])
    return maak_uitkomst(eerder[0], besluiten) if eerder else None


def _tijdlijn(
    kop: Row[Any], besluiten: Sequence[Row[Any]], uitkomst: Uitkomst | None, lees: Lezer, *, gemeentekant: bool
) -> tuple[Punt, ...]:
    objecten = [kop.nummer, *(een.kenmerk for een in besluiten)]
    objecten += [een.document for een in besluiten if een.document not in (None, een.kenmerk)]
    if uitkomst is not None and not gemeentekant:
        objecten.append(f"{kop.tranche_code}-V{uitkomst.volgnummer}")
    gebeurd = lees(vragen.GEBEURTENISSEN, aanvraag_id=kop.id, objecten=objecten)
    return maak_tijdlijn(
        gebeurd, ontvangen_op=kop.ontvangen_op, volledig_op=kop.volledig_op, voor_gemeente=gemeentekant
    )


def _potnaam(definitie: TrancheDefinitie, code: str) -> str:
    """The name of the pot; empty in a tranche with one pot, where nobody speaks of it."""
    if len(definitie.potten) < 2:
        return ""
    return next((pot.regels.naam.waarde or code for pot in definitie.potten if pot.code == code), code)


def _categorienaam(definitie: TrancheDefinitie, potcode: str, versie: Row[Any] | None) -> str:
    if versie is None or versie.categorie is None:
        return ""
    for pot in definitie.potten:
        if pot.code == potcode and "categorieen" in pot.instellingen:
            namen = {een.code: een.naam for een in pot.regels.categorieen.waarde or ()}
            return namen.get(versie.categorie, versie.categorie)
    return str(versie.categorie)
