"""A tekenbevoegde invites colleagues, changes their roles and lets them go; nobody reaches further than that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.aanmeldmodellen import Uitnodiging, Wachtwoord
from subsidie.accounts.gemeente_collegas import (
    VRAAG_HET_MINISTERIE,
    beeindig_rol_van_collega,
    geef_collega_rol,
    maak_link_voor_collega,
    nodig_collega_uit,
    verwijder_collega,
)
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import ken_rol_toe
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, VANAF, WACHTWOORD, Browser, MaakAccount, Schrijf

pytestmark = [
    pytest.mark.usefixtures("gemeenten"), pytest.mark.parametrize("databasesoort", ["sqlite"]),
]  # fmt: skip
Nieuw = Callable[[], Browser]
ZWOLLE, AMSTERDAM, WEESP = "GM0193", "GM0363", "GM0457"
GOED: dict[str, Any] = {"naam": "K. de Nieuwe", "functie": "adviseur", "email": "nieuw@voorbeeld.test",
                        "rol": Rol.OPSTELLER}  # fmt: skip


@pytest.fixture
def baas(maak: MaakAccount) -> Gebruiker:
    """Signs for Zwolle."""
    return maak("baas", Rol.TEKENBEVOEGDE, gm_code=ZWOLLE)


@pytest.fixture
def mijn(baas: Gebruiker, browser: Nieuw) -> Browser:
    nieuw = browser()
    nieuw.log_in("baas@voorbeeld.test")
    return nieuw


def _rol(gebruiker: Gebruiker, rol: Rol = Rol.OPSTELLER) -> Roltoekenning:
    return db.session.scalars(
        select(Roltoekenning).where(Roltoekenning.gebruiker_id == gebruiker.id, Roltoekenning.rol == rol)
    ).one()


def _soorten() -> list[str]:
    return list(db.session.scalars(select(Gebeurtenis.soort).order_by(Gebeurtenis.volgnummer)))


def test_van_uitnodiging_tot_verwijderd(
    mijn: Browser, browser: Nieuw, klok: time_machine.Traveller, app: Flask
) -> None:
    velden = GOED | {"rol": "opsteller"}
    antwoord = mijn.verstuur("/gemeente/collegas/uitnodigen", **velden)
    assert antwoord.status_code == 302, antwoord.text
    pagina = mijn.open(antwoord.location).text
    link = "/uitnodiging/" + pagina.split("/uitnodiging/")[1].split("<")[0]
    assert "/uitnodiging/" not in mijn.open(antwoord.location).text, "de link staat er maar één keer"
    zelf = browser()
    assert zelf.verstuur(link, wachtwoord=WACHTWOORD, nogmaals=WACHTWOORD).location == "/vandaag"
    assert zelf.open("/gemeente").status_code == 200
    assert browser().open(link).status_code == 404, "een link werkt één keer"
    collega = antwoord.location.partition("?")[0]
    klok.shift(timedelta(days=1))
    mijn.log_in("baas@voorbeeld.test")
    assert mijn.verstuur(f"{collega}/rol", rol="tekenbevoegde").status_code == 302
    zelf.log_in("nieuw@voorbeeld.test")
    assert zelf.open("/gemeente/collegas/uitnodigen").status_code == 200
    assert mijn.verstuur(f"{collega}/verwijderen").status_code == 302
    assert not zelf.is_ingelogd(), "uitgelogd"
    assert browser().log_in("nieuw@voorbeeld.test").status_code == 422, "kan niet meer inloggen"
    overzicht = mijn.open("/gemeente").text
    assert "Vroegere collega’s (1)" not in overzicht, "de rol die vandaag begon, stopt morgen"
    klok.shift(timedelta(days=1))
    mijn.log_in("baas@voorbeeld.test")
    assert "Vroegere collega’s (1)" in mijn.open("/gemeente").text
    opnieuw = mijn.verstuur("/gemeente/collegas/uitnodigen", **velden)
    assert "/uitnodiging/" in mijn.open(opnieuw.location).text


def test_wie_er_al_werkt_krijgt_de_rol_zonder_link(
    baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    with schrijf():
        wie, token = nodig_collega_uit(
            ZWOLLE, **(GOED | {"email": "ANNA@voorbeeld.test ", "rol": Rol.TEKENBEVOEGDE}), door=baas, nu=NU
        )
    assert (wie.id, token) == (anna.id, None)
    assert _rol(anna, Rol.TEKENBEVOEGDE).gm_code == ZWOLLE
    assert wie.naam == "Anna", "de gegevens van een bestaand account blijven wat ze waren"


@pytest.mark.parametrize("soort", ["ministerie", "gemeente", "geen_rol", "geblokkeerd", "vertrokken"])
def test_een_adres_van_een_ander_zegt_niet_van_wie_het_is(
    baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf, soort: str
) -> None:
    rollen = {"ministerie": ((Rol.AUDITOR,), None), "gemeente": ((Rol.OPSTELLER,), AMSTERDAM)}
    rol, gm_code = rollen.get(soort, ((), None))
    ander = maak("ander", *rol, gm_code=gm_code)
    with schrijf():
        if soort == "geblokkeerd":
            ken_rol_toe(ander, Rol.OPSTELLER, vanaf=VANAF, gm_code=ZWOLLE, door=None, nu=NU)
            ander.geblokkeerd_op = NU
        if soort == "vertrokken":  # worked here once, works for the ministry now
            eerder = ken_rol_toe(ander, Rol.OPSTELLER, vanaf=VANAF, gm_code=ZWOLLE, door=None, nu=NU)
            eerder.tot = date(2023, 2, 1)
            db.session.flush()
            ken_rol_toe(ander, Rol.BEHANDELAAR, vanaf=date(2023, 3, 1), door=None, nu=NU)
    voor = db.session.scalars(select(Roltoekenning.id)).all()
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        nodig_collega_uit(ZWOLLE, **(GOED | {"email": "ander@voorbeeld.test"}), door=baas, nu=NU)
    assert [(een.waar, een.melding) for een in fout.value.gebreken] == [("email", VRAAG_HET_MINISTERIE)]
    assert db.session.scalars(select(Roltoekenning.id)).all() == voor


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.OPSTELLER, Rol.TEKENBEVOEGDE}))
def test_een_gemeente_geeft_alleen_haar_eigen_rollen(
    baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf, rol: Rol
) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    with pytest.raises(OngeldigeInvoer), schrijf():
        nodig_collega_uit(ZWOLLE, **(GOED | {"rol": rol}), door=baas, nu=NU)
    with pytest.raises(OngeldigeInvoer), schrijf():
        geef_collega_rol(ZWOLLE, anna, rol, door=baas, nu=NU)


def test_niemand_verandert_iets_aan_zichzelf(baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf) -> None:
    maak("tweede", Rol.TEKENBEVOEGDE, gm_code=ZWOLLE)
    eigen = _rol(baas, Rol.TEKENBEVOEGDE)
    for poging in (
        lambda: geef_collega_rol(ZWOLLE, baas, Rol.OPSTELLER, door=baas, nu=NU),
        lambda: beeindig_rol_van_collega(ZWOLLE, eigen, door=baas, nu=NU),
        lambda: verwijder_collega(ZWOLLE, baas, door=baas, nu=NU),
        lambda: maak_link_voor_collega(ZWOLLE, baas, door=baas, nu=NU),
    ):
        with pytest.raises(NietBevoegd), schrijf():
            poging()
    with pytest.raises(OngeldigeInvoer), schrijf():
        nodig_collega_uit(ZWOLLE, **(GOED | {"email": "baas@voorbeeld.test"}), door=baas, nu=NU)


@pytest.mark.parametrize(
    "ander", [{"rol": Rol.OPSTELLER, "gm": ZWOLLE}, {"rol": Rol.TEKENBEVOEGDE, "gm": AMSTERDAM},
              {"rol": Rol.BEHEERDER, "gm": None}],
)  # fmt: skip
def test_alleen_een_tekenbevoegde_van_de_gemeente_zelf_kan_dit(
    maak: MaakAccount, schrijf: Schrijf, ander: dict[str, Any]
) -> None:
    door = maak("indringer", ander["rol"], gm_code=ander["gm"])
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    rol = _rol(anna)
    for poging in (
        lambda: nodig_collega_uit(ZWOLLE, **GOED, door=door, nu=NU),
        lambda: geef_collega_rol(ZWOLLE, anna, Rol.TEKENBEVOEGDE, door=door, nu=NU),
        lambda: beeindig_rol_van_collega(ZWOLLE, rol, door=door, nu=NU),
        lambda: verwijder_collega(ZWOLLE, anna, door=door, nu=NU),
        lambda: maak_link_voor_collega(ZWOLLE, anna, door=door, nu=NU),
    ):
        with pytest.raises(NietBevoegd), schrijf():
            poging()


def test_de_opvolger_beheert_de_mensen_van_een_opgeheven_gemeente_niet(
    maak: MaakAccount, schrijf: Schrijf
) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=WEESP)
    amsterdam = maak("amsterdam", Rol.TEKENBEVOEGDE, gm_code=AMSTERDAM)
    with pytest.raises(NietBevoegd), schrijf():
        verwijder_collega(WEESP, anna, door=amsterdam, nu=NU)


def test_voor_een_opgeheven_gemeente_komt_er_niemand_bij(maak: MaakAccount, schrijf: Schrijf) -> None:
    weesp = maak("weesp", Rol.TEKENBEVOEGDE, gm_code=WEESP)
    with pytest.raises(Domeinfout, match="hoort het gebied bij Amsterdam"), schrijf():
        nodig_collega_uit(WEESP, **GOED, door=weesp, nu=NU)


def test_er_blijft_altijd_een_tekenbevoegde(baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf) -> None:
    tweede = maak("tweede", Rol.TEKENBEVOEGDE, gm_code=ZWOLLE)
    with schrijf():  # the manager of accounts has set an end for who acts
        _rol(baas, Rol.TEKENBEVOEGDE).tot = date(2023, 7, 1)
    for poging in (
        lambda: beeindig_rol_van_collega(ZWOLLE, _rol(tweede, Rol.TEKENBEVOEGDE), door=baas, nu=NU),
        lambda: verwijder_collega(ZWOLLE, tweede, door=baas, nu=NU),
    ):
        with pytest.raises(Domeinfout, match="laatste tekenbevoegde"), schrijf():
            poging()


def test_een_geblokkeerde_tekenbevoegde_telt_niet_mee(
    baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    tweede, weg = (maak(naam, Rol.TEKENBEVOEGDE, gm_code=ZWOLLE) for naam in ("tweede", "weg"))
    with schrijf():
        _rol(baas, Rol.TEKENBEVOEGDE).tot = date(2023, 7, 1)
        weg.geblokkeerd_op = NU
    with pytest.raises(Domeinfout, match="laatste tekenbevoegde"), schrijf():
        verwijder_collega(ZWOLLE, tweede, door=baas, nu=NU)


def test_wie_ook_elders_werkt_houdt_zijn_wachtwoord_en_krijgt_hier_geen_link(
    baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf
) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    with schrijf():
        ken_rol_toe(anna, Rol.TEKENBEVOEGDE, vanaf=VANAF, gm_code=AMSTERDAM, door=None, nu=NU)
    with pytest.raises(Domeinfout, match="Vraag het de beheerder bij het ministerie"), schrijf():
        maak_link_voor_collega(ZWOLLE, anna, door=baas, nu=NU)
    assert db.session.scalars(select(Uitnodiging)).all() == []
    with schrijf():
        assert verwijder_collega(ZWOLLE, anna, door=baas, nu=NU) is False
    assert db.session.get(Wachtwoord, anna.id) is not None
    assert (_rol(anna).tot, _rol(anna, Rol.TEKENBEVOEGDE).tot) == (date(2023, 6, 1), None)


def test_elke_stap_staat_in_het_spoor(baas: Gebruiker, maak: MaakAccount, schrijf: Schrijf) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    with schrijf():
        nodig_collega_uit(ZWOLLE, **GOED, door=baas, nu=NU)
        maak_link_voor_collega(ZWOLLE, anna, door=baas, nu=NU)
        verwijder_collega(ZWOLLE, anna, door=baas, nu=NU)
    assert _soorten()[-6:] == [
        "gebruiker:aangemaakt", "gebruiker:rol_toegekend", "gebruiker:uitgenodigd", "gebruiker:uitgenodigd",
        "gebruiker:rol_beeindigd", "gebruiker:verwijderd_bij_gemeente",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pad", ["/gemeente?gm=GM0363", "/gemeente/adres?gm=GM0363", "/gemeente/rekening?gm=GM0363",
            "/gemeente/collegas/uitnodigen?gm=GM0363", "/gemeente?gm="],
)  # fmt: skip
def test_een_andere_gemeente_bestaat_niet(mijn: Browser, pad: str) -> None:
    assert mijn.open(pad).status_code == 404
    velden = GOED | {"rol": "opsteller", "csrf_token": mijn.merk("/gemeente/adres")}
    assert mijn.stuur(pad, velden).status_code in {404, 405}


def test_een_gemeente_in_een_verborgen_veld_doet_niets(mijn: Browser) -> None:
    velden = GOED | {"rol": "opsteller", "gm": AMSTERDAM, "gm_code": AMSTERDAM, "gemeente": AMSTERDAM}
    assert mijn.verstuur("/gemeente/collegas/uitnodigen", **velden).status_code == 302
    assert db.session.scalars(
        select(Roltoekenning.gm_code).where(Roltoekenning.rol == Rol.OPSTELLER)
    ).all() == [ZWOLLE]


def test_een_collega_van_een_ander_bestaat_niet(mijn: Browser, maak: MaakAccount) -> None:
    vreemd = maak("vreemd", Rol.OPSTELLER, gm_code=AMSTERDAM)
    eigen = maak("eigen", Rol.OPSTELLER, gm_code=ZWOLLE)
    velden = {"csrf_token": mijn.merk("/gemeente/adres"), "rol": "tekenbevoegde"}
    for pad in (f"/gemeente/collegas/{vreemd.sleutel}{stap}" for stap in ("/rol", "/verwijderen", "/link")):
        assert mijn.open(pad).status_code == 404
        assert mijn.stuur(pad, velden).status_code == 404
    elders = f"/gemeente/collegas/{eigen.sleutel}/rollen/{_rol(vreemd).id}/beeindigen"
    assert mijn.stuur(elders, velden).status_code == 404
    assert _rol(vreemd).tot is None


def test_een_opsteller_leest_mee_en_verandert_niets(
    maak: MaakAccount, baas: Gebruiker, browser: Nieuw
) -> None:
    maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    mijn = browser()
    mijn.log_in("anna@voorbeeld.test")
    pagina = mijn.open("/gemeente").text
    assert "Collega’s uitnodigen en rollen wijzigen doet een tekenbevoegde." in pagina
    assert "/gemeente/collegas/" not in pagina
    velden = GOED | {"rol": "tekenbevoegde", "csrf_token": mijn.merk("/gemeente/rekening")}
    for stap in ("uitnodigen", f"{baas.sleutel}/verwijderen", f"{baas.sleutel}/link", f"{baas.sleutel}/rol"):
        assert mijn.stuur(f"/gemeente/collegas/{stap}", velden).status_code == 403


def test_opsteller_hier_en_tekenbevoegde_daar_is_hier_geen_tekenbevoegde(
    maak: MaakAccount, schrijf: Schrijf, browser: Nieuw
) -> None:
    anna = maak("anna", Rol.OPSTELLER, gm_code=ZWOLLE)
    with schrijf():
        ken_rol_toe(anna, Rol.TEKENBEVOEGDE, vanaf=VANAF, gm_code=AMSTERDAM, door=None, nu=NU)
    mijn = browser()
    mijn.log_in("anna@voorbeeld.test")
    assert "U werkt ook voor" in mijn.open("/gemeente?gm=GM0193").text
    assert mijn.open("/gemeente/adres?gm=GM0193").status_code == 403
    assert mijn.open("/gemeente/adres?gm=GM0363").status_code == 200


def test_zonder_merk_gebeurt_er_niets(mijn: Browser) -> None:
    assert mijn.stuur("/gemeente/collegas/uitnodigen", GOED | {"rol": "opsteller"}).status_code == 400
    assert db.session.scalars(select(Gebruiker.naam)).all() == ["Baas"]


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("naam", "\u202enaam"), ("naam", "x" * 201), ("email", "geen adres"), ("email", ""),
     ("rol", "beheerder"), ("rol", "")],
)  # fmt: skip
def test_wat_niet_kan_staat_bij_het_veld(mijn: Browser, veld: str, waarde: str) -> None:
    antwoord = mijn.verstuur("/gemeente/collegas/uitnodigen", **(GOED | {"rol": "opsteller", veld: waarde}))
    assert antwoord.status_code == 422
    assert f'href="#{veld}' in antwoord.text
    assert db.session.scalars(select(Gebruiker.naam)).all() == ["Baas"]
