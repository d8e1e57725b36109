"""The figures of a tranche for parliament: counted from the applications and their outcome, never typed.

One set of figures for the page, the XLSX and the PDF. Where a source published a figure it stands beside it, with
the difference: what does not agree is named and not smoothed away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from subsidie.dossier.openbaar import openbare_uitkomst
from subsidie.dossier.uitkomstbeeld import Uitkomstbeeld, uitkomstbeeld
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.nadien import NaBezwaar, toegekend_na_bezwaar
from subsidie.verdeling.queries import list_verdelingen
from subsidie.verdeling.rangpagina import lees_rijen
from subsidie.verdeling.rangrijen import Rangrij, tel_woonruimten
from subsidie.verdeling.samenvatting import Samenvatting
from subsidie.verdeling.uitslag import Verdelingsuitslag
from subsidie.web.beeld import Staaf, Staven, staven
from subsidie.web.beeld.basis import deel_van
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Deelcijfer:
    """The figures of one part (a pot, a province) or of all; amounts in eurocents.

    ``plafond_cent``: only of a pot and of all; ``telt_mee_cent``: what of the asked amount counts.
    """

    naam: str
    aanvragen: int
    gemeenten: int
    gevraagd_cent: int
    telt_mee_cent: int
    toegekend: int
    toegekende_gemeenten: int
    toegekend_cent: int
    permanent: int
    flexibel: int
    plafond_cent: int | None = None

    @property
    def woonruimten(self) -> int:
        """Permanent and flexible together."""
        return self.permanent + self.flexibel


@dataclass(frozen=True, slots=True)
class Groepcijfer:
    """Awarded homes for one target group."""

    naam: str
    permanent: int
    flexibel: int

    @property
    def woonruimten(self) -> int:
        """Permanent and flexible together."""
        return self.permanent + self.flexibel


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One published figure beside the one that was counted; ``is_bedrag``: eurocents, else a number."""

    wat: str
    geteld: int
    gepubliceerd: int
    bron: str
    is_bedrag: bool = False

    @property
    def verschil(self) -> int:
        """Counted less published."""
        return self.geteld - self.gepubliceerd


@dataclass(frozen=True, slots=True)
class Cijfers:
    """All figures of one outcome. ``vast``: it was fixed; else it can still change."""

    verdeling: Verdeling
    vast: bool
    klopt: bool
    beeld: Uitkomstbeeld
    totaal: Deelcijfer
    potten: tuple[Deelcijfer, ...]
    provincies: tuple[Deelcijfer, ...]
    provinciebeeld: Staven
    doelgroepen: tuple[Groepcijfer, ...]
    vergelijkingen: tuple[Vergelijking, ...]
    tegenstrijdigheden: tuple[str, ...]
    na_bezwaar: tuple[NaBezwaar, ...]

    @property
    def van_plafond(self) -> str:
        """What was asked as a share of the ceiling: ``142%``; empty without a ceiling."""
        return deel_van(self.totaal.gevraagd_cent, self.totaal.plafond_cent or 0)

    @property
    def verschillen(self) -> tuple[Vergelijking, ...]:
        """The published figures that are not what was counted."""
        return tuple(een for een in self.vergelijkingen if een.verschil)


def lees_cijfers(tranche: Tranche) -> Cijfers | None:
    """The figures of the newest outcome, for the ministry; ``None`` before a draw."""
    uitkomsten = [
        een
        for een in list_verdelingen(tranche)
        if een.status in (Verdelingstatus.GETROKKEN, Verdelingstatus.VASTGESTELD)
    ]
    if not uitkomsten:
        return None
    verdeling = uitkomsten[-1]
    rijen, narekening = lees_rijen(verdeling)
    regelset = als_definitie(tranche).regels
    return _cijfers(
        verdeling, rijen, narekening.uitslag, regelset, klopt=narekening.gelijk is not False,
        beeld=uitkomstbeeld(rijen, narekening.uitslag, regelset), na_bezwaar=toegekend_na_bezwaar(tranche),
    )  # fmt: skip


def lees_openbare_cijfers(tranche: Tranche) -> Cijfers | None:
    """The figures that everyone may know: of the newest outcome that was notified whole, if any."""
    definitie = als_definitie(tranche)
    uitkomst = openbare_uitkomst(tranche, definitie)
    if uitkomst is None:
        return None
    return _cijfers(
        uitkomst.verdeling, uitkomst.rijen, uitkomst.narekening.uitslag, definitie.regels,
        klopt=uitkomst.narekening.gelijk is not False, beeld=uitkomst.beeld, na_bezwaar=uitkomst.na_bezwaar,
    )  # fmt: skip


def _cijfers(
    verdeling: Verdeling,
    rijen: Sequence[Rangrij],
    uitslag: Verdelingsuitslag | None,
    regelset: Regels,
    *,
    klopt: bool,
    beeld: Uitkomstbeeld,
    na_bezwaar: tuple[NaBezwaar, ...],
) -> Cijfers:
    provincies = _provincies(rijen)
    return Cijfers(
        verdeling=verdeling,
        vast=verdeling.status is Verdelingstatus.VASTGESTELD,
        klopt=klopt,
        beeld=beeld,
        totaal=_deel("Alle aanvragen", rijen, plafond_cent=beeld.cijfers.plafond_cent),
        potten=_potten(rijen, uitslag, regelset),
        provincies=provincies,
        provinciebeeld=staven(
            "Toegekende woonruimten per provincie",
            ("permanent", "flexibel"),
            [Staaf(een.naam, (een.permanent, een.flexibel)) for een in provincies],
            kenmerk="provincies",
            categorie="Provincie",
        ),
        doelgroepen=_doelgroepen(rijen, regelset),
        vergelijkingen=_vergelijk(beeld.cijfers, regelset),
        tegenstrijdigheden=tuple(
            een.waarde for een in regelset.tegenstrijdigheden.values() if een.waarde is not None
        ),
        na_bezwaar=na_bezwaar,
    )


def _deel(naam: str, rijen: Sequence[Rangrij], *, plafond_cent: int | None = None) -> Deelcijfer:
    kregen = [rij for rij in rijen if rij.kreeg]
    return Deelcijfer(
        naam=naam,
        aanvragen=len(rijen),
        gemeenten=len({rij.gm_code for rij in rijen}),
        gevraagd_cent=sum(rij.gevraagd_cent for rij in rijen),
        telt_mee_cent=sum(rij.telt_mee_cent for rij in rijen),
        toegekend=len(kregen),
        toegekende_gemeenten=len({rij.gm_code for rij in kregen}),
        toegekend_cent=sum(rij.bedrag_cent for rij in kregen),
        permanent=sum(rij.permanent for rij in kregen),
        flexibel=sum(rij.flexibel for rij in kregen),
        plafond_cent=plafond_cent,
    )


def _potten(
    rijen: Sequence[Rangrij], uitslag: Verdelingsuitslag | None, regelset: Regels
) -> tuple[Deelcijfer, ...]:
    """Per pot, with the ceiling that could be spent in it: with what moved in or out."""
    namen = {pot.code: pot.naam.waarde or pot.code for pot in regelset.potten}
    return tuple(
        _deel(
            namen.get(pot.pot, pot.pot), [rij for rij in rijen if rij.pot == pot.pot],
            plafond_cent=pot.plafond_cent + pot.overgeheveld_cent + pot.ontvangen_cent - pot.doorgegeven_cent,
        )
        for pot in (uitslag.potten if uitslag else ())
    )  # fmt: skip


def _provincies(rijen: Sequence[Rangrij]) -> tuple[Deelcijfer, ...]:
    """Per province of the municipality in the register, by name."""
    codes = {rij.gm_code for rij in rijen}
    provincie: dict[str, str] = {
        rij.gm_code: rij.provincie
        for rij in db.session.execute(
            select(Gemeente.gm_code, Gemeente.provincie).where(Gemeente.gm_code.in_(sorted(codes)))
        )
    }
    return tuple(
        _deel(naam, [rij for rij in rijen if provincie[rij.gm_code] == naam])
        for naam in sorted(set(provincie.values()))
    )


def _doelgroepen(rijen: Sequence[Rangrij], regelset: Regels) -> tuple[Groepcijfer, ...]:
    telling = tel_woonruimten(rij for rij in rijen if rij.kreeg)
    namen = {groep.code: groep.naam for groep in regelset.doelgroepen.waarde or ()}
    codes = [*namen, *sorted({code for code, _ in telling} - namen.keys())]
    return tuple(
        Groepcijfer(
            namen.get(code, code),
            telling[code, Woonruimteaard.PERMANENT],
            telling[code, Woonruimteaard.FLEXIBEL],
        )
        for code in codes
    )


def _vergelijk(cijfers: Samenvatting, regelset: Regels) -> tuple[Vergelijking, ...]:
    bekend: Mapping[str, Any] = {
        sleutel: een for sleutel, een in regelset.gepubliceerde_uitkomst.items() if een.waarde is not None
    }
    geteld = (
        ("ingediende_aanvragen", "Aanvragen", cijfers.aanvragen, False),
        ("ingediend_door_gemeenten", "Gemeenten die aanvroegen", cijfers.gemeenten, False),
        ("gevraagd", "Gevraagd bedrag", cijfers.gevraagd_cent, True),
        ("projecten", "Toegekende aanvragen", cijfers.toegekend, False),
        ("gemeenten", "Gemeenten met een toekenning", cijfers.toegekende_gemeenten, False),
        ("woonruimten", "Woonruimten", cijfers.woonruimten, False),
        ("permanent", "Permanente woonruimten", cijfers.permanent, False),
        ("flexibel", "Flexibele woonruimten", cijfers.flexibel, False),
    )
    rijen = [
        Vergelijking(wat, waarde, bekend[sleutel].waarde, bekend[sleutel].bron, is_bedrag)
        for sleutel, wat, waarde, is_bedrag in geteld
        if sleutel in bekend
    ]
    if "doelgroepen" in bekend:
        per_groep = Counter({een.doelgroep: een.aantal for een in bekend["doelgroepen"].waarde})
        namen = {groep.code: groep.naam for groep in regelset.doelgroepen.waarde or ()}
        rijen += [
            Vergelijking(
                f"Woonruimten voor {namen.get(code, code)}", cijfers.per_doelgroep.get(code, 0), aantal,
                bekend["doelgroepen"].bron,
            )
            for code, aantal in per_groep.items()
        ]  # fmt: skip
    return tuple(rijen)
