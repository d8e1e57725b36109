"""The work list of what municipalities reported: three kinds of report as one list, the longest waiting first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import als_utc
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging, Levering
from subsidie.realisatie.oordelen import MIJLPAALWOORDEN, SOORTWOORDEN, STANDWOORDEN, Meldingsoort
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Projectdeel
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import db

NIETS: Final = null()
TE_DOEN: Final = (Meldingstand.GEMELD,)
WACHTTIJDEN: Final = (
    ("7", "langer dan een week"),
    ("30", "langer dan een maand"),
    ("90", "langer dan drie maanden"),
)
STANDKLEUREN: Final = {
    Meldingstand.GEMELD: "info", Meldingstand.VRAAG: "let_op", Meldingstand.AANVAARD: "goed",
    Meldingstand.AFGEWEZEN: "fout", Meldingstand.INGETROKKEN: "neutraal",
}  # fmt: skip


def _deel_van(model: Any, soort: Meldingsoort, dag: Any, wat: Any, deel_id: Any) -> Select[Any]:
    return select(
        literal(soort.value).label("soort"), model.id.label("melding_id"), model.aanvraag_id.label("aanvraag_id"),
        deel_id.label("deel_id"), cast(wat, String).label("wat"), dag.label("dag"), model.gemeld_op.label("gemeld_op"),
        cast(model.stand, String).label("stand"),
    )  # fmt: skip


_ALLE: Final = union_all(
    _deel_van(
        Mijlpaalmelding, Meldingsoort.MIJLPAAL, Mijlpaalmelding.bereikt_op, Mijlpaalmelding.mijlpaal,
        Mijlpaalmelding.deel_id,
    ),
    _deel_van(Levering, Meldingsoort.LEVERING, Levering.opgeleverd_op, Levering.kenmerk, Levering.deel_id),
    _deel_van(
        Bestemmingsbevestiging, Meldingsoort.BEVESTIGING, Bestemmingsbevestiging.peildatum,
        Bestemmingsbevestiging.jaar, cast(null(), Mijlpaalmelding.deel_id.type),
    ),
).subquery("melding")  # fmt: skip


def meldingenlijst(ik: Kijker, nu: datetime) -> Lijst:
    """The list for ``ik``; ``nu`` says how long something waits."""
    m = _ALLE.c
    tranches = db.session.execute(
        select(Tranche.code, Tranche.naam)
        .where(
            Tranche.id.in_(
                select(Aanvraag.tranche_id)
                .join(_ALLE, m.aanvraag_id == Aanvraag.id)
                .where(zichtbaar_voor(ik))
            )
        )
        .order_by(Tranche.code)
    )
    return Lijst(
        titel="Meldingen van gemeenten",
        kolommen=(
            Lijstkolom(Kolom("wat", "Melding", breedte=50)),
            Lijstkolom(Kolom("soort", "Soort", breedte=22), m.soort, op_scherm=False),
            Lijstkolom(Kolom("nummer", "Aanvraag", breedte=18), Aanvraag.nummer),
            Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam),
            Lijstkolom(Kolom("tranche", "Tranche", breedte=16), Tranche.code, op_scherm=False),
            Lijstkolom(Kolom("gemeld", "Gemeld op", Kolomsoort.MOMENT, 20), m.gemeld_op),
            Lijstkolom(Kolom("stand", "Stand", breedte=16), _dringend()),
        ),
        uniek=m.soort + literal(":") + cast(m.melding_id, String),
        filters=(
            Filter(
                "stand", "Stand", tuple((een.value, woord.capitalize()) for een, woord in STANDWOORDEN.items()),
                lambda waarde: m.stand == waarde,
            ),
            Filter(
                "soort", "Soort", tuple((een.value, woord) for een, woord in SOORTWOORDEN.items()),
                lambda waarde: m.soort == waarde,
            ),
            Filter(
                "tranche", "Tranche", tuple((code, naam) for code, naam in tranches),
                lambda waarde: Tranche.code == waarde,
            ),
            Filter(
                "wacht", "Wacht", WACHTTIJDEN,
                lambda waarde: (m.gemeld_op < nu - timedelta(days=int(waarde)))
                & m.stand.in_([een.value for een in (Meldingstand.GEMELD, Meldingstand.VRAAG)]),
            ),
        ),
        zoek=lambda tekst: alle_woorden(tekst, _zoek),
        zoek_label="Zoek op aanvraag, project of gemeente",
        standaard="stand",
    )  # fmt: skip


def _dringend() -> ColumnElement[str]:
    """To sort by: first what waits for the ministry, then for the municipality, then the rest; the oldest first."""
    m = _ALLE.c
    volgorde = case(
        (m.stand == Meldingstand.GEMELD.value, "1"), (m.stand == Meldingstand.VRAAG.value, "2"), else_="3"
    )
    return volgorde + cast(m.gemeld_op, String)


def vraag_meldingen(ik: Kijker) -> Select[Any]:
    """Every report that ``ik`` may see, with its application and municipality."""
    m = _ALLE.c
    return (
        select(
            m.soort, m.melding_id, m.wat, m.dag, m.gemeld_op, m.stand, Aanvraag.nummer, Project.naam.label("project"),
            Gemeente.naam_kort.label("gemeente"), Tranche.code.label("tranche"), Tranche.aard,
            Projectdeel.naam.label("deel"),
        )
        .select_from(_ALLE)
        .join(Aanvraag, Aanvraag.id == m.aanvraag_id)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .outerjoin(Projectdeel, Projectdeel.id == m.deel_id)
        .where(zichtbaar_voor(ik))
    )  # fmt: skip


def cellen_meldingen(rijen: Iterable[Row[Any]]) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_meldingen`` as cells of the export."""
    for rij in rijen:
        yield (
            omschrijving(rij), SOORTWOORDEN[Meldingsoort(rij.soort)], rij.nummer, rij.gemeente, rij.tranche,
            rij.gemeld_op, STANDWOORDEN[Meldingstand(rij.stand)],
        )  # fmt: skip


def omschrijving(rij: Row[Any]) -> str:
    """A row in a few words."""
    if rij.soort == Meldingsoort.MIJLPAAL:
        return f"{MIJLPAALWOORDEN[Mijlpaal(rij.wat)]}, {rij.deel}"
    if rij.soort == Meldingsoort.LEVERING:
        return f"Oplevering, {rij.deel}"
    return f"Bevestiging over {rij.wat}"


def wachttijd(rij: Row[Any], nu: datetime) -> str:
    """How long a row waits, in words; empty when it waits for nobody."""
    if rij.stand not in (Meldingstand.GEMELD, Meldingstand.VRAAG):
        return ""
    dagen = (nu - als_utc(rij.gemeld_op)).days
    return f"wacht {aantal(dagen, 'dag', 'dagen')}" if dagen > 0 else "wacht sinds vandaag"


def tel_te_beoordelen(ik: Kijker, *, ook: Any = NIETS) -> tuple[int, datetime | None, Any]:
    """How many reports wait for the ministry, since when the oldest does, and what ``ook`` gives; one query.

    ``ook``: a scalar select that is answered along.
    """
    m = _ALLE.c
    hoeveel, oudste, verder = db.session.execute(
        select(func.count(), func.min(m.gemeld_op), ook)
        .select_from(_ALLE)
        .join(Aanvraag, Aanvraag.id == m.aanvraag_id)
        .where(zichtbaar_voor(ik), m.stand.in_([een.value for een in TE_DOEN]))
    ).one()
    return hoeveel, oudste, verder


def tel_per_aanvraag(ids: Collection[int], stand: Meldingstand) -> Counter[int]:
    """Per application id how many reports are in this state; one query."""
    m = _ALLE.c
    vraag = (
        select(m.aanvraag_id, func.count())
        .where(m.aanvraag_id.in_(ids), m.stand == stand.value)
        .group_by(m.aanvraag_id)
    )
    tellers: Counter[int] = Counter()
    for id_, hoeveel in db.session.execute(vraag):
        tellers[id_] = hoeveel
    return tellers


def _zoek(woord: str) -> ColumnElement[bool]:
    return or_(bevat(Aanvraag.nummer, woord), bevat(Project.naam, woord), bevat(Gemeente.naam, woord))
