"""Puts together what a decision letter states, from the allocation and the rules of the tranche.

A letter rests on settings; those that are not verified are collected while they are used, so that
an example can list exactly what in it is provisional. A real tranche cannot open with an unknown one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from subsidie.aanvragen.models import Herkomst, Woonruimteregel
from subsidie.aanvragen.service import get_woonruimteregels
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.beschikkingen.betaalzinnen import betaalzinnen
from subsidie.beschikkingen.brief import (
    AanvraagGegevens,
    Afzender,
    BedragGegevens,
    BeschikkingGegevens,
    BezwaarGegevens,
    Geadresseerde,
    Grond,
    Maximumregel,
    Ondertekening,
    RegelingGegevens,
    VerdelingGegevens,
    Verplichting,
    VoorlopigeInstelling,
    lot_hash,
)
from subsidie.beschikkingen.brief import Woonruimteregel as Briefregel
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.kern.tekst import aantal, opsomming
from subsidie.kern.tijd import als_utc
from subsidie.register.geadresseerde import adres_op
from subsidie.tranches.bedragen import subsidiabel
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verplichtingsbegin
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.plichtdag import laatste_dag
from subsidie.tranches.regels import PotRegels
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels
from subsidie.verdeling.engine import Afloop, Potuitslag, Reden, Uitkomst
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import kwam_na_sluiting
from subsidie.verdeling.service import reken_na
from subsidie.verdeling.uitleg import toelichting

BRONCODE = re.compile(r" \[[A-Z0-9]+\]")
"""The code of a source ("[W5]"): for who keeps the rules, not for who reads a letter."""

NA_GEBEURTENIS = {
    Verplichtingsbegin.BETALING: "na de betaling",
    Verplichtingsbegin.OPLEVERING: "na de oplevering",
}
"""Events whose day is not known yet when the letter is written."""


class Briefschrijver:
    """Writes the values of the letters of one allocation; reads the rules and the outcome once."""

    def __init__(self, verdeling: Verdeling) -> None:
        herrekening = reken_na(verdeling)
        self.verdeling = verdeling
        self.tranche = verdeling.tranche
        self.regels = regels(self.tranche, op=verdeling.bevroren_op)
        self.invoer, self.uitslag = herrekening.invoer, herrekening.uitslag
        self.woonruimten = get_woonruimteregels(self.tranche)
        self.doelgroepen = {groep.code: groep.naam for groep in self.regels.doelgroepen.eis()}
        self.potnamen = {pot.code: pot.naam.waarde for pot in self.regels.potten if pot.naam.waarde}
        self.voorlopig: list[VoorlopigeInstelling] = []

    def schrijf(
        self, beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
    ) -> BeschikkingGegevens:
        """The values of the letter of one decision, dated ``dagtekening``, signed by ``door`` on ``mandaat``."""
        self.voorlopig = []
        verlenend = beschikking.soort is not Besluitsoort.AFWIJZING
        aanvraag, versie = beschikking.aanvraag, beschikking.versie
        adres = adres_op(aanvraag.gemeente, dagtekening)
        ontvangen_op, volledig_op = aanvraag.momenten()
        uitkomst = self.uitslag.van(aanvraag.nummer)
        woonruimten = self.woonruimten.get(versie.id, [])
        voorbeeld = self.tranche.aard is not Trancheaard.ECHT
        waarden: dict[str, Any] = {
            "soort": beschikking.soort.value,
            "kenmerk": beschikking.kenmerk,
            "datum": dagtekening.isoformat(),
            "afzender": Afzender(organisatie=self._tekst(self.regels.uitvoerder)),
            "geadresseerde": Geadresseerde(adres.gemeente, adres.regels),
            "regeling": RegelingGegevens(
                naam=self._tekst(self.regels.naam),
                bron=" en ".join(self._gebruik(self.regels.regelingen) or ()),
            ),
            "aanvraag": AanvraagGegevens(
                nummer=aanvraag.nummer, project=aanvraag.project.naam,
                ontvangen_op=als_utc(ontvangen_op).isoformat(), volledig_op=als_utc(volledig_op).isoformat(),
            ),
            "woonruimten": tuple(self._briefregel(regel) for regel in woonruimten),
            "bedrag": self._bedrag(beschikking, woonruimten),
            "verdeling": self._verdeling(aanvraag.nummer, uitkomst),
            "motivering": tuple(toelichting(self.invoer, self.uitslag, aanvraag.nummer, potnamen=self.potnamen)),
            "grondslag": self._grondslag(uitkomst, verlenend=verlenend),
            "grond": None if verlenend else self._grond(uitkomst).value,
            "bezwaar": self._bezwaar(),
            "ondertekening": Ondertekening(
                minister=self.minister(), naam=door.naam, functie=door.functie, mandaatnummer=mandaat.registernummer
            ),
            "voorbeeld": voorbeeld,
        }  # fmt: skip
        if verlenend:
            waarden["verplichtingen"] = self._verplichtingen(dagtekening)
            waarden["betaling"] = self._betaling()
        if aanvraag.herkomst is Herkomst.BIJLAGE:
            waarden |= {
                "methode": "vast", "project": aanvraag.project.naam, "aanvraag": None, "verdeling": None,
                "motivering": ("Uw gemeente staat met dit bedrag in de bijlage bij de regeling.",),
            }  # fmt: skip
        return BeschikkingGegevens(**waarden, voorlopig=tuple(self.voorlopig) if voorbeeld else ())

    def voorwaarden(
        self, dagtekening: date
    ) -> tuple[tuple[Verplichting, ...], tuple[str, ...], tuple[VoorlopigeInstelling, ...]]:
        """The obligations and payment of an award dated ``dagtekening``, and which rules of them are not certain."""
        self.voorlopig = []
        return self._verplichtingen(dagtekening), self._betaling(), tuple(self.voorlopig)

    def _gebruik(self, instelling: Instelling[Any], niveau: Niveau = Niveau.TRANCHE) -> Any:
        """The value, or ``None``; remembers that the letter rests on it when it is not verified."""
        if instelling.is_aanname or instelling.is_onbekend:
            regel = VoorlopigeInstelling(
                tekst=label_van(niveau, instelling.sleutel),
                zekerheid=instelling.zekerheid.value,
                bron=BRONCODE.sub("", instelling.bron),
            )
            if regel not in self.voorlopig:
                self.voorlopig.append(regel)
        return instelling.waarde

    def _tekst(self, instelling: Instelling[str]) -> str:
        return self._gebruik(instelling) or ""

    def _regeling(self) -> str:
        """The name of the regeling with where it was published, as far as that is known."""
        naam, stcrt = self._tekst(self.regels.naam), self._gebruik(self.regels.regelingen)
        return f"{naam} ({opsomming(stcrt)})" if stcrt else naam

    def minister(self) -> str:
        """In whose name is decided, with its article: "de minister voor ..."."""
        return f"de {self._tekst(self.regels.ondertekenaar) or 'minister'}"

    def _briefregel(self, regel: Woonruimteregel) -> Briefregel:
        return Briefregel(
            doelgroep=self.doelgroepen.get(regel.doelgroep, regel.doelgroep), aard=regel.aard.value,
            soort=regel.soort.value, aantal=regel.aantal,
        )  # fmt: skip

    def _bedrag(self, beschikking: Beschikking, woonruimten: list[Woonruimteregel]) -> BedragGegevens:
        versie = beschikking.versie
        if versie.totale_kosten_cent is None or versie.dekking_cent is None:
            tekort_cent = None
        else:
            tekort_cent = versie.totale_kosten_cent - versie.dekking_cent
        if not woonruimten:  # an amount of the annex of the regeling: no homes were counted
            return BedragGegevens(None, versie.subsidiabel_cent, beschikking.verleend_cent)
        for instelling in (
            self.regels.eenheden,
            self.regels.soorten,
            *self.regels.maximum_per_eenheid.values(),
        ):
            self._gebruik(instelling)
        som = subsidiabel(
            woonruimten, eenheden=self.regels.eenheden.eis(), maxima=self.regels.maximum_per_eenheid,
            tekort_cent=tekort_cent, gevraagd_cent=versie.gevraagd_cent,
        )  # fmt: skip
        maxima = tuple(
            Maximumregel(
                eenheid=deel.eenheid.meervoud.lower(), aantal=deel.aantal, maximum_cent=deel.maximum_cent
            )
            for deel in som.eenheidsdelen
            if deel.maximum_cent is not None and som.maximum_cent is not None
        )
        return BedragGegevens(
            gevraagd_cent=som.gevraagd_cent, subsidiabel_cent=som.subsidiabel_cent,
            toegekend_cent=beschikking.verleend_cent, maxima=maxima, tekort_cent=som.tekort_cent,
        )  # fmt: skip

    def _verdeling(self, nummer: str, uitkomst: Uitkomst) -> VerdelingGegevens:
        kandidaat = next(een for een in self.invoer.kandidaten if een.nummer == nummer)
        potuitslag = self.uitslag.potuitslag(kandidaat.pot)
        in_pot = {een.nummer for een in self.invoer.kandidaten if een.pot == kandidaat.pot}
        gerangschikt = [
            een for een in self.uitslag.uitkomsten if een.nummer in in_pot and een.rang is not None
        ]
        reserve = sorted(een.rang for een in gerangschikt if een.reden == "plafond" and een.rang is not None)
        groep = self.uitslag.groepen[uitkomst.groep] if uitkomst.groep is not None else None
        geloot = uitkomst.lotnummer is not None and self.verdeling.seed is not None
        pot = self.regels.pot(kandidaat.pot)
        self._gebruik_verdeelregels(pot, potuitslag, uitkomst)
        verschoven_cent = potuitslag.overgeheveld_cent + potuitslag.ontvangen_cent
        return VerdelingGegevens(
            plafond_cent=potuitslag.plafond_cent + verschoven_cent,
            verschoven_cent=verschoven_cent,
            pot=self._tekst(pot.naam) if len(self.regels.potten) > 1 else "",
            rang=uitkomst.rang,
            gerangschikt=len(gerangschikt) if uitkomst.rang is not None else None,
            ruimte_cent=uitkomst.ruimte_voor_cent,
            na_sluiting=groep is not None and kwam_na_sluiting(groep, uitkomst),
            lotnummer=uitkomst.lotnummer,
            deelnemers=groep.omvang if geloot and groep is not None else None,
            seed=self.verdeling.seed if geloot else None,
            lot_hash=lot_hash(self.verdeling.seed, nummer) if geloot and self.verdeling.seed else None,
            reserveplaats=1 + reserve.index(uitkomst.rang) if uitkomst.rang in reserve else None,
            score=str(kandidaat.score) if kandidaat.score is not None else None,
            gemeentemaximum_cent=self.invoer.gemeentemaximum_cent
            if uitkomst.reden == "gemeentemaximum"
            else None,
            gemeente_geteld_cent=uitkomst.geteld_cent,
            drempelscore=pot.drempelscore.waarde if pot.heeft("drempelscore") else None,
        )

    def _gebruik_verdeelregels(self, pot: PotRegels, potuitslag: Potuitslag, uitkomst: Uitkomst) -> None:
        """Remember every rule that decided where this application ended in its pot."""
        for sleutel, instelling in pot.instellingen.items():
            if sleutel not in ("naam", "restant_naar"):
                self._gebruik(instelling, Niveau.POT)
        for ander in self.regels.potten:
            uitslag = self.uitslag.potuitslag(ander.code)
            gaf = uitslag.doorgegeven_cent > 0 or uitslag.overgeheveld_cent < 0
            kreeg = potuitslag.ontvangen_cent > 0 or potuitslag.overgeheveld_cent > 0
            if gaf and (
                ander.code == pot.code or (kreeg and ander.restant_naar.waarde == pot.code)
            ):  # the same setting, whether this pot gave or received
                self._gebruik(ander.restant_naar, Niveau.POT)
        # Whoever got as far as the maximum of a municipality was tested against it, also who passed.
        getoetst = uitkomst.reden not in (Reden.INHOUDELIJK, Reden.DREMPELSCORE)
        if getoetst and self.regels.heeft("gemeentemaximum"):
            maximum_cent = self._gebruik(self.regels.gemeentemaximum)
            if maximum_cent is not None and self.regels.heeft("gemeentemaximum_telt"):
                self._gebruik(self.regels.gemeentemaximum_telt)

    def _grond(self, uitkomst: Uitkomst) -> Grond:
        if uitkomst.reden != "plafond":
            return Grond(uitkomst.reden.value)
        groep = self.uitslag.groepen[uitkomst.groep] if uitkomst.groep is not None else None
        if groep is None:
            return Grond.PLAFOND
        if groep.beslissende_loting:
            return Grond.PLAFOND_IN_LOTING
        geloot = any(een.pot == groep.pot and een.beslissende_loting for een in self.uitslag.groepen)
        return Grond.PLAFOND_NA_LOTING if geloot and groep.afloop is Afloop.RESERVE else Grond.PLAFOND

    def _grondslag(self, uitkomst: Uitkomst, *, verlenend: bool) -> tuple[str, ...]:
        if verlenend:
            gronden = [self.regels.grond_verlening]
        elif uitkomst.reden == "plafond":
            gronden = [self.regels.grond_plafond]
        else:
            gronden = [self.regels.grond_weigering]
        rechtsgrond, wet = self._gebruik(gronden[0]), self._gebruik(self.regels.grondslag)
        zinnen = []
        if rechtsgrond:
            zinnen.append(f"Ik neem dit besluit op grond van {rechtsgrond}: de {self._regeling()}.")
        if wet:
            zinnen.append(f"De regeling zelf rust op {wet}.")
        return tuple(zinnen) or ("Het artikel van de regeling is in dit voorbeeld niet bekend.",)

    def _verplichtingen(self, dagtekening: date) -> tuple[Verplichting, ...]:
        return tuple(
            self._verplichting(instelling, dagtekening) for instelling in self.regels.verplichtingen.values()
        )

    def _verplichting(self, instelling: Instelling[Any], dagtekening: date) -> Verplichting:
        verplichting = self._gebruik(instelling)
        if verplichting is None:
            return Verplichting(
                tekst=label_van(Niveau.TRANCHE, instelling.sleutel), termijn="nog niet bekend"
            )
        uiterste: date | None = verplichting.uiterste_datum
        if verplichting.jaren is None:
            return Verplichting(
                verplichting.tekst, uiterste.isoformat() if uiterste else None, "" if uiterste else "steeds"
            )
        termijn = aantal(verplichting.jaren, "jaar", "jaar")
        if verplichting.vanaf in NA_GEBEURTENIS:
            return Verplichting(
                verplichting.tekst, uiterste.isoformat() if uiterste else None,
                f"{termijn} {NA_GEBEURTENIS[verplichting.vanaf]}",
            )  # fmt: skip
        # An award is dated the day it is sent, so award and notification fall on the same day.
        dag = laatste_dag(verplichting, dagtekening)
        return Verplichting(verplichting.tekst, dag.isoformat() if dag else None)

    def _betaling(self) -> tuple[str, ...]:
        aandeel = self._gebruik(self.regels.betaling_aandeel_bij_verlening)
        in_delen = aandeel != 1 and self.regels.heeft("betaling.termijnen")
        return betaalzinnen(
            aandeel, (self._gebruik(self.regels.betaling_termijnen) or ()) if in_delen else (),
            self._gebruik(self.regels.betaling_binnen_weken), self._gebruik(self.regels.betaling_uiterlijk),
            zonder_btw=bool(self._gebruik(self.regels.betaling_verminderd_met_compensabele_btw)),
        )  # fmt: skip

    def _bezwaar(self) -> BezwaarGegevens:
        postadres = self._tekst(self.regels.bezwaar_postadres)
        loket = self._gebruik(self.regels.bezwaar_loket)
        return BezwaarGegevens(
            bij=self.minister(), adresregels=tuple(postadres.splitlines()), digitaal=bool(loket)
        )
