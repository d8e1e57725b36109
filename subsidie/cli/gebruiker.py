"""``subsidie gebruiker``: the first accounts of a new installation, and a way back in."""

from __future__ import annotations

import click

from subsidie.cli.nederlands import Groep

ROLLEN = (
    "opsteller", "tekenbevoegde", "behandelaar", "beoordelaar", "beslisser", "bezwaarbehandelaar", "financieel",
    "beheerder", "auditor",
)  # fmt: skip


@click.group(cls=Groep)
def gebruiker() -> None:
    """Accounts maken en uitnodigen, zonder in te loggen.

    Bedoeld voor de eerste beheerder; die maakt daarna de andere accounts op de pagina Accounts.
    """


@gebruiker.command()
@click.option("--naam", metavar="NAAM", required=True, help="Zoals de naam in lijsten en brieven komt.")
@click.option("--email", metavar="ADRES", required=True, help="Het e-mailadres om mee in te loggen.")
@click.option("--functie", metavar="FUNCTIE", default="", help="De functie, voor onder besluiten.")
@click.option(
    "--rol", metavar="ROL", type=click.Choice(ROLLEN), required=True, help=f"Een van: {', '.join(ROLLEN)}."
)
@click.option("--gemeente", metavar="NAAM|CODE", default="", help="Bij opsteller en tekenbevoegde.")
def maak(naam: str, email: str, functie: str, rol: str, gemeente: str) -> None:
    """Maak een account met een rol, en druk de link af om een wachtwoord te kiezen."""
    from subsidie import create_app
    from subsidie.accounts.beheren import open_account
    from subsidie.accounts.gemeentekeuze import lees_keuze
    from subsidie.accounts.models import Rol
    from subsidie.kern.tijd import dag_in_amsterdam
    from subsidie.register.service import laad_gemeenten
    from subsidie.web.db import db
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    moment = nu()
    app = create_app()
    with app.app_context():
        with schrijfgrens():
            if gemeente:
                laad_gemeenten(db.session())
            gebruiker_, token = open_account(
                naam=naam, email=email, functie=functie, rol=Rol(rol), gm_code=lees_keuze(gemeente),
                vanaf=dag_in_amsterdam(moment), door=None, nu=moment,
            )  # fmt: skip
        click.echo(f"Het account van {gebruiker_.naam} is gemaakt, met de rol {rol}.")
        _toon_link(token)


@gebruiker.command()
@click.argument("email", metavar="ADRES")
def uitnodigen(email: str) -> None:
    """Druk een nieuwe link af voor wie zijn wachtwoord kwijt is of nog geen heeft.

    Een eerdere link werkt dan niet meer.
    """
    from subsidie import create_app
    from subsidie.accounts.service import get_gebruiker_op_email
    from subsidie.accounts.uitnodigen import nodig_uit
    from subsidie.kern.fouten import NietGevonden
    from subsidie.web.klok import nu
    from subsidie.web.transactie import schrijfgrens

    app = create_app()
    with app.app_context():
        with schrijfgrens():
            gevonden = get_gebruiker_op_email(email)
            if gevonden is None:
                raise NietGevonden(f"Er is geen account met het e-mailadres {email}.")
            token = nodig_uit(gevonden, door=None, nu=nu())
        _toon_link(token)


def _toon_link(token: str) -> None:
    from flask import current_app

    from subsidie.accounts.links import pad_van_link
    from subsidie.web.app import instellingen_van

    adres = instellingen_van(current_app).adres
    click.echo("Met deze link kiest u een wachtwoord. Hij werkt één keer, drie dagen lang:")
    click.echo(f"{adres or ''}{pad_van_link(token)}")
    if adres is None:
        click.echo("Zet er het adres van het programma voor, bijvoorbeeld https://loket.example.nl")
