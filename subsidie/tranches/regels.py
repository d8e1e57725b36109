"""Typed reading of the settings of a tranche or a pot, wherever they come from: a file or the database.

``regels.gemeentemaximum`` is an ``Instelling[int]`` with its source and certainty; a family of settings is a
mapping: ``regels.verplichtingen["begin"]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, overload

from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.sleutels import aanvraag, behandeling, pot, regeling, uitkomst, uitvoering
from subsidie.tranches.sleutels.sleutel import Sleutel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Instellingen:
    """Settings by key, as they hold at one moment."""

    instellingen: Mapping[str, Instelling[Any]]

    def heeft(self, sleutel: str) -> bool:
        """Whether the setting exists here at all (a key of another method does not)."""
        return sleutel in self.instellingen


class Veld(Generic[T]):
    """Reads one setting; raises ``Domeinfout`` where it does not belong to this tranche or pot."""

    def __init__(self, sleutel: Sleutel[T]) -> None:
        self.sleutel = sleutel

    @overload
    def __get__(self, bezit: None, klasse: type) -> Self: ...
    @overload
    def __get__(self, bezit: Instellingen, klasse: type) -> Instelling[T]: ...
    def __get__(self, bezit: Instellingen | None, klasse: type) -> Self | Instelling[T]:
        if bezit is None:
            return self
        gevonden = bezit.instellingen.get(self.sleutel.naam)
        if gevonden is None:
            raise Domeinfout(
                f"De instelling ‘{self.sleutel.label}’ ({self.sleutel.naam}) is hier niet van toepassing."
            )
        return gevonden


class Familie(Generic[T]):
    """Reads a family of settings, by the last part of the key; empty where there are none."""

    def __init__(self, sleutel: Sleutel[T], familie: str = "") -> None:
        self.familie = familie or sleutel.naam

    @overload
    def __get__(self, bezit: None, klasse: type) -> Self: ...
    @overload
    def __get__(self, bezit: Instellingen, klasse: type) -> Mapping[str, Instelling[T]]: ...
    def __get__(self, bezit: Instellingen | None, klasse: type) -> Self | Mapping[str, Instelling[T]]:
        if bezit is None:
            return self
        begin = f"{self.familie}."
        return {
            sleutel.removeprefix(begin): instelling
            for sleutel, instelling in bezit.instellingen.items()
            if sleutel.startswith(begin)
        }


@dataclass(frozen=True, slots=True)
class PotRegels(Instellingen):
    """The settings of one pot."""

    code: str

    naam = Veld(pot.POT_NAAM)
    doelgroepen = Veld(pot.POT_DOELGROEPEN)
    restant_naar = Veld(pot.RESTANT_NAAR)
    methode = Veld(pot.METHODE)
    binnen_groep = Veld(pot.BINNEN_GROEP)
    grens = Veld(pot.GRENS)
    categorieen = Veld(pot.CATEGORIEEN)
    criteria = Veld(pot.CRITERIA)
    drempelscore = Veld(pot.DREMPELSCORE)
    gelijke_stand = Veld(pot.GELIJKE_STAND)
    verschilgrens = Veld(pot.VERSCHILGRENS)
    score_decimalen = Veld(pot.SCORE_DECIMALEN)
    vaste_bedragen = Veld(pot.VASTE_BEDRAGEN)


@dataclass(frozen=True, slots=True)
class Regels(Instellingen):
    """The settings of a tranche, and of each of its pots in order of processing."""

    potten: tuple[PotRegels, ...]

    volgnummer = Veld(regeling.VOLGNUMMER)
    naam = Veld(regeling.NAAM)
    regelingen = Veld(regeling.REGELINGEN)
    grondslag = Veld(regeling.GRONDSLAG)
    grond_verlening = Veld(regeling.GROND_VERLENING)
    grond_plafond = Veld(regeling.GROND_PLAFOND)
    grond_weigering = Veld(regeling.GROND_WEIGERING)
    grond_intrekking = Veld(regeling.GROND_INTREKKING)
    grond_vaststelling = Veld(regeling.GROND_VASTSTELLING)
    budget = Veld(regeling.BUDGET)
    aanvrager = Veld(regeling.AANVRAGER)
    uitvoerder = Veld(regeling.UITVOERDER)
    ondertekenaar = Veld(regeling.ONDERTEKENAAR)
    doelgroepen = Veld(regeling.DOELGROEPEN)
    soorten = Veld(regeling.SOORTEN)
    aarden = Veld(regeling.AARDEN)
    bouwvormen = Veld(regeling.BOUWVORMEN)
    eenheden = Veld(regeling.EENHEDEN)
    maximum_per_eenheid = Familie(regeling.MAXIMUM_PER_EENHEID)
    bedragen_inclusief_btw_compensatie = Veld(regeling.BEDRAGEN_INCLUSIEF_BTW_COMPENSATIE)
    gemeentemaximum = Veld(regeling.GEMEENTEMAXIMUM)
    gemeentemaximum_telt = Veld(regeling.GEMEENTEMAXIMUM_TELT)
    sluit_bij_plafond = Veld(regeling.SLUIT_BIJ_PLAFOND)
    voorwaarden = Familie(regeling.VOORWAARDEN)
    bijlagen = Veld(aanvraag.BIJLAGEN)
    bijlage_per_bestand_mb = Veld(aanvraag.BIJLAGE_PER_BESTAND_MB)
    bijlage_totaal_mb = Veld(aanvraag.BIJLAGE_TOTAAL_MB)
    aanvraag_velden = Veld(aanvraag.AANVRAAG_VELDEN)
    aanvraag_vragen = Veld(aanvraag.AANVRAAG_VRAGEN)
    aanvraag_verklaringen = Veld(aanvraag.AANVRAAG_VERKLARINGEN)
    woningtypen = Veld(aanvraag.WONINGTYPEN)
    correctie_wachtrij = Veld(aanvraag.CORRECTIE_WACHTRIJ)
    samenloop = Veld(behandeling.SAMENLOOP)
    huur_eisen = Veld(behandeling.HUUR_EISEN)
    huur_verblijfsruimte_per_week = Veld(behandeling.HUUR_VERBLIJFSRUIMTE)
    beslistermijn_weken = Veld(behandeling.BESLISTERMIJN_WEKEN)
    beslistermijn_begin = Veld(behandeling.BESLISTERMIJN_BEGIN)
    beslistermijn_atw = Veld(behandeling.BESLISTERMIJN_ATW)
    beslistermijn_verdaging_weken = Veld(behandeling.BESLISTERMIJN_VERDAGING_WEKEN)
    aanvultermijn_weken = Veld(behandeling.AANVULTERMIJN_WEKEN)
    controlelijst = Veld(behandeling.CONTROLELIJST)
    afwijzingsgronden = Veld(behandeling.AFWIJZINGSGRONDEN)
    zienswijze_weken = Veld(behandeling.ZIENSWIJZE_WEKEN)
    beoordelaars = Veld(behandeling.BEOORDELAARS)
    bezwaar_commissie = Veld(behandeling.BEZWAAR_COMMISSIE)
    bezwaar_boven_plafond = Veld(behandeling.BEZWAAR_BOVEN_PLAFOND)
    beroep_bij = Veld(behandeling.BEROEP_BIJ)
    verplichtingen = Familie(uitvoering.VERPLICHTINGEN)
    wijziging_mogelijk = Veld(uitvoering.WIJZIGING_MOGELIJK)
    realisatie_verhoogd_dagen = Veld(uitvoering.REALISATIE_VERHOOGD)
    realisatie_hoog_dagen = Veld(uitvoering.REALISATIE_HOOG)
    realisatie_herinner_dagen = Veld(uitvoering.REALISATIE_HERINNER)
    realisatie_escaleer_dagen = Veld(uitvoering.REALISATIE_ESCALEER)
    betaling_aandeel_bij_verlening = Veld(uitvoering.BETALING_AANDEEL)
    betaling_termijnen = Veld(uitvoering.BETALING_TERMIJNEN)
    betaling_binnen_weken = Veld(uitvoering.BETALING_BINNEN_WEKEN)
    betaling_uiterlijk = Veld(uitvoering.BETALING_UITERLIJK)
    betaling_verminderd_met_compensabele_btw = Veld(uitvoering.BETALING_ZONDER_BTW)
    bezwaar_postadres = Veld(uitvoering.BEZWAAR_POSTADRES)
    bezwaar_loket = Veld(uitvoering.BEZWAAR_LOKET)
    sisa_code = Veld(uitvoering.SISA_CODE)
    sisa_indicatoren = Veld(uitvoering.SISA_INDICATOREN)
    terugvordering_grond = Veld(uitvoering.TERUGVORDERING_GROND)
    terugvordering_berekening = Veld(uitvoering.TERUGVORDERING_BEREKENING)
    terugvordering_rekening = Veld(uitvoering.TERUGVORDERING_REKENING)
    terugvordering_te_laat = Veld(uitvoering.TERUGVORDERING_TE_LAAT)
    gepubliceerde_uitkomst = Familie[Any](uitkomst.UITKOMST_PROJECTEN, "gepubliceerde_uitkomst")
    tegenstrijdigheden = Familie(uitkomst.TEGENSTRIJDIGHEDEN)

    def pot(self, code: str) -> PotRegels:
        """The settings of the pot ``code``. Raises ``NietGevonden``."""
        for deel in self.potten:
            if deel.code == code:
                return deel
        raise NietGevonden(f"Deze tranche heeft geen pot ‘{code}’.")

    @property
    def kent_aanvragen(self) -> bool:
        """Whether municipalities apply: not when every pot gives fixed amounts (2020)."""
        return any(pot.instellingen["methode"].waarde is not Verdeelwijze.VAST for pot in self.potten)
