"""The form of the import page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from subsidie.aanvragen.bronbestand import HOOGSTE_BESTAND
from subsidie.tranches.models import Tranche

WERKMAP_BEGINT_MET: Final = b"PK"
"""An XLSX is a zip file, whatever its name says."""


class Importformulier(FlaskForm):
    """A tranche, and one workbook or two CSV files; what a file is follows from what is in it."""

    tranche = SelectField("Tranche", validators=[InputRequired("Kies een tranche.")], validate_choice=True)
    bestand = FileField(
        "Bestand met aanvragen",
        description="Een werkmap (XLSX) met de bladen aanvragen en woonruimten, of een CSV-bestand met de aanvragen.",
        validators=[FileRequired("Kies een bestand.")],
    )
    woonruimten = FileField(
        "Bestand met woonruimten",
        description="Alleen bij een CSV-bestand. In een werkmap staan de woonruimten al.",
        validators=[Optional()],
    )
    gecontroleerd = HiddenField(validators=[Optional(), Length(max=200)])
    """Which files were found right just now, so that it is these that are imported."""

    def kies_uit(self, tranches: Sequence[Tranche]) -> None:
        """Offer these tranches."""
        self.tranche.choices = [
            ("", "Kies een tranche"),
            *((tranche.code, f"{tranche.naam} ({tranche.status})") for tranche in tranches),
        ]

    def lees(self) -> list[tuple[str, bytes]] | None:
        """The names and contents of the files, at most one byte more than allowed of each.

        ``None``, with an error at the field, when the two do not go together.
        """
        eerste = _inhoud(self.bestand.data)
        tweede = _inhoud(self.woonruimten.data) if self.woonruimten.data else None
        if not eerste:
            self.bestand.errors = ["Dit bestand is leeg. Kies een ander bestand."]
            return None
        if eerste.startswith(WERKMAP_BEGINT_MET):
            if tweede is not None:
                self.woonruimten.errors = [
                    "U koos een werkmap: daar staan de woonruimten al in. Haal dit tweede bestand weg."
                ]
                return None
            return [("werkmap", eerste)]
        if tweede is None:
            self.woonruimten.errors = [
                "Bij een CSV-bestand met aanvragen hoort een CSV-bestand met woonruimten. Kies dat ook."
            ]
            return None
        return [("aanvragen", eerste), ("woonruimten", tweede)]


def _inhoud(bestand: FileStorage) -> bytes:
    return bestand.stream.read(HOOGSTE_BESTAND + 1)
