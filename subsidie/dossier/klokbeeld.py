"""The page of the clock: the line of time, the pauses, and the sum of the penalty, for one application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import Kijker
from subsidie.beoordeling.dwangsom import Dwangsom, bereken_dwangsom
from subsidie.beoordeling.ingebrekestelling import REDENEN
from subsidie.beoordeling.klokmodellen import Ingebrekestelling, Termijnopschorting, Uitstelbericht
from subsidie.beoordeling.klokvragen import GRONDEN
from subsidie.dossier.aanvraaggegevens import lees_gegevens
from subsidie.dossier.aanvraagpagina import stel_samen
from subsidie.dossier.termijn import Beslisklok
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.db import db

T = TypeVar("T", Termijnopschorting, Uitstelbericht, Ingebrekestelling)


@dataclass(frozen=True, slots=True)
class Tijdpunt:
    """One day on the line of time: what it is, and the colour of its dot as in a timeline."""

    dag: date
    titel: str
    tekst: str = ""
    kleur: str = ""


@dataclass(frozen=True, slots=True)
class Gebreke:
    """A notice of default with its sum; ``reden``: why none is due, in words, when a person found so."""

    rij: Ingebrekestelling
    som: Dwangsom | None
    reden: str


@dataclass(frozen=True, slots=True)
class Klokbeeld:
    """Everything that the page shows; the rows oldest first."""

    aanvraag: Aanvraag
    klok: Beslisklok
    lijn: tuple[Tijdpunt, ...]
    opschortingen: tuple[Termijnopschorting, ...]
    uitstel: tuple[Uitstelbericht, ...]
    gebreke: tuple[Gebreke, ...]
    vandaag: date


def lees_klokbeeld(aanvraag: Aanvraag, *, voor: Kijker, nu: datetime) -> Klokbeeld:
    """The clock of ``aanvraag`` on the day of ``nu``, for who may see it."""
    vandaag = dag_in_amsterdam(nu)
    klok = stel_samen(lees_gegevens(aanvraag.nummer, voor=voor, nu=nu)).klok
    opschortingen, uitstel, gebreke = (
        _rijen(Termijnopschorting, aanvraag),
        _rijen(Uitstelbericht, aanvraag),
        _rijen(Ingebrekestelling, aanvraag),
    )
    sommen = tuple(_gebreke(een, klok, vandaag) for een in gebreke)
    return Klokbeeld(
        aanvraag,
        klok,
        _lijn(aanvraag, klok, uitstel, sommen, vandaag),
        opschortingen,
        uitstel,
        sommen,
        vandaag,
    )


def _rijen(model: type[T], aanvraag: Aanvraag) -> tuple[T, ...]:
    return tuple(db.session.scalars(select(model).where(model.aanvraag_id == aanvraag.id).order_by(model.id)))


def _gebreke(rij: Ingebrekestelling, klok: Beslisklok, vandaag: date) -> Gebreke:
    som = None
    if klok.laatste_dag is not None and rij.ontvangen_op <= vandaag:
        som = bereken_dwangsom(
            rij.ontvangen_op, klok.laatste_dag, vandaag=vandaag, besloten_op=klok.besloten_op
        )
    return Gebreke(rij, som, REDENEN[rij.geen_dwangsom] if rij.geen_dwangsom else "")


def _lijn(
    aanvraag: Aanvraag,
    klok: Beslisklok,
    uitstel: Sequence[Uitstelbericht],
    gebreke: Sequence[Gebreke],
    vandaag: date,
) -> tuple[Tijdpunt, ...]:
    punten = []
    if aanvraag.ontvangen_op is not None:
        punten.append(
            Tijdpunt(dag_in_amsterdam(aanvraag.ontvangen_op), "De aanvraag is ontvangen", kleur="info")
        )
    for pauze in klok.pauzes:
        if pauze.van is not None and pauze.tot is not None:
            duur = aantal(pauze.dagen, "dag", "dagen")
            if pauze.loopt:
                tekst = f"{_hoofdletter(pauze.einde)}. Tot nu toe {duur} binnen de termijn."
            else:
                tekst = f"Tot en met {datum_nl(pauze.tot)}: {duur} binnen de termijn. {_hoofdletter(pauze.einde)}."
            punten.append(Tijdpunt(pauze.van, f"De termijn staat stil: {pauze.oorzaak}", tekst, "let_op"))
    for bericht in uitstel:
        verdaagd = (
            f"; {aantal(bericht.verlengt_weken, 'week', 'weken')} verdaagd" if bericht.verlengt_weken else ""
        )
        punten.append(
            Tijdpunt(
                dag_in_amsterdam(bericht.verstuurd_op), "Bericht dat het besluit later komt",
                f"Uiterlijk op {datum_nl(bericht.uiterlijk)}{verdaagd}.",
            )
        )  # fmt: skip
    for een in gebreke:
        punten.append(Tijdpunt(een.rij.ontvangen_op, "Ingebrekestelling ontvangen", kleur="fout"))
        if een.som is not None and not een.reden:
            punten.append(Tijdpunt(een.som.eerste_dag, "Eerste dag van de dwangsom", kleur="fout"))
    if klok.laatste_dag is not None:
        punten.append(Tijdpunt(klok.laatste_dag, "Laatste dag om te beslissen", kleur="info"))
    if klok.besloten_op is not None:
        punten.append(Tijdpunt(klok.besloten_op, "Het besluit is bekendgemaakt", kleur="goed"))
    punten.append(Tijdpunt(vandaag, "Vandaag"))
    return tuple(sorted(punten, key=lambda punt: punt.dag))


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def grond_in_woorden(opschorting: Termijnopschorting) -> str:
    """Why the term stands still."""
    return GRONDEN[opschorting.grond]
