"""A person without a browser: the pages over HTTP, forms filled in and sent as a browser sends them, CSRF included."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.html import Element, lees


class ZonderBrowser(Bladeraar):
    """Somebody who is logged in on ``client``."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._pad = "/"
        self._blad = Element("document")
        self._bestanden: dict[Element, tuple[str, bytes]] = {}

    @property
    def _inhoud(self) -> Element:
        return next(self._blad.alle("main"), self._blad)

    @property
    def tekst(self) -> str:
        return self._inhoud.tekst

    @property
    def pad(self) -> str:
        return self._pad

    @property
    def links(self) -> list[str]:
        return [een.tekst for een in self._inhoud.alle("a") if "href" in een.attrs]

    @property
    def adressen(self) -> list[str]:
        hier = (urljoin(self._pad, een.attrs.get("href", "")) for een in self._inhoud.alle("a"))
        return [een.partition("#")[0] for een in hier if een.startswith("/")]

    def open(self, pad: str, *, status: int = 200) -> Self:
        return self._ga(pad, "GET", None, status)

    def _ga(self, pad: str, methode: str, velden: MultiDict[str, Any] | None, status: int) -> Self:
        naar = urljoin(self._pad, pad).partition("#")[0]
        als_vraag = {"query_string": velden} if methode == "GET" and velden is not None else {"data": velden}
        antwoord = self._client.open(naar, method=methode, follow_redirects=True, **als_vraag)
        self._pad = antwoord.request.path
        leesbaar = antwoord.mimetype == "text/html"
        kaal = antwoord.text if antwoord.mimetype == "application/json" else ""
        self._blad = lees(antwoord.text) if leesbaar else Element("document", inhoud=[kaal])
        assert antwoord.status_code == status, (
            f"{naar}: {antwoord.status_code}, {self.tekst or antwoord.mimetype}"
        )
        return self

    def volg(self, naam: str, *, status: int = 200) -> Self:
        link = self._zoek("link", naam, (een for een in self._overal("a") if "href" in een.attrs))
        doel = urlsplit(link.attrs["href"])
        if not doel.path and not doel.query:
            return self  # elsewhere on this page
        return self._ga(link.attrs["href"], "GET", None, status)

    def druk(self, naam: str, *, status: int = 200) -> Self:
        knop = self._zoek("knop", naam, self._knoppen())
        formulier = self._formulier_van(knop)
        assert formulier is not None, f"{self._pad}: de knop ‘{naam}’ hoort bij geen formulier"
        velden = MultiDict(self._waarden(formulier))
        if knop.attrs.get("name"):
            velden.add(knop.attrs["name"], knop.attrs.get("value", ""))
        methode = formulier.attrs.get("method", "get").upper()
        return self._ga(formulier.attrs.get("action", self._pad), methode, velden, status)

    def klap_uit(self, naam: str) -> Self:
        self._zoek("uitklapper", naam, self._inhoud.alle("summary"))
        return self

    def vul(self, label: str, waarde: str, *, bij: str = "") -> Self:
        veld = self._veld(label, "input", "textarea", waar=self._vraag(bij) if bij else None)
        if veld.naam == "textarea":
            veld.inhoud = [waarde]
        else:
            veld.attrs["value"] = waarde
        return self

    def kies(self, keuze: str, *, bij: str = "") -> Self:
        waar = self._vraag(bij) if bij else self._inhoud
        gekozen = self._veld(keuze, "input", waar=waar)
        for een in self._blad.alle("input"):
            if een.attrs.get("name") == gekozen.attrs["name"] and self._bij(een) is self._bij(gekozen):
                een.attrs.pop("checked", None)
        gekozen.attrs["checked"] = ""
        return self

    def vink(self, label: str) -> Self:
        self._veld(label, "input").attrs["checked"] = ""
        return self

    def selecteer(self, label: str, keuze: str) -> Self:
        lijst = self._veld(label, "select")
        gekozen = self._zoek("keuze", keuze, lijst.alle("option"))
        for een in lijst.alle("option"):
            een.attrs.pop("selected", None)
        gekozen.attrs["selected"] = ""
        return self

    def laad_op(self, label: str, naam: str, inhoud: bytes) -> Self:
        self._bestanden[self._veld(label, "input")] = (naam, inhoud)
        return self

    def haal(self, naam: str) -> bytes:
        link = self._zoek("link", naam, (een for een in self._inhoud.alle("a") if "href" in een.attrs))
        antwoord = self._client.get(urljoin(self._pad, link.attrs["href"]))
        assert antwoord.status_code == 200, f"{naam} op {self._pad}: {antwoord.status_code}"
        assert antwoord.mimetype != "text/html", f"{naam} op {self._pad} is een pagina"
        return antwoord.data

    def heeft_link(self, naam: str) -> bool:
        return _beste(naam, (een for een in self._inhoud.alle("a") if "href" in een.attrs)) is not None

    def heeft_knop(self, naam: str) -> bool:
        return _beste(naam, self._inhoud.alle("button")) is not None

    # What belongs to what.

    def _overal(self, naam: str) -> list[Element]:
        binnen = list(self._inhoud.alle(naam))
        return [*binnen, *(een for een in self._blad.alle(naam) if een not in binnen)]

    def _knoppen(self) -> Iterator[Element]:
        return (een for een in self._overal("button") if een.attrs.get("type", "submit") == "submit")

    def _formulier_van(self, een: Element) -> Element | None:
        if (elders := een.attrs.get("form")) is not None:
            return next((form for form in self._blad.alle("form") if form.attrs.get("id") == elders), None)
        return een.binnen("form")

    _bij = _formulier_van

    def _veld(self, label: str, *soorten: str, waar: Element | None = None) -> Element:
        """The field that this label is of: around it, or named by it."""
        labels = (waar or self._inhoud).alle("label")
        gevonden = self._zoek("veld", label, labels)
        doel = gevonden.attrs.get("for")
        velden = self._blad.alle(*soorten) if doel else gevonden.alle(*soorten)
        veld = next((een for een in velden if not doel or een.attrs.get("id") == doel), None)
        assert veld is not None, f"{self._pad}: het label ‘{label}’ is niet van een {' of '.join(soorten)}"
        assert "disabled" not in veld.attrs, f"{self._pad}: het veld ‘{label}’ staat uit"
        return veld

    def _vraag(self, naam: str) -> Element:
        """The group with this name: its legend, or the heading that it points to."""
        groepen = {}
        for groep in (een for een in self._inhoud.alle("fieldset", "div") if _is_groep(een)):
            legenda = next(groep.alle("legend"), None) or self._met_id(groep.attrs.get("aria-labelledby", ""))
            if legenda is not None:
                groepen[legenda] = groep
        return groepen[self._zoek("vraag", naam, groepen)]

    def _met_id(self, id_: str) -> Element | None:
        koppen = self._blad.alle("h1", "h2", "h3", "h4", "p", "span")
        return next((een for een in koppen if id_ and een.attrs.get("id") == id_), None)

    def _zoek(self, soort: str, naam: str, waaruit: Iterable[Element]) -> Element:
        keuze = list(waaruit)
        gevonden = _beste(naam, keuze)
        assert gevonden is not None, (
            f"{self._pad}: geen {soort} ‘{naam}’; wel: {[een.tekst for een in keuze]}"
        )
        return gevonden

    def _waarden(self, formulier: Element) -> Iterator[tuple[str, Any]]:
        """What a browser would send of this form, without the button."""
        for een in self._blad.alle("input", "textarea", "select"):
            naam, soort = een.attrs.get("name"), een.attrs.get("type", "text")
            if not naam or "disabled" in een.attrs or self._formulier_van(een) is not formulier:
                continue
            if een.naam == "textarea":
                yield naam, een.ruw.removeprefix("\n")
            elif een.naam == "select":
                opties = list(een.alle("option"))
                gekozen = [optie for optie in opties if "selected" in optie.attrs] or opties[:1]
                for optie in gekozen:
                    yield naam, optie.attrs.get("value", optie.tekst)
            elif soort in ("checkbox", "radio"):
                if "checked" in een.attrs:
                    yield naam, een.attrs.get("value", "on")
            elif soort == "file":
                if een in self._bestanden:
                    bestandsnaam, inhoud = self._bestanden[een]
                    yield naam, (io.BytesIO(inhoud), bestandsnaam)
            elif soort not in ("submit", "button"):
                yield naam, een.attrs.get("value", "")


def _is_groep(een: Element) -> bool:
    return een.naam == "fieldset" or een.attrs.get("role") == "group"


def _beste(naam: str, waaruit: Iterable[Element]) -> Element | None:
    """The one that is called ``naam``; else the first whose name begins with it."""
    keuze = [(een, (een.tekst, een.aaneen)) for een in waaruit]
    precies = (een for een, namen in keuze if naam in namen)
    begin = (een for een, namen in keuze if any(tekst.startswith(naam) for tekst in namen))
    return next(precies, None) or next(begin, None)
