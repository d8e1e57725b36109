"""A home that no longer serves its target group before the ten years are over: it was built, and not kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import LANGSTE_REDEN, schoon, tekstgebreken
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.gebruik import vereis_aanvaard, vereis_geldend
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Eindereden, Woonruimte
from subsidie.realisatie.plichten import BEWIJS, Bewijs
from subsidie.realisatie.vervolg import list_vervolglocaties
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.plichtdag import laatste_dag
from subsidie.tranches.service import regels
from subsidie.tranches.waarden import Verplichting
from subsidie.web.db import db

REDENEN: Final = {
    Eindereden.ANDER_GEBRUIK: "Andere bewoners of ander gebruik",
    Eindereden.VERKOCHT: "Verkocht",
    Eindereden.GESLOOPT: "Gesloopt of verwoest",
    Eindereden.VERPLAATST_ZONDER_PLEK: "Weggehaald, nog geen nieuwe plek",
    Eindereden.ANDERS: "Anders",
}


def zoek_einde(woonruimte: Woonruimte) -> Bestemmingseinde | None:
    """That this home was not kept, if that was reported."""
    gevonden: Bestemmingseinde | None = db.session.scalar(
        select(Bestemmingseinde).where(Bestemmingseinde.woonruimte_id == woonruimte.id)
    )
    return gevonden


def bestemd_tot(tranche: Tranche, opgeleverd_op: date) -> date | None:
    """The last day on which a home must serve its target group, from its own delivery; ``None`` if no rule says."""
    return laatste_bestemmingsdag(
        opgeleverd_op, {code: een.waarde for code, een in regels(tranche).verplichtingen.items()}
    )


def laatste_bestemmingsdag(
    opgeleverd_op: date, verplichtingen: Mapping[str, Verplichting | None]
) -> date | None:
    """The last day of the obligation to keep a home, of those by code; ``None`` when there is none. Pure."""
    dagen = [
        dag
        for code, een in verplichtingen.items()
        if een is not None and BEWIJS.get(code) is Bewijs.BESTEMMING
        if (dag := laatste_dag(een, opgeleverd_op)) is not None
    ]
    return max(dagen, default=None)


def meld_einde(
    woonruimte: Woonruimte, *, per: date, reden: Eindereden, toelichting: str, door: Gebruiker, nu: datetime
) -> Bestemmingseinde:
    """As of ``per`` this home no longer serves its target group, for good; the ministry gets a message.

    Raises ``NietBevoegd``; ``OngeldigeInvoer`` at ``per`` or ``toelichting``; ``Domeinfout`` while it was not accepted,
    when it lapsed, when it was reported before, and after the last day of the obligation.
    """
    levering, aanvraag = woonruimte.levering, woonruimte.aanvraag
    vereis_aanvaard(levering, door=door, nu=nu)
    al = vereis_geldend(woonruimte)
    if al is not None:
        raise Domeinfout(f"Dit is al gemeld: de woonruimte is er sinds {datum_nl(al)} niet meer voor.")
    toelichting = schoon(toelichting)
    leeg = "Leg uit wat er met de woonruimte is gebeurd. Het ministerie leest dit."
    gebreken = tekstgebreken("toelichting", toelichting, hoogstens=LANGSTE_REDEN, leeg=leeg)
    if per > dag_in_amsterdam(nu):
        gebreken.append(Gebrek("per", f"{datum_nl(per)} ligt in de toekomst."))
    else:
        sinds, wat = _laatst_gemeld(woonruimte)
        if per <= sinds:
            gebreken.append(Gebrek("per", f"Kies een dag na {wat} ({datum_nl(sinds)})."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    tot = bestemd_tot(aanvraag.tranche, levering.opgeleverd_op)
    if tot is not None and per > tot:
        raise Domeinfout(
            f"De woonruimte moest er zijn tot en met {datum_nl(tot)}. Wat daarna gebeurt, hoeft u niet te melden."
        )
    einde = Bestemmingseinde(
        woonruimte_id=woonruimte.id, per=per, reden=reden, toelichting=toelichting, gemeld_op=nu, door_id=door.id
    )  # fmt: skip
    db.session.add(einde)
    db.session.flush()
    leg_vast(
        "aanvraag:bestemming_beeindigd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "levering": levering.kenmerk, "regel": woonruimte.regel, "per": per.isoformat(),
            "reden": REDENEN[reden], "toelichting": toelichting,
        },
    )  # fmt: skip
    stel_bericht(
        sleutel=f"woonruimte:{woonruimte.id}:einde", groep=Berichtgroep.VOORTGANG, richting=Berichtrichting.IN,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Een woonruimte is niet meer voor de doelgroep, aanvraag {aanvraag.nummer}",
        tekst=(
            f"De gemeente meldt dat een woonruimte (levering {levering.kenmerk}, regel {woonruimte.regel}) sinds "
            f"{datum_nl(per)} niet meer voor de doelgroep is. Reden: {REDENEN[reden].lower()}. {toelichting}"
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
    return einde


def _laatst_gemeld(woonruimte: Woonruimte) -> tuple[date, str]:
    """The last day on which this home served its target group by what was reported, and what happened then."""
    dagen = [(woonruimte.levering.opgeleverd_op, "de oplevering")]
    if woonruimte.in_gebruik_op is not None:
        dagen.append((woonruimte.in_gebruik_op, "de dag waarop de bewoners er kwamen"))
    dagen += [(een.vanaf, "de verhuizing naar de laatste plek") for een in list_vervolglocaties(woonruimte)]
    return max(dagen)
