"""Writing a message: in the transaction of the step that it tells of, once, with a mail for whoever wants one.

Others call ``stel_bericht``; what a person types goes through ``schrijf_bericht``. The mail itself is sent
afterwards (``verzenden``), and a step never fails because of it.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import (
    Bericht,
    Berichtgroep,
    Berichtlezing,
    Berichtrichting,
    Berichtvoorkeur,
    Bezorging,
    Bezorgstand,
)
from subsidie.berichten.ontvangers import list_van_gemeente, zonder_bezwaar
from subsidie.berichten.postzegel import nieuw_message_id
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.platform.taken import na_commit
from subsidie.web.db import db

T = TypeVar("T")

VEGER: Final = "berichten"
"""The sweeper that sends what waits (``opzet``)."""

_BEZORG: Final = Bezorging.__table__.insert()
LANGSTE_ONDERWERP: Final = 200
LANGSTE_TEKST: Final = 10_000


def stel_bericht(
    *, sleutel: str, groep: Berichtgroep, richting: Berichtrichting, gm_code: str, object_soort: str, object_id: str,
    onderwerp: str, tekst: str, aan: Iterable[Gebruiker] | None = None, document: Document | None = None,
    voorbeeld: bool = False, door: Gebruiker | None, nu: datetime,
) -> Bericht:  # fmt: skip
    """Write a message in the transaction of the caller; the same ``sleutel`` again gives the one that is there.

    ``sleutel`` names the step that it tells of (``aanvraag:OEFEN-2026-0007:ontvangst:1``), at most 160
    characters. ``object_soort`` and ``object_id`` say what it is about, as in the audit trail; a message about
    a draft that was never filed says ``concept``: of that the ministry sees nothing (Awb 4:1). ``aan``: who
    gets a mail; ``None``, to a municipality: everyone with a role of it (or of its successor) on the day of
    ``nu``, and from a municipality: nobody. Blocked accounts get none, and nobody gets what they chose not to
    get, save what is ``formeel`` (receipts, requests, decisions: Awb 3:41, 4:3a). ``nu`` is aware.
    Raises ``OngeldigeInvoer`` at ``onderwerp`` or ``tekst``, and ``RuntimeError`` outside the commit boundary.
    """
    onderwerp, tekst = _netjes(onderwerp), _netjes(tekst)
    if gebreken := _gebreken(onderwerp, tekst):
        raise OngeldigeInvoer(gebreken)
    waarden = {
        "kenmerk": uuid.uuid4().hex, "sleutel": sleutel, "groep": groep, "richting": richting, "gm_code": gm_code,
        "object_soort": object_soort, "object_id": object_id, "onderwerp": onderwerp, "tekst": tekst,
        "gemaakt_op": nu, "door_id": door.id if door else None, "document_id": document.id if document else None,
        "voorbeeld": voorbeeld,
    }  # fmt: skip
    bericht = _voeg_eenmaal_toe(Bericht, waarden, "sleutel")
    if bericht is None:
        return db.session.scalars(select(Bericht).where(Bericht.sleutel == sleutel)).one()
    if aan is None:
        aan = list_van_gemeente(gm_code, nu=nu) if richting is Berichtrichting.UIT else ()
    ontvangers = zonder_bezwaar(aan, groep, door=door)
    if ontvangers:
        db.session.execute(
            _BEZORG,
            [
                {
                    "bericht_id": bericht.id, "gebruiker_id": ontvanger.id, "adres": ontvanger.email,
                    "message_id": nieuw_message_id(), "stand": Bezorgstand.WACHT, "pogingen": 0,
                    "volgende_poging_op": nu,
                }
                for ontvanger in ontvangers
            ],
        )  # fmt: skip
    leg_vast(
        "bericht:gesteld", object_soort="bericht", object_id=bericht.kenmerk, door=door, nu=nu,
        gegevens={
            "richting": richting.value, "groep": groep.value, "gm_code": gm_code,
            "over": f"{object_soort} {object_id}", "ontvangers": len(ontvangers),
            "tekst_sha256": sha256_hex(f"{onderwerp}\n\n{tekst}".encode()),
        },
    )  # fmt: skip
    if ontvangers:
        na_commit(VEGER)
    return bericht


def schrijf_bericht(
    *, sleutel: str, richting: Berichtrichting, gm_code: str, object_soort: str, object_id: str, onderwerp: str,
    tekst: str, voorbeeld: bool, door: Gebruiker, nu: datetime,
) -> Bericht:  # fmt: skip
    """A message that a person typed: a question, an answer, a remark. ``sleutel`` is of the form on the page.

    To a municipality as ``stel_bericht``. From one: a mail to whoever wrote to it about the same thing before;
    when nobody did, it waits on the pages of the ministry. The caller says that ``door`` may write about this.
    Raises as ``stel_bericht``, and ``OngeldigeInvoer`` when the form was used before for something else.
    """
    aan: Iterable[Gebruiker] | None = None
    if richting is Berichtrichting.IN:
        aan = _schreven_over(object_soort, object_id, gm_code)
    bericht = stel_bericht(
        sleutel=f"{object_soort}:{object_id}:vrij:{door.id}:{sleutel}"[:160], groep=Berichtgroep.VRAAG,
        richting=richting, gm_code=gm_code, object_soort=object_soort, object_id=object_id, onderwerp=onderwerp,
        tekst=tekst, aan=aan, voorbeeld=voorbeeld, door=door, nu=nu,
    )  # fmt: skip
    if (bericht.onderwerp, bericht.tekst) != (_netjes(onderwerp), _netjes(tekst)):
        raise OngeldigeInvoer.van(
            "", "Dit bericht is al verstuurd, met een andere tekst. Begin een nieuw bericht."
        )
    return bericht


def noteer_geopend(bericht: Bericht, *, door: Gebruiker, nu: datetime) -> bool:
    """Keep that ``door`` opened this message for the first time at ``nu``; whether it was the first time.

    No event: who looked at what is kept beside the chain of what happened, not in it.
    """
    waarden = {"bericht_id": bericht.id, "gebruiker_id": door.id, "geopend_op": nu}
    return _voeg_eenmaal_toe(Berichtlezing, waarden, "bericht_id", "gebruiker_id") is not None


def get_voorkeuren(gebruiker: Gebruiker) -> dict[Berichtgroep, bool]:
    """Of each group whether ``gebruiker`` gets mail about it; yes unless they said no."""
    gekozen = {
        rij.groep: rij.mail
        for rij in db.session.scalars(
            select(Berichtvoorkeur).where(Berichtvoorkeur.gebruiker_id == gebruiker.id)
        )
    }
    return {groep: gekozen.get(groep, True) for groep in Berichtgroep}


def zet_voorkeuren(gebruiker: Gebruiker, mail: Mapping[Berichtgroep, bool], *, nu: datetime) -> bool:
    """Keep about which groups ``gebruiker`` wants mail; whether anything changed.

    Raises ``OngeldigeInvoer`` when ``formeel`` is turned off.
    """
    if not mail.get(Berichtgroep.FORMEEL, True):
        raise OngeldigeInvoer.van("formeel", "Mail over formele berichten kunt u niet uitzetten.")
    nu_geldend = get_voorkeuren(gebruiker)
    anders = {groep: wil for groep, wil in mail.items() if wil is not nu_geldend[groep]}
    if not anders:
        return False
    rijen = {
        rij.groep: rij
        for rij in db.session.scalars(
            select(Berichtvoorkeur).where(Berichtvoorkeur.gebruiker_id == gebruiker.id).with_for_update()
        )
    }
    for groep, wil in anders.items():
        if groep in rijen:
            rijen[groep].mail = wil
        else:
            waarden = {"gebruiker_id": gebruiker.id, "groep": groep, "mail": wil}
            _voeg_eenmaal_toe(Berichtvoorkeur, waarden, "gebruiker_id", "groep")
    db.session.flush()
    leg_vast(
        "gebruiker:berichtvoorkeur", object_soort="gebruiker", object_id=gebruiker.sleutel, door=gebruiker, nu=nu,
        gegevens={
            "mail_aan": sorted(groep for groep, wil in anders.items() if wil),
            "mail_uit": sorted(groep for groep, wil in anders.items() if not wil),
        },
    )  # fmt: skip
    return True


def _schreven_over(object_soort: str, object_id: str, gm_code: str) -> list[Gebruiker]:
    """Who of the ministry wrote to this municipality about this, oldest account first."""
    schrijvers = select(Bericht.door_id).where(
        Bericht.object_soort == object_soort,
        Bericht.object_id == object_id,
        Bericht.gm_code == gm_code,
        Bericht.richting == Berichtrichting.UIT,
        Bericht.groep == Berichtgroep.VRAAG,
    )
    return list(
        db.session.scalars(select(Gebruiker).where(Gebruiker.id.in_(schrijvers)).order_by(Gebruiker.id))
    )


def _voeg_eenmaal_toe(model: type[T], waarden: Mapping[str, Any], *sleutel: str) -> T | None:
    """Insert a row unless there is one with this key, also when somebody else does so now; the row if it came in."""
    klasse: type = model
    opdracht = _eenmaal(klasse, db.session.get_bind().dialect.name, sleutel)
    gevonden: T | None = db.session.scalars(opdracht, dict(waarden)).first()
    return gevonden


@cache
def _eenmaal(model: type, dialect: str, sleutel: tuple[str, ...]) -> Any:
    """The statement of ``_voeg_eenmaal_toe``, made once: hundreds write the same message in the last minutes."""
    maak: Any = postgresql_insert if dialect == "postgresql" else sqlite_insert
    return maak(model).on_conflict_do_nothing(index_elements=list(sleutel)).returning(model)


def _netjes(tekst: str) -> str:
    """Composed characters, plain newlines, no blank space around it."""
    return unicodedata.normalize("NFC", tekst).replace("\r\n", "\n").strip()


def _gebreken(onderwerp: str, tekst: str) -> list[Gebrek]:
    gebreken = []
    for waar, waarde, hoogstens, leeg in (
        ("onderwerp", onderwerp, LANGSTE_ONDERWERP, "Vul een onderwerp in."),
        ("tekst", tekst, LANGSTE_TEKST, "Vul een bericht in."),
    ):
        if not waarde:
            gebreken.append(Gebrek(waar, leeg))
        elif len(waarde) > hoogstens:
            gebreken.append(Gebrek(waar, f"Dit is te lang. Gebruik hoogstens {hoogstens} tekens."))
        elif gevonden := verboden_tekens(waarde, hoogstens=1):
            gebreken.append(
                Gebrek(waar, f"Hierin staat een {gevonden[0]}. Haal dat weg of typ de tekst opnieuw.")
            )
        elif waar == "onderwerp" and "\n" in waarde:
            gebreken.append(Gebrek(waar, "Het onderwerp past op een regel. Haal de regeleinden weg."))
    return gebreken
