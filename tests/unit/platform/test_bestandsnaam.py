"""The name of a file is a label: nothing in it leads anywhere, hides anything, or breaks a disk."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.platform.bestandsnaam import extensie_van, veilige_bestandsnaam


@pytest.mark.parametrize(
    ("naam", "veilig"),
    [
        ("Begroting 2026.xlsx", "Begroting 2026.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jan\\plan.pdf", "plan.pdf"),
        ("plan\0.pdf", "plan.pdf"),
        ("plan\r\nX-Kop: 1.pdf", "plan X-Kop_ 1.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("", "bestand"),
        (" .. ", "bestand"),
        (".pdf", "bestand.pdf"),
        ("wat? <b>“plan”</b>.docx", "b_.docx"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
        ("\ud800x.pdf", "x.pdf"),
        ("📄 plan.pdf", "📄 plan.pdf"),
    ],
)
def test_een_naam_wordt_veilig_zonder_zijn_betekenis_te_verliezen(naam: str, veilig: str) -> None:
    assert veilige_bestandsnaam(naam) == veilig


def test_een_lange_naam_houdt_zijn_einde() -> None:
    assert veilige_bestandsnaam("a" * 500 + ".pdf") == "a" * 116 + ".pdf"
    assert veilige_bestandsnaam("📄" * 500 + ".pdf").endswith("📄.pdf")


def test_het_einde_past_bij_de_soort() -> None:
    assert veilige_bestandsnaam("foto", extensies=("jpg", "jpeg")) == "foto.jpg"
    assert veilige_bestandsnaam("foto.JPEG", extensies=("jpg", "jpeg")) == "foto.jpeg"
    assert veilige_bestandsnaam("plan v1.2", extensies=("pdf",)) == "plan v1.2.pdf"
    assert extensie_van("plan v1.2") == ""


@given(st.text(max_size=300))
def test_geen_enkele_naam_is_gevaarlijk(naam: str) -> None:
    veilig = veilige_bestandsnaam(naam, extensies=("pdf",))
    assert 5 <= len(veilig) <= 120
    assert len(veilig.encode()) <= 255
    assert veilig.endswith(".pdf")
    assert not set(veilig) & set('/\\<>:"|?*\n\r\t\0')
    assert all(unicodedata.category(teken) not in {"Cc", "Cf", "Cs"} for teken in veilig)
    assert veilige_bestandsnaam(veilig, extensies=("pdf",)) == veilig
