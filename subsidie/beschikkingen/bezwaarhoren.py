"""Hearing a municipality on its objection, or not (Awb 7:2, 7:3, 7:7): invited, heard, reported."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaar import bericht_aan_gemeente, noteer
from subsidie.beschikkingen.bezwaarbehandeling import gebreken_dag, lees_tekst, vereis_aan_zet
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Hoorgrond
from subsidie.kern.fouten import Domeinfout, Gebrek
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.db import db

LANGSTE_VERSLAG: Final = 40_000
VOORAF: Final = timedelta(days=8)
"""The documents lie open for at least a week before the hearing (Awb 7:4(2)), from the day after the invitation."""
NADERE_STUKKEN: Final = timedelta(days=10)
"""Until so long before the hearing documents can be added (Awb 7:4(1))."""


def nodig_uit(
    bezwaar: Bezwaar, *, hoorzitting_op: date | None, plaats: str, door: Gebruiker, nu: datetime
) -> None:
    """Invite the municipality to be heard (Awb 7:2) on a day from tomorrow; ``plaats``: where, when and how.

    Another day may be set until the report is there. Raises ``NietBevoegd``, ``OngeldigeInvoer``, ``Domeinfout``.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    if bezwaar.hoorverslag is not None:
        raise Domeinfout("Er is al gehoord: het verslag staat bij dit bezwaar.")
    vandaag = dag_in_amsterdam(nu)
    gebreken = gebreken_dag("hoorzitting_op", hoorzitting_op, vandaag)
    if not gebreken and hoorzitting_op is not None and hoorzitting_op < vandaag + VOORAF:
        eerste = datum_nl(vandaag + VOORAF)
        gebreken.append(
            Gebrek(
                "hoorzitting_op",
                f"De stukken liggen eerst een week ter inzage (7:4 Awb): kies {eerste} of later.",
            )
        )
    plaats = lees_tekst(
        plaats, "plaats", leeg="Schrijf hoe laat en waar, of hoe de gemeente kan meedoen.", erbij=gebreken
    )
    if hoorzitting_op is None:
        return
    bezwaar.hoorzitting_op, bezwaar.niet_gehoord, bezwaar.niet_gehoord_toelichting = (
        hoorzitting_op,
        None,
        None,
    )
    db.session.flush()
    noteer("aanvraag:bezwaar_hoorzitting", bezwaar, door=door, nu=nu, op=hoorzitting_op.isoformat())
    bericht_aan_gemeente(
        bezwaar, f"hoorzitting:{nu.isoformat()}", onderwerp=f"Uitnodiging: licht uw bezwaar {bezwaar.kenmerk} toe",
        tekst=(
            f"U kunt uw bezwaar {bezwaar.kenmerk} toelichten op {datum_nl(hoorzitting_op)} (artikel 7:2 van de "
            f"Algemene wet bestuursrecht).{_commissie(bezwaar)}\n\n{plaats}\n\n{_stukken(hoorzitting_op, vandaag)}"
            "\n\nWilt u niet worden gehoord, of komt de dag niet uit? "
            f"Stuur dan een bericht bij uw aanvraag {bezwaar.aanvraag.nummer}."
        ),
        door=door, nu=nu,
    )  # fmt: skip


def _commissie(bezwaar: Bezwaar) -> str:
    return " De adviescommissie hoort u (artikel 7:13)." if bezwaar.commissie else ""


def _stukken(hoorzitting_op: date, vandaag: date) -> str:
    """Until when documents can be added (Awb 7:4(1)); what is kept of them anyone can read on the page itself."""
    laatste = hoorzitting_op - NADERE_STUKKEN
    tot = (
        f"Dat kan tot en met {datum_nl(laatste)} (artikel 7:4)."
        if laatste > vandaag
        else "Doe dat zo snel mogelijk."
    )
    return f"Wilt u nog stukken toevoegen? {tot} U doet dat bij uw bezwaar in het loket."


def leg_verslag_vast(bezwaar: Bezwaar, *, verslag: str, door: Gebruiker, nu: datetime) -> None:
    """The report of the hearing (Awb 7:7), from the day of the hearing on. Raises as the other steps."""
    vereis_aan_zet(bezwaar, door, nu=nu)
    if bezwaar.hoorzitting_op is None:
        raise Domeinfout("Er is geen hoorzitting om verslag van te doen. Nodig de gemeente eerst uit.")
    if bezwaar.hoorzitting_op > dag_in_amsterdam(nu):
        raise Domeinfout(f"De hoorzitting is pas op {datum_nl(bezwaar.hoorzitting_op)}.")
    bezwaar.hoorverslag = lees_tekst(
        verslag, "verslag", leeg="Schrijf het verslag.", hoogstens=LANGSTE_VERSLAG
    )
    db.session.flush()
    noteer("aanvraag:bezwaar_gehoord", bezwaar, door=door, nu=nu, op=bezwaar.hoorzitting_op.isoformat())


def zie_af_van_horen(
    bezwaar: Bezwaar, grond: Hoorgrond, *, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """Nobody is heard, on a ground of Awb 7:3, with why it holds; the decision names it (7:12(1)).

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``toelichting``, and ``Domeinfout`` when somebody was heard.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    if bezwaar.hoorverslag is not None:
        raise Domeinfout("Er is al gehoord: het verslag staat bij dit bezwaar.")
    toelichting = lees_tekst(toelichting, "toelichting", leeg="Schrijf waarom deze grond geldt.")
    bezwaar.hoorzitting_op = None
    bezwaar.niet_gehoord, bezwaar.niet_gehoord_toelichting = grond, toelichting
    db.session.flush()
    noteer("aanvraag:bezwaar_niet_gehoord", bezwaar, door=door, nu=nu, grond=grond.value, reden=toelichting)
