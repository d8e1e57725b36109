"""From cards to an outcome: handing in the last one records the assessment, unless people have to talk first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versie, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.beoordeling.kaarten import (
    inhoud_van,
    lopende_kaarten,
    oordeel_over,
    zoek_beoordeling,
)
from subsidie.beoordeling.maatstaf import (
    Kaartinhoud,
    Maatstaf,
    Oordeelbeeld,
    Oordeelstand,
    maatstaf_van,
    volledige_scores,
)
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scorekaarten import sluit_kaart
from subsidie.beoordeling.service import beoordelen
from subsidie.beoordeling.totaal import Scores, als_decimaal, maak_opbouw, totaal
from subsidie.kern.fouten import Domeinfout, NietBevoegd
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.service import regels
from subsidie.web.db import db


def lever_in(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> Oordeelbeeld:
    """Hand in the card of ``door``; the last one also records the outcome where the reviewers agree.

    What it comes to is returned. Raises what ``sluit_kaart`` and ``beoordelen`` raise.
    """
    sluit_kaart(aanvraag, door=door, nu=nu)
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    beeld = oordeel_over(aanvraag, maatstaf)
    if beeld.stand is Oordeelstand.GEREED:
        _leg_eens_vast(aanvraag, maatstaf, door=door, nu=nu)
        return Oordeelbeeld(Oordeelstand.VASTGELEGD)
    return beeld


def rond_af(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> Beoordeling:
    """Record the outcome that was ready but for the view of the municipality, which was not given.

    By one of those who scored. Raises ``NietBevoegd``, and ``Domeinfout`` while it is not ready.
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vergrendel(aanvraag)
    if door.id not in {kaart.beoordelaar_id for kaart in lopende_kaarten(get_versie(aanvraag))}:
        raise NietBevoegd("Alleen wie deze aanvraag beoordeelde, kan het oordeel vastleggen.")
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    beeld = oordeel_over(aanvraag, maatstaf)
    if beeld.stand is not Oordeelstand.GEREED:
        raise Domeinfout(wie_was_eerder(aanvraag) or waarom_niet(beeld))
    return _leg_eens_vast(aanvraag, maatstaf, door=door, nu=nu)


def wie_was_eerder(aanvraag: Aanvraag) -> str:
    """Who recorded the outcome of the newest version, and when; empty while nobody did."""
    beoordeling = zoek_beoordeling(get_versie(aanvraag))
    if beoordeling is None:
        return ""
    wie = db.session.get_one(Gebruiker, beoordeling.door_id)
    return f"{wie.naam} legde het oordeel over deze versie vast op {moment_nl(beoordeling.vastgelegd_op)}."


def waarom_niet(beeld: Oordeelbeeld) -> str:
    """Why an outcome cannot be recorded now."""
    return {
        Oordeelstand.KAARTEN: "Nog niet alle beoordelaars hebben hun kaart ingeleverd.",
        Oordeelstand.ZIENSWIJZE: "De gemeente moet eerst haar zienswijze kunnen geven (artikel 4:7 van de Algemene "
        "wet bestuursrecht). De behandelaar vraagt daarom.",
        Oordeelstand.OVERLEG: f"Eerst is overleg nodig. {beeld.aanleiding}",
        Oordeelstand.GEREED: "",
        Oordeelstand.VASTGELEGD: "Het oordeel over deze versie is al vastgelegd.",
    }[beeld.stand]


def score_van(
    maatstaf: Maatstaf, kaarten: Sequence[Kaartinhoud], afgesproken: Scores | None = None
) -> tuple[str, str]:
    """The score as decimal text with how it came about, by the mean of the cards or by what was agreed."""
    scores = volledige_scores(maatstaf, kaarten)
    telt = [afgesproken] if afgesproken is not None else list(scores.values())
    opbouw = maak_opbouw(
        maatstaf.criteria,
        scores,
        decimalen=maatstaf.decimalen,
        grens=maatstaf.verschilgrens,
        afgesproken=afgesproken,
    )
    return als_decimaal(totaal(maatstaf.criteria, telt), maatstaf.decimalen), opbouw


def _leg_eens_vast(aanvraag: Aanvraag, maatstaf: Maatstaf, *, door: Gebruiker, nu: datetime) -> Beoordeling:
    kaarten = inhoud_van(lopende_kaarten(get_versie(aanvraag)))
    eerste = kaarten[0]
    if not eerste.voldoet:
        return beoordelen(
            aanvraag, door=door, nu=nu, afwijzingsgrond=eerste.afwijzingsgrond, grond_code=eerste.grond_code
        )
    if not maatstaf.op_score:
        return beoordelen(aanvraag, door=door, nu=nu)
    score, opbouw = score_van(maatstaf, kaarten)
    return beoordelen(aanvraag, door=door, nu=nu, score=score, opbouw=opbouw)
