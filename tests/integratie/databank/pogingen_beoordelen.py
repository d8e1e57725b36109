"""For each CHECK of interests, handling, the clock and scores rows that break it (see ``pogingen``)."""

from __future__ import annotations

from datetime import timedelta

from tests.fabrieken.rijen import DAG, NU
from tests.integratie.databank.poging import EERDER, GISTEREN, Poging, Zelfde, poging

MORGEN = DAG + timedelta(days=1)
_ANDEREN = ("aanvrager", "beoordeling", "beslissing", "bezwaar")
_ALS_BEHANDELAAR = {"als_behandelaar": [poging({"als": functie}) for functie in _ANDEREN]}
_TOELICHTING = {"heeft_toelichting": [poging({"toelichting": ""})]}

BEOORDELEN: dict[str, dict[str, list[Poging]]] = {
    "partijbelang": {
        "heeft_partij": [poging({"partij": ""}), poging({"partij_norm": ""})],
        "eindigt_na_begin": [poging({"tot": DAG}, vanaf=DAG), poging({"tot": GISTEREN}, vanaf=DAG)],
    },
    "belangverklaring": {"belang_heeft_toelichting": [poging({"toelichting": ""}, heeft_belang=True)]},
    "behandeltoewijzing": {
        "eindigt_na_begin": [poging({"tot": EERDER}, vanaf=NU)],
        "vervanging_geheel_of_niet": [
            poging({"vervangt_id": None}, reden="vervanging"),
            poging({"vervanging_tot": None}, reden="vervanging"),
            poging({"vervangt_id": None, "vervanging_tot": None}, reden="vervanging"),
            *(poging({"vervanging_tot": MORGEN}, reden=reden) for reden in ("opgepakt", "terug")),
            poging({"reden": "toegewezen"}, reden="vervanging"),
        ],
        "vervangt_een_ander": [poging({"vervangt_id": Zelfde("gebruiker_id")}, reden="vervanging")],
        "door_iemand": [
            *(poging({"door_id": None}, reden=reden) for reden in ("opgepakt", "toegewezen", "vervanging")),
        ],
    },
    "controleuitkomst": {"heeft_punt": [poging({"punt": ""})], **_ALS_BEHANDELAAR},
    "notitie": {
        "heeft_tekst": [poging({"tekst": ""})],
        "advies_heeft_strekking": [
            poging({"strekking": None}, soort="beslisadvies"),
            poging({"strekking": "afwijzen"}, soort="notitie"),
        ],
        "advies_van_behandelaar": [poging({"als": functie}, soort="beslisadvies") for functie in _ANDEREN[1:]],
        "van_het_ministerie": [poging({"als": "aanvrager"})],
    },
    "termijnopschorting": {
        **_TOELICHTING,
        **_ALS_BEHANDELAAR,
        "instemming_heeft_einde": [poging({"verwacht_tot": None}, grond="instemming")],
        "verwacht_na_begin": [poging({"verwacht_tot": GISTEREN}, vanaf=DAG)],
        "eindigt_na_begin": [poging({"tot": GISTEREN}, vanaf=DAG, tot=DAG)],
        "beeindigd_geheel_of_niet": [
            poging({"tot": None}, tot=DAG),
            poging({"beeindigd_op": None}, tot=DAG),
            poging({"beeindigd_door_id": None}, tot=DAG),
            poging({"tot": DAG}),
        ],
    },
    "uitstelbericht": {
        **_TOELICHTING,
        **_ALS_BEHANDELAAR,
        "verlengt_niet_terug": [poging({"verlengt_weken": -1})],
    },
    "ingebrekestelling": {
        "geen_dwangsom_geheel_of_niet": [
            *(
                poging({kolom: None}, geen_dwangsom="onredelijk_laat")
                for kolom in (
                    "geen_dwangsom", "geen_dwangsom_toelichting", "geen_dwangsom_door_id", "geen_dwangsom_op",
                )
            ),
            poging({"geen_dwangsom": "onredelijk_laat"}),
        ],
    },
    "scorekaart": {
        "als_beoordelaar": [poging({"als": functie}) for functie in ("behandeling", "beslissing", "aanvrager")],
        "ingeleverd_na_verklaring": [poging({"als": None}, ingeleverd_op=NU)],
        "ingeleverd_na_toewijzing": [poging({"ingeleverd_op": EERDER}, toegewezen_op=NU, ingeleverd_op=NU)],
        "ingeleverd_heeft_oordeel": [poging({"voldoet": None}, ingeleverd_op=NU)],
        "vervallen_met_reden": [
            poging({"vervallen_reden": None}, vervallen_op=NU),
            poging({"vervallen_op": None}, vervallen_op=NU),
        ],
        "afgewezen_heeft_grond": [
            poging({"afwijzingsgrond": None}, voldoet=False),
            poging({"afwijzingsgrond": "Toch een grond."}, voldoet=True),
            poging({"afwijzingsgrond": "Een grond zonder oordeel."}),
        ],
        "afwijkend_is_afwijzing": [poging({"wijkt_af": True}), poging({"wijkt_af": True}, voldoet=True)],
        "code_hoort_bij_grond": [poging({"grond_code": "geen_woningen"}, voldoet=True)],
        "revisie_vanaf_een": [poging({"revisie": 0})],
    },
    "scoreregel": {
        "score_vanaf_nul": [poging({"score": -1})],
        "heeft_criterium": [poging({"criterium": ""})],
        "revisie_vanaf_een": [poging({"revisie": 0})],
    },
    "moderatie": {
        "heeft_verslag": [poging({"aanleiding": ""}), poging({"verslag": ""})],
        "als_beoordelaar": [poging({"als": functie}) for functie in ("behandeling", "beslissing", "aanvrager")],
        "afgewezen_heeft_grond": [
            poging({"afwijzingsgrond": None}, voldoet=False),
            poging({"afwijzingsgrond": "Toch een grond."}, voldoet=True),
        ],
        "code_hoort_bij_grond": [poging({"grond_code": "geen_woningen"}, voldoet=True)],
    },
    "moderatieregel": {
        "score_vanaf_nul": [poging({"score": -1})],
        "heeft_criterium": [poging({"criterium": ""})],
        "heeft_reden": [poging({"reden": ""})],
    },
    "zienswijze": {
        **_ALS_BEHANDELAAR,
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "heeft_voornemen": [poging({"voornemen": ""})],
        "reactie_geheel_of_niet": [
            poging({"reactie": None}, reactie=""),
            poging({"ontvangen_op": None}, reactie=""),
            poging({"ingediend_door_id": None}, reactie=""),
            poging({"reactie": "Wij zijn het er niet mee eens."}),
        ],
        "reactie_na_vraag": [poging({"ontvangen_op": EERDER}, gevraagd_op=NU, reactie="")],
    },
}  # fmt: skip
