"""The payments of the examples: an account for every municipality, orders by two people, a file, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import exists, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts import gemeente_rekening
from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.realisatie import betaalbestand, betaalinlezen, betaalopdrachten
from subsidie.realisatie.betaalmodellen import Betaalopdracht
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld.melders import Melders
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

BANK: Final = "VRBD"
"""No bank has these letters: to these accounts nothing can be paid."""


def betaal(
    tranche: Tranche,
    melders: Mapping[str, Melders],
    personen: Mapping[str, Gebruiker],
    *,
    bekendgemaakt_op: date,
) -> None:
    """Pay what was awarded in ``tranche``, in the two weeks after the notification; again changes nothing."""
    if _is_betaald(tranche):
        return

    def om(dagen: int, uur: int) -> datetime:
        return moment_in_amsterdam(bekendgemaakt_op + timedelta(days=dagen), time(uur, 0))

    een, twee = personen["financieel"], personen["tweede_financieel"]
    with schrijfgrens():
        for code, wie in melders.items():
            _geef_rekening(code, wie, een, nu=om(2, 10))
        voorstellen = [
            voorstel
            for voorstel in lees_voorstellen(tranche, om(6, 9))
            if betaalopdrachten.kan_nu(voorstel, zonder_btw_akkoord=True)
        ]
        opgesteld = betaalopdrachten.stel_op(
            tranche, gezien=betaalopdrachten.vingerafdruk(voorstellen), door=een, nu=om(6, 9),
            zonder_btw_akkoord=True,
        ).opdrachten  # fmt: skip
        betaalopdrachten.keur_goed(opgesteld, door=twee, nu=om(7, 11))
        opdrachten = [
            opdracht
            for opdracht in betaalbestand.list_aan_te_bieden()
            if opdracht.aanvraag.tranche_id == tranche.id
        ]
        betaalbestand.maak_bestand(
            opdrachten, vingerafdruk=betaalbestand.gezien(opdrachten), door=een, nu=om(8, 9)
        )
        betaalinlezen.lees_in(
            f"terugmelding-{tranche.code}.csv",
            _terugmelding(opdrachten, op=bekendgemaakt_op + timedelta(days=13)),
            door=een,
            nu=om(14, 9),
        )


def _is_betaald(tranche: Tranche) -> bool:
    return bool(
        db.session.scalar(
            select(
                exists().where(Betaalopdracht.aanvraag_id == Aanvraag.id, Aanvraag.tranche_id == tranche.id)
            )
        )
    )


def _geef_rekening(code: str, wie: Melders, financieel: Gebruiker, *, nu: datetime) -> None:
    if (
        gemeente_rekening.get_rekening(code, nu) is not None
        or gemeente_rekening.get_lopende(code) is not None
    ):
        return
    rekening = gemeente_rekening.voer_rekening_in(
        code, iban=iban_van(code), tenaamstelling=f"Gemeente {code} (voorbeeld)", door=wie.opsteller, nu=nu
    )
    gemeente_rekening.bevestig(rekening, door=wie.tekenbevoegde, nu=nu + timedelta(hours=2))
    gemeente_rekening.keur_goed(rekening, door=financieel, nu=nu + timedelta(days=1))


def iban_van(code: str) -> str:
    """An invented account of a municipality (``GM0193``), with check digits that are right (ISO 13616). Pure."""
    nummer = f"{BANK}{int(code[2:]):010}"
    cijfers = "".join(str(int(teken, 36)) for teken in f"{nummer}NL00")
    return f"NL{98 - int(cijfers) % 97:02}{nummer}"


def _terugmelding(opdrachten: list[Betaalopdracht], *, op: date) -> bytes:
    rijen = [
        f'{een.kenmerk},"{een.bedrag_cent // 100},{een.bedrag_cent % 100:02}",betaald,{op.isoformat()},'
        for een in opdrachten
    ]
    return "\r\n".join(["opdracht,bedrag,resultaat,betaald_op,reden", *rijen]).encode()
