"""For each CHECK rows that break it, and nothing else.

Each is a valid row (made with the columns on the right) in which the columns on the left are changed.
The CHECK of a column with fixed words is not here: those are tried from the models.
"""

from __future__ import annotations

from datetime import timedelta

from tests.fabrieken.rijen import DAG, NU, TEL
from tests.integratie.databank.poging import EERDER, GISTEREN, LATER, SHA256, TE_KORT, Poging, Zelfde, poging
from tests.integratie.databank.pogingen_aanvullen import AANVULLEN
from tests.integratie.databank.pogingen_beoordelen import BEOORDELEN
from tests.integratie.databank.pogingen_berichten import BERICHTEN
from tests.integratie.databank.pogingen_besluiten import BESLUITEN
from tests.integratie.databank.pogingen_geld import GELD
from tests.integratie.databank.pogingen_gemeente import GEMEENTE
from tests.integratie.databank.pogingen_indienen import INDIENEN
from tests.integratie.databank.pogingen_realisatie import REALISATIE
from tests.integratie.databank.pogingen_verantwoording import VERANTWOORDING
from tests.integratie.databank.pogingen_verdeling import VERDELING
from tests.integratie.databank.pogingen_vooraf import VOORAF

_PERIODE = {
    "eindigt_na_begin": [
        poging({"tot": DAG}, vanaf=DAG),
        poging({"tot": GISTEREN}, vanaf=DAG, tot=DAG + timedelta(days=1)),
    ]
}
_HISTORIE = {
    "heeft_bron": [poging({"bron": ""})],
    "onzeker_zegt_waarom": [
        poging({"toelichting": ""}, zekerheid="aanname"),
        poging({"toelichting": ""}, zekerheid="onbekend"),
    ],
    "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
}
_NAAM = {"heeft_naam": [poging({"naam": ""})]}

POGINGEN: dict[str, dict[str, list[Poging]]] = {
    "gemeente": {
        "code_is_gm_en_vier_cijfers": [
            poging({"gm_code": code})
            for code in ("GM300", "3000GM", "gm3000", "GM30A0", "GM 300", "GM300²", "")
        ],
        "heeft_naam": [poging({"naam": ""}), poging({"naam_kort": ""})],
        "eindigt_na_begin": [
            poging({"geldig_tot": DAG}, geldig_van=DAG),
            poging({"geldig_tot": GISTEREN}, geldig_van=DAG),
        ],
        "alleen_wie_ophield_heeft_opvolger": [poging({"opvolger_gm_code": "GM2999"})],
        "volgt_zichzelf_niet_op": [poging({"opvolger_gm_code": "GM2999"}, gm_code="GM2999", geldig_tot=DAG)],
        "inwoners_niet_negatief": [
            poging({"inwoners_2021": -1}, inwoners_2023=1),
            poging({"inwoners_2021": -1}),
            poging({"inwoners_2023": -1}),
        ],
    },
    "gebruiker": _NAAM,
    "roltoekenning": _PERIODE
    | {
        "gemeenterol_heeft_gemeente": [
            poging({"gm_code": None}, rol="opsteller"),
            poging({"gm_code": None}, rol="tekenbevoegde"),
            poging({"gm_code": "GM9999"}, rol="behandelaar"),
            poging({"rol": "auditor"}, rol="opsteller"),
        ],
    },
    "mandaat": _PERIODE | {"bedrag_niet_negatief": [poging({"tot_bedrag_cent": -1})]},
    "belang": _PERIODE,
    "wachtwoord": {"is_argon2": [poging({"hash": hash_}) for hash_ in ("geheim", "", "$argon2i$v=19$", "x$argon2id$")]},
    "sessie": {
        "hash_is_sha256": [poging({"token_sha256": TE_KORT})],
        "verloopt_na_begin": [poging({"verloopt_op": NU}, begonnen_op=NU), poging({"verloopt_op": EERDER})],
        "eindigt_na_begin": [poging({"beeindigd_op": EERDER}, begonnen_op=NU)],
    },
    "uitnodiging": {
        "hash_is_sha256": [poging({"token_sha256": TE_KORT})],
        "verloopt_na_begin": [poging({"verloopt_op": NU}, aangemaakt_op=NU), poging({"verloopt_op": EERDER})],
        "gebruikt_op_tijd": [
            poging({"gebruikt_op": EERDER}, aangemaakt_op=NU),
            poging({"gebruikt_op": LATER}, verloopt_op=LATER),
            poging({"gebruikt_op": LATER}, verloopt_op=NU + TEL),
        ],
        "gebruikt_of_ingetrokken": [
            poging({"ingetrokken_op": NU}, gebruikt_op=NU), poging({"gebruikt_op": NU}, ingetrokken_op=NU),
        ],
        "ingetrokken_na_begin": [poging({"ingetrokken_op": EERDER}, aangemaakt_op=NU)],
        "niet_door_zichzelf": [poging({"door_id": Zelfde("gebruiker_id")})],
    },
    "aanmeldpoging": {
        "hash_is_sha256": [
            poging({"account": TE_KORT}), poging({"herkomst": TE_KORT}), poging({"account": "a@voorbeeld.test"}),
        ],
    },
    "gebeurtenis": {
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "hash_is_sha256": [
            poging({"hash": TE_KORT}),
            poging({"vorige_hash": TE_KORT}),
            poging({"vorige_hash": ""}),
        ],
    },
    "document": {
        "hash_is_sha256": [poging({"gegevens_sha256": TE_KORT})],
        "bestand_geheel_of_niet": [
            *(
                poging({kolom: None}, bestand_sha256=SHA256)
                for kolom in ("bestand_sha256", "grootte", "sjabloon_versie", "toolchain", "gemaakt_op")
            ),
            poging({"bestand_sha256": SHA256, "grootte": 1000}),
            poging({"gemaakt_op": NU}),
        ],
        "bestand_heeft_inhoud": [
            poging({"bestand_sha256": TE_KORT}, bestand_sha256=SHA256),
            poging({"grootte": 0}, bestand_sha256=SHA256),
        ],
    },
    "tranche": _NAAM
    | {
        "heeft_code": [poging({"code": ""})],
        "voorbereiding_niet_open": [poging({"opengesteld_op": NU}, status="voorbereiding")],
        "open_heeft_moment": [poging({"opengesteld_op": None}, status="open")],
        "gesloten_heeft_moment": [
            poging({"gesloten_op": None}, status="gesloten"),
            poging({"gesloten_op": None}, status="afgerond"),
            poging({"gesloten_op": NU}, status="open"),
            poging({"gesloten_op": NU}, status="voorbereiding"),
        ],
    },
    "pot": {"heeft_code": [poging({"code": ""})], "volgorde_vanaf_een": [poging({"volgorde": 0})]},
    "plafond": _HISTORIE
    | {
        "versie_vanaf_een": [poging({"versie": 0})],
        "bedrag_niet_negatief": [poging({"bedrag_cent": -1})],
        "onbekend_zonder_bedrag": [
            poging({"bedrag_cent": 1}, zekerheid="onbekend"),
            poging({"bedrag_cent": None}, zekerheid="aanname"),
            poging({"bedrag_cent": None}, zekerheid="geverifieerd"),
        ],
    },
    "tijdvak": _HISTORIE
    | {
        "versie_vanaf_een": [poging({"versie": 0})],
        "opent_voor_sluit": [poging({"sluit": NU}, opent=NU), poging({"sluit": EERDER}, opent=NU)],
        "onbekend_zonder_grens": [
            poging({"opent": None}),
            poging({"sluit": None}, zekerheid="aanname"),
            poging({"opent": NU, "sluit": LATER}, zekerheid="onbekend"),
        ],
    },
    "instelling_waarde": _HISTORIE
    | {
        "heeft_sleutel": [poging({"sleutel": ""})],
        "onbekend_zonder_waarde": [
            poging({"waarde": "1"}, zekerheid="onbekend"),
            poging({"waarde": None}, zekerheid="geverifieerd"),
        ],
    },
    "project": _NAAM,
    "aanvraag": {
        "ingediend_heeft_ontvangst_en_versie": [
            *(
                poging({"ontvangen_op": None}, status=status)
                for status in ("ingediend", "aanvulling_gevraagd")
            ),
            *(
                poging({"ontvangen_op": None}, status=status, ook=("volledig_na_ontvangst",))
                for status in ("volledig", "in_beoordeling", "beoordeeld")
            ),
            *(
                poging({"huidige_versie": 0}, status=status)
                for status in ("ingediend", "aanvulling_gevraagd", "volledig", "in_beoordeling", "beoordeeld")
            ),
        ],
        "concept_is_niet_ontvangen": [poging({"ontvangen_op": NU}, status="concept")],
        "volledig_heeft_moment": [
            poging({"volledig_op": None}, status=status)
            for status in ("volledig", "in_beoordeling", "beoordeeld")
        ],
        "volledig_na_ontvangst": [
            poging({"volledig_op": EERDER}, ontvangen_op=NU, status="volledig"),
            poging({"volledig_op": NU}, status="concept"),
            poging({"ontvangen_op": None}, volledig_op=NU, status="ingetrokken"),
        ],
        "versie_past_bij_status": [
            poging({"huidige_versie": 1}, status="concept"),
            poging({"huidige_versie": -1}, status="concept"),
            poging({"huidige_versie": -1}, status="ingetrokken"),
        ],
    },
    "aanvraag_versie": {
        "volgnummer_vanaf_een": [poging({"volgnummer": 0})],
        "hash_is_sha256": [poging({"sha256": TE_KORT})],
        "gevraagd_positief": [poging({"gevraagd_cent": 0}, subsidiabel_cent=0)],
        "subsidiabel_hoogstens_gevraagd": [
            poging({"subsidiabel_cent": 100_001}, gevraagd_cent=100_000),
            poging({"subsidiabel_cent": -1}),
        ],
        "eenheden_niet_negatief": [poging({"eenheden": -1})],
        "kosten_niet_negatief": [
            poging({"totale_kosten_cent": -1}),
            poging({"totale_kosten_cent": -1}, dekking_cent=0),
            poging({"dekking_cent": -1}),
            poging({"dekking_cent": -1}, totale_kosten_cent=0),
        ],
        "oplevering_na_start": [poging({"oplevering_gepland": GISTEREN}, start_bouw_gepland=DAG)],
    },
    "woonruimteregel": {
        "aantal_positief": [poging({"aantal": 0})],
        "regel_vanaf_een": [poging({"regel": 0})],
        "heeft_doelgroep": [poging({"doelgroep": ""})],
        "huurprijs_positief": [poging({"huurprijs_cent": 0}), poging({"huurprijs_cent": -1})],
    },
    "beoordeling": {
        "afgewezen_heeft_grond": [
            poging({"afwijzingsgrond": None}, voldoet=False),
            poging({"afwijzingsgrond": "Toch een grond."}, voldoet=True),
        ],
        "grond_niet_leeg": [poging({"afwijzingsgrond": ""}, voldoet=False)],
        "als_beoordelaar": [poging({"als": "behandeling"}), poging({"als": "beslissing"})],
    },
    "verdeling": VERDELING,
    "verdelingsregel": {
        "uitkomst_bekend": [poging({"uitkomst": "misschien"}, ook=("reden_hoort_bij_uitkomst",))],
        "reden_hoort_bij_uitkomst": [
            poging({"reden": "plafond"}, uitkomst="toegekend"),
            poging({"reden": "restant"}, uitkomst="toegekend"),
            poging({"reden": "past"}, uitkomst="gedeeltelijk"),
            poging({"reden": "past"}, uitkomst="afgewezen"),
            poging({"reden": "loting_nodig"}, uitkomst="afgewezen"),
            poging({"reden": "past"}, uitkomst="reeds_verleend"),
            poging({"reden": "reeds_verleend"}, uitkomst="toegekend"),
        ],
        "afgewezen_is_nul": [
            poging({"bedrag_cent": 1}, uitkomst="afgewezen"),
            poging({"bedrag_cent": 0}, uitkomst="toegekend"),
            poging({"bedrag_cent": 0}, uitkomst="gedeeltelijk"),
            poging({"bedrag_cent": 0}, uitkomst="reeds_verleend"),
        ],
        "bedrag_niet_negatief": [poging({"bedrag_cent": -1})],
        "rang_vanaf_een": [poging({"rang": 0})],
        "lot_heeft_rang": [poging({"lotnummer": 1}), poging({"lotnummer": 0}, rang=1)],
    },
    "beschikking": {
        "verlening_heeft_bedrag": [
            *(poging({"verleend_cent": 0}, soort=soort) for soort in ("verlening", "deelverlening")),
            *(poging({"verleend_cent": 1}, soort=soort) for soort in ("afwijzing", "buiten_behandeling")),
        ],
        "bedrag_niet_negatief": [poging({"verleend_cent": -1}, soort="wijziging")],
        "hash_is_sha256": [poging({"gegevens_sha256": TE_KORT})],
        "getekend_geheel_of_niet": [
            *(
                poging({kolom: None}, status="getekend")
                for kolom in (
                    "getekend_op", "getekend_door_id", "getekend_als", "mandaat_id", "dagtekening",
                    "document_id",
                )
            ),
            poging({"mandaat_id": None}, status="bekendgemaakt"),
            *(
                poging(fout, status="concept")
                for fout in (
                    {"getekend_op": NU}, {"getekend_door_id": 0}, {"getekend_als": "beslissing"},
                    {"mandaat_id": 0}, {"dagtekening": DAG}, {"document_id": 0},
                )
            ),
        ],
        "bekendgemaakt_heeft_dag": [
            poging({"bekendgemaakt_op": None}, status="bekendgemaakt"),
            poging({"bekendgemaakt_op": DAG}, status="getekend"),
        ],
        "bekend_vanaf_dagtekening": [poging({"bekendgemaakt_op": GISTEREN}, status="bekendgemaakt")],
        "vier_ogen": [poging({"opgesteld_door_id": Zelfde("getekend_door_id")}, status="getekend")],
        "getekend_na_opstellen": [
            poging({"getekend_op": EERDER}, opgesteld_op=NU, status=status)
            for status in ("getekend", "bekendgemaakt")
        ],
        "getekend_als_beslisser": [
            *(
                poging({"getekend_als": functie}, status="getekend")
                for functie in ("behandeling", "beoordeling", "bezwaar")
            ),
            *(
                poging({"getekend_als": functie}, status="getekend", soort="beslissing_op_bezwaar")
                for functie in ("behandeling", "beoordeling", "beslissing")
            ),
        ],
    },
    "conceptdeel": {"revisie_vanaf_een": [poging({"revisie": 0})]},
    "bevestigde_aanname": {},
    "betrokkenheid": {},
    **AANVULLEN,
    **BEOORDELEN,
    **BERICHTEN,
    **BESLUITEN,
    **GELD,
    **GEMEENTE,
    **INDIENEN,
    **REALISATIE,
    **VERANTWOORDING,
    **VOORAF,
}  # fmt: skip
