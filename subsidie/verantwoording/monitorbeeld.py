"""The monitor as a page shows it: what an address asks, the counts, the map and the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal, opsomming
from subsidie.platform.lijst import Adres
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel
from subsidie.register.gemeenten import Stand, wie_is
from subsidie.register.kaart import gemeentekaart
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verantwoording.monitor import (
    MATEN,
    Behoeftebeeld,
    Filter,
    Maat,
    Niveau,
    Som,
    behoefte,
    per_groep,
    per_plaats,
    totaal_van,
)
from subsidie.verantwoording.monitor_vragen import (
    Tranchekeuze,
    doelgroepnamen,
    lees_gemeenten,
    lees_regios,
    list_indelingen,
    list_tranches,
    tel,
)
from subsidie.web.beeld import Kaart

ZONDER_REGIO: Final = "Geen regio bekend"
_REGIO: Final = "regio:"


@dataclass(frozen=True, slots=True)
class Keuze:
    """What an address chose; what it asked and does not exist was left out. Empty: everything."""

    tranches: tuple[str, ...]
    doelgroep: str
    aard: str
    niveau: str
    maat: Maat

    def adres(self, **anders: str) -> dict[str, str | list[str]]:
        """The parameters of this view with something changed."""
        waarden: dict[str, str | list[str]] = {"tranche": list(self.tranches)}
        waarden |= {
            "doelgroep": self.doelgroep,
            "aard": self.aard,
            "niveau": self.niveau,
            "maat": self.maat.value,
        }
        return {naam: waarde for naam, waarde in {**waarden, **anders}.items() if waarde}


@dataclass(frozen=True, slots=True)
class Monitorbeeld:
    """Everything on the page."""

    keuze: Keuze
    tranches: tuple[Tranchekeuze, ...]
    doelgroepen: tuple[tuple[str, str], ...]
    niveaus: tuple[tuple[str, str], ...]
    totaal: Som
    plaatsen: tuple[Som, ...]
    groepen: tuple[Som, ...]
    aarden: tuple[Som, ...]
    behoefte: Behoeftebeeld
    kaart: Kaart
    zonder_regio: int
    is_voorbeeld: bool

    @property
    def niveaunaam(self) -> str:
        """What a line of the table of places is."""
        return dict(self.niveaus)[self.keuze.niveau]


def lees_monitor(adres: Adres, *, dag: date) -> Monitorbeeld:
    """The monitor that ``adres`` asks, with municipalities as they are on ``dag``."""
    tranches, indelingen = list_tranches(), list_indelingen()
    niveaus = {
        Niveau.GEMEENTE.value: "Gemeente",
        Niveau.PROVINCIE.value: "Provincie",
        Niveau.COROP.value: "COROP-gebied",
        **{f"{_REGIO}{een.naam}": f"{een.naam} ({een.jaar})" for een in indelingen},
    }
    namen = doelgroepnamen([een.id for een in tranches])
    keuze = _lees_keuze(adres, {een.code for een in tranches}, namen, niveaus)
    gekozen = [
        een for een in tranches if (een.code in keuze.tranches if keuze.tranches else not een.is_oefening)
    ]
    tellingen, register = tel([een.id for een in gekozen]), lees_gemeenten()
    nu = _Nu(register, dag)

    def telt(doelgroep: str, aard: str) -> bool:
        return keuze.doelgroep in ("", doelgroep) and keuze.aard in ("", aard)

    gemeenten = nu.noem_voorgangers(per_plaats(tellingen, nu.gemeente, telt, nu.inwoners))
    regios = next((lees_regios(een.id) for een in indelingen if f"{_REGIO}{een.naam}" == keuze.niveau), None)
    plaatsen = gemeenten
    if keuze.niveau != Niveau.GEMEENTE:
        plaatsen = nu.hoger(gemeenten, lambda code: nu.gebied(code, keuze.niveau, regios))
    groepen = per_groep(tellingen, namen, telt)
    per_aard = [
        totaal_van(per_groep(tellingen, namen, _alleen(telt, aard.value)), aard.value)
        for aard in Woonruimteaard
    ]
    totaal = totaal_van(gemeenten)
    totaal.inwoners = nu.heel_het_land
    return Monitorbeeld(
        keuze=keuze, tranches=tuple(tranches), doelgroepen=tuple(sorted(namen.items(), key=lambda een: een[1])),
        niveaus=tuple(niveaus.items()), totaal=totaal, plaatsen=tuple(plaatsen),
        groepen=tuple(groepen), aarden=tuple(per_aard), behoefte=behoefte(tellingen, telt),
        kaart=_kaart(gemeenten, keuze.maat),
        zonder_regio=sum(een.beloofd for een in plaatsen if een.naam == ZONDER_REGIO),
        is_voorbeeld=any(een.is_voorbeeld for een in gekozen),
    )  # fmt: skip


def _alleen(telt: Filter, aard: str) -> Filter:
    return lambda doelgroep, gevonden: gevonden == aard and telt(doelgroep, gevonden)


class _Nu:
    """Municipalities as they are on a day, from codes of any year."""

    def __init__(self, register: Mapping[str, Gemeente], dag: date) -> None:
        self.register, self.dag = register, dag
        self.inwoners = {code: een.inwoners_2023 or een.inwoners_2021 or 0 for code, een in register.items()}
        for code, een in register.items():
            # A municipality that came after the count has the people of those that it took over.
            if not self.inwoners[code]:
                self.inwoners[code] = sum(
                    ander.inwoners_2023 or ander.inwoners_2021 or 0
                    for ander in register.values()
                    if ander.opvolger_gm_code == een.gm_code
                )
        self._gevonden: dict[str, tuple[str, str]] = {}

    @property
    def heel_het_land(self) -> int:
        """The people of all municipalities of the day: what a share is held against."""
        return sum(
            self.inwoners[code]
            for code in self.register
            if wie_is(code, self.dag, self.register).stand is Stand.BESTAAT
        )

    def gemeente(self, code: str) -> tuple[str, str]:
        """Code and name of who is responsible now."""
        if code not in self._gevonden:
            wie = wie_is(code, self.dag, self.register)
            geldend = wie.opvolger if wie.stand is Stand.OPGEHEVEN and wie.opvolger else wie.gemeente
            self._gevonden[code] = (geldend.gm_code, geldend.naam) if geldend else (code, code)
        return self._gevonden[code]

    def noem_voorgangers(self, sommen: list[Som]) -> list[Som]:
        """The lines of ``gemeente``, each with the names of then of who went up in it: ``Amsterdam (met Weesp)``."""
        for som in sommen:
            eerder = sorted(
                self.register[code].naam
                for code, (nu_van, _) in self._gevonden.items()
                if nu_van == som.sleutel and code != nu_van
            )
            if eerder:
                som.naam = f"{som.naam} (met {opsomming(eerder)})"
        return sommen

    def gebied(self, code: str, niveau: str, regios: Mapping[str, str] | None) -> str:
        """The area that a municipality of now lies in."""
        if regios is not None:
            return regios.get(code, ZONDER_REGIO)
        gemeente = self.register.get(code)
        if gemeente is None:
            return ZONDER_REGIO
        return gemeente.provincie if niveau == Niveau.PROVINCIE else gemeente.corop

    def hoger(self, gemeenten: Sequence[Som], gebied) -> list[Som]:  # type: ignore[no-untyped-def]
        """The lines of municipalities added up per area, with the people of all its municipalities."""
        per_gebied: dict[str, list[Som]] = {}
        for een in gemeenten:
            per_gebied.setdefault(gebied(een.sleutel), []).append(een)
        inwoners: dict[str, int] = {}
        for code, een in self.register.items():
            if wie_is(code, self.dag, self.register).stand is Stand.BESTAAT:
                naam = gebied(code)
                inwoners[naam] = inwoners.get(naam, 0) + self.inwoners[een.gm_code]
        sommen = [totaal_van(delen, naam) for naam, delen in per_gebied.items()]
        for som in sommen:
            som.inwoners = inwoners.get(som.naam, 0)
        return sorted(sommen, key=lambda een: (-een.beloofd, -een.gevraagd, een.naam))


def _kaart(gemeenten: Sequence[Som], maat: Maat) -> Kaart:
    waarden = {een.sleutel: een.waarde(maat) for een in gemeenten if een.sleutel.startswith("GM")}
    if maat is Maat.BEDRAG:
        return gemeentekaart(
            MATEN[maat], waarden, kenmerk="monitorkaart", eenheid="toegekend",
            schrijf=lambda euro: euro_kort(euro * 100),
        )  # fmt: skip
    if maat is Maat.PER_DUIZEND:
        return gemeentekaart(
            MATEN[maat], waarden, kenmerk="monitorkaart", eenheid="woonruimten per 1.000 inwoners",
            schrijf=honderdsten,
        )  # fmt: skip
    return gemeentekaart(MATEN[maat], waarden, kenmerk="monitorkaart")


def honderdsten(waarde: int) -> str:
    """A number of hundredths as people write it: 123 becomes ``1,23``."""
    return f"{getal(waarde // 100)},{waarde % 100:02d}"


def _lees_keuze(
    adres: Adres, codes: set[str], doelgroepen: Mapping[str, str], niveaus: Mapping[str, str]
) -> Keuze:
    def een(naam: str, mogelijk: object, standaard: str = "") -> str:
        gegeven = next(iter(adres.getlist(naam)), "")
        return gegeven if gegeven in mogelijk else standaard  # type: ignore[operator]

    return Keuze(
        tranches=tuple(sorted({code for code in adres.getlist("tranche") if code in codes})),
        doelgroep=een("doelgroep", doelgroepen),
        aard=een("aard", {aard.value for aard in Woonruimteaard}),
        niveau=een("niveau", niveaus, Niveau.GEMEENTE.value),
        maat=Maat(een("maat", {maat.value for maat in Maat}, Maat.TOEGEKEND.value)),
    )


KOLOMMEN: Final = (
    Kolom("onderdeel", "Onderdeel", breedte=20),
    Kolom("naam", "Naam", breedte=34),
    Kolom("aanvragen", "Aanvragen", Kolomsoort.GETAL),
    Kolom("gevraagd_eur", "Gevraagd bedrag", Kolomsoort.EURO, 18),
    Kolom("toekenningen", "Toekenningen", Kolomsoort.GETAL),
    Kolom("toegekend_eur", "Toegekend bedrag", Kolomsoort.EURO, 18),
    Kolom("gevraagd", "Gevraagde woonruimten", Kolomsoort.GETAL),
    Kolom("toegekend", "Toegekende woonruimten", Kolomsoort.GETAL),
    Kolom("geleverd", "Geleverde woonruimten", Kolomsoort.GETAL),
    Kolom("in_gebruik", "In gebruik", Kolomsoort.GETAL),
    Kolom("inwoners", "Inwoners", Kolomsoort.GETAL),
    Kolom("per_duizend", "Toegekend per 1.000 inwoners"),
)


def monitortabel(beeld: Monitorbeeld, let_op: str) -> Tabel:
    """What the page shows as one table: all, then per place, target group and kind."""
    rijen = [_rij("Totaal", beeld.totaal)]
    rijen += [_rij(beeld.niveaunaam, een) for een in beeld.plaatsen]
    rijen += [_rij("Doelgroep", een, geld=False) for een in beeld.groepen]
    rijen += [_rij("Permanent of flexibel", een, geld=False) for een in beeld.aarden]
    return Tabel("Monitor huisvesting aandachtsgroepen", KOLOMMEN, rijen, let_op)


def _rij(onderdeel: str, een: Som, *, geld: bool = True) -> tuple[str | int | None, ...]:
    bedragen = (een.aanvragen, een.gevraagd_cent, een.toekenningen, een.toegekend_cent)
    per_duizend = honderdsten(een.per_duizend) if geld and een.inwoners else None
    return (
        onderdeel, een.naam, *(bedragen if geld else (None,) * 4), een.gevraagd, een.beloofd, een.geleverd,
        een.in_gebruik, een.inwoners if geld else None, per_duizend,
    )  # fmt: skip
