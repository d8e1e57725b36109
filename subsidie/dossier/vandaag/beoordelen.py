"""Home of who assesses applications: their cards, and the sum of the work in them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from subsidie.accounts.kijker import Kijker
from subsidie.dossier.beoordeelpagina import Kaartpost, lees_werk
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Naar, Post, Status, geld
from subsidie.kern.tekst import aantal, getal

HOOGSTENS: Final = 8
KAARTEN: Final = Naar("beoordelen.lijst")


def voor_beoordelaar(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``beoordelaar``: what is assigned to them and not handed in, the sum of it, and talks to lead."""
    werk = lees_werk(ik, nu=nu)
    te_doen, totaal = werk.te_doen, len(werk.te_doen) + len(werk.ingeleverd)
    cijfers = (
        Cijfer("Te beoordelen", getal(len(te_doen)), naar=KAARTEN),
        Cijfer("Woonruimten te beoordelen", getal(sum(een.eenheden for een in te_doen)), naar=KAARTEN),
        Cijfer("Gevraagd te beoordelen", geld(sum(een.gevraagd_cent for een in te_doen)), naar=KAARTEN),
        Cijfer("Toegewezen", getal(totaal), f"waarvan {getal(len(werk.ingeleverd))} ingeleverd", KAARTEN),
    )
    blokken = [
        Blok("Aan u toegewezen", cijfers=cijfers if totaal else (), leeg="Er is niets aan u toegewezen."),
        Blok(
            "Te beoordelen", posten=tuple(_post(een) for een in te_doen[:HOOGSTENS]),
            leeg="U hebt al uw kaarten ingeleverd." if totaal else "",
            meer=(f"Alle {getal(len(te_doen))} bekijken", KAARTEN) if len(te_doen) > HOOGSTENS else None,
        ),
    ]  # fmt: skip
    if werk.te_modereren:
        blokken.append(
            Blok(
                "Overleg te leiden",
                posten=tuple(
                    Post(
                        f"{een.nummer} · {een.gemeente.naam_kort}",
                        Naar("beoordelen.modereren", {"nummer": een.nummer}),
                        "De beoordelaars verschillen te veel; u beoordeelde deze aanvraag niet zelf.",
                        Status("overleg nodig", "let_op"),
                    )
                    for een in werk.te_modereren[:HOOGSTENS]
                ),
            )
        )
    return Deel(
        rol="Beoordelaar",
        blokken=tuple(blokken),
        vraagt=bool(te_doen or werk.te_modereren),
        straks="Zodra er een aanvraag aan u wordt toegewezen, staat die hier.",
        voorbeeld=werk.is_voorbeeld,
    )


def _post(kaart: Kaartpost) -> Post:
    """Of an application on which nobody declared yet only what is needed to see whether there is an interest."""
    om = f"{aantal(kaart.eenheden, 'woonruimte', 'woonruimten')}, {geld(kaart.gevraagd_cent)} gevraagd."
    if kaart.wacht:
        status = Status(kaart.wacht, "let_op")
    elif not kaart.geopend:
        status = Status("verklaar eerst uw belang")
    else:
        status = Status("bezig" if kaart.begonnen else "geopend", "info")
    return Post(
        titel=f"{kaart.nummer} · {kaart.gemeente}",
        naar=Naar("beoordelen.kaart", {"nummer": kaart.nummer}),
        tekst=f"{kaart.project}: {om}" if kaart.project else om.capitalize(),
        status=status,
    )
