"""The questions of the test beforehand, each held against the settings of the tranche."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from subsidie.aanvragen.voorafplan import ANDERS, VERBOUW, Moment, Plan, Regelbron, Uitkomst, Voorafoordeel
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.geld import euro
from subsidie.kern.tekst import opsomming
from subsidie.tranches.huurgrenzen import huurgrenzen
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Huureis, Woonruimtesoort
from subsidie.tranches.regels import Regels
from subsidie.tranches.woorden import in_woorden

KAN, LET_OP, KAN_NIET, OPEN = (
    Voorafoordeel.KAN,
    Voorafoordeel.LET_OP,
    Voorafoordeel.KAN_NIET,
    Voorafoordeel.OPEN,
)
ONBEKEND = "Deze regel is gezocht en niet gevonden. Vraag het na voordat u erop rekent."


def aanvrager(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Who applies: the municipality, for all tranches so far."""
    regel = regels.aanvrager
    bron = Regelbron.van(regel, str(regel.waarde))
    if not plan.aanvrager:
        yield nog_open("aanvrager", "Wie vraagt aan", bron)
    elif regel.is_onbekend:
        yield Uitkomst("aanvrager", "Wie vraagt aan", LET_OP, ONBEKEND, (bron,))
    elif plan.aanvrager == ANDERS:
        tekst = f"Aanvragen kan alleen {regel.waarde}. Bespreek uw plan met de gemeente: zij kan aanvragen."
        yield Uitkomst("aanvrager", "Wie vraagt aan", KAN_NIET, tekst, (bron,))
    else:
        yield Uitkomst("aanvrager", "Wie vraagt aan", KAN, f"Aanvragen kan {regel.waarde}.", (bron,))


def bouw(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """How homes are added: built new, or in a building that gets a residential function."""
    titel, regel = "Hoe de woonruimten er komen", regels.bouwvormen
    mag = {een.value: in_woorden(een) for een in regel.waarde or ()}
    bronnen = [Regelbron.van(regel, opsomming(list(mag.values())))]
    toevoegen = regels.voorwaarden.get("toevoegen")
    if toevoegen is not None:
        bronnen.append(Regelbron.van(toevoegen, str(toevoegen.waarde)))
    if not plan.bouw:
        yield nog_open("bouw", titel, *bronnen)
    elif regel.is_onbekend:
        yield Uitkomst("bouw", titel, LET_OP, ONBEKEND, tuple(bronnen))
    elif plan.bouw in mag:
        yield Uitkomst("bouw", titel, KAN, f"{mag[plan.bouw].capitalize()} kan.", tuple(bronnen))
    elif plan.bouw == VERBOUW:
        tekst = "Woningen verbouwen die er al zijn, telt niet: er moeten woonruimten bij komen."
        yield Uitkomst("bouw", titel, KAN_NIET, tekst, tuple(bronnen))
    else:
        tekst = f"In deze tranche kan alleen {opsomming(list(mag.values()), voegwoord='of')}."
        yield Uitkomst("bouw", titel, KAN_NIET, tekst, tuple(bronnen))


def groepen(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """For whom: target groups of the tranche, other residents beside them, and the pots that they belong to."""
    titel, regel = "Voor wie", regels.doelgroepen
    namen = {een.code: een.naam for een in regel.waarde or ()}
    gekozen = [code for code in plan.groepen if code in namen]
    buiten = len(gekozen) < len(plan.groepen)
    bronnen = [Regelbron.van(regel, opsomming(list(namen.values())))]
    gemengd = regels.voorwaarden.get("gemengd")
    if buiten and gekozen and gemengd is not None:
        bronnen.append(Regelbron.van(gemengd, str(gemengd.waarde)))
    if not plan.groepen:
        yield nog_open("groepen", titel, *bronnen)
        return
    if regel.is_onbekend:
        yield Uitkomst("groepen", titel, LET_OP, ONBEKEND, tuple(bronnen))
        return
    if not gekozen:
        tekst = "De groep waarvoor u bouwt, hoort niet bij de doelgroepen van deze tranche."
        yield Uitkomst("groepen", titel, KAN_NIET, tekst, tuple(bronnen))
        return
    wie = opsomming([namen[code] for code in gekozen])
    tekst = f"Deze tranche is ook voor: {wie}."
    if buiten:
        tekst += (
            " Woonruimten voor anderen tellen niet mee."
            if gemengd is not None and gemengd.waarde is not None
            else " Of het project daarnaast voor anderen mag zijn, is niet gevonden. Vraag het na."
        )
    potten = [
        pot
        for pot in regels.potten
        if len(regels.potten) > 1 and set(pot.doelgroepen.waarde or ()) & set(gekozen)
    ]
    if len(potten) > 1:
        waar = opsomming([f"‘{pot.naam.waarde}’" for pot in potten])
        tekst += f" Dit valt onder {len(potten)} potten: {waar}. U doet dan voor elke pot een eigen aanvraag."
    elif potten:
        tekst += f" Uw aanvraag hoort bij de pot ‘{potten[0].naam.waarde}’."
    yield Uitkomst("groepen", titel, LET_OP if buiten or len(potten) > 1 else KAN, tekst, tuple(bronnen))


def soorten(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Independent, with shared facilities, a pitch, or a place to stay."""
    meer = []
    verblijf = regels.voorwaarden.get("verblijfsruimte")
    if Woonruimtesoort.VERBLIJFSRUIMTE in plan.soorten and verblijf is not None:
        meer.append(Regelbron.van(verblijf, str(verblijf.waarde)))
    yield _binnen("soorten", "Soort woonruimte", plan.soorten, regels.soorten, meer)


def aarden(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """Permanent, flexible or both."""
    yield _binnen("aarden", "Permanent of flexibel", plan.aarden, regels.aarden)


def huur(plan: Plan, regels: Regels, moment: Moment) -> Iterator[Uitkomst]:
    """The rent against the dated table of limits; not known for how many people: the lowest limit (domein 8)."""
    titel, regel = "De huur", regels.huur_eisen
    eisen = [in_woorden(een) for een in regel.waarde or ()]
    bronnen = [Regelbron.van(regel, opsomming(eisen) or "geen")]
    if plan.soorten and set(plan.soorten) == {Woonruimtesoort.VERBLIJFSRUIMTE}:
        return  # another price, asked apart
    if plan.huur_cent is None:
        yield nog_open("huur", titel, *bronnen)
        return
    if regel.is_onbekend or regel.waarde is None:
        yield Uitkomst("huur", titel, LET_OP, ONBEKEND, tuple(bronnen))
        return
    rest = [in_woorden(een) for een in regel.waarde if een is not Huureis.AFTOPPINGSGRENS]
    ook = f" Deze toets kijkt niet naar {opsomming(rest)}." if rest else ""
    if Huureis.AFTOPPINGSGRENS not in regel.waarde:
        tekst = f"In deze tranche geldt de aftoppingsgrens niet.{ook}"
        yield Uitkomst("huur", titel, LET_OP if rest else KAN, tekst, tuple(bronnen))
        return
    try:
        grenzen = huurgrenzen(moment.jaar)
    except NietGevonden:
        tekst = f"De huurgrenzen van {moment.jaar} staan niet in dit programma. Zoek ze op voordat u aanvraagt.{ook}"
        yield Uitkomst("huur", titel, LET_OP, tekst, tuple(bronnen))
        return
    grens = grenzen.aftoppingsgrens_cent(plan.bewoners)
    laag, hoog = euro(grenzen.aftopping_laag_cent), euro(grenzen.aftopping_hoog_cent)
    bronnen.append(
        Regelbron(
            f"Aftoppingsgrens in {grenzen.jaar}",
            f"{laag} per maand voor een of twee bewoners, {hoog} voor drie of meer",
            grenzen.bron, grenzen.zekerheid, grenzen.toelichting,
        )
    )  # fmt: skip
    gevraagd = euro(plan.huur_cent)
    if plan.huur_cent <= grens:
        tekst = f"{gevraagd} per maand is niet hoger dan de aftoppingsgrens van {euro(grens)}.{ook}"
        yield Uitkomst("huur", titel, KAN, tekst, tuple(bronnen))
    elif plan.bewoners is None and plan.huur_cent <= grenzen.aftopping_hoog_cent:
        tekst = (
            f"{gevraagd} per maand kan alleen bij woonruimten voor drie of meer bewoners (tot {hoog}). Is een "
            f"woonruimte voor een of twee bewoners, dan is {laag} de grens."
        )
        yield Uitkomst("huur", titel, LET_OP, tekst, tuple(bronnen))
    else:
        tekst = f"{gevraagd} per maand is hoger dan de aftoppingsgrens van {euro(grens)}."
        yield Uitkomst("huur", titel, KAN_NIET, tekst, tuple(bronnen))


def verblijfsprijs(plan: Plan, regels: Regels, _moment: Moment) -> Iterator[Uitkomst]:
    """The price of a place to stay, per person per week; indexed yearly, so above it is no certain refusal."""
    titel, regel = "De prijs van een verblijfsruimte", regels.huur_verblijfsruimte_per_week
    cent = regel.waarde_cent
    if cent is None or Woonruimtesoort.VERBLIJFSRUIMTE not in plan.soorten:
        return
    bron = Regelbron.van(regel, f"{euro(cent)} per persoon per week")
    if plan.prijs_week_cent is None:
        yield nog_open("prijs_week", titel, bron)
    elif plan.prijs_week_cent <= cent:
        tekst = f"{euro(plan.prijs_week_cent)} per persoon per week is niet hoger dan {euro(cent)}."
        yield Uitkomst("prijs_week", titel, KAN, tekst, (bron,))
    else:
        tekst = (
            f"{euro(plan.prijs_week_cent)} per persoon per week is hoger dan {euro(cent)}. Dat bedrag wordt elk jaar "
            "aangepast aan de prijzen: vraag na welk bedrag nu geldt."
        )
        yield Uitkomst("prijs_week", titel, LET_OP, tekst, (bron,))


def _binnen(
    veld: str, titel: str, gekozen: Sequence[StrEnum], regel: Instelling[Any], meer: Sequence[Regelbron] = ()
) -> Uitkomst:
    """Whether everything chosen is among what the setting allows."""
    mag = list(regel.waarde or ())
    bronnen = (Regelbron.van(regel, opsomming([in_woorden(een) for een in mag])), *meer)
    if not gekozen:
        return nog_open(veld, titel, *bronnen)
    if regel.is_onbekend:
        return Uitkomst(veld, titel, LET_OP, ONBEKEND, bronnen)
    niet = [in_woorden(een) for een in gekozen if een not in mag]
    if not niet:
        tekst = f"{opsomming([in_woorden(een) for een in gekozen]).capitalize()} kan."
        return Uitkomst(veld, titel, KAN, tekst, bronnen)
    kan_niet = f"{opsomming(niet).capitalize()} kan in deze tranche niet."
    if len(niet) < len(gekozen):
        return Uitkomst(veld, titel, LET_OP, f"{kan_niet} De rest van uw plan wel.", bronnen)
    return Uitkomst(veld, titel, KAN_NIET, kan_niet, bronnen)


def nog_open(veld: str, titel: str, *bronnen: Regelbron) -> Uitkomst:
    """The verdict on a question that was not answered: the rule, without judgement."""
    return Uitkomst(veld, titel, OPEN, "Deze vraag hebt u nog niet beantwoord.", bronnen)
