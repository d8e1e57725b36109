"""The page of one application, composed for who looks at it: each side sees its own part and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.berichten.queries import Berichtregel
from subsidie.beschikkingen.bezwaarlijst import Bezwaarkop
from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus, laat_staan
from subsidie.dossier.aanvraaggegevens import Aanvraaggegevens, Mag, Rijen
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.dossier.besluitketen import (
    Besluitregel,
    Bestand,
    Uitkomst,
    maak_bestanden,
    maak_keten,
    maak_uitkomst,
)
from subsidie.dossier.geldsom import Geldsom, maak_geldsom
from subsidie.dossier.ingediend import Ingediend, lees_ingediend
from subsidie.dossier.matrix import Matrix, maak_matrix
from subsidie.dossier.nabesluit import Nabesluit
from subsidie.dossier.stand import AFGEREKEND, Stand, Standsoort, na_heropening, stand_van
from subsidie.dossier.termijn import Beslisklok, beslisklok
from subsidie.dossier.tijdlijn import Punt, maak_tijdlijn
from subsidie.dossier.vervolg import Vervolg, vervolg_van
from subsidie.dossier.verzoeken import Verzoekregel, lees_verzoeken
from subsidie.kern.termijnen import bezwaartermijn
from subsidie.realisatie.afrekenketen import AFREKENEND
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.models import Trancheaard

ONTHOUDEN: Final = 256
"""So many pages are kept by the process, a few tens of kB each."""


@dataclass(frozen=True, slots=True, eq=False)
class Aanvraagpagina:
    """One application for one viewer; empty parts do not exist (yet) or are not for them."""

    kop: Rij
    pot: str
    categorie: str
    voorbeeld: bool
    oefening: bool
    gemeentekant: bool
    ziet_tranche: bool
    stand: Stand
    klok: Beslisklok
    versie: Rij | None
    matrix: Matrix | None
    geld: Geldsom | None
    uitkomst: Uitkomst | None
    keten: tuple[Besluitregel, ...]
    verleend_cent: int | None
    versies: Rijen
    bestanden: tuple[Bestand, ...]
    betrokkenen: Rijen
    tijdlijn: tuple[Punt, ...]
    verzoeken: tuple[Verzoekregel, ...]
    vervolg: Vervolg
    bezwaren: tuple[Bezwaarkop, ...]
    ingediend: Ingediend | None
    berichten: tuple[Berichtregel, ...]
    mag: Mag
    signalen: int
    belang: str
    nabesluit: Nabesluit | None
    herindeling: str

    @property
    def is_concept(self) -> bool:
        """Whether it was never submitted."""
        return self.kop.status is Aanvraagstatus.CONCEPT

    @property
    def is_afgerekend(self) -> bool:
        """Whether ``verleend_cent`` is what was settled."""
        return self.stand.soort in (*AFGEREKEND, Standsoort.BESTEMMINGSTERMIJN)

    @property
    def delen(self) -> list[tuple[str, str]]:
        """The parts of the page in order: the anchor, which is also the name of its template, and its heading."""
        return [
            (anker, naam)
            for anker, naam, is_er in (
                ("nabesluit", "Na het besluit", self.nabesluit is not None),
                ("project", "Project", True),
                ("woonruimten", "Woonruimten", self.matrix is not None),
                ("geld", "Geld", self.geld is not None),
                ("ingediend", "Wat is ingediend", self.ingediend is not None),
                ("verdeling", "Verdeling", self.uitkomst is not None),
                ("besluiten", "Besluiten", bool(self.keten)),
                ("bezwaar", "Bezwaar", bool(self.bezwaren)),
                ("beslistermijn", "Beslistermijn", bool(self.klok.grondslagen)),
                ("aanvullingen", "Aanvullingen", bool(self.verzoeken)),
                ("documenten", "Documenten en versies", bool(self.bestanden or self.versies)),
                ("berichten", "Berichten", bool(self.berichten) or self.mag.schrijven),
                ("beoordeling", "Beoordeling", not self.gemeentekant and self._is_beoordeeld),
                ("betrokkenen", "Wie eraan werken", bool(self.betrokkenen)),
                ("tijdlijn", "Tijdlijn", True),
            )
            if is_er
        ]

    @property
    def _is_beoordeeld(self) -> bool:
        return any(versie.voldoet is not None for versie in self.versies)


@lru_cache(maxsize=ONTHOUDEN)
def stel_samen(gegevens: Aanvraaggegevens) -> Aanvraagpagina:
    """The page that follows from ``gegevens``: pure, so the same rows give the very same page again."""
    kop, definitie, besluiten = gegevens.kop, gegevens.regelstand.definitie, gegevens.besluiten
    # An older version has one row; the newest one for each of its lines, the same but for the line.
    versies = tuple({een.volgnummer: een for een in gegevens.regels}.values())
    versie = next((een for een in versies if een.volgnummer == kop.huidige_versie), None)
    bekend = [een for een in na_heropening(besluiten) if een.status is Besluitstatus.BEKENDGEMAAKT]
    geldend = [een for een in bekend if not laat_staan(een.soort, een.vervangt)]
    verzoeken = lees_verzoeken(gegevens.verzoeken)
    return Aanvraagpagina(
        kop=kop,
        pot=_potnaam(definitie, kop.pot),
        categorie=_categorienaam(definitie, kop.pot, versie),
        voorbeeld=kop.tranche_aard is not Trancheaard.ECHT,
        oefening=kop.tranche_aard is Trancheaard.OEFEN,
        gemeentekant=gegevens.gemeentekant,
        ziet_tranche=gegevens.ziet_tranche,
        stand=stand_van(
            kop.status, besluiten, gemeentekant=gegevens.gemeentekant, bouw=gegevens.gevolgd.bouw
        ),
        nabesluit=gegevens.gevolgd.blok,
        klok=beslisklok(
            definitie, status=kop.status, ontvangen_op=kop.ontvangen_op, tijdvak=gegevens.tijdvak,
            besloten_op=min((een.bekendgemaakt_op for een in bekend), default=None), vandaag=gegevens.vandaag,
            verzoeken=verzoeken, feiten=gegevens.feiten,
        ),
        versie=versie,
        matrix=None if versie is None else _matrix(gegevens.regels, definitie),
        geld=None if versie is None else _geld(kop, versie, gegevens.regels, definitie),
        uitkomst=None if gegevens.uitkomst is None else maak_uitkomst(gegevens.uitkomst, besluiten),
        keten=maak_keten(besluiten),
        verleend_cent=geldend[-1].verleend_cent if geldend else None,
        versies=versies,
        bestanden=maak_bestanden(besluiten),
        betrokkenen=gegevens.betrokkenen,
        tijdlijn=maak_tijdlijn(
            gegevens.gebeurd, ontvangen_op=kop.ontvangen_op, volledig_op=kop.volledig_op,
            voor_gemeente=gegevens.gemeentekant,
        ),
        verzoeken=verzoeken,
        vervolg=vervolg_van(
            kop.status, kop.herkomst, verzoeken, mag=gegevens.mag, besloten=bool(bekend),
            gemeentekant=gegevens.gemeentekant, tijdvak=gegevens.tijdvak, vandaag=gegevens.vandaag,
            bezwaar_tot=_bezwaar_tot(bekend), zienswijze_open=kop.zienswijze_open,
            buiten_tijdvak=kop.buiten_tijdvak,
            realisatie=any(een.verleend_cent for een in bekend) and (gegevens.gemeentekant or gegevens.ziet_tranche),
            afrekenen=any(een.soort in AFREKENEND for een in bekend)
            or (gegevens.ziet_tranche and any(een.verleend_cent for een in bekend)),
        ),
        bezwaren=gegevens.bezwaren,
        ingediend=lees_ingediend(gegevens.ingediend, gegevens.bijlagen, definitie.regels),
        berichten=gegevens.berichten,
        mag=gegevens.mag,
        signalen=gegevens.signalen,
        belang=gegevens.belang,
        herindeling=gegevens.herindeling,
    )  # fmt: skip


def _bezwaar_tot(bekend: list[Rij]) -> date | None:
    """The last day to object against the newest decision here against which one can (Awb 6:7, 7:1)."""
    dagen = [een.bekendgemaakt_op for een in bekend if een.soort is not Besluitsoort.BESLISSING_OP_BEZWAAR]
    return bezwaartermijn(dagen[-1]) if dagen else None


def _matrix(regels: Rijen, definitie: TrancheDefinitie) -> Matrix:
    namen = {groep.code: groep.naam for groep in definitie.regels.doelgroepen.waarde or ()}
    return maak_matrix(_woonruimten(regels), namen)


def _geld(kop: Rij, versie: Rij, regels: Rijen, definitie: TrancheDefinitie) -> Geldsom:
    return maak_geldsom(
        definitie.regels, _woonruimten(regels), herkomst=kop.herkomst, kosten_cent=versie.totale_kosten_cent,
        dekking_cent=versie.dekking_cent, gevraagd_cent=versie.gevraagd_cent, telt_cent=versie.subsidiabel_cent,
        gemeente_telt_cent=int(kop.gemeente_telt_cent),  # PostgreSQL answers a sum as a decimal
    )  # fmt: skip


def _woonruimten(regels: Rijen) -> list[Rij]:
    return [een for een in regels if een.aantal is not None]


def _potnaam(definitie: TrancheDefinitie, code: str) -> str:
    """The name of the pot; empty in a tranche with one pot, where nobody speaks of it."""
    if len(definitie.potten) < 2:
        return ""
    return next((pot.regels.naam.waarde or code for pot in definitie.potten if pot.code == code), code)


def _categorienaam(definitie: TrancheDefinitie, potcode: str, versie: Rij | None) -> str:
    if versie is None or versie.categorie is None:
        return ""
    for pot in definitie.potten:
        if pot.code == potcode and "categorieen" in pot.instellingen:
            namen = {een.code: een.naam for een in pot.regels.categorieen.waarde or ()}
            return namen.get(versie.categorie, versie.categorie)
    return str(versie.categorie)
