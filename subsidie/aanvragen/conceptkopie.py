"""A new draft made from an earlier application of the same municipality: what is taken along, and what is not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from subsidie.aanvragen.concept import list_delen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import DEELNAMEN, FORMULIERDELEN, delen_uit_versie, kopieer, lees_deel
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versie
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer
from subsidie.accounts.kijker import Kijker
from subsidie.kern.canoniek import canonieke_json
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.web.db import db

LEEG = "{}"


@dataclass(frozen=True, slots=True)
class Kopie:
    """The parts to begin with (JSON), and in words what was not taken along."""

    delen: Mapping[Aanvraagdeel, str]
    vervallen: tuple[str, ...]


def begininhoud(projectnaam: str, pot: str, kopie: Kopie | None = None) -> dict[Aanvraagdeel, str]:
    """The parts of a new draft: empty or copied, with the name and the pot that were chosen."""
    delen = dict.fromkeys(Aanvraagdeel, LEEG) | dict(kopie.delen if kopie else {})
    project = json.loads(delen[Aanvraagdeel.PROJECT]) | {"naam": projectnaam, "pot": pot}
    return delen | {Aanvraagdeel.PROJECT: canonieke_json(project).decode()}


def maak_kopie(nummer: str, naar: Regels, *, voor: Kijker) -> Kopie:
    """What of the application ``nummer`` fits a tranche with the rules ``naar``.

    The working copy where there is one, else the newest version. Raises ``NietGevonden`` for an application that is
    not of the municipality of ``voor``.
    """
    aanvraag = db.session.scalar(
        select(Aanvraag).where(
            Aanvraag.nummer == vereis_nummer(nummer), Aanvraag.gm_code.in_(sorted(voor.gemeenten))
        )
    )
    if aanvraag is None:
        raise niet_gevonden()
    van = regels(aanvraag.tranche)
    werkkopie = list_delen(aanvraag)
    if werkkopie:
        bron = {deel: rij.inhoud for deel, rij in werkkopie.items()}
    else:
        bron = delen_uit_versie(json.loads(get_versie(aanvraag).gegevens), van)
    gekopieerd = kopieer(bron, naar)
    return Kopie(gekopieerd, tuple(_vervallen(bron, van, gekopieerd)))


def _vervallen(
    bron: Mapping[Aanvraagdeel, str], van: Regels, gekopieerd: Mapping[Aanvraagdeel, str]
) -> list[str]:
    """What was filled in and is not in the copy, by its label; in a list also when only some lines lost it."""
    uit = []
    for deel in FORMULIERDELEN:
        if deel is Aanvraagdeel.VERKLARINGEN or not bron.get(deel):
            continue
        inhoud, over = lees_deel(deel, bron[deel], van, alles=True), json.loads(gekopieerd.get(deel, LEEG))
        for veld in inhoud.opzet.velden:
            if inhoud.ruw.get(veld.naam) and veld.naam not in over:
                uit.append(f"{DEELNAMEN[deel]}: {veld.label}")
        for lijst in inhoud.opzet.lijsten:
            rijen, nog = inhoud.ruw.get(lijst.naam, ()), over.get(lijst.naam, ())
            for veld in lijst.velden:
                had, heeft = (sum(1 for rij in een if rij.get(veld.naam)) for een in (rijen, nog))
                if had > heeft:
                    waar = "" if not heeft else f" (bij {had - heeft} van de {had} regels)"
                    uit.append(f"{DEELNAMEN[deel]}: {veld.kop}{waar}")
    return uit
