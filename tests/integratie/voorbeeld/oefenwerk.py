"""What must lie ready in the practice tranches after ``subsidie demo``, read from the database that it made."""

from __future__ import annotations

from sqlalchemy import func, select

from subsidie import create_app
from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.kaarten import TE_BEOORDELEN, oordelen_over
from subsidie.beoordeling.maatstaf import Oordeelstand
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.ronde import list_te_tekenen
from subsidie.dossier.vandaag.samenstellen import stel_samen
from subsidie.tranches.lezen import zoek_tranche
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verdeling.gereedheid import lees_gereedheid
from subsidie.voorbeeld.oefenwerk import BEOORDELEN, BESLUITEN, BEZWAAR
from subsidie.voorbeeld.personen import COLLEGAS, PERSONEN
from subsidie.web.db import db
from subsidie.web.klok import nu

AAN_HET_WERK = {"behandelaar", "beoordelaar", "beslisser", "bezwaarbehandelaar"}


def controleer_werk(omgeving: dict[str, str]) -> dict[str, int]:
    """Everyone who handles applications finds something to do, and nothing is real; returns how much there is."""
    app = create_app({**omgeving, "SUBSIDIE_OMGEVING": "demo"})
    with app.app_context():
        try:
            for persoon in (*PERSONEN, *COLLEGAS):
                wie = get_gebruiker_op_email(persoon.email)
                assert wie is not None
                werk = stel_samen(kijker_van(wie, nu=nu()), nu=nu())
                assert werk.vraagt or persoon.rol not in AAN_HET_WERK, persoon.sleutel
            _is_er_te_beoordelen()
            _moet_er_worden_geloot()
            _is_er_te_tekenen_en_bezwaar()
            assert Trancheaard.ECHT not in set(db.session.scalars(select(Tranche.aard)))
            assert db.session.scalar(select(func.count()).where(~Bericht.voorbeeld)) == 0
            return {
                model.__name__: db.session.scalar(select(func.count()).select_from(model)) or 0
                for model in (Aanvraag, Gebeurtenis, Bericht)
            }
        finally:
            db.session.remove()
            for motor in db.engines.values():
                motor.dispose()


def _is_er_te_beoordelen() -> None:
    tranche = _tranche(BEOORDELEN)
    te_doen = select(Aanvraag).where(Aanvraag.tranche_id == tranche.id, Aanvraag.status.in_(TE_BEOORDELEN))
    standen = {een.stand for een in oordelen_over(db.session.scalars(te_doen).all()).values()}
    assert standen == {Oordeelstand.KAARTEN, Oordeelstand.OVERLEG, Oordeelstand.ZIENSWIJZE}
    assert db.session.scalar(select(func.count()).where(Belangverklaring.heeft_belang)) == 1


def _moet_er_worden_geloot() -> None:
    gereed = lees_gereedheid(_tranche(BESLUITEN), nu=nu()).gereed
    assert gereed is not None
    assert len(gereed.te_loten) == 1
    assert all(pot.gevraagd_cent > pot.plafond_cent for pot in gereed.potten)


def _is_er_te_tekenen_en_bezwaar() -> None:
    assert len(list_te_tekenen(_tranche(BEZWAAR))) == 2
    nieuw, bezig = sorted(db.session.scalars(select(Bezwaar)), key=lambda een: een.opgepakt_op is not None)
    assert nieuw.status is Bezwaarstatus.ONTVANGEN
    assert bezig.beslissing is not None
    assert bezig.beslissing.status is Besluitstatus.CONCEPT


def _tranche(code: str) -> Tranche:
    gevonden = zoek_tranche(code)
    assert gevonden is not None
    return gevonden
