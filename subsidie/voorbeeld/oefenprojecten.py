"""The invented applications of the practice tranche, as somebody would type them.

Every project, amount and name is made up; the municipalities exist. Values go through the same reading as a form, so
that what stands here is what a person could have typed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from xlsxwriter import Workbook

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import FORMULIERDELEN, lees_formulier
from subsidie.tranches.regels import Regels

VERZONNEN: Final = "Oefening met verzonnen gegevens."
Formulier = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Woonregel:
    """One line of homes as it is typed; ``huur`` in euros a month."""

    doelgroep: str
    aard: str
    soort: str
    woningtype: str
    aantal: str
    bewoners: str
    huur: str
    gemeenschappelijk: str = "nee"


@dataclass(frozen=True, slots=True)
class Oefenproject:
    """A project as it is typed, in full; ``weglaten`` names fields that were not filled in yet."""

    naam: str
    plaats: str
    straat: str
    bouwvorm: str
    regels: tuple[Woonregel, ...]
    kosten: str
    btw: str
    dekking: str
    gevraagd: str
    omschrijving: str
    weglaten: frozenset[str] = field(default_factory=frozenset)
    bijlagen: tuple[str, ...] = ("begroting", "planning")


STADSRAND: Final = Oefenproject(
    naam="Stadsrand, 40 flexwoningen", plaats="Zwolle", straat="Stadsrandweg", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("sociale_of_medische_urgentie", "flexibel", "zelfstandig", "regulier", "24", "1", "595,00"),
        Woonregel("statushouders", "flexibel", "zelfstandig", "regulier", "16", "3", "640,00"),
    ),
    kosten="2.150.000,00", btw="38.000,00", dekking="1.780.000,00", gevraagd="320.000,00",
    omschrijving="Veertig verplaatsbare woningen voor tien jaar op een terrein van de gemeente. " + VERZONNEN,
)  # fmt: skip
KAMERS: Final = Oefenproject(
    naam="Kamers aan de Oefenkade", plaats="Zwolle", straat="Oefenkade", bouwvorm="transformatie",
    regels=(
        Woonregel("uitwonende_studenten", "permanent", "onzelfstandig", "kamers", "60", "1", "410,00", "ja"),
    ),
    kosten="3.400.000,00", btw="0", dekking="2.890.000,00", gevraagd="510.000,00",
    omschrijving="Een kantoor wordt een huis met zestig kamers, op elke verdieping een keuken. " + VERZONNEN,
)  # fmt: skip
HALVERWEGE: Final = Oefenproject(
    naam="Wonen bij het Proefpark", plaats="Zwolle", straat="Proefparklaan", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("uitstroom_intramuraal", "permanent", "zelfstandig", "geclusterd", "18", "1", "615,00", "ja"),
        Woonregel("dak_en_thuisloze_mensen", "permanent", "zelfstandig", "regulier", "twaalf", "1", "1.050,00"),
    ),
    kosten="2.600.000,00", btw="12.000,00", dekking="", gevraagd="340.000,00",
    omschrijving="Dertig kleine woningen met een gezamenlijke huiskamer. " + VERZONNEN,
    weglaten=frozenset({"oplevering", "woonzorgvisie", "verklaring_naar_waarheid", "contact_email"}),
    bijlagen=("begroting",),
)  # fmt: skip
STANDPLAATSEN: Final = Oefenproject(
    naam="Twaalf standplaatsen", plaats="Zwolle", straat="Voorbeelddijk", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("woonwagenbewoners", "permanent", "standplaats", "woonwagen", "12", "3", "350,00"),
    ),
    kosten="640.000,00", btw="21.000,00", dekking="530.000,00", gevraagd="102.000,00",
    omschrijving="Twaalf standplaatsen met aansluitingen, aan de rand van een bestaande locatie. " + VERZONNEN,
)  # fmt: skip
SPOORZONE: Final = Oefenproject(
    naam="Testgebouw Spoorzone", plaats="Tilburg", straat="Spoortestlaan", bouwvorm="transformatie",
    regels=(
        Woonregel("dak_en_thuisloze_mensen", "permanent", "zelfstandig", "regulier", "35", "1", "580,00"),
        Woonregel("sociale_of_medische_urgentie", "permanent", "zelfstandig", "regulier", "45", "2", "625,00"),
    ),
    kosten="6.900.000,00", btw="0", dekking="6.100.000,00", gevraagd="680.000,00",
    omschrijving="Een leeg kantoor wordt tachtig woningen voor een en twee personen. " + VERZONNEN,
)  # fmt: skip
ARBEIDSMIGRANTEN: Final = Oefenproject(
    naam="Short-stay Proefweg", plaats="Tilburg", straat="Proefweg", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("arbeidsmigranten", "flexibel", "onzelfstandig", "short_midstay", "90", "1", "455,00", "ja"),
    ),
    kosten="4.050.000,00", btw="55.000,00", dekking="3.300.000,00", gevraagd="765.000,00",
    omschrijving="Negentig kamers voor mensen die tijdelijk in de regio werken, met beheer dag en nacht. " + VERZONNEN,
)  # fmt: skip
ONTHEEMDEN: Final = Oefenproject(
    naam="Eiland van Voorbeeld", plaats="Nijmegen", straat="Eilandkade", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("oekraiense_ontheemden", "flexibel", "zelfstandig", "regulier", "50", "3", "630,00"),
        Woonregel("uitwonende_studenten", "flexibel", "onzelfstandig", "kamers", "110", "1", "395,00", "ja"),
    ),
    kosten="8.200.000,00", btw="140.000,00", dekking="6.700.000,00", gevraagd="1.360.000,00",
    omschrijving="Een tijdelijke buurt voor vijftien jaar, met studenten naast gezinnen. " + VERZONNEN,
)  # fmt: skip
ZORGGESCHIKT: Final = Oefenproject(
    naam="Hof van Oefening", plaats="Groningen", straat="Oefenhof", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("sociale_of_medische_urgentie", "permanent", "zelfstandig", "zorggeschikt", "48", "2", "640", "ja"),
    ),
    kosten="7.900.000,00", btw="0", dekking="7.400.000,00", gevraagd="408.000,00",
    omschrijving="Achtenveertig woningen waar zorg kan komen, rond een tuin. " + VERZONNEN,
)  # fmt: skip
CAMPUS: Final = Oefenproject(
    naam="Campus Proefnoord", plaats="Groningen", straat="Proefnoordpad", bouwvorm="nieuwbouw",
    regels=(
        Woonregel("uitwonende_studenten", "permanent", "onzelfstandig", "kamers", "160", "1", "405,00", "ja"),
    ),
    kosten="11.500.000,00", btw="0", dekking="9.900.000,00", gevraagd="1.360.000,00",
    omschrijving="Honderdzestig kamers met een gezamenlijke benedenverdieping. " + VERZONNEN,
)  # fmt: skip


def inhoud_van(project: Oefenproject, regels: Regels, *, vandaag: date) -> dict[Aanvraagdeel, str]:
    """The working copy (JSON per part) of somebody who typed ``project`` on ``vandaag``."""
    getypt = {
        deel: _zonder(formulier, project.weglaten)
        for deel, formulier in _formulieren(project, vandaag).items()
    }
    delen = {deel: lees_formulier(deel, getypt[deel], regels).als_json() for deel in FORMULIERDELEN}
    return {deel: delen.get(deel, "{}") for deel in Aanvraagdeel}


def _formulieren(project: Oefenproject, vandaag: date) -> Mapping[Aanvraagdeel, Formulier]:
    stap, oplevering = vandaag + timedelta(days=300), vandaag + timedelta(days=900)
    woonruimten: Formulier = {}
    for nummer, regel in enumerate(project.regels):
        woonruimten |= _genummerd(
            "regels", nummer,
            doelgroep=regel.doelgroep, aard=regel.aard, soort=regel.soort, woningtype=regel.woningtype,
            aantal=regel.aantal, bewoners=regel.bewoners, huurprijs=regel.huur,
            gemeenschappelijke_ruimte=regel.gemeenschappelijk,
        )  # fmt: skip
    flexibel = any(regel.aard == "flexibel" for regel in project.regels)
    return {
        Aanvraagdeel.PROJECT: _een(
            naam=project.naam, omschrijving=project.omschrijving, bouwvorm=project.bouwvorm,
            contact_naam="I. Opsteller", contact_functie="beleidsadviseur wonen",
            contact_email="opsteller@voorbeeld.invalid", vraag_eigendom="van de gemeente",
        ) | _genummerd("plaatsen", 0, straat=project.straat, huisnummer="12", postcode="", woonplaats=project.plaats),
        Aanvraagdeel.WOONRUIMTEN: woonruimten,
        Aanvraagdeel.PLANNING: _een(
            onomkeerbare_stap=_dag(stap), start_bouw=_dag(stap + timedelta(days=30)), oplevering=_dag(oplevering),
            vraag_vergunning="nee", toelichting="Dit hangt af van de levering van de modules." if flexibel else "",
        ) | (_genummerd("flexlocaties", 0, plek=project.straat, jaren="15") if flexibel else {}),
        Aanvraagdeel.KOSTEN: _een(
            totale_kosten=project.kosten, compensabele_btw=project.btw, totale_dekking=project.dekking,
            gevraagd=project.gevraagd,
        ),
        Aanvraagdeel.SAMENHANG: _een(
            samenloop_woningbouwimpuls="nee", samenloop_flex_en_transformatie="nee",
            samenloop_realisatiestimulans="nee", samenloop_volkshuisvestingsfonds="nee",
            woonzorgvisie="Het project staat in de woonzorgvisie als een van de locaties voor deze groepen.",
            regionale_afspraken="In de regio is afgesproken welke gemeente voor welke groep bouwt.",
        ) | _genummerd("partners", 0, naam="Woningstichting Voorbeeld", rol="bouwt en verhuurt"),
        Aanvraagdeel.VERKLARINGEN: _een(
            verklaring_naar_waarheid="ja", verklaring_bevoegd="ja", verklaring_geen_volledige_dekking="ja"
        ),
    }  # fmt: skip


def bijlage(project: Oefenproject, soort: str) -> tuple[str, bytes]:
    """The name and the content of an attachment: a small workbook that says that it is invented."""
    uit = io.BytesIO()
    with Workbook(uit, {"in_memory": True}) as werkmap:
        blad = werkmap.add_worksheet(soort.capitalize())
        rijen: Sequence[tuple[str, str]] = (
            ("OEFENING", "verzonnen gegevens"), ("Project", project.naam), ("Totale kosten", project.kosten),
            ("Dekking", project.dekking), ("Gevraagd", project.gevraagd),
        )  # fmt: skip
        for nummer, (wat, waarde) in enumerate(rijen):
            blad.write_string(nummer, 0, wat)
            blad.write_string(nummer, 1, waarde)
    return f"{soort} {project.straat}.xlsx", uit.getvalue()


def _dag(dag: date) -> str:
    return dag.strftime("%d-%m-%Y")


def _een(**velden: str) -> Formulier:
    return {naam: [waarde] for naam, waarde in velden.items()}


def _genummerd(lijst: str, nummer: int, **velden: str) -> Formulier:
    return {f"{lijst}-{nummer}-{naam}": [waarde] for naam, waarde in velden.items()}


def _zonder(formulier: Formulier, weglaten: frozenset[str]) -> Formulier:
    return {naam: waarden for naam, waarden in formulier.items() if naam not in weglaten}
