"""Asking the municipality's view before a rejection on facts that differ from its own, and what comes of it (Awb 4:7).

One question at a time. The view is received also after the term, as long as nobody closed it; a term that lapsed
unused is reported and closed by a person, never by the program.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from sqlalchemy import String, cast, exists, func, literal, select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.aanvulvragen import list_behandelaars
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.klokbrief import Mededeling, alineas_van, maak_mededeling
from subsidie.beoordeling.maatstaf import zin_van_grond
from subsidie.beoordeling.opschorting import vereis_behandelaar
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.berichten.models import Bericht, Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.documenten.service import vraag_aan
from subsidie.kern.feestdagen import eerste_gewone_dag
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.tranches.waarden import Afwijzingsgrond
from subsidie.web.db import db

VEGER: Final = "zienswijzen"
VASTSTELLING: Final = "#vaststelling:"
"""How the ground of a view before a settlement begins; no code of a ground for refusal has this sign."""
AANGENOMEN_WEKEN: Final = 2
"""Where the tranche gives no term: an assumption, since the law names none; who asks can choose another day."""
LANGSTE_TERMIJN: Final = timedelta(days=182)
VRAAGBAAR: Final = frozenset(
    {Aanvraagstatus.INGEDIEND, Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING}
)


class Brief(Protocol):
    """A letter with a question for a view."""

    @property
    def kenmerk(self) -> str: ...

    @property
    def sjabloon(self) -> str: ...

    @property
    def voorbeeld(self) -> bool: ...

    def als_json(self) -> dict[str, Any]: ...


def gronden_van(aanvraag: Aanvraag) -> tuple[Afwijzingsgrond, ...]:
    """The grounds for refusal of its tranche; none where the tranche lists none."""
    regelset = regels(aanvraag.tranche)
    if not regelset.heeft("afwijzingsgronden"):
        return ()
    return tuple(regelset.afwijzingsgronden.waarde or ())


def termijn_weken(aanvraag: Aanvraag) -> tuple[int, bool]:
    """The weeks for a view, and whether these are assumed."""
    regelset = regels(aanvraag.tranche)
    waarde = regelset.zienswijze_weken.waarde if regelset.heeft("zienswijze.weken") else None
    if waarde is None:
        return AANGENOMEN_WEKEN, True
    return waarde, regelset.zienswijze_weken.is_aanname


def standaarddag(aanvraag: Aanvraag, vandaag: date) -> date:
    """The last day to give a view that is asked on ``vandaag``."""
    return eerste_gewone_dag(vandaag + timedelta(weeks=termijn_weken(aanvraag)[0]))


def zoek_open(aanvraag: Aanvraag) -> Zienswijze | None:
    """The question that nobody closed yet, answered or not."""
    gevonden: Zienswijze | None = db.session.scalar(
        select(Zienswijze).where(Zienswijze.aanvraag_id == aanvraag.id, ~Zienswijze.gesloten)
    )
    return gevonden


def zienswijze_staat_open(aanvraag: Aanvraag) -> bool:
    """Whether a view was asked that nobody closed yet: until then no rejection is recorded."""
    return zoek_open(aanvraag) is not None


def list_zienswijzen(aanvraag: Aanvraag) -> list[Zienswijze]:
    """Every question on an application, the newest first."""
    return list(
        db.session.scalars(
            select(Zienswijze)
            .where(Zienswijze.aanvraag_id == aanvraag.id)
            .order_by(Zienswijze.volgnummer.desc())
        )
    )


def vraag_zienswijze(
    aanvraag: Aanvraag, *, grond: str, voornemen: str, termijn_tot: date | None, door: Gebruiker, nu: datetime
) -> Zienswijze:
    """Ask the view on the intention to reject, with a letter and a message (Awb 4:7).

    ``grond``: code of a ground of the tranche, empty for another; ``voornemen``: the facts, and where they differ
    from what the municipality gave; ``termijn_tot``: the last day, ``None`` for the term of the tranche. Raises
    ``NietBevoegd``, ``OngeldigeOvergang``, ``OngeldigeInvoer``, and ``Domeinfout`` while another one is open.
    """
    vergrendel(aanvraag)
    vereis_behandelaar(aanvraag, door, nu=nu)
    if zienswijze_staat_open(aanvraag):
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} is al een zienswijze gevraagd, die nog niet is afgehandeld."
        )
    if aanvraag.status not in VRAAGBAAR:
        raise OngeldigeOvergang(
            wat=f"Aanvraag {aanvraag.nummer}", van=aanvraag.status, naar="zienswijze gevraagd"
        )
    vandaag, tekst = dag_in_amsterdam(nu), schoon(voornemen)
    gekozen = next((een for een in gronden_van(aanvraag) if een.code == grond), None)
    gebreken = tekstgebreken(
        "voornemen", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="Schrijf op welke feiten het voornemen rust."
    )
    if grond and gekozen is None:
        gebreken.append(Gebrek("grond", "Deze grond kent de tranche niet."))
    dag = termijn_tot or standaarddag(aanvraag, vandaag)
    if dag <= vandaag:
        gebreken.append(Gebrek("termijn_tot", f"Kies {datum_nl(vandaag + timedelta(days=1))} of later."))
    elif dag > vandaag + LANGSTE_TERMIJN:
        gebreken.append(Gebrek("termijn_tot", "Dit is meer dan een half jaar: kies een dag die eerder is."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return stel_zienswijze(
        aanvraag, grond=grond, voornemen=tekst, termijn_tot=dag, wat="uw aanvraag", wil="afwijzen",
        schrijf=lambda volgnummer: _brief(aanvraag, volgnummer, gekozen, tekst, dag, door, vandaag), door=door, nu=nu,
    )  # fmt: skip


def stel_zienswijze(
    aanvraag: Aanvraag, *, grond: str, voornemen: str, termijn_tot: date, wat: str, wil: str,
    schrijf: Callable[[int], Brief], door: Gebruiker, nu: datetime,
) -> Zienswijze:  # fmt: skip
    """Record a question for a view that was judged to be right, with its letter, event and message.

    For who asks (here before a rejection; elsewhere before a settlement), which checks first and holds the
    application. ``wat`` and ``wil``: what the ministry wants to do with what, for the message; ``schrijf``: the letter
    of the question with this number. Raises ``NietBevoegd``, and ``Domeinfout`` while another one is open.
    """
    if zienswijze_staat_open(aanvraag):
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} is al een zienswijze gevraagd, die nog niet is afgehandeld."
        )
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    volgnummer = 1 + (
        db.session.scalar(
            select(func.max(Zienswijze.volgnummer)).where(Zienswijze.aanvraag_id == aanvraag.id)
        )
        or 0
    )
    brief = schrijf(volgnummer)
    document = vraag_aan(
        kenmerk=brief.kenmerk, titel=f"Verzoek om een zienswijze op aanvraag {aanvraag.nummer}",
        sjabloon=brief.sjabloon, gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    zienswijze = Zienswijze(
        aanvraag_id=aanvraag.id, volgnummer=volgnummer, grond=grond, voornemen=voornemen, gevraagd_op=nu,
        termijn_tot=termijn_tot, gevraagd_door_id=door.id, document_id=document.id,
    )  # fmt: skip
    db.session.add(zienswijze)
    db.session.flush()
    leg_vast(
        "aanvraag:zienswijze_gevraagd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"zienswijze": volgnummer, "termijn_tot": termijn_tot.isoformat(), "document": document.kenmerk},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:zienswijze:{volgnummer}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Geef uw zienswijze op aanvraag {aanvraag.nummer}",
        tekst=(
            f"Het ministerie wil {wat} {aanvraag.nummer} ({aanvraag.project.naam}) {wil}. U kunt eerst zeggen wat u "
            f"daarvan vindt, tot en met {datum_nl(termijn_tot)}. Waarom, staat in de brief bij dit bericht."
        ),
        document=document, voorbeeld=brief.voorbeeld, door=door, nu=nu,
    )  # fmt: skip
    return zienswijze


def geef_zienswijze(
    zienswijze: Zienswijze, *, reactie: str, geen: bool, door: Gebruiker, ontvangen_op: datetime, nu: datetime
) -> None:
    """Record what the municipality says, or that it has no view (``geen``); once.

    ``ontvangen_op``: when the request reached the server. Raises ``NietBevoegd`` for who may not sign for the
    municipality, ``OngeldigeInvoer``, and ``Domeinfout`` when it was given or closed before.
    """
    aanvraag = zienswijze.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(zienswijze)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    if zienswijze.ontvangen_op is not None:
        raise Domeinfout(f"De zienswijze is al gegeven, op {moment_nl(zienswijze.ontvangen_op)}.")
    if zienswijze.gesloten:
        raise Domeinfout("Dit verzoek om een zienswijze is al gesloten.")
    tekst = "" if geen else schoon(reactie)
    gebreken = [] if geen else tekstgebreken(
        "reactie", tekst, hoogstens=LANGSTE_ANTWOORD,
        leeg="Schrijf uw zienswijze, of kies dat u er geen geeft.",
    )  # fmt: skip
    if geen and schoon(reactie):
        gebreken.append(
            Gebrek("reactie", "U schreef een zienswijze en koos dat u er geen geeft. Kies een van beide.")
        )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    zienswijze.reactie, zienswijze.ontvangen_op = tekst, als_utc(ontvangen_op)
    zienswijze.ingediend_door_id = door.id
    db.session.flush()
    leg_vast(
        "aanvraag:zienswijze_gegeven", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"zienswijze": zienswijze.volgnummer, "ontvangen_op": als_utc(ontvangen_op).isoformat(), "geen": geen},
    )  # fmt: skip
    wat = "geeft geen zienswijze" if geen else "heeft een zienswijze gegeven"
    te_laat = dag_in_amsterdam(ontvangen_op) > zienswijze.termijn_tot
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:zienswijze:{zienswijze.volgnummer}:in", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.IN, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Zienswijze bij aanvraag {aanvraag.nummer}",
        tekst=(
            f"De gemeente {wat} bij aanvraag {aanvraag.nummer} ({aanvraag.project.naam}), ontvangen op "
            f"{moment_nl(ontvangen_op)}."
            + (f" Dat is na de termijn van {datum_nl(zienswijze.termijn_tot)}." if te_laat else "")
        ),
        aan=list_behandelaars(aanvraag), voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip


def waarom_niet_te_sluiten(zienswijze: Zienswijze, vandaag: date) -> str:
    """Why nobody can close it yet; empty when it can be closed."""
    if zienswijze.gesloten:
        return "Dit verzoek om een zienswijze is al gesloten."
    if zienswijze.ontvangen_op is None and vandaag <= zienswijze.termijn_tot:
        return f"De gemeente kan haar zienswijze nog geven, tot en met {datum_nl(zienswijze.termijn_tot)}."
    return ""


def sluit_zienswijze(zienswijze: Zienswijze, *, door: Gebruiker, nu: datetime) -> None:
    """Close it: the view was given and read, or the term lapsed unused. For a person to find.

    Raises ``NietBevoegd``, and ``Domeinfout`` before that.
    """
    aanvraag = zienswijze.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(zienswijze)
    vereis_behandelaar(aanvraag, door, nu=nu)
    if waarom := waarom_niet_te_sluiten(zienswijze, dag_in_amsterdam(nu)):
        raise Domeinfout(waarom)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    zienswijze.gesloten = True
    db.session.flush()
    leg_vast(
        "aanvraag:zienswijze_gesloten", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"zienswijze": zienswijze.volgnummer, "gegeven": bool(zienswijze.reactie)},
    )  # fmt: skip


def list_verstreken_zienswijzen(vandaag: date) -> list[int]:
    """Ids of the open questions whose last day is over on ``vandaag`` and which nobody was told of yet."""
    sleutel = (
        literal("aanvraag:")
        + Aanvraag.nummer
        + literal(":zienswijzetermijn:")
        + cast(Zienswijze.volgnummer, String)
    )
    vraag = (
        select(Zienswijze.id)
        .join(Aanvraag, Zienswijze.aanvraag_id == Aanvraag.id)
        .where(
            ~Zienswijze.gesloten, Zienswijze.ontvangen_op.is_(None), Zienswijze.termijn_tot < vandaag,
            Aanvraag.status != Aanvraagstatus.INGETROKKEN, ~exists().where(Bericht.sleutel == sleutel),
        )
        .order_by(Zienswijze.id)
    )  # fmt: skip
    return list(db.session.scalars(vraag))


def meld_zienswijze_verstreken(zienswijze_id: int, *, nu: datetime) -> bool:
    """Report that the term of one question lapsed; whether it was this call that did. Decides nothing."""
    zienswijze = db.session.get_one(Zienswijze, zienswijze_id)
    aanvraag: Aanvraag = zienswijze.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(zienswijze)
    if zienswijze_id not in list_verstreken_zienswijzen(dag_in_amsterdam(nu)):
        return False
    leg_vast(
        "aanvraag:zienswijze_verstreken", object_soort="aanvraag", object_id=aanvraag.nummer, door=None, nu=nu,
        gegevens={"zienswijze": zienswijze.volgnummer, "termijn_tot": zienswijze.termijn_tot.isoformat()},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:zienswijzetermijn:{zienswijze.volgnummer}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"De termijn voor uw zienswijze op aanvraag {aanvraag.nummer} is voorbij",
        tekst=(
            f"U kon uw zienswijze op aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) geven tot en met "
            f"{datum_nl(zienswijze.termijn_tot)}. Er is geen zienswijze binnengekomen. De beoordeling gaat verder."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=None, nu=nu,
    )  # fmt: skip
    return True


def _brief(
    aanvraag: Aanvraag, volgnummer: int, grond: Afwijzingsgrond | None, voornemen: str, dag: date, door: Gebruiker,
    vandaag: date,
) -> Mededeling:  # fmt: skip
    weken, _ = termijn_weken(aanvraag)
    kern = [
        "Ik ben van plan uw aanvraag af te wijzen. Voordat ik beslis, kunt u zeggen wat u daarvan vindt. Dat kan "
        f"tot en met {datum_nl(dag)} (artikel 4:7 van de Algemene wet bestuursrecht)."
    ]
    waarom = [zin_van_grond(grond.zin, grond.artikel)] if grond is not None else []
    return maak_mededeling(
        aanvraag, kenmerk=f"{aanvraag.nummer}-Z{volgnummer}", onderwerp="Verzoek om uw zienswijze",
        kop="Ik vraag uw zienswijze", kern=kern,
        delen=(
            ("Waarom ik van plan ben de aanvraag af te wijzen", (*waarom, *alineas_van(voornemen))),
            (
                "Hoe u uw zienswijze geeft",
                (
                    f"Open in het loket uw aanvraag {aanvraag.nummer} en kies ‘Zienswijze geven’. Iemand die voor uw "
                    "gemeente mag tekenen, stuurt haar in. U kunt ook laten weten dat u geen zienswijze geeft.",
                ),
            ),
            (
                "Wat er daarna gebeurt",
                (
                    "Ik betrek uw zienswijze bij mijn besluit. Geeft u er geen, dan beslis ik met de gegevens die ik "
                    f"heb. U heeft {aantal(weken, 'week', 'weken')} de tijd."
                    if dag == standaarddag(aanvraag, vandaag)
                    else "Ik betrek uw zienswijze bij mijn besluit. Geeft u er geen, dan beslis ik met de gegevens die "
                    "ik heb.",
                ),
            ),
        ),
        door=door, vandaag=vandaag,
    )  # fmt: skip
