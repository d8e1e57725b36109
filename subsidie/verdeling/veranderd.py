"""What is no longer as it was when an allocation was frozen: the reason why nobody can fix it any more.

Compares what was frozen with what would be frozen now (verdeling.md, "The draw"), reads which rules, ceilings and
windows were recorded since, and which versions the outcome cites. Fixing rests on this list being empty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import lees_moment, moment_nl
from subsidie.tranches.models import InstellingWaarde, Plafond, Pot, Tijdvak
from subsidie.tranches.schema import Niveau, label_van
from subsidie.verdeling.invoer import bevroren, lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingsregel
from subsidie.verdeling.narekening import beoordeel
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.verdeling.samenstellen import NietTeVerdelen, stel_invoer_samen
from subsidie.web.db import db

_VELDEN: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "gemeente": ("gemeente", str),
    "pot": ("pot", str),
    "gevraagd_cent": ("bedrag dat meetelt", euro_kort),
    "minimum_cent": ("minimaal bedrag", euro_kort),
    "eenheden": ("woonruimten", getal),
    "volledig_op": ("volledig op", lambda iso: moment_nl(lees_moment(iso))),
    "categorie": ("categorie", str),
    "score": ("score", lambda score: str(score).replace(".", ",")),
    "afwijzingsgrond": ("afwijzingsgrond", str),
    "reeds_verleend_cent": ("eerder verleend", euro_kort),
}
"""The fields of a candidate (verdeling.md, "Input"), with their name and how they are written."""

_GEEN: Final = "geen"


@dataclass(frozen=True, slots=True)
class Verandering:
    """One thing that is different: ``wat`` it is about, how it ``was`` when frozen and how it is ``nu``, in words.

    ``nummer``: the application it is about, if any.
    """

    wat: str
    was: str = ""
    nu: str = ""
    nummer: str = ""

    def __str__(self) -> str:
        return f"{self.wat}: was {self.was}, nu {self.nu}" if self.was or self.nu else self.wat


def veranderingen(verdeling: Verdeling) -> tuple[Verandering, ...]:
    """Everything that is not what was frozen; empty when the allocation still rests on it."""
    gevonden = (*_regels(verdeling), *_invoer(verdeling), *_versies(verdeling))
    return tuple(dict.fromkeys(gevonden))


def klopt_niet(verdeling: Verdeling) -> str:
    """What does not fit in what is stored (the hash, the outcome, a row), computed again now; empty when all fits."""
    return beoordeel(verdeling, list_rangrijen(verdeling)).bezwaar


def in_woorden(gevonden: Iterable[Verandering], *, hoogstens: int = 5) -> str:
    """The first changes as one text for a message."""
    alle = list(gevonden)
    tekst = "; ".join(str(een) for een in alle[:hoogstens])
    return f"{tekst}; en nog {getal(len(alle) - hoogstens)}" if len(alle) > hoogstens else tekst


def _invoer(verdeling: Verdeling) -> tuple[Verandering, ...]:
    try:
        nu = bevroren(lees_invoer(stel_invoer_samen(verdeling.tranche, moment=verdeling.bevroren_op)))
    except NietTeVerdelen as fout:
        return tuple(Verandering(regel.rstrip(".")) for regel in str(fout).splitlines())
    except Domeinfout as fout:
        return (Verandering(str(fout).rstrip(".")),)
    if sha256_hex(nu) == verdeling.bevroren_sha256:
        return ()
    try:
        toen = json.loads(verdeling.bevroren)
        gevonden = tuple(_vergelijk(toen, json.loads(nu), _statussen(verdeling)))
    except (ValueError, KeyError, TypeError, AttributeError):
        gevonden = ()  # what is stored is no input at all: then the hash is the only thing to compare
    return gevonden or (Verandering("De bevroren invoer is niet wat er nu zou worden bevroren"),)


def _vergelijk(
    toen: Mapping[str, Any], nu: Mapping[str, Any], statussen: Mapping[str, Aanvraagstatus]
) -> Iterable[Verandering]:
    was = {een["nummer"]: een for een in toen["kandidaten"]}
    is_ = {een["nummer"]: een for een in nu["kandidaten"]}
    for nummer in sorted(was.keys() | is_.keys()):
        if nummer not in is_:
            waarom = "ingetrokken" if statussen.get(nummer) is Aanvraagstatus.INGETROKKEN else "doet niet mee"
            yield Verandering(f"Aanvraag {nummer}", "deed mee", waarom, nummer)
        elif nummer not in was:
            yield Verandering(f"Aanvraag {nummer}", "deed niet mee", "doet mee", nummer)
        else:
            for veld in sorted(was[nummer].keys() | is_[nummer].keys()):
                oud, nieuw = was[nummer].get(veld), is_[nummer].get(veld)
                if oud != nieuw:
                    naam, schrijf = _VELDEN.get(veld, (veld, str))
                    yield Verandering(
                        f"Aanvraag {nummer}, {naam}", _of_geen(oud, schrijf), _of_geen(nieuw, schrijf), nummer
                    )
    yield from _potten(toen, nu)


def _potten(toen: Mapping[str, Any], nu: Mapping[str, Any]) -> Iterable[Verandering]:
    was, is_ = ({pot["pot"]: pot for pot in een["potten"]} for een in (toen, nu))
    for code in sorted(was.keys() | is_.keys()):
        oud, nieuw = was.get(code, {}), is_.get(code, {})
        for veld, naam in (("plafond_cent", "uitkeringsplafond"), ("overgeheveld_cent", "overgeheveld")):
            if oud.get(veld) != nieuw.get(veld):
                wat = f"Pot {code}, {naam}"
                yield Verandering(
                    wat, _of_geen(oud.get(veld), euro_kort), _of_geen(nieuw.get(veld), euro_kort)
                )
        if any(oud.get(veld) != nieuw.get(veld) for veld in ("regels", "restant_naar")):
            yield Verandering(f"Pot {code}: de manier van verdelen is anders")
    if toen.get("gemeentemaximum_cent") != nu.get("gemeentemaximum_cent"):
        yield Verandering(
            "Maximum per gemeente", _of_geen(toen.get("gemeentemaximum_cent"), euro_kort),
            _of_geen(nu.get("gemeentemaximum_cent"), euro_kort),
        )  # fmt: skip


def _of_geen(waarde: Any, schrijf: Callable[[Any], str]) -> str:
    return _GEEN if waarde is None else schrijf(waarde)


def _statussen(verdeling: Verdeling) -> dict[str, Aanvraagstatus]:
    rijen = db.session.execute(
        select(Aanvraag.nummer, Aanvraag.status).where(Aanvraag.tranche_id == verdeling.tranche_id)
    )
    return {rij.nummer: rij.status for rij in rijen}


def _regels(verdeling: Verdeling) -> list[Verandering]:
    """What was recorded about the tranche since: what is accepted by name rests on the rules as they were then."""
    tranche, sinds = verdeling.tranche, verdeling.bevroren_op
    potten = {pot.id: pot.code for pot in db.session.scalars(select(Pot).where(Pot.tranche_id == tranche.id))}
    gevonden: list[tuple[datetime, str]] = []
    for een in db.session.scalars(
        select(InstellingWaarde).where(
            InstellingWaarde.tranche_id == tranche.id, InstellingWaarde.vanaf > sinds
        )
    ):
        niveau = Niveau.TRANCHE if een.pot_id is None else Niveau.POT
        bij = f" (pot {potten[een.pot_id]})" if een.pot_id is not None else ""
        gevonden.append((een.vanaf, f"de regel ‘{label_van(niveau, een.sleutel)}’{bij}"))
    for plafond in db.session.scalars(
        select(Plafond).where(Plafond.pot_id.in_(potten), Plafond.vanaf > sinds)
    ):
        gevonden.append((plafond.vanaf, f"het uitkeringsplafond van pot {potten[plafond.pot_id]}"))
    for tijdvak in db.session.scalars(
        select(Tijdvak).where(Tijdvak.tranche_id == tranche.id, Tijdvak.vanaf > sinds)
    ):
        gevonden.append((tijdvak.vanaf, "het tijdvak"))
    return [
        Verandering(f"Opnieuw vastgelegd op {moment_nl(vanaf)}: {wat}") for vanaf, wat in sorted(gevonden)
    ]


def _versies(verdeling: Verdeling) -> list[Verandering]:
    """Applications of which a newer version came, also where it changes no amount: the outcome cites the old one."""
    rijen = db.session.execute(
        select(Aanvraag.nummer, AanvraagVersie.volgnummer, Aanvraag.huidige_versie)
        .join(Verdelingsregel, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .join(AanvraagVersie, Verdelingsregel.versie_id == AanvraagVersie.id)
        .where(
            Verdelingsregel.verdeling_id == verdeling.id,
            AanvraagVersie.volgnummer != Aanvraag.huidige_versie,
        )
        .order_by(Aanvraag.nummer)
    )
    return [
        Verandering(f"Aanvraag {nummer}, versie", getal(was), getal(nu), nummer) for nummer, was, nu in rijen
    ]
