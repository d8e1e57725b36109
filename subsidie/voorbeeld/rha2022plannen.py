"""The invented applications of the example tranche of 2022, made from a fixed seed. Pure.

Row by row they are invented; together they give exactly what was published on 31 January 2023 (W6 in
``tranches/data/bronnen.toml``): 107 projects of 76 municipalities, and so many homes per target group, permanent and
flexible. What was awarded in total was not published: the amounts only keep to what is known (€ 7.000 per home,
€ 2.000.000 per municipality, a ceiling of € 52.135.000).
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.register.gemeenten import Gemeentegegevens, Stand, gemeenten, wie_is

ZAAD: Final = 20220919
PROJECTEN: Final = 107
GEMEENTEN: Final = 76
REGELS: Final = 176
"""Lines of homes over all projects; how many there were is not published."""
MAX_PER_WOONRUIMTE_EUR: Final = 7_000
MAX_PER_GEMEENTE_EUR: Final = 2_000_000
OPEN, DICHT = date(2022, 9, 19), date(2022, 11, 28)
VOORAAN: Final = ("GM0193", "GM0855", "GM0268", "GM0014", "GM0150", "GM0758")
"""Municipalities of which somebody can log in in the demo."""

Cel = tuple[str, str]
"""Target group and kind: permanent or flexible."""

WOONRUIMTEN: Final[dict[Cel, int]] = {
    ("arbeidsmigranten", "permanent"): 148, ("arbeidsmigranten", "flexibel"): 1_000,
    ("dak_en_thuisloze_mensen", "permanent"): 262, ("dak_en_thuisloze_mensen", "flexibel"): 280,
    ("statushouders", "permanent"): 702, ("statushouders", "flexibel"): 700,
    ("uitwonende_studenten", "permanent"): 980, ("uitwonende_studenten", "flexibel"): 2_000,
    ("woonwagenbewoners", "permanent"): 111,
    ("sociale_of_medische_urgentie", "permanent"): 533, ("sociale_of_medische_urgentie", "flexibel"): 450,
    ("uitstroom_intramuraal", "permanent"): 223, ("uitstroom_intramuraal", "flexibel"): 336,
}  # fmt: skip
"""The sums per target group and per kind are published; how they cross is invented."""

NAMEN: Final = (
    "Wilgenhof", "Esdoornpark", "De Kade", "Molenwerf", "Stationskwartier", "Havenzicht", "De Linde", "Oosterveld",
    "Kerkakker", "Nieuwe Brug", "Zonneweide", "De Hoeve", "Spoorpark", "Klaverveld", "Waterrand", "De Schakel",
)  # fmt: skip
KAMERS: Final = ("uitwonende_studenten", "arbeidsmigranten")


@dataclass(slots=True)
class Project:
    """One invented project; amounts in whole euros."""

    regels: list[tuple[Cel, int]] = field(default_factory=list)
    gevraagd_eur: int = 0

    @property
    def aantal(self) -> int:
        """How many homes."""
        return sum(aantal for _, aantal in self.regels)


def verdeel(totaal: int, gewichten: Sequence[float], *, minstens: int) -> list[int]:
    """``totaal`` in as many parts as there are weights, each at least ``minstens``, by the largest remainders."""
    rest = totaal - minstens * len(gewichten)
    if rest < 0:
        raise ValueError("Er is te weinig om ieder deel het minimum te geven.")
    som = sum(gewichten)
    exact = [rest * gewicht / som for gewicht in gewichten]
    delen = [int(een) for een in exact]
    volgorde = sorted(range(len(exact)), key=lambda i: (delen[i] - exact[i], i))
    for i in volgorde[: rest - sum(delen)]:
        delen[i] += 1
    return [minstens + een for een in delen]


def maak_bestanden() -> list[tuple[str, bytes]]:
    """Name and content of both files, as an import takes them; the same every time."""
    toeval = random.Random(ZAAD)  # noqa: S311  an example, the same one every time
    projecten = _projecten(toeval)
    geplaatst = _geef_gemeenten(projecten, toeval)
    toeval.shuffle(geplaatst)
    return _als_csv(geplaatst, toeval)


def _projecten(toeval: random.Random) -> list[Project]:
    """Every project gets one line of homes, and the lines that are left go to those that have least."""
    per_cel = verdeel(REGELS, [aantal**0.75 for aantal in WOONRUIMTEN.values()], minstens=4)
    regels = [
        (cel, aantal)
        for (cel, totaal), stuks in zip(WOONRUIMTEN.items(), per_cel, strict=True)
        for aantal in verdeel(totaal, [toeval.uniform(0.4, 1.6) for _ in range(stuks)], minstens=2)
    ]
    toeval.shuffle(regels)
    projecten = [Project([regel]) for regel in regels[:PROJECTEN]]
    for cel, aantal in regels[PROJECTEN:]:
        vrij = [een for een in projecten if len(een.regels) < 3 and all(cel != c for c, _ in een.regels)]
        min(vrij, key=lambda een: (een.aantal, een.regels)).regels.append((cel, aantal))
    for project in projecten:
        project.gevraagd_eur = sum(aantal * toeval.randrange(6_200, 6_700) for _, aantal in project.regels)
    return projecten


def _geef_gemeenten(
    projecten: list[Project], toeval: random.Random
) -> list[tuple[Gemeentegegevens, Project]]:
    """One project for each municipality, largest first; the others to whoever asked least so far."""
    bestaand = {
        code: een for code, een in gemeenten().items()
        if wie_is(code, OPEN).stand is Stand.BESTAAT and een.geldig_tot is None
    }  # fmt: skip
    andere = toeval.sample(sorted(set(bestaand) - set(VOORAAN)), GEMEENTEN - len(VOORAAN))
    gevraagd: Counter[str] = Counter(dict.fromkeys((*VOORAAN, *andere), 0))
    geplaatst = []
    for project in sorted(projecten, key=lambda een: -een.gevraagd_eur):
        code = min(gevraagd, key=gevraagd.__getitem__)
        geplaatst.append((bestaand[code], project))
        gevraagd[code] += project.gevraagd_eur
    return geplaatst


def _als_csv(
    projecten: Sequence[tuple[Gemeentegegevens, Project]], toeval: random.Random
) -> list[tuple[str, bytes]]:
    aanvragen, woonruimten, genoemd = io.StringIO(), io.StringIO(), Counter[tuple[str, str]]()
    een = csv.writer(aanvragen, lineterminator="\n")
    twee = csv.writer(woonruimten, lineterminator="\n")
    een.writerow(
        ("aanvraagnummer", "gm_code", "gemeente", "projectnaam", "bouwvorm", "ontvangen_op", "volledig_op",
         "totale_kosten_eur", "eigen_bijdrage_en_overige_dekking_eur", "gevraagd_eur", "start_bouw_gepland",
         "oplevering_gepland")
    )  # fmt: skip
    twee.writerow(
        ("aanvraagnummer", "regel", "doelgroep", "aard", "soort", "aantal", "huurprijs_per_maand_eur")
    )
    for nummer, ((waar, project), op) in enumerate(zip(projecten, _momenten(toeval), strict=True), start=1):
        naam = toeval.choice(NAMEN)
        genoemd[waar.gm_code, naam] += 1
        keer = genoemd[waar.gm_code, naam]
        flexibel = all(aard == "flexibel" for (_, aard), _ in project.regels)
        start = date(2023, 3, 1) + timedelta(days=toeval.randrange(30, 420))
        klaar = start + timedelta(days=toeval.randrange(*((150, 420) if flexibel else (400, 800))))
        kosten = project.aantal * toeval.randrange(60, 190) * 1_000
        een.writerow(
            (f"RHA22-{nummer:04}", waar.gm_code, waar.naam,
             f"{naam} {waar.naam_kort}" + (f" fase {keer}" if keer > 1 else ""),
             toeval.choice(("nieuwbouw", "nieuwbouw", "transformatie")), op.isoformat(), op.isoformat(), kosten,
             kosten - project.gevraagd_eur, project.gevraagd_eur, start, klaar)
        )  # fmt: skip
        for regel, ((groep, aard), aantal) in enumerate(project.regels, start=1):
            twee.writerow(
                (f"RHA22-{nummer:04}", regel, groep, aard, _soort(groep, aard), aantal,
                 toeval.randrange(190, 260) if groep == "woonwagenbewoners" else toeval.randrange(340, 620))
            )  # fmt: skip
    return [
        ("rha2022_aanvragen.csv", aanvragen.getvalue().encode()),
        ("rha2022_woonruimten.csv", woonruimten.getvalue().encode()),
    ]


def _soort(groep: str, aard: str) -> str:
    if groep == "woonwagenbewoners":
        return "standplaats"
    return "onzelfstandig" if groep in KAMERS and aard == "flexibel" else "zelfstandig"


def _momenten(toeval: random.Random) -> list[datetime]:
    """When each was received, in order: on working hours within the window."""
    dagen = [OPEN + timedelta(days=n) for n in range((DICHT - OPEN).days)]
    werkdagen = [dag for dag in dagen if dag.weekday() < 5]
    return sorted(
        moment_in_amsterdam(
            toeval.choice(werkdagen),
            time(toeval.randrange(9, 17), toeval.randrange(60), toeval.randrange(60)),
        )
        for _ in range(PROJECTEN)
    )
