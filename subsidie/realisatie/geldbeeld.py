"""The page about the money of a tranche: the flow from asked to settled, the sum that holds, and the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.realisatie.geldregels import Aanvraaggeld, Delen, Gelddeel, Geldstand, tel_op
from subsidie.realisatie.geldstand import lees_aanvraaggeld, plafond_van
from subsidie.realisatie.stand import Realisatiestand, lees_standen
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.beeld.basis import BREED, Beeldtabel, Kop, Tabelrij, plaats, procent, vast_geld
from subsidie.web.db import db

NAMEN: Final[Mapping[Gelddeel, str]] = {
    Gelddeel.VRIJ: "Vrij",
    Gelddeel.GERESERVEERD: "Gereserveerd",
    Gelddeel.TE_BETALEN: "Toegekend, nog te betalen",
    Gelddeel.BETAALD: "Betaald aan gemeenten, nog vast te stellen",
    Gelddeel.BCF: "Betaald aan het BTW-compensatiefonds, nog vast te stellen",
    Gelddeel.VASTGESTELD: "Vastgesteld",
    Gelddeel.TERUG_OPEN: "Terug te vorderen, nog niet ontvangen",
    Gelddeel.TERUG_ONTVANGEN: "Terugontvangen",
}
UITLEG: Final[Mapping[Gelddeel, str]] = {
    Gelddeel.VRIJ: "niet toegekend, en door niemand gevraagd die nog op een besluit wacht",
    Gelddeel.GERESERVEERD: "gevraagd en nog niet besloten, of besloten en nog niet bekendgemaakt",
    Gelddeel.TE_BETALEN: "bekendgemaakt, het geld is nog niet weg",
    Gelddeel.BETAALD: "de gemeente heeft het geld, de vaststelling komt nog",
    Gelddeel.BCF: "het deel voor btw dat de gemeente uit dat fonds terugkrijgt",
    Gelddeel.VASTGESTELD: "definitief, aan gemeenten en aan het fonds samen",
    Gelddeel.TERUG_OPEN: "meer betaald dan waar de gemeente recht op heeft",
    Gelddeel.TERUG_ONTVANGEN: "door de gemeente terugbetaald",
}


@dataclass(frozen=True, slots=True)
class Geldregel:
    """One application in the rows behind the numbers; amounts in eurocents.

    ``gereserveerd_cent``: decided and not notified, or asked (which can be more than there is).
    """

    nummer: str
    gemeente: str
    verleend_cent: int
    gereserveerd_cent: int
    delen: Delen
    woonruimten: tuple[int, int]
    """Promised, and accepted as delivered."""

    def in_deel(self, deel: Gelddeel) -> int:
        """What of it is in this part."""
        if deel is Gelddeel.GERESERVEERD:
            return self.gereserveerd_cent
        if deel is Gelddeel.VRIJ:
            return 0
        cent: int = getattr(self.delen, f"{deel.value}_cent")
        return cent


@dataclass(frozen=True, slots=True)
class Stap:
    """A step of the flow: its words, the amount (eurocents), its pieces (class, x and width in per cents).

    ``naar``: the points of the shape that leads from the step before to this one; ``href``: the list behind it.
    """

    naam: str
    uitleg: str
    cent: int
    stukken: tuple[tuple[str, str, str], ...]
    naar: str
    lijst: str


@dataclass(frozen=True, slots=True)
class Geldpagina:
    """Everything on the page. ``gevraagd_cent``: what counts of every application that was filed, withdrawn or not."""

    stand: Geldstand
    regels: tuple[Geldregel, ...]
    stroom: tuple[Stap, ...]
    tabel: Beeldtabel
    gevraagd_cent: int
    gebouwd_cent: int
    beloofd: int
    geleverd: int

    @property
    def met_geld(self) -> tuple[Geldregel, ...]:
        """The applications with money in any part, or that ask some."""
        return tuple(een for een in self.regels if een.gereserveerd_cent or een.delen.bezet_cent)

    def van(self, deel: Gelddeel) -> tuple[Geldregel, ...]:
        """The applications with money in this part."""
        return tuple(een for een in self.regels if een.in_deel(deel))


def lees_geldpagina(tranche: Tranche, nu: datetime) -> Geldpagina | None:
    """The money of a tranche at ``nu`` (aware); ``None`` while its ceiling is not known."""
    plafond_cent = plafond_van(tranche, nu)
    if plafond_cent is None:
        return None
    geld = lees_aanvraaggeld(tranche)
    stand = tel_op(plafond_cent, geld)
    aanvragen = {
        rij.id: rij
        for rij in db.session.execute(
            select(
                Aanvraag.id, Aanvraag.nummer, Gemeente.naam, AanvraagVersie.subsidiabel_cent, Aanvraag.status
            )
            .join(Aanvraag.gemeente)
            .join(
                AanvraagVersie,
                (AanvraagVersie.aanvraag_id == Aanvraag.id)
                & (AanvraagVersie.volgnummer == Aanvraag.huidige_versie),
            )
            .where(Aanvraag.tranche_id == tranche.id)
        )
    }
    standen = lees_standen([een.aanvraag_id for een in geld])
    regels = tuple(
        _regel(een, aanvragen[een.aanvraag_id].nummer, aanvragen[een.aanvraag_id].naam, stand, standen)
        for een in geld
    )
    gevraagd = sum(
        rij.subsidiabel_cent for rij in aanvragen.values() if rij.status is not Aanvraagstatus.CONCEPT
    )
    gebouwd = sum(_gebouwd(een) for een in regels)
    return Geldpagina(
        stand, regels, *_stroom(stand, gevraagd, gebouwd), gevraagd, gebouwd,
        sum(een.woonruimten[0] for een in regels), sum(een.woonruimten[1] for een in regels),
    )  # fmt: skip


def _regel(
    geld: Aanvraaggeld, nummer: str, gemeente: str, stand: Geldstand, standen: Mapping[int, Realisatiestand]
) -> Geldregel:
    bouw = standen.get(geld.aanvraag_id)
    return Geldregel(
        nummer, gemeente, geld.verleend_cent, geld.besloten_cent + geld.gevraagd_cent,
        stand.per_aanvraag[geld.aanvraag_id],
        (bouw.beloofd.totaal, min(bouw.beloofd.totaal, bouw.geleverd.totaal)) if bouw is not None else (0, 0),
    )  # fmt: skip


def _gebouwd(een: Geldregel) -> int:
    """What of the award stands for homes that were delivered: in proportion to their number, whole cents down."""
    beloofd, geleverd = een.woonruimten
    return een.verleend_cent * geleverd // beloofd if beloofd else 0


def _stroom(stand: Geldstand, gevraagd_cent: int, gebouwd_cent: int) -> tuple[tuple[Stap, ...], Beeldtabel]:
    terug = stand.terug_open_cent + stand.terug_ontvangen_cent
    betaald = stand.betaald_cent + stand.bcf_cent + stand.vastgesteld_cent + terug
    stappen: tuple[tuple[str, str, str, tuple[tuple[str, int], ...]], ...] = (
        ("Gevraagd", "wat meetelt van elke ingediende aanvraag", "gevraagd", (("gevraagd", gevraagd_cent),)),
        ("Toegekend", "bij besluiten die bekend zijn gemaakt", "toegekend", (("toegekend", stand.verleend_cent),)),
        (
            "Betaald", "aan gemeenten en aan het BTW-compensatiefonds", "betaald",
            (("toegekend", betaald - stand.bcf_cent), ("bcf", stand.bcf_cent)),
        ),
        (
            "Gebouwd", "het deel van de toekenning naar het aantal opgeleverde woonruimten", "gebouwd",
            (("gebouwd", gebouwd_cent),),
        ),
        (
            "Vastgesteld of terug", "definitief, en wat wordt of is teruggevorderd", "vastgesteld",
            (("vastgesteld", stand.vastgesteld_cent), ("terug", terug)),
        ),
    )  # fmt: skip
    bedragen = [sum(cent for _, cent in stukken) for *_, stukken in stappen]
    geheel = max(1, *bedragen)
    breed = [plaats(cent, geheel) for cent in bedragen]
    uit = []
    for nummer, (naam, uitleg, lijst, stukken) in enumerate(stappen):
        naar = f"0,0 {breed[nummer - 1]},0 {breed[nummer]},10 0,10" if nummer else ""
        uit.append(Stap(naam, uitleg, bedragen[nummer], _stukken(stukken, geheel), naar, lijst))
    tabel = Beeldtabel(
        "Van gevraagd tot vastgesteld", (Kop("Stap"), Kop("Bedrag", getal=True), Kop("Wat het is")),
        tuple(Tabelrij((een.naam, vast_geld(een.cent), een.uitleg)) for een in uit),
    )  # fmt: skip
    return tuple(uit), tabel


def _stukken(stukken: Sequence[tuple[str, int]], geheel: int) -> tuple[tuple[str, str, str], ...]:
    uit, tot_nu = [], 0
    for soort, cent in stukken:
        begin, eind = plaats(tot_nu, geheel), plaats(tot_nu + cent, geheel)
        tot_nu += cent
        if eind > begin:
            uit.append((soort, procent(begin), procent(eind - begin)))
    return tuple(uit)


VIEWBOX: Final = f"0 0 {BREED} 10"
"""Of the shape between two steps."""

_KOLOMMEN: Final = (
    Kolom("aanvraag", "Aanvraag", breedte=20),
    Kolom("gemeente", "Gemeente", breedte=26),
    Kolom("verleend_eur", "Toegekend", Kolomsoort.EURO, 18),
    Kolom("gereserveerd_eur", "Gereserveerd", Kolomsoort.EURO, 18),
    Kolom("te_betalen_eur", "Nog te betalen", Kolomsoort.EURO, 18),
    Kolom("betaald_eur", "Betaald, nog vast te stellen", Kolomsoort.EURO, 18),
    Kolom("bcf_eur", "BTW-compensatiefonds", Kolomsoort.EURO, 18),
    Kolom("vastgesteld_eur", "Vastgesteld", Kolomsoort.EURO, 18),
    Kolom("terug_open_eur", "Terug te vorderen", Kolomsoort.EURO, 18),
    Kolom("terug_ontvangen_eur", "Terugontvangen", Kolomsoort.EURO, 18),
    Kolom("boven_plafond_eur", "Boven het plafond", Kolomsoort.EURO, 18),
    Kolom("woonruimten", "Beloofde woonruimten", Kolomsoort.GETAL),
    Kolom("opgeleverd", "Opgeleverde woonruimten", Kolomsoort.GETAL),
)


def geldtabel(tranche: Tranche, pagina: Geldpagina, let_op: str) -> Tabel:
    """Every application with its money, for XLSX and CSV."""
    rijen: list[tuple[Cel, ...]] = [
        (
            een.nummer, een.gemeente, een.verleend_cent, een.gereserveerd_cent, een.delen.te_betalen_cent,
            een.delen.betaald_cent, een.delen.bcf_cent, een.delen.vastgesteld_cent, een.delen.terug_open_cent,
            een.delen.terug_ontvangen_cent, een.delen.boven_cent, *een.woonruimten,
        )
        for een in pagina.regels
    ]  # fmt: skip
    return Tabel(f"Geld {tranche.naam}", _KOLOMMEN, rijen, let_op)
