"""The statutory clock of an application: by when a decision is due (Awb 4:13-4:15), and what that rests on. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.dossier.vandaag.termijnen import Termijnregels
from subsidie.dossier.vandaag.vorm import Klokstand, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Termijnbegin, Zekerheid

_OPGESCHORT: Final = "er is om een aanvulling gevraagd, en zolang loopt de termijn niet (Awb 4:15)"


@dataclass(frozen=True, slots=True)
class Grondslag:
    """A rule of the tranche that the clock rests on, in words, with its source and how sure it is."""

    label: str
    waarde: str
    bron: str
    zekerheid: Zekerheid
    toelichting: str


@dataclass(frozen=True, slots=True)
class Beslisklok:
    """The decision term: the clock where there is one, else a sentence that says why not; and its rules."""

    stand: Klokstand | None
    uitleg: str
    grondslagen: tuple[Grondslag, ...] = ()

    @property
    def is_aanname(self) -> bool:
        """Whether it rests on a rule that nobody verified."""
        return any(grond.zekerheid is not Zekerheid.GEVERIFIEERD for grond in self.grondslagen)


def beslisklok(
    definitie: TrancheDefinitie,
    *,
    status: Aanvraagstatus,
    ontvangen_op: datetime | None,
    besloten_op: date | None,
    tijdvak: TijdvakDefinitie | None,
    vandaag: date,
) -> Beslisklok:
    """The decision term of one application on ``vandaag``, in a tranche with this window (``tijdvak_op``).

    ``ontvangen_op`` is the moment of receipt, ``besloten_op`` the day on which the first decision was notified: from
    then on the clock stands still. Nothing is computed from a rule that is not known.
    """
    if ontvangen_op is None:
        return Beslisklok(None, "De beslistermijn begint pas als de aanvraag is ingediend.")
    regels = definitie.regels
    if "beslistermijn.weken" not in regels.instellingen:
        return Beslisklok(
            None,
            "Deze tranche kent geen aanvragen en dus geen beslistermijn: het bedrag staat in de regeling.",
        )
    gebruikt = (regels.beslistermijn_weken, regels.beslistermijn_begin, regels.beslistermijn_atw)
    gronden = [_grondslag(een) for een in gebruikt]
    weken, begin, atw = gebruikt[0].waarde, gebruikt[1].waarde, gebruikt[2].waarde
    if weken is None or begin is None or atw is None:
        return Beslisklok(None, "De beslistermijn is niet bekend.", tuple(gronden))
    sluit = dag_in_amsterdam(tijdvak.sluit) if tijdvak is not None and tijdvak.sluit is not None else None
    if begin is Termijnbegin.SLUITING and tijdvak is not None and sluit is not None:
        gronden.append(
            Grondslag(
                "Het tijdvak sluit", datum_nl(sluit), tijdvak.bron, tijdvak.zekerheid, tijdvak.toelichting
            )
        )
    laatste = Termijnregels(weken, begin, atw, sluit, Zekerheid.AANNAME).laatste_dag(ontvangen_op)
    if laatste is None:
        return Beslisklok(
            None,
            "De beslistermijn begint als het tijdvak sluit; wanneer dat is, is niet bekend.",
            tuple(gronden),
        )
    stand, uitleg = _stand(laatste, status=status, besloten_op=besloten_op, vandaag=vandaag)
    return Beslisklok(stand, uitleg, tuple(gronden))


def _stand(
    laatste: date, *, status: Aanvraagstatus, besloten_op: date | None, vandaag: date
) -> tuple[Klokstand | None, str]:
    if besloten_op is not None:
        na = (besloten_op - laatste).days
        tekst = f"besluit bekendgemaakt op {datum_nl(besloten_op)}, " + (
            "binnen de termijn" if na <= 0 else f"{aantal(na, 'dag', 'dagen')} na de termijn"
        )
        return Klokstand("klaar", None, laatste, tekst), ""
    if status is Aanvraagstatus.INGETROKKEN:
        return None, "De aanvraag is ingetrokken: er loopt geen beslistermijn meer."
    if status is Aanvraagstatus.AANVULLING_GEVRAAGD:
        # How long it stands still is not on record yet, so neither is the last day.
        return Klokstand("stil", None, None, _OPGESCHORT), ""
    return klokstand(laatste, vandaag), ""


def tijdvak_op(definitie: TrancheDefinitie, nu: datetime) -> TijdvakDefinitie | None:
    """The window that holds at ``nu``: as ``tranches.service.tijdvak_op``, of what was read before."""
    geldig = [een for een in definitie.tijdvakken if een.geldt_vanaf is None or een.geldt_vanaf <= nu]
    return geldig[-1] if geldig else None


_LABELS: Final = {
    "beslistermijn.weken": "Beslistermijn",
    "beslistermijn.begin": "Loopt vanaf",
    "beslistermijn.atw": "Algemene termijnenwet",
}
_WOORDEN: Final = {
    Termijnbegin.ONTVANGST: "de ontvangst van de aanvraag",
    Termijnbegin.SLUITING: "het einde van het tijdvak",
    True: "geldt voor deze termijn",
    False: "geldt niet voor deze termijn",
}


def _grondslag(instelling: Instelling[Any]) -> Grondslag:
    waarde = instelling.waarde
    if waarde is None:
        tekst = "niet bekend"
    elif instelling.sleutel == "beslistermijn.weken":
        tekst = aantal(waarde, "week", "weken")
    else:
        tekst = _WOORDEN[waarde]
    return Grondslag(
        _LABELS[instelling.sleutel], tekst, instelling.bron, instelling.zekerheid, instelling.toelichting
    )
