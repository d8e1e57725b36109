"""The commit boundary: what is inside happens whole or not at all, what is outside cannot write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens, schrijft

Schrijf = Callable[[], AbstractContextManager[None]]
NU = datetime(2023, 7, 7, 8, 0, tzinfo=UTC)


def _gebruiker(naam: str = "A. Jansen", email: str = "a.jansen@voorbeeld.test") -> Gebruiker:
    return Gebruiker(naam=naam, functie="", email=email, aangemaakt_op=NU)


def _stap(soort: str = "proef:stap", object_id: str = "1") -> None:
    leg_vast(soort, object_soort="proef", object_id=object_id, door=None, nu=NU)


def _aantal(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _soorten() -> list[str]:
    return list(db.session.scalars(select(Gebeurtenis.soort).order_by(Gebeurtenis.volgnummer)))


def test_wat_binnen_de_grens_gebeurt_is_daarna_vastgelegd(schrijf: Schrijf) -> None:
    with schrijf():
        db.session.add(_gebruiker())
        _stap()
    db.session.remove()
    assert (_aantal(Gebruiker), _aantal(Gebeurtenis)) == (1, 1)


def test_bij_een_fout_verdwijnt_alles_ook_de_gebeurtenis(schrijf: Schrijf) -> None:
    with pytest.raises(ZeroDivisionError), schrijf():
        db.session.add(_gebruiker())
        db.session.flush()
        _stap()
        1 / 0  # noqa: B018
    db.session.remove()
    assert (_aantal(Gebruiker), _aantal(Gebeurtenis)) == (0, 0)


def test_een_gebeurtenis_zonder_verdere_wijziging_wordt_ook_vastgelegd(schrijf: Schrijf) -> None:
    with schrijf():
        _stap()
    assert _soorten() == ["proef:stap"]


def test_een_mislukte_vastlegging_lekt_niet_naar_de_volgende_transactie(schrijf: Schrijf) -> None:
    with schrijf():
        db.session.add(_gebruiker())
    with pytest.raises(IntegrityError), schrijf():
        _stap("proef:mislukt")
        db.session.add(_gebruiker(naam="Zelfde adres"))  # the commit finds that out
    with schrijf():
        _stap("proef:gelukt")
    assert _soorten() == ["proef:gelukt"]


def test_een_afgebroken_stap_die_nog_niets_vroeg_lekt_niet_naar_de_volgende(schrijf: Schrijf) -> None:
    with pytest.raises(ZeroDivisionError), schrijf():
        _stap("proef:mislukt")  # before the database was asked for anything
        1 / 0  # noqa: B018
    with schrijf():
        _stap("proef:gelukt")
    assert _soorten() == ["proef:gelukt"]


def test_een_grens_binnen_een_grens_wordt_geweigerd(schrijf: Schrijf) -> None:
    with pytest.raises(RuntimeError, match="schrijfgrens inside"), schrijf(), schrijf():
        pass
    with schrijf():  # and the refusal leaves nothing locked
        _stap()
    assert _aantal(Gebeurtenis) == 1


def test_een_route_die_schrijft_binnen_een_grens_wordt_geweigerd(schrijf: Schrijf) -> None:
    @schrijft
    def route() -> str:
        return "klaar"

    assert route() == "klaar"
    with pytest.raises(RuntimeError, match="schrijfgrens inside"), schrijf():
        route()


def test_zonder_grens_kan_niemand_schrijven(app: Flask) -> None:
    db.session.add(_gebruiker())
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        db.session.commit()
    db.session.rollback()
    assert _aantal(Gebruiker) == 0


def test_een_get_kan_niet_schrijven_ook_niet_met_kale_sql(app: Flask) -> None:
    opdracht = (
        "INSERT INTO gebruiker (sleutel, naam, functie, email, aangemaakt_op) VALUES ('s', 'n', '', 'e', :nu)"
    )

    @app.get("/proef-schrijft-stiekem")
    def stiekem() -> str:
        db.session.execute(text(opdracht), {"nu": "2023-07-07 08:00:00"})
        db.session.commit()
        return "geschreven"

    @app.post("/proef-schrijft")
    @schrijft
    def netjes() -> str:
        db.session.execute(text(opdracht), {"nu": "2023-07-07 08:00:00"})
        return "geschreven"

    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        app.test_client().get("/proef-schrijft-stiekem")
    db.session.remove()
    assert _aantal(Gebruiker) == 0
    assert app.test_client().post("/proef-schrijft").text == "geschreven"
    db.session.remove()
    assert _aantal(Gebruiker) == 1


def test_na_de_grens_kan_dezelfde_verbinding_niet_meer_schrijven(schrijf: Schrijf) -> None:
    with schrijf():
        _stap()
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        db.session.execute(text("DELETE FROM gebruiker"))
    db.session.rollback()


def test_binnen_de_grens_telt_niet_wat_ervoor_gelezen_was(app: Flask) -> None:
    with schrijfgrens():
        db.session.add(_gebruiker())
    gelezen = db.session.scalars(select(Gebruiker)).one()
    with db.engine.connect() as ander:
        _buitenom(ander, "UPDATE gebruiker SET naam = 'Nieuwe naam'")
    assert gelezen.naam == "A. Jansen"
    with schrijfgrens():
        assert gelezen.naam == "Nieuwe naam"


def _buitenom(verbinding: object, opdracht: str) -> None:
    """As another process would: over a connection that knows nothing of the boundary."""
    ruw = verbinding.connection.driver_connection  # type: ignore[attr-defined]
    ruw.rollback()
    cursor = ruw.cursor()
    if db.engine.dialect.name == "sqlite":
        cursor.execute("PRAGMA query_only=OFF")
    cursor.execute(opdracht)
    ruw.commit()


def test_vastleggen_buiten_de_grens_wordt_geweigerd(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside the commit boundary"):
        _stap()


def test_vastleggen_binnen_een_savepoint_wordt_geweigerd(schrijf: Schrijf) -> None:
    with schrijf():
        with db.session.begin_nested(), pytest.raises(RuntimeError, match="savepoint"):
            _stap("proef:binnen")
        _stap("proef:erna")
    assert _soorten() == ["proef:erna"]


def test_een_teruggedraaid_savepoint_neemt_eerdere_gebeurtenissen_niet_mee(schrijf: Schrijf) -> None:
    with schrijf():
        _stap("proef:ervoor")
        with pytest.raises(ZeroDivisionError), db.session.begin_nested():
            db.session.add(_gebruiker())
            db.session.flush()
            1 / 0  # noqa: B018
    assert _soorten() == ["proef:ervoor"]
    assert _aantal(Gebruiker) == 0


def test_een_geslaagd_savepoint_in_een_teruggedraaid_savepoint_neemt_niets_mee(schrijf: Schrijf) -> None:
    with schrijf():
        _stap("proef:ervoor")
        with pytest.raises(ZeroDivisionError), db.session.begin_nested():
            with db.session.begin_nested():
                db.session.add(_gebruiker())
            1 / 0  # noqa: B018
    assert _soorten() == ["proef:ervoor"]


def test_een_moment_zonder_tijdzone_wordt_geweigerd(schrijf: Schrijf) -> None:
    with schrijf(), pytest.raises(ValueError, match="aware moment"):
        leg_vast("proef:stap", object_soort="proef", object_id="1", door=None, nu=NU.replace(tzinfo=None))
    assert _aantal(Gebeurtenis) == 0


def test_een_kolom_met_een_moment_weigert_een_moment_zonder_tijdzone(schrijf: Schrijf) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), schrijf():
        db.session.add(
            Gebruiker(naam="n", functie="", email="e@voorbeeld.test", aangemaakt_op=NU.replace(tzinfo=None))
        )
