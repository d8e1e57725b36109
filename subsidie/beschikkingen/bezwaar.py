"""Receiving an objection (Awb 6:4-6:9, 6:14): through the loket, by post or another way; and withdrawing it (6:21).

Nothing is refused at the door: what is late is received too, and a person decides what that means. What was received
never changes; a receipt is made of it in the same transaction.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.beschikkingen.bezwaarbrief import BezwaarOntvangst
from subsidie.beschikkingen.bezwaarmodellen import OVERGANGEN, Bezwaar, Bezwaarstatus, Bezwaarwijze
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl, moment_nl
from subsidie.register.geadresseerde import Adres, adres_op, rechtsopvolger
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.web.db import db

LANGSTE_GRONDEN: Final = 20_000
LANGSTE_NAMENS: Final = 200
LANGSTE_ADRES: Final = 500
ALTIJD_GEMELD: Final = ("ontvangen_ander", "ingetrokken_ander")
OPEN: Final = (Bezwaarstatus.ONTVANGEN, Bezwaarstatus.IN_BEHANDELING)


def waarom_geen_bezwaar(beschikking: Beschikking) -> str:
    """Why nobody can object to this decision, in plain Dutch; empty when one can.

    A late objection can: it is received, and then judged.
    """
    if beschikking.status is not Besluitstatus.BEKENDGEMAAKT:
        return "Dit besluit is nog niet bekendgemaakt. Bezwaar kan pas daarna."
    if beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR:
        return (
            "Tegen een beslissing op bezwaar kunt u geen bezwaar maken. U kunt beroep instellen bij de "
            "bestuursrechter; hoe, staat in de brief."
        )
    return ""


def namens_gemeente(aanvraag: Aanvraag, dag: date) -> str:
    """On whose behalf a municipality objects on ``dag``, where nobody says otherwise."""
    gemeente = rechtsopvolger(aanvraag.gemeente, dag) or aanvraag.gemeente
    return f"het college van burgemeester en wethouders van {gemeente.naam_kort}"


def adres_van(aanvraag: Aanvraag, adres: str | None, dag: date) -> Adres:
    """Where a letter about an objection dated ``dag`` goes: the municipality, or ``adres`` of who else objected."""
    if adres is not None:
        return Adres(aanvraag.gemeente.naam_kort, tuple(adres.splitlines()))
    return adres_op(aanvraag.gemeente, dag)


def maak_bezwaar(
    beschikking: Beschikking, *, gronden: str, ontvangen_op: datetime, door: Gebruiker, nu: datetime
) -> Bezwaar:
    """The municipality objects through the loket; the same text again while it is open gives the same objection.

    ``ontvangen_op``: when it reached the server. Raises ``NietBevoegd`` for who may not sign for the municipality,
    ``OngeldigeInvoer`` at ``gronden``, and ``Domeinfout`` where no objection is possible (``waarom_geen_bezwaar``).
    """
    aanvraag = beschikking.aanvraag
    vergrendel(aanvraag)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    gronden = schoon(gronden)
    _vereis_bezwaarbaar(beschikking)
    if gebreken := _gebreken_gronden(gronden):
        raise OngeldigeInvoer(gebreken)
    for ander in list_bezwaren_tegen(beschikking):
        if ander.status in OPEN and ander.gronden == gronden and ander.ingediend_door_id == door.id:
            return ander
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    return _leg_vast(
        beschikking, wijze=Bezwaarwijze.LOKET, ontvangen_op=ontvangen_op, poststempel=None,
        namens=namens_gemeente(aanvraag, dag_in_amsterdam(nu)), adres=None, gronden=gronden, ingediend_door=door,
        door=door, nu=nu,
    )  # fmt: skip


def leg_bezwaar_vast(
    beschikking: Beschikking, *, wijze: Bezwaarwijze, ontvangen: datetime, poststempel: date | None, namens: str,
    gronden: str, door: Gebruiker, nu: datetime, adres: str = "",
) -> Bezwaar:  # fmt: skip
    """Record an objection that came in by post or another way, by a bezwaarbehandelaar without an interest.

    ``ontvangen``: when the ministry got it; ``poststempel``: the day on which it was posted, where that can be read.
    ``adres``: of who objects, when that is somebody else than the municipality; ``namens`` is their name then.
    Who records it does not handle it by that. Raises ``NietBevoegd``, ``OngeldigeInvoer`` with every fault, and
    ``Domeinfout`` where no objection is possible or this very letter was recorded before.
    """
    aanvraag = beschikking.aanvraag
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEZWAARBEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    _vereis_bezwaarbaar(beschikking)
    gronden, namens, adres = schoon(gronden), schoon(namens), schoon(adres)
    gebreken = _gebreken_gronden(gronden)
    gebreken += tekstgebreken("adres", adres, hoogstens=LANGSTE_ADRES)
    gebreken += tekstgebreken(
        "namens", namens, hoogstens=LANGSTE_NAMENS, leeg="Vul in namens wie het bezwaar is."
    )
    if wijze is Bezwaarwijze.LOKET:
        gebreken.append(Gebrek("wijze", "Kies hoe het bezwaar binnenkwam."))
    if ontvangen > nu:
        gebreken.append(Gebrek("ontvangen", "Dit moment is nog niet geweest."))
    dag = dag_in_amsterdam(ontvangen)
    if poststempel is not None and wijze is not Bezwaarwijze.POST:
        gebreken.append(Gebrek("poststempel", "Een poststempel hoort bij een bezwaar per post."))
    elif poststempel is not None and poststempel > dag:
        gebreken.append(Gebrek("poststempel", f"Dit is later dan de dag van ontvangst, {datum_nl(dag)}."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    for ander in list_bezwaren_tegen(beschikking):
        if ander.ontvangen_op == ontvangen and ander.gronden == gronden:
            raise Domeinfout(
                f"Dit bezwaar is al vastgelegd als {ander.kenmerk}, op {moment_nl(ander.vastgelegd_op)}."
            )
    return _leg_vast(
        beschikking, wijze=wijze, ontvangen_op=ontvangen, poststempel=poststempel, namens=namens,
        adres=adres or None, gronden=gronden, ingediend_door=None, door=door, nu=nu,
    )  # fmt: skip


def trek_bezwaar_in(bezwaar: Bezwaar, *, door: Gebruiker, nu: datetime) -> None:
    """The municipality takes its objection back, for good (Awb 6:21); the decision stays as it is.

    A decision on it that was drawn up goes; one that was signed must be notified, so then it is too late. Raises
    ``NietBevoegd``, ``OngeldigeOvergang`` when it was decided or withdrawn before, and ``Domeinfout``.
    """
    aanvraag = bezwaar.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(bezwaar)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    if bezwaar.adres is not None:
        raise NietBevoegd(
            f"Bezwaar {bezwaar.kenmerk} is niet van de gemeente: {bezwaar.namens} kan het intrekken."
        )
    _vereis_nog_niet_beslist(bezwaar)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    _trek_in(bezwaar, nu=nu)
    noteer("aanvraag:bezwaar_ingetrokken", bezwaar, door=door, nu=nu)
    _meld_intrekking(bezwaar, f"{door.naam} heeft op {moment_nl(nu)}", door=door, nu=nu)


def leg_intrekking_vast(bezwaar: Bezwaar, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Record that an objection was taken back in writing, or at the hearing (Awb 6:21); ``reden``: how and by whom.

    By a bezwaarbehandelaar without an interest and without another part in the application. Raises ``NietBevoegd``,
    ``OngeldigeInvoer`` at ``reden``, and as ``trek_bezwaar_in``.
    """
    aanvraag = bezwaar.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(bezwaar)
    vereis_rol(door, Rol.BEZWAARBEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    _vereis_nog_niet_beslist(bezwaar)
    reden = schoon(reden)
    if gebreken := tekstgebreken(
        "reden", reden, hoogstens=2_000, leeg="Schrijf hoe en door wie het bezwaar is ingetrokken."
    ):
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEZWAAR, nu=nu)
    _trek_in(bezwaar, nu=nu)
    noteer("aanvraag:bezwaar_ingetrokken", bezwaar, door=door, nu=nu, reden=reden)
    _meld_intrekking(bezwaar, f"Het ministerie heeft op {moment_nl(nu)} vastgelegd dat", door=door, nu=nu)


def _vereis_nog_niet_beslist(bezwaar: Bezwaar) -> None:
    vereis_overgang(bezwaar, Bezwaarstatus.INGETROKKEN)
    beslissing = bezwaar.beslissing
    if beslissing is not None and beslissing.status is not Besluitstatus.CONCEPT:
        raise Domeinfout(
            "Op dit bezwaar is al beslist. U krijgt de beslissing binnenkort; intrekken kan niet meer."
        )


def _trek_in(bezwaar: Bezwaar, *, nu: datetime) -> None:
    beslissing = bezwaar.beslissing
    if beslissing is not None:
        bezwaar.uitkomst = bezwaar.overwegingen = bezwaar.boven_plafond_cent = bezwaar.beslissing = None
        db.session.flush()
        db.session.delete(beslissing)
    bezwaar.status, bezwaar.ingetrokken_op = Bezwaarstatus.INGETROKKEN, nu
    db.session.flush()


def _meld_intrekking(bezwaar: Bezwaar, wie: str, *, door: Gebruiker, nu: datetime) -> None:
    slot = "is ingetrokken" if wie.endswith("dat") else "ingetrokken"
    bericht_aan_gemeente(
        bezwaar, "ingetrokken_ander" if bezwaar.adres is not None else "ingetrokken",
        onderwerp=f"Bezwaar {bezwaar.kenmerk} is ingetrokken",
        tekst=(
            f"{wie} het bezwaar {bezwaar.kenmerk} tegen besluit "
            f"{bezwaar.beschikking.kenmerk} {slot}. Er komt geen beslissing meer op dit bezwaar. Het besluit "
            "blijft zoals het is. Dit kan niet ongedaan worden gemaakt."
        ),
        door=door, nu=nu,
    )  # fmt: skip


def _meld_van_ander(bezwaar: Bezwaar, *, door: Gebruiker, nu: datetime) -> None:
    besluit = bezwaar.beschikking.kenmerk
    bericht_aan_gemeente(
        bezwaar, "ontvangen_ander", onderwerp=f"Iemand anders maakt bezwaar tegen besluit {besluit}",
        tekst=(
            f"{bezwaar.namens} heeft bezwaar gemaakt tegen besluit {besluit} over uw aanvraag "
            f"{bezwaar.aanvraag.nummer} ({bezwaar.aanvraag.project.naam}). Het bezwaar is ontvangen op "
            f"{moment_nl(bezwaar.ontvangen_op)} en heeft kenmerk {bezwaar.kenmerk}. Het besluit blijft gelden zolang "
            "er niet op is beslist. U hoeft nu niets te doen. U hoort wat er wordt beslist."
        ),
        door=door, nu=nu,
    )  # fmt: skip


def list_bezwaren_tegen(beschikking: Beschikking) -> list[Bezwaar]:
    """Every objection against this decision, oldest first."""
    vraag = select(Bezwaar).where(Bezwaar.beschikking_id == beschikking.id).order_by(Bezwaar.id)
    return list(db.session.scalars(vraag))


def vereis_overgang(bezwaar: Bezwaar, naar: Bezwaarstatus) -> None:
    """Raises ``OngeldigeOvergang`` unless the table of steps allows it."""
    if naar not in OVERGANGEN[bezwaar.status]:
        raise OngeldigeOvergang(wat=f"Bezwaar {bezwaar.kenmerk}", van=bezwaar.status, naar=naar)


def noteer(
    gebeurtenis: str, bezwaar: Bezwaar, /, *, door: Gebruiker | None, nu: datetime, **gegevens: object
) -> None:
    """The event of a step in an objection, on its application; it names the objection."""
    leg_vast(
        gebeurtenis, object_soort="aanvraag", object_id=bezwaar.aanvraag.nummer, door=door, nu=nu,
        gegevens={"bezwaar": bezwaar.kenmerk, **gegevens},
    )  # fmt: skip


def bericht_aan_gemeente(
    bezwaar: Bezwaar, stap: str, *, onderwerp: str, tekst: str, door: Gebruiker, nu: datetime,
    document: Document | None = None, groep: Berichtgroep = Berichtgroep.FORMEEL,
) -> None:  # fmt: skip
    """Tell the municipality of a step; ``stap`` makes it one message, however often it is asked.

    Of an objection by somebody else it hears that it was received and what is decided: who handles it writes to the
    other one by post.
    """
    if bezwaar.adres is not None and stap not in ALTIJD_GEMELD:
        return
    aanvraag = bezwaar.aanvraag
    stel_bericht(
        sleutel=f"bezwaar:{bezwaar.kenmerk}:{stap}", groep=groep, richting=Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer, onderwerp=onderwerp,
        tekst=tekst, document=document, voorbeeld=is_voorbeeld(aanvraag), door=door, nu=nu,
    )  # fmt: skip


def is_voorbeeld(aanvraag: Aanvraag) -> bool:
    """Whether its data are invented."""
    return aanvraag.tranche.aard is not Trancheaard.ECHT


def _vereis_bezwaarbaar(beschikking: Beschikking) -> None:
    if reden := waarom_geen_bezwaar(beschikking):
        raise Domeinfout(reden)


def _gebreken_gronden(gronden: str) -> list[Gebrek]:
    return tekstgebreken(
        "gronden",
        gronden,
        hoogstens=LANGSTE_GRONDEN,
        leeg="Schrijf waarom u het niet eens bent met het besluit.",
    )


def _volgend_nummer(aanvraag: Aanvraag) -> int:
    vraag = select(func.count()).select_from(Bezwaar).where(Bezwaar.aanvraag_id == aanvraag.id)
    return 1 + (db.session.scalar(vraag) or 0)


def _leg_vast(
    beschikking: Beschikking, *, wijze: Bezwaarwijze, ontvangen_op: datetime, poststempel: date | None, namens: str,
    adres: str | None, gronden: str, ingediend_door: Gebruiker | None, door: Gebruiker, nu: datetime,
) -> Bezwaar:  # fmt: skip
    aanvraag = beschikking.aanvraag
    regelset = regels(aanvraag.tranche)
    kenmerk = f"{aanvraag.nummer}-BZ{_volgend_nummer(aanvraag)}"
    naar = adres_van(aanvraag, adres, dag_in_amsterdam(nu))
    commissie = bool(regelset.bezwaar_commissie.waarde) if regelset.heeft("bezwaar.commissie") else False
    ontvangst = BezwaarOntvangst(
        kenmerk=f"{kenmerk}-O", datum=dag_in_amsterdam(nu).isoformat(), bezwaar=kenmerk,
        organisatie=regelset.uitvoerder.waarde or "", regeling=regelset.naam.waarde or aanvraag.tranche.naam,
        gemeente=naar.gemeente, adresregels=naar.regels,
        derde=namens if adres is not None else "", nummer=aanvraag.nummer, project=aanvraag.project.naam,
        besluit=beschikking.kenmerk,
        besluit_datum=(beschikking.dagtekening or dag_in_amsterdam(nu)).isoformat(), wijze=wijze.value,
        ontvangen_op=als_utc(ontvangen_op).isoformat(), namens=namens,
        ingediend_door=ingediend_door.naam if ingediend_door else "", gronden=gronden,
        weken=12 if commissie else 6, commissie=commissie, voorbeeld=is_voorbeeld(aanvraag),
    )  # fmt: skip
    document = vraag_aan(
        kenmerk=ontvangst.kenmerk, titel=f"Ontvangstbevestiging van bezwaar {kenmerk}", sjabloon=ontvangst.sjabloon,
        gegevens=ontvangst.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    bezwaar = Bezwaar(
        kenmerk=kenmerk, aanvraag=aanvraag, beschikking=beschikking, wijze=wijze, ontvangen_op=ontvangen_op,
        poststempel=poststempel, namens=namens, adres=adres, gronden=gronden,
        ingediend_door_id=ingediend_door.id if ingediend_door else None, vastgelegd_op=nu,
        vastgelegd_door_id=door.id, document=document, status=Bezwaarstatus.ONTVANGEN, commissie=commissie,
    )  # fmt: skip
    db.session.add(bezwaar)
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_ontvangen", bezwaar, door=door, nu=nu, besluit=beschikking.kenmerk, wijze=wijze.value,
        ontvangen_op=als_utc(ontvangen_op).isoformat(), document_gegevens_sha256=document.gegevens_sha256,
    )  # fmt: skip
    if adres is not None:
        _meld_van_ander(bezwaar, door=door, nu=nu)
        return bezwaar
    bericht_aan_gemeente(
        bezwaar, "ontvangen", onderwerp=f"Uw bezwaar {kenmerk} is ontvangen", document=document,
        tekst=(
            f"Uw bezwaar tegen besluit {beschikking.kenmerk} (aanvraag {aanvraag.nummer}, {aanvraag.project.naam}) is "
            f"ontvangen op {moment_nl(ontvangen_op)}. Het heeft kenmerk {kenmerk}. De ontvangstbevestiging staat bij "
            "dit bericht. Iemand die niet bij het besluit was betrokken, kijkt opnieuw naar het besluit."
        ),
        door=door, nu=nu,
    )  # fmt: skip
    return bezwaar
