"""Mail about messages, over a real mail server: nothing lost, nothing said that others may not read."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht, Berichtgroep, Bezorging, Bezorgstand
from subsidie.berichten.verzenden import (
    PAUZES,
    TE_OUD,
    VASTGEHOUDEN,
    meld_teruggekomen,
    probeer_opnieuw,
    verzend_wachtende,
)
from subsidie.config import Instellingen
from subsidie.kern.fouten import NietGevonden, OngeldigeOvergang
from subsidie.platform.post import Post, Poststand, Uitslag, lees_terugmelding
from subsidie.platform.taken import veeg_alles
from subsidie.web.db import db
from tests.fabrieken.mailserver import mailserver
from tests.integratie.berichten.conftest import NU, NUMMER, Schrijf, Stel

Personen = dict[str, Gebruiker]
MetSmtp = Callable[[int], Instellingen]
SQLITE = pytest.mark.parametrize("databasesoort", ["sqlite"])
OPSTELLER, TEKENBEVOEGDE = "opsteller@voorbeeld.test", "tekenbevoegde@voorbeeld.test"


def _van(bericht: Bericht, adres: str = OPSTELLER) -> Bezorging:
    db.session.expire_all()
    vraag = select(Bezorging).where(Bezorging.bericht_id == bericht.id, Bezorging.adres == adres)
    return db.session.scalars(vraag).one()


def _op(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_een_mail_zegt_dat_er_een_bericht_is_en_niet_wat_erin_staat(stel: Stel, met_smtp: MetSmtp) -> None:
    bericht = stel(voorbeeld=True)
    with mailserver() as postbus:
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU)) == 2
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU)) == 0
    assert postbus.aan == [OPSTELLER, TEKENBEVOEGDE]
    mail = next(mail for mail in postbus.mails if mail["To"] == OPSTELLER)
    assert mail["Subject"] == f"VOORBEELD: Er staat een bericht voor u klaar over aanvraag {NUMMER}"
    tekst = mail.get_content()
    assert f"https://loket.voorbeeld.nl/berichten/{bericht.kenmerk}" in tekst
    for geheim in ("geheim", bericht.onderwerp, "Opsteller"):
        assert geheim not in mail.as_string()
    bezorging = _van(bericht)
    assert (bezorging.stand, bezorging.verzonden_op, bezorging.pogingen) == (Bezorgstand.VERZONDEN, NU, 1)
    assert mail["Message-ID"] == bezorging.message_id


@SQLITE
def test_zonder_mailserver_blijft_alles_wachten(app: Flask, stel: Stel) -> None:
    bericht = stel()
    assert verzend_wachtende(app.extensions["instellingen"], _op(NU)) == 0
    assert (_van(bericht).stand, _van(bericht).pogingen) == (Bezorgstand.WACHT, 0)


@SQLITE
def test_de_werker_verstuurt_wat_er_wacht(stel: Stel, met_smtp: MetSmtp) -> None:
    stel()
    with mailserver() as postbus, time_machine.travel(NU, tick=False):
        met_smtp(postbus.poort)
        assert veeg_alles()["berichten"] == 2
    assert postbus.aan == [OPSTELLER, TEKENBEVOEGDE]


@SQLITE
def test_een_geweigerd_adres_is_meteen_teruggekomen_en_dat_staat_in_het_spoor(
    stel: Stel, met_smtp: MetSmtp
) -> None:
    bericht = stel()
    with mailserver({OPSTELLER: "550 5.1.1 onbekend"}) as postbus:
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU)) == 2
    assert _van(bericht).stand is Bezorgstand.TERUGGEKOMEN
    assert "5.1.1 onbekend" in _van(bericht).melding
    assert _van(bericht, TEKENBEVOEGDE).stand is Bezorgstand.VERZONDEN
    gebeurd = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "bericht:mail_teruggekomen")
    ).one()
    assert "onbekend" not in gebeurd.gegevens


@SQLITE
def test_wat_even_niet_lukt_wordt_vijf_keer_opnieuw_geprobeerd(stel: Stel, met_smtp: MetSmtp) -> None:
    bericht, moment = stel(), NU
    with mailserver({OPSTELLER: "451 4.2.2 later"}) as postbus:
        instellingen = met_smtp(postbus.poort)
        for poging, pauze in enumerate(PAUZES, start=1):
            verzend_wachtende(instellingen, _op(moment))
            assert (_van(bericht).stand, _van(bericht).pogingen) == (Bezorgstand.WACHT, poging)
            assert _van(bericht).volgende_poging_op == moment + pauze
            assert verzend_wachtende(instellingen, _op(moment + pauze - timedelta(seconds=1))) == 0
            moment += pauze
        assert verzend_wachtende(instellingen, _op(moment)) == 1
    assert _van(bericht).stand is Bezorgstand.MISLUKT
    assert len(postbus.mails) == 1  # of the other


@SQLITE
def test_een_mailserver_die_weg_is_kost_de_andere_mails_geen_poging(stel: Stel, met_smtp: MetSmtp) -> None:
    bericht = stel()
    with mailserver() as postbus:
        instellingen = met_smtp(postbus.poort)
    assert verzend_wachtende(instellingen, _op(NU)) == 0
    pogingen = sorted(_van(bericht, adres).pogingen for adres in (OPSTELLER, TEKENBEVOEGDE))
    assert pogingen == [0, 1]
    with mailserver() as postbus:
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU + PAUZES[0])) == 2


def test_twee_werkers_tegelijk_versturen_elke_mail_een_keer(
    app: Flask, stel: Stel, met_smtp: MetSmtp
) -> None:
    for nummer in range(6):
        stel(sleutel=f"proef:{nummer}")
    fouten: list[BaseException] = []
    with mailserver() as postbus:
        instellingen = met_smtp(postbus.poort)
        samen = threading.Barrier(2)

        def werk() -> None:
            try:
                with app.app_context():
                    samen.wait(20)
                    verzend_wachtende(instellingen, _op(NU))
            except BaseException as fout:
                fouten.append(fout)

        draden = [threading.Thread(target=werk) for _ in range(2)]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join(60)
        verzend_wachtende(instellingen, _op(NU))
    assert fouten == []
    assert len({mail["Message-ID"] for mail in postbus.mails}) == len(postbus.mails) == 12
    standen = set(db.session.scalars(select(Bezorging.stand)))
    assert standen == {Bezorgstand.VERZONDEN}


@SQLITE
def test_een_werker_die_tussen_versturen_en_noteren_valt_stuurt_hetzelfde_nog_een_keer(
    stel: Stel, personen: Personen, met_smtp: MetSmtp
) -> None:
    bericht, gestuurd = stel(aan=[personen["opsteller"]]), list[Post]()

    def valt(post: Post, *, instellingen: Instellingen) -> Uitslag:
        gestuurd.append(post)
        if len(gestuurd) == 1:
            raise SystemExit("kill -9")
        return Uitslag(Poststand.VERZONDEN)

    instellingen = met_smtp(1)
    with pytest.raises(SystemExit):
        verzend_wachtende(instellingen, _op(NU), verstuurder=valt)
    assert verzend_wachtende(instellingen, _op(NU + timedelta(minutes=1)), verstuurder=valt) == 0
    assert verzend_wachtende(instellingen, _op(NU + VASTGEHOUDEN), verstuurder=valt) == 1
    assert gestuurd[0].message_id == gestuurd[1].message_id == _van(bericht).message_id


@SQLITE
def test_een_gewijzigd_adres_en_een_blokkade_gelden_ook_voor_wat_al_wacht(
    stel: Stel, personen: Personen, met_smtp: MetSmtp, schrijf: Schrijf
) -> None:
    stel()
    with schrijf():
        db.session.get_one(Gebruiker, personen["opsteller"].id).email = "nieuw@voorbeeld.test"
        db.session.get_one(Gebruiker, personen["tekenbevoegde"].id).geblokkeerd_op = NU
    with mailserver() as postbus:
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU)) == 1
    assert postbus.aan == ["nieuw@voorbeeld.test"]
    standen = sorted(db.session.scalars(select(Bezorging.stand)))
    assert standen == [Bezorgstand.MISLUKT, Bezorgstand.VERZONDEN]


@SQLITE
def test_wat_maanden_wachtte_gaat_niet_meer_uit(stel: Stel, met_smtp: MetSmtp) -> None:
    bericht = stel()
    with mailserver() as postbus:
        verzend_wachtende(met_smtp(postbus.poort), _op(NU + TE_OUD + timedelta(days=1)))
    assert postbus.mails == []
    assert _van(bericht).stand is Bezorgstand.MISLUKT


@SQLITE
def test_een_nummer_met_een_regeleinde_maakt_geen_kop_erbij(stel: Stel, met_smtp: MetSmtp) -> None:
    stel(object_id="X\r\nBcc: ander@voorbeeld.test", groep=Berichtgroep.FORMEEL)
    with mailserver() as postbus:
        assert verzend_wachtende(met_smtp(postbus.poort), _op(NU)) == 2
    assert all(mail["Bcc"] is None for mail in postbus.mails)
    assert postbus.aan == [OPSTELLER, TEKENBEVOEGDE]


@SQLITE
def test_een_mail_die_mislukte_kan_nog_een_keer_naar_het_adres_van_nu(
    stel: Stel, personen: Personen, met_smtp: MetSmtp, schrijf: Schrijf
) -> None:
    bericht = stel()
    with mailserver({OPSTELLER: "550 weg"}) as postbus:
        verzend_wachtende(met_smtp(postbus.poort), _op(NU))
    with schrijf():
        db.session.get_one(Gebruiker, personen["opsteller"].id).email = "goed@voorbeeld.test"
    with schrijf():
        probeer_opnieuw(_van(bericht), door=personen["beheerder"], nu=NU)
    with mailserver() as postbus:
        verzend_wachtende(met_smtp(postbus.poort), _op(NU))
    assert postbus.aan == ["goed@voorbeeld.test"]
    with pytest.raises(OngeldigeOvergang), schrijf():
        probeer_opnieuw(_van(bericht, "goed@voorbeeld.test"), door=personen["beheerder"], nu=NU)


def _terugmelding(message_id: str, adres: str) -> bytes:
    """As a mail server writes it (RFC 3464)."""
    origineel = EmailMessage()
    origineel["Message-ID"] = message_id
    regels = [
        "From: <>", "To: noreply@loket.voorbeeld.nl", "Subject: Undelivered", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"', "",
        "--x", "Content-Type: text/plain", "", "Niet bezorgd.", "",
        "--x", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.voorbeeld.nl", "",
        f"Final-Recipient: rfc822; {adres}", "Action: failed", "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 bestaat niet", "",
        "--x", "Content-Type: text/rfc822-headers", "", origineel.as_string(), "--x--", "",
    ]  # fmt: skip
    return "\r\n".join(regels).encode()


def _voer_in(inhoud: bytes, omgeving: dict[str, str]) -> str:
    """As the mail server does: a process of its own, the report on its standard input."""
    uitkomst = subprocess.run(
        [sys.executable, "-m", "subsidie.cli", "berichten", "terugmelding"],
        env={**os.environ, **omgeving}, input=inhoud, capture_output=True, check=False,
    )  # fmt: skip
    assert (uitkomst.returncode, uitkomst.stderr) == (0, b"")
    return uitkomst.stdout.decode()


def _meld(inhoud: bytes, schrijf: Schrijf) -> None:
    gelezen = lees_terugmelding(inhoud)
    assert gelezen is not None
    with schrijf():
        meld_teruggekomen(gelezen, nu=NU)


def test_een_mail_die_later_terugkomt_wordt_genoteerd(
    stel: Stel, met_smtp: MetSmtp, omgeving: dict[str, str], schrijf: Schrijf
) -> None:
    bericht = stel()
    with mailserver() as postbus:
        verzend_wachtende(met_smtp(postbus.poort), _op(NU))
    rapport = _terugmelding(_van(bericht).message_id, OPSTELLER)
    db.session.rollback()
    assert "kwam terug" in _voer_in(rapport, omgeving)
    _meld(rapport, schrijf)
    bezorging = _van(bericht)
    assert (bezorging.stand, bezorging.verzonden_op) == (Bezorgstand.TERUGGEKOMEN, NU)
    assert "bestaat niet" in bezorging.melding
    gebeurd = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.soort == "bericht:mail_teruggekomen")
    ).all()
    assert len(gebeurd) == 1


@SQLITE
def test_een_verzonnen_terugmelding_verandert_niets(
    stel: Stel, met_smtp: MetSmtp, omgeving: dict[str, str], schrijf: Schrijf
) -> None:
    bericht = stel()
    echt = _van(bericht).message_id
    with pytest.raises(NietGevonden):  # not sent yet
        _meld(_terugmelding(echt, OPSTELLER), schrijf)
    with mailserver() as postbus:
        verzend_wachtende(met_smtp(postbus.poort), _op(NU))
    for message_id, adres in ((echt, "ander@voorbeeld.test"), ("<a@b.nl>", OPSTELLER)):
        with pytest.raises(NietGevonden):
            _meld(_terugmelding(message_id, adres), schrijf)
    assert "geen terugmelding" in _voer_in(b"Subject: Hallo", omgeving)
    assert _van(bericht).stand is Bezorgstand.VERZONDEN
