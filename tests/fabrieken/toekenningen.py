"""An award with its plan, a municipality that reports on it and a behandelaar who judges: from rows, quickly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.realisatie import plan
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from tests.fabrieken import rijen

VERLEEND_OP = date(2024, 1, 15)
PLICHTEN = {
    "begin": '{"tekst": "Begin binnen twee jaar.", "vanaf": "verlening", "jaren": 2}',
    "gereed": '{"tekst": "Klaar binnen vijf jaar.", "vanaf": "verlening", "jaren": 5}',
    "bestemming": '{"tekst": "Tien jaar voor de doelgroep.", "vanaf": "oplevering", "jaren": 10}',
}


@dataclass(frozen=True)
class Toekenning:
    """25 homes (20 permanent, 5 flexible) awarded on ``VERLEEND_OP``; its people."""

    aanvraag: Aanvraag
    opsteller: Gebruiker
    behandelaar: Gebruiker

    @property
    def adres(self) -> str:
        """Of its page."""
        return f"/aanvragen/{self.aanvraag.nummer}/realisatie"


def persoon(rol: Rol, gm_code: str | None = None) -> Gebruiker:
    """Someone with one role, for this municipality."""
    wie = rijen.gebruiker()
    rijen.roltoekenning(gebruiker_id=wie.id, rol=rol, gm_code=gm_code, vanaf=date(2023, 1, 1))
    return wie


def toekenning(nu: datetime) -> Toekenning:
    """Inside the commit boundary; ``nu``: when its plan was made."""
    aanvraag = rijen.aanvraag(status="beoordeeld")
    versie = rijen.aanvraag_versie(
        aanvraag=aanvraag, start_bouw_gepland=date(2025, 3, 1), oplevering_gepland=date(2028, 9, 1)
    )
    for regel, (aantal, aard) in enumerate(((20, "permanent"), (5, "flexibel")), start=1):
        rijen.woonruimteregel(
            versie=versie, regel=regel, doelgroep="statushouders", aard=Woonruimteaard(aard),
            soort=Woonruimtesoort.ZELFSTANDIG, aantal=aantal,
        )  # fmt: skip
    for sleutel in ("bijlage.per_bestand_mb", "bijlage.totaal_mb"):
        rijen.instelling_waarde(tranche=aanvraag.tranche, sleutel=sleutel, waarde="25")
    for code, waarde in PLICHTEN.items():
        rijen.instelling_waarde(tranche=aanvraag.tranche, sleutel=f"verplichtingen.{code}", waarde=waarde)
    rijen.beschikking(
        aanvraag_id=aanvraag.id, versie_id=versie.id, status="bekendgemaakt", dagtekening=VERLEEND_OP,
        bekendgemaakt_op=VERLEEND_OP,
    )  # fmt: skip
    plan.maak_ontbrekende(nu)
    return Toekenning(aanvraag, persoon(Rol.OPSTELLER, aanvraag.gm_code), persoon(Rol.BEHANDELAAR))
