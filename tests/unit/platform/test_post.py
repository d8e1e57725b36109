"""Mail to a real server on this machine: what leaves, what is refused, and what is worth a second try."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hypothesis import given
from hypothesis import strategies as st

from subsidie.config import Configuratiefout, Instellingen, Smtpserver, lees_instellingen
from subsidie.platform.post import (
    Post,
    Poststand,
    lees_terugmelding,
    maak_bericht,
    nieuw_message_id,
    verstuur,
)

POST = Post(
    aan="j.smit@zwolle.voorbeeld.nl",
    aan_naam="J. Smit – de Vries",
    onderwerp="Ontvangst van uw aanvraag € 100.000,00",
    tekst="Beste meneer, mevrouw,\n\n.\nUw aanvraag is ontvangen – één keer.\n",
    message_id="<abc123@loket.voorbeeld.nl>",
    moment=datetime(2026, 7, 7, 8, 0, tzinfo=UTC),
    van_naam="Loket huisvesting",
)


class Ontvanger:
    """Keeps what comes in; answers with ``bij_ontvanger`` or ``bij_inhoud`` when these are set."""

    def __init__(self, *, bij_ontvanger: str = "", bij_inhoud: str = "") -> None:
        self.bij_ontvanger, self.bij_inhoud = bij_ontvanger, bij_inhoud
        self.gekregen: list[Any] = []

    async def handle_RCPT(self, _s: Any, _sessie: Any, envelop: Any, adres: str, _o: Any) -> str:  # noqa: N802
        if not self.bij_ontvanger:
            envelop.rcpt_tos.append(adres)
        return self.bij_ontvanger or "250 OK"

    async def handle_DATA(self, _s: Any, _sessie: Any, envelop: Any) -> str:  # noqa: N802
        self.gekregen.append(envelop)
        return self.bij_inhoud or "250 OK"


def _instellingen(**smtp: Any) -> Instellingen:
    basis = lees_instellingen(
        {"SUBSIDIE_SMTP": "smtp://localhost", "SUBSIDIE_AFZENDER": "noreply@loket.voorbeeld.nl"}
    )
    return replace(basis, smtp=Smtpserver(host="127.0.0.1", **smtp))


def _vrije_poort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as ingang:
        poort: int = ingang.getsockname()[1]
        return poort


@contextmanager
def mailserver(ontvanger: Ontvanger, **opties: Any) -> Iterator[int]:
    """A real SMTP server; gives its port."""
    server = Controller(ontvanger, hostname="127.0.0.1", port=_vrije_poort(), **opties)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@contextmanager
def gesprek(*regels: bytes) -> Iterator[int]:
    """A server that says these lines to one caller, each after a line of theirs, and then nothing more."""
    ingang, klaar = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def praat() -> None:
        verbinding, _ = ingang.accept()
        with verbinding, verbinding.makefile("rb") as lezer:
            for regel in regels:
                verbinding.sendall(regel)
                lezer.readline()
            klaar.wait(10)

    draad = threading.Thread(target=praat)
    draad.start()
    try:
        yield ingang.getsockname()[1]
    finally:
        klaar.set()
        draad.join(10)
        ingang.close()


def test_een_mail_komt_aan_zoals_hij_is_bedoeld() -> None:
    ontvanger = Ontvanger()
    with mailserver(ontvanger) as poort:
        assert verstuur(POST, instellingen=_instellingen(poort=poort)).stand is Poststand.VERZONDEN
    (envelop,) = ontvanger.gekregen
    assert (envelop.mail_from, envelop.rcpt_tos) == ("noreply@loket.voorbeeld.nl", [POST.aan])
    mail = message_from_bytes(envelop.content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == POST.onderwerp
    assert mail["To"].addresses[0].display_name == POST.aan_naam
    assert mail["Message-ID"] == POST.message_id
    assert mail["Date"].datetime == POST.moment
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == POST.tekst


@pytest.mark.parametrize(
    ("bij_ontvanger", "bij_inhoud", "stand", "teruggekomen"),
    [
        ("550 5.1.1 onbekend", "", Poststand.DEFINITIEF, True),
        ("451 4.7.1 later", "", Poststand.TIJDELIJK, False),
        ("552 5.2.2 vol", "", Poststand.TIJDELIJK, False),
        ("", "554 5.7.1 geweigerd", Poststand.DEFINITIEF, False),
        ("", "452 4.3.1 vol", Poststand.TIJDELIJK, False),
    ],
)
def test_een_weigering_is_voorgoed_of_voor_nu(
    bij_ontvanger: str, bij_inhoud: str, stand: Poststand, teruggekomen: bool
) -> None:
    with mailserver(Ontvanger(bij_ontvanger=bij_ontvanger, bij_inhoud=bij_inhoud)) as poort:
        uitslag = verstuur(POST, instellingen=_instellingen(poort=poort))
    assert (uitslag.stand, uitslag.teruggekomen) == (stand, teruggekomen)
    assert f"{uitslag.code} {uitslag.melding}" == bij_ontvanger + bij_inhoud


def test_een_server_die_er_niet_is_of_niet_antwoordt_is_tijdelijk() -> None:
    assert verstuur(POST, instellingen=_instellingen(poort=_vrije_poort())).stand is Poststand.TIJDELIJK
    for regels in (
        (),
        (b"220 dag\r\n", b"250 dag\r\n"),
        (b"554 niet nu\r\n",),
        (b"220 dag\r\n", b"250 dag\r\n", b"550 u niet\r\n"),
    ):
        with gesprek(*regels) as poort:
            uitslag = verstuur(POST, instellingen=_instellingen(poort=poort), wacht_s=0.2)
            assert uitslag.stand is Poststand.TIJDELIJK
            assert uitslag.melding


def test_zonder_versleuteling_waar_die_is_gevraagd_gaat_er_niets_uit() -> None:
    ontvanger = Ontvanger()
    with mailserver(ontvanger) as poort:
        assert (
            verstuur(POST, instellingen=_instellingen(poort=poort, starttls=True)).stand
            is Poststand.TIJDELIJK
        )
        assert verstuur(POST, instellingen=_instellingen(poort=poort, tls=True)).stand is Poststand.TIJDELIJK
    assert ontvanger.gekregen == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_inloggen_met_een_verkeerd_wachtwoord_is_tijdelijk_want_de_mail_is_goed() -> None:
    ontvanger = Ontvanger()

    def mag(_server: Any, _sessie: Any, _envelop: Any, _wijze: str, gegevens: Any) -> AuthResult:
        return AuthResult(success=gegevens.password == b"geheim", handled=False)

    opties = {"authenticator": mag, "auth_require_tls": False, "auth_required": True}
    with mailserver(ontvanger, **opties) as poort:
        fout = verstuur(POST, instellingen=_instellingen(poort=poort, gebruiker="loket", wachtwoord="mis"))
        goed = verstuur(POST, instellingen=_instellingen(poort=poort, gebruiker="loket", wachtwoord="geheim"))
    assert (fout.stand, fout.code, goed.stand) == (Poststand.TIJDELIJK, 535, Poststand.VERZONDEN)


def test_zonder_mailserver_blijft_een_bericht_in_het_programma() -> None:
    assert verstuur(POST, instellingen=lees_instellingen({})).stand is Poststand.UIT


@pytest.mark.parametrize(
    "aan", ["", "jan", "a@b@c.nl", "a@b.nl\r\nRCPT TO:<x@y.nl>", "<a@b.nl>", "é@b.nl", "a@b.nl "]
)
def test_een_adres_dat_geen_adres_is_gaat_niet_naar_de_server(aan: str) -> None:
    uitslag = verstuur(replace(POST, aan=aan), instellingen=_instellingen(poort=1))
    assert (uitslag.stand, uitslag.teruggekomen) == (Poststand.DEFINITIEF, True)


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=200))
def test_geen_enkele_tekst_voegt_een_regel_aan_de_kop_toe(onderwerp: str, naam: str, tekst: str) -> None:
    post = replace(POST, onderwerp=onderwerp, aan_naam=naam, van_naam=naam, tekst=tekst)
    mail = message_from_bytes(maak_bericht(post, afzender="noreply@loket.voorbeeld.nl").as_bytes())
    assert sorted(mail.keys()) == sorted(
        [
            "Date", "Message-ID", "From", "To", "Subject", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Type",
            "Content-Transfer-Encoding", "MIME-Version",
        ]
    )  # fmt: skip


def test_elk_bericht_krijgt_een_kenmerk_van_zichzelf() -> None:
    instellingen = _instellingen(poort=25)
    eerste, tweede = (nieuw_message_id(instellingen) for _ in range(2))
    assert eerste != tweede
    assert eerste.endswith("@loket.voorbeeld.nl>")
    maak_bericht(replace(POST, message_id=eerste), afzender=instellingen.afzender)
    with pytest.raises(ValueError, match="Message-ID"):
        maak_bericht(replace(POST, message_id="geen\r\nBcc: x"), afzender=instellingen.afzender)


TERUG = b"""From: MAILER-DAEMON@mail.voorbeeld.nl\r
Content-Type: multipart/report; report-type=delivery-status; boundary="g"\r
\r
--g\r
Content-Type: text/plain\r
\r
Helaas.\r
--g\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mail.voorbeeld.nl\r
\r
Final-Recipient: rfc822; j.smit@zwolle.voorbeeld.nl\r
Action: failed\r
Status: 5.1.1\r
Diagnostic-Code: smtp; 550 5.1.1 bestaat niet\r
\r
--g\r
Content-Type: text/rfc822-headers\r
\r
Message-ID: <abc123@loket.voorbeeld.nl>\r
Subject: Ontvangst\r
\r
--g--\r
"""


def test_een_mail_die_terugkomt_zegt_welke_aan_wie_en_waarom() -> None:
    heel = TERUG.replace(b"text/rfc822-headers", b"message/rfc822")
    for inhoud in (TERUG, heel):
        terug = lees_terugmelding(inhoud)
        assert terug is not None
        assert (terug.message_id, terug.adres) == (POST.message_id, POST.aan)
        assert (terug.status, terug.melding) == ("5.1.1", "550 5.1.1 bestaat niet")


def test_wat_geen_terugmelding_is_is_er_geen() -> None:
    for inhoud in (
        b"",
        b"Subject: afwezig\r\n\r\nIk ben er maandag weer.",
        TERUG.replace(b"Action: failed", b"Action: delayed"),
        TERUG.replace(b"<abc123@", b"<abc 123@"),
        TERUG.replace(b"multipart/report", b"multipart/mixed"),
    ):
        assert lees_terugmelding(inhoud) is None


@given(st.integers(0, len(TERUG) - 1), st.binary(max_size=20), st.integers(0, 20))
def test_geen_enkele_mail_geeft_een_fout(plek: int, erin: bytes, eruit: int) -> None:
    terug = lees_terugmelding(TERUG[:plek] + erin + TERUG[plek + eruit :])
    assert terug is None or terug.message_id.startswith("<")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.nl", Smtpserver("mail.nl", 25)),
        ("smtp://mail.nl?starttls=ja", Smtpserver("mail.nl", 587, starttls=True)),
        ("smtps://loket:p%40s@mail.nl", Smtpserver("mail.nl", 465, "loket", "p@s", tls=True)),
    ],
)
def test_de_mailserver_staat_in_een_url(url: str, server: Smtpserver) -> None:
    gelezen = lees_instellingen({"SUBSIDIE_SMTP": url, "SUBSIDIE_AFZENDER": "a@b.nl"})
    assert gelezen.smtp == server
    assert "p@s" not in repr(gelezen)


@pytest.mark.parametrize(
    ("omgeving", "waar"),
    [
        ({"SUBSIDIE_SMTP": "mail.nl", "SUBSIDIE_AFZENDER": "a@b.nl"}, "SUBSIDIE_SMTP"),
        ({"SUBSIDIE_SMTP": "smtp://mail.nl?tls=ja", "SUBSIDIE_AFZENDER": "a@b.nl"}, "SUBSIDIE_SMTP"),
        ({"SUBSIDIE_SMTP": "smtp://mail.nl:x", "SUBSIDIE_AFZENDER": "a@b.nl"}, "SUBSIDIE_SMTP"),
        ({"SUBSIDIE_SMTP": "smtp://mail.nl"}, "SUBSIDIE_AFZENDER"),
        ({"SUBSIDIE_AFZENDER": "a@b.nl\nBcc: x@y.nl"}, "SUBSIDIE_AFZENDER"),
    ],
)
def test_een_verkeerde_mailinstelling_wordt_bij_de_start_gemeld(omgeving: dict[str, str], waar: str) -> None:
    with pytest.raises(Configuratiefout) as fout:
        lees_instellingen(omgeving)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]
