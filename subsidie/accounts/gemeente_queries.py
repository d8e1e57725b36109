"""What the page of a municipality shows; reads only, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.accounts.gemeente_adres import adresregels
from subsidie.accounts.gemeente_rekening import Rekeningstand, stand_van
from subsidie.accounts.gemeentemodellen import Postadres, Rekeningnummer
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.queries import Looptijd, Rolregel, laatst_ingelogd, stand
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import Voorganger, list_voorgangers
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Collega:
    """Somebody who has, had or gets a role here; ``stand`` is a key of ``woorden.STANDEN``."""

    gebruiker: Gebruiker
    stand: str
    laatst_ingelogd: datetime | None
    rollen: tuple[Rolregel, ...]
    """Those for this municipality only, past ones too."""

    @property
    def nu(self) -> tuple[Rolregel, ...]:
        """The roles that run or are still to begin."""
        return tuple(regel for regel in self.rollen if regel.looptijd.stand != "voorbij")


@dataclass(frozen=True, slots=True)
class Adresbeeld:
    """One address of the history, as a letter prints it."""

    adres: Postadres
    regels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rekeningbeeld:
    """One account of the history with how far it is."""

    rekening: Rekeningnummer
    stand: Rekeningstand


@dataclass(frozen=True, slots=True)
class Gemeentebeeld:
    """Everything the page of a municipality shows."""

    gemeente: Gemeente
    collegas: tuple[Collega, ...]
    vroeger: tuple[Collega, ...]
    """Who has no role here any more."""
    adressen: tuple[Adresbeeld, ...]
    """The newest, which holds, first."""
    rekeningen: tuple[Rekeningbeeld, ...]
    """The newest first."""
    voorgangers: tuple[Voorganger, ...]
    opgeheven: bool
    opvolger: str | None

    @property
    def geldend(self) -> Rekeningnummer | None:
        """The account to which is paid now."""
        goed = [een.rekening for een in self.rekeningen if een.stand is Rekeningstand.GOEDGEKEURD]
        return max(goed, key=lambda rekening: (rekening.goedgekeurd_op, rekening.id), default=None)

    @property
    def lopend(self) -> Rekeningbeeld | None:
        """The change that waits for somebody."""
        open_ = (Rekeningstand.INGEVOERD, Rekeningstand.BEVESTIGD)
        return next((een for een in self.rekeningen if een.stand in open_), None)

    @property
    def heeft_andere_tekenbevoegde(self) -> bool:
        """Whether more than one person signs: else nobody can confirm what the other entered."""
        tekenen = {
            een.gebruiker.id
            for een in self.collegas
            for regel in een.nu
            if regel.toekenning.rol is Rol.TEKENBEVOEGDE
        }
        return len(tekenen) > 1


def get_gemeentebeeld(gemeente: Gemeente, *, nu: datetime) -> Gemeentebeeld:
    """All of one municipality."""
    dag = dag_in_amsterdam(nu)
    collegas = list_collegas(gemeente.gm_code, nu=nu)
    opgeheven = gemeente.geldig_tot is not None and gemeente.geldig_tot <= dag
    return Gemeentebeeld(
        gemeente=gemeente,
        collegas=tuple(een for een in collegas if een.nu),
        vroeger=tuple(een for een in collegas if not een.nu),
        adressen=tuple(
            Adresbeeld(adres, adresregels(adres))
            for adres in db.session.scalars(
                select(Postadres)
                .where(Postadres.gm_code == gemeente.gm_code)
                .options(joinedload(Postadres.ingevoerd_door))
                .order_by(Postadres.volgnummer.desc())
            )
        ),
        rekeningen=tuple(
            Rekeningbeeld(rekening, stand_van(rekening))
            for rekening in db.session.scalars(
                select(Rekeningnummer)
                .where(Rekeningnummer.gm_code == gemeente.gm_code)
                .options(
                    joinedload(Rekeningnummer.ingevoerd_door), joinedload(Rekeningnummer.bevestigd_door),
                    joinedload(Rekeningnummer.goedgekeurd_door), joinedload(Rekeningnummer.afgewezen_door),
                )
                .order_by(Rekeningnummer.id.desc())
            )
        ),
        voorgangers=list_voorgangers(gemeente.gm_code, dag),
        opgeheven=opgeheven,
        opvolger=db.session.scalar(select(Gemeente.naam).where(Gemeente.gm_code == gemeente.opvolger_gm_code))
        if opgeheven
        else None,
    )  # fmt: skip


def list_collegas(gm_code: str, *, nu: datetime, alleen: Gebruiker | None = None) -> tuple[Collega, ...]:
    """Everybody who has, had or gets a role for ``gm_code``, in order of their name; ``alleen``: one of them."""
    dag = dag_in_amsterdam(nu)
    vraag = (
        select(Roltoekenning, Gebruiker, stand(nu).label("stand"), laatst_ingelogd().label("laatst"))
        .join(Gebruiker, Gebruiker.id == Roltoekenning.gebruiker_id)
        .where(Roltoekenning.gm_code == gm_code)
        .order_by(Gebruiker.naam, Gebruiker.id, Roltoekenning.vanaf, Roltoekenning.id)
    )
    if alleen is not None:
        vraag = vraag.where(Gebruiker.id == alleen.id)
    per_persoon: dict[int, Collega] = {}
    for rol, gebruiker, staat, laatst in db.session.execute(vraag):
        eerder = per_persoon.get(gebruiker.id)
        regel = Rolregel(rol, None, Looptijd(rol.vanaf, rol.tot, dag))
        per_persoon[gebruiker.id] = Collega(
            gebruiker, staat, laatst, (*(eerder.rollen if eerder else ()), regel)
        )
    return tuple(per_persoon.values())


def list_gemeenten(codes: Sequence[str]) -> tuple[Gemeente, ...]:
    """The municipalities with these codes, in order of their name."""
    return tuple(
        db.session.scalars(select(Gemeente).where(Gemeente.gm_code.in_(codes)).order_by(Gemeente.naam))
    )
