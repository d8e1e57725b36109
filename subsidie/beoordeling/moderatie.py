"""Moderation: where the reviewers differ too much, a third one leads the talk and minutes what came out of it.

What was agreed counts instead of the cards, which stay as they are. Whoever leads it scored this version not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from subsidie.aanvragen.belang import verklaar
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.kaarten import inhoud_van, lopende_kaarten, oordeel_over, zienswijze_bij
from subsidie.beoordeling.maatstaf import Maatstaf, Oordeelbeeld, Oordeelstand, maatstaf_van
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.oordeel import score_van, waarom_niet, wie_was_eerder
from subsidie.beoordeling.scorekaarten import (
    Grond,
    Oordeelinvoer,
    Scoreinvoer,
    gebreken_van_reden,
    gebreken_van_score,
    lees_grond,
)
from subsidie.beoordeling.scoremodellen import Moderatie, Moderatieregel
from subsidie.beoordeling.service import beoordelen
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, OngeldigeInvoer
from subsidie.tranches.service import regels
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Moderatieinvoer:
    """What was agreed: scores per code of a criterion with the reason, the judgement, and the minutes."""

    verslag: str
    oordeel: Oordeelinvoer
    scores: Mapping[str, Scoreinvoer] = field(default_factory=dict)
    gezien_versie: int = 0


def vereis_te_modereren(
    aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime
) -> tuple[Maatstaf, Oordeelbeeld]:
    """Whether ``door`` can lead the moderation now. Raises ``NietBevoegd``, and ``Domeinfout`` when there is none."""
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    beeld = oordeel_over(aanvraag, maatstaf)
    if door.id in {kaart.beoordelaar_id for kaart in lopende_kaarten(get_versie(aanvraag))}:
        raise NietBevoegd("U hebt deze aanvraag zelf beoordeeld. Een andere beoordelaar leidt het overleg.")
    if beeld.stand is not Oordeelstand.OVERLEG:
        raise Domeinfout(
            wie_was_eerder(aanvraag) or waarom_niet(beeld) or "Over deze aanvraag is geen overleg nodig."
        )
    return maatstaf, beeld


def open_moderatie(
    aanvraag: Aanvraag, *, heeft_belang: bool, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """Declare whether there is an interest; without one the application opens for who leads the moderation.

    Raises what ``vereis_te_modereren`` and ``belang.verklaar`` raise.
    """
    vergrendel(aanvraag)
    vereis_te_modereren(aanvraag, door=door, nu=nu)
    verklaar(aanvraag, heeft_belang=heeft_belang, toelichting=toelichting, door=door, nu=nu)
    if not heeft_belang:
        betrek(aanvraag, door, Functiegroep.BEOORDELING, nu=nu)


def modereer(aanvraag: Aanvraag, invoer: Moderatieinvoer, *, door: Gebruiker, nu: datetime) -> Beoordeling:
    """Record what was agreed, with the minutes, and with it the outcome.

    Raises what ``vereis_te_modereren`` and ``beoordelen`` raise, ``Domeinfout`` when another version is the newest, and
    ``OngeldigeInvoer`` at ``verslag``, ``score_<code>``, ``reden_<code>`` or a field of the judgement.
    """
    vergrendel(aanvraag)
    maatstaf, beeld = vereis_te_modereren(aanvraag, door=door, nu=nu)
    versie = get_versie(aanvraag)
    if invoer.gezien_versie != versie.volgnummer:
        raise Domeinfout("Er is een nieuwe versie van deze aanvraag. Dit overleg gaat niet meer door.")
    grond = _controleer(invoer, maatstaf, versie)
    betrek(aanvraag, door, Functiegroep.BEOORDELING, nu=nu)
    moderatie = Moderatie(
        aanvraag_id=aanvraag.id, versie_id=versie.id, aanleiding=beeld.aanleiding, verslag=invoer.verslag.strip(),
        voldoet=grond is None, grond_code=grond and grond.code, afwijzingsgrond=grond and grond.tekst,
        voorzitter=door, op=nu,
    )  # fmt: skip
    db.session.add(moderatie)
    db.session.flush()
    afgesproken: dict[str, int] = {}
    for criterium in maatstaf.criteria if grond is None else ():
        gegeven = invoer.scores[criterium.code]
        afgesproken[criterium.code] = gegeven.score or 0
        db.session.add(
            Moderatieregel(
                moderatie=moderatie,
                criterium=criterium.code,
                score=gegeven.score or 0,
                reden=gegeven.reden.strip(),
            )
        )
    db.session.flush()
    vastgelegd = overleginhoud(
        moderatie, {code: (score, invoer.scores[code].reden.strip()) for code, score in afgesproken.items()}
    )
    leg_vast(
        "aanvraag:gemodereerd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie": versie.volgnummer, "sha256": sha256_hex(vastgelegd)},
    )  # fmt: skip
    if grond is not None:
        return beoordelen(aanvraag, door=door, nu=nu, afwijzingsgrond=grond.tekst, grond_code=grond.code)
    if not maatstaf.op_score:
        return beoordelen(aanvraag, door=door, nu=nu)
    score, opbouw = score_van(maatstaf, inhoud_van(lopende_kaarten(versie)), afgesproken)
    return beoordelen(aanvraag, door=door, nu=nu, score=score, opbouw=opbouw)


def _controleer(invoer: Moderatieinvoer, maatstaf: Maatstaf, versie: AanvraagVersie) -> Grond | None:
    """What is wrong with the input, all at once; the ground of a refusal."""
    gebreken = gebreken_van_reden(invoer.verslag, "verslag")
    if not invoer.verslag.strip():
        gebreken.append(Gebrek("verslag", "Schrijf het verslag van het overleg."))
    grond = None
    if invoer.oordeel.voldoet is None:
        gebreken.append(Gebrek("voldoet", "Kies of de aanvraag voldoet."))
    elif invoer.oordeel.voldoet:
        gebreken += _gebreken_van_scores(invoer, maatstaf)
    else:
        try:
            grond = lees_grond(invoer.oordeel, maatstaf)
        except OngeldigeInvoer as fout:
            gebreken += fout.gebreken
        if invoer.oordeel.wijkt_af and not zienswijze_bij(versie).afgehandeld:
            gebreken.append(
                Gebrek(
                    "wijkt_af",
                    "Dan moet de gemeente eerst haar zienswijze kunnen geven (artikel 4:7 van de Algemene wet "
                    "bestuursrecht). Vraag de behandelaar daarom, en leg het oordeel daarna vast.",
                )
            )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return grond


def _gebreken_van_scores(invoer: Moderatieinvoer, maatstaf: Maatstaf) -> list[Gebrek]:
    gebreken = []
    for criterium in maatstaf.criteria:
        gegeven = invoer.scores.get(criterium.code) or Scoreinvoer(None, "")
        waar_score, waar_reden = f"score_{criterium.code}", f"reden_{criterium.code}"
        if gegeven.score is None:
            gebreken.append(Gebrek(waar_score, f"Geef een score op ‘{criterium.naam}’."))
        gebreken += gebreken_van_score(gegeven.score, waar_score, criterium.hoogste_score)
        if not gegeven.reden.strip():
            gebreken.append(Gebrek(waar_reden, f"Schrijf de reden bij ‘{criterium.naam}’."))
        gebreken += gebreken_van_reden(gegeven.reden, waar_reden)
    return gebreken


def overleginhoud(moderatie: Moderatie, scores: Mapping[str, tuple[int, str]]) -> bytes:
    """What was agreed as canonical JSON, which the trail keeps the hash of; ``scores``: score and reason each."""
    inhoud = {
        "aanleiding": moderatie.aanleiding, "verslag": moderatie.verslag, "voldoet": moderatie.voldoet,
        "grond_code": moderatie.grond_code, "afwijzingsgrond": moderatie.afwijzingsgrond,
        "scores": {code: {"score": score, "reden": reden} for code, (score, reden) in scores.items()},
    }  # fmt: skip
    return canonieke_json(inhoud)
