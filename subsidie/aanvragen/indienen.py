"""Filing an application and correcting it before the window closes (Awb 2:17, 4:1, 4:3a).

Locks: who files shares the row of the tranche and holds the row of the application. So hundreds can file at the same
time, while an allocation being frozen or a tranche being closed (``vergrendel_tranche``) waits for whoever is filing,
and whoever files waits for it: no list is frozen between a receipt and its commit. Who saves a part of the working copy
shares the row of the application (``concept.vergrendel_concept``), so what is filed is what was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.indieningmodellen import Indiening, Indieningsoort
from subsidie.aanvragen.indienstuk import Indienstuk, Stand, stand_nu
from subsidie.aanvragen.indienuitleg import correctie_raakt_wachtrij
from subsidie.aanvragen.indienvenster import Venster, Vensterstand, venster_op
from subsidie.aanvragen.inhoud import Ontbreekt
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep, Versiesoort
from subsidie.aanvragen.ontvangst import Ontvangen, maak_ontvangen, stuur_ontvangst
from subsidie.aanvragen.service import betrek, get_versie, voeg_versie_toe
from subsidie.aanvragen.toegang import niet_gevonden
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import als_utc, moment_nl
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import get_pot
from subsidie.web.db import db

GEBEURTENIS = {
    Indieningsoort.INDIENING: "aanvraag:ingediend",
    Indieningsoort.CORRECTIE: "aanvraag:gecorrigeerd",
    Indieningsoort.AANVULLING: "aanvraag:aangevuld",
}
VERSIESOORT = {
    Indieningsoort.INDIENING: Versiesoort.INDIENING,
    Indieningsoort.CORRECTIE: Versiesoort.INDIENING,
    Indieningsoort.AANVULLING: Versiesoort.AANVULLING,
}

# Made once: what is asked while others wait takes no longer than it must.
_INDIENING: Final = select(Indiening).where(
    Indiening.aanvraag_id == bindparam("aanvraag_id"), Indiening.sleutel == bindparam("sleutel")
)
_DEEL_TRANCHE: Final = (
    select(Tranche.id).where(Tranche.id == bindparam("tranche_id")).with_for_update(read=True)
)
_HOUD_AANVRAAG: Final = (
    select(Aanvraag)
    .options(
        joinedload(Aanvraag.tranche), joinedload(Aanvraag.pot), joinedload(Aanvraag.project),
        joinedload(Aanvraag.gemeente),
    )
    .where(Aanvraag.id == bindparam("aanvraag_id"))
    .with_for_update(of=Aanvraag, key_share=True)
    .execution_options(populate_existing=True)
)  # fmt: skip


class NietInTeDienen(Domeinfout):
    """This application cannot be filed now; the message says why."""


class IntussenVeranderd(NietInTeDienen):
    """What would be filed is not what was shown: a colleague saved something in between. Nothing was filed."""

    def __init__(self) -> None:
        super().__init__(
            "De aanvraag is veranderd nadat u deze pagina opende. Er is niets ingediend. Kijk na wat er nu staat, en "
            "dien dan in."
        )


class Onvolledig(NietInTeDienen):
    """Something is missing without which there is no application; ``wat`` says what."""

    def __init__(self, wat: tuple[Ontbreekt, ...]) -> None:
        self.wat = wat
        super().__init__("U kunt nog niet indienen: er ontbreekt iets dat niet kan ontbreken.")


class TeVroeg(NietInTeDienen):
    """The window is not open yet."""

    def __init__(self, venster: Venster) -> None:
        self.venster = venster
        super().__init__(venster.zin)


class TeLaat(NietInTeDienen):
    """The window has passed, and nobody said yet that they know what that means. Nothing was filed."""

    def __init__(self, venster: Venster) -> None:
        self.venster = venster
        super().__init__(venster.zin)


@dataclass(frozen=True, slots=True)
class Klaar:
    """An ``Indienstuk`` made ready to write, so that hardly anything is left to do while others wait.

    ``invoer`` and its canonical JSON hold the moment of the first receipt.
    """

    aanvraag_id: int
    tranche_id: int
    invoer: Aanvraaginvoer
    inhoud: bytes
    ontvangen: Ontvangen
    regels: Regels
    sha256: str
    stand: Stand


def maak_klaar(stuk: Indienstuk, *, ontvangen_op: datetime) -> Klaar:
    """Make ``stuk`` ready to be filed at ``ontvangen_op`` (aware; of a correction the first receipt counts).

    Raises ``Onvolledig``. Changes nothing; meant for outside the write transaction.
    """
    if stuk.hard:
        raise Onvolledig(stuk.hard)
    invoer = stuk.invoer(stuk.aanvraag.ontvangen_op or als_utc(ontvangen_op))
    return Klaar(
        aanvraag_id=stuk.aanvraag.id, tranche_id=stuk.aanvraag.tranche_id, invoer=invoer,
        inhoud=canonieke_json(invoer.als_json()), ontvangen=maak_ontvangen(stuk), regels=stuk.regels,
        sha256=stuk.sha256, stand=stuk.stand,
    )  # fmt: skip


def indienen(
    klaar: Klaar, *, sleutel: str, gezien_sha256: str, door: Gebruiker, ontvangen_op: datetime, nu: datetime,
    te_laat_begrepen: bool = False,
) -> Indiening:  # fmt: skip
    """File an application, or a correction of what was filed; the same ``sleutel`` again gives the same filing.

    ``ontvangen_op`` is when the request reached the server, and decides whether it is in time, to the second
    (Awb 2:17); ``nu`` is when it is recorded. ``gezien_sha256``: of what the person saw (``Indienstuk.sha256``).
    An application that comes after the window is received as ``buiten_tijdvak`` once ``te_laat_begrepen``; a correction
    is not. Makes the version, the receipt and its message. Raises ``NietGevonden``, ``NietBevoegd`` (not a
    tekenbevoegde of the municipality), ``IntussenVeranderd``, ``TeVroeg``, ``TeLaat`` and ``NietInTeDienen``.
    """
    aanvraag = vergrendel_om_in_te_dienen(klaar.aanvraag_id, klaar.tranche_id)
    if (eerdere := zoek_indiening(klaar.aanvraag_id, sleutel)) is not None:
        return eerdere  # sent before, or the other half of a double click had the row first
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    venster = venster_op(aanvraag.tranche, ontvangen_op)
    soort = bepaal_indieningsoort(aanvraag, venster)
    if klaar.sha256 != gezien_sha256 or stand_nu(aanvraag) != klaar.stand:
        raise IntussenVeranderd
    if soort is Indieningsoort.CORRECTIE:
        if sha256_hex(klaar.inhoud) == get_versie(aanvraag).sha256:
            raise NietInTeDienen("Er is niets veranderd sinds u indiende. Wat u indiende, blijft gelden.")
    else:
        _vereis_venster(venster, te_laat_begrepen=te_laat_begrepen)
        # All at once, before the version: the database holds a status to its moments and its version.
        aanvraag.status, aanvraag.ontvangen_op = Aanvraagstatus.INGEDIEND, als_utc(ontvangen_op)
        aanvraag.huidige_versie, aanvraag.buiten_tijdvak = 1, not venster.is_open
    return leg_indiening_vast(
        aanvraag, klaar, soort=soort, sleutel=sleutel, door=door, ontvangen_op=ontvangen_op, nu=nu, sluit=venster.sluit,
        raakt_volledigheid=soort is Indieningsoort.INDIENING or correctie_raakt_wachtrij(klaar.regels),
    )  # fmt: skip


def leg_indiening_vast(
    aanvraag: Aanvraag, klaar: Klaar, *, soort: Indieningsoort, sleutel: str, raakt_volledigheid: bool, door: Gebruiker,
    ontvangen_op: datetime, nu: datetime, sluit: datetime | None,
) -> Indiening:  # fmt: skip
    """Record one filing: version, receipt, message, event. For whoever holds the application and checked the rest.

    Also for a supplement (Awb 4:5). ``sluit``: the end of the window, for when the decision is due.
    """
    # Nothing that is asked here rests on what is not written yet: application and version are written at once.
    with db.session.no_autoflush:
        betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
        if aanvraag.pot.code != klaar.invoer.pot:
            aanvraag.pot = get_pot(aanvraag.tranche, klaar.invoer.pot)
        versie = voeg_versie_toe(
            aanvraag, klaar.invoer, klaar.inhoud, klaar.regels, soort=VERSIESOORT[soort], door=door, nu=nu
        )
    document = stuur_ontvangst(
        aanvraag, versie, klaar.ontvangen, klaar.regels, soort=soort, raakt_volledigheid=raakt_volledigheid, door=door,
        ontvangen_op=als_utc(ontvangen_op), sluit=sluit, nu=nu,
    )  # fmt: skip
    indiening = Indiening(
        aanvraag_id=aanvraag.id, versie_id=versie.id, soort=soort, ontvangen_op=als_utc(ontvangen_op), vastgelegd_op=nu,
        door_id=door.id, als=Functiegroep.AANVRAGER, sleutel=sleutel, raakt_volledigheid=raakt_volledigheid,
        document_id=document.id,
    )  # fmt: skip
    db.session.add(indiening)
    db.session.flush()
    leg_vast(
        GEBEURTENIS[soort], object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "versie": versie.volgnummer, "sha256": versie.sha256, "gevraagd_cent": versie.gevraagd_cent,
            "ontvangen_op": indiening.ontvangen_op.isoformat(), "buiten_tijdvak": aanvraag.buiten_tijdvak,
            "raakt_volledigheid": raakt_volledigheid, "document": document.kenmerk,
        },
    )  # fmt: skip
    return indiening


def zoek_indiening(aanvraag_id: int, sleutel: str) -> Indiening | None:
    """The filing of this application that was sent from the page with this ``sleutel``."""
    gevonden: Indiening | None = db.session.scalar(
        _INDIENING, {"aanvraag_id": aanvraag_id, "sleutel": sleutel}
    )
    return gevonden


def list_indieningen(aanvraag: Aanvraag) -> list[Indiening]:
    """Every filing of an application with its version, document and person, oldest first, in one query."""
    return list(
        db.session.scalars(
            select(Indiening)
            .options(joinedload(Indiening.versie), joinedload(Indiening.document), joinedload(Indiening.door))
            .where(Indiening.aanvraag_id == aanvraag.id)
            .order_by(Indiening.id)
        )
    )


def moment_van_volledigheid(aanvraag: Aanvraag) -> datetime:
    """From when the application counts as complete, if it is complete now: aware UTC.

    The last filing that touched its completeness, and never before it was received. A supplement that only answered
    a question to clarify moves nothing. Raises ``NietInTeDienen`` for a draft.
    """
    if aanvraag.ontvangen_op is None:
        raise NietInTeDienen(f"Aanvraag {aanvraag.nummer} is nog niet ingediend.")
    laatste = db.session.scalar(
        select(func.max(Indiening.ontvangen_op)).where(
            Indiening.aanvraag_id == aanvraag.id, Indiening.raakt_volledigheid.is_(True)
        )
    )
    return max(aanvraag.ontvangen_op, laatste) if laatste is not None else aanvraag.ontvangen_op


def bepaal_indieningsoort(aanvraag: Aanvraag, venster: Venster) -> Indieningsoort:
    """Whether filing now is a first one or a correction; raises ``NietInTeDienen`` when it can be neither."""
    if aanvraag.status is Aanvraagstatus.CONCEPT:
        return Indieningsoort.INDIENING
    if aanvraag.status is Aanvraagstatus.INGETROKKEN:
        raise NietInTeDienen("Deze aanvraag is ingetrokken. U kunt haar niet meer indienen.")
    if aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD:
        raise NietInTeDienen(
            "Er is om een aanvulling gevraagd. Stuur uw antwoord met het verzoek om aanvulling."
        )
    if aanvraag.status is not Aanvraagstatus.INGEDIEND or aanvraag.volledig_op is not None:
        raise NietInTeDienen("Deze aanvraag is al in behandeling. U kunt haar niet meer verbeteren.")
    if venster.stand is not Vensterstand.OPEN or venster.sluit is None:
        moment = f" op {moment_nl(aanvraag.ontvangen_op)}" if aanvraag.ontvangen_op else ""
        raise NietInTeDienen(
            f"Deze aanvraag is{moment} ingediend. Verbeteren kan alleen zolang het aanvraagtijdvak open is. Wat u "
            "indiende, blijft gelden."
        )
    return Indieningsoort.CORRECTIE


def vergrendel_om_in_te_dienen(aanvraag_id: int, tranche_id: int) -> Aanvraag:
    """Share the tranche and hold the application until the end of the transaction, and see it as it is now.

    Raises ``NietGevonden`` when it was thrown away in between.
    """
    # FOR SHARE: others may file too, but who takes ``vergrendel_tranche`` waits. SQLite has one writer at a time.
    db.session.execute(_DEEL_TRANCHE, {"tranche_id": tranche_id})
    aanvraag: Aanvraag | None = db.session.scalar(_HOUD_AANVRAAG, {"aanvraag_id": aanvraag_id})
    if aanvraag is None:
        raise niet_gevonden()
    return aanvraag


def _vereis_venster(venster: Venster, *, te_laat_begrepen: bool) -> None:
    if venster.stand is Vensterstand.NOG_NIET:
        raise TeVroeg(venster)
    if venster.stand is Vensterstand.VOORBIJ and not te_laat_begrepen:
        raise TeLaat(venster)
