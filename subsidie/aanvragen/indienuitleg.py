"""What filing means, in plain Dutch: the place in the queue, what happens next, and by when. Pure.

Every sentence that rests on a rule of the tranche carries how sure that rule is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from subsidie.aanvragen.ontvangstbrief import Vervolgstap
from subsidie.aanvragen.verzet import NIETS, Verzet
from subsidie.kern.termijnen import Beslistermijn, bereken_beslistermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Correctiewachtrij, Termijnbegin, Verdeelwijze, Zekerheid
from subsidie.tranches.regels import Regels

_STERKTE: Final = (Zekerheid.GEVERIFIEERD, Zekerheid.AANNAME, Zekerheid.ONBEKEND)


def telt_binnenkomst(regelset: Regels, pot: str) -> bool:
    """Whether the order of receipt of complete applications decides in this pot."""
    return regelset.pot(pot).methode.waarde is Verdeelwijze.BINNENKOMST


def correctie_raakt_wachtrij(regelset: Regels) -> bool:
    """Whether a correction before the window closes moves the moment from which an application is complete.

    As long as it is not known: yes, since that is the setting that promises least.
    """
    return regelset.correctie_wachtrij.waarde is not Correctiewachtrij.MOMENT_VAN_EERSTE_ONTVANGST


def correctie_uitleg(regelset: Regels, pot: str, *, ontvangen_op: datetime) -> tuple[str, ...]:
    """What a correction does to the place in the queue, said before it is made."""
    vast = f"Het moment waarop wij uw aanvraag ontvingen, {moment_nl(ontvangen_op)}, verandert niet."
    if not telt_binnenkomst(regelset, pot):
        return (
            vast,
            "In deze tranche beslist de volgorde van binnenkomst niet. Een verbetering kost u dus geen plaats.",
        )
    if correctie_raakt_wachtrij(regelset):
        return (
            vast,
            "Voor de volgorde telt wel het moment waarop u de verbetering indient: vanaf dan kan de aanvraag volledig "
            "zijn. U kunt dus een lagere plaats krijgen dan u nu hebt.",
        )
    return (vast, "Voor de volgorde blijft dat moment ook tellen: een verbetering kost u geen plaats.")


def onvolledig_uitleg(regelset: Regels, pot: str) -> str:
    """What filing without all that is asked means (Awb 4:5)."""
    zin = "U kunt indienen. De aanvraag is nog niet volledig."
    if telt_binnenkomst(regelset, pot):
        return f"{zin} Uw plaats in de volgorde telt pas vanaf het moment waarop u alles hebt aangevuld wat ontbreekt."
    return f"{zin} Wij kunnen u vragen om aan te vullen wat ontbreekt."


def vervolgstappen(
    regelset: Regels,
    pot: str,
    *,
    ontvangen_op: datetime,
    sluit: datetime | None,
    verzet: Verzet = NIETS,
    vandaag: date | None = None,
) -> tuple[Vervolgstap, ...]:
    """What happens after a filing, and by when; ``sluit`` is the end of the window as it holds now.

    ``verzet``: what makes the term end later (Awb 4:14, 4:15), as it stands on ``vandaag``.

    Nothing is computed from a rule that is not known.
    """
    stappen = [
        Vervolgstap(
            "Wij controleren of uw aanvraag volledig is. Ontbreekt er iets, dan vragen wij u om een aanvulling."
        )
    ]
    if telt_binnenkomst(regelset, pot):
        stappen.append(
            _stap(
                "Voor de volgorde telt het moment waarop uw aanvraag volledig was.",
                [regelset.pot(pot).methode],
            )
        )
    gebruikt = (regelset.beslistermijn_weken, regelset.beslistermijn_begin, regelset.beslistermijn_atw)
    termijn = _termijn(gebruikt, ontvangen_op, sluit, verzet, vandaag)
    if termijn is None:
        stappen.append(_stap("Wanneer wij uiterlijk besluiten, is nog niet bekend.", gebruikt))
    elif termijn.loopt_nog:
        stappen.append(
            _stap(
                f"De tijd om te besluiten staat nu stil. Liep die vanaf vandaag weer door, dan besluiten wij uiterlijk "
                f"op {datum_nl(termijn.laatste_dag)}. Elke dag die hij langer stilstaat, komt daarbij.",
                gebruikt,
            )
        )
    else:
        stappen.append(
            _stap(
                f"Wij besluiten uiterlijk op {datum_nl(termijn.laatste_dag)}. Vragen wij u om een aanvulling, dan telt "
                "de tijd daarvoor niet mee en wordt die datum later.",
                gebruikt,
            )
        )
    stappen.append(Vervolgstap("U volgt uw aanvraag in het loket. Van elke stap krijgt u bericht."))
    return tuple(stappen)


def _termijn(
    gebruikt: tuple[Instelling[Any], ...],
    ontvangen_op: datetime,
    sluit: datetime | None,
    verzet: Verzet,
    vandaag: date | None,
) -> Beslistermijn | None:
    weken, begin, atw = (een.waarde for een in gebruikt)
    if weken is None or begin is None or atw is None:
        return None
    start = dag_in_amsterdam(ontvangen_op)
    if begin is Termijnbegin.SLUITING:
        if sluit is None:
            return None
        start = max(start, dag_in_amsterdam(sluit))
    return bereken_beslistermijn(
        start,
        weken,
        opschortingen=verzet.opschortingen,
        verdaging_weken=verzet.weken,
        atw=atw,
        vandaag=vandaag,
    )


def _stap(tekst: str, gebruikt: Iterable[Instelling[Any]]) -> Vervolgstap:
    zwakste = max(gebruikt, key=lambda een: _STERKTE.index(een.zekerheid))
    if zwakste.zekerheid is Zekerheid.GEVERIFIEERD:
        return Vervolgstap(tekst)
    return Vervolgstap(tekst, zwakste.zekerheid.value, _zonder_codes(zwakste.bron))


def _zonder_codes(bron: str) -> str:
    """A source without the codes between brackets that are for who keeps the rules."""
    delen = bron.split(" [")
    return delen[0] + "".join(deel.partition("]")[2] for deel in delen[1:])
