"""One row of an import: an application, or a line of woonruimten, judged against the rules of the tranche."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from subsidie.aanvragen.bronbestand import schoon, toon
from subsidie.aanvragen.bronlezer import Rijlezer
from subsidie.aanvragen.invoer import Aanvraaginvoer, Woonruimteinvoer
from subsidie.aanvragen.kolommen import (
    HOOGSTE_AANTAL,
    HOOGSTE_HUURPRIJS_CENT,
    HOOGSTE_PROJECTBEDRAG_CENT,
    Lezer,
    bedrag,
    datum,
    geheel,
    ja_nee,
    keuze,
    moment,
    nummer,
    tekst,
)
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.register.gemeenten import Bestaan, Stand, is_gm_code, wie_is
from subsidie.tranches.keuzen import Bouwvorm, Verdeelwijze, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.regels import Regels

LEEG_MAAR_VOLLEDIG: Final = (
    "Deze cel is leeg, maar volledig_op is ingevuld. Vul de waarde in,"
    " of maak volledig_op leeg zolang die ontbreekt."
)
"""Without the costs the deficit is unknown, and so is what counts: then the application was not complete."""

_projectbedrag = bedrag(laagste_cent=0, hoogste_cent=HOOGSTE_PROJECTBEDRAG_CENT)
_gevraagd = bedrag(laagste_cent=1, hoogste_cent=HOOGSTE_PROJECTBEDRAG_CENT)
_huurprijs = bedrag(laagste_cent=1, hoogste_cent=HOOGSTE_HUURPRIJS_CENT)
_aantal = geheel(1, HOOGSTE_AANTAL)


@dataclass(frozen=True, slots=True)
class Woorden:
    """The words that a tranche knows, as codes. A setting that is ``onbekend`` limits nothing."""

    potten: tuple[str, ...]
    doelgroepen: tuple[str, ...]
    doelgroepen_per_pot: Mapping[str, tuple[str, ...]]
    bouwvormen: tuple[str, ...]
    aarden: tuple[str, ...]
    soorten: tuple[str, ...]

    @classmethod
    def van(cls, regels: Regels) -> Woorden:
        """The words of a tranche; a pot with fixed amounts takes no applications and is left out."""
        groepen = tuple(groep.code for groep in regels.doelgroepen.waarde or ())
        potten = [pot for pot in regels.potten if pot.methode.waarde is not Verdeelwijze.VAST]
        return cls(
            potten=tuple(pot.code for pot in potten),
            doelgroepen=groepen,
            doelgroepen_per_pot={pot.code: tuple(pot.doelgroepen.waarde or groepen) for pot in potten},
            bouwvormen=tuple(vorm.value for vorm in regels.bouwvormen.waarde or Bouwvorm),
            aarden=tuple(aard.value for aard in regels.aarden.waarde or Woonruimteaard),
            soorten=tuple(soort.value for soort in regels.soorten.waarde or Woonruimtesoort),
        )


@dataclass(frozen=True, slots=True)
class Maatstaf:
    """What a row is held against: the words of the tranche, the municipalities by code, the moment of now.

    ``namen`` holds the codes of the municipalities that bear a name.
    """

    woorden: Woorden
    register: Mapping[str, Bestaan]
    namen: Mapping[str, Collection[str]]
    nu: datetime
    projectnaam: Lezer[str]

    @classmethod
    def van(
        cls, woorden: Woorden, register: Mapping[str, Bestaan], nu: datetime, projectnaam: Lezer[str]
    ) -> Maatstaf:
        """The measure, with the names in ``register`` in order."""
        namen: dict[str, set[str]] = {}
        for code, gemeente in register.items():
            for naam in _namen(gemeente):
                namen.setdefault(naam, set()).add(code)
        return cls(woorden, register, namen, nu, projectnaam)


def lees_aanvraag(rij: Rijlezer, maatstaf: Maatstaf) -> Aanvraaginvoer | None:
    """The application in ``rij``, without its lines; ``None`` when something is wrong (kept with the row)."""
    woorden = maatstaf.woorden
    ontvangen_op = _lees_verleden_moment(rij, "ontvangen_op", maatstaf.nu)
    volledig_op = _lees_verleden_moment(rij, "volledig_op", maatstaf.nu, verplicht=False)
    if ontvangen_op is not None and volledig_op is not None and volledig_op < ontvangen_op:
        rij.meld(
            "volledig_op",
            f"{moment_nl(volledig_op)} ligt vóór ontvangen_op ({moment_nl(ontvangen_op)})."
            " Een aanvraag is pas volledig als zij er is: verbeter één van de twee.",
        )
    bij_volledig = None if rij.is_leeg("volledig_op") else LEEG_MAAR_VOLLEDIG
    kosten = rij.lees("totale_kosten_eur", _projectbedrag, leeg=bij_volledig)
    dekking = rij.lees("eigen_bijdrage_en_overige_dekking_eur", _projectbedrag, leeg=bij_volledig)
    bouwvorm = rij.lees("bouwvorm", keuze(woorden.bouwvormen, "bouwvorm van deze tranche"), leeg=bij_volledig)
    start = rij.lees("start_bouw_gepland", datum, leeg=bij_volledig)
    oplevering = rij.lees("oplevering_gepland", datum, leeg=bij_volledig)
    if start is not None and oplevering is not None and oplevering < start:
        rij.meld(
            "oplevering_gepland",
            f"{datum_nl(oplevering)} ligt vóór start_bouw_gepland ({datum_nl(start)})."
            " Verbeter één van de twee.",
        )
    aanvraagnummer = rij.lees("aanvraagnummer", nummer)
    gm_code = _lees_gemeente(rij, ontvangen_op, maatstaf)
    projectnaam = rij.lees("projectnaam", maatstaf.projectnaam)
    gevraagd = rij.lees("gevraagd_eur", _gevraagd)
    pot = lees_pot(rij, woorden, meld=True)
    if (
        not rij.foutloos or aanvraagnummer is None or gm_code is None or pot is None or projectnaam is None
        or ontvangen_op is None or gevraagd is None
    ):  # fmt: skip
        return None
    return Aanvraaginvoer(
        nummer=aanvraagnummer, gm_code=gm_code, pot=pot, projectnaam=projectnaam,
        bouwvorm=None if bouwvorm is None else Bouwvorm(bouwvorm),
        ontvangen_op=ontvangen_op, volledig_op=volledig_op,
        totale_kosten_cent=kosten, dekking_cent=dekking, gevraagd_cent=gevraagd,
        start_bouw_gepland=start, oplevering_gepland=oplevering, woonruimten=(),
    )  # fmt: skip


def lees_pot(rij: Rijlezer, woorden: Woorden, *, meld: bool = False) -> str | None:
    """The pot of an application; a tranche with one pot needs no column. Faults only with ``meld``."""
    if rij.is_leeg("pot"):
        if len(woorden.potten) == 1:
            return woorden.potten[0]
        if meld and "pot" in rij.kolommen:  # a column that is missing was reported with the header
            rij.meld(
                "pot",
                f"Deze tranche heeft meer dan één pot. Vul in: {opsomming(woorden.potten, voegwoord='of')}.",
            )
        return None
    if meld:
        return rij.lees("pot", keuze(woorden.potten, "pot van deze tranche"))
    cel = rij.cel("pot")
    return cel if isinstance(cel, str) and cel in woorden.potten else None


def lees_woonruimte(rij: Rijlezer, pot: str | None, woorden: Woorden) -> Woonruimteinvoer | None:
    """The line in ``rij``, for an application to ``pot`` (``None``: not known, then any target group of the
    tranche); ``None`` when something is wrong (kept with the row).
    """
    groepen = woorden.doelgroepen_per_pot.get(pot or "", woorden.doelgroepen)
    van = f"pot ‘{pot}’" if pot is not None and groepen != woorden.doelgroepen else "deze tranche"
    doelgroep = rij.lees("doelgroep", keuze(groepen, f"doelgroep van {van}"))
    aard = rij.lees("aard", keuze(woorden.aarden, "aard van deze tranche"))
    soort = rij.lees("soort", keuze(woorden.soorten, "soort woonruimte van deze tranche"))
    aantal = rij.lees("aantal", _aantal)
    huurprijs = rij.lees("huurprijs_per_maand_eur", _huurprijs, leeg=None)
    toegang = rij.lees("toegang_gemeenschappelijke_ruimte", ja_nee, leeg=None)
    if not rij.foutloos or doelgroep is None or aard is None or soort is None or aantal is None:
        return None
    return Woonruimteinvoer(
        doelgroep=doelgroep, aard=Woonruimteaard(aard), soort=Woonruimtesoort(soort), aantal=aantal,
        huurprijs_cent=huurprijs, toegang_gemeenschappelijke_ruimte=toegang or False,
    )  # fmt: skip


def _lees_verleden_moment(
    rij: Rijlezer, kolom: str, nu: datetime, *, verplicht: bool = True
) -> datetime | None:
    gelezen = rij.lees(kolom, moment) if verplicht else rij.lees(kolom, moment, leeg=None)
    if gelezen is not None and gelezen > nu:
        rij.meld(kolom, f"{moment_nl(gelezen)} ligt in de toekomst. Het is nu {moment_nl(nu)}.")
    return gelezen


def _lees_gemeente(rij: Rijlezer, ontvangen_op: datetime | None, maatstaf: Maatstaf) -> str | None:
    """The code of a municipality that exists on the day of receipt and bears the name beside it."""
    code = rij.lees("gm_code", tekst)
    naam = rij.lees("gemeente", tekst)
    if code is None:
        return None
    register = maatstaf.register
    if code not in register:
        vorm = "" if is_gm_code(code) else " Schrijf GM en vier cijfers, bijvoorbeeld GM0363."
        rij.meld(
            "gm_code",
            f"‘{toon(code)}’ is geen bekende gemeentecode.{vorm}{_code_bij_naam(naam, maatstaf)}",
        )
        return None
    if ontvangen_op is not None:
        op_dag = wie_is(code, dag_in_amsterdam(ontvangen_op), register)
        if op_dag.stand is not Stand.BESTAAT:
            rij.meld("ontvangen_op" if op_dag.stand is Stand.BUITEN_BEREIK else "gm_code", str(op_dag))
            return None
    gemeente = register[code]
    if naam is not None and _gelijk(naam) not in _namen(gemeente):
        rij.meld(
            "gemeente",
            f"‘{toon(naam)}’ hoort niet bij {code}: dat is {gemeente.naam}. Verbeter de naam of de code."
            f"{_code_bij_naam(naam, maatstaf)}",
        )
    return code


def _code_bij_naam(naam: str | None, maatstaf: Maatstaf) -> str:
    """`` Oosterhout heeft code GM0826.`` when just one municipality bears that name; otherwise nothing."""
    codes = [] if naam is None else list(maatstaf.namen.get(_gelijk(naam), ()))
    return f" {maatstaf.register[codes[0]].naam} heeft code {codes[0]}." if len(codes) == 1 else ""


def _namen(gemeente: Bestaan) -> set[str]:
    """The name in the register, and the short one where there is one."""
    return {_gelijk(gemeente.naam), _gelijk(getattr(gemeente, "naam_kort", gemeente.naam))}


def _gelijk(naam: str) -> str:
    return schoon(naam).casefold()
