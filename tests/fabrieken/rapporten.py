"""An annual report, a progress letter and a list of payment orders, each with everything on it."""

from __future__ import annotations

from typing import Any

from subsidie.realisatie.betaalstuk import Lijstregel, OpdrachtlijstGegevens
from subsidie.verantwoording.jaarbericht import JaarberichtGegevens, totaal_van
from subsidie.verantwoording.jaarvragen import Jaarregel
from subsidie.verantwoording.voortgang import Tegenstrijdigheid, Tranchecijfer, VoortgangGegevens

ORGANISATIE = "Rijksdienst voor Ondernemend Nederland (RVO)"
REGELING = "Regeling huisvesting aandachtsgroepen"
TRANCHE = "Regeling huisvesting aandachtsgroepen 2023"


def jaarbericht() -> JaarberichtGegevens:
    """A year in which some of what was promised came to stand."""
    regels = (
        Jaarregel("RHA23-0001", "Zwolle", "Woonhof Zuid", 12, 0, 6, 0, 6, 5, 1),
        Jaarregel("RHA23-0002", "Súdwest-Fryslân", "Flexwoningen De Haven", 0, 40, 0, 40, 10, 38, 0),
    )
    return JaarberichtGegevens(
        kenmerk="rha-2023-jaarbericht-2025-1", datum="2026-01-20", organisatie=ORGANISATIE, regeling=REGELING,
        tranche=TRANCHE, jaar=2025, peildatum="2025-12-31", loopt=False, totaal=totaal_van(regels), regels=regels,
        voorbeeld=True,
    )  # fmt: skip


def voortgang() -> VoortgangGegevens:
    """Two tranches, one with published figures and one without."""
    cijfers = tuple(
        Tranchecijfer(
            code=code, naam=naam, volgnummer=nummer, plafond_cent=34_705_000_00, toekenningen=97,
            toegekend_cent=34_621_480_00, beloofd=4365, permanent=1432, flexibel=2933, geleverd=812, in_gebruik=790,
            gepubliceerd_projecten=97 if bron else None, gepubliceerd_woonruimten=4365 if bron else None,
            gepubliceerd_verblijfsruimten=None, bron=bron, voorbeeld=True,
        )
        for code, naam, nummer, bron in (
            ("rha-2023", TRANCHE, 4, "Kamerbrief 32 847 nr. 1193"),
            ("rha-2025", "Regeling huisvesting aandachtsgroepen 2025", 6, ""),
        )
    )  # fmt: skip
    return VoortgangGegevens(
        kenmerk="VOORTGANG-1", datum="2026-01-20", organisatie=ORGANISATIE, regeling=REGELING, tranche="Alle tranches",
        tranches=cijfers, totaal=cijfers[0], som=4365, som_van=("rha-2023",),
        tegenstrijdigheden=(
            Tegenstrijdigheid("RVO telt 20.176 woonruimten, de Kamerbrief 21.380.", "Kamerbrief", ("rha-2023",)),
        ),
        voorbeeld=True,
    )  # fmt: skip


def opdrachtlijst() -> OpdrachtlijstGegevens:
    """A file with an order for a municipality and one for the fund."""
    regels = tuple(
        Lijstregel(
            kenmerk=f"RHA23-0001-B1-{soort}", aanvraag="RHA23-0001", gemeente="Zwolle", begunstigde=wie, iban=iban,
            bedrag_cent=cent, uiterlijk="2026-02-28", besluit="RHA23-0001-B1", opgesteld="F. de Betaler",
            opgesteld_op="2026-01-19", goedgekeurd="G. de Tweede", goedgekeurd_op="2026-01-20",
        )
        for soort, wie, iban, cent in (
            ("G1", "Gemeente Zwolle", "NL02 ABNA 0123 4567 89", 100_000_00),
            ("F1", "BTW-compensatiefonds", "", 21_000_00),
        )
    )  # fmt: skip
    return OpdrachtlijstGegevens(
        kenmerk="rha-2023-BB1-lijst", bestand="rha-2023-BB1", datum="2026-01-20", organisatie=ORGANISATIE,
        regeling=REGELING, tranche=TRANCHE, gemaakt_op="2026-01-20T09:00:00+00:00", gemaakt_door="F. de Betaler",
        regels=regels, totaal_cent=sum(een.bedrag_cent for een in regels), gemeente_cent=regels[0].bedrag_cent,
        bcf_cent=regels[1].bedrag_cent, sha256="a" * 64, voorbeeld=True,
    )  # fmt: skip


def alle_rapporten() -> dict[str, Any]:
    """One of each, by name."""
    return {"jaarbericht": jaarbericht(), "voortgang": voortgang(), "opdrachtlijst": opdrachtlijst()}
