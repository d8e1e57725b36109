"""What asks for someone today: each role its own, from what is there, with clocks that are right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.dossier.vandaag.samenstellen import SCHRIJVERS, stel_samen
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import aannames, laad_tranche, onbekende
from subsidie.web.db import db
from tests.fabrieken import aanvulrijen, gemeenterijen, rijen
from tests.fabrieken.vandaag import NU, VANDAAG, blok, deel, ontvangen, persoon, tranche_met_termijn
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def grens(app: Flask, schrijf: Schrijf) -> Schrijf:
    """The commit boundary, on a database with the application open."""
    return schrijf


def test_elke_rol_heeft_precies_een_deel() -> None:
    rollen = [rol for groep, _ in SCHRIJVERS for rol in groep]
    assert sorted(rollen) == sorted(Rol)


def test_zonder_rol_is_er_niets(grens: Schrijf) -> None:
    with grens():
        wie = persoon(None)
    assert stel_samen(kijker_van(wie, nu=NU), nu=NU).delen == ()


def test_een_rol_die_gisteren_eindigde_geeft_niets_meer(grens: Schrijf) -> None:
    with grens():
        wie = rijen.gebruiker()
        rijen.roltoekenning(
            gebruiker_id=wie.id, rol=Rol.AUDITOR, vanaf=VANDAAG - timedelta(days=9), tot=VANDAAG
        )
    assert stel_samen(kijker_van(wie, nu=NU), nu=NU).delen == ()
    gisteren = NU - timedelta(days=1)
    assert len(stel_samen(kijker_van(wie, nu=gisteren), nu=gisteren).delen) == 1


def test_wie_meer_rollen_heeft_ziet_de_delen_van_elk(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.FINANCIEEL)
        rijen.roltoekenning(gebruiker_id=wie.id, rol=Rol.BEHANDELAAR, vanaf=VANDAAG)
    rollen = [een.rol for een in stel_samen(kijker_van(wie, nu=NU), nu=NU).delen]
    assert rollen == ["Behandelaar", "Financieel"]


def test_alles_leeg_vraagt_niets_en_zegt_wat_er_komt(grens: Schrijf) -> None:
    with grens():
        wie = rijen.gebruiker()
        for rol in set(Rol) - {Rol.AUDITOR, Rol.BEHEERDER}:
            gegeven = rijen.roltoekenning(gebruiker_id=wie.id, rol=rol, vanaf=VANDAAG)
            if gegeven.gm_code is not None:
                gemeenterijen.postadres(gm_code=gegeven.gm_code)
    for een in stel_samen(kijker_van(wie, nu=NU), nu=NU).delen:
        assert not een.vraagt, een.rol
        assert een.straks.endswith(".")
        assert all(blok.cijfers or not blok.posten for blok in een.blokken)


def test_wat_over_een_voorbeeld_gaat_zegt_dat(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        ontvangen(tranche_met_termijn(aard=Trancheaard.ECHT), 3)
    assert not deel(wie).voorbeeld
    with grens():
        ontvangen(tranche_met_termijn(aard=Trancheaard.OEFEN), 3)
    assert deel(wie).voorbeeld


# --- behandelaar and beoordelaar


def test_de_klok_die_het_eerst_afloopt_staat_bovenaan(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        snel, traag = tranche_met_termijn(2), tranche_met_termijn(13)
        ontvangen(traag, 89, nummer="BIJNA")
        ontvangen(traag, 30, nummer="RUIM")
        ontvangen(snel, 15, nummer="TE-LAAT")
        ontvangen(snel, 14, nummer="LAATSTE-DAG")
        ontvangen(rijen.tranche(), 200, nummer="ONBEKEND")
    posten = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert [post.titel.split(" ")[0] for post in posten] == [
        "TE-LAAT",
        "LAATSTE-DAG",
        "BIJNA",
        "RUIM",
        "ONBEKEND",
    ]
    assert [post.klok and (post.klok.toestand, post.klok.dagen) for post in posten] == [
        ("te_laat", 1), ("bijna", 0), ("bijna", 2), ("loopt", 61), None,
    ]  # fmt: skip
    assert "niet bekend" in posten[-1].tekst


def test_een_termijn_vanaf_sluiting_begint_pas_dan(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn(13, begin="sluiting")
        rijen.tijdvak(tranche=tranche, opent=NU - timedelta(days=40), sluit=NU - timedelta(days=10))
        ontvangen(tranche, 30)
    (post,) = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert post.klok is not None
    assert post.klok.eindigt == VANDAAG - timedelta(days=10) + timedelta(weeks=13)


def test_na_een_verlenging_telt_het_nieuwe_einde(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn(13, begin="sluiting")
        for volgnummer, dagen in ((1, 10), (2, 5)):
            rijen.tijdvak(
                tranche=tranche,
                volgnummer=volgnummer,
                opent=NU - timedelta(days=40),
                sluit=NU - timedelta(days=dagen),
            )
        ontvangen(tranche, 30)
    (post,) = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert post.klok is not None
    assert post.klok.eindigt == VANDAAG - timedelta(days=5) + timedelta(weeks=13)


def test_na_de_bekendmaking_loopt_er_geen_beslistermijn_meer(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn()
        open_staand = ontvangen(tranche, 5, status="beoordeeld")
        rijen.beschikking(aanvraag=open_staand, status="getekend")
        besloten = ontvangen(tranche, 9, status="beoordeeld")
        rijen.beschikking(aanvraag=besloten, status="bekendgemaakt")
        ontvangen(tranche, 9, status="ingetrokken")
    posten = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert [post.naar.waarden["nummer"] for post in posten if post.naar] == [open_staand.nummer]


def test_zolang_er_om_aanvulling_is_gevraagd_staat_de_klok_stil(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        aanvraag = ontvangen(tranche_met_termijn(13), 10, status="aanvulling_gevraagd")
        aanvulrijen.aanvulverzoek(
            aanvraag=aanvraag, gevraagd_op=NU - timedelta(days=2), termijn_tot=VANDAAG + timedelta(days=5)
        )
    (post,) = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert post.klok is not None
    # Ten of the 91 days had passed, of which two do not count: yesterday and today.
    assert (post.klok.toestand, post.klok.dagen, post.klok.eindigt) == ("stil", 83, None)
    assert "2 dagen opgeschort" in post.klok.tekst


def test_een_opgeschorte_klok_komt_op_haar_eigen_plaats(grens: Schrijf) -> None:
    """What came in first does not end first when it stood still for long."""
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn(13)
        eerste = ontvangen(tranche, 60, nummer="EERSTE")
        ontvangen(tranche, 50, nummer="TWEEDE")
        aanvulrijen.aanvulverzoek(
            aanvraag=eerste, gevraagd_op=NU - timedelta(days=55), termijn_tot=VANDAAG - timedelta(days=20),
            aangevuld_op=NU - timedelta(days=25),
        )  # fmt: skip
    posten = blok(deel(wie), "Klokken die het eerst aflopen").posten
    assert [post.titel.split(" ")[0] for post in posten] == ["TWEEDE", "EERSTE"]
    # 91 − 60, and the 29 days from the day after the request to the day before the supplement.
    assert [post.klok and post.klok.dagen for post in posten] == [41, 60]


def test_de_behandelaar_telt_wat_nog_niet_volledig_is_en_wat_buiten_het_tijdvak_kwam(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        tranche = tranche_met_termijn()
        for status in (
            "ingediend",
            "aanvulling_gevraagd",
            "volledig",
            "in_beoordeling",
            "beoordeeld",
            "ingetrokken",
        ):
            ontvangen(tranche, 3, status=status)
        ontvangen(tranche, 3, buiten_tijdvak=True)
        rijen.beschikking(
            aanvraag=ontvangen(tranche, 3, buiten_tijdvak=True, status="beoordeeld"), status="bekendgemaakt"
        )
        rijen.aanvraag(tranche=tranche, status="concept")
    cijfers = {een.label: een.waarde for een in blok(deel(wie), "Aanvragen zonder besluit").cijfers}
    assert cijfers == {
        "Nog niet volledig": "3", "Te beoordelen": "2", "Buiten het tijdvak": "1", "Van niemand": "6",
    }  # fmt: skip


def test_een_vastgestelde_verdeling_zonder_besluiten_vraagt_om_de_behandelaar(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        verdeling = rijen.verdeling(status="vastgesteld")
    (post,) = blok(deel(wie), "Besluiten om op te stellen").posten
    assert post.titel == f"Verdeling {verdeling.tranche.code}-V{verdeling.volgnummer}"
    with grens():
        rijen.beschikking(verdeling=verdeling)
    assert "Besluiten om op te stellen" not in [een.titel for een in deel(wie).blokken]


@pytest.mark.parametrize("rol", sorted(Rol))
def test_meer_aanvragen_zijn_niet_meer_vragen(grens: Schrijf, rol: Rol) -> None:
    with grens():
        gemeente = rijen.gemeente()
        wie = persoon(rol, **({"gm_code": gemeente.gm_code} if rol in ("opsteller", "tekenbevoegde") else {}))
        tranche = tranche_met_termijn()

    def maak(hoeveel: int) -> None:
        with grens():
            pot, project = rijen.pot(tranche=tranche), rijen.project(gemeente=gemeente)
            for _ in range(hoeveel):
                ontvangen(tranche, 3, pot=pot, project=project, status="volledig")
                rijen.beschikking(
                    aanvraag=ontvangen(tranche, 3, pot=pot, project=project, status="beoordeeld"),
                    status="bekendgemaakt",
                )

    maak(1)
    db.session.expire_all()
    ik = kijker_van(wie, nu=NU)
    stel_samen(ik, nu=NU)  # what the process remembers of rules is not what this counts
    with geteld() as weinig:
        stel_samen(ik, nu=NU)
    maak(12)
    db.session.expire_all()
    ik = kijker_van(wie, nu=NU)
    with geteld() as veel:
        stel_samen(ik, nu=NU)
    assert len(weinig) == len(veel) <= 16


def test_de_beoordelaar_ziet_zijn_kaarten_met_de_som_van_het_werk(grens: Schrijf) -> None:
    with grens():
        wie, ander = persoon(Rol.BEOORDELAAR), persoon(Rol.BEOORDELAAR)
        tranche = tranche_met_termijn()
        for status, ingeleverd in (("volledig", False), ("in_beoordeling", False), ("beoordeeld", True)):
            aanvraag = ontvangen(tranche, 3, status=status)
            rijen.betrokkenheid(aanvraag=aanvraag, gebruiker=wie, functiegroep="beoordeling")
            db.session.add(_kaart(aanvraag, wie, ingeleverd=ingeleverd))
        db.session.add(_kaart(ontvangen(tranche, 3, status="volledig"), ander, ingeleverd=False))
    cijfers = [(een.label, een.waarde, een.bij) for een in blok(deel(wie), "Aan u toegewezen").cijfers]
    assert cijfers == [
        ("Te beoordelen", "2", ""),
        ("Woonruimten te beoordelen", "40", ""),
        ("Gevraagd te beoordelen", "€\N{NO-BREAK SPACE}340.000", ""),
        ("Toegewezen", "3", "waarvan 1 ingeleverd"),
    ]
    assert len(blok(deel(wie), "Te beoordelen").posten) == 2
    assert deel(wie).vraagt


def _kaart(aanvraag: Aanvraag, wie: Gebruiker, *, ingeleverd: bool) -> Scorekaart:
    return Scorekaart(
        aanvraag_id=aanvraag.id, versie_id=get_versie(aanvraag).id, beoordelaar_id=wie.id, toegewezen_op=NU,
        toegewezen_door_id=wie.id, als=Functiegroep.BEOORDELING if ingeleverd else None,
        voldoet=True if ingeleverd else None, ingeleverd_op=NU if ingeleverd else None,
    )  # fmt: skip


# --- beheerder


def test_de_regels_die_niet_zeker_zijn_zijn_die_van_de_tranche_zelf(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHEERDER)
        laad_gemeenten(db.session())
        tranches = [
            laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=None, nu=NU)
            for definitie in alle_tranches()
        ]
    posten = {post.titel: post for post in blok(deel(wie), "Tranches in voorbereiding").posten}
    assert len(posten) == len(tranches) == 6
    for tranche in tranches:
        getallen = [int(tekst.split(" ")[0]) for tekst, _ in posten[tranche.naam].links]
        assert getallen == [len(een) for een in (onbekende(tranche), aannames(tranche)) if een], tranche.code


def test_accounts_die_iets_vragen(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHEERDER)
        persoon(None)
        straks = rijen.gebruiker()
        rijen.roltoekenning(gebruiker=straks, vanaf=VANDAAG + timedelta(days=1))
        rijen.gebruiker(geblokkeerd_op=NU)
    cijfers = {een.label: een.waarde for een in blok(deel(wie), "Accounts en documenten").cijfers}
    assert cijfers == {
        "Zonder rol vandaag": "2",
        "Nooit ingelogd": "3",
        "Geblokkeerd": "1",
        "Mail niet aangekomen": "0",
        "Documenten te maken": "0",
    }


@pytest.mark.parametrize(("dagen", "staat_er"), [(0, False), (1, True), (61, True), (62, False)])
def test_een_mandaat_dat_binnen_zestig_dagen_eindigt_staat_er(
    grens: Schrijf, dagen: int, staat_er: bool
) -> None:
    """``tot`` is the first day without; the last day with the mandate is the day before."""
    with grens():
        wie = persoon(Rol.BEHEERDER)
        rijen.mandaat(vanaf=date(2023, 1, 1), tot=VANDAAG + timedelta(days=dagen))
        rijen.mandaat(vanaf=date(2023, 1, 1))
    posten = blok(deel(wie), "Mandaten die binnen 60 dagen eindigen").posten
    assert [post.klok and post.klok.dagen for post in posten] == ([dagen - 1] if staat_er else [])


def test_een_document_dat_wacht_wordt_geteld(grens: Schrijf) -> None:
    with grens():
        wie = persoon(Rol.BEHEERDER)
        rijen.document()
        rijen.document(bestand_sha256="a" * 64)
    cijfer = blok(deel(wie), "Accounts en documenten").cijfers[-1]
    assert (cijfer.label, cijfer.waarde) == ("Documenten te maken", "1")


def test_het_moment_is_dat_van_amsterdam_en_niet_van_utc(grens: Schrijf) -> None:
    laat = datetime(2023, 7, 7, 22, 30, tzinfo=UTC)  # half past midnight on the 8th in Amsterdam
    with grens():
        wie = persoon(Rol.BEHANDELAAR)
        ontvangen(tranche_met_termijn(1), 7)
    (post,) = blok(deel(wie, laat), "Klokken die het eerst aflopen").posten
    assert post.klok is not None
    assert (post.klok.toestand, post.klok.dagen) == ("te_laat", 1)
