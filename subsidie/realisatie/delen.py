"""The parts in which a project is built: the municipality divides its homes over them as it builds.

One part comes with the award. A part on which nothing was reported can be renamed, made larger or smaller, and
withdrawn; once something was, it only shrinks, so that what was accepted never comes to stand for more homes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import exists, func, select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import aantal as tel
from subsidie.kern.tekst import getal
from subsidie.realisatie.leveringmodellen import Levering, Woonruimte
from subsidie.realisatie.plan import LANGSTE_NAAM, geldend_plan, totaal
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaalmelding, Projectdeel
from subsidie.web.db import db

MEESTE_DELEN: Final = 60
TELT: Final = (Meldingstand.GEMELD, Meldingstand.VRAAG, Meldingstand.AANVAARD)
"""States of a report that keep its part as it is."""


def list_delen(aanvraag: Aanvraag, *, ook_vervallen: bool = False) -> list[Projectdeel]:
    """The parts of a project in order; without those that were withdrawn unless asked."""
    vraag = select(Projectdeel).where(Projectdeel.aanvraag_id == aanvraag.id).order_by(Projectdeel.volgnummer)
    if not ook_vervallen:
        vraag = vraag.where(Projectdeel.vervallen_op.is_(None))
    return list(db.session.scalars(vraag))


def get_deel(aanvraag: Aanvraag, volgnummer: int) -> Projectdeel:
    """One part that was not withdrawn; raises ``NietGevonden``."""
    for deel in list_delen(aanvraag):
        if deel.volgnummer == volgnummer:
            return deel
    raise NietGevonden("Dit deel van het project is er niet (meer).")


def vereis_levend(deel: Projectdeel) -> None:
    """Raises ``Domeinfout`` for a part that was withdrawn."""
    if deel.vervallen_op is not None:
        raise Domeinfout(f"Deel ‘{deel.naam}’ is vervallen. Daarop kunt u niets meer melden.")


def is_gemeld(deel: Projectdeel) -> bool:
    """Whether something was reported on this part that counts or still can."""
    vraag = select(
        exists().where(Mijlpaalmelding.deel_id == deel.id, Mijlpaalmelding.stand.in_(TELT))
        | exists().where(Levering.deel_id == deel.id, Levering.stand.in_(TELT))
    )
    return bool(db.session.scalar(vraag))


def geleverd_op_deel(deel: Projectdeel) -> int:
    """How many homes were reported as delivered on this part and not refused or taken back."""
    vraag = (
        select(func.count(Woonruimte.id))
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .where(Levering.deel_id == deel.id, Levering.stand.in_(TELT), ~Woonruimte.vervallen)
    )
    return db.session.scalar(vraag) or 0


def voeg_deel_toe(
    aanvraag: Aanvraag,
    *,
    naam: str,
    aantal: int,
    van: Projectdeel | None = None,
    door: Gebruiker,
    nu: datetime,
) -> Projectdeel:
    """Add a part of ``aantal`` homes; ``van``: the part from which they are taken (splitting it).

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``naam`` or ``aantal``, and ``Domeinfout`` without an award.
    """
    _begin(aanvraag, door, nu=nu)
    delen = list_delen(aanvraag, ook_vervallen=True)
    levend = [een for een in delen if een.vervallen_op is None]
    naam = schoon(naam)
    gebreken = _naamgebreken(naam, levend)
    if len(levend) >= MEESTE_DELEN:
        gebreken.append(Gebrek("naam", f"Een project heeft hoogstens {MEESTE_DELEN} delen."))
    if van is not None:
        db.session.refresh(van)
        vereis_levend(van)
        bodem = max(1, geleverd_op_deel(van))
        if not 1 <= aantal <= van.aantal - bodem:
            gebreken.append(Gebrek("aantal", _te_veel_om_te_splitsen(van, bodem)))
    else:
        gebreken += _aantalgebreken(aantal, ruimte=_plantotaal(aanvraag) - sum(een.aantal for een in levend))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    if van is not None:
        van.aantal -= aantal
        _leg_vast("aanvraag:projectdeel_gewijzigd", van, door, nu)
    deel = Projectdeel(
        aanvraag_id=aanvraag.id, volgnummer=1 + max((een.volgnummer for een in delen), default=0), naam=naam,
        aantal=aantal, toegevoegd_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(deel)
    db.session.flush()
    _leg_vast("aanvraag:projectdeel_toegevoegd", deel, door, nu)
    return deel


def wijzig_deel(deel: Projectdeel, *, naam: str, aantal: int, door: Gebruiker, nu: datetime) -> Projectdeel:
    """Rename a part or change how many homes it holds; the same values again change nothing.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``naam`` or ``aantal``, and ``Domeinfout`` for one withdrawn.
    """
    _begin(deel.aanvraag, door, nu=nu)
    db.session.refresh(deel)
    vereis_levend(deel)
    naam = schoon(naam)
    if (naam, aantal) == (deel.naam, deel.aantal):
        return deel
    andere = [een for een in list_delen(deel.aanvraag) if een.id != deel.id]
    gebreken = _naamgebreken(naam, andere)
    if is_gemeld(deel):
        if naam != deel.naam:
            gebreken.append(Gebrek("naam", f"Op dit deel is al iets gemeld. De naam blijft ‘{deel.naam}’."))
        geleverd = geleverd_op_deel(deel)
        if not max(1, geleverd) <= aantal <= deel.aantal:
            gebreken.append(Gebrek("aantal", _alleen_kleiner(deel, geleverd)))
    elif aantal > deel.aantal or aantal < 1:
        rest = _plantotaal(deel.aanvraag) - sum(een.aantal for een in andere)
        gebreken += _aantalgebreken(aantal, ruimte=rest)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    deel.naam, deel.aantal = naam, aantal
    db.session.flush()
    _leg_vast("aanvraag:projectdeel_gewijzigd", deel, door, nu)
    return deel


def laat_vervallen(deel: Projectdeel, *, door: Gebruiker, nu: datetime) -> Projectdeel:
    """Withdraw a part on which nothing was reported; again changes nothing.

    Raises ``NietBevoegd`` and ``Domeinfout``: something was reported on it, or it is the only one.
    """
    _begin(deel.aanvraag, door, nu=nu)
    db.session.refresh(deel)
    if deel.vervallen_op is not None:
        return deel
    if is_gemeld(deel):
        raise Domeinfout(f"Op deel ‘{deel.naam}’ is al iets gemeld. Daarom kan het niet meer vervallen.")
    if len(list_delen(deel.aanvraag)) == 1:
        raise Domeinfout("Dit is het enige deel. Een project heeft altijd minstens een deel.")
    deel.vervallen_op = nu
    db.session.flush()
    _leg_vast("aanvraag:projectdeel_vervallen", deel, door, nu)
    return deel


def _begin(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> None:
    vergrendel(aanvraag)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    if geldend_plan(aanvraag) is None:
        raise Domeinfout(f"Op aanvraag {aanvraag.nummer} is geen subsidie verleend.")
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)


def _plantotaal(aanvraag: Aanvraag) -> int:
    return totaal(geldend_plan(aanvraag))


def _naamgebreken(naam: str, andere: list[Projectdeel]) -> list[Gebrek]:
    gebreken = tekstgebreken("naam", naam, hoogstens=LANGSTE_NAAM, leeg="Geef het deel een naam.")
    if "\n" in naam:
        gebreken.append(Gebrek("naam", "Zet de naam op een regel."))
    if not gebreken and any(een.naam.casefold() == naam.casefold() for een in andere):
        gebreken.append(Gebrek("naam", "Er is al een deel met deze naam."))
    return gebreken


def _aantalgebreken(aantal: int, *, ruimte: int) -> list[Gebrek]:
    if aantal < 1:
        return [Gebrek("aantal", "Vul 1 of meer in.")]
    if aantal > ruimte:
        over = f"nog {getal(ruimte)} over" if ruimte > 0 else "niets meer over"
        return [
            Gebrek(
                "aantal",
                f"Er is {over}: alle delen samen mogen niet meer woonruimten hebben dan het plan. Maak eerst een ander "
                "deel kleiner, of neem de woonruimten van een ander deel.",
            )
        ]
    return []


def _te_veel_om_te_splitsen(van: Projectdeel, bodem: int) -> str:
    kan = van.aantal - bodem
    if kan < 1:
        return f"Van deel ‘{van.naam}’ ({tel(van.aantal, 'woonruimte', 'woonruimten')}) kan niets meer af."
    return f"Van deel ‘{van.naam}’ kunnen er 1 tot en met {getal(kan)} af."


def _alleen_kleiner(deel: Projectdeel, geleverd: int) -> str:
    tot = f"{getal(max(1, geleverd))} tot en met {getal(deel.aantal)}"
    waarom = f" {tel(geleverd, 'woonruimte is', 'woonruimten zijn')} al opgeleverd." if geleverd else ""
    return (
        f"Op dit deel is al iets gemeld: het kan alleen kleiner worden. Vul een getal in van {tot}.{waarom}"
    )


def _leg_vast(soort: str, deel: Projectdeel, door: Gebruiker, nu: datetime) -> None:
    leg_vast(
        soort, object_soort="aanvraag", object_id=deel.aanvraag.nummer, door=door, nu=nu,
        gegevens={"nummer": deel.volgnummer, "naam": deel.naam, "aantal": deel.aantal},
    )  # fmt: skip
