"""The questions of the test beforehand about time, other support and the deficit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from subsidie.aanvragen.voorafplan import GEEN, JA, NEE, Moment, Plan, Regelbron, Uitkomst
from subsidie.aanvragen.voorafregels import KAN, KAN_NIET, LET_OP, ONBEKEND, nog_open
from subsidie.kern.tekst import opsomming
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verplichtingsbegin, Zekerheid
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Verplichting

_NA_BESLUIT: Final = (
    Verplichtingsbegin.VERLENING,
    Verplichtingsbegin.BEKENDMAKING,
    Verplichtingsbegin.BETALING,
)
ONRENDABEL: Final = Regelbron(
    "Wat telt",
    "Het laagste van aantal × maximum, het tekort van het project en wat u vraagt",
    "Kamerbrief 2021 [S5]; igsg5.nl [W21]",
    Zekerheid.AANNAME,
    "De bijdrage is voor het deel dat niemand anders betaalt. Voor iedere tranche afzonderlijk niet nagelezen.",
)


def start(plan: Plan, regels: Regels, moment: Moment) -> Iterator[Uitkomst]:
    """The first step that cannot be taken back, against the years after the award."""
    yield _op_tijd("start", "De eerste onomkeerbare stap", plan.start, regels, "begin", moment)


def oplevering(plan: Plan, regels: Regels, moment: Moment) -> Iterator[Uitkomst]:
    """The delivery, against the years after the award and a last day where there is one."""
    yield _op_tijd("oplevering", "De oplevering", plan.oplevering, regels, "gereed", moment)


def _op_tijd(
    veld: str, titel: str, dag: date | None, regels: Regels, sleutel: str, moment: Moment
) -> Uitkomst:
    """Nobody knows the day of the award yet: certain only before the earliest end and after the latest."""
    regel = regels.verplichtingen.get(sleutel)
    bronnen = () if regel is None else (Regelbron.van(regel, regel.waarde.tekst if regel.waarde else "geen"),)
    if dag is None:
        return nog_open(veld, titel, *bronnen)
    if regel is None or regel.waarde is None:
        return Uitkomst(veld, titel, LET_OP, ONBEKEND, bronnen)
    vroegst, laatst = _grenzen(regel.waarde, regels, moment)
    if laatst is not None and dag > laatst:
        tekst = f"{datum_nl(dag)} is te laat: het moet uiterlijk op {datum_nl(laatst)}."
        return Uitkomst(veld, titel, KAN_NIET, f"{tekst} {_hoe(regel.waarde)}".strip(), bronnen)
    if vroegst is not None and dag > vroegst:
        tekst = (
            f"Of {datum_nl(dag)} op tijd is, hangt af van de dag van het besluit. "
            f"Tot en met {datum_nl(vroegst)} is het zeker op tijd."
        )
        return Uitkomst(veld, titel, LET_OP, tekst, bronnen)
    if dag < moment.aanvraagdag and sleutel == "begin":
        tekst = "Dan is het project al begonnen als u aanvraagt. Of dat mag, is niet gevonden. Vraag het na."
        return Uitkomst(veld, titel, LET_OP, tekst, bronnen)
    if vroegst is None:
        return Uitkomst(
            veld, titel, LET_OP, "Tot wanneer dit kan, is van deze tranche niet te berekenen.", bronnen
        )
    return Uitkomst(veld, titel, KAN, f"{datum_nl(dag)} is op tijd.", bronnen)


def _grenzen(plicht: Verplichting, regels: Regels, moment: Moment) -> tuple[date | None, date | None]:
    """Up to which day it is certainly in time, and after which day it is certainly too late."""
    vroegst = laatst = None
    if plicht.jaren is not None and plicht.vanaf in _NA_BESLUIT:
        # No award before one can apply, and one that comes later gives more time.
        vroegst = jaren(max(moment.opent or moment.vandaag, date(2000, 1, 1)), plicht.jaren)
        weken = regels.beslistermijn_weken.waarde
        if moment.sluit is not None and weken is not None and not regels.beslistermijn_weken.is_aanname:
            laatst = jaren(moment.sluit + timedelta(weeks=weken), plicht.jaren)
    if plicht.uiterste_datum is not None:
        vroegst = min(vroegst or plicht.uiterste_datum, plicht.uiterste_datum)
        laatst = min(laatst or plicht.uiterste_datum, plicht.uiterste_datum)
    return vroegst, laatst


def _hoe(plicht: Verplichting) -> str:
    return "Dat is de uiterste dag van deze tranche." if plicht.uiterste_datum is not None else ""


def bestemming(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Whether the homes stay for the groups as long as the tranche asks."""
    titel = "Hoelang de woonruimten voor deze groepen zijn"
    regel = regels.verplichtingen.get("bestemming")
    geheel: Instelling[str] | None = regels.voorwaarden.get("geheel_voor_aandachtsgroepen")
    bronnen = []
    if regel is not None:
        bronnen.append(Regelbron.van(regel, regel.waarde.tekst if regel.waarde else "geen"))
    if geheel is not None:
        bronnen.append(Regelbron.van(geheel, str(geheel.waarde)))
    if not plan.bestemming:
        yield nog_open("bestemming", titel, *bronnen)
    elif regel is None or regel.waarde is None:
        yield Uitkomst("bestemming", titel, LET_OP, ONBEKEND, tuple(bronnen))
    elif plan.bestemming == JA:
        yield Uitkomst("bestemming", titel, KAN, "Dat past bij wat de tranche vraagt.", tuple(bronnen))
    elif plan.bestemming == NEE:
        tekst = f"De tranche vraagt meer: {regel.waarde.tekst}"
        yield Uitkomst("bestemming", titel, KAN_NIET, tekst, tuple(bronnen))
    else:
        tekst = f"Zoek dit uit voordat u aanvraagt: {regel.waarde.tekst}"
        yield Uitkomst("bestemming", titel, LET_OP, tekst, tuple(bronnen))


def samenloop(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Other support of the state that does not go together with this contribution."""
    titel, regel = "Andere steun van het Rijk", regels.samenloop
    namen = {een.code: een.naam for een in regel.waarde or ()}
    bron = Regelbron.van(regel, opsomming(list(namen.values())) or "geen")
    botst = [namen[code] for code in plan.steun if code in namen]
    if not plan.steun:
        yield nog_open("steun", titel, bron)
    elif botst:
        tekst = f"Voor dezelfde woonruimten gaat deze bijdrage niet samen met: {opsomming(botst)}."
        yield Uitkomst("steun", titel, KAN_NIET, tekst, (bron,))
    elif regel.is_onbekend:
        yield Uitkomst("steun", titel, LET_OP, ONBEKEND, (bron,))
    elif plan.steun == (GEEN,):
        yield Uitkomst(
            "steun", titel, KAN, "Zonder andere steun van het Rijk is er niets dat botst.", (bron,)
        )
    else:
        tekst = (
            "Of deze steun samengaat met de bijdrage, staat niet in de regels van deze tranche. Vraag het na."
        )
        yield Uitkomst("steun", titel, LET_OP, tekst, (bron,))


def tekort(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Without a deficit there is nothing to contribute to."""
    titel = "Het tekort"
    eigen = [regels.voorwaarden[een] for een in ("tekort", "exploitatietekort") if een in regels.voorwaarden]
    bronnen = (*(Regelbron.van(een, str(een.waarde)) for een in eigen), ONRENDABEL)
    if not plan.tekort:
        yield nog_open("tekort", titel, *bronnen)
    elif plan.tekort == NEE:
        tekst = "Wat telt, is hoogstens het tekort. Zonder tekort is dat € 0."
        yield Uitkomst("tekort", titel, KAN_NIET, tekst, bronnen)
    elif plan.tekort == JA:
        yield Uitkomst(
            "tekort", titel, KAN, "De bijdrage is voor een tekort dat niemand anders betaalt.", bronnen
        )
    else:
        tekst = "Reken uit of er een tekort is. Zonder begroting is niet te bepalen wat u kunt krijgen."
        yield Uitkomst("tekort", titel, LET_OP, tekst, bronnen)
