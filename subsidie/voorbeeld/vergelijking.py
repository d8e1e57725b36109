"""The outcome that was computed, beside the figures that were published."""

from __future__ import annotations

from dataclasses import dataclass

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.verdeling.samenvatting import Samenvatting


@dataclass(frozen=True, slots=True)
class Vergelijkingsregel:
    """One figure: what it counts, as computed and (where a source gives it) as published."""

    wat: str
    berekend: int
    gepubliceerd: int | None
    is_bedrag: bool = False

    @property
    def gelijk(self) -> bool:
        """Computed is what was published; also true where nothing was."""
        return self.gepubliceerd is None or self.berekend == self.gepubliceerd


def vergelijk(samenvatting: Samenvatting, tranche: Tranche) -> list[Vergelijkingsregel]:
    """Every figure of the outcome, with the published one from the settings of the tranche."""
    regelset = regels(tranche)
    bekend = {sleutel: instelling.waarde for sleutel, instelling in regelset.gepubliceerde_uitkomst.items()}
    per_groep = {groep.doelgroep: groep.aantal for groep in bekend.get("doelgroepen") or ()}
    rijen = [
        Vergelijkingsregel("Aanvragen", samenvatting.aanvragen, bekend.get("ingediende_aanvragen")),
        Vergelijkingsregel(
            "Gemeenten die aanvroegen", samenvatting.gemeenten, bekend.get("ingediend_door_gemeenten")
        ),
        Vergelijkingsregel("Gevraagd", samenvatting.gevraagd_cent, bekend.get("gevraagd"), is_bedrag=True),
        Vergelijkingsregel("Uitkeringsplafond", samenvatting.plafond_cent, None, is_bedrag=True),
        Vergelijkingsregel("Toegekend", samenvatting.toegekend, bekend.get("projecten")),
        Vergelijkingsregel(
            "Gemeenten met een toekenning", samenvatting.toegekende_gemeenten, bekend.get("gemeenten")
        ),
        Vergelijkingsregel("Toegekend bedrag", samenvatting.toegekend_cent, None, is_bedrag=True),
        Vergelijkingsregel("Over", samenvatting.restant_cent, None, is_bedrag=True),
        Vergelijkingsregel("Permanente woonruimten", samenvatting.permanent, bekend.get("permanent")),
        Vergelijkingsregel("Flexibele woonruimten", samenvatting.flexibel, bekend.get("flexibel")),
    ]
    rijen += [
        Vergelijkingsregel(
            f"  {groep.naam}", samenvatting.per_doelgroep.get(groep.code, 0), per_groep.get(groep.code)
        )
        for groep in regelset.doelgroepen.eis()
    ]
    return rijen


def als_tekst(rijen: list[Vergelijkingsregel]) -> str:
    """A table for the terminal: the figure, what was computed, what was published."""

    def toon(waarde: int | None, is_bedrag: bool) -> str:
        if waarde is None:
            return "-"
        return euro_kort(waarde) if is_bedrag else getal(waarde)

    breedte = max(len(rij.wat) for rij in rijen) + 2
    tabel = [f"{'':<{breedte}}{'berekend':>14}{'gepubliceerd':>16}"]
    for rij in rijen:
        merk = "" if rij.gelijk else "  wijkt af"
        berekend, gepubliceerd = toon(rij.berekend, rij.is_bedrag), toon(rij.gepubliceerd, rij.is_bedrag)
        tabel.append(f"{rij.wat:<{breedte}}{berekend:>14}{gepubliceerd:>16}{merk}")
    return "\n".join(tabel)


def in_een_zin(cijfers: Samenvatting) -> str:
    """The outcome in plain words, as it was published."""
    return (
        f"{getal(cijfers.aanvragen)} aanvragen van {getal(cijfers.gemeenten)} gemeenten vroegen samen "
        f"{euro_kort(cijfers.gevraagd_cent)}; het plafond is {euro_kort(cijfers.plafond_cent)}.\n"
        f"{getal(cijfers.toegekend)} aanvragen in {getal(cijfers.toegekende_gemeenten)} gemeenten zijn toegekend: "
        f"{getal(cijfers.permanent)} permanente en {getal(cijfers.flexibel)} flexibele woonruimten."
    )
