"""A whole tranche as an archive: asked for on a page, made by the worker, kept under its hash (Archiefwet, art. 12).

The ZIP holds the series (the tranche), a file per application, the records in it, and the metadata of each (MDTO).
Memory holds one piece of one file, and the list of what was written.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol, wacht_op_beheer
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import na_commit
from subsidie.platform.tussenstand import Meld, Tussenstand
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.verantwoording.archiefschrijver import Archiefschrijver
from subsidie.verantwoording.bewaareinde import lees_sluitingen
from subsidie.verantwoording.bewaarmodellen import Archiefpakket
from subsidie.verantwoording.bewaartermijnen import DOSSIER, bewaartermijnen
from subsidie.verantwoording.dossierkop import get_kop
from subsidie.verantwoording.dossierpakket import (
    Inhoud,
    momentopname,
    schrijf_keten,
    schrijf_schakels,
    schrijf_verdelingen,
    vul_dossier,
)
from subsidie.verantwoording.dossiertabellen import lees_personen
from subsidie.verantwoording.mdto import Bewaring, Verwijzing
from subsidie.verantwoording.opslagen import Opslagen
from subsidie.verdeling.models import Verdeling
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

VEGER: Final = "archief"
MAP: Final = "archief"
FORMAAT: Final = "subsidie-archief/1"
BRON: Final = "Administratie van de Regeling huisvesting aandachtsgroepen"
_AANNAME: Final = "Bewaartermijnen van deze administratie (aanname; de selectielijst is niet gevonden)"
_MISLUKT: Final = "Het archief kon niet worden gemaakt. Wat er misging staat in het logboek van de werker."
_G: Final = Gebeurtenis.__table__
_V: Final = Verdeling.__table__
_log = logging.getLogger(__name__)


def archiefopslag(instellingen: Instellingen) -> LokaleOpslag:
    """Where archives are kept."""
    return LokaleOpslag(instellingen.opslag / MAP)


def list_pakketten(tranche: Tranche) -> list[Archiefpakket]:
    """The archives of a tranche, the newest first."""
    return list(
        db.session.scalars(
            select(Archiefpakket)
            .where(Archiefpakket.tranche_id == tranche.id)
            .order_by(Archiefpakket.id.desc())
        )
    )


def get_pakket(tranche: Tranche, kenmerk: str) -> Archiefpakket:
    """One archive of this tranche; raises ``NietGevonden``."""
    gevonden = next((een for een in list_pakketten(tranche) if een.kenmerk == kenmerk), None)
    if gevonden is None:
        raise NietGevonden("Er is geen archief met dit kenmerk bij deze tranche.")
    return gevonden


def vraag_archief(tranche: Tranche, *, door: Gebruiker, nu: datetime) -> Archiefpakket:
    """Ask for an archive; the worker makes it. Raises ``NietBevoegd``, and ``Domeinfout`` while one is being made."""
    wacht_op_beheer()
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    al = list_pakketten(tranche)
    if any(een.gemaakt_op is None and not een.fout for een in al):
        raise Domeinfout("Er wordt al een archief van deze tranche gemaakt.")
    pakket = Archiefpakket(
        kenmerk=f"{tranche.code}-archief-{len(al) + 1}", tranche_id=tranche.id, aangevraagd_op=nu, door_id=door.id,
        fout="",
    )  # fmt: skip
    db.session.add(pakket)
    db.session.flush()
    leg_vast(
        "archief:gevraagd", object_soort="archief", object_id=pakket.kenmerk, door=door, nu=nu,
        gegevens={"tranche": tranche.code},
    )  # fmt: skip
    na_commit(VEGER)
    return pakket


def lees_voortgang(pakket: Archiefpakket, instellingen: Instellingen) -> tuple[int, int] | None:
    """How many applications are in an archive that is being made, of how many; ``None`` when nobody began."""
    return _tussenstand(pakket.kenmerk, instellingen).lees()


def _tussenstand(kenmerk: str, instellingen: Instellingen) -> Tussenstand:
    return Tussenstand(instellingen.opslag / MAP / f"{kenmerk}.voortgang")


def maak_wachtende_archieven(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Make every archive that was asked for; how many were made. What fails says so and can be asked again."""
    wachtend = list(
        db.session.scalars(
            select(Archiefpakket.id)
            .where(Archiefpakket.gemaakt_op.is_(None), Archiefpakket.fout == "")
            .order_by(Archiefpakket.id)
        )
    )
    gemaakt = 0
    for nummer in wachtend:
        try:
            sha256, grootte, bestanden = _maak(nummer, instellingen, op=klok())
        except Exception:
            _log.exception("archief %s is niet te maken", nummer)
            sha256, grootte, bestanden = "", 0, 0
        gemaakt += _leg_vast(nummer, sha256, grootte, bestanden, nu=klok())
    db.session.rollback()
    return gemaakt


def _leg_vast(nummer: int, sha256: str, grootte: int, bestanden: int, *, nu: datetime) -> bool:
    with schrijfgrens():
        pakket = db.session.get_one(Archiefpakket, nummer)
        db.session.refresh(pakket, with_for_update=True)
        if pakket.gemaakt_op is not None:
            return False
        if not sha256:
            pakket.fout = _MISLUKT
            db.session.flush()
            return False
        pakket.sha256, pakket.grootte, pakket.bestanden, pakket.gemaakt_op = sha256, grootte, bestanden, nu
        db.session.flush()
        leg_vast(
            "archief:gemaakt", object_soort="archief", object_id=pakket.kenmerk, door=None, nu=nu,
            gegevens={"bestanden": bestanden, "grootte": grootte, "sha256": sha256},
        )  # fmt: skip
    return True


def _maak(nummer: int, instellingen: Instellingen, *, op: datetime) -> tuple[str, int, int]:
    """Write it beside the store, then keep it; gives its hash, its size in bytes and how many files are in it."""
    pakket = db.session.get_one(Archiefpakket, nummer)
    tranche, kenmerk = pakket.tranche, pakket.kenmerk
    map_ = instellingen.opslag / MAP
    map_.mkdir(parents=True, exist_ok=True)
    tussenstand = _tussenstand(kenmerk, instellingen)
    try:
        with tempfile.TemporaryFile(dir=map_) as uit:
            schrijver = Archiefschrijver(uit, bron=BRON, archiefvormer=_archiefvormer(tranche), op=op)
            _vul(schrijver, tranche.id, Opslagen(instellingen.opslag), tussenstand.meld)
            schrijver.schrijf_sommen()
            schrijver.sluit_af({"formaat": FORMAAT, "kenmerk": kenmerk, "gemaakt_op": op.isoformat()})
            uit.seek(0)
            sha256, grootte = archiefopslag(instellingen).bewaar_stroom(uit)
        return sha256, grootte, len(schrijver.bestanden)
    finally:
        tussenstand.wis()


def _archiefvormer(tranche: Tranche) -> str:
    uitvoerder = regels(tranche).uitvoerder.waarde
    return str(uitvoerder) if uitvoerder else "onbekend"


def _vul(schrijver: Archiefschrijver, tranche_id: int, opslag: Opslagen, meld: Meld) -> None:
    """The series with what all its files share, then every file."""
    tranche = db.session.get_one(Tranche, tranche_id)
    serie = Verwijzing(tranche.naam, tranche.code)
    code, termijn = tranche.code, bewaartermijnen()[DOSSIER]
    nummers = list(
        db.session.scalars(
            select(Aanvraag.nummer)
            .where(Aanvraag.tranche_id == tranche_id, Aanvraag.ontvangen_op.is_not(None))
            .order_by(Aanvraag.nummer)
        )
    )
    tot = {een.nummer: een.bewaren_tot for een in lees_sluitingen()}
    koppen = [get_kop(nummer) for nummer in nummers]
    with momentopname() as verbinding:
        personen = lees_personen(verbinding)
        schrijver.begin(
            "", serie, "Serie", f"Alle aanvragen, besluiten en de verantwoording van {serie.naam}.",
            Bewaring(termijn.jaren, termijn.begint, None, _AANNAME),
        )  # fmt: skip
        gedeeld = Inhoud(personen)
        gedeeld.objecten.add(code)
        schrijf_verdelingen(schrijver, verbinding, _V.c.tranche_id == tranche_id, code, gedeeld)
        schrijf_keten(schrijver, verbinding, gedeeld, schakels=False)
        laatste = verbinding.execute(select(func.max(_G.c.volgnummer))).scalar()
        if laatste:
            schrijf_schakels(schrijver, verbinding, 1, laatste)
        for gedaan, kop in enumerate(koppen):
            meld(gedaan, len(koppen))
            schrijver.begin(
                f"dossiers/{veilige_bestandsnaam(kop.nummer)}/",
                Verwijzing(f"{kop.nummer}: {kop.project}", kop.nummer), "Dossier",
                f"Aanvraag {kop.nummer} van {kop.gemeente} en wat ervan werd.",
                Bewaring(termijn.jaren, termijn.begint, tot.get(kop.nummer), _AANNAME),
                onderdeel_van=serie, ruimte=kop.gemeente,
            )  # fmt: skip
            vul_dossier(schrijver, verbinding, kop, opslag, Inhoud(personen), gedeeld=False)
