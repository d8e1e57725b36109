"""What the page of one application asks of the database: each statement made once, rows and no entities.

A page is asked for all day long; making a statement anew and loading entities cost more than the database does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import (
    Aanvraag,
    Aanvraagstatus,
    AanvraagVersie,
    Betrokkenheid,
    Project,
    Woonruimteregel,
)
from subsidie.aanvragen.toegang import Zichtsoort, zichtbaar_als
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.klokmodellen import Ingebrekestelling, Termijnopschorting, Uitstelbericht
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.berichten.models import Bericht
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.models import Document
from subsidie.dossier.tijdlijn import NERGENS, VAN_VERDELING
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Pot, Tranche
from subsidie.tranches.onthouden import STAND
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus

Vraag = Select[*tuple[Any, ...]]
Rij = Row[*tuple[Any, ...]]


def _een_van(kolom: InstrumentedAttribute[str], woorden: Iterable[str]) -> ColumnElement[bool]:
    """As ``in_``, with the words in the statement itself: they are ours, and it need not be put together each time."""
    return or_(*(kolom == literal_column(f"'{woord}'") for woord in woorden))


_DAG: Final = bindparam("dag", type_=Belang.vanaf.type)
_AANVRAAG: Final = bindparam("aanvraag_id", type_=Integer())

_BELANG: Final = exists().where(
    Belang.gebruiker_id == bindparam("zicht_gebruiker", type_=Integer()),
    Belang.gm_code == Aanvraag.gm_code,
    Belang.vanaf <= _DAG,
    or_(Belang.tot.is_(None), Belang.tot > _DAG),
)
_VERKLAARD: Final = exists().where(
    Belangverklaring.gebruiker_id == bindparam("zicht_gebruiker", type_=Integer()),
    Belangverklaring.aanvraag_id == Aanvraag.id,
    Belangverklaring.heeft_belang,
)
_IN_EEN_PARTIJ: Final = exists().where(
    Partijbelang.gebruiker_id == bindparam("zicht_gebruiker", type_=Integer()),
    Partijbelang.vanaf <= _DAG,
    or_(Partijbelang.tot.is_(None), Partijbelang.tot > _DAG),
)
"""Whether the viewer has an interest in any party: only then the parties of the application are looked at."""

_ander = aliased(Aanvraag)
_andere_versie = aliased(AanvraagVersie)
_GEMEENTE_TELT: Final = (
    select(func.coalesce(func.sum(_andere_versie.subsidiabel_cent), literal_column("0")))
    .join(_ander, _andere_versie.aanvraag_id == _ander.id)
    .where(
        _ander.gm_code == Aanvraag.gm_code,
        # Not a condition to look up by: a municipality has few applications, a tranche many.
        _ander.tranche_id + literal_column("0") == Aanvraag.tranche_id,
        _ander.status != Aanvraagstatus.INGETROKKEN,
        _andere_versie.volgnummer == _ander.huidige_versie,
    )
    .correlate(Aanvraag)
    .scalar_subquery()
)

_eigen_regel = aliased(Verdelingsregel)
_NIEUWSTE: Final = (
    select(_eigen_regel.id)
    .join(Verdeling, _eigen_regel.verdeling_id == Verdeling.id)
    .where(_eigen_regel.aanvraag_id == Aanvraag.id, Verdeling.status != Verdelingstatus.VERVALLEN)
    .order_by(Verdeling.volgnummer.desc())
    .limit(1)
    .correlate(Aanvraag)
    .scalar_subquery()
)
_VAN_UITKOMST: Final = (
    Verdelingsregel.verdeling_id, Verdelingsregel.uitkomst, Verdelingsregel.reden, Verdelingsregel.bedrag_cent,
    Verdelingsregel.rang, Verdelingsregel.lotnummer, Verdelingsregel.ruimte_voor_cent,
    Verdeling.volgnummer.label("verdeling"), Verdeling.status.label("verdeling_status"),
)  # fmt: skip

_HEEFT_VERZOEK: Final = exists().where(Aanvulverzoek.aanvraag_id == Aanvraag.id)
_HEEFT_BEZWAAR: Final = exists().where(Bezwaar.aanvraag_id == Aanvraag.id)
_HEEFT_KLOK: Final = or_(
    *(
        exists().where(model.aanvraag_id == Aanvraag.id)
        for model in (Termijnopschorting, Uitstelbericht, Ingebrekestelling)
    )
)
_HEEFT_ZIENSWIJZE: Final = exists().where(Zienswijze.aanvraag_id == Aanvraag.id)
_ZIENSWIJZE_OPEN: Final = exists().where(
    Zienswijze.aanvraag_id == Aanvraag.id, ~Zienswijze.gesloten, Zienswijze.ontvangen_op.is_(None)
)
_HEEFT_BERICHT: Final = exists().where(
    Bericht.object_id == Aanvraag.nummer, _een_van(Bericht.object_soort, ("aanvraag", "concept"))
)


@cache
def kop(soort: Zichtsoort) -> Vraag:
    """The application with the outcome of its newest allocation, when it is for who asks.

    ``toegang.zicht_van`` gives ``soort`` and its values; ``dag`` is today in Amsterdam.
    """
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Aanvraag.status, Aanvraag.herkomst,
            Aanvraag.ontvangen_op, Aanvraag.volledig_op, Aanvraag.buiten_tijdvak, Aanvraag.huidige_versie,
            Gemeente.naam.label("gemeente"), Gemeente.geldig_tot.label("gemeente_tot"),
            Project.naam.label("project"), Pot.code.label("pot"),
            Tranche.id.label("tranche_id"), Tranche.code.label("tranche_code"), Tranche.naam.label("tranche"),
            Tranche.aard.label("tranche_aard"),
            _BELANG.label("heeft_belang"), _VERKLAARD.label("verklaarde_belang"),
            _IN_EEN_PARTIJ.label("heeft_partijbelang"), _GEMEENTE_TELT.label("gemeente_telt_cent"),
            _HEEFT_VERZOEK.label("heeft_verzoek"), _HEEFT_KLOK.label("heeft_klok"),
            _HEEFT_ZIENSWIJZE.label("heeft_zienswijze"), _ZIENSWIJZE_OPEN.label("zienswijze_open"),
            _HEEFT_BERICHT.label("heeft_bericht"),
            _HEEFT_BEZWAAR.label("heeft_bezwaar"), *_VAN_UITKOMST, *STAND,
        )
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Project, Aanvraag.project_id == Project.id)
        .join(Pot, Aanvraag.pot_id == Pot.id)
        .join(Tranche, Aanvraag.tranche_id == Tranche.id)
        .outerjoin(Verdelingsregel, Verdelingsregel.id == _NIEUWSTE)
        .outerjoin(Verdeling, Verdelingsregel.verdeling_id == Verdeling.id)
        .where(Aanvraag.nummer == bindparam("nummer"), zichtbaar_als(soort))
    )  # fmt: skip


UITKOMST: Final = (
    select(*_VAN_UITKOMST)
    .join(Verdeling, Verdelingsregel.verdeling_id == Verdeling.id)
    .where(
        Verdelingsregel.aanvraag_id == _AANVRAAG, Verdelingsregel.verdeling_id == bindparam("verdeling_id")
    )
)
"""The outcome of one allocation, as it stands in ``kop``."""

_vastlegger = aliased(Gebruiker)
_beoordelaar = aliased(Gebruiker)
_ontvangst = aliased(Document)
VERSIES: Final = (
    select(
        AanvraagVersie.volgnummer, AanvraagVersie.soort.label("versiesoort"), AanvraagVersie.sha256,
        AanvraagVersie.vastgelegd_op, AanvraagVersie.bouwvorm, AanvraagVersie.totale_kosten_cent,
        AanvraagVersie.dekking_cent, AanvraagVersie.gevraagd_cent, AanvraagVersie.subsidiabel_cent,
        AanvraagVersie.eenheden, AanvraagVersie.categorie, AanvraagVersie.start_bouw_gepland,
        AanvraagVersie.oplevering_gepland, _vastlegger.naam.label("door"),
        Beoordeling.voldoet, Beoordeling.afwijzingsgrond, Beoordeling.score,
        Beoordeling.vastgelegd_op.label("beoordeeld_op"), _beoordelaar.naam.label("beoordeeld_door"),
        Woonruimteregel.doelgroep, Woonruimteregel.aard, Woonruimteregel.soort, Woonruimteregel.aantal,
        Woonruimteregel.huurprijs_cent, Woonruimteregel.toegang_gemeenschappelijke_ruimte,
        Indiening.soort.label("indieningsoort"), Indiening.ontvangen_op.label("ingediend_op"),
        _ontvangst.kenmerk.label("ontvangst"), _ontvangst.grootte.label("ontvangst_grootte"),
        _ontvangst.bestand_sha256.label("ontvangst_sha256"), _ontvangst.gemaakt_op.label("ontvangst_gemaakt_op"),
    )
    .outerjoin(Indiening, Indiening.versie_id == AanvraagVersie.id)
    .outerjoin(_ontvangst, Indiening.document_id == _ontvangst.id)
    .outerjoin(_vastlegger, AanvraagVersie.door_id == _vastlegger.id)
    .outerjoin(Beoordeling, Beoordeling.versie_id == AanvraagVersie.id)
    .outerjoin(_beoordelaar, Beoordeling.door_id == _beoordelaar.id)
    .outerjoin(
        Woonruimteregel,
        and_(Woonruimteregel.versie_id == AanvraagVersie.id, AanvraagVersie.volgnummer == bindparam("huidig")),
    )
    .where(AanvraagVersie.aanvraag_id == _AANVRAAG)
    .order_by(AanvraagVersie.volgnummer.desc(), Woonruimteregel.regel)
)  # fmt: skip
"""Every version, newest first, with its assessment if any; the version ``huidig`` once for each of its lines."""

INHOUD: Final = select(AanvraagVersie.gegevens).where(
    AanvraagVersie.aanvraag_id == _AANVRAAG, AanvraagVersie.volgnummer == bindparam("huidig")
)
"""What the newest version holds: asked only of what was filed here, since the rest has no parts to show."""

VERZOEKEN: Final = (
    select(
        Aanvulverzoek.id, Aanvulverzoek.volgnummer, Aanvulverzoek.gevraagd_op, Aanvulverzoek.termijn_tot,
        Aanvulverzoek.aangevuld_op, Aanvulverzoek.gesloten_op, Aanvulverzoek.verstreken_gemeld_op,
        Document.kenmerk.label("document"), Document.grootte, Document.bestand_sha256, Document.gemaakt_op,
        Aanvulpunt.volgnummer.label("punt"), Aanvulpunt.deel, Aanvulpunt.vraag, Aanvulpunt.raakt_volledigheid,
    )
    .join(Document, Aanvulverzoek.document_id == Document.id)
    .join(Aanvulpunt, Aanvulpunt.verzoek_id == Aanvulverzoek.id)
    .where(Aanvulverzoek.aanvraag_id == _AANVRAAG)
    .order_by(Aanvulverzoek.volgnummer, Aanvulpunt.volgnummer)
)  # fmt: skip
"""Every request to supplement, oldest first, once for each of its points."""

BIJLAGEN: Final = (
    select(
        Aanvraagbijlage.kenmerk, Aanvraagbijlage.soort, Aanvraagbijlage.naam, Aanvraagbijlage.mediatype,
        Aanvraagbijlage.grootte, Aanvraagbijlage.sha256, Aanvraagbijlage.stand, Aanvraagbijlage.geupload_op,
    )
    .where(Aanvraagbijlage.aanvraag_id == _AANVRAAG)
    .order_by(Aanvraagbijlage.id)
)  # fmt: skip
"""Every attachment that was ever put there; which of them a version cites is in the version."""

_vervangen = aliased(Beschikking)
_besloten = aliased(AanvraagVersie)
_GEWEIGERD: Final = exists().where(
    Wijzigingsverzoek.beschikking_id == Beschikking.id, Wijzigingsverzoek.status == Verzoekstatus.AFGEWEZEN
)
BESLUITEN: Final = (
    select(
        Beschikking.kenmerk, Beschikking.soort, Beschikking.status, Beschikking.verleend_cent,
        Beschikking.dagtekening, Beschikking.bekendgemaakt_op, Beschikking.verdeling_id,
        _vervangen.kenmerk.label("vervangt"), _vervangen.soort.label("vervangt_soort"),
        _besloten.subsidiabel_cent.label("telt_cent"), _GEWEIGERD.label("geweigerd"),
        Gebruiker.naam.label("getekend_door"),
        Document.kenmerk.label("document"), Document.titel, Document.grootte, Document.bestand_sha256,
        Document.gemaakt_op, Document.gegevens.label("brief"),
    )
    .join(_besloten, Beschikking.versie_id == _besloten.id)
    .outerjoin(_vervangen, Beschikking.vervangt_id == _vervangen.id)
    .outerjoin(Document, Beschikking.document_id == Document.id)
    .outerjoin(Gebruiker, Beschikking.getekend_door_id == Gebruiker.id)
    .where(Beschikking.aanvraag_id == _AANVRAAG)
    .order_by(Beschikking.id)
)  # fmt: skip
"""The chain of decisions, oldest first; which of them someone may see is ``beschikkingen.toegang``."""

BETROKKENEN: Final = (
    select(Betrokkenheid.functiegroep, Betrokkenheid.sinds, Gebruiker.naam, Gebruiker.functie)
    .join(Gebruiker, Betrokkenheid.gebruiker_id == Gebruiker.id)
    .where(Betrokkenheid.aanvraag_id == _AANVRAAG)
    .order_by(Betrokkenheid.sinds, Betrokkenheid.id)
)
"""Who acts on it, and in which function."""


GEBEURTENISSEN: Final = (
    select(
        Gebeurtenis.moment, Gebeurtenis.soort, Gebeurtenis.object_soort, Gebeurtenis.object_id, Gebeurtenis.gegevens,
        Gebeurtenis.door_sleutel, Gebruiker.naam, Betrokkenheid.functiegroep,
    )
    .outerjoin(Gebruiker, Gebeurtenis.door_sleutel == Gebruiker.sleutel)
    .outerjoin(
        Betrokkenheid,
        and_(Betrokkenheid.gebruiker_id == Gebruiker.id, Betrokkenheid.aanvraag_id == _AANVRAAG),
    )
    .where(
        Gebeurtenis.object_id.in_(bindparam("objecten", expanding=True)),
        ~_een_van(Gebeurtenis.soort, NERGENS),
        or_(
            _een_van(Gebeurtenis.object_soort, ("aanvraag", "beschikking", "document")),
            and_(
                Gebeurtenis.object_soort == literal_column("'verdeling'"),
                _een_van(Gebeurtenis.soort, VAN_VERDELING),
            ),
        ),
    )
    .order_by(Gebeurtenis.volgnummer)
)  # fmt: skip
"""What happened to ``objecten``, by their marks (no mark belongs to two kinds of object)."""


def rijen(verbinding: Connection, vraag: Vraag, **waarden: Any) -> Sequence[Rij]:
    """The rows of one of the statements above; ``verbinding`` is ``db.session.connection()``.

    On the connection and not through the session, which has no entities to make of these and takes its time.
    """
    return verbinding.execute(vraag, waarden).all()
