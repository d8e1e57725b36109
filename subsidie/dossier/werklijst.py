"""The work list of who handles applications: everything without a decision, what is due first on top.

The day on which a term ends is computed, not kept (it stands still while a supplement is asked), so the order by clock
is made here: of every application that was found three values are read, and of the page all. Whatever their number,
the list asks the same number of queries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Row, Select, or_, select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.lijstfilters import gemeente_heet, list_tranchekeuzen, tranchefilter
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Project
from subsidie.aanvragen.raakvlakken import raakvlakken
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beoordeling.naast import signalen_van
from subsidie.beoordeling.toewijzing import Behandelaar, behandelaars_van, list_behandelaars_nu
from subsidie.beschikkingen.models import Besluitsoort
from subsidie.dossier.klokken import Klok, klok_in_woorden, klokken_van, verzoeken_zonder_besluit
from subsidie.dossier.stand import Besluit, Stand, Standsoort, stand_van
from subsidie.dossier.standvragen import ALLES, standkolommen
from subsidie.dossier.vandaag.besluitvragen import zonder_besluit
from subsidie.dossier.vandaag.vorm import Klokstand, Status
from subsidie.dossier.werkwacht import WOORDEN, Wacht, voorwaarde, wachtend
from subsidie.dossier.werkwie import MIJ, NIEMAND, naam_van_behandelaar, van_niemand, van_wie
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat, bepaal, beperk, pagina_van
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.db import db

KLOK: Final = "klok"
_STANDEN: Final = (
    Standsoort.INGEDIEND, Standsoort.AANVULLING_GEVRAAGD, Standsoort.VOLLEDIG, Standsoort.IN_BEOORDELING,
    Standsoort.BEOORDEELD, Standsoort.BESLUIT_IN_CONCEPT, Standsoort.BESLUIT_GETEKEND,
)  # fmt: skip


Gelezen = tuple[dict[int, list[Aanvulverzoek]], dict[int, Klok]]
"""The requests to supplement and the clocks, by application id."""


@dataclass(frozen=True, slots=True)
class Werkregel:
    """One application in the list. ``behandelaar``: ``None`` when it is nobody's; ``signalen``: how many there are."""

    rij: Row[Any]
    stand: Stand
    behandelaar: Behandelaar | None
    is_mij: bool
    klok: Klokstand | None
    laatste_dag: date | None
    wacht: tuple[Wacht, ...]
    signalen: int
    belang: str
    """Why the viewer does nothing with it; empty when they may."""

    @property
    def wachtwoorden(self) -> tuple[Status, ...]:
        """What waits, in words."""
        return tuple(WOORDEN[een] for een in self.wacht)


@dataclass(frozen=True, slots=True)
class Werklijst:
    """The list for one viewer at one moment."""

    ik: Kijker
    lijst: Lijst
    nu: datetime

    def pagina(self, staat: Staat) -> Pagina:
        """The page that ``staat`` asks, with rows of ``Werkregel``."""
        if staat.sorteer.removeprefix("-") != KLOK:
            pagina = pagina_van(db.session, self.lijst, staat, select(Aanvraag.id).where(zonder_besluit()))
            return replace(pagina, rijen=self._regels([rij.id for rij in pagina.rijen]))
        alle, gelezen = self._op_klok(staat)
        paginas = max(1, -(-len(alle) // self.lijst.per_pagina))
        nummer = min(staat.pagina, paginas)
        begin = (nummer - 1) * self.lijst.per_pagina
        deze = alle[begin : begin + self.lijst.per_pagina]
        return Pagina(
            rijen=self._regels(deze, gelezen), totaal=len(alle), pagina=nummer, paginas=paginas,
            van=begin + 1 if deze else 0, tot=begin + len(deze), is_laatste_gegeven=staat.pagina > paginas,
        )  # fmt: skip

    def alles(self, staat: Staat) -> list[Werkregel]:
        """Everything that ``staat`` filters, in its order."""
        if staat.sorteer.removeprefix("-") == KLOK:
            return self._regels(*self._op_klok(staat))
        vraag = bepaal(self.lijst, staat, select(Aanvraag.id).where(zonder_besluit()))
        return self._regels(list(db.session.scalars(vraag)))

    def als_rijen(self, regels: Sequence[Werkregel]) -> list[list[Cel]]:
        """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
        return [
            [
                een.rij.nummer, een.rij.gemeente, een.rij.project, een.rij.tranche, een.stand.tekst,
                naam_van_behandelaar(een.behandelaar), een.laatste_dag, klok_in_woorden(een.klok),
                een.klok.tekst if een.klok else "", ", ".join(wat.tekst for wat in een.wachtwoorden), een.signalen,
            ]
            for een in regels
        ]  # fmt: skip

    def _op_klok(self, staat: Staat) -> tuple[list[int], Gelezen]:
        """The ids of what was found, what is due first on top; what has no known term comes last, either way."""
        vraag = beperk(
            self.lijst,
            staat,
            select(Aanvraag.id, Aanvraag.tranche_id, Aanvraag.ontvangen_op, Aanvraag.nummer).where(
                zonder_besluit()
            ),
        )
        rijen = db.session.execute(vraag.order_by(None)).all()
        verzoeken = verzoeken_zonder_besluit()
        klokken = klokken_van(rijen, verzoeken, nu=self.nu)
        dagen = {rij.id: klokken[rij.id][0] for rij in rijen}
        op_nummer = sorted(rijen, key=lambda rij: rij.nummer)
        bekend = [rij.id for rij in op_nummer if dagen[rij.id] is not None]
        bekend.sort(
            key=lambda id_: (_niet_dringend(klokken[id_]), dagen[id_] or date.max),
            reverse=staat.sorteer.startswith("-"),
        )
        ids = bekend + [rij.id for rij in op_nummer if dagen[rij.id] is None]
        return ids, (verzoeken, klokken)

    def _regels(self, ids: Sequence[int], gelezen: Gelezen | None = None) -> list[Werkregel]:
        """The rows of these applications, in this order; ``gelezen``: what was read before to put them in order."""
        rijen = list(db.session.execute(_details().where(zonder_besluit(), Aanvraag.id.in_(ids))))
        if gelezen is None:
            vroeg = verzoeken_zonder_besluit()
            gelezen = vroeg, klokken_van(rijen, vroeg, nu=self.nu)
        verzoeken, klokken = gelezen
        wachten = wachtend(rijen, verzoeken, vandaag=dag_in_amsterdam(self.nu))
        mensen = behandelaars_van([rij.id for rij in rijen], nu=self.nu)
        signalen = signalen_van([rij.id for rij in rijen])
        belangen = self._belangen(rijen)
        gevonden = {}
        for rij in rijen:
            wie = mensen.get(rij.id)
            dag, klok = klokken[rij.id]
            gevonden[rij.id] = Werkregel(
                rij=rij, stand=stand_van(rij.status, _keten(rij)), behandelaar=wie,
                is_mij=wie is not None and wie.gebruiker.id == self.ik.gebruiker.id, klok=klok, laatste_dag=dag,
                wacht=wachten[rij.id], signalen=signalen[rij.id].aantal, belang=belangen.get(rij.id, ""),
            )  # fmt: skip
        return [gevonden[id_] for id_ in ids if id_ in gevonden]

    def _belangen(self, rijen: Sequence[Row[Any]]) -> Mapping[int, str]:
        if not self.ik.heeft(Rol.BEHANDELAAR):
            return {}
        gevonden = raakvlakken(cast("Sequence[Aanvraag]", rijen), [self.ik.gebruiker], nu=self.nu)
        return {id_: str(vlak) for (id_, _), vlak in gevonden.items()}


def werklijst(ik: Kijker, *, nu: datetime) -> Werklijst:
    """The list as ``ik`` sees it at ``nu``; who handles applications can tick rows."""
    collegas = list_behandelaars_nu(nu)
    tranches = list_tranchekeuzen(ik)
    behandelaar = ik.heeft(Rol.BEHANDELAAR)
    stand = standkolommen((), ALLES)
    lijst = Lijst(
        titel="Werklijst",
        kolommen=_kolommen(),
        uniek=Aanvraag.nummer,
        filters=(
            _wiefilter(ik, collegas, nu, behandelaar=behandelaar),
            tranchefilter([een for een in tranches if een.heeft_aanvragen]),
            Filter(
                "stand",
                "Stand",
                tuple((soort.value, soort.tekst.capitalize()) for soort in _STANDEN),
                lambda waarde: stand.sleutel == waarde,
            ),
            Filter(
                "wacht",
                "Wat wacht",
                tuple((wat.value, WOORDEN[wat].tekst.capitalize()) for wat in Wacht),
                lambda waarde: voorwaarde(Wacht(waarde), dag_in_amsterdam(nu)),
            ),
        ),
        zoek=_zoek,
        zoek_label="Zoek op nummer, gemeente of project",
        standaard=KLOK,
    )
    return Werklijst(ik, lijst, nu)


def _niet_dringend(klok: Klok) -> bool:
    """Whether nobody gave notice of default: what has one comes first."""
    return klok[1] is None or not klok[1].dringend


def toont_voorbeeld(regels: Sequence[Werkregel]) -> bool:
    """Whether one of ``regels`` is of a tranche with invented data."""
    return any(regel.rij.aard is not Trancheaard.ECHT for regel in regels)


def _wiefilter(ik: Kijker, collegas: Sequence[Gebruiker], nu: datetime, *, behandelaar: bool) -> Filter:
    per_sleutel = {een.sleutel: een for een in collegas}
    opties = (
        *(((MIJ, "Van mij"),) if behandelaar else ()),
        (NIEMAND, "Van niemand"),
        *((een.sleutel, een.naam) for een in collegas if een.id != ik.gebruiker.id),
    )

    def voorwaarde_(waarde: str) -> ColumnElement[bool]:
        if waarde == NIEMAND:
            return van_niemand()
        return van_wie(ik.gebruiker.id if waarde == MIJ else per_sleutel[waarde].id, nu)

    return Filter("wie", "Behandelaar", opties, voorwaarde_)


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        projecten = select(Project.id).where(bevat(Project.naam, woord))
        nummer = Aanvraag.nummer.icontains(woord, autoescape=True)
        return or_(nummer, gemeente_heet(woord), Aanvraag.project_id.in_(projecten))

    return alle_woorden(tekst, een)


def _kolommen() -> tuple[Lijstkolom, ...]:
    """The columns; those of the export in the order of ``als_rijen``."""
    gemeente = select(Gemeente.naam).where(Gemeente.gm_code == Aanvraag.gm_code).scalar_subquery()
    tranche = select(Tranche.code).where(Tranche.id == Aanvraag.tranche_id).scalar_subquery()
    return (
        Lijstkolom(Kolom("nummer", "Aanvraag"), Aanvraag.nummer),
        Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), gemeente),
        Lijstkolom(Kolom("project", "Project", breedte=32), op_scherm=False),
        Lijstkolom(Kolom("tranche", "Tranche", breedte=18), tranche, op_scherm=False),
        Lijstkolom(Kolom("stand", "Stand", breedte=24), standkolommen((), ALLES).volgorde),
        Lijstkolom(Kolom("behandelaar", "Behandelaar", breedte=28)),
        Lijstkolom(Kolom("laatste_dag", "Laatste dag", Kolomsoort.DAG, 18), op_scherm=False),
        Lijstkolom(Kolom(KLOK, "Beslistermijn", breedte=24), Aanvraag.ontvangen_op),
        Lijstkolom(Kolom("klok_uitleg", "Bij de termijn", breedte=40), op_scherm=False),
        Lijstkolom(Kolom("wacht", "Wat wacht", breedte=28)),
        Lijstkolom(Kolom("signalen", "Signalen", Kolomsoort.GETAL), op_scherm=False),
    )


def _details() -> Select[*tuple[Any, ...]]:
    stand = standkolommen((), ALLES)
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.tranche_id, Aanvraag.gm_code, Aanvraag.status, Aanvraag.ontvangen_op,
            Aanvraag.huidige_versie, Aanvraag.buiten_tijdvak, Gemeente.naam.label("gemeente"),
            Project.naam.label("project"), Tranche.code.label("tranche"), Tranche.aard,
            stand.laatste_status.label("laatste_status"),
        )
        .select_from(Aanvraag)
        .join(Aanvraag.gemeente)
        .join(Aanvraag.project)
        .join(Aanvraag.tranche)
    )  # fmt: skip


def _keten(rij: Row[Any]) -> list[Besluit]:
    """The newest decision, which was not notified; what it is does not show yet."""
    if rij.laatste_status is None or rij.status is Aanvraagstatus.INGETROKKEN:
        return []
    return [Besluit(Besluitsoort.AFWIJZING, rij.laatste_status, 0)]
