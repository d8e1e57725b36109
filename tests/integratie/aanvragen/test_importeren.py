"""Importing into a database: everything or nothing, and a second time nothing, on both databases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.aanvragen.importeren import Importuitkomst, importeer
from subsidie.aanvragen.models import (
    Aanvraag,
    Aanvraagstatus,
    AanvraagVersie,
    Project,
    Versiesoort,
    Woonruimteregel,
)
from subsidie.aanvragen.service import get_aanvraag, get_versie
from subsidie.audit.models import Gebeurtenis
from subsidie.cli import main
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.register.models import Gemeente
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import get_tranche, laad_tranche
from subsidie.web.db import db
from tests.fabrieken.geladen import begin_met_tranches
from tests.fabrieken.importbestanden import aanvraag, als_csv, als_xlsx, regel, voorbeeld

Schrijf = Callable[[], AbstractContextManager[None]]
Bestanden = list[tuple[str, bytes]]

NU = datetime(2023, 7, 10, 7, 0, tzinfo=UTC)
TABELLEN = (Aanvraag, AanvraagVersie, Woonruimteregel, Project, Gebeurtenis)
VOORBEELD: Bestanden = [(naam, voorbeeld(naam)) for naam in ("aanvragen", "woonruimten")]


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    """The tranche of 2023, and that of 2022 beside it."""
    begin_met_tranches("rha-2022", "rha-2023", nu=NU)
    return get_tranche("rha-2023")


def _csv(aanvragen: list[dict[str, str]], woonruimten: list[dict[str, str]]) -> Bestanden:
    return [("a.csv", als_csv(aanvragen)), ("w.csv", als_csv(woonruimten))]


def _importeer(schrijf: Schrijf, bestanden: Bestanden, *, code: str = "rha-2023") -> Importuitkomst:
    with schrijf():
        return importeer(get_tranche(code), bestanden, door=None, nu=NU)


def _stand() -> dict[str, int]:
    """How many rows there are of everything an import can write."""
    db.session.rollback()  # not what this transaction saw before
    return {
        tabel.__tablename__: db.session.scalars(select(func.count()).select_from(tabel)).one()
        for tabel in TABELLEN
    }


def test_de_voorbeeldaanvragen_komen_erin_met_versie_en_hash(tranche: Tranche, schrijf: Schrijf) -> None:
    uitkomst = _importeer(schrijf, VOORBEELD)

    assert uitkomst == Importuitkomst(
        aanvragen=131, gemeenten=85, woonruimteregels=221, gevraagd_cent=49_160_354_00,
        nieuw=131, gewijzigd=0, ongewijzigd=0,
    )  # fmt: skip
    versies = db.session.scalars(select(AanvraagVersie)).all()
    assert len(versies) == 131
    assert all(versie.sha256 == sha256_hex(versie.gegevens.encode()) for versie in versies)
    assert {versie.soort for versie in versies} == {Versiesoort.IMPORT}
    assert sum(versie.gevraagd_cent for versie in versies) == 49_160_354_00
    assert {een.status for een in db.session.scalars(select(Aanvraag))} == {Aanvraagstatus.VOLLEDIG}
    assert _stand()["woonruimteregel"] == 221


def test_hetzelfde_bestand_nog_een_keer_verandert_niets(tranche: Tranche, schrijf: Schrijf) -> None:
    _importeer(schrijf, VOORBEELD)
    ervoor = _stand()

    uitkomst = _importeer(schrijf, VOORBEELD)

    assert (uitkomst.nieuw, uitkomst.gewijzigd, uitkomst.ongewijzigd) == (0, 0, 131)
    assert _stand() == ervoor


def test_dezelfde_aanvraag_in_een_werkmap_verandert_niets(tranche: Tranche, schrijf: Schrijf) -> None:
    _importeer(schrijf, _csv([aanvraag()], [regel()]))

    uitkomst = _importeer(schrijf, [("x", als_xlsx([aanvraag(gevraagd_eur=85000)], [regel(aantal=10)]))])

    assert (uitkomst.nieuw, uitkomst.gewijzigd, uitkomst.ongewijzigd) == (0, 0, 1)


def test_een_gewijzigde_rij_wordt_een_nieuwe_versie(tranche: Tranche, schrijf: Schrijf) -> None:
    twee = [aanvraag(), aanvraag(aanvraagnummer="A-2")]
    regels = [regel(), regel(aanvraagnummer="A-2")]
    _importeer(schrijf, _csv(twee, regels))
    eerste = get_versie(get_aanvraag("A-2")).sha256

    uitkomst = _importeer(schrijf, _csv([twee[0], twee[1] | {"gevraagd_eur": "80000"}], regels))

    assert (uitkomst.nieuw, uitkomst.gewijzigd, uitkomst.ongewijzigd) == (0, 1, 1)
    tweede = get_versie(get_aanvraag("A-2"))
    assert (tweede.volgnummer, tweede.gevraagd_cent) == (2, 8_000_000)
    assert tweede.sha256 != eerste
    assert get_aanvraag("A-1").huidige_versie == 1


def test_een_fout_in_een_rij_laat_niets_achter(tranche: Tranche, schrijf: Schrijf) -> None:
    ervoor = _stand()
    rijen = [aanvraag(), aanvraag(aanvraagnummer="A-2", gm_code="GM9999")]

    with pytest.raises(OngeldigeInvoer):
        _importeer(schrijf, _csv(rijen, [regel(), regel(aanvraagnummer="A-2")]))

    assert _stand() == ervoor


def test_wat_niet_meer_mag_veranderen_komt_tegelijk_en_laat_niets_achter(
    tranche: Tranche, schrijf: Schrijf
) -> None:
    nummers = ["A-1", "A-2", "A-3"]
    rijen = [aanvraag(aanvraagnummer=nummer) for nummer in nummers]
    regels = [regel(aanvraagnummer=nummer) for nummer in [*nummers, "A-4"]]
    _importeer(schrijf, _csv(rijen, regels[:3]))
    with schrijf():
        get_aanvraag("A-3").status = Aanvraagstatus.IN_BEOORDELING
    ervoor = _stand()
    nieuw = [
        aanvraag(aanvraagnummer="A-4"),
        rijen[0],
        rijen[1] | {"ontvangen_op": "2023-06-01T09:00:01+02:00"},
        rijen[2] | {"gevraagd_eur": "1"},
    ]

    with pytest.raises(OngeldigeInvoer) as fout:
        _importeer(schrijf, _csv(nieuw, regels))

    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["aanvragen, rij 4", "aanvragen, rij 5"]
    assert "Awb 2:17" in fout.value.gebreken[0].melding
    assert "in_beoordeling" in fout.value.gebreken[1].melding
    assert _stand() == ervoor


def test_een_aanvraag_van_een_andere_tranche_wordt_niet_stil_overgeslagen(
    tranche: Tranche, schrijf: Schrijf
) -> None:
    bestanden = _csv([aanvraag()], [regel()])
    _importeer(schrijf, bestanden)

    with pytest.raises(OngeldigeInvoer, match="andere tranche"):
        _importeer(schrijf, bestanden, code="rha-2022")


def test_het_spoor_kent_de_hash_van_elk_bestand_en_geen_naam(tranche: Tranche, schrijf: Schrijf) -> None:
    bestanden = _csv([aanvraag()], [regel()])
    _importeer(schrijf, bestanden)

    gebeurtenis = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "tranche:aanvragen_geimporteerd")
    ).one()
    assert (gebeurtenis.object_soort, gebeurtenis.object_id) == ("tranche", "rha-2023")
    assert json.loads(gebeurtenis.gegevens) == {
        "sha256": {
            "aanvragen": hashlib.sha256(bestanden[0][1]).hexdigest(),
            "woonruimten": hashlib.sha256(bestanden[1][1]).hexdigest(),
        },
        "nieuw": 1,
        "gewijzigd": 0,
        "ongewijzigd": 0,
    }


def test_de_gemeenten_komen_uit_de_database(tranche: Tranche, schrijf: Schrijf) -> None:
    with schrijf():
        db.session.get_one(Gemeente, "GM0826").geldig_tot = datetime(2023, 6, 1, tzinfo=UTC).date()

    with pytest.raises(OngeldigeInvoer, match="bestaat niet meer sinds 1 juni 2023"):
        _importeer(schrijf, _csv([aanvraag()], [regel()]))


def test_zonder_register_wordt_niet_elke_gemeente_onbekend_genoemd(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        definitie = next(een for een in alle_tranches() if een.code == "rha-2023")
        laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=None, nu=NU)

    with pytest.raises(Domeinfout, match="Het register van gemeenten is leeg"):
        _importeer(schrijf, _csv([aanvraag()], [regel()]))


@pytest.mark.parametrize("aantal", [0, 3])
def test_een_ander_aantal_bestanden_kan_niet(tranche: Tranche, schrijf: Schrijf, aantal: int) -> None:
    with pytest.raises(OngeldigeInvoer, match="één XLSX-bestand op, of twee CSV-bestanden"):
        _importeer(schrijf, [("x", b"")] * aantal)


def test_een_letter_die_in_geen_lettertype_staat_kan_niet_in_een_brief(
    tranche: Tranche, schrijf: Schrijf
) -> None:
    with pytest.raises(OngeldigeInvoer, match="kolom projectnaam: Deze tekens kunnen niet in een brief"):
        _importeer(schrijf, _csv([aanvraag(projectnaam="Hof 漢字")], [regel()]))


# The command


class Opdracht:
    """Runs ``subsidie importeer`` in this process, on the application of the test."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *argumenten: str) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        self.monkeypatch.setattr("sys.argv", ["subsidie", "importeer", *argumenten])
        with pytest.raises(SystemExit) as einde:
            main()
        gelezen = self.capsys.readouterr()
        return int(einde.value.code or 0), gelezen.out, gelezen.err


@pytest.fixture
def opdracht(app: Flask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Opdracht:
    monkeypatch.setattr("subsidie.cli.importeren.create_app", lambda: app)
    return Opdracht(capsys, monkeypatch)


def _schrijf_bestanden(map_: Path, bestanden: Bestanden) -> list[str]:
    paden = []
    for naam, inhoud in bestanden:
        (map_ / naam).write_bytes(inhoud)
        paden.append(str(map_ / naam))
    return paden


def test_de_opdracht_telt_wat_erin_kwam_en_een_proef_bewaart_niets(
    tranche: Tranche, opdracht: Opdracht, tmp_path: Path
) -> None:
    paden = _schrijf_bestanden(tmp_path, _csv([aanvraag()], [regel()]))
    telling = (
        "1 aanvraag van 1 gemeente, 1 regel woonruimten, € 85.000 gevraagd\n"
        "1 nieuw, 0 gewijzigd, 0 ongewijzigd\n"
    )
    ervoor = _stand()

    assert opdracht("rha-2023", *paden, "--proef") == (0, f"Proef: er is niets opgeslagen.\n{telling}", "")
    assert _stand() == ervoor
    assert opdracht("rha-2023", *paden) == (0, telling, "")
    assert _stand()["aanvraag"] == 1


def test_fouten_staan_elk_op_een_regel_van_standaardfout(
    tranche: Tranche, opdracht: Opdracht, tmp_path: Path
) -> None:
    paden = _schrijf_bestanden(tmp_path, _csv([aanvraag(bouwvorm="a\nb")], [regel(aard="x")]))

    for opties in ([], ["--proef"]):
        status, uit, fout = opdracht("rha-2023", *paden, *opties)
        assert (status, uit) == (2, "")
        assert [een.split(":")[0] for een in fout.splitlines()] == [
            "aanvragen, rij 2, kolom bouwvorm",
            "woonruimten, rij 2, kolom aard",
        ]


def test_de_opdracht_leest_ook_een_werkmap(tranche: Tranche, opdracht: Opdracht, tmp_path: Path) -> None:
    (pad,) = _schrijf_bestanden(tmp_path, [("alles.xlsx", als_xlsx([aanvraag()], [regel()]))])

    assert opdracht("rha-2023", pad)[1].endswith("1 nieuw, 0 gewijzigd, 0 ongewijzigd\n")


def test_een_tranche_die_er_niet_is_wordt_genoemd(
    tranche: Tranche, opdracht: Opdracht, tmp_path: Path
) -> None:
    paden = _schrijf_bestanden(tmp_path, _csv([aanvraag()], [regel()]))

    assert opdracht("rha-1999", *paden) == (1, "", "Er is geen tranche ‘rha-1999’ in de database.\n")
