"""``subsidie db``: bring the database up to date, or check that it is."""

from __future__ import annotations

import click
import flask_migrate
from alembic.util.exc import CommandError

from subsidie import create_app
from subsidie.cli.nederlands import Groep
from subsidie.kern.fouten import Domeinfout


@click.group("db", cls=Groep)
def database() -> None:
    """De database bijwerken of controleren."""


@database.command()
def upgrade() -> None:
    """Werk de database bij naar de nieuwste versie."""
    with create_app().app_context():
        flask_migrate.upgrade()


@database.command()
def check() -> None:
    """Controleer of de tabellen zijn zoals het programma ze verwacht."""
    with create_app().app_context():
        try:
            flask_migrate.check()
        except (CommandError, SystemExit) as fout:
            raise Domeinfout(
                "De database loopt niet gelijk met het programma. Draai eerst: subsidie db upgrade"
            ) from fout
