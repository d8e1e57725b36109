"""The example of 2022 gives what was published of it, by the rules of its tranche and without a draw."""

from __future__ import annotations

from flask import Flask

from subsidie.dossier.cijfers import lees_cijfers
from subsidie.verdeling.samenvatting import samenvatting
from subsidie.verdeling.service import reken_na
from subsidie.voorbeeld.rha2022 import besluit
from subsidie.voorbeeld.vergelijking import vergelijk


def test_het_voorbeeld_geeft_de_gepubliceerde_uitkomst_van_2022(app: Flask) -> None:
    verdeling, _ = besluit()
    uitkomst = samenvatting(verdeling)
    assert (uitkomst.toegekend, uitkomst.toegekende_gemeenten) == (107, 76)
    assert (uitkomst.permanent, uitkomst.flexibel) == (2_959, 4_766)
    assert uitkomst.per_doelgroep == {
        "arbeidsmigranten": 1_148,
        "dak_en_thuisloze_mensen": 542,
        "statushouders": 1_402,
        "uitwonende_studenten": 2_980,
        "woonwagenbewoners": 111,
        "sociale_of_medische_urgentie": 983,
        "uitstroom_intramuraal": 559,
    }
    assert uitkomst.plafond_cent == 52_135_000_00 >= uitkomst.toegekend_cent
    assert all(rij.gelijk for rij in vergelijk(uitkomst, verdeling.tranche))
    cijfers = lees_cijfers(verdeling.tranche)
    assert cijfers is not None
    assert cijfers.verschillen == ()
    assert verdeling.seed is None
    reken_na(verdeling)
