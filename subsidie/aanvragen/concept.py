"""The working copy of an application: beginning it, saving its parts, and throwing a draft away.

Somebody else may have saved the same part in between, so every save says on which ``revisie`` it rests and is refused
(``Bewerkconflict``) when that is not the present one: nothing is overwritten unseen (docs/beslissingen/0008).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, select, update

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienvenster import venster_op
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Project
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer
from subsidie.accounts.kijker import Kijker, kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.gemeenten import Stand
from subsidie.register.service import gemeente_op
from subsidie.tranches.models import Tranche, Tranchestatus
from subsidie.tranches.service import get_pot, tijdvak_op, vergrendel_tranche
from subsidie.web.db import db

HOOGSTENS_CONCEPTEN: Final = 50
"""Drafts of one municipality in one tranche: a limit against a script, far above what anyone needs."""

# Made once: in the last minutes of a window many people save at the same time.
_AANVRAAG: Final = (
    select(Aanvraag)
    .where(
        Aanvraag.nummer == bindparam("nummer"), Aanvraag.gm_code.in_(bindparam("gemeenten", expanding=True))
    )
    .execution_options(populate_existing=True)
)
_DEEL: Final = _AANVRAAG.with_for_update(read=True)
_HOUD: Final = _AANVRAAG.with_for_update()
_EEN_DEEL: Final = (
    select(Conceptdeel)
    .where(Conceptdeel.aanvraag_id == bindparam("aanvraag_id"), Conceptdeel.deel == bindparam("deel"))
    .execution_options(populate_existing=True)
)


@dataclass(frozen=True, slots=True)
class TeBewaren:
    """What to save of one part: JSON of what was typed, and for the part ``project`` what the lists show of it."""

    inhoud: str
    projectnaam: str = ""
    pot: str = ""


class Bewerkconflict(Domeinfout):
    """Somebody saved this part after the one who saves now read it; ``huidig`` is how it stands."""

    def __init__(self, huidig: Conceptdeel) -> None:
        self.huidig = huidig
        super().__init__("Iemand anders heeft dit deel intussen gewijzigd.")


class NietBewerkbaar(Domeinfout):
    """This part cannot be changed now; the message says why and what can be done."""


def list_delen(aanvraag: Aanvraag) -> dict[Aanvraagdeel, Conceptdeel]:
    """Every part of the working copy, with who changed it last, in one query; empty for an imported application."""
    rijen = db.session.scalars(
        select(Conceptdeel).where(Conceptdeel.aanvraag_id == aanvraag.id).order_by(Conceptdeel.id)
    )
    return {rij.deel: rij for rij in rijen}


def begin_concept(
    tranche: Tranche,
    *,
    pot: str,
    gm_code: str,
    projectnaam: str,
    delen: Mapping[Aanvraagdeel, str],
    door: Gebruiker,
    nu: datetime,
) -> Aanvraag:
    """A new draft with its number; ``delen`` holds the content (JSON) of every part to begin with.

    A draft may be begun before the window opens; submitting may not. Takes the lock of the tranche, since the number is
    the next one. Raises ``NietBevoegd`` for who does not work for ``gm_code``, ``OngeldigeInvoer`` at ``gemeente``
    or ``tranche``, and ``Domeinfout`` when there are ``HOOGSTENS_CONCEPTEN`` drafts already.
    """
    vergrendel_tranche(tranche)
    db.session.refresh(tranche, ["status"])
    ik = _vereis_gemeenterol(door, nu=nu)
    if gm_code not in ik.gemeenten:
        raise NietBevoegd("U kunt alleen voor uw eigen gemeente aanvragen.")
    wie = gemeente_op(gm_code, dag_in_amsterdam(nu))
    if wie.stand is Stand.OPGEHEVEN:
        raise OngeldigeInvoer.van("gemeente", f"{wie} De gemeente die haar opvolgt, kan aanvragen.")
    if not aanvragen_kan(tranche, nu=nu):
        raise OngeldigeInvoer.van("tranche", "Bij deze tranche kunt u geen aanvraag beginnen.")
    concepten = select(func.count()).where(
        Aanvraag.tranche_id == tranche.id,
        Aanvraag.gm_code == gm_code,
        Aanvraag.status == Aanvraagstatus.CONCEPT,
    )
    if (db.session.scalar(concepten) or 0) >= HOOGSTENS_CONCEPTEN:
        raise Domeinfout(
            f"Uw gemeente heeft in deze tranche al {HOOGSTENS_CONCEPTEN} concepten. Dat is het hoogste aantal. "
            "Verwijder eerst een concept dat u niet meer nodig hebt."
        )
    aanvraag = Aanvraag(
        nummer=_volgend_nummer(tranche),
        tranche=tranche,
        pot=get_pot(tranche, pot),
        project=Project(gm_code=gm_code, naam=projectnaam),
        gm_code=gm_code,
        status=Aanvraagstatus.CONCEPT,
    )
    db.session.add(aanvraag)
    db.session.flush()
    for deel in Aanvraagdeel:
        db.session.add(
            Conceptdeel(
                aanvraag_id=aanvraag.id,
                deel=deel,
                inhoud=delen[deel],
                gewijzigd_op=nu,
                gewijzigd_door_id=door.id,
            )
        )
    db.session.flush()
    leg_vast(
        "aanvraag:concept_begonnen", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"tranche": tranche.code, "pot": pot, "gm_code": gm_code},
    )  # fmt: skip
    return aanvraag


def aanvragen_kan(tranche: Tranche, *, nu: datetime) -> bool:
    """Whether a draft can be begun: the tranche was opened and its window, as it holds now, has not passed."""
    if tranche.status is not Tranchestatus.OPEN:
        return False
    tijdvak = tijdvak_op(tranche, nu)
    return tijdvak is None or tijdvak.sluit is None or nu <= tijdvak.sluit


def bewaar_deel(
    nummer: str,
    deel: Aanvraagdeel,
    wat: TeBewaren,
    *,
    basis: int,
    door: Gebruiker,
    nu: datetime,
    automatisch: bool = False,
) -> int:
    """Save one part; answers its new ``revisie``, or the present one when nothing changed.

    ``basis`` is the revision that ``wat`` rests on. ``automatisch``: by the page itself, while somebody types; that
    leaves no event. Raises ``Bewerkconflict`` when another saved in between, ``NietGevonden`` when the application is
    not of the municipality of ``door``, and ``NietBewerkbaar``.
    """
    # What the lists show of a draft is in the application itself: two who change it wait for each other.
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu, alleen=deel is Aanvraagdeel.PROJECT)
    vereis_bewerkbaar(aanvraag, deel, nu=nu)
    huidig = _get_deel(aanvraag, deel)
    if huidig.inhoud == wat.inhoud:
        return huidig.revisie
    gelukt = db.session.execute(
        update(Conceptdeel)
        .where(Conceptdeel.id == huidig.id, Conceptdeel.revisie == basis)
        .values(revisie=basis + 1, inhoud=wat.inhoud, gewijzigd_op=nu, gewijzigd_door_id=door.id)
        .execution_options(synchronize_session=False)
    )
    if gelukt.rowcount != 1:  # type: ignore[attr-defined]
        db.session.refresh(huidig)
        raise Bewerkconflict(huidig)
    if aanvraag.status is Aanvraagstatus.CONCEPT:
        _werk_lijst_bij(aanvraag, wat)
    if not automatisch:
        leg_vast(
            "aanvraag:deel_bewaard", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
            gegevens={"deel": deel.value, "revisie": basis + 1},
        )  # fmt: skip
    return basis + 1


def verwijder_concept(nummer: str, *, door: Gebruiker, nu: datetime) -> None:
    """Throw a draft away, with everything that was typed in it; its number is never given again.

    Raises ``NietGevonden``, and ``NietBewerkbaar`` for what was submitted: that can only be withdrawn.
    """
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu, alleen=True)
    if aanvraag.status is not Aanvraagstatus.CONCEPT:
        raise NietBewerkbaar(
            f"Aanvraag {aanvraag.nummer} is al ingediend. U kunt haar niet verwijderen, wel intrekken."
        )
    for model in (Conceptdeel, Aanvraagbijlage):
        db.session.execute(delete(model).where(model.aanvraag_id == aanvraag.id))
    project_id, tranche_code = aanvraag.project_id, aanvraag.tranche.code
    db.session.delete(aanvraag)
    db.session.flush()
    if not db.session.scalar(select(func.count()).where(Aanvraag.project_id == project_id)):
        db.session.execute(delete(Project).where(Project.id == project_id))
    leg_vast(
        "aanvraag:concept_verwijderd", object_soort="aanvraag", object_id=nummer, door=door, nu=nu,
        gegevens={"tranche": tranche_code},
    )  # fmt: skip


def vergrendel_concept(nummer: str, *, door: Gebruiker, nu: datetime, alleen: bool = False) -> Aanvraag:
    """The application of the own municipality of ``door``, which nobody can submit until this transaction ends.

    ``alleen``: nobody else can save a part either. Raises ``NietGevonden``, also for who has no role any more.
    """
    ik = _vereis_gemeenterol(door, nu=nu)
    # Shared: two people save at once. Who submits changes the row, so waits for who saves, and the other way round.
    waarden = {"nummer": vereis_nummer(nummer), "gemeenten": sorted(ik.gemeenten)}
    aanvraag: Aanvraag | None = db.session.scalar(_HOUD if alleen else _DEEL, waarden)
    if aanvraag is None:
        raise niet_gevonden()
    return aanvraag


def vereis_bewerkbaar(aanvraag: Aanvraag, deel: Aanvraagdeel, *, nu: datetime) -> None:
    """Raises ``NietBewerkbaar`` unless ``deel`` can be changed at ``nu``: ``open_delen`` says when."""
    if deel not in open_delen(aanvraag, nu=nu):
        raise NietBewerkbaar(waarom_dicht(aanvraag))


def open_delen(aanvraag: Aanvraag, *, nu: datetime) -> frozenset[Aanvraagdeel]:
    """The parts that can be changed at ``nu``.

    Of a draft all. Of what was submitted all while it can be corrected (``kan_corrigeren``), and what an open request
    to supplement names (Awb 4:5); else none.
    """
    if aanvraag.status is Aanvraagstatus.CONCEPT or kan_corrigeren(aanvraag, nu=nu):
        return frozenset(Aanvraagdeel)
    if aanvraag.status is not Aanvraagstatus.AANVULLING_GEVRAAGD:
        return frozenset()
    vraag = (
        select(Aanvulpunt.deel)
        .join(Aanvulverzoek, Aanvulpunt.verzoek_id == Aanvulverzoek.id)
        .where(
            Aanvulverzoek.aanvraag_id == aanvraag.id,
            Aanvulverzoek.aangevuld_op.is_(None),
            Aanvulverzoek.gesloten_op.is_(None),
        )
    )
    return frozenset(db.session.scalars(vraag))


def kan_corrigeren(aanvraag: Aanvraag, *, nu: datetime) -> bool:
    """Whether what was submitted can still be replaced at ``nu``: the window is open and nobody called it complete."""
    if aanvraag.status is not Aanvraagstatus.INGEDIEND or aanvraag.volledig_op is not None:
        return False
    venster = venster_op(aanvraag.tranche, nu)
    return venster.is_open and venster.sluit is not None


def waarom_dicht(aanvraag: Aanvraag) -> str:
    """Why a part of this application cannot be changed now, in plain Dutch."""
    if aanvraag.status is Aanvraagstatus.INGETROKKEN:
        return "Deze aanvraag is ingetrokken. U kunt er niets meer aan veranderen."
    if aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD:
        return "Over dit deel is geen aanvulling gevraagd. U kunt alleen de delen veranderen die in het verzoek staan."
    return (
        "Deze aanvraag is ingediend en u kunt haar nu niet veranderen. Klopt er iets niet? Neem dan contact op met "
        "de behandelaar."
    )


def _vereis_gemeenterol(door: Gebruiker, *, nu: datetime) -> Kijker:
    """Who ``door`` is by now; raises ``NietBevoegd`` when that is nobody of a municipality any more."""
    ik = kijker_van(door, nu=nu)
    if ik.gebruiker.geblokkeerd_op is not None:
        raise NietBevoegd("Dit account is geblokkeerd.")
    if not ik.is_gemeente:
        raise NietBevoegd("Voor deze stap is de rol opsteller of tekenbevoegde van een gemeente nodig.")
    return ik


def _get_deel(aanvraag: Aanvraag, deel: Aanvraagdeel) -> Conceptdeel:
    rij: Conceptdeel | None = db.session.scalar(_EEN_DEEL, {"aanvraag_id": aanvraag.id, "deel": deel})
    if rij is None:
        raise NietBewerkbaar("Van deze aanvraag is geen werkkopie: zij is niet in dit programma ingevuld.")
    return rij


def _werk_lijst_bij(aanvraag: Aanvraag, wat: TeBewaren) -> None:
    """The name and the pot of a draft, as lists show them; a name that is empty stays what it was."""
    if wat.projectnaam and aanvraag.project.naam != wat.projectnaam:
        aanvraag.project.naam = wat.projectnaam
    if wat.pot and aanvraag.pot.code != wat.pot:
        aanvraag.pot = get_pot(aanvraag.tranche, wat.pot)
    db.session.flush()


def _volgend_nummer(tranche: Tranche) -> str:
    """The next free number of a tranche, under its lock; one of a draft that was thrown away stays taken."""
    begin = f"{tranche.code.upper()}-"
    gebruikt = [
        *db.session.scalars(
            select(Aanvraag.nummer).where(
                Aanvraag.tranche_id == tranche.id, Aanvraag.nummer.startswith(begin, autoescape=True)
            )
        ),
        *db.session.scalars(
            select(Gebeurtenis.object_id).where(
                Gebeurtenis.soort == "aanvraag:concept_verwijderd",
                Gebeurtenis.object_soort == "aanvraag",
                Gebeurtenis.object_id.startswith(begin, autoescape=True),
            )
        ),
    ]
    volgnummers = [
        int(nummer[len(begin) :])
        for nummer in gebruikt
        if nummer[len(begin) :].isdecimal() and len(nummer) - len(begin) <= 9
    ]
    return f"{begin}{max(volgnummers, default=0) + 1:04d}"
