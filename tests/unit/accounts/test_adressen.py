"""Which address one goes to after logging in, which e-mail address is one, and from where a try comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.accounts.inlogsessie import veilig
from subsidie.accounts.namen import gebreken_van_adres, gebreken_van_tekst, normaal_adres, normale_tekst
from subsidie.accounts.pogingen import _netwerk


@pytest.mark.parametrize(
    "adres", ["/", "/vandaag", "/aanvragen?zoek=a%20b&pagina=2", "/openbaar/rha-2023", "/é"]
)
def test_een_pad_van_deze_site_mag(adres: str) -> None:
    assert veilig(adres) == adres


@pytest.mark.parametrize(
    "adres",
    [
        None, "", "vandaag", "https://elders.example", "//elders.example", "///elders.example", "/\\elders.example",
        "\\\\elders.example", "/\t/elders.example", "/\n/elders.example", " //elders.example", "/ /elders.example",
        "javascript:alert(1)", "data:text/html,x", "/a b", "/\x00", "/\x85/elders.example", "http:elders.example",
        "/" + "a" * 2000, "//[::1", "/\u00a0/x",
    ],
)  # fmt: skip
def test_alles_wat_naar_een_andere_site_kan_leiden_mag_niet(adres: str | None) -> None:
    assert veilig(adres) is None


@given(st.text(max_size=60))
def test_wat_mag_begint_met_een_enkele_schuine_streep(adres: str) -> None:
    goed = veilig(adres)
    if goed is not None:
        assert goed == adres
        assert goed.startswith("/")
        assert not goed.startswith(("//", "/\\"))
        assert not any(ord(teken) <= 32 for teken in goed)


@pytest.mark.parametrize(
    "email", ["a@b.nl", "s.de.wit+rha@sub.gemeente.nl", "x_y-z@voorbeeld.invalid", "o'neill@gemeente.nl"]
)
def test_een_gewoon_adres_is_een_adres(email: str) -> None:
    assert gebreken_van_adres(email) == []


@pytest.mark.parametrize(
    "email",
    [
        "", "x", "x@", "@x.nl", "x@nl", "x y@gemeente.nl", "x@gemeente..nl", ".x@gemeente.nl", "x@-gemeente.nl",
        "x@gemeente.nl\nBcc: y@z.nl", "x@gem\u00e9ente.nl", "\u0430nna@gemeente.nl", "x@gemeente.nl\u202e",
        "a" * 65 + "@b.nl", "a@" + "b" * 64 + ".nl", "a@" + "b." * 130 + "nl", "X@GEMEENTE.NL",
    ],
)  # fmt: skip
def test_wat_geen_adres_is_of_op_een_ander_lijkt_wordt_geweigerd(email: str) -> None:
    assert len(gebreken_van_adres(email)) == 1


@given(st.text(max_size=40))
def test_een_adres_wordt_op_een_manier_bewaard(email: str) -> None:
    bewaard = normaal_adres(email)
    if not gebreken_van_adres(bewaard):
        assert normaal_adres(bewaard) == bewaard
        assert normaal_adres(f"  {email.upper()} ") == normaal_adres(email.upper())


def test_een_naam_wordt_op_een_manier_bewaard() -> None:
    assert normale_tekst("  Zoe\u0308   de\tWit\n") == "Zo\u00eb de Wit"


@pytest.mark.parametrize(
    ("herkomst", "netwerk"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_een_heel_netwerk_telt_als_een_plaats(herkomst: str, netwerk: str) -> None:
    assert _netwerk(herkomst) == netwerk


@pytest.mark.parametrize("naam", ["Łukasz Đỗ", "Zoë d’Ancona-Şahin", "Στέλλα", "AT&T", "&#x6f22;"])
def test_een_naam_die_in_een_brief_past_is_goed(naam: str) -> None:
    assert gebreken_van_tekst(naam, "naam", wat="een naam") == []


@pytest.mark.parametrize("naam", ["漢 Wang", "Postbus 1 😀", "مرحبا"])
def test_een_naam_die_geen_brief_kan_tonen_wordt_geweigerd(naam: str) -> None:
    """A letter keeps its values for ever: with such a name it could never be made, nor could any other."""
    (gebrek,) = gebreken_van_tekst(naam, "naam", wat="een naam")
    assert gebrek.waar == "naam"
    assert "Dit kan niet in een brief" in gebrek.melding
