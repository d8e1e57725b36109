"""The letter with the decision on an objection (Awb 7:11, 7:12)."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde, Waarden
from subsidie.documenten.vormen import datum, geld, heeft_centen, heel, moment, zin

_MET_BEDRAG: Final = frozenset({"bedrag"})


def _bedrag(waarden: Waarden, naam: str) -> str:
    """An amount of this decision, with decimals where one of its amounts needs them."""
    som = waarden["geld"]
    return geld(som[naam], heeft_centen(som["was_cent"], som["wordt_cent"], som["boven_plafond_cent"]))


_VELDEN: Final = (
    Veld("besluit", "waartegen het bezwaar is, met lidwoord", "de afwijzing", lambda w: w["besluit_soort"]),
    Veld("datum_besluit", "de datum van dat besluit", "4 december 2023", lambda w: datum(w["besluit_datum"])),
    Veld("kenmerk_besluit", "het kenmerk van dat besluit", "RHA23-0107-B1", lambda w: heel(w["besluit"])),
    Veld("kenmerk_bezwaar", "het kenmerk van het bezwaar", "RHA23-0107-BZ1", lambda w: heel(w["bezwaar"])),
    Veld(
        "ontvangen_op", "wanneer het bezwaar is ontvangen", "15 januari 2024 om 16.59.59 uur",
        lambda w: moment(w["ontvangen_op"]),
    ),
    Veld("namens", "namens wie bezwaar is gemaakt", "het college van Zwolle", lambda w: w["namens"]),
    Veld(
        "tijdigheid", "of het bezwaar op tijd was, in hele zinnen", "Uw bezwaar is op tijd.",
        lambda w: g.zinnen(w["tijdigheid"]),
    ),
    Veld(
        "gehoord", "of en hoe is gehoord, in hele zinnen", "U heeft uw bezwaar toegelicht op 14 februari 2024.",
        lambda w: g.zinnen(w["gehoord"]),
    ),
    Veld(
        "bedrag_nieuw", "het bedrag dat de gemeente nu krijgt", "€ 90.000", lambda w: _bedrag(w, "wordt_cent"),
        alleen_als="bedrag",
    ),
    Veld(
        "bedrag_oud", "het bedrag dat zij tot nu toe kreeg", "€ 10.000", lambda w: _bedrag(w, "was_cent"),
        alleen_als="eerder_bedrag",
    ),
    Veld(
        "rekening", "wat is verbeterd en wat daaruit volgt, in hele zinnen",
        "Daaruit volgt dat u € 90.000 had moeten krijgen.", lambda w: g.zinnen(w["geld"]["rekening"]),
        alleen_als="bedrag",
    ),
    Veld(
        "betaling", "wanneer het geld komt, in hele zinnen", "U krijgt het bedrag in één keer.",
        lambda w: g.zinnen(w["betaling"]), alleen_als="betaling",
    ),
    Veld(
        "kosten", "wat u beslist over de kosten van het bezwaar, in hele zinnen", "Ik vergoed dat bedrag.",
        lambda w: g.zinnen(w["kosten"]), alleen_als="kosten",
    ),
    Veld(
        "datum_advies", "de datum van het advies", "20 februari 2024", lambda w: datum(w["advies"]["op"]),
        alleen_als="advies",
    ),
    Veld(
        "strekking_advies", "wat de commissie vindt", "het bezwaar is gegrond",
        lambda w: zin(w["advies"]["strekking"]), alleen_als="advies",
    ),
    g.GRONDSLAG,
    Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
    Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(w["nummer"])),
    Veld("gemeente", "de naam van de gemeente", "Zwolle", lambda w: w["gemeente"]),
    Veld("regeling", "de naam van de regeling", "Regeling huisvesting aandachtsgroepen", lambda w: w["regeling"]),
    g.KENMERK, g.DATUM,
)  # fmt: skip

_VOORWAARDEN: Final = (
    Voorwaarde("gegrond", "het bezwaar gegrond is", lambda w: w["uitkomst"] == "gegrond"),
    Voorwaarde(
        "deels_gegrond", "het bezwaar voor een deel gegrond is", lambda w: w["uitkomst"] == "gedeeltelijk"
    ),
    Voorwaarde("ongegrond", "het bezwaar ongegrond is", lambda w: w["uitkomst"] == "ongegrond"),
    Voorwaarde(
        "niet_ontvankelijk", "het bezwaar niet-ontvankelijk is", lambda w: w["uitkomst"] == "niet_ontvankelijk"
    ),
    Voorwaarde("derde", "iemand anders dan de gemeente bezwaar maakte", lambda w: bool(w["derde"])),
    Voorwaarde("opnieuw", "u de aanvraag alsnog gaat behandelen", lambda w: bool(w["opnieuw"])),
    Voorwaarde("bedrag", "de beslissing over een bedrag gaat", lambda w: bool(w["geld"])),
    Voorwaarde(
        "hoger", "het bedrag hoger wordt",
        lambda w: bool(w["geld"]) and w["geld"]["wordt_cent"] > w["geld"]["was_cent"], _MET_BEDRAG,
    ),
    Voorwaarde(
        "eerder_bedrag", "de gemeente al een bedrag kreeg",
        lambda w: bool(w["geld"]) and w["geld"]["was_cent"] > 0, _MET_BEDRAG,
    ),
    Voorwaarde(
        "nieuw_bedrag", "de gemeente na deze beslissing een bedrag krijgt",
        lambda w: bool(w["geld"]) and w["geld"]["wordt_cent"] > 0, _MET_BEDRAG,
    ),
    Voorwaarde("verplichtingen", "er verplichtingen zijn", lambda w: bool(w["verplichtingen"])),
    Voorwaarde("betaling", "bekend is wanneer wordt betaald", lambda w: bool(w["betaling"])),
    Voorwaarde("kosten", "om vergoeding van kosten is gevraagd", lambda w: bool(w["kosten"])),
    Voorwaarde("advies", "een adviescommissie advies gaf", lambda w: bool(w["advies"])),
    Voorwaarde(
        "afwijking", "u van dat advies afwijkt", lambda w: bool(w["advies"]) and bool(w["advies"]["afwijking"]),
        frozenset({"advies"}),
    ),
)  # fmt: skip

BEZWAAR: Final = (
    Briefsoort(
        code="beslissing_op_bezwaar", naam="Beslissing op bezwaar",
        uitleg="U beslist op een bezwaar tegen een besluit.", sjabloon="bezwaar/beslissing", velden=_VELDEN,
        voorwaarden=_VOORWAARDEN,
        blokken=(
            Blok("overwegingen", "waarom u zo beslist", lang=True),
            Blok("afwijking", "waarom u van het advies afwijkt", "afwijking", lang=True),
            Blok("opnieuw", "wat er nu met de aanvraag gebeurt", "opnieuw"),
            Blok("geld", "tabel: wat de gemeente kreeg, wat erbij komt en wat zij krijgt", "bedrag"),
            Blok(
                "verplichtingen", "tabel: wat de gemeente moet doen en wanneer uiterlijk", "verplichtingen",
                lang=True,
            ),
            Blok("beroep", "bij wie, binnen welke termijn en met wat erin beroep kan worden ingesteld"),
        ),
        verplicht=(
            Verplicht(
                "overwegingen",
                "een beslissing op bezwaar moet worden gemotiveerd (artikel 7:12 van de Algemene wet bestuursrecht)",
            ),
            Verplicht(
                "gehoord",
                "wie niet is gehoord, leest waarom (artikel 7:12, eerste lid, van de Algemene wet bestuursrecht)",
            ),
            Verplicht(
                "afwijking",
                "wie afwijkt van het advies, zegt waarom (artikel 7:13, zevende lid, van de Algemene wet "
                "bestuursrecht)",
            ),
            Verplicht("geld", "de gemeente moet weten wat zij krijgt"),
            Verplicht("verplichtingen", "een verplichting geldt alleen als de brief haar noemt"),
            g.EIS_GRONDSLAG,
            Verplicht(
                "beroep",
                "een beslissing zegt hoe beroep kan worden ingesteld (artikel 3:45 en 6:23 van de Algemene wet "
                "bestuursrecht)",
            ),
        ),
    ),
)  # fmt: skip
