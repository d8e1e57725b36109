"""What a tranche asks of an application: settings with a source, held against each other."""

from __future__ import annotations

import pytest

from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import (
    Aanvraagveld,
    Correctiewachtrij,
    Veldeis,
    Vraagdeel,
    Vraagsoort,
    Woningtype,
    Zekerheid,
)
from subsidie.tranches.regelpagina import GROEPEN
from subsidie.tranches.woorden import WOORDEN
from tests.unit.tranches.hulp import CODES, gebreken, pas_aan, tranche, zonder

MET_AANVRAGEN = CODES[1:]
EIGEN = (
    "bijlage.per_bestand_mb", "bijlage.totaal_mb", "aanvraag.velden", "aanvraag.vragen", "aanvraag.verklaringen",
    "woningtypen", "correctie.wachtrij",
)  # fmt: skip
LEGE_VRAGEN = "[aanvraag.vragen]\nwaarde = []"


@pytest.mark.parametrize("code", MET_AANVRAGEN)
def test_wat_een_aanvraag_vraagt_is_nergens_gelezen_en_dus_een_aanname(code: str) -> None:
    instellingen = tranche(code).regels.instellingen
    for sleutel in EIGEN:
        een: Instelling[object] = instellingen[sleutel]
        assert een.zekerheid is Zekerheid.AANNAME, sleutel
        assert een.toelichting


def test_een_tranche_zonder_aanvragen_vraagt_niets() -> None:
    assert not set(EIGEN) & set(tranche("rha-2020").regels.instellingen)


@pytest.mark.parametrize("sleutel", EIGEN)
def test_zonder_die_regel_is_een_tranche_met_aanvragen_niet_heel(sleutel: str) -> None:
    assert list(gebreken(zonder("rha-2023", sleutel))) == [f"tranche.toml: {sleutel}"]


@pytest.mark.parametrize("code", MET_AANVRAGEN)
def test_een_verbetering_telt_voor_de_volgorde_vanaf_dat_moment(code: str) -> None:
    regels = tranche(code).regels
    assert regels.correctie_wachtrij.waarde is Correctiewachtrij.MOMENT_VAN_CORRECTIE


def test_het_type_voor_kort_verblijf_hoort_bij_de_tranche_met_verblijfsruimten() -> None:
    met = [
        code
        for code in MET_AANVRAGEN
        if Woningtype.SHORT_MIDSTAY in {een.code for een in tranche(code).regels.woningtypen.eis()}
    ]
    assert met == ["rha-2021"]


@pytest.mark.parametrize(
    ("vraag", "waar"),
    [
        ('{ code = "x", deel = "project", vraag = "Wat?", soort = "keuze", verplicht = true }', "[1].opties"),
        (
            '{ code = "x", deel = "project", vraag = "Wat?", soort = "tekst", opties = ["a", "b"],'
            " verplicht = true }",
            "[1].opties",
        ),
        (
            '{ code = "x", deel = "bijlagen", vraag = "Wat?", soort = "tekst", verplicht = true }',
            ".waarde[1].deel",
        ),
        ('{ code = "x", deel = "project", soort = "tekst", verplicht = true }', ".waarde[1].vraag"),
    ],
)
def test_een_eigen_vraag_die_niet_klopt_wordt_geweigerd(vraag: str, waar: str) -> None:
    inhoud = pas_aan("rha-2023", (LEGE_VRAGEN, f"[aanvraag.vragen]\nwaarde = [{vraag}]"))
    assert list(gebreken(inhoud)) == [f"tranche.toml: aanvraag.vragen{waar}"]


def test_een_eigen_vraag_kost_geen_code() -> None:
    vraag = '{ code = "x", deel = "kosten", vraag = "Wat?", soort = "bedrag", verplicht = true }'
    assert gebreken(pas_aan("rha-2023", (LEGE_VRAGEN, f"[aanvraag.vragen]\nwaarde = [{vraag}]"))) == {}


def test_alle_bijlagen_samen_mogen_niet_kleiner_zijn_dan_een() -> None:
    inhoud = pas_aan("rha-2023", ("[bijlage.totaal_mb]\nwaarde = 100", "[bijlage.totaal_mb]\nwaarde = 24"))
    assert list(gebreken(inhoud)) == ["tranche.toml: bijlage.totaal_mb"]


def test_elk_woord_dat_een_aanvraag_kan_hebben_is_nederlands() -> None:
    for lijst in (Aanvraagveld, Veldeis, Vraagdeel, Vraagsoort, Woningtype, Correctiewachtrij):
        assert set(WOORDEN[lijst]) == {woord.value for woord in lijst}


def test_de_regelpagina_toont_ze_bij_de_aanvraag() -> None:
    leden = {anker: delen for anker, _, delen in GROEPEN}
    assert {"aanvraag.", "bijlage.", "correctie."} <= set(leden["aanvraag"])
    assert "woningtypen" in leden["waarvoor"]
