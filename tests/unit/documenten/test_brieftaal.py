"""What a lawyer can write in the text of a letter, and what is refused, at which line and in which words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.beschikkingen.briefvoorbeelden import voorbeeld_van
from subsidie.documenten.briefsoorten import BRIEFSOORTEN, bij_sjabloon, get_soort, standaardtekst
from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.brieftaal.keur import keur
from subsidie.documenten.brieftaal.ontleed import DIEPSTE, LANGSTE_TEKST, ontleed, schoon
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.documenten.brieftaal.zet import zet
from subsidie.documenten.sjablonen import SJABLONEN, maak_html
from subsidie.kern.fouten import OngeldigeInvoer
from tests.fabrieken.aanvulbrieven import alle_aanvulbrieven
from tests.fabrieken.bezwaarbrieven import alle_bezwaarbrieven
from tests.fabrieken.brieven import afwijzing, alle_brieven, verlening
from tests.fabrieken.klokbrieven import alle_klokbrieven

VERLENING = get_soort("verlening")
STANDAARD = standaardtekst(VERLENING).inhoud
CODES = [soort.code for soort in BRIEFSOORTEN]
BRIEVEN: list[Any] = [
    brief
    for brief in (
        *alle_brieven().values(), *alle_klokbrieven().values(), *alle_aanvulbrieven().values(),
        *alle_bezwaarbrieven().values(),
    )
    if bij_sjabloon(brief.sjabloon) is not None
]  # fmt: skip


def _html(tekst: str, brief: Any = None) -> str:
    """The whole letter with this text, as HTML with ordinary spaces."""
    brief = brief or verlening()
    gekozen = GekozenTekst("verlening", "tranche", 1, "0" * 64, schoon(tekst))
    return maak_html(brief.sjabloon, replace(brief, tekst=gekozen).als_json()).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def _fouten(tekst: str, soort: Briefsoort = VERLENING) -> dict[int, str]:
    return {fout.regel: fout.melding for fout in keur(schoon(tekst), soort)}


def _met(regel: str, *, plaats: str = "Geacht college,") -> tuple[int, str]:
    """The standard text with this line instead of one of its own; and its number."""
    tekst = STANDAARD.replace(plaats, regel, 1)
    return tekst.split("\n").index(regel.split("\n", maxsplit=1)[0]) + 1, tekst


@pytest.mark.parametrize("code", CODES)
def test_elke_standaardtekst_voldoet_aan_wat_van_een_tekst_wordt_gevraagd(code: str) -> None:
    soort = get_soort(code)
    assert keur(standaardtekst(soort).inhoud, soort) == ()
    assert soort.sjabloon in SJABLONEN


@pytest.mark.parametrize("code", CODES)
def test_een_voorbeeld_van_elke_brief_toont_elk_veld_en_elk_onderdeel(code: str) -> None:
    soort, brief = get_soort(code), voorbeeld_van(get_soort(code))
    waarden = brief.als_json()
    assert brief.sjabloon == soort.sjabloon
    namen = {een.naam for een in soort.voorwaarden}
    assert {een.alleen_als for een in soort.velden} | {een.alleen_als for een in soort.blokken} <= namen | {
        ""
    }
    for veld in soort.velden:
        if all(een.geldt(waarden) for een in soort.voorwaarden if een.naam == veld.alleen_als):
            assert veld.waarde(waarden)
    regels = ["# Kop", *(f"- {{{{ {een.naam} }}}}" for een in soort.velden if not een.alleen_als)]
    regels += [
        f"[als {een.alleen_als}]\n[[{een.naam}]]\n[einde]" if een.alleen_als else f"[[{een.naam}]]"
        for een in soort.blokken
    ]
    opbouw = zet("\n".join(regels), soort, waarden)
    assert opbouw.kop == "Kop"
    assert all(punt for een in opbouw.besluit for punt in een.punten)


@pytest.mark.parametrize("waarden", BRIEVEN)
def test_een_brief_zonder_genoemde_tekst_krijgt_de_standaardtekst(waarden: Any) -> None:
    soort = bij_sjabloon(waarden.sjabloon)
    assert soort
    met = replace(waarden, tekst=standaardtekst(soort))
    assert maak_html(waarden.sjabloon, waarden.als_json()) == maak_html(met.sjabloon, met.als_json())


def test_regels_zonder_lege_regel_ertussen_zijn_een_alinea_ook_met_een_voorwaarde_ertussen() -> None:
    html = _html("# Kop\nEen.\n[als woonruimten]\nTwee: {{ aantal_woonruimten }}.\n[einde]\nDrie.\n\nVier.")
    assert "<p>Een. Twee: 42 woonruimten. Drie.</p>" in html
    assert "<p>Vier.</p>" in html


def test_een_voorwaarde_kiest_een_van_haar_takken() -> None:
    tekst = "# K\n[als in_loting]\nA\n[anders als na_loting]\nB\n[anders]\nC\n[einde]\n[als niet na_loting]\nD\n[einde]"
    for grond, uit in (("plafond_in_loting", "A D"), ("plafond_na_loting", "B"), ("plafond", "C D")):
        assert f"<p>{uit}</p>" in _html(tekst, afwijzing(grond))


def test_lijsten_koppen_vet_en_schuin() -> None:
    html = _html("# K\n- een **vet** en\n  verder\n- *{{ project }}*\n\n## Tussen\n### Klein\ntekst")
    assert re.search(
        r"<ul>\s*<li>een <strong>vet</strong> en verder</li>\s*<li><em>De Campus Terneuzen</em></li>\s*</ul>",
        html,
    )
    assert "<h2>Tussen</h2>" in html
    assert "<h3>Klein</h3>" in html


BOOS = '<script>alert(1)</script>"><img src=x onerror=a>&lt;b&gt;'


def test_html_in_een_tekst_of_een_waarde_komt_als_letters_in_de_brief() -> None:
    brief = verlening()
    assert brief.aanvraag
    brief = replace(brief, aanvraag=replace(brief.aanvraag, project=f"{BOOS} {{{{ kenmerk }}}} [[bezwaar]]"))
    html = _html(f"# {BOOS}\n- **{BOOS}**\n\n{{{{ project }}}}", brief)
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert "&amp;lt;b&amp;gt;" in html
    # What a municipality writes is a value and never read as a text.
    assert "{{ kenmerk }} [[bezwaar]]</p>" in html


@pytest.mark.parametrize("code", ["{% raw %}", "{{ 7 * 7 }}", "{{ self }}", "{# x #}"])
def test_code_van_een_sjabloon_wordt_geweigerd(code: str) -> None:
    assert _fouten(f"# K\n{code}")[2]


@pytest.mark.parametrize(
    ("regel", "melding"),
    [
        ("U krijgt {{ bedrag_verlend }}.", "Het veld ‘bedrag_verlend’ bestaat niet. Bedoelt u {{ bedrag_verleend }}?"),
        ("[[motivatie]]", "Het onderdeel ‘motivatie’ bestaat niet. Bedoelt u [[motivering]]?"),
        ("{{ bezwaar }}", "is een onderdeel en geen veld. Schrijf het zo, alleen op een regel: [[bezwaar]]."),
        ("U krijgt {{ bedrag }}.", "Of bedoelt u {{ bedrag_verleend }}?"),
        ("[[bedrag_verleend]]", "is een veld en geen onderdeel. Schrijf het zo: {{ bedrag_verleend }}."),
        ("[als woonruimte]\nx\n[einde]", "De voorwaarde ‘woonruimte’ bestaat niet. Bedoelt u [als woonruimten]?"),
        ("{{ aantal_woonruimten }}", "Zet het tussen [als woonruimten] en [einde]."),
        ("[als niet woonruimten]\n{{ aantal_woonruimten }}\n[einde]", "Zet het tussen [als woonruimten] en [einde]."),
        ("[als woonruimten]\nx", "Deze [als ...] heeft geen [einde]."),
        ("[einde]", "Hier staat [einde], maar er is geen [als ...] die nog open is."),
        ("[anders]", "Hier staat [anders], maar er staat geen [als ...] boven."),
        ("[wanneer woonruimten]", "Tussen rechte haken staat [als ...]"),
        ("Een [als woonruimten] twee", "alleen op een regel, zonder andere tekst."),
        ("Dit is **vet", "Vette tekst begint en eindigt met ** op dezelfde regel."),
        ("Dit is *schuin", "Schuine tekst begint en eindigt met * op dezelfde regel."),
        ("{bedrag_verleend}", "Een veld staat tussen dubbele accolades"),
        ("#Kop", "Een kop begint met #, ## of ### en dan een spatie."),
        ("# Nog een kop", "Een brief heeft één kop met #."),
        ("• punt", "Begin een punt van een lijst met een streepje"),
        ("Een \N{GRINNING FACE}", "Deze tekens kunnen niet worden gedrukt: ‘\N{GRINNING FACE}’"),
        ("Een \u202e", "tekens die niemand kan zien"),
    ],
)  # fmt: skip
def test_een_fout_staat_bij_haar_regel_in_woorden_waarmee_de_schrijver_verder_kan(
    regel: str, melding: str
) -> None:
    nummer, tekst = _met(regel)
    fouten = _fouten(tekst)
    assert melding in " ".join(fouten.get(een, "") for een in (nummer, nummer + 1))


@pytest.mark.parametrize(
    ("weg", "melding"),
    [
        ("[[motivering]]", "[[motivering]] ontbreekt. Het moet in elke brief staan: een besluit moet"),
        ("{{ grondslag }}", "{{ grondslag }} ontbreekt. Het moet in elke brief staan"),
        ("[[bezwaar]]", "artikel 3:45 van de Algemene wet bestuursrecht"),
        ("[[verplichtingen]]", "een verplichting geldt alleen als de brief haar noemt"),
    ],
)  # fmt: skip
def test_wat_de_wet_vraagt_kan_niet_weg_en_niet_onder_een_voorwaarde(weg: str, melding: str) -> None:
    assert any(melding in een for een in _fouten(STANDAARD.replace(weg, "iets anders")).values())
    onder = _fouten(STANDAARD.replace(weg, f"[als lager_dan_gevraagd]\n{weg}\n[einde]"))
    assert any("staat nu onder een voorwaarde en valt soms weg" in een for een in onder.values())
    overal = STANDAARD.replace(weg, f"[als lager_dan_gevraagd]\n{weg}\n[anders]\nOok hier: \n{weg}\n[einde]")
    assert not _fouten(overal)


def test_een_tekst_zonder_kop_en_een_te_lange_tekst_worden_geweigerd() -> None:
    assert "begint met de kop" in _fouten(STANDAARD.replace("# U krijgt", "U krijgt"))[1]
    assert _fouten(STANDAARD + "a" * LANGSTE_TEKST)[1].startswith("De tekst is ")
    te_diep = "[als woonruimten]\n" * (DIEPSTE + 1) + "x\n" + "[einde]\n" * (DIEPSTE + 1)
    assert "voorwaarden in elkaar" in _fouten(_met(te_diep)[1])[_met(te_diep)[0] + DIEPSTE]


def test_duizenden_voorwaarden_in_elkaar_zijn_een_gewone_fout() -> None:
    assert len(keur("[als woonruimten]\n" * 1_100, VERLENING)) < 10


def test_een_naam_mag_met_spaties_en_hoofdletters() -> None:
    assert "<p>Voor De Campus Terneuzen 42 woonruimten</p>" in _html(
        "# K\nVoor {{Project}}\n[Als Woonruimten]\n{{ aantal woonruimten }}\n[EINDE]"
    )


@given(
    st.text(
        alphabet=st.sampled_from(list("#*-[]{}<&> \nals einde woonruimten anders{{project}}[[bedrag]]")),
        max_size=200,
    )
)
def test_elke_tekst_wordt_gezet_of_met_fouten_geweigerd(tekst: str) -> None:
    inhoud = schoon(tekst)
    assert schoon(inhoud) == inhoud
    fouten = keur(inhoud, VERLENING)
    assert all(1 <= fout.regel <= inhoud.count("\n") + 1 for fout in fouten)
    knopen, _ = ontleed(inhoud)
    assert isinstance(knopen, tuple)
    if not fouten:
        zet(inhoud, VERLENING, verlening().als_json())


def test_een_tekst_die_niet_klopt_maakt_geen_brief() -> None:
    with pytest.raises(OngeldigeInvoer, match="regel 2: ‘bestaat_niet’ bestaat niet"):
        _html("# K\n{{ bestaat_niet }}")
