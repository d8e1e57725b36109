"""Writes the letters about paying a claim from what was frozen when the decision was drawn up."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beschikkingen.brief import VoorlopigeInstelling
from subsidie.beschikkingen.briefkop import alineas, bezwaarweg, maak_kop, noem_onzeker
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.beschikkingen.vorderingbrief import Betaaldeel, Renteregel, VorderingBrief
from subsidie.kern.termijnen import betaaltermijn
from subsidie.kern.tijd import datum_nl, lees_datum
from subsidie.realisatie.vorderingbesluiten import vereis_nog_zo, vordering_van
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels

GROND_RENTE: Final = (
    "Ik neem dit besluit op grond van de artikelen 4:97, 4:98 en 4:99 van de Algemene wet bestuursrecht, en artikel "
    "6:119 van het Burgerlijk Wetboek."
)
GROND_REGELING: Final = "Ik neem dit besluit op grond van artikel 4:94 van de Algemene wet bestuursrecht."
VOORSCHRIFTEN: Final = (
    "Betaalt u elke termijn op tijd, dan bent u over de tijd van het uitstel geen wettelijke rente verschuldigd. Dat "
    "bepaal ik op grond van artikel 4:101 van de Algemene wet bestuursrecht. Rente die al liep, blijft u verschuldigd.",
    "Betaalt u een termijn te laat, dan loopt over die termijn wettelijke rente vanaf de dag erna. De andere termijnen "
    "blijven gelden.",
    "Zolang het uitstel duurt, maan ik u niet aan en vorder ik niet in (artikel 4:94, tweede lid).",
    "Houdt u zich niet aan de termijnen, of gaf u gegevens die niet klopten? Dan kan ik dit besluit intrekken of "
    "wijzigen (artikel 4:96).",
)
"""What is attached to every arrangement (Awb 4:94(4))."""


def schrijf(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> VorderingBrief:
    """The letter, dated ``dagtekening``. Raises ``Domeinfout`` when the decision no longer fits the claim."""
    vereis_nog_zo(beschikking, dagtekening)
    vordering, inhoud = vordering_van(beschikking), json.loads(beschikking.gegevens)
    regelset = regels(beschikking.aanvraag.tranche)
    kop = maak_kop(beschikking.aanvraag, dagtekening, door=door, mandaatnummer=mandaat.registernummer)
    rekening = regelset.terugvordering_rekening.waarde if regelset.heeft("terugvordering.rekening") else None
    waarden: dict[str, Any] = {
        **kop, "soort": beschikking.soort.value, "kenmerk": beschikking.kenmerk, "datum": dagtekening.isoformat(),
        "vordering": vordering.kenmerk, "besluit": vordering.beschikking.kenmerk,
        "besluit_datum": (vordering.beschikking.dagtekening or vordering.ontstaan_op).isoformat(),
        "hoofdsom_cent": inhoud["hoofdsom_cent"], "bedrag_cent": inhoud["bedrag_cent"],
        "bezwaar": bezwaarweg(regelset), "rekening": rekening or "", "toelichting": alineas(inhoud["toelichting"]),
        "voorlopig": _voorlopig(regelset, inhoud) if kop["voorbeeld"] else (),
    }  # fmt: skip
    if beschikking.soort is Besluitsoort.RENTE:
        waarden |= {
            "grondslag": (GROND_RENTE,), "uiterlijk": betaaltermijn(dagtekening).isoformat(),
            "regels": tuple(
                Renteregel(**{naam: een[naam] for naam in Renteregel.__dataclass_fields__})
                for een in inhoud["regels"]
            ),
        }  # fmt: skip
    else:
        waarden |= {
            "grondslag": (GROND_REGELING,),
            "voorschriften": VOORSCHRIFTEN,
            "delen": tuple(Betaaldeel(**een) for een in inhoud["termijnen"]),
        }
    return VorderingBrief(**waarden)


def _voorlopig(regelset: Regels, inhoud: dict[str, Any]) -> tuple[VoorlopigeInstelling, ...]:
    """Which settings and rates in the letter are not certain."""
    gebruikt = (
        regelset.naam,
        regelset.uitvoerder,
        regelset.ondertekenaar,
        regelset.bezwaar_postadres,
        regelset.bezwaar_loket,
    )
    percentages = tuple(
        VoorlopigeInstelling(
            f"Wettelijke rente vanaf {datum_nl(lees_datum(een['vanaf']))}: {een['procent']}%",
            een["zekerheid"],
            een["bron"],
        )
        for een in inhoud.get("regels", ())
        if een["zekerheid"] != Zekerheid.GEVERIFIEERD
    )
    return (*noem_onzeker(gebruikt), *percentages)
