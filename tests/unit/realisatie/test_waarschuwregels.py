"""Which warning is due, and what a municipality reads: the day, what is missing, what it can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from subsidie.realisatie.drempels import STANDAARD
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.risico import Mijlpaalfeit, Projectfeiten
from subsidie.realisatie.waarschuwregels import Aanleiding, aanleidingen, onderwerp, tekst
from subsidie.realisatie.wijzigingmodellen import Waarschuwingsoort as Soort
from subsidie.tranches.keuzen import Zekerheid

DAG = date(2025, 12, 1)
STAP = Verplichtingsdag(
    "begin", "U zet binnen twee jaar de eerste onomkeerbare stap.", DAG, "", Zekerheid.GEVERIFIEERD,
    Bewijs.ONOMKEERBARE_STAP,
)  # fmt: skip
KLAAR = replace(STAP, code="gereed", bewijs=Bewijs.OPLEVERING, tekst="Het project is binnen vijf jaar klaar.")
BESTEMMING = replace(STAP, code="bestemming", bewijs=Bewijs.BESTEMMING, uiterlijk=date(2036, 1, 1))
NIETS = Projectfeiten(beloofd=40)


def op(
    vandaag: date, plicht: Verplichtingsdag = STAP, feiten: Projectfeiten = NIETS, *gedaan: Aanleiding
) -> list[Aanleiding]:
    stappen = {een.stap for een in gedaan}
    return aanleidingen(feiten, [plicht], drempels=STANDAARD, gedaan=stappen, vandaag=vandaag)


@pytest.mark.parametrize(
    ("dagen", "soort", "stap"),
    [
        (181, None, 0), (180, Soort.HERINNERING, 180), (61, Soort.HERINNERING, 180), (60, Soort.HERINNERING, 60),
        (0, Soort.HERINNERING, 14), (-1, Soort.ESCALATIE, -1), (-29, Soort.ESCALATIE, -1),
        (-400, Soort.ESCALATIE, -30),
    ],
)  # fmt: skip
def test_van_stappen_die_voorbij_zijn_wordt_alleen_de_laatste_verteld(
    dagen: int, soort: Soort | None, stap: int
) -> None:
    gevonden = [(een.soort, een.dagen) for een in op(DAG - timedelta(days=dagen))]
    assert gevonden == ([(soort, stap)] if soort else [])


def test_een_stap_komt_een_keer_en_een_andere_dag_begint_opnieuw() -> None:
    (eerste,) = op(DAG - timedelta(days=60))
    assert op(DAG - timedelta(days=59), STAP, NIETS, eerste) == []
    later = replace(STAP, uiterlijk=DAG + timedelta(days=10), oorspronkelijk=DAG)
    assert [een.dagen for een in op(DAG, later, NIETS, eerste)] == [14]


def test_wie_alles_meldde_of_alles_bouwde_hoort_niets() -> None:
    gemeld = replace(NIETS, mijlpalen={Mijlpaal.ONOMKEERBARE_STAP: Mijlpaalfeit(gemeld=1)})
    assert op(DAG, STAP, gemeld) == []
    assert op(DAG, STAP, replace(NIETS, geleverd=40)) == []
    assert op(DAG, KLAAR, replace(NIETS, geleverd=30, gemeld=10)) == []
    assert op(DAG, replace(STAP, uiterlijk=None)) == []


def test_de_herinnering_zegt_wat_er_moet_wanneer_en_wat_de_gemeente_kan_doen() -> None:
    (een,) = op(DAG - timedelta(days=60))
    brief = tekst(een, NIETS, nummer="RHA23-0001", project="De Werf", link="https://loket.example.nl/x")
    assert (
        onderwerp(een, "RHA23-0001")
        == "Aanvraag RHA23-0001: eerste onomkeerbare stap uiterlijk 1 december 2025"
    )
    assert (
        "“U zet binnen twee jaar de eerste onomkeerbare stap.” De uiterste dag is 1 december 2025." in brief
    )
    assert "Wij hebben hierover nog geen melding ontvangen." in brief
    assert "Geef dat door vóór 1 december 2025" in brief
    assert brief.endswith("U doet dat op deze pagina: https://loket.example.nl/x")


def test_na_de_dag_staat_er_hoeveel_er_staat_en_dat_er_gevolgen_kunnen_zijn() -> None:
    feiten = replace(NIETS, geleverd=22, gemeld=3)
    (een,) = op(DAG + timedelta(days=30), KLAAR, feiten)
    brief = tekst(een, feiten, nummer="RHA23-0001", project="De Werf")
    assert "De uiterste dag was 1 december 2025." in brief
    assert "Van de 40 woonruimten staan er volgens ons 22. Er zijn er nog 3 gemeld" in brief
    assert "gevolgen" in brief
    assert "€" not in brief


def test_een_project_in_delen_hoort_van_hoeveel_delen_niets_is_gemeld() -> None:
    feiten = replace(
        NIETS, delen=3, mijlpalen={Mijlpaal.ONOMKEERBARE_STAP: Mijlpaalfeit(aanvaard=1, gemeld=1)}
    )
    (een,) = op(DAG, STAP, feiten)
    assert "Van 1 deel van het project" in tekst(een, feiten, nummer="1", project="De Werf")


def test_de_jaarlijkse_bevestiging_wordt_na_het_jaar_gevraagd_en_een_keer_herhaald() -> None:
    feiten = replace(NIETS, geleverd=40, onbevestigd=(2026,))
    assert op(date(2026, 12, 31), BESTEMMING, feiten) == []
    (eerste,) = op(date(2027, 1, 1), BESTEMMING, feiten)
    assert (eerste.soort, eerste.uiterlijk, eerste.dagen) == (Soort.RAPPORTAGE, date(2026, 12, 31), -1)
    assert "eerder" not in tekst(eerste, feiten, nummer="1", project="De Werf")
    assert op(date(2027, 1, 20), BESTEMMING, feiten, eerste) == []
    (tweede,) = op(date(2027, 2, 1), BESTEMMING, feiten, eerste)
    assert "Wij vroegen u dit al eerder." in tekst(tweede, feiten, nummer="1", project="De Werf")
    assert onderwerp(tweede, "1") == "Aanvraag 1: bevestig het gebruik over 2026"


def test_van_een_verplichting_onder_een_andere_code_komt_een_herinnering_en_nooit_een_verwijt() -> None:
    ander = replace(STAP, code="eigen", bewijs=Bewijs.GEEN)
    (een,) = op(DAG - timedelta(days=14), ander)
    assert "kan niet zien" in tekst(een, NIETS, nummer="1", project="De Werf")
    assert op(DAG + timedelta(days=30), ander) == []


def test_wie_om_een_wijziging_vroeg_hoort_eerst_het_besluit_daarop() -> None:
    vraagt = replace(NIETS, verzoek_loopt=True)
    assert [een.soort for een in op(DAG, STAP, vraagt)] == [Soort.HERINNERING]
    assert op(DAG + timedelta(days=5), STAP, vraagt) == []
