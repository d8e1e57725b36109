"""Reading a PDF back: its tags in reading order, its text per page, what is attached."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest


@dataclass(frozen=True)
class Tag:
    """One element of the structure tree: its kind, its parent's kind, and a table header's scope."""

    soort: str
    ouder: str
    bereik: str | None


def tags(pdf: bytes) -> list[Tag]:
    """Every structure element in reading order."""
    with pikepdf.open(BytesIO(pdf)) as bestand:
        return list(_loop(bestand.Root.StructTreeRoot.K, "Root"))


def _loop(knoop: object, ouder: str) -> Iterator[Tag]:
    if isinstance(knoop, pikepdf.Array):
        for deel in knoop:
            yield from _loop(deel, ouder)
    elif isinstance(knoop, pikepdf.Dictionary) and "/S" in knoop:
        soort = str(knoop.S).removeprefix("/")
        eigenschappen = knoop.get("/A")
        bereik = eigenschappen.get("/Scope") if isinstance(eigenschappen, pikepdf.Dictionary) else None
        yield Tag(soort, ouder, str(bereik).removeprefix("/") if bereik is not None else None)
        if "/K" in knoop:
            yield from _loop(knoop.K, soort)


def bijlagen(pdf: bytes) -> dict[str, tuple[bytes, str]]:
    """The attached files: name to (content, relationship)."""
    with pikepdf.open(BytesIO(pdf)) as bestand:
        return {
            naam: (deel.get_file().read_bytes(), str(deel.obj.AFRelationship))
            for naam, deel in bestand.attachments.items()
        }


def tekst_per_bladzijde(pdf: bytes) -> list[str]:
    """The text of each page as pdftotext reads it, spaces and line ends made single."""
    opdracht = shutil.which("pdftotext")
    if opdracht is None:
        pytest.skip("pdftotext ontbreekt: apt-get install poppler-utils")
    uit = subprocess.run([opdracht, "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return [" ".join(blad.split()) for blad in uit.decode().split("\f")[:-1]]


def tekst(pdf: bytes) -> str:
    """The text of all pages."""
    return " ".join(tekst_per_bladzijde(pdf))
