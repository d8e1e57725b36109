"""Everything that a list offers to choose works: each filter with all that it can be, and each way to sort."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.beleid.toegang.hulp import BESTAAT, Clients, adres_van, mag
from tests.beleid.toegang.test_aanroepen import LEESBAAR
from tests.verhaal.html import Element, lees

WIE = ("auditor", "tekenbevoegde", "financieel")
"""Who sees the most, the side of a municipality, and whose lists the auditor does not have."""


def keuzen(bladzijde: Element) -> Iterator[str]:
    """What follows the address: of each field of a form that only asks all its values, and each link that sorts."""
    for formulier in bladzijde.alle("form"):
        if formulier.attrs.get("method", "get").lower() != "get":
            continue
        velden: dict[str, list[str]] = {}
        for veld in formulier.alle("input", "option"):
            keuze = veld.binnen("select") if veld.naam == "option" else veld
            if keuze is not None and (waarde := waarde_van(veld)):
                velden.setdefault(keuze.attrs.get("name", ""), []).append(waarde)
        for naam, waarden in velden.items():
            if naam:
                yield "?" + urlencode([(naam, waarde) for waarde in waarden])
                yield "?" + urlencode([(naam, waarden[-1])])
    for link in bladzijde.alle("a"):
        if link.attrs.get("href", "").startswith("?") and "uitvoer" not in link.attrs["href"]:
            yield link.attrs["href"]


def waarde_van(veld: Element) -> str:
    """What this choice or field would send."""
    if veld.naam == "option":
        return veld.attrs.get("value", "")
    match veld.attrs.get("type", "text"):
        case "checkbox" | "radio":
            return veld.attrs.get("value", "on")
        case "date":
            return "2026-01-01"
        case "number":
            return "5"
        case "text" | "search":
            return "a'%_"
    return ""


@pytest.mark.parametrize("eindpunt", LEESBAAR)
def test_wat_een_bladzijde_aanbiedt_te_kiezen_werkt(app: Flask, clients: Clients, eindpunt: str) -> None:
    adres = adres_van(app, eindpunt, BESTAAT)
    gedaan: set[str] = set()
    for wie in WIE:
        if not mag(eindpunt, wie):
            continue
        antwoord = clients[wie].get(adres, buffered=True)
        if antwoord.status_code != 200 or antwoord.mimetype != "text/html":
            continue
        for keuze in sorted(set(keuzen(lees(antwoord.text))) - gedaan):
            gedaan.add(keuze)
            antwoord = clients[wie].get(adres + keuze, buffered=True)
            assert antwoord.status_code in (200, 302, 422), keuze  # 422: what was typed is refused, in words
