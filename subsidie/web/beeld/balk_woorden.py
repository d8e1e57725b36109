"""The words of a ceiling bar: labels, legend, description and table."""

from __future__ import annotations

from typing import Final

from subsidie.kern.tekst import aantal, getal
from subsidie.web.beeld.balk_gegevens import Balkgegevens, Balksegment
from subsidie.web.beeld.basis import Beeldtabel, Kop, Legenda, Tabelrij, deel_van, vast_geld

_SOORTEN: Final = {
    "toegekend": "toegekend",
    "toegekend-loting": "toegekend na loting",
    "afgewezen-loting": "meegeloot, niet toegekend",
    "afgewezen": "niet toegekend",
    "open-loting": "doet mee aan de loting",
    "open": "nog niet beslist",
}


def plafond(gegevens: Balkgegevens) -> str:
    """The label of the line."""
    return f"uitkeringsplafond {vast_geld(gegevens.plafond_cent or 0)}"


def gevraagd(gegevens: Balkgegevens) -> str:
    """The label of everything together, and which part of the ceiling that is."""
    tekst = f"telt mee {vast_geld(gegevens.gevraagd_cent)}"
    if gegevens.plafond_cent is None:
        return f"{tekst}, uitkeringsplafond onbekend"
    deel = deel_van(gegevens.gevraagd_cent, gegevens.plafond_cent)
    return f"{tekst} ({deel})" if deel else tekst


def legenda(gegevens: Balkgegevens, soorten: set[str]) -> tuple[Legenda, ...]:
    """What the sorts of segments stand for that are in the picture, and what was not asked for."""
    regels = [
        Legenda(f"balk__{soort}", tekst, "arcering" if soort == "toegekend-loting" else "")
        for soort, tekst in _SOORTEN.items()
        if soort in soorten
    ]
    rest = (gegevens.plafond_cent or 0) - gegevens.gevraagd_cent
    if rest > 0:
        regels.append(Legenda("balk__over", f"niet gevraagd: {vast_geld(rest)}"))
    return tuple(regels)


def segment(segment: Balksegment) -> str:
    """One application in words."""
    tekst = f"{segment.label}: {vast_geld(segment.bedrag_cent)}"
    if segment.toegekend_cent is None:
        return f"{tekst}, {'doet mee aan de loting' if segment.in_loting else 'nog niet beslist'}"
    loting = " na loting" if segment.in_loting else ""
    if segment.toegekend_cent == segment.bedrag_cent:
        return f"{tekst}, toegekend{loting}"
    if segment.toegekend_cent:
        return f"{tekst}, waarvan {vast_geld(segment.toegekend_cent)} toegekend{loting}"
    return f"{tekst}, niet toegekend{loting}"


def omschrijving(gegevens: Balkgegevens) -> str:
    """The whole picture in a few sentences, for who cannot see it."""
    hoeveel = len(gegevens.segmenten)
    zinnen = ["Er zijn geen aanvragen."]
    if hoeveel:
        zinnen = [f"{aantal(hoeveel, 'aanvraag', 'aanvragen')}, samen {vast_geld(gegevens.gevraagd_cent)}."]
    if gegevens.beslist:
        gekregen = sum(1 for segment in gegevens.segmenten if segment.toegekend_cent)
        zinnen.append(
            f"Toegekend is {vast_geld(gegevens.toegekend_cent)} voor {aantal(gekregen, 'aanvraag', 'aanvragen')}."
        )
    if gegevens.plafond_cent is None:
        zinnen.append("Het uitkeringsplafond is onbekend.")
    else:
        over = gegevens.plafond_cent - gegevens.toegekend_cent
        rest = f"; daarvan is {vast_geld(over)} over" if gegevens.beslist and over >= 0 else ""
        zinnen.append(f"Het uitkeringsplafond is {vast_geld(gegevens.plafond_cent)}{rest}.")
    if gegevens.loting:
        zinnen.append(f"{gegevens.loting}.")
    return " ".join(zinnen)


def noot(gegevens: Balkgegevens) -> str:
    """Why something is awarded on the far side of the line."""
    if gegevens.toegekend_cent > (gegevens.plafond_cent or 0):
        return "Er is meer toegekend dan het uitkeringsplafond."
    return "Ook rechts van de lijn is toegekend: wat eerder in de volgorde niet paste, gebruikt geen geld."


def tabel(gegevens: Balkgegevens) -> Beeldtabel:
    """A row per application, in order of rank."""
    loting = any(segment.in_loting for segment in gegevens.segmenten)
    koppen = [
        Kop("Aanvraag"),
        *(Kop(tekst, getal=True) for tekst in ("Plaats", "Telt mee", "Samen", "Toegekend")),
    ]
    if loting:
        koppen.append(Kop("Loting"))
    rijen, som = [], 0
    for nummer, segment in enumerate(gegevens.segmenten, start=1):
        som += segment.bedrag_cent
        gekregen = "–" if segment.toegekend_cent is None else vast_geld(segment.toegekend_cent)
        cellen = [segment.label, getal(nummer), vast_geld(segment.bedrag_cent), vast_geld(som), gekregen]
        if loting:
            cellen.append("ja" if segment.in_loting else "nee")
        rijen.append(Tabelrij(tuple(cellen), segment.href))
    return Beeldtabel(gegevens.titel, tuple(koppen), tuple(rijen), noot=omschrijving(gegevens))
