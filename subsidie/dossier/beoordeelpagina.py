"""What the pages of scoring show: my cards, one card beside the application, and how an outcome came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from subsidie.aanvragen.models import (
    Aanvraag,
    AanvraagVersie,
    Betrokkenheid,
    Functiegroep,
    Project,
    Woonruimteregel,
)
from subsidie.aanvragen.raakvlakken import raakvlakken
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.kaarten import (
    TE_BEOORDELEN,
    list_kaarten,
    list_moderatieregels,
    oordeel_over,
    oordelen_over,
    regels_van,
    ziet_elkaars_scores,
    zoek_beoordeling,
    zoek_moderatie,
)
from subsidie.beoordeling.maatstaf import Maatstaf, Oordeelbeeld, Oordeelstand, maatstaf_van
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scoremodellen import Moderatie, Moderatieregel, Scorekaart, Scoreregel
from subsidie.dossier import aanvraagvragen as vragen
from subsidie.dossier.ingediend import Ingediend, lees_ingediend
from subsidie.kern.fouten import Domeinfout
from subsidie.register.models import Gemeente
from subsidie.tranches.categorie import Indeling, categorie_van
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Kaartpost:
    """A card in a list. ``project`` is empty before its reviewer declared to have no interest."""

    nummer: str
    gemeente: str
    project: str
    tranche: str
    eenheden: int
    gevraagd_cent: int
    toegewezen_op: datetime
    ingeleverd_op: datetime | None
    geopend: bool
    begonnen: int
    """On how many criteria there is a score."""
    wacht: str
    """Why nothing can be done with it now; empty when it can."""
    is_voorbeeld: bool


@dataclass(frozen=True, slots=True)
class Werk:
    """Everything that asks for a reviewer: cards to fill in, those handed in, and moderations to lead."""

    te_doen: tuple[Kaartpost, ...]
    ingeleverd: tuple[Kaartpost, ...]
    te_modereren: tuple[Aanvraag, ...]

    @property
    def is_voorbeeld(self) -> bool:
        """Whether any of it belongs to an example."""
        return any(een.is_voorbeeld for een in (*self.te_doen, *self.ingeleverd)) or any(
            een.tranche.aard is not Trancheaard.ECHT for een in self.te_modereren
        )


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of an application as the template of what was filed wants it."""

    nummer: str


@dataclass(frozen=True, slots=True)
class Links:
    """The application beside a card: its figures, what was filed, and where it ranks and why."""

    kop: Kop
    versie: AanvraagVersie
    ingediend: Ingediend | None
    indeling: Indeling | None


@dataclass(frozen=True, slots=True)
class Kaartbeeld:
    """A card with what stands on it; ``regels`` is empty when the viewer may not see that."""

    kaart: Scorekaart
    regels: dict[str, Scoreregel]


@dataclass(frozen=True, slots=True)
class Ontstaan:
    """How the outcome of an application came about, as far as the viewer may know."""

    maatstaf: Maatstaf
    beeld: Oordeelbeeld
    open: bool
    kaarten: tuple[Kaartbeeld, ...]
    vervallen: tuple[Kaartbeeld, ...]
    beoordeling: Beoordeling | None
    moderatie: Moderatie | None
    afgesproken: tuple[Moderatieregel, ...]


def lees_werk(ik: Kijker, *, nu: datetime) -> Werk:
    """The cards of ``ik``, oldest first, and the moderations that ``ik`` could lead; a constant number of queries."""
    begonnen = (
        select(func.count())
        .where(Scoreregel.kaart_id == Scorekaart.id, Scoreregel.score.is_not(None))
        .scalar_subquery()
    )
    rijen = db.session.execute(
        select(Scorekaart, Aanvraag, AanvraagVersie, Gemeente.naam_kort, Project.naam, Tranche, begonnen)
        .join(Aanvraag, Aanvraag.id == Scorekaart.aanvraag_id)
        .join(AanvraagVersie, AanvraagVersie.id == Scorekaart.versie_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Project, Project.id == Aanvraag.project_id)
        .join(Tranche, Tranche.id == Aanvraag.tranche_id)
        .where(Scorekaart.beoordelaar_id == ik.gebruiker.id, Scorekaart.vervallen_op.is_(None))
        .order_by(Scorekaart.toegewezen_op, Aanvraag.nummer)
    ).all()
    posten = [_post(*rij) for rij in rijen]
    return Werk(
        te_doen=tuple(een for een in posten if een.ingeleverd_op is None),
        ingeleverd=tuple(een for een in posten if een.ingeleverd_op is not None),
        te_modereren=tuple(_te_modereren(ik.gebruiker, nu)),
    )


def volgende_kaart(ik: Kijker, na: str, *, nu: datetime) -> str | None:
    """The number of the next application to score after ``na``; ``None`` when there is none."""
    nummers = [een.nummer for een in lees_werk(ik, nu=nu).te_doen if not een.wacht]
    verder = nummers[nummers.index(na) + 1 :] + nummers[: nummers.index(na)] if na in nummers else nummers
    return next(iter(verder), None)


def lees_links(aanvraag: Aanvraag, regelset: Regels) -> Links:
    """The newest version of ``aanvraag`` to read beside a card."""
    versie = get_versie(aanvraag)
    bijlagen = db.session.execute(vragen.BIJLAGEN, {"aanvraag_id": aanvraag.id}).all()
    indeling = None
    if versie.categorie:
        lijnen = db.session.scalars(select(Woonruimteregel).where(Woonruimteregel.versie_id == versie.id))
        try:
            indeling = categorie_van(lijnen.all(), regelset.pot(aanvraag.pot.code).categorieen.eis())
        except Domeinfout:
            indeling = None  # the rules changed since: the stored category is shown alone
    return Links(Kop(aanvraag.nummer), versie, lees_ingediend(versie.gegevens, bijlagen, regelset), indeling)


def lees_ontstaan(aanvraag: Aanvraag, ik: Kijker) -> Ontstaan:
    """The cards, moderation and outcome of the newest version; scores only for who may see them now."""
    versie = get_versie(aanvraag)
    maatstaf = maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)
    alle = list_kaarten(aanvraag)
    lopend = [kaart for kaart in alle if kaart.vervallen_op is None and kaart.versie_id == versie.id]
    beoordeling = zoek_beoordeling(versie)
    open_ = ziet_elkaars_scores(lopend, ik, nodig=1 if beoordeling else maatstaf.nodig)
    inhoud = regels_van(alle) if open_ else {kaart.id: {} for kaart in alle}
    moderatie = zoek_moderatie(versie)
    return Ontstaan(
        maatstaf=maatstaf,
        beeld=oordeel_over(aanvraag, maatstaf),
        open=open_,
        kaarten=tuple(Kaartbeeld(kaart, inhoud[kaart.id]) for kaart in lopend),
        vervallen=tuple(Kaartbeeld(kaart, inhoud[kaart.id]) for kaart in alle if kaart not in lopend),
        beoordeling=beoordeling,
        moderatie=moderatie,
        afgesproken=tuple(list_moderatieregels(moderatie)) if moderatie else (),
    )


def is_betrokken_als_beoordelaar(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether ``gebruiker`` stands on this application as reviewer."""
    vraag = select(Betrokkenheid.id).where(
        Betrokkenheid.aanvraag_id == aanvraag.id, Betrokkenheid.gebruiker_id == gebruiker.id,
        Betrokkenheid.functiegroep == Functiegroep.BEOORDELING,
    )  # fmt: skip
    return db.session.scalar(vraag) is not None


def _post(
    kaart: Scorekaart, aanvraag: Aanvraag, versie: AanvraagVersie, gemeente: str, project: str, tranche: Tranche,
    begonnen: int,
) -> Kaartpost:  # fmt: skip
    wacht = ""
    if kaart.ingeleverd_op is None and versie.volgnummer != aanvraag.huidige_versie:
        wacht = "er is een nieuwe versie; deze kaart vervalt"
    elif kaart.ingeleverd_op is None and aanvraag.status not in TE_BEOORDELEN:
        wacht = f"de aanvraag is nu ‘{aanvraag.status.value.replace('_', ' ')}’"
    geopend = kaart.als is not None
    return Kaartpost(
        nummer=aanvraag.nummer, gemeente=gemeente, project=project if geopend else "",
        tranche=tranche.naam, eenheden=versie.eenheden, gevraagd_cent=versie.gevraagd_cent,
        toegewezen_op=kaart.toegewezen_op, ingeleverd_op=kaart.ingeleverd_op, geopend=geopend, begonnen=begonnen,
        wacht=wacht, is_voorbeeld=tranche.aard is not Trancheaard.ECHT,
    )  # fmt: skip


def _te_modereren(ik: Gebruiker, nu: datetime) -> Sequence[Aanvraag]:
    """Applications of which every card is in and that have no outcome, where somebody else has to lead the talk."""
    kandidaten = (
        select(Aanvraag)
        .join(AanvraagVersie, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .join(Scorekaart, Scorekaart.versie_id == AanvraagVersie.id)
        .where(
            Aanvraag.status.in_(TE_BEOORDELEN), AanvraagVersie.volgnummer == Aanvraag.huidige_versie,
            Scorekaart.vervallen_op.is_(None), AanvraagVersie.id.not_in(select(Beoordeling.versie_id)),
        )
        .group_by(Aanvraag.id)
        .having(
            func.count() == func.count(Scorekaart.ingeleverd_op),
            func.sum(case((Scorekaart.beoordelaar_id == ik.id, 1), else_=0)) == 0,
        )
        .order_by(Aanvraag.nummer)
    )  # fmt: skip
    gevonden = list(db.session.scalars(kandidaten))
    bezet = raakvlakken(gevonden, [ik], nu=nu) if gevonden else {}
    oordelen = oordelen_over(gevonden)
    return [
        een
        for een in gevonden
        if (een.id, ik.id) not in bezet and oordelen[een.id].stand is Oordeelstand.OVERLEG
    ]
