"""Questions about a tranche: answered by one, published by another, for everyone at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht, Bezorging
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.tranches import vraagservice
from subsidie.tranches.models import Tranche
from subsidie.tranches.vraagmodellen import Tranchevraag, Vraagonderwerp
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.rijen import DAG
from tests.fabrieken.rijen import NU as START
from tests.fabrieken.vragentellen import geteld

GEHEIM = "Het antwoord dat niemand eerder mag lezen."
UUR = timedelta(hours=1)


class Wereld:
    """An open tranche, two municipalities and three behandelaars."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with schrijfgrens():
            self.tranche: Tranche = rijen.tranche(code="proef-2023", naam="Proeftranche 2023")
            self.eigen = rijen.gemeente(naam="Eigendam").gm_code
            self.ander = rijen.gemeente(naam="Anderveen").gm_code
            self.vrager, self.buur = (self._wie("opsteller", code) for code in (self.eigen, self.ander))
            self.een, self.twee, self.drie = (self._wie("behandelaar") for _ in range(3))
            self.auditor = self._wie("auditor")

    def _wie(self, rol: str, gm_code: str | None = None) -> Gebruiker:
        gebruiker = rijen.gebruiker()
        rijen.roltoekenning(
            gebruiker=gebruiker, rol=rol, vanaf=DAG, **({"gm_code": gm_code} if gm_code else {})
        )
        return gebruiker

    def stel(self, vraag: str = "Telt onze loods in Eigendam mee?", **anders: object) -> Tranchevraag:
        waarden = {
            "onderwerp": Vraagonderwerp.WOONRUIMTEN, "vraag": vraag, "gm_code": self.eigen, "door": self.vrager,
            "nu": START, **anders,
        }  # fmt: skip
        with schrijfgrens():
            return vraagservice.stel_vraag(self.tranche, **waarden)  # type: ignore[arg-type]

    def beantwoord(
        self,
        vraag: Tranchevraag,
        *,
        door: Gebruiker | None = None,
        op: datetime = START + UUR,
        **anders: object,
    ) -> None:
        waarden = {
            "vraag_openbaar": "Telt een loods mee?",
            "antwoord": GEHEIM,
            "gezien_op": vraag.beantwoord_op,
        }
        with schrijfgrens():
            vraagservice.beantwoord(vraag, **{**waarden, **anders}, door=door or self.een, nu=op)  # type: ignore[arg-type]

    def publiceer(
        self, vraag: Tranchevraag, *, door: Gebruiker | None = None, op: datetime = START + 2 * UUR
    ) -> None:
        with schrijfgrens():
            vraagservice.publiceer(vraag, gezien_op=vraag.beantwoord_op, door=door or self.twee, nu=op)

    def als(self, wie: Gebruiker | None) -> FlaskClient:
        client = self.app.test_client()
        if wie is not None:
            als(client, wie, nu())
        g.pop("_login_user", None)
        return client

    def openbaar(self, wie: Gebruiker | None = None, zoek: str = "") -> str:
        return self.als(wie).get(f"/openbaar/proef-2023/vragen{zoek}").text


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    app.config["WTF_CSRF_ENABLED"] = False
    return Wereld(app)


def test_een_antwoord_is_er_voor_iedereen_op_hetzelfde_moment(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag)
    for wie in (None, wereld.vrager, wereld.buur):
        assert GEHEIM not in wereld.openbaar(wie)
        assert "Er zijn nog geen antwoorden" in wereld.openbaar(wie)
    assert GEHEIM not in wereld.als(wereld.vrager).get(f"/vragen/{vraag.kenmerk}").text
    assert GEHEIM not in wereld.als(wereld.vrager).get("/vragen?uitvoer=csv").text
    assert db.session.scalars(select(Bericht)).all() == []
    wereld.publiceer(vraag)
    for wie in (None, wereld.vrager, wereld.buur):
        assert GEHEIM in wereld.openbaar(wie)
    assert GEHEIM in wereld.als(wereld.vrager).get(f"/vragen/{vraag.kenmerk}").text


def test_wie_het_vroeg_staat_nergens_openbaar(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag)
    wereld.publiceer(vraag)
    pagina = wereld.openbaar()
    assert "Telt een loods mee?" in pagina
    for geheim in (
        "Eigendam",
        wereld.eigen,
        wereld.vrager.naam,
        "onze loods",
        wereld.een.naam,
        wereld.twee.naam,
    ):
        assert geheim not in pagina
    assert "Eigendam" in wereld.als(wereld.een).get("/vragen").text


def test_de_vrager_krijgt_een_bericht_als_het_antwoord_er_is(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag)
    wereld.publiceer(vraag)
    (bericht,) = db.session.scalars(select(Bericht)).all()
    assert (bericht.gm_code, bericht.object_id) == (wereld.eigen, "proef-2023")
    assert GEHEIM in bericht.tekst
    ontvangers = db.session.scalars(select(Bezorging.gebruiker_id)).all()
    assert ontvangers == [wereld.vrager.id]


def test_wie_het_antwoord_schreef_publiceert_het_niet(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag, door=wereld.een)
    with pytest.raises(NietBevoegd, match="zelf geschreven"):
        wereld.publiceer(vraag, door=wereld.een)
    with pytest.raises(IntegrityError), schrijfgrens():
        db.session.execute(
            update(Tranchevraag).values(gepubliceerd_op=START + UUR, gepubliceerd_door_id=wereld.een.id)
        )
    assert "zelf geschreven" in wereld.als(wereld.een).post(
        f"/vragen/{vraag.kenmerk}/publiceren", data={"gezien": (START + UUR).isoformat()}
    ).text  # fmt: skip
    wereld.publiceer(vraag, door=wereld.twee)


def test_niemand_publiceert_wat_hij_niet_las(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag, door=wereld.een)
    gelezen = vraag.beantwoord_op
    wereld.beantwoord(vraag, door=wereld.drie, antwoord="Toch iets anders.", op=START + 2 * UUR)
    with pytest.raises(Domeinfout, match="intussen gewijzigd"), schrijfgrens():
        vraagservice.publiceer(vraag, gezien_op=gelezen, door=wereld.twee, nu=START + 3 * UUR)
    with pytest.raises(Domeinfout, match="intussen gewijzigd"):
        wereld.beantwoord(vraag, gezien_op=gelezen)
    db.session.expire_all()
    assert vraag.antwoord == "Toch iets anders."
    antwoord = wereld.als(wereld.twee).post(
        f"/vragen/{vraag.kenmerk}/publiceren", data={"gezien": "gisteren"}
    )
    assert antwoord.status_code == 422


def test_een_gepubliceerd_antwoord_verandert_niet_maar_wordt_vervangen(wereld: Wereld) -> None:
    oud = wereld.stel()
    with pytest.raises(Domeinfout, match="nog niet gepubliceerd"), schrijfgrens():
        vraagservice.begin_correctie(oud, door=wereld.een, nu=START)
    wereld.beantwoord(oud)
    wereld.publiceer(oud)
    with pytest.raises(Domeinfout, match="verandert niet meer"):
        wereld.beantwoord(oud, antwoord="Stiekem iets anders.")
    with schrijfgrens():
        nieuw = vraagservice.begin_correctie(oud, door=wereld.een, nu=START + 3 * UUR)
    with pytest.raises(Domeinfout, match="al een verbetering"), schrijfgrens():
        vraagservice.begin_correctie(oud, door=wereld.twee, nu=START + 3 * UUR)
    wereld.beantwoord(nieuw, antwoord="Nee, toch niet.", op=START + 4 * UUR)
    voor = wereld.openbaar()
    assert "vervangen" not in voor
    assert "Nee, toch niet." not in voor
    wereld.publiceer(nieuw, op=START + 5 * UUR)
    na = wereld.openbaar()
    assert na.index("Nee, toch niet.") < na.index(GEHEIM)
    assert "Dit antwoord geldt niet meer" in na
    assert f'id="v-{oud.kenmerk}"' in na


def test_een_andere_gemeente_ziet_een_404(wereld: Wereld) -> None:
    vraag = wereld.stel()
    client = wereld.als(wereld.buur)
    adressen = [
        f"/vragen/{kenmerk}" for kenmerk in (vraag.kenmerk, "0" * 32, "bestaat-niet", "%07", "😀" * 32)
    ]
    antwoorden = [client.get(adres) for adres in adressen]
    assert {een.status_code for een in antwoorden} == {404}
    assert vraag.vraag not in client.get("/vragen").text
    with pytest.raises(NietGevonden):
        vraagservice.zoek_op_kenmerk(vraag.kenmerk, voor=kijker_van(wereld.buur, nu=START))
    assert wereld.als(wereld.vrager).get(f"/vragen/{vraag.kenmerk}").status_code == 200
    assert wereld.als(wereld.auditor).get(f"/vragen/{vraag.kenmerk}").status_code == 200


def test_namens_een_andere_gemeente_stelt_niemand_een_vraag(wereld: Wereld) -> None:
    with pytest.raises(NietBevoegd):
        wereld.stel(gm_code=wereld.ander)
    with pytest.raises(NietBevoegd):
        wereld.stel(gm_code=None)
    with pytest.raises(NietBevoegd):
        wereld.stel(door=wereld.een)
    assert wereld.stel(door=wereld.een, gm_code=None).gm_code is None


def test_over_een_gesloten_tranche_stelt_niemand_meer_een_vraag(wereld: Wereld) -> None:
    with schrijfgrens():
        wereld.tranche = rijen.tranche(status="gesloten")
    with pytest.raises(Domeinfout, match="gesloten"):
        wereld.stel()


def test_tweemaal_versturen_is_een_vraag(wereld: Wereld) -> None:
    client = wereld.als(wereld.vrager)
    velden = {"tranche": "proef-2023", "onderwerp": "huur", "vraag": "Hoe hoog mag de huur zijn?"}
    assert client.post("/vragen/stellen", data=velden).status_code == 302
    nogmaals = client.post("/vragen/stellen", data=velden)
    assert (nogmaals.status_code, "al gesteld" in nogmaals.text) == (422, True)
    assert len(db.session.scalars(select(Tranchevraag)).all()) == 1


SLECHT = ["", "   ", "\N{ZERO WIDTH SPACE}", "bel\a", "om\N{RIGHT-TO-LEFT OVERRIDE}gekeerd", "x" * 2_001]


def test_slechte_invoer_krijgt_een_melding_bij_het_veld_en_bewaart_niets(wereld: Wereld) -> None:
    client = wereld.als(wereld.vrager)
    for tekst in SLECHT:
        velden = {"tranche": "proef-2023", "onderwerp": "huur", "vraag": tekst}
        antwoord = client.post("/vragen/stellen", data=velden)
        assert (antwoord.status_code, 'id="vraag-fout"' in antwoord.text) == (422, True), tekst[:20]
        with pytest.raises(OngeldigeInvoer) as fout:
            wereld.stel(tekst)
        assert [gebrek.waar for gebrek in fout.value.gebreken] == ["vraag"]
    assert db.session.scalars(select(Tranchevraag)).all() == []


def test_een_verzonnen_keuze_wordt_niet_aangenomen(wereld: Wereld) -> None:
    client = wereld.als(wereld.vrager)
    goed = {"tranche": "proef-2023", "onderwerp": "huur", "vraag": "Hoe hoog?"}
    for velden in (
        {},
        goed | {"tranche": "bestaat-niet"},
        goed | {"onderwerp": "iets"},
        goed | {"tranche": "😀"},
    ):
        assert client.post("/vragen/stellen", data=velden).status_code == 422
    assert db.session.scalars(select(Tranchevraag)).all() == []
    # A municipality in a hidden field is not read where there is only one to choose.
    assert client.post("/vragen/stellen", data=goed | {"gemeente": wereld.ander}).status_code == 302
    assert db.session.scalars(select(Tranchevraag.gm_code)).all() == [wereld.eigen]


def test_opmaak_en_emoji_in_een_antwoord_blijven_tekst(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag, antwoord="<script>alert(1)</script> 🏠 {{ 7*7 }}\n\n=cmd|x")
    wereld.publiceer(vraag)
    pagina = wereld.openbaar()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🏠 {{ 7*7 }}" in pagina


def test_zoeken_vindt_alleen_wat_is_gepubliceerd(wereld: Wereld) -> None:
    een, twee = wereld.stel("Eerste vraag"), wereld.stel("Tweede vraag")
    wereld.beantwoord(een, antwoord="Een kamer telt mee.")
    wereld.publiceer(een)
    wereld.beantwoord(twee, antwoord="Een kamer in de haven.", vraag_openbaar="Haven?")
    assert "Een kamer telt mee." in wereld.openbaar(zoek="?zoek=KAMER")
    assert "Geen antwoorden gevonden" in wereld.openbaar(zoek="?zoek=haven")
    assert "Geen antwoorden gevonden" in wereld.openbaar(zoek="?zoek=loods&onderwerp=huur")
    assert "Niet alles in het adres klopt" in wereld.openbaar(zoek="?zoek=%07&gek=1&pagina=9")


def test_elke_stap_staat_in_het_spoor_zonder_wie_er_vroeg_in_de_publicatie(wereld: Wereld) -> None:
    vraag = wereld.stel()
    wereld.beantwoord(vraag)
    wereld.publiceer(vraag)
    stappen = db.session.scalars(
        select(Gebeurtenis).where(Gebeurtenis.object_id == vraag.kenmerk).order_by(Gebeurtenis.volgnummer)
    ).all()
    assert [een.soort.partition(":")[2] for een in stappen] == ["gesteld", "beantwoord", "gepubliceerd"]
    assert vraagservice.sha256_van(vraag) in stappen[-1].gegevens


@pytest.mark.parametrize("wie", ["vrager", "een"])
def test_een_langere_lijst_vraagt_niet_meer_van_de_database(wereld: Wereld, wie: str) -> None:
    client = wereld.als(getattr(wereld, wie))

    def hoeveel() -> int:
        with geteld() as vragen:
            assert client.get("/vragen").status_code == 200
            assert client.get("/openbaar/proef-2023/vragen").status_code == 200
        return len(vragen)

    een = wereld.stel("Vraag 0")
    wereld.beantwoord(een)
    wereld.publiceer(een)
    eerst = hoeveel()
    for nummer in range(1, 6):
        nog_een = wereld.stel(f"Vraag {nummer}")
        wereld.beantwoord(nog_een)
        wereld.publiceer(nog_een)
    assert hoeveel() == eerst


def test_een_moment_is_bewust(wereld: Wereld) -> None:
    assert wereld.stel().gesteld_op.tzinfo is UTC
