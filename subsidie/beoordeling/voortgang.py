"""How far the assessment of a tranche is: per application its cards, per reviewer their load. Never a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Project
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.kaarten import TE_BEOORDELEN, oordelen_over
from subsidie.beoordeling.maatstaf import Oordeelbeeld, Oordeelstand
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import db

FASEN: Final = (
    ("zonder", "Nog geen beoordelaars"), ("bezig", "Kaarten lopen"), ("binnen", "Kaarten binnen, nog geen oordeel"),
    ("klaar", "Beoordeeld"),
)  # fmt: skip

_kaarten = (
    select(
        AanvraagVersie.aanvraag_id.label("aanvraag_id"), func.count().label("kaarten"),
        func.count(Scorekaart.ingeleverd_op).label("ingeleverd"),
    )
    .join(Aanvraag, Aanvraag.id == AanvraagVersie.aanvraag_id)
    .join(Scorekaart, Scorekaart.versie_id == AanvraagVersie.id)
    .where(AanvraagVersie.volgnummer == Aanvraag.huidige_versie, Scorekaart.vervallen_op.is_(None))
    .group_by(AanvraagVersie.aanvraag_id)
    .subquery()
)  # fmt: skip
_AANTAL: Final = func.coalesce(_kaarten.c.kaarten, 0)
_BINNEN: Final = func.coalesce(_kaarten.c.ingeleverd, 0)
_fase = case(
    (Aanvraag.status == Aanvraagstatus.BEOORDEELD, "klaar"), (_AANTAL == 0, "zonder"), (_BINNEN < _AANTAL, "bezig"),
    else_="binnen",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How many applications are assessed now, per phase."""

    fasen: Mapping[str, int]

    @property
    def totaal(self) -> int:
        """All of them."""
        return sum(self.fasen.values())

    @property
    def klaar(self) -> int:
        """With an outcome."""
        return self.fasen.get("klaar", 0)


@dataclass(frozen=True, slots=True)
class Last:
    """The work of one reviewer in this tranche."""

    gebruiker: Gebruiker
    kaarten: int
    ingeleverd: int
    heeft_rol: bool


def voortgang_van(tranche: Tranche) -> Voortgang:
    """The applications of a tranche that are assessed or were, counted per phase."""
    rijen = db.session.execute(
        select(_fase, func.count())
        .select_from(Aanvraag)
        .outerjoin(_kaarten, _kaarten.c.aanvraag_id == Aanvraag.id)
        .where(_in_beeld(tranche))
        .group_by(_fase)
    )
    return Voortgang({str(fase): int(aantal) for fase, aantal in rijen})


def lasten_van(tranche: Tranche, beoordelaars: Iterable[Gebruiker]) -> list[Last]:
    """The cards of everyone who has some, or who could have them, by name."""
    rijen = db.session.execute(
        select(Gebruiker, func.count(), func.count(Scorekaart.ingeleverd_op))
        .join(Scorekaart, Scorekaart.beoordelaar_id == Gebruiker.id)
        .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
        .where(Aanvraag.tranche_id == tranche.id, Scorekaart.vervallen_op.is_(None))
        .group_by(Gebruiker.id)
    ).all()
    nu_in_rol = {een.id: een for een in beoordelaars}
    gevonden = {wie.id: Last(wie, aantal, binnen, wie.id in nu_in_rol) for wie, aantal, binnen in rijen}
    for sleutel, wie in nu_in_rol.items():
        gevonden.setdefault(sleutel, Last(wie, 0, 0, heeft_rol=True))
    return sorted(gevonden.values(), key=lambda een: (een.gebruiker.naam, een.gebruiker.id))


def lijst_van(tranche: Tranche) -> Lijst:
    """The applications of a tranche that are assessed or were, as a list."""
    beoordelaars = db.session.execute(
        select(Gebruiker.sleutel, Gebruiker.naam)
        .where(
            Gebruiker.id.in_(
                select(Scorekaart.beoordelaar_id)
                .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
                .where(Aanvraag.tranche_id == tranche.id)
            )
        )
        .order_by(Gebruiker.naam)
    )
    return Lijst(
        titel=f"Beoordeling {tranche.code}",
        kolommen=(
            Lijstkolom(Kolom("nummer", "Aanvraag", breedte=18), Aanvraag.nummer),
            Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam_kort),
            Lijstkolom(Kolom("project", "Project", breedte=40), Project.naam),
            Lijstkolom(Kolom("fase", "Stand", breedte=34), _fase),
            Lijstkolom(Kolom("ingeleverd", "Ingeleverd", Kolomsoort.GETAL, 12), _BINNEN, op_scherm=False),
            Lijstkolom(Kolom("kaarten", "Beoordelaars", breedte=50)),
        ),
        uniek=Aanvraag.id,
        filters=(
            Filter("fase", "Stand", FASEN, lambda waarde: _fase == waarde),
            Filter(
                "beoordelaar", "Beoordelaar", tuple((sleutel, naam) for sleutel, naam in beoordelaars),
                lambda waarde: Aanvraag.id.in_(
                    select(Scorekaart.aanvraag_id)
                    .join(Gebruiker, Gebruiker.id == Scorekaart.beoordelaar_id)
                    .where(Gebruiker.sleutel == waarde, Scorekaart.vervallen_op.is_(None))
                ),
            ),
        ),
        zoek=lambda tekst: alle_woorden(
            tekst,
            lambda woord: or_(bevat(Aanvraag.nummer, woord), bevat(Gemeente.naam, woord), bevat(Project.naam, woord)),
        ),
        zoek_label="Zoek op nummer, gemeente of project",
        standaard="nummer",
    )  # fmt: skip


def vraag_van(tranche: Tranche) -> Select[Aanvraag, str, str, str, int]:
    """The rows of ``lijst_van``."""
    return (
        select(
            Aanvraag, Gemeente.naam_kort.label("gemeente"), Project.naam.label("project"), _fase.label("fase"),
            _BINNEN.label("ingeleverd"),
        )
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Project, Project.id == Aanvraag.project_id)
        .outerjoin(_kaarten, _kaarten.c.aanvraag_id == Aanvraag.id)
        .where(_in_beeld(tranche))
    )  # fmt: skip


def kaarten_bij(aanvragen: Sequence[Aanvraag]) -> dict[int, list[Scorekaart]]:
    """Per application id the running cards on its newest version, in one query."""
    per_aanvraag: dict[int, list[Scorekaart]] = {}
    vraag = (
        select(Scorekaart)
        .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
        .join(AanvraagVersie, AanvraagVersie.id == Scorekaart.versie_id)
        .where(
            Scorekaart.aanvraag_id.in_([een.id for een in aanvragen]), Scorekaart.vervallen_op.is_(None),
            AanvraagVersie.volgnummer == Aanvraag.huidige_versie,
        )
        .options(joinedload(Scorekaart.beoordelaar))
        .order_by(Scorekaart.id)
    )  # fmt: skip
    for kaart in db.session.scalars(vraag):
        per_aanvraag.setdefault(kaart.aanvraag_id, []).append(kaart)
    return per_aanvraag


def stand_bij(aanvragen: Sequence[Aanvraag]) -> dict[int, Oordeelbeeld]:
    """Per application id how far it is, of those that are assessed now."""
    return oordelen_over([een for een in aanvragen if een.status in TE_BEOORDELEN])


def cellen_van(rijen: Iterable[tuple[Aanvraag, str, str, str, int]]) -> list[tuple[Cel, ...]]:
    """Rows of ``vraag_van`` as cells of the export."""
    alle = list(rijen)
    kaarten: dict[int, list[Scorekaart]] = {}
    for begin in range(0, len(alle), 400):  # SQLite takes a limited number of values at once
        kaarten |= kaarten_bij([rij[0] for rij in alle[begin : begin + 400]])
    fasen = dict(FASEN)
    return [
        (
            aanvraag.nummer, gemeente, project, fasen[fase], ingeleverd,
            ", ".join(
                f"{een.beoordelaar.naam} ({'ingeleverd' if een.ingeleverd_op else 'loopt'})"
                for een in kaarten.get(aanvraag.id, ())
            ),
        )
        for aanvraag, gemeente, project, fase, ingeleverd in alle
    ]  # fmt: skip


STANDWOORDEN: Final[Mapping[Oordeelstand, tuple[str, str]]] = {
    Oordeelstand.KAARTEN: ("kaarten lopen", "info"),
    Oordeelstand.OVERLEG: ("overleg nodig", "let_op"),
    Oordeelstand.ZIENSWIJZE: ("wacht op een zienswijze", "let_op"),
    Oordeelstand.GEREED: ("klaar om vast te leggen", "info"),
    Oordeelstand.VASTGELEGD: ("beoordeeld", "goed"),
}
"""What a state is called, and the colour that repeats it."""


def _in_beeld(tranche: Tranche) -> ColumnElement[bool]:
    return (Aanvraag.tranche_id == tranche.id) & Aanvraag.status.in_(
        [*TE_BEOORDELEN, Aanvraagstatus.BEOORDEELD]
    )
