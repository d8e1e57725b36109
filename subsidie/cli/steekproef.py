"""``subsidie steekproef``: draw a published sample again, offline; needs no database and no settings."""

from __future__ import annotations

import sys

import click

from subsidie.cli.narekenen import lees_bestand
from subsidie.cli.nederlands import Groep
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.strikte_json import ontleed_json


@click.group(cls=Groep)
def steekproef() -> None:
    """Een steekproef van de auditor zelf opnieuw trekken."""


@steekproef.command()
@click.argument("bestand", required=False)
def narekenen(bestand: str | None) -> None:
    """Trek een steekproef opnieuw en vergelijk. Status 0: gelijk; 1: niet gelijk.

    BESTAND is het JSON-bestand van de pagina van de steekproef.
    """
    from subsidie.verantwoording.steekproef_regels import lees_opdracht, trek, uitkomst_als_json

    waarden, vormfouten = ontleed_json(lees_bestand(bestand))
    if vormfouten or not isinstance(waarden, dict):
        raise OngeldigeInvoer.van("", "dit bestand is geen steekproef als JSON")
    opdracht = lees_opdracht(waarden)
    treffers = trek(opdracht)
    uitkomst, populatie = sha256_hex(uitkomst_als_json(treffers)), sha256_hex(opdracht.als_populatie())
    regels = [
        f"Populatie: {len(opdracht.items)} items, {opdracht.totaal_cent} eurocent, SHA-256 {populatie}",
        f"Getrokken: {len(treffers)} items, SHA-256 {uitkomst}",
        *(f"  {treffer.nummer}  {treffer.bedrag_cent}" for treffer in treffers),
    ]
    click.echo("\n".join(regels).encode())
    fouten = [
        f"{naam} is niet gelijk: in het bestand staat {waarden.get(veld)}."
        for naam, veld, berekend in (
            ("De hash van de populatie", "populatie_sha256", populatie),
            ("De hash van de uitkomst", "uitkomst_sha256", uitkomst),
        )
        if waarden.get(veld) != berekend
    ]
    for fout in fouten:
        click.echo(fout.encode(), err=True)
    if fouten:
        sys.exit(1)
    click.echo(b"Gelijk: dit is de steekproef die uit dit zaad volgt.")
