"""The explanation of outcomes that rest on something else than the order alone."""

from __future__ import annotations

import pytest

from tests.unit.verdeling.hulp import brief, invoer, kandidaat, nummer_met_lot, pot


def test_onder_de_drempel() -> None:
    gegevens = invoer(
        kandidaat("R1", score="5.99"), potten=[pot(regels={"methode": "score", "drempelscore": "6.0"})]
    )
    assert brief(gegevens, "R1") == (
        "Uw aanvraag heeft score 5,99. Alleen aanvragen met score 6,0 of hoger komen in aanmerking. "
        "Daarom is uw aanvraag afgewezen. Uw aanvraag deed niet mee aan de verdeling van het geld."
    )


@pytest.mark.parametrize("grond", ["De huurprijs is te hoog.", " De huurprijs\nis te  hoog "])
def test_inhoudelijk_afgewezen(grond: str) -> None:
    assert brief(invoer(kandidaat("R1", afwijzingsgrond=grond)), "R1") == (
        "Uw aanvraag is inhoudelijk afgewezen. De reden is: De huurprijs is te hoog. "
        "Uw aanvraag deed niet mee aan de verdeling van het geld."
    )


def test_het_gemeentemaximum_met_de_som_die_al_meetelde() -> None:
    rijen = [kandidaat("R1", 30_00), kandidaat("R2", 30_00, dag=2), kandidaat("R3", 51_00, gemeente="GM0014")]
    gegevens = invoer(*rijen, potten=[pot(90_00)], gemeentemaximum_cent=50_00)
    assert brief(gegevens, "R2") == (
        "Een gemeente kan voor al haar aanvragen samen hoogstens € 50 krijgen. "
        "Uw aanvragen tellen mee in de volgorde waarin zij volledig waren. "
        "Andere aanvragen van uw gemeente tellen al mee voor € 30. "
        "Met de € 30 van deze aanvraag erbij zou dat € 60 worden. Daarom is uw aanvraag afgewezen. "
        "Uw aanvraag deed niet mee aan de verdeling van het geld."
    )
    assert "Deze aanvraag telt mee voor € 51. Dat is op zichzelf al meer dan het maximum." in brief(
        gegevens, "R3"
    )


def test_het_gemeentemaximum_in_zijn_beurt() -> None:
    gegevens = invoer(
        kandidaat("R1", 40, dag=1), kandidaat("R2", 20, dag=2), kandidaat("R3", 20, dag=2, gemeente="GM0014"),
        gemeentemaximum_cent=50, gemeentemaximum_telt="verleend", seed="a",
    )  # fmt: skip
    tekst = brief(gegevens, "R2")
    assert tekst.startswith(
        "Een gemeente kan voor al haar aanvragen samen hoogstens € 0,50 krijgen. "
        "Uw aanvraag was volledig op 2 juni 2023. "
        "Beide aanvragen die op die dag volledig waren, deden mee aan de loting. Uw aanvraag trok lotnummer "
    )
    assert tekst.endswith(
        "Toen uw aanvraag aan de beurt was, had uw gemeente al € 0,40 gekregen. "
        "Met de € 0,20 van deze aanvraag erbij zou dat € 0,60 worden. Daarom is uw aanvraag afgewezen."
    )
    assert brief(gegevens, "R3").startswith(
        "Uw aanvraag was volledig op 2 juni 2023. Met de 2 aanvragen die op 2 juni 2023 volledig waren, zou een "
        "gemeente boven het maximum van € 0,50 per gemeente komen."
    )


def test_een_groep_die_precies_past_maar_een_gemeente_boven_het_maximum_brengt() -> None:
    gegevens = invoer(
        kandidaat("R1", 50), kandidaat("R2", 50), gemeentemaximum_cent=60, gemeentemaximum_telt="verleend"
    )
    tekst = brief(gegevens, nummer_met_lot(gegevens, 1))
    assert "zou een gemeente boven het maximum van € 0,60 per gemeente komen." in tekst
    assert "uitkeringsplafond" not in tekst


def test_een_deel_van_het_bedrag() -> None:
    regels = {"methode": "binnenkomst", "grens": "gedeeltelijk"}

    def tekst(minimum_cent: int | None) -> str:
        rijen = [
            kandidaat("R1", 80),
            kandidaat("R2", 30, dag=2, minimum_cent=minimum_cent),
            kandidaat("R3", 5, dag=3),
        ]
        return brief(invoer(*rijen, potten=[pot(regels=regels)]), "R2")

    kop = (
        "Op 2 juni 2023 zou het uitkeringsplafond worden overschreden. "
        "Uw aanvraag was de enige die op 2 juni 2023 volledig was en staat op rang 2. "
        "Toen uw aanvraag aan de beurt was, was er nog € 0,20. "
        "Dat is minder dan de € 0,30 waarvoor uw aanvraag meetelt. "
    )
    assert tekst(15) == kop + (
        "U heeft aangegeven dat u ook wilt bouwen met een lager bedrag, als dat minstens € 0,15 is. "
        "Daarom krijgt u het hele bedrag dat over was: € 0,20."
    )
    assert "Het is ook minder dan het laagste bedrag waarmee u wilt bouwen: € 0,25." in tekst(25)
    assert "In uw aanvraag staat niet dat u ook met een lager bedrag wilt bouwen." in tekst(None)


def test_na_het_laatste_geld() -> None:
    regels = {"methode": "binnenkomst", "grens": "gedeeltelijk"}
    rijen = [kandidaat("R1", 180, minimum_cent=1), kandidaat("R2", 5, dag=2)]
    assert brief(invoer(*rijen, potten=[pot(regels=regels)]), "R2").startswith(
        "Bij de aanvraag die op 1 juni 2023 volledig was, is het uitkeringsplafond bereikt. "
        "Na rang 1 was er geen geld meer. Uw aanvraag was volledig op 2 juni 2023 en kwam later aan de beurt."
    )


def test_bij_doorschuiven_konden_anderen_nog_geld_krijgen() -> None:
    rijen = [kandidaat("R1", 101), kandidaat("R2", 5, dag=2)]
    tekst = brief(
        invoer(*rijen, potten=[pot(regels={"methode": "binnenkomst", "grens": "doorschuiven"})]), "R1"
    )
    assert tekst.endswith(
        "Daarom is uw aanvraag afgewezen. Aanvragen na u die nog wel pasten, konden nog geld krijgen. "
        "Met deze rang staat uw aanvraag op de reservelijst."
    )
    assert "stopt" not in tekst


def test_al_het_geld_was_al_verdeeld() -> None:
    rijen = [kandidaat("R1", 100), kandidaat("R2", 5, dag=2), kandidaat("R3", 5, dag=2)]
    tekst = brief(invoer(*rijen), "R2")
    assert "Toen uw aanvraag aan de beurt was, was al het geld verdeeld." in tekst
    assert "Uw lot had geen invloed op de afwijzing." in tekst


def test_naar_rato() -> None:
    def tekst(plafond_cent: int) -> str:
        rijen = [kandidaat("R1", 70_00), kandidaat("R2", 140_00)]
        return brief(invoer(*rijen, potten=[pot(plafond_cent, regels={"methode": "naar_rato"})]), "R1")

    assert tekst(100_00) == (
        "Alle aanvragen samen tellen mee voor € 210. "
        "Dat is meer dan er binnen het uitkeringsplafond te verdelen was: € 100. "
        "Daarom is het geld naar verhouding verdeeld: iedere aanvraag krijgt hetzelfde deel, op een cent na. "
        "Uw aanvraag telt mee voor € 70. Daarvan krijgt u € 33,33."
    )
    assert tekst(210_00) == (
        "Alle aanvragen samen tellen mee voor € 210. Dat past binnen het uitkeringsplafond: er was € 210 te verdelen. "
        "U krijgt € 70. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    )
    assert tekst(0) == (
        "Er was binnen het uitkeringsplafond geen geld meer te verdelen. Daarom is uw aanvraag afgewezen."
    )


def test_al_eerder_verleend() -> None:
    assert brief(invoer(kandidaat("R1", 20, reeds_verleend_cent=10)), "R1") == (
        "Voor deze aanvraag is u al eerder € 0,10 verleend. "
        "Dat bedrag blijft zo. Bij deze verdeling komt daar niets bij."
    )
