"""One award from payment to recovery, on both databases. The steps are in ``tests.verhaal``; here is what must be true
of the whole when it is over.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from flask import Flask

from subsidie.audit.controle import controleer
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.vorderingmodellen import Ontvangst
from subsidie.web.db import db
from tests.verhaal.bouwverloop import DAARNA, begin_na_alles, speel_verder
from tests.verhaal.bouwwereld import NUMMER
from tests.verhaal.stappen import nazien, terugbetalen


def test_na_het_hele_verhaal_klopt_het_geld_de_keten_en_het_dossier(app: Flask, tmp_path: Path) -> None:
    begin_na_alles()
    betaald = list(db.session.query(Betaalopdracht))
    ontvangen = sum(een.bedrag_cent for een in db.session.query(Ontvangst))
    genomen = [een for een in db.session.query(Beschikking) if een.aanvraag.nummer == NUMMER]

    # What left is what was settled, what came back for the award, and what the fund still has; interest beside it.
    assert {een.status for een in betaald} == {Opdrachtstatus.BETAALD}
    rente = 349_09
    assert (
        sum(een.bedrag_cent for een in betaald) == 37_500_00 + (ontvangen - rente) + terugbetalen.FONDS_CENT
    )
    assert [een.soort for een in genomen] == [
        Besluitsoort.VERLENING, Besluitsoort.WIJZIGING, Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING,
        Besluitsoort.RENTE,
    ]  # fmt: skip
    assert {een.status for een in genomen} == {Besluitstatus.BEKENDGEMAAKT}

    # Nobody did two things that must be apart.
    assert all(een.opgesteld_door_id != een.getekend_door_id for een in genomen)
    assert all(een.opgesteld_door_id != een.goedgekeurd_door_id for een in betaald)

    assert controleer(db.engine, None, ()).goed
    with speel_verder(app, DAARNA) as spel:
        nazien.controleer(spel.als("aad"))
        with zipfile.ZipFile(io.BytesIO(nazien.haal_dossier(spel.als("aad")))) as pakket:
            pakket.extractall(tmp_path / "pakket")
    script = next((tmp_path / "pakket").rglob("controleer.py"))
    verslag = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=False)
    assert verslag.returncode == 0, verslag.stdout + verslag.stderr
    assert "IN ORDE" in verslag.stdout


def test_wie_er_niet_over_gaat_leest_zonder_knoppen_of_niets(app: Flask) -> None:
    begin_na_alles()
    with speel_verder(app, DAARNA) as spel:
        nazien.lees_zonder_knoppen(spel.als("beheer"))
        nazien.is_er_niet(spel.als("tess"))
        nazien.is_niet_van_hem(spel.als("rik"))
        # And not only where somebody thought of it: every address that Deventer has about its application.
        eigen, ander = spel.als("deventer"), spel.als("tess")
        adressen = {
            een for pad in nazien.VAN_DE_GEMEENTE for een in eigen.open(f"/aanvragen/{NUMMER}{pad}").adressen
        }
        over_de_aanvraag = sorted(een for een in adressen if een.startswith(f"/aanvragen/{NUMMER}"))
        assert len(over_de_aanvraag) > 30
        for adres in over_de_aanvraag:
            ander.open(adres, status=404)
