"""For each CHECK of scenarios, letters, rounds of signing and objections rows that break it (see ``pogingen``)."""

from __future__ import annotations

from tests.fabrieken.rijen import DAG, NU
from tests.integratie.databank.poging import EERDER, GISTEREN, TE_KORT, Poging, poging

_VOLGNUMMER = {"volgnummer_vanaf_een": [poging({"volgnummer": 0})]}
_TWEE_HASHES = {"hash_is_sha256": [poging({"invoer_sha256": TE_KORT}), poging({"uitkomst_sha256": TE_KORT})]}

BESLUITEN: dict[str, dict[str, list[Poging]]] = {
    "scenario": {**_VOLGNUMMER, **_TWEE_HASHES, "heeft_naam": [poging({"naam": ""})]},
    "brieftekst": {
        **_VOLGNUMMER,
        "heeft_tekst": [poging({"soort": ""}), poging({"tekst": ""})],
        "hash_is_sha256": [poging({"sha256": TE_KORT})],
    },
    "tekenronde": {
        "afgerond_heeft_moment": [
            *(poging({"afgerond_op": None}, status=status) for status in ("afgerond", "gestopt")),
            *(poging({"afgerond_op": NU}, status=status) for status in ("loopt", "gepauzeerd")),
        ],
        "afgerond_na_start": [poging({"afgerond_op": EERDER}, gestart_op=NU, status="afgerond")],
    },
    "tekenregel": {
        **_VOLGNUMMER,
        "klaar_heeft_moment": [
            poging({"klaar_op": NU}),
            *(poging({"klaar_op": None}, stand=stand) for stand in ("getekend", "mislukt")),
        ],
        "mislukt_heeft_fout": [
            poging({"fout": ""}, stand="mislukt"),
            *(poging({"fout": "Mislukt."}, stand=stand) for stand in ("wacht", "getekend")),
        ],
    },
    "bezwaar": {
        "heeft_gronden": [poging({"namens": ""}), poging({"gronden": ""})],
        "loket_heeft_indiener": [
            poging({"ingediend_door_id": None}, wijze="loket"),
            *(poging({"wijze": wijze}, wijze="loket") for wijze in ("post", "anders")),
        ],
        "poststempel_bij_post": [
            *(poging({"poststempel": DAG}, wijze=wijze) for wijze in ("loket", "anders")),
        ],
        "opgepakt_geheel_of_niet": [
            poging({"behandelaar_id": None}, behandelaar_als="bezwaar"),
            poging({"behandelaar_als": None}, behandelaar_als="bezwaar"),
            poging({"opgepakt_op": None}, behandelaar_als="bezwaar"),
            poging({"opgepakt_op": NU}),
            *(
                poging({"behandelaar_id": None, "behandelaar_als": None, "opgepakt_op": None}, status=status)
                for status in ("in_behandeling", "beslist")
            ),
        ],
        "als_bezwaarbehandelaar": [
            poging({"behandelaar_als": functie}, status="in_behandeling")
            for functie in ("behandeling", "beoordeling", "beslissing", "aanvrager")
        ],
        "tijdigheid_geheel_of_niet": [
            *(
                poging({kolom: None}, tijdigheid="te_laat")
                for kolom in ("tijdigheid", "tijdigheid_motivering", "tijdigheid_op", "tijdigheid_door_id")
            ),
            poging({"tijdigheid": "tijdig"}),
        ],
        "gehoord_of_niet": [poging({"hoorzitting_op": DAG}, niet_gehoord="afgezien")],
        "verslag_van_hoorzitting": [poging({"hoorverslag": "Er is gesproken."})],
        "niet_gehoord_met_toelichting": [
            poging({"niet_gehoord_toelichting": None}, niet_gehoord="afgezien"),
            poging({"niet_gehoord": "niet_gevraagd"}),
        ],
        "ander_niet_via_loket": [poging({"adres": "Plein 1"}, wijze="loket"), poging({"adres": ""})],
        "advies_geheel_of_niet": [
            poging({kolom: None}, advies_strekking="gegrond")
            for kolom in ("advies", "advies_op", "advies_strekking")
        ],
        "advies_van_commissie": [poging({"commissie": False}, advies_strekking="gegrond")],
        "beslissing_geheel_of_niet": [
            poging({"overwegingen": None}, status="beslist"),
            poging({"beslissing_id": None}, status="beslist"),
            poging({"overwegingen": "Zomaar."}),
            poging({"uitkomst": "ongegrond"}),
        ],
        "beslist_heeft_uitkomst": [
            poging({"uitkomst": None, "overwegingen": None, "beslissing_id": None}, status="beslist")
        ],
        "boven_plafond_gegrond": [
            poging({"boven_plafond_cent": -1}, status="beslist"),
            *(
                poging({"boven_plafond_cent": 1}, status="beslist", uitkomst=uitkomst)
                for uitkomst in ("ongegrond", "niet_ontvankelijk")
            ),
        ],
        "ingetrokken_heeft_moment": [
            poging({"ingetrokken_op": None}, status="ingetrokken"),
            *(poging({"ingetrokken_op": NU}, status=status) for status in ("ontvangen", "beslist")),
        ],
    },
    "bezwaartermijn": {
        "heeft_toelichting": [poging({"toelichting": ""})],
        "verdaging_heeft_weken": [
            poging({"weken": None}, soort="verdaging"),
            *(poging({"weken": 2}, soort=soort) for soort in ("verzuim", "uitstel")),
        ],
        "hoogstens_zes_weken": [poging({"weken": weken}, soort="verdaging") for weken in (0, 7)],
        "anders_heeft_einde": [
            poging({"tot": DAG}, soort="verdaging"),
            *(poging({"tot": None}, soort=soort) for soort in ("verzuim", "uitstel")),
        ],
        "eindigt_na_begin": [poging({"tot": GISTEREN}, vanaf=DAG)],
        "hersteld_is_verzuim": [
            poging({"hersteld_op": DAG}, soort="uitstel"),
            poging({"hersteld_op": GISTEREN}, vanaf=DAG),
        ],
    },
    "bezwaarstuk": {
        "bestand_heeft_inhoud": [poging({"grootte": 0})],
        "heeft_naam": [poging({"naam": ""})],
        "hash_is_sha256": [poging({"sha256": TE_KORT})],
    },
    "herrekening": {**_VOLGNUMMER, **_TWEE_HASHES, "krijgt_niet_negatief": [poging({"krijgt_cent": -1})]},
}
