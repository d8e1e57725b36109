"""Whether the settings of a tranche fit together: complete, nothing that does not belong, no conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import opsomming
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt, Grens
from subsidie.tranches.definitie import PotDefinitie, TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Aanvraagveld, Betaalmoment, Verdeelwijze, Vraagsoort, Woonruimtesoort
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, Sleutel, sleutels


def controleer(definitie: TrancheDefinitie) -> list[Gebrek]:
    """Every fault in how the settings fit together; empty when the tranche is whole."""
    if not definitie.potten:
        return [Gebrek("potten", "Een tranche heeft ten minste één pot.")]
    gebreken = list(_sleutels_kloppen(definitie))
    if gebreken:
        return gebreken
    return [
        *_potten_kloppen(definitie),
        *_tijdvakken_kloppen(definitie),
        *_eenheden_kloppen(definitie.regels),
        *_gemeentemaximum_klopt(definitie.regels),
        *_doelgroepen_kloppen(definitie.regels),
        *_btw_klopt(definitie.regels),
        *_betaaltermijnen_kloppen(definitie.regels),
        *_aanvraag_klopt(definitie.regels),
    ]


def _sleutels_kloppen(definitie: TrancheDefinitie) -> Iterator[Gebrek]:
    """What is missing and what does not belong, at both levels."""
    for nummer, pot in enumerate(definitie.potten, start=1):
        if "methode" not in pot.instellingen:
            yield Gebrek(f"potten[{nummer}].methode", "Deze instelling ontbreekt.")
            continue
        methode = pot.instellingen["methode"].waarde
        for sleutel in sleutels(Niveau.POT).values():
            hoort = sleutel.methoden is None or methode in sleutel.methoden
            # As long as the method itself is unknown, nothing can be said about what belongs to it.
            nodig, mag = hoort and sleutel.verplicht and sleutel.naam != "methode", hoort or methode is None
            yield from _aanwezig(
                f"potten[{nummer}].", sleutel, pot.instellingen, nodig, mag, f"methode ‘{methode}’"
            )
    if any("methode" not in pot.instellingen for pot in definitie.potten):
        return
    aanvragen = definitie.regels.kent_aanvragen
    for sleutel in sleutels(Niveau.TRANCHE).values():
        mag = aanvragen or not sleutel.bij_aanvragen
        yield from _aanwezig(
            "",
            sleutel,
            definitie.instellingen,
            mag and sleutel.verplicht,
            mag,
            "een tranche zonder aanvragen",
        )


def _aanwezig(
    voor: str,
    sleutel: Sleutel[Any],
    instellingen: Mapping[str, Instelling[Any]],
    nodig: bool,
    mag: bool,
    bij: str,
) -> Iterator[Gebrek]:
    namen = [
        naam
        for naam in instellingen
        if naam == sleutel.naam or (sleutel.verzameling and naam.startswith(f"{sleutel.naam}."))
    ]
    if nodig and not namen:
        wat = (
            "Hier moet ten minste één instelling staan."
            if sleutel.verzameling
            else "Deze instelling ontbreekt."
        )
        yield Gebrek(f"{voor}{sleutel.naam}", wat)
    if not mag:
        for naam in namen:
            yield Gebrek(f"{voor}{naam}", f"Deze instelling hoort niet bij {bij}.")


def _potten_kloppen(definitie: TrancheDefinitie) -> Iterator[Gebrek]:
    codes = [pot.code for pot in definitie.potten]
    for code, aantal in Counter(codes).items():
        if aantal > 1:
            yield Gebrek("potten", f"De code ‘{code}’ komt {aantal} keer voor.")
    for nummer, pot in enumerate(definitie.potten, start=1):
        waar = f"potten[{nummer}]"
        if not pot.plafonds:
            yield Gebrek(
                f"{waar}.plafonds", "Een pot heeft ten minste één plafond, zo nodig met zekerheid onbekend."
            )
        yield from _oplopend(f"{waar}.plafonds", [plafond.geldt_vanaf for plafond in pot.plafonds])
        restant_naar = pot.regels.restant_naar.waarde
        if restant_naar is not None and restant_naar not in codes[nummer:]:
            yield Gebrek(f"{waar}.restant_naar", f"‘{restant_naar}’ is geen latere pot.")
        if pot.regels.methode.waarde is Verdeelwijze.CATEGORIE:
            yield from _categorieen_kloppen(pot, waar, definitie.regels)


def _categorieen_kloppen(pot: PotDefinitie, waar: str, regels: Regels) -> Iterator[Gebrek]:
    categorieen = pot.regels.categorieen.waarde
    if categorieen is None:
        return
    for nummer, categorie in enumerate(categorieen, start=1):
        hier = f"{waar}.categorieen[{nummer}]"
        laatste = nummer == len(categorieen)
        if laatste and categorie.voorwaarden:
            yield Gebrek(hier, "De laatste categorie heeft geen voorwaarden: daar komt de rest in.")
        if not laatste and not categorie.voorwaarden:
            yield Gebrek(hier, "Alleen de laatste categorie heeft geen voorwaarden.")
        for voorwaarde in categorie.voorwaarden:
            grenzen = (voorwaarde.minstens, voorwaarde.hoogstens, voorwaarde.meer_dan, voorwaarde.minder_dan)
            if all(grens is None for grens in grenzen):
                yield Gebrek(
                    hier, "Een voorwaarde heeft een grens: minstens, hoogstens, meer_dan of minder_dan."
                )
            for doelgroep in voorwaarde.deel.doelgroepen:
                if doelgroep not in {groep.code for groep in regels.doelgroepen.waarde or ()}:
                    yield Gebrek(hier, f"De doelgroep ‘{doelgroep}’ bestaat niet in deze tranche.")


def _tijdvakken_kloppen(definitie: TrancheDefinitie) -> Iterator[Gebrek]:
    aanvragen = definitie.regels.kent_aanvragen
    if aanvragen and not definitie.tijdvakken:
        yield Gebrek(
            "tijdvakken", "Een tranche met aanvragen heeft een tijdvak, zo nodig met zekerheid onbekend."
        )
    if not aanvragen and definitie.tijdvakken:
        yield Gebrek("tijdvakken", "Een tranche zonder aanvragen heeft geen tijdvak.")
    for nummer, tijdvak in enumerate(definitie.tijdvakken, start=1):
        if tijdvak.opent is not None and tijdvak.sluit is not None and tijdvak.opent >= tijdvak.sluit:
            yield Gebrek(f"tijdvakken[{nummer}]", "Het tijdvak sluit voordat het opent.")
    yield from _oplopend("tijdvakken", [tijdvak.geldt_vanaf for tijdvak in definitie.tijdvakken])


def _oplopend(waar: str, momenten: Sequence[datetime | None]) -> Iterator[Gebrek]:
    bekend = [moment for moment in momenten if moment is not None]
    if bekend != sorted(bekend):
        yield Gebrek(waar, "De geschiedenis staat niet op volgorde van geldt_vanaf.")


def _eenheden_kloppen(regels: Regels) -> Iterator[Gebrek]:
    eenheden, soorten = regels.eenheden.waarde, regels.soorten.waarde
    if eenheden is None:
        return
    codes = {eenheid.code for eenheid in eenheden}
    if regels.kent_aanvragen:
        for code in sorted(codes - regels.maximum_per_eenheid.keys()):
            yield Gebrek(f"maximum_per_eenheid.{code}", "Deze instelling ontbreekt.")
        for code in sorted(regels.maximum_per_eenheid.keys() - codes):
            yield Gebrek(f"maximum_per_eenheid.{code}", f"De eenheid ‘{code}’ bestaat niet.")
    if soorten is None:
        return
    telling: Counter[Woonruimtesoort] = Counter(soort for eenheid in eenheden for soort in eenheid.soorten)
    for soort in sorted({*telling, *soorten}):
        if soort not in soorten:
            yield Gebrek("eenheden", f"De soort ‘{soort}’ mag niet in deze tranche.")
        elif telling[soort] != 1:
            yield Gebrek("eenheden", f"De soort ‘{soort}’ moet bij precies één eenheid horen.")


def _gemeentemaximum_klopt(regels: Regels) -> Iterator[Gebrek]:
    if not regels.kent_aanvragen:
        return
    maximum, telt = regels.gemeentemaximum, regels.gemeentemaximum_telt
    if not (maximum.is_onbekend or telt.is_onbekend) and (maximum.waarde is None) != (telt.waarde is None):
        yield Gebrek(
            "gemeentemaximum_telt", "Dit is ‘geen’ als er geen maximum per gemeente is, en anders niet."
        )
    if telt.waarde is GemeentemaximumTelt.VERLEEND:
        naar_rato = [pot.code for pot in regels.potten if pot.methode.waarde is Verdeelwijze.NAAR_RATO]
        if naar_rato:
            yield Gebrek(
                "gemeentemaximum_telt", f"‘verleend’ kan niet met naar_rato (pot {opsomming(naar_rato)})."
            )


def _doelgroepen_kloppen(regels: Regels) -> Iterator[Gebrek]:
    if regels.doelgroepen.waarde is None:
        return
    codes = [groep.code for groep in regels.doelgroepen.waarde]
    in_pot: set[str] = set()
    for nummer, pot in enumerate(regels.potten, start=1):
        for code in pot.doelgroepen.waarde or ():
            in_pot.add(code)
            if code not in codes:
                yield Gebrek(
                    f"potten[{nummer}].doelgroepen", f"De doelgroep ‘{code}’ bestaat niet in deze tranche."
                )
    if all(pot.doelgroepen.waarde is not None for pot in regels.potten):
        for code in codes:
            if code not in in_pot:
                yield Gebrek("doelgroepen", f"De doelgroep ‘{code}’ hoort bij geen enkele pot.")


def _btw_klopt(regels: Regels) -> Iterator[Gebrek]:
    """From an amount without compensable VAT there is no such VAT to deduct."""
    zonder_btw = regels.bedragen_inclusief_btw_compensatie.waarde is False
    if zonder_btw and regels.betaling_verminderd_met_compensabele_btw.waarde:
        yield Gebrek(
            "betaling.verminderd_met_compensabele_btw",
            "De bedragen zijn zonder compensabele btw; dan gaat die btw er bij de betaling niet nog eens af.",
        )


def _betaaltermijnen_kloppen(regels: Regels) -> Iterator[Gebrek]:
    """Nobody is paid more than everything; what is paid at the award stands in a setting of its own."""
    aandeel = regels.betaling_aandeel_bij_verlening.waarde
    if aandeel is None or not regels.heeft("betaling.termijnen"):
        return
    termijnen = regels.betaling_termijnen.waarde or ()
    if any(een.na is Betaalmoment.VERLENING for een in termijnen):
        yield Gebrek(
            "betaling.termijnen",
            "Wat na de verlening wordt betaald, staat in betaling.aandeel_bij_verlening.",
        )
    if aandeel + sum(een.deel for een in termijnen) > 1:
        yield Gebrek("betaling.termijnen", "De termijnen zijn samen meer dan 100 %.")


def _aanvraag_klopt(regels: Regels) -> Iterator[Gebrek]:
    """What is asked can be answered: a choice has options, a type can be chosen, files can be uploaded."""
    if not regels.kent_aanvragen:
        return
    for nummer, vraag in enumerate(regels.aanvraag_vragen.waarde or (), start=1):
        if (vraag.soort is Vraagsoort.KEUZE) != bool(vraag.opties):
            yield Gebrek(
                f"aanvraag.vragen[{nummer}].opties", "Alleen bij een vraag met een keuze staan opties."
            )
    gevraagd = {een.code for een in regels.aanvraag_velden.waarde or ()}
    deels = [
        pot.code
        for pot in regels.potten
        if "grens" in pot.instellingen and pot.grens.waarde is Grens.GEDEELTELIJK
    ]
    if deels and gevraagd and Aanvraagveld.MINIMUMBEDRAG not in gevraagd:
        yield Gebrek(
            "aanvraag.velden",
            f"Een deel verlenen (pot {opsomming(deels)}) kan alleen als is gevraagd wat het laagste bedrag is: "
            "‘minimumbedrag’ ontbreekt.",
        )
    per_bestand, totaal = regels.bijlage_per_bestand_mb.waarde, regels.bijlage_totaal_mb.waarde
    if per_bestand is not None and totaal is not None and totaal < per_bestand:
        yield Gebrek(
            "bijlage.totaal_mb", "Alle bijlagen samen mogen ten minste zo groot zijn als één bijlage."
        )
