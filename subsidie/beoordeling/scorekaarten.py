"""The card of one reviewer: declare no interest, score, hand in.

A card is on one version. Until its reviewer declared to have no interest they do not see the application; from then
on they stand in ``betrokkenheid``. What is written on a card can be changed until it is handed in, and never after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.belang import heeft_verklaard, vereis_vrij, verklaar
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, vergrendel, zet_status
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.kaarten import TE_BEOORDELEN, regels_van
from subsidie.beoordeling.maatstaf import Maatstaf, maatstaf_van, zin_van_grond
from subsidie.beoordeling.scoremodellen import Scorekaart, Scoreregel
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.service import regels
from subsidie.web.db import db

LANGSTE_REDEN: Final = 4000
LANGSTE_ZIN: Final = 700
LANGSTE_ARTIKEL: Final = 200
ANDERS: Final = "anders"
"""Choice of a ground that is none of those of the tranche: a sentence with its article."""


@dataclass(frozen=True, slots=True)
class Scoreinvoer:
    """What was filled in at one criterion; ``revisie``: of the row as it was on the page, 0 when there was none."""

    score: int | None
    reden: str
    revisie: int = 0


@dataclass(frozen=True, slots=True)
class Oordeelinvoer:
    """Whether it meets the conditions, and if not on which ground; ``grond``: a code of the tranche, or ``ANDERS``.

    ``zin`` and ``artikel`` are for ``ANDERS``. ``wijkt_af``: ``None`` while nobody answered.
    """

    voldoet: bool | None = None
    grond: str = ""
    zin: str = ""
    artikel: str = ""
    wijkt_af: bool | None = None
    toelichting: str = ""
    revisie: int = 1


@dataclass(frozen=True, slots=True)
class Kaartinvoer:
    """A card as it came from the page: scores per code of a criterion, and the judgement."""

    scores: Mapping[str, Scoreinvoer] = field(default_factory=dict)
    oordeel: Oordeelinvoer = field(default_factory=Oordeelinvoer)


@dataclass(frozen=True, slots=True)
class Grond:
    """A ground as it is stored: the code of the tranche where it has one, and the sentence of the letter."""

    code: str | None
    tekst: str


def get_kaart(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Scorekaart:
    """The running card of ``gebruiker`` on this application, held until the commit; raises ``NietGevonden``."""
    kaart = db.session.scalar(
        select(Scorekaart)
        .where(
            Scorekaart.aanvraag_id == aanvraag.id, Scorekaart.beoordelaar_id == gebruiker.id,
            Scorekaart.vervallen_op.is_(None),
        )
        .order_by(Scorekaart.id.desc()).limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    if kaart is None:
        raise NietGevonden("Deze kaart is niet (meer) van u.")
    gevonden: Scorekaart = kaart
    return gevonden


def open_kaart(
    aanvraag: Aanvraag, *, heeft_belang: bool, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """Declare whether there is an interest in ``aanvraag``; without one the card opens.

    With one the card lapses (``loslaten``), so that another can take it. Raises ``NietBevoegd``,
    ``NietGevonden``, ``OngeldigeInvoer`` at ``toelichting``, and ``Domeinfout`` when there is nothing to assess.
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vergrendel(aanvraag)
    kaart = get_kaart(aanvraag, door)
    _vereis_te_beoordelen(aanvraag, kaart)
    verklaar(aanvraag, heeft_belang=heeft_belang, toelichting=toelichting, door=door, nu=nu)
    if heeft_belang:
        return
    betrek(aanvraag, door, Functiegroep.BEOORDELING, nu=nu)
    if kaart.als is not None:
        return
    kaart.als = Functiegroep.BEOORDELING
    if aanvraag.status is Aanvraagstatus.VOLLEDIG:
        zet_status(aanvraag, Aanvraagstatus.IN_BEOORDELING)
    db.session.flush()
    _vermeld("aanvraag:scorekaart_geopend", kaart, door=door, nu=nu)


def bewaar(aanvraag: Aanvraag, invoer: Kaartinvoer, *, door: Gebruiker, nu: datetime) -> Scorekaart:
    """Keep what is filled in, in whole; what did not change stays as it is.

    Raises ``NietBevoegd`` (role, interest, no declaration), ``NietGevonden``, ``Domeinfout`` (handed in, lapsed) and
    ``OngeldigeInvoer``: at ``score_<code>``, ``reden_<code>`` or a field of the judgement; also when somebody kept
    another version of the same row in between, in another tab say.
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    kaart = get_kaart(aanvraag, door)
    maatstaf = _vereis_schrijfbaar(aanvraag, kaart, door)
    geraakt = _schrijf(kaart, invoer, maatstaf, nu=nu)
    if geraakt:
        db.session.flush()
        leg_vast(
            "aanvraag:scorekaart_bewaard", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
            gegevens={"kaart": kaart.id, "onderdelen": geraakt},
        )  # fmt: skip
    return kaart


def sluit_kaart(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> Scorekaart:
    """Hand the card in as it is stored: from now on it changes no more, and it counts.

    ``oordeel.lever_in`` is the whole step. Raises what ``bewaar`` raises, and ``OngeldigeInvoer`` with everything that
    is missing. The event keeps the hash of the card, so that a change behind its back shows.
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vergrendel(aanvraag)
    vereis_vrij(aanvraag, door, nu=nu)
    kaart = get_kaart(aanvraag, door)
    maatstaf = _vereis_schrijfbaar(aanvraag, kaart, door)
    if gebreken := ontbreekt(kaart, maatstaf):
        raise OngeldigeInvoer(gebreken)
    kaart.ingeleverd_op = nu
    db.session.flush()
    leg_vast(
        "aanvraag:scorekaart_ingeleverd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"kaart": kaart.id, "sha256": hash_van(kaart)},
    )  # fmt: skip
    return kaart


def ontbreekt(kaart: Scorekaart, maatstaf: Maatstaf) -> list[Gebrek]:
    """What stands in the way of handing in. A refusal on substance needs no scores: it is not ranked."""
    gebreken = []
    if kaart.voldoet is None:
        gebreken.append(Gebrek("voldoet", "Kies of de aanvraag voldoet."))
    if kaart.voldoet is False:
        if not kaart.toelichting:
            gebreken.append(Gebrek("toelichting", "Schrijf waarom de aanvraag niet voldoet."))
        return gebreken
    geschreven = regels_van([kaart])[kaart.id]
    for criterium in maatstaf.criteria:
        regel = geschreven.get(criterium.code)
        if regel is None or regel.score is None:
            gebreken.append(Gebrek(f"score_{criterium.code}", f"Geef een score op ‘{criterium.naam}’."))
        if regel is None or not regel.reden:
            gebreken.append(Gebrek(f"reden_{criterium.code}", f"Schrijf de reden bij ‘{criterium.naam}’."))
    return gebreken


def hash_van(kaart: Scorekaart) -> str:
    """SHA-256 of ``kaartinhoud``, as the trail keeps it when the card is handed in."""
    return sha256_hex(kaartinhoud(kaart, regels_van([kaart])[kaart.id]))


def kaartinhoud(kaart: Scorekaart, regels: Mapping[str, Scoreregel]) -> bytes:
    """Everything on the card as canonical JSON; ``regels``: its scores by the code of the criterion."""
    inhoud = {
        "beoordelaar": kaart.beoordelaar.sleutel, "voldoet": kaart.voldoet, "grond_code": kaart.grond_code,
        "afwijzingsgrond": kaart.afwijzingsgrond, "wijkt_af": kaart.wijkt_af, "toelichting": kaart.toelichting,
        "scores": {code: {"score": een.score, "reden": een.reden} for code, een in regels.items()},
    }  # fmt: skip
    return canonieke_json(inhoud)


def laat_vervallen(kaart: Scorekaart, reden: str, *, door: Gebruiker | None, nu: datetime) -> None:
    """The card counts no more; what stands on it stays to be read."""
    kaart.vervallen_op, kaart.vervallen_reden = nu, reden
    db.session.flush()
    leg_vast(
        "aanvraag:scorekaart_vervallen", object_soort="aanvraag", object_id=kaart.aanvraag.nummer, door=door, nu=nu,
        gegevens={"kaart": kaart.id, "van": kaart.beoordelaar.sleutel, "reden": reden},
    )  # fmt: skip


def lees_grond(invoer: Oordeelinvoer, maatstaf: Maatstaf) -> Grond:
    """The ground of a refusal. Raises ``OngeldigeInvoer`` at ``grond``, ``zin``, ``artikel`` or ``wijkt_af``."""
    gebreken = []
    if invoer.wijkt_af is None:
        gebreken.append(Gebrek("wijkt_af", "Kies of dit afwijkt van wat de gemeente opgaf."))
    grond = Grond(None, "")
    bekend = next((een for een in maatstaf.gronden if een.code == invoer.grond), None)
    if bekend is not None:
        grond = Grond(bekend.code, zin_van_grond(bekend.zin, bekend.artikel))
    elif invoer.grond != ANDERS and maatstaf.gronden:
        gebreken.append(Gebrek("grond", "Kies de grond om af te wijzen."))
    else:
        zin, artikel = normale_tekst(invoer.zin), normale_tekst(invoer.artikel)
        gebreken += gebreken_van_tekst(zin, "zin", wat="de zin voor de brief", hoogstens=LANGSTE_ZIN)
        gebreken += gebreken_van_tekst(artikel, "artikel", wat="het artikel", hoogstens=LANGSTE_ARTIKEL)
        grond = Grond(None, zin_van_grond(zin, artikel))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return grond


def gebreken_van_reden(tekst: str, waar: str) -> list[Gebrek]:
    """What is wrong with a text of more lines that stays inside the ministry."""
    if len(tekst) > LANGSTE_REDEN:
        return [Gebrek(waar, f"Dit is te lang. Gebruik hoogstens {LANGSTE_REDEN} tekens.")]
    if verboden_tekens(tekst, hoogstens=1):
        return [Gebrek(waar, "Hierin staan tekens die niemand kan zien. Typ het opnieuw.")]
    return []


def gebreken_van_score(score: int | None, waar: str, hoogste: int) -> list[Gebrek]:
    """What is wrong with a score; none at all is no fault here."""
    if score is None or 0 <= score <= hoogste:
        return []
    return [Gebrek(waar, f"Kies een score van 0 tot en met {hoogste}.")]


def _schrijf(kaart: Scorekaart, invoer: Kaartinvoer, maatstaf: Maatstaf, *, nu: datetime) -> list[str]:
    """Write what changed on the card; its parts by name."""
    gebreken: list[Gebrek] = []
    geraakt: list[str] = []
    geschreven = regels_van([kaart])[kaart.id]
    for criterium in maatstaf.criteria:
        gegeven = invoer.scores.get(criterium.code)
        if gegeven is None:
            continue
        reden, regel = gegeven.reden.strip(), geschreven.get(criterium.code)
        gebreken += gebreken_van_score(gegeven.score, f"score_{criterium.code}", criterium.hoogste_score)
        gebreken += gebreken_van_reden(reden, f"reden_{criterium.code}")
        if (gegeven.score, reden) == ((regel.score, regel.reden) if regel else (None, "")):
            continue
        if gegeven.revisie != (regel.revisie if regel else 0):
            gebreken.append(_intussen(f"reden_{criterium.code}", regel))
        if gebreken:
            continue
        geraakt.append(criterium.code)
        if regel is None:
            regel = Scoreregel(kaart=kaart, criterium=criterium.code, revisie=0)
            db.session.add(regel)
        regel.score, regel.reden, regel.bewaard_op, regel.revisie = (
            gegeven.score,
            reden,
            nu,
            regel.revisie + 1,
        )
    geraakt += _schrijf_oordeel(kaart, invoer.oordeel, maatstaf, gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return geraakt


def _schrijf_oordeel(
    kaart: Scorekaart, invoer: Oordeelinvoer, maatstaf: Maatstaf, gebreken: list[Gebrek]
) -> list[str]:
    toelichting = invoer.toelichting.strip()
    fouten = gebreken_van_reden(toelichting, "toelichting")
    grond: Grond | None = None
    if invoer.voldoet is False:
        try:
            grond = lees_grond(invoer, maatstaf)
        except OngeldigeInvoer as fout:
            fouten += fout.gebreken
    code, tekst = (grond.code, grond.tekst) if grond is not None else (None, None)
    nieuw = (invoer.voldoet, code, tekst, bool(grond and invoer.wijkt_af), toelichting)
    oud = (kaart.voldoet, kaart.grond_code, kaart.afwijzingsgrond, kaart.wijkt_af, kaart.toelichting)
    if not fouten and nieuw == oud:
        return []
    if not fouten and invoer.revisie != kaart.revisie:
        fouten = [
            Gebrek(
                "voldoet",
                "Dit is intussen in een ander venster bewaard. Kijk of het klopt, en bewaar opnieuw.",
            )
        ]
    gebreken += fouten
    if gebreken:
        return []
    kaart.voldoet, kaart.grond_code, kaart.afwijzingsgrond, kaart.wijkt_af, kaart.toelichting = nieuw
    kaart.revisie += 1
    return ["oordeel"]


def _intussen(waar: str, regel: Scoreregel | None) -> Gebrek:
    if regel is None:
        return Gebrek(waar, "Deze pagina is niet meer van nu. Kijk of het klopt, en bewaar opnieuw.")
    score = "geen score" if regel.score is None else f"score {regel.score}"
    return Gebrek(
        waar,
        f"Dit is om {moment_nl(regel.bewaard_op)} in een ander venster bewaard, met {score}. Kijk of het klopt, en "
        "bewaar opnieuw.",
    )


def _vereis_schrijfbaar(aanvraag: Aanvraag, kaart: Scorekaart, door: Gebruiker) -> Maatstaf:
    if kaart.ingeleverd_op is not None:
        raise Domeinfout(
            f"U hebt deze kaart op {moment_nl(kaart.ingeleverd_op)} ingeleverd. Zij verandert niet meer."
        )
    _vereis_te_beoordelen(aanvraag, kaart)
    if kaart.als is None or not heeft_verklaard(aanvraag, door):
        raise NietBevoegd("Verklaar eerst dat u geen belang hebt bij deze aanvraag.")
    return maatstaf_van(regels(aanvraag.tranche), aanvraag.pot.code)


def _vereis_te_beoordelen(aanvraag: Aanvraag, kaart: Scorekaart) -> None:
    if kaart.versie_id != get_versie(aanvraag).id:
        raise Domeinfout("Er is een nieuwe versie van deze aanvraag. Deze kaart telt niet meer.")
    if aanvraag.status not in TE_BEOORDELEN:
        raise Domeinfout(
            f"Deze aanvraag heeft de status ‘{aanvraag.status.value.replace('_', ' ')}’ en wordt nu niet beoordeeld."
        )


def _vermeld(soort: str, kaart: Scorekaart, *, door: Gebruiker, nu: datetime) -> None:
    leg_vast(
        soort,
        object_soort="aanvraag",
        object_id=kaart.aanvraag.nummer,
        door=door,
        nu=nu,
        gegevens={"kaart": kaart.id},
    )
