"""Files to import: rows that are right, to which a test changes only what it is about."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import xlsxwriter

from subsidie.aanvragen.bronbestand import Bron, lees_csv
from subsidie.aanvragen.importlezer import lees_import
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, WOONRUIMTEKOLOMMEN
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.register.gemeenten import gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.regels import Regels

Cellen = Mapping[str, Any]

NU = datetime(2023, 7, 10, 7, 0, tzinfo=UTC)
"""After the window of 2023 has closed."""


def voorbeeld(naam: str) -> bytes:
    """One of the example files in the package: ``aanvragen`` or ``woonruimten``."""
    return (files("subsidie.voorbeeld") / "data" / f"rha2023_{naam}.csv").read_bytes()


def aanvraag(**anders: Any) -> dict[str, Any]:
    """A row of the table aanvragen; every cell as text."""
    return {
        "aanvraagnummer": "A-1", "gm_code": "GM0826", "gemeente": "Oosterhout", "projectnaam": "Parkzicht",
        "bouwvorm": "nieuwbouw", "ontvangen_op": "2023-06-01T09:00:00+02:00",
        "volledig_op": "2023-06-02T10:30:00+02:00", "totale_kosten_eur": "500000",
        "eigen_bijdrage_en_overige_dekking_eur": "400000", "gevraagd_eur": "85000",
        "start_bouw_gepland": "2024-01-15", "oplevering_gepland": "2025-06-30",
    } | anders  # fmt: skip


def regel(**anders: Any) -> dict[str, Any]:
    """A row of the table woonruimten, of the application ``A-1``."""
    return {
        "aanvraagnummer": "A-1", "regel": "1", "doelgroep": "statushouders", "aard": "permanent",
        "soort": "zelfstandig", "aantal": "10", "huurprijs_per_maand_eur": "600",
    } | anders  # fmt: skip


def als_csv(
    rijen: Sequence[Cellen],
    kolommen: Sequence[str] | None = None,
    *,
    scheidingsteken: str = ",",
    regeleinde: str = "\r\n",
) -> bytes:
    """A CSV file in UTF-8; columns as in the first row unless named."""
    stroom = io.StringIO()
    schrijver = csv.writer(stroom, delimiter=scheidingsteken, lineterminator=regeleinde)
    namen = list(kolommen or rijen[0])
    schrijver.writerow(namen)
    schrijver.writerows([rij.get(naam, "") for naam in namen] for rij in rijen)
    return stroom.getvalue().encode()


def als_xlsx(
    aanvragen: Sequence[Cellen],
    woonruimten: Sequence[Cellen],
    *,
    bladen: tuple[str, str] = ("aanvragen", "woonruimten"),
    bewerk: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A workbook; a cell gets the kind of its value. ``bewerk`` gets the workbook and its first sheet."""
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    dag = boek.add_format({"num_format": "dd-mm-yyyy"})
    moment = boek.add_format({"num_format": "dd-mm-yyyy hh:mm:ss"})
    for naam, rijen, standaard in zip(
        bladen, (aanvragen, woonruimten), (AANVRAAGKOLOMMEN, WOONRUIMTEKOLOMMEN), strict=True
    ):
        blad = boek.add_worksheet(naam)
        kolommen = list(rijen[0] if rijen else standaard)
        blad.write_row(0, 0, kolommen)
        for nummer, rij in enumerate(rijen, start=1):
            for plaats, kolom in enumerate(kolommen):
                waarde = rij.get(kolom, "")
                if isinstance(waarde, datetime):
                    blad.write_datetime(nummer, plaats, waarde, moment)
                elif isinstance(waarde, date):
                    blad.write_datetime(nummer, plaats, waarde, dag)
                elif isinstance(waarde, str):
                    blad.write_string(nummer, plaats, waarde)
                else:
                    blad.write(nummer, plaats, waarde)
    if bewerk is not None:
        bewerk(boek, boek.worksheets()[0])
    boek.close()
    return stroom.getvalue()


def met_deel(werkmap: bytes, pad: str, verander: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one of its parts changed."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(werkmap)) as van, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as naar:
        for naam in van.namelist():
            deel = van.read(naam)
            naar.writestr(naam, verander(deel) if naam == pad else deel)
    return uit.getvalue()


@cache
def regels_van(code: str) -> Regels:
    """The rules of one of the six tranches in the package."""
    return next(tranche.regels for tranche in alle_tranches() if tranche.code == code)


def lees(
    bron: Bron, *, tranche: str = "rha-2023", nu: datetime = NU, ontbreekt: str = ""
) -> list[Aanvraaginvoer]:
    """Read ``bron`` for ``tranche``; the characters in ``ontbreekt`` are in no font."""
    return lees_import(
        bron,
        regels=regels_van(tranche),
        register=gemeenten(),
        nu=nu,
        ontbrekende_tekens=lambda tekst: sorted(set(tekst) & set(ontbreekt)),
    )


def lees_rijen(
    aanvragen: Sequence[Cellen], woonruimten: Sequence[Cellen], **opties: Any
) -> list[Aanvraaginvoer]:
    """Read these rows as two CSV files."""
    bron = lees_csv(als_csv(aanvragen, None), als_csv(woonruimten, None))
    return lees(bron, **opties)


def gebreken_in(aanvragen: Sequence[Cellen], woonruimten: Sequence[Cellen], **opties: Any) -> list[str]:
    """Every fault in these rows, as a person sees it; empty when there is none."""
    try:
        lees_rijen(aanvragen, woonruimten, **opties)
    except OngeldigeInvoer as fout:
        return [str(gebrek) for gebrek in fout.gebreken]
    return []


def gebrek_in(aanvragen: Sequence[Cellen], woonruimten: Sequence[Cellen], **opties: Any) -> str:
    """The one fault in these rows."""
    (gebrek,) = gebreken_in(aanvragen, woonruimten, **opties)
    return gebrek
