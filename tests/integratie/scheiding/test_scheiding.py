"""Every separation of duties, tried by who may not: through the page, the service and the database.

The rules themselves are the classes named in ``GEVALLEN``; each says in words what holds and what it rests on.
"""

from __future__ import annotations

import pytest
from flask import Flask

from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import (  # noqa: F401, their factories make themselves known
    beoordeelrijen,
    besluitrijen,
)
from tests.integratie.databank.weigering import geweigerd_door
from tests.integratie.scheiding.akkoorden import AKKOORDEN
from tests.integratie.scheiding.besluiten import BESLUITEN
from tests.integratie.scheiding.betalingen import BETALINGEN
from tests.integratie.scheiding.bezwaren import BEZWAREN
from tests.integratie.scheiding.geval import Geval, Kan, stand
from tests.integratie.scheiding.scores import SCORES

GEVALLEN: tuple[type[Geval], ...] = (*SCORES, *AKKOORDEN, *BESLUITEN, *BEZWAREN, *BETALINGEN)


@pytest.mark.parametrize("soort", GEVALLEN, ids=lambda soort: soort.__name__)
def test_de_scheiding_houdt_op_het_scherm_in_de_dienst_en_in_de_databank(
    app: Flask, soort: type[Geval]
) -> None:
    geval = soort(app)
    voor = stand()
    assert geval.scherm().status_code in {302, 400, 403, 404, 422}
    assert stand() == voor
    with pytest.raises(Domeinfout), schrijfgrens():
        geval.dienst()
    assert stand() == voor
    with schrijfgrens():
        for regel, opdracht in geval.databank():
            if isinstance(regel, Kan):
                assert regel.waarom
                opdracht()
                db.session.rollback()
                break
            with geweigerd_door(*regel.split("|")):
                opdracht()


def test_elke_regel_staat_er_een_keer_met_haar_bron() -> None:
    assert len({een.regel for een in GEVALLEN}) == len(GEVALLEN)
    assert all(een.regel.endswith(".") and een.bron for een in GEVALLEN)
