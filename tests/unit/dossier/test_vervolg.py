"""What the page of an application offers who handles it: every step that is theirs can be reached from there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from subsidie.aanvragen.models import Aanvraagstatus, Herkomst
from subsidie.dossier.aanvraaggegevens import Mag
from subsidie.dossier.vervolg import vervolg_van
from subsidie.dossier.verzoeken import Verzoekregel

S = Aanvraagstatus
NU = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


def verzoek(**anders: Any) -> Verzoekregel:
    """A request that was sent and that nobody answered or closed yet, save for ``anders``."""
    leeg = ("aangevuld_op", "gesloten_op", "verstreken_gemeld_op", "grootte", "sha256", "gemaakt_op")
    waarden: dict[str, Any] = dict.fromkeys(leeg)
    waarden |= {
        "volgnummer": 1,
        "gevraagd_op": NU,
        "termijn_tot": date(2026, 3, 18),
        "document": "D1",
        "punten": (),
    }
    return Verzoekregel(**(waarden | anders))


def acties(status: Aanvraagstatus, *verzoeken: Verzoekregel, **anders: Any) -> list[str]:
    vervolg = vervolg_van(
        status, Herkomst.AANVRAAG, verzoeken, mag=Mag(behandelen=True), besloten=False, gemeentekant=False,
        tijdvak=None, vandaag=NU.date(), **anders,
    )  # fmt: skip
    return [een.tekst for een in vervolg.acties]


@pytest.mark.parametrize("status", [S.INGEDIEND, S.VOLLEDIG, S.IN_BEOORDELING])
def test_wie_behandelt_kan_om_een_zienswijze_vragen_zolang_er_geen_oordeel_is(status: Aanvraagstatus) -> None:
    assert "Zienswijze" in acties(status)


@pytest.mark.parametrize("status", [S.AANVULLING_GEVRAAGD, S.BEOORDEELD, S.INGETROKKEN])
def test_daarbuiten_wordt_er_geen_zienswijze_gevraagd(status: Aanvraagstatus) -> None:
    assert "Zienswijze" not in acties(status, verzoek())


def test_niet_behandelen_kan_pas_na_een_kans_om_aan_te_vullen() -> None:
    assert "Niet behandelen" not in acties(S.INGEDIEND)
    assert "Niet behandelen" not in acties(S.INGEDIEND, verzoek(gesloten_op=NU))
    assert "Niet behandelen" in acties(S.INGEDIEND, verzoek(aangevuld_op=NU))
    assert "Niet behandelen" in acties(S.AANVULLING_GEVRAAGD, verzoek())
    assert "Niet behandelen" not in acties(S.VOLLEDIG, verzoek(aangevuld_op=NU))


def test_een_aanvraag_buiten_het_tijdvak_krijgt_een_eigen_besluit() -> None:
    assert "Afwijzen: buiten het tijdvak" in acties(S.INGEDIEND, buiten_tijdvak=True)
    assert "Afwijzen: buiten het tijdvak" not in acties(S.INGETROKKEN, buiten_tijdvak=True)
