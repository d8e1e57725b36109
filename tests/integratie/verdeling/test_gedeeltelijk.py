"""What is left goes to the first that does not fit: an award in part, from the list to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from subsidie.kern.verdeelwoorden import Grens
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.keuzen import Aanvraagveld, Veldeis
from subsidie.tranches.waarden import Gevraagd
from subsidie.verdeling.rangrijen import list_rangrijen
from tests.fabrieken.tranches import aanvraag, definitie, neem_alles_op, regel, richt_in
from tests.fabrieken.verdelen import Verdeelpaginas, zet_klok
from tests.fabrieken.verdelingen import lees, met_plafond


def _deels() -> TrancheDefinitie:
    """The rules of 2023 where a part can be awarded, which asks each applicant for the lowest amount."""
    bron = met_plafond(definitie("rha-2023", pot={"grens": Grens.GEDEELTELIJK}), 250_000)
    velden = bron.instellingen["aanvraag.velden"]
    erbij = Gevraagd(Aanvraagveld.MINIMUMBEDRAG, Veldeis.OPTIONEEL)
    instellingen = {**bron.instellingen, "aanvraag.velden": replace(velden, waarde=(*velden.eis(), erbij))}
    return replace(bron, instellingen=instellingen)


def test_een_gedeeltelijke_toekenning_gaat_langs_de_schermen_tot_en_met_de_brief(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tranche, personen = richt_in(_deels())
    vragen = [
        replace(
            aanvraag(f"V-{n}", "rha", regel("statushouders", 60), euro=100_000),
            delen={"kosten": {"gevraagd": "100.000", "minimum": minimum}},
        )
        for n, minimum in ((1, "50.000"), (2, "40.000"), (3, ""))
    ]
    neem_alles_op(tranche, vragen, personen)
    paginas = Verdeelpaginas(app, tranche, personen)
    zet_klok(monkeypatch, paginas)
    paginas.bevries()
    paginas.trek()
    paginas.stel_vast()
    deels = next(rij for rij in list_rangrijen(paginas.verdeling()) if rij.bedrag_cent == 5_000_000)
    status, tekst = paginas.post("behandelaar", "/besluiten/opstellen")
    assert (status, "Opgesteld: 3 besluiten" in tekst) == (200, True)
    assert "Deelverlening" in paginas.tekst("beslisser", "/besluiten")
    brief = paginas.client("beslisser").get(f"/besluiten/{deels.nummer}-B1/proef")
    gelezen = lees(brief.text).tekst
    assert "€ 50.000" in gelezen
    assert "Deelverlening" in gelezen
    assert "als dat minstens € 50.000 is" in gelezen
