"""Deliveries: checked against the plan and against each other, reported, corrected after a question, taken back.

Everything that is reported is judged by a behandelaar (``oordelen``); only what was accepted counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import aantal, opsomming
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.bag import over_gemeente
from subsidie.realisatie.dubbelen import Bestaand, zoek_dubbelen
from subsidie.realisatie.leveringinvoer import DEEL, Leveringsmelding
from subsidie.realisatie.leveringmodellen import Levering, Woonruimte
from subsidie.realisatie.leveringqueries import (
    Leverstand,
    adres_van,
    lees_leverstand,
    list_bestaande,
    list_woonruimten,
)
from subsidie.realisatie.leveringregels import (
    Planstand,
    boven_plan,
    gedeelde_nummers,
    over_dag,
    over_deel,
    over_start,
    planstanden,
)
from subsidie.realisatie.oordelen import Meldingsoort, beantwoord, meld_aan_ministerie, registreer_gevolg
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.woonruimten import Opgave
from subsidie.register.gemeenten import gemeenten
from subsidie.tranches.keuzen import Woonruimtesoort
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

MEESTE_LEVERINGEN: Final = 50
"""Parts and days in one go."""


@dataclass(frozen=True, slots=True)
class Controle:
    """What a report would do. With ``gebreken`` nothing is stored; ``waarschuwingen`` are to look at."""

    meldingen: tuple[Leveringsmelding, ...]
    standen: tuple[Planstand, ...]
    gebreken: tuple[Gebrek, ...]
    waarschuwingen: tuple[Gebrek, ...]

    @property
    def woonruimten(self) -> int:
        """How many homes there are in it."""
        return sum(len(melding.opgaven) for melding in self.meldingen)


def controleer(
    aanvraag: Aanvraag, meldingen: Sequence[Leveringsmelding], *, nu: datetime,
    gemeenten_van: Collection[str] | None, zonder: Levering | None = None,
    stand: Leverstand | None = None,
) -> Controle:  # fmt: skip
    """Check reports of deliveries against the plan, the days and what was reported before; reads only.

    ``gemeenten_van``: the codes of which the reader may know applications (``None``: the ministry). ``zonder``: the
    delivery that this would replace; ``stand``: for who read it already (with the same ``zonder``). Raises
    ``Domeinfout`` when nothing can be reported on this application.
    """
    stand = stand or lees_leverstand(aanvraag, zonder=zonder)
    if stand.dicht or stand.verleend_op is None:
        raise Domeinfout(stand.dicht)
    opgaven = [opgave for melding in meldingen for opgave in melding.opgaven]
    bestaande = list_bestaande(
        aanvraag, [een.adres for een in opgaven], zonder_levering=zonder.id if zonder is not None else None
    )
    standen = planstanden(stand.plan, stand.bezet, opgaven, stand.namen)
    gebreken = _daggebreken(meldingen, stand.verleend_op, dag_in_amsterdam(nu))
    gebreken += _deelgebreken(meldingen, stand)
    gebreken += boven_plan(standen, opgaven)
    if len(meldingen) > MEESTE_LEVERINGEN:
        gebreken.append(
            Gebrek("", f"Meld ten hoogste {MEESTE_LEVERINGEN} combinaties van deel en dag tegelijk.")
        )
    dubbel = zoek_dubbelen(opgaven, bestaande, tranche_id=aanvraag.tranche_id, gemeenten=gemeenten_van)
    waarschuwingen = _waarschuwingen(meldingen, stand)
    waarschuwingen += _over_plaats(opgaven, aanvraag.gm_code, dag_in_amsterdam(nu))
    return Controle(
        tuple(meldingen), standen, (*gebreken, *dubbel.gebreken), (*waarschuwingen, *dubbel.waarschuwingen)
    )


def meld(
    aanvraag: Aanvraag, meldingen: Sequence[Leveringsmelding], *, toelichting: str, door: Gebruiker,
    nu: datetime,
) -> list[Levering]:  # fmt: skip
    """Report these deliveries, all of them or none, with one message to the ministry.

    ``nu``: when the report arrived. Raises ``NietBevoegd``, ``Domeinfout`` when nothing can be reported, and
    ``OngeldigeInvoer`` with every fault at its place.
    """
    vergrendel(aanvraag)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    toelichting = schoon(toelichting)
    controle = controleer(aanvraag, meldingen, nu=nu, gemeenten_van=kijker_van(door, nu=nu).gemeenten)
    gebreken = [*controle.gebreken, *_tekst(toelichting)]
    if gebreken or not meldingen:
        raise OngeldigeInvoer(gebreken or [Gebrek("", "Er staat geen enkele woonruimte in.")])
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    eerder = db.session.scalar(select(func.count()).where(Levering.aanvraag_id == aanvraag.id)) or 0
    leveringen = []
    for nummer, melding in enumerate(meldingen, start=eerder + 1):
        levering = Levering(
            kenmerk=f"{aanvraag.nummer}-L{nummer}", aanvraag_id=aanvraag.id, deel_id=melding.deel.id,
            opgeleverd_op=melding.opgeleverd_op, toelichting=toelichting, gemeld_op=nu, gemeld_door_id=door.id,
        )  # fmt: skip
        db.session.add(levering)
        db.session.flush()
        _zet_woonruimten(levering, aanvraag.tranche_id, melding.opgaven, vanaf=1)
        leg_vast(
            "aanvraag:levering_gemeld", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
            gegevens={
                "levering": levering.kenmerk, "opgeleverd_op": melding.opgeleverd_op.isoformat(),
                "woonruimten": len(melding.opgaven),
            },
        )  # fmt: skip
        leveringen.append(levering)
    if len(leveringen) == 1:
        meld_aan_ministerie(leveringen[0], door, nu)
    else:
        _bericht(aanvraag, leveringen, controle.woonruimten, door, nu)
    return leveringen


def verbeter(
    levering: Levering, melding: Leveringsmelding, *, toelichting: str, door: Gebruiker, nu: datetime
) -> tuple[int, int]:
    """Answer a question about a delivery with these homes instead of those that are there; how many went and came.

    A home that stays the same keeps its line; one that goes away is kept as ``vervallen``. Raises as ``meld``, and
    ``Domeinfout`` when nothing was asked, or when the homes belong to another part.
    """
    aanvraag = levering.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(levering)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    if levering.stand is not Meldingstand.VRAAG:
        raise Domeinfout("Over deze levering is niets gevraagd. U kunt haar nu niet veranderen.")
    if melding.deel.id != levering.deel_id:
        raise OngeldigeInvoer.van(
            "deel", f"Deze levering hoort bij deel ‘{levering.deel.naam}’. Trek haar in als dat niet klopt."
        )
    toelichting = schoon(toelichting)
    controle = controleer(
        aanvraag, [melding], nu=nu, gemeenten_van=kijker_van(door, nu=nu).gemeenten, zonder=levering
    )
    if gebreken := [*controle.gebreken, *_tekst(toelichting)]:
        raise OngeldigeInvoer(gebreken)
    over = {_sleutel(een): een for een in melding.opgaven}
    weg = [een.id for een in list_woonruimten(levering) if over.pop(_sleutel(een), None) is None]
    hoogste = db.session.scalar(
        select(func.max(Woonruimte.regel)).where(Woonruimte.levering_id == levering.id)
    )
    laat_vervallen(levering, alleen=weg)
    _zet_woonruimten(levering, aanvraag.tranche_id, list(over.values()), vanaf=(hoogste or 0) + 1)
    was = levering.opgeleverd_op
    levering.opgeleverd_op, levering.toelichting = melding.opgeleverd_op, toelichting
    gegevens: dict[str, Any] = {"levering": levering.kenmerk, "vervallen": len(weg), "toegevoegd": len(over)}
    if was != melding.opgeleverd_op:
        gegevens |= {"opgeleverd_op": melding.opgeleverd_op.isoformat(), "was": was.isoformat()}
    beantwoord(levering, door=door, nu=nu, **gegevens)
    return len(weg), len(over)


def na_stap(levering: Levering, _door: Gebruiker, _nu: datetime) -> None:
    """A delivery that was refused or taken back holds no homes any more: their addresses are free again."""
    if levering.stand in (Meldingstand.AFGEWEZEN, Meldingstand.INGETROKKEN):
        laat_vervallen(levering)


def registreer() -> None:
    """Let every step of a delivery have its consequence (``oordelen``)."""
    registreer_gevolg(Meldingsoort.LEVERING, na_stap)


def laat_vervallen(levering: Levering, *, alleen: Sequence[int] | None = None) -> None:
    """Let homes of a delivery lapse: all, or those with these ids. They stay to be read, and count nowhere."""
    if alleen is not None and not alleen:
        return
    opdracht = update(Woonruimte).where(Woonruimte.levering_id == levering.id, ~Woonruimte.vervallen)
    if alleen is not None:
        opdracht = opdracht.where(Woonruimte.id.in_(alleen))
    db.session.execute(opdracht.values(vervallen=True), execution_options={"synchronize_session": "fetch"})


def waarschuwingen_van(levering: Levering, *, nu: datetime) -> tuple[Gebrek, ...]:
    """What is remarkable about a delivery as it stands, for who judges it: doubles elsewhere, days, places."""
    aanvraag = levering.aanvraag
    stand = lees_leverstand(aanvraag, zonder=levering)
    opgaven = [
        Opgave((een.doelgroep, een.aard, een.soort), adres_van(een), lambda veld: veld, f"regel {een.regel}")
        for een in list_woonruimten(levering)
    ]
    bestaande: list[Bestaand] = list_bestaande(
        aanvraag, [een.adres for een in opgaven], zonder_levering=levering.id
    )
    dubbel = zoek_dubbelen(opgaven, bestaande, tranche_id=aanvraag.tranche_id, gemeenten=None)
    standen = planstanden(stand.plan, stand.bezet, opgaven, stand.namen)
    uit = [Gebrek("", gebrek.melding) for gebrek in boven_plan(standen, opgaven)]
    if tekst := over_start(levering.opgeleverd_op, stand.start_per_deel.get(levering.deel_id)):
        uit.append(Gebrek("", tekst))
    uit += _over_plaats(opgaven, aanvraag.gm_code, dag_in_amsterdam(nu))
    return (*uit, *dubbel.gebreken, *dubbel.waarschuwingen)


def _sleutel(een: Opgave | Woonruimte) -> tuple[Any, ...]:
    if isinstance(een, Opgave):
        return (*een.wijze, een.adres)
    return (een.doelgroep, een.aard, een.soort, adres_van(een))


def _zet_woonruimten(levering: Levering, tranche_id: int, opgaven: Sequence[Opgave], *, vanaf: int) -> None:
    rijen = [
        {
            "levering_id": levering.id, "aanvraag_id": levering.aanvraag_id, "tranche_id": tranche_id, "regel": regel,
            "doelgroep": een.wijze[0], "aard": een.wijze[1], "soort": een.wijze[2], "bag_id": een.adres.bag_id,
            "postcode": een.adres.postcode, "huisnummer": een.adres.huisnummer, "toevoeging": een.adres.toevoeging,
            "ruimte": een.adres.ruimte, "vervallen": False,
        }
        for regel, een in enumerate(opgaven, start=vanaf)
    ]  # fmt: skip
    if rijen:
        db.session.execute(insert(Woonruimte), rijen)  # in one statement: there can be thousands


def _daggebreken(meldingen: Sequence[Leveringsmelding], verleend_op: date, vandaag: date) -> list[Gebrek]:
    gebreken = [
        Gebrek(melding.waar_dag, tekst)
        for melding in meldingen
        if (tekst := over_dag(melding.opgeleverd_op, verleend_op=verleend_op, vandaag=vandaag))
    ]
    return list(dict.fromkeys(gebreken))


def _deelgebreken(meldingen: Sequence[Leveringsmelding], stand: Leverstand) -> list[Gebrek]:
    """A part that a colleague withdrew after these reports were read."""
    delen = {een.id for een in stand.delen}
    weg = {melding.deel.naam: None for melding in meldingen if melding.deel.id not in delen}
    return [Gebrek(DEEL, f"Deel ‘{naam}’ is intussen vervallen. Kies een ander deel.") for naam in weg]


def _waarschuwingen(meldingen: Sequence[Leveringsmelding], stand: Leverstand) -> list[Gebrek]:
    uit = []
    nieuw: dict[int, int] = {}
    for melding in meldingen:
        nieuw[melding.deel.id] = nieuw.get(melding.deel.id, 0) + len(melding.opgaven)
        if tekst := over_start(melding.opgeleverd_op, stand.start_per_deel.get(melding.deel.id)):
            uit.append(Gebrek("", tekst))
    namen = {deel.id: deel.naam for deel in stand.delen}
    for deel_id, hoeveel in nieuw.items():
        gepland, geleverd = stand.gepland_per_deel.get(deel_id, 0), stand.geleverd_per_deel.get(deel_id, 0)
        if tekst := over_deel(namen.get(deel_id, ""), gepland, geleverd, hoeveel):
            uit.append(Gebrek("", tekst))
    return list(dict.fromkeys(uit))


def _over_plaats(opgaven: Sequence[Opgave], gm_code: str, dag: date) -> list[Gebrek]:
    """Warnings about numbers of another municipality, the same one said once; and homes without a number."""
    per_tekst: dict[str, list[str]] = {}
    for een in opgaven:
        if een.adres.bag_id is not None and (
            tekst := over_gemeente(een.adres.bag_id, gm_code, dag, gemeenten())
        ):
            per_tekst.setdefault(tekst, []).append(een.noem)
    uit = [Gebrek(_noem(plekken), tekst) for tekst, plekken in per_tekst.items()]
    uit += gedeelde_nummers(opgaven)
    zonder = [
        een.noem for een in opgaven
        if een.adres.bag_id is None and een.wijze[2] is not Woonruimtesoort.STANDPLAATS
    ]  # fmt: skip
    if zonder:
        uit.append(Gebrek(_noem(zonder), "Hier staat geen BAG-nummer. Vul het in als het er is."))
    return uit


def _noem(plekken: Sequence[str]) -> str:
    """Places in a few words: ``regel 1, regel 2 en nog 30``."""
    if len(plekken) <= 3:
        return opsomming(plekken)
    return f"{', '.join(plekken[:2])} en nog {len(plekken) - 2}"


def _tekst(toelichting: str) -> list[Gebrek]:
    return tekstgebreken("toelichting", toelichting, hoogstens=LANGSTE_TOELICHTING)


def _bericht(
    aanvraag: Aanvraag, leveringen: Sequence[Levering], woonruimten: int, door: Gebruiker, nu: datetime
) -> None:
    hoeveel = aantal(len(leveringen), "oplevering", "opleveringen")
    stel_bericht(
        sleutel=f"levering:{leveringen[0].id}:in", groep=Berichtgroep.VOORTGANG, richting=Berichtrichting.IN,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Melding van {hoeveel} bij aanvraag {aanvraag.nummer}",
        tekst=(
            f"De gemeente meldt {hoeveel} met samen {aantal(woonruimten, 'woonruimte', 'woonruimten')}: "
            f"{opsomming([een.kenmerk for een in leveringen])}. Het gaat om {aanvraag.project.naam}. Een melding telt "
            "zodra een behandelaar haar heeft aanvaard."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
