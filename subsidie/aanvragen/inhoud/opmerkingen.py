"""What is allowed but must be said at the field: above a limit, later than an obligation, other money. Pure.

Nothing here stops anyone: what is asked above a limit is recorded as asked (product.md), and whether a plan
qualifies is for the assessment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import Delen
from subsidie.aanvragen.inhoud.huren import huuropmerkingen
from subsidie.aanvragen.inhoud.meldingen import Opmerking
from subsidie.aanvragen.inhoud.samenhang import VOOR, Samenloopstand
from subsidie.aanvragen.inhoud.totalen import Totalen, totalen
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.keuzen import Verplichtingsbegin
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Verplichting

_DATUMS: dict[str, tuple[str, ...]] = {
    "begin": ("onomkeerbare_stap", "start_bouw"),
    "gereed": ("oplevering",),
}
"""Which day an obligation is about, by its name among the settings; the first that is filled in counts."""


def opmerkingen(
    delen: Delen, regels: Regels, *, gemeente_ruimte_cent: int | None = None, sluit: date | None = None
) -> tuple[Opmerking, ...]:
    """Everything to say, in the order of the parts.

    ``gemeente_ruimte_cent`` as in ``totalen``. ``sluit`` is the day on which the window closes (Amsterdam): its
    year is that of the rent limits where a line names no month, and the obligations are reckoned from it.
    """
    som = totalen(delen, regels, gemeente_ruimte_cent)
    return (
        *huuropmerkingen(delen, regels, sluit),
        *_planning(delen, regels, sluit),
        *_kosten(som),
        *_samenloop(delen, regels),
    )


def _kosten(som: Totalen) -> Iterator[Opmerking]:
    if som.tekort_cent is not None and som.tekort_cent <= 0:
        yield _bij_kosten(
            "totale_dekking", "De dekking is gelijk aan of hoger dan de kosten: er is geen tekort."
        )
    gevraagd = som.gevraagd_cent
    if gevraagd is None:
        return
    grenzen = (
        (som.maximum_cent, "het aantal woonruimten × het maximum per woonruimte"),
        (None if som.tekort_cent is None else max(0, som.tekort_cent), "het tekort"),
        (None if som.ruimte_cent is None else max(0, som.ruimte_cent), "wat uw gemeente nog mag vragen"),
    )
    for grens, wat in grenzen:
        if grens is not None and gevraagd > grens:
            yield _bij_kosten(
                "gevraagd",
                f"U vraagt {euro_kort(gevraagd)}. Dat is {euro_kort(gevraagd - grens)} meer dan {wat}"
                f" ({euro_kort(grens)}). Dat mag; het laagste bedrag telt: {euro_kort(som.telt_cent or 0)}.",
            )


def _bij_kosten(veld: str, melding: str) -> Opmerking:
    return Opmerking(Aanvraagdeel.KOSTEN, veld, melding)


def _planning(delen: Delen, regels: Regels, sluit: date | None) -> Iterator[Opmerking]:
    datums = {
        "onomkeerbare_stap": delen.planning.onomkeerbare_stap,
        "start_bouw": delen.planning.start_bouw,
        "oplevering": delen.planning.oplevering,
    }
    for naam, een in regels.verplichtingen.items():
        velden = [veld for veld in _DATUMS.get(naam, ()) if datums[veld] is not None]
        if een.waarde is None or not velden:
            continue
        dag = datums[velden[0]]
        uiterlijk, uitleg = _uiterlijk(een.waarde, regels, sluit)
        if dag is not None and uiterlijk is not None and dag > uiterlijk:
            yield Opmerking(
                Aanvraagdeel.PLANNING, velden[0],
                f"{datum_nl(dag)} is later dan {datum_nl(uiterlijk)}{uitleg}. De verplichting: {een.waarde.tekst}",
            )  # fmt: skip


def _uiterlijk(een: Verplichting, regels: Regels, sluit: date | None) -> tuple[date | None, str]:
    """The last day that an obligation can allow, and how it was reckoned.

    When the award will be is not known yet. It is taken at the end of the decision term after the closing: a
    day later than that plus the years is too late in any case that keeps the term.
    """
    dagen: list[tuple[date, str]] = []
    if een.uiterste_datum is not None:
        dagen.append((een.uiterste_datum, ""))
    if een.jaren is not None and een.vanaf is not Verplichtingsbegin.OPLEVERING and sluit is not None:
        weken = (regels.beslistermijn_weken.waarde or 0) if regels.heeft("beslistermijn.weken") else 0
        besluit = sluit + timedelta(weeks=weken)
        uitleg = f" ({een.jaren} jaar na een besluit op {datum_nl(besluit)})"
        dagen.append((jaren(besluit, een.jaren), uitleg))
    return min(dagen, key=lambda dag: dag[0]) if dagen else (None, "")


def _samenloop(delen: Delen, regels: Regels) -> Iterator[Opmerking]:
    for een in regels.samenloop.waarde or ():
        stand = delen.samenhang.samenloop.get(een.code)
        if stand not in (None, Samenloopstand.NEE):
            yield Opmerking(
                Aanvraagdeel.SAMENHANG, f"{VOOR}{een.code}",
                f"Een bijdrage uit deze regeling gaat niet samen met geld uit de regeling {een.naam} voor"
                " dezelfde woonruimten.",
            )  # fmt: skip
