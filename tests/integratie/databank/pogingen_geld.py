"""For each CHECK of payments, settlements and claims rows that break it (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.geldrijen import TERUG_CENT
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, NU
from tests.integratie.databank.poging import GISTEREN, TE_KORT, Poging, Zelfde, poging

_POSITIEF = {"bedrag_positief": [poging({"bedrag_cent": 0}), poging({"bedrag_cent": -1})]}
_INHOUD = {"bestand_heeft_inhoud": [poging({"aantal": 0})]}
_HASH = {"hash_is_sha256": [poging({"sha256": TE_KORT})]}
_IN_BESTAND = ("aangeboden", "betaald", "geweigerd")

GELD: dict[str, dict[str, list[Poging]]] = {
    "betaalbestand": {
        **_HASH,
        "bestand_heeft_inhoud": [poging({"aantal": 0}), poging({"totaal_cent": 0})],
    },
    "betaalinlezing": {**_HASH, **_INHOUD, "heeft_naam": [poging({"naam": ""})]},
    "betaalopdracht": {
        **_POSITIEF,
        "termijn_vanaf_een": [poging({"termijn": 0})],
        "rekening_voor_gemeente": [
            poging({"rekening_id": None}),
            poging({"soort": "bcf"}),
            poging({"rekening_id": 0}, soort="bcf"),
        ],
        "goedgekeurd_geheel_of_niet": [
            *(
                poging({kolom: None}, status="goedgekeurd")
                for kolom in ("goedgekeurd_door_id", "goedgekeurd_als")
            ),
            poging({"goedgekeurd_op": None}, status="vervallen", goedgekeurd_op=NU),
            poging({"goedgekeurd_door_id": 0}),
        ],
        "vier_ogen": [poging({"goedgekeurd_door_id": Zelfde("opgesteld_door_id")}, status="goedgekeurd")],
        "goedgekeurd_voor_betalen": [
            poging(
                {"goedgekeurd_op": None, "goedgekeurd_door_id": None, "goedgekeurd_als": None}, status=status
            )
            for status in ("goedgekeurd", *_IN_BESTAND)
        ],
        "opgesteld_nog_niet_goedgekeurd": [poging({"status": "opgesteld"}, status="goedgekeurd")],
        "staat_in_bestand": [
            *(poging({"bestand_id": None}, status=status) for status in _IN_BESTAND),
            *(
                poging({"bestand_id": 0}, status=status)
                for status in ("opgesteld", "goedgekeurd", "vervallen")
            ),
        ],
        "betaald_heeft_dag": [
            poging({"betaald_op": None}, status="betaald"),
            poging({"betaald_op": DAG}, status="aangeboden"),
            *(poging({"inlezing_id": None}, status=status) for status in ("betaald", "geweigerd")),
            poging({"inlezing_id": 0}, status="aangeboden"),
        ],
        "heeft_reden": [poging({"reden": ""}, status=status) for status in ("geweigerd", "vervallen")],
        "als_betaler": [
            *(poging({"als": functie}) for functie in ("behandeling", "beslissing")),
            poging({"goedgekeurd_als": "beslissing"}, status="goedgekeurd"),
        ],
    },
    "vaststellingsberekening": {
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "hash_is_sha256": [poging({"invoer_sha256": TE_KORT})],
        "vastgesteld_hoogstens_verleend": [
            poging({"vastgesteld_cent": BEDRAG_CENT + 1}, vastgesteld_cent=BEDRAG_CENT),
            poging({"vastgesteld_cent": -1}, betaald_cent=0),
        ],
        "bedragen_niet_negatief": [
            poging({"betaald_cent": -1}, betaald_cent=0),
            poging({"terug_cent": -1}, betaald_cent=BEDRAG_CENT - TERUG_CENT - 1),
        ],
        "terug_klopt": [poging({"terug_cent": TERUG_CENT + een}) for een in (1, -1)],
        "als_behandelaar": [poging({"als": functie}) for functie in ("beslissing", "betaling")],
    },
    "vordering": {"bedrag_positief": [poging({"hoofdsom_cent": 0}), poging({"hoofdsom_cent": -1})]},
    "vorderingstermijn": {
        **_POSITIEF,
        "volgnummer_vanaf_een": [poging({"regeling": 0}), poging({"volgnummer": 0})],
    },
    "ontvangst": {**_POSITIEF, "heeft_omschrijving": [poging({"omschrijving": ""})]},
    "rentevaststelling": {
        "eindigt_na_begin": [poging({"tot": GISTEREN}, vanaf=DAG)],
        "bedrag_niet_negatief": [poging({"bedrag_cent": -1})],
    },
    "rentepercentage": {
        "eindigt_na_begin": [poging({"tot": GISTEREN}, vanaf=DAG)],
        "procent_bestaat": [poging({"procent": -1}), poging({"procent": 31})],
        "heeft_bron": [poging({"bron": ""})],
        "bevestigd_geheel_of_niet": [poging({"bevestigd_op": NU})],
        "vier_ogen": [poging({"bevestigd_door_id": Zelfde("ingevoerd_door_id")}, bevestigd_op=NU)],
        "bevestigd_blijft": [poging({"vervallen": True}, bevestigd_op=NU)],
    },
    "vorderingherziening": {"bedrag_niet_negatief": [poging({"hoofdsom_cent": -1})]},
}
