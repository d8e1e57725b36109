"""The steps of handling an objection as pages: what each asks, says and does, and which are possible now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen import bezwaarbehandeling as behandeling
from subsidie.beschikkingen import bezwaarbeslissing as beslissing
from subsidie.beschikkingen import bezwaarforms as forms
from subsidie.beschikkingen import bezwaarhoren as horen
from subsidie.beschikkingen.bezwaar import leg_intrekking_vast
from subsidie.beschikkingen.bezwaaradvies import leg_advies_vast
from subsidie.beschikkingen.bezwaarherrekening import herreken, zoek_oorspronkelijke
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaarstatus,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Bezwaaruitkomst,
    Commissieadvies,
    Hoorgrond,
    Tijdigheid,
)
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.platform.opslag import Opslag


@dataclass(frozen=True, slots=True)
class Handeling:
    """Who does a step, when, and where letters are kept."""

    door: Gebruiker
    nu: datetime
    opslag: Opslag


Uitvoerder = Callable[[Bezwaar, Any, Handeling], object]


@dataclass(frozen=True, slots=True)
class Stap:
    """One step: the link that leads to it, its question, what it means, its form, its button and what it said after."""

    link: str
    vraag: str
    uitleg: str
    formulier: type[Formulier]
    knop: str
    gelukt: str
    voer_uit: Uitvoerder
    gevaar: bool = False


def _oppakken(bezwaar: Bezwaar, _form: Any, wie: Handeling) -> None:
    behandeling.pak_op(bezwaar, door=wie.door, nu=wie.nu)


def _overnemen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.neem_over(bezwaar, reden=form.reden.data, door=wie.door, nu=wie.nu)


def _tijdigheid(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.oordeel_tijdigheid(
        bezwaar, Tijdigheid(form.tijdigheid.data), motivering=form.motivering.data, door=wie.door, nu=wie.nu
    )


def _herstel_vragen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.vraag_herstel(
        bezwaar, tot=form.tot.data, toelichting=form.toelichting.data, door=wie.door, nu=wie.nu
    )


def _hersteld(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.leg_herstel_vast(bezwaar, hersteld_op=form.hersteld_op.data, door=wie.door, nu=wie.nu)


def _verdagen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.verdaag(
        bezwaar, weken=form.weken.data, toelichting=form.toelichting.data, door=wie.door, nu=wie.nu
    )


def _uitstellen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    behandeling.stel_uit(
        bezwaar, tot=form.tot.data, toelichting=form.toelichting.data, door=wie.door, nu=wie.nu
    )


def _horen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    horen.nodig_uit(
        bezwaar, hoorzitting_op=form.hoorzitting_op.data, plaats=form.plaats.data, door=wie.door, nu=wie.nu
    )


def _verslag(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    horen.leg_verslag_vast(bezwaar, verslag=form.verslag.data, door=wie.door, nu=wie.nu)


def _niet_horen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    horen.zie_af_van_horen(
        bezwaar, Hoorgrond(form.grond.data), toelichting=form.toelichting.data, door=wie.door, nu=wie.nu
    )


def _herrekenen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    try:
        herreken(bezwaar, form.correctie(), toelichting=form.toelichting.data, door=wie.door, nu=wie.nu)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(
            [
                Gebrek({"gevraagd_cent": "bedrag"}.get(een.waar, een.waar), een.melding)
                for een in fout.gebreken
            ]
        ) from None


def _beslissen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    beslissing.stel_beslissing_op(
        bezwaar, Bezwaaruitkomst(form.uitkomst.data), overwegingen=form.overwegingen.data, door=wie.door, nu=wie.nu,
        punten=form.punten(),
    )  # fmt: skip


def _advies(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    leg_advies_vast(
        bezwaar,
        Commissieadvies(form.strekking.data),
        op=form.op.data,
        tekst=form.tekst.data,
        door=wie.door,
        nu=wie.nu,
    )


def _intrekking(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    leg_intrekking_vast(bezwaar, reden=form.reden.data, door=wie.door, nu=wie.nu)


def _terugnemen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    beslissing.neem_beslissing_terug(bezwaar, reden=form.reden.data, door=wie.door, nu=wie.nu)


def _tekenen(bezwaar: Bezwaar, form: Any, wie: Handeling) -> None:
    beslissing.teken_beslissing(bezwaar, dagtekening=form.dagtekening.data, door=wie.door, nu=wie.nu)


def _bekendmaken(bezwaar: Bezwaar, _form: Any, wie: Handeling) -> None:
    beslissing.maak_beslissing_bekend(bezwaar, opslag=wie.opslag, door=wie.door, nu=wie.nu)


STAPPEN: Final[Mapping[str, Stap]] = {
    "oppakken": Stap(
        "Oppakken", "Wilt u dit bezwaar behandelen?",
        "U behandelt het bezwaar en staat daarna bij deze aanvraag als bezwaarbehandelaar. U kunt er dan niets anders "
        "aan doen. Was u bij het besluit betrokken, dan kan het niet (artikel 10:3, derde lid, Awb). De "
        "gemeente krijgt "
        "bericht.",
        forms.Leeg, "Oppakken", "U behandelt dit bezwaar.", _oppakken,
    ),
    "overnemen": Stap(
        "Overnemen", "Wilt u dit bezwaar overnemen?", "Uw collega is dan niet meer de behandelaar. De reden "
        "blijft bewaard.",
        forms.Redenformulier, "Overnemen", "U behandelt dit bezwaar nu.", _overnemen,
    ),
    "tijdigheid": Stap(
        "Beoordelen of het op tijd is", "Is het bezwaar op tijd?",
        "De som hieronder telt de dagen. Het oordeel is aan u.",
        forms.Tijdigheidsformulier, "Oordeel vastleggen", "Uw oordeel is vastgelegd.", _tijdigheid,
    ),
    "herstel-vragen": Stap(
        "Herstel vragen", "Wat moet de gemeente herstellen?",
        "De gemeente krijgt een bericht met wat er ontbreekt (artikel 6:6 Awb). De termijn om te beslissen "
        "staat stil vanaf "
        "morgen, tot de gemeente het heeft hersteld of de laatste dag voorbij is (artikel 7:10, tweede lid, Awb).",
        forms.Verzuimformulier, "Herstel vragen", "De gemeente heeft bericht gekregen.", _herstel_vragen,
    ),
    "hersteld": Stap(
        "Herstel vastleggen", "Heeft de gemeente het verzuim hersteld?",
        "De termijn om te beslissen loopt weer vanaf de dag van het herstel. De gemeente krijgt bericht.",
        forms.Herstelformulier, "Herstel vastleggen", "Het herstel is vastgelegd.", _hersteld,
    ),
    "verdagen": Stap(
        "Verdagen", "Wilt u de beslissing verdagen?",
        "Dat kan één keer, met hoogstens zes weken, voordat de termijn voorbij is (artikel 7:10, derde lid, Awb). De "
        "gemeente krijgt bericht.",
        forms.Verdaagformulier, "Verdagen", "De beslissing is verdaagd.", _verdagen,
    ),
    "uitstellen": Stap(
        "Verder uitstellen", "Wilt u de beslissing verder uitstellen?",
        "Dat kan als iedereen instemt, als de gemeente instemt en niemand anders wordt geschaad, of als een "
        "procedure uit de "
        "wet het nodig maakt (artikel 7:10, vierde lid, Awb). De gemeente krijgt bericht.",
        forms.Uitstelformulier, "Uitstellen", "De beslissing is uitgesteld.", _uitstellen,
    ),
    "horen": Stap(
        "Uitnodigen om te horen", "Wanneer wordt de gemeente gehoord?",
        "De gemeente krijgt een uitnodiging (artikel 7:2 Awb). Is er al een dag? Dan komt deze ervoor in de plaats.",
        forms.Hoorformulier, "Uitnodigen", "De gemeente is uitgenodigd.", _horen,
    ),
    "verslag": Stap(
        "Verslag vastleggen", "Wat is er op de hoorzitting gezegd?", "Van het horen wordt een verslag gemaakt "
        "(artikel 7:7 Awb).",
        forms.Verslagformulier, "Verslag vastleggen", "Het verslag is vastgelegd.", _verslag,
    ),
    "niet-horen": Stap(
        "Afzien van horen", "Waarom wordt er niet gehoord?",
        "Dat kan alleen om een van deze redenen (artikel 7:3 Awb). De beslissing noemt de reden.",
        forms.NietHorenformulier, "Vastleggen", "Vastgelegd dat er niet wordt gehoord.", _niet_horen,
    ),
    "herrekenen": Stap(
        "Verdeling opnieuw berekenen", "Wat had de aanvraag moeten krijgen?",
        "De oorspronkelijke verdeling wordt opnieuw berekend met dezelfde lijst, dezelfde regels en dezelfde "
        "seed. Alleen deze "
        "aanvraag verandert. Niemand anders verliest iets: dit is een berekening, geen nieuwe verdeling. Vul "
        "alleen in wat "
        "anders had moeten zijn.",
        forms.Herrekenformulier, "Berekenen", "De verdeling is opnieuw berekend.", _herrekenen,
    ),
    "advies": Stap(
        "Advies vastleggen", "Wat adviseert de commissie?",
        "De commissie hoort de gemeente en brengt schriftelijk advies uit (artikel 7:13 Awb). De gemeente ziet het "
        "advies pas bij de beslissing.",
        forms.Adviesformulier, "Advies vastleggen", "Het advies is vastgelegd.", _advies,
    ),
    "intrekking": Stap(
        "Intrekking vastleggen", "Is het bezwaar ingetrokken?",
        "Alleen als de bezwaarmaker het bezwaar schriftelijk of op de hoorzitting heeft ingetrokken (artikel 6:21 "
        "Awb). Er komt dan geen beslissing meer. Dit kan niet ongedaan worden gemaakt.",
        forms.Redenformulier, "Intrekking vastleggen", "De intrekking is vastgelegd.", _intrekking, gevaar=True,
    ),
    "beslissen": Stap(
        "Beslissing opstellen", "Wat beslist u op het bezwaar?",
        "U stelt de beslissing op. Een andere bezwaarbehandelaar tekent die. De beslissing geldt pas na de "
        "bekendmaking.",
        forms.Beslisformulier, "Beslissing opstellen", "De beslissing is opgesteld. Een ander kan haar nu tekenen.",
        _beslissen,
    ),
    "terugnemen": Stap(
        "Beslissing terugnemen", "Wilt u de opgestelde beslissing terugnemen?",
        "De beslissing vervalt. U kunt daarna een andere opstellen. De reden blijft bewaard.",
        forms.Redenformulier, "Terugnemen", "De beslissing is teruggenomen.", _terugnemen, gevaar=True,
    ),
    "tekenen": Stap(
        "Beslissing tekenen", "Wilt u deze beslissing tekenen?",
        "U tekent op uw mandaat om op bezwaren te beslissen. Dat kan alleen als u de beslissing niet zelf "
        "opstelde en niet bij "
        "het eerste besluit was betrokken (artikel 10:3, derde lid, Awb). Na het tekenen verandert er niets meer aan.",
        forms.Tekenformulier, "Tekenen", "De beslissing is getekend. De brief wordt gemaakt.", _tekenen, gevaar=True,
    ),
    "bekendmaken": Stap(
        "Beslissing bekendmaken", "Wilt u deze beslissing bekendmaken?",
        "De gemeente krijgt de brief. Vanaf nu geldt de beslissing. Dit kan niet ongedaan worden gemaakt.",
        forms.Leeg, "Bekendmaken", "De beslissing is bekendgemaakt.", _bekendmaken, gevaar=True,
    ),
}  # fmt: skip
"""Every step by its place in the address."""


def mogelijke_stappen(
    bezwaar: Bezwaar, termijnen: list[Bezwaartermijn], *, ik: Gebruiker, vandaag: date
) -> list[str]:
    """Which steps ``ik`` (a bezwaarbehandelaar) can take now, the one to take first in front.

    What is offered; each step looks again for itself whether it may be taken.
    """
    if bezwaar.status is Bezwaarstatus.ONTVANGEN:
        return ["oppakken"]
    if bezwaar.status is not Bezwaarstatus.IN_BEHANDELING:
        return []
    van_mij, besluit = bezwaar.behandelaar_id == ik.id, bezwaar.beslissing
    over = [] if van_mij else ["overnemen"]
    if besluit is not None:
        if besluit.status is Besluitstatus.GETEKEND:
            return ["bekendmaken"]
        return ["terugnemen"] if besluit.opgesteld_door_id == ik.id else ["tekenen", *over]
    if not van_mij:
        return over
    stappen = ["tijdigheid"] if bezwaar.tijdigheid is None else []
    wacht = any(een.soort is Bezwaartermijnsoort.VERZUIM and een.hersteld_op is None for een in termijnen)
    stappen += ["hersteld"] if wacht else []
    if bezwaar.hoorverslag is None:
        geweest = bezwaar.hoorzitting_op is not None and bezwaar.hoorzitting_op <= vandaag
        stappen += [*(["verslag"] if geweest else []), "horen", "niet-horen"]
    gehoord = bezwaar.hoorverslag is not None or bezwaar.niet_gehoord is not None
    geadviseerd = bezwaar.advies is not None or not bezwaar.commissie
    if bezwaar.tijdigheid is not None and gehoord and geadviseerd:
        stappen.insert(0, "beslissen")
    if bezwaar.commissie:
        stappen.insert(0 if gehoord and not geadviseerd else len(stappen), "advies")
    if zoek_oorspronkelijke(bezwaar) is not None:
        stappen.append("herrekenen")
    stappen.append("herstel-vragen")
    if not any(een.soort is Bezwaartermijnsoort.VERDAGING for een in termijnen):
        stappen.append("verdagen")
    stappen += ["uitstellen", "intrekking"]
    return [*stappen, *(["tijdigheid"] if bezwaar.tijdigheid is not None else [])]
