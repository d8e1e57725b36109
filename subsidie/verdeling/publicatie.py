"""The public papers of a fixed allocation: the protocol of the draw and the ranking list."""

from __future__ import annotations

from datetime import datetime

from subsidie.aanvragen.service import get_woonruimteregels
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.documenten.service import vraag_aan
from subsidie.kern.fouten import Domeinfout, OngeldigeOvergang
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.verdeling.engine import Groep, Reden, Uitkomst, Verdelingsuitslag
from subsidie.verdeling.loting import lot
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.samenvatting import KREGEN, samenvatting
from subsidie.verdeling.service import Herrekening, kenmerk_van, list_regels, reken_na
from subsidie.verdeling.stukken import (
    PLAFOND,
    Doelgroepregel,
    Kerncijfer,
    Lot,
    Persoon,
    PotRanglijst,
    PotUitkomst,
    ProtocolGegevens,
    RanglijstGegevens,
    Ranglijstregel,
    SeedGegevens,
    Trekking,
    Vastlegging,
    plaats_van_de_lijn,
)

BESTAND = "invoer.json"
"""Name of the published input with which anyone recomputes the outcome."""
BEVROREN_BESTAND = "bevroren-invoer.json"
"""Name of the text that was frozen before the draw: its SHA-256 was published."""

WAAROM = {
    "past": "",
    "restant": "wat er nog was",
    "naar_rato": "naar rato",
    "plafond": PLAFOND,
    "inhoudelijk": "voldoet niet",
    "drempelscore": "score te laag",
    "gemeentemaximum": "maximum gemeente",
    "reeds_verleend": "",
}
"""The reason beside an outcome, in a table; nothing where the outcome says it all."""


def _in_woorden(rij: Verdelingsregel) -> str:
    uitkomst, waarom = rij.uitkomst.replace("_", " "), WAAROM[rij.reden]
    return f"{uitkomst}: {waarom}" if waarom else uitkomst


def kenmerk_protocol(verdeling: Verdeling) -> str:
    """The mark of the protocol of the draw."""
    return f"{kenmerk_van(verdeling)}-protocol"


def kenmerk_ranglijst(verdeling: Verdeling) -> str:
    """The mark of the ranking list."""
    return f"{kenmerk_van(verdeling)}-ranglijst"


def vraag_stukken_aan(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> None:
    """Ask for the protocol (when there was a seed) and the ranking list of a fixed allocation.

    Raises ``OngeldigeOvergang`` while it is not fixed, and ``NietBevoegd``.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    if verdeling.status is not Verdelingstatus.VASTGESTELD:
        raise OngeldigeOvergang(
            wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar="stukken openbaar maken"
        )
    schrijver = _Schrijver(verdeling, nu=nu)
    ranglijst = schrijver.ranglijst()
    vraag_aan(
        kenmerk=ranglijst.kenmerk, titel=f"Ranglijst {verdeling.tranche.naam}", sjabloon=ranglijst.sjabloon,
        gegevens=ranglijst.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    if verdeling.seed is not None:
        protocol = schrijver.protocol()
        vraag_aan(
            kenmerk=protocol.kenmerk, titel=f"Protocol van de trekking {verdeling.tranche.naam}",
            sjabloon=protocol.sjabloon, gegevens=protocol.als_json(), peilmoment=nu, door=door, nu=nu,
        )  # fmt: skip


def kwam_na_sluiting(groep: Groep, uitkomst: Uitkomst) -> bool:
    """Whether the division had stopped before this application had its turn."""
    return groep.pot_was_gesloten or (
        groep.gesloten_rang is not None and uitkomst.rang is not None and uitkomst.rang > groep.gesloten_rang
    )


def _iso(moment: datetime | None, wat: str) -> str:
    """The moment in UTC; raises ``Domeinfout`` where it is not on record: a paper never makes one up."""
    if moment is None:
        raise Domeinfout(f"Van deze verdeling is niet vastgelegd wanneer zij is {wat}.")
    return als_utc(moment).isoformat()


def _gemeenten(hoeveel: int) -> str:
    return aantal(hoeveel, "gemeente", "gemeenten")


class _Schrijver:
    """Reads the allocation once, for both papers."""

    def __init__(self, verdeling: Verdeling, *, nu: datetime) -> None:
        self.verdeling, self.tranche, self.nu = verdeling, verdeling.tranche, nu
        herrekening: Herrekening = reken_na(verdeling)
        self.invoer = herrekening.invoer
        self.uitslag: Verdelingsuitslag = herrekening.uitslag
        self.regels = regels(self.tranche, op=verdeling.bevroren_op)
        self.rijen = list_regels(verdeling)
        self.per_nummer = {rij.aanvraag.nummer: rij for rij in self.rijen}
        self.woonruimten = get_woonruimteregels(self.tranche)
        self.voorbeeld = self.tranche.aard is not Trancheaard.ECHT

    def _kop(self) -> dict[str, object]:
        return {
            "datum": dag_in_amsterdam(self.nu).isoformat(),
            "organisatie": self.regels.uitvoerder.waarde or "",
            "regeling": self.regels.naam.eis(),
            "tranche": self.tranche.naam,
            "vastgesteld_door": self._personen(),
            "voorbeeld": self.voorbeeld,
        }

    def _personen(self) -> tuple[Persoon, ...]:
        verdeling = self.verdeling
        akkoorden = (
            (verdeling.eerste_akkoord_door, verdeling.eerste_mandaat),
            (verdeling.tweede_akkoord_door, verdeling.tweede_mandaat),
        )
        return tuple(
            Persoon(wie.naam, wie.functie, mandaat.registernummer)
            for wie, mandaat in akkoorden
            if wie is not None and mandaat is not None
        )

    def protocol(self) -> ProtocolGegevens:
        """The protocol: what was frozen, the seed, every order that was drawn, and the outcome."""
        verdeling = self.verdeling
        opmerkingen = []
        if self.voorbeeld:
            opmerkingen.append(
                "Dit is een voorbeeld. De hash is niet werkelijk vooraf bekendgemaakt en de seed is vooraf gekozen."
            )
        return ProtocolGegevens(
            kenmerk=kenmerk_protocol(verdeling),
            vastlegging=Vastlegging(
                invoer_sha256=verdeling.bevroren_sha256,
                bevroren_op=als_utc(verdeling.bevroren_op).isoformat(),
                deelnemers=len(self.invoer.kandidaten),
                gevraagd_cent=sum(rij.versie.gevraagd_cent for rij in self.rijen),
                gepubliceerd_op=None if self.voorbeeld else als_utc(verdeling.bevroren_op).isoformat(),
                gepubliceerd_in="" if self.voorbeeld else "de openbare pagina van de tranche",
            ),
            seed=self._seed(),
            trekkingen=tuple(
                self._trekking(plaats, groep)
                for plaats, groep in enumerate(self.uitslag.groepen)
                if groep.geloot
            ),
            uitkomst=tuple(self._potuitkomst(pot.pot) for pot in self.uitslag.potten),
            vastgesteld_op=_iso(verdeling.vastgesteld_op, "vastgesteld"),
            bestand=BESTAND,
            bevroren_bestand=BEVROREN_BESTAND,
            opmerkingen=tuple(opmerkingen),
            **self._kop(),  # type: ignore[arg-type]
        )

    def _seed(self) -> SeedGegevens:
        eerste = self.verdeling
        while eerste.seed_van is not None:
            eerste = eerste.seed_van
        return SeedGegevens(
            seed=self.verdeling.seed or "",
            bron=self.verdeling.seed_bron,
            getrokken_op=_iso(self.verdeling.seed_bekend_op, "getrokken"),
            aangekondigd_op=None if self.voorbeeld else als_utc(eerste.bevroren_op).isoformat(),
            van=kenmerk_van(eerste) if eerste is not self.verdeling else "",
        )

    def _trekking(self, plaats: int, groep: Groep) -> Trekking:
        leden = sorted(
            (een for een in self.uitslag.uitkomsten if een.groep == plaats),
            key=lambda een: een.lotnummer or 0,
        )
        return Trekking(
            omschrijving=self._groep_in_woorden(groep), beslissend=groep.beslissende_loting,
            eerste_rang=groep.eerste_rang, loten=tuple(self._lot(groep, een) for een in leden),
            pot=self._potnaam(groep.pot), afloop=groep.afloop.value,
        )  # fmt: skip

    def _lot(self, groep: Groep, uitkomst: Uitkomst) -> Lot:
        rij = self.per_nummer[uitkomst.nummer]
        return Lot(
            lotnummer=uitkomst.lotnummer or 0, nummer=uitkomst.nummer, gemeente=rij.aanvraag.gemeente.naam,
            gevraagd_cent=rij.versie.subsidiabel_cent, sha256=lot(self.verdeling.seed or "", uitkomst.nummer),
            uitkomst=_in_woorden(rij),
            ruimte_cent=None if kwam_na_sluiting(groep, uitkomst) else uitkomst.ruimte_voor_cent,
        )  # fmt: skip

    def _groep_in_woorden(self, groep: Groep) -> str:
        wie = aantal(groep.omvang, "aanvraag", "aanvragen")
        if groep.dag is not None:
            return f"{wie}, volledig op {datum_nl(groep.dag)}"
        if groep.categorie is not None:
            return f"{wie} in categorie {groep.categorie}"
        if groep.score is not None:
            return f"{wie} met score {groep.score.replace('.', ',')}"
        return wie

    def _potnaam(self, code: str) -> str:
        return (self.regels.pot(code).naam.waarde or code) if len(self.regels.potten) > 1 else ""

    def _potuitkomst(self, code: str) -> PotUitkomst:
        pot = self.uitslag.potuitslag(code)
        rijen = [rij for rij in self.rijen if rij.aanvraag.pot.code == code]
        return PotUitkomst(
            pot=self.regels.pot(code).naam.waarde or code, plafond_cent=pot.plafond_cent,
            verleend_cent=pot.reeds_verleend_cent + pot.toegekend_cent, restant_cent=pot.restant_cent,
            aanvragen=len(rijen), toegekend=sum(rij.uitkomst in KREGEN for rij in rijen),
            overgeheveld_cent=pot.overgeheveld_cent + pot.ontvangen_cent, doorgegeven_cent=pot.doorgegeven_cent,
        )  # fmt: skip

    def ranglijst(self) -> RanglijstGegevens:
        """The ranking list: figures, every application in order, the line where the money ends."""
        cijfers = samenvatting(self.verdeling)
        return RanglijstGegevens(
            kenmerk=kenmerk_ranglijst(self.verdeling),
            potten=tuple(self._pot(pot.pot) for pot in self.uitslag.potten),
            kerncijfers=(
                Kerncijfer("Aanvragen", getal(cijfers.aanvragen), f"van {_gemeenten(cijfers.gemeenten)}"),
                Kerncijfer("Toegekend", getal(cijfers.toegekend), f"in {_gemeenten(cijfers.toegekende_gemeenten)}"),
                Kerncijfer(
                    "Woonruimten", getal(cijfers.woonruimten),
                    f"{getal(cijfers.permanent)} permanent, {getal(cijfers.flexibel)} flexibel",
                ),
            ),
            doelgroepen=self._doelgroepen(),
            toelichting=self._volgorde_in_woorden(),
            vastgesteld_op=_iso(self.verdeling.vastgesteld_op, "vastgesteld"),
            **self._kop(),  # type: ignore[arg-type]
        )  # fmt: skip

    def _volgorde_in_woorden(self) -> tuple[str, ...]:
        zinnen = []
        if any(groep.dag is not None for groep in self.uitslag.groepen):
            zinnen.append("Aanvragen staan op volgorde van de dag waarop zij volledig waren.")
        if any(groep.categorie is not None for groep in self.uitslag.groepen):
            zinnen.append("Aanvragen staan op volgorde van hun categorie.")
        if any(groep.score is not None for groep in self.uitslag.groepen):
            zinnen.append("Aanvragen staan op volgorde van hun score.")
        if any(groep.geloot for groep in self.uitslag.groepen):
            zinnen.append(
                "Binnen een groep die niet in haar geheel wordt toegekend, bepaalt het lot de volgorde."
            )
            if any(een.reden is Reden.PLAFOND for een in self.uitslag.uitkomsten):
                zinnen.append("Na het plafond is de volgorde die van de reservelijst.")
        return tuple(zinnen)

    def _pot(self, code: str) -> PotRanglijst:
        in_pot = [rij for rij in self.rijen if rij.aanvraag.pot.code == code]
        cumulatief, met_rang = 0, []
        for rij in (rij for rij in in_pot if rij.rang is not None):
            cumulatief += rij.versie.subsidiabel_cent
            met_rang.append(self._regel(rij, cumulatief))
        pot = self.uitslag.potuitslag(code)
        beslissend = next((g for g in self.uitslag.groepen if g.pot == code and g.beslissende_loting), None)
        dagen = [groep.dag for groep in self.uitslag.groepen if groep.pot == code and groep.dag is not None]
        return PotRanglijst(
            naam=self.regels.pot(code).naam.waarde or code,
            plafond_cent=pot.plafond_cent + pot.overgeheveld_cent + pot.ontvangen_cent,
            restant_cent=pot.restant_cent + pot.doorgegeven_cent,
            regels=tuple(met_rang),
            zonder_rang=tuple(self._regel(rij, None) for rij in in_pot if rij.rang is None),
            lijn_na=plaats_van_de_lijn(tuple(met_rang)),
            loting=f"loting onder {self._groep_in_woorden(beslissend)}" if beslissend else "",
            loting_van=beslissend.eerste_rang if beslissend else None,
            loting_tot=beslissend.eerste_rang + beslissend.omvang - 1 if beslissend else None,
            van_label=datum_nl(min(dagen)) if dagen else "",
            tot_label=datum_nl(max(dagen)) if dagen else "",
        )

    def _regel(self, rij: Verdelingsregel, cumulatief_cent: int | None) -> Ranglijstregel:
        per_aard = dict.fromkeys(Woonruimteaard, 0)
        for woonruimte in self.woonruimten.get(rij.versie_id, []):
            per_aard[woonruimte.aard] += woonruimte.aantal
        return Ranglijstregel(
            nummer=rij.aanvraag.nummer, gemeente=rij.aanvraag.gemeente.naam,
            permanent=per_aard[Woonruimteaard.PERMANENT], flexibel=per_aard[Woonruimteaard.FLEXIBEL],
            gevraagd_cent=rij.versie.subsidiabel_cent, toegekend_cent=rij.bedrag_cent, uitkomst=rij.uitkomst,
            rang=rij.rang, lotnummer=rij.lotnummer, cumulatief_cent=cumulatief_cent, toelichting=WAAROM[rij.reden],
        )  # fmt: skip

    def _doelgroepen(self) -> tuple[Doelgroepregel, ...]:
        namen = {groep.code: groep.naam for groep in self.regels.doelgroepen.eis()}
        telling: dict[tuple[str, Woonruimteaard], int] = {}
        for rij in self.rijen:
            if rij.uitkomst in KREGEN:
                for woonruimte in self.woonruimten.get(rij.versie_id, []):
                    sleutel = (woonruimte.doelgroep, woonruimte.aard)
                    telling[sleutel] = telling.get(sleutel, 0) + woonruimte.aantal
        return tuple(
            Doelgroepregel(
                doelgroep=naam, permanent=telling.get((code, Woonruimteaard.PERMANENT), 0),
                flexibel=telling.get((code, Woonruimteaard.FLEXIBEL), 0),
            )
            for code, naam in namen.items()
        )  # fmt: skip
