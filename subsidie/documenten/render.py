"""From plain values to a document: the template, the PDF, its hash, and what it was made with."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import Any, Final

from subsidie.documenten.sjablonen import maak_html, omgeving, versie
from subsidie.documenten.waarden import naar_json
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.platform.pdf import Bijlage, maak_pdf, opmaak, toolchain
from subsidie.platform.werkers import werk_parallel

BIJLAGE: Final = "gegevens.json"
"""The name of the attachment with the values that the document states (canonical JSON, RFC 8785)."""

_TITEL = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gerenderd:
    """A finished document. ``sha256`` of the file; ``gegevens_sha256`` of the canonical values in it."""

    pdf: bytes
    sha256: str
    titel: str
    sjabloon: str
    sjabloon_versie: str
    gegevens_sha256: str
    toolchain: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taak:
    """A document to make. ``gegevens``: plain values, as a mapping or a frozen dataclass; ``moment``:
    aware, the date of creation in the file."""

    kenmerk: str
    sjabloon: str
    gegevens: Any
    moment: datetime


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of a task: the document, or ``fout``: why not, in Dutch."""

    kenmerk: str
    gerenderd: Gerenderd | None = None
    fout: str | None = None


def render(sjabloon: str, gegevens: Any, *, moment: datetime) -> Gerenderd:
    """The document of a template with these values (a frozen dataclass or a mapping of plain values).

    The same values, moment, template version and toolchain give the same bytes. The values travel
    inside as an attachment. Raises what ``maak_html`` and ``maak_pdf`` raise, and TypeError for a value
    that is not plain.
    """
    waarden = naar_json(gegevens)
    if not isinstance(waarden, Mapping):
        raise TypeError("a document is made from named values")
    html = maak_html(sjabloon, dict(waarden))
    titel = _titel(html)
    inhoud = canonieke_json(waarden)
    bijlage = Bijlage(BIJLAGE, inhoud, "De gegevens waarop dit document rust")
    pdf = maak_pdf(html, titel=titel, moment=moment, bijlage=bijlage)
    return Gerenderd(
        pdf, sha256_hex(pdf), titel, sjabloon, versie(sjabloon), sha256_hex(inhoud), dict(toolchain())
    )


def render_parallel(taken: Sequence[Taak], *, werkers: int = 2) -> Generator[Uitkomst, None, None]:
    """Every task in ``werkers`` processes; yields each outcome when it is there, in no fixed order.

    A task that fails, or whose process crashes, yields its reason; the others go on. With ``werkers`` 0 it is done
    here, one after another: for a command that makes one letter and would wait longer for a process to start. There
    what fails raises.
    """
    if not werkers:
        for taak in taken:
            yield Uitkomst(taak.kenmerk, gerenderd=_maak(taak))
        return
    with closing(werk_parallel(_maak, taken, werkers=werkers, opwarmen=warm_op)) as resultaten:
        for resultaat in resultaten:
            kenmerk = taken[resultaat.index].kenmerk
            if resultaat.fout is None:
                yield Uitkomst(kenmerk, gerenderd=resultaat.waarde)
            else:
                yield Uitkomst(kenmerk, fout=resultaat.fout.melding)


def warm_op() -> None:
    """Load what every document needs: the fonts, the style sheet, the template environment."""
    opmaak()
    omgeving()
    toolchain()
    ontbrekende_tekens("")


def _maak(taak: Taak) -> Gerenderd:
    return render(taak.sjabloon, taak.gegevens, moment=taak.moment)


def _titel(html: str) -> str:
    gevonden = _TITEL.search(html)
    if gevonden is None or not gevonden[1].strip():
        raise ValueError("a document needs a title")
    return " ".join(unescape(gevonden[1]).split())
