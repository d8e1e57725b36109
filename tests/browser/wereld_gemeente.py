"""The address and the accounts of the municipality in the small world (see ``wereld``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from subsidie.accounts.gemeente_adres import wijzig_postadres
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import db


def zet_gemeentegegevens(
    personen: Mapping[str, Gebruiker], *, gm_code: str, ander: str, nu: datetime
) -> None:
    """An address; account 1 waits for a second person, 2 (of ``ander``) for ``financieel``, 3 was accepted."""
    tekent, stelt_op = personen["tekenbevoegde"], personen["opsteller"]
    wijzig_postadres(
        gm_code, ter_attentie="afdeling Wonen", adresregel="Postbus 10007", postcode="8000 GA", plaats="Zwolle",
        door=tekent, nu=nu,
    )  # fmt: skip
    dag = timedelta(days=1)
    vreemd = {"ingevoerd_door_id": personen["uitgenodigd"].id, "bevestigd_door_id": personen["geen_rol"].id}
    for id_, velden in enumerate(
        (
            {"gm_code": gm_code, "iban": "NL20INGB0001234567", "tenaamstelling": "Gemeente Zwolle",
             "ingevoerd_op": nu + 3 * dag, "ingevoerd_door_id": stelt_op.id},
            {"gm_code": ander, "iban": "BE71096123456769", "tenaamstelling": "Stichting Wonen", "ingevoerd_op": nu,
             "bevestigd_op": nu + dag, **vreemd},
            {"gm_code": gm_code, "iban": "NL91ABNA0417164300", "tenaamstelling": "Gemeente Zwolle",
             "ingevoerd_op": nu, "ingevoerd_door_id": stelt_op.id, "bevestigd_op": nu + dag,
             "bevestigd_door_id": tekent.id, "goedgekeurd_op": nu + 2 * dag,
             "goedgekeurd_door_id": personen["financieel"].id},
        ),
        start=1,
    ):  # fmt: skip
        db.session.add(Rekeningnummer(id=id_, **velden))
    db.session.flush()
