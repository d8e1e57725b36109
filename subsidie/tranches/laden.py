"""Loading a tranche file into the database: what changed becomes history, the same file changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tekst import opsomming
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.lezen import (
    VERVALLEN,
    als_json,
    als_plafonddefinitie,
    als_tijdvakdefinitie,
    pots,
    zoek_tranche,
)
from subsidie.tranches.models import (
    InstellingWaarde,
    Plafond,
    Pot,
    Regelherkomst,
    Tijdvak,
    Tranche,
    Trancheaard,
    Tranchestatus,
)
from subsidie.tranches.schema import Niveau
from subsidie.web.db import db

Waarden = tuple[str | None, str, Zekerheid, str]
"""What of a setting is compared: the value as JSON, the source, the certainty, the explanation."""


def laad_tranche(
    definitie: TrancheDefinitie, *, aard: Trancheaard, door: Gebruiker | None, nu: datetime
) -> Tranche:
    """Bring the database in step with a tranche file; the tranche comes back.

    The first time everything is recorded. After that each value that differs from what *the file* said before
    is added to the history; a value that a person entered stays until the file itself says something else.
    The same file again changes nothing and leaves no event. ``door`` (a ``beheerder``) is ``None`` when the
    program does it.

    Raises ``Domeinfout`` when the tranche exists with another ``aard``, when its pots are others, or when it
    is finished and the file would change it; ``NietBevoegd``.
    """
    if door is not None:
        vereis_rol(door, Rol.BEHEERDER, nu=nu)
    tranche = zoek_tranche(definitie.code)
    nieuw = tranche is None
    if tranche is None:
        tranche = _maak(definitie, aard=aard, nu=nu)
    elif tranche.aard is not aard:
        raise Domeinfout(
            f"De tranche ‘{tranche.code}’ bestaat al als ‘{tranche.aard}’ en kan niet ‘{aard}’ worden."
        )
    potten = pots(tranche)
    codes, bekend = [pot.code for pot in definitie.potten], [pot.code for pot in potten]
    if codes != bekend:
        raise Domeinfout(
            f"Potten veranderen niet meer. De tranche ‘{tranche.code}’ heeft {opsomming(bekend)};"
            f" het bestand heeft {opsomming(codes)}."
        )
    lader = _Lader(tranche, door=door, nu=nu)
    lader.instellingen(None, Niveau.TRANCHE, definitie.instellingen)
    for pot, potdefinitie in zip(potten, definitie.potten, strict=True):
        lader.instellingen(pot, Niveau.POT, potdefinitie.instellingen)
        lader.plafonds(pot, potdefinitie.plafonds)
    lader.tijdvakken(definitie.tijdvakken)
    if lader.gewijzigd or nieuw:
        if tranche.status is Tranchestatus.AFGEROND:
            raise Domeinfout(f"De tranche ‘{tranche.code}’ is afgerond; het bestand zou nog iets veranderen.")
        naam = definitie.regels.naam.waarde
        if naam is not None and "naam" in lader.gewijzigd:
            tranche.naam = naam
        db.session.flush()
        leg_vast(
            "tranche:geladen" if nieuw else "tranche:bijgewerkt",
            object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
            gegevens={"aard": aard.value, "gewijzigd": lader.gewijzigd},
        )  # fmt: skip
    return tranche


def _maak(definitie: TrancheDefinitie, *, aard: Trancheaard, nu: datetime) -> Tranche:
    tranche = Tranche(
        code=definitie.code, naam=definitie.regels.naam.waarde or definitie.code, aard=aard,
        status=Tranchestatus.VOORBEREIDING, aangemaakt_op=nu,
    )  # fmt: skip
    db.session.add(tranche)
    for volgorde, pot in enumerate(definitie.potten, start=1):
        db.session.add(Pot(tranche=tranche, code=pot.code, volgorde=volgorde))
    db.session.flush()
    return tranche


class _Lader:
    """Adds to the histories of one tranche what the file says differently; ``gewijzigd`` names it."""

    def __init__(self, tranche: Tranche, *, door: Gebruiker | None, nu: datetime) -> None:
        self.tranche = tranche
        self.gewijzigd: list[str] = []
        self._vast: dict[str, Any] = {
            "herkomst": Regelherkomst.BESTAND, "vanaf": nu, "door_id": door.id if door else None,
        }  # fmt: skip

    def instellingen(self, pot: Pot | None, niveau: Niveau, gewenst: Mapping[str, Instelling[Any]]) -> None:
        """The settings of the tranche, or of one pot."""
        pot_id = pot.id if pot else None
        historie: dict[str, list[InstellingWaarde]] = {}
        vraag = select(InstellingWaarde).where(
            InstellingWaarde.tranche_id == self.tranche.id,
            InstellingWaarde.pot_id.is_(None) if pot is None else InstellingWaarde.pot_id == pot_id,
        )
        for rij in db.session.scalars(vraag.order_by(InstellingWaarde.volgnummer)):
            historie.setdefault(rij.sleutel, []).append(rij)

        nieuw: dict[str, Waarden] = {
            sleutel: (als_json(niveau, een), een.bron, een.zekerheid, een.toelichting)
            for sleutel, een in gewenst.items()
        }
        for sleutel, rijen in historie.items():
            if sleutel not in nieuw and _uit_bestand(rijen) is not None:
                nieuw[sleutel] = (VERVALLEN, "bestand van de tranche", Zekerheid.GEVERIFIEERD, "")
        for sleutel, waarden in nieuw.items():
            rijen = historie.get(sleutel, [])
            if rijen and waarden in (_waarden(rijen[-1]), _uit_bestand(rijen)):
                continue
            waarde, bron, zekerheid, toelichting = waarden
            db.session.add(
                InstellingWaarde(
                    tranche_id=self.tranche.id, pot_id=pot_id, sleutel=sleutel, volgnummer=len(rijen) + 1,
                    waarde=waarde, bron=bron, zekerheid=zekerheid, toelichting=toelichting, **self._vast,
                )
            )  # fmt: skip
            self.gewijzigd.append(f"{pot.code}: {sleutel}" if pot else sleutel)

    def plafonds(self, pot: Pot, gewenst: Iterable[Any]) -> None:
        """The ceilings of a pot: the n-th in the file is amendment n, another text of it a correction."""
        rijen = db.session.scalars(
            select(Plafond).where(Plafond.pot_id == pot.id).order_by(Plafond.versie)
        ).all()
        for nummer, een in enumerate(gewenst, start=1):
            versies = [rij for rij in rijen if rij.volgnummer == nummer]
            if self._staat_er(versies, een, als_plafonddefinitie):
                continue
            db.session.add(
                Plafond(
                    pot_id=pot.id, volgnummer=nummer, versie=len(versies) + 1, bedrag_cent=een.bedrag_cent,
                    geldt_vanaf=een.geldt_vanaf, bron=een.bron, zekerheid=een.zekerheid,
                    toelichting=een.toelichting, **self._vast,
                )
            )  # fmt: skip
            self.gewijzigd.append(f"{pot.code}: plafond {nummer}")

    def tijdvakken(self, gewenst: Iterable[Any]) -> None:
        """The windows of the tranche, as ``plafonds``."""
        rijen = db.session.scalars(
            select(Tijdvak).where(Tijdvak.tranche_id == self.tranche.id).order_by(Tijdvak.versie)
        ).all()
        for nummer, een in enumerate(gewenst, start=1):
            versies = [rij for rij in rijen if rij.volgnummer == nummer]
            if self._staat_er(versies, een, als_tijdvakdefinitie):
                continue
            db.session.add(
                Tijdvak(
                    tranche_id=self.tranche.id, volgnummer=nummer, versie=len(versies) + 1, opent=een.opent,
                    sluit=een.sluit, geldt_vanaf=een.geldt_vanaf, bron=een.bron, zekerheid=een.zekerheid,
                    toelichting=een.toelichting, **self._vast,
                )
            )  # fmt: skip
            self.gewijzigd.append(f"tijdvak {nummer}")

    @staticmethod
    def _staat_er(versies: list[Any], een: object, als_definitie: Any) -> bool:
        """Whether the newest version, or the last one of a file, says this already."""
        uit_bestand = [rij for rij in versies if rij.herkomst is Regelherkomst.BESTAND]
        return any(als_definitie(rij) == een for rij in (*versies[-1:], *uit_bestand[-1:]))


def _waarden(rij: InstellingWaarde) -> Waarden:
    return rij.waarde, rij.bron, rij.zekerheid, rij.toelichting


def _uit_bestand(rijen: list[InstellingWaarde]) -> Waarden | None:
    """What the file said last, if it ever said anything."""
    gevonden = [rij for rij in rijen if rij.herkomst is Regelherkomst.BESTAND]
    return _waarden(gevonden[-1]) if gevonden else None
