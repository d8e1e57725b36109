"""A flexible home that moves on: it serves the target group at a next place, and counts as it did.

Flexible homes may serve their target group on successive locations during the ten years (domein 4, "flexwoning").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.bag import past_bij
from subsidie.realisatie.dubbelen import zoek_dubbelen
from subsidie.realisatie.gebruik import vereis_aanvaard, vereis_geldend
from subsidie.realisatie.leveringmodellen import Vervolglocatie, Woonruimte
from subsidie.realisatie.leveringqueries import list_bestaande
from subsidie.realisatie.woonruimten import Adres, Opgave, lees_adres
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.web.db import db


def lees_plek(ruw: Mapping[str, str]) -> Adres:
    """The address that was typed. Raises ``OngeldigeInvoer`` with every fault, at its field."""
    gebreken: list[Gebrek] = []
    adres = lees_adres(ruw, waar=lambda veld: veld, gebreken=gebreken)
    if adres is None:
        raise OngeldigeInvoer(gebreken)
    return adres


def list_vervolglocaties(woonruimte: Woonruimte) -> list[Vervolglocatie]:
    """The places where a home went after its first, in order."""
    return list(
        db.session.scalars(
            select(Vervolglocatie)
            .where(Vervolglocatie.woonruimte_id == woonruimte.id)
            .order_by(Vervolglocatie.volgnummer)
        )
    )


def waarom_niet_te_verhuizen(woonruimte: Woonruimte) -> str:
    """Why this home can have no next place, in Dutch; empty when it can."""
    if woonruimte.aard is not Woonruimteaard.FLEXIBEL:
        return "Alleen een flexibele woonruimte kan naar een andere plek."
    return ""


def meld_vervolg(
    woonruimte: Woonruimte, adres: Adres, vanaf: date, *, door: Gebruiker, nu: datetime
) -> Vervolglocatie:
    """This home serves the target group at ``adres`` since ``vanaf``; the same once more changes nothing.

    Raises ``NietBevoegd``; ``OngeldigeInvoer`` at ``vanaf`` (future, before the last place) or at a field of the
    address (the kind of number, a home that is there already); ``Domeinfout`` for a permanent home, one that was not
    accepted, that lapsed or that was not kept.
    """
    levering, aanvraag = woonruimte.levering, woonruimte.aanvraag
    vereis_aanvaard(levering, door=door, nu=nu)
    if bezwaar := waarom_niet_te_verhuizen(woonruimte):
        raise Domeinfout(bezwaar)
    einde = vereis_geldend(woonruimte)
    if einde is not None:
        raise Domeinfout(f"Deze woonruimte is sinds {datum_nl(einde)} niet meer voor de doelgroep.")
    eerder = list_vervolglocaties(woonruimte)
    laatste = eerder[-1] if eerder else None
    if laatste is not None and laatste.vanaf == vanaf and _is_zelfde(laatste, adres):
        return laatste
    gebreken = _gebreken(woonruimte, adres, vanaf, laatste, door=door, nu=nu)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    nieuw = Vervolglocatie(
        woonruimte_id=woonruimte.id, volgnummer=len(eerder) + 1, vanaf=vanaf, bag_id=adres.bag_id,
        postcode=adres.postcode, huisnummer=adres.huisnummer, toevoeging=adres.toevoeging, ruimte=adres.ruimte,
        gemeld_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(nieuw)
    db.session.flush()
    leg_vast(
        "aanvraag:woonruimte_verplaatst", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "levering": levering.kenmerk, "regel": woonruimte.regel, "vanaf": vanaf.isoformat(),
            "volgnummer": nieuw.volgnummer,
        },
    )  # fmt: skip
    return nieuw


def _is_zelfde(plek: Vervolglocatie, adres: Adres) -> bool:
    return Adres(plek.bag_id, plek.postcode, plek.huisnummer, plek.toevoeging, plek.ruimte) == adres


def _gebreken(
    woonruimte: Woonruimte, adres: Adres, vanaf: date, laatste: Vervolglocatie | None, *, door: Gebruiker,
    nu: datetime,
) -> list[Gebrek]:  # fmt: skip
    gebreken = []
    sinds = laatste.vanaf if laatste is not None else woonruimte.levering.opgeleverd_op
    if vanaf > dag_in_amsterdam(nu):
        gebreken.append(Gebrek("vanaf", f"{datum_nl(vanaf)} ligt in de toekomst. Meld dit na de verhuizing."))
    elif vanaf < sinds:
        gebreken.append(
            Gebrek(
                "vanaf",
                f"Op de vorige plek stond de woonruimte sinds {datum_nl(sinds)}. Kies een latere dag.",
            )
        )
    if adres.bag_id is not None and (bezwaar := past_bij(adres.bag_id, woonruimte.soort)):
        gebreken.append(Gebrek("bag_id", bezwaar))
    opgave = Opgave(
        (woonruimte.doelgroep, woonruimte.aard, woonruimte.soort), adres, lambda veld: veld, "deze woonruimte"
    )
    bestaande = list_bestaande(woonruimte.aanvraag, [adres], zonder_woonruimte=woonruimte.id)
    dubbel = zoek_dubbelen(
        [opgave], bestaande, tranche_id=woonruimte.tranche_id, gemeenten=kijker_van(door, nu=nu).gemeenten
    )
    return [*gebreken, *dubbel.gebreken]
