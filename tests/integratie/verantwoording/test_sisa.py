"""SiSa: a file of a tranche and a year, whole or not at all; the newest row counts; differences are named."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.platform.tabel import als_csv
from subsidie.realisatie.afrekenketen import lees_keten
from subsidie.realisatie.vaststelgegevens import verzamel
from subsidie.register.models import Gemeente
from subsidie.verantwoording.sisa_beeld import als_bijlage, lees_beeld
from subsidie.verantwoording.sisa_inlezen import KOLOMMEN, lees_in, list_ontvangers, sjabloon
from subsidie.verantwoording.sisa_lezen import lees_stand
from subsidie.verantwoording.sisamodellen import Sisainlezing, Sisaregel
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld

KOP = (*KOLOMMEN, "bevindingen", "onrechtmatig")
VANDAAG = date(2029, 3, 1)


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


def _bestand(*rijen: tuple[str, ...]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([KOP, *rijen])
    return buffer.getvalue().encode()


def _lees(wereld: Afrekenwereld, jaar: int, *rijen: tuple[str, ...], wie: str = "financieel") -> Sisainlezing:
    with schrijfgrens():
        return lees_in(
            wereld.tranche, jaar, "sisa.csv", _bestand(*rijen), door=wereld.personen[wie], nu=NU
        )  # fmt: skip


def test_het_lege_formulier_noemt_wie_verantwoordt_en_is_zelf_leesbaar(wereld: Afrekenwereld) -> None:
    eigen = wereld.aanvraag.gm_code
    assert set(list_ontvangers(wereld.tranche, 2028)) == {eigen, "GM0363"}
    with pytest.raises(OngeldigeInvoer) as fout, schrijfgrens():
        lees_in(
            wereld.tranche, 2027, "leeg.xlsx", sjabloon(wereld.tranche, moment=NU),
            door=wereld.personen["behandelaar"], nu=NU,
        )  # fmt: skip
    assert {een.waar.split(", ")[0] for een in fout.value.gebreken} == {"sisa"}
    assert "sisa, rij 2, kolom besteding" in {een.waar for een in fout.value.gebreken}


def test_elke_fout_wordt_genoemd_en_niets_wordt_vastgelegd(wereld: Afrekenwereld) -> None:
    eigen = wereld.aanvraag.gm_code
    with pytest.raises(OngeldigeInvoer) as fout:
        _lees(
            wereld, 2027,
            (eigen, "100", "Ja", "0", "100", "Nee", "", ""),
            (eigen, "100", "Ja", "0", "100", "Nee", "", ""),
            ("GM9999", "100", "Ja", "0", "100", "Nee", "", ""),
            ("GM0457", "100", "Ja", "0", "100", "Nee", "", ""),
            ("GM0599", "100", "Ja", "0", "100", "Nee", "", ""),
            ("GM0363", "-5", "misschien", "-12,50", "1,234", "Nee", "", "200"),
        )  # fmt: skip
    meldingen = {een.waar: een.melding for een in fout.value.gebreken}
    assert "staat ook in rij 2" in meldingen["sisa, rij 3, kolom gm_code"]
    assert "kent het register" in meldingen["sisa, rij 4, kolom gm_code"]
    assert "GM0363" in meldingen["sisa, rij 5, kolom gm_code"]
    assert "geen verlening" in meldingen["sisa, rij 6, kolom gm_code"]
    assert {"sisa, rij 7, kolom besteding", "sisa, rij 7, kolom zelfstandige_uitvoering"} <= set(meldingen)
    assert "bevinding" in meldingen["sisa, rij 7, kolom onrechtmatig"]
    assert "sisa, rij 7, kolom correctie" not in meldingen
    assert not db.session.scalar(select(func.count()).select_from(Sisaregel))


def test_de_nieuwste_regel_telt_en_de_eerdere_blijft(wereld: Afrekenwereld) -> None:
    eigen = wereld.aanvraag.gm_code
    eerste = (eigen, "60.000", "Ja", "0", "60.000", "Nee", "", "")
    _lees(wereld, 2027, eerste)
    _lees(wereld, 2027, (eigen, "50.000", "Ja", "0", "50.000", "Nee", "", ""))
    _lees(
        wereld, 2028, (eigen, "45.000", "Ja", "-1.000", "94.000", "Ja", "Drie facturen ontbreken.", "4.000")
    )
    stand = lees_stand(wereld.tranche.id, [eigen])[eigen]
    assert (stand.jaar, stand.cumulatief_cent, stand.eindverantwoording) == (2028, 94_000_00, True)
    assert db.session.scalar(select(func.count()).select_from(Sisaregel)) == 3
    with pytest.raises(Domeinfout, match="al ingelezen"):
        _lees(wereld, 2027, eerste)
    beeld = lees_beeld(wereld.tranche, 2028, VANDAAG)
    (rij,) = beeld.rijen
    assert [een.gm_code for een in beeld.ontbreekt] == ["GM0363"]
    assert (rij.hier.betaald_cent, rij.hier.aanvaard, rij.hier.beloofd) == (100_000_00, 15, 20)
    assert list(rij.verschillen) == [
        "De verantwoording is de laatste, maar 15 van 20 woonruimten zijn aanvaard.",
        "De accountant noemt € 4.000 onrechtmatig.",
    ]


def test_een_optelling_die_niet_klopt_wordt_genoemd_en_niet_geweigerd(wereld: Afrekenwereld) -> None:
    eigen = wereld.aanvraag.gm_code
    _lees(wereld, 2027, (eigen, "60.000", "Ja", "0", "60.000", "Nee", "", ""))
    _lees(wereld, 2028, (eigen, "10.000", "Ja", "0", "71.000", "Nee", "", ""))
    (rij,) = lees_beeld(wereld.tranche, 2028, VANDAAG).rijen
    assert rij.verschillen == (
        "De cumulatieve besteding telt niet op: € 60.000 plus € 10.000 plus € 0 is € 70.000, niet € 71.000.",
    )


def test_de_uitvoer_heeft_de_opmaak_van_de_bijlage_zonder_verzonnen_code(wereld: Afrekenwereld) -> None:
    eigen = wereld.aanvraag.gm_code
    _lees(wereld, 2027, (eigen, "60.000", "Ja", "0", "60.000", "Nee", "", ""))
    beeld = lees_beeld(wereld.tranche, 2027, VANDAAG)
    kop, rij = csv.reader(als_csv(als_bijlage(beeld, wereld.tranche, "")).decode().splitlines())
    assert kop[6:11] == [f"CODE/0{nummer}" for nummer in range(1, 6)]
    assert rij[5:11] == [eigen, "60000.00", "Ja", "0.00", "60000.00", "Nee"]
    met_code = replace(beeld, opmaak=replace(beeld.opmaak, code="C99"))
    assert als_bijlage(met_code, wereld.tranche, "").kolommen[6].kop.startswith("C99/01 Besteding (jaar T)")


def test_alleen_over_een_jaar_dat_voorbij_is_en_door_wie_mag(wereld: Afrekenwereld) -> None:
    rij = (wereld.aanvraag.gm_code, "1", "Ja", "0", "1", "Nee", "", "")
    with pytest.raises(OngeldigeInvoer, match="tot en met 2028"):
        _lees(wereld, 2029, rij)
    with pytest.raises(NietBevoegd):
        _lees(wereld, 2028, rij, wie="auditor")


def test_na_een_herindeling_verantwoordt_de_opvolger_voor_allen_die_in_haar_opgingen(
    wereld: Afrekenwereld,
) -> None:
    """Zwolle and Amsterdam go up in Deventer in 2028: each accounts over 2027 for itself, Deventer over 2028."""
    zwolle, amsterdam, deventer = wereld.aanvraag.gm_code, "GM0363", "GM0150"
    with schrijfgrens():
        for code in (zwolle, amsterdam):
            gemeente = db.session.get_one(Gemeente, code)
            gemeente.geldig_tot, gemeente.opvolger_gm_code = date(2028, 7, 1), deventer
    assert set(list_ontvangers(wereld.tranche, 2027)) == {zwolle, amsterdam}
    assert set(list_ontvangers(wereld.tranche, 2028)) == {deventer}
    _lees(
        wereld, 2027,
        (zwolle, "40000", "Ja", "0", "40000", "Nee", "", ""),
        (amsterdam, "10000", "Ja", "0", "10000", "Ja", "", ""),
    )  # fmt: skip
    keten = lees_keten(wereld.aanvraag)
    assert keten is not None
    # What Amsterdam accounted for says nothing of Zwolle, though both are Deventer by now.
    eerst = verzamel(wereld.aanvraag, keten)
    assert (eerst.sisa is not None and eerst.sisa.gm_code, eerst.invoer.besteding) == (zwolle, None)
    with pytest.raises(OngeldigeInvoer, match="Geef de verantwoording op bij GM0150"):
        _lees(wereld, 2028, (zwolle, "60000", "Ja", "0", "100000", "Ja", "", ""))
    _lees(wereld, 2028, (deventer, "70000", "Ja", "0", "120000", "Ja", "", ""))
    besteding = verzamel(wereld.aanvraag, keten).invoer.besteding
    # € 120.000 over the awards of € 100.000 (Zwolle) and € 50.000 (Amsterdam).
    assert besteding is not None
    assert (besteding.verleend_totaal_cent, besteding.besteed_cent) == (150_000_00, 80_000_00)
    (rij,) = lees_beeld(wereld.tranche, 2028, VANDAAG).rijen
    assert not any("telt niet op" in een for een in rij.verschillen), "het telt door vanaf beide"
