"""A real SMTP server on this machine, for tests of what is mailed."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Postbus:
    """Keeps what comes in; ``antwoorden`` is what it says instead of yes when mail for an address comes."""

    def __init__(self, antwoorden: Mapping[str, str] | None = None) -> None:
        self.antwoorden = dict(antwoorden or {})
        self.mails: list[EmailMessage] = []
        self.poort = 0

    async def handle_RCPT(self, _s: Any, _sessie: Any, envelop: Any, adres: str, _o: Any) -> str:  # noqa: N802
        if adres in self.antwoorden:
            return self.antwoorden[adres]
        envelop.rcpt_tos.append(adres)
        return "250 OK"

    async def handle_DATA(self, _s: Any, _sessie: Any, envelop: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelop.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    @property
    def aan(self) -> list[str]:
        """To whom mail came, in order of the alphabet."""
        return sorted(str(mail["To"]) for mail in self.mails)


@contextmanager
def mailserver(antwoorden: Mapping[str, str] | None = None) -> Iterator[Postbus]:
    """Runs while the block lasts; ``poort`` of what it gives says where."""
    postbus = Postbus(antwoorden)
    with socket.create_server(("127.0.0.1", 0)) as ingang:
        postbus.poort = ingang.getsockname()[1]
    server = Controller(postbus, hostname="127.0.0.1", port=postbus.poort)
    server.start()
    try:
        yield postbus
    finally:
        server.stop()
