"""Filling in an application, a step per part: saving by hand and by itself, and choosing when two people saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.aanvulvragen import punten_voor
from subsidie.aanvragen.concept import Bewerkconflict, NietBewerkbaar, TeBewaren, bewaar_deel, waarom_dicht
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.conceptqueries import Werkkopie, get_werkkopie
from subsidie.aanvragen.conceptverschil import Verschilpunt, merken, open_punten, vergelijk, voeg_samen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import FORMULIERDELEN, lees_ruw
from subsidie.aanvragen.inhoud.ruw import LANGSTE_RUW, MEESTE_RUWE_RIJEN, Deelinhoud, uit_formulier, uit_json
from subsidie.aanvragen.invullen import Stand, Stappagina, lees_stand, maak_stap
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Gebrek, NietGevonden
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import in_amsterdam
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijft

bp = Blueprint("invullen", __name__)

JSON: Final = "application/json"
_RIJKNOP: Final = re.compile(r"(erbij|weg)-([a-z_]{1,40})(?:-([0-9]{1,6}))?")


@bp.get("/aanvragen/<nummer>/invullen")
@voor_rollen(*GEMEENTE)
def invullen(nummer: str) -> Antwoord:
    """To the first part in which something is missing; to the summary when nothing is."""
    stand = _stand(nummer)
    deel = stand.eerste_onaffe
    return redirect(adres_van_deel(nummer, deel) if deel else url_for("invullen.overzicht", nummer=nummer))


@bp.route("/aanvragen/<nummer>/invullen/<deel>", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def stap(nummer: str, deel: str) -> str | Antwoord:
    """One part: its form, and saving it."""
    gekozen = _deel(deel)
    werkkopie = get_werkkopie(nummer, voor=vereis_kijker(), nu=nu())
    if request.method == "POST":
        return _verwerk(werkkopie, gekozen)
    if gekozen not in werkkopie.open:
        flash(waarom_dicht(werkkopie.aanvraag), "let_op")
        return redirect(url_for("invullen.overzicht", nummer=nummer))
    stand = lees_stand(werkkopie, nu=nu())
    extra = {request.args["erbij"]: 1} if request.args.get("erbij") else {}
    return _pagina(maak_stap(stand, gekozen, extra=extra), na_bewaren="bewaard" in request.args)


def _verwerk(werkkopie: Werkkopie, deel: Aanvraagdeel) -> str | Antwoord:
    """What was sent for one part: stored as it was typed, faults and all, or a page that says why not."""
    automatisch = request.accept_mimetypes.best == JSON
    opgeslagen = lees_stand(werkkopie, nu=nu())
    opzet = opgeslagen.delen.inhoud[deel].opzet
    if "mijn" in request.form:
        return _kies(opgeslagen, deel)
    formulier = _zonder_rij(request.form.to_dict(flat=False))
    if gebreken := _past_niet(formulier):
        return _te_veel(opgeslagen, deel, formulier, gebreken, automatisch=automatisch)
    getypt = lees_ruw(opzet, uit_formulier(opzet, formulier))
    if deel not in werkkopie.open:
        return _niet_bewaard(
            opgeslagen, getypt, waarom_dicht(werkkopie.aanvraag), automatisch=automatisch, code=422
        )
    # Before the lock: reading what was typed is most of the work, and behind it every row would be read anew.
    nummer = werkkopie.aanvraag.nummer
    stand = lees_stand(werkkopie, nu=nu(), met=getypt)
    pagina = maak_stap(stand, deel, getypt=getypt)
    try:
        revisie = _bewaar(nummer, stand, getypt, basis=_revisie(), automatisch=automatisch)
    except Bewerkconflict:
        return _conflict(nummer, getypt, request.form.get("begin", ""), automatisch=automatisch)
    except NietBewerkbaar as fout:
        return _niet_bewaard(_stand(nummer), getypt, str(fout), automatisch=automatisch, code=422)
    if automatisch:
        return _bewaard_json(pagina, revisie)
    return _verder(nummer, pagina)


def _kies(stand: Stand, deel: Aanvraagdeel) -> str | Antwoord:
    """What somebody chose, per field, out of theirs and what another saved in between."""
    opgeslagen = stand.delen.inhoud[deel]
    opzet, nummer = opgeslagen.opzet, stand.werkkopie.aanvraag.nummer
    mijn = lees_ruw(opzet, uit_json(opzet, request.form["mijn"]))
    begin = request.form.get("begin", "")
    keuzen = {
        naam.removeprefix("keuze-"): waarde
        for naam, waarde in request.form.items()
        if naam.startswith("keuze-")
    }
    punten = vergelijk(opzet, mijn.ruw, opgeslagen.ruw, begin)
    if stand.werkkopie.delen[deel].revisie != _revisie():
        return _conflict(nummer, mijn, begin, automatisch=False)
    if zonder := open_punten(punten, keuzen):
        return _conflictpagina(stand, mijn, begin, punten, keuzen=keuzen, zonder=zonder, code=422)
    samen = lees_ruw(opzet, voeg_samen(opzet, mijn.ruw, opgeslagen.ruw, begin, keuzen))
    try:
        _bewaar(
            nummer,
            lees_stand(stand.werkkopie, nu=nu(), met=samen),
            samen,
            basis=_revisie(),
            automatisch=False,
        )
    except Bewerkconflict:
        return _conflict(nummer, mijn, begin, automatisch=False)
    flash("Uw keuzen zijn bewaard.", "goed")
    return redirect(adres_van_deel(nummer, deel))


@schrijft
def _bewaar(nummer: str, stand: Stand, getypt: Deelinhoud, *, basis: int, automatisch: bool) -> int:
    wat = TeBewaren(getypt.als_json())
    if getypt.deel is Aanvraagdeel.PROJECT:
        wat = TeBewaren(wat.inhoud, stand.delen.project.naam or "", stand.delen.project.pot or "")
    return bewaar_deel(
        nummer,
        getypt.deel,
        wat,
        basis=basis,
        door=vereis_kijker().gebruiker,
        nu=nu(),
        automatisch=automatisch,
    )


def _verder(nummer: str, pagina: Stappagina) -> Antwoord:
    """Where the button goes that was pressed; a step with faults comes back first."""
    deel = pagina.stap.deel
    doe = request.form.get("doe", "")
    rijknop = _RIJKNOP.fullmatch(doe)
    if rijknop is not None and (lijst := pagina.inhoud.opzet.lijst(rijknop[2])) is not None:
        rijen = len(pagina.inhoud.ruw.get(lijst.naam, ()))
        if rijknop[1] == "weg":
            return redirect(adres_van_deel(nummer, deel, lijst.naam))
        plek = f"{lijst.naam}-{rijen}-{lijst.velden[0].naam}"
        return redirect(
            url_for("invullen.stap", nummer=nummer, deel=deel.value, erbij=lijst.naam, _anchor=plek)
        )
    if doe == "verder" and not pagina.fouten:
        if pagina.volgende is None:
            return redirect(url_for("invullen.overzicht", nummer=nummer))
        return redirect(adres_van_deel(nummer, pagina.volgende.deel))
    if doe == "overzicht":
        return redirect(url_for("invullen.overzicht", nummer=nummer))
    if pagina.fouten:
        return redirect(url_for("invullen.stap", nummer=nummer, deel=deel.value, bewaard=1))
    flash("Bewaard.", "goed")
    return redirect(adres_van_deel(nummer, deel))


def _bewaard_json(pagina: Stappagina, revisie: int) -> Response:
    stand, getypt = pagina.stand, pagina.inhoud
    meldingen: dict[str, list[str]] = {}
    for gebrek in getypt.gebreken:
        meldingen.setdefault(gebrek.waar, []).append(gebrek.melding)
    opmerkingen: dict[str, list[str]] = {}
    for een in stand.opmerkingen:
        if een.deel is getypt.deel:
            opmerkingen.setdefault(een.veld, []).append(een.melding)
    return jsonify(
        revisie=revisie,
        begin=merken(getypt.opzet, getypt.ruw),
        bewaard_op=f"{in_amsterdam(nu()):%H.%M}",
        meldingen=meldingen,
        opmerkingen=opmerkingen,
        ontbreekt=len(pagina.stap.ontbreekt),
        ontbreekt_samen=len(stand.ontbreekt),
        totalen_html=render_template("invullen/totalen.html", stand=stand) if pagina.heeft_totalen else "",
        aftelling=stand.aftelling.tekst,
        haast=stand.aftelling.haast.value,
    )


def _niet_bewaard(stand: Stand, getypt: Deelinhoud, waarom: str, *, automatisch: bool, code: int) -> Antwoord:
    """The step with what was typed still in it, and why it is not stored."""
    if automatisch:
        return make_response(jsonify(fout=waarom), code)
    pagina = maak_stap(stand, getypt.deel, getypt=getypt)
    return make_response(_pagina(pagina, niet_bewaard=waarom), code)


def _te_veel(
    stand: Stand, deel: Aanvraagdeel, formulier: Mapping[str, list[str]], gebreken: list[Gebrek], *, automatisch: bool
) -> Antwoord:  # fmt: skip
    """More than a draft keeps: shown back whole, stored not at all."""
    waarom = "Er is niets bewaard: " + " ".join(gebrek.melding for gebrek in gebreken)
    if automatisch:
        return make_response(jsonify(fout=waarom), 422)
    opzet = stand.delen.inhoud[deel].opzet
    ruw = uit_formulier(opzet, formulier)
    for veld in opzet.velden:  # as it was typed, since nothing else keeps it now
        if formulier.get(veld.naam):
            ruw[veld.naam] = formulier[veld.naam][-1]
    return _niet_bewaard(stand, lees_ruw(opzet, ruw), waarom, automatisch=False, code=422)


def _conflict(nummer: str, getypt: Deelinhoud, begin: str, *, automatisch: bool) -> str | Antwoord:
    """Somebody saved this part in between: theirs and mine side by side; nothing was overwritten."""
    stand = _stand(nummer)
    if automatisch:
        rij = stand.werkkopie.delen[getypt.deel]
        om = f"{in_amsterdam(rij.gewijzigd_op):%H.%M} uur"
        wie = "U hebt" if _van_mij(rij) else f"{_naam(rij)} heeft"
        elders = " in een ander venster" if _van_mij(rij) else ""
        return make_response(jsonify(conflict=f"{wie} deze stap om {om} ook{elders} gewijzigd."), 409)
    opgeslagen = stand.delen.inhoud[getypt.deel]
    punten = vergelijk(getypt.opzet, getypt.ruw, opgeslagen.ruw, begin)
    return _conflictpagina(stand, getypt, begin, punten, keuzen={}, zonder=(), code=409)


def _van_mij(rij: Conceptdeel) -> bool:
    """Whether it was saved by who looks now: in another window, or a page that was left open."""
    return rij.gewijzigd_door_id == vereis_kijker().gebruiker.id


def _naam(rij: Conceptdeel) -> str:
    return rij.gewijzigd_door.naam if rij.gewijzigd_door else "Iemand anders"


def _conflictpagina(
    stand: Stand, mijn: Deelinhoud, begin: str, punten: tuple[Verschilpunt, ...], *, keuzen: Mapping[str, str],
    zonder: tuple[Verschilpunt, ...], code: int,
) -> Antwoord:  # fmt: skip
    markeer(stand.werkkopie.aanvraag.tranche)
    rij = stand.werkkopie.delen[mijn.deel]
    return make_response(
        render_template(
            "invullen/conflict.html", stand=stand, deel=mijn.deel, titel=mijn.opzet.titel, punten=punten,
            keuzen=keuzen, zonder={punt.sleutel for punt in zonder}, mijn=mijn.als_json(), begin=begin, hun=rij,
            wie="U" if _van_mij(rij) else _naam(rij), van_mij=_van_mij(rij),
            adres=adres_van_deel(stand.werkkopie.aanvraag.nummer, mijn.deel),
        ),
        code,
    )  # fmt: skip


def _pagina(pagina: Stappagina, *, na_bewaren: bool = False, niet_bewaard: str = "") -> str:
    markeer(pagina.stand.werkkopie.aanvraag.tranche)
    return render_template(
        "invullen/stap.html", pagina=pagina, stand=pagina.stand, aanvraag=pagina.stand.werkkopie.aanvraag,
        na_bewaren=na_bewaren, niet_bewaard=niet_bewaard, adres_van_deel=adres_van_deel,
        rekenregels=_rekenregels(pagina.stand),
        punten=punten_voor(pagina.stand.werkkopie.aanvraag, pagina.stap.deel),
    )  # fmt: skip


def _rekenregels(stand: Stand) -> dict[str, Any]:
    """What the page needs to add up while somebody types: the same numbers as the server uses."""
    regels = stand.werkkopie.regels
    maxima = {
        soort: regels.maximum_per_eenheid[eenheid.code].waarde_cent
        for eenheid in regels.eenheden.waarde or ()
        for soort in eenheid.soorten
        if eenheid.code in regels.maximum_per_eenheid
    }
    totalen = stand.totalen
    return {
        "maxima": {str(soort): cent for soort, cent in maxima.items()},
        "ruimte": totalen.ruimte_cent,
        "maximum": totalen.maximum_cent,
        "tekort": totalen.tekort_cent,
        "gevraagd": totalen.gevraagd_cent,
    }


def adres_van_deel(nummer: str, deel: Aanvraagdeel, anker: str = "") -> str:
    """The page of one part, at one field."""
    anders: dict[str, Any] = {"_anchor": anker} if anker else {}
    if deel is Aanvraagdeel.BIJLAGEN:
        eindpunt = "bijlagen.stap" if "bijlagen.stap" in current_app.view_functions else "invullen.overzicht"
        return url_for(eindpunt, nummer=nummer, **anders)
    return url_for("invullen.stap", nummer=nummer, deel=deel.value, **anders)


def _stand(nummer: str) -> Stand:
    return lees_stand(get_werkkopie(nummer, voor=vereis_kijker(), nu=nu()), nu=nu())


def _deel(tekst: str) -> Aanvraagdeel:
    if tekst not in {deel.value for deel in FORMULIERDELEN}:
        raise NietGevonden("Dit deel is er niet.")
    return Aanvraagdeel(tekst)


def _revisie() -> int:
    tekst = request.form.get("revisie", "")
    return int(tekst) if re.fullmatch(r"[0-9]{1,9}", tekst) else 0


def _zonder_rij(formulier: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """The form without the line whose button to remove it was pressed."""
    rijknop = _RIJKNOP.fullmatch(request.form.get("doe", ""))
    if rijknop is None or rijknop[1] != "weg" or rijknop[3] is None:
        return formulier
    begin = f"{rijknop[2]}-{rijknop[3]}-"
    return {naam: waarden for naam, waarden in formulier.items() if not naam.startswith(begin)}


def _past_niet(formulier: Mapping[str, list[str]]) -> list[Gebrek]:
    """What is more than a draft keeps at all."""
    gebreken = [
        Gebrek(naam, f"Een tekst is te lang ({getal(len(waarden[-1]))} tekens). Maak hem korter.")
        for naam, waarden in formulier.items()
        if len(waarden[-1]) > LANGSTE_RUW and naam not in ("begin", "mijn")
    ]
    rijen = {naam.rpartition("-")[0] for naam in formulier if naam.count("-") == 2}
    if len(rijen) > MEESTE_RUWE_RIJEN:
        gebreken.append(
            Gebrek(
                "", f"Er staan {getal(len(rijen))} regels in. Meer dan {getal(MEESTE_RUWE_RIJEN)} kan niet."
            )
        )
    return gebreken
