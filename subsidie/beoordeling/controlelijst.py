"""The checklist of a tranche: what was found on each point of the newest version, by whom and when.

A tranche without a checklist has no points, and nothing here stands in the way. What was found is kept per version
and never changed: whoever looks again adds a line, and the newest counts. On a new version everything is looked at
anew; what was found on the one before stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.behandelmodellen import Controleoordeel, Controleuitkomst
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import aantal, verboden_tekens
from subsidie.tranches.service import regels
from subsidie.tranches.waarden import Controlepunt
from subsidie.web.db import db

LANGSTE_TOELICHTING: Final = 2_000

CONTROLEERBAAR: Final = frozenset(
    {Aanvraagstatus.INGEDIEND, Aanvraagstatus.AANVULLING_GEVRAAGD, Aanvraagstatus.VOLLEDIG}
)
"""Where a checklist can be filled in: received, and the assessment has not begun."""


@dataclass(frozen=True, slots=True)
class Puntoordeel:
    """What someone finds on one point; ``toelichting`` is for the ministry only."""

    oordeel: Controleoordeel
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Puntstand:
    """One point with what was found last on this version (``nu``) and on an earlier one (``eerder``), if anything."""

    punt: Controlepunt
    nu: Controleuitkomst | None
    eerder: Controleuitkomst | None

    @property
    def deel(self) -> Aanvraagdeel:
        """The part of the application that it is about."""
        return Aanvraagdeel(self.punt.deel.value)

    @property
    def deelnaam(self) -> str:
        """That part in words."""
        return DEELNAMEN[self.deel]

    @property
    def is_goed(self) -> bool:
        """Whether it was found in order, or not to apply, in this version."""
        return self.nu is not None and self.nu.oordeel is not Controleoordeel.ONTBREEKT

    @property
    def ontbreekt(self) -> bool:
        """Whether it was found missing in this version."""
        return self.nu is not None and self.nu.oordeel is Controleoordeel.ONTBREEKT


@dataclass(frozen=True, slots=True)
class Controlestand:
    """How the checklist of one version stands; no points where the tranche has no checklist."""

    punten: tuple[Puntstand, ...]

    @property
    def is_er(self) -> bool:
        """Whether the tranche has a checklist."""
        return bool(self.punten)

    @property
    def te_doen(self) -> int:
        """How many points nobody looked at yet in this version."""
        return sum(1 for een in self.punten if een.nu is None)

    @property
    def ontbrekend(self) -> tuple[Puntstand, ...]:
        """The points that were found missing."""
        return tuple(een for een in self.punten if een.ontbreekt)

    @property
    def is_goed(self) -> bool:
        """Whether every point is in order or does not apply; also when there is no checklist."""
        return all(een.is_goed for een in self.punten)


def controlepunten(aanvraag: Aanvraag) -> tuple[Controlepunt, ...]:
    """The points of the tranche, in order; none where it has no checklist, or it is not known."""
    regelset = regels(aanvraag.tranche)
    return (regelset.controlelijst.waarde or ()) if regelset.heeft("controlelijst") else ()


def controlestand(aanvraag: Aanvraag) -> Controlestand:
    """How the checklist stands for the newest version of ``aanvraag``; at most one query."""
    punten = controlepunten(aanvraag)
    if not punten:
        return Controlestand(())
    rijen = db.session.execute(
        select(Controleuitkomst, AanvraagVersie.volgnummer)
        .join(AanvraagVersie, Controleuitkomst.versie_id == AanvraagVersie.id)
        .where(Controleuitkomst.aanvraag_id == aanvraag.id)
        .order_by(AanvraagVersie.volgnummer, Controleuitkomst.id)
    ).all()
    huidig = {rij.punt: rij for rij, versie in rijen if versie == aanvraag.huidige_versie}
    eerder = {rij.punt: rij for rij, versie in rijen if versie < aanvraag.huidige_versie}
    return Controlestand(
        tuple(Puntstand(punt, huidig.get(punt.code), eerder.get(punt.code)) for punt in punten)
    )


def leg_controle_vast(
    aanvraag: Aanvraag,
    gevonden: Mapping[str, Puntoordeel],
    *,
    gezien_versie: int,
    door: Gebruiker,
    nu: datetime,
) -> int:
    """Record what ``door`` found, by code of the point; answers how many points changed.

    What is the same as the last finding on this version is not recorded again. ``gezien_versie``: the version that was
    looked at. Raises ``NietBevoegd`` (role, interest, another function on this application), ``OngeldigeInvoer`` at
    ``toelichting_<code>``, and ``Domeinfout`` for a newer version or once the assessment began.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if aanvraag.status not in CONTROLEERBAAR:
        raise Domeinfout(
            f"Aanvraag {aanvraag.nummer} wordt al beoordeeld: de controlelijst verandert niet meer."
        )
    if aanvraag.huidige_versie != gezien_versie:
        raise Domeinfout(
            f"Van aanvraag {aanvraag.nummer} is intussen versie {aanvraag.huidige_versie} binnengekomen; u bekeek "
            f"versie {gezien_versie}. Bekijk eerst wat er is veranderd."
        )
    stand = controlestand(aanvraag)
    _controleer(stand, gevonden)
    nieuw = [een for een in stand.punten if _is_anders(een, gevonden.get(een.punt.code))]
    if not nieuw:
        return 0
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    versie = get_versie(aanvraag)
    for een in nieuw:
        wat = gevonden[een.punt.code]
        db.session.add(
            Controleuitkomst(
                aanvraag_id=aanvraag.id, versie_id=versie.id, punt=een.punt.code, oordeel=wat.oordeel,
                toelichting=wat.toelichting.strip(), door_id=door.id, als=Functiegroep.BEHANDELING, vastgelegd_op=nu,
            )
        )  # fmt: skip
    db.session.flush()
    leg_vast(
        "aanvraag:gecontroleerd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "versie": aanvraag.huidige_versie,
            "oordelen": {een.punt.code: gevonden[een.punt.code].oordeel.value for een in nieuw},
        },
    )  # fmt: skip
    return len(nieuw)


def vereis_gecontroleerd(aanvraag: Aanvraag) -> None:
    """Raises ``Domeinfout`` unless every point is in order, or does not apply, in the newest version."""
    stand = controlestand(aanvraag)
    if stand.is_goed:
        return
    if stand.ontbrekend:
        namen = "; ".join(een.punt.naam for een in stand.ontbrekend)
        raise Domeinfout(f"Op de controlelijst ontbreekt nog: {namen}. Vraag om een aanvulling.")
    raise Domeinfout(
        f"Op de controlelijst {'is' if stand.te_doen == 1 else 'zijn'} nog "
        f"{aantal(stand.te_doen, 'punt', 'punten')} niet bekeken."
    )


def _is_anders(stand: Puntstand, gevonden: Puntoordeel | None) -> bool:
    if gevonden is None:
        return False
    return stand.nu is None or (stand.nu.oordeel, stand.nu.toelichting) != (
        gevonden.oordeel,
        gevonden.toelichting.strip(),
    )


def _controleer(stand: Controlestand, gevonden: Mapping[str, Puntoordeel]) -> None:
    bekend = {een.punt.code for een in stand.punten}
    gebreken = [
        Gebrek("", f"De controlelijst heeft geen punt ‘{code}’.") for code in gevonden if code not in bekend
    ]
    for code, wat in gevonden.items():
        waar, tekst = f"toelichting_{code}", wat.toelichting.strip()
        if len(tekst) > LANGSTE_TOELICHTING or verboden_tekens(tekst, hoogstens=1):
            gebreken.append(Gebrek(waar, "Schrijf hoogstens 2.000 gewone tekens."))
        elif wat.oordeel is Controleoordeel.NIET_VAN_TOEPASSING and not tekst:
            gebreken.append(Gebrek(waar, "Schrijf waarom dit punt niet van toepassing is."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
