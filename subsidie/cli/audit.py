"""``subsidie audit``: verify the audit trail, sign it, and look into it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError

from subsidie import create_app
from subsidie.audit.controle import Bevinding
from subsidie.audit.controle import controleer as controleer_keten
from subsidie.audit.ijkpunten import zet_ijkpunt
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.sleutel import PubliekeSleutel, laad_publieke_sleutels, maak_sleutel, pad_publiek
from subsidie.cli.nederlands import Groep
from subsidie.config import lees_instellingen
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import in_amsterdam
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu

GEEN_TABEL = {"42P01", "42703"}
"""What PostgreSQL says of a table or a column that is not there: the migrations did not run."""

NOOIT_BIJGEWERKT = (
    "De tabel met gebeurtenissen is er niet. Is de database nieuw? Draai eerst: subsidie db upgrade"
)

ALLEEN_DE_KETEN = (
    "LET OP: er is geen enkel ijkpunt. Alleen de keten zelf is gecontroleerd. Wie de hele keten opnieuw\n"
    "heeft berekend of het einde heeft weggehaald, valt zo niet op. Zet een ijkpunt met ‘subsidie audit\n"
    "ijkpunt’, of geef het bestand met ijkpunten op met --ijkpunten."
)


@click.group(cls=Groep)
def audit() -> None:
    """De vastlegging van alles wat is gebeurd controleren, ondertekenen en bekijken."""


@audit.command()
@click.option(
    "--ijkpunten",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Bestand met ijkpunten; liefst een eigen kopie.",
)
@click.option(
    "--sleutel",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Publieke sleutel (.pub); liefst een eigen kopie.",
)
def controleer(ijkpunten: Path | None, sleutel: Path | None) -> None:
    """Controleer alle gebeurtenissen. Status 0: in orde; 1: er is iets mis."""
    app = create_app()
    with app.app_context():
        instellingen = instellingen_van(app)
        if ijkpunten is not None and not ijkpunten.exists():
            raise Domeinfout(f"Het ijkpuntbestand {ijkpunten} bestaat niet. Er is niets gecontroleerd.")
        pad = sleutel or pad_publiek(instellingen.auditsleutel)
        sleutels = laad_publieke_sleutels(pad) if sleutel is not None or pad.exists() else ()
        try:
            bevinding = controleer_keten(db.engine, ijkpunten or instellingen.ijkpunten, sleutels)
            heeft_tabel = inspect(db.engine).has_table(Gebeurtenis.__tablename__)
        except SQLAlchemyError as fout:
            raise Domeinfout(f"De database kan niet worden gelezen: {_kort(fout)}") from fout
    for waarschuwing in bevinding.waarschuwingen:
        click.echo(f"LET OP: {waarschuwing}", err=True)
    if not bevinding.goed:
        _meld_fouten(bevinding)
        if not heeft_tabel:
            click.echo(NOOIT_BIJGEWERKT, err=True)
        sys.exit(1)
    _meld_in_orde(bevinding, sleutels)


def _meld_fouten(bevinding: Bevinding) -> None:
    click.echo("NIET IN ORDE", err=True)
    for fout in bevinding.fouten:
        click.echo(str(fout), err=True)
    click.echo(
        f"Wel in orde, van voren af: {_getal(bevinding.aantal)} gebeurtenissen; ondertekend tot en met "
        f"gebeurtenis {_getal(bevinding.ondertekend_tot)}.",
        err=True,
    )


def _meld_in_orde(bevinding: Bevinding, sleutels: Sequence[PubliekeSleutel]) -> None:
    click.echo(f"In orde: {_getal(bevinding.aantal)} gebeurtenissen.")
    if not bevinding.ijkpunten:
        click.echo(ALLEEN_DE_KETEN, err=True)
        return
    click.echo(
        f"Ondertekend tot en met gebeurtenis {_getal(bevinding.ondertekend_tot)}; ijkpunten: "
        f"{_getal(bevinding.ijkpunten)}; sleutel: {', '.join(sleutel.id for sleutel in sleutels)}."
    )
    click.echo(
        f"Nog niet ondertekend: {_getal(bevinding.aantal - bevinding.ondertekend_tot)}; daarvan is alleen de "
        "keten zelf gecontroleerd."
    )


@audit.command()
def ijkpunt() -> None:
    """Onderteken alle gebeurtenissen sinds het vorige ijkpunt."""
    app = create_app()
    with app.app_context():
        instellingen = instellingen_van(app)
        try:
            uitkomst = zet_ijkpunt(instellingen, nu=nu())
        except SQLAlchemyError as fout:
            raise Domeinfout(f"De database kan niet worden gebruikt: {_kort(fout)}") from fout
    if uitkomst.hersteld is not None:
        click.echo(
            f"Het ijkpunt tot en met gebeurtenis {_getal(uitkomst.hersteld.volgnummer)} was onderbroken; de "
            "regel in het bestand is precies zo hersteld."
        )
    if uitkomst.gezet is None:
        click.echo("Er zijn geen nieuwe gebeurtenissen sinds het laatste ijkpunt.")
        return
    click.echo(
        f"Ijkpunt gezet tot en met gebeurtenis {_getal(uitkomst.gezet.volgnummer)}; nieuw ondertekend: "
        f"{_getal(len(uitkomst.gezet.hashes))}; sleutel: {uitkomst.gezet.sleutel_id}."
    )
    click.echo(f"Bewaar een kopie van {instellingen.ijkpunten} buiten bereik van wie de database beheert.")


@audit.command()
def sleutel() -> None:
    """Maak de sleutel waarmee ijkpunten worden ondertekend (eenmalig)."""
    pad = lees_instellingen().auditsleutel
    nieuw = maak_sleutel(pad)
    click.echo(f"Sleutel {nieuw.id} gemaakt in {pad}. Geef die aan niemand; bewaar een kopie in een kluis.")
    click.echo(f"Geef de publieke helft aan de auditor: {pad_publiek(pad)}")


@audit.command()
@click.option("--object", "van", metavar="SOORT:ID", help="Alleen van dit object, bijvoorbeeld aanvraag:12.")
@click.option(
    "--vanaf",
    metavar="NUMMER",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Eerste nummer.",
)
def toon(van: str | None, vanaf: int) -> None:
    """Toon de gebeurtenissen: nummer, moment, soort, object, door wie (sleutel) en gegevens."""
    vraag = select(Gebeurtenis).where(Gebeurtenis.volgnummer >= vanaf).order_by(Gebeurtenis.volgnummer)
    if van is not None:
        soort, scheiding, nummer = van.partition(":")
        if not (soort and scheiding and nummer):
            raise OngeldigeInvoer.van("--object", "geef soort en id op, met een dubbele punt: aanvraag:12")
        vraag = vraag.where(Gebeurtenis.object_soort == soort, Gebeurtenis.object_id == nummer)
    with create_app().app_context():
        try:
            for gebeurtenis in db.session.scalars(vraag.execution_options(yield_per=1000)):
                click.echo(_regel(gebeurtenis))
        except (SQLAlchemyError, ValueError) as fout:
            raise Domeinfout(f"De gebeurtenissen kunnen niet worden gelezen: {_kort(fout)}") from fout


def _regel(gebeurtenis: Gebeurtenis) -> str:
    velden = (
        str(gebeurtenis.volgnummer),
        in_amsterdam(gebeurtenis.moment).isoformat(sep=" ", timespec="seconds"),
        gebeurtenis.soort,
        f"{gebeurtenis.object_soort}:{gebeurtenis.object_id}",
        gebeurtenis.door_sleutel or "programma",
        gebeurtenis.gegevens,
    )
    return "  ".join(_afdrukbaar(veld) for veld in velden)


def _afdrukbaar(tekst: str) -> str:
    """What was recorded may not steer the terminal of who reads it."""
    return tekst if tekst.isprintable() else json.dumps(tekst)[1:-1]


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")


def _kort(fout: Exception) -> str:
    oorzaak = getattr(fout, "orig", None) or fout
    kort = next(iter(str(oorzaak).splitlines()), type(fout).__name__)
    niet_bijgewerkt = getattr(oorzaak, "sqlstate", None) in GEEN_TABEL or kort.startswith("no such ")
    return f"{kort}. Draai eerst: subsidie db upgrade" if niet_bijgewerkt else kort
