"""The settings of a tranche fit together."""

from __future__ import annotations

import pytest

from subsidie.tranches.regels import PotRegels, Regels, Veld
from subsidie.tranches.schema import POT_SLEUTELS, TRANCHE_SLEUTELS
from tests.unit.tranches.hulp import gebreken, pas_aan, tranche


def alleen(code: str, *vervangingen: tuple[str, str]) -> tuple[str, str]:
    """The one fault that the change brings: where and what."""
    gevonden = gebreken(pas_aan(code, *vervangingen))
    assert len(gevonden) == 1, gevonden
    ((waar, melding),) = gevonden.items()
    return waar.removeprefix("tranche.toml: "), melding


def test_restant_gaat_alleen_naar_een_latere_pot() -> None:
    inhoud = pas_aan("rha-2025").decode()
    naar_o = inhoud.replace(
        '[potten.restant_naar]\nwaarde = "geen"', '[potten.restant_naar]\nwaarde = "O"', 1
    )
    assert gebreken(naar_o.encode()) == {}
    naar_zichzelf = naar_o.replace(
        '[potten.restant_naar]\nwaarde = "geen"', '[potten.restant_naar]\nwaarde = "O"', 1
    )
    assert gebreken(naar_zichzelf.encode()) == {
        "tranche.toml: potten[2].restant_naar": "‘O’ is geen latere pot."
    }


def test_twee_potten_hebben_niet_dezelfde_code() -> None:
    assert alleen("rha-2025", ('code = "O"', 'code = "S"'))[1] == "De code ‘S’ komt 2 keer voor."


def test_elke_soort_hoort_bij_een_eenheid() -> None:
    soorten = '[soorten]\nwaarde = ["zelfstandig", "onzelfstandig", "standplaats"]'
    assert alleen("rha-2023", (soorten, soorten.replace('"]', '", "verblijfsruimte"]'))) == (
        "eenheden", "De soort ‘verblijfsruimte’ moet bij precies één eenheid horen.",
    )  # fmt: skip
    assert alleen("rha-2023", (soorten, '[soorten]\nwaarde = ["zelfstandig", "onzelfstandig"]')) == (
        "eenheden", "De soort ‘standplaats’ mag niet in deze tranche.",
    )  # fmt: skip


def test_elke_eenheid_heeft_een_maximum_ook_als_dat_onbekend_is() -> None:
    gevonden = gebreken(
        pas_aan("rha-2021", ("[maximum_per_eenheid.verblijfsruimte]", "[maximum_per_eenheid.bed]"))
    )
    assert gevonden == {
        "tranche.toml: maximum_per_eenheid.verblijfsruimte": "Deze instelling ontbreekt.",
        "tranche.toml: maximum_per_eenheid.bed": "De eenheid ‘bed’ bestaat niet.",
    }


def test_zonder_maximum_per_gemeente_valt_er_niets_te_tellen() -> None:
    assert alleen("rha-2023", ('waarde = "€ 2.000.000"', 'waarde = "geen"'))[0] == "gemeentemaximum_telt"
    assert (
        gebreken(
            pas_aan(
                "rha-2023",
                ('waarde = "€ 2.000.000"', 'waarde = "geen"'),
                ('waarde = "gevraagd"', 'waarde = "geen"'),
            )
        )
        == {}
    )


def test_verleend_tellen_kan_niet_naar_rato() -> None:
    inhoud = pas_aan(
        "rha-2023",
        ('waarde = "binnenkomst"', 'waarde = "naar_rato"'),
        ('waarde = "gevraagd"', 'waarde = "verleend"'),
    ).decode()
    for kop in ("binnen_groep", "grens"):
        begin = inhoud.index(f"\n[potten.{kop}]\n")
        inhoud = inhoud[:begin] + inhoud[inhoud.index("\n\n", begin + 1) :]
    assert gebreken(inhoud.encode()) == {
        "tranche.toml: gemeentemaximum_telt": "‘verleend’ kan niet met naar_rato (pot rha)."
    }


def test_elke_doelgroep_hoort_bij_een_pot() -> None:
    assert alleen("rha-2025", ('  "oekraiense_ontheemden",\n', "")) == (
        "doelgroepen", "De doelgroep ‘oekraiense_ontheemden’ hoort bij geen enkele pot.",
    )  # fmt: skip
    assert alleen("rha-2025", ('  "oekraiense_ontheemden",\n', '  "oekraiense_ontheemden",\n  "ouderen",\n'))[
        1
    ] == ("De doelgroep ‘ouderen’ bestaat niet in deze tranche.")


def test_de_laatste_categorie_neemt_de_rest() -> None:
    rest = '  { code = "E", naam = "Overige aanvragen" },\n'
    assert (
        alleen("rha-2025", (rest, ""))[1]
        == "De laatste categorie heeft geen voorwaarden: daar komt de rest in."
    )
    dubbel = rest + rest.replace('"E"', '"F"')
    assert alleen("rha-2025", (rest, dubbel))[1] == "Alleen de laatste categorie heeft geen voorwaarden."


def test_een_voorwaarde_heeft_een_grens() -> None:
    oud = '{ deel = { soorten = ["onzelfstandig"] }, minstens = "25 %" }'
    assert "een grens" in alleen("rha-2025", (oud, '{ deel = { soorten = ["onzelfstandig"] } }'))[1]


def test_een_tijdvak_opent_voor_het_sluit() -> None:
    assert alleen("rha-2023", ("opent = 2023-05-30T09:00:00", "opent = 2023-07-07T17:00:00")) == (
        "tijdvakken[1]", "Het tijdvak sluit voordat het opent.",
    )  # fmt: skip


def test_een_geschiedenis_staat_op_volgorde() -> None:
    assert alleen(
        "rha-2022",
        ('bedrag = "€ 37.100.000"\n', 'bedrag = "€ 37.100.000"\ngeldt_vanaf = 2022-10-01\n'),
        ('bedrag = "€ 52.135.000"\n', 'bedrag = "€ 52.135.000"\ngeldt_vanaf = 2022-09-01\n'),
    ) == ("potten[1].plafonds", "De geschiedenis staat niet op volgorde van geldt_vanaf.")


@pytest.mark.parametrize("plaats", ["tijdvakken", "plafonds"])
def test_een_tranche_met_aanvragen_heeft_een_tijdvak_en_een_plafond(plaats: str) -> None:
    inhoud = pas_aan("rha-2023").decode()
    kop = "\n[[tijdvakken]]\n" if plaats == "tijdvakken" else "\n[[potten.plafonds]]\n"
    begin = inhoud.index(kop)
    einde = inhoud.find("\n\n", begin + 1)
    zonder = inhoud[:begin] + (inhoud[einde:] if einde > 0 else "\n")
    assert len(gebreken(zonder.encode())) == 1


def test_elke_sleutel_is_getypeerd_te_lezen() -> None:
    for klasse, sleutels in ((Regels, TRANCHE_SLEUTELS), (PotRegels, POT_SLEUTELS)):
        velden = {veld.sleutel.naam for veld in vars(klasse).values() if isinstance(veld, Veld)}
        losse = {
            naam for naam, sleutel in sleutels.items()
            if not sleutel.verzameling and not naam.startswith("gepubliceerde_uitkomst.")
        }  # fmt: skip
        assert velden == losse


def test_wat_niet_in_het_bedrag_zit_gaat_er_niet_nog_eens_af() -> None:
    zonder_btw = (
        "[bedragen_inclusief_btw_compensatie]\nwaarde = true",
        "[bedragen_inclusief_btw_compensatie]\nwaarde = false",
    )
    assert alleen("rha-2023", zonder_btw)[0] == "betaling.verminderd_met_compensabele_btw"
    niets_eraf = (
        "[betaling.verminderd_met_compensabele_btw]\nwaarde = true",
        "[betaling.verminderd_met_compensabele_btw]\nwaarde = false",
    )
    assert gebreken(pas_aan("rha-2023", zonder_btw, niets_eraf)) == {}


def test_in_2020_zijn_de_bedragen_zonder_btw_en_gaat_er_niets_af() -> None:
    regels = tranche("rha-2020").regels
    assert regels.bedragen_inclusief_btw_compensatie.waarde is False
    assert regels.betaling_verminderd_met_compensabele_btw.waarde is False


def test_een_deel_verlenen_kan_alleen_als_het_laagste_bedrag_is_gevraagd() -> None:
    deels = ('[potten.grens]\nwaarde = "stop"', '[potten.grens]\nwaarde = "gedeeltelijk"')
    waar, melding = alleen("rha-2023", deels)
    assert waar == "aanvraag.velden"
    assert "minimumbedrag" in melding
    veld = '  { code = "dekkingsposten", eis = "optioneel" },\n'
    assert not gebreken(
        pas_aan("rha-2023", deels, (veld, veld + veld.replace("dekkingsposten", "minimumbedrag")))
    )
