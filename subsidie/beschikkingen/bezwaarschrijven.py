"""Writes the letter of a decision on an objection from what was frozen when it was drawn up."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beschikkingen.besluitwoorden import BESLUIT_MET_LIDWOORD
from subsidie.beschikkingen.bezwaar import adres_van
from subsidie.beschikkingen.bezwaarafrekening import zinnen_van
from subsidie.beschikkingen.bezwaarbeslissing import zoek_bij_beslissing
from subsidie.beschikkingen.bezwaarbrief import BezwaarAdvies, BezwaarbeslissingGegevens, BezwaarGeld
from subsidie.beschikkingen.bezwaarherrekening import (
    correctie_in_woorden,
    list_herrekeningen,
    zoek_oorspronkelijke,
)
from subsidie.beschikkingen.bezwaarinhoud import Ontvankelijkheidsgrond
from subsidie.beschikkingen.bezwaarklok import tijdigheid_van
from subsidie.beschikkingen.bezwaarmodellen import HERROEPT, Bezwaar, Bezwaaruitkomst, Tijdigheid
from subsidie.beschikkingen.brief import Ondertekening, Verplichting, VoorlopigeInstelling
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.beschikkingen.samenstellen import Briefschrijver
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import datum_nl, lees_datum
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels

HOORZINNEN: Final = {
    "kennelijk_niet_ontvankelijk": "omdat het bezwaar kennelijk niet-ontvankelijk is (artikel 7:3, onderdeel a, Awb)",
    "kennelijk_ongegrond": "omdat het bezwaar kennelijk ongegrond is (artikel 7:3, onderdeel b, Awb)",
    "afgezien": "omdat u heeft verklaard dat u niet gehoord wilt worden (artikel 7:3, onderdeel c, Awb)",
    "niet_gevraagd": "omdat u niet op tijd heeft verklaard dat u gehoord wilt worden (artikel 7:3, onderdeel d, Awb)",
    "volledig_tegemoet": (
        "omdat ik volledig aan uw bezwaar tegemoetkom en niemand anders daardoor in zijn belangen wordt geschaad "
        "(artikel 7:3, onderdeel e, Awb)"
    ),
}
"""Why nobody was heard, as the decision must say (Awb 7:12(1))."""


ONTVANKELIJK_ARTIKELEN: Final = {
    Ontvankelijkheidsgrond.TE_LAAT: "de artikelen 6:7, 6:9 en 6:11",
    Ontvankelijkheidsgrond.VERZUIM: "artikel 6:6",
    Ontvankelijkheidsgrond.GEEN_BELANGHEBBENDE: "de artikelen 7:1 en 8:1",
    Ontvankelijkheidsgrond.GEEN_BELANG_MEER: "artikel 7:1",
}
STREKKINGEN: Final = {
    "gegrond": "het bezwaar is gegrond", "gedeeltelijk": "het bezwaar is voor een deel gegrond",
    "ongegrond": "het bezwaar is ongegrond", "niet_ontvankelijk": "het bezwaar is niet-ontvankelijk",
}  # fmt: skip


def schrijf(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> BezwaarbeslissingGegevens:
    """The values of the letter, dated ``dagtekening``, signed by ``door`` on ``mandaat``.

    Raises ``Domeinfout`` in a real tranche whose rules do not name the court for an appeal (Awb 3:45(2)).
    """
    bezwaar = zoek_bij_beslissing(beschikking)
    aanvraag, inhoud = beschikking.aanvraag, json.loads(beschikking.gegevens)
    regelset = regels(aanvraag.tranche)
    voorbeeld = aanvraag.tranche.aard is not Trancheaard.ECHT
    beroep, voorlopig = _beroep(regelset, voorbeeld=voorbeeld)
    opnieuw = _opnieuw(inhoud)
    gegrond = inhoud["uitkomst"] in HERROEPT and not opnieuw
    verplichtingen, betaling, uit_voorwaarden = (
        _voorwaarden(bezwaar, dagtekening) if inhoud["erbij_cent"] > 0 else ((), (), ())
    )
    naam = regelset.naam.waarde or aanvraag.tranche.naam
    naar = adres_van(aanvraag, bezwaar.adres, dagtekening)
    return BezwaarbeslissingGegevens(
        kenmerk=beschikking.kenmerk, datum=dagtekening.isoformat(), organisatie=regelset.uitvoerder.waarde or "",
        gemeente=naar.gemeente, adresregels=naar.regels,
        regeling=naam, nummer=aanvraag.nummer, project=aanvraag.project.naam, bezwaar=bezwaar.kenmerk,
        ontvangen_op=inhoud["ontvangen_op"], namens=bezwaar.namens, besluit=bezwaar.beschikking.kenmerk,
        besluit_soort=BESLUIT_MET_LIDWOORD[bezwaar.beschikking.soort],
        besluit_datum=(bezwaar.beschikking.dagtekening or dagtekening).isoformat(), uitkomst=inhoud["uitkomst"],
        tijdigheid=_tijdigheid(bezwaar, inhoud), gehoord=_gehoord(inhoud),
        overwegingen=tuple(deel.strip() for deel in inhoud["overwegingen"].split("\n") if deel.strip()),
        grondslag=(_grondslag(inhoud, naam),), beroep=beroep,
        ondertekening=Ondertekening(
            minister=f"de {regelset.ondertekenaar.waarde or 'minister'}", naam=door.naam, functie=door.functie,
            mandaatnummer=mandaat.registernummer,
        ),
        geld=_geld(bezwaar, inhoud) if gegrond else None, verplichtingen=verplichtingen, betaling=betaling,
        voorbeeld=voorbeeld, voorlopig=(*voorlopig, *uit_voorwaarden) if voorbeeld else (), opnieuw=opnieuw,
        advies=_advies(inhoud), kosten=_kosten(inhoud), derde=bezwaar.namens if bezwaar.adres is not None else "",
    )  # fmt: skip


def _voorwaarden(
    bezwaar: Bezwaar, dagtekening: date
) -> tuple[tuple[Verplichting, ...], tuple[str, ...], tuple[VoorlopigeInstelling, ...]]:
    verdeling = zoek_oorspronkelijke(bezwaar)
    return ((), (), ()) if verdeling is None else Briefschrijver(verdeling).voorwaarden(dagtekening)


def _tijdigheid(bezwaar: Bezwaar, inhoud: dict[str, Any]) -> tuple[str, ...]:
    som = tijdigheid_van(bezwaar)
    zin = f"De termijn om bezwaar te maken liep tot en met {datum_nl(som.laatste_dag)}."
    ontvangen = f"Ik heb uw bezwaar ontvangen op {datum_nl(som.ontvangen)}."
    if inhoud["tijdigheid"] == Tijdigheid.TIJDIG:
        return (zin, ontvangen, "Uw bezwaar is op tijd.")
    if inhoud["tijdigheid"] == Tijdigheid.VERSCHOONBAAR:
        slot = "Dat is te laat. Ik neem het u niet kwalijk (artikel 6:11 Awb)."
    else:
        slot = "Dat is te laat."
    return (zin, ontvangen, slot, *_zinnen(inhoud["tijdigheid_motivering"]))


def _gehoord(inhoud: dict[str, Any]) -> tuple[str, ...]:
    if inhoud["niet_gehoord"]:
        return (
            f"Ik heb u niet gehoord, {HOORZINNEN[inhoud['niet_gehoord']]}.",
            *_zinnen(inhoud["niet_gehoord_toelichting"]),
        )
    dag = datum_nl(lees_datum(inhoud["gehoord_op"]))
    return (f"U heeft uw bezwaar kunnen toelichten op {dag}. Daarvan is een verslag gemaakt.",)


def _zinnen(tekst: str) -> tuple[str, ...]:
    return tuple(deel.strip() for deel in tekst.split("\n") if deel.strip())


def _grondslag(inhoud: dict[str, Any], regeling: str) -> str:
    if inhoud["uitkomst"] == Bezwaaruitkomst.NIET_ONTVANKELIJK:
        artikelen = ONTVANKELIJK_ARTIKELEN[Ontvankelijkheidsgrond(inhoud["niet_ontvankelijk_om"])]
        return f"Ik neem deze beslissing op grond van {artikelen} van de Algemene wet bestuursrecht."
    return f"Ik neem deze beslissing op grond van artikel 7:11 van de Algemene wet bestuursrecht en de {regeling}."


def _opnieuw(inhoud: dict[str, Any]) -> tuple[str, ...]:
    """What happens to an application that is handled after all; nothing where it was decided on otherwise."""
    if "beslissen_uiterlijk" not in inhoud:
        return ()
    uiterlijk = datum_nl(lees_datum(inhoud["beslissen_uiterlijk"]))
    return (
        "Ik neem uw aanvraag weer in behandeling, zoals u haar heeft ingediend en aangevuld. Zij doet mee met de "
        "andere aanvragen. Ontbreekt er nog iets, dan vraag ik u daarom.",
        f"Ik beslis uiterlijk op {uiterlijk} op uw aanvraag. U krijgt daarover een nieuw besluit.",
        "Deze beslissing zegt nog niet of u een uitkering krijgt.",
    )


def _advies(inhoud: dict[str, Any]) -> BezwaarAdvies | None:
    advies = inhoud.get("advies")
    if advies is None:
        return None
    return BezwaarAdvies(
        advies["op"], STREKKINGEN[advies["strekking"]], _zinnen(advies["tekst"]), _zinnen(advies["afwijking"])
    )


def _kosten(inhoud: dict[str, Any]) -> tuple[str, ...]:
    """What is said of the costs, only where who objects asked for it (Awb 7:15(3))."""
    kosten = inhoud.get("kosten")
    if kosten is None:
        return ()
    besluit = f"Ik vergoed {euro_kort(kosten['cent'])}." if kosten["cent"] else "Ik vergoed deze kosten niet."
    return (
        "U vroeg om een vergoeding van de kosten van het bezwaar (artikel 7:15 van de Algemene wet bestuursrecht).",
        besluit,
        *_zinnen(kosten["toelichting"]),
    )


def _geld(bezwaar: Bezwaar, inhoud: dict[str, Any]) -> BezwaarGeld:
    was_cent, erbij_cent = inhoud["was_cent"], inhoud["erbij_cent"]
    if (afrekening := inhoud.get("afrekening")) is not None:
        vast = afrekening["soort"] == Besluitsoort.VASTSTELLING
        return BezwaarGeld(
            was_cent=was_cent, wordt_cent=afrekening["wordt_cent"] if vast else was_cent,
            rekening=tuple(zinnen_van(afrekening)),
        )  # fmt: skip
    return BezwaarGeld(
        was_cent=was_cent, wordt_cent=was_cent + erbij_cent, krijgt_cent=inhoud.get("krijgt_cent"),
        boven_plafond_cent=inhoud["boven_plafond_cent"], rekening=tuple(_rekening(bezwaar, inhoud)),
    )  # fmt: skip


def _rekening(bezwaar: Bezwaar, inhoud: dict[str, Any]) -> list[str]:
    if "herrekening" not in inhoud:
        return ["Het bedrag van de uitkering verandert niet."]
    herrekening = next(een for een in list_herrekeningen(bezwaar) if een.volgnummer == inhoud["herrekening"])
    zinnen = [
        "Ik heb de verdeling opnieuw berekend, met dezelfde regels en dezelfde seed, en met de gegevens die kloppen.",
        *correctie_in_woorden(herrekening),
        f"Daaruit volgt dat u {euro_kort(inhoud['krijgt_cent'])} had moeten krijgen.",
    ]  # fmt: skip
    telt_cent = inhoud["kandidaat"]["gevraagd_cent"]
    if inhoud["was_cent"] < inhoud["krijgt_cent"] < telt_cent:
        zinnen.append(
            f"Dat is een deel van de {euro_kort(telt_cent)} die meetelt: voor de rest was er geen geld meer."
        )
    if inhoud["krijgt_cent"] <= inhoud["was_cent"]:
        al = "niet meer dan u al kreeg" if inhoud["was_cent"] else "niets"
        zinnen[-1] = f"Daaruit volgt dat u {euro_kort(inhoud['krijgt_cent'])} had moeten krijgen: {al}."
        zinnen.append("Het bedrag van de uitkering verandert niet.")
        return zinnen
    if inhoud["boven_plafond_cent"]:
        zinnen.append(
            f"Er was niet genoeg over. Daarom verleen ik {euro_kort(inhoud['boven_plafond_cent'])} boven het "
            "uitkeringsplafond."
        )
    if inhoud.get("tekort_cent"):
        zinnen.append(
            f"Er was niet genoeg over: {euro_kort(inhoud['tekort_cent'])} kan ik niet verlenen, omdat het "
            "uitkeringsplafond dan wordt overschreden."
        )
    zinnen.append("Wat aan andere gemeenten is verleend, blijft zoals het is.")
    return zinnen


def _beroep(regelset: Regels, *, voorbeeld: bool) -> tuple[tuple[str, ...], tuple[VoorlopigeInstelling, ...]]:
    """Where to appeal (Awb 3:45, 6:7, 6:8, 8:1). The court is a rule of the tranche: it is never guessed."""
    instelling = regelset.beroep_bij if regelset.heeft("beroep.bij") else None
    rechtbank = instelling.waarde if instelling is not None else None
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()
    if rechtbank is None and not voorbeeld:
        raise Domeinfout(
            "De regels van deze tranche noemen nog geen rechtbank voor beroep (beroep.bij). Zonder die naam kan een "
            "beslissing op bezwaar niet worden getekend (artikel 3:45 van de Algemene wet bestuursrecht)."
        )
    if rechtbank is None or (instelling is not None and instelling.is_aanname):
        zekerheid = "onbekend" if rechtbank is None else "aanname"
        voorlopig = (VoorlopigeInstelling("Rechtbank voor beroep na bezwaar", zekerheid),)
    waar = "de bestuursrechter" if rechtbank is None else f"de bestuursrechter: {rechtbank}"
    return (
        f"Dan kunt u beroep instellen bij {waar}.",
        "Uw beroepschrift moet binnen zes weken na de dag van verzending van deze brief zijn ingediend.",
        "Tegen deze beslissing kunt u niet opnieuw bezwaar maken.",
    ), voorlopig
