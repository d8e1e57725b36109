"""Which reminder is due for an award, and what it says. Pure.

A step is a number of days before a last day (or after it, negative). Of steps that have passed only the nearest is
told: who comes late to it is told once, not three times. Nobody is reminded of what they reported and what waits for
the ministry.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.drempels import Drempels
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.risico import Projectfeiten
from subsidie.realisatie.wijzigingmodellen import Waarschuwingsoort

Stap = tuple[Waarschuwingsoort, str, date, int]
"""What makes a warning come once: its kind, the code of the obligation, the last day, the step in days."""


@dataclass(frozen=True, slots=True)
class Aanleiding:
    """One warning that is due; ``dagen``: before the last day, or (negative) after it."""

    soort: Waarschuwingsoort
    plicht: Verplichtingsdag
    uiterlijk: date
    dagen: int

    @property
    def stap(self) -> Stap:
        """What makes it come once."""
        return self.soort, self.plicht.code, self.uiterlijk, self.dagen


def aanleidingen(
    feiten: Projectfeiten, plichten: Sequence[Verplichtingsdag], *, drempels: Drempels,
    gedaan: Collection[Stap], vandaag: date,
) -> list[Aanleiding]:  # fmt: skip
    """What must be told of one award on ``vandaag`` (a day in Amsterdam) and was not told yet (``gedaan``)."""
    nodig = [
        een for plicht in plichten for een in _van_plicht(plicht, feiten, drempels=drempels, vandaag=vandaag)
    ]
    return [een for een in nodig if een.stap not in gedaan]


def _van_plicht(
    plicht: Verplichtingsdag, feiten: Projectfeiten, *, drempels: Drempels, vandaag: date
) -> Iterator[Aanleiding]:
    if plicht.bewijs is Bewijs.BESTEMMING:
        for jaar in feiten.onbevestigd:
            peildatum = date(jaar, 12, 31)
            if stap := _erna(drempels, (vandaag - peildatum).days):
                yield Aanleiding(Waarschuwingsoort.RAPPORTAGE, plicht, peildatum, -stap)
        return
    if plicht.uiterlijk is None or not _nog_te_melden(plicht, feiten):
        return
    dagen = (plicht.uiterlijk - vandaag).days
    if dagen >= 0:
        ervoor = min((stap for stap in drempels.herinner if dagen <= stap), default=None)
        if ervoor is not None:
            yield Aanleiding(Waarschuwingsoort.HERINNERING, plicht, plicht.uiterlijk, ervoor)
    elif plicht.bewijs is Bewijs.GEEN or feiten.verzoek_loopt:
        return  # nothing shows that it was not met, or the ministry itself is to decide first
    elif stap := _erna(drempels, -dagen):
        yield Aanleiding(Waarschuwingsoort.ESCALATIE, plicht, plicht.uiterlijk, -stap)


def _erna(drempels: Drempels, dagen: int) -> int:
    """The step after a last day that ``dagen`` days have reached; 0 for none."""
    return max((stap for stap in drempels.escaleer if stap <= dagen), default=0)


def _nog_te_melden(plicht: Verplichtingsdag, feiten: Projectfeiten) -> bool:
    """Whether the municipality itself has something to do, as far as the program can see."""
    if plicht.bewijs is Bewijs.GEEN:
        return True
    if feiten.te_gaan == 0:
        return False
    if plicht.bewijs is Bewijs.ONOMKEERBARE_STAP:
        feit = feiten.mijlpaal(Mijlpaal.ONOMKEERBARE_STAP)
        return feit.aanvaard + feit.gemeld < feiten.delen
    return plicht.bewijs is Bewijs.OPLEVERING and feiten.geleverd + feiten.gemeld < feiten.beloofd


def onderwerp(wat: Aanleiding, nummer: str) -> str:
    """The subject of the message."""
    match wat.soort:
        case Waarschuwingsoort.HERINNERING:
            return f"Aanvraag {nummer}: {wat.plicht.naam} uiterlijk {datum_nl(wat.uiterlijk)}"
        case Waarschuwingsoort.ESCALATIE:
            return f"Aanvraag {nummer}: de uiterste dag voor de {wat.plicht.naam} is voorbij"
    return f"Aanvraag {nummer}: bevestig het gebruik over {wat.uiterlijk.year}"


def tekst(wat: Aanleiding, feiten: Projectfeiten, *, nummer: str, project: str, link: str = "") -> str:
    """What the municipality reads: the day, what is missing, what it can do; never what it costs."""
    over = f"Het gaat over aanvraag {nummer} ({project})."
    if wat.soort is Waarschuwingsoort.RAPPORTAGE:
        delen = [over, _bevestigen(wat)]
    else:
        delen = [over, _waarom(wat), _stand(wat, feiten), _doen(wat)]
    if link:
        delen.append(f"U doet dat op deze pagina: {link}")
    return "\n\n".join(delen)


def _bevestigen(wat: Aanleiding) -> str:
    jaar = wat.uiterlijk.year
    eerder = " Wij vroegen u dit al eerder." if wat.dagen < -1 else ""
    return (
        f"Elk jaar bevestigt u hoeveel woonruimten nog voor de doelgroep zijn. Over {jaar} hebben wij die bevestiging "
        f"nog niet ontvangen.{eerder} Geef door hoeveel woonruimten op {datum_nl(wat.uiterlijk)} voor de doelgroep "
        "waren. Zijn het er minder dan er zijn opgeleverd? Leg dan uit waarom."
    )


def _waarom(wat: Aanleiding) -> str:
    voorbij = wat.soort is Waarschuwingsoort.ESCALATIE
    dag = f"De uiterste dag {'was' if voorbij else 'is'} {datum_nl(wat.uiterlijk)}."
    if wat.plicht.oorspronkelijk is not None:
        dag += " Die dag is in een later besluit gesteld."
    return f"In uw besluit staat deze verplichting: “{wat.plicht.tekst}” {dag}"


def _stand(wat: Aanleiding, feiten: Projectfeiten) -> str:
    if wat.plicht.bewijs is Bewijs.GEEN:
        return "Het loket kan niet zien of u hieraan hebt voldaan."
    if wat.plicht.bewijs is Bewijs.OPLEVERING:
        staat = (
            "staat er volgens ons 1"
            if feiten.geleverd == 1
            else f"staan er volgens ons {getal(feiten.geleverd)}"
        )
        gemeld = (
            f" Er zijn er nog {getal(feiten.gemeld)} gemeld, die wij nog beoordelen." if feiten.gemeld else ""
        )
        return f"Van de {aantal(feiten.beloofd, 'woonruimte', 'woonruimten')} {staat}.{gemeld}"
    klaar = feiten.mijlpaal(Mijlpaal.ONOMKEERBARE_STAP)
    if feiten.delen > 1 and klaar.aanvaard + klaar.gemeld:
        over = feiten.delen - klaar.aanvaard - klaar.gemeld
        return f"Van {aantal(over, 'deel', 'delen')} van het project hebben wij nog geen melding ontvangen."
    return "Wij hebben hierover nog geen melding ontvangen."


def _doen(wat: Aanleiding) -> str:
    if wat.plicht.bewijs is Bewijs.GEEN:
        return f"Lukt het niet op tijd? Geef dat door vóór {datum_nl(wat.uiterlijk)}, met de reden."
    gedaan = (
        "Staan de woonruimten er al? Meld de oplevering dan, met de adressen."
        if wat.plicht.bewijs is Bewijs.OPLEVERING
        else "Is de stap al gezet? Meld dat dan, met bewijs."
    )
    if wat.soort is Waarschuwingsoort.ESCALATIE:
        return (
            f"{gedaan} Is het nog niet zo ver? Geef dan meteen door wanneer het wel zo ver is, en waarom het later "
            "wordt. Het ministerie kan gevolgen verbinden aan een verplichting die niet is nagekomen."
        )
    return (
        f"{gedaan} Lukt het op tijd? Geef dan uw nieuwste prognose door. Lukt het niet op tijd? Geef dat door vóór "
        f"{datum_nl(wat.uiterlijk)}, met de reden, en vraag om een wijziging."
    )
