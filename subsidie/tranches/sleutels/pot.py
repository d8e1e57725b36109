"""One pot: for whom it is, and how its money is divided."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, Grens
from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.sleutels.sleutel import Sleutel, potsleutel
from subsidie.tranches.waardetypen import CODE, Decimaal, Getal, Keuze, Lijst, Tekst

_code = attrgetter("code")

_GEORDEND: Final = (Verdeelwijze.BINNENKOMST, Verdeelwijze.CATEGORIE, Verdeelwijze.SCORE, Verdeelwijze.LOTING)

POT_NAAM = potsleutel("naam", "Naam van de pot", Tekst())
POT_DOELGROEPEN: Sleutel[tuple[str, ...]] = potsleutel(
    "doelgroepen", "Doelgroepen van de pot", Lijst(CODE, minstens=1)
)
RESTANT_NAAR = potsleutel(
    "restant_naar", "Pot waar het restant naartoe gaat", Tekst(r"[A-Za-z0-9_-]{1,40}", "de code van een pot"),
    mag_geen=True,
)  # fmt: skip
METHODE: Sleutel[Verdeelwijze] = potsleutel("methode", "Wijze van verdelen", Keuze(Verdeelwijze))
BINNEN_GROEP: Sleutel[BinnenGroep] = potsleutel(
    "binnen_groep", "Volgorde binnen een groep", Keuze(BinnenGroep), *_GEORDEND
)
GRENS: Sleutel[Grens] = potsleutel(
    "grens", "Wat er gebeurt als een aanvraag niet past", Keuze(Grens), *_GEORDEND
)
CATEGORIEEN = potsleutel(
    "categorieen", "Categorieën van de rangschikking", Lijst(samengesteld.CATEGORIE, minstens=1, uniek=_code),
    Verdeelwijze.CATEGORIE,
)  # fmt: skip
CRITERIA = potsleutel(
    "criteria", "Criteria en gewichten", Lijst(samengesteld.CRITERIUM, minstens=1, uniek=_code), Verdeelwijze.SCORE,
)  # fmt: skip
DREMPELSCORE = potsleutel("drempelscore", "Drempelscore", Decimaal(), Verdeelwijze.SCORE, mag_geen=True)
GELIJKE_STAND: Sleutel[tuple[GelijkeStand, ...]] = potsleutel(
    "gelijke_stand", "Wat beslist bij een gelijke score", Lijst(Keuze(GelijkeStand)), Verdeelwijze.SCORE
)
VERSCHILGRENS = potsleutel(
    "verschilgrens", "Verschil in score waarboven beoordelaars overleggen", Decimaal(), Verdeelwijze.SCORE,
    mag_geen=True, verplicht=False,
)  # fmt: skip
SCORE_DECIMALEN = potsleutel(
    "score_decimalen", "Decimalen van de score", Getal(0, 6), Verdeelwijze.SCORE, verplicht=False
)
VASTE_BEDRAGEN = potsleutel(
    "vaste_bedragen", "Vast bedrag per gemeente",
    Lijst(samengesteld.VAST_BEDRAG, minstens=1, uniek=attrgetter("gemeente")), Verdeelwijze.VAST,
)  # fmt: skip
