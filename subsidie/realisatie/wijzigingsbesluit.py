"""The decision on a request to change: drawn up, taken back, written, and what follows once it was notified.

Consent and refusal are both a decision of the kind ``wijziging`` that takes the place of the one that holds. A refusal
leaves the amount and the homes as they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beschikkingen.brief import VoorlopigeInstelling
from subsidie.beschikkingen.briefkop import alineas, bezwaarweg, maak_kop, noem_onzeker
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.beschikkingen.wijzigingbrief import (
    AFWIJZING,
    INWILLIGING,
    UITSTEL,
    WijzigingBrief,
    Wijzigingsdag,
    Wijzigingsrij,
)
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.realisatie.wijzigingen import ingediend_op, leg_gebeurtenis_vast, vereis_eigen
from subsidie.realisatie.wijzigingmodellen import (
    Verplichtingtermijn,
    Verzoekstatus,
    Wijzigingsoort,
    Wijzigingsverzoek,
)
from subsidie.realisatie.wijzigingsinhoud import Gevolg, lees_wijzigbaar, ontdooi, weeg, zinnen_van
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.web.db import db

GEVOLG: Final = "wijzigingsverzoeken"
GROND: Final = "rechtsgrond.intrekking"
"""The article on changing and withdrawing an award."""


def waarom_niet(verzoek: Wijzigingsverzoek) -> str:
    """Why no decision can be drawn up now; empty when one can."""
    aanvraag = verzoek.aanvraag
    keten = lees_keten(aanvraag)
    if keten is None or keten.vaststelling is not None:
        return "De verlening geldt niet meer zoals zij gold: er is niets meer te wijzigen."
    if keten.onderweg is not None:
        return f"Besluit {keten.onderweg.kenmerk} is nog niet bekendgemaakt. Maak dat eerst bekend of neem het terug."
    if aanvraag.tranche.aard is Trancheaard.ECHT and not _grond(regels(aanvraag.tranche)):
        return (
            "De regels van deze tranche noemen geen artikel voor het wijzigen van een verlening (rechtsgrond."
            "intrekking). Zonder dat kan het besluit niet worden genomen (artikel 3:47 van de Algemene wet "
            "bestuursrecht)."
        )
    return ""


def waarom_niet_toestaan(verzoek: Wijzigingsverzoek) -> str:
    """Why this cannot be consented to as it was asked: what it would do is not what was shown to who asked."""
    nu_geldend = lees_wijzigbaar(verzoek.aanvraag)
    try:
        _, gevolg = weeg(ontdooi(verzoek.gegevens, nu_geldend), nu_geldend)
    except OngeldigeInvoer as fout:
        reden = " ".join(een.melding for een in fout.gebreken)
        return f"Sinds dit verzoek is er iets veranderd, waardoor het zo niet meer kan. {reden}"
    if canonieke_json(gevolg.als_json()).decode() != verzoek.gevolg:
        return (
            "Sinds dit verzoek is de verlening veranderd: het gevolg is niet meer wat de gemeente zag. Wijs het "
            "verzoek af, of vraag de gemeente om een nieuw verzoek."
        )
    return ""


def stel_besluit_op(
    verzoek: Wijzigingsverzoek,
    *,
    toestaan: bool,
    motivering: str,
    voorwaarden: str,
    door: Gebruiker,
    nu: datetime,
) -> Beschikking:
    """Draw up consent or refusal, by who handles the request; a beslisser signs.

    ``motivering``: goes into the letter, needed for a refusal; ``voorwaarden``: one a line, with consent only.
    Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` as ``waarom_niet`` and ``waarom_niet_toestaan`` say.
    """
    vereis_eigen(verzoek, door, nu=nu)
    aanvraag = verzoek.aanvraag
    if verzoek.status is Verzoekstatus.VOORGELEGD:
        raise Domeinfout("Er ligt al een besluit op dit verzoek. Neem dat eerst terug.")
    if waarom := waarom_niet(verzoek) or (waarom_niet_toestaan(verzoek) if toestaan else ""):
        raise Domeinfout(waarom)
    redenen, eisen = schoon(motivering), schoon(voorwaarden)
    gebreken = tekstgebreken(
        "motivering", redenen, hoogstens=LANGSTE_ANTWOORD,
        leeg="" if toestaan else "Schrijf waarom u het verzoek afwijst. De gemeente leest dit in de brief.",
    )  # fmt: skip
    gebreken += tekstgebreken("voorwaarden", eisen, hoogstens=LANGSTE_ANTWOORD)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    keten, gevolg = _keten(aanvraag), Gevolg.van_json(verzoek.gevolg)
    gevraagd: dict[str, Any] = json.loads(verzoek.gegevens)
    inhoud: dict[str, Any] = {
        "verzoek": verzoek.kenmerk, "verzoek_sha256": verzoek.gegevens_sha256,
        "brief": _brief(gevolg, toestaan=toestaan),
        "was_cent": keten.verlening.verleend_cent, "besluit": keten.geldend.kenmerk, "motivering": redenen,
        "voorwaarden": eisen if toestaan else "",
    }  # fmt: skip
    if toestaan:
        inhoud |= {"dagen": gevraagd["dagen"], "locatie": gevraagd["locatie"], "partner": gevraagd["partner"]}
        if gevraagd["woonruimten"] is not None:
            inhoud["woonruimten"] = gevraagd["woonruimten"]
    besluit = stel_los_op(
        aanvraag, soort=Besluitsoort.WIJZIGING, vervangt=keten.geldend, inhoud=inhoud, door=door, nu=nu,
        verleend_cent=gevolg.bedrag.wordt_cent if toestaan else keten.verlening.verleend_cent,
    )  # fmt: skip
    verzoek.beschikking_id, verzoek.status = besluit.id, Verzoekstatus.VOORGELEGD
    db.session.flush()
    leg_gebeurtenis_vast(verzoek, "aanvraag:wijziging_voorgelegd", door, nu, besluit=besluit.kenmerk)
    return besluit


def maak_weer_open(beschikking: Beschikking, door: Gebruiker, nu: datetime) -> dict[str, Any]:
    """The request of a draft that is taken back is handled again; what its event says of that.

    A hook of ``terugnemen``. Raises ``Domeinfout`` for who does not handle the request.
    """
    verzoek = db.session.scalar(
        select(Wijzigingsverzoek).where(Wijzigingsverzoek.beschikking_id == beschikking.id)
    )
    if verzoek is None:
        return {}
    vereis_eigen(verzoek, door, nu=nu)
    verzoek.beschikking_id, verzoek.status = None, Verzoekstatus.IN_BEHANDELING
    db.session.flush()
    return {"verzoek": verzoek.kenmerk}


def na_bekendmaking(beschikking: Beschikking, door: Gebruiker, nu: datetime) -> None:
    """Close the request that a notified decision answers, and set the last days that it gives.

    A decision that was drawn up once more (another date) answers the same request. The plan follows in ``plan``.
    """
    inhoud = json.loads(beschikking.gegevens)
    if beschikking.soort is not Besluitsoort.WIJZIGING or "verzoek" not in inhoud:
        return
    verzoek = db.session.scalar(
        select(Wijzigingsverzoek).where(Wijzigingsverzoek.kenmerk == inhoud["verzoek"])
    )
    if verzoek is None or verzoek.aanvraag_id != beschikking.aanvraag_id:
        raise Domeinfout(f"Het verzoek waarop besluit {beschikking.kenmerk} rust, is er niet.")
    if verzoek.status is not Verzoekstatus.VOORGELEGD:
        return
    toegestaan = inhoud["brief"] != AFWIJZING
    verzoek.beschikking_id = beschikking.id
    verzoek.status = Verzoekstatus.INGEWILLIGD if toegestaan else Verzoekstatus.AFGEWEZEN
    for code, dag in inhoud.get("dagen", {}).items():
        _zet_termijn(beschikking, code, date.fromisoformat(dag), nu)
    db.session.flush()
    leg_gebeurtenis_vast(
        verzoek,
        "aanvraag:wijziging_toegestaan" if toegestaan else "aanvraag:wijziging_afgewezen",
        door,
        nu,
        besluit=beschikking.kenmerk,
    )


def schrijf(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> WijzigingBrief:
    """The letter of consent, more time or refusal. Raises ``Domeinfout`` when consent does something else by now."""
    aanvraag, inhoud = beschikking.aanvraag, json.loads(beschikking.gegevens)
    verzoek = db.session.scalar(
        select(Wijzigingsverzoek).where(Wijzigingsverzoek.kenmerk == inhoud.get("verzoek", ""))
    )
    if verzoek is None:
        raise Domeinfout(f"Besluit {beschikking.kenmerk} rust niet op een verzoek om wijziging.")
    besluit = db.session.scalar(select(Beschikking).where(Beschikking.kenmerk == inhoud["besluit"]))
    regelset, gevolg = regels(aanvraag.tranche), Gevolg.van_json(verzoek.gevolg)
    toegestaan = inhoud["brief"] != AFWIJZING
    if toegestaan and (waarom := waarom_niet_toestaan(verzoek)):
        raise Domeinfout(waarom)
    kop = maak_kop(aanvraag, dagtekening, door=door, mandaatnummer=mandaat.registernummer)
    return WijzigingBrief(
        **kop, soort=inhoud["brief"], kenmerk=beschikking.kenmerk, datum=dagtekening.isoformat(),
        besluit=inhoud["besluit"],
        besluit_datum=((besluit.dagtekening if besluit else None) or dagtekening).isoformat(),
        verzoek=verzoek.kenmerk, verzoek_datum=ingediend_op(verzoek).isoformat(),
        gevraagd=zinnen_van(verzoek.gegevens, gevolg), reden=alineas(json.loads(verzoek.gegevens)["reden"]),
        was_cent=inhoud["was_cent"], wordt_cent=beschikking.verleend_cent, grondslag=_grondslag(regelset, aanvraag),
        bezwaar=bezwaarweg(regelset),
        rijen=tuple(Wijzigingsrij(*rij) for rij in gevolg.rijen) if toegestaan else (),
        dagen=tuple(
            Wijzigingsdag(een.naam[:1].upper() + een.naam[1:], een.was.isoformat(), een.wordt.isoformat())
            for een in gevolg.dagen
        ) if toegestaan else (),
        stappen=gevolg.bedrag.stappen if toegestaan else (), motivering=alineas(inhoud["motivering"]),
        voorwaarden=alineas(inhoud["voorwaarden"]), voorlopig=_voorlopig(regelset) if kop["voorbeeld"] else (),
    )  # fmt: skip


def _brief(gevolg: Gevolg, *, toestaan: bool) -> str:
    if not toestaan:
        return AFWIJZING
    return UITSTEL if gevolg.soorten == (Wijzigingsoort.PLANNING,) else INWILLIGING


def _keten(aanvraag: Aanvraag) -> Keten:
    keten = lees_keten(aanvraag)
    if keten is None:
        raise Domeinfout("Er is niets verleend.")
    return keten


def _zet_termijn(beschikking: Beschikking, code: str, dag: date, nu: datetime) -> None:
    eerder = db.session.scalar(
        select(func.max(Verplichtingtermijn.volgnummer)).where(
            Verplichtingtermijn.aanvraag_id == beschikking.aanvraag_id,
            Verplichtingtermijn.verplichting == code,
        )
    )
    db.session.add(
        Verplichtingtermijn(
            aanvraag_id=beschikking.aanvraag_id, verplichting=code, volgnummer=(eerder or 0) + 1, uiterlijk=dag,
            beschikking_id=beschikking.id, vastgelegd_op=nu,
        )
    )  # fmt: skip


def _grond(regelset: Regels) -> str:
    return str(regelset.instellingen[GROND].waarde or "") if regelset.heeft(GROND) else ""


def _grondslag(regelset: Regels, aanvraag: Aanvraag) -> tuple[str, ...]:
    grond = _grond(regelset)
    if not grond:
        return ("Het artikel van de regeling is in dit voorbeeld niet bekend.",)
    return (f"Ik neem dit besluit op grond van {grond}: de {regelset.naam.waarde or aanvraag.tranche.naam}.",)


def _voorlopig(regelset: Regels) -> tuple[VoorlopigeInstelling, ...]:
    gebruikt: Sequence[Instelling[Any]] = [
        regelset.naam, regelset.uitvoerder, regelset.ondertekenaar, regelset.wijziging_mogelijk,
        *([regelset.instellingen[GROND]] if regelset.heeft(GROND) else ()), regelset.bezwaar_postadres,
        regelset.bezwaar_loket,
    ]  # fmt: skip
    return noem_onzeker(gebruikt)
