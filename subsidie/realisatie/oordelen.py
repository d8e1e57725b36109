"""What becomes of something that a municipality reported: accepted, asked about, refused, answered or taken back.

One set of steps for a milestone, a delivery and a yearly confirmation (``MELDING_OVERGANGEN``). Only what was accepted
counts. Who judges is a behandelaar without an interest, who can then do nothing else on the application (four eyes).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, cast

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import LANGSTE_REDEN, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.aanvragen.toegang import vereis_nummer, zichtbaar_voor
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import Domeinfout, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import als_utc, datum_nl
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging, Levering
from subsidie.realisatie.planmodellen import MELDING_OVERGANGEN, Meldingstand, Mijlpaal, Mijlpaalmelding
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

Melding = Mijlpaalmelding | Levering | Bestemmingsbevestiging
Gevolg = Callable[[Any, Gebruiker, datetime], None]
"""What follows from a step: the report with its new state, who did it, the moment (aware UTC)."""


GROOTSTE_ID: Final = 2**31
"""Beyond what the database counts with; such an address is of nothing."""


class Meldingsoort(StrEnum):
    """The kinds of report that a municipality makes and the ministry judges."""

    MIJLPAAL = "mijlpaal"
    LEVERING = "levering"
    BEVESTIGING = "bevestiging"


MODELLEN: Final[dict[Meldingsoort, type[Melding]]] = {
    Meldingsoort.MIJLPAAL: Mijlpaalmelding,
    Meldingsoort.LEVERING: Levering,
    Meldingsoort.BEVESTIGING: Bestemmingsbevestiging,
}
SOORTWOORDEN: Final = {
    Meldingsoort.MIJLPAAL: "Mijlpaal",
    Meldingsoort.LEVERING: "Oplevering",
    Meldingsoort.BEVESTIGING: "Jaarlijkse bevestiging",
}
MIJLPAALWOORDEN: Final = {
    Mijlpaal.VERGUNNING: "Vergunning",
    Mijlpaal.ONOMKEERBARE_STAP: "Eerste onomkeerbare stap",
    Mijlpaal.START_BOUW: "Start van de bouw",
    Mijlpaal.OPLEVERING: "Oplevering",
    Mijlpaal.INGEBRUIKNAME: "In gebruik door de doelgroep",
}
STANDWOORDEN: Final = {
    Meldingstand.GEMELD: "gemeld",
    Meldingstand.VRAAG: "vraag gesteld",
    Meldingstand.AANVAARD: "aanvaard",
    Meldingstand.AFGEWEZEN: "afgewezen",
    Meldingstand.INGETROKKEN: "ingetrokken",
}

_GEBEURTENIS: Final = {
    Meldingstand.AANVAARD: "aanvraag:melding_aanvaard",
    Meldingstand.AFGEWEZEN: "aanvraag:melding_afgewezen",
    Meldingstand.VRAAG: "aanvraag:melding_bevraagd",
    Meldingstand.GEMELD: "aanvraag:melding_beantwoord",
    Meldingstand.INGETROKKEN: "aanvraag:melding_ingetrokken",
}
_GEVOLGEN: dict[Meldingsoort, Gevolg] = {}


def registreer_gevolg(soort: Meldingsoort, gevolg: Gevolg) -> None:
    """Let ``gevolg`` run in the transaction of every step of reports of this kind, after its state changed.

    What it raises undoes the step. Registering again replaces it.
    """
    _GEVOLGEN[soort] = gevolg


def get_melding(soort: str, melding_id: int, *, voor: Kijker, nummer: str | None = None) -> Melding:
    """One report that ``voor`` may see; with ``nummer`` only of that application. Raises ``NietGevonden``."""
    if soort not in list(Meldingsoort) or not 0 < melding_id < GROOTSTE_ID:
        raise _geen_melding()
    model = MODELLEN[Meldingsoort(soort)]
    vraag = (
        select(model)
        .join(Aanvraag, Aanvraag.id == model.aanvraag_id)
        .where(model.id == melding_id, zichtbaar_voor(voor))
    )
    if nummer is not None:
        vraag = vraag.where(Aanvraag.nummer == vereis_nummer(nummer))
    gevonden = cast("Melding | None", db.session.scalar(vraag))
    if gevonden is None:
        raise _geen_melding()
    return gevonden


def _geen_melding() -> NietGevonden:
    return NietGevonden("Deze melding is er niet.")


def soort_van(melding: Melding) -> Meldingsoort:
    """Which kind of report this is."""
    return next(soort for soort, model in MODELLEN.items() if isinstance(melding, model))


def omschrijf(melding: Melding) -> str:
    """A report in a few words, for a message or a list: without its application."""
    if isinstance(melding, Mijlpaalmelding):
        wat = MIJLPAALWOORDEN[melding.mijlpaal].lower()
        return f"{wat} van deel ‘{melding.deel.naam}’ op {datum_nl(melding.bereikt_op)}"
    if isinstance(melding, Levering):
        return f"oplevering van deel ‘{melding.deel.naam}’ op {datum_nl(melding.opgeleverd_op)}"
    return f"bevestiging over {melding.jaar}"


def vingerafdruk(melding: Melding) -> str:
    """What somebody looked at: it is another one once the municipality answered or took it back."""
    return f"{melding.stand} {als_utc(melding.gemeld_op).isoformat()}"


def beoordeel(
    melding: Melding,
    naar: Meldingstand,
    *,
    oordeel: str = "",
    gezien: str = "",
    door: Gebruiker,
    nu: datetime,
) -> Melding:
    """Accept, ask about or refuse a report, with a message to the municipality.

    ``naar``: ``aanvaard``, ``vraag`` or ``afgewezen``; ``oordeel``: what is asked or why it is refused (needed for
    those), or a remark with an acceptance. ``gezien``: its ``vingerafdruk`` when it was read. ``nu``: aware.
    Raises ``NietBevoegd`` (role, interest, another function on the application), ``OngeldigeInvoer`` at ``oordeel``,
    and ``Domeinfout`` when it cannot go there from where it is, also when a colleague was first.
    """
    aanvraag = melding.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(melding)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    _vereis_overgang(melding, naar)
    if gezien and gezien != vingerafdruk(melding):
        raise Domeinfout(
            "De gemeente heeft intussen iets aan deze melding veranderd. Lees haar opnieuw en beslis dan."
        )
    tekst = schoon(oordeel)
    leeg = {
        Meldingstand.VRAAG: "Schrijf wat u wilt weten. De gemeente leest dit.",
        Meldingstand.AFGEWEZEN: "Schrijf waarom u de melding afwijst. De gemeente leest dit.",
    }.get(naar, "")
    if gebreken := tekstgebreken("oordeel", tekst, hoogstens=LANGSTE_REDEN, leeg=leeg):
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    melding.stand, melding.oordeel = naar, tekst
    melding.beoordeeld_op, melding.beoordeeld_door_id, melding.als = nu, door.id, Functiegroep.BEHANDELING
    _leg_stap_vast(melding, door, nu, **({"reden": tekst} if tekst else {}))
    _bericht_aan_gemeente(melding, door, nu)
    return melding


def beantwoord(melding: Melding, *, door: Gebruiker, nu: datetime, **gegevens: Any) -> None:
    """What the ministry asked was answered: it waits for the ministry again (``vraag`` → ``gemeld``).

    The caller locked the application and changed what the answer changes; ``gegevens`` go into the event (JSON
    values). What was asked stays to be read. Raises ``NietBevoegd``, and ``Domeinfout`` when nothing is asked.
    """
    vereis_gemeente(melding, door, nu=nu)
    _vereis_overgang(melding, Meldingstand.GEMELD)
    melding.stand = Meldingstand.GEMELD
    melding.gemeld_op, melding.gemeld_door_id = nu, door.id
    melding.beoordeeld_op, melding.beoordeeld_door_id, melding.als = None, None, None
    _leg_stap_vast(melding, door, nu, **gegevens)
    meld_aan_ministerie(melding, door, nu, wat="Antwoord over")


def trek_in(melding: Melding, *, door: Gebruiker, nu: datetime) -> Melding:
    """The municipality takes a report back that was not accepted; raises ``NietBevoegd`` or ``Domeinfout``."""
    vergrendel(melding.aanvraag)
    db.session.refresh(melding)
    vereis_gemeente(melding, door, nu=nu)
    _vereis_overgang(melding, Meldingstand.INGETROKKEN)
    melding.stand = Meldingstand.INGETROKKEN
    melding.beoordeeld_op, melding.beoordeeld_door_id, melding.als = None, None, None
    _leg_stap_vast(melding, door, nu)
    return melding


def vereis_gemeente(melding: Melding, door: Gebruiker, *, nu: datetime) -> None:
    """``door`` reports for the municipality of this application; enters them as applicant. Raises ``NietBevoegd``."""
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=melding.aanvraag.gm_code)
    betrek(melding.aanvraag, door, Functiegroep.AANVRAGER, nu=nu)


def meld_aan_ministerie(melding: Melding, door: Gebruiker, nu: datetime, *, wat: str = "Melding van") -> None:
    """Tell the ministry that there is something to judge; in the transaction of the report."""
    aanvraag = melding.aanvraag
    stel_bericht(
        sleutel=f"melding:{soort_van(melding)}:{melding.id}:in:{nu.timestamp():.6f}", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.IN, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"{wat} {_kort(melding)} bij aanvraag {aanvraag.nummer}",
        tekst=(
            f"De gemeente meldt: {omschrijf(melding)}. Het gaat om {aanvraag.project.naam}. De melding telt zodra een "
            "behandelaar haar heeft aanvaard."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip


def _kort(melding: Melding) -> str:
    if isinstance(melding, Mijlpaalmelding):
        return MIJLPAALWOORDEN[melding.mijlpaal].lower()
    return SOORTWOORDEN[soort_van(melding)].lower()


def _vereis_overgang(melding: Melding, naar: Meldingstand) -> None:
    if naar in MELDING_OVERGANGEN[melding.stand]:
        return
    wie = db.session.get(Gebruiker, melding.beoordeeld_door_id) if melding.beoordeeld_door_id else None
    door = f" door {wie.naam}" if wie is not None else ""
    if melding.stand is Meldingstand.VRAAG:
        raise Domeinfout(
            f"Over deze melding is al een vraag gesteld{door}. De gemeente moet eerst antwoorden."
        )
    if melding.stand is Meldingstand.GEMELD:
        raise Domeinfout("Over deze melding is niets gevraagd: er valt niets te beantwoorden.")
    raise Domeinfout(f"Deze melding is al {STANDWOORDEN[melding.stand]}{door}. Er verandert niets meer aan.")


def _leg_stap_vast(melding: Melding, door: Gebruiker, nu: datetime, **gegevens: Any) -> None:
    db.session.flush()
    soort = soort_van(melding)
    leg_vast(
        _GEBEURTENIS[melding.stand], object_soort="aanvraag", object_id=melding.aanvraag.nummer, door=door, nu=nu,
        gegevens={"melding": omschrijf(melding), "meldingsoort": soort.value, "nummer": melding.id, **gegevens},
    )  # fmt: skip
    if (gevolg := _GEVOLGEN.get(soort)) is not None:
        gevolg(melding, door, nu)


def _bericht_aan_gemeente(melding: Melding, door: Gebruiker, nu: datetime) -> None:
    aanvraag, stand = melding.aanvraag, melding.stand
    kop, zin = {
        Meldingstand.AANVAARD: ("Melding aanvaard", "Het ministerie heeft uw melding aanvaard. Zij telt nu mee."),
        Meldingstand.VRAAG: (
            "Vraag over uw melding",
            "Het ministerie heeft een vraag over uw melding. De melding telt pas mee als u hebt geantwoord en het "
            "ministerie haar daarna aanvaardt.",
        ),
        Meldingstand.AFGEWEZEN: (
            "Melding afgewezen",
            "Het ministerie heeft uw melding afgewezen. Zij telt niet mee. U kunt een nieuwe melding doen.",
        ),
    }[stand]  # fmt: skip
    delen = [
        f"{zin}\n\nHet gaat om: {omschrijf(melding)}. Aanvraag: {aanvraag.nummer} ({aanvraag.project.naam})."
    ]
    if melding.oordeel:
        delen.append(f"{'De vraag' if stand is Meldingstand.VRAAG else 'Toelichting'}: {melding.oordeel}")
    stel_bericht(
        sleutel=f"melding:{soort_van(melding)}:{melding.id}:{stand}:{nu.timestamp():.6f}",
        groep=Berichtgroep.VRAAG if stand is Meldingstand.VRAAG else Berichtgroep.VOORTGANG,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"{kop}: {_kort(melding)}, aanvraag {aanvraag.nummer}", tekst="\n\n".join(delen),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
