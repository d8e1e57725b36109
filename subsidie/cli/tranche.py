"""``subsidie tranche``: load the rules of a tranche, and show them with their source and certainty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from subsidie import create_app
from subsidie.cli.nederlands import Groep
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.lezen import als_json
from subsidie.tranches.schema import Niveau, label_van, zoek


@click.group(cls=Groep)
def tranche() -> None:
    """De regels van een tranche laden en bekijken."""


@tranche.command()
def lijst() -> None:
    """Noem de tranches in het pakket en in de database."""
    from subsidie.tranches.definitie import alle_tranches
    from subsidie.tranches.service import list_tranches

    for definitie in alle_tranches():
        click.echo(f"{definitie.code:<22}{definitie.regels.naam.waarde} (bestand in het pakket)")
    with create_app().app_context():
        for geladen in list_tranches():
            click.echo(f"{geladen.code:<22}{geladen.naam} (in de database: {geladen.aard}, {geladen.status})")


@tranche.command()
@click.argument("bron", metavar="CODE|BESTAND.toml")
@click.option("--aard", type=click.Choice(["echt", "voorbeeld", "oefen"]), default="echt", show_default=True)
def laad(bron: str, aard: str) -> None:
    """Laad een tranche: een code uit het pakket (zie `lijst`) of een eigen bestand.

    Hetzelfde bestand nog een keer laden verandert niets; een gewijzigde waarde komt erbij in de historie.
    """
    from subsidie.register.service import laad_gemeenten
    from subsidie.tranches.definitie import alle_tranches, lees_tranche
    from subsidie.tranches.models import Trancheaard
    from subsidie.tranches.service import aannames, laad_tranche, onbekende
    from subsidie.web.db import db
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    if bron.endswith(".toml"):
        try:
            definitie = lees_tranche(Path(bron))
        except OSError as fout:
            raise OngeldigeInvoer.van(bron, "dit bestand bestaat niet of is niet te lezen.") from fout
    else:
        gevonden = [een for een in alle_tranches() if een.code == bron]
        if not gevonden:
            raise NietGevonden(f"Er is geen tranche ‘{bron}’ in het pakket. Zie: subsidie tranche lijst")
        definitie = gevonden[0]
    with create_app().app_context(), schrijfgrens():
        laad_gemeenten(db.session())
        geladen = laad_tranche(definitie, aard=Trancheaard(aard), door=None, nu=nu())
        click.echo(
            f"{geladen.naam} is geladen als {geladen.aard}: {len(aannames(geladen))} aannames, "
            f"{len(onbekende(geladen))} regels onbekend."
        )


@tranche.command()
@click.argument("code")
def toon(code: str) -> None:
    """Toon iedere regel van een geladen tranche, met bron en zekerheid."""
    from subsidie.tranches.service import als_definitie, get_tranche

    with create_app().app_context():
        definitie = als_definitie(get_tranche(code))
        for instelling in definitie.instellingen.values():
            _toon_regel(Niveau.TRANCHE, instelling)
        for pot in definitie.potten:
            click.echo(f"\nPot {pot.code}")
            for instelling in pot.instellingen.values():
                _toon_regel(Niveau.POT, instelling)


def _toon_regel(niveau: Niveau, instelling: Instelling[Any]) -> None:
    sleutel = zoek(niveau, instelling.sleutel)
    if instelling.is_onbekend:
        waarde = "onbekend"
    elif instelling.waarde is None:
        waarde = "geen"
    elif sleutel is not None and sleutel.is_bedrag():
        waarde = euro_kort(instelling.waarde)
    else:
        waarde = (als_json(niveau, instelling) or "").strip('"')
    click.echo(
        f"{label_van(niveau, instelling.sleutel)}: {waarde}\n    {instelling.zekerheid} · {instelling.bron}"
    )
