"""Writes the letters of a settlement from what was frozen when the decision was drawn up."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beoordeling.zienswijze import zienswijze_staat_open
from subsidie.beschikkingen.afrekenbrief import (
    TERUGVORDERING,
    VASTSTELLING,
    VOORNEMEN,
    Afrekenbedragen,
    AfrekenBrief,
    Afrekenlijn,
)
from subsidie.beschikkingen.brief import VoorlopigeInstelling
from subsidie.beschikkingen.briefkop import alineas, bezwaarweg, maak_kop, noem_onzeker
from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import betaaltermijn
from subsidie.kern.tijd import datum_nl, lees_datum
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.realisatie.terugvorderen import terugstand
from subsidie.tranches.briefteksten import met_tekst
from subsidie.tranches.instelling import Instelling
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
        grond="rechtsgrond.vaststelling", door=door, mandaatnummer="", met_bezwaar=False,
        toelichting=alineas(toelichting), uiterlijk=uiterlijk.isoformat(),
    )  # fmt: skip
    return met_tekst(brief, aanvraag.tranche)


def schrijf_vaststelling(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> AfrekenBrief:
    """The letter of a settlement.

    Raises ``Domeinfout`` while the municipality can still give its view, or was not asked for it (Awb 4:8).
    """
    inhoud = json.loads(beschikking.gegevens)
    verwacht = inhoud["uitkomst"]["verleend_cent"] if inhoud["eerder_cent"] is None else inhoud["eerder_cent"]
    if zienswijze_staat_open(beschikking.aanvraag):
        raise Domeinfout(
            "De gemeente is gevraagd wat zij van het voornemen vindt, en dat is nog niet afgehandeld (artikel 4:8 Awb)."
        )
    if beschikking.verleend_cent < verwacht and inhoud["zienswijze"] is None:
        raise Domeinfout(
            "Het bedrag is lager, maar de gemeente is niet gevraagd wat zij daarvan vindt (artikel 4:8 Awb)."
        )
    return _brief(
        beschikking.aanvraag, _verlening(beschikking), VASTSTELLING, kenmerk=beschikking.kenmerk, datum=dagtekening,
        uitkomst=inhoud["uitkomst"], eerder_cent=inhoud["eerder_cent"], grond="rechtsgrond.vaststelling",
        door=door, mandaatnummer=mandaat.registernummer,
        toelichting=alineas(inhoud["toelichting"]), reactie=_reactie(inhoud),
    )  # fmt: skip


def schrijf_terugvordering(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> AfrekenBrief:
    """The letter of a recovery; it must be paid within six weeks after the day it carries (Awb 4:87).

    Raises ``Domeinfout`` when the settlement that it rests on holds no more, or less is left to reclaim.
    """
    inhoud, regelset = json.loads(beschikking.gegevens), regels(beschikking.aanvraag.tranche)
    _vereis_terug_te_vorderen(beschikking, inhoud)
    uitkomst, hoofdsom = inhoud["uitkomst"], inhoud["hoofdsom_cent"]
    if eerder := uitkomst["terug_gemeente_cent"] - hoofdsom:
        zin = f"Daarvan vorderde ik eerder al {euro_kort(eerder)} terug. Nu vorder ik {euro_kort(hoofdsom)} terug."
        uitkomst = {**uitkomst, "stappen": [*uitkomst["stappen"], zin]}
    rekening = regelset.terugvordering_rekening.waarde if regelset.heeft("terugvordering.rekening") else None
    return _brief(
        beschikking.aanvraag, _verlening(beschikking), TERUGVORDERING, kenmerk=beschikking.kenmerk,
        datum=dagtekening, uitkomst=uitkomst, eerder_cent=None, grond="terugvordering.grond",
        door=door, mandaatnummer=mandaat.registernummer,
        toelichting=alineas(inhoud["toelichting"]), uiterlijk=betaaltermijn(dagtekening).isoformat(),
        rekening=rekening or "", terug_cent=hoofdsom,
    )  # fmt: skip


def _vereis_terug_te_vorderen(beschikking: Beschikking, inhoud: dict[str, Any]) -> None:
    keten = lees_keten(beschikking.aanvraag)
    if keten is None or keten.vaststelling is None or keten.vaststelling.kenmerk != inhoud["vaststelling"]:
        raise Domeinfout(f"Vaststelling {inhoud['vaststelling']} waarop dit besluit rust, geldt niet meer.")
    over = terugstand(beschikking.aanvraag, keten).te_vorderen_cent
    if inhoud["hoofdsom_cent"] > over:
        raise Domeinfout(
            f"Er valt nog {euro_kort(over)} terug te vorderen. Dit besluit noemt {euro_kort(inhoud['hoofdsom_cent'])}."
        )


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


def _brief(
    aanvraag: Aanvraag, verlening: Beschikking, soort: str, *, kenmerk: str, datum: date, uitkomst: dict[str, Any],
    eerder_cent: int | None, grond: str, door: Gebruiker, mandaatnummer: str, met_bezwaar: bool = True,
    toelichting: tuple[str, ...] = (), reactie: tuple[str, ...] = (), uiterlijk: str = "", rekening: str = "",
    terug_cent: int | None = None,
) -> AfrekenBrief:  # fmt: skip
    regelset = regels(aanvraag.tranche)
    kop = maak_kop(aanvraag, datum, door=door, mandaatnummer=mandaatnummer)
    zinnen = _grondslag(regelset, grond, aanvraag.tranche.naam)
    return AfrekenBrief(
        **kop, soort=soort, kenmerk=kenmerk, datum=datum.isoformat(), besluit=verlening.kenmerk,
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
        bezwaar=bezwaarweg(regelset) if met_bezwaar else None,
        reactie=reactie, uiterlijk=uiterlijk, rekening=rekening, toelichting=toelichting,
        voorlopig=_voorlopig(regelset, grond, met_bezwaar=met_bezwaar) if kop["voorbeeld"] else (),
    )  # fmt: skip


def _grondslag(regelset: Regels, sleutel: str, tranche: str) -> tuple[str, ...]:
    rechtsgrond = regelset.instellingen[sleutel].waarde if regelset.heeft(sleutel) else None
    if not rechtsgrond:
        return (ONBEKENDE_GROND,)
    return (f"Ik doe dit op grond van {rechtsgrond}: de {regelset.naam.waarde or tranche}.",)


def _voorlopig(regelset: Regels, grond: str, *, met_bezwaar: bool) -> tuple[VoorlopigeInstelling, ...]:
    gebruikt: Sequence[Instelling[Any]] = [
        regelset.naam, regelset.uitvoerder, regelset.ondertekenaar, regelset.terugvordering_berekening,
        *([regelset.bezwaar_postadres, regelset.bezwaar_loket] if met_bezwaar else ()),
        *([regelset.instellingen[grond]] if regelset.heeft(grond) else ()),
    ]  # fmt: skip
    gevonden = list(noem_onzeker(gebruikt))
    if not regelset.heeft(grond):
        gevonden.append(VoorlopigeInstelling(label_van(Niveau.TRANCHE, grond), "onbekend"))
    if not regelset.heeft("terugvordering.te_laat"):
        gevonden.append(VoorlopigeInstelling(label_van(Niveau.TRANCHE, "terugvordering.te_laat"), "aanname"))
    return tuple(gevonden)
