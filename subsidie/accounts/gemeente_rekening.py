"""The account to which a municipality is paid: entered, confirmed and accepted by three different people.

One of the municipality enters it, a tekenbevoegde of the same municipality confirms it, and ``financieel`` accepts
or rejects it; the database holds the three apart too. What was entered never changes: another number is a new row.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from stdnum import iban as ibannummer
from stdnum.exceptions import ValidationError

from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.service import vereis_geen_belang, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.register.models import Gemeente
from subsidie.web.db import db

LANGSTE_NAAM: Final = 70
"""Of a name in a SEPA payment (ISO 20022, ``Max70Text``)."""
LANGSTE_REDEN: Final = 300
NEDERLAND: Final = "NL"
SEPA: Final = frozenset({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE",
    "SI", "SK", "SM", "VA",
})  # fmt: skip
"""Countries whose accounts can be paid in SEPA (European Payments Council, EPC409-09)."""
INGETROKKEN: Final = "Ingetrokken door de gemeente"
"""How the reason begins when the municipality itself took a change back."""


class Rekeningstand(StrEnum):
    """How far a change of the account is."""

    INGEVOERD = "ingevoerd"
    BEVESTIGD = "bevestigd"
    GOEDGEKEURD = "goedgekeurd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


def stand_van(rekening: Rekeningnummer) -> Rekeningstand:
    """How far this change is."""
    if rekening.afgewezen_op is not None:
        return (
            Rekeningstand.INGETROKKEN if rekening.reden.startswith(INGETROKKEN) else Rekeningstand.AFGEWEZEN
        )
    if rekening.goedgekeurd_op is not None:
        return Rekeningstand.GOEDGEKEURD
    return Rekeningstand.BEVESTIGD if rekening.bevestigd_op is not None else Rekeningstand.INGEVOERD


def leesbaar(iban: str) -> str:
    """A number in groups of four: ``NL91 ABNA 0417 1643 00``."""
    return " ".join(iban[plaats : plaats + 4] for plaats in range(0, len(iban), 4))


def gemaskeerd(iban: str) -> str:
    """A number of which only the country and the last four stay: ``NL** **** **** **43 00``."""
    return leesbaar(iban[:2] + "*" * (len(iban) - 6) + iban[-4:])


def normale_iban(tekst: str) -> str:
    """A number as it is kept: capitals, no spaces, dots or dashes."""
    breed = unicodedata.normalize("NFKC", tekst).upper()
    return "".join(teken for teken in breed if not teken.isspace() and teken not in ".-")


def gebreken_van_iban(iban: str, waar: str = "iban") -> list[Gebrek]:
    """What is wrong with a number that went through ``normale_iban``; the check digits are computed (ISO 13616)."""
    if not iban:
        return [Gebrek(waar, "Vul een IBAN in.")]
    try:
        ibannummer.validate(iban)
    except ValidationError:
        return [
            Gebrek(waar, "Dit is geen IBAN: het controlegetal klopt niet. Kijk het nummer na.")
        ]  # fmt: skip
    if iban[:2] not in SEPA:
        return [
            Gebrek(
                waar, "Naar een rekening in dit land kan het ministerie niet betalen (het is geen SEPA-land)."
            )
        ]
    return []


def get_rekening(gm_code: str, op: datetime) -> Rekeningnummer | None:
    """The account to which ``gm_code`` was paid at ``op``: the newest that was accepted by then.

    It looks at this municipality alone: whoever pays one that ceased asks for its successor of that day.
    """
    gevonden: Rekeningnummer | None = db.session.scalar(
        select(Rekeningnummer)
        .where(Rekeningnummer.gm_code == gm_code, Rekeningnummer.goedgekeurd_op <= op)
        .order_by(Rekeningnummer.goedgekeurd_op.desc(), Rekeningnummer.id.desc())
        .limit(1)
    )
    return gevonden


def get_lopende(gm_code: str) -> Rekeningnummer | None:
    """The change of ``gm_code`` that is neither accepted nor rejected, if there is one."""
    gevonden: Rekeningnummer | None = db.session.scalar(
        select(Rekeningnummer).where(
            Rekeningnummer.gm_code == gm_code,
            Rekeningnummer.goedgekeurd_op.is_(None),
            Rekeningnummer.afgewezen_op.is_(None),
        )
    )
    return gevonden


def get_rekeningnummer(id_: int, *, gm_code: str | None = None) -> Rekeningnummer:
    """One row, of ``gm_code`` when that is given; raises ``NietGevonden``."""
    gevonden = db.session.get(Rekeningnummer, id_)
    if gevonden is None or (gm_code is not None and gevonden.gm_code != gm_code):
        raise NietGevonden("Dit rekeningnummer is er niet.")
    return gevonden


def voer_rekening_in(
    gm_code: str, *, iban: str, tenaamstelling: str, door: Gebruiker, nu: datetime
) -> Rekeningnummer:
    """Enter another account for ``gm_code``; nothing is paid to it until two others agreed.

    Raises ``NietBevoegd`` unless ``door`` works for ``gm_code`` itself, ``Domeinfout`` while another change runs, and
    ``OngeldigeInvoer`` at ``iban`` or ``tenaamstelling``.
    """
    vereis_rol(door, Rol.OPSTELLER, Rol.TEKENBEVOEGDE, nu=nu, gm_code=gm_code, ook_als_opvolger=False)
    # Held until the commit: of two who do this at once the second sees the change of the first.
    if db.session.get(Gemeente, gm_code, with_for_update=True) is None:
        raise NietGevonden("Deze gemeente is er niet.")
    if get_lopende(gm_code) is not None:
        raise Domeinfout("Er loopt al een wijziging van het rekeningnummer. Trek die eerst in.")
    iban, tenaamstelling = normale_iban(iban), normale_tekst(tenaamstelling)
    gebreken = gebreken_van_iban(iban) + gebreken_van_tekst(
        tenaamstelling, "tenaamstelling", wat="op welke naam de rekening staat", hoogstens=LANGSTE_NAAM
    )
    geldend = get_rekening(gm_code, nu)
    if geldend is not None and (geldend.iban, geldend.tenaamstelling) == (iban, tenaamstelling):
        gebreken.append(Gebrek("iban", "Dit is al het rekeningnummer van uw gemeente."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    rekening = Rekeningnummer(
        gm_code=gm_code, iban=iban, tenaamstelling=tenaamstelling, ingevoerd_op=nu, ingevoerd_door_id=door.id
    )
    db.session.add(rekening)
    db.session.flush()
    _leg_vast("rekeningnummer:ingevoerd", rekening, door=door, nu=nu)
    return rekening


def bevestig(rekening: Rekeningnummer, *, door: Gebruiker, nu: datetime) -> None:
    """A second person of the municipality confirms the number. Raises ``NietBevoegd`` and ``Domeinfout``."""
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=rekening.gm_code, ook_als_opvolger=False)
    _vereis_stand(rekening, Rekeningstand.INGEVOERD)
    if rekening.ingevoerd_door_id == door.id:
        raise NietBevoegd("U hebt dit nummer zelf ingevoerd. Een andere tekenbevoegde moet het bevestigen.")
    rekening.bevestigd_op, rekening.bevestigd_door_id = nu, door.id
    db.session.flush()
    _leg_vast("rekeningnummer:bevestigd", rekening, door=door, nu=nu)


def keur_goed(rekening: Rekeningnummer, *, door: Gebruiker, nu: datetime) -> None:
    """``financieel`` accepts a confirmed number: from now on it is the account of the municipality.

    Raises ``NietBevoegd``, also for who has an interest in the municipality (Awb 2:4), and ``Domeinfout``.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vereis_geen_belang(door, {rekening.gm_code}, nu=nu)
    _vereis_stand(rekening, Rekeningstand.BEVESTIGD)
    if door.id in (rekening.ingevoerd_door_id, rekening.bevestigd_door_id):
        raise NietBevoegd("Wie een nummer invoerde of bevestigde, keurt het niet goed.")
    rekening.goedgekeurd_op, rekening.goedgekeurd_door_id = nu, door.id
    db.session.flush()
    _leg_vast("rekeningnummer:goedgekeurd", rekening, door=door, nu=nu)


def wijs_af(rekening: Rekeningnummer, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """``financieel`` rejects a confirmed number; the one before stays.

    Raises ``NietBevoegd``, ``Domeinfout``, and ``OngeldigeInvoer`` at ``reden``: the municipality reads it.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vereis_geen_belang(door, {rekening.gm_code}, nu=nu)
    _vereis_stand(rekening, Rekeningstand.BEVESTIGD)
    reden = normale_tekst(reden)
    gebreken = gebreken_van_tekst(reden, "reden", wat="een reden", hoogstens=LANGSTE_REDEN)
    if reden.casefold().startswith(INGETROKKEN.casefold()):
        gebreken.append(
            Gebrek("reden", f"Begin de reden niet met ‘{INGETROKKEN}’: dat heeft een eigen betekenis.")
        )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    _sluit_af(rekening, "rekeningnummer:afgewezen", reden, door=door, nu=nu)


def trek_wijziging_in(rekening: Rekeningnummer, *, door: Gebruiker, nu: datetime) -> None:
    """The municipality takes its own change back. Raises ``NietBevoegd`` and ``Domeinfout``.

    A tekenbevoegde takes back any, an opsteller what they entered themselves.
    """
    eigen = rekening.ingevoerd_door_id == door.id
    rollen = (Rol.TEKENBEVOEGDE, Rol.OPSTELLER) if eigen else (Rol.TEKENBEVOEGDE,)
    vereis_rol(door, *rollen, nu=nu, gm_code=rekening.gm_code, ook_als_opvolger=False)
    _vereis_stand(rekening, Rekeningstand.INGEVOERD, Rekeningstand.BEVESTIGD)
    _sluit_af(rekening, "rekeningnummer:ingetrokken", f"{INGETROKKEN}.", door=door, nu=nu)


def _sluit_af(rekening: Rekeningnummer, soort: str, reden: str, *, door: Gebruiker, nu: datetime) -> None:
    rekening.afgewezen_op, rekening.afgewezen_door_id, rekening.reden = nu, door.id, reden
    db.session.flush()
    _leg_vast(soort, rekening, door=door, nu=nu, reden=reden)


def _vereis_stand(rekening: Rekeningnummer, *standen: Rekeningstand) -> None:
    # Held until the commit: of two who answer at once the second finds that it was answered.
    db.session.refresh(rekening, with_for_update=True)
    stand = stand_van(rekening)
    if stand not in standen:
        raise Domeinfout(
            f"Dit kan niet meer: de wijziging van het rekeningnummer is {_STAND_IN_WOORDEN[stand]}."
        )


_STAND_IN_WOORDEN: Final = {
    Rekeningstand.INGEVOERD: "ingevoerd, maar nog niet bevestigd door de gemeente",
    Rekeningstand.BEVESTIGD: "al bevestigd door de gemeente",
    Rekeningstand.GOEDGEKEURD: "al goedgekeurd door het ministerie",
    Rekeningstand.AFGEWEZEN: "afgewezen door het ministerie",
    Rekeningstand.INGETROKKEN: "ingetrokken door de gemeente",
}


def _leg_vast(soort: str, rekening: Rekeningnummer, *, door: Gebruiker, nu: datetime, **ook: str) -> None:
    # The trail is read by many: it knows the number only as far as one needs to recognise it.
    leg_vast(
        soort, object_soort="rekeningnummer", object_id=rekening.id, door=door, nu=nu,
        gegevens={"gm_code": rekening.gm_code, "iban": gemaskeerd(rekening.iban), **ook},
    )  # fmt: skip
