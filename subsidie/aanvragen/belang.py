"""Who has an interest in an application does nothing with it (Awb 2:4).

There are three kinds: one registered in the municipality, one registered in a party that the newest version names,
and one that somebody declared for this application itself. ``betrek`` asks here for everyone who acts for the
ministry, and every step that signs, fixes, scores or assigns asks again at that moment. The database refuses the
first and the last kind itself, whoever writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import SessionTransaction

from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.raakvlakken import Belangsoort, heeft_enig_belang, raakvlakken
from subsidie.accounts.belangregister import vergrendel_belangen
from subsidie.accounts.controle import LANGSTE_OMSCHRIJVING
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.service import BESLUITROLLEN, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web.db import db, schrijvend

_MEESTE_IN_ZIN: Final = 5

Gevolg = Callable[[Aanvraag, Gebruiker, datetime], object]
"""What else happens when a user turns out to have an interest in an application."""

_gevolgen: dict[str, Gevolg] = {}
_bewaakt: WeakKeyDictionary[SessionTransaction, set[int]] = WeakKeyDictionary()
"""Whose interests are held by which transaction."""


def registreer_gevolg(naam: str, gevolg: Gevolg) -> None:
    """Have ``gevolg`` done in the same transaction when somebody declares an interest; for higher layers."""
    _gevolgen[naam] = gevolg


def vereis_vrij(aanvraag: Aanvraag, gebruiker: Gebruiker, *, nu: datetime) -> None:
    """Raises ``NietBevoegd`` when ``gebruiker`` has an interest in ``aanvraag`` on the day of ``nu`` in Amsterdam.

    In a transaction that writes, nobody registers an interest of this person until it ends: who was free when it
    was asked is free when it is recorded.
    """
    vereis_alle_vrij((aanvraag,), gebruiker, nu=nu)


def vereis_alle_vrij(aanvragen: Collection[Aanvraag], gebruiker: Gebruiker, *, nu: datetime) -> None:
    """As ``vereis_vrij`` for many at once, in a constant number of queries; names those that stand in the way."""
    _houd_belangen_vast(gebruiker)
    if not heeft_enig_belang(gebruiker, dag_in_amsterdam(nu)):
        return
    geraakt = {id_: vlak for (id_, _), vlak in raakvlakken(aanvragen, (gebruiker,), nu=nu).items()}
    if not geraakt:
        return
    op_nummer = sorted(aanvragen, key=lambda een: een.nummer)
    namen = [f"{een.nummer} ({geraakt[een.id]})" for een in op_nummer if een.id in geraakt]
    if len(op_nummer) == 1:
        raise NietBevoegd(
            f"{gebruiker.naam} heeft {geraakt[op_nummer[0].id]} en kan niets doen met aanvraag {op_nummer[0].nummer}."
        )
    if (rest := len(namen) - _MEESTE_IN_ZIN) > 0:
        namen = [*namen[:_MEESTE_IN_ZIN], f"nog {rest}"]
    raise NietBevoegd(f"{gebruiker.naam} kan dit niet doen, door een belang bij: {opsomming(namen)}.")


def verklaar(
    aanvraag: Aanvraag, *, heeft_belang: bool, toelichting: str, door: Gebruiker, nu: datetime
) -> Belangverklaring:
    """Record what ``door`` declares about an interest of their own in ``aanvraag``; one "yes" stays for ever.

    With a "yes" whatever ``door`` still has open on it goes back (``registreer_gevolg``); it needs ``toelichting``, of
    which the audit trail keeps no word. The same answer again changes nothing. Raises ``NietBevoegd`` (no role that
    handles applications; a "no" against the register or an earlier "yes"), ``OngeldigeInvoer`` at ``toelichting``, and
    ``Domeinfout`` for a draft. Takes the lock of the tranche.
    """
    vergrendel_tranche(aanvraag.tranche)
    vergrendel_belangen(door)
    vereis_rol(door, *BESLUITROLLEN, nu=nu)
    if aanvraag.ontvangen_op is None:
        raise Domeinfout("Deze aanvraag is nog niet ingediend.")
    toelichting = normale_tekst(toelichting)
    if heeft_belang and (
        gebreken := gebreken_van_tekst(
            toelichting, "toelichting", wat="in welk belang er is", hoogstens=LANGSTE_OMSCHRIJVING
        )
    ):
        raise OngeldigeInvoer(gebreken)
    eerdere = zoek_verklaring(aanvraag, door)
    if eerdere is not None and eerdere.heeft_belang is heeft_belang:
        return eerdere
    if not heeft_belang:
        _vereis_niets_bekend(aanvraag, door, nu=nu)
    verklaring = Belangverklaring(
        aanvraag_id=aanvraag.id, gebruiker=door, heeft_belang=heeft_belang,
        toelichting=toelichting if heeft_belang else "", op=nu,
    )  # fmt: skip
    db.session.add(verklaring)
    db.session.flush()
    leg_vast(
        "aanvraag:belang_verklaard", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"heeft_belang": heeft_belang},
    )  # fmt: skip
    if heeft_belang:
        for gevolg in _gevolgen.values():
            gevolg(aanvraag, door, nu)
    return verklaring


def heeft_verklaard(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether ``gebruiker`` declared to have no interest in ``aanvraag``, and never that there is one."""
    verklaring = zoek_verklaring(aanvraag, gebruiker)
    return verklaring is not None and not verklaring.heeft_belang


def zoek_verklaring(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Belangverklaring | None:
    """What ``gebruiker`` declared about ``aanvraag``: the "yes" where there is one, else the newest "no"."""
    gevonden: Belangverklaring | None = db.session.scalar(
        select(Belangverklaring)
        .where(Belangverklaring.aanvraag_id == aanvraag.id, Belangverklaring.gebruiker_id == gebruiker.id)
        .order_by(Belangverklaring.heeft_belang.desc(), Belangverklaring.id.desc())
        .limit(1)
    )
    return gevonden


def verklaringen_van(gebruiker: Gebruiker, aanvraag_ids: Iterable[int]) -> dict[int, bool]:
    """Per application id whether ``gebruiker`` declared an interest; what nothing was declared about is not in it."""
    uit: dict[int, bool] = {}
    rijen = db.session.execute(
        select(Belangverklaring.aanvraag_id, Belangverklaring.heeft_belang).where(
            Belangverklaring.gebruiker_id == gebruiker.id,
            Belangverklaring.aanvraag_id.in_(sorted(set(aanvraag_ids))),
        )
    )
    for aanvraag_id, heeft_belang in rijen:
        uit[aanvraag_id] = heeft_belang or uit.get(aanvraag_id, False)
    return uit


def _vereis_niets_bekend(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> None:
    """Nobody declares to be free against what is known."""
    vlak = raakvlakken((aanvraag,), (door,), nu=nu).get((aanvraag.id, door.id))
    if vlak is None:
        return
    if vlak.soort is Belangsoort.VERKLAARD:
        raise NietBevoegd(
            f"U verklaarde eerder een belang bij aanvraag {aanvraag.nummer}. Die verklaring blijft staan."
        )
    raise NietBevoegd(
        f"Van u is {vlak} bekend. Daarom kunt u niet verklaren dat u geen belang hebt bij aanvraag {aanvraag.nummer}."
    )


def _houd_belangen_vast(gebruiker: Gebruiker) -> None:
    """Until the end of a transaction that writes nobody registers or declares an interest of ``gebruiker``.

    Shared, so that acts do not wait for each other; ``vergrendel_belangen`` waits for it. Once per transaction.
    """
    if not schrijvend.get():
        return
    sessie = db.session()
    transactie = sessie.get_nested_transaction() or sessie.get_transaction()
    vast = set() if transactie is None else _bewaakt.setdefault(transactie, set())
    if gebruiker.id not in vast:
        db.session.execute(
            select(Gebruiker.id).where(Gebruiker.id == gebruiker.id).with_for_update(read=True)
        )
        vast.add(gebruiker.id)
