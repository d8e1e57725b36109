"""Applications that are ready to be filed, and filing them as the pages do."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.bijlagen import Bestand, Grenzen, voeg_toe
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.indienen import Klaar, indienen, maak_klaar
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.indienstuk import Indienstuk, maak_indienstuk
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels, tijdvak_op
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.concepten import ZWOLLE, concept

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"
"""The smallest file that counts as a PDF."""
VERKLARINGEN = {f"verklaring_{code}": "ja" for code in ("naar_waarheid", "bevoegd", "geen_volledige_dekking")}
RUIM = Grenzen(1024 * 1024, 10 * 1024 * 1024)


def indienbaar(
    tranche: Tranche, door: Gebruiker, *, nu: datetime, gm_code: str = ZWOLLE, **delen: Any
) -> Aanvraag:
    """A draft with everything without which it could not be filed; inside the commit boundary."""
    return concept(tranche, door, nu=nu, gm_code=gm_code, **({"verklaringen": VERKLARINGEN} | delen))


def stuk_van(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> Indienstuk:
    """What ``door`` would see on the page to file at ``nu``."""
    return maak_indienstuk(get_werkkopie(aanvraag.nummer, voor=kijker_van(door, nu=nu), nu=nu))


def klaar_van(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> Klaar:
    """The same, ready to be written."""
    return maak_klaar(stuk_van(aanvraag, door, nu=nu), ontvangen_op=nu)


def dien_in(
    aanvraag: Aanvraag, door: Gebruiker, *, ontvangen_op: datetime, nu: datetime | None = None, sleutel: str = "",
    te_laat_begrepen: bool = False,
) -> Indiening:  # fmt: skip
    """File it as it stands, in a transaction of its own; ``nu`` is when it is recorded, later when not given."""
    klaar = klaar_van(aanvraag, door, nu=ontvangen_op)
    with schrijfgrens():
        return indienen(
            klaar, sleutel=sleutel or f"{aanvraag.nummer}-{ontvangen_op.isoformat()}"[:64], gezien_sha256=klaar.sha256,
            door=door, ontvangen_op=ontvangen_op, nu=nu or ontvangen_op + timedelta(seconds=1),
            te_laat_begrepen=te_laat_begrepen,
        )  # fmt: skip


def sluiting(tranche: Tranche, moment: datetime) -> datetime:
    """The last second of the window as it holds at ``moment``."""
    tijdvak = tijdvak_op(tranche, moment)
    assert tijdvak is not None
    assert tijdvak.sluit is not None
    return tijdvak.sluit


def bestand(inhoud: bytes = PDF, naam: str = "begroting.pdf", mediatype: str = "application/pdf") -> Bestand:
    """A file as it would be in the storage."""
    return Bestand(naam, mediatype, len(inhoud), hashlib.sha256(inhoud).hexdigest())


def hang_aan(
    aanvraag: Aanvraag, door: Gebruiker, opslag: LokaleOpslag, *, nu: datetime, inhoud: bytes = PDF,
    naam: str = "begroting.pdf", soort: str = "begroting", grenzen: Grenzen = RUIM, gescand: bool = False,
) -> Aanvraagbijlage:  # fmt: skip
    """Store a file and attach it; inside the commit boundary."""
    opslag.bewaar(inhoud)
    bijlage, _ = voeg_toe(
        aanvraag.nummer, bestand(inhoud, naam), soort=soort, regelset=regels(aanvraag.tranche), grenzen=grenzen,
        opslag=opslag, gescand=gescand, door=door, nu=nu,
    )  # fmt: skip
    return bijlage


def werkmap() -> bytes:
    """An XLSX that is as small as a real one."""
    import xlsxwriter

    stroom = io.BytesIO()
    with xlsxwriter.Workbook(stroom, {"in_memory": True}) as boek:
        boek.add_worksheet("Begroting").write(0, 0, "kosten")
    return stroom.getvalue()


def zipbom() -> bytes:
    """A small XLSX that would become a gigabyte."""
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("[Content_Types].xml", "<Types/>")
        with archief.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as deel:
            for _ in range(64):
                deel.write(b"\0" * 1024 * 1024)
    return stroom.getvalue()
