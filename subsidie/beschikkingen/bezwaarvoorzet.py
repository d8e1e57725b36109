"""What a form about an objection starts with: values that follow from what is known, for a person to change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from subsidie.beschikkingen.bezwaarbehandeling import list_termijnen
from subsidie.beschikkingen.bezwaarinhoud import Ontvankelijkheidsgrond
from subsidie.beschikkingen.bezwaarklok import termijn_van, tijdigheid_van
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Tijdigheid
from subsidie.kern.tijd import dag_in_amsterdam


def voorzet(bezwaar: Bezwaar, stap: str, nu: datetime) -> dict[str, Any]:
    """The values with which the form of ``stap`` starts at ``nu``; none where nothing follows by itself."""
    vandaag = dag_in_amsterdam(nu)
    if stap == "tijdigheid":
        if bezwaar.tijdigheid is not None:
            return {"tijdigheid": bezwaar.tijdigheid.value, "motivering": bezwaar.tijdigheid_motivering}
        op_tijd = tijdigheid_van(bezwaar).op_tijd
        return {"tijdigheid": Tijdigheid.TIJDIG.value} if op_tijd else {}
    if stap == "herstel-vragen":
        return {"tot": vandaag + timedelta(weeks=2)}
    if stap == "hersteld":
        return {"hersteld_op": vandaag}
    if stap == "verdagen":
        return {"weken": 6}
    if stap == "uitstellen":
        laatste = termijn_van(bezwaar, list_termijnen(bezwaar), vandaag).laatste_dag
        return {"tot": max(laatste, vandaag) + timedelta(weeks=2)}
    if stap == "horen" and bezwaar.hoorzitting_op is not None:
        return {"hoorzitting_op": bezwaar.hoorzitting_op}
    if stap == "advies" and bezwaar.advies is not None and bezwaar.advies_strekking is not None:
        return {"op": bezwaar.advies_op, "strekking": bezwaar.advies_strekking.value, "tekst": bezwaar.advies}
    if stap == "beslissen":
        te_laat = bezwaar.tijdigheid is Tijdigheid.TE_LAAT
        return {"grond": Ontvankelijkheidsgrond.TE_LAAT.value if te_laat else ""}
    if stap == "tekenen":
        return {"dagtekening": vandaag}
    return {}
