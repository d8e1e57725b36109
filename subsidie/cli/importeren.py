"""``subsidie importeer``: applications from one workbook or two CSV files into a tranche."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal

if TYPE_CHECKING:
    from subsidie.aanvragen.importeren import Importuitkomst


class _TerugdraaienError(Exception):
    """Leaves the commit boundary of a trial run, so that nothing is kept."""


@click.command(cls=Opdracht)
@click.argument("tranche")
@click.argument(
    "bestanden",
    nargs=-1,
    required=True,
    metavar="(BESTAND.xlsx | AANVRAGEN.csv WOONRUIMTEN.csv)",
    type=click.Path(path_type=Path),
)
@click.option("--proef", is_flag=True, help="Alleen controleren; er wordt niets opgeslagen.")
def importeer(tranche: str, bestanden: tuple[Path, ...], proef: bool) -> None:
    """Neem de aanvragen in de bestanden op in TRANCHE (bijvoorbeeld rha-2023).

    Alles wordt opgenomen, of niets. Fouten staan met rij en kolom op standaardfout; de status is dan 2.
    Dezelfde bestanden nog een keer importeren verandert niets.
    """
    from subsidie.aanvragen.bronbestand import HOOGSTE_BESTAND
    from subsidie.aanvragen.importeren import importeer as neem_aanvragen_op
    from subsidie.tranches.service import zoek_tranche
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    gelezen = [(bestand.name, _lees(bestand, HOOGSTE_BESTAND + 1)) for bestand in bestanden]
    with create_app().app_context():
        try:
            with schrijfgrens():
                gevonden = zoek_tranche(tranche)
                if gevonden is None:
                    raise NietGevonden(f"Er is geen tranche ‘{tranche}’ in de database.")
                uitkomst = neem_aanvragen_op(gevonden, gelezen, door=None, nu=nu())
                if proef:
                    raise _TerugdraaienError
        except _TerugdraaienError:
            click.echo("Proef: er is niets opgeslagen.")
        _toon(uitkomst)


def _lees(bestand: Path, hoogstens: int) -> bytes:
    try:
        with bestand.open("rb") as stroom:
            return stroom.read(hoogstens)
    except OSError as fout:
        raise OngeldigeInvoer.van(str(bestand), "dit bestand bestaat niet of is niet te lezen.") from fout


def _toon(uitkomst: Importuitkomst) -> None:
    click.echo(
        f"{aantal(uitkomst.aanvragen, 'aanvraag', 'aanvragen')}"
        f" van {aantal(uitkomst.gemeenten, 'gemeente', 'gemeenten')},"
        f" {aantal(uitkomst.woonruimteregels, 'regel', 'regels')} woonruimten,"
        f" {euro_kort(uitkomst.gevraagd_cent)} gevraagd"
    )
    click.echo(f"{uitkomst.nieuw} nieuw, {uitkomst.gewijzigd} gewijzigd, {uitkomst.ongewijzigd} ongewijzigd")
