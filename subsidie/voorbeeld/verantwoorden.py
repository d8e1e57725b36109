"""What the municipalities of the examples accounted for through SiSa: invented rows, read as a file is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import exists, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.stand import lees_standen
from subsidie.tranches.models import Tranche
from subsidie.verantwoording.sisa_inlezen import lees_in
from subsidie.verantwoording.sisamodellen import Sisainlezing
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

KOLOMMEN: Final = (
    "gm_code", "besteding", "zelfstandige_uitvoering", "correctie", "cumulatief", "eindverantwoording",
    "bevindingen", "onrechtmatig",
)  # fmt: skip
TEMPO: Final = (20, 55, 85, 100)
"""Per cent of the money that is spent by the end of the first year, the second, and so on."""
BEVINDING: Final = "Van een deel van de kosten ontbreekt een factuur (verzonnen bevinding)."
ONRECHTMATIG_EUR: Final = 12_500


def verantwoord(
    tranche: Tranche, personen: Mapping[str, Gebruiker], *, bekendgemaakt_op: date, nu: datetime,
    ook_klaar: str = "",
) -> None:  # fmt: skip
    """Read a file for every year since the award that municipalities have accounted for by ``nu``; again: nothing.

    Who has every home delivered says in the last year that it is the final account; so does ``ook_klaar``, a
    municipality that builds no more.
    """
    if db.session.scalar(select(exists().where(Sisainlezing.tranche_id == tranche.id))):
        return
    betaald = _betaald(tranche)
    klaar = _klaar(tranche) | {ook_klaar}
    eerste = bekendgemaakt_op.year if bekendgemaakt_op.month < 12 else bekendgemaakt_op.year + 1
    jaren = [jaar for jaar in range(eerste, nu.year) if _ingelezen_op(jaar) < nu]
    with schrijfgrens():
        for plaats, jaar in enumerate(jaren):
            rijen = [
                _rij(code, cent, plaats, is_eind=jaar == jaren[-1] and code in klaar, valt_op=nummer == 1)
                for nummer, (code, cent) in enumerate(betaald.items())
            ]
            inhoud = "\r\n".join([",".join(KOLOMMEN), *rijen]).encode()
            lees_in(
                tranche, jaar, f"sisa-{tranche.code}-{jaar}.csv", inhoud, door=personen["financieel"],
                nu=_ingelezen_op(jaar),
            )  # fmt: skip


def _ingelezen_op(jaar: int) -> datetime:
    """In September after the year: municipalities send their accounts by 15 July (Fvw 17a)."""
    return moment_in_amsterdam(date(jaar + 1, 9, 7), time(10, 0))


def _betaald(tranche: Tranche) -> dict[str, int]:
    vraag = (
        select(Aanvraag.gm_code, func.sum(Betaalopdracht.bedrag_cent))
        .join(Betaalopdracht, Betaalopdracht.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, Betaalopdracht.status == Opdrachtstatus.BETAALD)
        .group_by(Aanvraag.gm_code)
        .order_by(Aanvraag.gm_code)
    )
    return {code: int(cent) for code, cent in db.session.execute(vraag)}


def _klaar(tranche: Tranche) -> set[str]:
    """Municipalities of which every promised home was delivered and accepted."""
    vraag = select(Aanvraag.id, Aanvraag.gm_code).where(Aanvraag.tranche_id == tranche.id)
    gemeenten = {rij.id: rij.gm_code for rij in db.session.execute(vraag)}
    standen = lees_standen(list(gemeenten))
    bezig = {gemeenten[id_] for id_, stand in standen.items() if stand.te_leveren}
    return set(gemeenten.values()) - bezig


def _rij(code: str, betaald_cent: int, plaats: int, *, is_eind: bool, valt_op: bool) -> str:
    tot, eerder = _tempo(plaats, is_eind=is_eind), _tempo(plaats - 1)
    cumulatief = betaald_cent * tot // 100
    besteding = cumulatief - betaald_cent * eerder // 100
    return ",".join(
        (
            code, _euro(besteding), "Ja", '"0,00"', _euro(cumulatief), "Ja" if is_eind else "Nee",
            BEVINDING if valt_op else "", str(ONRECHTMATIG_EUR) if valt_op else "",
        )
    )  # fmt: skip


def _tempo(plaats: int, *, is_eind: bool = False) -> int:
    if plaats < 0:
        return 0
    return 100 if is_eind else TEMPO[min(plaats, len(TEMPO) - 1)]


def _euro(cent: int) -> str:
    return f'"{cent // 100},{cent % 100:02}"'
