"""From HTML to one PDF file that is PDF/A-3a (to keep) and PDF/UA-1 (for everyone to read).

No knowledge of the domain, no framework. The same HTML, title, moment and attachment give the same
bytes with the same :func:`toolchain`. Only for processes: never call this in a thread (the text
layout library is not safe there); :mod:`subsidie.platform.werkers` gives worker processes.
"""

from __future__ import annotations

import atexit
import ctypes
import logging
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from typing import Final
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from subsidie.kern.fouten import Domeinfout
from subsidie.platform import lettertypen
from subsidie.platform.pdf_ua import maak_toegankelijk

BASIS: Final = "https://statisch.invalid/"
"""What relative addresses in HTML and CSS start from: the folder ``static/``, never the network."""

STIJL: Final = "css/brief.css"

_SOORTEN: Final = {".css": "text/css", ".ttf": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}


class BronGeweigerd(Domeinfout):
    """A document asked for something that is not a bundled asset of the program."""


class OnbekendeTekens(Domeinfout):
    """The text has characters that the bundled fonts do not have; ``tekens`` lists them."""

    def __init__(self, tekens: list[str]) -> None:
        self.tekens = tekens
        super().__init__(
            f"Deze tekens kunnen niet in het document staan: {lettertypen.noem_tekens(tekens)}."
            " Vervang ze door gewone letters of leestekens."
        )


class OpmaakFout(RuntimeError):
    """WeasyPrint warned about the HTML or the CSS: an error of the programmer, not of the data."""


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A file that travels inside the PDF as its data (AFRelationship Data)."""

    naam: str
    inhoud: bytes
    omschrijving: str


class _Weigering(FatalURLFetchingError):
    """Stops the rendering; the ordinary errors of a fetcher only leave the image out."""


class Bundel(URLFetcher):
    """Serves the files under ``static/`` and refuses everything else: network, ``file:``, ``data:``."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bundled file at ``url``; anything else stops the rendering."""
        delen = urlsplit(url)
        if f"{delen.scheme}://{delen.netloc}/" != BASIS:
            raise _Weigering(url)
        bestand = (lettertypen.STATISCH / unquote(delen.path).lstrip("/")).resolve()
        soort = _SOORTEN.get(bestand.suffix)
        if soort is None or not bestand.is_relative_to(lettertypen.STATISCH) or not bestand.is_file():
            raise _Weigering(url)
        return URLFetcherResponse(url, bestand.read_bytes(), {"Content-Type": soort})


class _Kleuren(ColorProfile):
    """sRGB as it stands in the file.

    WeasyPrint opens that file anew for each document, leaves it open, and writes what the library for
    colours makes of it, which is not always the same bytes.
    """

    def __init__(self) -> None:
        self._icc = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
        super().__init__(BytesIO(self._icc), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))

    @property
    def content(self) -> bytes:
        return self._icc


@dataclass(frozen=True, slots=True)
class Opmaak:
    """What every document of this process shares: parsed once, used many times."""

    lettertypen: FontConfiguration
    stijlen: tuple[CSS, ...]
    kleuren: ColorProfile
    bundel: Bundel


@cache
def opmaak() -> Opmaak:
    """The fonts and the style sheet of this process (parsed at the first call)."""
    with _alleen_eigen_lettertypen():
        configuratie = FontConfiguration()
    # It keeps copies of the fonts in a folder of its own and forgets that when the process ends.
    atexit.register(configuratie.__del__)
    bundel = Bundel()
    with _streng():
        stijl = CSS(url=BASIS + STIJL, url_fetcher=bundel, font_config=configuratie)
    return Opmaak(configuratie, (stijl,), _Kleuren(), bundel)


def maak_pdf(
    html: str,
    *,
    titel: str,
    moment: datetime,
    taal: str = "nl",
    bijlage: Bijlage | None = None,
) -> bytes:
    """``html`` (a whole document) as a PDF that is both PDF/A-3a and PDF/UA-1.

    ``titel`` is shown by the reader instead of the file name; ``moment`` (aware) is the date of
    creation in the file, so that making it again gives the same bytes. Raises OnbekendeTekens for
    characters outside the bundled fonts, BronGeweigerd for anything that is not a bundled asset,
    OpmaakFout for faulty HTML or CSS.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment of a document needs a time zone")
    if tekens := lettertypen.ontbrekende_tekens(html):
        raise OnbekendeTekens(tekens)
    deel = opmaak()
    utc = moment.astimezone(UTC).replace(microsecond=0)
    try:
        with _streng():
            document = HTML(string=html, base_url=BASIS, url_fetcher=deel.bundel).render(
                font_config=deel.lettertypen, stylesheets=list(deel.stijlen)
            )
            document.color_profiles["srgb"] = deel.kleuren
            metadata = document.metadata
            metadata.title, metadata.lang = titel, taal
            metadata.created = metadata.modified = utc.strftime("%Y-%m-%dT%H:%M:%SZ")
            return bytes(
                document.write_pdf(
                    pdf_variant="pdf/a-3a",
                    output_intent="statisch",  # "srgb" would replace what was set above
                    finisher=maak_toegankelijk,
                    attachments=[_aanhangsel(bijlage, utc)] if bijlage else None,
                )
            )
    except _Weigering as weigering:
        raise BronGeweigerd(f"Een document mag dit niet ophalen: {weigering}") from None


def _aanhangsel(bijlage: Bijlage, utc: datetime) -> Attachment:
    """WeasyPrint reads an attachment once, so each document needs its own."""
    return Attachment(
        string=bijlage.inhoud,
        name=bijlage.naam,
        description=bijlage.omschrijving,
        created=utc,
        modified=utc,
        relationship="Data",
    )


@cache
def toolchain() -> dict[str, str]:
    """What the bytes of a document depend on besides its values: versions and font hashes."""
    return {
        "weasyprint": version("weasyprint"),
        "pydyf": version("pydyf"),
        "pango": _versie(("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
        "harfbuzz": _versie(("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
        "harfbuzz_subset": _versie(
            ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "hb_version_string"
        ),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{f"lettertype {naam}": waarde for naam, waarde in lettertypen.hashes().items()},
    }


def _versie(bibliotheken: tuple[str, ...], functie: str) -> str:
    for bibliotheek in bibliotheken:
        try:
            vraag = getattr(ctypes.CDLL(bibliotheek), functie)
        except (OSError, AttributeError):
            continue
        vraag.restype = ctypes.c_char_p
        return bytes(vraag()).decode()
    return "afwezig"


@contextmanager
def _alleen_eigen_lettertypen() -> Iterator[None]:
    """Fontconfig reads our configuration, without the fonts and measures of this machine."""
    vorige = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(lettertypen.FONTCONFIG)
    try:
        yield
    finally:
        if vorige is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = vorige


class _Verzamelaar(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.meldingen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        melding = record.getMessage()
        # Without libharfbuzz-subset the file is made by fontTools: slower, other bytes, as valid.
        if "HarfBuzz-Subset" not in melding:
            self.meldingen.append(melding)


@contextmanager
def _streng() -> Iterator[None]:
    """What WeasyPrint only warns of (a missing alt text, an unknown property) is an error here."""
    logger = logging.getLogger("weasyprint")
    verzamelaar = _Verzamelaar()
    logger.addHandler(verzamelaar)
    try:
        yield
    finally:
        logger.removeHandler(verzamelaar)
    if verzamelaar.meldingen:
        raise OpmaakFout("; ".join(verzamelaar.meldingen))
