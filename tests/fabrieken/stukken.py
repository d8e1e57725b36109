"""A protocol and a ranking list of the example tranche; the outcome is worked out here, simply."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, lees_moment
from subsidie.verdeling.stukken import (
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
from tests.fabrieken.aanvulbrieven import alle_aanvulbrieven
from tests.fabrieken.afrekenbrieven import alle_afrekenbrieven
from tests.fabrieken.bezwaarbrieven import alle_bezwaarbrieven
from tests.fabrieken.brieven import SEED
from tests.fabrieken.cijferstukken import cijferstuk
from tests.fabrieken.klokbrieven import alle_klokbrieven
from tests.fabrieken.ontvangsten import alle_ontvangsten
from tests.fabrieken.rapporten import alle_rapporten
from tests.fabrieken.vorderingbrieven import alle_vorderingbrieven
from tests.fabrieken.werkpapieren import werkpapier
from tests.fabrieken.wijzigingsbrieven import alle_wijzigingsbrieven

PLAFOND_CENT = 34_705_000_00
ORGANISATIE = "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
REGELING = "Regeling huisvesting aandachtsgroepen"
DOOR = (
    Persoon("A. de Beslisser", "directeur", "M-2023-04"),
    Persoon("B. van Tweede", "afdelingshoofd", "M-2023-05"),
)


Plaats = tuple[dict[str, str], int, int | None, bool]
"""An application as it stands in the file, its rank, its lot, and whether it was awarded."""


def _lees(naam: str) -> list[dict[str, str]]:
    tekst = (files("subsidie.voorbeeld") / "data" / naam).read_text(encoding="utf-8")
    return list(csv.DictReader(tekst.splitlines()))


def _hash(nummer: str) -> str:
    return sha256(f"{SEED}|{nummer}".encode()).hexdigest()


@cache
def _uitslag() -> tuple[list[Plaats], list[Trekking]]:
    """Every application in order: (row, rank, lot, awarded), and the draws."""
    rijen = sorted(
        _lees("rha2023_aanvragen.csv"), key=lambda rij: dag_in_amsterdam(lees_moment(rij["volledig_op"]))
    )
    ruimte, open_, rang = PLAFOND_CENT, True, 1
    uit: list[Plaats] = []
    trekkingen: list[Trekking] = []
    for dag, groep in groupby(rijen, key=lambda rij: dag_in_amsterdam(lees_moment(rij["volledig_op"]))):
        leden = sorted(groep, key=lambda rij: _hash(rij["aanvraagnummer"]))
        totaal = sum(int(rij["gevraagd_eur"]) * 100 for rij in leden)
        if open_ and totaal <= ruimte:
            ruimte -= totaal
            uit += [(rij, rang, None, True) for rij in sorted(leden, key=lambda rij: rij["aanvraagnummer"])]
        else:
            beslissend, loten = open_, []
            for plaats, rij in enumerate(leden, start=1):
                cent = int(rij["gevraagd_eur"]) * 100
                voor = ruimte if open_ else None
                open_ = open_ and cent <= ruimte
                ruimte -= cent if open_ else 0
                uit.append((rij, rang + plaats - 1, plaats if len(leden) > 1 else None, open_))
                nummer = rij["aanvraagnummer"]
                uitkomst = "toegekend" if open_ else "afgewezen: plafond"
                loten.append(Lot(plaats, nummer, rij["gemeente"], cent, _hash(nummer), uitkomst, voor))
            if len(leden) > 1:
                zin = f"De {len(leden)} aanvragen die op {datum_nl(dag)} volledig waren."
                trekkingen.append(Trekking(zin, beslissend, rang, tuple(loten)))
        rang += len(leden)
    return uit, trekkingen


def protocol(**velden: Any) -> ProtocolGegevens:
    """The protocol of the draw of the example tranche."""
    uit, trekkingen = _uitslag()
    gevraagd = sum(int(rij["gevraagd_eur"]) * 100 for rij, *_ in uit)
    verleend = sum(int(rij["gevraagd_eur"]) * 100 for rij, _, _, toe in uit if toe)
    gewoon: dict[str, Any] = {
        "kenmerk": "RHA23-protocol-1",
        "datum": "2023-12-04",
        "organisatie": ORGANISATIE,
        "regeling": REGELING,
        "tranche": "RHA 2023",
        "vastlegging": Vastlegging(
            sha256(b"invoer").hexdigest(), "2023-11-20T09:00:00+01:00", len(uit), gevraagd,
            "2023-11-20T10:00:00+01:00", "op de pagina van de tranche",
        ),
        "seed": SeedGegevens(SEED, "Een vaste tekst van dit voorbeeld, niet door een notaris getrokken",
                             "2023-12-01T10:00:00+01:00", "2023-11-20T10:00:00+01:00"),
        "trekkingen": tuple(trekkingen),
        "uitkomst": (PotUitkomst("Hele budget", PLAFOND_CENT, verleend, PLAFOND_CENT - verleend, len(uit),
                                 sum(toe for *_, toe in uit)),),
        "vastgesteld_op": "2023-12-04T09:00:00+01:00",
        "vastgesteld_door": DOOR,
        "voorbeeld": True,
    }  # fmt: skip
    return ProtocolGegevens(**{**gewoon, **velden})


def ranglijst(**velden: Any) -> RanglijstGegevens:
    """The ranking list of the example tranche."""
    uit, trekkingen = _uitslag()
    woonruimten: Counter[tuple[str, str]] = Counter()
    doelgroepen: Counter[tuple[str, str]] = Counter()
    toegekend = {rij["aanvraagnummer"] for rij, _, _, toe in uit if toe}
    for regel in _lees("rha2023_woonruimten.csv"):
        woonruimten[regel["aanvraagnummer"], regel["aard"]] += int(regel["aantal"])
        if regel["aanvraagnummer"] in toegekend:
            doelgroepen[regel["doelgroep"].replace("_", " "), regel["aard"]] += int(regel["aantal"])
    regels, cumulatief = [], 0
    for rij, rang, lot, toe in uit:
        nummer, cent = rij["aanvraagnummer"], int(rij["gevraagd_eur"]) * 100
        cumulatief += cent
        regels.append(Ranglijstregel(
            nummer, rij["gemeente"], woonruimten[nummer, "permanent"], woonruimten[nummer, "flexibel"], cent,
            cent if toe else 0, "toegekend" if toe else "afgewezen", rang, lot, cumulatief,
            "" if toe else "plafond",
        ))  # fmt: skip
    beslissend = next(trekking for trekking in trekkingen if trekking.beslissend)
    verleend = sum(regel.toegekend_cent for regel in regels)
    gewoon: dict[str, Any] = {
        "kenmerk": "RHA23-ranglijst-1",
        "datum": "2023-12-04",
        "organisatie": ORGANISATIE,
        "regeling": REGELING,
        "tranche": "RHA 2023",
        "toelichting": (
            "De aanvragen staan in volgorde van de dag waarop ze volledig waren.",
            "Op de dag waarop het uitkeringsplafond zou worden overschreden, beslist het lot.",
        ),
        "kerncijfers": (
            Kerncijfer("Aanvragen", str(len(regels)),
                       f"van {len({regel.gemeente for regel in regels})} gemeenten"),
            Kerncijfer("Toegekend", str(len(toegekend)),
                       f"in {len({regel.gemeente for regel in regels if regel.toegekend_cent})} gemeenten"),
            Kerncijfer("Woonruimten", f"{sum(doelgroepen.values()):,}".replace(",", "."), "toegekend"),
            Kerncijfer("Over", euro_kort(PLAFOND_CENT - verleend), f"van {euro_kort(PLAFOND_CENT)}"),
        ),
        "potten": (PotRanglijst(
            "Alle aanvragen in volgorde van rang", PLAFOND_CENT, PLAFOND_CENT - verleend, tuple(regels),
            lijn_na=plaats_van_de_lijn(tuple(regels)),
            loting=f"15 juni 2023: loting onder {len(beslissend.loten)} aanvragen",
            loting_van=beslissend.eerste_rang, loting_tot=beslissend.eerste_rang + len(beslissend.loten) - 1,
            van_label="30 mei", tot_label="7 juli",
        ),),
        "doelgroepen": tuple(
            Doelgroepregel(groep, doelgroepen[groep, "permanent"], doelgroepen[groep, "flexibel"])
            for groep in sorted({groep for groep, _ in doelgroepen})
        ),
        "vastgesteld_op": "2023-12-04T09:00:00+01:00",
        "vastgesteld_door": DOOR,
        "voorbeeld": True,
    }  # fmt: skip
    return RanglijstGegevens(**{**gewoon, **velden})


def alle_stukken() -> dict[str, Any]:
    """One of each, by name."""
    return {
        "cijfers": cijferstuk(),
        "protocol": protocol(),
        "ranglijst": ranglijst(),
        "werkpapier": werkpapier(),
        "werkpapier_aselect": werkpapier(
            begin="", interval="", wijze="aselect: elk item een even grote kans"
        ),
        **alle_ontvangsten(),
        **alle_aanvulbrieven(),
        **alle_bezwaarbrieven(),
        **alle_klokbrieven(),
        **alle_afrekenbrieven(),
        **alle_vorderingbrieven(),
        **alle_wijzigingsbrieven(),
        **alle_rapporten(),
    }
