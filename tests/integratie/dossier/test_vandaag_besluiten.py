"""Home of who is told a decision, who takes it, who pays it and who handles objections."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.dossier.vandaag.geld import uiterste_betaaldag
from subsidie.dossier.vandaag.vorm import Klokstand, Status
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from tests.fabrieken import rijen
from tests.fabrieken.vandaag import NU, VANDAAG, blok, deel, ontvangen, persoon, tranche_met_termijn

Schrijf = Callable[[], AbstractContextManager[None]]

MILJOEN = 1_000_000_00


@pytest.fixture
def grens(app: Flask, schrijf: Schrijf) -> Schrijf:
    """The commit boundary, on a database with the application open."""
    return schrijf


def besluit(aanvraag: Any, dag: date | None = None, **velden: Any) -> Any:
    """A decision on this application, notified on ``dag`` when there is one."""
    bekend = {} if dag is None else {"status": "bekendgemaakt", "dagtekening": dag, "bekendgemaakt_op": dag}
    return rijen.beschikking(aanvraag=aanvraag, **bekend, **velden)


# --- municipality


def _gemeentemens(gm_code: str) -> Gebruiker:
    return persoon(Rol.TEKENBEVOEGDE, gm_code=gm_code)


@pytest.mark.parametrize(
    ("opent", "sluit", "klok"),
    [
        (-10, 30, Klokstand("loopt", 30, VANDAAG + timedelta(days=30))),
        (-10, 3, Klokstand("bijna", 3, VANDAAG + timedelta(days=3))),
        (5, 30, None),
    ],
)
def test_een_open_tranche_staat_er_met_de_tijd_die_er_nog_is(
    grens: Schrijf, opent: int, sluit: int, klok: Klokstand | None
) -> None:
    with grens():
        wie = _gemeentemens(rijen.gemeente().gm_code)
        tranche = rijen.tranche()
        rijen.tijdvak(tranche=tranche, opent=NU + timedelta(days=opent), sluit=NU + timedelta(days=sluit))
    (post,) = blok(deel(wie), "Aanvragen kan nu bij").posten
    assert post.klok == klok
    assert deel(wie).vraagt


@pytest.mark.parametrize("status", ["voorbereiding", "gesloten", "afgerond", "open, voorbij"])
def test_waar_niet_kan_worden_aangevraagd_staat_niet_bij_aanvragen(grens: Schrijf, status: str) -> None:
    with grens():
        wie = _gemeentemens(rijen.gemeente().gm_code)
        tranche = rijen.tranche(status=status.partition(",")[0])
        dagen = -1 if "voorbij" in status else 30
        rijen.tijdvak(tranche=tranche, opent=NU - timedelta(days=60), sluit=NU + timedelta(days=dagen))
    assert blok(deel(wie), "Aanvragen kan nu bij").posten == ()
    assert not deel(wie).vraagt


def test_een_gemeente_ziet_alleen_haar_eigen_aanvragen(grens: Schrijf) -> None:
    with grens():
        mijn, ander = rijen.gemeente(), rijen.gemeente()
        wie = _gemeentemens(mijn.gm_code)
        tranche = tranche_met_termijn()
        ontvangen(tranche, 3, gemeente=mijn, nummer="VAN-MIJ")
        besluit(ontvangen(tranche, 3, gemeente=ander, status="beoordeeld"), VANDAAG)
        ontvangen(tranche, 3, gemeente=ander)
    van_mij = deel(wie)
    assert [post.titel for post in blok(van_mij, "In behandeling").posten] == ["VAN-MIJ · Proefhof"]
    assert blok(van_mij, "Besluiten").posten == ()


@pytest.mark.parametrize("status", ["concept", "getekend"])
def test_voor_de_bekendmaking_weet_een_gemeente_van_niets(grens: Schrijf, status: str) -> None:
    with grens():
        mijn = rijen.gemeente()
        wie = _gemeentemens(mijn.gm_code)
        aanvraag = ontvangen(tranche_met_termijn(), 3, gemeente=mijn, status="beoordeeld")
        besluit(aanvraag, status=status)
    (post,) = blok(deel(wie), "In behandeling").posten
    assert post.status == Status("in beoordeling", "info")
    assert blok(deel(wie), "Besluiten").posten == ()


def test_tegen_een_besluit_kan_zes_weken_bezwaar(grens: Schrijf) -> None:
    with grens():
        mijn = rijen.gemeente()
        wie = _gemeentemens(mijn.gm_code)
        aanvraag = ontvangen(rijen.tranche(status="gesloten"), 3, gemeente=mijn, status="beoordeeld")
        besluit(aanvraag, VANDAAG, soort="afwijzing")
    (post,) = blok(deel(wie), "Besluiten").posten
    einde = date(2023, 8, 18)
    assert post.klok == Klokstand("loopt", 42, einde, "bezwaartermijn")
    assert post.status is not None
    assert post.status.tekst.lower() == "afgewezen"
    later = NU + timedelta(days=43)
    (post,) = blok(deel(wie, later), "Besluiten").posten
    assert post.klok is None
    assert "bezwaar kon tot en met 18 augustus 2023" in post.tekst
    assert not deel(wie, later).vraagt


def test_de_brief_is_er_pas_als_hij_gemaakt_is(grens: Schrijf) -> None:
    with grens():
        mijn = rijen.gemeente()
        wie = _gemeentemens(mijn.gm_code)
        tranche = tranche_met_termijn()
        for gemaakt in (None, "b" * 64):
            aanvraag = ontvangen(tranche, 3, gemeente=mijn, status="beoordeeld")
            brief = rijen.document(kenmerk=f"{aanvraag.nummer}-B1", bestand_sha256=gemaakt)
            besluit(aanvraag, VANDAAG, kenmerk=f"{aanvraag.nummer}-B1", document=brief)
    posten = blok(deel(wie), "Besluiten").posten
    assert sorted(len(post.links) for post in posten) == [0, 1]


def test_een_vervangen_besluit_geldt_tot_het_nieuwe_bekend_is(grens: Schrijf) -> None:
    with grens():
        mijn = rijen.gemeente()
        wie = _gemeentemens(mijn.gm_code)
        aanvraag = ontvangen(tranche_met_termijn(), 3, gemeente=mijn, status="beoordeeld")
        eerste = besluit(aanvraag, VANDAAG, soort="afwijzing")
        tweede = besluit(aanvraag, vervangt_id=eerste.id)
    (post,) = blok(deel(wie), "Besluiten").posten
    assert post.status is not None
    assert post.status.tekst.lower() == "afgewezen"
    with grens():
        tekenaar = rijen.betrokkenheid(aanvraag=aanvraag, functiegroep="beslissing").gebruiker_id
        mandaat, brief = rijen.mandaat(gebruiker_id=tekenaar), rijen.document()
        tweede.status, tweede.dagtekening, tweede.bekendgemaakt_op = "bekendgemaakt", VANDAAG, VANDAAG
        tweede.getekend_op, tweede.getekend_door_id, tweede.getekend_als = NU, tekenaar, "beslissing"
        tweede.mandaat_id, tweede.document_id = mandaat.id, brief.id
    (post,) = blok(deel(wie), "Besluiten").posten
    assert post.status is not None
    assert post.status.tekst.lower() == "verleend"


# --- beslisser


@pytest.fixture
def beslisser(grens: Schrijf) -> Gebruiker:
    """A decider with a mandate for a million."""
    with grens():
        wie = persoon(Rol.BESLISSER)
        for handeling in Mandaathandeling:
            rijen.mandaat(gebruiker=wie, handeling=handeling, tot_bedrag_cent=MILJOEN, vanaf=date(2023, 1, 1))
    return wie


def _verdeling(bedrag_cent: int = 17_000_00, gm_code: str | None = None, **velden: Any) -> Any:
    akkoord_op = velden.pop("eerste_akkoord_op", None)
    verdeling = rijen.verdeling(status="getrokken", **velden)
    waar = {} if gm_code is None else {"gm_code": gm_code}
    aanvraag = rijen.aanvraag(tranche_id=verdeling.tranche_id, status="beoordeeld", **waar)
    rijen.verdelingsregel(verdeling=verdeling, aanvraag=aanvraag, bedrag_cent=bedrag_cent)
    if akkoord_op is not None:  # the lines come before any agreement
        mandaat = rijen.mandaat(handeling=Mandaathandeling.VERDELING_VASTSTELLEN)
        verdeling.eerste_akkoord_op, verdeling.eerste_mandaat_id = akkoord_op, mandaat.id
        verdeling.eerste_akkoord_door_id = mandaat.gebruiker_id
    return verdeling


def _stand(wie: Gebruiker, titel: str = "Verdelingen", nu: datetime = NU) -> list[str]:
    return [post.status.tekst for post in blok(deel(wie, nu), titel).posten if post.status]


def test_een_verdeling_wacht_op_twee_beslissers_en_niet_twee_keer_op_dezelfde(
    grens: Schrijf, beslisser: Gebruiker
) -> None:
    with grens():
        verdeling = _verdeling()
    assert _stand(beslisser) == ["wacht op een eerste akkoord"]
    assert deel(beslisser).vraagt
    with grens():
        mandaat = rijen.mandaat(gebruiker=beslisser, handeling="verdeling_vaststellen")
        verdeling.eerste_akkoord_door_id, verdeling.eerste_akkoord_op = beslisser.id, rijen.GETROKKEN_OP
        verdeling.eerste_mandaat_id = mandaat.id
    assert _stand(beslisser) == ["wacht op een ander"]
    assert not deel(beslisser).vraagt


def test_het_akkoord_van_een_ander_vraagt_om_een_tweede(grens: Schrijf, beslisser: Gebruiker) -> None:
    with grens():
        _verdeling(eerste_akkoord_op=rijen.GETROKKEN_OP)
    assert _stand(beslisser) == ["wacht op een tweede akkoord"]
    assert deel(beslisser).vraagt


def test_voor_de_seed_is_er_nog_niets_te_doen(grens: Schrijf, beslisser: Gebruiker) -> None:
    with grens():
        rijen.verdeling()
    assert _stand(beslisser) == ["wacht op de loting"]
    assert not deel(beslisser).vraagt
    assert _stand(beslisser, nu=rijen.SEED_OP) == ["te berekenen"]


def test_een_belang_houdt_iemand_weg_bij_de_verdeling_en_bij_de_besluiten_waar_het_om_gaat(
    grens: Schrijf, beslisser: Gebruiker
) -> None:
    with grens():
        gemeente = rijen.gemeente()
        rijen.belang(gebruiker=beslisser, gemeente=gemeente, vanaf=VANDAAG)
        verdeling = _verdeling(gm_code=gemeente.gm_code)
        besluit(rijen.aanvraag(tranche_id=verdeling.tranche_id, status="beoordeeld"))
    assert _stand(beslisser) == ["niet voor u: belang bij Proefstad"]
    assert _stand(beslisser, "Besluiten om te tekenen of bekend te maken") == [
        "niet alles voor u: belang bij Proefstad"
    ]
    assert [post.titel for post in blok(deel(beslisser), "Wat u niet mag, door een belang").posten] == [
        "Proefstad"
    ]
    assert deel(beslisser).vraagt


def test_wat_boven_het_mandaat_gaat_is_niet_voor_u(grens: Schrijf, beslisser: Gebruiker) -> None:
    with grens():
        _verdeling(MILJOEN)
        _verdeling(MILJOEN + 1)
        zonder = persoon(Rol.BESLISSER)
    assert sorted(_stand(beslisser)) == [
        "niet voor u: mandaat tot €\N{NO-BREAK SPACE}1.000.000",
        "wacht op een eerste akkoord",
    ]
    assert _stand(zonder) == ["niet voor u: geen mandaat"] * 2
    assert blok(deel(zonder), "Uw mandaten").is_leeg


def test_besluiten_om_te_tekenen_en_bekend_te_maken_met_bedrag(grens: Schrijf, beslisser: Gebruiker) -> None:
    titel = "Besluiten om te tekenen of bekend te maken"
    with grens():
        tranche = rijen.tranche(status="gesloten", naam="Ronde een")
        for status, hoeveel in (("concept", 3), ("getekend", 2), ("bekendgemaakt", 1)):
            for _ in range(hoeveel):
                besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), status=status)
        besluit(rijen.aanvraag(tranche=tranche, status="ingetrokken"))
        eerder = besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), VANDAAG)
        vervangen = besluit(eerder.aanvraag, vervangt_id=eerder.id)
        besluit(eerder.aanvraag, vervangt_id=vervangen.id)
    posten = {post.titel: post for post in blok(deel(beslisser), titel).posten}
    assert posten["Tekenen: Ronde een"].tekst == "4 besluiten, samen €\N{NO-BREAK SPACE}680.000."
    bekend = posten["Bekendmaken: Ronde een"]
    assert bekend.tekst.startswith("2 besluiten, samen €\N{NO-BREAK SPACE}340.000, gedateerd op 7 juli 2023.")
    assert "Van 2 is de brief nog niet gemaakt." in bekend.tekst
    assert bekend.klok is not None
    assert (bekend.klok.toestand, bekend.klok.dagen) == ("bijna", 0)
    (bekend,) = [post for post in blok(deel(beslisser, NU + timedelta(days=1)), titel).posten if post.klok]
    assert bekend.klok is not None
    assert bekend.klok.toestand == "te_laat"


def test_wat_u_zelf_opstelde_tekent_een_ander(grens: Schrijf, beslisser: Gebruiker) -> None:
    with grens():
        aanvraag = rijen.aanvraag(status="beoordeeld")
        rijen.betrokkenheid(aanvraag=aanvraag, gebruiker=beslisser, functiegroep="behandeling")
        besluit(aanvraag, opgesteld_door=beslisser)
    assert _stand(beslisser, "Besluiten om te tekenen of bekend te maken") == ["1 door u zelf opgesteld"]


# --- objections and payments


def test_besluiten_waartegen_nog_bezwaar_kan(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEZWAARBEHANDELAAR)
        tranche = rijen.tranche(status="gesloten")
        for dag, soort in (
            (VANDAAG, "verlening"),
            (VANDAAG, "afwijzing"),
            (VANDAAG - timedelta(days=60), "afwijzing"),
        ):
            besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), dag, soort=soort)
        besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), status="getekend")
    (post,) = blok(deel(wie), "Besluiten waartegen nog bezwaar kan").posten
    assert post.titel == "Proeftranche: 2 besluiten"
    assert "waarvan 1 afgewezen" in post.tekst
    assert post.klok is not None
    assert post.klok.eindigt == date(2023, 8, 18)
    (voorbij,) = blok(deel(wie), "Bezwaartermijn voorbij").posten
    assert voorbij.klok is None


def test_een_brief_die_op_tijd_op_de_post_ging_kan_nog_een_week_binnenkomen(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEZWAARBEHANDELAAR)
        besluit(rijen.aanvraag(status="beoordeeld"), VANDAAG)
    for dagen, staat_er in ((43, True), (49, True), (50, False)):
        (post,) = blok(deel(wie, NU + timedelta(days=dagen)), "Bezwaartermijn voorbij").posten
        assert ("uiterlijk 25 augustus 2023 binnenkomt" in post.tekst) is staat_er, dagen


def test_wat_is_toegekend_staat_er_met_de_uiterste_dag_van_betaling(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.FINANCIEEL)
        tranche = rijen.tranche(status="gesloten")
        rijen.instelling_waarde(tranche=tranche, sleutel="betaling.binnen_weken", waarde="6")
        for soort in ("verlening", "verlening", "afwijzing"):
            besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), VANDAAG, soort=soort)
        besluit(rijen.aanvraag(tranche=tranche, status="beoordeeld"), status="getekend")
        onbekend = rijen.tranche(status="gesloten", naam="Onbekende ronde")
        besluit(rijen.aanvraag(tranche=onbekend, status="beoordeeld"), VANDAAG)
    gevonden = blok(deel(wie), "Bekendgemaakt en te betalen")
    assert gevonden.cijfers[0].waarde == "€\N{NO-BREAK SPACE}510.000"
    posten = {post.titel.partition(":")[0]: post for post in gevonden.posten}
    klok = posten["Proeftranche"].klok
    assert klok is not None
    assert (klok.eindigt, klok.toestand) == (date(2023, 8, 18), "loopt")
    assert posten["Onbekende ronde"].status == Status("betaaltermijn onbekend", "let_op")


@pytest.mark.parametrize(
    ("weken", "uiterlijk", "dag"),
    [
        (6, None, date(2023, 8, 18)),
        (4, None, date(2023, 8, 4)),
        (6, date(2023, 8, 1), date(2023, 8, 1)),
        (6, date(2023, 12, 1), date(2023, 8, 18)),
        (None, date(2023, 12, 1), date(2023, 12, 1)),
        (None, None, None),
    ],
)
def test_de_uiterste_dag_van_betaling(weken: int | None, uiterlijk: date | None, dag: date | None) -> None:
    def instelling(waarde: Any) -> Instelling[Any]:
        zekerheid = Zekerheid.ONBEKEND if waarde is None else Zekerheid.GEVERIFIEERD
        return Instelling("betaling", waarde, "bron", zekerheid)

    assert uiterste_betaaldag(VANDAAG, instelling(weken), instelling(uiterlijk)) == dag


# --- auditor
