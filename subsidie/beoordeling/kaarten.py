"""Reading the cards of reviewers: whose they are, what stands on them, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beoordeling.maatstaf import (
    Kaartinhoud,
    Maatstaf,
    Oordeelbeeld,
    Zienswijzestand,
    bepaal_oordeel,
    maatstaf_van,
)
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scoremodellen import Moderatie, Moderatieregel, Scorekaart, Scoreregel
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.tranches.service import regels
from subsidie.web.db import db

TE_BEOORDELEN: Final = frozenset({Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING})
"""The states in which an application is assessed."""


def list_kaarten(aanvraag: Aanvraag) -> list[Scorekaart]:
    """Every card on any version, the oldest first, as the database has them now."""
    vraag = select(Scorekaart).where(Scorekaart.aanvraag_id == aanvraag.id).order_by(Scorekaart.id)
    return list(db.session.scalars(vraag.execution_options(populate_existing=True)))


def lopende_kaarten(versie: AanvraagVersie) -> list[Scorekaart]:
    """The cards on this version that did not lapse, as the database has them now."""
    vraag = (
        select(Scorekaart)
        .where(Scorekaart.versie_id == versie.id, Scorekaart.vervallen_op.is_(None))
        .order_by(Scorekaart.id)
    )
    return list(db.session.scalars(vraag.execution_options(populate_existing=True)))


def zoek_kaart(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Scorekaart | None:
    """The newest card of ``gebruiker`` on this application; one that lapsed too."""
    gevonden: Scorekaart | None = db.session.scalar(
        select(Scorekaart)
        .where(Scorekaart.aanvraag_id == aanvraag.id, Scorekaart.beoordelaar_id == gebruiker.id)
        .order_by(Scorekaart.vervallen_op.is_not(None), Scorekaart.id.desc())
        .limit(1)
    )
    return gevonden


def regels_van(kaarten: Iterable[Scorekaart]) -> dict[int, dict[str, Scoreregel]]:
    """Per card id and code of a criterion what was written, in one query."""
    per_kaart: dict[int, dict[str, Scoreregel]] = {kaart.id: {} for kaart in kaarten}
    vraag = select(Scoreregel).where(Scoreregel.kaart_id.in_(sorted(per_kaart)))
    for regel in db.session.scalars(vraag.execution_options(populate_existing=True)):
        per_kaart[regel.kaart_id][regel.criterium] = regel
    return per_kaart


def inhoud_van(kaarten: Sequence[Scorekaart]) -> list[Kaartinhoud]:
    """The cards as plain values."""
    regels = regels_van(kaarten)
    return [
        Kaartinhoud(
            beoordelaar=kaart.beoordelaar.sleutel, ingeleverd=kaart.ingeleverd_op is not None,
            voldoet=kaart.voldoet, grond_code=kaart.grond_code, afwijzingsgrond=kaart.afwijzingsgrond,
            wijkt_af=kaart.wijkt_af,
            scores={code: een.score for code, een in regels[kaart.id].items() if een.score is not None},
        )
        for kaart in kaarten
    ]  # fmt: skip


def zienswijze_bij(versie: AanvraagVersie) -> Zienswijzestand:
    """Whether a view was asked since this version came in, and how that ended."""
    rijen = db.session.execute(
        select(Zienswijze.gesloten, Zienswijze.reactie).where(
            Zienswijze.aanvraag_id == versie.aanvraag_id, Zienswijze.gevraagd_op >= versie.vastgelegd_op
        )
    ).all()
    return _zienswijzestand([(gesloten, reactie) for gesloten, reactie in rijen])


def zoek_moderatie(versie: AanvraagVersie) -> Moderatie | None:
    """The moderation on this version, if there was one."""
    return db.session.scalar(select(Moderatie).where(Moderatie.versie_id == versie.id))


def list_moderatieregels(moderatie: Moderatie) -> list[Moderatieregel]:
    """The agreed scores."""
    vraag = select(Moderatieregel).where(Moderatieregel.moderatie_id == moderatie.id)
    return list(db.session.scalars(vraag.order_by(Moderatieregel.id)))


def zoek_beoordeling(versie: AanvraagVersie) -> Beoordeling | None:
    """The recorded outcome of this version, if there is one."""
    return db.session.scalar(select(Beoordeling).where(Beoordeling.versie_id == versie.id))


def oordeel_over(aanvraag: Aanvraag, maatstaf: Maatstaf) -> Oordeelbeeld:
    """How far the assessment of the newest version is."""
    versie = get_versie(aanvraag)
    return bepaal_oordeel(
        maatstaf, inhoud_van(lopende_kaarten(versie)), zienswijze_bij(versie),
        vastgelegd=zoek_beoordeling(versie) is not None,
    )  # fmt: skip


def oordelen_over(aanvragen: Sequence[Aanvraag]) -> dict[int, Oordeelbeeld]:
    """As ``oordeel_over`` per application id, for a page of a list: a few queries, and one per tranche."""
    per_id = {een.id: een for een in aanvragen}
    if not per_id:
        return {}
    ids = sorted(per_id)
    tranches = {een.tranche_id: een.tranche for een in aanvragen}
    regelsets = {sleutel: regels(tranche) for sleutel, tranche in tranches.items()}
    versies = {
        versie.id: versie
        for versie in db.session.scalars(
            select(AanvraagVersie)
            .join(Aanvraag, Aanvraag.id == AanvraagVersie.aanvraag_id)
            .where(Aanvraag.id.in_(ids), AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
        )
    }
    kaarten = db.session.scalars(
        select(Scorekaart)
        .where(Scorekaart.aanvraag_id.in_(ids), Scorekaart.vervallen_op.is_(None))
        .options(joinedload(Scorekaart.beoordelaar))
        .order_by(Scorekaart.id)
    ).all()
    op_versie: dict[int, list[Kaartinhoud]] = {}
    for kaart, inhoud in zip(kaarten, inhoud_van(kaarten), strict=True):
        op_versie.setdefault(kaart.versie_id, []).append(inhoud)
    klaar = set(db.session.scalars(select(Beoordeling.versie_id).where(Beoordeling.aanvraag_id.in_(ids))))
    zienswijzen = db.session.scalars(select(Zienswijze).where(Zienswijze.aanvraag_id.in_(ids))).all()
    uit = {}
    for versie in versies.values():
        aanvraag = per_id[versie.aanvraag_id]
        eigen = [
            (een.gesloten, een.reactie)
            for een in zienswijzen
            if een.aanvraag_id == aanvraag.id and een.gevraagd_op >= versie.vastgelegd_op
        ]
        uit[aanvraag.id] = bepaal_oordeel(
            maatstaf_van(regelsets[aanvraag.tranche_id], aanvraag.pot.code), op_versie.get(versie.id, []),
            _zienswijzestand(eigen), vastgelegd=versie.id in klaar,
        )  # fmt: skip
    return uit


def ziet_elkaars_scores(kaarten: Sequence[Scorekaart], ik: Kijker, *, nodig: int) -> bool:
    """Whether ``ik`` may see what stands on these running cards of one version, of which ``nodig`` belong there.

    A reviewer gives a score without that of another: nobody who could tell sees any of them before all are in. Only
    the auditor does, who takes no part.
    """
    return ik.heeft(Rol.AUDITOR) or (
        len(kaarten) >= nodig and all(kaart.ingeleverd_op is not None for kaart in kaarten)
    )


def _zienswijzestand(rijen: Sequence[tuple[bool, str | None]]) -> Zienswijzestand:
    return Zienswijzestand(
        gevraagd=bool(rijen),
        afgehandeld=bool(rijen) and all(gesloten for gesloten, _ in rijen),
        reactie=any(reactie for _, reactie in rijen),
    )
