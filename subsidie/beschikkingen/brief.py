"""What a decision letter states, as plain values.

A letter is rendered from :class:`BeschikkingGegevens` and from nothing else: whoever keeps these
values (they also travel inside the PDF) can make the same letter again. Text, whole numbers and
yes/no only. Amounts are eurocents (``_cent``), days are ``YYYY-MM-DD``, moments are ISO 8601
with an offset; the templates show them in Dutch and in Dutch time.

The values of a letter may not contradict each other (an award without an amount, a lot that does
not belong to the seed): making such a letter raises OngeldigeInvoer with every fault at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment


class Soort(StrEnum):
    """The kinds of decision that have a letter here."""

    VERLENING = "verlening"
    DEELVERLENING = "deelverlening"
    AFWIJZING = "afwijzing"


class Grond(StrEnum):
    """On what ground an application is rejected (``reden`` of the allocation, the ceiling in three)."""

    PLAFOND_IN_LOTING = "plafond_in_loting"
    """The ceiling, in the deciding draw itself."""
    PLAFOND_NA_LOTING = "plafond_na_loting"
    """The ceiling, in a group that came after the one in which the money ran out."""
    PLAFOND = "plafond"
    """The ceiling, without any draw (order of receipt, score, category)."""
    INHOUDELIJK = "inhoudelijk"
    DREMPELSCORE = "drempelscore"
    GEMEENTEMAXIMUM = "gemeentemaximum"


PLAFONDGRONDEN = frozenset({Grond.PLAFOND_IN_LOTING, Grond.PLAFOND_NA_LOTING, Grond.PLAFOND})


@dataclass(frozen=True, slots=True)
class Afzender:
    """Who sends the letter. ``adresregels``: postal address, may be empty. ``contact``: one sentence
    on how to ask a question; empty when there is nothing to say."""

    organisatie: str
    onderdeel: str = ""
    adresregels: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Geadresseerde:
    """The municipality. ``adresregels`` empty: the letter says that it is sent through the loket."""

    gemeente: str
    adresregels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegelingGegevens:
    """The regulation of the tranche: ``naam`` as in a sentence ("de Regeling ... "), ``bron`` as
    published ("Stcrt. 2022, 18345"; empty when not known), ``tranche`` for people ("RHA 2023"; empty when
    the name of the regulation says it)."""

    naam: str
    tranche: str = ""
    bron: str = ""


@dataclass(frozen=True, slots=True)
class AanvraagGegevens:
    """The application that is decided on. ``ontvangen_op``, ``volledig_op``: moments, ISO 8601."""

    nummer: str
    project: str
    ontvangen_op: str
    volledig_op: str


@dataclass(frozen=True, slots=True)
class Woonruimteregel:
    """One line of what is asked or awarded, in words ("uitwonende studenten", "permanent",
    "zelfstandig"); ``soort`` may be empty where the tranche does not know it."""

    doelgroep: str
    aard: str
    soort: str
    aantal: int


@dataclass(frozen=True, slots=True)
class Maximumregel:
    """``aantal`` units at ``maximum_cent`` each; ``eenheid`` in the plural ("woonruimten")."""

    eenheid: str
    aantal: int
    maximum_cent: int


@dataclass(frozen=True, slots=True)
class BedragGegevens:
    """How the amount came about (eurocents).

    ``subsidiabel_cent``, what counts, is the lowest of what was asked, number times maximum and the
    deficit; a part that the tranche does not know (``maxima`` empty, ``tekort_cent`` None) is left out.
    With a fixed amount (method ``vast``) nothing was asked: ``gevraagd_cent`` is None, and what counts is
    what is awarded.
    ``btw_compensabel_cent``: the part of the award for VAT that goes to the BTW-compensatiefonds and
    is not paid to the municipality; None when the tranche does not know it.
    """

    gevraagd_cent: int | None
    subsidiabel_cent: int
    toegekend_cent: int
    maxima: tuple[Maximumregel, ...] = ()
    tekort_cent: int | None = None
    btw_compensabel_cent: int | None = None


@dataclass(frozen=True, slots=True)
class VerdelingGegevens:
    """The place of this application in the allocation; absent (None) what does not apply.

    ``gerangschikt``: how many applications have a rank in this pot. ``ruimte_cent``: what was left
    when this application's turn came. ``lotnummer`` is the position in the draw of its own group of
    ``deelnemers`` applications, and needs ``seed`` and ``lot_hash`` (SHA-256 of ``seed|nummer``,
    lower-case hex). ``reserveplaats``: position among those rejected for the ceiling.
    ``na_sluiting``: the division had stopped before its turn; ``ruimte_cent`` is then what was left over.
    ``plafond_cent``: with what moved in or out of the pot; ``verschoven_cent``: how much of that moved.
    ``score``, ``drempelscore``: decimals as text ("7.25"). ``gemeente_geteld_cent``: what already counted
    for this municipality under its ``gemeentemaximum_cent``.
    """

    plafond_cent: int | None = None
    pot: str = ""
    rang: int | None = None
    gerangschikt: int | None = None
    ruimte_cent: int | None = None
    lotnummer: int | None = None
    deelnemers: int | None = None
    seed: str | None = None
    lot_hash: str | None = None
    reserveplaats: int | None = None
    score: str | None = None
    drempelscore: str | None = None
    gemeentemaximum_cent: int | None = None
    gemeente_geteld_cent: int | None = None
    na_sluiting: bool = False
    verschoven_cent: int = 0


@dataclass(frozen=True, slots=True)
class Verplichting:
    """One obligation. ``uiterlijk``: a day (ISO) or None; ``termijn``: in words ("tien jaar na
    oplevering", "meteen"), shown instead of the day or under it; ``grondslag``: its article."""

    tekst: str
    uiterlijk: str | None = None
    termijn: str = ""
    grondslag: str = ""


@dataclass(frozen=True, slots=True)
class BezwaarGegevens:
    """Where an objection goes. ``bij``: the organ ("de minister voor ..."), ``adresregels``: by post;
    ``digitaal``: whether it may be filed in the loket."""

    bij: str
    adresregels: tuple[str, ...] = ()
    digitaal: bool = True


@dataclass(frozen=True, slots=True)
class Ondertekening:
    """Signature by mandate: ``minister`` with article ("de minister voor Volkshuisvesting en
    Ruimtelijke Ordening"), then namens deze: ``naam``, ``functie``, ``mandaatnummer`` of the register."""

    minister: str
    naam: str
    functie: str
    mandaatnummer: str = ""


@dataclass(frozen=True, slots=True)
class VoorlopigeInstelling:
    """A setting of the tranche that this example rests on and that is not certain:
    ``zekerheid`` is ``aanname`` or ``onbekend``, ``bron`` where it comes from (may be empty)."""

    tekst: str
    zekerheid: str
    bron: str = ""


@dataclass(frozen=True, slots=True)
class BeschikkingGegevens:
    """Everything one decision letter states.

    ``soort`` and ``grond``: values of :class:`Soort` and :class:`Grond` (``grond`` only for an
    afwijzing). ``methode``: ``aanvraag`` or ``vast`` (an award without an application; then
    ``aanvraag`` is None and ``project`` may name the project of the annex). ``kenmerk``: of the
    decision. ``datum``: the day of the letter (ISO). ``motivering``: the reasons of this very
    application, whole sentences. ``grondslag``: the legal basis, whole sentences (article and
    regulation). ``verplichtingen`` and ``betaling`` (whole sentences): only for an award.
    ``gevolgen``: more sentences on what a rejection means. ``voorlopig``: only in an example.
    """

    soort: str
    kenmerk: str
    datum: str
    afzender: Afzender
    geadresseerde: Geadresseerde
    regeling: RegelingGegevens
    bezwaar: BezwaarGegevens
    ondertekening: Ondertekening
    motivering: tuple[str, ...]
    grondslag: tuple[str, ...]
    bedrag: BedragGegevens
    aanvraag: AanvraagGegevens | None = None
    project: str = ""
    woonruimten: tuple[Woonruimteregel, ...] = ()
    verdeling: VerdelingGegevens | None = None
    grond: str | None = None
    methode: str = "aanvraag"
    verplichtingen: tuple[Verplichting, ...] = ()
    betaling: tuple[str, ...] = ()
    gevolgen: tuple[str, ...] = ()
    voorbeeld: bool = False
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    def __post_init__(self) -> None:
        gebreken = list(_gebreken(self))
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    @property
    def sjabloon(self) -> str:
        """Name of the template in the registry of ``documenten.sjablonen``."""
        if self.methode == "vast":
            return "beschikkingen/verlening_vast"
        if self.soort != Soort.AFWIJZING:
            return f"beschikkingen/{self.soort}"
        if self.grond in PLAFONDGRONDEN:
            return "beschikkingen/afwijzing_plafond"
        return f"beschikkingen/afwijzing_{self.grond}"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; :meth:`van_json` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> BeschikkingGegevens:
        """The letter that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def lot_hash(seed: str, nummer: str) -> str:
    """SHA-256 of the UTF-8 text ``seed|nummer``, lower-case hex: what a lot is ordered by."""
    return sha256_hex(f"{seed}|{nummer}".encode())


def _gebreken(brief: BeschikkingGegevens) -> list[Gebrek]:
    """What contradicts itself in these values; the letter may not be made then."""
    return [
        *_gebreken_soort(brief),
        *_gebreken_momenten(brief),
        *_gebreken_bedrag(brief),
        *_gebreken_loting(brief),
        *_gebreken_voorbeeld(brief),
    ]


def _gebreken_voorbeeld(brief: BeschikkingGegevens) -> list[Gebrek]:
    if brief.voorlopig and not brief.voorbeeld:
        return [Gebrek("voorlopig", "mag alleen in een voorbeeld staan.")]
    return []


def _gebreken_soort(brief: BeschikkingGegevens) -> list[Gebrek]:
    gebreken = []
    if brief.soort not in set(Soort):
        return [Gebrek("soort", f"‘{brief.soort}’ is geen soort besluit.")]
    if brief.methode not in ("aanvraag", "vast"):
        gebreken.append(Gebrek("methode", "is ‘aanvraag’ of ‘vast’."))
    afwijzing = brief.soort == Soort.AFWIJZING
    if afwijzing and brief.grond not in set(Grond):
        gebreken.append(Gebrek("grond", "bij een afwijzing hoort een bekende grond."))
    if not afwijzing and brief.grond is not None:
        gebreken.append(Gebrek("grond", "een grond hoort alleen bij een afwijzing."))
    if brief.methode == "vast" and brief.soort != Soort.VERLENING:
        gebreken.append(Gebrek("methode", "een vast bedrag kan alleen worden verleend."))
    if (brief.methode == "vast") != (brief.aanvraag is None):
        gebreken.append(Gebrek("aanvraag", "ontbreekt precies dan als het bedrag vast is."))
    if not brief.bezwaar.digitaal and not brief.bezwaar.adresregels:
        gebreken.append(Gebrek("bezwaar", "er moet een weg zijn om bezwaar te maken (Awb 3:45)."))
    if afwijzing and (brief.verplichtingen or brief.betaling):
        gebreken.append(Gebrek("verplichtingen", "een afwijzing heeft geen verplichtingen en geen betaling."))
    if not brief.motivering:
        gebreken.append(Gebrek("motivering", "een besluit moet worden gemotiveerd (Awb 3:46)."))
    if not brief.grondslag:
        gebreken.append(Gebrek("grondslag", "het voorschrift waarop het besluit rust, ontbreekt (Awb 3:47)."))
    return gebreken


def _gebreken_momenten(brief: BeschikkingGegevens) -> list[Gebrek]:
    dagen = [("datum", brief.datum)]
    for i, plicht in enumerate(brief.verplichtingen):
        if plicht.uiterlijk is not None:
            dagen.append((f"verplichtingen[{i}].uiterlijk", plicht.uiterlijk))
    momenten = []
    if brief.aanvraag:
        momenten += [
            ("aanvraag.ontvangen_op", brief.aanvraag.ontvangen_op),
            ("aanvraag.volledig_op", brief.aanvraag.volledig_op),
        ]
    gebreken: list[Gebrek] = []
    for lees, waarden in ((lees_datum, dagen), (lees_moment, momenten)):
        for waar, waarde in waarden:
            try:
                lees(waarde, waar=waar)
            except OngeldigeInvoer as fout:
                gebreken.extend(fout.gebreken)
    return gebreken


def _gebreken_bedrag(brief: BeschikkingGegevens) -> list[Gebrek]:
    bedrag, gebreken = brief.bedrag, []
    if (brief.soort == Soort.AFWIJZING) != (bedrag.toegekend_cent == 0) or bedrag.toegekend_cent < 0:
        gebreken.append(Gebrek("bedrag.toegekend_cent", "is 0 bij een afwijzing en anders meer dan 0."))
    vast = brief.methode == "vast"
    if vast != (bedrag.gevraagd_cent is None):
        gebreken.append(Gebrek("bedrag.gevraagd_cent", "ontbreekt precies dan als het bedrag vast is."))
    grenzen = [bedrag.toegekend_cent if bedrag.gevraagd_cent is None else bedrag.gevraagd_cent]
    if bedrag.maxima:
        grenzen.append(sum(regel.aantal * regel.maximum_cent for regel in bedrag.maxima))
    if bedrag.tekort_cent is not None:
        grenzen.append(bedrag.tekort_cent)
    if bedrag.subsidiabel_cent != min(grenzen):
        gebreken.append(Gebrek("bedrag.subsidiabel_cent", "is het laagste van vraag, maximum en tekort."))
    if bedrag.toegekend_cent > bedrag.subsidiabel_cent:
        gebreken.append(Gebrek("bedrag.toegekend_cent", "is nooit meer dan het bedrag dat meetelt."))
    btw = bedrag.btw_compensabel_cent
    if btw is not None and not 0 <= btw <= bedrag.toegekend_cent:
        gebreken.append(Gebrek("bedrag.btw_compensabel_cent", "is een deel van het verleende bedrag."))
    if any(regel.aantal < 1 for regel in brief.woonruimten):
        gebreken.append(Gebrek("woonruimten", "elk aantal is 1 of meer."))
    return gebreken


def _gebreken_loting(brief: BeschikkingGegevens) -> list[Gebrek]:
    verdeling = brief.verdeling
    if verdeling is None or verdeling.lotnummer is None:
        return []
    if verdeling.seed is None or verdeling.lot_hash is None or brief.aanvraag is None:
        return [Gebrek("verdeling.lotnummer", "bij een lotnummer horen de seed, de hash en de aanvraag.")]
    if lot_hash(verdeling.seed, brief.aanvraag.nummer) != verdeling.lot_hash:
        return [Gebrek("verdeling.lot_hash", "is niet de SHA-256 van ‘seed|nummer’.")]
    return []
