"""Validating the input of an allocation, every fault at once (verdeling.md, "Input" and "What follows").

First the head and the pots, then the candidates (``lezen_kandidaten``), then what holds between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.strikte_json import MAX_GEHEEL, Pad, Vormfout, leesbaar, toon_pad
from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, GemeentemaximumTelt, Grens
from subsidie.verdeling.invoer import Methode, Pot, Regels, Verdelingsinvoer
from subsidie.verdeling.lezen_kandidaten import Kandidatenlezer, wie_is_kandidaat
from subsidie.verdeling.velden import GelezenPot, Velden, gebrek_van_tekst, genoemde_sleutels

_KOP = frozenset({"seed", "gemeentemaximum_cent", "gemeentemaximum_telt", "potten", "kandidaten"})
_POT = frozenset({"pot", "plafond_cent", "regels", "restant_naar", "overgeheveld_cent"})
_BIJ_GROEPEN = frozenset({"methode", "binnen_groep", "grens"})
_REGELS = {
    Methode.BINNENKOMST: _BIJ_GROEPEN,
    Methode.CATEGORIE: _BIJ_GROEPEN | {"categorieen"},
    Methode.SCORE: _BIJ_GROEPEN | {"drempelscore", "gelijke_stand"},
    Methode.LOTING: _BIJ_GROEPEN,
    Methode.NAAR_RATO: frozenset({"methode"}),
}
_ALLE_REGELS = frozenset[str]().union(*_REGELS.values())


def lees(gegevens: object, vormfouten: Sequence[Vormfout]) -> Verdelingsinvoer:
    """See ``invoer.lees_invoer``."""
    inhoudelijk: list[Gebrek] = []
    invoer = _lees(gegevens, inhoudelijk)
    gebreken = [Gebrek(_waar(gegevens, fout.pad), fout.melding) for fout in vormfouten]
    # A value that is not even JSON needs no second line about the same field.
    al_gemeld = {
        gebrek.waar for gebrek, fout in zip(gebreken, vormfouten, strict=True) if fout.over_de_waarde
    }
    gebreken += [gebrek for gebrek in inhoudelijk if gebrek.waar not in al_gemeld]
    if gebreken or invoer is None:
        raise OngeldigeInvoer(gebreken)
    return invoer


def _lees(gegevens: object, gebreken: list[Gebrek]) -> Verdelingsinvoer | None:
    if not isinstance(gegevens, dict):
        gebreken.append(Gebrek("", "de invoer moet een JSON-object zijn"))
        return None
    kop = Velden(gegevens, gebreken)
    kop.weiger_onbekende(_KOP)
    seed = kop.tekst("seed", leeg_mag=True)
    maximum = kop.geheel("gemeentemaximum_cent", minimum=0)
    telt = kop.keuze("gemeentemaximum_telt", GemeentemaximumTelt)
    rijen = kop.lijst("potten")
    if rijen == []:
        kop.fout("potten", "er moet minstens één pot zijn")
    potten = [_lees_pot(plek, ruw, gebreken) for plek, ruw in enumerate(rijen or [])]
    _controleer_onderling(potten)
    _controleer_kop(kop, potten, seed, telt)

    lezer = Kandidatenlezer(gebreken, None if rijen is None else potten)
    kandidaten = [lezer.lees(plek, ruw) for plek, ruw in enumerate(kop.lijst("kandidaten") or [])]
    lezer.controleer_onderling()
    _controleer_plafonds(potten)
    if gebreken:
        return None
    return Verdelingsinvoer(
        potten=tuple(gelezen.pot for gelezen in potten if gelezen.pot is not None),
        kandidaten=tuple(een for een in kandidaten if een is not None),
        seed=seed,
        gemeentemaximum_cent=maximum,
        gemeentemaximum_telt=telt or GemeentemaximumTelt.GEVRAAGD,
        genoemd=genoemde_sleutels(gegevens),
    )


def _lees_pot(plek: int, ruw: object, gebreken: list[Gebrek]) -> GelezenPot:
    wie = f"potten[{plek}]"
    if not isinstance(ruw, dict):
        gebreken.append(Gebrek(wie, "moet een object zijn"))
        return GelezenPot(Velden({}, gebreken, wie))
    velden = Velden(ruw, gebreken, _wie_is_pot(plek, ruw.get("pot")))
    velden.weiger_onbekende(_POT)
    gelezen = GelezenPot(velden, naam=velden.tekst("pot", verplicht=True))
    plafond_cent = velden.geheel("plafond_cent", minimum=0, verplicht=True)
    gelezen.restant_naar = velden.tekst("restant_naar")
    overgeheveld_cent = velden.geheel("overgeheveld_cent", minimum=-MAX_GEHEEL)
    regels = _lees_regels(gelezen)
    if plafond_cent is not None and (
        overgeheveld_cent is not None or velden.ruw("overgeheveld_cent") is None
    ):
        gelezen.ruimte_cent = plafond_cent + (overgeheveld_cent or 0)
    if gelezen.naam is not None and plafond_cent is not None and regels is not None:
        gelezen.pot = Pot(
            pot=gelezen.naam,
            plafond_cent=plafond_cent,
            regels=regels,
            restant_naar=gelezen.restant_naar,
            overgeheveld_cent=overgeheveld_cent or 0,
            genoemd=genoemde_sleutels(ruw),
        )
    return gelezen


def _lees_regels(gelezen: GelezenPot) -> Regels | None:
    ruw = gelezen.velden.ruw("regels")
    if not isinstance(ruw, dict):
        gelezen.velden.fout("regels", "dit veld ontbreekt" if ruw is None else "moet een object zijn")
        return None
    velden = gelezen.velden.binnen("regels", ruw)
    velden.weiger_onbekende(_ALLE_REGELS)
    methode = gelezen.methode = velden.keuze("methode", Methode, verplicht=True)
    hoort_erbij = _ALLE_REGELS if methode is None else _REGELS[methode]
    for sleutel in ruw:
        if sleutel in _ALLE_REGELS - hoort_erbij and ruw[sleutel] is not None:
            velden.fout(sleutel, f"dit veld hoort niet bij de methode {methode}")

    categorieen: tuple[str, ...] | None = None
    drempelscore: str | None = None
    gelijke_stand: tuple[str, ...] | None = None
    if "categorieen" in hoort_erbij:
        categorieen = velden.namen("categorieen", verplicht=methode is Methode.CATEGORIE)
        if categorieen == ():
            velden.fout("categorieen", "er moet minstens één categorie zijn")
        gelezen.categorieen = categorieen
    if "drempelscore" in hoort_erbij:
        drempelscore = velden.score("drempelscore")
        gelijke_stand = velden.namen("gelijke_stand", keuzes=tuple(GelijkeStand))
    binnen_groep = velden.keuze("binnen_groep", BinnenGroep) if "binnen_groep" in hoort_erbij else None
    if methode is Methode.LOTING and binnen_groep is BinnenGroep.TIJDSTIP:
        velden.fout("binnen_groep", "bij de methode loting kan dit alleen loting zijn")
    grens = velden.keuze("grens", Grens) if "grens" in hoort_erbij else None
    gelezen.kan_loten = methode is Methode.LOTING or (
        methode not in {None, Methode.NAAR_RATO} and velden.ruw("binnen_groep") in (None, "loting")
    )
    if methode is None:
        return None
    return Regels(
        methode=methode,
        categorieen=categorieen or (),
        drempelscore=drempelscore,
        gelijke_stand=tuple(GelijkeStand(sleutel) for sleutel in gelijke_stand or ()),
        binnen_groep=binnen_groep or BinnenGroep.LOTING,
        grens=grens or Grens.STOP,
        genoemd=genoemde_sleutels(ruw),
    )


def _controleer_onderling(potten: Sequence[GelezenPot]) -> None:
    """Names occur once, and what is left over goes to a pot that is processed later."""
    plekken: dict[str, list[int]] = {}
    for plek, gelezen in enumerate(potten):
        if gelezen.naam is not None:
            plekken.setdefault(gelezen.naam, []).append(plek)
    for dubbel in plekken.values():
        if len(dubbel) > 1:
            potten[dubbel[1]].velden.fout("pot", "deze naam komt meer dan één keer voor")
    for plek, gelezen in enumerate(potten):
        if gelezen.restant_naar is None:
            continue
        if gelezen.restant_naar not in plekken:
            gelezen.velden.fout("restant_naar", f"de pot {leesbaar(gelezen.restant_naar)} bestaat niet")
        elif plekken[gelezen.restant_naar][-1] <= plek:
            gelezen.velden.fout("restant_naar", "moet een pot zijn die later aan de beurt is")


def _controleer_kop(
    kop: Velden, potten: Sequence[GelezenPot], seed: str | None, telt: GemeentemaximumTelt | None
) -> None:
    if seed == "" and any(gelezen.kan_loten for gelezen in potten):
        kop.fout("seed", "mag niet leeg zijn als er geloot kan worden; zonder seed komt er een tussenstand")
    naar_rato = [gelezen.velden.wie for gelezen in potten if gelezen.methode is Methode.NAAR_RATO]
    if telt is GemeentemaximumTelt.VERLEEND and naar_rato:
        kop.fout(
            "gemeentemaximum_telt",
            f"verleend kan niet samen met de methode naar_rato ({', '.join(naar_rato)})",
        )


def _controleer_plafonds(potten: Sequence[GelezenPot]) -> None:
    """Step 1 as far as it shows beforehand; what a transfer can still change shows only while running."""
    krijgt_restant = {gelezen.restant_naar for gelezen in potten}
    for gelezen in potten:
        if gelezen.ruimte_cent is None or gelezen.naam in krijgt_restant:
            continue
        if gelezen.ruimte_cent < gelezen.verleend_cent:
            gelezen.velden.fout(
                "plafond_cent",
                f"er is al {euro_kort(gelezen.verleend_cent)} verleend; dat is meer dan het plafond"
                f" met wat er is overgeheveld ({euro_kort(gelezen.ruimte_cent)})",
            )


def _wie_is_pot(plek: int, naam: object) -> str:
    if isinstance(naam, str) and gebrek_van_tekst(naam) is None:
        return f"pot {leesbaar(naam)}"
    return f"potten[{plek}]"


def _waar(gegevens: object, pad: Pad) -> str:
    """Where a path leads, in the same words as the faults of the fields."""
    if len(pad) > 2 and isinstance(pad[1], int) and isinstance(gegevens, dict):
        rijen = gegevens.get(str(pad[0]))
        rij = rijen[pad[1]] if isinstance(rijen, list) else None
        if isinstance(rij, dict) and pad[0] == "potten":
            return f"{_wie_is_pot(pad[1], rij.get('pot'))}, {toon_pad(pad[2:])}"
        if isinstance(rij, dict) and pad[0] == "kandidaten":
            return f"{wie_is_kandidaat(pad[1], rij.get('nummer'))}, {toon_pad(pad[2:])}"
    return toon_pad(pad)
