"""For each CHECK of SiSa, samples, retention and regions rows that break it (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import NU
from tests.integratie.databank.poging import SHA256, TE_KORT, Poging, Zelfde, poging

_HASH = {"hash_is_sha256": [poging({"sha256": TE_KORT})]}
_JAAR = {"jaar_bestaat": [poging({"jaar": jaar}) for jaar in (2019, 2101)]}
_VOLGNUMMER = {"volgnummer_vanaf_een": [poging({"volgnummer": 0})]}

VERANTWOORDING: dict[str, dict[str, list[Poging]]] = {
    "sisainlezing": {**_HASH, **_JAAR, "heeft_naam": [poging({"naam": ""})]},
    "sisaregel": {
        "bedragen_niet_negatief": [
            poging({"besteding_cent": -1}),
            poging({"cumulatief_cent": -1}),
            poging({"onrechtmatig_cent": -1}, bevindingen="Geen aanbesteding."),
        ],
        "onrechtmatig_heeft_bevinding": [poging({"onrechtmatig_cent": 1})],
    },
    "steekproef": {
        "hash_is_sha256": [poging({"populatie_sha256": TE_KORT}), poging({"uitkomst_sha256": TE_KORT})],
        "omvang_positief": [poging({"omvang": 0})],
        "heeft_zaad": [poging({"zaad": ""})],
        "heeft_doel": [poging({"doel": ""})],
    },
    "steekproefbevinding": {
        **_VOLGNUMMER,
        "afwijking_heeft_tekst": [poging({"tekst": ""}, oordeel=oordeel) for oordeel in ("fout", "onzeker")],
    },
    "inzage": {"heeft_object": [poging({"object_soort": ""}), poging({"object_id": ""})]},
    "vernietigingslijst": {
        "besloten_geheel_of_niet": [
            *(poging({kolom: None}, status="vastgesteld") for kolom in ("besloten_op", "besloten_door_id")),
            poging({"status": "voorgesteld"}, status="vastgesteld"),
            poging({"status": "vastgesteld"}),
            poging({"besloten_op": NU, "besloten_door_id": 0}),
        ],
        "vier_ogen": [poging({"besloten_door_id": Zelfde("opgesteld_door_id")}, status="vastgesteld")],
        "uitgevoerd_heeft_moment": [
            poging({"uitgevoerd_op": None}, status="uitgevoerd"),
            *(poging({"uitgevoerd_op": NU}, status=status) for status in ("voorgesteld", "vastgesteld", "verworpen")),
        ],
        "verworpen_heeft_reden": [poging({"toelichting": ""}, status="verworpen")],
    },
    "vernietigingsregel": {
        **_VOLGNUMMER,
        "heeft_grond": [poging({"omschrijving": ""}), poging({"grond": ""})],
    },
    "pseudonimisering": {
        "heeft_grond": [poging({"grond": ""})],
        "niet_zichzelf": [poging({"door_id": Zelfde("gebruiker_id")})],
    },
    "archiefpakket": {
        "gemaakt_geheel_of_niet": [
            *(
                poging({kolom: None}, sha256=SHA256)
                for kolom in ("gemaakt_op", "sha256", "bestanden", "grootte")
            ),
            poging({"gemaakt_op": NU}),
        ],
        "hash_is_sha256": [poging({"sha256": TE_KORT}, sha256=SHA256)],
    },
    "regioindeling": {
        **_HASH,
        **_JAAR,
        "heeft_bron": [poging({"naam": ""}), poging({"bron": ""})],
    },
    "regiogemeente": {"heeft_regio": [poging({"regio": ""})]},
}  # fmt: skip
