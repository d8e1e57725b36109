"""A tranche file is refused with every fault named: the file, the key and what would be right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.definitie import lees_tranche
from tests.unit.tranches.hulp import CODES, gebreken, pas_aan, tekst, tranche, zonder

MAXIMUM = 'waarde = "€ 2.000.000"'
WEKEN = "[beslistermijn.weken]\nwaarde = 13"
OPENT = "opent = 2023-05-30T09:00:00"
AANNAME = 'zekerheid = "aanname"\ntoelichting = "y"'
GEMEENTEMAXIMUM = (
    '[gemeentemaximum]\nwaarde = "€ 2.000.000"\nbron = "volkshuisvestingnederland.nl, 22 mei 2023 [W38]"\n'
)


@pytest.mark.parametrize("code", CODES)
def test_een_bestand_uit_het_pakket_wordt_gelezen_als_pad_en_als_bytes(code: str, tmp_path: Path) -> None:
    pad = tmp_path / f"{code}.toml"
    pad.write_text(tekst(code), encoding="utf-8")
    assert lees_tranche(pad) == lees_tranche(pad.read_bytes()) == tranche(code)


def test_alle_fouten_komen_tegelijk_met_bestand_en_sleutel() -> None:
    inhoud = pas_aan(
        "rha-2023",
        (GEMEENTEMAXIMUM, '[gemeentemaximum]\nwaarde = 2000000\nbron = ""\n'),
        ('[sisa.code]\nbron = "Niet gevonden [O]"', '[sisa.kode]\nbron = "Niet gevonden [Q9]"'),
        ('[potten.grens]\nwaarde = "stop"', '[potten.grens]\nwaarde = "ophouden"'),
    )
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_tranche(inhoud, naam="rha-2023.toml")
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [
        "rha-2023.toml: potten[1].grens.waarde",
        "rha-2023.toml: gemeentemaximum.bron",
        "rha-2023.toml: gemeentemaximum.waarde",
        "rha-2023.toml: sisa.kode",
    ]


@pytest.mark.parametrize(
    "kop", ["naam", "gemeentemaximum", "beslistermijn.weken", "bezwaar.postadres", "samenloop"]
)
def test_een_sleutel_die_ontbreekt_wordt_genoemd(kop: str) -> None:
    assert gebreken(zonder("rha-2023", kop)) == {f"tranche.toml: {kop}": "Deze instelling ontbreekt."}


@pytest.mark.parametrize("kop", ["potten.methode", "potten.naam", "potten.grens", "potten.restant_naar"])
def test_een_sleutel_van_een_pot_die_ontbreekt_wordt_genoemd(kop: str) -> None:
    waar = kop.replace("potten", "tranche.toml: potten[1]")
    assert gebreken(zonder("rha-2023", kop)) == {waar: "Deze instelling ontbreekt."}


def test_een_gepubliceerde_uitkomst_hoeft_er_niet_te_zijn() -> None:
    assert gebreken(zonder("rha-2023", "gepubliceerde_uitkomst.projecten")) == {}


def test_een_bestand_zonder_verplichtingen_is_niet_volledig() -> None:
    inhoud = tekst("rha-2023")
    for lid in ("begin", "gereed", "bestemming"):
        begin = inhoud.index(f"\n[verplichtingen.{lid}]\n")
        inhoud = inhoud[:begin] + inhoud[inhoud.index("\n\n", begin + 1) :]
    assert gebreken(inhoud.encode()) == {
        "tranche.toml: verplichtingen": "Hier moet ten minste één instelling staan."
    }


def test_een_sleutel_van_een_andere_methode_hoort_er_niet_bij() -> None:
    inhoud = pas_aan(
        "rha-2023", ('[potten.methode]\nwaarde = "binnenkomst"', '[potten.methode]\nwaarde = "naar_rato"')
    )
    assert gebreken(inhoud) == {
        "tranche.toml: potten[1].binnen_groep": "Deze instelling hoort niet bij methode ‘naar_rato’.",
        "tranche.toml: potten[1].grens": "Deze instelling hoort niet bij methode ‘naar_rato’.",
    }


def test_bij_score_horen_criteria_een_drempel_en_een_regel_bij_gelijke_stand() -> None:
    inhoud = pas_aan(
        "rha-2023", ('[potten.methode]\nwaarde = "binnenkomst"', '[potten.methode]\nwaarde = "score"')
    )
    assert gebreken(inhoud).keys() == {
        f"tranche.toml: potten[1].{naam}" for naam in ("criteria", "drempelscore", "gelijke_stand")
    }
    begin = "\n[potten.grens]\n"
    slot = '\nbron = "Gelezen in de proef [W38]"\nzekerheid = "geverifieerd"\n'
    extra = (
        ("criteria", '[{ code = "nut", naam = "Nut", gewicht = 2, hoogste_score = 5 }]'),
        ("drempelscore", '"6.5"'),
        ("gelijke_stand", '["eenheden", "binnenkomst"]'),
    )
    tabellen = "".join(f"\n[potten.{naam}]\nwaarde = {waarde}{slot}" for naam, waarde in extra)
    aangevuld = inhoud.decode().replace(begin, tabellen + begin)
    pot = lees_tranche(aangevuld.encode()).regels.potten[0]
    assert pot.criteria.eis()[0].gewicht == 2
    assert pot.drempelscore.waarde == "6.5"


def test_een_tranche_van_vaste_bedragen_kent_geen_gemeentemaximum() -> None:
    inhoud = tekst("rha-2020") + "\n"
    extra = '\n[gemeentemaximum]\nwaarde = "geen"\nbron = "x [W1]"\nzekerheid = "geverifieerd"\n'
    inhoud = inhoud.replace("\n# De pot ", f"{extra}\n# De pot ")
    assert gebreken(inhoud.encode()) == {
        "tranche.toml: gemeentemaximum": "Deze instelling hoort niet bij een tranche zonder aanvragen."
    }


@pytest.mark.parametrize(
    ("oud", "nieuw", "waar", "melding"),
    [
        (MAXIMUM, "waarde = 2_000_000.0", "gemeentemaximum", "kommagetal"),
        (MAXIMUM, 'waarde = "€ 2,000,000"', "gemeentemaximum", "Bedoelt u 2.000.000,00"),
        (MAXIMUM, 'waarde = "€ -1"', "gemeentemaximum", "lager"),
        (WEKEN, '[beslistermijn.weken]\nwaarde = "13"', "beslistermijn.weken", "geheel getal"),
        (WEKEN, "[beslistermijn.weken]\nwaarde = 0", "beslistermijn.weken", "van 1 t/m"),
        (WEKEN, "[beslistermijn.weken]\nwaarde = true", "beslistermijn.weken", "geheel getal"),
        ('waarde = "sluiting"', 'waarde = "opening"', "beslistermijn.begin", "‘ontvangst’ of ‘sluiting’"),
        ('waarde = "100 %"', 'waarde = "101 %"', "betaling.aandeel_bij_verlening", "ten hoogste 100"),
        ('waarde = "100 %"', "waarde = 100", "betaling.aandeel_bij_verlening", "25 %"),
        ('waarde = ["permanent", "flexibel"]', 'waarde = "permanent"', "aarden", "een lijst"),
    ],
)
def test_een_waarde_van_het_verkeerde_type_wordt_geweigerd(
    oud: str, nieuw: str, waar: str, melding: str
) -> None:
    gevonden = gebreken(pas_aan("rha-2023", (oud, nieuw)))
    assert list(gevonden) == [f"tranche.toml: {waar}.waarde"]
    assert melding in gevonden[f"tranche.toml: {waar}.waarde"]


@pytest.mark.parametrize(
    ("oud", "nieuw", "waar", "melding"),
    [
        ('"flexibel"]', '"flexibel", "flexibel"]', "aarden.waarde[3]", "staat er al"),
        ('vanaf = "oplevering"', 'vanaf = "sloop"', "verplichtingen.bestemming.waarde.vanaf", "oplevering"),
        ("jaren = 10", "jaar = 10", "verplichtingen.bestemming.waarde.jaar", "bestaat niet"),
        (OPENT, f"{OPENT}+02:00", "tijdvakken[1].opent", "zonder zone"),
        (OPENT, "opent = 2023-05-30", "tijdvakken[1].opent", "tot op de seconde"),
        (OPENT, "opent = 2023-03-26T02:30:00", "tijdvakken[1].opent", "bestaat niet"),
        ("schema = 1", "schema = 2", "schema", "Hier moet 1 staan"),
    ],
)
def test_een_fout_binnen_een_waarde_wordt_aangewezen(oud: str, nieuw: str, waar: str, melding: str) -> None:
    gevonden = gebreken(pas_aan("rha-2023", (oud, nieuw)))
    assert list(gevonden) == [f"tranche.toml: {waar}"]
    assert melding in gevonden[f"tranche.toml: {waar}"]


@pytest.mark.parametrize(
    ("regel", "waar", "melding"),
    [
        (f'{MAXIMUM}\nzekerheid = "geverifieerd"', "bron", "leeg"),
        (f'{MAXIMUM}\nbron = "gehoord"\nzekerheid = "geverifieerd"', "bron", "met zijn code"),
        (f'{MAXIMUM}\nbron = "x [Z1]"\n{AANNAME}', "bron", "bronnen.toml"),
        (f'{MAXIMUM}\nbron = "x [AK]"\nzekerheid = "geverifieerd"', "zekerheid", "is gelezen"),
        (f'{MAXIMUM}\nbron = "x [AK]"\nzekerheid = "aanname"', "toelichting", "waarom"),
        (f'{MAXIMUM}\nbron = "x [W38]"\nzekerheid = "zeker"', "zekerheid", "geverifieerd"),
        (f'{MAXIMUM}\nbron = "x [O]"\nzekerheid = "onbekend"\ntoelichting = "y"', "waarde", "geen waarde"),
        ('bron = "x [W38]"\nzekerheid = "geverifieerd"', "waarde", "ontbreekt"),
        (f'{MAXIMUM}\nbron = "x [W38]"\nzekerheid = "geverifieerd"\nreden = "y"', "reden", "bestaat niet"),
    ],
)
def test_bron_en_zekerheid_horen_bij_elke_instelling(regel: str, waar: str, melding: str) -> None:
    oud = f'{GEMEENTEMAXIMUM}zekerheid = "geverifieerd"'
    gevonden = gebreken(pas_aan("rha-2023", (oud, f"[gemeentemaximum]\n{regel}")))
    assert list(gevonden) == [f"tranche.toml: gemeentemaximum.{waar}"]
    assert melding in gevonden[f"tranche.toml: gemeentemaximum.{waar}"]


def test_een_plafond_zonder_bedrag_is_onbekend() -> None:
    gevonden = gebreken(
        pas_aan("rha-2023", ('[[potten.plafonds]]\nbedrag = "€ 34.705.000"\n', "[[potten.plafonds]]\n"))
    )
    assert gevonden == {
        "tranche.toml: potten[1].plafonds[1].bedrag": "Een plafond heeft een bedrag, tenzij het onbekend is."
    }


def test_de_dag_waarop_een_plafond_gaat_gelden_begint_om_middernacht_in_amsterdam() -> None:
    inhoud = pas_aan(
        "rha-2022", ('bedrag = "€ 52.135.000"\n', 'bedrag = "€ 52.135.000"\ngeldt_vanaf = 2022-09-29\n')
    )
    geldt_vanaf = lees_tranche(inhoud).potten[0].plafonds[1].geldt_vanaf
    assert geldt_vanaf is not None
    assert geldt_vanaf.isoformat() == "2022-09-28T22:00:00+00:00"


def test_een_bestand_heet_naar_zijn_code() -> None:
    assert gebreken(tekst("rha-2023").encode(), naam="rha-2022.toml") == {
        "rha-2022.toml: code": "Het bestand met code ‘rha-2023’ moet rha-2023.toml heten."
    }


@pytest.mark.parametrize("inhoud", [b"\xff\xfe", b"[[[", b""])
def test_iets_anders_dan_een_tranche_wordt_geweigerd(inhoud: bytes) -> None:
    assert gebreken(inhoud)


def test_een_bestand_wordt_gelezen_zonder_database_of_webframework() -> None:
    programma = (
        "import sys; from subsidie.tranches import bedragen, categorie, definitie; definitie.alle_tranches();"
        "print(sorted({'flask', 'sqlalchemy', 'wtforms'} & set(sys.modules)))"
    )
    uitvoer = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)
    assert uitvoer.stdout == "[]\n"
