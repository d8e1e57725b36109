"""Writes what an allocation produced to a folder: letters, protocol, ranking list, outcome, input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import Opslag
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.models import Trancheaard
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import kenmerk_protocol, kenmerk_ranglijst
from subsidie.verdeling.ranglijst import ranglijst_tabel
from subsidie.verdeling.service import invoer_van, uitkomst_van

LET_OP = "VOORBEELD – verzonnen gegevens"
LEESMIJ = f"""{LET_OP}

Alles in deze map hoort bij een voorbeeld. De gemeenten bestaan, hun projecten en aanvragen zijn verzonnen.
Er is niets verzonden en niemand kan aan een brief rechten ontlenen. De besluiten dragen een vast moment
(4 december 2023): dat hoort bij het voorbeeld.

brieven/              een besluit per aanvraag, als PDF met de gegevens erin
protocol-trekking.pdf het protocol van de loting
ranglijst.*           alle aanvragen in volgorde, als PDF, XLSX en CSV
uitkomst.json         de uitkomst van de verdeling
invoer.json           waarmee u haar narekent: subsidie narekenen verdeling invoer.json
bevroren-invoer.json  de tekst waarvan de hash in het protocol staat: sha256sum bevroren-invoer.json
"""


def schrijf_uitvoer(verdeling: Verdeling, opslag: Opslag, map_: Path) -> int:
    """Write everything into ``map_`` (made when missing); returns the number of letters.

    Writing again gives the same files. Raises ``Domeinfout`` when the folder cannot be written.
    """
    let_op = LET_OP if verdeling.tranche.aard is not Trancheaard.ECHT else ""
    try:
        brieven = map_ / "brieven"
        brieven.mkdir(parents=True, exist_ok=True)
        if let_op:
            (map_ / "LEESMIJ.txt").write_text(LEESMIJ, encoding="utf-8")
        beschikkingen = list_beschikkingen(verdeling)
        for beschikking in beschikkingen:
            document = get_document(beschikking.kenmerk)
            (brieven / f"{beschikking.kenmerk}.pdf").write_bytes(lees_bestand(document, opslag))
        for kenmerk, naam in (
            (kenmerk_protocol(verdeling), "protocol-trekking"),
            (kenmerk_ranglijst(verdeling), "ranglijst"),
        ):
            (map_ / f"{naam}.pdf").write_bytes(lees_bestand(get_document(kenmerk), opslag))
        tabel = ranglijst_tabel(verdeling, let_op=let_op)
        (map_ / "ranglijst.csv").write_bytes(als_csv(tabel))
        (map_ / "ranglijst.xlsx").write_bytes(
            als_xlsx(tabel, moment=verdeling.vastgesteld_op or verdeling.bevroren_op)
        )
        _schrijf_json(
            map_ / "uitkomst.json", ({"let_op": let_op} if let_op else {}) | uitkomst_van(verdeling)
        )
        # Exactly what was hashed before the draw, and what anyone feeds to `subsidie narekenen verdeling`.
        (map_ / "bevroren-invoer.json").write_bytes(verdeling.bevroren.encode())
        _schrijf_json(
            map_ / "invoer.json", ({"let_op": let_op} if let_op else {}) | {"invoer": invoer_van(verdeling)}
        )
    except OSError as fout:
        raise Domeinfout(f"Schrijven naar {map_} lukt niet: {fout.strerror or fout}.") from fout
    return len(beschikkingen)


def _schrijf_json(pad: Path, inhoud: dict[str, Any]) -> None:
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
