"""Sends what is due: reminders before a last day, an address after it, the yearly confirmation that is missing.

Each step once (``Waarschuwing``), in a transaction of its own with its message and its event. Whether it is still
needed is looked at again under the lock: the municipality may have reported a minute ago.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag, vergrendel
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import LANGSTE_ONDERWERP, stel_bericht
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.projecten import Projectstand, lees_projecten
from subsidie.realisatie.waarschuwregels import Aanleiding, Stap, aanleidingen, onderwerp, tekst
from subsidie.realisatie.wijzigingmodellen import Waarschuwing, Waarschuwingsoort
from subsidie.web.db import db

VEGER: Final = "waarschuwingen"
_GROEPEN: Final = {Waarschuwingsoort.ESCALATIE: Berichtgroep.FORMEEL}
"""That an obligation was not met can have consequences: nobody misses it by a choice about mail."""


@dataclass(frozen=True, slots=True)
class Voorstel:
    """One warning that is due, of one award."""

    project: Projectstand
    wat: Aanleiding


def list_voorstellen(op: date) -> list[Voorstel]:
    """Everything that must be told on the day ``op`` and was not told yet, in order of application.

    Reads only, in a constant number of queries; also for a day to come, to see what would go out.
    """
    return _voorstellen(lees_projecten(op), op)


def verstuur(voorstel: Voorstel, *, adres: str, nu: datetime) -> bool:
    """Send one warning, unless it is not needed any more or went out meanwhile; whether it was sent.

    ``adres``: where the program is found by a browser, empty when that is not set; ``nu``: aware. The caller commits.
    """
    aanvraag = get_aanvraag(voorstel.project.nummer)
    vergrendel(aanvraag)
    vandaag = dag_in_amsterdam(nu)
    nog = _voorstellen(lees_projecten(vandaag, nummer=aanvraag.nummer), vandaag)
    geldig = next((een for een in nog if een.wat.stap == voorstel.wat.stap), None)
    if geldig is None:
        return False
    _leg_vast(aanvraag, geldig, adres=adres, nu=nu)
    return True


def _leg_vast(aanvraag: Aanvraag, voorstel: Voorstel, *, adres: str, nu: datetime) -> None:
    wat, project = voorstel.wat, voorstel.project
    soort, code, uiterlijk, dagen = wat.stap
    db.session.add(
        Waarschuwing(
            aanvraag_id=aanvraag.id,
            soort=soort,
            verplichting=code,
            uiterlijk=uiterlijk,
            dagen=dagen,
            verstuurd_op=nu,
        )
    )
    db.session.flush()
    stel_bericht(
        sleutel=f"waarschuwing:{aanvraag.nummer}:{soort.value}:{code}:{uiterlijk.isoformat()}:{dagen}",
        groep=_GROEPEN.get(soort, Berichtgroep.HERINNERING), richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code,
        object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=onderwerp(wat, aanvraag.nummer)[:LANGSTE_ONDERWERP],
        tekst=tekst(
            wat, project.feiten, nummer=aanvraag.nummer, project=project.project,
            link=f"{adres.rstrip('/')}/aanvragen/{aanvraag.nummer}/realisatie" if adres else "",
        ),
        voorbeeld=project.voorbeeld, door=None, nu=nu,
    )  # fmt: skip
    leg_vast(
        "aanvraag:gewaarschuwd", object_soort="aanvraag", object_id=aanvraag.nummer, door=None, nu=nu,
        gegevens={"soort": soort.value, "verplichting": code, "melding": _in_woorden(wat)},
    )  # fmt: skip


def _in_woorden(wat: Aanleiding) -> str:
    """For the trail: ``60 dagen voor de uiterste dag 1 december 2025: eerste onomkeerbare stap``."""
    wanneer = f"{aantal(abs(wat.dagen), 'dag', 'dagen')} {'voor' if wat.dagen > 0 else 'na'}"
    if wat.soort is Waarschuwingsoort.RAPPORTAGE:
        return f"{wanneer} het einde van {wat.uiterlijk.year}: de jaarlijkse bevestiging ontbreekt"
    return f"{wanneer} de uiterste dag {datum_nl(wat.uiterlijk)}: {wat.plicht.naam}"


def _voorstellen(projecten: Iterable[Projectstand], op: date) -> list[Voorstel]:
    alle = list(projecten)
    gedaan = _gedaan([een.aanvraag_id for een in alle])
    return [
        Voorstel(project, wat)
        for project in alle
        for wat in aanleidingen(
            project.feiten, project.lopend, drempels=project.drempels,
            gedaan=gedaan.get(project.aanvraag_id, ()), vandaag=op,
        )
    ]  # fmt: skip


def _gedaan(ids: list[int]) -> dict[int, set[Stap]]:
    vraag = select(
        Waarschuwing.aanvraag_id, Waarschuwing.soort, Waarschuwing.verplichting, Waarschuwing.uiterlijk,
        Waarschuwing.dagen,
    ).where(Waarschuwing.aanvraag_id.in_(ids))  # fmt: skip
    gevonden: dict[int, set[Stap]] = defaultdict(set)
    for rij in db.session.execute(vraag) if ids else ():
        gevonden[rij.aanvraag_id].add((rij.soort, rij.verplichting, rij.uiterlijk, rij.dagen))
    return gevonden
