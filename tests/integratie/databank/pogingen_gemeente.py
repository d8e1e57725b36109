"""For each CHECK of the tables about a municipality rows that break it, and nothing else (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import Poging, Zelfde, poging

GEMEENTE: dict[str, dict[str, list[Poging]]] = {
    "postadres": {
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "adres_is_heel": [poging({"adresregel": ""}), poging({"postcode": "8000GA"}), poging({"plaats": ""})],
    },
    "rekeningnummer": {
        "rekening_is_heel": [poging({"iban": "NL91ABNA041716"}), poging({"tenaamstelling": ""})],
        "bevestigd_geheel_of_niet": [
            poging({"bevestigd_op": None}, bevestigd_op=NU),
            poging({"bevestigd_door_id": None}, bevestigd_op=NU),
        ],
        "goedgekeurd_geheel_of_niet": [
            poging({"goedgekeurd_op": None}, goedgekeurd_op=NU),
            poging({"goedgekeurd_door_id": None}, goedgekeurd_op=NU),
        ],
        "afgewezen_geheel_of_niet": [
            poging({"afgewezen_op": None}, afgewezen_op=NU),
            poging({"afgewezen_door_id": None}, afgewezen_op=NU),
            poging({"reden": ""}, afgewezen_op=NU),
        ],
        "bevestigd_door_ander": [poging({"bevestigd_door_id": Zelfde("ingevoerd_door_id")}, bevestigd_op=NU)],
        "goedgekeurd_door_derde": [
            poging({"goedgekeurd_door_id": Zelfde("ingevoerd_door_id")}, goedgekeurd_op=NU),
            poging({"goedgekeurd_door_id": Zelfde("bevestigd_door_id")}, goedgekeurd_op=NU),
            poging({"bevestigd_op": None, "bevestigd_door_id": None}, goedgekeurd_op=NU),
        ],
        "goedgekeurd_of_afgewezen": [
            poging(
                {"afgewezen_op": NU, "afgewezen_door_id": Zelfde("ingevoerd_door_id"), "reden": "Toch niet."},
                goedgekeurd_op=NU,
            )
        ],
    },
}
