"""Writes the letters of a settlement from what was frozen when the decision was drawn up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beschikkingen.afrekenbrief import (
    TERUGVORDERING,
    VASTSTELLING,
    VOORNEMEN,
    Afrekenbedragen,
    AfrekenBrief,
    Afrekenlijn,
)
from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.samenstellen import BRONCODE
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import betaaltermijn
from subsidie.kern.tijd import datum_nl, lees_datum
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.tranches.briefteksten import met_tekst
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels

ONBEKENDE_GROND = "Het artikel van de regeling is in dit voorbeeld niet bekend."


def maak_voornemen(
    aanvraag: Aanvraag, keten: Keten, uitkomst: dict[str, Any], *, kenmerk: str, toelichting: str, uiterlijk: date,
    door: Gebruiker, vandaag: date,
) -> AfrekenBrief:  # fmt: skip
    """The letter that asks the view on ``uitkomst`` (of a calculation), with the text of now."""
    eerder = keten.vaststelling.verleend_cent if keten.vaststelling else None
    brief = _brief(
        aanvraag, keten.verlening, VOORNEMEN, kenmerk=kenmerk, datum=vandaag, uitkomst=uitkomst, eerder_cent=eerder,
        grond="rechtsgrond.vaststelling", ondertekening=_ondertekening(aanvraag, door, ""), met_bezwaar=False,
        toelichting=alineas(toelichting), uiterlijk=uiterlijk.isoformat(),
    )  # fmt: skip
    return met_tekst(brief, aanvraag.tranche)


def schrijf_vaststelling(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> AfrekenBrief:
    """The letter of a settlement."""
    inhoud = json.loads(beschikking.gegevens)
    return _brief(
        beschikking.aanvraag, _verlening(beschikking), VASTSTELLING, kenmerk=beschikking.kenmerk, datum=dagtekening,
        uitkomst=inhoud["uitkomst"], eerder_cent=inhoud["eerder_cent"], grond="rechtsgrond.vaststelling",
        ondertekening=_ondertekening(beschikking.aanvraag, door, mandaat.registernummer),
        toelichting=alineas(inhoud["toelichting"]), reactie=_reactie(inhoud),
    )  # fmt: skip


def schrijf_terugvordering(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> AfrekenBrief:
    """The letter of a recovery; it must be paid within six weeks after the day it carries (Awb 4:87)."""
    inhoud, regelset = json.loads(beschikking.gegevens), regels(beschikking.aanvraag.tranche)
    uitkomst, hoofdsom = inhoud["uitkomst"], inhoud["hoofdsom_cent"]
    if eerder := uitkomst["terug_gemeente_cent"] - hoofdsom:
        zin = f"Daarvan vorderde ik eerder al {euro_kort(eerder)} terug. Nu vorder ik {euro_kort(hoofdsom)} terug."
        uitkomst = {**uitkomst, "stappen": [*uitkomst["stappen"], zin]}
    rekening = regelset.terugvordering_rekening.waarde if regelset.heeft("terugvordering.rekening") else None
    return _brief(
        beschikking.aanvraag, _verlening(beschikking), TERUGVORDERING, kenmerk=beschikking.kenmerk,
        datum=dagtekening, uitkomst=uitkomst, eerder_cent=None, grond="terugvordering.grond",
        ondertekening=_ondertekening(beschikking.aanvraag, door, mandaat.registernummer),
        toelichting=alineas(inhoud["toelichting"]), uiterlijk=betaaltermijn(dagtekening).isoformat(),
        rekening=rekening or "", terug_cent=hoofdsom,
    )  # fmt: skip


def alineas(tekst: str) -> tuple[str, ...]:
    """A text that somebody typed, as paragraphs."""
    return tuple(deel.strip() for deel in tekst.splitlines() if deel.strip())


def _verlening(beschikking: Beschikking) -> Beschikking:
    keten = lees_keten(beschikking.aanvraag)
    if keten is None:
        raise Domeinfout(f"Bij besluit {beschikking.kenmerk} is geen verlening meer die geldt.")
    return keten.verlening


def _reactie(inhoud: dict[str, Any]) -> tuple[str, ...]:
    """What was asked and said of the intention, and the answer to that (Awb 3:46); nothing where nobody asked."""
    zienswijze = inhoud["zienswijze"]
    if zienswijze is None:
        return ()
    begin = "Ik vroeg u wat u vindt van mijn voornemen om dit bedrag vast te stellen."
    if zienswijze["ontvangen_op"] is None:
        return (begin, "U heeft geen zienswijze gegeven.", *alineas(inhoud["reactie"]))
    dag = datum_nl(lees_datum(zienswijze["ontvangen_op"]))
    if not zienswijze["tekst"]:
        return (begin, f"Op {dag} liet u weten dat u geen zienswijze geeft.", *alineas(inhoud["reactie"]))
    return (
        f"{begin} Op {dag} gaf u uw zienswijze. U schreef:",
        *(f"‘{alinea}’" for alinea in alineas(zienswijze["tekst"])),
        "Mijn reactie daarop:",
        *alineas(inhoud["reactie"]),
    )


def _ondertekening(aanvraag: Aanvraag, door: Gebruiker, mandaatnummer: str) -> Ondertekening:
    return Ondertekening(
        minister=f"de {regels(aanvraag.tranche).ondertekenaar.waarde or 'minister'}", naam=door.naam,
        functie=door.functie, mandaatnummer=mandaatnummer,
    )  # fmt: skip


def _brief(
    aanvraag: Aanvraag, verlening: Beschikking, soort: str, *, kenmerk: str, datum: date, uitkomst: dict[str, Any],
    eerder_cent: int | None, grond: str, ondertekening: Ondertekening, met_bezwaar: bool = True,
    toelichting: tuple[str, ...] = (), reactie: tuple[str, ...] = (), uiterlijk: str = "", rekening: str = "",
    terug_cent: int | None = None,
) -> AfrekenBrief:  # fmt: skip
    regelset = regels(aanvraag.tranche)
    voorbeeld = aanvraag.tranche.aard is not Trancheaard.ECHT
    zinnen = _grondslag(regelset, grond, aanvraag.tranche.naam)
    return AfrekenBrief(
        soort=soort, kenmerk=kenmerk, datum=datum.isoformat(), afzender=Afzender(regelset.uitvoerder.waarde or ""),
        geadresseerde=Geadresseerde(
            gemeente=aanvraag.gemeente.naam_kort,
            adresregels=tuple((aanvraag.gemeente.postadres or "").splitlines()),
        ),
        regeling=RegelingGegevens(
            naam=regelset.naam.waarde or aanvraag.tranche.naam, bron=" en ".join(regelset.regelingen.waarde or ())
        ),
        nummer=aanvraag.nummer, project=aanvraag.project.naam, besluit=verlening.kenmerk,
        besluit_datum=(verlening.dagtekening or datum).isoformat(),
        bedragen=Afrekenbedragen(
            verleend_cent=uitkomst["verleend_cent"], vastgesteld_cent=uitkomst["vastgesteld_cent"],
            betaald_cent=uitkomst["betaald_cent"],
            terug_cent=uitkomst["terug_gemeente_cent"] if terug_cent is None else terug_cent,
            fonds_cent=uitkomst["terug_bcf_cent"], nog_te_betalen_cent=uitkomst["nog_te_betalen_cent"],
            eerder_cent=eerder_cent,
        ),
        stappen=tuple(uitkomst["stappen"]),
        lijnen=tuple(Afrekenlijn(**lijn) for lijn in uitkomst["lijnen"]), grondslag=zinnen,
        ondertekening=ondertekening, bezwaar=_bezwaar(regelset, ondertekening.minister) if met_bezwaar else None,
        reactie=reactie, uiterlijk=uiterlijk, rekening=rekening, toelichting=toelichting, voorbeeld=voorbeeld,
        voorlopig=_voorlopig(regelset, grond, met_bezwaar=met_bezwaar) if voorbeeld else (),
    )  # fmt: skip


def _grondslag(regelset: Regels, sleutel: str, tranche: str) -> tuple[str, ...]:
    rechtsgrond = regelset.instellingen[sleutel].waarde if regelset.heeft(sleutel) else None
    if not rechtsgrond:
        return (ONBEKENDE_GROND,)
    return (f"Ik doe dit op grond van {rechtsgrond}: de {regelset.naam.waarde or tranche}.",)


def _bezwaar(regelset: Regels, minister: str) -> BezwaarGegevens:
    return BezwaarGegevens(
        bij=minister, adresregels=tuple((regelset.bezwaar_postadres.waarde or "").splitlines()),
        digitaal=bool(regelset.bezwaar_loket.waarde),
    )  # fmt: skip


def _voorlopig(regelset: Regels, grond: str, *, met_bezwaar: bool) -> tuple[VoorlopigeInstelling, ...]:
    gebruikt: Sequence[Instelling[Any]] = [
        regelset.naam, regelset.uitvoerder, regelset.ondertekenaar, regelset.terugvordering_berekening,
        *([regelset.bezwaar_postadres, regelset.bezwaar_loket] if met_bezwaar else ()),
        *([regelset.instellingen[grond]] if regelset.heeft(grond) else ()),
    ]  # fmt: skip
    gevonden = [
        VoorlopigeInstelling(
            label_van(Niveau.TRANCHE, een.sleutel), een.zekerheid.value, BRONCODE.sub("", een.bron)
        )
        for een in gebruikt
        if een.is_aanname or een.is_onbekend
    ]
    if not regelset.heeft(grond):
        gevonden.append(VoorlopigeInstelling(label_van(Niveau.TRANCHE, grond), "onbekend"))
    if not regelset.heeft("terugvordering.te_laat"):
        gevonden.append(VoorlopigeInstelling(label_van(Niveau.TRANCHE, "terugvordering.te_laat"), "aanname"))
    return tuple(gevonden)
