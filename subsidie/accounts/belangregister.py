"""The register of interests: what somebody of the ministry has to do with a municipality or a party (Awb 2:4).

Everyone keeps their own, and a manager of accounts keeps anybody's. Registering works at once. Who ends an interest
of their own is free only from the next day, and it is in the register for the manager to see: nobody ends one in the
morning to sign in the afternoon. Nothing is removed. The audit trail keeps no words about somebody's private life.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from subsidie.accounts.beheren import zet_einde
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.controle import gebreken_van_belang, gebreken_van_partijbelang
from subsidie.accounts.groepen import MINISTERIE
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.accounts.namen import normale_tekst
from subsidie.accounts.partijen import partij_norm
from subsidie.accounts.service import vereis_beheerder, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db

_DAG: Final = timedelta(days=1)


def vergrendel_belangen(gebruiker: Gebruiker) -> None:
    """Wait for every transaction in which ``gebruiker`` acts, and let none begin before this one ends.

    Who acts holds the same row shared (``aanvragen.belang``), so of an act and a registration at the same moment one
    is wholly before the other.
    """
    db.session.execute(
        select(Gebruiker.id).where(Gebruiker.id == gebruiker.id).with_for_update(key_share=True)
    )


def get_belang(id_: int, *, van: Gebruiker | None = None) -> Belang:
    """One interest in a municipality; ``van``: only of this user. Raises ``NietGevonden``."""
    gevonden: Belang | None = db.session.get(Belang, id_)
    if gevonden is None or (van is not None and gevonden.gebruiker_id != van.id):
        raise NietGevonden("Dit belang is er niet.")
    return gevonden


def get_partijbelang(id_: int, *, van: Gebruiker | None = None) -> Partijbelang:
    """One interest in a party; ``van``: only of this user. Raises ``NietGevonden``."""
    gevonden: Partijbelang | None = db.session.get(Partijbelang, id_)
    if gevonden is None or (van is not None and gevonden.gebruiker_id != van.id):
        raise NietGevonden("Dit belang is er niet.")
    return gevonden


def registreer_belang(
    gebruiker: Gebruiker, *, gm_code: str, omschrijving: str, vanaf: date, door: Gebruiker, nu: datetime
) -> Belang:
    """Enter an interest of ``gebruiker`` in a municipality: from now on they do nothing with its applications.

    ``door``: ``gebruiker`` of the ministry, or a manager of accounts. ``vanaf`` is the day from which there is one,
    which may be before today. Raises ``NietBevoegd``, and ``OngeldigeInvoer`` at ``gemeente``, ``omschrijving`` or
    ``vanaf``.
    """
    _vereis_mag(gebruiker, door, nu=nu)
    vergrendel_belangen(gebruiker)
    omschrijving = normale_tekst(omschrijving)
    if gebreken := gebreken_van_belang(
        gebruiker, gm_code=gm_code, omschrijving=omschrijving, vanaf=vanaf, nu=nu
    ):
        raise OngeldigeInvoer(gebreken)
    belang = Belang(gebruiker_id=gebruiker.id, gm_code=gm_code, omschrijving=omschrijving, vanaf=vanaf)
    db.session.add(belang)
    db.session.flush()
    leg_vast(
        "belang:geregistreerd", object_soort="belang", object_id=belang.id, door=door, nu=nu,
        gegevens={"gebruiker": gebruiker.sleutel, "gm_code": gm_code, "vanaf": vanaf.isoformat()},
    )  # fmt: skip
    return belang


def registreer_partijbelang(
    gebruiker: Gebruiker, *, partij: str, omschrijving: str, vanaf: date, door: Gebruiker, nu: datetime
) -> Partijbelang:
    """As ``registreer_belang``, in a party: a corporation, a developer, a care provider.

    It holds for every application whose newest version names that party, however the name is written there
    (``partijen.partij_norm``). Raises ``NietBevoegd``, and ``OngeldigeInvoer`` at ``partij``, ``omschrijving`` or
    ``vanaf``.
    """
    _vereis_mag(gebruiker, door, nu=nu)
    vergrendel_belangen(gebruiker)
    partij, omschrijving = normale_tekst(partij), normale_tekst(omschrijving)
    if gebreken := gebreken_van_partijbelang(
        gebruiker, partij=partij, omschrijving=omschrijving, vanaf=vanaf, nu=nu
    ):
        raise OngeldigeInvoer(gebreken)
    belang = Partijbelang(
        gebruiker=gebruiker, partij=partij, partij_norm=partij_norm(partij), omschrijving=omschrijving, vanaf=vanaf,
        vastgelegd_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(belang)
    db.session.flush()
    leg_vast(
        "partijbelang:geregistreerd", object_soort="partijbelang", object_id=belang.id, door=door, nu=nu,
        gegevens={
            "gebruiker": gebruiker.sleutel, "tekst_sha256": sha256_hex(partij.encode()), "vanaf": vanaf.isoformat(),
        },
    )  # fmt: skip
    return belang


def beeindig_belang(belang: Belang | Partijbelang, *, tot: date, door: Gebruiker, nu: datetime) -> None:
    """A manager of accounts ends an interest; ``tot`` is the first day without it, which may be before today.

    Raises ``NietBevoegd``, also for one's own interest (``beeindig_eigen_belang``), and ``OngeldigeInvoer`` at ``tot``.
    """
    vereis_beheerder(door, nu=nu)
    if door.id == belang.gebruiker_id:
        raise NietBevoegd(
            "Een eigen belang beëindigt u op uw eigen pagina; dan geldt het vanaf morgen. Vandaag al kan alleen een "
            "andere beheerder dat."
        )
    _beeindig(belang, tot, door=door, nu=nu, ook_eerder=True)


def eerste_dag_zonder(belang: Belang | Partijbelang, *, nu: datetime) -> date:
    """The first day on which its holder can be without it: tomorrow, or the day after it begins."""
    return max(dag_in_amsterdam(nu), belang.vanaf) + _DAG


def beeindig_eigen_belang(belang: Belang | Partijbelang, *, door: Gebruiker, nu: datetime) -> date:
    """``door`` ends an interest of their own; answers the first day without it (``eerste_dag_zonder``).

    Raises ``NietBevoegd`` for that of another, and ``Domeinfout`` when it has an end.
    """
    vereis_rol(door, *MINISTERIE, nu=nu)
    if belang.gebruiker_id != door.id:
        raise NietBevoegd("Dit is een belang van iemand anders.")
    tot = eerste_dag_zonder(belang, nu=nu)
    _beeindig(belang, tot, door=door, nu=nu, ook_eerder=False)
    return tot


def _beeindig(
    belang: Belang | Partijbelang, tot: date, *, door: Gebruiker, nu: datetime, ook_eerder: bool
) -> None:
    zet_einde(belang, tot, nu=nu, wat="dit belang", ook_eerder=ook_eerder)
    gebruiker = db.session.get_one(Gebruiker, belang.gebruiker_id)
    gegevens = {"gebruiker": gebruiker.sleutel, "tot": tot.isoformat()}
    if isinstance(belang, Belang):
        leg_vast(
            "belang:beeindigd", object_soort="belang", object_id=belang.id, door=door, nu=nu,
            gegevens={**gegevens, "gm_code": belang.gm_code},
        )  # fmt: skip
    else:
        leg_vast(
            "partijbelang:beeindigd", object_soort="partijbelang", object_id=belang.id, door=door, nu=nu,
            gegevens=gegevens,
        )  # fmt: skip


def _vereis_mag(gebruiker: Gebruiker, door: Gebruiker, *, nu: datetime) -> None:
    if door.id == gebruiker.id:
        vereis_rol(door, *MINISTERIE, nu=nu)
    else:
        vereis_beheerder(door, nu=nu)
