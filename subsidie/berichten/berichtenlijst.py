"""The list of messages for one viewer: what it can filter, a page of it, and the whole of it as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.berichten.models import Bericht, Berichtgroep, Berichtlezing, Berichtrichting
from subsidie.berichten.queries import Berichtregel, als_regels, kolommen_van_regel
from subsidie.berichten.toegang import is_voor, zichtbaar_voor
from subsidie.berichten.woorden import GROEPEN, RICHTINGEN, over_in_woorden
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat, bepaal, pagina_van
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente
from subsidie.web.db import db

NIEUW: Final = "nieuw"
"""Of the filter ``gelezen``: what waits to be opened."""


@dataclass(frozen=True, slots=True)
class Berichtenlijst:
    """The list for one viewer."""

    ik: Kijker
    lijst: Lijst

    def pagina(self, staat: Staat) -> Pagina:
        """The page that ``staat`` asks, with rows of ``Berichtregel``."""
        pagina = pagina_van(db.session, self.lijst, staat, self._vraag())
        return replace(pagina, rijen=als_regels(pagina.rijen, voor=self.ik))

    def alles(self, staat: Staat) -> list[Berichtregel]:
        """Everything that ``staat`` filters, in its order."""
        return als_regels(db.session.execute(bepaal(self.lijst, staat, self._vraag())).all(), voor=self.ik)

    def als_rijen(self, regels: Sequence[Berichtregel]) -> list[list[Cel]]:
        """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
        rijen: list[list[Cel]] = []
        for een in regels:
            cellen: dict[str, Cel] = {
                "onderwerp": een.onderwerp,
                "over": over_in_woorden(een.object_soort, een.object_id),
                "gemeente": een.gemeente,
                "richting": "Binnen de gemeente" if een.intern else RICHTINGEN[een.richting],
                "groep": GROEPEN[Berichtgroep(een.groep)],
                "gemaakt": een.gemaakt_op,
                "geopend": een.geopend_op,
            }
            rijen.append([cellen[kolom.sleutel] for kolom in self.lijst.in_uitvoer])
        return rijen

    def _vraag(self) -> Select[*tuple[Any, ...]]:
        return kolommen_van_regel().where(zichtbaar_voor(self.ik))


def berichtenlijst(ik: Kijker) -> Berichtenlijst:
    """The list as ``ik`` may see it: choices that make sense to them."""
    ministerie = ik.heeft(*HELE_TRANCHE)
    met_gemeente = ministerie or len(ik.gemeenten) > 1
    richtingen = (
        tuple((een.value, woord) for een, woord in RICHTINGEN.items())
        if ministerie
        else (
            (Berichtrichting.UIT.value, "Van het ministerie"),
            (Berichtrichting.IN.value, "Van uw gemeente"),
        )
    )
    lijst = Lijst(
        titel="Berichten",
        kolommen=(
            Lijstkolom(Kolom("onderwerp", "Bericht", breedte=50), func.lower(Bericht.onderwerp)),
            Lijstkolom(Kolom("over", "Gaat over", breedte=28), Bericht.object_id),
            *((Lijstkolom(Kolom("gemeente", "Gemeente", breedte=24), Gemeente.naam_kort),) if met_gemeente else ()),
            Lijstkolom(Kolom("richting", "Van wie", breedte=20), Bericht.richting),
            Lijstkolom(Kolom("groep", "Soort", breedte=20), op_scherm=False),
            Lijstkolom(Kolom("gemaakt", "Verstuurd", Kolomsoort.MOMENT, 20), Bericht.gemaakt_op),
            Lijstkolom(Kolom("geopend", "Geopend", Kolomsoort.MOMENT, 20)),
        ),
        uniek=Bericht.id,
        filters=(
            Filter(
                "gelezen", "Gelezen",
                (
                    (NIEUW, "Nog niet geopend door u" if ik.is_gemeente else "Nog door niemand geopend"),
                    ("geopend", "Geopend door wie het kreeg"),
                ),
                lambda w: _is_nieuw(ik) if w == NIEUW else _is_geopend(),
            ),
            Filter("richting", "Van wie", richtingen, lambda w: Bericht.richting == Berichtrichting(w)),
            Filter(
                "groep", "Soort bericht", tuple((een.value, woord) for een, woord in GROEPEN.items()),
                lambda w: Bericht.groep == Berichtgroep(w),
            ),
            *((_gemeentefilter(ik),) if met_gemeente else ()),
        ),
        zoek=_zoek,
        zoek_label="Zoek op onderwerp, nummer of gemeente" if met_gemeente else "Zoek op onderwerp of nummer",
        standaard="-gemaakt",
    )  # fmt: skip
    return Berichtenlijst(ik, lijst)


def _is_nieuw(ik: Kijker) -> ColumnElement[bool]:
    gelezen = select(Berichtlezing.id).where(Berichtlezing.bericht_id == Bericht.id)
    if ik.is_gemeente:
        gelezen = gelezen.where(Berichtlezing.gebruiker_id == ik.gebruiker.id)
    return is_voor(ik) & ~gelezen.exists()


def _is_geopend() -> ColumnElement[bool]:
    return exists().where(Berichtlezing.bericht_id == Bericht.id)


def _gemeentefilter(ik: Kijker) -> Filter:
    rijen = db.session.execute(
        select(Gemeente.gm_code, Gemeente.naam)
        .where(exists().where(Bericht.gm_code == Gemeente.gm_code, zichtbaar_voor(ik)))
        .order_by(Gemeente.naam, Gemeente.gm_code)
    ).all()
    return Filter(
        "gemeente",
        "Gemeente",
        tuple((gm_code, naam) for gm_code, naam in rijen),
        lambda gm_code: Bericht.gm_code == gm_code,
    )


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        return or_(
            bevat(Bericht.onderwerp, woord),
            Bericht.object_id.icontains(woord, autoescape=True),
            bevat(Gemeente.naam, woord),
        )

    return alle_woorden(tekst, een)
