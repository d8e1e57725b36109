"""How an award is settled: from what was promised, built, kept and spent to an amount, step by step. Pure.

Rule ``vaststelling-1``, the only way of ``terugvordering.berekening``: what was not realised comes off pro rata.

1. The award is spread over the homes of the plan: every home as much, or by the maximum of its kind of unit where the
   tranche has more than one (``gewicht``). Whole cents, the largest remainder first.
2. Of each line counts the part of its homes that were accepted and kept; a home that came after the last day counts
   or not, as the tranche says. A half cent goes to the municipality.
3. Not more than was spent lawfully: the cumulative spending of the SiSa annex less what the accountant found unlawful,
   with the part of the award that went to the BTW-compensatiefonds and so is in nobody's spending.
4. Never above the award, never below zero.
5. What was paid above that comes back, from the municipality and from the fund each for its part of the payments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, getal
from subsidie.tranches.keuzen import Terugvorderwijze

VERSIE: Final = "vaststelling-1"


@dataclass(frozen=True, slots=True)
class Planlijn:
    """One line of the plan and what became of it. ``naam``: for people; ``gewicht``: per home, relative to the others.

    ``aanvaard``: homes that were delivered and accepted, of which ``te_laat`` after the last day, ``niet_behouden``
    lost to the target group before the ten years were over, and ``te_laat_en_niet_behouden`` both.
    """

    naam: str
    aantal: int
    gewicht: int = 1
    aanvaard: int = 0
    te_laat: int = 0
    niet_behouden: int = 0
    te_laat_en_niet_behouden: int = 0


@dataclass(frozen=True, slots=True)
class Besteding:
    """What the SiSa annex of ``jaar`` says of the municipality, and the part of it that belongs to this award.

    Eurocents. ``verleend_totaal_cent``: all its awards in this tranche together, over which the annex counts.
    """

    jaar: int
    cumulatief_cent: int
    onrechtmatig_cent: int
    verleend_totaal_cent: int
    besteed_cent: int
    onrechtmatig_deel_cent: int


@dataclass(frozen=True, slots=True)
class Vaststelinvoer:
    """Everything that a settlement rests on; amounts in eurocents. ``besteding`` ``None``: settled without SiSa."""

    nummer: str
    verleend_cent: int
    betaald_gemeente_cent: int
    betaald_bcf_cent: int
    wijze: str
    te_laat_telt: bool
    lijnen: tuple[Planlijn, ...]
    besteding: Besteding | None = None

    def als_json(self) -> dict[str, Any]:
        """The values as canonical JSON knows them, with the version of the rule."""
        return {"regel": VERSIE, **asdict(self), "lijnen": [asdict(een) for een in self.lijnen]}


@dataclass(frozen=True, slots=True)
class Lijnuitkomst:
    """Of one line: how many homes count, what it was granted for, and what of that counts (eurocents)."""

    naam: str
    aantal: int
    telt: int
    verleend_cent: int
    telt_cent: int


@dataclass(frozen=True, slots=True)
class Vaststeluitkomst:
    """The settlement; amounts in eurocents. ``stappen``: the sum in sentences, as the letter shows it."""

    verleend_cent: int
    naar_woonruimten_cent: int
    besteding_grens_cent: int | None
    vastgesteld_cent: int
    betaald_cent: int
    terug_gemeente_cent: int
    terug_bcf_cent: int
    nog_te_betalen_cent: int
    lijnen: tuple[Lijnuitkomst, ...]
    stappen: tuple[str, ...]

    @property
    def terug_cent(self) -> int:
        """What comes back in all."""
        return self.terug_gemeente_cent + self.terug_bcf_cent

    @property
    def lager_cent(self) -> int:
        """How much lower than the award."""
        return self.verleend_cent - self.vastgesteld_cent

    def als_json(self) -> dict[str, Any]:
        """The values as canonical JSON knows them."""
        return {
            **asdict(self), "lijnen": [asdict(een) for een in self.lijnen], "stappen": list(self.stappen),
            "terug_cent": self.terug_cent,
        }  # fmt: skip


def verdeel(bedrag_cent: int, gewichten: Sequence[int]) -> list[int]:
    """``bedrag_cent`` (not negative) over parts by weight: whole cents, largest remainder first."""
    som = sum(gewichten)
    if som <= 0:
        return [0] * len(gewichten)
    delen = [divmod(bedrag_cent * gewicht, som) for gewicht in gewichten]
    uit = [heel for heel, _ in delen]
    volgorde = sorted(range(len(delen)), key=lambda plek: (-delen[plek][1], plek))
    for plek in volgorde[: bedrag_cent - sum(uit)]:
        uit[plek] += 1
    return uit


def te_veel_betaald(vastgesteld_cent: int, gemeente_cent: int, bcf_cent: int) -> tuple[int, int]:
    """What was paid above the settlement, to the municipality and to the fund: each for its part of the payments."""
    betaald = gemeente_cent + bcf_cent
    te_veel = max(0, betaald - vastgesteld_cent)
    bcf_deel = verdeel(min(vastgesteld_cent, betaald), [bcf_cent, gemeente_cent])[0]
    terug_bcf = bcf_cent - bcf_deel if te_veel else 0
    return te_veel - terug_bcf, terug_bcf


def bereken(invoer: Vaststelinvoer) -> Vaststeluitkomst:
    """Settle. Raises ``OngeldigeInvoer`` with every value that cannot be, and for another rule than this one."""
    _keur(invoer)
    lijnen = _lijnen(invoer)
    naar_woonruimten = sum(een.telt_cent for een in lijnen) if lijnen else invoer.verleend_cent
    stappen = [f"Verleend is {euro_kort(invoer.verleend_cent)}.", *_woonruimtestappen(invoer, lijnen)]
    grens = _bestedingsgrens(invoer)
    stappen += _bestedingstappen(invoer, grens, naar_woonruimten)
    vastgesteld = naar_woonruimten if grens is None else min(naar_woonruimten, grens)
    betaald = invoer.betaald_gemeente_cent + invoer.betaald_bcf_cent
    terug_gemeente, terug_bcf = te_veel_betaald(
        vastgesteld, invoer.betaald_gemeente_cent, invoer.betaald_bcf_cent
    )
    uitkomst = Vaststeluitkomst(
        invoer.verleend_cent, naar_woonruimten, grens, vastgesteld, betaald, terug_gemeente, terug_bcf,
        max(0, vastgesteld - betaald), lijnen, (),
    )  # fmt: skip
    return _met_stappen(uitkomst, [*stappen, *_slotstappen(invoer, uitkomst)])


def _met_stappen(uitkomst: Vaststeluitkomst, stappen: Sequence[str]) -> Vaststeluitkomst:
    waarden = {naam: getattr(uitkomst, naam) for naam in uitkomst.__dataclass_fields__}
    return Vaststeluitkomst(**{**waarden, "stappen": tuple(stappen)})


def _keur(invoer: Vaststelinvoer) -> None:
    gebreken = []
    if invoer.wijze != Terugvorderwijze.NAAR_RATO_NIET_GEREALISEERD:
        gebreken.append(Gebrek("wijze", f"De wijze van berekenen ‘{invoer.wijze}’ kent het programma niet."))
    bedragen = {
        "verleend_cent": invoer.verleend_cent, "betaald_gemeente_cent": invoer.betaald_gemeente_cent,
        "betaald_bcf_cent": invoer.betaald_bcf_cent,
    }  # fmt: skip
    if invoer.besteding is not None:
        bedragen["besteed_cent"] = invoer.besteding.besteed_cent
        bedragen["onrechtmatig_deel_cent"] = invoer.besteding.onrechtmatig_deel_cent
    gebreken += [Gebrek(naam, "Een bedrag is niet negatief.") for naam, cent in bedragen.items() if cent < 0]
    for lijn in invoer.lijnen:
        if lijn.aantal < 1 or lijn.gewicht < 1 or lijn.te_laat_en_niet_behouden < 0:
            gebreken.append(Gebrek(lijn.naam, "Het aantal en het gewicht zijn 1 of meer."))
        beide = lijn.te_laat_en_niet_behouden
        if not beide <= min(lijn.te_laat, lijn.niet_behouden) or (
            lijn.te_laat + lijn.niet_behouden - beide > lijn.aanvaard
        ):
            gebreken.append(Gebrek(lijn.naam, "Te laat en niet behouden is een deel van wat is aanvaard."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)


def _telt(lijn: Planlijn, *, te_laat_telt: bool) -> int:
    weg = lijn.niet_behouden
    if not te_laat_telt:
        weg += lijn.te_laat - lijn.te_laat_en_niet_behouden
    return min(lijn.aantal, lijn.aanvaard - weg)


def _lijnen(invoer: Vaststelinvoer) -> tuple[Lijnuitkomst, ...]:
    bedragen = verdeel(invoer.verleend_cent, [lijn.gewicht * lijn.aantal for lijn in invoer.lijnen])
    uit = []
    for lijn, bedrag in zip(invoer.lijnen, bedragen, strict=True):
        telt = _telt(lijn, te_laat_telt=invoer.te_laat_telt)
        telt_cent = verdeel(bedrag, [telt, lijn.aantal - telt])[0]
        uit.append(Lijnuitkomst(lijn.naam, lijn.aantal, telt, bedrag, telt_cent))
    return tuple(uit)


def _bestedingsgrens(invoer: Vaststelinvoer) -> int | None:
    if invoer.besteding is None:
        return None
    rechtmatig = max(0, invoer.besteding.besteed_cent - invoer.besteding.onrechtmatig_deel_cent)
    return min(invoer.verleend_cent, rechtmatig + invoer.betaald_bcf_cent)


def _woonruimtestappen(invoer: Vaststelinvoer, lijnen: Sequence[Lijnuitkomst]) -> list[str]:
    if not lijnen:
        return ["De verlening noemt geen aantal woonruimten. Daarom telt het hele bedrag."]
    beloofd, telt = sum(een.aantal for een in lijnen), sum(een.telt for een in lijnen)
    if telt == beloofd:
        return [f"Alle {getal(beloofd)} woonruimten van de verlening staan er en tellen mee."]
    stappen = [f"Van de {aantal(beloofd, 'woonruimte', 'woonruimten')} in de verlening {_tellen(telt)} mee."]
    for een in lijnen:
        if een.telt < een.aantal:
            stappen.append(
                f"{een.naam}: {getal(een.telt)} van {getal(een.aantal)}. Daarvoor telt "
                f"{euro_kort(een.telt_cent)} van {euro_kort(een.verleend_cent)}."
            )
    stappen += _waarom_niet(invoer)
    stappen.append(f"Naar wat er staat is het bedrag {euro_kort(sum(een.telt_cent for een in lijnen))}.")
    return stappen


def _waarom_niet(invoer: Vaststelinvoer) -> list[str]:
    """Why accepted homes do not count, and that late ones do."""
    te_laat = sum(lijn.te_laat for lijn in invoer.lijnen)
    verloren = sum(lijn.niet_behouden for lijn in invoer.lijnen)
    zinnen = []
    if te_laat:
        slot = "Zij tellen wel mee." if invoer.te_laat_telt else "Zij tellen niet mee."
        zinnen.append(
            f"Na de uiterste dag opgeleverd: {aantal(te_laat, 'woonruimte', 'woonruimten')}. {slot}"
        )
    if verloren:
        zinnen.append(
            f"Niet tien jaar behouden voor de doelgroep: {aantal(verloren, 'woonruimte', 'woonruimten')}. Zij tellen "
            "niet mee."
        )
    return zinnen


def _tellen(hoeveel: int) -> str:
    return "telt er 1" if hoeveel == 1 else f"tellen er {getal(hoeveel)}"


def _bestedingstappen(invoer: Vaststelinvoer, grens: int | None, naar_woonruimten: int) -> list[str]:
    besteding = invoer.besteding
    if besteding is None or grens is None:
        return ["Er is geen verantwoording via SiSa gebruikt: naar de besteding is niet gekeken."]
    stappen = [
        f"In de verantwoording over {besteding.jaar} is de cumulatieve besteding "
        f"{euro_kort(besteding.cumulatief_cent)}."
    ]
    if besteding.besteed_cent != besteding.cumulatief_cent:
        stappen.append(
            "Die besteding gaat over al uw verleningen in deze tranche, samen "
            f"{euro_kort(besteding.verleend_totaal_cent)}. Naar verhouding hoort daarvan "
            f"{euro_kort(besteding.besteed_cent)} bij dit project."
        )
    if besteding.onrechtmatig_deel_cent:
        stappen.append(
            f"De accountant noemt {euro_kort(besteding.onrechtmatig_deel_cent)} van die besteding onrechtmatig. Dat "
            "bedrag gaat eraf."
        )
    if invoer.betaald_bcf_cent:
        stappen.append(
            f"Het deel dat naar het BTW-compensatiefonds ging, {euro_kort(invoer.betaald_bcf_cent)}, zit niet in uw "
            "besteding en telt daar bij op."
        )
    slot = (
        "Dat is lager dan het bedrag naar de woonruimten, en bepaalt het bedrag."
        if grens < naar_woonruimten
        else "Dat is niet lager dan het bedrag naar de woonruimten. Het bedrag blijft dus zoals het was."
    )
    return [*stappen, f"Voor zover verleend is rechtmatig besteed {euro_kort(grens)}. {slot}"]


def _slotstappen(invoer: Vaststelinvoer, uit: Vaststeluitkomst) -> list[str]:
    stappen = [f"De uitkering wordt vastgesteld op {euro_kort(uit.vastgesteld_cent)}."]
    if invoer.betaald_bcf_cent:
        stappen.append(
            f"Betaald is {euro_kort(uit.betaald_cent)}: {euro_kort(invoer.betaald_gemeente_cent)} aan de gemeente en "
            f"{euro_kort(invoer.betaald_bcf_cent)} aan het BTW-compensatiefonds."
        )
    else:
        stappen.append(f"Betaald is {euro_kort(uit.betaald_cent)}.")
    if uit.terug_bcf_cent:
        stappen.append(
            f"Te veel betaald is {euro_kort(uit.terug_cent)}: {euro_kort(uit.terug_gemeente_cent)} aan de gemeente en "
            f"{euro_kort(uit.terug_bcf_cent)} aan het fonds, naar verhouding van wat is betaald."
        )
    elif uit.terug_cent:
        stappen.append(f"Te veel betaald is {euro_kort(uit.terug_cent)}.")
    elif uit.nog_te_betalen_cent:
        stappen.append(f"Nog te betalen is {euro_kort(uit.nog_te_betalen_cent)}.")
    else:
        stappen.append("Er hoeft niets meer te worden betaald of terugbetaald.")
    return stappen
