"""From the working copy to what a version freezes, and back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN, FORMULIERDELEN, Delen, lees_delen, lees_ruw, opzet_van
from subsidie.aanvragen.inhoud.ontbreekt import ontbreekt
from subsidie.aanvragen.inhoud.ruw import Ruw, uit_waarde
from subsidie.aanvragen.inhoud.soorten import Bedrag
from subsidie.aanvragen.inhoud.woonruimten import LIJST
from subsidie.aanvragen.invoer import Aanvraaginvoer, Bijlageverwijzing, Woonruimteinvoer
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.tranches.regels import Regels

_BEDRAG = Bedrag(0, 0)


def naar_invoer(
    nummer: str,
    gm_code: str,
    delen: Delen,
    bijlagen: Iterable[Bijlageverwijzing],
    ontvangen_op: datetime,
    regels: Regels,
    *,
    volledig_op: datetime | None = None,
    dicht: Collection[Aanvraagdeel] = (),
) -> Aanvraaginvoer:
    """What a version freezes of these parts; ``ontvangen_op`` is the moment of the first receipt (Awb 2:17).

    Amounts and days are values; ``delen`` holds every part in the one text of each value, so that the same
    answers give the same bytes however they were typed. ``dicht``: parts that were filed before and cannot be
    changed now (a supplement opens some only), so what they lack does not stand in the way. Raises
    ``OngeldigeInvoer`` with everything else that is missing hard (``ontbreekt``): at ``waar`` the part and the field.
    """
    bestanden = tuple(bijlagen)
    mist = ontbreekt(delen, {een.soort for een in bestanden}, regels)
    hard = [een for een in mist if een.hard and een.deel not in dicht]
    project, kosten = delen.project, delen.kosten
    if hard or project.naam is None or project.pot is None or kosten.gevraagd_cent is None:
        raise OngeldigeInvoer(
            [Gebrek(f"{DEELNAMEN[een.deel]}: {een.veld}", een.melding) for een in hard]
            or [Gebrek("", "De aanvraag is niet heel.")]
        )
    return Aanvraaginvoer(
        nummer=nummer,
        gm_code=gm_code,
        pot=project.pot,
        projectnaam=project.naam,
        bouwvorm=project.bouwvorm,
        ontvangen_op=ontvangen_op,
        volledig_op=volledig_op,
        totale_kosten_cent=kosten.totale_kosten_cent,
        dekking_cent=kosten.dekking_cent,
        gevraagd_cent=kosten.gevraagd_cent,
        start_bouw_gepland=delen.planning.start_bouw,
        oplevering_gepland=delen.planning.oplevering,
        woonruimten=tuple(
            Woonruimteinvoer(
                regel.doelgroep, regel.aard, regel.soort, regel.aantal, regel.huurprijs_cent,
                toegang_gemeenschappelijke_ruimte=bool(regel.gemeenschappelijke_ruimte),
            )
            for regel in delen.woonruimten.regels
            if regel.doelgroep and regel.aard and regel.soort and regel.aantal
        ),
        delen={deel.value: vast for deel in FORMULIERDELEN if (vast := delen.inhoud[deel].vast())},
        bijlagen=bestanden,
        verklaringen=_verklaard(delen, regels), vragen=_gevraagd(regels),
    )  # fmt: skip


def _verklaard(delen: Delen, regels: Regels) -> dict[str, str]:
    teksten = regels.aanvraag_verklaringen.waarde if regels.heeft("aanvraag.verklaringen") else None
    return {een.code: een.tekst for een in teksten or () if een.code in delen.verklaringen.gegeven}


def _gevraagd(regels: Regels) -> dict[str, str]:
    vragen = regels.aanvraag_vragen.waarde if regels.heeft("aanvraag.vragen") else None
    return {een.code: een.vraag for een in vragen or ()}


def delen_uit_versie(gegevens: Mapping[str, Any], regels: Regels) -> dict[Aanvraagdeel, str]:
    """The working copy (``Conceptdeel.inhoud`` per part) that belongs to a version (``gegevens`` as JSON value).

    An application that was imported has no parts of its own: they are made from what it does have, so that it
    can be supplemented as well. Raises ``OngeldigeInvoer`` when ``gegevens`` are not those of a version.
    """
    eigen = gegevens.get("delen")
    ruwe = eigen if isinstance(eigen, dict) else _uit_kern(gegevens)
    uit: dict[Aanvraagdeel, str] = {}
    for deel in FORMULIERDELEN:
        opzet = opzet_van(deel, regels, alles=True)
        uit[deel] = canonieke_json(uit_waarde(opzet, ruwe.get(deel.value, {}))).decode()
    return uit


def lees_versie(gegevens: Mapping[str, Any], regels: Regels) -> Delen:
    """The parts of a version as values, whatever the tranche asked then: for showing and comparing."""
    return lees_delen(delen_uit_versie(gegevens, regels), regels, alles=True)


def kopieer(inhoud: Mapping[Aanvraagdeel, str], regels: Regels) -> dict[Aanvraagdeel, str]:
    """The parts of an earlier application for a new draft: what ``regels`` ask, without what must be given anew.

    Declarations are given again; a choice that this tranche does not have is left out.
    """
    uit: dict[Aanvraagdeel, str] = {}
    for deel in FORMULIERDELEN:
        if deel is Aanvraagdeel.VERKLARINGEN or not inhoud.get(deel):
            continue
        opzet = opzet_van(deel, regels)
        gelezen = lees_ruw(opzet, uit_waarde(opzet, _json(inhoud[deel])))
        uit[deel] = canonieke_json(gelezen.vast()).decode()
    return uit


def _json(tekst: str) -> object:
    from subsidie.kern.strikte_json import lees_json

    return lees_json(tekst.encode())


def _uit_kern(gegevens: Mapping[str, Any]) -> dict[str, Ruw]:
    """What an imported version says, as it would have been typed."""
    project: Ruw = {"naam": str(gegevens.get("project", ""))}
    for naam in ("bouwvorm", "pot"):
        if gegevens.get(naam):
            project[naam] = str(gegevens[naam])
    planning = {
        veld: date.fromisoformat(gegevens[naam]).isoformat()
        for veld, naam in (("start_bouw", "start_bouw_gepland"), ("oplevering", "oplevering_gepland"))
        if gegevens.get(naam)
    }
    kosten = {
        veld: _BEDRAG.schrijf(gegevens[naam])
        for veld, naam in (
            ("totale_kosten", "totale_kosten_cent"),
            ("totale_dekking", "dekking_cent"),
            ("gevraagd", "gevraagd_cent"),
        )
        if gegevens.get(naam) is not None
    }
    regels = [_regel(regel) for regel in gegevens.get("woonruimten", ())]
    return {
        Aanvraagdeel.PROJECT.value: project,
        Aanvraagdeel.WOONRUIMTEN.value: {LIJST: regels},
        Aanvraagdeel.PLANNING.value: planning,
        Aanvraagdeel.KOSTEN.value: kosten,
    }


def _regel(regel: Mapping[str, Any]) -> Ruw:
    uit: Ruw = {naam: str(regel[naam]) for naam in ("doelgroep", "aard", "soort", "aantal")}
    if regel.get("huurprijs_cent") is not None:
        uit["huurprijs"] = _BEDRAG.schrijf(regel["huurprijs_cent"])
    if regel.get("toegang_gemeenschappelijke_ruimte"):
        uit["gemeenschappelijke_ruimte"] = "ja"
    return uit
