"""One report as a page shows it: what was reported, by whom, what is remarkable, and the evidence with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.bevestiging import geleverd_op, verwacht_op
from subsidie.realisatie.bewijs import list_bewijs
from subsidie.realisatie.leveringmodellen import Bewijsstuk, Levering, Woonruimte
from subsidie.realisatie.mijlpalen import opmerkingen_bij
from subsidie.realisatie.oordelen import MIJLPAALWOORDEN, Melding
from subsidie.realisatie.planmodellen import Mijlpaalmelding
from subsidie.realisatie.prognoses import uiterlijk_voor
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.web.db import db

Paar = tuple[str, str, str]
"""A label, its value and a few words beside it."""


@dataclass(frozen=True, slots=True)
class Meldingbeeld:
    """``gegevens``: pairs to show; ``opmerkingen``: what to look at; ``beoordeeld_door``: a name, or empty."""

    gegevens: tuple[Paar, ...]
    opmerkingen: tuple[str, ...]
    bewijs: Sequence[Bewijsstuk]
    gemeld_door: str
    beoordeeld_door: str
    uiterlijk: date | None = None


def lees_meldingbeeld(melding: Melding) -> Meldingbeeld:
    """Everything that the page of a report shows beside its text; constant in its queries."""
    uiterlijk: date | None = None
    if isinstance(melding, Mijlpaalmelding):
        dagen = uiterste_dagen(melding.aanvraag)
        uiterlijk = uiterlijk_voor(melding.mijlpaal, dagen)
        gegevens: tuple[Paar, ...] = (
            ("Mijlpaal", MIJLPAALWOORDEN[melding.mijlpaal], ""),
            ("Deel", melding.deel.naam, aantal(melding.deel.aantal, "woonruimte", "woonruimten")),
            ("Bereikt op", datum_nl(melding.bereikt_op), ""),
        )
        if uiterlijk is not None:
            gegevens += (("Uiterste dag", datum_nl(uiterlijk), ""),)
        opmerkingen = tuple(opmerkingen_bij(melding, dagen))
    elif isinstance(melding, Levering):
        hoeveel = db.session.scalar(
            select(func.count()).where(Woonruimte.levering_id == melding.id, ~Woonruimte.vervallen)
        )
        gegevens = (
            ("Kenmerk", melding.kenmerk, ""),
            ("Deel", melding.deel.naam, ""),
            ("Opgeleverd op", datum_nl(melding.opgeleverd_op), ""),
            ("Woonruimten", getal(hoeveel or 0), ""),
        )
        opmerkingen = ()
    else:
        geleverd = geleverd_op(melding.aanvraag, melding.peildatum)
        verwacht = verwacht_op(melding.aanvraag, melding.peildatum)
        gegevens = (
            ("Jaar", str(melding.jaar), ""),
            ("Peildatum", datum_nl(melding.peildatum), ""),
            (
                "In gebruik bij de doelgroep",
                getal(melding.aantal),
                f"van {getal(geleverd)} opgeleverd en aanvaard",
            ),
        )
        opmerkingen = (
            (f"Volgens de meldingen van de gemeente zouden het er {getal(verwacht)} zijn.",)
            if verwacht != melding.aantal
            else ()
        )
    return Meldingbeeld(
        gegevens, opmerkingen, list_bewijs(melding), _naam(melding.gemeld_door_id),
        _naam(melding.beoordeeld_door_id), uiterlijk,
    )  # fmt: skip


def _naam(gebruiker_id: int | None) -> str:
    wie = db.session.get(Gebruiker, gebruiker_id) if gebruiker_id is not None else None
    return wie.naam if wie is not None else ""
