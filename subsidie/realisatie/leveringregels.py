"""What a delivery may hold: the day, and how many homes of each kind the plan still has room for. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.plan import Planwijze
from subsidie.realisatie.woonruimten import Opgave
from subsidie.tranches.keuzen import Woonruimtesoort


@dataclass(frozen=True, slots=True)
class Planstand:
    """One kind of home in the plan: promised, accepted, reported (waiting), and in the report at hand."""

    wijze: Planwijze
    naam: str
    plan: int
    aanvaard: int = 0
    gemeld: int = 0
    nieuw: int = 0

    @property
    def ruimte(self) -> int:
        """How many can still be reported, without the report at hand; never below 0."""
        return max(0, self.plan - self.aanvaard - self.gemeld)

    @property
    def over(self) -> int:
        """How many are left after the report at hand; below 0 when it holds too many."""
        return self.plan - self.aanvaard - self.gemeld - self.nieuw


def planstanden(
    plan: Mapping[Planwijze, int], bezet: Mapping[Planwijze, tuple[int, int]], opgaven: Sequence[Opgave],
    namen: Mapping[Planwijze, str],
) -> tuple[Planstand, ...]:  # fmt: skip
    """Every kind in the plan, and every other kind that was reported; ``bezet``: accepted and waiting, per kind."""
    nieuw = Counter(een.wijze for een in opgaven)
    wijzen = list(dict.fromkeys((*plan, *bezet, *nieuw)))
    return tuple(
        Planstand(wijze, namen.get(wijze, ""), plan.get(wijze, 0), *bezet.get(wijze, (0, 0)), nieuw[wijze])
        for wijze in wijzen
    )


def boven_plan(standen: Sequence[Planstand], opgaven: Sequence[Opgave]) -> list[Gebrek]:
    """For each kind of which too many are reported one fault, at the first home that does not fit."""
    gebreken = []
    for stand in standen:
        if not stand.nieuw or stand.over >= 0:
            continue
        eerste = [een for een in opgaven if een.wijze == stand.wijze][stand.ruimte]
        staat = (
            f"In het besluit staan er {getal(stand.plan)}" if stand.plan else "In het besluit staan er geen"
        )
        al = stand.aanvaard + stand.gemeld
        eerder = f", {getal(al)} daarvan zijn al gemeld" if al else ""
        rest = (
            f"U kunt er nog {getal(stand.ruimte)} melden, en dit zijn er {getal(stand.nieuw)}."
            if stand.ruimte
            else "U kunt er geen meer melden."
        )
        gebreken.append(
            Gebrek(
                eerste.waar("wijze"),
                f"Te veel woonruimten van de soort ‘{stand.naam}’. {staat}{eerder}. {rest} Wordt er iets anders"
                " gebouwd dan in het besluit staat, vraag dan eerst een wijziging aan.",
            )
        )
    return gebreken


def over_dag(opgeleverd_op: date, *, verleend_op: date, vandaag: date) -> str:
    """What is wrong with the day of a delivery, in Dutch; empty when nothing is.

    ``verleend_op``: the day on which the award was notified: what stood before that was not built for it.
    """
    if opgeleverd_op > vandaag:
        return (
            f"{datum_nl(opgeleverd_op)} ligt in de toekomst. Meld woonruimten als zij zijn opgeleverd; wat u verwacht,"
            " hoort in de prognose."
        )
    if opgeleverd_op < verleend_op:
        return (
            f"{datum_nl(opgeleverd_op)} is voor de dag waarop de subsidie is verleend ({datum_nl(verleend_op)})."
            " Een woonruimte die er toen al was, telt niet mee."
        )
    return ""


def over_start(opgeleverd_op: date, start_bouw: date | None) -> str:
    """A warning when the homes were delivered before the building began, as it was reported itself; else empty."""
    if start_bouw is None or opgeleverd_op >= start_bouw:
        return ""
    return (
        f"De opleverdatum {datum_nl(opgeleverd_op)} ligt voor de start van de bouw die u meldde"
        f" ({datum_nl(start_bouw)}). Kijk welke van de twee niet klopt."
    )


def over_deel(naam: str, gepland: int, geleverd: int, nieuw: int) -> str:
    """A warning when a part gets more homes than it was planned to hold; else empty."""
    if geleverd + nieuw <= gepland:
        return ""
    return (
        f"Deel ‘{naam}’ krijgt zo {aantal(geleverd + nieuw, 'woonruimte', 'woonruimten')}; gepland waren er"
        f" {getal(gepland)}. Hoort de levering bij een ander deel, of moet u de delen aanpassen?"
    )


def gedeelde_nummers(opgaven: Sequence[Opgave]) -> list[Gebrek]:
    """A warning for every number in the BAG that more than one self-contained home has: only rooms share one."""
    per_nummer: dict[str, list[str]] = {}
    for een in opgaven:
        if een.adres.bag_id is not None and een.wijze[2] is Woonruimtesoort.ZELFSTANDIG:
            per_nummer.setdefault(een.adres.bag_id, []).append(een.noem)
    return [
        Gebrek(
            opsomming(plekken[:3]),
            f"{getal(len(plekken))} zelfstandige woonruimten delen BAG-nummer {bag_id}. Een zelfstandige woonruimte"
            " heeft meestal een eigen nummer. Kijk de nummers na.",
        )
        for bag_id, plekken in per_nummer.items()
        if len(plekken) > 1
    ]
