"""Filing: in time to the second, once, frozen whole, and with a receipt (Awb 2:17, 4:3a)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.aanvragen.concept import TeBewaren, bewaar_deel, kan_corrigeren, list_delen
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indienen import (
    IntussenVeranderd,
    NietInTeDienen,
    Onvolledig,
    TeLaat,
    TeVroeg,
    indienen,
    list_indieningen,
    moment_van_volledigheid,
)
from subsidie.aanvragen.indieningmodellen import Indiening, Indieningsoort
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Betrokkenheid, Woonruimteregel
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht, Bezorging
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietBevoegd
from subsidie.kern.tijd import lees_moment
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche, Tranchestatus
from subsidie.tranches.service import pots, sluiten, stel_in, tijdvak_op, verleng_tijdvak
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.fabrieken.concepten import DEVENTER, KOSTEN, NU, begin_met_oefentranche, concept, gemeentepersoon
from tests.fabrieken.indieningen import VERKLARINGEN, dien_in, indienbaar, klaar_van, sluiting, stuk_van

Schrijf = Callable[[], AbstractContextManager[None]]
SECONDE = timedelta(seconds=1)
TEL = timedelta(microseconds=1)


@pytest.fixture
def tranche(app: Flask) -> Tranche:
    return begin_met_oefentranche()


@pytest.fixture
def tess(tranche: Tranche, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        return gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)


@pytest.fixture
def aanvraag(tranche: Tranche, tess: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return indienbaar(tranche, tess, nu=NU)


def zet(schrijf: Schrijf, tranche: Tranche, sleutel: str, waarde: str, *, pot: bool = False) -> None:
    with schrijf():
        stel_in(
            tranche, sleutel, waarde, bron="proef", zekerheid=Zekerheid.AANNAME, toelichting="proef",
            pot=pots(tranche)[0] if pot else None, door=None, nu=NU,
        )  # fmt: skip


def verander(
    schrijf: Schrijf, aanvraag: Aanvraag, door: Gebruiker, gevraagd: str, *, nu: datetime = NU
) -> None:
    deel = Aanvraagdeel.KOSTEN
    with schrijf():
        basis = list_delen(aanvraag)[deel].revisie
        wat = TeBewaren(json.dumps(KOSTEN | {"gevraagd": gevraagd}))
        bewaar_deel(aanvraag.nummer, deel, wat, basis=basis, door=door, nu=nu)


def test_een_indiening_legt_alles_in_een_keer_vast(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    moment = NU + timedelta(hours=1, microseconds=7)
    indiening = dien_in(aanvraag, tess, ontvangen_op=moment, nu=moment + 3 * SECONDE)
    db.session.refresh(aanvraag)
    assert (aanvraag.status, aanvraag.ontvangen_op, aanvraag.buiten_tijdvak, aanvraag.huidige_versie) == (
        Aanvraagstatus.INGEDIEND, moment, False, 1,
    )  # fmt: skip
    assert aanvraag.volledig_op is None
    versie = get_versie(aanvraag)
    gegevens = json.loads(versie.gegevens)
    assert sha256_hex(versie.gegevens.encode()) == versie.sha256
    assert (gegevens["ontvangen_op"], gegevens["gevraagd_cent"]) == (moment.isoformat(), 90_000_00)
    assert gegevens["delen"]["project"]["naam"] == "Woonhof Noord"
    assert db.session.scalar(select(func.sum(Woonruimteregel.aantal))) == 12
    assert (indiening.soort, indiening.ontvangen_op, indiening.vastgelegd_op) == (
        Indieningsoort.INDIENING, moment, moment + 3 * SECONDE,
    )  # fmt: skip
    bewijs = json.loads(indiening.document.gegevens)
    assert (bewijs["nummer"], bewijs["versie_sha256"]) == (aanvraag.nummer, versie.sha256)
    assert (lees_moment(bewijs["ontvangen_op"]), bewijs["voorbeeld"]) == (moment, True)
    bericht = db.session.scalars(select(Bericht)).one()
    assert (bericht.groep, bericht.document_id, bericht.object_id) == (
        "formeel", indiening.document_id, aanvraag.nummer,
    )  # fmt: skip
    assert db.session.scalars(select(Bezorging.gebruiker_id)).all() == [tess.id]
    assert db.session.scalars(select(Betrokkenheid.functiegroep)).all() == ["aanvrager"]
    soorten = db.session.scalars(
        select(Gebeurtenis.soort).where(Gebeurtenis.object_soort == "aanvraag")
    ).all()
    assert soorten == ["aanvraag:concept_begonnen", "aanvraag:ingediend"]


@pytest.mark.parametrize(
    ("na_de_laatste_seconde", "telt"),
    [
        (-SECONDE, True),
        (timedelta(), True),
        (SECONDE - TEL, True),
        (SECONDE, False),
        (timedelta(hours=3), False),
    ],
)
def test_de_laatste_seconde_telt_mee_en_de_volgende_niet(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, na_de_laatste_seconde: timedelta, telt: bool
) -> None:
    """Received in that second is in time, even when it is recorded minutes later."""
    moment = sluiting(tranche, NU) + na_de_laatste_seconde
    laat = moment + timedelta(minutes=2)
    if telt:
        dien_in(aanvraag, tess, ontvangen_op=moment, nu=laat)
    else:
        with pytest.raises(TeLaat):
            dien_in(aanvraag, tess, ontvangen_op=moment, nu=laat)
    db.session.refresh(aanvraag)
    assert (aanvraag.ontvangen_op, aanvraag.buiten_tijdvak) == (moment if telt else None, False)


@pytest.mark.parametrize(("voor_de_opening", "kan"), [(timedelta(), True), (TEL, False), (SECONDE, False)])
def test_voor_de_eerste_seconde_kan_het_nog_niet(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, voor_de_opening: timedelta, kan: bool
) -> None:
    tijdvak = tijdvak_op(tranche, NU)
    assert tijdvak is not None
    assert tijdvak.opent is not None
    moment = tijdvak.opent - voor_de_opening
    if kan:
        assert dien_in(aanvraag, tess, ontvangen_op=moment).ontvangen_op == moment
    else:
        with pytest.raises(TeVroeg, match="Dat kan vanaf 24 februari 2026"):
            dien_in(aanvraag, tess, ontvangen_op=moment)


@pytest.mark.parametrize(
    ("sluit", "op_tijd", "te_laat"),
    [
        # The night in which an hour comes twice: the second 02.59.59, in winter time.
        ("2026-10-25T02:59:59+01:00", "2026-10-25T02:59:59+01:00", "2026-10-25T03:00:00+01:00"),
        # The first of the two: an hour earlier, in summer time.
        ("2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59+02:00", "2026-10-25T02:00:00+01:00"),
        # The night in which an hour is skipped: after 01.59.59 comes 03.00.00.
        ("2027-03-28T01:59:59+01:00", "2027-03-28T01:59:59+01:00", "2027-03-28T03:00:00+02:00"),
    ],
)
def test_in_de_nacht_dat_de_klok_verspringt_telt_het_echte_moment(
    aanvraag: Aanvraag,
    tess: Gebruiker,
    tranche: Tranche,
    schrijf: Schrijf,
    sluit: str,
    op_tijd: str,
    te_laat: str,
) -> None:
    with schrijf():
        verleng_tijdvak(tranche, sluit=lees_moment(sluit), bron="Stcrt 2026, 1", door=None, nu=NU)
    with pytest.raises(TeLaat):
        dien_in(aanvraag, tess, ontvangen_op=lees_moment(te_laat))
    assert not dien_in(aanvraag, tess, ontvangen_op=lees_moment(op_tijd)).aanvraag.buiten_tijdvak


def test_een_verlenging_geldt_meteen(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf
) -> None:
    oud = sluiting(tranche, NU)
    with schrijf():
        verleng_tijdvak(
            tranche, sluit=oud + timedelta(hours=1), bron="Stcrt 2026, 1", door=None, nu=oud - SECONDE
        )
    dien_in(aanvraag, tess, ontvangen_op=oud + timedelta(minutes=59))
    db.session.refresh(aanvraag)
    assert not aanvraag.buiten_tijdvak


def test_te_laat_wordt_ontvangen_als_iemand_zegt_te_weten_wat_dat_betekent(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche
) -> None:
    moment = sluiting(tranche, NU) + timedelta(minutes=5)
    indiening = dien_in(aanvraag, tess, ontvangen_op=moment, te_laat_begrepen=True)
    db.session.refresh(aanvraag)
    assert (aanvraag.status, aanvraag.ontvangen_op, aanvraag.buiten_tijdvak) == (
        Aanvraagstatus.INGEDIEND, moment, True,
    )  # fmt: skip
    assert json.loads(indiening.document.gegevens)["buiten_tijdvak"] is True


def test_na_het_sluiten_van_de_tranche_telt_wat_ons_daarvoor_bereikte(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf
) -> None:
    laatste = sluiting(tranche, NU)
    with schrijf():
        sluiten(tranche, door=None, nu=laatste + SECONDE)
    dien_in(aanvraag, tess, ontvangen_op=laatste, nu=laatste + 3 * SECONDE)
    db.session.refresh(aanvraag)
    assert (aanvraag.ontvangen_op, aanvraag.buiten_tijdvak) == (laatste, False)


def test_wat_na_een_sluiting_bij_het_plafond_komt_is_te_laat(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf
) -> None:
    with schrijf():
        tranche.status, tranche.gesloten_op = Tranchestatus.GESLOTEN, NU + timedelta(hours=1)
    with pytest.raises(TeLaat):
        dien_in(aanvraag, tess, ontvangen_op=NU + timedelta(hours=1))
    assert dien_in(aanvraag, tess, ontvangen_op=NU + timedelta(hours=1) - TEL).ontvangen_op < NU + timedelta(
        hours=1
    )
    assert kan_corrigeren(aanvraag, nu=NU + timedelta(hours=1) - TEL)
    assert not kan_corrigeren(aanvraag, nu=NU + timedelta(hours=1))


def test_zonder_wat_nodig_is_kan_het_niet(tranche: Tranche, tess: Gebruiker, schrijf: Schrijf) -> None:
    with schrijf():
        leeg = concept(tranche, tess, verklaringen=VERKLARINGEN, kosten={"gevraagd": "veel"})
    with pytest.raises(Onvolledig) as fout:
        klaar_van(leeg, tess, nu=NU)
    assert {een.veld for een in fout.value.wat} >= {"gevraagd"}


def test_wat_mag_ontbreken_houdt_het_indienen_niet_tegen(aanvraag: Aanvraag, tess: Gebruiker) -> None:
    zacht = {een.veld for een in stuk_van(aanvraag, tess, nu=NU).zacht}
    assert {"begroting", "planning"} <= zacht
    dien_in(aanvraag, tess, ontvangen_op=NU)
    db.session.refresh(aanvraag)
    assert (aanvraag.status, aanvraag.volledig_op) == (Aanvraagstatus.INGEDIEND, None)


def test_wat_een_collega_intussen_bewaarde_wordt_niet_ongezien_ingediend(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    gezien = klaar_van(aanvraag, tess, nu=NU)
    verander(schrijf, aanvraag, tess, "80.000")
    with schrijf(), pytest.raises(IntussenVeranderd):
        indienen(gezien, sleutel="a", gezien_sha256=gezien.sha256, door=tess, ontvangen_op=NU, nu=NU)
    nieuw = klaar_van(aanvraag, tess, nu=NU)
    with schrijf(), pytest.raises(IntussenVeranderd):
        indienen(nieuw, sleutel="a", gezien_sha256=gezien.sha256, door=tess, ontvangen_op=NU, nu=NU)
    assert db.session.scalar(select(func.count()).select_from(AanvraagVersie)) == 0


def test_dezelfde_pagina_nog_eens_is_dezelfde_indiening(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    klaar = klaar_van(aanvraag, tess, nu=NU)

    def stuur(later: timedelta) -> int:
        with schrijf():
            return indienen(
                klaar,
                sleutel="een",
                gezien_sha256=klaar.sha256,
                door=tess,
                ontvangen_op=NU + later,
                nu=NU + later,
            ).id

    assert stuur(timedelta()) == stuur(timedelta(minutes=1)) == stuur(timedelta(days=90))
    for model in (Indiening, AanvraagVersie, Document, Bericht):
        assert db.session.scalar(select(func.count()).select_from(model)) == 1


def test_een_andere_pagina_na_de_indiening_zegt_dat_er_niets_veranderde(
    aanvraag: Aanvraag, tess: Gebruiker
) -> None:
    dien_in(aanvraag, tess, ontvangen_op=NU)
    with pytest.raises(NietInTeDienen, match="niets veranderd"):
        dien_in(aanvraag, tess, ontvangen_op=NU + SECONDE)


@pytest.mark.parametrize(
    ("rol", "gm_code"),
    [(Rol.OPSTELLER, "GM0193"), (Rol.TEKENBEVOEGDE, DEVENTER)],
    ids=["opsteller", "andere gemeente"],
)
def test_alleen_een_tekenbevoegde_van_de_gemeente_dient_in(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf, rol: Rol, gm_code: str
) -> None:
    klaar = klaar_van(aanvraag, tess, nu=NU)
    with schrijf():
        ander = gemeentepersoon("Ander", rol=rol, gm_code=gm_code)
    with schrijf(), pytest.raises(NietBevoegd):
        indienen(klaar, sleutel="a", gezien_sha256=klaar.sha256, door=ander, ontvangen_op=NU, nu=NU)


def test_wie_al_als_behandelaar_bij_de_aanvraag_staat_dient_haar_niet_in(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        rijen.betrokkenheid(aanvraag=aanvraag, gebruiker=tess, functiegroep="behandeling")
    with pytest.raises(NietBevoegd, match="al betrokken"):
        dien_in(aanvraag, tess, ontvangen_op=NU)
    db.session.refresh(aanvraag)
    assert aanvraag.status is Aanvraagstatus.CONCEPT


def test_een_verbetering_is_een_nieuwe_versie_en_de_ontvangst_blijft(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    dien_in(aanvraag, tess, ontvangen_op=NU)
    later = NU + timedelta(days=1)
    verander(schrijf, aanvraag, tess, "80.000", nu=later)
    assert get_versie(aanvraag).gevraagd_cent == 90_000_00, (
        "what was filed counts until the correction is filed"
    )
    tweede = dien_in(aanvraag, tess, ontvangen_op=later)
    db.session.refresh(aanvraag)
    assert (aanvraag.ontvangen_op, aanvraag.huidige_versie) == (NU, 2)
    assert (tweede.soort, get_versie(aanvraag).gevraagd_cent) == (Indieningsoort.CORRECTIE, 80_000_00)
    assert json.loads(get_versie(aanvraag).gegevens)["ontvangen_op"] == NU.isoformat()
    assert [een.document.kenmerk for een in list_indieningen(aanvraag)] == [
        f"{aanvraag.nummer}-O1", f"{aanvraag.nummer}-O2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("instelling", "raakt"), [("moment_van_correctie", True), ("moment_van_eerste_ontvangst", False)]
)
def test_de_tranche_zegt_of_een_verbetering_de_plaats_in_de_rij_verandert(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf, instelling: str, raakt: bool
) -> None:
    zet(schrijf, tranche, "correctie.wachtrij", instelling)
    dien_in(aanvraag, tess, ontvangen_op=NU)
    later = NU + timedelta(days=1)
    verander(schrijf, aanvraag, tess, "80.000", nu=later)
    assert dien_in(aanvraag, tess, ontvangen_op=later).raakt_volledigheid is raakt
    db.session.refresh(aanvraag)
    assert moment_van_volledigheid(aanvraag) == (later if raakt else NU)


def test_een_verbetering_na_de_sluiting_doet_niets(
    aanvraag: Aanvraag, tess: Gebruiker, tranche: Tranche, schrijf: Schrijf
) -> None:
    dien_in(aanvraag, tess, ontvangen_op=NU)
    verander(schrijf, aanvraag, tess, "80.000")
    na = sluiting(tranche, NU) + SECONDE
    with pytest.raises(NietInTeDienen, match="blijft gelden"):
        dien_in(aanvraag, tess, ontvangen_op=na, te_laat_begrepen=True)
    db.session.refresh(aanvraag)
    assert (aanvraag.huidige_versie, get_versie(aanvraag).gevraagd_cent) == (1, 90_000_00)


def test_wat_al_volledig_is_wordt_niet_meer_verbeterd(
    aanvraag: Aanvraag, tess: Gebruiker, schrijf: Schrijf
) -> None:
    dien_in(aanvraag, tess, ontvangen_op=NU)
    verander(schrijf, aanvraag, tess, "80.000")
    klaar = klaar_van(aanvraag, tess, nu=NU)
    with schrijf():
        db.session.refresh(aanvraag)
        aanvraag.volledig_op, aanvraag.status = NU, Aanvraagstatus.VOLLEDIG
    with schrijf(), pytest.raises(NietInTeDienen, match="al in behandeling"):
        indienen(klaar, sleutel="b", gezien_sha256=klaar.sha256, door=tess, ontvangen_op=NU, nu=NU)


def test_een_concept_heeft_geen_moment_van_volledigheid(aanvraag: Aanvraag) -> None:
    with pytest.raises(NietInTeDienen):
        moment_van_volledigheid(aanvraag)


def test_een_aanvraag_uit_een_import_was_volledig_vanaf_de_ontvangst(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        aanvraag = rijen.aanvraag(ontvangen_op=datetime(2023, 6, 1, tzinfo=UTC))
    assert moment_van_volledigheid(aanvraag) == datetime(2023, 6, 1, tzinfo=UTC)
