"""The statutory clock of an application: by when a decision is due (Awb 4:13-4:15), and what that rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from subsidie.aanvragen.aanvulvragen import Verzoekdagen, als_opschorting, opschortingen_van
from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.dossier.vandaag.termijnen import Termijnregels
from subsidie.dossier.vandaag.vorm import Klokstand, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import Beslistermijn
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie, geldend
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Termijnbegin, Zekerheid


class Verzoek(Verzoekdagen, Protocol):
    """A request to supplement, as a row gives it."""

    @property
    def volgnummer(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Pauze:
    """A request to supplement and what it did to the term (Awb 4:15): ``dagen`` by which it moved the end so far.

    ``volgnummer``: of the request; ``van`` and ``tot`` the first and last suspended day, none when there is none;
    ``einde``: in words what ended it or can end it; ``loopt``: it still runs.
    """

    volgnummer: int
    gevraagd_op: date
    van: date | None
    tot: date | None
    dagen: int
    einde: str
    loopt: bool


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
    pauzes: tuple[Pauze, ...] = ()

    @property
    def opgeschort(self) -> int:
        """By how many days the requests moved the end."""
        return sum(pauze.dagen for pauze in self.pauzes)

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
    verzoeken: Sequence[Verzoek] = (),
) -> Beslisklok:
    """The decision term of one application on ``vandaag``, in a tranche with this window (``tijdvak_op``).

    ``ontvangen_op`` is the moment of receipt, ``besloten_op`` the day on which the first decision was notified: from
    then on the clock stands still. ``verzoeken`` are the requests to supplement, oldest first: they suspend it
    (Awb 4:15). Nothing is computed from a rule that is not known.
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
    # What was asked before the decision counts, as it stood then.
    peildag = vandaag if besloten_op is None else min(vandaag, besloten_op)
    termijn = Termijnregels(weken, begin, atw, sluit, Zekerheid.AANNAME).termijn(
        ontvangen_op, opschortingen_van(verzoeken), vandaag=peildag
    )
    if termijn is None:
        return Beslisklok(
            None,
            "De beslistermijn begint als het tijdvak sluit; wanneer dat is, is niet bekend.",
            tuple(gronden),
        )
    pauzes = tuple(_pauze(een, termijn, peildag) for een in verzoeken)
    open_verzoek = next(
        (een for een in verzoeken if een.aangevuld_op is None and een.gesloten_op is None), None
    )
    if status is Aanvraagstatus.INGETROKKEN and besloten_op is None:
        uitleg = "De aanvraag is ingetrokken: er loopt geen beslistermijn meer."
        return Beslisklok(None, uitleg, tuple(gronden), pauzes)
    stand = _stand(termijn, open_verzoek, besloten_op=besloten_op, vandaag=vandaag)
    return Beslisklok(stand, "", tuple(gronden), pauzes)


def _stand(
    termijn: Beslistermijn, open_verzoek: Verzoek | None, *, besloten_op: date | None, vandaag: date
) -> Klokstand:
    laatste = termijn.laatste_dag
    if besloten_op is not None:
        na = (besloten_op - laatste).days
        tekst = f"besluit bekendgemaakt op {datum_nl(besloten_op)}, " + (
            "binnen de termijn" if na <= 0 else f"{aantal(na, 'dag', 'dagen')} na de termijn"
        )
        return Klokstand("klaar", None, laatste, tekst)
    return klok_van(termijn, open_verzoek.termijn_tot if open_verzoek else None, vandaag)


def klok_van(termijn: Beslistermijn, aanvullen_tot: date | None, vandaag: date) -> Klokstand:
    """How the term stands on ``vandaag``; ``aanvullen_tot``: the last day of a request that is open, if one is.

    While it stands still the days are what is left of it; its last day moves on with every day, so none is named.
    """
    dagen = termijn.opgeschorte_dagen
    tekst = f"{aantal(dagen, 'dag', 'dagen')} opgeschort" if dagen else ""
    over = (termijn.laatste_dag - vandaag).days
    if termijn.loopt_nog and aanvullen_tot is not None and over >= 0:
        wacht = f"wacht op de aanvulling, uiterlijk tot en met {datum_nl(aanvullen_tot)}"
        return Klokstand("stil", over, None, f"{wacht}; {tekst}" if tekst else wacht)
    return klokstand(termijn.laatste_dag, vandaag, tekst)


def klok_met_pauzes(
    regels: Termijnregels | None, ontvangen_op: datetime, verzoeken: Sequence[Verzoekdagen], vandaag: date
) -> tuple[date | None, Klokstand | None]:
    """The last day as it stands on ``vandaag`` and the clock of an application without a decision, for a list.

    Neither where the rules are not known, or the window has no end yet.
    """
    if regels is None:
        return None, None
    termijn = regels.termijn(ontvangen_op, opschortingen_van(verzoeken), vandaag=vandaag)
    if termijn is None:
        return None, None
    tot = next(
        (een.termijn_tot for een in verzoeken if een.aangevuld_op is None and een.gesloten_op is None), None
    )
    return termijn.laatste_dag, klok_van(termijn, tot, vandaag)


def _pauze(verzoek: Verzoek, termijn: Beslistermijn, vandaag: date) -> Pauze:
    """What one request did; the days that lie within the term, so that the pauses add up to what it moved."""
    opschorting = als_opschorting(verzoek)
    tijdvak = opschorting.tijdvak(vandaag)
    dagen = 0
    if tijdvak is not None:
        for deel in termijn.opgeschort:
            eerste, laatste = max(tijdvak.eerste, deel.eerste), min(tijdvak.laatste, deel.laatste)
            dagen += max(0, (laatste - eerste).days + 1)
    return Pauze(
        volgnummer=verzoek.volgnummer,
        gevraagd_op=opschorting.uitgenodigd_op,
        van=tijdvak.eerste if tijdvak else None,
        tot=tijdvak.laatste if tijdvak else None,
        dagen=dagen,
        einde=_einde(verzoek, vandaag),
        loopt=opschorting.loopt_nog(vandaag),
    )


def _einde(verzoek: Verzoek, vandaag: date) -> str:
    tot = datum_nl(verzoek.termijn_tot)
    if verzoek.aangevuld_op is not None:
        dag = dag_in_amsterdam(verzoek.aangevuld_op)
        te_laat = "" if dag <= verzoek.termijn_tot else f", na de termijn van {tot}"
        return f"aangevuld op {datum_nl(dag)}{te_laat}"
    if verzoek.gesloten_op is not None:
        return f"gesloten zonder aanvulling op {datum_nl(dag_in_amsterdam(verzoek.gesloten_op))}"
    if vandaag > verzoek.termijn_tot:
        return f"termijn ongebruikt voorbij op {tot}"
    return f"aanvullen kan tot en met {tot}"


def tijdvak_op(definitie: TrancheDefinitie, nu: datetime) -> TijdvakDefinitie | None:
    """The window that holds at ``nu``: as ``tranches.service.tijdvak_op``, of what was read before."""
    return geldend(definitie.tijdvakken, nu)


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
