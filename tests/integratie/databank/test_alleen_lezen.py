"""Outside the commit boundary nobody writes, not even in SQL."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from subsidie.web.db import db


@pytest.mark.usefixtures("databank")
@pytest.mark.parametrize(
    "opdracht",
    [
        "INSERT INTO pot (tranche_id, code, volgorde) VALUES (1, 'pot', 1)",
        "UPDATE gebruiker SET naam = 'Stiekem'",
        "DELETE FROM belang",
        "CREATE TABLE stiekem (id INTEGER)",
    ],
)
def test_buiten_de_grens_schrijft_niemand(opdracht: str) -> None:
    db.session.rollback()
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        db.session.execute(text(opdracht))
    db.session.rollback()
