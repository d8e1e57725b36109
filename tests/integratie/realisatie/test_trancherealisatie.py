"""The realisation of a tranche on its page: promised against delivered, and the projects by risk with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.dossier.vandaag.realisatie import blok_gevaar
from subsidie.realisatie import trancherealisatie_routes as pagina
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.stand import PerAard
from subsidie.realisatie.tranchebeeld import lees_tranchebeeld
from subsidie.tranches.keuzen import Woonruimteaard
from tests.fabrieken import realisatierijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.toezicht import deel_van, meld_stap, toegekend, tranche_in_aanbouw
from tests.fabrieken.verdelingen import BEKENDMAKING, Gelezen, lees
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]
ADRES = "/tranches/rha-2023/realisatie"
VERLEEND = BEKENDMAKING.date()
TE_LAAT = VERLEEND.replace(year=VERLEEND.year + 2) + timedelta(days=3)


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], FlaskClient]:
    """Somebody's browser, three days after the last day for the irreversible step."""
    _, personen = tranche_in_aanbouw()
    monkeypatch.setattr(pagina, "nu", lambda: datetime.combine(TE_LAAT, time(9), UTC))
    echt = datetime.now(UTC)
    return lambda rol: als(app.test_client(), personen[rol], echt)


def projecten(gelezen: Gelezen) -> dict[str, list[str]]:
    """The cells of each project on the page, by its number."""
    _, *rijen = gelezen.tabel("Projecten naar risico").rijen
    return {rij.cellen[1]: list(rij.cellen) for rij in rijen}


def test_het_ministerie_ziet_per_project_het_risico_en_waarom(
    client: Callable[[str], FlaskClient], schrijf: Schrijf
) -> None:
    with schrijf():
        meld_stap("A-01", VERLEEND + timedelta(days=100))
        realisatierijen.prognose(
            deel_id=deel_van("A-01").id, mijlpaal=Mijlpaal.OPLEVERING, verwacht_op=date(2031, 3, 3)
        )
        meld_stap("A-02", VERLEEND + timedelta(days=100))
    behandelaar = client("behandelaar")
    gelezen = lees(behandelaar.get(ADRES).text)
    rijen = projecten(gelezen)
    assert "hoog risico" in rijen["A-01"][0]
    assert "eigen prognose 3 maart 2031" in rijen["A-01"][3]
    assert "ligt na de uiterste dag 20 januari 2031" in rijen["A-01"][3]
    assert "laag risico" in rijen["A-02"][0]
    te_laat = [nummer for nummer, cellen in rijen.items() if "te laat" in cellen[0]]
    assert set(rijen) == {"A-01", "A-02", *te_laat}
    assert "3 dagen te laat" in rijen[te_laat[0]][3]
    gefilterd = lees(behandelaar.get(f"{ADRES}?risico=hoog").text)
    assert list(projecten(gefilterd)) == ["A-01"]
    bestand = behandelaar.get(f"{ADRES}?risico=hoog&uitvoer=csv").text.splitlines()
    assert len(bestand) == 2
    assert "A-01" in bestand[1]
    assert behandelaar.get(f"{ADRES}?uitvoer=xlsx").data.startswith(b"PK")
    blok, voorbeeld = blok_gevaar(TE_LAAT)
    assert blok.posten[0].titel.startswith(te_laat[0])
    assert voorbeeld


def test_alleen_wie_de_hele_tranche_ziet_komt_op_de_pagina(client: Callable[[str], FlaskClient]) -> None:
    assert client("auditor").get(ADRES).status_code == 200
    assert client("tekenbevoegde").get(ADRES).status_code == 403
    assert client("beoordelaar").get(ADRES).status_code == 403
    assert client("behandelaar").get("/tranches/bestaat-niet/realisatie").status_code == 404


def test_onzin_in_het_adres_geeft_een_melding_en_geen_fout(client: Callable[[str], FlaskClient]) -> None:
    antwoord = client("behandelaar").get(f"{ADRES}?risico=ramp&sorteer=x&pagina=99&aard=flexibel&x=1")
    assert antwoord.status_code == 200
    assert "Niet alles in het adres klopt" in antwoord.text


@pytest.mark.usefixtures("app")
def test_de_sommen_zijn_die_van_de_besluiten_en_de_aanvaarde_leveringen(schrijf: Schrijf) -> None:
    tranche, _ = tranche_in_aanbouw()
    leeg = lees_tranchebeeld(tranche, TE_LAAT)
    with schrijf():
        realisatierijen.geleverd(
            toegekend("A-01"),
            aantal=1,
            deel_id=deel_van("A-01").id,
            opgeleverd_op=VERLEEND + timedelta(days=200),
        )
        # Reported is not delivered.
        realisatierijen.woonruimte(aanvraag_id=toegekend("A-02").id)
    beeld = lees_tranchebeeld(tranche, TE_LAAT)
    assert beeld.beloofd == beeld.toegekend == leeg.beloofd
    assert beeld.geleverd == PerAard(permanent=1)
    assert beeld.gemeld == 1
    assert beeld.te_leveren == leeg.te_leveren - 1
    (permanent,) = (een for een in beeld.beelden if een.beeld.kenmerk == "verloop-permanent")
    laatste = permanent.beeld.tabel.rijen[-1].cellen
    assert laatste[1] == str(beeld.beloofd.van(Woonruimteaard.PERMANENT))
    # The published figures of 2023 are not those of this small tranche, and the page says so.
    assert [een.klopt for een in beeld.publicaties] == [False, False]
    een = next(een for een in beeld.projecten if een.nummer == "A-01")
    assert (
        een.in_gevaar_cent == een.verleend_cent * (een.stand.beloofd.totaal - 1) // een.stand.beloofd.totaal
    )


@pytest.mark.usefixtures("app")
def test_de_pagina_vraagt_altijd_even_veel(schrijf: Schrijf) -> None:
    tranche, _ = tranche_in_aanbouw()
    with geteld() as eerst:
        lees_tranchebeeld(tranche, TE_LAAT)
    with schrijf():
        for nummer in ("A-01", "A-02"):
            meld_stap(nummer, VERLEEND + timedelta(days=100))
            realisatierijen.geleverd(toegekend(nummer), aantal=2, deel_id=deel_van(nummer).id,
                                     opgeleverd_op=VERLEEND + timedelta(days=200))  # fmt: skip
    with geteld() as daarna:
        lees_tranchebeeld(tranche, TE_LAAT)
    assert len(daarna) == len(eerst) < 40
