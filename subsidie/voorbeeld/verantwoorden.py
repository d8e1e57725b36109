"""What the municipalities of the examples accounted for through SiSa: invented rows, read as a file is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.stand import lees_standen
from subsidie.tranches.models import Tranche
from subsidie.verantwoording.sisa_inlezen import lees_in
from subsidie.voorbeeld.agenda import Draad
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


def stappen(
    tranche: Tranche, personen: Mapping[str, Gebruiker], *, bekendgemaakt_op: date, tot: datetime,
    ook_klaar: str = "",
) -> Draad[None]:  # fmt: skip
    """Read a file for every year since the award that municipalities have accounted for by ``tot``.

    Who has every home delivered says in the last year that it is the final account; so does ``ook_klaar``, a
    municipality that builds no more.
    """
    eerste = bekendgemaakt_op.year if bekendgemaakt_op.month < 12 else bekendgemaakt_op.year + 1
    jaren = [jaar for jaar in range(eerste, tot.year) if ingelezen_op(jaar) < tot]
    for plaats, jaar in enumerate(jaren):
        moment = ingelezen_op(jaar)
        yield moment
        klaar = _klaar(tranche) | {ook_klaar} if jaar == jaren[-1] else set()
        rijen = [
            rij(code, cent, plaats, is_eind=code in klaar, valt_op=nummer == 1)
            for nummer, (code, cent) in enumerate(betaald_per_gemeente(tranche).items())
        ]
        with schrijfgrens():
            lees_in(
                tranche, jaar, f"sisa-{tranche.code}-{jaar}.csv", als_bestand(rijen), door=personen["financieel"],
                nu=moment,
            )  # fmt: skip


def als_bestand(rijen: Sequence[str]) -> bytes:
    """A file of these rows as it is read."""
    return "\r\n".join([",".join(KOLOMMEN), *rijen]).encode()


def ingelezen_op(jaar: int) -> datetime:
    """In September after the year: municipalities send their accounts by 15 July (Fvw 17a)."""
    return moment_in_amsterdam(date(jaar + 1, 9, 7), time(10, 0))


def betaald_per_gemeente(tranche: Tranche) -> dict[str, int]:
    """What every municipality got in ``tranche`` (eurocents), by its code and in that order."""
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


def rij(
    code: str, betaald_cent: int, plaats: int, *, is_eind: bool, valt_op: bool = False, deel: int = 100
) -> str:
    """A row of the file; ``plaats``: of its year, from 0; ``deel``: how many per cent of the money is spent at the end.

    ``valt_op``: the accountant found something.
    """
    tot, eerder = deel if is_eind else min(_tempo(plaats), deel), min(_tempo(plaats - 1), deel)
    cumulatief = betaald_cent * tot // 100
    besteding = cumulatief - betaald_cent * eerder // 100
    return ",".join(
        (
            code, _euro(besteding), "Ja", '"0,00"', _euro(cumulatief), "Ja" if is_eind else "Nee",
            BEVINDING if valt_op else "", str(ONRECHTMATIG_EUR) if valt_op else "",
        )
    )  # fmt: skip


def _tempo(plaats: int) -> int:
    return TEMPO[min(plaats, len(TEMPO) - 1)] if plaats >= 0 else 0


def _euro(cent: int) -> str:
    return f'"{cent // 100},{cent % 100:02}"'
