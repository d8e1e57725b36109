"""What asks for somebody about messages: what nobody opened yet, and mail that did not arrive."""

from __future__ import annotations

from typing import Final

from subsidie.accounts.kijker import Kijker
from subsidie.berichten.berichtenlijst import NIEUW
from subsidie.berichten.models import Bezorgstand
from subsidie.berichten.queries import tel_mails, tel_nieuw
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Naar, Post, Status
from subsidie.kern.tekst import aantal, getal

NIET_AANGEKOMEN: Final = (Bezorgstand.TERUGGEKOMEN, Bezorgstand.MISLUKT)


def blok_berichten(ik: Kijker) -> Blok:
    """How many messages wait to be opened: by ``ik`` at a municipality, by anybody at the ministry. One query."""
    nieuw = tel_nieuw(ik)
    posten = (
        (
            Post(
                f"{aantal(nieuw, 'bericht', 'berichten')} nog niet geopend",
                Naar("berichten.lijst", {"gelezen": NIEUW}),
                status=Status("nieuw", "info"),
            ),
        )
        if nieuw
        else ()
    )
    return Blok("Berichten", posten=posten)


def cijfer_mail() -> Cijfer:
    """How many mails about messages did not arrive, for who sees to it that mail arrives. At most two queries."""
    hoeveel = tel_mails(*NIET_AANGEKOMEN)
    wacht = 0 if hoeveel else tel_mails(Bezorgstand.WACHT)
    if hoeveel:
        bij = "teruggekomen of mislukt"
    else:
        bij = f"{getal(wacht)} nog niet verstuurd" if wacht else "alle mail kwam aan"
    return Cijfer(
        "Mail niet aangekomen",
        getal(hoeveel),
        bij,
        Naar("uitgaand.lijst", {"stand": [stand.value for stand in NIET_AANGEKOMEN]}),
    )
