"""Freeze, draw and fix through the pages: each step in its order, by two people, visible when it holds no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Belang, Mandaat, Roltoekenning
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verdeelwijze, Zekerheid
from subsidie.tranches.service import aannames, get_pot, stel_in, verhoog_plafond
from subsidie.verdeling.models import Verdelingstatus
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.verdeling.service import list_regels
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import aanvraag, definitie, neem_alles_op, regel, richt_in
from tests.fabrieken.verdelen import Verdeelpaginas, als_veld, zet_klok
from tests.fabrieken.verdelingen import (
    DAG,
    Vraag,
    beoordeelde_tranche,
    krappe_tranche,
    lees,
    met_plafond,
    neem_op_en_beoordeel,
)


@pytest.fixture
def paginas(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Verdeelpaginas:
    """Ten applications, assessed; more is asked than there is."""
    wereld = Verdeelpaginas(app, *beoordeelde_tranche())
    zet_klok(monkeypatch, wereld)
    return wereld


@pytest.fixture
def getrokken(paginas: Verdeelpaginas) -> Verdeelpaginas:
    """The same, frozen and drawn."""
    paginas.bevries()
    paginas.trek()
    return paginas


def test_van_bevriezen_tot_vaststellen_door_twee_mensen(paginas: Verdeelpaginas, app: Flask) -> None:
    assert "Een beslisser kan de lijst nu bevriezen" in paginas.tekst("behandelaar", "/verdelen")
    assert "Er moet worden geloot onder 5 aanvragen" in paginas.tekst("beslisser", "/verdelen/bevriezen")
    paginas.bevries()
    sha256 = paginas.verdeling().bevroren_sha256
    assert sha256 in app.test_client().get(f"/openbaar/{paginas.code}").text
    te_vroeg = paginas.tekst("beslisser", "/verdelingen/1/trekken")
    assert "Het moment van de trekking is er nog niet" in te_vroeg
    assert "Getrokken tekst" not in te_vroeg
    status, tekst = paginas.post(
        "beslisser", "/verdelingen/1/trekken", seed="proef", seed_bekend_op=als_veld(DAG[1])
    )
    assert (status, paginas.verdeling().status) == (422, Verdelingstatus.BEVROREN)
    assert "pas bekend zijn op het aangekondigde moment" in tekst
    paginas.trek()
    tekst = paginas.tekst("beslisser", "/verdelingen/1/akkoord")
    assert str(paginas.verdeling().uitkomst_sha256) in tekst
    assert "nagerekend: gelijk" in tekst
    hoeveel = len(aannames(paginas.tranche))
    assert f"Nog {hoeveel} van {hoeveel} te bevestigen" in tekst
    assert "Bevestig eerst de aannames" in tekst
    paginas.bevestig()
    assert "Bevestigd door" in paginas.tekst("tweede_beslisser", "/verdelingen/1/akkoord")
    assert paginas.akkoord("beslisser")[0] == 200
    assert "het eerste akkoord. Een ander geeft het tweede" in paginas.tekst(
        "beslisser", "/verdelingen/1/akkoord"
    )
    status, tekst = paginas.akkoord("tweede_beslisser")
    assert (status, paginas.verdeling().status) == (200, Verdelingstatus.VASTGESTELD)
    assert "Ranglijst (PDF): wordt gemaakt" in tekst
    assert "Protocol van de trekking (PDF): wordt gemaakt" in tekst


def test_wie_te_vroeg_bevriest_leest_wat_er_nog_open_staat(paginas: Verdeelpaginas) -> None:
    with schrijfgrens():
        zet_status(get_aanvraag("A-01"), Aanvraagstatus.IN_BEOORDELING)
    html = paginas.html("beslisser", "/verdelen")
    assert "Nog niet beoordeeld" in html
    assert '<a href="/aanvragen/A-01">A-01</a>' in html
    assert paginas.post("beslisser", "/verdelen/bevriezen")[0] == 422


def test_wat_veranderde_sinds_iemand_keek_wordt_niet_bevroren(paginas: Verdeelpaginas) -> None:
    velden = paginas.verborgen("beslisser", "/verdelen/bevriezen")
    with schrijfgrens():
        zet_status(get_aanvraag("A-01"), Aanvraagstatus.INGETROKKEN)
    status, tekst = paginas.post(
        "beslisser",
        "/verdelen/bevriezen",
        seed_bron="de notaris",
        seed_verwacht_op=als_veld(DAG[1]),
        **velden,
    )
    assert status == 422
    assert "veranderd sinds u haar bekeek" in tekst
    assert "Er is nog niets verdeeld" in paginas.tekst("beslisser", "/rangschikking")


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "Noem de openbare bron"),
        ({"seed_verwacht_op": "morgen"}, "Dit is geen dag met tijd"),
        ({"seed_verwacht_op": als_veld(DAG[0] - timedelta(hours=1))}, "moet na het bevriezen liggen"),
        ({"seed_verwacht_op": "9999-12-31T23:59"}, "meer dan een jaar vooruit"),
    ],
)
def test_bevriezen_noemt_een_bron_en_een_later_moment(
    paginas: Verdeelpaginas, velden: dict[str, str], melding: str
) -> None:
    gevuld = {"seed_bron": "de notaris in Den Haag"} | velden if velden else {}
    gezien = paginas.verborgen("beslisser", "/verdelen/bevriezen")
    antwoord = paginas.client("beslisser").post(
        f"/tranches/{paginas.code}/verdelen/bevriezen", data=gezien | gevuld
    )
    assert antwoord.status_code == 422
    assert melding in lees(antwoord.text).tekst
    assert not gevuld or "de notaris in Den Haag" in antwoord.text


def test_zonder_gelijke_stand_is_er_geen_seed_nodig(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    tranche, personen = richt_in(krappe_tranche())
    neem_op_en_beoordeel(tranche, [Vraag("A-01", 1), Vraag("B-01", 2), Vraag("C-01", 3, 600_000)], personen)
    paginas = Verdeelpaginas(app, tranche, personen)
    zet_klok(monkeypatch, paginas)
    assert "Er hoeft niet te worden geloot" in paginas.tekst("beslisser", "/verdelen/bevriezen")
    paginas.bevries()
    assert "Er hoeft niet te worden geloot" in paginas.tekst("beslisser", "/verdelingen/1/trekken")
    paginas.nu = DAG[0] + timedelta(minutes=5)
    status, _ = paginas.post("beslisser", "/verdelingen/1/trekken")
    assert (status, paginas.verdeling().seed) == (200, None)
    paginas.stel_vast()
    assert paginas.verdeling().status is Verdelingstatus.VASTGESTELD


def test_van_twee_die_tegelijk_vaststellen_wint_er_een_en_leest_de_ander_wie_en_wanneer(
    getrokken: Verdeelpaginas,
) -> None:
    getrokken.bevestig()
    adres = "/verdelingen/1/akkoord"
    zag = getrokken.verborgen("tweede_beslisser", adres)
    assert getrokken.akkoord("beslisser")[0] == 200
    status, tekst = getrokken.post("tweede_beslisser", adres, **zag)
    eerste = getrokken.personen["beslisser"].naam
    assert status == 422
    assert f"{eerste} ging op 10 januari 2026" in tekst
    assert getrokken.verdeling().status is Verdelingstatus.GETROKKEN
    zag = getrokken.verborgen("tweede_beslisser", adres)
    assert getrokken.akkoord("tweede_beslisser")[0] == 200
    status, tekst = getrokken.post("tweede_beslisser", adres, **zag)
    assert status == 422
    assert "stelden verdeling rha-2023-V1 op" in tekst
    assert eerste in tekst


def _trek_in(paginas: Verdeelpaginas) -> None:
    zet_status(get_aanvraag("A-01"), Aanvraagstatus.INGETROKKEN)


def _verhoog(paginas: Verdeelpaginas) -> None:
    verhoog_plafond(
        get_pot(paginas.tranche, "rha"), bedrag_cent=700_000_00, geldt_vanaf=DAG[3], bron="proef",
        zekerheid=Zekerheid.AANNAME, toelichting="proef", door=paginas.personen["beheerder"], nu=DAG[3],
    )  # fmt: skip


def _andere_regel(paginas: Verdeelpaginas) -> None:
    stel_in(
        paginas.tranche, "sisa.code", "X1", bron="proef", zekerheid=Zekerheid.GEVERIFIEERD,
        door=paginas.personen["beheerder"], nu=DAG[3],
    )  # fmt: skip


def _nieuw_belang(paginas: Verdeelpaginas) -> None:
    db.session.add(
        Belang(gebruiker_id=paginas.personen["beslisser"].id, gm_code="GM0193", omschrijving="woont er",
               vanaf=DAG[0].date())
    )  # fmt: skip


def _mandaat_weg(paginas: Verdeelpaginas) -> None:
    for mandaat in db.session.query(Mandaat).filter_by(gebruiker_id=paginas.personen["beslisser"].id):
        mandaat.tot = dag_in_amsterdam(DAG[3])


def _rol_weg(paginas: Verdeelpaginas) -> None:
    for rol in db.session.query(Roltoekenning).filter_by(gebruiker_id=paginas.personen["beslisser"].id):
        rol.tot = dag_in_amsterdam(DAG[3])


@pytest.mark.parametrize(
    ("verander", "staat_er", "houdt_seed"),
    [
        (_trek_in, "Aanvraag A-01: was deed mee, nu ingetrokken", False),
        (_verhoog, "het uitkeringsplafond van pot rha", False),
        (_andere_regel, "de regel ‘Code van de uitkering in SiSa’", True),
        (_nieuw_belang, "Het eerste akkoord telt niet meer", True),
        (_mandaat_weg, "geen mandaat", True),
        (_rol_weg, "de rol beslisser", True),
    ],
)
def test_wat_tussen_twee_akkoorden_verandert_staat_er_en_maakt_het_akkoord_ongedaan(
    getrokken: Verdeelpaginas, verander: object, staat_er: str, houdt_seed: bool
) -> None:
    getrokken.nu = DAG[2] + timedelta(minutes=1)
    getrokken.bevestig()
    adres = "/verdelingen/1/akkoord"
    assert getrokken.akkoord("beslisser")[0] == 200
    zag = getrokken.verborgen("tweede_beslisser", adres)
    getrokken.nu = DAG[4]
    with schrijfgrens():
        verander(getrokken)  # type: ignore[operator]
    tekst = getrokken.tekst("tweede_beslisser", adres)
    assert "Deze verdeling kan niet meer worden vastgesteld" in tekst
    assert staat_er in tekst
    assert staat_er in getrokken.tekst("behandelaar", "/verdelen")
    status, tekst = getrokken.post("tweede_beslisser", adres, **zag)
    assert (status, getrokken.verdeling().status) == (422, Verdelingstatus.GETROKKEN)
    status, _ = getrokken.post("tweede_beslisser", "/verdelingen/1/vervallen", reden="Er is iets veranderd.")
    assert (status, getrokken.verdeling().status) == (200, Verdelingstatus.VERVALLEN)
    opnieuw = getrokken.tekst("tweede_beslisser", "/verdelen/bevriezen")
    assert ("houdt de tekst die is getrokken voor verdeling rha-2023-V1" in opnieuw) is houdt_seed


def test_een_uitkomst_die_tegenvalt_is_geen_reden_om_opnieuw_te_trekken(getrokken: Verdeelpaginas) -> None:
    assert "kan niet vervallen" in getrokken.tekst("beslisser", "/verdelingen/1/vervallen")
    status, tekst = getrokken.post("beslisser", "/verdelingen/1/vervallen", reden="Jammer.")
    assert (status, getrokken.verdeling().status) == (422, Verdelingstatus.GETROKKEN)
    assert "alleen als zij niet meer kan worden vastgesteld" in tekst


def test_wat_buiten_het_programma_om_is_veranderd_wordt_niet_vastgesteld(getrokken: Verdeelpaginas) -> None:
    getrokken.bevestig()
    adres = "/verdelingen/1/akkoord"
    zag = getrokken.verborgen("beslisser", adres)
    with schrijfgrens():
        zonder_slot = "SET session_replication_role = replica"
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text(zonder_slot))
        else:
            db.session.execute(text("DROP TRIGGER verdelingsregel_wijzigt_niet"))
        db.session.execute(
            text("UPDATE verdelingsregel SET bedrag_cent = bedrag_cent + 1 WHERE uitkomst = 'toegekend'")
        )
    status, tekst = getrokken.post("beslisser", adres, **zag)
    assert (status, getrokken.verdeling().eerste_akkoord_op) == (422, None)
    assert "staat er iets anders dan is berekend: A-01" in tekst


def test_na_een_hoger_plafond_gaat_het_geld_naar_de_reservelijst_zonder_nieuwe_trekking(
    getrokken: Verdeelpaginas,
) -> None:
    getrokken.stel_vast()
    eerste = {rij.nummer: rij.bedrag_cent for rij in list_rangrijen(getrokken.verdeling()) if rij.kreeg}
    reserve = [rij.aanvraag.nummer for rij in list_regels(getrokken.verdeling()) if rij.reden == "plafond"]
    with schrijfgrens():
        _verhoog(getrokken)
    getrokken.nu = DAG[4]
    assert "Eerder verleend, blijft" in getrokken.tekst("beslisser", "/verdelen")
    getrokken.bevries(seed=False)
    assert "Er wordt niet opnieuw getrokken" in getrokken.tekst("beslisser", "/verdelingen/2/trekken")
    getrokken.trek(2, seed="")
    tekst = getrokken.tekst("beslisser", "/verdelingen/2/akkoord")
    assert "Wat er anders is dan in de vorige verdeling" in tekst
    assert "Krijgt hier wel geld (2)" in tekst
    getrokken.stel_vast(2)
    tweede = {rij.nummer: rij.bedrag_cent for rij in list_rangrijen(getrokken.verdeling(2)) if rij.kreeg}
    assert tweede == eerste | dict.fromkeys(reserve[:2], 10000000)
    assert getrokken.verdeling(2).seed == "proef"


def test_de_drie_stappen_zijn_alleen_voor_wie_beslist(paginas: Verdeelpaginas) -> None:
    paginas.bevries()
    for adres in ("/verdelen/bevriezen", "/verdelingen/1/trekken", "/verdelingen/1/akkoord"):
        paginas.tekst("behandelaar", adres, 403)


def _instelling(sleutel: str, waarde: object) -> Instelling[object]:
    return Instelling(sleutel, waarde, "verzonnen voor een test", Zekerheid.AANNAME, "test")


def _twee_potten() -> TrancheDefinitie:
    """The two pots of 2025; what is left of the first goes to the second."""
    bron = met_plafond(definitie("rha-2025"), 250_000)
    eerste, tweede = bron.potten
    naar = {**eerste.instellingen, "restant_naar": _instelling("restant_naar", tweede.code)}
    return replace(bron, potten=(replace(eerste, instellingen=naar), tweede))


def _zo(**pot: object) -> TrancheDefinitie:
    return met_plafond(definitie("rha-2023", pot=pot), 250_000)


def _naar_rato() -> TrancheDefinitie:
    bron = _zo(methode=Verdeelwijze.NAAR_RATO)
    return replace(
        bron,
        potten=tuple(
            replace(
                pot,
                instellingen={
                    sleutel: een
                    for sleutel, een in pot.instellingen.items()
                    if sleutel not in ("binnen_groep", "grens")
                },
            )
            for pot in bron.potten
        ),
    )


def _met_gemeentemaximum() -> TrancheDefinitie:
    bron = _zo()
    maximum = {"gemeentemaximum": 15_000_000, "gemeentemaximum_telt": GemeentemaximumTelt.GEVRAAGD}
    gemaakt = {sleutel: _instelling(sleutel, waarde) for sleutel, waarde in maximum.items()}
    return replace(bron, instellingen={**bron.instellingen, **gemaakt})


@pytest.mark.parametrize(
    ("maak", "vragen", "euro"),
    [
        (
            _twee_potten,
            [("S", "GM0193", 100_000), ("O", "GM0363", 200_000), ("O", "GM0344", 150_000)],
            [100_000, 200_000, 150_000],  # 150.000 over in the first pot makes room for all in the second
        ),
        (
            _met_gemeentemaximum,
            [("rha", "GM0193", 100_000), ("rha", "GM0193", 100_000), ("rha", "GM0363", 100_000)],
            [100_000, 0, 100_000],
        ),
        (
            _naar_rato,
            [("rha", "GM0193", 100_000), ("rha", "GM0363", 400_000)],
            [50_000, 200_000],
        ),
    ],
    ids=["twee potten met doorschuiven van het restant", "maximum per gemeente", "naar rato"],
)
def test_elke_manier_van_verdelen_gaat_langs_dezelfde_drie_stappen(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    maak: Callable[[], TrancheDefinitie],
    vragen: list[tuple[str, str, int]],
    euro: list[int],
) -> None:
    tranche, personen = richt_in(maak())
    groep = {"S": ("uitwonende_studenten", 60, "onzelfstandig")}
    neem_alles_op(
        tranche,
        [
            aanvraag(
                f"V-{n}", pot, regel(*groep.get(pot, ("statushouders", 60))), gm_code=gm_code, euro=bedrag
            )
            for n, (pot, gm_code, bedrag) in enumerate(vragen, start=1)
        ],
        personen,
    )
    paginas = Verdeelpaginas(app, tranche, personen)
    zet_klok(monkeypatch, paginas)
    paginas.bevries()
    paginas.trek()
    paginas.stel_vast()
    kreeg = {rij.nummer: rij.bedrag_cent for rij in list_rangrijen(paginas.verdeling())}
    assert kreeg == {f"V-{n}": bedrag * 100 for n, bedrag in enumerate(euro, start=1)}
