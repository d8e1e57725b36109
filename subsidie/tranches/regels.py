"""Typed reading of the settings of a tranche or a pot, wherever they come from: a file or the database.

``regels.gemeentemaximum`` is an ``Instelling[int]`` with its source and certainty; a family of settings is a
mapping: ``regels.verplichtingen["begin"]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, overload

from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.tranches import schema
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.schema import Sleutel

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

    naam = Veld(schema.POT_NAAM)
    doelgroepen = Veld(schema.POT_DOELGROEPEN)
    restant_naar = Veld(schema.RESTANT_NAAR)
    methode = Veld(schema.METHODE)
    binnen_groep = Veld(schema.BINNEN_GROEP)
    grens = Veld(schema.GRENS)
    categorieen = Veld(schema.CATEGORIEEN)
    criteria = Veld(schema.CRITERIA)
    drempelscore = Veld(schema.DREMPELSCORE)
    gelijke_stand = Veld(schema.GELIJKE_STAND)
    verschilgrens = Veld(schema.VERSCHILGRENS)
    score_decimalen = Veld(schema.SCORE_DECIMALEN)
    vaste_bedragen = Veld(schema.VASTE_BEDRAGEN)


@dataclass(frozen=True, slots=True)
class Regels(Instellingen):
    """The settings of a tranche, and of each of its pots in order of processing."""

    potten: tuple[PotRegels, ...]

    volgnummer = Veld(schema.VOLGNUMMER)
    naam = Veld(schema.NAAM)
    regelingen = Veld(schema.REGELINGEN)
    grondslag = Veld(schema.GRONDSLAG)
    grond_verlening = Veld(schema.GROND_VERLENING)
    grond_plafond = Veld(schema.GROND_PLAFOND)
    grond_weigering = Veld(schema.GROND_WEIGERING)
    grond_intrekking = Veld(schema.GROND_INTREKKING)
    grond_vaststelling = Veld(schema.GROND_VASTSTELLING)
    budget = Veld(schema.BUDGET)
    aanvrager = Veld(schema.AANVRAGER)
    uitvoerder = Veld(schema.UITVOERDER)
    ondertekenaar = Veld(schema.ONDERTEKENAAR)
    doelgroepen = Veld(schema.DOELGROEPEN)
    soorten = Veld(schema.SOORTEN)
    aarden = Veld(schema.AARDEN)
    bouwvormen = Veld(schema.BOUWVORMEN)
    eenheden = Veld(schema.EENHEDEN)
    maximum_per_eenheid = Familie(schema.MAXIMUM_PER_EENHEID)
    bedragen_inclusief_btw_compensatie = Veld(schema.BEDRAGEN_INCLUSIEF_BTW_COMPENSATIE)
    gemeentemaximum = Veld(schema.GEMEENTEMAXIMUM)
    gemeentemaximum_telt = Veld(schema.GEMEENTEMAXIMUM_TELT)
    sluit_bij_plafond = Veld(schema.SLUIT_BIJ_PLAFOND)
    voorwaarden = Familie(schema.VOORWAARDEN)
    bijlagen = Veld(schema.BIJLAGEN)
    bijlage_per_bestand_mb = Veld(schema.BIJLAGE_PER_BESTAND_MB)
    bijlage_totaal_mb = Veld(schema.BIJLAGE_TOTAAL_MB)
    aanvraag_velden = Veld(schema.AANVRAAG_VELDEN)
    aanvraag_vragen = Veld(schema.AANVRAAG_VRAGEN)
    aanvraag_verklaringen = Veld(schema.AANVRAAG_VERKLARINGEN)
    woningtypen = Veld(schema.WONINGTYPEN)
    correctie_wachtrij = Veld(schema.CORRECTIE_WACHTRIJ)
    samenloop = Veld(schema.SAMENLOOP)
    huur_eisen = Veld(schema.HUUR_EISEN)
    huur_verblijfsruimte_per_week = Veld(schema.HUUR_VERBLIJFSRUIMTE)
    beslistermijn_weken = Veld(schema.BESLISTERMIJN_WEKEN)
    beslistermijn_begin = Veld(schema.BESLISTERMIJN_BEGIN)
    beslistermijn_atw = Veld(schema.BESLISTERMIJN_ATW)
    beslistermijn_verdaging_weken = Veld(schema.BESLISTERMIJN_VERDAGING_WEKEN)
    aanvultermijn_weken = Veld(schema.AANVULTERMIJN_WEKEN)
    controlelijst = Veld(schema.CONTROLELIJST)
    afwijzingsgronden = Veld(schema.AFWIJZINGSGRONDEN)
    zienswijze_weken = Veld(schema.ZIENSWIJZE_WEKEN)
    beoordelaars = Veld(schema.BEOORDELAARS)
    bezwaar_commissie = Veld(schema.BEZWAAR_COMMISSIE)
    bezwaar_boven_plafond = Veld(schema.BEZWAAR_BOVEN_PLAFOND)
    beroep_bij = Veld(schema.BEROEP_BIJ)
    verplichtingen = Familie(schema.VERPLICHTINGEN)
    wijziging_mogelijk = Veld(schema.WIJZIGING_MOGELIJK)
    realisatie_verhoogd_dagen = Veld(schema.REALISATIE_VERHOOGD)
    realisatie_hoog_dagen = Veld(schema.REALISATIE_HOOG)
    realisatie_herinner_dagen = Veld(schema.REALISATIE_HERINNER)
    realisatie_escaleer_dagen = Veld(schema.REALISATIE_ESCALEER)
    betaling_aandeel_bij_verlening = Veld(schema.BETALING_AANDEEL)
    betaling_termijnen = Veld(schema.BETALING_TERMIJNEN)
    betaling_binnen_weken = Veld(schema.BETALING_BINNEN_WEKEN)
    betaling_uiterlijk = Veld(schema.BETALING_UITERLIJK)
    betaling_verminderd_met_compensabele_btw = Veld(schema.BETALING_ZONDER_BTW)
    bezwaar_postadres = Veld(schema.BEZWAAR_POSTADRES)
    bezwaar_loket = Veld(schema.BEZWAAR_LOKET)
    sisa_code = Veld(schema.SISA_CODE)
    sisa_indicatoren = Veld(schema.SISA_INDICATOREN)
    terugvordering_grond = Veld(schema.TERUGVORDERING_GROND)
    terugvordering_berekening = Veld(schema.TERUGVORDERING_BEREKENING)
    terugvordering_rekening = Veld(schema.TERUGVORDERING_REKENING)
    terugvordering_te_laat = Veld(schema.TERUGVORDERING_TE_LAAT)
    gepubliceerde_uitkomst = Familie[Any](schema.UITKOMST_PROJECTEN, "gepubliceerde_uitkomst")
    tegenstrijdigheden = Familie(schema.TEGENSTRIJDIGHEDEN)

    def pot(self, code: str) -> PotRegels:
        """The settings of the pot ``code``. Raises ``NietGevonden``."""
        for pot in self.potten:
            if pot.code == code:
                return pot
        raise NietGevonden(f"Deze tranche heeft geen pot ‘{code}’.")

    @property
    def kent_aanvragen(self) -> bool:
        """Whether municipalities apply: not when every pot gives fixed amounts (2020)."""
        return any(pot.instellingen["methode"].waarde is not Verdeelwijze.VAST for pot in self.potten)
