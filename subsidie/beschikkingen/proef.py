"""A dry run over the decisions of a tranche that wait for a signature: what looks odd, before anybody signs.

Nothing is written. What *blocks* stops the signature at that moment too (``ondertekenen``); the rest is for a person
to look at. Each says where it can be put right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.behandelmodellen import Adviesstrekking
from subsidie.beoordeling.naast import signalen_van
from subsidie.beoordeling.notities import advies_van
from subsidie.beschikkingen.losse import Schrijver, schrijver_voor
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.beschikkingen.ondertekenen import PRIMAIR, Brief, vereis_onveranderd
from subsidie.beschikkingen.proefbrief import Invuller, Invulmandaat
from subsidie.beschikkingen.proefvragen import (
    Bevoegd,
    hoogste_mandaat_cent,
    lees_bevoegd,
    lees_ontvangers,
    lopende_bezwaren,
    met_rekening,
)
from subsidie.beschikkingen.terugnemen import kan_terug
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import opsomming
from subsidie.platform.lettertypen import noem_tekens, ontbrekende_tekens
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche

Plek = tuple[str, dict[str, Any]]
"""An endpoint with the values of its address."""

VERLENEND: Final = frozenset({Besluitsoort.VERLENING, Besluitsoort.DEELVERLENING})

PAST_BIJ: Final[Mapping[Adviesstrekking, frozenset[Besluitsoort]]] = {
    # Who advised to award did not know whether there would be money.
    Adviesstrekking.TOEKENNEN: VERLENEND | {Besluitsoort.AFWIJZING},
    Adviesstrekking.AFWIJZEN: frozenset({Besluitsoort.AFWIJZING}),
    Adviesstrekking.BUITEN_BEHANDELING: frozenset({Besluitsoort.BUITEN_BEHANDELING}),
}
VEEL: Final = 6
TERUG: Final = "terug.pagina"
"""Where a behandelaar takes back what cannot be signed, or draws it up once more."""
INHOUDELIJK: Final = frozenset({"inhoudelijk", "drempelscore"})
"""Rejected on its merits, and not because the money ran out."""


@dataclass(frozen=True, slots=True)
class Opvallend:
    """One thing that looks odd. ``doe``: the words of the link to ``plek``, where it can be put right."""

    tekst: str
    blokkeert: bool = False
    plek: Plek | None = None
    doe: str = ""
    vaak: str = ""
    """What it comes to where it goes for most decisions: then it is said once, and what is rare stands out."""


@dataclass(frozen=True, slots=True)
class Vaak:
    """Something that goes for most decisions, said once: ``tekst``, and the decisions it goes for."""

    tekst: str
    beschikkingen: tuple[Beschikking, ...]


@dataclass(frozen=True, slots=True)
class Proefregel:
    """One decision that waits, with what is odd about it."""

    beschikking: Beschikking
    opvallend: tuple[Opvallend, ...]

    @property
    def geblokkeerd(self) -> bool:
        """Whether it cannot be signed as it is, or not by who looks."""
        return any(een.blokkeert for een in self.opvallend)


@dataclass(frozen=True, slots=True)
class Proef:
    """The dry run: decisions with what is odd first (what blocks before the rest), and what goes for all."""

    regels: tuple[Proefregel, ...]
    algemeen: tuple[Opvallend, ...]
    vaak: tuple[Vaak, ...] = ()

    @property
    def te_tekenen(self) -> tuple[Proefregel, ...]:
        """What nothing stops, by number of the application."""
        goed = [regel for regel in self.regels if not regel.geblokkeerd]
        return tuple(sorted(goed, key=lambda regel: regel.beschikking.aanvraag.nummer))

    @property
    def geblokkeerd(self) -> tuple[Proefregel, ...]:
        """What cannot be signed now, or not by who looks."""
        return tuple(regel for regel in self.regels if regel.geblokkeerd)

    @property
    def met_opmerking(self) -> tuple[Proefregel, ...]:
        """What can be signed, but asks for a look."""
        return tuple(regel for regel in self.regels if regel.opvallend and not regel.geblokkeerd)


Proefkijker = Callable[[Sequence[Beschikking], datetime], Mapping[int, Sequence[Opvallend]]]
"""Looks at these decisions for what is odd: per id of a decision. The moment: aware UTC."""

_KIJKERS: dict[Besluitsoort, Proefkijker] = {}


def registreer_proef(soort: Besluitsoort, kijker: Proefkijker) -> None:
    """Let ``kijker`` look at decisions of this kind in every dry run; again replaces it.

    For packages above this one, in their ``opzet``: what is odd about a settlement only they know.
    """
    _KIJKERS[soort] = kijker


def doe_proef(
    tranche: Tranche,
    beschikkingen: Sequence[Beschikking],
    *,
    ondertekenaar: Gebruiker | None,
    dagtekening: date,
    nu: datetime,
) -> Proef:
    """Try every letter and look at what it rests on. ``ondertekenaar``: who would sign, ``None`` when nobody does yet.

    Queries do not grow with the number of decisions, save what a writer of letters reads for one.
    """
    ids = {een.aanvraag_id for een in beschikkingen}
    bevoegd = lees_bevoegd(beschikkingen, ondertekenaar, dagtekening=dagtekening, nu=nu)
    hoogste_cent = hoogste_mandaat_cent(nu) if ondertekenaar is None else None
    ontvangers = lees_ontvangers(beschikkingen, dagtekening)
    rekeningen = met_rekening({een.gm_code for een in ontvangers.values()}, nu)
    # What was advised on the application says nothing of what became of the award.
    adviezen, signalen = advies_van(ids), signalen_van(ids)
    bezwaren, gezien = lopende_bezwaren(ids), _laat_kijken(beschikkingen, nu)
    schrijvers: dict[tuple[object, ...], Schrijver] = {}
    regels, onzeker = [], set[str]()
    for een in beschikkingen:
        brief, gebreken = _probeer(een, schrijvers, dagtekening=dagtekening, nu=nu)
        odd = [*gebreken, *_bevoegdheid(een, bevoegd, hoogste_cent)]
        if brief is not None:
            odd += _in_de_brief(een, brief, ontvangers[een.aanvraag_id])
            onzeker |= _onzekere_regels(brief)
        odd += [*_bedrag(een), *gezien.get(een.id, ())]
        ontvanger = ontvangers[een.aanvraag_id]
        if een.soort in VERLENEND and ontvanger.gm_code not in rekeningen:
            odd.append(_zonder_rekening(een, ontvanger))
        if een.soort not in PRIMAIR and (bezwaar := bezwaren.get(een.aanvraag_id)) is not None:
            odd.append(_bezwaar_loopt(een, *bezwaar))
        advies = adviezen.get(een.aanvraag_id)
        if (
            een.soort in PRIMAIR
            and advies is not None
            and advies.strekking is not None
            and not _past(een, advies.strekking)
        ):
            odd.append(_ander_advies(een, advies.strekking))
        if een.soort in VERLENEND and (gevonden := signalen.get(een.aanvraag_id)) is not None:
            odd += _signalen(een, len(gevonden.elders), len(gevonden.kenmerken.steun))
        regels.append(Proefregel(een, tuple(odd)))
    vaak = _wat_vaak_voorkomt(regels)
    namen = {een.tekst for een in vaak}
    regels = [
        Proefregel(regel.beschikking, tuple(een for een in regel.opvallend if een.vaak not in namen))
        for regel in regels
    ]
    regels.sort(
        key=lambda regel: (not regel.geblokkeerd, not regel.opvallend, regel.beschikking.aanvraag.nummer)
    )
    return Proef(tuple(regels), tuple(_algemeen(tranche, onzeker)), tuple(vaak))


def _laat_kijken(beschikkingen: Sequence[Beschikking], nu: datetime) -> dict[int, Sequence[Opvallend]]:
    """What who registered for a kind finds odd, per id of a decision."""
    uit: dict[int, Sequence[Opvallend]] = {}
    for soort, kijker in _KIJKERS.items():
        if gekozen := [een for een in beschikkingen if een.soort is soort]:
            uit |= kijker(gekozen, nu)
    return uit


def _wat_vaak_voorkomt(regels: Sequence[Proefregel]) -> list[Vaak]:
    """What does not block and goes for more than half of at least ``VEEL`` decisions."""
    per_soort: dict[str, list[Beschikking]] = {}
    for regel in regels:
        for een in regel.opvallend:
            if een.vaak and not een.blokkeert:
                per_soort.setdefault(een.vaak, []).append(regel.beschikking)
    grens = max(VEEL, len(regels) / 2)
    return [Vaak(tekst, tuple(welke)) for tekst, welke in per_soort.items() if len(welke) >= grens]


def _probeer(
    een: Beschikking, schrijvers: dict[tuple[object, ...], Schrijver], *, dagtekening: date, nu: datetime
) -> tuple[Brief | None, list[Opvallend]]:
    """The letter as it would be, or why it cannot be made."""
    naar_aanvraag: Plek = ("dossier.aanvraag", {"nummer": een.aanvraag.nummer})
    terug: Plek = (TERUG, {"kenmerk": een.kenmerk})
    try:
        vereis_onveranderd(een)
        sleutel = (een.soort, een.verdeling_id)
        if sleutel not in schrijvers:
            schrijvers[sleutel] = schrijver_voor(een)
        door: Any = Invuller()
        mandaat: Any = Invulmandaat()
        return schrijvers[sleutel](een, mandaat, dagtekening=dagtekening, door=door, nu=nu), []
    except OngeldigeInvoer as fout:
        redenen = opsomming([f"{gebrek.waar}: {gebrek.melding}" for gebrek in fout.gebreken])
        return None, [Opvallend(f"De brief klopt niet. {redenen}", True, naar_aanvraag, "Bekijk de aanvraag")]
    except Domeinfout as fout:
        if not kan_terug(een.soort):
            return None, [Opvallend(str(fout), True, naar_aanvraag, "Bekijk de aanvraag")]
        doe = "Neem het terug" if een.verdeling_id is None else "Stel het opnieuw op"
        return None, [Opvallend(str(fout), True, terug, doe)]


def _bevoegdheid(een: Beschikking, bevoegd: Bevoegd, hoogste_cent: int | None) -> Iterable[Opvallend]:
    for reden, plek, doe in bevoegd.bezwaren(een):
        yield Opvallend(reden, True, plek, doe)
    if hoogste_cent is not None and een.bedrag_cent > hoogste_cent:
        yield Opvallend(
            f"Het bedrag is hoger dan elk mandaat van nu ({euro_kort(hoogste_cent)}). Niemand kan dit tekenen.",
            True,
        )


def _in_de_brief(een: Beschikking, brief: Brief, ontvanger: Gemeente) -> Iterable[Opvallend]:
    waarden = brief.als_json()
    naar_aanvraag: Plek = ("dossier.aanvraag", {"nummer": een.aanvraag.nummer})
    motivering = waarden.get("motivering")
    gaf_reden = any(str(zin).strip() for zin in motivering or ())
    if een.soort in PRIMAIR and motivering is not None and not gaf_reden:
        yield Opvallend("De reden in de brief is leeg.", True, naar_aanvraag, "Bekijk de aanvraag")
    if ontvanger is not een.aanvraag.gemeente:
        yield Opvallend(
            f"De gemeente {een.aanvraag.gemeente.naam_kort} bestaat niet meer. De brief gaat naar haar rechtsopvolger, "
            f"de gemeente {ontvanger.naam_kort}.",
            plek=naar_aanvraag, doe="Bekijk de aanvraag",
        )  # fmt: skip
    if not (ontvanger.postadres or "").strip():
        yield Opvallend(
            f"Er is geen postadres van {ontvanger.naam_kort}. De brief zegt dan: verzonden via het loket.",
            plek=("aanvraagberichten.nieuw", {"nummer": een.aanvraag.nummer}), doe="Vraag het de gemeente",
            vaak="Van de gemeente is er geen postadres. De brief zegt dan: verzonden via het loket.",
        )  # fmt: skip
    if tekens := ontbrekende_tekens("".join(_teksten(waarden))):
        yield Opvallend(
            f"In de brief staan tekens die niet gedrukt kunnen worden: {noem_tekens(tekens)}.", True, naar_aanvraag,
            "Bekijk de aanvraag",
        )  # fmt: skip


def _bedrag(een: Beschikking) -> Iterable[Opvallend]:
    naar: Plek = ("dossier.aanvraag", {"nummer": een.aanvraag.nummer})
    versie = een.versie
    if een.soort in VERLENEND and een.verleend_cent <= 0:
        yield Opvallend("Er wordt verleend, maar het bedrag is 0.", True, naar, "Bekijk de aanvraag")
    if een.soort not in VERLENEND and een.soort is Besluitsoort.AFWIJZING and een.verleend_cent:
        yield Opvallend("Er wordt afgewezen, maar er staat een bedrag.", True, naar, "Bekijk de aanvraag")
    if een.verleend_cent > versie.subsidiabel_cent and een.soort in VERLENEND:
        yield Opvallend(
            f"Het bedrag is hoger dan wat meetelt ({euro_kort(versie.subsidiabel_cent)}).", True, naar,
            "Bekijk de aanvraag",
        )  # fmt: skip
    if een.soort is Besluitsoort.VERLENING and een.verleend_cent < versie.subsidiabel_cent:
        yield Opvallend(
            f"Er wordt minder verleend dan meetelt ({euro_kort(versie.subsidiabel_cent)}), maar het heet geen "
            "deelverlening.", plek=naar, doe="Bekijk de aanvraag",
        )  # fmt: skip


def _zonder_rekening(een: Beschikking, ontvanger: Gemeente) -> Opvallend:
    return Opvallend(
        f"{ontvanger.naam_kort} heeft geen goedgekeurd rekeningnummer. Tekenen kan, betalen nog niet.",
        plek=("aanvraagberichten.nieuw", {"nummer": een.aanvraag.nummer}),
        doe="Vraag het de gemeente",
        vaak="De gemeente heeft geen goedgekeurd rekeningnummer. Tekenen kan, betalen nog niet.",
    )


def _bezwaar_loopt(een: Beschikking, bezwaar: str, besluit: str) -> Opvallend:
    return Opvallend(
        f"Tegen besluit {besluit} loopt bezwaar {bezwaar}. Kijk of dit besluit daarop moet wachten.",
        plek=("dossier.aanvraag", {"nummer": een.aanvraag.nummer}),
        doe="Bekijk de aanvraag",
    )


def _past(een: Beschikking, strekking: Adviesstrekking) -> bool:
    if een.soort not in PAST_BIJ[strekking]:
        return False
    if strekking is Adviesstrekking.TOEKENNEN and een.soort is Besluitsoort.AFWIJZING:
        return json.loads(een.gegevens).get("reden") not in INHOUDELIJK
    return True


def _ander_advies(een: Beschikking, strekking: Adviesstrekking) -> Opvallend:
    woord = strekking.value.replace("_", " ")
    return Opvallend(
        f"Het beslisadvies was: {woord}.",
        plek=("behandelpagina.pagina", {"nummer": een.aanvraag.nummer}),
        doe="Lees het advies",
    )


def _signalen(een: Beschikking, elders: int, steun: int) -> Iterable[Opvallend]:
    plek: Plek = ("naast.pagina", {"nummer": een.aanvraag.nummer})
    if elders:
        wat = "een andere aanvraag noemt" if elders == 1 else f"{elders} andere aanvragen noemen"
        yield Opvallend(f"Dezelfde plaats: {wat} die ook.", plek=plek, doe="Leg ze naast elkaar")
    if steun:
        yield Opvallend("De aanvraag noemt andere steun van de overheid.", plek=plek, doe="Bekijk de steun")


def _algemeen(tranche: Tranche, onzeker: set[str]) -> Iterable[Opvallend]:
    if onzeker:
        namen = sorted(onzeker)
        meer = f" en nog {len(namen) - 6}" if len(namen) > 6 else ""
        yield Opvallend(
            f"De brieven rusten op regels die niet zeker zijn: {', '.join(namen[:6])}{meer}.",
            plek=("tranches.regels", {"code": tranche.code}), doe="Bekijk de regels",
        )  # fmt: skip


def _onzekere_regels(brief: Brief) -> set[str]:
    return {str(regel["tekst"]) for regel in brief.als_json().get("voorlopig") or ()}


def _teksten(waarde: Any) -> Iterable[str]:
    """Every text in these values."""
    if isinstance(waarde, str):
        yield waarde
    elif isinstance(waarde, Mapping):
        for deel in waarde.values():
            yield from _teksten(deel)
    elif isinstance(waarde, Sequence):
        for deel in waarde:
            yield from _teksten(deel)
