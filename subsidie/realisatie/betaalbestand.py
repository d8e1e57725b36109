"""Files with payment orders for the ledger of the ministry: made once, with a hash, as XLSX and as CSV.

The rows are made anew from the orders each time that a file is downloaded: what an order says never changes, and the
hash of the day that the file was made proves that the rows are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.realisatie.betaalmodellen import (
    Betaalbestand,
    Betaalinlezing,
    Betaalopdracht,
    Opdrachtstatus,
)
from subsidie.realisatie.betaalopdrachten import noteer, vereis_nog_zo, vereis_overgang, vergrendel_en_lees
from subsidie.realisatie.betaalstuk import begunstigde, kenmerk_van_lijst, omschrijving, vraag_lijst_aan
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db
from subsidie.web.voorbeeld import VOORBEELD

_POGINGEN: Final = 5

KOLOMMEN: Final = (
    Kolom("opdracht", "Opdracht", breedte=22),
    Kolom("soort", "Aan wie", breedte=12),
    Kolom("begunstigde", "Op naam van", breedte=34),
    Kolom("iban", "IBAN", breedte=26),
    Kolom("bedrag_eur", "Bedrag", Kolomsoort.EURO, 18),
    Kolom("uiterlijk", "Betalen uiterlijk op", Kolomsoort.DAG, 18),
    Kolom("omschrijving", "Omschrijving", breedte=46),
    Kolom("aanvraag", "Aanvraag", breedte=18),
    Kolom("besluit", "Besluit", breedte=20),
    Kolom("tranche", "Tranche", breedte=18),
)


def list_aan_te_bieden() -> list[Betaalopdracht]:
    """The approved orders that are in no file yet, by last day."""
    return _lees(
        select(Betaalopdracht).where(Betaalopdracht.status == Opdrachtstatus.GOEDGEKEURD)
        .order_by(Betaalopdracht.uiterlijk, Betaalopdracht.kenmerk)
    )  # fmt: skip


def list_in_bestand(bestand: Betaalbestand) -> list[Betaalopdracht]:
    """The orders of a file, by mark."""
    return _lees(
        select(Betaalopdracht).where(Betaalopdracht.bestand_id == bestand.id).order_by(Betaalopdracht.kenmerk)
    )


def get_bestand(kenmerk: str) -> Betaalbestand:
    """The file with this mark; raises ``NietGevonden``."""
    gevonden = db.session.scalar(select(Betaalbestand).where(Betaalbestand.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Dit betaalbestand is er niet.")
    return gevonden


def list_bestanden() -> list[Betaalbestand]:
    """Every file, the newest first."""
    vraag = select(Betaalbestand).options(joinedload(Betaalbestand.door)).order_by(Betaalbestand.id.desc())
    return list(db.session.scalars(vraag))


def list_open_bestanden() -> list[Betaalbestand]:
    """The files of which something still has to come back, the oldest first."""
    wacht = (
        select(Betaalopdracht.id)
        .where(
            Betaalopdracht.bestand_id == Betaalbestand.id, Betaalopdracht.status == Opdrachtstatus.AANGEBODEN
        )
        .exists()
    )
    return list(db.session.scalars(select(Betaalbestand).where(wacht).order_by(Betaalbestand.id)))


def list_inlezingen() -> list[Betaalinlezing]:
    """Every file that was read, the newest first."""
    vraag = select(Betaalinlezing).options(joinedload(Betaalinlezing.door)).order_by(Betaalinlezing.id.desc())
    return list(db.session.scalars(vraag))


def zoek_stuk(bestand: Betaalbestand) -> Document | None:
    """The paper of a file, if there is one."""
    return db.session.scalar(select(Document).where(Document.kenmerk == kenmerk_van_lijst(bestand)))


def klopt(bestand: Betaalbestand, opdrachten: Sequence[Betaalopdracht]) -> bool:
    """Whether the rows are still the ones that the file was made of."""
    return sha256_hex(_canoniek(opdrachten)) == bestand.sha256


def gezien(opdrachten: Sequence[Betaalopdracht]) -> str:
    """SHA-256 of what a page shows before a file is made: the file holds that and nothing else."""
    return sha256_hex(_canoniek(opdrachten))


def maak_bestand(
    opdrachten: Sequence[Betaalopdracht], *, vingerafdruk: str, door: Gebruiker, nu: datetime
) -> Betaalbestand:
    """Put these approved orders in a new file. ``vingerafdruk``: ``gezien`` of what the page showed.

    Real money and that of an example never stand in one file. Raises ``NietBevoegd``, ``OngeldigeOvergang`` for an
    order that is in a file already, and ``Domeinfout`` for none at all, another set than was shown, an account that
    was replaced, or an order above what is due now.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    if not opdrachten:
        raise Domeinfout("Er zijn geen goedgekeurde betaalopdrachten die nog niet in een bestand staan.")
    vergrendel_en_lees(opdrachten)
    for een in opdrachten:
        vereis_overgang(een, Opdrachtstatus.AANGEBODEN)
    if gezien(opdrachten) != vingerafdruk:
        raise Domeinfout(
            "De lijst is veranderd sinds u deze pagina opende. Kijk haar na en maak dan het bestand."
        )
    if len({een.aanvraag.tranche.aard is Trancheaard.ECHT for een in opdrachten}) > 1:
        raise Domeinfout("Echte betalingen en die van een oefening kunnen niet in één bestand.")
    vereis_alle_vrij([een.aanvraag for een in opdrachten], door, nu=nu)
    vereis_nog_zo(opdrachten, nu=nu)
    bestand = _nieuw_bestand(opdrachten, door=door, nu=nu)
    for een in opdrachten:
        een.status, een.bestand = Opdrachtstatus.AANGEBODEN, bestand
        noteer("aanvraag:betaling_aangeboden", een, door=door, nu=nu, bestand=bestand.kenmerk)
    db.session.flush()
    leg_vast(
        "betaling:bestand_gemaakt", object_soort="betaalbestand", object_id=bestand.kenmerk, door=door, nu=nu,
        gegevens={
            "aantal_opdrachten": bestand.aantal, "totaal_cent": bestand.totaal_cent, "sha256": bestand.sha256,
        },
    )  # fmt: skip
    vraag_lijst_aan(bestand, opdrachten, door=door, nu=nu)
    return bestand


def bestandstabel(bestand: Betaalbestand, opdrachten: Sequence[Betaalopdracht]) -> Tabel:
    """The rows of a file for XLSX and CSV.

    Raises ``Domeinfout`` when they are not what the file was made of: then nothing is given out.
    """
    if not klopt(bestand, opdrachten):
        raise Domeinfout(
            f"De rijen van bestand {bestand.kenmerk} zijn niet meer gelijk aan de dag waarop het is gemaakt. Gebruik "
            "dit bestand niet en meld dit aan de beheerder."
        )
    return Tabel(
        f"Betaalopdrachten {bestand.kenmerk}",
        KOLOMMEN,
        [_rij(een) for een in opdrachten],
        _let_op(opdrachten),
    )


def _rij(een: Betaalopdracht) -> tuple[Cel, ...]:
    return (
        een.kenmerk, een.soort.value, begunstigde(een), een.rekening.iban if een.rekening is not None else "",
        een.bedrag_cent, een.uiterlijk, omschrijving(een), een.aanvraag.nummer, een.beschikking.kenmerk,
        een.aanvraag.tranche.code,
    )  # fmt: skip


def _canoniek(opdrachten: Sequence[Betaalopdracht]) -> bytes:
    rijen = [
        {
            kolom.sleutel: cel if isinstance(cel, str | int) else str(cel)
            for kolom, cel in zip(KOLOMMEN, _rij(een), strict=True)
        }
        for een in sorted(opdrachten, key=lambda een: een.kenmerk)
    ]
    return canonieke_json({"betaalopdrachten": rijen})


def _let_op(opdrachten: Sequence[Betaalopdracht]) -> str:
    return VOORBEELD if any(een.aanvraag.tranche.aard is not Trancheaard.ECHT for een in opdrachten) else ""


def _lees(vraag: Select[Betaalopdracht]) -> list[Betaalopdracht]:
    met = vraag.options(
        joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.tranche),
        joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.gemeente),
        joinedload(Betaalopdracht.beschikking), joinedload(Betaalopdracht.rekening),
        joinedload(Betaalopdracht.opgesteld_door), joinedload(Betaalopdracht.goedgekeurd_door),
    )  # fmt: skip
    return list(db.session.scalars(met))


def _nieuw_bestand(opdrachten: Sequence[Betaalopdracht], *, door: Gebruiker, nu: datetime) -> Betaalbestand:
    """A file with the next mark of the year; who takes the same one at the same moment gets the one after it."""
    begin = f"BETAAL-{dag_in_amsterdam(nu).year}-"
    al = db.session.scalar(select(func.count()).where(Betaalbestand.kenmerk.startswith(begin))) or 0
    for nummer in range(al + 1, al + 1 + _POGINGEN):
        bestand = Betaalbestand(
            kenmerk=f"{begin}{nummer:03d}", aantal=len(opdrachten),
            totaal_cent=sum(een.bedrag_cent for een in opdrachten), sha256=sha256_hex(_canoniek(opdrachten)),
            gemaakt_op=nu, door_id=door.id,
        )  # fmt: skip
        try:
            with db.session.begin_nested():
                db.session.add(bestand)
        except IntegrityError:
            continue
        return bestand
    raise Domeinfout("Er wordt op dit moment ook een ander betaalbestand gemaakt. Probeer het zo nog eens.")
