"""Making and reading scenarios: the engine on another input, stored whole. Nothing of the tranche changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.models import Beoordeling
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import NietGevonden, OngeldigeInvoer
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import PotRegels, Regels
from subsidie.tranches.service import regels, vergrendel_tranche
from subsidie.verdeling.engine import ENGINE_VERSIE, als_json, verdeel
from subsidie.verdeling.invoer import Kandidaat, Methode, Verdelingsinvoer, kandidaat_als_json, lees_invoer
from subsidie.verdeling.invoer import als_json as invoer_als_json
from subsidie.verdeling.narekening import Narekening
from subsidie.verdeling.queries import Herrekening, kenmerk_van, zoek_verdeling
from subsidie.verdeling.rangpagina import Rangbasis, get_rangbasis, rangbasis
from subsidie.verdeling.rangrijen import list_tussenstand
from subsidie.verdeling.samenstellen import invoer_van
from subsidie.verdeling.scenario import Potmogelijk, Wens, bouw, wens_van, wijzigingen
from subsidie.verdeling.scenariomodellen import Scenario
from subsidie.verdeling.stand import afdruk_van_nu, lees_regelstand, lopende_stand
from subsidie.verdeling.uitslag import Verdelingsuitslag
from subsidie.verdeling.vingerafdruk import onthoud, vingerafdruk, wie
from subsidie.verdeling.watals import lees_lopend
from subsidie.web.db import db

MAKEN: Final = (Rol.BEHANDELAAR, Rol.BESLISSER)
"""Who tries scenarios; who sees the whole tranche may read them."""
NU: Final = "nu"


@dataclass(frozen=True, slots=True)
class Uitgang:
    """Where a scenario begins: ``kenmerk`` is that of the newest allocation, or ``nu`` for the running position."""

    kenmerk: str
    invoer: dict[str, Any]
    mogelijk: tuple[Potmogelijk, ...]
    gelezen: Verdelingsinvoer
    teksten: Mapping[str, str]
    """Per number the candidate as canonical JSON: most of a scenario is what it begins with."""

    @property
    def wens(self) -> Wens:
        """What it asks itself."""
        return wens_van(self.invoer, self.mogelijk)

    @property
    def in_woorden(self) -> str:
        """``hoe het nu staat`` or ``verdeling RHA-V1``."""
        return "hoe het nu staat" if self.kenmerk == NU else f"verdeling {self.kenmerk}"


def mag_maken(rollen: Collection[Rol]) -> bool:
    """Whether someone with these roles may make a scenario."""
    return not set(rollen).isdisjoint(MAKEN)


def get_uitgang(tranche: Tranche, *, nu: datetime, methoden: Mapping[str, str] | None = None) -> Uitgang:
    """The newest allocation that did not lapse, else the running position.

    ``methoden``: per pot the method that is tried; it decides who counts in a running position. Raises ``Domeinfout``
    where the rules do not say yet how to divide.
    """

    def maak(methoden: Mapping[str, str] | None = None) -> Uitgang:
        if verdeling is not None:
            kenmerk, invoer = kenmerk_van(verdeling), invoer_van(verdeling)
        else:
            kenmerk, invoer = NU, lopende_stand(tranche, moment=nu, methoden=methoden).invoer
        gelezen = lees_invoer(invoer)
        teksten = {een.nummer: _als_tekst(een) for een in gelezen.kandidaten}
        return Uitgang(kenmerk, invoer, _mogelijk(regels(tranche)), gelezen, teksten)

    verdeling = zoek_verdeling(tranche)
    if verdeling is None:
        afdruk = afdruk_van_nu(tranche, nu=nu)
    else:
        delen = (kenmerk_van(verdeling), verdeling.bevroren, verdeling.seed, lees_regelstand())
        afdruk = sha256_hex(repr(delen).encode())
    uitgang = onthoud(("uitgang", tranche.id), afdruk, maak)
    anders = any(uitgang.wens.potten[code].methode != methode for code, methode in (methoden or {}).items())
    return maak(methoden) if anders and verdeling is None else uitgang


def _mogelijk(regelset: Regels) -> tuple[Potmogelijk, ...]:
    return tuple(_potmogelijk(pot) for pot in regelset.potten)


def _potmogelijk(pot: PotRegels) -> Potmogelijk:
    vast = pot.methode.waarde is Verdeelwijze.VAST
    categorieen = pot.categorieen.waarde or () if pot.heeft("categorieen") else ()
    criteria = pot.criteria.waarde or () if pot.heeft("criteria") else ()
    methoden = [Methode.BINNENKOMST]
    if not vast:
        methoden += [Methode.CATEGORIE] if categorieen else []
        methoden += [Methode.SCORE] if pot.methode.waarde is Verdeelwijze.SCORE else []
        methoden += [Methode.LOTING, Methode.NAAR_RATO]
    gelijk = pot.gelijke_stand.waarde or () if pot.heeft("gelijke_stand") else ()
    return Potmogelijk(
        code=pot.code,
        naam=pot.naam.waarde or pot.code,
        methoden=tuple(een.value for een in methoden),
        categorieen=tuple(een.code for een in categorieen),
        criteria=tuple((een.code, een.naam) for een in criteria),
        gewichten={een.code: een.gewicht for een in criteria},
        gelijke_stand=tuple(een.value for een in gelijk),
        vast=vast,
    )


def maak_scenario(tranche: Tranche, naam: str, wens: Wens, *, door: Gebruiker, nu: datetime) -> Scenario:
    """Compute what ``wens`` gives and keep it: changes, input, version of the engine, outcome, author, hashes.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` (``waar`` is a field of the form; every fault at once) and
    ``Domeinfout`` where the tranche cannot be divided at all.
    """
    vereis_rol(door, *MAKEN, nu=nu)
    vergrendel_tranche(tranche)
    uitgang = get_uitgang(tranche, nu=nu, methoden={code: pot.methode for code, pot in wens.potten.items()})
    if set(wens.potten) != {een.code for een in uitgang.mogelijk}:
        raise OngeldigeInvoer.van("", "De potten van deze tranche zijn andere dan op het formulier.")
    was = uitgang.wens
    herwogen = any(
        dict(pot.gewichten) != dict(was.potten[code].gewichten) for code, pot in wens.potten.items()
    )
    opbouw = get_opbouw(tranche) if herwogen else {}
    invoer = _lees(bouw(uitgang.invoer, wens, uitgang.mogelijk, opbouw), uitgang)
    anders = {"uitgangspunt": uitgang.kenmerk} | wijzigingen(was, wens)
    inhoud, uitkomst = _canoniek(invoer, uitgang), canonieke_json(als_json(verdeel(invoer)))
    laatste = db.session.scalar(
        select(func.max(Scenario.volgnummer)).where(Scenario.tranche_id == tranche.id)
    )
    scenario = Scenario(
        tranche=tranche, volgnummer=(laatste or 0) + 1, naam=naam, wijzigingen=canonieke_json(anders).decode(),
        invoer=inhoud.decode(), invoer_sha256=sha256_hex(inhoud), engine_versie=ENGINE_VERSIE,
        uitkomst=uitkomst.decode(), uitkomst_sha256=sha256_hex(uitkomst), gemaakt_op=nu, gemaakt_door_id=door.id,
    )  # fmt: skip
    db.session.add(scenario)
    db.session.flush()
    leg_vast(
        "scenario:gemaakt", object_soort="scenario", object_id=kenmerk_scenario(scenario), door=door, nu=nu,
        gegevens={
            "naam": naam, "invoer_sha256": scenario.invoer_sha256, "uitkomst_sha256": scenario.uitkomst_sha256,
            "engine_versie": ENGINE_VERSIE,
        },
    )  # fmt: skip
    return scenario


def _als_tekst(een: Kandidaat) -> str:
    return canonieke_json(kandidaat_als_json(een)).decode()


def _canoniek(invoer: Verdelingsinvoer, uitgang: Uitgang) -> bytes:
    """As ``canonieke_json(als_json(invoer))``; who is as in ``uitgang`` is not written anew."""
    was = {een.nummer: een for een in uitgang.gelezen.kandidaten}
    kandidaten = ",".join(
        uitgang.teksten[een.nummer] if was.get(een.nummer) is een else _als_tekst(een)
        for een in invoer.kandidaten
    )
    # Quotes inside a text are escaped, so this can only be the key itself.
    kop = canonieke_json(invoer_als_json(replace(invoer, kandidaten=())))
    return kop.replace(b'"kandidaten":[]', f'"kandidaten":[{kandidaten}]'.encode(), 1)


def _lees(gebouwd: Mapping[str, Any], uitgang: Uitgang) -> Verdelingsinvoer:
    """``gebouwd`` as the engine takes it: who was read and checked already is not read again, only another score is."""
    was = {pot.pot: pot.regels.methode for pot in uitgang.gelezen.potten}
    for pot in gebouwd["potten"]:
        methode = pot["regels"]["methode"]
        if methode != was[pot["pot"]] and methode in (Methode.SCORE, Methode.CATEGORIE):
            return lees_invoer(gebouwd)
    kop = lees_invoer({**gebouwd, "kandidaten": []})
    eerder = {een.nummer: een for een in uitgang.gelezen.kandidaten}
    kandidaten = []
    for een in gebouwd["kandidaten"]:
        gelezen = eerder[een["nummer"]]
        score = een.get("score")
        kandidaten.append(gelezen if score == gelezen.score else replace(gelezen, score=score))
    return replace(kop, kandidaten=tuple(kandidaten))


def get_opbouw(tranche: Tranche) -> dict[str, str | None]:
    """Per number how the score of its newest version came about; ``None`` where that was not recorded."""
    rijen = db.session.execute(
        select(Aanvraag.nummer, Beoordeling.opbouw)
        .join(AanvraagVersie, Beoordeling.versie_id == AanvraagVersie.id)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
    )
    return {rij.nummer: rij.opbouw for rij in rijen}


def kenmerk_scenario(scenario: Scenario) -> str:
    """How people refer to it: the tranche and its number."""
    return f"{scenario.tranche.code}-S{scenario.volgnummer}"


def get_wijzigingen(scenario: Scenario) -> dict[str, Any]:
    """What the scenario changes, as ``wijzigingen`` wrote it, with its ``uitgangspunt``."""
    gelezen: dict[str, Any] = json.loads(scenario.wijzigingen)
    return gelezen


@dataclass(frozen=True, slots=True)
class Scenariokop:
    """One scenario in a list; its large texts are not read."""

    volgnummer: int
    naam: str
    wijzigingen: Mapping[str, Any]
    gemaakt_op: datetime
    gemaakt_door: str


def list_scenarios(tranche: Tranche) -> list[Scenariokop]:
    """Every scenario of the tranche, the newest first."""
    rijen = db.session.execute(
        select(
            Scenario.volgnummer, Scenario.naam, Scenario.wijzigingen, Scenario.gemaakt_op,
            Gebruiker.naam.label("door"),
        )
        .join(Gebruiker, Scenario.gemaakt_door_id == Gebruiker.id)
        .where(Scenario.tranche_id == tranche.id)
        .order_by(Scenario.volgnummer.desc())
    )  # fmt: skip
    return [
        Scenariokop(rij.volgnummer, rij.naam, json.loads(rij.wijzigingen), rij.gemaakt_op, rij.door)
        for rij in rijen
    ]


def get_scenario(tranche: Tranche, volgnummer: int) -> Scenario:
    """This scenario of the tranche; raises ``NietGevonden``."""
    scenario: Scenario | None = db.session.scalar(
        select(Scenario).where(Scenario.tranche_id == tranche.id, Scenario.volgnummer == volgnummer)
    )
    if scenario is None:
        raise NietGevonden(f"{tranche.naam} heeft geen scenario {volgnummer}.")
    return scenario


def get_scenariobasis(scenario: Scenario) -> Rangbasis:
    """The outcome of ``scenario`` as a ranking, computed again; the verdict says whether it is what was stored."""
    tranche = scenario.tranche

    def maak() -> Rangbasis:
        uitslag = verdeel(lees_invoer(json.loads(scenario.invoer)))
        return rangbasis(
            f"SIMULATIE {kenmerk_scenario(scenario)} {tranche.naam}", list_tussenstand(tranche.id, uitslag),
            regels(tranche), _narekening(scenario, uitslag), voorlopig=uitslag.is_tussenstand,
            nummers=frozenset(),
        )  # fmt: skip

    afdruk = vingerafdruk(
        wie(tranche.id), scenario.invoer, scenario.uitkomst, scenario.invoer_sha256, str(lees_regelstand()),
        tranche.naam,
    )  # fmt: skip
    return onthoud(("scenario", scenario.id), afdruk, maak)


def _narekening(scenario: Scenario, uitslag: Verdelingsuitslag) -> Narekening:
    sha256 = sha256_hex(scenario.invoer.encode())
    gelijk = (
        sha256 == scenario.invoer_sha256 and canonieke_json(als_json(uitslag)).decode() == scenario.uitkomst
    )
    bezwaar = "" if gelijk else "Wat is opgeslagen, is niet wat de rekenregels van nu geven."
    return Narekening(gelijk, bezwaar, sha256, Herrekening(uitslag.invoer, uitslag))


def get_vergelijking(tranche: Tranche, *, nu: datetime) -> tuple[str, Rangbasis] | None:
    """What scenarios are held against: the newest allocation, else the running position; ``None`` without either."""
    verdeling = zoek_verdeling(tranche)
    if verdeling is not None:
        return f"verdeling {kenmerk_van(verdeling)}", get_rangbasis(verdeling)
    lopend = lees_lopend(tranche, nu=nu)
    return None if lopend is None else ("hoe het nu staat", lopend.basis)
