"""The payments of the examples: an account for every municipality, orders by two people, a file, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from subsidie.accounts import gemeente_rekening
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.realisatie import betaalbestand, betaalinlezen, betaalopdrachten
from subsidie.realisatie.betaalmodellen import Betaalopdracht
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.melders import gemeenten_met_plan, laad_melders
from subsidie.web.transactie import schrijfgrens

BANK: Final = "VRBD"
"""No bank has these letters: to these accounts nothing can be paid."""


def stappen(
    tranche: Tranche, personen: Mapping[str, Gebruiker], opslag: Opslag, *, bekendgemaakt_op: date
) -> Draad[None]:
    """Pay what was awarded in ``tranche``, in the two weeks after the notification."""
    een, twee = personen["financieel"], personen["tweede_financieel"]

    def om(dagen: int, uur: int) -> datetime:
        return moment_in_amsterdam(bekendgemaakt_op + timedelta(days=dagen), time(uur, 0))

    yield from _geef_rekeningen(tranche, personen, om)
    yield om(6, 9)
    with schrijfgrens():
        voorstellen = [
            voorstel
            for voorstel in lees_voorstellen(tranche, om(6, 9))
            if betaalopdrachten.kan_nu(voorstel, zonder_btw_akkoord=True)
        ]
        opgesteld = betaalopdrachten.stel_op(
            tranche, gezien=betaalopdrachten.vingerafdruk(voorstellen), door=een, nu=om(6, 9),
            zonder_btw_akkoord=True,
        ).opdrachten  # fmt: skip
    yield om(7, 11)
    with schrijfgrens():
        betaalopdrachten.keur_goed(opgesteld, door=twee, nu=om(7, 11))
    yield om(8, 9)
    with schrijfgrens():
        opdrachten = [
            opdracht
            for opdracht in betaalbestand.list_aan_te_bieden()
            if opdracht.aanvraag.tranche_id == tranche.id
        ]
        bestand = betaalbestand.maak_bestand(
            opdrachten, vingerafdruk=betaalbestand.gezien(opdrachten), door=een, nu=om(8, 9)
        )
        lijst = betaalbestand.zoek_stuk(bestand)
        kenmerk = lijst.kenmerk if lijst is not None else ""
    yield om(8, 10)
    maak_wachtende(opslag, werkers=0, klok=lambda: om(8, 10), kenmerken=[kenmerk])
    yield om(14, 9)
    with schrijfgrens():
        betaalinlezen.lees_in(
            f"terugmelding-{tranche.code}.csv",
            _terugmelding(opdrachten, op=bekendgemaakt_op + timedelta(days=13)),
            door=een,
            nu=om(14, 9),
        )


def _geef_rekeningen(
    tranche: Tranche, personen: Mapping[str, Gebruiker], om: Callable[[int, int], datetime]
) -> Draad[None]:
    """An account of every municipality that has none yet: typed and confirmed by two of its people, then agreed to."""
    yield om(2, 9)
    with schrijfgrens():
        melders = laad_melders(gemeenten_met_plan(tranche), personen, nu=om(2, 9))
    yield om(2, 10)
    with schrijfgrens():
        nieuw = {
            code: gemeente_rekening.voer_rekening_in(
                code, iban=iban_van(code), tenaamstelling=f"Gemeente {code} (voorbeeld)", door=wie.opsteller,
                nu=om(2, 10),
            )
            for code, wie in melders.items()
            if gemeente_rekening.get_rekening(code, om(2, 10)) is None
            and gemeente_rekening.get_lopende(code) is None
        }  # fmt: skip
    yield om(2, 12)
    with schrijfgrens():
        for code, rekening in nieuw.items():
            gemeente_rekening.bevestig(rekening, door=melders[code].tekenbevoegde, nu=om(2, 12))
    yield om(3, 10)
    with schrijfgrens():
        for rekening in nieuw.values():
            gemeente_rekening.keur_goed(rekening, door=personen["financieel"], nu=om(3, 10))


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
