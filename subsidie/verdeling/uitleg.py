"""Why an application got this outcome, in plain Dutch for a letter to the municipality ("u").

Every sentence rests on a fact of the outcome; nothing here computes the allocation again. Amounts are those
that count in the allocation (``gevraagd_cent``), which need not be all that was asked: the text says "telt
mee".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.kern.verdeelwoorden import BinnenGroep, GemeentemaximumTelt
from subsidie.verdeling import groepstekst
from subsidie.verdeling.invoer import Methode, Verdelingsinvoer
from subsidie.verdeling.uitleg_zinnen import (
    AFGEWEZEN,
    Zaak,
    aanleiding,
    al_gesloten,
    beurt,
    boven_gemeentemaximum,
    eigen_sleutel,
    hoofdletter,
    niet_gehaald,
    plaats,
    reserveloting,
    sleutel_en_plaats,
    te_weinig,
)
from subsidie.verdeling.uitslag import Afloop, Reden, Uitkomst, Uitkomstsoort, Verdelingsuitslag

_DOET_NIET_MEE = "Uw aanvraag deed niet mee aan de verdeling van het geld."


def toelichting(
    invoer: Verdelingsinvoer,
    uitslag: Verdelingsuitslag,
    nummer: str,
    *,
    potnamen: Mapping[str, str] | None = None,
) -> list[str]:
    """The reasons of this very outcome, as sentences in order.

    ``potnamen`` gives pots a name for people; without one a pot is called as in the input, and with a single
    pot it is not named at all. Raises ``KeyError`` for a number that did not take part.
    """
    kandidaat, uitkomst = invoer.kandidaat(nummer), uitslag.van(nummer)
    naam = (potnamen or {}).get(kandidaat.pot, kandidaat.pot)
    zaak = Zaak(
        invoer=invoer,
        uitslag=uitslag,
        kandidaat=kandidaat,
        uitkomst=uitkomst,
        pot=invoer.pot(kandidaat.pot),
        potuitslag=uitslag.potuitslag(kandidaat.pot),
        plafond="het uitkeringsplafond" + (f" van pot {naam}" if len(invoer.potten) > 1 else ""),
    )
    if uitkomst.uitkomst is Uitkomstsoort.ONBESLIST:
        return _onbeslist(zaak)
    return _PER_REDEN[uitkomst.reden](zaak)


def grondslag(uitslag: Verdelingsuitslag, uitkomst: Uitkomst) -> str:
    """The rule of the allocation that the outcome rests on.

    Which article of the regulation says so is a setting of the tranche, and not known here.
    """
    match uitkomst.reden:
        case Reden.REEDS_VERLEEND:
            return "verdeelregels, stap 1: wat al is verleend, blijft verleend"
        case Reden.INHOUDELIJK:
            return "verdeelregels, stap 2: inhoudelijke afwijzing"
        case Reden.DREMPELSCORE:
            return "verdeelregels, stap 3: drempelscore"
        case Reden.GEMEENTEMAXIMUM if uitkomst.rang is None:
            return "verdeelregels, stap 4: maximum per gemeente"
        case Reden.GEMEENTEMAXIMUM:
            return "verdeelregels, stap 6: maximum per gemeente"
        case _ if uitkomst.groep is None:
            return "verdeelregels, stap 7: verdeling naar rato"
        case _:
            return "verdeelregels, stap 5 en 6: verdeling op rangorde binnen het plafond"


def _reeds_verleend(zaak: Zaak) -> list[str]:
    return [
        f"Voor deze aanvraag is u al eerder {zaak.bedrag} verleend.",
        "Dat bedrag blijft zo. Bij deze verdeling komt daar niets bij.",
    ]


def _inhoudelijk(zaak: Zaak) -> list[str]:
    grond = " ".join((zaak.kandidaat.afwijzingsgrond or "").split()).rstrip(".")
    return [f"Uw aanvraag is inhoudelijk afgewezen. De reden is: {grond}.", _DOET_NIET_MEE]


def _drempelscore(zaak: Zaak) -> list[str]:
    drempel = groepstekst.score(zaak.pot.regels.drempelscore or "")
    return [
        f"Uw aanvraag heeft score {groepstekst.score(zaak.kandidaat.score or '')}.",
        f"Alleen aanvragen met score {drempel} of hoger komen in aanmerking.",
        AFGEWEZEN,
        _DOET_NIET_MEE,
    ]


def _gemeentemaximum(zaak: Zaak) -> list[str]:
    geteld_cent = zaak.uitkomst.geteld_cent or 0
    samen_cent = geteld_cent + zaak.kandidaat.gevraagd_cent
    maximum = euro_kort(zaak.invoer.gemeentemaximum_cent or 0)
    zinnen = [f"Een gemeente kan voor al haar aanvragen samen hoogstens {maximum} krijgen."]
    aan_de_beurt = zaak.invoer.gemeentemaximum_telt is GemeentemaximumTelt.VERLEEND
    if aan_de_beurt:
        zinnen += sleutel_en_plaats(zaak)
        if geteld_cent:
            zinnen.append(
                f"Toen uw aanvraag aan de beurt was, had uw gemeente al {euro_kort(geteld_cent)} gekregen."
            )
    else:
        zinnen.append("Uw aanvragen tellen mee in de volgorde waarin zij volledig waren.")
        if geteld_cent:
            zinnen.append(f"Andere aanvragen van uw gemeente tellen al mee voor {euro_kort(geteld_cent)}.")
    if geteld_cent:
        zinnen.append(
            f"Met de {zaak.telt_mee} van deze aanvraag erbij zou dat {euro_kort(samen_cent)} worden."
        )
    else:
        zinnen.append(
            f"Deze aanvraag telt mee voor {zaak.telt_mee}. Dat is op zichzelf al meer dan het maximum."
        )
    return [*zinnen, AFGEWEZEN] if aan_de_beurt else [*zinnen, AFGEWEZEN, _DOET_NIET_MEE]


def _past(zaak: Zaak) -> list[str]:
    krijgt = f"U krijgt {zaak.bedrag}. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    if zaak.pot.regels.methode is Methode.NAAR_RATO:
        return [
            f"Alle aanvragen samen tellen mee voor {euro_kort(zaak.potuitslag.gevraagd_cent)}.",
            f"Dat past binnen {zaak.plafond}: er was {zaak.ruimte} te verdelen.",
            krijgt,
        ]
    groep = zaak.groep
    if groep.afloop is not Afloop.GEHEEL:
        return [*aanleiding(zaak), *plaats(zaak), beurt(zaak), "Uw aanvraag paste daarin.", krijgt]
    if groep.omvang == 1:
        return [*plaats(zaak), beurt(zaak), "Uw aanvraag paste daarin.", krijgt]
    zinnen = [
        *eigen_sleutel(zaak),
        f"{groepstekst.al_deze(zaak.pot.regels, groep)} pasten samen in het geld dat er was: {zaak.ruimte}.",
    ]
    if zaak.pot.regels.binnen_groep is BinnenGroep.LOTING:
        zinnen.append("Daarom was er geen loting nodig.")
    return [*zinnen, f"Deze aanvragen staan samen op rang {getal(groep.eerste_rang)}.", krijgt]


def _restant(zaak: Zaak) -> list[str]:
    minimum = euro_kort(zaak.kandidaat.minimum_cent or 0)
    return [
        *aanleiding(zaak),
        *plaats(zaak),
        beurt(zaak),
        f"Dat is minder dan de {zaak.telt_mee} waarvoor uw aanvraag meetelt.",
        f"U heeft aangegeven dat u ook wilt bouwen met een lager bedrag, als dat minstens {minimum} is.",
        f"Daarom krijgt u het hele bedrag dat over was: {zaak.bedrag}.",
    ]


def _naar_rato(zaak: Zaak) -> list[str]:
    return [
        f"Alle aanvragen samen tellen mee voor {euro_kort(zaak.potuitslag.gevraagd_cent)}.",
        f"Dat is meer dan er binnen {zaak.plafond} te verdelen was: {zaak.ruimte}.",
        "Daarom is het geld naar verhouding verdeeld: iedere aanvraag krijgt hetzelfde deel, op een cent na.",
        f"Uw aanvraag telt mee voor {zaak.telt_mee}. Daarvan krijgt u {zaak.bedrag}.",
    ]


def _plafond(zaak: Zaak) -> list[str]:
    if zaak.pot.regels.methode is Methode.NAAR_RATO:
        return [f"Er was binnen {zaak.plafond} geen geld meer te verdelen.", AFGEWEZEN]
    groep = zaak.groep
    if groep.pot_was_gesloten:
        zinnen = [*al_gesloten(zaak), AFGEWEZEN, *reserveloting(zaak)]
    elif groep.afloop is Afloop.RESERVE and groep.omvang > 1:
        zinnen = [*eigen_sleutel(zaak), *te_weinig(zaak), AFGEWEZEN, *reserveloting(zaak)]
    elif groep.afloop is Afloop.RESERVE:
        zinnen = [*plaats(zaak), *te_weinig(zaak), AFGEWEZEN]
    else:
        zinnen = [*aanleiding(zaak), *plaats(zaak), *niet_gehaald(zaak)]
    return [*zinnen, "Met deze rang staat uw aanvraag op de reservelijst."]


def _te_loten(zaak: Zaak) -> list[str]:
    groep = zaak.groep
    alle = groepstekst.alle(zaak.pot.regels, groep, komma=True)
    if groep.pot_was_gesloten or groep.ruimte_voor_cent == 0:
        op = (
            "Het geld is op"
            if groep.ruimte_voor_cent == 0
            else f"De verdeling stopt, met {zaak.ruimte} over,"
        )
        waarom = [
            f"{op} voordat deze aanvragen aan de beurt komen.",
            f"Onder {alle} moet nog worden geloot.",
            "Die loting bepaalt alleen de volgorde op de reservelijst.",
        ]
    else:
        waarom = [
            f"{hoofdletter(alle)} tellen samen mee voor {euro_kort(groep.gevraagd_cent)}.",
            f"Er is nog {zaak.ruimte}.",
            "Zij kunnen niet allemaal het hele bedrag krijgen."
            if groep.gevraagd_cent > groep.ruimte_voor_cent
            else boven_gemeentemaximum(zaak),
            "Een loting bepaalt de volgorde.",
        ]
    return [*eigen_sleutel(zaak), *waarom, "Er is nog niet geloot. De uitkomst staat dus nog niet vast."]


def _onbeslist(zaak: Zaak) -> list[str]:
    plek = zaak.potuitslag.te_loten_groep
    eerst = "" if plek is None else groepstekst.alle(zaak.pot.regels, zaak.uitslag.groepen[plek])
    return [
        *eigen_sleutel(zaak),
        f"Eerst moet worden geloot onder {eerst}. Uw aanvraag komt daarna.",
        "Er is nog niet geloot. De uitkomst staat dus nog niet vast.",
    ]


_PER_REDEN: Mapping[Reden, Callable[[Zaak], list[str]]] = {
    Reden.REEDS_VERLEEND: _reeds_verleend,
    Reden.INHOUDELIJK: _inhoudelijk,
    Reden.DREMPELSCORE: _drempelscore,
    Reden.GEMEENTEMAXIMUM: _gemeentemaximum,
    Reden.PAST: _past,
    Reden.RESTANT: _restant,
    Reden.NAAR_RATO: _naar_rato,
    Reden.PLAFOND: _plafond,
    Reden.LOTING_NODIG: _te_loten,
}
