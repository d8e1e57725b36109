"""Many tries at the same moment count as many tries."""

from __future__ import annotations

import threading

from flask import Flask

from subsidie.accounts.aanmelden import AanmeldenMislukt, meld_aan
from subsidie.accounts.pogingen import PER_ACCOUNT_EN_HERKOMST
from subsidie.kern.fouten import TeVeelPogingen
from tests.integratie.accounts.conftest import NU, MaakAccount


def test_twintig_tegelijk_levert_niet_meer_pogingen_op_dan_na_elkaar(app: Flask, maak: MaakAccount) -> None:
    maak("anna")
    start = threading.Barrier(20)
    uitkomsten: list[str] = []

    def raad(nummer: int) -> None:
        with app.app_context():
            start.wait()
            try:
                meld_aan("anna@voorbeeld.test", f"gok {nummer}", herkomst="10.0.0.1", sleutel="s", nu=NU)
            except AanmeldenMislukt:
                uitkomsten.append("bekeken")
            except TeVeelPogingen:
                uitkomsten.append("geweigerd")

    draden = [threading.Thread(target=raad, args=(nummer,)) for nummer in range(20)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert uitkomsten.count("bekeken") == PER_ACCOUNT_EN_HERKOMST
    assert uitkomsten.count("geweigerd") == 20 - PER_ACCOUNT_EN_HERKOMST
