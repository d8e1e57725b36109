"""A request to change the award that is being built: fewer homes and more time, that waits for a behandelaar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.wijzigingen import bewaar_advies, dien_in, pak_op, vingerafdruk
from subsidie.realisatie.wijzigingsinhoud import Wijzigingsvraag, bevries, lees_wijzigbaar, weeg
from subsidie.web.transactie import schrijfgrens
from tests.browser.wereld_realisatie import GEBOUWD

VERZOEK = f"{GEBOUWD}-W1"


def zet_wijzigingen(personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Call it outside the commit boundary, after ``zet_leveringen``."""
    aanvraag = get_aanvraag(GEBOUWD)
    nu_geldend = lees_wijzigbaar(aanvraag)
    eerste, *rest = nu_geldend.lijnen
    gevraagd, gevolg = weeg(
        Wijzigingsvraag(
            (replace(eerste, aantal=eerste.aantal - 12), *rest),
            {"gereed": date(2033, 6, 30)},
            partner="Stichting Proefwonen doet niet meer mee; Woonstichting Voorbeeld komt erbij.",
            reden="De grond blijkt vervuild. Het saneren kost tijd en een deel van de kavel vervalt.",
        ),
        nu_geldend,
    )
    gezien = vingerafdruk(bevries(gevraagd, gevolg), gevolg)
    with schrijfgrens():
        verzoek = dien_in(aanvraag, gevraagd, gezien=gezien, door=personen["tekenbevoegde"], nu=nu)
    with schrijfgrens():
        uur = nu + timedelta(hours=1)
        pak_op(verzoek, door=personen["behandelaar"], nu=uur)
        bewaar_advies(
            verzoek, advies="De sanering is aangetoond. Toestaan.", door=personen["behandelaar"], nu=uur
        )
