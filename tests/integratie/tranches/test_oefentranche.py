"""The practice tranche can be loaded, opened and divided."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.models import Trancheaard, Tranchestatus
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, onbekende, openstellen, regels, verdelingsregels

Grens = Callable[[], AbstractContextManager[None]]


def test_de_oefentranche_gaat_open_en_laat_zich_verdelen(
    schrijf: Grens, nu: datetime, beheerder: Gebruiker
) -> None:
    definitie = oefentranche(dag_in_amsterdam(nu))
    with schrijf():
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=beheerder, nu=nu)
        openstellen(tranche, door=beheerder, nu=nu)
    assert tranche.status is Tranchestatus.OPEN
    assert onbekende(tranche) == []
    # What comes back from the database is what was in the file, the new settings included.
    assert regels(tranche).aanvraag_velden == definitie.regels.aanvraag_velden
    assert regels(tranche).aanvraag_vragen == definitie.regels.aanvraag_vragen
    assert regels(tranche).woningtypen == definitie.regels.woningtypen
    [pot] = verdelingsregels(tranche)["potten"]
    assert (pot["plafond_cent"], pot["regels"]["methode"]) == (6_000_000_00, "score")
