"""The list of requests to change, for the ministry: what waits first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, func, or_, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.realisatie.wijzigingen import LOPEND, STATUSWOORDEN, noem_soorten
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsoort, Wijzigingsverzoek
from subsidie.realisatie.wijzigingsinhoud import SOORTWOORDEN
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import db

_Behandelaar = aliased(Gebruiker)
TE_DOEN: Final = (Verzoekstatus.INGEDIEND, Verzoekstatus.IN_BEHANDELING)


def verzoekenlijst(ik: Kijker) -> Lijst:
    """The list for ``ik``."""
    verzoek = Wijzigingsverzoek
    tranches = db.session.execute(
        select(Tranche.code, Tranche.naam)
        .where(
            Tranche.id.in_(
                select(Aanvraag.tranche_id)
                .join(verzoek, verzoek.aanvraag_id == Aanvraag.id)
                .where(zichtbaar_voor(ik))
            )
        )
        .order_by(Tranche.code)
    )
    volgorde = case((verzoek.status.in_(LOPEND), 1), else_=2)
    return Lijst(
        titel="Verzoeken om wijziging",
        kolommen=(
            Lijstkolom(Kolom("kenmerk", "Verzoek", breedte=20), verzoek.kenmerk),
            Lijstkolom(Kolom("soorten", "Wat", breedte=40)),
            Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam),
            Lijstkolom(Kolom("tranche", "Tranche", breedte=16), Tranche.code, op_scherm=False),
            Lijstkolom(Kolom("ingediend", "Ingediend op", Kolomsoort.MOMENT, 20), verzoek.ingediend_op),
            Lijstkolom(Kolom("behandelaar", "Behandelaar", breedte=24), _Behandelaar.naam),
            Lijstkolom(Kolom("stand", "Stand", breedte=22), volgorde),
        ),
        uniek=verzoek.kenmerk,
        filters=(
            Filter(
                "stand", "Stand", tuple((een.value, woord.capitalize()) for een, woord in STATUSWOORDEN.items()),
                lambda waarde: verzoek.status == Verzoekstatus(waarde),
            ),
            Filter(
                "soort", "Wat", tuple((een.value, woord.capitalize()) for een, woord in SOORTWOORDEN.items()),
                lambda waarde: verzoek.gegevens.contains(f'"{waarde}"', autoescape=True),
            ),
            Filter(
                "tranche", "Tranche", tuple((code, naam) for code, naam in tranches),
                lambda waarde: Tranche.code == waarde,
            ),
            Filter(
                "wie", "Behandelaar", (("ik", "Ik"), ("niemand", "Nog niemand")),
                lambda waarde: verzoek.behandelaar_id == ik.gebruiker.id
                if waarde == "ik"
                else verzoek.behandelaar_id.is_(None),
            ),
        ),
        zoek=lambda tekst: alle_woorden(tekst, _zoek),
        zoek_label="Zoek op verzoek, project of gemeente",
        standaard="stand",
    )  # fmt: skip


def vraag_verzoeken(ik: Kijker) -> Select[Any]:
    """Every request that ``ik`` may see, with its application and municipality."""
    verzoek = Wijzigingsverzoek
    vraag = (
        select(
            verzoek.kenmerk, verzoek.gevolg, verzoek.ingediend_op, verzoek.status, Aanvraag.nummer,
            Project.naam.label("project"), Gemeente.naam_kort.label("gemeente"), Tranche.code.label("tranche"),
            Tranche.aard, _Behandelaar.naam.label("behandelaar"),
        )
        .join(Aanvraag, Aanvraag.id == verzoek.aanvraag_id)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .outerjoin(_Behandelaar, _Behandelaar.id == verzoek.behandelaar_id)
        .where(zichtbaar_voor(ik))
    )  # fmt: skip
    return cast("Select[Any]", vraag)


def cellen_verzoeken(rijen: Iterable[Row[Any]]) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_verzoeken`` as cells of the export."""
    for rij in rijen:
        yield (
            rij.kenmerk, wat(rij), rij.gemeente, rij.tranche, rij.ingediend_op, rij.behandelaar or "",
            STATUSWOORDEN[rij.status],
        )  # fmt: skip


def wat(rij: Row[Any]) -> str:
    """What is asked, in a few words."""
    return noem_soorten(tuple(Wijzigingsoort(een) for een in json.loads(rij.gevolg)["soorten"]))


def telling_te_doen(ik: Kijker) -> ScalarSelect[int]:
    """How many requests wait for the ministry, to be asked along with something else."""
    return (
        select(func.count())
        .select_from(Wijzigingsverzoek)
        .join(Aanvraag, Aanvraag.id == Wijzigingsverzoek.aanvraag_id)
        .where(zichtbaar_voor(ik), Wijzigingsverzoek.status.in_(TE_DOEN))
        .correlate(None)
        .scalar_subquery()
    )


def _zoek(woord: str) -> ColumnElement[bool]:
    return or_(
        bevat(Wijzigingsverzoek.kenmerk, woord), bevat(Project.naam, woord), bevat(Gemeente.naam, woord)
    )
