"""The list of applications for one viewer: what it can filter, a page of it, its sums, and the whole of it as a table.

Whatever the number of applications it asks the same number of queries, and rows, not objects. What narrows the list
are conditions on ``Aanvraag`` alone, with the rest in subqueries: so the sums read only what they add up, and only
the rows of the page are read with everything that they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, true

from subsidie.aanvragen.lijstfilters import (
    bouwvormfilter,
    doelgroepfilter,
    gemeente_heet,
    gemeentefilters,
    list_tranchekeuzen,
    potfilter,
    tijdvakfilter,
    tranchefilter,
)
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Project
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.toegang import zichtbare_statussen
from subsidie.dossier.aanvragenkolommen import HUIDIG, Aanvraagregel, Kolomset, kolomset
from subsidie.dossier.bouwvragen import bestemmingsgrenzen
from subsidie.dossier.stand import Standsoort
from subsidie.dossier.standvragen import Standkolommen, som_verleend
from subsidie.platform.lijst import Filter, Lijst, Pagina, Staat, bepaal, beperk, pagina_van
from subsidie.platform.tabel import Cel
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Totalen:
    """Of everything that was found, not of the page; eurocents."""

    aantal: int
    gevraagd_cent: int
    subsidiabel_cent: int
    verleend_cent: int


@dataclass(frozen=True, slots=True)
class Aanvragenlijst:
    """The list for one viewer."""

    ik: Kijker
    lijst: Lijst
    kolommen: Kolomset
    potnamen: dict[tuple[str, str], str]

    def pagina(self, staat: Staat) -> tuple[Pagina, Totalen]:
        """The page that ``staat`` asks, with rows of ``Aanvraagregel``, and the sums of the whole."""
        totalen = self._totalen(staat)
        sleutels = select(Aanvraag.id).outerjoin(AanvraagVersie, HUIDIG).where(zichtbaar_voor(self.ik))
        pagina = pagina_van(db.session, self.lijst, staat, sleutels, totaal=totalen.aantal)
        gevraagd = [rij.id for rij in pagina.rijen]
        details = db.session.execute(self.kolommen.details.where(Aanvraag.id.in_(gevraagd)))
        regels = {rij.id: self.kolommen.regel(rij, self.potnamen) for rij in details}
        return replace(pagina, rijen=[regels[een] for een in gevraagd if een in regels]), totalen

    def alles(self, staat: Staat) -> list[Aanvraagregel]:
        """Everything that ``staat`` filters, in its order."""
        vraag = bepaal(self.lijst, staat, self.kolommen.details.where(zichtbaar_voor(self.ik)))
        return [self.kolommen.regel(rij, self.potnamen) for rij in db.session.execute(vraag)]

    def als_rijen(self, regels: Sequence[Aanvraagregel]) -> list[list[Cel]]:
        """``regels`` as rows of the export: a cell for each of ``lijst.in_uitvoer``."""
        return [[lees(regel) for lees in self.kolommen.lezers] for regel in regels]

    def _totalen(self, staat: Staat) -> Totalen:
        """Sums that each walk their own table, in one statement; what was filtered is sought once."""
        versie = AanvraagVersie
        binnen: ColumnElement[bool] = zichtbaar_voor(self.ik)
        if staat.is_gefilterd:
            gevonden = beperk(self.lijst, staat, select(Aanvraag.id).where(binnen)).cte("gevonden")
            binnen = Aanvraag.id.in_(select(gevonden.c.id))
        aantal = select(func.count()).select_from(Aanvraag).where(binnen).subquery()
        bedragen = (
            select(func.sum(versie.gevraagd_cent), func.sum(versie.subsidiabel_cent))
            .join(Aanvraag, HUIDIG)
            .where(binnen)
            .subquery()
        )
        # There is a decision only on what was received, and that is what these roles see, all of it.
        alle_besluiten = self.ik.heeft(*HELE_TRANCHE) and not staat.is_gefilterd
        verleend = som_verleend(None if alle_besluiten else binnen).subquery()
        vraag = select(aantal, bedragen, verleend).select_from(
            aantal.join(bedragen, true()).join(verleend, true())
        )
        return Totalen(*(int(som or 0) for som in db.session.execute(vraag).one()))


def aanvragenlijst(ik: Kijker, *, vandaag: date) -> Aanvragenlijst:
    """The list as ``ik`` may see it on ``vandaag``: columns, search and choices that make sense to them."""
    tranches = list_tranchekeuzen(ik)
    gemeenten = ik.is_ministerie or len(ik.gemeenten) > 1
    eigen, statussen = tuple(sorted(ik.gemeenten)), zichtbare_statussen(ik, "")
    kolommen = kolomset(eigen, statussen, bestemmingsgrenzen(vandaag), gemeenten=gemeenten)
    lijst = Lijst(
        titel="Aanvragen",
        kolommen=kolommen.kolommen,
        uniek=Aanvraag.nummer,
        filters=(
            tranchefilter(tranches), potfilter(tranches), _standfilter(ik, kolommen.stand),
            *(gemeentefilters(ik) if gemeenten else ()), doelgroepfilter(tranches), bouwvormfilter(), tijdvakfilter(),
        ),
        zoek=_zoek,
        zoek_label="Zoek op nummer, gemeente of project" if gemeenten else "Zoek op nummer of project",
    )  # fmt: skip
    potnamen = {(een.code, pot): naam for een in tranches for pot, naam in een.potnamen().items()}
    return Aanvragenlijst(ik, lijst, kolommen, potnamen)


def toont_voorbeeld(regels: Sequence[Aanvraagregel]) -> bool:
    """Whether one of ``regels`` is of a tranche with invented data."""
    return any(regel.rij.aard is not Trancheaard.ECHT for regel in regels)


def _zoek(tekst: str) -> ColumnElement[bool]:
    def een(woord: str) -> ColumnElement[bool]:
        projecten = select(Project.id).where(bevat(Project.naam, woord))
        nummer = Aanvraag.nummer.icontains(woord, autoescape=True)
        return or_(nummer, gemeente_heet(woord), Aanvraag.project_id.in_(projecten))

    return alle_woorden(tekst, een)


def _standfilter(ik: Kijker, stand: Standkolommen) -> Filter:
    opties = tuple((soort.value, soort.tekst.capitalize()) for soort in Standsoort if soort not in _nooit(ik))
    return Filter("stand", "Stand", opties, lambda waarde: stand.sleutel == waarde)


def _nooit(ik: Kijker) -> set[Standsoort]:
    """States in which ``ik`` never sees an application: a draft is the municipality's, what is prepared is not."""
    statussen = zichtbare_statussen(ik, "")
    nooit = {
        Standsoort.CONCEPT: not ik.is_gemeente,
        Standsoort.BEOORDEELD: not ik.is_ministerie,
        Standsoort.BESLUIT_IN_CONCEPT: Besluitstatus.CONCEPT not in statussen,
        Standsoort.BESLUIT_GETEKEND: Besluitstatus.GETEKEND not in statussen,
    }
    return {soort for soort, is_zo in nooit.items() if is_zo}
