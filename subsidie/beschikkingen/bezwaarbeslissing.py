"""Deciding on an objection: drawn up by who handles it, signed by another, notified (Awb 7:11, 7:12, 10:3(3)).

Well-founded: the decision that holds is revoked and replaced, with the award that follows from the calculation; as far
as there is room in the pot under the ceiling, and above it only where the setting ``bezwaar.boven_plafond`` says so.
Unfounded or inadmissible: nothing is replaced and no amount changes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaar import noteer, vereis_overgang
from subsidie.beschikkingen.bezwaarafrekening import bevries, gebreken_van_bedrag, lees_afrekening
from subsidie.beschikkingen.bezwaarbehandeling import list_termijnen, vereis_behandelaar
from subsidie.beschikkingen.bezwaarherrekening import (
    gecorrigeerde_kandidaat,
    list_herrekeningen,
    ruimte_cent,
    zoek_oorspronkelijke,
)
from subsidie.beschikkingen.bezwaarinhoud import Beslispunten, gebreken_van, inhoud_van
from subsidie.beschikkingen.bezwaarmodellen import (
    HERROEPT,
    Bezwaar,
    Bezwaarstatus,
    Bezwaaruitkomst,
    Herrekening,
    Hoorgrond,
    Tijdigheid,
)
from subsidie.beschikkingen.bezwaarstukken import kwam_na
from subsidie.beschikkingen.losse import maak_bekend, stel_los_op, teken_los
from subsidie.beschikkingen.models import (
    NAAST_DE_KETEN,
    Beschikking,
    Besluitsoort,
    Besluitstatus,
    laat_staan,
)
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.platform.opslag import Opslag
from subsidie.tranches.service import regels
from subsidie.web.db import db

LANGSTE_OVERWEGINGEN = 20_000
GEEN_PUNTEN: Final = Beslispunten()

_HOREN_BIJ = {
    Hoorgrond.KENNELIJK_NIET_ONTVANKELIJK: Bezwaaruitkomst.NIET_ONTVANKELIJK,
    Hoorgrond.KENNELIJK_ONGEGROND: Bezwaaruitkomst.ONGEGROND,
    Hoorgrond.VOLLEDIG_TEGEMOET: Bezwaaruitkomst.GEGROND,
}
"""Grounds for not hearing anybody that go with one outcome only (Awb 7:3 a, b, e)."""


@dataclass(frozen=True, slots=True)
class Geldgevolg:
    """What a well-founded objection would do to the money now, in eurocents.

    ``was_cent``: the award that holds; ``krijgt_cent``: what the calculation says, if there is one; ``ruimte_cent``:
    what is left in the pot; ``mag_boven``: the tranche lets it go above the ceiling. ``wordt_cent`` is the award from
    now, of which ``boven_cent`` is above the ceiling; ``tekort_cent``: what cannot be granted for want of room.
    """

    was_cent: int
    krijgt_cent: int | None
    ruimte_cent: int
    mag_boven: bool

    @property
    def erbij_volgens_rekening(self) -> int:
        """By how much the award should grow."""
        return max(0, (self.krijgt_cent or 0) - self.was_cent)

    @property
    def boven_cent(self) -> int:
        """What is granted above the ceiling."""
        return max(0, self.erbij_volgens_rekening - self.ruimte_cent) if self.mag_boven else 0

    @property
    def wordt_cent(self) -> int:
        """The award from now."""
        return self.was_cent + min(self.erbij_volgens_rekening, self.ruimte_cent) + self.boven_cent

    @property
    def tekort_cent(self) -> int:
        """What should have been granted and cannot be."""
        return self.was_cent + self.erbij_volgens_rekening - self.wordt_cent


def geldend_besluit(aanvraag: Aanvraag) -> Beschikking | None:
    """The decision that determines the award now: notified, and replaced by no notified one.

    A decision that left an earlier one as it was (an objection that was unfounded) is not it.
    """
    besluiten = list(
        db.session.scalars(
            select(Beschikking).where(Beschikking.aanvraag_id == aanvraag.id).order_by(Beschikking.id)
        )
    )
    vervangen = {een.vervangt_id for een in besluiten if een.status is Besluitstatus.BEKENDGEMAAKT}
    geldend = [
        een
        for een in besluiten
        if een.status is Besluitstatus.BEKENDGEMAAKT
        and een.id not in vervangen
        and not laat_staan(een.soort, een.vervangt_id)
    ]
    return geldend[-1] if geldend else None


def geldgevolg(bezwaar: Bezwaar, *, nu: datetime) -> Geldgevolg:
    """What a well-founded objection would do to the money at ``nu``."""
    geldend = geldend_besluit(bezwaar.aanvraag)
    herrekeningen = list_herrekeningen(bezwaar)
    regelset = regels(bezwaar.aanvraag.tranche)
    mag = regelset.heeft("bezwaar.boven_plafond") and bool(regelset.bezwaar_boven_plafond.waarde)
    return Geldgevolg(
        was_cent=geldend.verleend_cent if geldend else 0,
        krijgt_cent=herrekeningen[-1].krijgt_cent if herrekeningen else None,
        ruimte_cent=ruimte_cent(bezwaar.aanvraag, nu=nu, behalve=bezwaar) if herrekeningen else 0,
        mag_boven=mag,
    )


def stel_beslissing_op(
    bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, *, overwegingen: str, door: Gebruiker, nu: datetime,
    punten: Beslispunten = GEEN_PUNTEN,
) -> Beschikking:  # fmt: skip
    """Draw up the decision, as ``concept``; the amount follows from the last calculation and the room there is.

    An application that was not handled (Awb 4:5) is taken up again, with ``punten.beslissen_uiterlijk`` as the new
    term; once the tranche was divided the calculation decides instead. Raises ``NietBevoegd``; ``OngeldigeInvoer`` at
    ``uitkomst``, ``overwegingen`` or a field of ``punten``: for a step that is missing (in time or not, heard or not,
    advised) and for what does not go with what was found; and ``Domeinfout`` when another decision is on its way.
    """
    vereis_behandelaar(bezwaar, door, nu=nu)
    if bezwaar.beslissing is not None:
        raise Domeinfout(
            f"De beslissing {bezwaar.beslissing.kenmerk} is al opgesteld door "
            f"{bezwaar.beslissing.opgesteld_door.naam}. Neem die eerst terug om een andere op te stellen."
        )
    overwegingen = schoon(overwegingen)
    vandaag, geldend = dag_in_amsterdam(nu), geldend_besluit(bezwaar.aanvraag)
    gegrond, heropent = uitkomst in HERROEPT, neemt_weer_op(bezwaar, uitkomst, geldend)
    gebreken = [Gebrek("uitkomst", zin) for zin in waarom_niet(bezwaar, uitkomst, vandaag=vandaag)]
    gebreken += tekstgebreken(
        "overwegingen",
        overwegingen,
        hoogstens=LANGSTE_OVERWEGINGEN,
        leeg="Schrijf waarom u zo beslist (Awb 7:12).",
    )
    gebreken += gebreken_van(
        bezwaar, uitkomst, punten, list_termijnen(bezwaar), heropent=heropent, vandaag=vandaag
    )
    afrekening = lees_afrekening(bezwaar, geldend)
    gebreken += gebreken_van_bedrag(afrekening, uitkomst, punten)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    if gegrond:
        _vereis_niets_onderweg(bezwaar, geldend)
    gevolg = geldgevolg(bezwaar, nu=nu)
    if afrekening is not None:  # no allocation decides this
        gevolg = replace(gevolg, krijgt_cent=None)
    herrekening = _laatste(bezwaar) if gegrond and afrekening is None else None
    wordt_cent = (
        gevolg.wordt_cent if afrekening is None else afrekening.uitkering_cent(punten, gevolg.was_cent)
    )
    buiten = geldend is not None and geldend.soort is Besluitsoort.BUITEN_BEHANDELING
    naast = bezwaar.beschikking.soort in NAAST_DE_KETEN
    beslissing = stel_los_op(
        bezwaar.aanvraag, soort=Besluitsoort.BESLISSING_OP_BEZWAAR,
        verleend_cent=wordt_cent if gegrond and not naast else 0,
        inhoud=inhoud_van(bezwaar, uitkomst, overwegingen, punten, heropent=heropent)
        | _geldinhoud(bezwaar, uitkomst, gevolg, herrekening)
        | ({"afrekening": bevries(afrekening, punten)} if gegrond and afrekening is not None else {}),
        door=door, nu=nu, vervangt=geldend if gegrond and not naast else None, als=Functiegroep.BEZWAAR,
        versie=bezwaar.beschikking.versie,
        # Not taken up again but decided on: the calculation is what it rests on (``heropening``).
        verdeling=zoek_oorspronkelijke(bezwaar) if gegrond and buiten else None,
    )  # fmt: skip
    bezwaar.uitkomst, bezwaar.overwegingen, bezwaar.beslissing = uitkomst, overwegingen, beslissing
    bezwaar.boven_plafond_cent = gevolg.boven_cent if gegrond and gevolg.boven_cent else None
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_beslissing_opgesteld", bezwaar, door=door, nu=nu, besluit=beslissing.kenmerk,
        uitkomst=uitkomst.value, gegevens_sha256=beslissing.gegevens_sha256,
    )  # fmt: skip
    return beslissing


def waarom_niet(bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, *, vandaag: date) -> list[str]:
    """What stands in the way of deciding so, each in a sentence; empty when nothing does."""
    zinnen = []
    if bezwaar.commissie and bezwaar.advies is None:
        zinnen.append("Leg eerst het advies van de commissie vast (artikel 7:13 Awb).")
    if _moet_eerst_rekenen(bezwaar, uitkomst):
        zinnen.append(
            "De tranche is al verdeeld. Bereken eerst wat de aanvraag had gekregen als zij had meegedaan."
        )
    if bezwaar.tijdigheid is None:
        zinnen.append("Leg eerst vast of het bezwaar op tijd was.")
    elif bezwaar.tijdigheid is Tijdigheid.TE_LAAT and uitkomst is not Bezwaaruitkomst.NIET_ONTVANKELIJK:
        zinnen.append("Het bezwaar is te laat en niet verschoonbaar: dan is het niet-ontvankelijk.")
    if bezwaar.niet_gehoord is not None:
        hoort_bij = _HOREN_BIJ.get(bezwaar.niet_gehoord)
        if hoort_bij is not None and hoort_bij is not uitkomst:
            zinnen.append(
                "Er is niet gehoord om een reden die niet bij deze uitkomst past. Hoor de gemeente alsnog, of kies de "
                "reden die geldt."
            )
    elif bezwaar.hoorzitting_op is None:
        zinnen.append("Hoor de gemeente eerst, of leg vast waarom dat niet hoeft (artikel 7:2 en 7:3 Awb).")
    elif bezwaar.hoorverslag is None:
        dag = datum_nl(bezwaar.hoorzitting_op)
        zinnen.append(
            f"De hoorzitting is op {dag}."
            if bezwaar.hoorzitting_op > vandaag
            else f"Het verslag van {dag} ontbreekt."
        )
    return zinnen


def neemt_weer_op(bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, geldend: Beschikking | None) -> bool:
    """Whether deciding so takes an application up again that was not handled: before the tranche was divided."""
    return (
        uitkomst in HERROEPT and geldend is not None and geldend.soort is Besluitsoort.BUITEN_BEHANDELING
        and zoek_oorspronkelijke(bezwaar) is None
    )  # fmt: skip


def niet_te_beslissen(bezwaar: Bezwaar) -> tuple[str, ...]:
    """Which fields of ``Beslispunten`` can play no part here: no committee advised, nothing is taken up again."""
    weer_op = neemt_weer_op(bezwaar, Bezwaaruitkomst.GEGROND, geldend_besluit(bezwaar.aanvraag))
    afrekening = lees_afrekening(bezwaar, geldend_besluit(bezwaar.aanvraag))
    bedrag = afrekening is not None and afrekening.vraagt_bedrag
    return (
        *(() if bezwaar.advies else ("afwijking",)), *(() if weer_op else ("beslissen_uiterlijk",)),
        *(() if bedrag else ("nieuw_bedrag",)),
    )  # fmt: skip


def _moet_eerst_rekenen(bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst) -> bool:
    return (
        uitkomst in HERROEPT and bezwaar.beschikking.soort is Besluitsoort.BUITEN_BEHANDELING
        and zoek_oorspronkelijke(bezwaar) is not None and _laatste(bezwaar) is None
    )  # fmt: skip


def neem_beslissing_terug(bezwaar: Bezwaar, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Take a decision back that was drawn up and not signed, to draw up another; the trail keeps it, with ``reden``.

    By who handles the objection. Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``reden``, and ``Domeinfout`` when
    there is none or it was signed.
    """
    vereis_behandelaar(bezwaar, door, nu=nu)
    beslissing = bezwaar.beslissing
    if beslissing is None or beslissing.status is not Besluitstatus.CONCEPT:
        raise Domeinfout(
            "Er is geen opgestelde beslissing om terug te nemen: zij is er niet, of is al getekend."
        )
    opvolger = db.session.scalar(select(Beschikking).where(Beschikking.vervangt_id == beslissing.id))
    if opvolger is not None:
        raise Domeinfout(f"Besluit {opvolger.kenmerk} vervangt deze beslissing al: zij kan niet meer weg.")
    reden = schoon(reden)
    if gebreken := tekstgebreken("reden", reden, hoogstens=2_000, leeg="Schrijf waarom."):
        raise OngeldigeInvoer(gebreken)
    kenmerk, hash_ = beslissing.kenmerk, beslissing.gegevens_sha256
    bezwaar.uitkomst = bezwaar.overwegingen = bezwaar.boven_plafond_cent = bezwaar.beslissing = None
    db.session.flush()
    db.session.delete(beslissing)
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_beslissing_teruggenomen", bezwaar, door=door, nu=nu, besluit=kenmerk,
        gegevens_sha256=hash_, reden=reden,
    )  # fmt: skip


def teken_beslissing(bezwaar: Bezwaar, *, dagtekening: date, door: Gebruiker, nu: datetime) -> None:
    """Sign what was drawn up: another bezwaarbehandelaar, on the mandate to decide on objections (Awb 10:3(3)).

    Who had a part in the first decision cannot. Looked at again: what it replaces still holds, and the room under the
    ceiling still is there. Raises ``NietBevoegd`` and ``Domeinfout``.
    """
    vergrendel(bezwaar.aanvraag)
    db.session.refresh(bezwaar)
    beslissing = bezwaar.beslissing
    if beslissing is None:
        raise Domeinfout(f"Op bezwaar {bezwaar.kenmerk} is nog geen beslissing opgesteld.")
    _vereis_nog_zo(bezwaar, beslissing, nu=nu)
    if (stuk := kwam_na(bezwaar, beslissing.opgesteld_op)) is not None and beslissing.getekend_op is None:
        raise Domeinfout(
            f"Na het opstellen is het stuk ‘{stuk.naam}’ toegevoegd, op {moment_nl(stuk.toegevoegd_op)}. Neem de "
            "beslissing terug, bekijk het stuk en stel de beslissing opnieuw op."
        )
    teken_los(beslissing, dagtekening=dagtekening, door=door, nu=nu)


def maak_beslissing_bekend(bezwaar: Bezwaar, *, opslag: Opslag, door: Gebruiker, nu: datetime) -> None:
    """Notify the signed decision (Awb 7:12(2), 3:41): from here it works, and the objection is decided.

    Raises ``NietBevoegd``, ``OngeldigeOvergang`` and ``Domeinfout`` (not signed, another day, no letter yet).
    """
    vergrendel(bezwaar.aanvraag)
    db.session.refresh(bezwaar)
    if bezwaar.beslissing is None:
        raise Domeinfout(f"Op bezwaar {bezwaar.kenmerk} is nog geen beslissing opgesteld.")
    vereis_overgang(bezwaar, Bezwaarstatus.BESLIST)
    maak_bekend([bezwaar.beslissing], opslag=opslag, door=door, nu=nu)
    bezwaar.status = Bezwaarstatus.BESLIST
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_beslist", bezwaar, door=door, nu=nu, besluit=bezwaar.beslissing.kenmerk,
        uitkomst=bezwaar.uitkomst.value if bezwaar.uitkomst else "",
    )  # fmt: skip


def zoek_bij_beslissing(beslissing: Beschikking) -> Bezwaar:
    """The objection that this decision is on; raises ``Domeinfout``."""
    bezwaar: Bezwaar | None = db.session.scalar(select(Bezwaar).where(Bezwaar.beslissing_id == beslissing.id))
    if bezwaar is None:
        raise Domeinfout(f"Bij besluit {beslissing.kenmerk} hoort geen bezwaar.")
    return bezwaar


def _laatste(bezwaar: Bezwaar) -> Herrekening | None:
    herrekeningen = list_herrekeningen(bezwaar)
    return herrekeningen[-1] if herrekeningen else None


def _vereis_niets_onderweg(bezwaar: Bezwaar, geldend: Beschikking | None) -> None:
    if geldend is None:
        raise Domeinfout("Er is geen besluit meer dat geldt: er is niets om te herroepen.")
    opvolger: Beschikking | None = db.session.scalar(
        select(Beschikking)
        .where(
            Beschikking.aanvraag_id == geldend.aanvraag_id, Beschikking.id > geldend.id,
            Beschikking.vervangt_id.is_not(None),
            Beschikking.status.in_([Besluitstatus.CONCEPT, Besluitstatus.GETEKEND]),
        )
        .order_by(Beschikking.id)
        .limit(1)
    )  # fmt: skip
    if opvolger is not None:
        raise Domeinfout(
            f"Besluit {opvolger.kenmerk}, dat {geldend.kenmerk} vervangt, is nog niet bekendgemaakt. Wacht daarop: het "
            "bezwaar gaat dan ook over dat besluit (artikel 6:19 van de Algemene wet bestuursrecht)."
        )


def _vereis_nog_zo(bezwaar: Bezwaar, beslissing: Beschikking, *, nu: datetime) -> None:
    if beslissing.status is not Besluitstatus.CONCEPT or beslissing.vervangt_id is None:
        return
    inhoud: dict[str, Any] = json.loads(beslissing.gegevens)
    geldend = geldend_besluit(bezwaar.aanvraag)
    if geldend is None or geldend.id != beslissing.vervangt_id or geldend.verleend_cent != inhoud["was_cent"]:
        raise Domeinfout(
            f"Wat {beslissing.kenmerk} vervangt, geldt niet meer zo. Neem de beslissing terug en stel haar opnieuw op."
        )
    nodig_cent = inhoud["erbij_cent"] - inhoud["boven_plafond_cent"]
    over_cent = ruimte_cent(bezwaar.aanvraag, nu=nu, behalve=bezwaar)
    if nodig_cent > over_cent:
        raise Domeinfout(
            f"In de pot is nu nog {euro_kort(over_cent)} over; deze beslissing rekende op {euro_kort(nodig_cent)}. "
            "Neem de beslissing terug en stel haar opnieuw op."
        )


def _geldinhoud(
    bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, gevolg: Geldgevolg, herrekening: Herrekening | None
) -> dict[str, Any]:
    """What is frozen about the money (eurocents), with the candidate for a later allocation."""
    inhoud: dict[str, Any] = {
        "was_cent": gevolg.was_cent, "erbij_cent": 0, "boven_plafond_cent": 0,
    }  # fmt: skip
    if uitkomst in HERROEPT:
        inhoud |= {
            "erbij_cent": gevolg.wordt_cent - gevolg.was_cent, "boven_plafond_cent": gevolg.boven_cent,
            "tekort_cent": gevolg.tekort_cent,
        }  # fmt: skip
    if herrekening is not None:
        verdeling = zoek_oorspronkelijke(bezwaar)
        inhoud |= {
            "herrekening": herrekening.volgnummer, "herrekening_invoer_sha256": herrekening.invoer_sha256,
            "herrekening_uitkomst_sha256": herrekening.uitkomst_sha256, "krijgt_cent": herrekening.krijgt_cent,
            "verdeling_nummer": verdeling.volgnummer if verdeling else None,
            "kandidaat": gecorrigeerde_kandidaat(herrekening),
        }  # fmt: skip
    return inhoud
