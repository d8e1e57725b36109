"""Forms of a settlement, and of claims: receipts, arrangements, interest."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from subsidie.accounts.forms import Formulier
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.kern.tijd import lees_datum

_DAG = "Vul een datum in, bijvoorbeeld 1-9-2028."


class Stapformulier(Formulier):
    """A step of a settlement; ``stap``: which one the person saw."""

    stap = HiddenField()


class Berekenformulier(Stapformulier):
    """Fixing the sum; the reason is asked only where there is no final account."""

    zonder_sisa = TextAreaField(
        "Waarom stelt u vast zonder eindverantwoording?",
        description="Er is geen SiSa-regel met Eindverantwoording = Ja. Wat u hier schrijft, wordt vastgelegd.",
    )  # fmt: skip


class Zienswijzeformulier(Stapformulier):
    """What the letter says beside the sum, and until when a view can be given."""

    toelichting = TextAreaField(
        "Wat wilt u toevoegen aan de brief?", validators=[Optional()],
        description="De berekening staat er al in. Dit mag leeg blijven.",
    )  # fmt: skip
    termijn_tot = DateField("Laatste dag voor de zienswijze", validators=[InputRequired(_DAG)])


class Besluitformulier(Stapformulier):
    """The words of the decision beside the sum."""

    reactie = TextAreaField(
        "Wat heeft u met de zienswijze gedaan?", validators=[Optional()],
        description="Dit komt in de brief, onder wat de gemeente schreef.",
    )  # fmt: skip
    toelichting = TextAreaField(
        "Wat wilt u toevoegen aan de brief?", validators=[Optional()],
        description="De berekening staat er al in. Dit mag leeg blijven.",
    )  # fmt: skip


class Terugvorderformulier(Stapformulier):
    """The words of the recovery beside the sum."""

    toelichting = TextAreaField(
        "Wat wilt u toevoegen aan de brief?", validators=[Optional()],
        description="De berekening, de termijn en het bezwaar staan er al in. Dit mag leeg blijven.",
    )  # fmt: skip


class Ontvangstformulier(Formulier):
    """One receipt."""

    bedrag = StringField("Bedrag in euro’s", validators=[InputRequired("Vul het bedrag in.")])
    ontvangen_op = DateField("Ontvangen op", validators=[InputRequired(_DAG)])
    omschrijving = StringField(
        "Waaraan herkent u de betaling?",
        validators=[InputRequired("Schrijf waaraan u de betaling herkent.")],
        description="Bijvoorbeeld de omschrijving op het afschrift.",
    )

    @property
    def cent(self) -> int:
        """The amount. Raises ``OngeldigeInvoer`` at ``bedrag``."""
        return lees_euro(self.bedrag.data or "", waar="bedrag")


class Renteformulier(Formulier):
    """Until when interest is set."""

    tot = DateField("Rente tot en met", validators=[InputRequired(_DAG)])
    toelichting = TextAreaField(
        "Wat wilt u toevoegen aan de brief?", validators=[Optional()],
        description="De berekening, de betaaltermijn en het bezwaar staan er al in. Dit mag leeg blijven.",
    )  # fmt: skip


class Regelingformulier(Formulier):
    """Instalments, one a line: easy to type without JavaScript, and easy to paste."""

    termijnen = TextAreaField(
        "Termijnen", validators=[InputRequired("Vul ten minste één termijn in.")],
        description="Elke termijn op een eigen regel: de datum, een spatie en het bedrag. Bijvoorbeeld: 1-9-2028 "
        "12.500,00",
    )  # fmt: skip
    toelichting = TextAreaField(
        "Waarom geeft u uitstel?", validators=[Optional()],
        description="Dit komt in de brief, bijvoorbeeld wat de gemeente vroeg. Dit mag leeg blijven.",
    )  # fmt: skip

    def lees(self) -> list[tuple[int, date]]:
        """The instalments (cents, last day). Raises ``OngeldigeInvoer`` with the lines that are wrong."""
        gevonden: list[tuple[int, date]] = []
        gebreken: list[Gebrek] = []
        regels = [regel.strip() for regel in (self.termijnen.data or "").splitlines()]
        for nummer, regel in enumerate(regels, start=1):
            if not regel:
                continue
            dag, _, bedrag = regel.partition(" ")
            try:
                gevonden.append((lees_euro(bedrag), _dag(dag)))
            except (OngeldigeInvoer, ValueError) as fout:
                melding = (
                    fout.gebreken[0].melding if isinstance(fout, OngeldigeInvoer) else "Dit is geen datum."
                )
                gebreken.append(Gebrek("termijnen", f"Regel {nummer}: {melding}"))
        if gebreken:
            raise OngeldigeInvoer(gebreken[:10])
        return gevonden


class Terugneemformulier(Formulier):
    """Why a decision that was drawn up is taken back."""

    reden = TextAreaField("Waarom neemt u dit terug?", validators=[InputRequired("Schrijf waarom.")])


class Bestandformulier(Formulier):
    """A file with receipts."""

    bestand: Any = FileField(
        "Bestand met ontvangsten", validators=[FileRequired("Kies een bestand.")],
        description="XLSX (met een blad ‘ontvangsten’) of CSV, met de kolommen vordering, bedrag, ontvangen_op en "
        "omschrijving.",
    )  # fmt: skip


def _dag(tekst: str) -> date:
    """``1-9-2028`` or ``2028-09-01``. Raises ``ValueError`` or ``OngeldigeInvoer``."""
    delen = tekst.replace("/", "-").split("-")
    if len(delen) == 3 and len(delen[2]) == 4 and all(deel.isdecimal() for deel in delen):
        return date(int(delen[2]), int(delen[1]), int(delen[0]))
    return lees_datum(tekst)
