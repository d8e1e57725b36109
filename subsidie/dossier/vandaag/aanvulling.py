"""What a behandelaar has to do about supplements: what came in and must be checked, and terms that lapsed."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import and_, func, or_, select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Project
from subsidie.dossier.vandaag.besluitvragen import zonder_besluit
from subsidie.dossier.vandaag.vorm import Naar, Post, Status
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.models import Gemeente
from subsidie.web.db import db

HOOGSTENS: Final = 8


def te_doen_bij_aanvulling(vandaag: date) -> list[Post]:
    """Supplements that came in and are not judged, and requests of which the term is over; the oldest first.

    One query. A term that lapsed is shown from the day after its last, whether or not it was reported.
    """
    laatste = select(func.max(Aanvulverzoek.volgnummer)).where(Aanvulverzoek.aanvraag_id == Aanvraag.id)
    verstreken = and_(
        Aanvraag.status == Aanvraagstatus.AANVULLING_GEVRAAGD,
        Aanvulverzoek.aangevuld_op.is_(None),
        Aanvulverzoek.gesloten_op.is_(None),
        Aanvulverzoek.termijn_tot < vandaag,
    )
    aangevuld = and_(
        Aanvraag.status == Aanvraagstatus.INGEDIEND,
        Aanvulverzoek.aangevuld_op.is_not(None),
        Aanvulverzoek.volgnummer == laatste.correlate(Aanvraag).scalar_subquery(),
    )
    rijen = db.session.execute(
        select(
            Aanvraag.nummer, Gemeente.naam_kort, Project.naam, Aanvulverzoek.termijn_tot,
            Aanvulverzoek.aangevuld_op,
        )
        .join(Aanvulverzoek, Aanvulverzoek.aanvraag_id == Aanvraag.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .where(zonder_besluit(), or_(verstreken, aangevuld))
        .order_by(Aanvulverzoek.termijn_tot, Aanvraag.nummer)
        .limit(HOOGSTENS)
    )  # fmt: skip
    posten = []
    for nummer, gemeente, project, termijn_tot, aangevuld_op in rijen:
        if aangevuld_op is None:
            tekst = f"De termijn om aan te vullen was tot en met {datum_nl(termijn_tot)} en is ongebruikt voorbij."
            status, naar = Status("termijn voorbij", "let_op"), "dossier.aanvraag"
        else:
            tekst = f"Aangevuld op {datum_nl(dag_in_amsterdam(aangevuld_op))}. Is de aanvraag nu volledig?"
            status, naar = Status("te controleren", "info"), "behandeling.volledigheid"
        posten.append(
            Post(f"{nummer} · {gemeente}", Naar(naar, {"nummer": nummer}), f"{project}. {tekst}", status)
        )
    return posten
