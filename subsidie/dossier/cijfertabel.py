"""The figures of a tranche as one table, for XLSX."""

from __future__ import annotations

from typing import Final

from subsidie.dossier.cijfers import Cijfers, Deelcijfer
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.tranches.models import Tranche
from subsidie.verdeling.bestanden import let_op_van

KOLOMMEN: Final = (
    Kolom("onderdeel", "Onderdeel", breedte=22),
    Kolom("naam", "Naam", breedte=40),
    Kolom("aanvragen", "Aanvragen", Kolomsoort.GETAL),
    Kolom("gemeenten", "Gemeenten", Kolomsoort.GETAL),
    Kolom("gevraagd_eur", "Gevraagd", Kolomsoort.EURO, 18),
    Kolom("telt_mee_eur", "Telt mee", Kolomsoort.EURO, 18),
    Kolom("plafond_eur", "Uitkeringsplafond", Kolomsoort.EURO, 18),
    Kolom("toegekend", "Toegekende aanvragen", Kolomsoort.GETAL),
    Kolom("toegekende_gemeenten", "Gemeenten met een toekenning", Kolomsoort.GETAL),
    Kolom("toegekend_eur", "Toegekend bedrag", Kolomsoort.EURO, 18),
    Kolom("permanent", "Permanente woonruimten", Kolomsoort.GETAL),
    Kolom("flexibel", "Flexibele woonruimten", Kolomsoort.GETAL),
)


def cijfertabel(tranche: Tranche, cijfers: Cijfers) -> Tabel:
    """All, then per pot, province and target group; what was granted on objections beside the allocation last."""
    rijen: list[tuple[Cel, ...]] = [_rij("Totaal", cijfers.totaal)]
    rijen += [_rij("Pot", een) for een in cijfers.potten]
    rijen += [_rij("Provincie", een) for een in cijfers.provincies]
    rijen += [
        ("Doelgroep", een.naam, *[None] * 8, een.permanent, een.flexibel) for een in cijfers.doelgroepen
    ]
    if cijfers.na_bezwaar:
        erbij = sum(een.erbij_cent for een in cijfers.na_bezwaar)
        boven = sum(een.boven_cent for een in cijfers.na_bezwaar)
        aantal = len(cijfers.na_bezwaar)
        rijen.append(("Na bezwaar", "erbij, buiten de verdeling om", *_bezwaar(aantal, erbij)))
        rijen.append(("Na bezwaar", "daarvan boven het plafond", *_bezwaar(aantal, boven)))
    delen = [
        let_op_van(tranche),
        "" if cijfers.vast else "Nog niet vastgesteld: deze cijfers kunnen veranderen.",
    ]
    return Tabel(f"Cijfers {tranche.naam}", KOLOMMEN, rijen, " · ".join(een for een in delen if een))


def _bezwaar(aantal: int, cent: int) -> tuple[Cel, ...]:
    return (*[None] * 5, aantal, None, cent, None, None)


def _rij(onderdeel: str, deel: Deelcijfer) -> tuple[Cel, ...]:
    return (
        onderdeel, deel.naam, deel.aanvragen, deel.gemeenten, deel.gevraagd_cent, deel.telt_mee_cent, deel.plafond_cent,
        deel.toegekend, deel.toegekende_gemeenten, deel.toegekend_cent, deel.permanent, deel.flexibel,
    )  # fmt: skip
