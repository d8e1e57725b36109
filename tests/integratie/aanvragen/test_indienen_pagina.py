"""The pages of filing: what they show is what is filed, and nothing that a browser sends gets round that."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht, Bezorging
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import veeg
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from tests.fabrieken.concepten import DEVENTER, NU, begin_met_oefentranche, concept, gemeentepersoon
from tests.fabrieken.indieningen import hang_aan, indienbaar, sluiting
from tests.fabrieken.inloggen import als
from tests.fabrieken.vandaag import persoon
from tests.integratie.aanvragen.test_indienen import verander

Schrijf = Callable[[], AbstractContextManager[None]]
MOMENT = NU + timedelta(hours=1)


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    app.config["WTF_CSRF_ENABLED"] = False
    return begin_met_oefentranche()


@pytest.fixture
def tess(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)


@pytest.fixture
def aanvraag(tranche: Tranche, tess: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return indienbaar(tranche, tess, nu=NU)


@dataclass(frozen=True)
class Klant:
    """Somebody at a browser, logged in at the moment of each request."""

    app: Flask
    wie: Gebruiker


@pytest.fixture
def client(app: Flask, tess: Gebruiker) -> Klant:
    return Klant(app, tess)


def haal(klant: Klant, pad: str, moment: datetime = MOMENT) -> TestResponse:
    with time_machine.travel(moment, tick=False):
        return als(klant.app.test_client(), klant.wie, moment).get(pad)


def stuur(klant: Klant, pad: str, velden: dict[str, str], moment: datetime = MOMENT) -> TestResponse:
    with time_machine.travel(moment, tick=False):
        return als(klant.app.test_client(), klant.wie, moment).post(pad, data=velden)


def pad(aanvraag: Aanvraag) -> str:
    return f"/aanvragen/{aanvraag.nummer}/indienen"


def velden_van(antwoord: TestResponse) -> dict[str, str]:
    midden = antwoord.text.partition("<main")[2]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', midden))


def tekst_van(antwoord: TestResponse) -> str:
    midden = antwoord.text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", midden).split()).replace("\N{NO-BREAK SPACE}", " ")


def aantal() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Indiening)) or 0


def test_de_pagina_toont_alles_en_dient_precies_dat_in(
    app: Flask, client: Klant, aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    opslag = LokaleOpslag(app.extensions["instellingen"].opslag / "bijlagen")
    with schrijf():
        bijlage = hang_aan(aanvraag, tess, opslag, nu=NU)
    pagina = haal(client, pad(aanvraag))
    tekst = tekst_van(pagina)
    for deel in (
        "Woonhof Noord",
        "Proefweg",
        "€ 90.000",
        bijlage.sha256,
        "Statushouders",
        "nog niet volledig",
    ):
        assert deel in tekst
    assert "OEFENING" in pagina.text
    assert "Er is niets ingediend" not in tekst
    antwoord = stuur(client, pad(aanvraag), velden_van(pagina))
    assert (antwoord.status_code, antwoord.headers["Location"]) == (
        302,
        f"/aanvragen/{aanvraag.nummer}/ontvangst",
    )
    db.session.refresh(aanvraag)
    assert aanvraag.ontvangen_op == MOMENT
    assert bijlage.sha256 in get_versie(aanvraag).gegevens


def test_een_indiening_die_ons_om_16_59_59_bereikt_telt_ook_als_zij_later_wordt_vastgelegd(
    client: Klant, aanvraag: Aanvraag, tranche: Tranche, monkeypatch: pytest.MonkeyPatch
) -> None:
    laatste = sluiting(tranche, NU)
    velden = velden_van(haal(client, pad(aanvraag), laatste))
    # The entrance stamped the request at the last second; by the time of recording it is three seconds on.
    monkeypatch.setattr("subsidie.aanvragen.indienen_routes.nu", lambda: laatste + timedelta(seconds=3))
    assert stuur(client, pad(aanvraag), velden, laatste).status_code == 302
    db.session.refresh(aanvraag)
    indiening = db.session.scalars(select(Indiening)).one()
    assert (aanvraag.ontvangen_op, aanvraag.buiten_tijdvak) == (laatste, False)
    assert indiening.vastgelegd_op == laatste + timedelta(seconds=3)


def test_sluit_het_tijdvak_intussen_dan_komt_eerst_de_vraag_en_daarna_telt_het_antwoord(
    client: Klant, aanvraag: Aanvraag, tranche: Tranche
) -> None:
    laatste = sluiting(tranche, NU)
    velden = velden_van(haal(client, pad(aanvraag), laatste))
    vraag = stuur(client, pad(aanvraag), velden, laatste + timedelta(seconds=1))
    assert vraag.status_code == 422
    assert "buiten het tijdvak" in tekst_van(vraag)
    assert aantal() == 0
    nieuw = velden_van(vraag)
    assert (nieuw["sleutel"], nieuw["gezien"]) == (velden["sleutel"], velden["gezien"])
    zonder_vinkje = stuur(client, pad(aanvraag), nieuw, laatste + timedelta(seconds=20))
    assert (zonder_vinkje.status_code, "Zet hier een vinkje" in tekst_van(zonder_vinkje)) == (422, True)
    bevestigd = laatste + timedelta(seconds=40)
    assert stuur(client, pad(aanvraag), nieuw | {"te_laat": "ja"}, bevestigd).status_code == 302
    db.session.refresh(aanvraag)
    assert (aanvraag.ontvangen_op, aanvraag.buiten_tijdvak) == (bevestigd, True)
    assert "Buiten het tijdvak ontvangen" in tekst_van(
        haal(client, f"/aanvragen/{aanvraag.nummer}/ontvangst", bevestigd)
    )


def test_twee_keer_klikken_of_terug_en_nog_eens_is_een_indiening(client: Klant, aanvraag: Aanvraag) -> None:
    velden = velden_van(haal(client, pad(aanvraag)))
    plekken = {stuur(client, pad(aanvraag), velden).headers["Location"] for _ in range(3)}
    assert plekken == {f"/aanvragen/{aanvraag.nummer}/ontvangst"}
    assert aantal() == 1


def test_wat_een_collega_veranderde_staat_op_de_pagina_die_terugkomt(
    client: Klant, aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    velden = velden_van(haal(client, pad(aanvraag)))
    verander(schrijf, aanvraag, tess, "80.000")
    antwoord = stuur(client, pad(aanvraag), velden)
    assert antwoord.status_code == 409
    tekst = tekst_van(antwoord)
    assert "Kosten en dekking: gewijzigd door Tess." in tekst
    assert "Planning: gewijzigd" not in tekst
    assert "€ 80.000" in tekst
    assert aantal() == 0
    assert stuur(client, pad(aanvraag), velden_van(antwoord)).status_code == 302


@pytest.mark.parametrize(
    "anders",
    [
        {"sleutel": ""}, {"sleutel": "verzonnen"}, {"sleutel": "é" * 500}, {"gezien": ""}, {"gezien": "0" * 64},
        {"gezien": "x" * 5000},
    ],
)  # fmt: skip
def test_met_een_veranderd_verborgen_veld_wordt_niets_ingediend(
    client: Klant, aanvraag: Aanvraag, anders: dict[str, str]
) -> None:
    velden = velden_van(haal(client, pad(aanvraag)))
    assert stuur(client, pad(aanvraag), velden | anders).status_code in (409, 422)
    assert aantal() == 0


def test_de_sleutel_van_een_ander_of_van_een_andere_aanvraag_is_niets_waard(
    app: Flask, client: Klant, aanvraag: Aanvraag, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        ander = indienbaar(tranche, tess, nu=NU)
        collega = gemeentepersoon("Collega", rol=Rol.TEKENBEVOEGDE)
    mijn = velden_van(haal(client, pad(aanvraag)))
    van_de_ander = velden_van(haal(client, pad(ander)))
    van_de_collega = velden_van(haal(Klant(app, collega), pad(aanvraag)))
    for sleutel in (van_de_ander["sleutel"], van_de_collega["sleutel"]):
        antwoord = stuur(client, pad(aanvraag), mijn | {"sleutel": sleutel})
        assert antwoord.status_code == 422
        assert "niet meer te gebruiken" in tekst_van(antwoord)
    assert aantal() == 0


def test_een_opsteller_vraagt_de_tekenbevoegde_en_dient_niet_zelf_in(
    app: Flask, aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        olaf = gemeentepersoon("Olaf")
    client = Klant(app, olaf)
    pagina = haal(client, pad(aanvraag))
    assert "Vraag uw tekenbevoegde" in pagina.text
    assert "Dien de aanvraag in" not in pagina.text
    sleutel = velden_van(haal(Klant(app, tess), pad(aanvraag)))
    assert stuur(client, pad(aanvraag), sleutel).status_code == 422
    for _ in range(2):
        assert stuur(client, f"{pad(aanvraag)}/vragen", {}).status_code == 302
    assert aantal() == 0
    bericht = db.session.scalars(select(Bericht)).one()
    assert (bericht.object_soort, bericht.object_id) == ("concept", aanvraag.nummer)
    assert db.session.scalars(select(Bezorging.gebruiker_id)).all() == [tess.id]


def test_dat_er_een_correctie_aankomt_blijft_binnen_de_gemeente(
    app: Flask, client: Klant, aanvraag: Aanvraag, tranche: Tranche, schrijf: Schrijf
) -> None:
    with schrijf():
        olaf, bea = gemeentepersoon("Olaf"), persoon(Rol.BEHANDELAAR)
    stuur(client, pad(aanvraag), velden_van(haal(client, pad(aanvraag))))
    stuur(Klant(app, olaf), f"{pad(aanvraag)}/vragen", {})
    assert "klaar om in te dienen" in haal(client, "/berichten").text
    assert "klaar om in te dienen" not in haal(Klant(app, bea), "/berichten").text
    assert (
        stuur(
            Klant(app, olaf), f"{pad(aanvraag)}/vragen", {}, sluiting(tranche, NU) + timedelta(days=1)
        ).status_code
        == 422
    )


@pytest.mark.parametrize(
    "bladzijde", ["indienen", "corrigeren", "ontvangst", "ontvangst/1.pdf", "invullen/bijlagen"]
)
def test_een_andere_gemeente_en_een_vreemd_nummer_zien_een_404(
    app: Flask, aanvraag: Aanvraag, schrijf: Schrijf, bladzijde: str
) -> None:
    with schrijf():
        ander = gemeentepersoon("Ander", gm_code=DEVENTER, rol=Rol.TEKENBEVOEGDE)
    client = Klant(app, ander)
    for nummer in (aanvraag.nummer, "OEFEN-9999", "..", "a" * 200):
        assert haal(client, f"/aanvragen/{nummer}/{bladzijde}").status_code == 404
    assert stuur(client, pad(aanvraag), {"sleutel": "x"}).status_code == 404


def test_het_ministerie_ziet_een_concept_niet_en_daarna_de_ontvangst(
    app: Flask, client: Klant, aanvraag: Aanvraag, schrijf: Schrijf
) -> None:
    with schrijf():
        behandelaar = persoon(Rol.BEHANDELAAR)
    ministerie = Klant(app, behandelaar)
    adres = f"/aanvragen/{aanvraag.nummer}/ontvangst"
    assert haal(ministerie, adres).status_code == 404
    assert haal(ministerie, pad(aanvraag)).status_code == 403
    stuur(client, pad(aanvraag), velden_van(haal(client, pad(aanvraag))))
    assert "Ingediend door Tess" in tekst_van(haal(ministerie, adres))


def test_zonder_wat_nodig_is_staat_er_geen_knop_maar_wat_er_nog_moet(
    client: Klant, tranche: Tranche, tess: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        leeg = concept(tranche, tess, kosten={"gevraagd": "veel"})
    pagina = haal(client, pad(leeg))
    assert "Dien de aanvraag in" not in pagina.text
    assert f'href="/aanvragen/{leeg.nummer}/invullen/kosten#gevraagd"' in pagina.text
    velden = velden_van(haal(client, pad(leeg)))
    assert stuur(client, pad(leeg), velden).status_code == 422
    assert aantal() == 0


def test_voor_de_opening_staat_er_wanneer_het_kan(client: Klant, aanvraag: Aanvraag) -> None:
    pagina = haal(client, pad(aanvraag), NU - timedelta(days=30))
    assert "Dat kan vanaf 24 februari 2026 om 09.00.00 uur" in tekst_van(pagina)
    assert "Dien de aanvraag in" not in pagina.text


def test_een_verbetering_zegt_eerst_wat_zij_doet_en_toont_wat_er_verandert(
    client: Klant, aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    stuur(client, pad(aanvraag), velden_van(haal(client, pad(aanvraag))))
    uitleg = tekst_van(haal(client, f"/aanvragen/{aanvraag.nummer}/corrigeren"))
    assert "verandert niet" in uitleg
    assert "volgorde van binnenkomst niet" in uitleg
    verander(schrijf, aanvraag, tess, "80.000", nu=MOMENT)
    pagina = haal(client, pad(aanvraag))
    assert "Dien de verbetering in" in pagina.text
    assert "Gevraagd bedrag € 90.000 € 80.000" in tekst_van(pagina)
    assert stuur(client, pad(aanvraag), velden_van(pagina)).status_code == 302
    ontvangen = tekst_van(haal(client, f"/aanvragen/{aanvraag.nummer}/ontvangst"))
    assert "Verbetering, versie 2" in ontvangen
    assert "Aanvraag, versie 1" in ontvangen


def test_de_ontvangstbevestiging_wordt_gemaakt_en_is_daarna_te_downloaden(
    client: Klant, aanvraag: Aanvraag
) -> None:
    stuur(client, pad(aanvraag), velden_van(haal(client, pad(aanvraag))))
    adres = f"/aanvragen/{aanvraag.nummer}/ontvangst"
    assert "Wordt gemaakt" in tekst_van(haal(client, adres))
    assert haal(client, f"{adres}/1.pdf").status_code == 302
    assert veeg("documenten") == 1
    pdf = haal(client, f"{adres}/1.pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert "Wordt gemaakt" not in tekst_van(haal(client, adres))
    assert haal(client, f"{adres}/2.pdf").status_code == 404
