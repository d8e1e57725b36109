"""The letter that asks to supplement an application (Awb 4:5, 4:15): no decision yet."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde
from subsidie.documenten.vormen import datum, moment

AANVULLING: Final = (
    Briefsoort(
        code="aanvulverzoek", naam="Verzoek om aanvulling",
        uitleg="U vraagt de gemeente haar aanvraag aan te vullen of te verduidelijken.",
        sjabloon="aanvragen/aanvulverzoek",
        velden=(
            Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
            Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: w["nummer"]),
            Veld(
                "laatste_dag", "de laatste dag om aan te vullen", "4 december 2023",
                lambda w: datum(w["termijn_tot"]),
            ),
            Veld(
                "termijn_stil_vanaf", "de dag vanaf wanneer de beslistermijn stilstaat", "7 november 2023",
                lambda w: datum(w["stil_vanaf"]),
            ),
            Veld(
                "ontvangen_op", "wanneer de aanvraag is ontvangen", "15 juni 2023 om 14.02.11 uur",
                lambda w: moment(w["ontvangen_op"]),
            ),
            Veld("gemeente", "de naam van de gemeente", "Zwolle", lambda w: w["gemeente"]),
            Veld(
                "regeling", "de naam van de regeling", "Regeling huisvesting aandachtsgroepen",
                lambda w: w["regeling"],
            ),
            g.KENMERK, g.DATUM,
        ),
        voorwaarden=(
            Voorwaarde(
                "al_volledig", "de aanvraag al volledig is en u alleen om verduidelijking vraagt",
                lambda w: bool(w["al_volledig"]),
            ),
            Voorwaarde("toelichting", "u een toelichting bij de vragen schreef", lambda w: bool(w["toelichting"])),
            Voorwaarde(
                "raakt_volledigheid", "de aanvraag zonder een van deze punten niet volledig is",
                lambda w: any(punt["raakt_volledigheid"] for punt in w["punten"]),
            ),
        ),
        blokken=(
            Blok("toelichting", "uw toelichting bij de vragen", "toelichting"),
            Blok("vragen", "de punten die u vraagt, met wat zij voor de volledigheid betekenen", lang=True),
        ),
        verplicht=(
            Verplicht("vragen", "de gemeente moet weten wat zij moet aanvullen"),
            Verplicht(
                "laatste_dag",
                "de gemeente moet weten tot wanneer zij kan aanvullen (artikel 4:5 van de Algemene wet bestuursrecht)",
            ),
        ),
    ),
)  # fmt: skip
