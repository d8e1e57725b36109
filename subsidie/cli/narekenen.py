"""``subsidie narekenen``: recompute a published allocation or term, offline.

Needs no database and no settings; imports neither Flask nor SQLAlchemy. What is wrong with the input goes to
standard error, one line per fault, with exit status 2 and nothing on standard output.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import click

from subsidie.cli.nederlands import Groep
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer, Rekenfout
from subsidie.kern.strikte_json import Vormfout, leesbaar, ontleed_json

_LANGSTE_NAAM = 4096
_LEESFOUTEN = {
    errno.ENOENT: "dit bestand bestaat niet",
    errno.EISDIR: "dit is een map, geen bestand",
    errno.ENOTDIR: "dit bestand bestaat niet",
    errno.EACCES: "dit bestand mag niet worden gelezen",
    errno.EPERM: "dit bestand mag niet worden gelezen",
}


@click.group(cls=Groep)
def narekenen() -> None:
    """Reken een bekendgemaakte verdeling of termijn zelf na."""


@narekenen.command()
@click.argument("bestand", required=False)
@click.option("--uitleg", is_flag=True, help="Voeg per aanvraag de ruimte, de toelichting en de regel toe.")
def verdeling(bestand: str | None, *, uitleg: bool) -> None:
    """Reken een verdeling na.

    BESTAND is de invoer als JSON, of een object met die invoer onder de sleutel "invoer".
    """
    from subsidie.verdeling.engine import als_json, verdeel
    from subsidie.verdeling.invoer import lees_invoer

    try:
        gegevens, vormfouten = _alleen_de_invoer(*ontleed_json(lees_bestand(bestand)))
        uitslag = verdeel(lees_invoer(gegevens, vormfouten))
    except OngeldigeInvoer as fout:
        _weiger(fout.gebreken)
    except Rekenfout as fout:
        _weiger([Gebrek("", str(fout))])
    _schrijf(als_json(uitslag, met_uitleg=uitleg))


@narekenen.command()
@click.argument("bestand", required=False)
def termijn(bestand: str | None) -> None:
    """Reken een of meer termijnen na.

    BESTAND is JSON: een object met "soort" en "invoer", of een lijst daarvan.
    """
    from subsidie.kern.termijnen_json import lees_en_bereken

    try:
        antwoorden = lees_en_bereken(lees_bestand(bestand))
    except OngeldigeInvoer as fout:
        _weiger(fout.gebreken)
    _schrijf(antwoorden)


def lees_bestand(bestand: str | None) -> bytes:
    """The bytes of a file that somebody names; ``OngeldigeInvoer`` says in Dutch why not."""
    if bestand is None:
        raise OngeldigeInvoer.van("", "geef de naam van het bestand dat moet worden nagerekend")
    try:
        with open(bestand, "rb") as stroom:
            return stroom.read()
    except OSError as fout:
        melding = _LEESFOUTEN.get(fout.errno or 0, "dit bestand kan niet worden gelezen")
        raise OngeldigeInvoer.van(leesbaar(bestand, hoogstens=_LANGSTE_NAAM), melding) from None


def _alleen_de_invoer(gegevens: object, vormfouten: Sequence[Vormfout]) -> tuple[object, list[Vormfout]]:
    """What stands under ``invoer``, unless the object is itself an input (then that key is unknown in it)."""
    if (
        not isinstance(gegevens, dict)
        or "invoer" not in gegevens
        or gegevens.keys() & {"potten", "kandidaten"}
    ):
        return gegevens, list(vormfouten)
    return gegevens["invoer"], [
        replace(fout, pad=fout.pad[1:]) if fout.pad[:1] == ("invoer",) and len(fout.pad) > 1 else fout
        for fout in vormfouten
    ]


def _weiger(gebreken: Sequence[Gebrek]) -> NoReturn:
    for gebrek in gebreken:
        click.echo(str(gebrek).encode(), err=True)
    raise SystemExit(2)


def _schrijf(uitvoer: object) -> None:
    # Bytes, so that the output is UTF-8 whatever the terminal says of itself.
    click.echo(json.dumps(uitvoer, indent=1, ensure_ascii=False).encode())
