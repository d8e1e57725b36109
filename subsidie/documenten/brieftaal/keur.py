"""Whether a text can be the text of a kind of letter: every fault at its line, in words for who wrote it.

An unknown name is refused here and not found out when 131 letters are made. What may be absent must stand under its
condition, and what the law asks of a decision must be in the letter whichever way the conditions fall.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from subsidie.documenten.brieftaal.boom import Als, Fout, Knoop, Regel, Regelsoort, regels_van
from subsidie.documenten.brieftaal.ontleed import LANGSTE_TEKST, ontleed
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.kern.tekst import verboden_tekens
from subsidie.platform.lettertypen import noem_tekens, ontbrekende_tekens

Pad = frozenset[tuple[str, bool]]
"""The conditions above a line, each with whether it holds there."""


def keur(tekst: str, soort: Briefsoort) -> tuple[Fout, ...]:
    """What is wrong with this text for this kind of letter, by line; nothing when it can be used."""
    knopen, fouten = ontleed(tekst)
    alle = [*fouten]
    if len(tekst) <= LANGSTE_TEKST:
        alle += _tekens(tekst)
        alle += _namen(knopen, soort, frozenset())
        alle += _koppen(knopen)
        # What is missing can only be told from a text that could be read.
        if not fouten:
            alle += _verplicht(knopen, soort)
    return tuple(sorted(set(alle), key=lambda fout: (fout.regel, fout.melding)))


def _tekens(tekst: str) -> Iterable[Fout]:
    for nummer, regel in enumerate(tekst.split("\n"), start=1):
        if verboden_tekens(regel, hoogstens=1):
            yield Fout(nummer, "Hierin staan tekens die niemand kan zien. Typ deze regel opnieuw.")
        elif ontbrekend := ontbrekende_tekens(regel):
            yield Fout(nummer, f"Deze tekens kunnen niet worden gedrukt: {noem_tekens(ontbrekend)}.")


def _namen(knopen: tuple[Knoop, ...], soort: Briefsoort, pad: Pad) -> Iterable[Fout]:
    for knoop in knopen:
        if isinstance(knoop, Als):
            if soort.voorwaarde(knoop.voorwaarde) is None:
                bekend = [een.naam for een in soort.voorwaarden]
                yield Fout(
                    knoop.nummer,
                    f"De voorwaarde ‘{knoop.voorwaarde}’ bestaat niet.{_bedoelt(knoop.voorwaarde, bekend, '[als {}]')}",
                )
            yield from _namen(knoop.dan, soort, _met(pad, soort, knoop.voorwaarde, not knoop.niet))
            yield from _namen(knoop.anders, soort, _met(pad, soort, knoop.voorwaarde, knoop.niet))
        elif knoop.soort is Regelsoort.BLOK:
            yield from _gebruik(knoop, knoop.blok, soort, pad, blok=True)
        else:
            for deel in knoop.delen:
                if deel.veld:
                    yield from _gebruik(knoop, deel.tekst, soort, pad, blok=False)


def _gebruik(regel: Regel, naam: str, soort: Briefsoort, pad: Pad, *, blok: bool) -> Iterable[Fout]:
    velden, blokken = [een.naam for een in soort.velden], [een.naam for een in soort.blokken]
    wat, vorm, bekend = ("Het onderdeel", "[[{}]]", blokken) if blok else ("Het veld", "{{{{ {} }}}}", velden)
    if naam not in bekend:
        if blok and naam in velden:
            yield Fout(
                regel.nummer, f"‘{naam}’ is een veld en geen onderdeel. Schrijf het zo: {{{{ {naam} }}}}."
            )
            return
        if naam in blokken:
            lijkt = next((f" Of bedoelt u {{{{ {een} }}}}?" for een in velden if een.startswith(naam)), "")
            yield Fout(
                regel.nummer,
                f"‘{naam}’ is een onderdeel en geen veld. Schrijf het zo, alleen op een regel: [[{naam}]].{lijkt}",
            )
            return
        yield Fout(regel.nummer, f"{wat} ‘{naam}’ bestaat niet.{_bedoelt(naam, bekend, vorm)}")
        return
    nodig = soort.alleen_als(naam)
    if nodig and (nodig, True) not in pad:
        yield Fout(
            regel.nummer,
            f"{wat} ‘{naam}’ is er niet in elke brief. Zet het tussen [als {nodig}] en [einde].",
        )


def _bedoelt(naam: str, bekend: list[str], vorm: str) -> str:
    gelijkend = get_close_matches(naam, bekend, n=1, cutoff=0.55)
    if not gelijkend:
        gelijkend = [een for een in bekend if naam and (naam in een or een in naam)][:1]
    return f" Bedoelt u {vorm.format(gelijkend[0])}?" if gelijkend else " Kies er een uit de lijst."


def _met(pad: Pad, soort: Briefsoort, naam: str, geldt: bool) -> Pad:
    voorwaarde = soort.voorwaarde(naam)
    meer = {(ander, True) for ander in voorwaarde.houdt_in} if voorwaarde and geldt else set()
    return pad | {(naam, geldt)} | meer


def _koppen(knopen: tuple[Knoop, ...]) -> Iterable[Fout]:
    regels = [regel for regel in regels_van(knopen) if regel.soort is not Regelsoort.LEEG]
    eerste = regels[0].nummer if regels else 1
    if not regels or regels[0].soort is not Regelsoort.KOP:
        yield Fout(eerste, "De tekst begint met de kop van de brief: een regel met # en een spatie ervoor.")
    elif not _dekt_kop(knopen):
        yield Fout(
            eerste, "De kop staat nu onder een voorwaarde en valt soms weg. Zet ook een kop bij [anders]."
        )
    for regel in regels[1:]:
        if regel.soort is Regelsoort.KOP and _meeste_koppen(knopen) > 1:
            yield Fout(regel.nummer, "Een brief heeft één kop met #. Gebruik hier ## voor een tussenkop.")


def _meeste_koppen(knopen: tuple[Knoop, ...]) -> int:
    return sum(
        max(_meeste_koppen(een.dan), _meeste_koppen(een.anders))
        if isinstance(een, Als)
        else een.soort is Regelsoort.KOP
        for een in knopen
    )


def _verplicht(knopen: tuple[Knoop, ...], soort: Briefsoort) -> Iterable[Fout]:
    laatste = max((regel.nummer for regel in regels_van(knopen)), default=1)
    for eis in soort.verplicht:
        if _dekt(knopen, eis.naam, soort, frozenset()):
            continue
        vorm = f"[[{eis.naam}]]" if soort.blok(eis.naam) else f"{{{{ {eis.naam} }}}}"
        ergens = [regel.nummer for regel in regels_van(knopen) if _noemt(regel, eis.naam)]
        if ergens:
            yield Fout(
                ergens[0],
                f"{vorm} staat nu onder een voorwaarde en valt soms weg. Het moet in elke brief staan: {eis.waarom}.",
            )
        else:
            yield Fout(laatste, f"{vorm} ontbreekt. Het moet in elke brief staan: {eis.waarom}.")


def _noemt(regel: Regel, naam: str) -> bool:
    return regel.blok == naam or any(deel.veld and deel.tekst == naam for deel in regel.delen)


def _dekt(knopen: tuple[Knoop, ...], naam: str, soort: Briefsoort, pad: Pad) -> bool:
    """Whether a field or part is there whichever way the conditions fall, as far as it exists at all then."""
    eigen = soort.alleen_als(naam)
    if eigen and (eigen, False) in pad:
        return True
    for knoop in knopen:
        if isinstance(knoop, Regel):
            if _noemt(knoop, naam):
                return True
            continue
        dan, anders = (_met(pad, soort, knoop.voorwaarde, geldt) for geldt in (not knoop.niet, knoop.niet))
        if _dekt(knoop.dan, naam, soort, dan) and _dekt(knoop.anders, naam, soort, anders):
            return True
    return False


def _dekt_kop(knopen: tuple[Knoop, ...]) -> bool:
    return any(
        _dekt_kop(een.dan) and _dekt_kop(een.anders) if isinstance(een, Als) else een.soort is Regelsoort.KOP
        for een in knopen
    )
