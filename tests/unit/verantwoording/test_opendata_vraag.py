"""An address of the open data is understood whole, or every fault in it is named."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.verantwoording.opendata import REALISATIES, TOEKENNINGEN, TRANCHES, VERZAMELINGEN
from subsidie.verantwoording.opendata_spec import openapi
from subsidie.verantwoording.opendata_vraag import Dataformaat, lees_vraag


def _lees(verzameling, *paren: tuple[str, str]):
    return lees_vraag(verzameling, MultiDict(paren), voorkeur=Dataformaat.JSON)


def test_zonder_parameters_komt_de_eerste_pagina_als_json() -> None:
    vraag = _lees(TOEKENNINGEN)
    assert (vraag.eerste, vraag.per_pagina, vraag.formaat) == (0, 100, Dataformaat.JSON)


def test_een_pagina_begint_waar_de_vorige_ophield() -> None:
    assert _lees(TOEKENNINGEN, ("pagina", "3"), ("perPagina", "20")).eerste == 40


@pytest.mark.parametrize(
    ("verzameling", "paren", "waar"),
    [
        (TRANCHES, [("tranche", "rha-2023")], ["tranche"]),
        (TOEKENNINGEN, [("doelgroep", "statushouders")], ["doelgroep"]),
        (TOEKENNINGEN, [("pagina", "0")], ["pagina"]),
        (TOEKENNINGEN, [("pagina", "²")], ["pagina"]),
        (TOEKENNINGEN, [("perPagina", "501")], ["perPagina"]),
        (TOEKENNINGEN, [("gemeente", "GM0193\n")], ["gemeente"]),
        (TOEKENNINGEN, [("gemeente", "zwolle"), ("formaat", "pdf")], ["gemeente", "formaat"]),
        (REALISATIES, [("tranche", "a"), ("tranche", "b")], ["tranche"]),
    ],
)  # fmt: skip
def test_elke_fout_in_een_adres_wordt_genoemd(verzameling, paren, waar) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        _lees(verzameling, *paren)
    assert [een.waar for een in fout.value.gebreken] == waar


def test_de_beschrijving_noemt_elke_verzameling_met_al_haar_velden() -> None:
    document = openapi()
    for naam, een in VERZAMELINGEN.items():
        assert f"/{naam}" in document["paths"]
        assert list(document["components"]["schemas"][naam.capitalize()]["properties"]) == [
            veld.naam for veld in een.velden
        ]
