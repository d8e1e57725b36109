"""The templates of documents: Jinja2 over ``templates/``, strict, with a version for each.

A template gets plain values and shows them; it decides nothing about the domain. What a letter may
need of Dutch and of layout is a filter here. No framework: worker processes load this and nothing more.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.meta import find_referenced_templates

from subsidie.kern.fouten import NietGevonden
from subsidie.kern.geld import euro, euro_kort
from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.kern.tijd import MAANDEN, datum_nl, lees_datum, lees_moment, moment_nl
from subsidie.platform.lettertypen import STATISCH
from subsidie.platform.pdf import STIJL

MAP: Final = Path(__file__).resolve().parents[2] / "templates"

VAST: Final = "\N{NO-BREAK SPACE}"

SJABLONEN: Final = (
    "aanvragen/aanvulverzoek",
    "beschikkingen/verlening",
    "beschikkingen/verlening_vast",
    "beschikkingen/deelverlening",
    "beschikkingen/afwijzing_plafond",
    "beschikkingen/afwijzing_inhoudelijk",
    "beschikkingen/afwijzing_drempelscore",
    "beschikkingen/afwijzing_gemeentemaximum",
    "beschikkingen/buiten_behandeling",
    "beschikkingen/buiten_tijdvak",
    "bezwaar/beslissing",
    "bezwaar/ontvangstbevestiging",
    "cijfers/stuk",
    "indienen/ontvangstbevestiging",
    "klok/mededeling",
    "verdeling/protocol",
    "verdeling/ranglijst",
)
"""The documents that can be made; each is ``templates/<name>.html``."""

_DAG_EN_MAAND = re.compile(rf"\b(\d{{1,2}}) (?={'|'.join(MAANDEN)}\b)")
_GETAL_EN_UUR = re.compile(r"(?<=\d) (?=uur\b)")
_NAAM_EN_NUMMER = re.compile(r"\b(lotnummer|rang|plaats|artikel|nummer) (?=\d)")


@cache
def omgeving() -> Environment:
    """The Jinja2 environment of this process: escapes everything, refuses what is not given."""
    omgeving = Environment(
        loader=FileSystemLoader(MAP),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    omgeving.filters.update(
        geld=geld, datum=datum, moment=moment, zin=zin, getal=getal, score=score, shell=shlex.quote,
        aantal=aantal, opsomming=opsomming, hoofdletter=hoofdletter, heel=heel,
    )  # fmt: skip
    omgeving.globals.update(heeft_centen=heeft_centen)
    return omgeving


def maak_html(sjabloon: str, waarden: dict[str, object]) -> str:
    """The HTML of a registered template; its variables are the fields of ``waarden``.

    Raises NietGevonden for a template that is not registered, jinja2's UndefinedError for a
    variable that was not given.
    """
    if sjabloon not in SJABLONEN:
        raise NietGevonden(f"Er is geen sjabloon ‘{sjabloon}’.")
    return omgeving().get_template(f"{sjabloon}.html").render(waarden)


@cache
def versie(sjabloon: str) -> str:
    """The version of a template: SHA-256 over it, all it extends or includes, and the style sheet."""
    bestanden = sorted(_samenstelling(f"{sjabloon}.html"))
    inhoud = {naam: (MAP / naam).read_text(encoding="utf-8") for naam in bestanden}
    inhoud[STIJL] = (STATISCH / STIJL).read_text(encoding="utf-8")
    return sha256(json.dumps(inhoud, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _samenstelling(bestand: str) -> set[str]:
    gevonden, te_lezen = set(), [bestand]
    while te_lezen:
        naam = te_lezen.pop()
        if naam in gevonden:
            continue
        gevonden.add(naam)
        boom = omgeving().parse((MAP / naam).read_text(encoding="utf-8"))
        for ander in find_referenced_templates(boom):
            if ander is None:
                raise ValueError(f"{naam} includes a template by a name that is not fixed")
            te_lezen.append(ander)
    return gevonden


def geld(cent: int, met_centen: bool = False) -> str:
    """Eurocents as ``€ 320.670`` (decimals only when needed, or always), not to be broken over lines."""
    return (euro(cent) if met_centen else euro_kort(cent)).replace(" ", VAST)


def heeft_centen(*bedragen: int | Iterable[int | None] | None) -> bool:
    """Whether one of these amounts (eurocents, or lists of them) is not in whole euros: then a column
    shows decimals everywhere."""
    return any(
        bedrag % 100 != 0 if isinstance(bedrag, int) else heeft_centen(*bedrag)
        for bedrag in bedragen
        if bedrag is not None
    )


def datum(dag: str) -> str:
    """``2023-07-07`` as ``7 juli 2023``, day and month together."""
    return datum_van(lees_datum(dag))


def datum_van(dag: date) -> str:
    """A day as ``7 juli 2023``, day and month together."""
    return datum_nl(dag).replace(" ", VAST, 1)


def moment(iso: str) -> str:
    """An ISO moment as ``15 juni 2023 om 14.02.11 uur`` in Dutch time."""
    return zin(moment_nl(lees_moment(iso)))


def zin(tekst: str) -> str:
    """A sentence with the spaces that may not be broken: ``€ 5``, ``7 juli``, ``9.00 uur``, ``rang 97``."""
    tekst = _NAAM_EN_NUMMER.sub(rf"\1{VAST}", tekst.replace("€ ", f"€{VAST}"))
    return _GETAL_EN_UUR.sub(VAST, _DAG_EN_MAAND.sub(rf"\1{VAST}", tekst))


def score(decimaal: str) -> str:
    """A decimal that is kept as text (``7.25``) with a Dutch comma."""
    return decimaal.replace(".", ",")


def hoofdletter(tekst: str) -> str:
    """The first letter in upper case, the rest as it is (``str.capitalize`` would change names)."""
    return tekst[:1].upper() + tekst[1:]


def heel(tekst: str) -> str:
    """Without a place to break the line: a reference, a short name."""
    return tekst.replace(" ", VAST)
