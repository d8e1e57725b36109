"""An account is entered, confirmed and accepted by three people; an address is entered by who signs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from subsidie.accounts.aanmeldmodellen import Uitnodiging
from subsidie.accounts.gemeente_adres import get_postadres, wijzig_postadres
from subsidie.accounts.gemeente_rekening import (
    INGETROKKEN,
    Rekeningstand,
    bevestig,
    get_rekening,
    keur_goed,
    stand_van,
    trek_wijziging_in,
    voer_rekening_in,
    wijs_af,
)
from subsidie.accounts.gemeente_rekeningcontrole import opvallend
from subsidie.accounts.gemeentemodellen import Postadres, Rekeningnummer
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.register.models import Gemeente
from subsidie.web.db import db
from tests.integratie.accounts.conftest import NU, VANAF, Browser, MaakAccount, Schrijf

pytestmark = [
    pytest.mark.usefixtures("gemeenten"), pytest.mark.parametrize("databasesoort", ["sqlite"]),
]  # fmt: skip
Nieuw = Callable[[], Browser]
ZWOLLE, AMSTERDAM, WEESP = "GM0193", "GM0363", "GM0457"
IBAN, ANDER_IBAN, BELGISCH = "NL91ABNA0417164300", "NL20INGB0001234567", "BE71096123456769"
NAAM = "Gemeente Zwolle"
UUR = timedelta(hours=1)
ADRES = {
    "ter_attentie": "afdeling Wonen",
    "adresregel": "Postbus 10007",
    "postcode": "8000GA",
    "plaats": "Zwolle",
}


class Mensen:
    """Everybody who has a part in it, made when asked."""

    def __init__(self, maak: MaakAccount) -> None:
        self.opsteller = maak("opsteller", Rol.OPSTELLER, gm_code=ZWOLLE)
        self.tekent = maak("tekent", Rol.TEKENBEVOEGDE, gm_code=ZWOLLE)
        self.tweede = maak("tweede", Rol.TEKENBEVOEGDE, gm_code=ZWOLLE)
        self.financieel = maak("financieel", Rol.FINANCIEEL)
        self.amsterdam = maak("amsterdam", Rol.TEKENBEVOEGDE, gm_code=AMSTERDAM)
        self.auditor = maak("auditor", Rol.AUDITOR)


@pytest.fixture
def mensen(maak: MaakAccount) -> Mensen:
    return Mensen(maak)


@pytest.fixture
def voer_in(mensen: Mensen, schrijf: Schrijf) -> Callable[..., Rekeningnummer]:
    """Enter a number for Zwolle; ``tot`` how far it goes."""

    def _voer_in(
        iban: str = IBAN,
        *,
        naam: str = NAAM,
        tot: str = "ingevoerd",
        door: Gebruiker | None = None,
        nu: Any = NU,
    ) -> Rekeningnummer:
        with schrijf():
            rekening = voer_rekening_in(
                ZWOLLE, iban=iban, tenaamstelling=naam, door=door or mensen.opsteller, nu=nu
            )
            if tot != "ingevoerd":
                bevestig(rekening, door=mensen.tekent, nu=nu)
            if tot == "goedgekeurd":
                keur_goed(rekening, door=mensen.financieel, nu=nu)
        return rekening

    return _voer_in


def test_een_nummer_geldt_pas_na_drie_personen(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    rekening = voer_in(" nl91 abna 0417.1643-00 ")
    assert rekening.iban == IBAN
    assert get_rekening(ZWOLLE, NU + UUR) is None
    with schrijf():
        bevestig(rekening, door=mensen.tekent, nu=NU + UUR)
    assert get_rekening(ZWOLLE, NU + UUR) is None
    with schrijf():
        keur_goed(rekening, door=mensen.financieel, nu=NU + 2 * UUR)
    assert get_rekening(ZWOLLE, NU + UUR) is None, "toen gold het nog niet"
    geldend = get_rekening(ZWOLLE, NU + 2 * UUR)
    assert geldend is not None
    assert geldend.id == rekening.id
    gebeurd = db.session.scalars(
        select(Gebeurtenis)
        .where(Gebeurtenis.soort.startswith("rekeningnummer:"))
        .order_by(Gebeurtenis.volgnummer)
    ).all()
    assert [een.soort.partition(":")[2] for een in gebeurd] == ["ingevoerd", "bevestigd", "goedgekeurd"]
    assert all(IBAN not in een.gegevens and "NL** **** **** **43 00" in een.gegevens for een in gebeurd)


def test_een_volgend_nummer_vervangt_het_pas_na_goedkeuring(voer_in: Callable[..., Rekeningnummer]) -> None:
    voer_in(tot="goedgekeurd")
    voer_in(ANDER_IBAN, tot="bevestigd", nu=NU + UUR)
    geldend = get_rekening(ZWOLLE, NU + 2 * UUR)
    assert geldend is not None
    assert geldend.iban == IBAN


@pytest.mark.parametrize("wie", ["opsteller", "tekent", "amsterdam", "financieel", "auditor"])
def test_wie_een_nummer_niet_mag_bevestigen(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf, wie: str
) -> None:
    rekening = voer_in(door=mensen.tekent)
    with pytest.raises(NietBevoegd), schrijf():
        bevestig(rekening, door=getattr(mensen, wie), nu=NU)
    assert stand_van(rekening) is Rekeningstand.INGEVOERD


@pytest.mark.parametrize("wie", ["opsteller", "tekent", "tweede", "amsterdam", "auditor"])
def test_wie_een_nummer_niet_mag_goedkeuren(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf, wie: str
) -> None:
    rekening = voer_in(tot="bevestigd")
    with pytest.raises(NietBevoegd), schrijf():
        keur_goed(rekening, door=getattr(mensen, wie), nu=NU)
    with pytest.raises(NietBevoegd), schrijf():
        wijs_af(rekening, reden="Nee.", door=getattr(mensen, wie), nu=NU)


def test_wie_een_belang_heeft_keurt_niets_goed(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    rekening = voer_in(tot="bevestigd")
    with schrijf():
        db.session.add(
            Belang(gebruiker_id=mensen.financieel.id, gm_code=ZWOLLE, omschrijving="woont er", vanaf=VANAF)
        )
    with pytest.raises(NietBevoegd), schrijf():
        keur_goed(rekening, door=mensen.financieel, nu=NU)


def test_wat_nog_niet_is_bevestigd_keurt_niemand_goed(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    rekening = voer_in()
    with pytest.raises(Domeinfout, match="nog niet bevestigd"), schrijf():
        keur_goed(rekening, door=mensen.financieel, nu=NU)


def test_afwijzen_vraagt_een_reden_en_laat_het_oude_nummer_gelden(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    voer_in(tot="goedgekeurd")
    rekening = voer_in(ANDER_IBAN, tot="bevestigd", nu=NU + UUR)
    for reden in ("", "  ", f"{INGETROKKEN.lower()} zelf", "x" * 301):
        with pytest.raises(OngeldigeInvoer), schrijf():
            wijs_af(rekening, reden=reden, door=mensen.financieel, nu=NU + UUR)
    with schrijf():
        wijs_af(rekening, reden="De naam klopt niet.", door=mensen.financieel, nu=NU + UUR)
    assert stand_van(rekening) is Rekeningstand.AFGEWEZEN
    geldend = get_rekening(ZWOLLE, NU + 2 * UUR)
    assert geldend is not None
    assert geldend.iban == IBAN
    voer_in(ANDER_IBAN, nu=NU + UUR)  # and the municipality can try again


def test_de_gemeente_trekt_haar_eigen_wijziging_in(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    eerste = voer_in(door=mensen.tekent)
    for wie in (mensen.opsteller, mensen.amsterdam, mensen.financieel):
        with pytest.raises(NietBevoegd), schrijf():
            trek_wijziging_in(eerste, door=wie, nu=NU)
    with schrijf():
        trek_wijziging_in(eerste, door=mensen.tweede, nu=NU)
    assert stand_van(eerste) is Rekeningstand.INGETROKKEN
    eigen = voer_in()
    with schrijf():
        trek_wijziging_in(eigen, door=mensen.opsteller, nu=NU)
    with pytest.raises(Domeinfout, match="Dit kan niet meer"), schrijf():
        trek_wijziging_in(eigen, door=mensen.opsteller, nu=NU)


def test_er_loopt_een_wijziging_tegelijk(voer_in: Callable[..., Rekeningnummer]) -> None:
    voer_in()
    with pytest.raises(Domeinfout, match="Er loopt al een wijziging"):
        voer_in(ANDER_IBAN)


@pytest.mark.parametrize(
    "iban",
    ["", "NL91ABNA0417164301", "NL91", "geen iban", "NL91ABNA0417164300\u200b", "BR1500000000000010932840814P2",
     "NL91ABNA041716430\u0660", "=cmd|' /C calc'!A0", "NL91ABNA0417164300" * 4],
)  # fmt: skip
def test_wat_geen_iban_is(voer_in: Callable[..., Rekeningnummer], iban: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        voer_in(iban)
    assert {een.waar for een in fout.value.gebreken} == {"iban"}
    assert db.session.scalars(select(Rekeningnummer)).all() == []


def test_hetzelfde_nummer_nog_eens_is_geen_wijziging(voer_in: Callable[..., Rekeningnummer]) -> None:
    voer_in(tot="goedgekeurd")
    with pytest.raises(OngeldigeInvoer, match="al het rekeningnummer"):
        voer_in(nu=NU + UUR)


def test_wat_opvalt_aan_een_nummer(
    voer_in: Callable[..., Rekeningnummer], mensen: Mensen, schrijf: Schrijf
) -> None:
    gewoon = voer_in(tot="goedgekeurd")
    assert opvallend([gewoon], nu=NU)[gewoon.id] == ()
    with schrijf():
        voer_rekening_in(AMSTERDAM, iban=BELGISCH, tenaamstelling="Amsterdam", door=mensen.amsterdam, nu=NU)
        db.session.add(
            Uitnodiging(
                gebruiker_id=mensen.opsteller.id, door_id=mensen.tekent.id, token_sha256="a" * 64,
                aangemaakt_op=NU - UUR, verloopt_op=NU + UUR, gebruikt_op=NU,
            )
        )  # fmt: skip
    vreemd = voer_in(BELGISCH, naam="J. Jansen", tot="bevestigd", nu=NU + timedelta(days=3))
    assert opvallend([vreemd], nu=NU)[vreemd.id] == (
        "Geen Nederlandse rekening (BE).",
        "De gemeente Amsterdam gaf dit nummer ook op.",
        "De rekening staat op een naam waarin de gemeente niet voorkomt.",
        "Vervangt een nummer dat pas 3 dagen eerder is goedgekeurd.",
        "Wie het nummer bevestigde, maakte de link waarmee de invoerder op 1 juni 2023 een wachtwoord koos.",
    )


def test_van_invoeren_tot_goedkeuren_op_de_paginas(mensen: Mensen, browser: Nieuw) -> None:
    def als(naam: str) -> Browser:
        nieuw = browser()
        nieuw.log_in(f"{naam}@voorbeeld.test")
        return nieuw

    fout = als("opsteller").verstuur("/gemeente/rekening", iban="NL00", tenaamstelling=NAAM)
    assert fout.status_code == 422
    assert 'value="NL00"' in fout.text
    assert als("opsteller").verstuur("/gemeente/rekening", iban=IBAN, tenaamstelling=NAAM).status_code == 302
    nummer = db.session.scalars(select(Rekeningnummer.id)).one()
    bevestigen = f"/gemeente/rekening/{nummer}/bevestigen"
    assert bevestigen not in als("opsteller").open("/gemeente").text
    assert als("opsteller").open(bevestigen).status_code == 403
    assert als("amsterdam").open(bevestigen).status_code == 404
    assert "Rekeningnummer van Zwolle bevestigen" in als("tekent").open("/vandaag").text
    assert als("tekent").verstuur(bevestigen).status_code == 302
    geld = als("financieel")
    assert "Rekeningnummer van Zwolle" in geld.open("/vandaag").text
    assert "NL91 ABNA 0417 1643 00" in geld.open("/rekeningnummers").text
    assert geld.verstuur(f"/rekeningnummers/{nummer}/afwijzen", reden="").status_code == 422
    assert geld.verstuur(f"/rekeningnummers/{nummer}/goedkeuren").status_code == 302
    assert geld.verstuur(f"/rekeningnummers/{nummer}/goedkeuren").status_code == 422, "twee keer kan niet"
    assert "Goedgekeurd" in als("opsteller").open("/gemeente").text
    meelezer = als("auditor")
    assert "NL91 ABNA 0417 1643 00" in meelezer.open(f"/rekeningnummers/{nummer}").text
    assert meelezer.open(f"/rekeningnummers/{nummer}/goedkeuren").status_code == 403


def test_een_beheerder_ziet_een_nummer_niet_heel(
    voer_in: Callable[..., Rekeningnummer], maak: MaakAccount, browser: Nieuw
) -> None:
    rekening = voer_in(tot="bevestigd")
    maak("beheer", Rol.BEHEERDER)
    mijn = browser()
    mijn.log_in("beheer@voorbeeld.test")
    for pad in ("/rekeningnummers", f"/rekeningnummers/{rekening.id}", "/rekeningnummers?uitvoer=csv"):
        tekst = mijn.open(pad).text
        assert "NL** **** **** **43 00" in tekst
        assert "0417" not in tekst


def test_een_adres_staat_op_de_brieven_en_het_vorige_blijft_staan(mensen: Mensen, schrijf: Schrijf) -> None:
    with schrijf():
        wijzig_postadres(ZWOLLE, **ADRES, door=mensen.tekent, nu=NU)
    assert db.session.get_one(Gemeente, ZWOLLE).postadres == (
        "Ter attentie van afdeling Wonen\nPostbus 10007\n8000 GA Zwolle"
    )
    with schrijf():
        assert wijzig_postadres(ZWOLLE, **ADRES, door=mensen.tekent, nu=NU) is None
        wijzig_postadres(ZWOLLE, **(ADRES | {"ter_attentie": "", "adresregel": "Grote Kerkplein 15"}),
                         door=mensen.tweede, nu=NU + UUR)  # fmt: skip
    assert db.session.scalars(select(Postadres.volgnummer).order_by(Postadres.id)).all() == [1, 2]
    nieuwste = get_postadres(ZWOLLE)
    assert nieuwste is not None
    assert nieuwste.adresregel == "Grote Kerkplein 15"
    assert db.session.get_one(Gemeente, ZWOLLE).postadres == "Grote Kerkplein 15\n8000 GA Zwolle"


@pytest.mark.parametrize("wie", ["opsteller", "amsterdam", "financieel", "auditor"])
def test_alleen_een_tekenbevoegde_wijzigt_het_adres(mensen: Mensen, schrijf: Schrijf, wie: str) -> None:
    with pytest.raises(NietBevoegd), schrijf():
        wijzig_postadres(ZWOLLE, **ADRES, door=getattr(mensen, wie), nu=NU)


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("postcode", "0123 AB"), ("postcode", "1234"), ("postcode", "1234 SS"), ("postcode", ""),
     ("postcode", "１２３４ A"), ("adresregel", ""), ("adresregel", "x" * 101), ("plaats", "\u202e"),
     ("plaats", ""), ("ter_attentie", "a\0b")],
)  # fmt: skip
def test_wat_geen_adres_is(mensen: Mensen, schrijf: Schrijf, veld: str, waarde: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout, schrijf():
        wijzig_postadres(ZWOLLE, **(ADRES | {veld: waarde}), door=mensen.tekent, nu=NU)
    assert [een.waar for een in fout.value.gebreken] == [veld]
    assert get_postadres(ZWOLLE) is None


def test_het_adres_op_de_pagina(mensen: Mensen, browser: Nieuw) -> None:
    mijn = browser()
    mijn.log_in("tekent@voorbeeld.test")
    assert "Postadres van Zwolle invoeren" in mijn.open("/vandaag").text
    fout = mijn.verstuur("/gemeente/adres", **(ADRES | {"postcode": "12 AB"}))
    assert (fout.status_code, 'value="12 AB"' in fout.text) == (422, True)
    assert mijn.verstuur("/gemeente/adres", **ADRES).status_code == 302
    assert "8000 GA Zwolle" in mijn.open("/gemeente").text
    assert "Postadres van Zwolle invoeren" not in mijn.open("/vandaag").text
