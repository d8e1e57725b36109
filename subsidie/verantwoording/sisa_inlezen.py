"""Reading what municipalities accounted for through SiSa: a file of one tranche and one year, whole or not at all.

Every fault is named with its row and column. What adds up otherwise than expected is no fault: it is recorded as the
municipality and its accountant gave it, and named beside it (``sisa_beeld``). Earlier rows stay; the newest counts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.bronbestand import Celwaarde, Tabel, lees_csvtabel
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, Rijlezer, lees_rijen
from subsidie.aanvragen.bronwerkmap import lees_blad
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, HOOGSTE_PROJECTBEDRAG_CENT, bedrag, tekst, weiger
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import AMSTERDAM, dag_in_amsterdam, moment_nl
from subsidie.realisatie.afrekenketen import verleend_in
from subsidie.register.eindgemeente import eindgemeenten
from subsidie.register.gemeenten import Stand
from subsidie.register.models import Gemeente
from subsidie.register.service import gemeente_op
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.verantwoording.sisamodellen import Sisainlezing, Sisaregel
from subsidie.web.db import db

TABEL: Final = "sisa"
INLEZERS: Final = (Rol.BEHANDELAAR, Rol.FINANCIEEL)
KOLOMMEN: Final = (
    "gm_code",
    "besteding",
    "zelfstandige_uitvoering",
    "correctie",
    "cumulatief",
    "eindverantwoording",
)
VRIJE_KOLOMMEN: Final = ("gemeente", "bevindingen", "onrechtmatig")
EERSTE_JAAR: Final = 2020
LANGSTE_BEVINDING: Final = 4_000
LANGSTE_NAAM: Final = 200
MEESTE_RIJEN: Final = 1_000
"""About three times as many as there are municipalities."""
_WAT: Final = Kolommen(KOLOMMEN, VRIJE_KOLOMMEN, "aanvragen", AANVRAAGKOLOMMEN, MEESTE_RIJEN)
_BEDRAG: Final = bedrag(laagste_cent=0, hoogste_cent=HOOGSTE_PROJECTBEDRAG_CENT)
_SJABLOON: Final = (*KOLOMMEN[:1], "gemeente", *KOLOMMEN[1:], "bevindingen", "onrechtmatig")


@dataclass(frozen=True, slots=True)
class Rijwaarden:
    """One row: the indicators of one municipality; amounts in eurocents."""

    gm_code: str
    besteding_cent: int
    correctie_cent: int
    cumulatief_cent: int
    zelfstandige_uitvoering: bool
    eindverantwoording: bool
    bevindingen: str
    onrechtmatig_cent: int


def list_ontvangers(tranche: Tranche, jaar: int) -> list[str]:
    """The codes of who accounts for awards in ``tranche`` over ``jaar``, as municipalities are at its end; by name."""
    einden = eindgemeenten(date(jaar, 12, 31))
    codes = set(db.session.scalars(select(Gemeente.gm_code)))
    aanvraagcodes = _codes_met_verlening(tranche, codes)
    namen = {een.gm_code: een.naam for een in db.session.scalars(select(Gemeente))}
    return sorted(
        {einden.get(code, code) for code in aanvraagcodes}, key=lambda code: (namen.get(code, code), code)
    )


def sjabloon(tranche: Tranche, *, moment: datetime) -> bytes:
    """A workbook to fill in, with a row for every municipality that accounts; ``moment`` (aware): its date inside.

    Municipalities are those at the end of the year before ``moment``: that is what is accounted for.
    """
    buffer = io.BytesIO()
    boek = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"title": TABEL, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    vet, blad = boek.add_format({"bold": True}), boek.add_worksheet(TABEL)
    namen = {een.gm_code: een.naam for een in db.session.scalars(select(Gemeente))}
    for plaats, naam in enumerate(_SJABLOON):
        blad.set_column(plaats, plaats, 40 if naam == "bevindingen" else 22)
        blad.write_string(0, plaats, naam, vet)
    for rij, code in enumerate(list_ontvangers(tranche, moment.astimezone(AMSTERDAM).year - 1), start=1):
        blad.write_string(rij, 0, code)
        blad.write_string(rij, 1, namen.get(code, ""))
    blad.freeze_panes(1, 2)
    boek.close()
    return buffer.getvalue()


def lees_in(
    tranche: Tranche, jaar: int, naam: str, inhoud: bytes, *, door: Gebruiker, nu: datetime
) -> Sisainlezing:
    """Record the rows of a file about ``jaar`` (CSV or XLSX with the sheet ``sisa``); ``naam``: of the file.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``jaar`` or with every fault at ``sisa, rij 3, kolom gm_code``, and
    ``Domeinfout`` for a file that was read before for this tranche and year; then nothing is recorded.
    """
    vereis_rol(door, *INLEZERS, nu=nu)
    vergrendel_tranche(tranche)
    vorig = dag_in_amsterdam(nu).year - 1
    if not EERSTE_JAAR <= jaar <= vorig:
        raise OngeldigeInvoer.van("jaar", f"Kies een jaar van {EERSTE_JAAR} tot en met {vorig}.")
    sha256 = sha256_hex(inhoud)
    _vereis_nieuw(tranche, jaar, sha256)
    gebreken = Gebrekenlijst(TABEL)
    rijen = lees_rijen(_tabel(inhoud), _WAT, gebreken)
    waarden = _lees(tranche, jaar, rijen)
    if lijst := gebreken.lijst():
        raise OngeldigeInvoer(lijst)
    zichtbaar = "".join(teken for teken in naam if not verboden_tekens(teken, hoogstens=1)).strip()
    inlezing = Sisainlezing(
        tranche_id=tranche.id, jaar=jaar, naam=zichtbaar[:LANGSTE_NAAM] or TABEL, sha256=sha256, ingelezen_op=nu,
        door=door,
    )  # fmt: skip
    db.session.add(inlezing)
    db.session.flush()
    db.session.add_all(Sisaregel(inlezing_id=inlezing.id, **_als_velden(een)) for een in waarden)
    db.session.flush()
    leg_vast(
        "tranche:sisa_ingelezen", object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
        gegevens={
            "jaar": jaar, "naam": inlezing.naam, "sha256": sha256, "gemeenten": len(waarden),
            "eindverantwoordingen": sum(een.eindverantwoording for een in waarden),
        },
    )  # fmt: skip
    return inlezing


def _als_velden(een: Rijwaarden) -> dict[str, Any]:
    return {naam: getattr(een, naam) for naam in een.__dataclass_fields__}


def _tabel(inhoud: bytes) -> Tabel:
    if not inhoud:
        return Tabel.onleesbaar(TABEL, "Dit bestand is leeg.")
    return lees_blad(inhoud, TABEL) if inhoud.startswith(b"PK") else lees_csvtabel(TABEL, inhoud)


def _vereis_nieuw(tranche: Tranche, jaar: int, sha256: str) -> None:
    eerder = db.session.scalar(
        select(Sisainlezing)
        .options(joinedload(Sisainlezing.door))
        .where(
            Sisainlezing.tranche_id == tranche.id, Sisainlezing.jaar == jaar, Sisainlezing.sha256 == sha256
        )
    )
    if eerder is not None:
        raise Domeinfout(
            f"Dit bestand is voor {jaar} al ingelezen, op {moment_nl(eerder.ingelezen_op)} door {eerder.door.naam}. Er "
            "is niets veranderd."
        )


def _codes_met_verlening(tranche: Tranche, codes: set[str]) -> set[str]:
    ids = verleend_in(tranche.id, codes)
    vraag = select(Aanvraag.gm_code).where(Aanvraag.id.in_(list(ids))).distinct()
    return set(db.session.scalars(vraag))


def _lees(tranche: Tranche, jaar: int, rijen: Sequence[Rijlezer]) -> list[Rijwaarden]:
    ontvangers, einden = set(list_ontvangers(tranche, jaar)), eindgemeenten(date(jaar, 12, 31))
    gevonden: list[Rijwaarden] = []
    eerste: dict[str, int] = {}
    for rij in rijen:
        if rij.scheef:
            continue
        code = _gemeente(rij, jaar, ontvangers, einden)
        if code is not None and eerste.setdefault(code, rij.nummer) != rij.nummer:
            rij.meld("gm_code", f"Deze gemeente staat ook in rij {eerste[code]}. Haal er één weg.")
        waarden = _waarden(rij)
        if code is not None and waarden is not None and rij.foutloos:
            gevonden.append(Rijwaarden(code, **waarden))
    return gevonden


def _gemeente(rij: Rijlezer, jaar: int, ontvangers: set[str], einden: Mapping[str, str]) -> str | None:
    code = rij.lees("gm_code", tekst)
    if code is None:
        return None
    if code not in einden:
        rij.meld("gm_code", "Deze code kent het register van gemeenten niet. Schrijf GM en vier cijfers.")
        return None
    op_dag = gemeente_op(code, date(jaar, 12, 31))
    if op_dag.stand in (Stand.OPGEHEVEN, Stand.NOG_NIET):
        slot = f" Geef de verantwoording op bij {op_dag.opvolger.gm_code}." if op_dag.opvolger else ""
        rij.meld("gm_code", f"{op_dag}{slot}")
        return None
    if einden[code] not in ontvangers:
        rij.meld(
            "gm_code", "Deze gemeente heeft in deze tranche geen verlening: er valt niets te verantwoorden."
        )
        return None
    return code


def _waarden(rij: Rijlezer) -> dict[str, Any] | None:
    besteding, cumulatief = rij.lees("besteding", _BEDRAG), rij.lees("cumulatief", _BEDRAG)
    correctie = rij.lees("correctie", _bedrag_met_min)
    zelf, eind = rij.lees("zelfstandige_uitvoering", _ja_nee), rij.lees("eindverantwoording", _ja_nee)
    bevindingen = rij.lees("bevindingen", _bevinding, leeg=None) or ""
    onrechtmatig = rij.lees("onrechtmatig", _BEDRAG, leeg=None) or 0
    if onrechtmatig and not bevindingen and rij.is_leeg("bevindingen"):
        rij.meld("onrechtmatig", "Schrijf bij een onrechtmatig bedrag ook de bevinding van de accountant.")
    if cumulatief is not None and onrechtmatig > cumulatief:
        rij.meld(
            "onrechtmatig",
            f"Dit is meer dan de cumulatieve besteding ({euro_kort(cumulatief)}). Dat kan niet.",
        )
    if besteding is None or cumulatief is None or correctie is None or zelf is None or eind is None:
        return None
    return {
        "besteding_cent": besteding, "correctie_cent": correctie, "cumulatief_cent": cumulatief,
        "zelfstandige_uitvoering": zelf, "eindverantwoording": eind, "bevindingen": bevindingen,
        "onrechtmatig_cent": onrechtmatig,
    }  # fmt: skip


def _bedrag_met_min(waarde: Celwaarde) -> int:
    """An amount that may be below zero: what was spent less in the year before than was accounted for."""
    if isinstance(waarde, Decimal) and waarde < 0:
        return -_BEDRAG(-waarde)
    if isinstance(waarde, str) and waarde.lstrip("€ \u00a0").startswith("-"):
        return -_BEDRAG(waarde.replace("-", "", 1))
    return _BEDRAG(waarde)


def _ja_nee(waarde: Celwaarde) -> bool:
    """``Ja`` or ``Nee``, as the annex writes it, or yes/no of a workbook."""
    if isinstance(waarde, bool):
        return waarde
    woord = tekst(waarde).casefold()
    if woord in ("ja", "nee"):
        return woord == "ja"
    raise weiger("Schrijf Ja of Nee.")


def _bevinding(waarde: Celwaarde) -> str:
    gelezen = tekst(waarde)
    if len(gelezen) > LANGSTE_BEVINDING:
        raise weiger(f"Dit is te lang. Gebruik ten hoogste {LANGSTE_BEVINDING} tekens.")
    if verboden_tekens(gelezen, hoogstens=1):
        raise weiger("Hierin staan tekens die niemand kan zien. Typ het opnieuw.")
    return gelezen
