"""How a tranche stands before there is an allocation: asked against the ceiling, and what must happen first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.models import Pot, Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.onthouden import definitie_van
from subsidie.tranches.service import onbekende
from subsidie.verdeling.samenstellen import stel_invoer_samen
from subsidie.verdeling.stand import afdruk_van_nu, lees_regelstand
from subsidie.verdeling.vingerafdruk import onthoud
from subsidie.web.beeld import Staven, gebruik
from subsidie.web.db import db

Stap = tuple[str, str, str]
"""Label, how far (``gedaan``, ``nu``, ``straks``) and where it is done (empty: nowhere yet)."""


@dataclass(frozen=True, slots=True)
class Potstand:
    """What is asked of one pot, in eurocents; ``plafond_cent`` is ``None`` while it is unknown."""

    code: str
    naam: str
    plafond_cent: int | None
    aanvragen: int
    gevraagd_cent: int
    telt_mee_cent: int


@dataclass(frozen=True, slots=True)
class Voorstadium:
    """A tranche without an allocation. ``bezwaren``: what keeps the list from being frozen now."""

    potten: tuple[Potstand, ...]
    aanvragen: int
    beoordeeld: int
    buiten_tijdvak: int
    stappen: tuple[Stap, ...]
    bezwaren: tuple[str, ...]
    beeld: Staven

    @property
    def gevraagd_cent(self) -> int:
        """What is asked of all pots together."""
        return sum(pot.gevraagd_cent for pot in self.potten)


def voorstadium(tranche: Tranche, *, nu: datetime, afdruk: str = "") -> Voorstadium:
    """How ``tranche`` stands at ``nu``. Drafts and what was withdrawn ask for nothing.

    ``afdruk``: that of ``stand.afdruk_van_nu``, where it was computed already.
    """
    telling = _tel(tranche)
    potten = tuple(_potten(tranche, telling, nu=nu))
    binnen = [(aantal, status) for (_, status, buiten), (aantal, _, _) in telling.items() if not buiten]
    aanvragen = sum(aantal for aantal, _ in binnen)
    beoordeeld = sum(aantal for aantal, status in binnen if status is Aanvraagstatus.BEOORDEELD)
    return Voorstadium(
        potten=potten,
        aanvragen=aanvragen,
        beoordeeld=beoordeeld,
        buiten_tijdvak=sum(aantal for (_, _, buiten), (aantal, _, _) in telling.items() if buiten),
        stappen=stappen_van(tranche.status, klaar=bool(aanvragen) and beoordeeld == aanvragen),
        bezwaren=_bezwaren(tranche, nu=nu, afdruk=afdruk),
        beeld=gebruik(
            "Wat meetelt van de aanvragen, tegen het uitkeringsplafond",
            [(pot.naam, pot.telt_mee_cent, pot.plafond_cent) for pot in potten],
            kenmerk="gevraagd",
            gebruikt="telt mee",
        ),
    )


def stappen_van(
    status: Tranchestatus, *, klaar: bool, bevroren: bool = False, getrokken: bool = False
) -> tuple[Stap, ...]:
    """The way to a fixed allocation, and where it is now."""
    gedaan = [
        status is not Tranchestatus.VOORBEREIDING,
        status not in (Tranchestatus.VOORBEREIDING, Tranchestatus.OPEN),
        klaar or bevroren,
        bevroren,
        getrokken,
        False,
    ]
    labels = (
        "Openstellen",
        "Aanvragen ontvangen",
        "Beoordelen",
        "Lijst bevriezen",
        "Trekken",
        "Vaststellen door twee personen",
    )
    nu = gedaan.index(False)
    return tuple(
        (label, "gedaan" if plaats < nu else "nu" if plaats == nu else "straks", "")
        for plaats, label in enumerate(labels)
    )


Telling = dict[tuple[str, Aanvraagstatus, bool], tuple[int, int, int]]


def _tel(tranche: Tranche) -> Telling:
    """Per pot, status and whether it came too late: how many, asked and counting."""
    sleutel = (Pot.code, Aanvraag.status, Aanvraag.buiten_tijdvak)
    vraag = (
        select(
            *sleutel, func.count(), func.sum(AanvraagVersie.gevraagd_cent), func.sum(AanvraagVersie.subsidiabel_cent)
        )
        .join(Pot, Aanvraag.pot_id == Pot.id)
        .join(AanvraagVersie, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(
            Aanvraag.tranche_id == tranche.id,
            AanvraagVersie.volgnummer == Aanvraag.huidige_versie,
            Aanvraag.status.not_in((Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN)),
        )
        .group_by(*sleutel)
    )  # fmt: skip
    return {
        (pot, status, buiten): (aantal, int(gevraagd), int(telt_mee))
        for pot, status, buiten, aantal, gevraagd, telt_mee in db.session.execute(vraag)
    }


def _potten(tranche: Tranche, telling: Telling, *, nu: datetime) -> list[Potstand]:
    som: Counter[tuple[str, int]] = Counter()
    for (code, _, buiten), delen in telling.items():
        if not buiten:
            for nummer, deel in enumerate(delen):
                som[code, nummer] += deel
    potten = []
    for pot in definitie_van(tranche.id, lees_regelstand()).potten:
        geldig = [
            een.bedrag_cent
            for een in pot.plafonds
            if een.bedrag_cent is not None and (een.geldt_vanaf is None or een.geldt_vanaf <= nu)
        ]
        naam = pot.regels.naam.waarde or pot.code
        plafond_cent = geldig[-1] if geldig else None
        code = pot.code
        potten.append(Potstand(code, naam, plafond_cent, som[code, 0], som[code, 1], som[code, 2]))
    return potten


def _bezwaren(tranche: Tranche, *, nu: datetime, afdruk: str) -> tuple[str, ...]:
    if tranche.status is not Tranchestatus.GESLOTEN:
        return ()
    afdruk = afdruk or afdruk_van_nu(tranche, nu=nu)
    return onthoud(("bezwaren", tranche.id), afdruk, lambda: _zoek_bezwaren(tranche, nu=nu))


def _zoek_bezwaren(tranche: Tranche, *, nu: datetime) -> tuple[str, ...]:
    gevonden = []
    if tranche.aard is Trancheaard.ECHT and (open_regels := onbekende(tranche)):
        namen = ", ".join(een.label for een in open_regels)
        gevonden.append(f"Deze regels zijn nog onbekend: {namen}.")
    try:
        stel_invoer_samen(tranche, moment=nu)
    except Domeinfout as fout:
        gevonden.extend(str(fout).splitlines())
    return tuple(gevonden)
