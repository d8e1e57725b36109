"""Work in other processes: every task gets its answer, and a crash costs one task."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from subsidie.kern.fouten import NietGevonden
from subsidie.platform.werkers import Taakfout, WerkersStartenNiet, werk_parallel


def kwadraat(getal: int) -> tuple[int, int]:
    return getal * getal, os.getpid()


def grillig(taak: object) -> object:
    if taak == "sterf":
        os.kill(os.getpid(), signal.SIGKILL)
    if taak == "stop":
        os._exit(3)
    if taak == "regel":
        raise NietGevonden("Dit bestaat niet.")
    if taak == "fout":
        raise KeyError("sleutel")
    if taak == "veel":
        return b"x" * 3_000_000
    return taak


def grootte(taak: bytes) -> bytes:
    return taak


def wat_is_geladen(_: int) -> list[str]:
    return sorted({naam.split(".")[0] for naam in sys.modules} & {"flask", "sqlalchemy", "pytest"})


def start_niet() -> None:
    raise RuntimeError("kapot")


def schrijf_merk() -> None:
    with Path(os.environ["MERK"]).open("a") as bestand:
        bestand.write("x")


def test_elke_taak_krijgt_zijn_antwoord_van_meer_processen() -> None:
    uit = {resultaat.index: resultaat.waarde for resultaat in werk_parallel(kwadraat, range(40), werkers=2)}
    assert {index: waarde[0] for index, waarde in uit.items() if waarde} == {n: n * n for n in range(40)}
    assert len({waarde[1] for waarde in uit.values() if waarde}) == 2


def test_zonder_taken_start_er_niets() -> None:
    assert list(werk_parallel(start_niet_nodig, [], opwarmen=start_niet)) == []


def start_niet_nodig(_: object) -> None:
    raise AssertionError


def test_niet_meer_processen_dan_taken() -> None:
    uit = list(werk_parallel(kwadraat, [3], werkers=8))
    assert [resultaat.waarde[0] for resultaat in uit if resultaat.waarde] == [9]


@pytest.mark.parametrize(("taak", "oorzaak"), [("sterf", "signaal SIGKILL"), ("stop", "code 3")])
@pytest.mark.parametrize("werkers", [1, 2])
def test_een_proces_dat_omvalt_kost_een_taak(taak: str, oorzaak: str, werkers: int) -> None:
    taken = [1, taak, 2, 3, taak, 4, 5, 6]
    uit = {resultaat.index: resultaat for resultaat in werk_parallel(grillig, taken, werkers=werkers)}
    assert uit.keys() == set(range(8))
    for index, gevraagd in enumerate(taken):
        fout = uit[index].fout
        if gevraagd == taak:
            assert fout is not None
            assert oorzaak in fout.melding
        else:
            assert (uit[index].waarde, fout) == (gevraagd, None)


def test_een_fout_zegt_of_een_regel_of_het_programma_niet_klopte() -> None:
    uit = {
        resultaat.index: resultaat.fout
        for resultaat in werk_parallel(grillig, ["regel", "fout", 1], werkers=1)
    }
    assert uit[0] == Taakfout("NietGevonden", "Dit bestaat niet.", domein=True)
    assert uit[1] is not None
    assert not uit[1].domein
    assert "KeyError" in uit[1].spoor
    assert uit[2] is None


def test_grote_taken_en_grote_antwoorden_houden_elkaar_niet_op() -> None:
    taken = [bytes([n]) * 2_000_000 for n in range(8)]
    uit = {resultaat.index: resultaat.waarde for resultaat in werk_parallel(grootte, taken, werkers=2)}
    assert all(uit[index] == taak for index, taak in enumerate(taken))


def test_een_werker_laadt_het_programma_niet_dat_hem_startte() -> None:
    (resultaat,) = werk_parallel(wat_is_geladen, [0], werkers=1)
    # This test module itself imports pytest; the program (Flask, SQLAlchemy) stays out.
    assert resultaat.waarde == ["pytest"]


def test_wie_niet_kan_starten_meldt_dat_meteen(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WerkersStartenNiet):
        list(werk_parallel(kwadraat, range(5), opwarmen=start_niet))
    assert "kapot" in capfd.readouterr().err


def test_opwarmen_gebeurt_een_keer_per_proces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merk = tmp_path / "merk"
    monkeypatch.setenv("MERK", str(merk))
    list(werk_parallel(kwadraat, range(20), werkers=2, opwarmen=schrijf_merk))
    assert merk.read_text() == "xx"


def test_wie_eerder_stopt_laat_geen_processen_achter() -> None:
    stroom = werk_parallel(kwadraat, range(100), werkers=2)
    eerste = next(stroom)
    assert eerste.waarde
    stroom.close()
    with pytest.raises(ProcessLookupError):
        os.kill(eerste.waarde[1], 0)


def test_een_functie_binnen_een_functie_kan_niet() -> None:
    with pytest.raises(ValueError, match="function of a module"):
        list(werk_parallel(lambda taak: taak, [1]))


def test_minstens_een_werker() -> None:
    with pytest.raises(ValueError, match="at least one"):
        list(werk_parallel(kwadraat, [1], werkers=0))
