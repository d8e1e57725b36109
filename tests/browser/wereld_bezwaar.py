"""An objection of the municipality of the opsteller, half way: taken up, judged in time, invited, computed again."""

from __future__ import annotations

from datetime import datetime, timedelta

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaar import maak_bezwaar
from subsidie.beschikkingen.bezwaarbehandeling import oordeel_tijdigheid, pak_op
from subsidie.beschikkingen.bezwaarbeslissing import geldend_besluit
from subsidie.beschikkingen.bezwaarherrekening import Correctie, herreken
from subsidie.beschikkingen.bezwaarhoren import nodig_uit
from subsidie.beschikkingen.bezwaarmodellen import Tijdigheid
from subsidie.web.transactie import schrijfgrens

BEZWAAR_TEGEN = "RHA23-0007"
BEZWAAR = f"{BEZWAAR_TEGEN}-BZ1"


def zet_bezwaren(personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Call it outside the commit boundary, after the decisions of 2023 were notified."""
    besluit = geldend_besluit(get_aanvraag(BEZWAAR_TEGEN))
    assert besluit is not None
    door, uur = personen["bezwaarbehandelaar"], timedelta(hours=1)
    with schrijfgrens():
        bezwaar = maak_bezwaar(
            besluit, ontvangen_op=nu, door=personen["tekenbevoegde"], nu=nu,
            gronden="Het bedrag dat meetelt is te laag vastgesteld.\n\nDe kosten van de kade horen erbij.",
        )  # fmt: skip
    with schrijfgrens():
        pak_op(bezwaar, door=door, nu=nu + uur)
        oordeel_tijdigheid(
            bezwaar, Tijdigheid.TIJDIG, motivering="Ontvangen binnen zes weken.", door=door, nu=nu + uur
        )
        nodig_uit(
            bezwaar,
            hoorzitting_op=(nu + timedelta(days=15)).date(),
            plaats="Om 10.00 uur, via beeldbellen.",
            door=door,
            nu=nu + uur,
        )
        herreken(
            bezwaar, Correctie(gevraagd_cent=900_000_00), toelichting="Zo volgt uit de begroting.", door=door,
            nu=nu + uur,
        )  # fmt: skip
