"""Every mail about a message, as a list and as it goes: for who sees to it that mail arrives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import joinedload

from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import Bericht, Berichtgroep, Bezorging, Bezorgstand
from subsidie.berichten.postzegel import mail_over
from subsidie.berichten.woorden import GROEPEN, STANDEN, over_in_woorden
from subsidie.config import Instellingen
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.post import maak_bericht
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.web.db import db

GEEN_AFZENDER = "noreply@subsidieloket.invalid"
"""Stands for the sender while the settings name none; nothing leaves under it."""


@dataclass(frozen=True, slots=True)
class Mailbeeld:
    """A mail as it goes: the lines of its head, and its text."""

    koppen: tuple[tuple[str, str], ...]
    tekst: str


def lijst_uitgaand() -> Lijst:
    """What one can search and filter in the mails."""
    return Lijst(
        titel="Verzonden berichten",
        kolommen=(
            Lijstkolom(Kolom("aan", "Aan", breedte=28), func.lower(Gebruiker.naam)),
            Lijstkolom(Kolom("adres", "E-mailadres", breedte=34), Bezorging.adres, op_scherm=False),
            Lijstkolom(Kolom("over", "Gaat over", breedte=28), Bericht.object_id),
            Lijstkolom(Kolom("groep", "Soort", breedte=18), Bericht.groep),
            Lijstkolom(Kolom("gemaakt", "Bericht van", Kolomsoort.MOMENT, 20), Bericht.gemaakt_op),
            Lijstkolom(Kolom("stand", "Stand", breedte=16), Bezorging.stand),
            Lijstkolom(Kolom("pogingen", "Pogingen", Kolomsoort.GETAL, 12), Bezorging.pogingen),
            Lijstkolom(Kolom("verzonden", "Verzonden", Kolomsoort.MOMENT, 20), Bezorging.verzonden_op),
            Lijstkolom(Kolom("melding", "Wat de mailserver zei", breedte=50), op_scherm=False),
        ),
        uniek=Bezorging.id,
        filters=(
            Filter(
                "stand", "Stand", tuple((een.value, woord) for een, (woord, _) in STANDEN.items()),
                lambda waarde: Bezorging.stand == Bezorgstand(waarde),
            ),
            Filter(
                "groep", "Soort bericht", tuple((een.value, woord) for een, woord in GROEPEN.items()),
                lambda waarde: Bericht.groep == Berichtgroep(waarde),
            ),
        ),
        zoek=_zoek,
        zoek_label="Zoek op naam, e-mailadres of nummer",
        standaard="-gemaakt",
    )  # fmt: skip


def vraag_uitgaand() -> Select[Bezorging, Bericht, Gebruiker]:
    """Every mail with its message and whose it is."""
    return (
        select(Bezorging, Bericht, Gebruiker)
        .join(Bericht, Bericht.id == Bezorging.bericht_id)
        .join(Gebruiker, Gebruiker.id == Bezorging.gebruiker_id)
    )


def cellen_uitgaand(rijen: Sequence[Row[*tuple[Any, ...]]], _nu: datetime) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_uitgaand`` as cells of ``lijst_uitgaand``."""
    for bezorging, bericht, gebruiker in rijen:
        yield (
            gebruiker.naam, bezorging.adres, over_in_woorden(bericht.object_soort, bericht.object_id),
            GROEPEN[bericht.groep], bericht.gemaakt_op, STANDEN[bezorging.stand][0], bezorging.pogingen,
            bezorging.verzonden_op, bezorging.melding,
        )  # fmt: skip


def get_bezorging(nummer: int) -> Bezorging:
    """The mail with this number; raises ``NietGevonden``."""
    gevonden: Bezorging | None = db.session.scalar(
        select(Bezorging)
        .where(Bezorging.id == nummer)
        .options(joinedload(Bezorging.bericht), joinedload(Bezorging.gebruiker))
    )
    if gevonden is None:
        raise NietGevonden("Deze mail is er niet.")
    return gevonden


def mailbeeld(bezorging: Bezorging, instellingen: Instellingen) -> Mailbeeld:
    """The mail exactly as it went or would go; dated as it was sent, else as it is due."""
    post = mail_over(
        bezorging.bericht, aan=bezorging.adres, message_id=bezorging.message_id,
        moment=bezorging.verzonden_op or bezorging.volgende_poging_op, instellingen=instellingen,
    )  # fmt: skip
    bericht = maak_bericht(post, afzender=instellingen.afzender or GEEN_AFZENDER)
    koppen = [(naam, str(waarde)) for naam, waarde in bericht.items()]
    if not instellingen.afzender:
        koppen = [(naam, "niet ingesteld" if naam == "From" else waarde) for naam, waarde in koppen]
    return Mailbeeld(tuple(koppen), post.tekst)


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        return or_(
            bevat(Gebruiker.naam, woord),
            Bezorging.adres.icontains(woord, autoescape=True),
            Bericht.object_id.icontains(woord, autoescape=True),
        )

    return alle_woorden(tekst, een)
