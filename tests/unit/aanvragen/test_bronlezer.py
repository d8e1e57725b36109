"""A table that is too long for what its rows ask is refused before any of them is looked at."""

from __future__ import annotations

import pytest

from subsidie.aanvragen.bronbestand import lees_csvtabel
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, lees_rijen


@pytest.mark.parametrize(("rijen", "gelezen"), [(3, 3), (4, 0)])
def test_van_meer_rijen_dan_een_lijst_aankan_wordt_er_geen_gelezen(rijen: int, gelezen: int) -> None:
    gebreken = Gebrekenlijst("proef")
    tabel = lees_csvtabel("proef", b"code\n" + b"a\n" * rijen)
    gevonden = lees_rijen(tabel, Kolommen(("code",), (), "ander", ("x",), hoogstens=3), gebreken)
    assert len(gevonden) == gelezen
    meldingen = [een.melding for een in gebreken.lijst()]
    assert meldingen == ([] if gelezen else [MELDING])


MELDING = "Onder de kopregel staan 4 rijen. Gebruik ten hoogste 3 rijen, of verdeel ze over meer bestanden."
