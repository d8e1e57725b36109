"""Whatever stands in a file: applications or faults that a person can read, never something in between."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from subsidie.aanvragen.bronbestand import Bron, lees_csv
from subsidie.aanvragen.bronwerkmap import lees_xlsx
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, WOONRUIMTEKOLOMMEN
from subsidie.kern.fouten import OngeldigeInvoer
from tests.fabrieken.importbestanden import aanvraag, als_csv, als_xlsx, lees, regel, voorbeeld

WERKMAP = als_xlsx([aanvraag()], [regel()])
AANVRAGEN, WOONRUIMTEN = als_csv([aanvraag()]), als_csv([regel()])

# What comes near a right value finds more than what is nothing like it.
CEL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [*aanvraag().values(), *regel().values(), "€ 1.000,50", "2024-02-30", "GM0457", "", "=1+1"]
    ),
)


def _lees(maak: Any) -> list[Aanvraaginvoer]:
    """The applications, or none with faults of one line each."""
    try:
        bron: Bron = maak()
        return lees(bron)
    except OngeldigeInvoer as fout:
        for gebrek in fout.gebreken:
            assert str(gebrek).isprintable()
            assert len(str(gebrek)) < 600
            assert gebrek.melding[0].isupper() or not gebrek.melding[0].isalpha()
            assert gebrek.melding.endswith((".", "?"))
        return []


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_willekeurige_bytes_zijn_geen_storing(aanvragen: bytes, woonruimten: bytes) -> None:
    assert _lees(lambda: lees_csv(aanvragen, woonruimten)) == []


@given(st.data())
def test_een_bestand_met_een_veranderde_plek_is_goed_of_fout_maar_nooit_een_storing(
    data: st.DataObject,
) -> None:
    def beschadig(inhoud: bytes) -> bytes:
        plaats = data.draw(st.integers(0, len(inhoud)))
        weg = data.draw(st.integers(0, 5))
        return inhoud[:plaats] + data.draw(st.binary(max_size=5)) + inhoud[plaats + weg :]

    _lees(lambda: lees_csv(beschadig(AANVRAGEN), beschadig(WOONRUIMTEN)))
    _lees(lambda: lees_xlsx(beschadig(WERKMAP)))


@given(
    st.fixed_dictionaries(dict.fromkeys(AANVRAAGKOLOMMEN, CEL)),
    st.fixed_dictionaries(dict.fromkeys(WOONRUIMTEKOLOMMEN, CEL)),
)
def test_willekeurige_cellen_zijn_geen_storing(rij: dict[str, str], lijn: dict[str, str]) -> None:
    def codeer(rijen: list[dict[str, str]]) -> bytes:
        schoon = [{k: v.encode("utf-8", "replace").decode() for k, v in een.items()} for een in rijen]
        return als_csv(schoon)

    _lees(lambda: lees_csv(codeer([aanvraag(aanvraagnummer="B-1"), rij]), codeer([lijn, regel()])))


NAAM = st.text(
    st.sampled_from("abcdefgABCDEFG éëïöüç0123456789-–’'&().,;\"=+@"), min_size=1, max_size=60
).filter(str.strip)


@st.composite
def _aanvragen(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Right rows, with numbers and dates as values of their own."""
    aanvragen, woonruimten = [], []
    for volgnummer in range(draw(st.integers(1, 4))):
        start = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 1_000)))
        aanvragen.append(
            aanvraag(
                aanvraagnummer=f"A-{volgnummer}", projectnaam=draw(NAAM),
                totale_kosten_eur=draw(st.integers(0, 10**11)) / 100,
                gevraagd_eur=draw(st.integers(1, 10**11)) / 100,
                start_bouw_gepland=start,
                oplevering_gepland=start + timedelta(days=draw(st.integers(0, 1_000))),
            )
        )  # fmt: skip
        woonruimten += [
            regel(
                aanvraagnummer=f"A-{volgnummer}", regel=lijn, aantal=draw(st.integers(1, 10_000)),
                huurprijs_per_maand_eur=draw(st.integers(1, 10**6)) / 100,
            )
            for lijn in range(1, draw(st.integers(1, 3)) + 1)
        ]  # fmt: skip
    return aanvragen, woonruimten


def _als_tekst(rijen: list[dict[str, Any]]) -> list[dict[str, str]]:
    def tekst(waarde: Any) -> str:
        return f"{waarde:.2f}".replace(".", ",") if isinstance(waarde, float) else str(waarde)

    return [{kolom: tekst(waarde) for kolom, waarde in rij.items()} for rij in rijen]


@settings(max_examples=50)
@example(([aanvraag(totale_kosten_eur=1e9, gevraagd_eur=1e9)], [regel()]), ",")
@given(_aanvragen(), st.sampled_from(",;"))
def test_beide_vormen_geven_dezelfde_aanvragen(
    rijen: tuple[list[dict[str, Any]], list[dict[str, Any]]], scheidingsteken: str
) -> None:
    aanvragen, woonruimten = rijen
    csv = [als_csv(_als_tekst(deel), scheidingsteken=scheidingsteken) for deel in rijen]

    uit_csv = lees(lees_csv(*csv))
    assert uit_csv == lees(lees_xlsx(als_xlsx(aanvragen, woonruimten)))
    assert [een.gevraagd_cent for een in uit_csv] == [round(rij["gevraagd_eur"] * 100) for rij in aanvragen]


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_de_volgorde_van_de_rijen_maakt_niets_uit(willekeur: Any) -> None:
    def geschud(naam: str) -> bytes:
        kop, *rijen = voorbeeld(naam).splitlines()
        willekeur.shuffle(rijen)
        return b"\n".join([kop, *rijen])

    geschudde = lees(lees_csv(geschud("aanvragen"), geschud("woonruimten")))
    gewone = lees(lees_csv(voorbeeld("aanvragen"), voorbeeld("woonruimten")))

    assert sorted(geschudde, key=lambda een: een.nummer) == sorted(gewone, key=lambda een: een.nummer)
