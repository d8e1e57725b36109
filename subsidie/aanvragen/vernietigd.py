"""Whether the files of an application were destroyed when their retention period was over, and by which decision."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.db import db

STUKKEN_VERNIETIGD: Final = "aanvraag:stukken_vernietigd"
"""The event in which a list for destruction was carried out for one application."""


def waarom_vernietigd(aanvraag: Aanvraag, naam: str) -> str:
    """Why the file called ``naam`` is not there any more, in plain Dutch; empty when nothing was destroyed.

    From the trail: it names the day and the list, whatever becomes of that list. The rows of files stay, so that what
    was filed can always be told (Archiefwet 1995, art. 3 and 5).
    """
    gebeurd = db.session.scalar(
        select(Gebeurtenis)
        .where(
            Gebeurtenis.object_soort == "aanvraag", Gebeurtenis.object_id == aanvraag.nummer,
            Gebeurtenis.soort == STUKKEN_VERNIETIGD,
        )
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(1)
    )  # fmt: skip
    if gebeurd is None:
        return ""
    dag = datum_nl(dag_in_amsterdam(gebeurd.moment))
    lijst = json.loads(gebeurd.gegevens)["lijst"]
    return (
        f"‘{naam}’ is vernietigd op {dag}, volgens vernietigingslijst {lijst}. De bewaartermijn van de bestanden bij "
        f"aanvraag {aanvraag.nummer} was voorbij."
    )
