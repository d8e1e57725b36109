"""The last day of an obligation: years from an event, a fixed last date, and what a decision made of it."""

from __future__ import annotations

from datetime import date

import pytest

from subsidie.realisatie.plichten import Ankerdagen, Bewijs, bereken
from subsidie.tranches.definitie import uit_pakket
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Verplichtingsbegin, Zekerheid
from subsidie.tranches.waarden import Verplichting

VERLEEND = Ankerdagen(verleend_op=date(2023, 12, 1))


def plicht(
    begin: Verplichtingsbegin | None, jaren: int | None, vast: date | None = None
) -> Instelling[Verplichting]:
    return Instelling(
        "verplichtingen.x", Verplichting("Doe het.", begin, jaren, vast), "proef", Zekerheid.AANNAME
    )


@pytest.mark.parametrize(
    ("vast", "dag", "waarop"),
    [
        (None, date(2028, 12, 1), "5 jaar na de verlening op 1 december 2023"),
        (
            date(2027, 12, 31), date(2027, 12, 31),
            "vaste uiterste dag 31 december 2027, eerder dan 5 jaar na de verlening van 1 december 2023",
        ),
        (date(2030, 12, 31), date(2028, 12, 1), "5 jaar na de verlening op 1 december 2023"),
    ],
)  # fmt: skip
def test_de_vroegste_van_de_jaren_en_de_vaste_dag_telt(vast: date | None, dag: date, waarop: str) -> None:
    een = bereken("gereed", plicht(Verplichtingsbegin.VERLENING, 5, vast), VERLEEND)
    assert (een.uiterlijk, een.waarop, een.bewijs) == (dag, waarop, Bewijs.OPLEVERING)


def test_vanaf_de_betaling_is_er_geen_dag_zolang_niet_is_betaald() -> None:
    begin = plicht(Verplichtingsbegin.BETALING, 2)
    assert bereken("begin", begin, VERLEEND).uiterlijk is None
    assert bereken("begin", begin, VERLEEND).waarop == "2 jaar na de betaling; die dag is nog niet bekend"
    betaald = Ankerdagen(date(2023, 12, 1), betaald_op=date(2024, 2, 29))
    # The same day and month; 29 February becomes 28 February in a year that has none (termijnen.md).
    assert bereken("begin", begin, betaald).uiterlijk == date(2026, 2, 28)


def test_vanaf_de_oplevering_geldt_de_dag_van_de_laatste_woonruimte() -> None:
    geleverd = Ankerdagen(date(2023, 12, 1), geleverd_op=date(2026, 5, 9))
    een = bereken("bestemming", plicht(Verplichtingsbegin.OPLEVERING, 10), geleverd)
    assert een.uiterlijk == date(2036, 5, 9)
    assert een.waarop == "10 jaar na de oplevering van de laatste woonruimte op 9 mei 2026"


def test_een_besluit_zet_een_andere_dag_en_de_eerste_blijft_erbij_staan() -> None:
    een = bereken("begin", plicht(Verplichtingsbegin.VERLENING, 2), VERLEEND, date(2026, 6, 1))
    assert (een.uiterlijk, een.oorspronkelijk) == (date(2026, 6, 1), date(2025, 12, 1))
    assert een.waarop == (
        "door een besluit gesteld op 1 juni 2026; eerst 1 december 2025 (2 jaar na de verlening op 1 december 2023)"
    )


def test_een_weekeinde_schuift_een_termijn_in_jaren_niet_op() -> None:
    zondag = Ankerdagen(verleend_op=date(2023, 11, 30))
    dag = bereken("begin", plicht(Verplichtingsbegin.VERLENING, 2), zondag).uiterlijk
    assert dag == date(2025, 11, 30)
    assert dag.weekday() == 6


def test_een_onbekende_of_andere_verplichting_krijgt_geen_verzonnen_dag() -> None:
    onbekend: Instelling[Verplichting] = Instelling("verplichtingen.overige", None, "[O]", Zekerheid.ONBEKEND)
    een = bereken("overige", onbekend, VERLEEND)
    assert (een.uiterlijk, een.bewijs, een.zekerheid) == (None, Bewijs.GEEN, Zekerheid.ONBEKEND)
    assert bereken("anders", plicht(None, None), VERLEEND).waarop == "zonder uiterste dag: steeds"


def test_de_tranche_2022_moet_uiterlijk_in_2027_klaar_zijn() -> None:
    regels = uit_pakket("rha-2022.toml").regels
    dagen = {
        code: bereken(code, instelling, Ankerdagen(date(2023, 1, 31), date(2023, 3, 1)))
        for code, instelling in regels.verplichtingen.items()
    }
    assert dagen["gereed"].uiterlijk == date(2027, 12, 31)
    assert dagen["begin"].uiterlijk == date(2025, 3, 1)
    assert dagen["bestemming"].uiterlijk is None
