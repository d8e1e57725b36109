"""Mail over SMTP: one plain message to one person, and what came of it. Reads bounces too.

Knows nothing of why. Whoever sends keeps a row per recipient, tries again after ``TIJDELIJK``, and gives each
message a Message-ID of its own once, so that a second copy can be recognised and a bounce be found back.
"""

from __future__ import annotations

import re
import secrets
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.utils import format_datetime
from enum import StrEnum
from typing import Final

from subsidie.config import Instellingen, Smtpserver
from subsidie.kern.tekst import verboden_tekens

WACHT_S: Final = 20
"""For the connection and for each answer."""
HOOGSTENS_MELDING: Final = 500

_ADRES: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])"
)
_MESSAGE_ID: Final = re.compile(r"<[A-Za-z0-9._+=-]{1,100}@[A-Za-z0-9.-]{1,90}>")
_VOL: Final = 552
"""RFC 5321, 4.5.3.1.10: at the recipient this means full for now, whatever its first digit says."""


class Poststand(StrEnum):
    """What came of sending. ``uit``: no mail server is set; the message stays readable in the program."""

    VERZONDEN = "verzonden"
    TIJDELIJK = "tijdelijk"
    DEFINITIEF = "definitief"
    UIT = "uit"


@dataclass(frozen=True, slots=True)
class Post:
    """One mail. ``message_id`` from ``nieuw_message_id``; ``moment`` is aware, and becomes its date."""

    aan: str
    onderwerp: str
    tekst: str
    message_id: str
    moment: datetime
    aan_naam: str = ""
    van_naam: str = ""


@dataclass(frozen=True, slots=True)
class Uitslag:
    """``melding``: what the server said, or why it was not reached. ``teruggekomen``: it refused this person."""

    stand: Poststand
    melding: str = ""
    code: int = 0
    teruggekomen: bool = False


@dataclass(frozen=True, slots=True)
class Terugmelding:
    """A mail that came back (RFC 3464): which one, to whom, and why."""

    message_id: str
    adres: str
    status: str
    melding: str


def nieuw_message_id(instellingen: Instellingen) -> str:
    """A Message-ID that nobody can guess, in the domain of the sender: ``<...@loket.example.nl>``."""
    domein = instellingen.afzender.rpartition("@")[2] or "localhost"
    return f"<{secrets.token_hex(16)}@{domein}>"


def verstuur(post: Post, *, instellingen: Instellingen, wacht_s: float = WACHT_S) -> Uitslag:
    """Hand ``post`` to the mail server of the settings; never inside a transaction, for it may take a while.

    ``DEFINITIEF`` only for what no second try mends: this recipient or this message is refused. A server that is
    not there, does not answer, is not trusted or does not let us in is ``TIJDELIJK``, whatever its code: that is
    ours to mend and the message is still good. Raises ``ValueError`` for a Message-ID that is none.
    """
    if instellingen.smtp is None:
        return Uitslag(Poststand.UIT, "Er is geen mailserver ingesteld.")
    if _ADRES.fullmatch(post.aan) is None or len(post.aan) > 254:
        return Uitslag(Poststand.DEFINITIEF, "Dit is geen e-mailadres.", teruggekomen=True)
    bericht = maak_bericht(post, afzender=instellingen.afzender)
    try:
        return _lever_af(bericht, post.aan, instellingen.afzender, instellingen.smtp, wacht_s)
    except smtplib.SMTPRecipientsRefused as fout:
        code, melding = next(iter(fout.recipients.values()))
        definitief = 500 <= code < 600 and code != _VOL
        stand = Poststand.DEFINITIEF if definitief else Poststand.TIJDELIJK
        return Uitslag(stand, _kort(melding), code, teruggekomen=definitief)
    except smtplib.SMTPDataError as fout:
        stand = Poststand.DEFINITIEF if 500 <= fout.smtp_code < 600 else Poststand.TIJDELIJK
        return Uitslag(stand, _kort(fout.smtp_error), fout.smtp_code)
    except smtplib.SMTPResponseException as fout:  # the greeting, logging in, the sender: not about this mail
        return Uitslag(Poststand.TIJDELIJK, _kort(fout.smtp_error), fout.smtp_code)
    except smtplib.SMTPNotSupportedError:
        return Uitslag(Poststand.TIJDELIJK, "De mailserver biedt niet aan wat de instelling vraagt.")
    except (smtplib.SMTPException, OSError) as fout:
        return Uitslag(Poststand.TIJDELIJK, _kort(str(fout) or type(fout).__name__))


def maak_bericht(post: Post, *, afzender: str) -> EmailMessage:
    """``post`` as a mail: plain text in UTF-8, marked as sent by a program (RFC 3834).

    What does not belong in a line (new lines, control characters) is taken out of the subject and the names, so
    that no text can add a line of its own to the head. Raises ``ValueError`` for an address or a Message-ID that
    is none.
    """
    if _MESSAGE_ID.fullmatch(post.message_id) is None:
        raise ValueError("this is no Message-ID")
    bericht = EmailMessage(policy=policy.SMTP)
    bericht["Date"] = format_datetime(post.moment)
    bericht["Message-ID"] = post.message_id
    bericht["From"] = Address(_een_regel(post.van_naam), addr_spec=afzender)
    bericht["To"] = Address(_een_regel(post.aan_naam), addr_spec=post.aan)
    bericht["Subject"] = _een_regel(post.onderwerp)
    bericht["Auto-Submitted"] = "auto-generated"
    bericht["X-Auto-Response-Suppress"] = "All"
    tekst = _zonder_verboden(post.tekst)
    bericht.set_content(tekst, charset="utf-8", cte="quoted-printable")
    return bericht


def _lever_af(bericht: EmailMessage, aan: str, afzender: str, server: Smtpserver, wacht_s: float) -> Uitslag:
    # Our own name as given: looking it up asks the network, and may take longer than all the rest.
    naam = afzender.rpartition("@")[2]
    tls = ssl.create_default_context()
    smtp: smtplib.SMTP = (
        smtplib.SMTP_SSL(server.host, server.poort, naam, timeout=wacht_s, context=tls)
        if server.tls
        else smtplib.SMTP(server.host, server.poort, naam, timeout=wacht_s)
    )
    try:
        if server.starttls:
            smtp.starttls(context=tls)
        if server.gebruiker:
            smtp.login(server.gebruiker, server.wachtwoord)
        smtp.ehlo_or_helo_if_needed()
        dsn = smtp.has_extn("dsn")
        smtp.sendmail(
            afzender, [aan], bericht.as_bytes(),
            mail_options=["RET=HDRS"] if dsn else [], rcpt_options=["NOTIFY=FAILURE"] if dsn else [],
        )  # fmt: skip
        with suppress(smtplib.SMTPException, OSError):  # it has taken the mail: how we part changes nothing
            smtp.quit()
    finally:
        smtp.close()
    return Uitslag(Poststand.VERZONDEN)


def lees_terugmelding(inhoud: bytes) -> Terugmelding | None:
    """The bounce in the mail ``inhoud``, or ``None`` when it is none (or only says that it takes longer).

    Never raises, whatever it is given: anybody can send a mail to the address that bounces go to. So the caller
    believes it only when the Message-ID and the address are those of a mail that was really sent.
    """
    mail = message_from_bytes(inhoud)
    if mail.get_content_type() != "multipart/report":
        return None
    delen = list(mail.walk())
    mislukt = next(
        (
            blok
            for deel in delen
            if deel.get_content_type() == "message/delivery-status"
            for blok in deel.walk()
            if str(blok.get("Action", "")).strip().lower() == "failed"
        ),
        None,
    )
    message_id = next(filter(None, map(_oorspronkelijk, delen)), "")
    if mislukt is None or not message_id:
        return None
    adres = str(mislukt.get("Original-Recipient") or mislukt.get("Final-Recipient") or "")
    return Terugmelding(
        message_id=message_id,
        adres=_een_regel(adres.rpartition(";")[2]),
        status=_een_regel(str(mislukt.get("Status", ""))),
        melding=_kort(str(mislukt.get("Diagnostic-Code", "")).partition(";")[2])
        or "De mail kon niet worden bezorgd.",
    )


def _oorspronkelijk(deel: Message) -> str:
    """The Message-ID of the mail that came back, when this part is that mail or its head."""
    soort = deel.get_content_type()
    ingepakt: object = None
    if soort == "message/rfc822":
        ingepakt = next(iter(deel.get_payload()), None) if deel.is_multipart() else None
    elif soort in {"text/rfc822-headers", "message/rfc822-headers"}:
        ruw = deel.get_payload(decode=True)
        ingepakt = message_from_bytes(ruw) if isinstance(ruw, bytes) else None
    gevonden = str(ingepakt.get("Message-ID", "")).strip() if isinstance(ingepakt, Message) else ""
    return gevonden if _MESSAGE_ID.fullmatch(gevonden) else ""


def _zonder_verboden(tekst: str) -> str:
    weg = {teken.positie - 1 for teken in verboden_tekens(tekst, hoogstens=len(tekst))}
    return "".join(teken for plek, teken in enumerate(tekst) if plek not in weg) if weg else tekst


def _een_regel(tekst: str) -> str:
    return " ".join(_zonder_verboden(" ".join(tekst.split())).split())


def _kort(melding: bytes | str) -> str:
    tekst = melding.decode("utf-8", "replace") if isinstance(melding, bytes) else melding
    return _een_regel(tekst)[:HOOGSTENS_MELDING]
