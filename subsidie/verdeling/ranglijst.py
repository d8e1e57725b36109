"""The ranking list of an allocation as a table: in order of rank, with the running total."""

from __future__ import annotations

from collections.abc import Iterable

from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.rangrijen import Rangrij, list_rangrijen

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
    return tabel_van(list_rangrijen(verdeling), naam=verdeling.tranche.naam, let_op=let_op)


def tabel_van(rijen: Iterable[Rangrij], *, naam: str, let_op: str = "") -> Tabel:
    """These rows of an allocation of the tranche called ``naam``, as in ``ranglijst_tabel``."""
    return Tabel(f"Ranglijst {naam}", KOLOMMEN, [_cellen(rij) for rij in rijen], let_op)


def _cellen(rij: Rangrij) -> tuple[Cel, ...]:
    return (
        rij.pot, rij.rang, rij.lotnummer, rij.nummer, rij.gm_code, rij.gemeente, rij.project, rij.volledig_op,
        rij.eenheden, rij.permanent, rij.flexibel, rij.gevraagd_cent, rij.telt_mee_cent, rij.cumulatief_cent,
        rij.uitkomst, rij.reden, rij.bedrag_cent,
    )  # fmt: skip
