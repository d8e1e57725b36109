"""Reporting on awards, on the home page: what a municipality is to report, and what waits for the ministry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from subsidie.accounts.kijker import Kijker
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Naar, Post, Status, klokstand
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.meldingenlijst import tel_te_beoordelen
from subsidie.realisatie.meldwerk import Meldwerk, list_meldwerk
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.volgende import BIJNA_DAGEN
from subsidie.realisatie.wijzigingslijst import TE_DOEN, telling_te_doen

HOOGSTENS: Final = 8
WIJZIGEN: Final = Naar("wijzigingen.lijst", {"stand": [een.value for een in TE_DOEN]})
WACHT: Final = Naar("meldingen.lijst", {"stand": Meldingstand.GEMELD.value})


def blok_melden(ik: Kijker, vandaag: date) -> tuple[Blok, bool]:
    """What each award of the municipalities of ``ik`` asks of them, and whether something waits for them now."""
    werk = [een for een in list_meldwerk(ik.gemeenten, vandaag) if een.vraagt_iets]
    blok = Blok(
        "Melden",
        posten=tuple(_post(een, vandaag) for een in werk[:HOOGSTENS]),
        meer=(f"Alle {getal(len(werk))} bekijken", Naar("dossier.aanvragen"))
        if len(werk) > HOOGSTENS
        else None,
    )
    return blok, any(een.wacht_op_u for een in werk)


def blok_te_beoordelen(ik: Kijker) -> Blok:
    """How many reports wait for a behandelaar, and since when the oldest does; and how many requests to change.

    Empty when nothing waits. One query.
    """
    hoeveel, oudste, verzoeken = tel_te_beoordelen(ik, ook=telling_te_doen(ik))
    wijzigen = (
        (Cijfer("Verzoeken om wijziging", getal(verzoeken), "te behandelen", WIJZIGEN),) if verzoeken else ()
    )
    if not hoeveel:
        return Blok("Meldingen van gemeenten", cijfers=wijzigen)
    sinds = (
        f"de oudste wacht sinds {datum_nl(dag_in_amsterdam(oudste))}" if isinstance(oudste, datetime) else ""
    )
    return Blok(
        "Meldingen van gemeenten", cijfers=(Cijfer("Te beoordelen", getal(hoeveel), sinds, WACHT), *wijzigen)
    )


def _post(een: Meldwerk, vandaag: date) -> Post:
    status = Status("vraag", "let_op") if een.vragen else None
    if een.te_bevestigen and status is None:
        status = Status("bevestigen", "let_op")
    return Post(
        f"{een.nummer} · {een.project}",
        Naar("realisatie.pagina", {"nummer": een.nummer}),
        een.tekst,
        status,
        klokstand(een.uiterlijk, vandaag, bijna=BIJNA_DAGEN) if een.uiterlijk is not None else None,
    )
