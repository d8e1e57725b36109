"""Forms of who handles applications: asking to supplement, and finding complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, NumberRange, Optional, StopValidation
from wtforms.widgets import HiddenInput

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN
from subsidie.accounts.forms import Formulier
from subsidie.beoordeling.aanvulling_vragen import HOOGSTENS_PUNTEN, Puntinvoer
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer

GEEN_DAG: Final = "Dit is geen dag. Schrijf het zo: 2026-07-31."


class _Dag(Optional):
    """A day that may be absent; what is no day gets one sentence, in Dutch."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None and any(str(deel).strip() for deel in field.raw_data or ()):
            field.errors.clear()
            raise StopValidation(GEEN_DAG)
        super().__call__(form, field)


class Puntvelden(Form):
    """One point of a request."""

    deel = SelectField(
        "Onderdeel",
        choices=[SelectChoice(deel.value, naam) for deel, naam in DEELNAMEN.items()],
        validate_choice=False,  # that sentence is in English here
        validators=[AnyOf(list(DEELNAMEN), "Kies een onderdeel.")],
    )
    vraag = TextAreaField("Wat vraagt u?", validators=[InputRequired("Schrijf wat u vraagt.")])
    raakt_volledigheid = BooleanField("Zonder dit is de aanvraag niet volledig")


class Punten(FieldList):
    """A list of which the places come from a browser: one that is no small number is not asked for."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        vorm = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,3}})-.*")
        for naam in formdata:
            if (gevonden := vorm.fullmatch(naam)) is not None:
                yield int(gevonden[1])


class Aanvulformulier(Formulier):
    """A request to supplement: its points, the term and what stands above them."""

    punten = Punten(FormField(Puntvelden, label="Punt"), min_entries=1, max_entries=HOOGSTENS_PUNTEN)
    toelichting = TextAreaField(
        "Toelichting bij het verzoek",
        validators=[Optional()],
        description="Komt boven de vragen in de brief.",
    )
    termijn_tot = DateField(
        "Laatste dag om aan te vullen",
        validators=[_Dag()],
        description="Laat u dit leeg, dan geldt de termijn van de tranche.",
    )

    def als_punten(self) -> list[Puntinvoer]:
        """What is asked; a part that is none of ours cannot come through validation."""
        return [
            Puntinvoer(
                Aanvraagdeel(punt.form.deel.data),
                punt.form.vraag.data or "",
                punt.form.raakt_volledigheid.data,
            )
            for punt in self.punten
        ]

    def vraag(self, punten: Sequence[Puntinvoer]) -> None:
        """Fill in these points instead of an empty one; nothing changes when there are none."""
        if not punten:
            return
        while self.punten.entries:
            self.punten.pop_entry()
        for punt in punten[:HOOGSTENS_PUNTEN]:
            self.punten.append_entry(
                {
                    "deel": punt.deel.value,
                    "vraag": punt.vraag,
                    "raakt_volledigheid": punt.raakt_volledigheid,
                }
            )

    def verwijder(self, plaats: int) -> None:
        """Take away one point; the last one stays."""
        if 0 <= plaats < len(self.punten.entries) and len(self.punten.entries) > 1:
            del self.punten.entries[plaats]

    def hernummer(self) -> None:
        """Call each point by its place in the list."""
        for nummer, punt in enumerate(self.punten.entries, start=1):
            punt.label.text = f"Punt {nummer}"

    def toon(self, fout: Domeinfout) -> None:
        """As ``Formulier.toon``; what stands at ``punt-1`` is shown at the question of the first point."""
        rest = []
        for gebrek in fout.gebreken if isinstance(fout, OngeldigeInvoer) else ():
            soort, _, nummer = gebrek.waar.partition("-")
            if soort == "punt" and nummer.isdecimal() and 1 <= int(nummer) <= len(self.punten.entries):
                vraag = self.punten.entries[int(nummer) - 1].form.vraag
                vraag.errors = [*vraag.errors, gebrek.melding]
                self.punten.errors = [*self.punten.errors, {"vraag": [gebrek.melding]}]
            else:
                rest.append(gebrek)
        if not isinstance(fout, OngeldigeInvoer):
            super().toon(fout)
        elif rest:
            super().toon(OngeldigeInvoer(rest))


class Volledigheidsformulier(Formulier):
    """The judgement of a person that the application is complete."""

    gezien_versie = IntegerField(
        widget=HiddenInput(),
        validators=[InputRequired("Open deze pagina opnieuw."), NumberRange(1, 2**31 - 1)],
    )
    oordeel = BooleanField(
        "Ik heb de aanvraag bekeken. De gegevens zijn genoeg om haar te beoordelen.",
        validators=[InputRequired("Zet hier een vinkje als de aanvraag volledig is.")],
    )
