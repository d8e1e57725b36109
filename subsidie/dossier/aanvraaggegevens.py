"""What the page of one application rests on: rows, read for who looks. What it shows of them is ``aanvraagpagina``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer, zicht_van
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.toegang import zichtbare_statussen
from subsidie.dossier import aanvraagvragen as vragen
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.dossier.termijn import tijdvak_op
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.definitie import TijdvakDefinitie
from subsidie.tranches.onthouden import STAND, Regelstand, regelstand_van
from subsidie.web.db import db

Rijen = tuple[Rij, ...]
_Lezer = Callable[..., Sequence[Rij]]

_STANDNAMEN = tuple(kolom.name for kolom in STAND)


class Aanvraaggegevens(NamedTuple):
    """Everything that the page depends on, and nothing else: the same values give the same page.

    ``regels``: the newest version once per line of woonruimten, then the older ones. ``besluiten``: those that the
    viewer may see. ``uitkomst``: a row with the columns of an outcome. ``gemeentekant``: the viewer works for the
    municipality; ``ziet_tranche``: they may see the ranking.
    """

    kop: Rij
    regels: Rijen
    besluiten: Rijen
    uitkomst: Rij | None
    betrokkenen: Rijen
    gebeurd: Rijen
    regelstand: Regelstand
    tijdvak: TijdvakDefinitie | None
    vandaag: date
    gemeentekant: bool
    ziet_tranche: bool


def lees_gegevens(nummer: str, *, voor: Kijker, nu: datetime) -> Aanvraaggegevens:
    """The rows of the application ``nummer`` that ``voor`` may see at ``nu``, in five queries.

    Raises ``NietGevonden`` when it does not exist or is not for ``voor``: the same error.
    """
    vandaag, zicht = dag_in_amsterdam(nu), zicht_van(voor)
    lees = partial(vragen.rijen, db.session.connection())
    gevonden = lees(vragen.kop(zicht.soort), nummer=vereis_nummer(nummer), dag=vandaag, **zicht.waarden)
    if not gevonden:
        raise niet_gevonden()
    kop = gevonden[0]
    gemeentekant = kop.gm_code in voor.gemeenten
    statussen = zichtbare_statussen(voor, kop.gm_code)
    besluiten = [een for een in lees(vragen.BESLUITEN, aanvraag_id=kop.id) if een.status in statussen]
    ziet_tranche = not gemeentekant and voor.heeft(*HELE_TRANCHE)
    uitkomst = _uitkomst(kop, besluiten, lees, ziet_tranche=ziet_tranche)
    objecten = _objecten(kop, besluiten, uitkomst if ziet_tranche else None)
    regelstand = regelstand_van(kop.tranche_id, [getattr(kop, naam) for naam in _STANDNAMEN])
    return Aanvraaggegevens(
        kop=kop,
        regels=tuple(lees(vragen.VERSIES, aanvraag_id=kop.id, huidig=kop.huidige_versie)),
        besluiten=tuple(besluiten),
        uitkomst=uitkomst,
        betrokkenen=() if gemeentekant else tuple(lees(vragen.BETROKKENEN, aanvraag_id=kop.id)),
        gebeurd=tuple(lees(vragen.GEBEURTENISSEN, aanvraag_id=kop.id, objecten=objecten)),
        regelstand=regelstand,
        tijdvak=tijdvak_op(regelstand.definitie, nu),
        vandaag=vandaag,
        gemeentekant=gemeentekant,
        ziet_tranche=ziet_tranche,
    )


def _uitkomst(kop: Rij, besluiten: Sequence[Rij], lees: _Lezer, *, ziet_tranche: bool) -> Rij | None:
    """The newest allocation; for who does not see the whole tranche the one that the newest decision rests on."""
    if ziet_tranche:
        return None if kop.verdeling_id is None else kop
    rust_op = [een.verdeling_id for een in besluiten if een.verdeling_id is not None][-1:]
    if kop.verdeling_id in rust_op:
        return kop
    eerder = lees(vragen.UITKOMST, aanvraag_id=kop.id, verdeling_id=rust_op[0]) if rust_op else ()
    return eerder[0] if eerder else None


def _objecten(kop: Rij, besluiten: Sequence[Rij], uitkomst: Rij | None) -> list[str]:
    """The marks of what events of this application are about, as far as the viewer may know of it."""
    objecten = [kop.nummer, *(een.kenmerk for een in besluiten)]
    objecten += [een.document for een in besluiten if een.document not in (None, een.kenmerk)]
    if uitkomst is not None:
        objecten.append(f"{kop.tranche_code}-V{uitkomst.verdeling}")
    return objecten
