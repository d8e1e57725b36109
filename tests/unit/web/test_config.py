"""The settings are right from the start, or the program says what is wrong with them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from subsidie.config import VAR, Configuratiefout, Omgeving, lees_instellingen, lees_sleutelbestand
from subsidie.web.app import maak_app

URL = "SUBSIDIE_DATABASE_URL"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://gebruiker@server:poort/subsidie",
        "postgresql://gebruiker@server:/x:y/subsidie",
        "postgresql://[::1/subsidie",
        "geen url",
    ],
)
def test_een_url_die_niet_klopt_geeft_een_melding_met_een_voorbeeld(url: str) -> None:
    try:
        lees_instellingen({URL: url})
    except Configuratiefout as fout:
        assert [gebrek.waar for gebrek in fout.gebreken] == [URL]
    else:
        pytest.fail(f"{url} is geaccepteerd")


def test_een_verkeerd_getypt_pad_maakt_geen_mappen(tmp_path: Path) -> None:
    with pytest.raises(Configuratiefout, match=rf"de map {tmp_path}/vra bestaat niet"):
        maak_app({URL: f"sqlite:///{tmp_path}/vra/subsidie.db"})
    assert list(tmp_path.iterdir()) == []


def test_een_map_is_geen_database(tmp_path: Path) -> None:
    with pytest.raises(Configuratiefout, match="is een map"):
        lees_instellingen({URL: f"sqlite:///{tmp_path}"})


def test_een_los_pad_telt_vanaf_de_map_waarin_u_werkt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert lees_instellingen({URL: "sqlite:///mijn.db"}).database_url == f"sqlite:///{tmp_path}/mijn.db"


@pytest.mark.parametrize("is_er_al", [False, True])
def test_alleen_de_gewone_map_maakt_het_programma_zelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_er_al: bool
) -> None:
    gewoon = tmp_path / "var"
    if is_er_al:
        gewoon.mkdir()
    assert lees_instellingen({}).database_url == f"sqlite:///{VAR}/subsidie.db"
    monkeypatch.setattr("subsidie.config.VAR", gewoon)
    monkeypatch.setattr("subsidie.web.app.VAR", gewoon)
    maak_app({})
    assert gewoon.is_dir()


OMGEVING, ADRES, PROXIES = "SUBSIDIE_OMGEVING", "SUBSIDIE_ADRES", "SUBSIDIE_PROXIES"


def test_zonder_instelling_is_het_programma_op_zijn_strengst() -> None:
    instellingen = lees_instellingen({})
    assert instellingen.omgeving is Omgeving.PRODUCTIE
    assert instellingen.https
    assert (instellingen.adres, instellingen.proxies, instellingen.geheime_sleutel) == (None, 0, None)


@pytest.mark.parametrize("omgeving", ["demo", "ontwikkeling"])
def test_alleen_productie_eist_https(omgeving: str) -> None:
    assert not lees_instellingen({OMGEVING: omgeving}).https


@pytest.mark.parametrize(
    ("instelling", "waarde"),
    [
        (OMGEVING, "test"),
        (OMGEVING, "Productie"),
        (ADRES, "loket.example.nl"),
        (ADRES, "http://loket.example.nl"),
        (ADRES, "https://"),
        (ADRES, "https://loket.example.nl/pad"),
        (ADRES, "https://loket.example.nl?x=1"),
        (ADRES, "https://loket.example.nl#x"),
        (ADRES, "https://iemand:geheim@loket.example.nl"),
        (ADRES, "https://loket.example.nl:poort"),
        (ADRES, "https://[::1"),
        (ADRES, "javascript:alert(1)"),
        (PROXIES, "-1"),
        (PROXIES, "6"),
        (PROXIES, "een"),
        (PROXIES, "²"),
        ("SUBSIDIE_WERKERS", "0"),
        ("SUBSIDIE_GEHEIME_SLEUTEL", "te kort"),
    ],
)
def test_een_instelling_die_niet_kan_wordt_genoemd(instelling: str, waarde: str) -> None:
    with pytest.raises(Configuratiefout) as fout:
        lees_instellingen({instelling: waarde})
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [instelling]


def test_alle_fouten_in_de_instellingen_worden_ineens_genoemd() -> None:
    with pytest.raises(Configuratiefout) as fout:
        lees_instellingen({OMGEVING: "x", ADRES: "x", PROXIES: "x"})
    assert {gebrek.waar for gebrek in fout.value.gebreken} == {OMGEVING, ADRES, PROXIES}


@pytest.mark.parametrize(
    ("adres", "gelezen"),
    [
        ("https://loket.example.nl/", "https://loket.example.nl"),
        ("https://Loket.Example.nl:8443", "https://loket.example.nl:8443"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_een_adres_wordt_op_een_manier_gelezen(adres: str, gelezen: str) -> None:
    assert lees_instellingen({ADRES: adres}).adres == gelezen


def test_een_ontwikkelaar_mag_een_adres_zonder_https() -> None:
    assert lees_instellingen({OMGEVING: "ontwikkeling", ADRES: "http://localhost:8000"}).adres


def test_de_sleutel_wordt_een_keer_gemaakt_en_is_alleen_voor_de_eigenaar(tmp_path: Path) -> None:
    bestand = tmp_path / "map" / "sleutel"
    eerste = lees_sleutelbestand(bestand)
    assert len(eerste) >= 64
    assert lees_sleutelbestand(bestand) == eerste
    assert bestand.stat().st_mode & 0o077 == 0
    assert [pad.name for pad in bestand.parent.iterdir()] == ["sleutel"]


def test_processen_die_samen_beginnen_krijgen_dezelfde_sleutel(tmp_path: Path) -> None:
    bestand, start = tmp_path / "sleutel", threading.Barrier(8)
    sleutels: list[str] = []

    def begin() -> None:
        start.wait()
        sleutels.append(lees_sleutelbestand(bestand))

    draden = [threading.Thread(target=begin) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(sleutels) == 8
    assert len(set(sleutels)) == 1


@pytest.mark.parametrize("inhoud", [b"", b"kort", b"\xff" * 64])
def test_een_sleutelbestand_dat_geen_sleutel_is_wordt_genoemd(tmp_path: Path, inhoud: bytes) -> None:
    bestand = tmp_path / "sleutel"
    bestand.write_bytes(inhoud)
    with pytest.raises(Configuratiefout, match="sleutel"):
        lees_sleutelbestand(bestand)


def test_een_sleutelbestand_dat_er_niet_kan_komen_wordt_genoemd(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(Configuratiefout, match="SUBSIDIE_GEHEIME_SLEUTEL: is niet gezet"):
        lees_sleutelbestand(tmp_path / "bestand" / "sleutel")


def test_de_wachtrij_staat_naast_de_database_of_waar_de_instelling_zegt(tmp_path: Path) -> None:
    url = {URL: f"sqlite:///{tmp_path}/s.db"}
    assert lees_instellingen(url).taken == f"sqlite:///{tmp_path}/s.db.taken"
    assert lees_instellingen({URL: "postgresql://x@y/z"}).taken == f"sqlite:///{VAR / 'taken.db'}"
    for keuze in ("geen", f"sqlite:///{tmp_path}/t.db", "postgresql://u:p@server/taken"):
        assert lees_instellingen({**url, "SUBSIDIE_TAKEN": keuze}).taken == keuze
    for fout in (
        f"sqlite:///{tmp_path}/s.db",
        f"sqlite:///{tmp_path}/weg/t.db",
        "sqlite://",
        "redis://x",
        "onzin",
    ):
        with pytest.raises(Configuratiefout, match="SUBSIDIE_TAKEN"):
            lees_instellingen({**url, "SUBSIDIE_TAKEN": fout})


def test_een_aanvraag_kan_minstens_een_bijlage_van_de_grootste_maat_hebben() -> None:
    gewoon = lees_instellingen({})
    assert (gewoon.bijlage_bytes, gewoon.bijlagen_totaal_bytes) == (25 * 1024**2, 100 * 1024**2)
    assert lees_instellingen({"SUBSIDIE_BIJLAGE_MB": "200"}).bijlagen_totaal_bytes == 200 * 1024**2
    for fout in (
        {"SUBSIDIE_BIJLAGEN_TOTAAL_MB": "10"},
        {"SUBSIDIE_BIJLAGE_MB": "0"},
        {"SUBSIDIE_BIJLAGE_MB": "1e3"},
    ):
        with pytest.raises(Configuratiefout, match="SUBSIDIE_BIJLAGE"):
            lees_instellingen(fout)


def test_de_demo_heeft_een_afzender_en_geen_mailserver() -> None:
    demo = lees_instellingen({"SUBSIDIE_OMGEVING": "demo"})
    assert (demo.smtp, demo.afzender) == (None, "noreply@voorbeeld.invalid")
