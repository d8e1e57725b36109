"""For each CHECK of a run of the distribution rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from typing import Any

from tests.fabrieken import rijen
from tests.fabrieken.rijen import GETROKKEN_OP, NU, SEED_OP, TEL
from tests.integratie.databank.poging import EERDER, LATER, TE_KORT, Poging, Zelfde, poging


def _eerder() -> Any:
    """An earlier run, whose seed a later one can keep."""
    return rijen.verdeling(status="vastgesteld")


_ZELF_OF_VAN_EERDER: tuple[dict[str, Any], ...] = ({}, {"seed_van": _eerder})
"""A run with a seed of its own, and one that keeps the seed of an earlier run."""

VERDELING: dict[str, list[Poging]] = {
    "hash_is_sha256": [poging({"bevroren_sha256": TE_KORT})],
    "seed_pas_na_bevriezen": [
        poging({"seed_verwacht_op": NU}, bevroren_op=NU),
        poging({"seed_verwacht_op": EERDER}, bevroren_op=NU),
        *(
            poging({"seed_van_id": None}, seed_van=_eerder, seed_verwacht_op=moment, bevroren_op=NU)
            for moment in (NU, EERDER)
        ),
    ],
    "seed_bekend_vanaf_aankondiging": [
        *(
            poging(
                {"seed_bekend_op": moment},
                bevroren_op=NU,
                seed_verwacht_op=SEED_OP,
                seed_bekend_op=SEED_OP,
                status=status,
            )
            for moment in (SEED_OP - TEL, NU, EERDER)
            for status in ("getrokken", "vastgesteld")
        ),
        *(
            poging(
                {"seed_van_id": None},
                seed_van=_eerder,
                bevroren_op=NU,
                seed_verwacht_op=SEED_OP,
                seed_bekend_op=moment,
                status="getrokken",
            )
            for moment in (SEED_OP - TEL, NU, EERDER)
        ),
        *(
            poging(fout, **van, status="getrokken")
            for fout in ({"seed": ""}, {"seed_bekend_op": None}, {"seed": None})
            for van in _ZELF_OF_VAN_EERDER
        ),
        *(
            poging(fout, **van, status="bevroren")
            for fout in ({"seed": "proefzaad"}, {"seed_bekend_op": LATER})
            for van in _ZELF_OF_VAN_EERDER
        ),
    ],
    "getrokken_heeft_uitkomst": [
        *(
            poging({kolom: None}, status=status)
            for kolom in ("uitkomst", "uitkomst_sha256", "engine_versie", "getrokken_door_id")
            for status in ("getrokken", "vastgesteld")
        ),
        poging({"getrokken_op": None}, status="getrokken"),
        poging({"getrokken_op": None}, status="vastgesteld", ook=("eerste_akkoord_na_trekking",)),
    ],
    "getrokken_na_seed": [
        *(
            poging(
                {"getrokken_op": SEED_OP - TEL}, getrokken_op=SEED_OP, seed_bekend_op=SEED_OP, status=status
            )
            for status in ("getrokken", "vastgesteld")
        ),
        *(
            poging({"getrokken_op": moment}, bevroren_op=NU, seed=None, status=status)
            for moment in (NU, EERDER)
            for status in ("bevroren", "getrokken", "vastgesteld")
        ),
        *(
            poging(
                {"getrokken_op": moment},
                bevroren_op=NU,
                seed_van=_eerder,
                seed_bekend_op=EERDER,
                status=status,
            )
            for moment in (NU, EERDER)
            for status in ("getrokken", "vastgesteld")
        ),
    ],
    "uitkomst_hash_is_sha256": [
        poging({"uitkomst_sha256": waarde}, status=status)
        for waarde in (TE_KORT, "")
        for status in ("getrokken", "vastgesteld")
    ],
    "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
    "eerste_akkoord_na_trekking": [
        *(
            poging(dict.fromkeys(leeg), eerste_akkoord_op=GETROKKEN_OP, status="getrokken")
            for leeg in (
                ["eerste_akkoord_door_id"],
                ["eerste_akkoord_op"],
                ["eerste_mandaat_id"],
                ["eerste_akkoord_door_id", "eerste_mandaat_id"],
                ["eerste_akkoord_door_id", "eerste_akkoord_op"],
            )
        ),
        poging({"eerste_mandaat_id": None}, status="vastgesteld"),
        poging({"eerste_mandaat_id": 0}, status="getrokken"),
        poging({"eerste_mandaat_id": 0}, status="bevroren"),
        *(
            poging(
                {"eerste_akkoord_op": GETROKKEN_OP - TEL},
                getrokken_op=GETROKKEN_OP,
                eerste_akkoord_op=GETROKKEN_OP,
                status=status,
            )
            for status in ("getrokken", "vastgesteld")
        ),
        poging(
            {"eerste_akkoord_op": LATER, "eerste_akkoord_door_id": 0, "eerste_mandaat_id": 0},
            status="bevroren",
        ),
    ],
    "vastgesteld_na_eerste_akkoord": [
        poging({"vastgesteld_op": LATER - TEL}, eerste_akkoord_op=LATER, status="vastgesteld"),
        poging({"eerste_akkoord_op": None}, status="vastgesteld", ook=("eerste_akkoord_na_trekking",)),
    ],
    "vastgesteld_heeft_tweede_akkoord": [
        poging({"tweede_akkoord_door_id": None}, status="vastgesteld"),
        poging({"tweede_mandaat_id": None}, status="vastgesteld"),
        poging({"vastgesteld_op": None}, status="vastgesteld"),
        poging({"vastgesteld_op": LATER}, eerste_akkoord_op=GETROKKEN_OP, status="getrokken"),
        poging({"tweede_akkoord_door_id": 0}, eerste_akkoord_op=GETROKKEN_OP, status="getrokken"),
        poging({"tweede_mandaat_id": 0}, eerste_akkoord_op=GETROKKEN_OP, status="getrokken"),
        poging({"tweede_mandaat_id": 0}, status="bevroren"),
        poging({"status": "vervallen"}, status="vastgesteld"),
    ],
    "vier_ogen": [
        poging({"eerste_akkoord_door_id": None}, status="vastgesteld", ook=("eerste_akkoord_na_trekking",)),
        poging(
            dict.fromkeys(("eerste_akkoord_door_id", "eerste_akkoord_op", "eerste_mandaat_id")),
            status="vastgesteld",
            ook=("vastgesteld_na_eerste_akkoord",),
        ),
        poging({"tweede_akkoord_door_id": Zelfde("eerste_akkoord_door_id")}, status="vastgesteld"),
    ],
}
