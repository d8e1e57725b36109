"""The table of access says what the program says, for every endpoint and in every kind of environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from subsidie import create_app
from subsidie.accounts.groepen import MINISTERIE
from subsidie.accounts.models import Rol
from subsidie.config import Omgeving
from subsidie.web.app import csrf
from subsidie.web.toegang import toegang_van, vereis_toegang_overal
from subsidie.web.transactie import schrijft
from tests.beleid.toegang.hulp import LEEST_EN_WEIGERT
from tests.beleid.toegang.tabel import ALLEEN_IN, OPENBAAR, TOEGANG
from tests.infra.databases import omgeving_voor

LEZEND = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module", params=list(Omgeving))
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The program in each kind of environment; its database is never opened."""
    map_ = tmp_path_factory.mktemp("toegang")
    omgeving = omgeving_voor(f"sqlite:///{map_ / 'leeg.db'}", map_)
    return create_app({**omgeving, "SUBSIDIE_OMGEVING": request.param.value})


def _omgeving(app: Flask) -> str:
    return str(app.extensions["instellingen"].omgeving)


def test_elk_eindpunt_heeft_een_regel(app: Flask) -> None:
    verwacht = {naam for naam in TOEGANG if ALLEEN_IN.get(naam, _omgeving(app)) == _omgeving(app)}
    assert set(app.view_functions) == verwacht


def test_de_pagina_zegt_hetzelfde_als_de_tabel(app: Flask) -> None:
    anders = {
        naam: (sorted(toegang_van(view) or ()), sorted(TOEGANG.get(naam, ())))
        for naam, view in app.view_functions.items()
        if naam != "static" and toegang_van(view) != TOEGANG.get(naam)
    }
    assert anders == {}


def test_de_tabel_noemt_alleen_rollen_die_bestaan() -> None:
    namen = {naam for rij in TOEGANG.values() for naam in rij}
    assert namen == {*(rol.value for rol in Rol), "openbaar", "ingelogd"}
    assert set(ALLEEN_IN) <= set(TOEGANG)


def test_inloggen_zonder_wachtwoord_bestaat_alleen_in_de_demo(app: Flask) -> None:
    adressen = {str(rij) for rij in app.url_map.iter_rules() if rij.endpoint.startswith("demo.")}
    assert adressen == ({"/inloggen/demo"} if _omgeving(app) == "demo" else set())


def _lagen(functie: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """A view with everything that is wrapped around it, from the outside in."""
    laag: Callable[..., Any] | None = functie
    while laag is not None:
        yield laag
        laag = getattr(laag, "__wrapped__", None)


def _niets() -> None:
    """A view that does nothing."""


def _schrijft(functie: Callable[..., Any]) -> bool:
    binnen = schrijft(_niets).__code__
    return any(laag.__code__ is binnen for laag in _lagen(functie) if hasattr(laag, "__code__"))


def test_de_proef_herkent_een_route_die_schrijft() -> None:
    assert _schrijft(schrijft(_niets))
    assert not _schrijft(_niets)


def test_wat_schrijft_is_niet_te_bereiken_met_get(app: Flask) -> None:
    schrijvend = {naam for naam, view in app.view_functions.items() if _schrijft(view)}
    assert "accounts.uitloggen" in schrijvend
    lezend = {rij.endpoint for rij in app.url_map.iter_rules() if rij.methods and "GET" in rij.methods}
    assert schrijvend & lezend == set()


def test_elk_eindpunt_leest_of_neemt_een_formulier(app: Flask) -> None:
    methoden = {methode for rij in app.url_map.iter_rules() for methode in rij.methods or ()}
    assert methoden == LEZEND | {"POST"}


def test_geen_enkel_formulier_is_vrijgesteld_van_de_controle_op_herkomst(app: Flask) -> None:
    assert app.config.get("WTF_CSRF_ENABLED", True)
    assert app.config.get("WTF_CSRF_CHECK_DEFAULT", True)
    assert not csrf._exempt_views
    assert not csrf._exempt_blueprints


def test_een_pagina_die_niet_zegt_voor_wie_zij_is_houdt_de_start_tegen(app: Flask) -> None:
    app.view_functions["proef.vergeten"] = lambda: "iedereen"
    try:
        with pytest.raises(RuntimeError, match=r"without access rule: proef\.vergeten"):
            vereis_toegang_overal(app)
    finally:
        del app.view_functions["proef.vergeten"]


EIGEN_VAN_DE_AUDITOR = {
    "controles.vraag", "steekproeven.item", "steekproeven.trekken", "steekproeven.werkpapier",
    # Of everyone: an interest of one's own.
    "belangen.beeindigen", "belangen.nieuw",
}  # fmt: skip
"""All that an auditor may send: verifications, samples and what they find on them."""
NIET_VAN_DE_AUDITOR = {
    "aanvragen.geimporteerd", "aanvragen.kopregel", "aanvragen.werkmap", "beoordelen.lijst",
    "betaalbestanden.terugmelding",
}  # fmt: skip
"""Steps of the work of one other role, with nothing on them that the auditor cannot read elsewhere."""


def _methoden(app: Flask) -> dict[str, set[str]]:
    gevonden: dict[str, set[str]] = {}
    for rij in app.url_map.iter_rules():
        gevonden.setdefault(rij.endpoint, set()).update(rij.methods or ())
    return gevonden


def test_de_auditor_verandert_niets_dan_wat_van_hemzelf_is(app: Flask) -> None:
    neemt_van_auditor = {
        naam
        for naam, methoden in _methoden(app).items()
        if "POST" in methoden and "auditor" in TOEGANG.get(naam, OPENBAAR)
    }
    assert neemt_van_auditor - LEEST_EN_WEIGERT == EIGEN_VAN_DE_AUDITOR


def test_de_auditor_leest_elke_pagina_van_het_ministerie(app: Flask) -> None:
    ministerie = {rol.value for rol in MINISTERIE}
    ongelezen = {
        naam
        for naam, methoden in _methoden(app).items()
        if "POST" not in methoden
        and TOEGANG.get(naam, OPENBAAR) & ministerie
        and "auditor" not in TOEGANG[naam]
    }
    assert ongelezen == NIET_VAN_DE_AUDITOR
