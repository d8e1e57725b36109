"""Looks after attachments beside the web server: scans what waits for it, and clears up content nobody cites.

Both can stop halfway and run again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage, Bijlagestand
from subsidie.aanvragen.bijlagen import geciteerd, vergrendel_inhoud
from subsidie.aanvragen.bijlagenopslag import bijlagenopslag
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.quarantaine import scan_quarantaine
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.berichten.toegang import CONCEPT
from subsidie.config import Instellingen
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VEGER: Final = "bijlagen"
OPRUIMEN: Final = "bijlagen-opruimen"
"""The sweepers (``opzet``)."""

BEWAARD: Final = timedelta(days=1)
"""How long content stays that no attachment points at, or that was taken out of every draft."""

_TUSSENPOOS_S: Final = 3600
"""Looking through the whole folder is for once an hour, not for every round of a minute."""

_laatst_opgeruimd: dict[str, float] = {}


def scan_wachtende(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Scan what waits in quarantine; how many attachments got an answer. Without a scanner nothing happens."""
    return scan_quarantaine(
        Aanvraagbijlage, bijlagenopslag(instellingen), instellingen.clamd, klok=klok, gescand=_na_scan
    )


def ruim_op(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Remove content that no attachment needs; how many files. At most once an hour in one process."""
    opslag, sleutel = bijlagenopslag(instellingen), str(instellingen.opslag)
    if time.monotonic() - _laatst_opgeruimd.get(sleutel, float("-inf")) < _TUSSENPOOS_S:
        return 0
    _laatst_opgeruimd[sleutel] = time.monotonic()
    return ruim_inhoud_op(opslag, nu=klok())


def ruim_inhoud_op(opslag: LokaleOpslag, *, nu: datetime) -> int:
    """Remove what was stored more than ``BEWAARD`` ago and is cited by no draft and no version; how many files.

    Who adds an attachment at the same moment waits for the lock, or holds it, and looks whether its content is there.
    """
    aantal = 0
    for sha256 in list(_oude_inhoud(opslag)):
        with schrijfgrens():
            vergrendel_inhoud(alleen=True)
            if not _is_nodig(sha256, nu=nu):
                aantal += opslag.verwijder(sha256, minstens_oud=BEWAARD)
    return aantal


def _oude_inhoud(opslag: LokaleOpslag) -> Iterator[str]:
    grens = time.time() - BEWAARD.total_seconds()
    for pad in opslag.map.glob("[0-9a-f][0-9a-f]/" + "[0-9a-f]" * 64):
        try:
            if pad.stat().st_mtime < grens:
                yield pad.name
        except FileNotFoundError:
            continue


def _is_nodig(sha256: str, *, nu: datetime) -> bool:
    """Whether a draft has this content, a version cites it, or it was taken out so recently that it can go back."""
    rijen = db.session.execute(
        select(Aanvraagbijlage, Aanvraag)
        .join(Aanvraag, Aanvraagbijlage.aanvraag_id == Aanvraag.id)
        .where(Aanvraagbijlage.sha256 == sha256)
    ).all()
    return any(
        bijlage.verwijderd_op is None
        or bijlage.verwijderd_op > nu - BEWAARD
        or (aanvraag.huidige_versie and any(een[2] == sha256 for een in geciteerd(aanvraag)))
        for bijlage, aanvraag in rijen
    )


def _na_scan(bijlage: Aanvraagbijlage, nu: datetime) -> None:
    leg_vast(
        "aanvraag:bijlage_gescand", object_soort="aanvraag", object_id=bijlage.aanvraag.nummer, door=None, nu=nu,
        gegevens={"bijlage": bijlage.kenmerk, "sha256": bijlage.sha256, "uitslag": bijlage.stand.value},
    )  # fmt: skip
    if bijlage.stand is Bijlagestand.BESMET:
        _waarschuw(bijlage, moment=nu)


def _waarschuw(bijlage: Aanvraagbijlage, *, moment: datetime) -> None:
    aanvraag = bijlage.aanvraag
    # What was added since and never filed is the municipality's alone, whatever the application is by now.
    ingediend = (bijlage.soort, bijlage.naam, bijlage.sha256) in geciteerd(aanvraag)
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:virus:{bijlage.kenmerk}", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code,
        object_soort="aanvraag" if ingediend else CONCEPT, object_id=aanvraag.nummer,
        onderwerp=f"Een bijlage bij aanvraag {aanvraag.nummer} is niet te gebruiken",
        tekst=(
            f"In het bestand ‘{bijlage.naam}’ bij aanvraag {aanvraag.nummer} heeft de virusscanner een virus gevonden. "
            "Niemand kan het bestand openen. "
            + (
                "De bijlage telt als niet ontvangen. Neem contact op met de behandelaar over hoe u haar opnieuw stuurt."
                if ingediend
                else "Verwijder het bestand en voeg een schoon bestand toe. Pas daarna kunt u indienen."
            )
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=None, nu=moment,
    )  # fmt: skip
