"""The acts on a tranche: setting a rule, raising a ceiling, extending the window, opening and closing.

Reading is in ``lezen`` and loading a file in ``laden``; both are passed on from here, so that other
capabilities need this module only. Whoever acts is a ``beheerder``; ``door`` is ``None`` for the program.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.controle import controleer
from subsidie.tranches.inlezen import GEEN
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.laden import laad_tranche
from subsidie.tranches.lezen import (
    VERVALLEN,
    als_definitie,
    als_instelling,
    als_json,
    get_pot,
    get_tranche,
    laatste_plafond,
    list_plafonds,
    list_tijdvakken,
    list_tranches,
    plafond_op,
    pots,
    regels,
    tijdvak_op,
    vergrendel_tranche,
    zoek_tranche,
)
from subsidie.tranches.models import (
    OVERGANGEN,
    InstellingWaarde,
    Plafond,
    Pot,
    Regelherkomst,
    Tijdvak,
    Tranche,
    Trancheaard,
    Tranchestatus,
)
from subsidie.tranches.onzeker import aannames, onbekende
from subsidie.tranches.schema import Niveau, label_van, zoek
from subsidie.tranches.verdelingsregels import verdelingsregels
from subsidie.web.db import db

__all__ = [
    "aannames",
    "afronden",
    "als_definitie",
    "get_instelling_tekst",
    "get_pot",
    "get_tranche",
    "laad_tranche",
    "laatste_plafond",
    "list_historie",
    "list_plafonds",
    "list_tijdvakken",
    "list_tranches",
    "onbekende",
    "openstellen",
    "plafond_op",
    "pots",
    "regels",
    "sluiten",
    "stel_in",
    "tijdvak_op",
    "verdelingsregels",
    "vergrendel_tranche",
    "verhoog_plafond",
    "verleng_tijdvak",
    "zoek_tranche",
]


def get_instelling_tekst(tranche: Tranche, sleutel: str) -> str:
    """The value of a setting that is a text; raises ``Domeinfout`` when it is unknown or not a text."""
    instelling = regels(tranche).instellingen.get(sleutel)
    waarde = instelling.eis() if instelling else None
    if not isinstance(waarde, str):
        raise Domeinfout(f"De tranche ‘{tranche.code}’ heeft geen tekst ‘{sleutel}’.")
    return waarde


def list_historie(tranche: Tranche, sleutel: str, *, pot: Pot | None = None) -> list[InstellingWaarde]:
    """Every value that a setting has had, oldest first."""
    vraag = select(InstellingWaarde).where(
        InstellingWaarde.tranche_id == tranche.id,
        InstellingWaarde.sleutel == sleutel,
        InstellingWaarde.pot_id.is_(None) if pot is None else InstellingWaarde.pot_id == pot.id,
    )
    return list(db.session.scalars(vraag.order_by(InstellingWaarde.volgnummer)))


def stel_in(
    tranche: Tranche, sleutel: str, waarde: object, *, bron: str, zekerheid: Zekerheid, toelichting: str = "",
    pot: Pot | None = None, door: Gebruiker | None, nu: datetime,
) -> InstellingWaarde:  # fmt: skip
    """Give a setting a new value; the old one stays in the history.

    ``waarde`` is written as in a file (``"€ 5.000"``, ``"25 %"``, ``"geen"``, a list, a table); ``None`` when
    the setting is unknown. The same value with the same source again adds nothing. Raises ``OngeldigeInvoer``
    for a key that does not exist, a value of another type or a missing source or explanation (all at once),
    ``NietBevoegd``, and ``Domeinfout`` when the tranche is finished.
    """
    _mag(door, nu)
    _vereis_niet_afgerond(tranche)
    niveau = Niveau.POT if pot else Niveau.TRANCHE
    instelling = _lees_instelling(niveau, sleutel, waarde, bron, zekerheid, toelichting)
    historie = list_historie(tranche, sleutel, pot=pot)
    json = als_json(niveau, instelling)
    if historie and historie[-1].waarde != VERVALLEN and als_instelling(historie[-1]) == instelling:
        return historie[-1]
    rij = InstellingWaarde(
        tranche_id=tranche.id, pot_id=pot.id if pot else None, sleutel=sleutel, volgnummer=len(historie) + 1,
        waarde=json, bron=bron, zekerheid=zekerheid, toelichting=toelichting,
        herkomst=Regelherkomst.BEHEER, vanaf=nu, door_id=door.id if door else None,
    )  # fmt: skip
    db.session.add(rij)
    if sleutel == "naam" and pot is None and isinstance(instelling.waarde, str):
        tranche.naam = instelling.waarde
    db.session.flush()
    leg_vast(
        "tranche:ingesteld", object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
        gegevens={
            "pot": pot.code if pot else None, "sleutel": sleutel, "waarde": json, "bron": bron,
            "zekerheid": zekerheid.value, "oude_waarde": historie[-1].waarde if historie else None,
        },
    )  # fmt: skip
    return rij


def verhoog_plafond(
    pot: Pot, *, bedrag_cent: int, bron: str, door: Gebruiker | None, nu: datetime,
    geldt_vanaf: datetime | None = None, zekerheid: Zekerheid = Zekerheid.GEVERIFIEERD, toelichting: str = "",
) -> Plafond:  # fmt: skip
    """Raise the ceiling of a pot to ``bedrag_cent`` by an amendment of the regeling (``bron``).

    Only ever higher: a lower ceiling would take away what applicants could count on. ``geldt_vanaf`` empty:
    not known from when. Raises ``OngeldigeInvoer`` with every fault, ``NietBevoegd``, and ``Domeinfout`` when
    the tranche is finished.
    """
    _mag(door, nu)
    _vereis_niet_afgerond(pot.tranche)
    rijen, huidig = list_plafonds(pot), laatste_plafond(pot)
    gebreken = _herkomstgebreken(bron, zekerheid, toelichting)
    if huidig.bedrag_cent is not None and bedrag_cent <= huidig.bedrag_cent:
        gebreken.append(
            Gebrek(
                "bedrag", f"Dit moet hoger zijn dan het huidige plafond van {euro_kort(huidig.bedrag_cent)}."
            )
        )
    if bedrag_cent < 0:
        gebreken.append(Gebrek("bedrag", "Een plafond is niet lager dan nul."))
    if zekerheid is Zekerheid.ONBEKEND:
        gebreken.append(Gebrek("zekerheid", "Een bedrag dat u invult, is niet onbekend."))
    gebreken += _volgordegebreken([rij.geldt_vanaf for rij in rijen], geldt_vanaf)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    rij = Plafond(
        pot_id=pot.id, volgnummer=max(rij.volgnummer for rij in rijen) + 1, versie=1, bedrag_cent=bedrag_cent,
        geldt_vanaf=geldt_vanaf, bron=bron, zekerheid=zekerheid, toelichting=toelichting,
        herkomst=Regelherkomst.BEHEER, vanaf=nu, door_id=door.id if door else None,
    )  # fmt: skip
    db.session.add(rij)
    db.session.flush()
    leg_vast(
        "tranche:plafond_verhoogd", object_soort="tranche", object_id=pot.tranche.code, door=door, nu=nu,
        gegevens={
            "pot": pot.code, "van_cent": huidig.bedrag_cent, "naar_cent": bedrag_cent, "bron": bron,
            "geldt_vanaf": geldt_vanaf.isoformat() if geldt_vanaf else None,
        },
    )  # fmt: skip
    return rij


def verleng_tijdvak(
    tranche: Tranche, *, sluit: datetime, bron: str, door: Gebruiker | None, nu: datetime,
    geldt_vanaf: datetime | None = None, toelichting: str = "",
) -> Tijdvak:  # fmt: skip
    """Let the window close later, at ``sluit`` (the last second that belongs to it).

    Refused: a moment before the present end, a moment that has passed already, and an extension decided (or
    in force) only after the window closed: who came too late would be in time after all. Raises
    ``OngeldigeInvoer`` with every fault, ``NietBevoegd``, and ``Domeinfout`` for a tranche that is closed.
    """
    _mag(door, nu)
    if tranche.status not in (Tranchestatus.VOORBEREIDING, Tranchestatus.OPEN):
        raise Domeinfout(
            f"De tranche ‘{tranche.code}’ is {tranche.status}: het tijdvak kan niet meer worden verlengd."
        )
    rijen = list_tijdvakken(tranche)
    if not rijen:
        raise Domeinfout(f"De tranche ‘{tranche.code}’ heeft geen tijdvak.")
    huidig = rijen[-1]
    gebreken = _herkomstgebreken(bron, Zekerheid.GEVERIFIEERD, toelichting)
    if huidig.sluit is not None and sluit <= huidig.sluit:
        gebreken.append(
            Gebrek("sluit", f"Dit is geen verlenging: het tijdvak sluit nu op {moment_nl(huidig.sluit)}.")
        )
    if sluit <= nu:
        gebreken.append(Gebrek("sluit", f"{moment_nl(sluit)} is al voorbij."))
    if huidig.sluit is not None and max(nu, geldt_vanaf or nu) > huidig.sluit:
        gebreken.append(
            Gebrek("geldt_vanaf", f"Het tijdvak is dan al voorbij: het sluit op {moment_nl(huidig.sluit)}.")
        )
    if huidig.opent is not None and sluit <= huidig.opent:
        gebreken.append(Gebrek("sluit", f"Het tijdvak opent pas op {moment_nl(huidig.opent)}."))
    gebreken += _volgordegebreken([rij.geldt_vanaf for rij in rijen], geldt_vanaf)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    if huidig.opent is None:
        raise Domeinfout(
            "Het begin van het tijdvak is onbekend; vul dat eerst in het bestand van de tranche in."
        )
    rij = Tijdvak(
        tranche_id=tranche.id, volgnummer=huidig.volgnummer + 1, versie=1, opent=huidig.opent, sluit=sluit,
        geldt_vanaf=geldt_vanaf, bron=bron, zekerheid=Zekerheid.GEVERIFIEERD, toelichting=toelichting,
        herkomst=Regelherkomst.BEHEER, vanaf=nu, door_id=door.id if door else None,
    )  # fmt: skip
    db.session.add(rij)
    db.session.flush()
    leg_vast(
        "tranche:tijdvak_verlengd", object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
        gegevens={
            "van": huidig.sluit.isoformat() if huidig.sluit else None,
            "naar": sluit.isoformat(),
            "bron": bron,
        },
    )  # fmt: skip
    return rij


def openstellen(tranche: Tranche, *, door: Gebruiker | None, nu: datetime) -> None:
    """Open the tranche; from when one can apply is the window.

    Raises ``OngeldigeInvoer`` naming every fault: settings that do not fit together and, for a real tranche,
    every rule that is ``onbekend`` and a window that has passed. ``Domeinfout`` for a tranche of fixed
    amounts: there is nothing to apply for. ``NietBevoegd``, ``OngeldigeOvergang``.
    """
    _mag(door, nu)
    _vereis_overgang(tranche, Tranchestatus.OPEN)
    definitie = als_definitie(tranche)
    gebreken = controleer(definitie)
    if not gebreken and not definitie.regels.kent_aanvragen:
        raise Domeinfout(
            f"De tranche ‘{tranche.code}’ kent geen aanvragen: de bedragen staan vast per gemeente."
        )
    if tranche.aard is Trancheaard.ECHT:
        gebreken += [
            Gebrek(een.sleutel, f"{een.label} is onbekend. {een.toelichting}") for een in onbekende(tranche)
        ]
        tijdvak = tijdvak_op(tranche, nu)
        if tijdvak is not None and tijdvak.sluit is not None and tijdvak.sluit <= nu:
            gebreken.append(
                Gebrek("tijdvak", f"Het tijdvak is voorbij: het sloot op {moment_nl(tijdvak.sluit)}.")
            )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    tranche.status, tranche.opengesteld_op = Tranchestatus.OPEN, nu
    db.session.flush()
    _leg_status_vast("tranche:opengesteld", tranche, door=door, nu=nu)


def sluiten(tranche: Tranche, *, door: Gebruiker | None, nu: datetime) -> None:
    """Close the tranche: nobody can apply any more.

    Only after the window, except where the regeling itself closes when the ceiling is reached
    (``sluit_bij_plafond``; whether it is reached is for whoever closes to see). A tranche of fixed amounts
    goes here straight from its preparation. Raises ``Domeinfout`` while the window is open,
    ``OngeldigeOvergang``, ``NietBevoegd``.
    """
    _mag(door, nu)
    _vereis_overgang(tranche, Tranchestatus.GESLOTEN)
    regelset = regels(tranche)
    if tranche.status is Tranchestatus.VOORBEREIDING and regelset.kent_aanvragen:
        raise OngeldigeOvergang(
            wat=f"Tranche {tranche.code}", van=tranche.status, naar=Tranchestatus.GESLOTEN
        )
    tijdvak = tijdvak_op(tranche, nu)
    if (
        tijdvak is not None
        and tijdvak.sluit is not None
        and nu <= tijdvak.sluit
        and not regelset.sluit_bij_plafond.waarde
    ):
        raise Domeinfout(f"Het tijdvak loopt nog tot en met {moment_nl(tijdvak.sluit)}.")
    tranche.status, tranche.gesloten_op = Tranchestatus.GESLOTEN, nu
    db.session.flush()
    _leg_status_vast("tranche:gesloten", tranche, door=door, nu=nu)


def afronden(tranche: Tranche, *, door: Gebruiker | None, nu: datetime) -> None:
    """Finish the tranche: its rules never change again. Raises ``OngeldigeOvergang``, ``NietBevoegd``."""
    _mag(door, nu)
    _vereis_overgang(tranche, Tranchestatus.AFGEROND)
    tranche.status = Tranchestatus.AFGEROND
    db.session.flush()
    _leg_status_vast("tranche:afgerond", tranche, door=door, nu=nu)


def _mag(door: Gebruiker | None, nu: datetime) -> None:
    if door is not None:
        vereis_rol(door, Rol.BEHEERDER, nu=nu)


def _vereis_niet_afgerond(tranche: Tranche) -> None:
    if tranche.status is Tranchestatus.AFGEROND:
        raise Domeinfout(f"De tranche ‘{tranche.code}’ is afgerond en verandert niet meer.")


def _vereis_overgang(tranche: Tranche, naar: Tranchestatus) -> None:
    if naar not in OVERGANGEN[tranche.status]:
        raise OngeldigeOvergang(wat=f"Tranche {tranche.code}", van=tranche.status, naar=naar)


def _leg_status_vast(soort: str, tranche: Tranche, *, door: Gebruiker | None, nu: datetime) -> None:
    leg_vast(
        soort,
        object_soort="tranche",
        object_id=tranche.code,
        door=door,
        nu=nu,
        gegevens={"aard": tranche.aard.value},
    )


def _lees_instelling(
    niveau: Niveau, sleutel: str, waarde: object, bron: str, zekerheid: Zekerheid, toelichting: str
) -> Instelling[object]:
    gebreken = _herkomstgebreken(bron, zekerheid, toelichting)
    gevonden = zoek(niveau, sleutel)
    gelezen: object = None
    if gevonden is None:
        gebreken.append(Gebrek(sleutel, "Deze instelling bestaat niet."))
    elif (waarde is None) != (zekerheid is Zekerheid.ONBEKEND):
        gebreken.append(Gebrek(sleutel, "Wat onbekend is, heeft geen waarde; wat bekend is wel."))
    elif waarde is not None and not (gevonden.mag_geen and waarde == GEEN):
        try:
            gelezen = gevonden.type.lees(waarde, label_van(niveau, sleutel))
        except OngeldigeInvoer as fout:
            gebreken.extend(fout.gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return Instelling(sleutel, gelezen, bron, zekerheid, toelichting)


def _herkomstgebreken(bron: str, zekerheid: Zekerheid, toelichting: str) -> list[Gebrek]:
    gebreken = []
    if not bron.strip():
        gebreken.append(Gebrek("bron", "Noem de bron, bijvoorbeeld Stcrt 2022, 25169."))
    if zekerheid is not Zekerheid.GEVERIFIEERD and not toelichting.strip():
        gebreken.append(Gebrek("toelichting", "Leg uit waarom dit niet zeker is."))
    return gebreken


def _volgordegebreken(eerdere: list[datetime | None], geldt_vanaf: datetime | None) -> list[Gebrek]:
    laatste = max((moment for moment in eerdere if moment is not None), default=None)
    if geldt_vanaf is None or laatste is None or geldt_vanaf >= laatste:
        return []
    return [Gebrek("geldt_vanaf", f"Dit ligt voor de vorige wijziging, van {moment_nl(laatste)}.")]
