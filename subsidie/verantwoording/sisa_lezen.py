"""Which SiSa row counts: of each municipality the one of the last year, and of that year the one that was read last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.realisatie.sisabron import Sisastand
from subsidie.verantwoording.sisamodellen import Sisainlezing, Sisaregel
from subsidie.web.db import db

LEZER: Final = "sisa"


def list_regels(tranche_id: int, gm_codes: Iterable[str] | None = None) -> list[Sisaregel]:
    """Every row of a tranche (of these municipalities), by year and then by when it was read. One query."""
    vraag = (
        select(Sisaregel)
        .join(Sisainlezing, Sisainlezing.id == Sisaregel.inlezing_id)
        .options(joinedload(Sisaregel.inlezing), joinedload(Sisaregel.gemeente))
        .where(Sisainlezing.tranche_id == tranche_id)
        .order_by(Sisainlezing.jaar, Sisainlezing.id, Sisaregel.id)
    )
    if gm_codes is not None:
        vraag = vraag.where(Sisaregel.gm_code.in_(sorted(set(gm_codes))))
    return list(db.session.scalars(vraag))


def geldende(regels: Iterable[Sisaregel]) -> dict[str, dict[int, Sisaregel]]:
    """Per municipality and year the row that counts, of rows in the order of ``list_regels``."""
    uit: dict[str, dict[int, Sisaregel]] = defaultdict(dict)
    for regel in regels:
        uit[regel.gm_code][regel.inlezing.jaar] = regel
    return dict(uit)


def lees_stand(tranche_id: int, gm_codes: Iterable[str]) -> dict[str, Sisastand]:
    """Per municipality the row that counts, as a settlement needs it."""
    uit = {}
    for code, jaren in geldende(list_regels(tranche_id, gm_codes)).items():
        regel = jaren[max(jaren)]
        uit[code] = Sisastand(
            rij=regel.id, jaar=regel.inlezing.jaar, gm_code=code, cumulatief_cent=regel.cumulatief_cent,
            onrechtmatig_cent=regel.onrechtmatig_cent, eindverantwoording=regel.eindverantwoording,
            bevindingen=regel.bevindingen, inlezing_sha256=regel.inlezing.sha256,
        )  # fmt: skip
    return uit
