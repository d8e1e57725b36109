"""Writing a message: once per step, with a mail for whoever gets one, in the transaction of the step."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht, Berichtgroep, Berichtrichting, Bezorging
from subsidie.berichten.service import get_voorkeuren, schrijf_bericht, stel_bericht, zet_voorkeuren
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.integratie.berichten.conftest import AMSTERDAM, NU, NUMMER, WEESP, ZWOLLE, Schrijf, Stel

Personen = dict[str, Gebruiker]


def _mail_aan(bericht: Bericht) -> list[str]:
    vraag = select(Bezorging.adres).where(Bezorging.bericht_id == bericht.id)
    return sorted(adres.partition("@")[0] for adres in db.session.scalars(vraag))


def test_dezelfde_stap_vertelt_het_een_keer(stel: Stel) -> None:
    eerste, tweede = stel(), stel(onderwerp="Anders", nu=NU)
    assert tweede.id == eerste.id
    assert tweede.onderwerp == "Uw aanvraag is in behandeling"
    assert _mail_aan(eerste) == ["opsteller", "tekenbevoegde"]
    soorten = db.session.scalars(
        select(Gebeurtenis.soort).where(Gebeurtenis.soort == "bericht:gesteld")
    ).all()
    assert len(soorten) == 1


def test_het_spoor_houdt_de_hash_van_de_tekst_en_geen_namen(stel: Stel) -> None:
    bericht = stel()
    gebeurd = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "bericht:gesteld")).one()
    assert gebeurd.object_id == bericht.kenmerk
    assert sha256_hex(f"{bericht.onderwerp}\n\n{bericht.tekst}".encode()) in gebeurd.gegevens
    assert "voorbeeld.test" not in gebeurd.gegevens


@pytest.mark.parametrize("databasesoort", ["sqlite"])
@pytest.mark.usefixtures("personen")
def test_wat_wordt_teruggedraaid_is_niet_verteld() -> None:
    with pytest.raises(RuntimeError, match="zomaar"):
        _stel_en_breek()
    db.session.rollback()
    assert db.session.scalars(select(Bericht)).all() == []
    assert db.session.scalars(select(Bezorging)).all() == []


def _stel_en_breek() -> None:
    with schrijfgrens():
        stel_bericht(
            sleutel="weg", groep=Berichtgroep.FORMEEL, richting=Berichtrichting.UIT, gm_code=ZWOLLE,
            object_soort="aanvraag", object_id=NUMMER, onderwerp="Weg", tekst="Weg", door=None, nu=NU,
        )  # fmt: skip
        raise RuntimeError("zomaar")


def test_wie_geen_mail_wil_krijgt_alleen_formele(stel: Stel, personen: Personen, schrijf: Schrijf) -> None:
    with schrijf():
        assert zet_voorkeuren(personen["opsteller"], {Berichtgroep.VOORTGANG: False}, nu=NU)
    with schrijf():
        assert not zet_voorkeuren(personen["opsteller"], {Berichtgroep.VOORTGANG: False}, nu=NU)
    assert _mail_aan(stel(sleutel="a")) == ["tekenbevoegde"]
    assert _mail_aan(stel(sleutel="b", groep=Berichtgroep.FORMEEL)) == ["opsteller", "tekenbevoegde"]
    assert _mail_aan(stel(sleutel="c", groep=Berichtgroep.HERINNERING)) == ["opsteller", "tekenbevoegde"]
    with schrijf():
        zet_voorkeuren(personen["opsteller"], {Berichtgroep.VOORTGANG: True}, nu=NU)
    assert _mail_aan(stel(sleutel="d")) == ["opsteller", "tekenbevoegde"]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_formele_mail_is_niet_uit_te_zetten(personen: Personen, schrijf: Schrijf) -> None:
    with pytest.raises(OngeldigeInvoer), schrijf():
        zet_voorkeuren(personen["opsteller"], {Berichtgroep.FORMEEL: False}, nu=NU)
    assert all(get_voorkeuren(personen["opsteller"]).values())


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_wie_is_geblokkeerd_of_geen_rol_meer_heeft_krijgt_geen_mail(
    stel: Stel, personen: Personen, schrijf: Schrijf
) -> None:
    with schrijf():
        personen["opsteller"].geblokkeerd_op = NU
        weg = rijen.gebruiker()
        rijen.roltoekenning(gebruiker=weg, rol=Rol.OPSTELLER, gm_code=ZWOLLE, tot=NU.date())
    assert _mail_aan(stel(groep=Berichtgroep.FORMEEL)) == ["tekenbevoegde"]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_na_een_herindeling_krijgt_de_opvolger_de_mail(stel: Stel) -> None:
    assert _mail_aan(stel(sleutel="w", gm_code=WEESP)) == ["amsterdam"]
    assert _mail_aan(stel(sleutel="a", gm_code=AMSTERDAM)) == ["amsterdam"]


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_bericht_van_een_gemeente_gaat_naar_wie_haar_eerder_schreef(
    personen: Personen, schrijf: Schrijf
) -> None:
    def schrijf_nu(wie: str, richting: Berichtrichting, sleutel: str) -> Bericht:
        with schrijf():
            return schrijf_bericht(
                sleutel=sleutel, richting=richting, gm_code=ZWOLLE, object_soort="aanvraag", object_id=NUMMER,
                onderwerp="Vraag", tekst="Hoe zit het?", voorbeeld=False, door=personen[wie], nu=NU,
            )  # fmt: skip

    assert _mail_aan(schrijf_nu("opsteller", Berichtrichting.IN, "1")) == []
    assert _mail_aan(schrijf_nu("behandelaar", Berichtrichting.UIT, "2")) == ["opsteller", "tekenbevoegde"]
    assert _mail_aan(schrijf_nu("opsteller", Berichtrichting.IN, "3")) == ["behandelaar"]
    assert (
        schrijf_nu("opsteller", Berichtrichting.IN, "3").id
        == schrijf_nu("opsteller", Berichtrichting.IN, "3").id
    )


@pytest.mark.parametrize("databasesoort", ["sqlite"])
@pytest.mark.parametrize(
    ("anders", "waar"),
    [
        ({"onderwerp": " "}, "onderwerp"), ({"onderwerp": "a" * 201}, "onderwerp"), ({"tekst": "\n"}, "tekst"),
        ({"onderwerp": "twee\nregels"}, "onderwerp"), ({"tekst": "a\x00b"}, "tekst"),
        ({"tekst": "a" * 10_001}, "tekst"),
        ({"onderwerp": "links \u202e rechts"}, "onderwerp"),
    ],
)  # fmt: skip
def test_wat_geen_bericht_is_wordt_geweigerd(stel: Stel, anders: dict[str, str], waar: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        stel(**anders)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]
    assert stel(onderwerp="Ja 🙂", tekst="é").tekst == "é"


def test_twee_die_tegelijk_dezelfde_stap_vertellen_vertellen_het_een_keer(
    app: Flask, stel: Stel, personen: Personen
) -> None:
    fouten: list[BaseException] = []
    samen = threading.Barrier(2)

    def vertel() -> None:
        try:
            with app.app_context():
                samen.wait(20)
                stel(aan=[db.session.get_one(Gebruiker, wie)])
        except BaseException as fout:
            fouten.append(fout)

    wie = personen["opsteller"].id
    db.session.rollback()
    draden = [threading.Thread(target=vertel) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    assert fouten == []
    assert len(db.session.scalars(select(Bezorging)).all()) == 1
    assert len(db.session.scalars(select(Bericht)).all()) == 1
