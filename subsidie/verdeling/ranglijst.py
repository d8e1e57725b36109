"""The ranking list of an allocation as a table: in order of rank, with the running total."""

from __future__ import annotations

from subsidie.aanvragen.service import get_woonruimteregels
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.service import list_regels

KOLOMMEN = (
    Kolom("pot", "Pot", breedte=8),
    Kolom("rang", "Rang", Kolomsoort.GETAL, 8),
    Kolom("lotnummer", "Lot", Kolomsoort.GETAL, 8),
    Kolom("aanvraag", "Aanvraag", breedte=14),
    Kolom("gm_code", "Gemeentecode", breedte=14),
    Kolom("gemeente", "Gemeente", breedte=28),
    Kolom("project", "Project", breedte=36),
    Kolom("volledig_op", "Volledig op", Kolomsoort.MOMENT, 26),
    Kolom("woonruimten", "Woonruimten", Kolomsoort.GETAL, 13),
    Kolom("permanent", "Permanent", Kolomsoort.GETAL, 11),
    Kolom("flexibel", "Flexibel", Kolomsoort.GETAL, 11),
    Kolom("gevraagd_eur", "Gevraagd", Kolomsoort.EURO, 16),
    Kolom("telt_mee_eur", "Telt mee", Kolomsoort.EURO, 16),
    Kolom("cumulatief_eur", "Cumulatief", Kolomsoort.EURO, 18),
    Kolom("uitkomst", "Uitkomst", breedte=14),
    Kolom("reden", "Reden", breedte=18),
    Kolom("toegekend_eur", "Toegekend", Kolomsoort.EURO, 16),
)


def ranglijst_tabel(verdeling: Verdeling, *, let_op: str = "") -> Tabel:
    """Every application of the allocation, pot by pot and in order of rank; without a rank last.

    ``gevraagd`` is what was asked, ``telt_mee`` what of it counts (subsidiabel); ``cumulatief`` adds up
    what counts of those with a rank, as in the ranking list.
    """
    woonruimten = get_woonruimteregels(verdeling.tranche)
    rijen: list[tuple[Cel, ...]] = []
    cumulatief: dict[str, int] = {}
    regels = sorted(list_regels(verdeling), key=lambda regel: regel.aanvraag.pot.volgorde)
    for regel in regels:
        aanvraag, versie = regel.aanvraag, regel.versie
        per_aard = dict.fromkeys(Woonruimteaard, 0)
        for woonruimte in woonruimten.get(versie.id, []):
            per_aard[woonruimte.aard] += woonruimte.aantal
        pot = aanvraag.pot.code
        if regel.rang is not None:
            cumulatief[pot] = cumulatief.get(pot, 0) + versie.subsidiabel_cent
        rijen.append(
            (
                pot, regel.rang, regel.lotnummer, aanvraag.nummer, aanvraag.gm_code, aanvraag.gemeente.naam,
                aanvraag.project.naam, aanvraag.volledig_op, versie.eenheden, per_aard[Woonruimteaard.PERMANENT],
                per_aard[Woonruimteaard.FLEXIBEL], versie.gevraagd_cent, versie.subsidiabel_cent,
                cumulatief[pot] if regel.rang is not None else None, regel.uitkomst, regel.reden, regel.bedrag_cent,
            )
        )  # fmt: skip
    return Tabel(titel=f"Ranglijst {verdeling.tranche.naam}", kolommen=KOLOMMEN, rijen=rijen, let_op=let_op)
