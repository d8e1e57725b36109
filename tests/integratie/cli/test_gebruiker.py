"""``subsidie gebruiker``: from an empty installation to a manager who can log in.

The first account is made by the command as it is installed; what follows calls the same entry point in this process,
as starting Python and loading the program takes longer than what is tested.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

import subsidie
from subsidie.accounts.models import Gebruiker, Roltoekenning
from subsidie.accounts.uitnodigen import get_uitgenodigde
from subsidie.kern.fouten import NietGevonden
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.fabrieken.opdrachten import in_dit_proces, roep_aan

pytestmark = pytest.mark.parametrize("databasesoort", ["sqlite"])
GOED = (
    "--naam",
    "A. Beheerder",
    "--email",
    "Beheer@Voorbeeld.test",
    "--functie",
    "beheerder",
    "--rol",
    "beheerder",
)


Opdracht = Callable[..., subprocess.CompletedProcess[str]]


def als_proces(omgeving: dict[str, str], *argumenten: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "subsidie.cli", "gebruiker", *argumenten],
        env={**os.environ, **omgeving}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def gebruiker(
    omgeving: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Opdracht]:
    """``gebruiker("maak", ..., SUBSIDIE_ADRES=...)`` calls the command, with these settings beside ``omgeving``."""

    def met(*argumenten: str, **instellingen: str) -> subprocess.CompletedProcess[str]:
        with monkeypatch.context() as zolang:
            for naam, waarde in {**omgeving, **instellingen}.items():
                zolang.setenv(naam, waarde)
            status = roep_aan("gebruiker", *argumenten)
        gezegd = capsys.readouterr()
        return subprocess.CompletedProcess(argumenten, status, gezegd.out, gezegd.err)

    with in_dit_proces(subsidie):
        yield met


def _token(uitvoer: str) -> str:
    gevonden = re.search(r"/uitnodiging/([\w-]{43})$", uitvoer, re.MULTILINE)
    assert gevonden is not None, uitvoer
    return gevonden[1]


def test_de_eerste_beheerder_krijgt_een_link(app: Flask, omgeving: dict[str, str]) -> None:
    gemaakt = als_proces(omgeving, "maak", *GOED)
    assert (gemaakt.returncode, gemaakt.stderr) == (0, "")
    assert "Zet er het adres van het programma voor" in gemaakt.stdout
    gebruiker = get_uitgenodigde(_token(gemaakt.stdout), nu=nu())
    assert (gebruiker.naam, gebruiker.email) == ("A. Beheerder", "beheer@voorbeeld.test")
    assert db.session.scalars(select(Roltoekenning.rol)).all() == ["beheerder"]


def test_een_nieuwe_link_vervangt_de_oude_en_is_een_heel_adres_als_dat_is_ingesteld(
    app: Flask, gebruiker: Opdracht
) -> None:
    eerste = _token(gebruiker("maak", *GOED).stdout)
    nieuw = gebruiker("uitnodigen", "BEHEER@voorbeeld.test", SUBSIDIE_ADRES="https://loket.example.nl")
    assert "https://loket.example.nl/uitnodiging/" in nieuw.stdout
    assert "Zet er het adres" not in nieuw.stdout
    get_uitgenodigde(_token(nieuw.stdout), nu=nu())
    with pytest.raises(NietGevonden):
        get_uitgenodigde(eerste, nu=nu())


def test_een_opsteller_hoort_bij_een_gemeente(app: Flask, gebruiker: Opdracht) -> None:
    velden = ("--naam", "O. Opsteller", "--email", "o@voorbeeld.test", "--rol", "opsteller")
    zonder = gebruiker("maak", *velden)
    assert (zonder.returncode, zonder.stdout) == (2, "")
    assert "gemeente: Kies de gemeente" in zonder.stderr
    assert gebruiker("maak", *velden, "--gemeente", "Zwolle").returncode == 0
    db.session.rollback()
    assert db.session.scalars(select(Roltoekenning.gm_code)).all() == ["GM0193"]


@pytest.mark.parametrize(
    ("argumenten", "melding"),
    [
        (
            ("maak", "--naam", "", "--email", "geen adres", "--rol", "beheerder"),
            "email: Dit is geen e-mailadres.",
        ),
        (
            ("maak", "--naam", "A", "--email", "a@b.nl", "--rol", "koning"),
            "De waarde van ‘rol’ klopt niet.",
        ),
        (("maak", "--naam", "A"), "Er ontbreekt iets in de opdracht"),
    ],
)
def test_wat_niet_kan_wordt_gezegd_en_verandert_niets(
    app: Flask, gebruiker: Opdracht, argumenten: tuple[str, ...], melding: str
) -> None:
    antwoord = gebruiker(*argumenten)
    assert (antwoord.returncode, antwoord.stdout) == (2, "")
    assert melding in antwoord.stderr
    assert db.session.scalars(select(Gebruiker.id)).all() == []


def test_wie_er_niet_is_wordt_niet_uitgenodigd(app: Flask, gebruiker: Opdracht) -> None:
    antwoord = gebruiker("uitnodigen", "niemand@voorbeeld.test")
    assert antwoord.returncode == 1
    assert "Er is geen account met het e-mailadres niemand@voorbeeld.test." in antwoord.stderr
