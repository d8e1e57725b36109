"""Paying awards: two people, one account, never more than granted, one file, one confirmation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, get_aanvraag
from subsidie.berichten.models import Bericht
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer, OngeldigeOvergang
from subsidie.realisatie import betaalbestand, betaalinlezen, betaalopdrachten
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalvoorstel import Beletsel, lees_voorstellen
from subsidie.realisatie.geldstand import lees_geld
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import gemeenterijen, rijen
from tests.fabrieken.betalingen import (
    MOMENT,
    UITERLIJK,
    ZONDER_REKENING,
    Betaalwereld,
    betaalwereld,
    terugmelding,
    wijzig,
)


@pytest.fixture
def wereld(app: Flask) -> Betaalwereld:
    return betaalwereld()


def test_van_verlening_tot_betaald(wereld: Betaalwereld) -> None:
    """Every step by the right person; the municipality hears it once the money is there, and the sum holds."""
    voorstellen = {een.aanvraag.nummer: een for een in lees_voorstellen(wereld.tranche, MOMENT)}
    assert voorstellen["A-01"].beletsel is Beletsel.BTW_ONBEKEND
    assert voorstellen["A-02"].beletsel is Beletsel.GEEN_REKENING
    assert voorstellen["A-01"].uiterlijk == UITERLIJK

    gedaan = wereld.stel_op()
    assert {een.aanvraag.gm_code for een in gedaan.opdrachten}.isdisjoint({ZONDER_REKENING})
    assert {een.bedrag_cent for een in gedaan.opdrachten} == {100_000_00}
    with pytest.raises(Domeinfout, match="niets waarvoor"):
        wereld.stel_op()

    with pytest.raises(NietBevoegd, match="zelf opgesteld op"), schrijfgrens():
        betaalopdrachten.keur_goed(wereld.opdrachten(), door=wereld.een, nu=MOMENT)
    wereld.keur_goed()
    bestand = wereld.maak_bestand()
    assert (bestand.kenmerk, bestand.totaal_cent) == ("BETAAL-2026-001", 100_000_00 * bestand.aantal)

    opdrachten = wereld.opdrachten()
    gelezen = wereld.lees_in(terugmelding(opdrachten, op=MOMENT.date()))
    assert (gelezen.betaald, gelezen.geweigerd) == (bestand.aantal, 0)
    db.session.expire_all()
    assert {een.status for een in wereld.opdrachten()} == {Opdrachtstatus.BETAALD}
    bericht = db.session.scalars(select(Bericht).where(Bericht.sleutel.endswith(":betaald"))).first()
    assert bericht is not None
    assert "die eindigt op 4300" in bericht.tekst
    stand = lees_geld(wereld.tranche, MOMENT)
    assert stand is not None
    assert (stand.betaald_cent, stand.te_betalen_cent) == (bestand.totaal_cent, 100_000_00)
    assert stand.klopt


def test_wie_een_ander_werk_deed_aan_een_aanvraag_betaalt_haar_niet_en_de_rest_wel(
    wereld: Betaalwereld,
) -> None:
    with schrijfgrens():
        betrek(get_aanvraag("A-01"), wereld.een, Functiegroep.BEHANDELING, nu=MOMENT)

    gedaan = wereld.stel_op()

    assert [nummer for nummer, _ in gedaan.overgeslagen] == ["A-01"]
    assert "al betrokken als ‘behandeling’" in gedaan.overgeslagen[0][1]
    assert gedaan.opdrachten
    with pytest.raises(NietBevoegd, match="rol financieel"):
        wereld.stel_op(door=wereld.personen["behandelaar"])


def test_een_ander_rekeningnummer_houdt_een_opdracht_tegen(wereld: Betaalwereld) -> None:
    wereld.stel_op()
    with schrijfgrens():
        gemeenterijen.rekeningnummer(
            gm_code="GM0193", goedgekeurd_op=MOMENT, iban="NL02ABNA0123456789", tenaamstelling="Zwolle"
        )

    with pytest.raises(Domeinfout, match=r"A-01-P1 gaat naar een rekeningnummer dat intussen is vervangen"):
        wereld.keur_goed(nu=MOMENT + timedelta(hours=1))

    opdracht = next(een for een in wereld.opdrachten() if een.kenmerk == "A-01-P1")
    with pytest.raises(OngeldigeInvoer, match="Schrijf waarom"), schrijfgrens():
        betaalopdrachten.laat_vervallen(opdracht, reden=" ", door=wereld.een, nu=MOMENT)
    with schrijfgrens():
        betaalopdrachten.laat_vervallen(opdracht, reden="Ander nummer", door=wereld.een, nu=MOMENT)
    opnieuw = wereld.stel_op(nu=MOMENT + timedelta(hours=1)).opdrachten
    assert [(een.kenmerk, een.termijn) for een in opnieuw] == [("A-01-P2", 1)]


def test_na_een_lager_besluit_gaat_niets_meer_uit_en_na_een_hoger_alleen_het_verschil(
    wereld: Betaalwereld,
) -> None:
    wereld.stel_op()
    wijzig("A-01", 60_000_00)
    with pytest.raises(Domeinfout, match=r"minder te betalen: A-01-P1"):
        wereld.keur_goed()
    with schrijfgrens():
        opdracht = wereld.opdrachten(Opdrachtstatus.OPGESTELD)[0]
        betaalopdrachten.laat_vervallen(opdracht, reden="Lager besluit", door=wereld.een, nu=MOMENT)
    wereld.betaal()
    assert [een.bedrag_cent for een in _van(wereld, "A-01")] == [100_000_00, 60_000_00]

    wijzig("A-01", 75_000_00, dag=date(2026, 2, 2))
    nieuw = wereld.stel_op(nu=MOMENT + timedelta(days=20)).opdrachten
    assert [(een.bedrag_cent, een.termijn, een.uiterlijk) for een in nieuw] == [
        (15_000_00, 1, date(2026, 3, 16))
    ]


def test_de_compensabele_btw_gaat_in_een_eigen_opdracht_naar_het_fonds(
    wereld: Betaalwereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    from subsidie.realisatie import betaalvoorstel

    monkeypatch.setattr(betaalvoorstel, "btw_in_kosten", lambda _gegevens: (21, 121))

    wereld.stel_op()

    bedragen = {een.soort: een.bedrag_cent for een in _van(wereld, "A-01")}
    assert bedragen == {Betaalsoort.GEMEENTE: 82_644_63, Betaalsoort.BCF: 17_355_37}


def test_een_bestand_is_wat_is_getoond_en_verandert_niet(wereld: Betaalwereld) -> None:
    wereld.stel_op()
    wereld.keur_goed()
    lijst = betaalbestand.list_aan_te_bieden()
    with pytest.raises(Domeinfout, match="veranderd sinds u deze pagina opende"), schrijfgrens():
        betaalbestand.maak_bestand(lijst, vingerafdruk="0" * 64, door=wereld.een, nu=MOMENT)
    bestand = wereld.maak_bestand()
    with pytest.raises(Domeinfout, match="geen goedgekeurde"):
        wereld.maak_bestand()

    tabel = betaalbestand.bestandstabel(bestand, betaalbestand.list_in_bestand(bestand))
    assert tabel.rijen[0][:5] == (
        "A-01-P1",
        "gemeente",
        "=Gemeente GM0193",
        "NL91ABNA0417164300",
        100_000_00,
    )
    anders = betaalbestand.list_in_bestand(bestand)[1:]
    with pytest.raises(Domeinfout, match="niet meer gelijk"):
        betaalbestand.bestandstabel(bestand, anders)


def test_een_terugmelding_noemt_elke_fout_met_haar_cel_en_verandert_niets(wereld: Betaalwereld) -> None:
    wereld.stel_op()
    wereld.keur_goed()
    wereld.maak_bestand()
    _, tweede, derde, vierde = (een.kenmerk for een in wereld.opdrachten())
    fout = "\n".join(
        [
            "opdracht;bedrag;resultaat;betaald_op;reden",
            "A-01-P1;99.999,00;betaald;2026-01-22;",
            "A-01-P1;100.000,00;betaald;2026-01-22;",
            "X-99;1,00;geweigerd;;Rekening\0dicht",
            f"{tweede};100.000,00;misschien;2026-01-22;",
            f"{derde};100.000,00;geweigerd;;",
            f"{vierde};100.000,00;betaald;2027-01-01;",
        ]
    )

    with pytest.raises(OngeldigeInvoer) as gevangen:
        wereld.lees_in(fout)

    gebreken = {een.waar: een.melding for een in gevangen.value.gebreken}
    assert gebreken["terugmelding, rij 2, kolom bedrag"] == "De opdracht is € 100.000,00, niet € 99.999,00."
    assert "staat ook in rij 2" in gebreken["terugmelding, rij 3, kolom opdracht"]
    assert "geen betaalopdracht ‘X-99’" in gebreken["terugmelding, rij 4, kolom opdracht"]
    assert "niemand kan zien" in gebreken["terugmelding, rij 4, kolom reden"]
    assert "Kies uit: betaald of geweigerd" in gebreken["terugmelding, rij 5, kolom resultaat"]
    assert "waarom" in gebreken["terugmelding, rij 6, kolom reden"]
    assert "niet na vandaag" in gebreken["terugmelding, rij 7, kolom betaald_op"]
    db.session.expire_all()
    assert {een.status for een in wereld.opdrachten()} == {Opdrachtstatus.AANGEBODEN}


def test_hetzelfde_bestand_leest_het_programma_een_keer_ook_als_werkmap(wereld: Betaalwereld) -> None:
    wereld.stel_op()
    wereld.keur_goed()
    wereld.maak_bestand()
    opdrachten = wereld.opdrachten()
    leeg = betaalinlezen.leeg_formulier(opdrachten, moment=MOMENT)
    with pytest.raises(OngeldigeInvoer) as gevangen:
        wereld.lees_in(leeg)
    assert {een.waar for een in gevangen.value.gebreken} == {
        f"terugmelding, rij {rij}, kolom resultaat" for rij in range(2, 2 + len(opdrachten))
    }

    goed = terugmelding(opdrachten, op=MOMENT.date())
    wereld.lees_in(goed)
    with pytest.raises(Domeinfout, match=r"al ingelezen, op .* door H\. Financieel"):
        wereld.lees_in(goed)


def test_wat_is_geweigerd_kan_opnieuw_en_wat_is_aangeboden_vervalt_niet(wereld: Betaalwereld) -> None:
    wereld.stel_op()
    wereld.keur_goed()
    wereld.maak_bestand()
    opdracht = next(een for een in wereld.opdrachten() if een.kenmerk == "A-01-P1")
    with pytest.raises(OngeldigeOvergang), schrijfgrens():
        betaalopdrachten.laat_vervallen(opdracht, reden="Toch niet", door=wereld.een, nu=MOMENT)

    wereld.lees_in("opdracht,bedrag,resultaat,betaald_op,reden\nA-01-P1,100000,geweigerd,,Rekening dicht\n")

    assert [een.kenmerk for een in wereld.stel_op().opdrachten] == ["A-01-P2"]


def test_de_gemeente_zonder_rekening_wordt_een_keer_per_dag_gevraagd(wereld: Betaalwereld) -> None:
    for _ in range(2):
        with schrijfgrens():
            assert betaalopdrachten.vraag_rekeningen(wereld.tranche, door=wereld.een, nu=MOMENT) == 1

    berichten = db.session.scalars(select(Bericht).where(Bericht.sleutel.startswith("rekening:"))).all()
    assert [(een.gm_code, "Uw gemeente" in een.tekst) for een in berichten] == [(ZONDER_REKENING, True)]


def test_een_opgeheven_gemeente_wordt_betaald_op_de_rekening_van_haar_opvolger(wereld: Betaalwereld) -> None:
    with schrijfgrens():
        opvolger = rijen.gemeente()
        gemeente = get_aanvraag("A-01").gemeente
        gemeente.geldig_tot, gemeente.opvolger_gm_code = MOMENT.date(), opvolger.gm_code
        code = opvolger.gm_code
    voorstel = next(een for een in lees_voorstellen(wereld.tranche, MOMENT) if een.aanvraag.nummer == "A-01")
    assert (voorstel.ontvanger, voorstel.beletsel) == (code, Beletsel.GEEN_REKENING)

    with schrijfgrens():
        gemeenterijen.rekeningnummer(gm_code=code, goedgekeurd_op=MOMENT, iban="NL02ABNA0123456789")

    wereld.stel_op()
    assert [een.rekening.gm_code for een in _van(wereld, "A-01") if een.rekening] == [code]


def _van(wereld: Betaalwereld, nummer: str) -> list[Betaalopdracht]:
    return [een for een in wereld.opdrachten() if een.aanvraag.nummer == nummer]
