"""Spreading the work: nobody with an interest, evenly, not always the same pairs, and the same every time."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from subsidie.beoordeling.spreiding import Opdracht, Spreiding, spreid

TEAM = ("an", "bo", "cy", "da", "el")


def _last(gedeeld: Spreiding) -> Counter[str]:
    return Counter(wie for groep in gedeeld.erbij.values() for wie in groep)


@given(st.integers(1, 60), st.integers(1, 5), st.text(max_size=8))
@settings(max_examples=60, deadline=None)
def test_zonder_belangen_verschilt_de_last_hoogstens_een(aantal: int, nodig: int, zaad: str) -> None:
    gedeeld = spreid([Opdracht(f"A{nummer}", nodig) for nummer in range(aantal)], TEAM, zaad=zaad)
    last = _last(gedeeld)
    assert sum(last.values()) == aantal * nodig
    assert max(last[een] for een in TEAM) - min(last[een] for een in TEAM) <= 1
    assert all(len(set(groep)) == nodig for groep in gedeeld.erbij.values())


_opdracht = st.tuples(st.sets(st.sampled_from(TEAM), max_size=5), st.integers(1, 3))


@given(st.lists(_opdracht, min_size=1, max_size=40), st.text(max_size=4))
@settings(max_examples=120, deadline=None)
def test_wie_een_belang_heeft_krijgt_de_aanvraag_nooit(werk: list[tuple[set[str], int]], zaad: str) -> None:
    opdrachten = [
        Opdracht(f"A{plaats}", nodig, uitgesloten=dict.fromkeys(niet, "belang"))
        for plaats, (niet, nodig) in enumerate(werk)
    ]
    gedeeld = spreid(opdrachten, TEAM, zaad=zaad)
    tekort = {een.nummer: een.ontbreekt for een in gedeeld.tekorten}
    last = _last(gedeeld)
    for opdracht in opdrachten:
        groep = gedeeld.erbij.get(opdracht.nummer, ())
        assert not set(groep) & set(opdracht.uitgesloten)
        assert len(groep) + tekort.get(opdracht.nummer, 0) == opdracht.nodig
        # What cannot be is only what really cannot be.
        vrij = set(TEAM) - set(opdracht.uitgesloten)
        assert len(groep) == min(opdracht.nodig, len(vrij))
        # No card could go to somebody with two fewer.
        assert all(last[wie] - last[ander] <= 1 for wie in groep for ander in vrij - set(groep))
    assert gedeeld == spreid(list(reversed(opdrachten)), TEAM, zaad=zaad)


def test_het_zijn_niet_steeds_dezelfde_tweetallen() -> None:
    gedeeld = spreid([Opdracht(f"A{nummer}", 2) for nummer in range(40)], TEAM, zaad="oefen")
    paren = Counter(frozenset(groep) for groep in gedeeld.erbij.values())
    assert len(paren) == len(list(combinations(TEAM, 2)))
    assert max(paren.values()) - min(paren.values()) <= 2


def test_wie_al_een_kaart_heeft_telt_mee() -> None:
    gedeeld = spreid([Opdracht("A1", 2, heeft=("an",))], TEAM[:3], last={"an": 1, "bo": 4, "cy": 0}, zaad="x")
    assert gedeeld.erbij == {"A1": ("cy",)}
    assert gedeeld.last == {"an": 1, "bo": 4, "cy": 1}


def test_een_nieuwe_versie_gaat_naar_wie_de_vorige_had() -> None:
    gedeeld = spreid([Opdracht("A1", 2, voorkeur=("an", "bo"))], TEAM, last={"an": 9, "bo": 9}, zaad="x")
    assert set(gedeeld.erbij["A1"]) == {"an", "bo"}
    vrij = spreid([Opdracht("A1", 2, voorkeur=("an", "bo"), uitgesloten={"an": "belang"})], TEAM, zaad="x")
    assert "an" not in vrij.erbij["A1"]
    assert "bo" in vrij.erbij["A1"]


def test_wat_niet_kan_zegt_waarom() -> None:
    gedeeld = spreid([Opdracht("A1", 2, uitgesloten={"an": "belang in de gemeente"})], ("an", "bo"), zaad="x")
    assert gedeeld.erbij == {"A1": ("bo",)}
    (tekort,) = gedeeld.tekorten
    assert (tekort.ontbreekt, tekort.reden) == (1, "1 keer: belang in de gemeente")
    (niemand,) = spreid([Opdracht("A1", 1)], (), zaad="x").tekorten
    assert niemand.reden == "er zijn niet genoeg beoordelaars"


@given(st.permutations(range(5)))
@settings(max_examples=20, deadline=None)
def test_het_lot_hangt_niet_af_van_een_sleutel_die_het_toeval_gaf(anders: list[int]) -> None:
    """Elsewhere the same people have other keys and another order: they get the same work."""
    opdrachten = [Opdracht(f"A{nummer}", 2) for nummer in range(13)]
    hier = spreid(opdrachten, TEAM, zaad="x", bekend_als={een: f"{een}@werk" for een in TEAM})
    sleutels = {wie: f"k{plaats}" for wie, plaats in zip(TEAM, anders, strict=True)}
    namen = {sleutel: wie for wie, sleutel in sleutels.items()}
    daar = spreid(
        opdrachten, sorted(namen), zaad="x", bekend_als={een: f"{namen[een]}@werk" for een in namen}
    )
    assert {a: tuple(namen[een] for een in wie) for a, wie in daar.erbij.items()} == dict(hier.erbij)
