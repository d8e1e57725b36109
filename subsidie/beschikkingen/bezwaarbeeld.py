"""One objection as the ministry sees it: what was received, sums over days, what was done and what it would cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from subsidie.beschikkingen.besluitwoorden import BESLUIT_MET_LIDWOORD
from subsidie.beschikkingen.bezwaarbehandeling import list_termijnen
from subsidie.beschikkingen.bezwaarbeslissing import Geldgevolg, geldgevolg
from subsidie.beschikkingen.bezwaarforms import GRONDEN, HOORGRONDEN, TIJDIGHEDEN, WIJZEN
from subsidie.beschikkingen.bezwaarherrekening import (
    Verschuiving,
    correctie_in_woorden,
    list_herrekeningen,
    oorspronkelijke_kandidaat,
    verschuivingen,
    zoek_oorspronkelijke,
)
from subsidie.beschikkingen.bezwaarinhoud import Ontvankelijkheidsgrond
from subsidie.beschikkingen.bezwaarklok import (
    Bezwaarklok,
    Somregel,
    klok_van,
    oordeel_van_som,
    som_beslistermijn,
    som_tijdigheid,
    termijn_van,
    tijdigheid_van,
)
from subsidie.beschikkingen.bezwaarlijst import UITKOMSTEN, stand_van, volgende_stap
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Bezwaaruitkomst,
    Bezwaarwijze,
    Herrekening,
)
from subsidie.beschikkingen.bezwaarstukken import list_stukken
from subsidie.beschikkingen.bezwaarstukmodellen import Bezwaarstuk
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, lees_datum, lees_moment, moment_nl
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.woorden import uitkomst_in_woorden

TERMIJNSOORTEN: Final = {
    Bezwaartermijnsoort.VERZUIM: "Herstel gevraagd (6:6)",
    Bezwaartermijnsoort.VERDAGING: "Verdaagd (7:10, derde lid)",
    Bezwaartermijnsoort.UITSTEL: "Verder uitgesteld (7:10, vierde lid)",
}


@dataclass(frozen=True, slots=True)
class Termijnregel:
    """One thing that moved the term, in words."""

    soort: str
    vanaf: str
    wat: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Rekenregel:
    """One calculation: what was corrected, what came out, and whose place would have changed."""

    rij: Herrekening
    correctie: tuple[str, ...]
    uitkomst: str
    rang: int | None
    verschuivingen: tuple[Verschuiving, ...]


@dataclass(frozen=True, slots=True)
class Bezwaarbeeld:
    """The page of one objection."""

    bezwaar: Bezwaar
    stand: tuple[str, str]
    wat_nu: str
    wijze: str
    besluit: str
    klok: Bezwaarklok | None
    som_tijdigheid: tuple[Somregel, ...]
    som_zegt: str
    tijdigheid: str
    som_termijn: tuple[Somregel, ...]
    termijnen: tuple[Termijnregel, ...]
    niet_gehoord: str
    uitkomst: str
    herrekeningen: tuple[Rekenregel, ...]
    verdeling: str
    stukken: tuple[Bezwaarstuk, ...]
    advies: str
    bijzaken: tuple[tuple[str, str], ...]
    """What was decided beside the outcome, as labels with texts."""


@dataclass(frozen=True, slots=True)
class Geldbeeld:
    """What the decision does to the money, and how the application stood in the original input."""

    gevolg: Geldgevolg
    stond: tuple[tuple[str, str], ...]
    verdeling: str


def stel_samen(bezwaar: Bezwaar, *, nu: datetime) -> Bezwaarbeeld:
    """The page at ``nu``, in a constant number of queries."""
    vandaag = dag_in_amsterdam(nu)
    termijnen, som = list_termijnen(bezwaar), tijdigheid_van(bezwaar)
    verdeling = zoek_oorspronkelijke(bezwaar)
    herrekeningen = list_herrekeningen(bezwaar)
    return Bezwaarbeeld(
        bezwaar=bezwaar,
        stand=stand_van(bezwaar),
        wat_nu=volgende_stap(bezwaar),
        wijze={**WIJZEN, Bezwaarwijze.LOKET: "Via het loket"}[bezwaar.wijze],
        besluit=BESLUIT_MET_LIDWOORD[bezwaar.beschikking.soort],
        klok=klok_van(bezwaar, termijnen, vandaag),
        som_tijdigheid=tuple(som_tijdigheid(som)),
        som_zegt=oordeel_van_som(som),
        tijdigheid=TIJDIGHEDEN[bezwaar.tijdigheid] if bezwaar.tijdigheid else "",
        som_termijn=tuple(som_beslistermijn(termijn_van(bezwaar, termijnen, vandaag))),
        termijnen=tuple(_termijnregel(een) for een in termijnen),
        niet_gehoord=HOORGRONDEN[bezwaar.niet_gehoord] if bezwaar.niet_gehoord else "",
        uitkomst=UITKOMSTEN[bezwaar.uitkomst].capitalize() if bezwaar.uitkomst else "",
        herrekeningen=tuple(
            _rekenregel(een, verschuivingen(een, verdeling) if verdeling else ()) for een in herrekeningen
        ),
        verdeling=kenmerk_van(verdeling) if verdeling else "",
        stukken=tuple(list_stukken(bezwaar)),
        advies=UITKOMSTEN[Bezwaaruitkomst(bezwaar.advies_strekking.value)]
        if bezwaar.advies_strekking
        else "",
        bijzaken=tuple(_bijzaken(json.loads(bezwaar.beslissing.gegevens))) if bezwaar.beslissing else (),
    )


def _bijzaken(inhoud: dict[str, Any]) -> list[tuple[str, str]]:
    regels = []
    if grond := inhoud.get("niet_ontvankelijk_om"):
        regels.append(("Niet-ontvankelijk", GRONDEN[Ontvankelijkheidsgrond(grond)]))
    if afwijking := inhoud.get("advies", {}).get("afwijking"):
        regels.append(("Waarom van het advies is afgeweken", afwijking))
    if uiterlijk := inhoud.get("beslissen_uiterlijk"):
        regels.append(("Uiterlijk beslissen op de aanvraag", datum_nl(lees_datum(uiterlijk))))
    if (kosten := inhoud.get("kosten")) is not None:
        regels.append(("Kosten (7:15)", f"{euro_kort(kosten['cent'])}: {kosten['toelichting']}"))
    return regels


def geldbeeld(bezwaar: Bezwaar, *, nu: datetime) -> Geldbeeld:
    """What deciding it well-founded would do to the money at ``nu``."""
    verdeling = zoek_oorspronkelijke(bezwaar)
    stond = () if verdeling is None else tuple(_stond(oorspronkelijke_kandidaat(bezwaar, verdeling)))
    return Geldbeeld(geldgevolg(bezwaar, nu=nu), stond, kenmerk_van(verdeling) if verdeling else "")


def _termijnregel(termijn: Bezwaartermijn) -> Termijnregel:
    if termijn.weken is not None:
        wat = aantal(termijn.weken, "week", "weken")
    elif termijn.hersteld_op is not None:
        wat = f"hersteld op {datum_nl(termijn.hersteld_op)}"
    else:
        wat = f"tot en met {datum_nl(termijn.tot)}" if termijn.tot else ""
    return Termijnregel(TERMIJNSOORTEN[termijn.soort], datum_nl(termijn.vanaf), wat, termijn.toelichting)


def _rekenregel(herrekening: Herrekening, verschoven: tuple[Verschuiving, ...]) -> Rekenregel:
    nummer = herrekening.bezwaar.aanvraag.nummer
    eigen = next(een for een in json.loads(herrekening.uitkomst)["uitkomsten"] if een["nummer"] == nummer)
    return Rekenregel(
        herrekening, tuple(correctie_in_woorden(herrekening)),
        uitkomst_in_woorden(eigen["uitkomst"], eigen["reden"]).tekst, eigen.get("rang"), verschoven,
    )  # fmt: skip


def _stond(kandidaat: dict[str, Any]) -> list[tuple[str, str]]:
    """How the application stood in the original input, as labels with values."""
    lezers: dict[str, tuple[str, Callable[[Any], str]]] = {
        "gevraagd_cent": ("Bedrag dat meetelt", euro_kort),
        "eenheden": ("Woonruimten", str),
        "volledig_op": ("Volledig op", lambda w: moment_nl(lees_moment(w))),
        "categorie": ("Categorie", str),
        "score": ("Score", lambda w: str(w).replace(".", ",")),
        "afwijzingsgrond": ("Grond om af te wijzen", str),
    }
    return [
        (label, toon(kandidaat[sleutel])) for sleutel, (label, toon) in lezers.items() if sleutel in kandidaat
    ]
