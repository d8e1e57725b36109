"""Questions about a tranche: asked by a municipality, answered by the ministry, published for everyone at once.

Nobody has an answer before the others, the asker neither: equal chances in a scarce scheme. Who asked is
known to the ministry alone, so what is published is worded by the ministry.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.accounts.kijker import Kijker, kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.vraagmodellen import Tranchevraag, Vraagonderwerp
from subsidie.tranches.vraagtekst import gebreken_van_regels, normale_regels
from subsidie.web.db import db

LANGSTE_VRAAG: Final = 2_000
LANGSTE_ANTWOORD: Final = 6_000
_KENMERK: Final = re.compile(r"[0-9a-f]{32}")

GEWIJZIGD: Final = (
    "Iemand anders heeft dit antwoord intussen gewijzigd. Er is niets opgeslagen. "
    "Lees het antwoord zoals het nu is."
)


def zoek_op_kenmerk(kenmerk: str, *, voor: Kijker) -> Tranchevraag:
    """The question with this key, as far as it exists for ``voor``; raises ``NietGevonden``.

    For a municipality that is its own; for behandelaar and auditor every question.
    """
    vraag: Tranchevraag | None = None
    if _KENMERK.fullmatch(kenmerk):
        vraag = db.session.scalar(select(Tranchevraag).where(Tranchevraag.kenmerk == kenmerk))
    if vraag is None or not (voor.heeft(Rol.BEHANDELAAR, Rol.AUDITOR) or vraag.gm_code in voor.gemeenten):
        raise NietGevonden("Deze vraag is er niet.")
    return vraag


def staat_open_voor_vragen(tranche: Tranche) -> bool:
    """Whether one can ask: until the tranche is closed."""
    return tranche.status in (Tranchestatus.VOORBEREIDING, Tranchestatus.OPEN)


def stel_vraag(
    tranche: Tranche, *, onderwerp: Vraagonderwerp, vraag: str, gm_code: str | None, door: Gebruiker, nu: datetime
) -> Tranchevraag:  # fmt: skip
    """Ask a question; without ``gm_code`` the ministry itself does, to explain something.

    ``nu``: aware. Raises ``NietBevoegd`` unless ``door`` works for that municipality today (or is a behandelaar),
    ``Domeinfout`` once the tranche is closed or when the same question still waits, and ``OngeldigeInvoer`` at
    ``vraag``.
    """
    _vereis_vrager(door, gm_code, nu=nu)
    if not staat_open_voor_vragen(tranche):
        raise Domeinfout(
            "Over een gesloten tranche kunt u hier geen vraag meer stellen. De antwoorden blijven te lezen."
        )
    vraag = normale_regels(vraag)
    if gebreken := gebreken_van_regels(vraag, "vraag", wat="uw vraag", hoogstens=LANGSTE_VRAAG):
        raise OngeldigeInvoer(gebreken)
    al_gesteld = select(Tranchevraag.id).where(
        Tranchevraag.tranche_id == tranche.id,
        Tranchevraag.gm_code == gm_code,
        Tranchevraag.vraag == vraag,
        Tranchevraag.gepubliceerd_op.is_(None),
    )
    if db.session.scalar(al_gesteld) is not None:
        raise Domeinfout("Deze vraag is al gesteld en wacht op een antwoord.")
    rij = Tranchevraag(
        tranche=tranche, onderwerp=onderwerp, vraag=vraag, gesteld_op=nu, gesteld_door=door, gm_code=gm_code
    )
    db.session.add(rij)
    db.session.flush()
    leg_vast(
        "tranchevraag:gesteld", object_soort="tranchevraag", object_id=rij.kenmerk, door=door, nu=nu,
        gegevens={"tranche": tranche.code, "onderwerp": onderwerp.value, "gm_code": gm_code},
    )  # fmt: skip
    return rij


def beantwoord(
    vraag: Tranchevraag, *, vraag_openbaar: str, antwoord: str, gezien_op: datetime | None, door: Gebruiker,
    nu: datetime,
) -> None:  # fmt: skip
    """Write the public wording and the answer, or change them until they are published.

    ``gezien_op``: when the answer that ``door`` had before them was written (``None``: there was none). Raises
    ``NietBevoegd`` for who is no behandelaar, ``OngeldigeInvoer`` at ``vraag_openbaar`` or ``antwoord``, and
    ``Domeinfout`` when it is published already or somebody else wrote in between.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vergrendel(vraag)
    _vereis_ongepubliceerd(vraag)
    if vraag.beantwoord_op != gezien_op:
        raise Domeinfout(GEWIJZIGD)
    openbaar, tekst = normale_regels(vraag_openbaar), normale_regels(antwoord)
    gebreken = gebreken_van_regels(
        openbaar, "vraag_openbaar", wat="de vraag in zoals iedereen die leest", hoogstens=LANGSTE_VRAAG
    )
    gebreken += gebreken_van_regels(tekst, "antwoord", wat="het antwoord", hoogstens=LANGSTE_ANTWOORD)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    vraag.vraag_openbaar, vraag.antwoord = openbaar, tekst
    vraag.beantwoord_op, vraag.beantwoord_door = nu, door
    db.session.flush()
    leg_vast(
        "tranchevraag:beantwoord", object_soort="tranchevraag", object_id=vraag.kenmerk, door=door, nu=nu,
        gegevens={"tranche": vraag.tranche.code, "sha256": sha256_van(vraag)},
    )  # fmt: skip


def publiceer(vraag: Tranchevraag, *, gezien_op: datetime | None, door: Gebruiker, nu: datetime) -> None:
    """Publish the answer for everyone at once; by somebody else than who wrote it (four eyes).

    ``gezien_op`` as for ``beantwoord``: nobody publishes what they did not read. Raises ``NietBevoegd`` and
    ``Domeinfout``.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vergrendel(vraag)
    _vereis_ongepubliceerd(vraag)
    if vraag.beantwoord_op is None:
        raise Domeinfout("Er is nog geen antwoord om te publiceren.")
    if vraag.beantwoord_op != gezien_op:
        raise Domeinfout(GEWIJZIGD)
    if vraag.beantwoord_door_id == door.id:
        raise NietBevoegd("U hebt dit antwoord zelf geschreven. Een collega leest het na en publiceert het.")
    vraag.gepubliceerd_op, vraag.gepubliceerd_door = nu, door
    db.session.flush()
    leg_vast(
        "tranchevraag:gepubliceerd", object_soort="tranchevraag", object_id=vraag.kenmerk, door=door, nu=nu,
        gegevens={"tranche": vraag.tranche.code, "sha256": sha256_van(vraag)},
    )  # fmt: skip
    if vraag.gm_code is not None:
        stel_bericht(
            sleutel=f"tranchevraag:{vraag.kenmerk}:gepubliceerd", groep=Berichtgroep.VRAAG,
            richting=Berichtrichting.UIT, gm_code=vraag.gm_code, object_soort="tranche",
            object_id=vraag.tranche.code, onderwerp="Uw vraag is beantwoord",
            tekst=_bericht(vraag), voorbeeld=vraag.tranche.aard is not Trancheaard.ECHT, door=None, nu=nu,
        )  # fmt: skip


def begin_correctie(vraag: Tranchevraag, *, door: Gebruiker, nu: datetime) -> Tranchevraag:
    """Begin a new answer in the place of a published one; it works when it is published itself.

    The old one stays readable, as replaced. Raises ``NietBevoegd``, and ``Domeinfout`` when it is not published or
    a correction exists already.
    """
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vergrendel(vraag)
    if vraag.gepubliceerd_op is None:
        raise Domeinfout("Dit antwoord is nog niet gepubliceerd. U kunt het gewoon wijzigen.")
    if zoek_opvolger(vraag) is not None:
        raise Domeinfout("Van dit antwoord is al een verbetering gemaakt.")
    nieuw = Tranchevraag(
        tranche=vraag.tranche, onderwerp=vraag.onderwerp, vraag=vraag.vraag_openbaar, gesteld_op=nu, gesteld_door=door,
        gm_code=None, vraag_openbaar=vraag.vraag_openbaar, vervangt_id=vraag.id,
    )  # fmt: skip
    db.session.add(nieuw)
    db.session.flush()
    leg_vast(
        "tranchevraag:correctie_begonnen", object_soort="tranchevraag", object_id=nieuw.kenmerk, door=door, nu=nu,
        gegevens={"tranche": vraag.tranche.code, "vervangt": vraag.kenmerk},
    )  # fmt: skip
    return nieuw


def zoek_opvolger(vraag: Tranchevraag) -> Tranchevraag | None:
    """The correction of this answer, published or not; at most one."""
    gevonden: Tranchevraag | None = db.session.scalar(
        select(Tranchevraag).where(Tranchevraag.vervangt_id == vraag.id)
    )
    return gevonden


def zoek_voorganger(vraag: Tranchevraag) -> Tranchevraag | None:
    """The answer that this one corrects, if any."""
    return None if vraag.vervangt_id is None else db.session.get(Tranchevraag, vraag.vervangt_id)


def sha256_van(vraag: Tranchevraag) -> str:
    """The fingerprint of what is or will be published: the question, an empty line, the answer."""
    return sha256_hex(f"{vraag.vraag_openbaar}\n\n{vraag.antwoord}".encode())


def _bericht(vraag: Tranchevraag) -> str:
    return (
        f"U stelde een vraag over {vraag.tranche.naam}. Het antwoord is gepubliceerd. Iedereen kan het nu lezen; er "
        f"staat niet bij wie het vroeg.\n\nDe vraag\n{vraag.vraag_openbaar}\n\nHet antwoord\n{vraag.antwoord}"
    )


def _vereis_vrager(door: Gebruiker, gm_code: str | None, *, nu: datetime) -> None:
    if gm_code is None:
        vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
        return
    vereis_rol(door, Rol.OPSTELLER, Rol.TEKENBEVOEGDE, nu=nu)
    if gm_code not in kijker_van(door, nu=nu).gemeenten:
        raise NietBevoegd("U werkt niet voor deze gemeente.")


def _vergrendel(vraag: Tranchevraag) -> None:
    """Hold the row until the end of the transaction, and read it as it is now."""
    db.session.refresh(vraag, with_for_update={"key_share": True})


def _vereis_ongepubliceerd(vraag: Tranchevraag) -> None:
    if vraag.gepubliceerd_op is not None:
        raise Domeinfout("Dit antwoord is al gepubliceerd en verandert niet meer. Maak een verbetering.")
