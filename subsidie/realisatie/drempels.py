"""When early warning begins: settings of a tranche, and what holds where a tranche says nothing.

No regeling was found that says how long before a last day somebody must be warned. The defaults below are therefore an
assumption of this program (``aanname``), shown as such; a tranche can set its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from subsidie.tranches.instelling import Instelling
from subsidie.tranches.lezen import VERVALLEN, als_instelling
from subsidie.tranches.models import InstellingWaarde
from subsidie.web.db import db

VERHOOGD_DAGEN: Final = 180
HOOG_DAGEN: Final = 60
HERINNER_DAGEN: Final = (180, 60, 14)
ESCALEER_DAGEN: Final = (1, 30)


@dataclass(frozen=True, slots=True)
class Drempels:
    """Whole days. ``verhoogd`` and ``hoog``: from so many days before a last day a risk is called that.

    ``herinner``: so many days before a last day the municipality is reminded, the longest first. ``escaleer``: so many
    days after it the municipality is addressed, the shortest first. ``is_aanname``: one of them was assumed.
    """

    verhoogd: int = VERHOOGD_DAGEN
    hoog: int = HOOG_DAGEN
    herinner: tuple[int, ...] = HERINNER_DAGEN
    escaleer: tuple[int, ...] = ESCALEER_DAGEN
    is_aanname: bool = True

    @property
    def geduld(self) -> int:
        """After so many days what is asked every year is called missing."""
        return max(self.escaleer, default=0)


STANDAARD: Final = Drempels()


def drempels_uit(instellingen: Mapping[str, Instelling[Any]]) -> Drempels:
    """The thresholds among the settings of one tranche; what is absent or unknown gets its default."""
    aannames = []

    def lees(naam: str, standaard: Any) -> Any:
        instelling = instellingen.get(f"realisatie.{naam}")
        aannames.append(instelling is None or instelling.waarde is None or instelling.is_aanname)
        return standaard if instelling is None or instelling.waarde is None else instelling.waarde

    return Drempels(
        verhoogd=lees("verhoogd_dagen", VERHOOGD_DAGEN),
        hoog=lees("hoog_dagen", HOOG_DAGEN),
        herinner=tuple(sorted(lees("herinner_dagen", HERINNER_DAGEN), reverse=True)),
        escaleer=tuple(sorted(lees("escaleer_dagen", ESCALEER_DAGEN))),
        is_aanname=any(aannames),
    )


def drempels_van(tranche_ids: Iterable[int]) -> dict[int, Drempels]:
    """The thresholds that hold now, by tranche. One query."""
    ids = sorted(set(tranche_ids))
    vraag = (
        select(InstellingWaarde)
        .where(
            InstellingWaarde.tranche_id.in_(ids),
            InstellingWaarde.pot_id.is_(None),
            InstellingWaarde.sleutel.startswith("realisatie.", autoescape=True),
        )
        .order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)
    )
    nieuwste: dict[int, dict[str, InstellingWaarde]] = defaultdict(dict)
    for rij in db.session.scalars(vraag) if ids else ():
        nieuwste[rij.tranche_id][rij.sleutel] = rij
    return {
        id_: drempels_uit(
            {
                sleutel: als_instelling(rij)
                for sleutel, rij in nieuwste[id_].items()
                if rij.waarde != VERVALLEN
            }
        )
        for id_ in ids
    }
