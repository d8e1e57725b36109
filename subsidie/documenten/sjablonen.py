"""The templates of documents: Jinja2 over ``templates/``, strict, with a version for each.

A template gets plain values and shows them; it decides nothing about the domain. What a letter may
need of Dutch and of layout is a filter here. No framework: worker processes load this and nothing more.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.meta import find_referenced_templates

from subsidie.documenten.briefsoorten import bij_sjabloon, standaardtekst
from subsidie.documenten.brieftaal.zet import zet
from subsidie.documenten.vormen import datum, geld, heeft_centen, heel, hoofdletter, moment, score, zin
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.platform.lettertypen import STATISCH
from subsidie.platform.pdf import STIJL

MAP: Final = Path(__file__).resolve().parents[2] / "templates"

SJABLONEN: Final = (
    "afrekening/terugvordering",
    "afrekening/vaststelling",
    "afrekening/voornemen",
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
    "betalingen/opdrachtlijst",
    "bezwaar/beslissing",
    "bezwaar/ontvangstbevestiging",
    "cijfers/stuk",
    "indienen/ontvangstbevestiging",
    "klok/mededeling",
    "verdeling/protocol",
    "verantwoording/jaarbericht_stuk",
    "verantwoording/voortgang_stuk",
    "verantwoording/werkpapier",
    "verdeling/ranglijst",
    "vorderingen/betalingsregeling",
    "vorderingen/rente",
    "wijziging/afwijzing",
    "wijziging/inwilliging",
    "wijziging/uitstel",
)
"""The documents that can be made; each is ``templates/<name>.html``."""


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

    A letter of which a lawyer writes the text is laid out by the text in ``waarden["tekst"]`` (``GekozenTekst``), or
    by the standard text where there is none. Raises NietGevonden for a template that is not registered, jinja2's
    UndefinedError (KeyError in the text of a letter) for a value that was not given, OngeldigeInvoer for a text that
    cannot be laid out.
    """
    if sjabloon not in SJABLONEN:
        raise NietGevonden(f"Er is geen sjabloon ‘{sjabloon}’.")
    return omgeving().get_template(f"{sjabloon}.html").render(_met_opbouw(sjabloon, waarden))


def maak_inhoud(sjabloon: str, waarden: dict[str, object]) -> str:
    """The content only of a registered template, as HTML: for on a page. Raises as ``maak_html``."""
    if sjabloon not in SJABLONEN:
        raise NietGevonden(f"Er is geen sjabloon ‘{sjabloon}’.")
    vorm = omgeving().get_template(f"{sjabloon}.html")
    return "".join(vorm.blocks["inhoud"](vorm.new_context(_met_opbouw(sjabloon, waarden))))


def _met_opbouw(sjabloon: str, waarden: dict[str, object]) -> dict[str, object]:
    soort = bij_sjabloon(sjabloon)
    if soort is None:
        return waarden
    gekozen = waarden.get("tekst")
    inhoud = gekozen["inhoud"] if isinstance(gekozen, Mapping) else standaardtekst(soort).inhoud
    return {**waarden, "opbouw": zet(inhoud, soort, waarden)}


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
