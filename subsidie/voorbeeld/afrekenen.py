"""How an award of the examples is settled lower than it was granted: computed, put to the municipality, decided.

Of 2022 it stops there. A claim needs a ground, and that of this tranche was not found (``terugvordering.grond``): the
page says so, and no ground is invented. How a claim goes is in a practice tranche (``oefenterug``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.zienswijze import geef_zienswijze, sluit_zienswijze, zoek_open
from subsidie.beschikkingen.losse import maak_bekend, teken_los
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.realisatie.vaststellen import leg_berekening_vast, stel_vaststelling_op, vraag_zienswijze
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.bouwen import Bouw
from subsidie.voorbeeld.bouwverloop import Bijzonder
from subsidie.web.transactie import schrijfgrens

VOOR: Final = date(2026, 1, 1)
"""What was delivered last before this day can be settled."""


@dataclass(frozen=True, slots=True)
class Afrekening:
    """The moments (aware) of a settlement, and what is said in it.

    ``gereageerd``: when the municipality gives its view ``zienswijze``; ``None``: it does not.
    """

    gevraagd: datetime
    gereageerd: datetime | None
    gesloten: datetime
    opgesteld: datetime
    bekend: datetime
    zienswijze: str = ""
    reactie: str = ""


def _om(dag: date, uur: int) -> datetime:
    return moment_in_amsterdam(dag, time(uur, 0))


VAN_2022: Final = Afrekening(
    gevraagd=_om(date(2026, 9, 14), 10),
    gereageerd=None,
    gesloten=_om(date(2026, 10, 20), 10),
    opgesteld=_om(date(2026, 10, 21), 10),
    bekend=_om(date(2026, 10, 26), 10),
)


def kies(projecten: Sequence[Bouw]) -> Bouw | None:
    """The first project that ends with fewer homes before ``VOOR``, of a municipality with no other; ``None``: none."""
    keren = Counter(een.aanvraag.gm_code for een in projecten)
    for een in projecten:
        [*_, (laatste, _)] = een.verloop.leveringen
        if een.verloop.bijzonder is Bijzonder.MINDER and laatste < VOOR and keren[een.aanvraag.gm_code] == 1:
            return een
    return None


def stappen(
    nummer: str, hoe: Afrekening, personen: Mapping[str, Gebruiker], tekenbevoegde: Gebruiker, opslag: Opslag
) -> Draad[None]:
    """Compute, ask the view, settle and notify, on the moments of ``hoe``."""
    behandelaar = personen["behandelaar"]
    yield hoe.gevraagd
    with schrijfgrens():
        aanvraag = get_aanvraag(nummer)
        leg_berekening_vast(aanvraag, door=behandelaar, nu=hoe.gevraagd)
        gevraagd = vraag_zienswijze(
            aanvraag, toelichting="", termijn_tot=None, door=behandelaar, nu=hoe.gevraagd
        )
        vraagbrief = gevraagd.document.kenmerk
    maak_wachtende(opslag, werkers=0, klok=lambda: hoe.gevraagd, kenmerken=[vraagbrief])
    if hoe.gereageerd is not None:
        yield hoe.gereageerd
        with schrijfgrens():
            geef_zienswijze(
                gevraagd, reactie=hoe.zienswijze, geen=False, door=tekenbevoegde, ontvangen_op=hoe.gereageerd,
                nu=hoe.gereageerd,
            )  # fmt: skip
    yield hoe.gesloten
    with schrijfgrens():
        open_ = zoek_open(aanvraag)
        if open_ is not None:
            sluit_zienswijze(open_, door=behandelaar, nu=hoe.gesloten)
    yield hoe.opgesteld
    with schrijfgrens():
        besluit = stel_vaststelling_op(
            aanvraag, toelichting="", reactie=hoe.reactie, door=behandelaar, nu=hoe.opgesteld
        )
    yield from teken_en_maak_bekend(besluit, personen["beslisser"], opslag, om=hoe.bekend)


def teken_en_maak_bekend(
    besluit: Beschikking, beslisser: Gebruiker, opslag: Opslag, *, om: datetime
) -> Draad[None]:
    """Sign a decision, make its letter and notify it, all at ``om`` (aware) and dated that day."""
    yield om
    with schrijfgrens():
        teken_los(besluit, dagtekening=dag_in_amsterdam(om), door=beslisser, nu=om)
        if besluit.document is None:
            raise Domeinfout(f"Besluit {besluit.kenmerk} heeft geen brief.")
        brief = besluit.document.kenmerk
    maak_wachtende(opslag, werkers=0, klok=lambda: om, kenmerken=[brief])
    with schrijfgrens():
        maak_bekend([besluit], opslag=opslag, door=beslisser, nu=om)
