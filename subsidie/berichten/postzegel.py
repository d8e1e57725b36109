"""What a mail about a message says, and the name under which it travels.

Never what the message says, and nothing about a person: a mail can be read by others on the way.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import current_app

from subsidie.berichten.models import Bericht, Berichtgroep
from subsidie.berichten.woorden import over_in_woorden
from subsidie.config import Instellingen
from subsidie.platform import post
from subsidie.platform.post import Post

AFZENDERNAAM: Final = "Subsidieloket huisvesting"
MERK: Final = "VOORBEELD"
"""In front of the subject of what is about an example or practice."""


def nieuw_message_id() -> str:
    """A name for one mail, kept with it, so that a report about it finds it back (RFC 5322, 3.6.4)."""
    return post.nieuw_message_id(_instellingen())


def mail_over(
    bericht: Bericht, *, aan: str, message_id: str, moment: datetime, instellingen: Instellingen
) -> Post:
    """The mail to the address ``aan`` that says that ``bericht`` is there; ``moment`` (aware) becomes its date.

    With the address of the program in it when the settings know that one; a worker has no request to see it in.
    """
    over = over_in_woorden(bericht.object_soort, bericht.object_id)
    onderwerp = "Er staat een bericht voor u klaar" + (f" over {over}" if over else "")
    alineas = [
        "Goedendag,",
        "Er staat een bericht voor u klaar in het Subsidieloket huisvesting."
        + (f" Het gaat over {over}." if over else ""),
        _waar(bericht, instellingen),
        "Dit programma heeft deze mail verstuurd. Antwoorden op deze mail worden niet gelezen.",
        _waarom(bericht, instellingen),
    ]
    if bericht.voorbeeld:
        onderwerp = f"{MERK}: {onderwerp}"
        alineas.insert(1, f"{MERK}: dit gaat over een voorbeeld of een oefening met verzonnen gegevens.")
    return Post(
        aan=aan, onderwerp=onderwerp, tekst="\n\n".join(alineas) + "\n", message_id=message_id, moment=moment,
        van_naam=AFZENDERNAAM,
    )  # fmt: skip


def _waar(bericht: Bericht, instellingen: Instellingen) -> str:
    if instellingen.adres is None:
        return "Log in bij het Subsidieloket en kies Berichten. Daar kunt u het lezen."
    return f"U leest het na het inloggen:\n{instellingen.adres}/berichten/{bericht.kenmerk}"


def _waarom(bericht: Bericht, instellingen: Instellingen) -> str:
    if bericht.groep is Berichtgroep.FORMEEL:
        return "Over dit soort berichten krijgt u altijd een mail, omdat er een termijn aan vast kan zitten."
    plek = f":\n{instellingen.adres}/account/berichten" if instellingen.adres else " bij Mijn account."
    return f"Wilt u over dit soort berichten geen mail? Dat kiest u na het inloggen{plek}"


def _instellingen() -> Instellingen:
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return instellingen
