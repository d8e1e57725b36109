"""Metadata that any program can read, whatever people typed in the name of a file or a project."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

from subsidie.verantwoording.mdto import Bewaring, Informatieobject, Verwijzing, informatieobject


def test_tekens_die_in_xml_niet_bestaan_maken_een_bestand_niet_onleesbaar() -> None:
    wat = Informatieobject(
        Verwijzing("Plan\ufffe <&> \x0bZuid\U0001f3e0", "A-1"), "Dossier", "omschrijving", "bron", "archiefvormer",
        Bewaring(20, "besluit", None, "lijst"),
    )  # fmt: skip
    (een,) = fromstring(informatieobject(wat))  # noqa: S314 - what the program itself made
    assert [deel.text for deel in een if deel.tag.endswith("naam")] == ["Plan\ufffd <&> \ufffdZuid\U0001f3e0"]
