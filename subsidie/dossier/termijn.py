"""The statutory clock of an application: by when a decision is due (Awb 4:13-4:15), and what that rests on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from subsidie.aanvragen.aanvulvragen import Verzoekdagen, als_opschorting, opschortingen_van
from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.beoordeling.klokvragen import GEEN, GRONDEN, Klokfeiten, Pauzedagen, als_stilstand
from subsidie.dossier.vandaag.termijnen import Termijnregels
from subsidie.dossier.vandaag.vorm import Klokstand, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import Beslistermijn, Tijdvak
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
    """A suspension and what it did to the term (Awb 4:15): ``dagen`` by which it moved the end so far.

    ``oorzaak``: in words, a request to supplement with its number and day; ``van`` and ``tot`` the first and last
    suspended day, none when there is none; ``einde``: in words what ended it or can end it; ``loopt``: it still runs.
    """

    oorzaak: str
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
    opgeschort: int = 0
    """By how many days the pauses moved the end; a day of two pauses counts once."""
    verdaagd_weken: int = 0
    aangekondigd: date | None = None
    """By when the decision was announced (Awb 4:14), if it was."""
    laatste_dag: date | None = None
    """The last day to decide as it stands now, also after a decision."""
    besloten_op: date | None = None

    @property
    def loopt_pauze(self) -> bool:
        """Whether a pause still runs."""
        return any(pauze.loopt for pauze in self.pauzes)

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
    feiten: Klokfeiten = GEEN,
) -> Beslisklok:
    """The decision term of one application on ``vandaag``, in a tranche with this window (``tijdvak_op``).

    ``ontvangen_op`` is the moment of receipt, ``besloten_op`` the day on which the first decision was notified: from
    then on the clock stands still. ``verzoeken`` are the requests to supplement, oldest first, ``feiten`` what else
    moves it: they suspend it (Awb 4:15). Nothing is computed from a rule that is not known.
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
        ontvangen_op, (*opschortingen_van(verzoeken), *feiten.stilstanden), vandaag=peildag,
        verdaging_weken=feiten.verdaging_weken,
    )  # fmt: skip
    if termijn is None:
        return Beslisklok(
            None,
            "De beslistermijn begint als het tijdvak sluit; wanneer dat is, is niet bekend.",
            tuple(gronden),
        )
    pauzes = tuple(_pauze(een, termijn, peildag) for een in verzoeken)
    pauzes += tuple(_andere_pauze(een, termijn, peildag) for een in feiten.opschortingen)
    pauzes = tuple(sorted(pauzes, key=lambda een: een.van or date.min))
    aangekondigd = feiten.uitstel[-1].uiterlijk if feiten.uitstel else None
    uitleg, stand = "", None
    if status is Aanvraagstatus.INGETROKKEN and besloten_op is None:
        uitleg = "De aanvraag is ingetrokken: er loopt geen beslistermijn meer."
    else:
        stand = _stand(termijn, verzoeken, feiten, besloten_op=besloten_op, vandaag=vandaag)
    return Beslisklok(
        stand, uitleg, tuple(gronden), pauzes, termijn.opgeschorte_dagen, feiten.verdaging_weken, aangekondigd,
        feiten.nieuwe_dag or termijn.laatste_dag, besloten_op,
    )  # fmt: skip


def _stand(
    termijn: Beslistermijn, verzoeken: Sequence[Verzoekdagen], feiten: Klokfeiten, *, besloten_op: date | None,
    vandaag: date,
) -> Klokstand:  # fmt: skip
    laatste = feiten.nieuwe_dag or termijn.laatste_dag
    if besloten_op is not None:
        na = (besloten_op - laatste).days
        tekst = f"besluit bekendgemaakt op {datum_nl(besloten_op)}, " + (
            "binnen de termijn" if na <= 0 else f"{aantal(na, 'dag', 'dagen')} na de termijn"
        )
        return Klokstand("klaar", None, laatste, tekst)
    return klok_van(termijn, verzoeken, vandaag, feiten)


def klok_van(
    termijn: Beslistermijn, verzoeken: Sequence[Verzoekdagen], vandaag: date, feiten: Klokfeiten = GEEN
) -> Klokstand:
    """How the term stands on ``vandaag``, with the requests to supplement and what else moves or watches it.

    While it stands still the days are what is left of it. Its last day is named only where it is certain: by a
    request, or a pause that a person must end, it moves on with every day.
    """
    tekst, dringend = _bijschrift(termijn, feiten), feiten.in_gebreke is not None
    if feiten.nieuwe_dag is not None:
        stand = klokstand(
            feiten.nieuwe_dag, vandaag, "na een gegrond bezwaar; deze dag staat in de beslissing"
        )
        return replace(stand, dringend=dringend)
    over = (termijn.laatste_dag - vandaag).days
    if over >= 0 and (waarom := _stilstand(verzoeken, feiten, vandaag)):
        rest = over - sum(_dagen_na(deel, vandaag) for deel in termijn.opgeschort)
        eindigt = None if termijn.loopt_nog else termijn.laatste_dag
        return Klokstand("stil", rest, eindigt, f"{waarom}; {tekst}" if tekst else waarom, dringend)
    return replace(klokstand(termijn.laatste_dag, vandaag, tekst), dringend=dringend)


def _bijschrift(termijn: Beslistermijn, feiten: Klokfeiten) -> str:
    delen = []
    if dagen := termijn.opgeschorte_dagen:
        delen.append(f"{aantal(dagen, 'dag', 'dagen')} opgeschort")
    if feiten.verdaging_weken:
        delen.append(f"{aantal(feiten.verdaging_weken, 'week', 'weken')} verdaagd")
    if feiten.uitstel:
        delen.append(f"besluit aangekondigd voor uiterlijk {datum_nl(feiten.uitstel[-1].uiterlijk)}")
    if (wie := feiten.in_gebreke) is not None:
        delen.append(f"in gebreke gesteld op {datum_nl(wie.ontvangen_op)}")
    return "; ".join(delen)


def _stilstand(verzoeken: Sequence[Verzoekdagen], feiten: Klokfeiten, vandaag: date) -> str:
    """Why the term stands still on ``vandaag``; empty when it runs."""
    for verzoek in verzoeken:
        if verzoek.aangevuld_op is None and verzoek.gesloten_op is None and vandaag < verzoek.termijn_tot:
            return f"wacht op de aanvulling, uiterlijk tot en met {datum_nl(verzoek.termijn_tot)}"
    for een in feiten.opschortingen:
        dagen = als_stilstand(een)
        if dagen.vanaf <= vandaag and (dagen.tot is None or vandaag <= dagen.tot):
            tot = f" tot en met {datum_nl(dagen.tot)}" if dagen.tot else ", loopt nog"
            return f"{GRONDEN[een.grond]}{tot}"
    return ""


def _dagen_na(deel: Tijdvak, vandaag: date) -> int:
    return max(0, (deel.laatste - max(deel.eerste, vandaag + timedelta(days=1))).days + 1)


def klok_met_pauzes(
    regels: Termijnregels | None, ontvangen_op: datetime, verzoeken: Sequence[Verzoekdagen], vandaag: date,
    feiten: Klokfeiten = GEEN,
) -> tuple[date | None, Klokstand | None]:  # fmt: skip
    """The last day as it stands on ``vandaag`` and the clock of an application without a decision, for a list.

    Neither where the rules are not known, or the window has no end yet.
    """
    if regels is None:
        return None, None
    termijn = regels.termijn(
        ontvangen_op, (*opschortingen_van(verzoeken), *feiten.stilstanden), vandaag=vandaag,
        verdaging_weken=feiten.verdaging_weken,
    )  # fmt: skip
    if termijn is None:
        return None, None
    return feiten.nieuwe_dag or termijn.laatste_dag, klok_van(termijn, verzoeken, vandaag, feiten)


def _pauze(verzoek: Verzoek, termijn: Beslistermijn, vandaag: date) -> Pauze:
    """What one request did; the days that lie within the term, so that the pauses add up to what it moved."""
    opschorting = als_opschorting(verzoek)
    tijdvak = opschorting.tijdvak(vandaag)
    return Pauze(
        oorzaak=f"Verzoek om aanvulling {verzoek.volgnummer} van {datum_nl(opschorting.uitgenodigd_op)}",
        van=tijdvak.eerste if tijdvak else None,
        tot=tijdvak.laatste if tijdvak else None,
        dagen=_binnen(tijdvak, termijn),
        einde=_einde(verzoek, vandaag),
        loopt=opschorting.loopt_nog(vandaag),
    )


def _andere_pauze(opschorting: Pauzedagen, termijn: Beslistermijn, vandaag: date) -> Pauze:
    dagen = als_stilstand(opschorting)
    tijdvak = dagen.tijdvak(vandaag)
    if opschorting.tot is not None:
        einde = f"beëindigd met {datum_nl(opschorting.tot)} als laatste dag"
    elif dagen.tot is not None:
        einde = f"afgesproken tot en met {datum_nl(dagen.tot)}"
    elif opschorting.verwacht_tot is not None:
        einde = f"loopt nog; verwacht tot en met {datum_nl(opschorting.verwacht_tot)}"
    else:
        einde = "loopt nog, tot iemand haar beëindigt"
    return Pauze(
        oorzaak=GRONDEN[opschorting.grond].capitalize(),
        van=tijdvak.eerste if tijdvak else None,
        tot=tijdvak.laatste if tijdvak else None,
        dagen=_binnen(tijdvak, termijn),
        einde=einde,
        loopt=dagen.loopt_nog(vandaag),
    )


def _binnen(tijdvak: Tijdvak | None, termijn: Beslistermijn) -> int:
    """How many of these days lie within the term."""
    if tijdvak is None:
        return 0
    return sum(
        max(0, (min(tijdvak.laatste, deel.laatste) - max(tijdvak.eerste, deel.eerste)).days + 1)
        for deel in termijn.opgeschort
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
