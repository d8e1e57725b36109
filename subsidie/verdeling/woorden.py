"""Outcomes, states and rules of an allocation in plain Dutch, for pages (verdeling.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from subsidie.kern.tekst import aantal, opsomming
from subsidie.kern.tijd import datum_nl
from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, Grens
from subsidie.verdeling.invoer import Methode, Regels
from subsidie.verdeling.models import Verdelingstatus
from subsidie.verdeling.uitslag import Afloop, Groep


@dataclass(frozen=True, slots=True)
class Woord:
    """What people read, and the colour that repeats it (``goed``, ``let_op``, ``fout``, ``info``, ``neutraal``)."""

    tekst: str
    kleur: str


_UITKOMSTEN: Final = {
    "toegekend": Woord("toegekend", "goed"),
    "gedeeltelijk": Woord("deels toegekend", "let_op"),
    "afgewezen": Woord("afgewezen", "neutraal"),
    "reeds_verleend": Woord("eerder verleend", "goed"),
    "te_loten": Woord("nog te loten", "info"),
    "onbeslist": Woord("nog niet beslist", "neutraal"),
}
_REDENEN: Final = {
    "restant": "wat er nog was",
    "naar_rato": "naar rato",
    "plafond": "plafond",
    "inhoudelijk": "voldoet niet",
    "drempelscore": "score te laag",
    "gemeentemaximum": "maximum gemeente",
}
"""The reason beside an outcome; nothing where the outcome says it all."""

VOLGORDE: Final = ("toegekend", "gedeeltelijk", "reeds_verleend", "te_loten", "onbeslist", "afgewezen")
"""The outcomes as a list of choices shows them."""

ONBESLIST: Final = frozenset({"te_loten", "onbeslist"})
"""The outcomes that are none yet, for want of a draw."""

STATUSSEN: Final = {
    Verdelingstatus.BEVROREN: Woord("bevroren, nog niet getrokken", "info"),
    Verdelingstatus.GETROKKEN: Woord("getrokken, nog niet vastgesteld", "let_op"),
    Verdelingstatus.VASTGESTELD: Woord("vastgesteld", "goed"),
    Verdelingstatus.VERVALLEN: Woord("vervallen", "neutraal"),
}


_VOORLOPIG: Final = {
    ("toegekend", "past"): Woord("past", "info"),
    ("afgewezen", "plafond"): Woord("past niet", "neutraal"),
}
"""Without a draw nothing is awarded or rejected for want of money: it only fits, or does not."""


def uitkomst_in_woorden(uitkomst: str, reden: str, *, voorlopig: bool = False) -> Woord:
    """An outcome with its reason: ``afgewezen: plafond``; ``voorlopig``: how it stands before the draw."""
    if voorlopig and (uitkomst, reden) in _VOORLOPIG:
        return _VOORLOPIG[uitkomst, reden]
    woord = _UITKOMSTEN.get(uitkomst, Woord(uitkomst, "neutraal"))
    waarom = _REDENEN.get(reden)
    return Woord(f"{woord.tekst}: {waarom}", woord.kleur) if waarom else woord


_OP_VOLGORDE: Final = {
    Methode.BINNENKOMST: "Aanvragen staan op volgorde van de dag waarop zij volledig waren.",
    Methode.CATEGORIE: "Aanvragen staan op volgorde van hun categorie.",
    Methode.SCORE: "Aanvragen staan op volgorde van hun score, de hoogste eerst.",
    Methode.LOTING: "Het lot bepaalt de volgorde van alle aanvragen.",
    Methode.NAAR_RATO: "Is er te weinig geld, dan krijgt iedere aanvraag hetzelfde deel.",
}
_GROEP: Final = {
    Methode.BINNENKOMST: "Op de dag waarop het plafond zou worden overschreden, beslist",
    Methode.CATEGORIE: "In de categorie waarin het plafond zou worden overschreden, beslist",
    Methode.SCORE: "Bij een gelijke stand waar het plafond zou worden overschreden, beslist",
}
_GELIJK: Final = {
    GelijkeStand.KOSTEN_PER_EENHEID: "de laagste kosten per woonruimte",
    GelijkeStand.EENHEDEN: "de meeste woonruimten",
    GelijkeStand.BINNENKOMST: "de vroegste dag van volledigheid",
}
_GRENS: Final = {
    Grens.STOP: "De verdeling stopt bij de eerste aanvraag die niet past.",
    Grens.DOORSCHUIVEN: "Past een aanvraag niet, dan kan een kleinere die later komt nog wel passen.",
    Grens.GEDEELTELIJK: "De eerste aanvraag die niet past, kan krijgen wat er nog over is. Dan stopt de verdeling.",
}
VAST: Final = ("De bedragen staan vast per gemeente. Er is niets te rangschikken.",)


def methode_in_woorden(regels: Regels) -> tuple[str, ...]:
    """How a pot is divided, as sentences in order."""
    zinnen = [_OP_VOLGORDE[regels.methode]]
    if regels.drempelscore is not None:
        zinnen.append(f"Onder de score {regels.drempelscore.replace('.', ',')} doet een aanvraag niet mee.")
    if regels.gelijke_stand:
        zinnen.append(f"Bij een gelijke score tellen {_op_rij(regels.gelijke_stand)}.")
    if regels.methode is Methode.NAAR_RATO:
        return tuple(zinnen)
    if regels.methode in _GROEP:
        wie = "het lot" if regels.binnen_groep is BinnenGroep.LOTING else "het tijdstip"
        zinnen.append(f"{_GROEP[regels.methode]} {wie}.")
    return (*zinnen, _GRENS[regels.grens])


def _op_rij(sleutels: Iterable[GelijkeStand]) -> str:
    return opsomming([_GELIJK[sleutel] for sleutel in sleutels], voegwoord="en daarna")


def groep_in_woorden(groep: Groep) -> str:
    """Who are in a group: ``30 aanvragen die op 15 juni 2023 volledig waren``."""
    wie = aantal(groep.omvang, "aanvraag", "aanvragen")
    if groep.dag is not None:
        return f"{wie} die op {datum_nl(groep.dag)} volledig {'was' if groep.omvang == 1 else 'waren'}"
    if groep.categorie is not None:
        return f"{wie} in categorie {groep.categorie}"
    if groep.score is not None:
        return f"{wie} met score {groep.score.replace('.', ',')}"
    return wie


def loting_in_het_kort(groep: Groep) -> str:
    """What stands at the draw in a picture: ``15 juni 2023: loting onder 30 aanvragen``."""
    wie = aantal(groep.omvang, "aanvraag", "aanvragen")
    wat = "nog te loten onder" if groep.afloop is Afloop.TE_LOTEN else "loting onder"
    if groep.dag is not None:
        return f"{datum_nl(groep.dag)}: {wat} {wie}"
    if groep.categorie is not None:
        return f"categorie {groep.categorie}: {wat} {wie}"
    if groep.score is not None:
        return f"score {groep.score.replace('.', ',')}: {wat} {wie}"
    return f"{wat} {wie}"
