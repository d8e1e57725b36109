"""Retention: what is due is proposed, another decides, the content goes, its hash stays; who left has no name."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.controle import controleer
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bezorging
from subsidie.beschikkingen.models import Besluitsoort
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import veeg
from subsidie.verantwoording.bewaaraccounts import pseudonimiseer
from subsidie.verantwoording.bewaarlijst import (
    WEG,
    besluit,
    get_lijst,
    list_regels,
    list_rijp,
    stel_voor,
)
from subsidie.verantwoording.bewaarmodellen import Vernietigingstatus
from subsidie.verantwoording.controlesoorten import controleer_bestanden
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken import berichtrijen, conceptrijen, indienrijen, rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon

Schrijf = Callable[[], AbstractContextManager[None]]

LANG_GELEDEN = date(2010, 3, 1)
DEELT = b"dezelfde begroting"


def _bewaar(opslag: LokaleOpslag, inhoud: bytes) -> str:
    """As something that was stored long ago: what is new is never removed."""
    sha256 = opslag.bewaar(inhoud)
    os.utime(opslag.pad(sha256), (0, 0))
    return sha256


@pytest.fixture
def wereld(app: Flask, schrijf: Schrijf) -> dict[str, Any]:
    """An application rejected long ago, one that was awarded and not settled, a draft, and a mail that was sent."""
    app.config["WTF_CSRF_ENABLED"] = False
    opslag = LokaleOpslag(instellingen_van(app).opslag / "bijlagen")
    with schrijf():
        mensen: dict[str, Any] = {
            "beheerder": persoon(Rol.BEHEERDER), "ander": persoon(Rol.BEHEERDER), "auditor": persoon(Rol.AUDITOR),
        }  # fmt: skip
        tranche = rijen.tranche(code="proef", status="gesloten")
        af = rijen.aanvraag(tranche=tranche, nummer="P-1")
        rijen.beschikking(
            aanvraag=af, status="bekendgemaakt", soort=Besluitsoort.AFWIJZING, verleend_cent=0,
            dagtekening=LANG_GELEDEN, bekendgemaakt_op=LANG_GELEDEN,
        )  # fmt: skip
        toe = rijen.aanvraag(tranche=tranche, nummer="P-2")
        rijen.beschikking(
            aanvraag=toe, status="bekendgemaakt", verleend_cent=100, dagtekening=LANG_GELEDEN,
            bekendgemaakt_op=LANG_GELEDEN,
        )  # fmt: skip
        eigen, gedeeld = _bewaar(opslag, b"een plan"), _bewaar(opslag, DEELT)
        for aanvraag, sha256 in ((af, eigen), (af, gedeeld), (toe, gedeeld)):
            indienrijen.aanvraagbijlage(aanvraag=aanvraag, sha256=sha256, stand="schoon", grootte=8)
        concept = rijen.aanvraag(tranche=tranche, nummer="P-3", status="concept")
        conceptrijen.conceptdeel(aanvraag=concept, gewijzigd_op=rijen.NU - timedelta(days=400))
        berichtrijen.bezorging(
            stand="verzonden", verzonden_op=rijen.NU - timedelta(days=700), adres="p@voorbeeld.invalid"
        )
    return {**mensen, "opslag": opslag, "eigen": eigen, "gedeeld": gedeeld}


def _besluit_en_voer_uit(wereld: dict[str, Any], schrijf: Schrijf) -> str:
    with schrijf():
        kenmerk = stel_voor(door=wereld["beheerder"], nu=rijen.NU).kenmerk
    with schrijf():
        besluit(get_lijst(kenmerk), akkoord=True, toelichting="", door=wereld["ander"], nu=rijen.NU)
    assert veeg("vernietiging") == 3
    return kenmerk


def test_na_akkoord_gaat_de_inhoud_weg_en_blijven_rij_hash_en_keten(
    app: Flask, wereld: dict[str, Any], schrijf: Schrijf
) -> None:
    kenmerk = _besluit_en_voer_uit(wereld, schrijf)
    lijst = get_lijst(kenmerk)
    assert lijst.status is Vernietigingstatus.UITGEVOERD
    uitkomsten = {een.object_id: een.uitkomst for een in list_regels(lijst)}
    assert set(uitkomsten) == {"P-1", "P-3", "2021-08"}
    assert wereld["eigen"] in uitkomsten["P-1"]
    assert wereld["gedeeld"] not in uitkomsten["P-1"]  # another application still needs it
    assert not wereld["opslag"].bestaat(wereld["eigen"])
    assert wereld["opslag"].bestaat(wereld["gedeeld"])
    assert db.session.scalar(select(func.count()).where(Aanvraag.nummer == "P-3")) == 0
    assert db.session.scalars(select(Bezorging.adres)).all() == [WEG]
    assert list_rijp(rijen.DAG) == []
    # What was destroyed by decision is not a missing file, and every event is still in its place.
    assert [een.tekst for een in controleer_bestanden() if een is not None and een.is_fout] == []
    instellingen = instellingen_van(app)
    assert not controleer(db.engine, instellingen.ijkpunten, ()).fouten


def test_wie_een_vernietigd_bestand_opvraagt_leest_wanneer_en_volgens_welke_lijst(
    app: Flask, wereld: dict[str, Any], schrijf: Schrijf
) -> None:
    bijlage = db.session.scalars(
        select(Aanvraagbijlage).where(Aanvraagbijlage.sha256 == wereld["eigen"])
    ).one()
    adres = f"/aanvragen/P-1/bijlagen/{bijlage.kenmerk}"
    with schrijf():
        opsteller = persoon(Rol.OPSTELLER, gm_code=bijlage.aanvraag.gm_code)
    client = als(app.test_client(), opsteller, echt_nu())
    assert client.get(adres, buffered=True).data == b"een plan"
    kenmerk = _besluit_en_voer_uit(wereld, schrijf)
    antwoord = client.get(adres)
    assert antwoord.status_code == 410
    assert f"is vernietigd op {datum_nl(dag_in_amsterdam(echt_nu()))}" in antwoord.text
    assert f"volgens vernietigingslijst {kenmerk}" in antwoord.text


def test_wat_weer_open_is_gaat_niet_weg(wereld: dict[str, Any], schrijf: Schrijf) -> None:
    with schrijf():
        kenmerk = stel_voor(door=wereld["beheerder"], nu=rijen.NU).kenmerk
    with schrijf():
        besluit(get_lijst(kenmerk), akkoord=True, toelichting="", door=wereld["ander"], nu=rijen.NU)
        heropend = db.session.scalars(select(Aanvraag).where(Aanvraag.nummer == "P-1")).one()
        rijen.beschikking(aanvraag=heropend, status="concept")
    veeg("vernietiging")
    (regel,) = [een for een in list_regels(get_lijst(kenmerk)) if een.object_id == "P-1"]
    assert regel.uitkomst.startswith("Niet vernietigd")
    assert wereld["opslag"].bestaat(wereld["eigen"])


def test_wie_de_lijst_maakt_besluit_er_niet_over_en_wie_weigert_zegt_waarom(
    app: Flask, wereld: dict[str, Any], schrijf: Schrijf
) -> None:
    maker = als(app.test_client(), wereld["beheerder"], echt_nu())
    assert "P-1" in maker.get("/beheer/bewaren/voorstellen").text
    lijst = maker.post("/beheer/bewaren/voorstellen").location
    eigen = maker.post(f"{lijst}/besluit", data={"akkoord": "ja"})
    assert eigen.status_code == 422
    assert "U hebt deze lijst zelf gemaakt" in eigen.text
    with schrijf(), pytest.raises(NietBevoegd, match="Voor deze stap is de rol"):
        besluit(
            get_lijst(lijst.rpartition("/")[2]),
            akkoord=True,
            toelichting="",
            door=wereld["auditor"],
            nu=rijen.NU,
        )
    ander = als(app.test_client(), wereld["ander"], echt_nu())
    assert "Schrijf waarom" in ander.post(f"{lijst}/besluit", data={"akkoord": "nee"}).text
    geweigerd = ander.post(f"{lijst}/besluit", data={"akkoord": "nee", "toelichting": "Er loopt een zaak."})
    assert geweigerd.status_code == 302
    assert "Er loopt een zaak." in ander.get(lijst).text
    assert veeg("vernietiging") == 0
    assert wereld["opslag"].bestaat(wereld["eigen"])


def test_van_wie_weg_is_blijft_alleen_de_sleutel(
    app: Flask, wereld: dict[str, Any], schrijf: Schrijf
) -> None:
    with schrijf():
        weg = rijen.gebruiker(naam="J. de Vries", aangemaakt_op=rijen.NU - timedelta(days=3000))
        rijen.roltoekenning(
            gebruiker_id=weg.id, rol=Rol.BEHANDELAAR, vanaf=rijen.DAG - timedelta(days=2900),
            tot=rijen.DAG - timedelta(days=1000),
        )  # fmt: skip
        sleutel = weg.sleutel
    with schrijf(), pytest.raises(Domeinfout, match="nog een rol"):
        pseudonimiseer(wereld["ander"], door=wereld["beheerder"], nu=rijen.NU)
    client = als(app.test_client(), wereld["beheerder"], echt_nu())
    assert "J. de Vries" in client.get("/beheer/bewaren/accounts").text
    assert client.post(f"/beheer/bewaren/accounts/{sleutel}").status_code == 302
    db.session.expire_all()
    nu_dan = db.session.scalars(select(Gebruiker).where(Gebruiker.sleutel == sleutel)).one()
    assert nu_dan.naam == f"Oud-gebruiker {sleutel[:8]}"
    assert "voorbeeld" not in nu_dan.email
    assert nu_dan.geblokkeerd_op is not None
    assert "J. de Vries" not in "".join(db.session.scalars(select(Gebeurtenis.gegevens)))
    assert client.post(f"/beheer/bewaren/accounts/{sleutel}").status_code == 422
    # And it stays so, whoever asks.
    account = f"/beheer/accounts/{sleutel}"
    assert "Blokkade opheffen" not in client.get(account).text
    for stap, velden in (
        ("deblokkeren", {}),
        ("wijzigen", {"naam": "J. de Vries", "email": "j@voorbeeld.invalid", "functie": ""}),
        ("rollen/nieuw", {"rol": "auditor", "vanaf": echt_nu().date().isoformat()}),
    ):
        antwoord = client.post(f"{account}/{stap}", data=velden)
        assert (antwoord.status_code, "De naam van dit account is vervangen" in antwoord.text) == (
            422,
            True,
        ), stap


def test_de_bladzijde_noemt_per_soort_termijn_bron_en_aantal(client_van: Any, wereld: dict[str, Any]) -> None:
    pagina = client_van(wereld["auditor"]).get("/beheer/bewaren").text
    for woord in (
        "20 jaar",
        "aanname",
        "De selectielijst is niet gevonden",
        "Bijlagen van een ingetrokken aanvraag",
    ):
        assert woord in pagina
    assert "Bekijk wat weg mag" not in pagina


@pytest.fixture
def client_van(app: Flask, wereld: dict[str, Any]) -> Callable[[Gebruiker], FlaskClient]:
    return lambda wie: als(app.test_client(), wie, echt_nu())
