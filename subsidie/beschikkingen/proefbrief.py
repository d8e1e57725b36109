"""A letter before it is signed: exactly what it would state, on a page that says it is not a decision yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from markupsafe import Markup

from subsidie.accounts.models import Gebruiker, Mandaat, Rol
from subsidie.accounts.service import rollen_op
from subsidie.beschikkingen.losse import Schrijver, schrijver_voor
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ondertekenen import Brief, bevoegdheid_voor, vereis_mandaat_voor
from subsidie.documenten.sjablonen import maak_html
from subsidie.documenten.waarden import naar_json
from subsidie.kern.fouten import NietBevoegd
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.briefteksten import met_tekst

_LICHAAM: Final = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_KOP: Final = re.compile(r"<(/?)h([1-4])\b")


@dataclass(frozen=True, slots=True)
class Invuller:
    """Whoever would sign, as far as a letter shows it: ``naam`` and ``functie``."""

    naam: str = "nog niet getekend"
    functie: str = "beslisser"


@dataclass(frozen=True, slots=True)
class Invulmandaat:
    """A mandate as far as a letter shows it."""

    registernummer: str = "volgt bij het tekenen"


def proefwaarden(
    beschikking: Beschikking,
    *,
    dagtekening: date,
    kijker: Gebruiker | None,
    nu: datetime,
    schrijf: Schrijver | None = None,
) -> Brief:
    """The values of the letter as it would be signed on ``dagtekening``.

    By ``kijker`` where they may sign it, else with a stand-in for the signature: nobody's name stands under what they
    did not sign. Raises what the writer raises when the letter cannot be made.
    """
    door, mandaat = _ondertekenaar(beschikking, dagtekening, kijker, nu)
    brief = (schrijf or schrijver_voor(beschikking))(
        beschikking, mandaat, dagtekening=dagtekening, door=door, nu=nu
    )
    return met_tekst(brief, beschikking.aanvraag.tranche)


def als_pagina(brief: Brief) -> Markup:
    """The letter for on a page: the body of the very template of the document, its headings one level lower."""
    return waarden_als_pagina(brief.sjabloon, brief.als_json())


def waarden_als_pagina(sjabloon: str, waarden: Mapping[str, Any]) -> Markup:
    """As ``als_pagina``, from the values of a letter."""
    html = maak_html(sjabloon, dict(cast(Mapping[str, Any], naar_json(waarden))))
    gevonden = _LICHAAM.search(html)
    if gevonden is None:
        raise ValueError("a document has a body")
    lager = _KOP.sub(lambda kop: f"<{kop[1]}h{int(kop[2]) + 1}", gevonden[1])
    return Markup(lager)  # noqa: S704 - escaped by the template


def _ondertekenaar(
    beschikking: Beschikking, dagtekening: date, kijker: Gebruiker | None, nu: datetime
) -> tuple[Gebruiker, Mandaat]:
    leeg = cast(Gebruiker, Invuller()), cast(Mandaat, Invulmandaat())
    rol: Rol = bevoegdheid_voor(beschikking.soort).rol
    if kijker is None or rol not in rollen_op(kijker, dag_in_amsterdam(nu)):
        return leeg
    try:
        return kijker, vereis_mandaat_voor(beschikking, kijker, dagtekening=dagtekening, nu=nu)
    except NietBevoegd:
        return leeg
