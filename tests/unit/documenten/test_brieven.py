"""What a letter says, and what it may not say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from subsidie.beschikkingen.brief import (
    BedragGegevens,
    BeschikkingGegevens,
    BezwaarGegevens,
    Geadresseerde,
    Maximumregel,
    Verplichting,
    VoorlopigeInstelling,
)
from subsidie.documenten.render import Gerenderd, render
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.platform.pdf import OnbekendeTekens
from tests.fabrieken.brieven import (
    AANVRAAG,
    GRONDEN,
    MOMENT,
    SEED,
    afwijzing,
    alle_brieven,
    deelverlening,
    verlening,
    verlening_vast,
)
from tests.fabrieken.pdf import tekst, tekst_per_bladzijde

ALLE = alle_brieven()


def _lees(brief: BeschikkingGegevens) -> str:
    """The text of the letter, on one line, with ordinary spaces."""
    zonder_tags = re.sub(r"<[^>]+>", " ", maak_html(brief.sjabloon, brief.als_json()))
    return " ".join(zonder_tags.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("soort", ALLE)
def test_het_besluit_komt_voor_de_redenen(soort: str) -> None:
    brief = _lees(ALLE[soort])
    besluit = "Ik wijs uw aanvraag" if soort.startswith("afwijzing") else "Ik verleen u"
    assert brief.index(besluit) < brief.index("Waarom ik dit besluit neem")


@pytest.mark.parametrize("soort", ALLE)
def test_elke_brief_zegt_aan_wie_waarop_hij_berust_en_wie_tekent(soort: str) -> None:
    gegevens, brief = ALLE[soort], _lees(ALLE[soort])
    assert (
        f"Aan het college van burgemeester en wethouders van de gemeente {gegevens.geadresseerde.gemeente}"
        in brief
    )
    assert all(zin in brief for zin in (*gegevens.motivering, *gegevens.grondslag))
    assert "namens deze, A. de Beslisser directeur krachtens mandaat, registernummer M-2023-04" in brief


@pytest.mark.parametrize("soort", ALLE)
def test_elke_brief_zegt_hoe_bezwaar_kan_worden_gemaakt(soort: str) -> None:
    brief = _lees(ALLE[soort])
    assert "binnen zes weken na de dag van verzending" in brief
    for inhoud in (
        "naam en adres",
        "de datum",
        "tegen welk besluit",
        "waarom u het niet eens bent",
        "handtekening",
    ):
        assert inhoud in brief[brief.index("In het bezwaarschrift staan") :]


def test_bezwaar_per_post_noemt_het_adres() -> None:
    bezwaar = BezwaarGegevens("de minister", ("Postbus 1", "1000 AA Plaats"), digitaal=False)
    brief = _lees(verlening(bezwaar=bezwaar))
    assert "per post naar: Postbus 1, 1000 AA Plaats" in brief
    assert "dient het bezwaarschrift in via het loket" not in brief


def test_zonder_postadres_gaat_de_brief_via_het_loket() -> None:
    assert "Verzonden via het loket" in _lees(verlening())
    met_adres = _lees(verlening(geadresseerde=Geadresseerde("Terneuzen", ("Stadhuisplein 1",))))
    assert "Stadhuisplein 1" in met_adres
    assert "Verzonden via het loket" not in met_adres


def test_een_verlening_toont_hoe_het_bedrag_is_bepaald() -> None:
    bedrag = BedragGegevens(
        400_000_00, 333_435_50, 333_435_50, (Maximumregel("woonruimten", 42, 8_500_00),), 333_435_50
    )
    brief = _lees(verlening(bedrag=bedrag))
    for stuk in (
        "Het bedrag dat u vroeg € 400.000,00",
        "Het maximum voor 42 woonruimten van € 8.500 € 357.000,00",
        "min de dekking € 333.435,50",
        "Wat ik verleen € 333.435,50",
        "Dat bedrag is lager dan de € 400.000 die u vroeg",
    ):
        assert stuk in brief


def test_de_btw_gaat_af_van_wat_wordt_betaald() -> None:
    brief = _lees(verlening())
    assert (
        "via het BTW-compensatiefonds − € 56.000" in brief
        or "via het BTW-compensatiefonds −€ 56.000" in brief
    )
    assert "Wat ik aan u betaal € 264.670" in brief


def test_een_verplichting_noemt_haar_dag_of_haar_termijn() -> None:
    brief = _lees(verlening())
    assert "U zet een onomkeerbare stap voor de bouw 4 december 2025 binnen twee jaar na dit besluit" in brief
    assert "De woonruimten blijven bestemd voor de doelgroep tien jaar na oplevering" in brief


def test_een_deelverlening_wijst_de_rest_af() -> None:
    brief = _lees(deelverlening())
    assert "een specifieke uitkering van € 83.520 . Dat is een deel van de € 333.435" in brief
    assert "Voor de rest wijs ik uw aanvraag af" in brief


def test_een_vast_bedrag_kent_geen_aanvraag() -> None:
    brief = _lees(verlening_vast())
    assert "op grond van de bijlage bij de regeling" in brief
    assert "Uw aanvraag" not in brief
    assert "Het bedrag dat u vroeg" not in brief


@pytest.mark.parametrize("grond", GRONDEN)
def test_een_afwijzing_zegt_wat_zij_betekent_en_legt_niets_op(grond: str) -> None:
    brief = _lees(afwijzing(grond))
    assert "U krijgt geen specifieke uitkering" in brief
    assert "Wat dit voor u betekent" in brief
    assert "Wat u moet doen" not in brief
    assert "Wanneer u het geld krijgt" not in brief


def test_wie_op_de_reservelijst_staat_leest_welke_plaats() -> None:
    assert "Uw aanvraag staat op plaats 23 van de reservelijst" in _lees(afwijzing("plafond_na_loting"))
    assert "reservelijst" not in _lees(afwijzing("inhoudelijk"))


def test_na_het_stoppen_van_de_verdeling_was_de_aanvraag_niet_meer_aan_de_beurt() -> None:
    brief = afwijzing("plafond_in_loting")
    assert brief.verdeling
    assert "Nog beschikbaar toen uw aanvraag aan de beurt was € 83.520" in _lees(brief)
    erna = _lees(replace(brief, verdeling=replace(brief.verdeling, na_sluiting=True)))
    assert "Over toen de verdeling stopte € 83.520" in erna
    assert "Nog beschikbaar toen" not in erna


@pytest.mark.parametrize(
    ("cent", "zin"),
    [
        (5_000_000_00, "met € 5.000.000 uit een ander deel van het budget"),
        (-5_000_000_00, "na aftrek van € 5.000.000 voor een ander deel van het budget"),
        (0, None),
    ],
)
def test_het_plafond_zegt_wat_er_is_verschoven(cent: int, zin: str | None) -> None:
    brief = afwijzing("plafond")
    assert brief.verdeling
    tekst_brief = _lees(replace(brief, verdeling=replace(brief.verdeling, verschoven_cent=cent)))
    assert (zin or "Uitkeringsplafond € 34.705.000 Rang") in tekst_brief
    assert ("ander deel van het budget" in tekst_brief) == (zin is not None)


@pytest.mark.parametrize(
    ("grond", "zin"),
    [
        ("plafond_in_loting", "Uw aanvraag deed mee aan de loting"),
        ("plafond_na_loting", "vóór uw aanvraag staan"),
        ("plafond", "Het uitkeringsplafond was bereikt voordat ik uw aanvraag kon toekennen"),
        ("inhoudelijk", "voldoet niet aan de voorwaarden"),
        ("drempelscore", "haalt de score niet"),
        ("gemeentemaximum", "boven het maximum per gemeente"),
    ],
)
def test_het_besluit_noemt_de_grond_van_deze_afwijzing(grond: str, zin: str) -> None:
    assert zin in _lees(afwijzing(grond))


def test_alleen_wie_in_de_loting_zat_kan_haar_narekenen() -> None:
    assert "De loting zelf narekenen" in _lees(verlening())
    assert "De loting zelf narekenen" not in _lees(afwijzing("plafond"))


@pytest.mark.parametrize("seed", [SEED, "x'; echo fout; '", '$(echo fout) `echo fout` \\ %s "'])
def test_de_opdracht_in_de_brief_geeft_de_uitkomst_in_de_brief(seed: str) -> None:
    brief = verlening()
    assert brief.verdeling
    assert brief.aanvraag
    verdeling = replace(brief.verdeling, seed=seed, lot_hash=_lot_hash(seed, brief.aanvraag.nummer))
    html = maak_html("beschikkingen/verlening", verlening(verdeling=verdeling).als_json())
    from html import unescape

    opdracht = unescape(re.findall(r"<code>(printf .*?)</code>", html)[0])
    uit = subprocess.run(["/bin/sh", "-c", opdracht], capture_output=True, text=True, check=True).stdout
    assert uit.split()[0] == verdeling.lot_hash


def _lot_hash(seed: str, nummer: str) -> str:
    from hashlib import sha256

    return sha256(f"{seed}|{nummer}".encode()).hexdigest()


def test_wat_niet_zeker_is_staat_onder_het_voorbeeld() -> None:
    assert "Voorlopig in dit voorbeeld" in _lees(verlening())
    assert "Voorlopig in dit voorbeeld" not in _lees(verlening_vast())


def test_een_projectnaam_is_tekst_en_geen_opmaak(gemaakt: Callable[[str], Gerenderd]) -> None:
    naam = '<script>alert("1")</script> & <img src="file:///etc/hostname">'
    brief = verlening(aanvraag=replace(AANVRAAG, project=naam))
    assert naam in tekst(render(brief.sjabloon, brief, moment=MOMENT).pdf)


def test_een_heel_lange_naam_blijft_binnen_de_bladspiegel() -> None:
    brief = verlening(aanvraag=replace(AANVRAAG, project="W" * 280))
    bladzijden = tekst_per_bladzijde(render(brief.sjabloon, brief, moment=MOMENT).pdf)
    assert bladzijden[0].replace(" ", "").count("W" * 280) == 2


def test_een_teken_dat_geen_lettertype_heeft_wordt_vooraf_geweigerd() -> None:
    brief = verlening(aanvraag=replace(AANVRAAG, project="De Brug 😀 住宅"))
    with pytest.raises(OnbekendeTekens) as fout:
        render(brief.sjabloon, brief, moment=MOMENT)
    assert fout.value.tekens == ["住", "宅", "😀"]
    assert "‘😀’ (U+1F600, GRINNING FACE)" in str(fout.value)


def test_namen_met_letters_uit_heel_europa_passen() -> None:
    brief = verlening(aanvraag=replace(AANVRAAG, project="Sûdwest-Fryslân, Łódź, Žižkov, Київ, Ελλάδα"))
    assert "Sûdwest-Fryslân, Łódź, Žižkov, Київ, Ελλάδα" in tekst(
        render(brief.sjabloon, brief, moment=MOMENT).pdf
    )


@pytest.mark.parametrize(
    ("velden", "waar"),
    [
        ({"soort": "schorsing"}, "soort"),
        ({"grond": "plafond"}, "grond"),
        ({"aanvraag": None}, "aanvraag"),
        ({"datum": "2023-13-01"}, "datum"),
        ({"motivering": ()}, "motivering"),
        ({"grondslag": ()}, "grondslag"),
        ({"voorbeeld": False}, "voorlopig"),
        ({"bezwaar": BezwaarGegevens("de minister", digitaal=False)}, "bezwaar"),
        ({"aanvraag": replace(AANVRAAG, volledig_op="2023-06-15T14:02:11")}, "aanvraag.volledig_op"),
        ({"bedrag": BedragGegevens(100, 100, 0)}, "bedrag.toegekend_cent"),
        ({"bedrag": BedragGegevens(100, 90, 90)}, "bedrag.subsidiabel_cent"),
        ({"bedrag": BedragGegevens(100, 100, 101)}, "bedrag.toegekend_cent"),
        ({"bedrag": BedragGegevens(100, 100, 100, btw_compensabel_cent=101)}, "bedrag.btw_compensabel_cent"),
        ({"verplichtingen": (Verplichting("Bouw", "31-12-2025"),)}, "verplichtingen[0].uiterlijk"),
    ],
)
def test_een_brief_die_zichzelf_tegenspreekt_wordt_niet_gemaakt(velden: dict[str, Any], waar: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        verlening(**velden)
    assert waar in [gebrek.waar for gebrek in fout.value.gebreken]


def test_een_lot_dat_niet_bij_de_seed_hoort_wordt_geweigerd() -> None:
    brief = verlening()
    assert brief.verdeling
    with pytest.raises(OngeldigeInvoer, match=r"verdeling\.lot_hash"):
        verlening(verdeling=replace(brief.verdeling, seed="een andere trekking"))


def test_een_afwijzing_legt_geen_verplichtingen_op() -> None:
    with pytest.raises(OngeldigeInvoer, match="afwijzing"):
        afwijzing("plafond", verplichtingen=(Verplichting("Bouw", termijn="meteen"),))


def test_alle_gebreken_worden_in_een_keer_genoemd() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        verlening(datum="gisteren", motivering=(), voorbeeld=False)
    assert {gebrek.waar for gebrek in fout.value.gebreken} == {"datum", "motivering", "voorlopig"}


@pytest.mark.parametrize("soort", ALLE)
def test_een_brief_gaat_heen_en_terug_door_json(soort: str) -> None:
    assert BeschikkingGegevens.van_json(ALLE[soort].als_json()) == ALLE[soort]


@pytest.mark.parametrize(
    ("wijziging", "melding"),
    [
        (
            {"bedrag": {"gevraagd_cent": 1.5, "subsidiabel_cent": 1, "toegekend_cent": 1}},
            "bedrag.gevraagd_cent",
        ),
        (
            {"bedrag": {"gevraagd_cent": True, "subsidiabel_cent": 1, "toegekend_cent": 1}},
            "bedrag.gevraagd_cent",
        ),
        ({"kleur": "groen"}, "kleur: dit veld is onbekend"),
        ({"datum": None}, "datum: hier hoort een tekst"),
        ({"motivering": "Zomaar."}, "motivering: hier hoort een lijst"),
        ({"afzender": "ik"}, "afzender: hier horen meerdere velden"),
    ],
)
def test_gegevens_die_niet_kloppen_worden_niet_gelezen(wijziging: dict[str, object], melding: str) -> None:
    with pytest.raises(OngeldigeInvoer, match=re.escape(melding)):
        BeschikkingGegevens.van_json(verlening().als_json() | wijziging)


def test_een_ontbrekend_veld_wordt_genoemd() -> None:
    gegevens = verlening().als_json()
    del gegevens["kenmerk"]
    with pytest.raises(OngeldigeInvoer, match="kenmerk: dit veld ontbreekt"):
        BeschikkingGegevens.van_json(gegevens)


def test_een_voorlopige_instelling_noemt_haar_zekerheid_en_bron() -> None:
    brief = _lees(
        verlening(voorlopig=(VoorlopigeInstelling("De uitkering is voor tien jaar", "aanname", "W12"),))
    )
    assert "De uitkering is voor tien jaar: aanname; bron: W12" in brief
