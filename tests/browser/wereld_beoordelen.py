"""A tranche on score for the browser: cards in every state, a moderation to lead and an outcome of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import get_aanvraag, get_versie, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.moderatie import open_moderatie
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen, sluiten
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.kaarten import (
    AFGEWEZEN,
    HOOG,
    LAAG,
    beoordeel,
    invoer,
    maak_beoordelaar,
    verklaar_vrij,
    vul,
)
from tests.fabrieken.tranches import aanvraag, binnen_het_tijdvak, regel

CODE: Final = "oefen-score"
TE_VERKLAREN, BEZIG, TE_MODEREREN, KLAAR, NIEMAND = "OEF-0001", "OEF-0002", "OEF-0003", "OEF-0004", "OEF-0005"


def zet_beoordelingen(personen: dict[str, Gebruiker], *, nu: datetime) -> Tranche:
    """The practice tranche, its window past, with five applications around the reviewer of the world."""
    definitie = replace(oefentranche((nu - timedelta(days=60)).date()), code=CODE)
    begin = nu - timedelta(days=90)
    with schrijfgrens():
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=begin)
        openstellen(tranche, door=personen["beheerder"], nu=begin)
        sluiten(tranche, door=personen["beheerder"], nu=nu)
        een, twee = maak_beoordelaar("b1"), maak_beoordelaar("b2")
        for plaats, nummer in enumerate((TE_VERKLAREN, BEZIG, TE_MODEREREN, KLAAR, NIEMAND), start=1):
            ingevuld = aanvraag(
                nummer,
                "A",
                regel("statushouders", 12 + plaats),
                gm_code="GM0080",
                projectnaam=f"Hof van proef {plaats}",
            )
            neem_op(
                tranche, binnen_het_tijdvak(tranche, ingevuld), soort=Versiesoort.IMPORT,
                door=personen["behandelaar"], nu=nu,
            )  # fmt: skip
        ik = personen["beoordelaar"]
        _deel_uit(personen["behandelaar"], nu, {TE_VERKLAREN: (ik, een), BEZIG: (ik, twee), TE_MODEREREN: (een, twee),
                                                KLAAR: (ik, een)})  # fmt: skip
    verklaar_vrij(BEZIG, ik, nu)
    vul(BEZIG, ik, invoer({"zekerheid": 4, "behoefte": 2}), nu)
    beoordeel(TE_MODEREREN, een, invoer(HOOG), nu)
    beoordeel(TE_MODEREREN, twee, invoer(LAAG), nu)
    beoordeel(KLAAR, ik, invoer(HOOG), nu)
    beoordeel(KLAAR, een, invoer(HOOG | {"kwaliteit": 3}), nu)
    with schrijfgrens():
        open_moderatie(get_aanvraag(TE_MODEREREN), heeft_belang=False, toelichting="", door=ik, nu=nu)
    beoordeel(BEZIG, twee, invoer({}, **AFGEWEZEN), nu)
    return tranche


def _deel_uit(door: Gebruiker, nu: datetime, wie: dict[str, tuple[Gebruiker, ...]]) -> None:
    for nummer, beoordelaars in wie.items():
        versie = get_versie(get_aanvraag(nummer))
        for een in beoordelaars:
            db.session.add(
                Scorekaart(
                    aanvraag_id=versie.aanvraag_id, versie_id=versie.id, beoordelaar=een, toegewezen_op=nu,
                    toegewezen_door_id=door.id,
                )
            )  # fmt: skip
    db.session.flush()
