"""An award of the municipality of the opsteller that is being built: two parts, milestones in several states."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.delen import get_deel, voeg_deel_toe
from subsidie.realisatie.mijlpalen import meld_mijlpaal
from subsidie.realisatie.oordelen import beoordeel
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal
from subsidie.realisatie.prognoses import geef_prognose
from subsidie.web.transactie import schrijfgrens

GEBOUWD = "RHA23-0002"
BEVRAAGD, GEMELD = 2, 3
"""The ids of the report that was asked about and of the one that waits."""


def zet_realisatie(personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Call it outside the commit boundary, after the decisions of 2023 were notified."""
    aanvraag, melder, uur = get_aanvraag(GEBOUWD), personen["opsteller"], timedelta(hours=1)
    with schrijfgrens():
        eerste = get_deel(aanvraag, 1)
        tweede = voeg_deel_toe(aanvraag, naam="Fase 2, Spoorzone", aantal=100, van=eerste, door=melder, nu=nu)
        vergunning = meld_mijlpaal(
            eerste, Mijlpaal.VERGUNNING, bereikt_op=date(2025, 11, 4), door=melder, nu=nu,
            toelichting="Omgevingsvergunning 2025-0417, onherroepelijk.",
        )  # fmt: skip
        stap = meld_mijlpaal(
            eerste, Mijlpaal.ONOMKEERBARE_STAP, bereikt_op=date(2026, 1, 22), door=melder, nu=nu,
            toelichting="De aanneemovereenkomst is getekend. Opzeggen kan niet meer zonder schadevergoeding.",
        )  # fmt: skip
        meld_mijlpaal(
            tweede, Mijlpaal.VERGUNNING, bereikt_op=date(2026, 1, 23), door=melder, nu=nu,
            toelichting="Omgevingsvergunning 2026-0021.",
        )  # fmt: skip
        geef_prognose(
            tweede, Mijlpaal.OPLEVERING, verwacht_op=date(2032, 5, 1), door=melder, nu=nu,
            toelichting="De netbeheerder kan pas in 2031 aansluiten.",
        )  # fmt: skip
    with schrijfgrens():
        behandelaar = personen["behandelaar"]
        beoordeel(vergunning, Meldingstand.AANVAARD, door=behandelaar, nu=nu + uur)
        beoordeel(
            stap, Meldingstand.VRAAG, oordeel="Kunt u de getekende overeenkomst meesturen?", door=behandelaar,
            nu=nu + uur,
        )  # fmt: skip
