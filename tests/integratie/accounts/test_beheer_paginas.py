"""The pages of the manager of accounts, from a new account to its last role, and the auditor who reads along."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Rol, Roltoekenning
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.web.db import db
from tests.integratie.accounts.conftest import WACHTWOORD, Browser, MaakAccount

pytestmark = [
    pytest.mark.usefixtures("gemeenten"), pytest.mark.parametrize("databasesoort", ["sqlite"]),
]  # fmt: skip
Nieuw = Callable[[], Browser]
GOED = {"naam": "S. de Wit", "functie": "jurist", "email": "s.dewit@voorbeeld.test", "rol": "beslisser",
        "gemeente": "", "vanaf": "2023-06-01"}  # fmt: skip


@pytest.fixture
def mijn(browser: Nieuw, maak: MaakAccount) -> Browser:
    """The browser of a manager."""
    maak("beheerder", Rol.BEHEERDER)
    nieuw = browser()
    nieuw.log_in("beheerder@voorbeeld.test")
    return nieuw


@pytest.fixture
def auditor(browser: Nieuw, maak: MaakAccount) -> Browser:
    maak("auditor", Rol.AUDITOR)
    nieuw = browser()
    nieuw.log_in("auditor@voorbeeld.test")
    return nieuw


def _wie(email: str) -> Gebruiker:
    db.session.expire_all()
    gebruiker = get_gebruiker_op_email(email)
    assert gebruiker is not None
    return gebruiker


def test_van_nieuw_account_tot_inloggen(mijn: Browser, browser: Nieuw) -> None:
    antwoord = mijn.verstuur("/beheer/accounts/nieuw", **GOED)
    nieuw = _wie("s.dewit@voorbeeld.test")
    assert antwoord.location == f"/beheer/accounts/{nieuw.sleutel}"
    tekst = mijn.open(antwoord.location).text
    pad = "/uitnodiging/" + tekst.split("/uitnodiging/")[1].split("<")[0]
    zelf = browser()
    assert zelf.verstuur(pad, wachtwoord=WACHTWOORD, nogmaals=WACHTWOORD).location == "/vandaag"
    assert "Beslisser" in zelf.open("/account").text


def test_een_opsteller_krijgt_een_gemeente_bij_naam(mijn: Browser) -> None:
    velden = GOED | {"rol": "opsteller", "gemeente": " zwolle "}
    assert mijn.verstuur("/beheer/accounts/nieuw", **velden).status_code == 302
    rol = db.session.scalars(select(Roltoekenning).where(Roltoekenning.rol == Rol.OPSTELLER)).one()
    assert rol.gm_code == "GM0193"


@pytest.mark.parametrize(
    ("anders", "meldingen"),
    [
        ({"email": "beheerder@voorbeeld.test"}, ["Er is al een account met dit e-mailadres."]),
        ({"rol": "opsteller"}, ["Kies de gemeente waarvoor deze persoon werkt."]),
        ({"rol": "opsteller", "gemeente": "Zwol"}, ["Bedoelt u Zwolle (GM0193)?"]),
        ({"rol": "opsteller", "gemeente": "Bergen"}, ["Welke gemeente bedoelt u: Bergen"]),
        ({"rol": "opsteller", "gemeente": "Atlantis"}, ["Het register kent geen gemeente ‘Atlantis’."]),
        ({"gemeente": "Zwolle"}, ["Bij deze rol hoort geen gemeente."]),
        ({"vanaf": "2023-05-31"}, ["Een rol gaat niet met terugwerkende kracht in."]),
        ({"vanaf": "31-31-2023"}, ["Dit is geen dag."]),
        ({"vanaf": ""}, ["Vul in vanaf welke dag."]),
        ({"rol": "koning"}, ["Rol:"]),
        ({"rol": ""}, ["Kies een rol."]),
        ({"naam": "", "email": "x"}, ["Vul een naam in."]),
        (
            {
                "email": "beheerder@voorbeeld.test",
                "rol": "opsteller",
                "gemeente": "Atlantis",
                "vanaf": "2023-05-31",
            },
            ["Er is al een account met dit e-mailadres.", "Het register kent geen gemeente"],
        ),
    ],
)
def test_wat_niet_kan_staat_bij_het_veld_en_er_raakt_niets_kwijt(
    mijn: Browser, anders: dict[str, str], meldingen: list[str]
) -> None:
    velden = GOED | anders
    antwoord = mijn.verstuur("/beheer/accounts/nieuw", **velden)
    assert antwoord.status_code == 422
    for melding in meldingen:
        assert melding in antwoord.text
    for naam in ("naam", "functie", "email", "gemeente"):
        assert f'value="{velden[naam]}"' in antwoord.text
    if velden["rol"] in list(Rol):
        assert re.search(rf'<input checked [^>]*value="{velden["rol"]}"', antwoord.text)
    assert db.session.scalars(select(Gebruiker.naam)).all() == ["Beheerder"]


def test_een_rol_geven_en_beeindigen(mijn: Browser, maak: MaakAccount) -> None:
    ander = maak("ander")
    pad = f"/beheer/accounts/{ander.sleutel}"
    assert mijn.verstuur(f"{pad}/rollen/nieuw", rol="auditor", vanaf="2023-06-01").location == pad
    assert "loopt" in mijn.open(pad).text
    rol = db.session.scalars(select(Roltoekenning).where(Roltoekenning.gebruiker_id == ander.id)).one()
    vraag = mijn.open(f"{pad}/rollen/{rol.id}/beeindigen").text
    assert "Rol Auditor van Ander beëindigen?" in vraag
    assert 'value="2023-06-02"' in vraag
    te_vroeg = mijn.verstuur(f"{pad}/rollen/{rol.id}/beeindigen", tot="2023-06-01")
    assert te_vroeg.status_code == 422
    assert "Blokkeer dan het account tot die dag." in te_vroeg.text
    assert mijn.verstuur(f"{pad}/rollen/{rol.id}/beeindigen", tot="2023-06-02").location == pad
    tekst = mijn.open(pad).text
    assert "stopt op 2 juni 2023" in tekst
    assert "/beeindigen" not in tekst


def test_rollen_die_niet_samengaan_worden_uitgelegd(mijn: Browser, maak: MaakAccount) -> None:
    ander = maak("ander", Rol.BESLISSER)
    antwoord = mijn.verstuur(
        f"/beheer/accounts/{ander.sleutel}/rollen/nieuw", rol="auditor", vanaf="2023-06-01"
    )
    assert antwoord.status_code == 422
    assert "De rol auditor gaat niet samen met de rol beslisser, die Ander al heeft." in antwoord.text


def test_de_eigen_rollen_geeft_een_ander(mijn: Browser) -> None:
    zelf = _wie("beheerder@voorbeeld.test")
    pad = f"/beheer/accounts/{zelf.sleutel}"
    tekst = mijn.open(pad).text
    assert "Rol geven" not in tekst
    assert "Blokkeren" not in tekst
    antwoord = mijn.verstuur(f"{pad}/rollen/nieuw", rol="beheerder", vanaf="2023-06-01")
    assert antwoord.status_code == 422
    assert "Niemand geeft zichzelf een rol" in antwoord.text
    assert mijn.verstuur(f"{pad}/blokkeren").status_code == 422


def test_blokkeren_en_de_blokkade_opheffen(mijn: Browser, browser: Nieuw, maak: MaakAccount) -> None:
    ander, zijn = maak("ander"), browser()
    zijn.log_in("ander@voorbeeld.test")
    pad = f"/beheer/accounts/{ander.sleutel}"
    assert mijn.verstuur(f"{pad}/blokkeren").location == pad
    assert not zijn.is_ingelogd()
    assert "Blokkade opheffen" in mijn.open(pad).text
    assert mijn.verstuur(f"{pad}/blokkeren").status_code == 422  # twice: said, not done
    assert mijn.verstuur(f"{pad}/deblokkeren").location == pad
    assert browser().log_in("ander@voorbeeld.test").status_code == 302


def test_een_mandaat_geven_en_beeindigen(mijn: Browser, maak: MaakAccount) -> None:
    beslisser = maak("beslisser", Rol.BESLISSER)
    velden = {"gebruiker": beslisser.sleutel, "handeling": "beschikking_tekenen", "registernummer": "M-2023-7",
              "tot_bedrag": "500.000", "vanaf": "2023-01-01"}  # fmt: skip
    antwoord = mijn.verstuur("/beheer/mandaten/nieuw", **(velden | {"tot_bedrag": "5,00,0"}))
    assert antwoord.status_code == 422
    assert "geen geldig bedrag" in antwoord.text
    assert 'value="M-2023-7"' in antwoord.text
    assert mijn.verstuur("/beheer/mandaten/nieuw", **velden).location == "/beheer/mandaten"
    mandaat = db.session.scalars(select(Mandaat)).one()
    assert mandaat.tot_bedrag_cent == 500_000_00
    dubbel = mijn.verstuur("/beheer/mandaten/nieuw", **velden)
    assert "Dit nummer staat al in het register voor deze handeling." in dubbel.text
    assert mijn.verstuur(f"/beheer/mandaten/{mandaat.id}/beeindigen", tot="2023-06-01").status_code == 302
    assert "1 juni 2023" in mijn.open("/beheer/mandaten").text


def test_een_mandaat_is_alleen_te_geven_aan_wie_de_rol_ervoor_heeft(mijn: Browser, maak: MaakAccount) -> None:
    jurist = maak("jurist", Rol.BEZWAARBEHANDELAAR)
    velden = {"gebruiker": jurist.sleutel, "registernummer": "B-1", "tot_bedrag": "1", "vanaf": "2023-06-01"}
    fout = mijn.verstuur("/beheer/mandaten/nieuw", handeling="beschikking_tekenen", **velden)
    assert "heeft de rol beslisser niet" in fout.text
    assert mijn.verstuur("/beheer/mandaten/nieuw", handeling="bezwaar_beslissen", **velden).status_code == 302
    ander = maak("ander", Rol.BEHANDELAAR)
    assert ander.sleutel not in mijn.open("/beheer/mandaten/nieuw").text
    antwoord = mijn.verstuur(
        "/beheer/mandaten/nieuw", gebruiker=ander.sleutel, handeling="beschikking_tekenen", registernummer="M",
        tot_bedrag="1", vanaf="2023-06-01",
    )  # fmt: skip
    assert antwoord.status_code == 422
    assert [een.registernummer for een in db.session.scalars(select(Mandaat))] == ["B-1"]


def test_een_belang_registreren_en_beeindigen(mijn: Browser, maak: MaakAccount) -> None:
    ander = maak("ander", Rol.BEHANDELAAR)
    velden = {"gebruiker": ander.sleutel, "gemeente": "Zwolle (GM0193)", "omschrijving": "woont er",
              "vanaf": "2020-01-01"}  # fmt: skip
    assert mijn.verstuur("/beheer/belangen/nieuw", **velden).location == "/beheer/belangen"
    belang = db.session.scalars(select(Belang)).one()
    assert "woont er" in mijn.open("/beheer/belangen").text
    assert mijn.verstuur(f"/beheer/belangen/{belang.id}/beeindigen", tot="2023-01-01").status_code == 302
    assert "Geen geregistreerde belangen" not in mijn.open(f"/beheer/accounts/{ander.sleutel}").text


def test_de_auditor_ziet_alles_en_kan_nergens_op_drukken(
    auditor: Browser, maak: MaakAccount, mijn: Browser
) -> None:
    ander = maak("ander", Rol.BESLISSER)
    mijn.verstuur("/beheer/belangen/nieuw", gebruiker=ander.sleutel, gemeente="Zwolle", omschrijving="woont er",
                  vanaf="2020-01-01")  # fmt: skip
    for pad in (
        "/beheer/accounts",
        f"/beheer/accounts/{ander.sleutel}",
        "/beheer/mandaten",
        "/beheer/belangen",
    ):
        tekst = auditor.open(pad).text
        for knop in ("/nieuw", "/wijzigen", "/beeindigen", "/blokkeren", "/link"):
            assert knop not in tekst, pad
        # Logging out is the only form that sends something.
        assert tekst.count('method="post"') == 1


@pytest.mark.parametrize("pad", ["/beheer/accounts", "/beheer/mandaten", "/beheer/belangen"])
def test_een_lijst_kost_evenveel_vragen_met_veel_regels(mijn: Browser, maak: MaakAccount, pad: str) -> None:
    def vragen() -> int:
        aantal = 0

        def tel(_verbinding: object, _cursor: object, opdracht: str, *_: object) -> None:
            nonlocal aantal
            aantal += opdracht.startswith("SELECT")

        event.listen(db.engine, "before_cursor_execute", tel)
        try:
            assert mijn.open(pad).status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", tel)
        return aantal

    vragen()
    voor = vragen()
    for nummer in range(6):
        ander = maak(f"ander{nummer}", Rol.BESLISSER, wachtwoord=None)
        mijn.verstuur("/beheer/mandaten/nieuw", gebruiker=ander.sleutel, handeling="beschikking_tekenen",
                      registernummer=f"M-{nummer}", tot_bedrag="1", vanaf="2023-06-01")  # fmt: skip
        mijn.verstuur("/beheer/belangen/nieuw", gebruiker=ander.sleutel, gemeente="Zwolle", omschrijving="x",
                      vanaf="2023-06-01")  # fmt: skip
    assert vragen() == voor


def test_de_lijst_van_accounts_is_te_doorzoeken_en_te_downloaden(mijn: Browser, maak: MaakAccount) -> None:
    maak("anna", Rol.AUDITOR)
    maak("bert", Rol.OPSTELLER, gm_code="GM0193", wachtwoord=None)
    maak("carla")
    lees = lambda vraag: [  # noqa: E731
        rij["naam"]
        for rij in csv.DictReader(io.StringIO(mijn.open(f"/beheer/accounts?uitvoer=csv&{vraag}").text))
    ]
    assert lees("") == ["Anna", "Beheerder", "Bert", "Carla"]
    assert lees("sorteer=-naam") == ["Carla", "Bert", "Beheerder", "Anna"]
    assert lees("zoek=NNA") == ["Anna"]
    assert lees("zoek=100%25") == []
    assert lees("rol=auditor&rol=opsteller") == ["Anna", "Bert"]
    assert lees("rol=geen") == ["Carla"]
    assert lees("stand=zonder_wachtwoord") == ["Bert"]
    assert lees("gemeente=GM0193") == ["Bert"]
    assert mijn.open("/beheer/accounts?uitvoer=xlsx").status_code == 200


@pytest.mark.parametrize("looptijd", ["loopt", "straks", "voorbij"])
@pytest.mark.parametrize("pad", ["/beheer/mandaten", "/beheer/belangen"])
def test_registers_zijn_te_filteren_op_looptijd(mijn: Browser, pad: str, looptijd: str) -> None:
    assert mijn.open(f"{pad}?looptijd={looptijd}&uitvoer=csv").status_code == 200


@pytest.mark.parametrize(
    "pad",
    [
        "/beheer/accounts/" + "0" * 32,
        "/beheer/accounts/x/wijzigen",
        "/beheer/mandaten/1/beeindigen",
        "/beheer/mandaten/99999999999999999999/beeindigen",
        "/beheer/belangen/1/beeindigen",
    ],
)
def test_wat_er_niet_is_is_er_niet(mijn: Browser, pad: str) -> None:
    assert mijn.open(pad).status_code == 404


def test_een_rol_van_een_ander_hoort_niet_bij_dit_account(mijn: Browser, maak: MaakAccount) -> None:
    anna, bert = maak("anna", Rol.AUDITOR), maak("bert")
    rol = db.session.scalars(select(Roltoekenning).where(Roltoekenning.gebruiker_id == anna.id)).one()
    assert mijn.open(f"/beheer/accounts/{bert.sleutel}/rollen/{rol.id}/beeindigen").status_code == 404
