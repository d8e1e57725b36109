"""Assessing and deciding: handling, the clock, interests, scores, scenarios, letters, signing, objections.

Also: a mandate to decide on objections, a decision on an objection is signed as such, an assessment keeps how its score
was computed, and whoever has an interest in a municipality cannot be involved in, or sign for, its applications.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ALTIJD = "1 = 1"

ALLEEN_TOEVOEGEN = (
    "controleuitkomst", "notitie", "uitstelbericht", "belangverklaring", "moderatie", "moderatieregel", "scenario",
    "brieftekst", "herrekening",
)

NIET_VERWIJDEREN = {
    "partijbelang": ALTIJD,
    "behandeltoewijzing": ALTIJD,
    "termijnopschorting": ALTIJD,
    "ingebrekestelling": ALTIJD,
    "scorekaart": ALTIJD,
    "scoreregel": ALTIJD,
    "zienswijze": ALTIJD,
    "tekenronde": ALTIJD,
    "tekenregel": ALTIJD,
    "bezwaar": ALTIJD,
    "bezwaartermijn": ALTIJD,
    "bezwaarstuk": ALTIJD,
}

VASTE_KOLOMMEN = {
    "partijbelang": ("gebruiker_id", "partij", "partij_norm", "omschrijving", "vanaf", "vastgelegd_op", "door_id"),
    "behandeltoewijzing": (
        "aanvraag_id", "gebruiker_id", "reden", "toelichting", "vanaf", "door_id", "vervangt_id", "vervanging_tot",
    ),
    "termijnopschorting": (
        "aanvraag_id", "grond", "vanaf", "toelichting", "verwacht_tot", "document_id", "vastgelegd_op",
        "vastgelegd_door_id", "als",
    ),
    "ingebrekestelling": ("aanvraag_id", "ontvangen_op", "toelichting", "vastgelegd_op", "door_id"),
    "scorekaart": ("aanvraag_id", "versie_id", "beoordelaar_id", "toegewezen_op", "toegewezen_door_id"),
    "scoreregel": ("kaart_id", "criterium"),
    "zienswijze": (
        "aanvraag_id", "volgnummer", "grond", "voornemen", "gevraagd_op", "termijn_tot", "gevraagd_door_id", "als",
        "document_id",
    ),
    "tekenronde": ("kenmerk", "tranche_id", "dagtekening", "gestart_op", "door_id"),
    "tekenregel": ("ronde_id", "beschikking_id", "volgnummer"),
    "bezwaar": (
        "kenmerk", "aanvraag_id", "beschikking_id", "wijze", "ontvangen_op", "poststempel", "namens", "adres", "gronden",
        "ingediend_door_id", "vastgelegd_op", "vastgelegd_door_id", "document_id",
    ),
    "bezwaartermijn": ("bezwaar_id", "soort", "vanaf", "weken", "tot", "toelichting", "vastgelegd_op", "door_id"),
    "bezwaarstuk": (
        "kenmerk", "bezwaar_id", "soort", "naam", "mediatype", "grootte", "sha256", "toegevoegd_op", "door_id",
    ),
}

EENMAAL = {
    "partijbelang": ("tot",),
    "behandeltoewijzing": ("tot",),
    "termijnopschorting": (
        "tot", "beeindigd_op", "beeindigd_door_id", "einde_toelichting", "einde_document_id",
    ),
    "ingebrekestelling": (
        "geen_dwangsom", "geen_dwangsom_toelichting", "geen_dwangsom_door_id", "geen_dwangsom_op",
    ),
    "scorekaart": ("als", "ingeleverd_op", "vervallen_op", "vervallen_reden"),
    "zienswijze": ("reactie", "ontvangen_op", "ingediend_door_id"),
    "bezwaartermijn": ("hersteld_op",),
}
"""Columns that are empty first and never change once filled."""

EINDSTAND = {
    "zienswijze": "OLD.gesloten",
    "tekenronde": "OLD.status = 'gestopt'",
    "tekenregel": "OLD.stand = 'getekend'",
    "bezwaar": "OLD.status IN ('beslist', 'ingetrokken')",
}


def _geheel_of_niet(ongetekend: str) -> str:
    kolommen = ("getekend_op", "getekend_door_id", "getekend_als", "mandaat_id", "dagtekening", "document_id")
    return " AND ".join(f"({ongetekend}) = ({kolom} IS NULL)" for kolom in kolommen)


CHECKS = (
    (
        "mandaat", "ck_mandaat_mandaathandeling",
        "handeling IN ('verdeling_vaststellen', 'beschikking_tekenen')",
        "handeling IN ('verdeling_vaststellen', 'beschikking_tekenen', 'bezwaar_beslissen')",
    ),
    (
        "beschikking", "ck_beschikking_getekend_als_beslisser",
        "getekend_als IS NULL OR getekend_als = 'beslissing'",
        "getekend_als IS NULL OR (soort <> 'beslissing_op_bezwaar' AND getekend_als = 'beslissing')"
        " OR (soort = 'beslissing_op_bezwaar' AND getekend_als = 'bezwaar')",
    ),
    (
        "beschikking", "ck_beschikking_besluitstatus",
        "status IN ('concept', 'getekend', 'bekendgemaakt')",
        "status IN ('concept', 'getekend', 'bekendgemaakt', 'teruggenomen')",
    ),
    (
        "beschikking", "ck_beschikking_getekend_geheel_of_niet",
        _geheel_of_niet("status = 'concept'"), _geheel_of_niet("status IN ('concept', 'teruggenomen')"),
    ),
)
"""Table, name of the CHECK, what it said and what it says now."""

KAARTOORDEEL = (
    "als", "voldoet", "grond_code", "afwijzingsgrond", "wijkt_af", "toelichting", "revisie", "ingeleverd_op",
)
KAART_DICHT = "scorekaart: de kaart is ingeleverd of vervallen"
NA_INLEVEREN = "scoreregel: de kaart is ingeleverd of vervallen"
BELANG = "er is een belang"
WIE_GEEN_BELANG_HEEFT = (
    ("betrokkenheid", "zonder_belang", "INSERT", "NEW.functiegroep <> 'aanvrager'", "gebruiker_id", "sinds"),
    # A replacement is arranged beforehand, and is looked at when it acts.
    ("behandeltoewijzing", "zonder_belang", "INSERT", "NEW.reden <> 'vervanging'", "gebruiker_id", "vanaf"),
    ("scorekaart", "zonder_belang", "INSERT", ALTIJD, "beoordelaar_id", "toegewezen_op"),
    (
        "scorekaart", "zonder_belang_inleveren", "UPDATE", "OLD.ingeleverd_op IS NULL AND NEW.ingeleverd_op IS NOT NULL",
        "beoordelaar_id", "ingeleverd_op",
    ),
    ("moderatie", "zonder_belang", "INSERT", ALTIJD, "voorzitter_id", "op"),
    ("beoordeling", "zonder_belang", "INSERT", ALTIJD, "door_id", "vastgelegd_op"),
    ("beschikking", "zonder_belang", "INSERT", "NEW.getekend_op IS NOT NULL", "getekend_door_id", "getekend_op"),
    (
        "beschikking", "zonder_belang_tekenen", "UPDATE", "OLD.getekend_op IS NULL AND NEW.getekend_op IS NOT NULL",
        "getekend_door_id", "getekend_op",
    ),
    ("beschikking", "zonder_belang_opstellen", "INSERT", ALTIJD, "opgesteld_door_id", "opgesteld_op"),
    ("controleuitkomst", "zonder_belang", "INSERT", ALTIJD, "door_id", "vastgelegd_op"),
    ("notitie", "zonder_belang", "INSERT", ALTIJD, "door_id", "op"),
    ("termijnopschorting", "zonder_belang", "INSERT", ALTIJD, "vastgelegd_door_id", "vastgelegd_op"),
    ("uitstelbericht", "zonder_belang", "INSERT", ALTIJD, "door_id", "verstuurd_op"),
    ("zienswijze", "zonder_belang", "INSERT", ALTIJD, "gevraagd_door_id", "gevraagd_op"),
    (
        "bezwaar", "zonder_belang", "UPDATE", "OLD.behandelaar_id IS NULL AND NEW.behandelaar_id IS NOT NULL",
        "behandelaar_id", "opgepakt_op",
    ),
)
"""Table, name, when and on which condition, and the columns with who acts and at which moment."""

KAARTEN_OPEN = (
    "EXISTS (SELECT 1 FROM scorekaart WHERE scorekaart.versie_id = NEW.versie_id"
    " AND scorekaart.vervallen_op IS NULL AND scorekaart.ingeleverd_op IS NULL)"
)
ZELF_BEOORDEELD = (
    "EXISTS (SELECT 1 FROM scorekaart WHERE scorekaart.versie_id = NEW.versie_id"
    " AND scorekaart.vervallen_op IS NULL AND scorekaart.beoordelaar_id = NEW.voorzitter_id)"
)
ANDERE_FUNCTIE_OPSTELLER = (
    "EXISTS (SELECT 1 FROM betrokkenheid WHERE betrokkenheid.aanvraag_id = NEW.aanvraag_id"
    " AND betrokkenheid.gebruiker_id = NEW.opgesteld_door_id AND betrokkenheid.functiegroep <>"
    " CASE WHEN NEW.soort = 'beslissing_op_bezwaar' THEN 'bezwaar' ELSE 'behandeling' END)"
)
AL_AKKOORD = (
    "EXISTS (SELECT 1 FROM verdeling WHERE verdeling.id = NEW.verdeling_id"
    " AND verdeling.eerste_akkoord_door_id IS NOT NULL)"
)
BESLUITROLLEN = "('behandelaar', 'beoordelaar', 'beslisser', 'bezwaarbehandelaar', 'financieel')"
ROLLEN_BOTSEN = (
    "EXISTS (SELECT 1 FROM roltoekenning AS ander WHERE ander.gebruiker_id = NEW.gebruiker_id"  # noqa: S608
    " AND ander.rol <> NEW.rol AND (ander.tot IS NULL OR ander.tot > NEW.vanaf)"
    " AND (NEW.tot IS NULL OR NEW.tot > ander.vanaf)"
    " AND ander.gm_code IS NULL AND NEW.gm_code IS NULL AND ('auditor' IN (ander.rol, NEW.rol)"
    f" OR ('beheerder' IN (ander.rol, NEW.rol) AND (ander.rol IN {BESLUITROLLEN} OR NEW.rol IN {BESLUITROLLEN}))))"
)
"""Roles of the ministry that do not go together; of a municipality and the ministry the service refuses both."""

SCHEIDING = (
    ("moderatie", "door_een_derde", "INSERT", ZELF_BEOORDEELD, "moderatie: de voorzitter beoordeelde zelf"),
    ("moderatie", "na_alle_kaarten", "INSERT", KAARTEN_OPEN, "moderatie: niet alle kaarten zijn ingeleverd"),
    ("beoordeling", "na_alle_kaarten", "INSERT", KAARTEN_OPEN, "beoordeling: niet alle kaarten zijn ingeleverd"),
    (
        "beschikking", "opgesteld_in_functie", "INSERT", ANDERE_FUNCTIE_OPSTELLER,
        "beschikking: de opsteller heeft een andere functie",
    ),
    ("verdelingsregel", "voor_het_akkoord", "INSERT", AL_AKKOORD, "verdelingsregel: er is al akkoord gegeven"),
    ("roltoekenning", "gaat_samen", "INSERT", ROLLEN_BOTSEN, "roltoekenning: deze rollen gaan niet samen"),
)
"""Table, name, when, what then must not be there, and what the database says."""

AKKOORDEN = (
    ("eerste", "eerste_akkoord_door_id", "eerste_mandaat_id", "eerste_akkoord_op"),
    ("tweede", "tweede_akkoord_door_id", "tweede_mandaat_id", "vastgesteld_op"),
)
"""Of each agreement to an allocation: who gave it, on which mandate, and when."""


def upgrade() -> None:
    op.create_table('brieftekst',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.String(length=60), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('toelichting', sa.String(length=500), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_brieftekst_hash_is_sha256')),
    sa.CheckConstraint('length(soort) > 0 AND length(tekst) > 0', name=op.f('ck_brieftekst_heeft_tekst')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_brieftekst_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_brieftekst_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_brieftekst_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brieftekst')),
    sa.UniqueConstraint('tranche_id', 'soort', 'volgnummer', name=op.f('uq_brieftekst_tranche_id_soort_volgnummer'))
    )
    op.create_table('partijbelang',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('partij', sa.String(length=200), nullable=False),
    sa.Column('partij_norm', sa.String(length=200), nullable=False),
    sa.Column('omschrijving', sa.String(length=500), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(partij) > 0 AND length(partij_norm) > 0', name=op.f('ck_partijbelang_heeft_partij')),
    sa.CheckConstraint('tot IS NULL OR tot > vanaf', name=op.f('ck_partijbelang_eindigt_na_begin')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_partijbelang_door_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_partijbelang_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partijbelang'))
    )
    op.create_index(op.f('ix_partijbelang_gebruiker_id'), 'partijbelang', ['gebruiker_id'], unique=False)

    op.create_table('scenario',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('naam', sa.String(length=120), nullable=False),
    sa.Column('wijzigingen', sa.Text(), nullable=False),
    sa.Column('invoer', sa.Text(), nullable=False),
    sa.Column('invoer_sha256', sa.String(length=64), nullable=False),
    sa.Column('engine_versie', sa.String(length=40), nullable=False),
    sa.Column('uitkomst', sa.Text(), nullable=False),
    sa.Column('uitkomst_sha256', sa.String(length=64), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gemaakt_door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(invoer_sha256) = 64 AND length(uitkomst_sha256) = 64', name=op.f('ck_scenario_hash_is_sha256')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_scenario_heeft_naam')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_scenario_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['gemaakt_door_id'], ['gebruiker.id'], name=op.f('fk_scenario_gemaakt_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_scenario_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario')),
    sa.UniqueConstraint('tranche_id', 'volgnummer', name=op.f('uq_scenario_tranche_id_volgnummer'))
    )
    op.create_table('tekenronde',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('loopt', 'gepauzeerd', 'afgerond', 'gestopt', name='rondestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('dagtekening', sa.Date(), nullable=False),
    sa.Column('gestart_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('afgerond_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(status IN ('afgerond', 'gestopt')) = (afgerond_op IS NOT NULL)", name=op.f('ck_tekenronde_afgerond_heeft_moment')),
    sa.CheckConstraint('afgerond_op IS NULL OR afgerond_op >= gestart_op', name=op.f('ck_tekenronde_afgerond_na_start')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_tekenronde_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_tekenronde_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tekenronde')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_tekenronde_kenmerk'))
    )
    op.create_index(op.f('ix_tekenronde_tranche_id'), 'tekenronde', ['tranche_id'], unique=False)
    op.create_index('uq_tekenronde_lopend', 'tekenronde', ['tranche_id'], unique=True, sqlite_where=sa.text("status IN ('loopt', 'gepauzeerd')"), postgresql_where=sa.text("status IN ('loopt', 'gepauzeerd')"))

    op.create_table('behandeltoewijzing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Enum('opgepakt', 'toegewezen', 'overgedragen', 'vervanging', 'terug', name='toewijsreden', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('toelichting', sa.String(length=500), nullable=False),
    sa.Column('vanaf', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=True),
    sa.Column('tot', sa.DateTime(timezone=True), nullable=True),
    sa.Column('vervangt_id', sa.Integer(), nullable=True),
    sa.Column('vervanging_tot', sa.Date(), nullable=True),
    sa.CheckConstraint("(reden = 'vervanging') = (vervangt_id IS NOT NULL) AND (reden = 'vervanging') = (vervanging_tot IS NOT NULL)", name=op.f('ck_behandeltoewijzing_vervanging_geheel_of_niet')),
    sa.CheckConstraint("door_id IS NOT NULL OR reden = 'terug'", name=op.f('ck_behandeltoewijzing_door_iemand')),
    sa.CheckConstraint('tot IS NULL OR tot >= vanaf', name=op.f('ck_behandeltoewijzing_eindigt_na_begin')),
    sa.CheckConstraint('vervangt_id IS NULL OR vervangt_id <> gebruiker_id', name=op.f('ck_behandeltoewijzing_vervangt_een_ander')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_behandeltoewijzing_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_behandeltoewijzing_door_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_behandeltoewijzing_gebruiker_id')),
    sa.ForeignKeyConstraint(['vervangt_id'], ['gebruiker.id'], name=op.f('fk_behandeltoewijzing_vervangt_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_behandeltoewijzing'))
    )
    op.create_index(op.f('ix_behandeltoewijzing_aanvraag_id'), 'behandeltoewijzing', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_behandeltoewijzing_gebruiker_id'), 'behandeltoewijzing', ['gebruiker_id'], unique=False)
    op.create_index('uq_behandeltoewijzing_nu', 'behandeltoewijzing', ['aanvraag_id'], unique=True, sqlite_where=sa.text('tot IS NULL'), postgresql_where=sa.text('tot IS NULL'))

    op.create_table('belangverklaring',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('heeft_belang', sa.Boolean(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('NOT heeft_belang OR length(toelichting) > 0', name=op.f('ck_belangverklaring_belang_heeft_toelichting')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_belangverklaring_aanvraag_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_belangverklaring_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_belangverklaring'))
    )
    op.create_index(op.f('ix_belangverklaring_aanvraag_id'), 'belangverklaring', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_belangverklaring_gebruiker_id'), 'belangverklaring', ['gebruiker_id'], unique=False)

    op.create_table('ingebrekestelling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('ontvangen_op', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('geen_dwangsom', sa.Enum('onredelijk_laat', 'geen_belanghebbende', 'kennelijk_niet_ontvankelijk', 'kennelijk_ongegrond', name='geendwangsom', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('geen_dwangsom_toelichting', sa.Text(), nullable=True),
    sa.Column('geen_dwangsom_door_id', sa.Integer(), nullable=True),
    sa.Column('geen_dwangsom_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(geen_dwangsom IS NULL) = (geen_dwangsom_toelichting IS NULL) AND (geen_dwangsom IS NULL) = (geen_dwangsom_door_id IS NULL) AND (geen_dwangsom IS NULL) = (geen_dwangsom_op IS NULL)', name=op.f('ck_ingebrekestelling_geen_dwangsom_geheel_of_niet')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_ingebrekestelling_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_ingebrekestelling_door_id')),
    sa.ForeignKeyConstraint(['geen_dwangsom_door_id'], ['gebruiker.id'], name=op.f('fk_ingebrekestelling_geen_dwangsom_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ingebrekestelling'))
    )
    op.create_index(op.f('ix_ingebrekestelling_aanvraag_id'), 'ingebrekestelling', ['aanvraag_id'], unique=False)

    op.create_table('controleuitkomst',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('versie_id', sa.Integer(), nullable=False),
    sa.Column('punt', sa.String(length=60), nullable=False),
    sa.Column('oordeel', sa.Enum('in_orde', 'ontbreekt', 'niet_van_toepassing', name='controleoordeel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_controleuitkomst_als_behandelaar')),
    sa.CheckConstraint('length(punt) > 0', name=op.f('ck_controleuitkomst_heeft_punt')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_controleuitkomst_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_controleuitkomst_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_controleuitkomst_door_id')),
    sa.ForeignKeyConstraint(['versie_id', 'aanvraag_id'], ['aanvraag_versie.id', 'aanvraag_versie.aanvraag_id'], name='fk_controleuitkomst_versie_van_aanvraag'),
    sa.ForeignKeyConstraint(['versie_id'], ['aanvraag_versie.id'], name=op.f('fk_controleuitkomst_versie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_controleuitkomst'))
    )
    op.create_index(op.f('ix_controleuitkomst_aanvraag_id'), 'controleuitkomst', ['aanvraag_id'], unique=False)
    op.create_index('ix_controleuitkomst_punt', 'controleuitkomst', ['versie_id', 'punt', 'id'], unique=False)

    op.create_table('moderatie',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('versie_id', sa.Integer(), nullable=False),
    sa.Column('aanleiding', sa.Text(), nullable=False),
    sa.Column('verslag', sa.Text(), nullable=False),
    sa.Column('voldoet', sa.Boolean(), nullable=False),
    sa.Column('grond_code', sa.String(length=60), nullable=True),
    sa.Column('afwijzingsgrond', sa.String(length=1000), nullable=True),
    sa.Column('voorzitter_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("als = 'beoordeling'", name=op.f('ck_moderatie_als_beoordelaar')),
    sa.CheckConstraint('voldoet = (afwijzingsgrond IS NULL)', name=op.f('ck_moderatie_afgewezen_heeft_grond')),
    sa.CheckConstraint('grond_code IS NULL OR NOT voldoet', name=op.f('ck_moderatie_code_hoort_bij_grond')),
    sa.CheckConstraint('length(aanleiding) > 0 AND length(verslag) > 0', name=op.f('ck_moderatie_heeft_verslag')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'voorzitter_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_moderatie_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_moderatie_aanvraag_id')),
    sa.ForeignKeyConstraint(['versie_id', 'aanvraag_id'], ['aanvraag_versie.id', 'aanvraag_versie.aanvraag_id'], name='fk_moderatie_versie_van_aanvraag'),
    sa.ForeignKeyConstraint(['versie_id'], ['aanvraag_versie.id'], name=op.f('fk_moderatie_versie_id')),
    sa.ForeignKeyConstraint(['voorzitter_id'], ['gebruiker.id'], name=op.f('fk_moderatie_voorzitter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderatie')),
    sa.UniqueConstraint('versie_id', name=op.f('uq_moderatie_versie_id'))
    )
    op.create_index(op.f('ix_moderatie_aanvraag_id'), 'moderatie', ['aanvraag_id'], unique=False)

    op.create_table('notitie',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('notitie', 'beslisadvies', name='notitiesoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('strekking', sa.Enum('toekennen', 'afwijzen', 'buiten_behandeling', name='adviesstrekking', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(soort = 'beslisadvies') = (strekking IS NOT NULL)", name=op.f('ck_notitie_advies_heeft_strekking')),
    sa.CheckConstraint("als <> 'aanvrager'", name=op.f('ck_notitie_van_het_ministerie')),
    sa.CheckConstraint("soort = 'notitie' OR als = 'behandeling'", name=op.f('ck_notitie_advies_van_behandelaar')),
    sa.CheckConstraint('length(tekst) > 0', name=op.f('ck_notitie_heeft_tekst')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_notitie_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_notitie_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_notitie_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notitie'))
    )
    op.create_index(op.f('ix_notitie_aanvraag_id'), 'notitie', ['aanvraag_id'], unique=False)

    op.create_table('scorekaart',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('versie_id', sa.Integer(), nullable=False),
    sa.Column('beoordelaar_id', sa.Integer(), nullable=False),
    sa.Column('toegewezen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('toegewezen_door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('voldoet', sa.Boolean(), nullable=True),
    sa.Column('grond_code', sa.String(length=60), nullable=True),
    sa.Column('afwijzingsgrond', sa.String(length=1000), nullable=True),
    sa.Column('wijkt_af', sa.Boolean(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('revisie', sa.Integer(), nullable=False),
    sa.Column('ingeleverd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('vervallen_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('vervallen_reden', sa.String(length=500), nullable=True),
    sa.CheckConstraint("als IS NULL OR als = 'beoordeling'", name=op.f('ck_scorekaart_als_beoordelaar')),
    sa.CheckConstraint('ingeleverd_op IS NULL OR voldoet IS NOT NULL', name=op.f('ck_scorekaart_ingeleverd_heeft_oordeel')),
    sa.CheckConstraint('(afwijzingsgrond IS NOT NULL) = (voldoet IS NOT NULL AND NOT voldoet)', name=op.f('ck_scorekaart_afgewezen_heeft_grond')),
    sa.CheckConstraint('NOT wijkt_af OR afwijzingsgrond IS NOT NULL', name=op.f('ck_scorekaart_afwijkend_is_afwijzing')),
    sa.CheckConstraint('grond_code IS NULL OR afwijzingsgrond IS NOT NULL', name=op.f('ck_scorekaart_code_hoort_bij_grond')),
    sa.CheckConstraint('revisie >= 1', name=op.f('ck_scorekaart_revisie_vanaf_een')),
    sa.CheckConstraint('(vervallen_op IS NULL) = (vervallen_reden IS NULL)', name=op.f('ck_scorekaart_vervallen_met_reden')),
    sa.CheckConstraint('ingeleverd_op IS NULL OR als IS NOT NULL', name=op.f('ck_scorekaart_ingeleverd_na_verklaring')),
    sa.CheckConstraint('ingeleverd_op IS NULL OR ingeleverd_op >= toegewezen_op', name=op.f('ck_scorekaart_ingeleverd_na_toewijzing')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'beoordelaar_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_scorekaart_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_scorekaart_aanvraag_id')),
    sa.ForeignKeyConstraint(['beoordelaar_id'], ['gebruiker.id'], name=op.f('fk_scorekaart_beoordelaar_id')),
    sa.ForeignKeyConstraint(['toegewezen_door_id'], ['gebruiker.id'], name=op.f('fk_scorekaart_toegewezen_door_id')),
    sa.ForeignKeyConstraint(['versie_id', 'aanvraag_id'], ['aanvraag_versie.id', 'aanvraag_versie.aanvraag_id'], name='fk_scorekaart_versie_van_aanvraag'),
    sa.ForeignKeyConstraint(['versie_id'], ['aanvraag_versie.id'], name=op.f('fk_scorekaart_versie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scorekaart'))
    )
    op.create_index(op.f('ix_scorekaart_aanvraag_id'), 'scorekaart', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_scorekaart_beoordelaar_id'), 'scorekaart', ['beoordelaar_id'], unique=False)
    op.create_index('uq_scorekaart_lopend', 'scorekaart', ['versie_id', 'beoordelaar_id'], unique=True, sqlite_where=sa.text('vervallen_op IS NULL'), postgresql_where=sa.text('vervallen_op IS NULL'))

    op.create_table('termijnopschorting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('grond', sa.Enum('buitenland', 'instemming', 'toerekenbaar', 'overmacht', name='opschortgrond', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('verwacht_tot', sa.Date(), nullable=True),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vastgelegd_door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('beeindigd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beeindigd_door_id', sa.Integer(), nullable=True),
    sa.Column('einde_toelichting', sa.Text(), nullable=True),
    sa.Column('einde_document_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_termijnopschorting_als_behandelaar')),
    sa.CheckConstraint("grond <> 'instemming' OR verwacht_tot IS NOT NULL", name=op.f('ck_termijnopschorting_instemming_heeft_einde')),
    sa.CheckConstraint('(tot IS NULL) = (beeindigd_op IS NULL) AND (tot IS NULL) = (beeindigd_door_id IS NULL)', name=op.f('ck_termijnopschorting_beeindigd_geheel_of_niet')),
    sa.CheckConstraint('length(toelichting) > 0', name=op.f('ck_termijnopschorting_heeft_toelichting')),
    sa.CheckConstraint('tot IS NULL OR tot >= vanaf', name=op.f('ck_termijnopschorting_eindigt_na_begin')),
    sa.CheckConstraint('verwacht_tot IS NULL OR verwacht_tot >= vanaf', name=op.f('ck_termijnopschorting_verwacht_na_begin')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'vastgelegd_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_termijnopschorting_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_termijnopschorting_aanvraag_id')),
    sa.ForeignKeyConstraint(['beeindigd_door_id'], ['gebruiker.id'], name=op.f('fk_termijnopschorting_beeindigd_door_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_termijnopschorting_document_id')),
    sa.ForeignKeyConstraint(['einde_document_id'], ['document.id'], name=op.f('fk_termijnopschorting_einde_document_id')),
    sa.ForeignKeyConstraint(['vastgelegd_door_id'], ['gebruiker.id'], name=op.f('fk_termijnopschorting_vastgelegd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_termijnopschorting')),
    sa.UniqueConstraint('document_id', name=op.f('uq_termijnopschorting_document_id')),
    sa.UniqueConstraint('einde_document_id', name=op.f('uq_termijnopschorting_einde_document_id'))
    )
    op.create_index(op.f('ix_termijnopschorting_aanvraag_id'), 'termijnopschorting', ['aanvraag_id'], unique=False)

    op.create_table('uitstelbericht',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('uiterlijk', sa.Date(), nullable=False),
    sa.Column('verlengt_weken', sa.Integer(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('verstuurd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_uitstelbericht_als_behandelaar')),
    sa.CheckConstraint('length(toelichting) > 0', name=op.f('ck_uitstelbericht_heeft_toelichting')),
    sa.CheckConstraint('verlengt_weken >= 0', name=op.f('ck_uitstelbericht_verlengt_niet_terug')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_uitstelbericht_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_uitstelbericht_aanvraag_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_uitstelbericht_document_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_uitstelbericht_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uitstelbericht')),
    sa.UniqueConstraint('document_id', name=op.f('uq_uitstelbericht_document_id'))
    )
    op.create_index(op.f('ix_uitstelbericht_aanvraag_id'), 'uitstelbericht', ['aanvraag_id'], unique=False)

    op.create_table('zienswijze',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('grond', sa.String(length=60), nullable=False),
    sa.Column('voornemen', sa.Text(), nullable=False),
    sa.Column('gevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('termijn_tot', sa.Date(), nullable=False),
    sa.Column('gevraagd_door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('reactie', sa.Text(), nullable=True),
    sa.Column('ontvangen_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ingediend_door_id', sa.Integer(), nullable=True),
    sa.Column('gesloten', sa.Boolean(), nullable=False),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_zienswijze_als_behandelaar')),
    sa.CheckConstraint('(reactie IS NULL) = (ontvangen_op IS NULL) AND (reactie IS NULL) = (ingediend_door_id IS NULL)', name=op.f('ck_zienswijze_reactie_geheel_of_niet')),
    sa.CheckConstraint('length(voornemen) > 0', name=op.f('ck_zienswijze_heeft_voornemen')),
    sa.CheckConstraint('ontvangen_op IS NULL OR ontvangen_op >= gevraagd_op', name=op.f('ck_zienswijze_reactie_na_vraag')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_zienswijze_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'gevraagd_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_zienswijze_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_zienswijze_aanvraag_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_zienswijze_document_id')),
    sa.ForeignKeyConstraint(['gevraagd_door_id'], ['gebruiker.id'], name=op.f('fk_zienswijze_gevraagd_door_id')),
    sa.ForeignKeyConstraint(['ingediend_door_id'], ['gebruiker.id'], name=op.f('fk_zienswijze_ingediend_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zienswijze')),
    sa.UniqueConstraint('aanvraag_id', 'volgnummer', name=op.f('uq_zienswijze_aanvraag_id_volgnummer')),
    sa.UniqueConstraint('document_id', name=op.f('uq_zienswijze_document_id'))
    )
    op.create_index(op.f('ix_zienswijze_aanvraag_id'), 'zienswijze', ['aanvraag_id'], unique=False)
    op.create_index('uq_zienswijze_open', 'zienswijze', ['aanvraag_id'], unique=True, sqlite_where=sa.text('NOT gesloten'), postgresql_where=sa.text('NOT gesloten'))

    op.create_table('bezwaar',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('wijze', sa.Enum('loket', 'post', 'anders', name='bezwaarwijze', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ontvangen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('poststempel', sa.Date(), nullable=True),
    sa.Column('namens', sa.String(length=200), nullable=False),
    sa.Column('adres', sa.Text(), nullable=True),
    sa.Column('gronden', sa.Text(), nullable=False),
    sa.Column('ingediend_door_id', sa.Integer(), nullable=True),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vastgelegd_door_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('ontvangen', 'in_behandeling', 'beslist', 'ingetrokken', name='bezwaarstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('behandelaar_id', sa.Integer(), nullable=True),
    sa.Column('behandelaar_als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('opgepakt_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('commissie', sa.Boolean(), nullable=False),
    sa.Column('tijdigheid', sa.Enum('tijdig', 'verschoonbaar', 'te_laat', name='tijdigheid', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('tijdigheid_motivering', sa.Text(), nullable=True),
    sa.Column('tijdigheid_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tijdigheid_door_id', sa.Integer(), nullable=True),
    sa.Column('hoorzitting_op', sa.Date(), nullable=True),
    sa.Column('hoorverslag', sa.Text(), nullable=True),
    sa.Column('niet_gehoord', sa.Enum('kennelijk_niet_ontvankelijk', 'kennelijk_ongegrond', 'afgezien', 'niet_gevraagd', 'volledig_tegemoet', name='hoorgrond', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('niet_gehoord_toelichting', sa.Text(), nullable=True),
    sa.Column('advies_op', sa.Date(), nullable=True),
    sa.Column('advies_strekking', sa.Enum('gegrond', 'gedeeltelijk', 'ongegrond', 'niet_ontvankelijk', name='commissieadvies', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('advies', sa.Text(), nullable=True),
    sa.Column('uitkomst', sa.Enum('gegrond', 'gedeeltelijk', 'ongegrond', 'niet_ontvankelijk', name='bezwaaruitkomst', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('overwegingen', sa.Text(), nullable=True),
    sa.Column('boven_plafond_cent', sa.BigInteger(), nullable=True),
    sa.Column('beslissing_id', sa.Integer(), nullable=True),
    sa.Column('ingetrokken_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(behandelaar_id IS NULL) = (behandelaar_als IS NULL) AND (behandelaar_id IS NULL) = (opgepakt_op IS NULL) AND (status NOT IN ('in_behandeling', 'beslist') OR behandelaar_id IS NOT NULL)", name=op.f('ck_bezwaar_opgepakt_geheel_of_niet')),
    sa.CheckConstraint("(status = 'ingetrokken') = (ingetrokken_op IS NOT NULL)", name=op.f('ck_bezwaar_ingetrokken_heeft_moment')),
    sa.CheckConstraint("(wijze = 'loket') = (ingediend_door_id IS NOT NULL)", name=op.f('ck_bezwaar_loket_heeft_indiener')),
    sa.CheckConstraint("behandelaar_als IS NULL OR behandelaar_als = 'bezwaar'", name=op.f('ck_bezwaar_als_bezwaarbehandelaar')),
    sa.CheckConstraint("boven_plafond_cent IS NULL OR (boven_plafond_cent >= 0 AND uitkomst IN ('gegrond', 'gedeeltelijk'))", name=op.f('ck_bezwaar_boven_plafond_gegrond')),
    sa.CheckConstraint("poststempel IS NULL OR wijze = 'post'", name=op.f('ck_bezwaar_poststempel_bij_post')),
    sa.CheckConstraint("adres IS NULL OR (wijze <> 'loket' AND length(adres) > 0)", name=op.f('ck_bezwaar_ander_niet_via_loket')),
    sa.CheckConstraint('(advies IS NULL) = (advies_op IS NULL) AND (advies IS NULL) = (advies_strekking IS NULL)', name=op.f('ck_bezwaar_advies_geheel_of_niet')),
    sa.CheckConstraint('advies IS NULL OR commissie', name=op.f('ck_bezwaar_advies_van_commissie')),
    sa.CheckConstraint("status <> 'beslist' OR uitkomst IS NOT NULL", name=op.f('ck_bezwaar_beslist_heeft_uitkomst')),
    sa.CheckConstraint('(niet_gehoord IS NULL) = (niet_gehoord_toelichting IS NULL)', name=op.f('ck_bezwaar_niet_gehoord_met_toelichting')),
    sa.CheckConstraint('(tijdigheid IS NULL) = (tijdigheid_motivering IS NULL) AND (tijdigheid IS NULL) = (tijdigheid_op IS NULL) AND (tijdigheid IS NULL) = (tijdigheid_door_id IS NULL)', name=op.f('ck_bezwaar_tijdigheid_geheel_of_niet')),
    sa.CheckConstraint('(uitkomst IS NULL) = (overwegingen IS NULL) AND (uitkomst IS NULL) = (beslissing_id IS NULL)', name=op.f('ck_bezwaar_beslissing_geheel_of_niet')),
    sa.CheckConstraint('hoorverslag IS NULL OR hoorzitting_op IS NOT NULL', name=op.f('ck_bezwaar_verslag_van_hoorzitting')),
    sa.CheckConstraint('hoorzitting_op IS NULL OR niet_gehoord IS NULL', name=op.f('ck_bezwaar_gehoord_of_niet')),
    sa.CheckConstraint('length(namens) > 0 AND length(gronden) > 0', name=op.f('ck_bezwaar_heeft_gronden')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'behandelaar_id', 'behandelaar_als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_bezwaar_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_bezwaar_aanvraag_id')),
    sa.ForeignKeyConstraint(['behandelaar_id'], ['gebruiker.id'], name=op.f('fk_bezwaar_behandelaar_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_bezwaar_beschikking_id')),
    sa.ForeignKeyConstraint(['beslissing_id'], ['beschikking.id'], name=op.f('fk_bezwaar_beslissing_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_bezwaar_document_id')),
    sa.ForeignKeyConstraint(['ingediend_door_id'], ['gebruiker.id'], name=op.f('fk_bezwaar_ingediend_door_id')),
    sa.ForeignKeyConstraint(['tijdigheid_door_id'], ['gebruiker.id'], name=op.f('fk_bezwaar_tijdigheid_door_id')),
    sa.ForeignKeyConstraint(['vastgelegd_door_id'], ['gebruiker.id'], name=op.f('fk_bezwaar_vastgelegd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bezwaar')),
    sa.UniqueConstraint('beslissing_id', name=op.f('uq_bezwaar_beslissing_id')),
    sa.UniqueConstraint('document_id', name=op.f('uq_bezwaar_document_id')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_bezwaar_kenmerk'))
    )
    op.create_index(op.f('ix_bezwaar_aanvraag_id'), 'bezwaar', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_bezwaar_beschikking_id'), 'bezwaar', ['beschikking_id'], unique=False)

    op.create_table('moderatieregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('moderatie_id', sa.Integer(), nullable=False),
    sa.Column('criterium', sa.String(length=60), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.CheckConstraint('length(criterium) > 0', name=op.f('ck_moderatieregel_heeft_criterium')),
    sa.CheckConstraint('length(reden) > 0', name=op.f('ck_moderatieregel_heeft_reden')),
    sa.CheckConstraint('score >= 0', name=op.f('ck_moderatieregel_score_vanaf_nul')),
    sa.ForeignKeyConstraint(['moderatie_id'], ['moderatie.id'], name=op.f('fk_moderatieregel_moderatie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderatieregel')),
    sa.UniqueConstraint('moderatie_id', 'criterium', name=op.f('uq_moderatieregel_moderatie_id_criterium'))
    )
    op.create_table('scoreregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kaart_id', sa.Integer(), nullable=False),
    sa.Column('criterium', sa.String(length=60), nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('revisie', sa.Integer(), nullable=False),
    sa.Column('bewaard_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(criterium) > 0', name=op.f('ck_scoreregel_heeft_criterium')),
    sa.CheckConstraint('revisie >= 1', name=op.f('ck_scoreregel_revisie_vanaf_een')),
    sa.CheckConstraint('score IS NULL OR score >= 0', name=op.f('ck_scoreregel_score_vanaf_nul')),
    sa.ForeignKeyConstraint(['kaart_id'], ['scorekaart.id'], name=op.f('fk_scoreregel_kaart_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scoreregel')),
    sa.UniqueConstraint('kaart_id', 'criterium', name=op.f('uq_scoreregel_kaart_id_criterium'))
    )
    op.create_table('tekenregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ronde_id', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('stand', sa.Enum('wacht', 'getekend', 'mislukt', name='tekenstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('fout', sa.Text(), nullable=False),
    sa.Column('klaar_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(stand = 'mislukt') = (length(fout) > 0)", name=op.f('ck_tekenregel_mislukt_heeft_fout')),
    sa.CheckConstraint("(stand = 'wacht') = (klaar_op IS NULL)", name=op.f('ck_tekenregel_klaar_heeft_moment')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_tekenregel_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_tekenregel_beschikking_id')),
    sa.ForeignKeyConstraint(['ronde_id'], ['tekenronde.id'], name=op.f('fk_tekenregel_ronde_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tekenregel')),
    sa.UniqueConstraint('ronde_id', 'beschikking_id', name=op.f('uq_tekenregel_ronde_id_beschikking_id')),
    sa.UniqueConstraint('ronde_id', 'volgnummer', name=op.f('uq_tekenregel_ronde_id_volgnummer'))
    )
    op.create_index(op.f('ix_tekenregel_beschikking_id'), 'tekenregel', ['beschikking_id'], unique=False)

    op.create_table('bezwaarstuk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('bezwaar_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('bezwaarmaker', 'commissie', name='bezwaarstuksoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('mediatype', sa.String(length=120), nullable=False),
    sa.Column('grootte', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stand', sa.Enum('quarantaine', 'schoon', 'besmet', 'niet_gescand', name='bijlagestand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('toegevoegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('grootte >= 1', name=op.f('ck_bezwaarstuk_bestand_heeft_inhoud')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_bezwaarstuk_heeft_naam')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_bezwaarstuk_hash_is_sha256')),
    sa.ForeignKeyConstraint(['bezwaar_id'], ['bezwaar.id'], name=op.f('fk_bezwaarstuk_bezwaar_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_bezwaarstuk_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bezwaarstuk')),
    sa.UniqueConstraint('bezwaar_id', 'soort', 'sha256', name=op.f('uq_bezwaarstuk_bezwaar_id_soort_sha256')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_bezwaarstuk_kenmerk'))
    )
    op.create_index(op.f('ix_bezwaarstuk_sha256'), 'bezwaarstuk', ['sha256'], unique=False)
    op.create_index(op.f('ix_bezwaarstuk_stand'), 'bezwaarstuk', ['stand'], unique=False)

    op.create_table('bezwaartermijn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bezwaar_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('verzuim', 'verdaging', 'uitstel', name='bezwaartermijnsoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('weken', sa.Integer(), nullable=True),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('hersteld_op', sa.Date(), nullable=True),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(soort = 'verdaging') = (tot IS NULL)", name=op.f('ck_bezwaartermijn_anders_heeft_einde')),
    sa.CheckConstraint("(soort = 'verdaging') = (weken IS NOT NULL)", name=op.f('ck_bezwaartermijn_verdaging_heeft_weken')),
    sa.CheckConstraint("hersteld_op IS NULL OR (soort = 'verzuim' AND hersteld_op >= vanaf)", name=op.f('ck_bezwaartermijn_hersteld_is_verzuim')),
    sa.CheckConstraint('length(toelichting) > 0', name=op.f('ck_bezwaartermijn_heeft_toelichting')),
    sa.CheckConstraint('tot IS NULL OR tot >= vanaf', name=op.f('ck_bezwaartermijn_eindigt_na_begin')),
    sa.CheckConstraint('weken IS NULL OR (weken >= 1 AND weken <= 6)', name=op.f('ck_bezwaartermijn_hoogstens_zes_weken')),
    sa.ForeignKeyConstraint(['bezwaar_id'], ['bezwaar.id'], name=op.f('fk_bezwaartermijn_bezwaar_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_bezwaartermijn_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bezwaartermijn'))
    )
    op.create_index(op.f('ix_bezwaartermijn_bezwaar_id'), 'bezwaartermijn', ['bezwaar_id'], unique=False)

    op.create_table('herrekening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bezwaar_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('correctie', sa.Text(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('invoer', sa.Text(), nullable=False),
    sa.Column('invoer_sha256', sa.String(length=64), nullable=False),
    sa.Column('engine_versie', sa.String(length=40), nullable=False),
    sa.Column('uitkomst', sa.Text(), nullable=False),
    sa.Column('uitkomst_sha256', sa.String(length=64), nullable=False),
    sa.Column('krijgt_cent', sa.BigInteger(), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gemaakt_door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('krijgt_cent >= 0', name=op.f('ck_herrekening_krijgt_niet_negatief')),
    sa.CheckConstraint('length(invoer_sha256) = 64 AND length(uitkomst_sha256) = 64', name=op.f('ck_herrekening_hash_is_sha256')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_herrekening_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['bezwaar_id'], ['bezwaar.id'], name=op.f('fk_herrekening_bezwaar_id')),
    sa.ForeignKeyConstraint(['gemaakt_door_id'], ['gebruiker.id'], name=op.f('fk_herrekening_gemaakt_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_herrekening')),
    sa.UniqueConstraint('bezwaar_id', 'volgnummer', name=op.f('uq_herrekening_bezwaar_id_volgnummer'))
    )
    op.add_column("beoordeling", sa.Column("grond_code", sa.String(length=60), nullable=True))
    op.add_column("beoordeling", sa.Column("opbouw", sa.Text(), nullable=True))
    for tabel, naam, oud, nieuw in CHECKS:
        _vervang_check(tabel, naam, oud, nieuw)
    _bewaak()
    _trigger(
        "beschikking", "teruggenomen", "UPDATE", "OLD.status = 'teruggenomen'",
        "beschikking: dit is afgerond en verandert niet",
    )
    _bewaak_scores()
    _bewaak_belangen()
    for tabel, naam, wanneer, wat, melding in _scheidingen():
        _trigger_na(tabel, naam, wanneer, wat, melding)


def downgrade() -> None:
    for tabel, naam, *_ in _scheidingen():
        op.execute(f"DROP TRIGGER {tabel}_{naam}" + (f" ON {tabel}" if _is_postgres() else ""))
        if _is_postgres():
            op.execute(f"DROP FUNCTION {tabel}_{naam}()")
    for tabel, naam, *_ in WIE_GEEN_BELANG_HEEFT:
        op.execute(f"DROP TRIGGER {tabel}_{naam}" + (f" ON {tabel}" if _is_postgres() else ""))
    for tabel in TABELLEN:
        op.drop_table(tabel)
    if _is_postgres():
        op.execute("DROP FUNCTION weiger_na_inleveren()")
        op.execute("DROP FUNCTION weiger_bij_belang()")
        op.execute("DROP FUNCTION heeft_belang(integer, integer, timestamptz)")
    op.execute("DROP TRIGGER beschikking_teruggenomen" + (" ON beschikking" if _is_postgres() else ""))
    for tabel, naam, oud, nieuw in CHECKS:
        _vervang_check(tabel, naam, nieuw, oud)
    for kolom in ("grond_code", "opbouw"):
        op.execute(f"ALTER TABLE beoordeling DROP COLUMN {kolom}")


TABELLEN = (
    "herrekening",
    "bezwaarstuk",
    "bezwaartermijn",
    "tekenregel",
    "scoreregel",
    "moderatieregel",
    "bezwaar",
    "zienswijze",
    "uitstelbericht",
    "termijnopschorting",
    "scorekaart",
    "notitie",
    "moderatie",
    "controleuitkomst",
    "ingebrekestelling",
    "belangverklaring",
    "behandeltoewijzing",
    "tekenronde",
    "scenario",
    "partijbelang",
    "brieftekst",
)


def _bewaak() -> None:
    for tabel in ALLEEN_TOEVOEGEN:
        melding = f"{tabel}: wat is vastgelegd verandert niet"
        _trigger(tabel, "wijzigt_niet", "UPDATE", ALTIJD, melding)
        _trigger(tabel, "verdwijnt_niet", "DELETE", ALTIJD, melding)
    for tabel, voorwaarde in NIET_VERWIJDEREN.items():
        _trigger(tabel, "verdwijnt_niet", "DELETE", voorwaarde, f"{tabel}: verwijderen kan niet")
    for tabel, kolommen in VASTE_KOLOMMEN.items():
        _trigger(tabel, "inhoud_staat_vast", "UPDATE", _anders(kolommen), f"{tabel}: de inhoud staat vast")
    for tabel, kolommen in EENMAAL.items():
        _trigger(
            tabel, "eenmaal_gevuld", "UPDATE", _anders(kolommen, alleen_gevuld=True),
            f"{tabel}: wat is ingevuld verandert niet",
        )
    for tabel, voorwaarde in EINDSTAND.items():
        _trigger(tabel, "eindstand", "UPDATE", voorwaarde, f"{tabel}: dit is afgerond en verandert niet")
    if _is_postgres():
        for tabel in (*ALLEEN_TOEVOEGEN, *NIET_VERWIJDEREN):
            op.execute(
                f"CREATE TRIGGER {tabel}_niet_leegmaken BEFORE TRUNCATE ON {tabel}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION weiger('{tabel}: leegmaken kan niet')"
            )


def _bewaak_scores() -> None:
    """A score and a judgement change only while the card is being written."""
    _trigger(
        "scorekaart", "oordeel_staat_vast", "UPDATE",
        "(OLD.ingeleverd_op IS NOT NULL OR OLD.vervallen_op IS NOT NULL) AND (" + _anders(KAARTOORDEEL) + ")", KAART_DICHT,
    )
    dicht = (
        "EXISTS (SELECT 1 FROM scorekaart WHERE scorekaart.id = NEW.kaart_id"
        " AND (scorekaart.ingeleverd_op IS NOT NULL OR scorekaart.vervallen_op IS NOT NULL))"
    )
    if _is_postgres():
        op.execute(
            "CREATE FUNCTION weiger_na_inleveren() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {dicht} THEN RAISE EXCEPTION '{NA_INLEVEREN}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER scoreregel_na_inleveren BEFORE INSERT OR UPDATE ON scoreregel"
            " FOR EACH ROW EXECUTE FUNCTION weiger_na_inleveren()"
        )
        return
    for wanneer in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER scoreregel_na_inleveren_{wanneer.lower()} BEFORE {wanneer} ON scoreregel FOR EACH ROW"
            f" WHEN {dicht} BEGIN SELECT RAISE(ABORT, '{NA_INLEVEREN}'); END"
        )


def _bewaak_belangen() -> None:
    """Who has an interest in the municipality, or declared one in this application, does nothing with it.

    The day of an interest is one in Amsterdam. SQLite knows no time zones: there an interest counts that holds on the
    day in UTC and also two hours later, so that the database never refuses what the service allows.
    """
    if _is_postgres():
        op.execute(
            "CREATE FUNCTION heeft_belang(wie integer, welke integer, moment timestamptz) RETURNS boolean"
            " LANGUAGE sql STABLE AS $$ SELECT EXISTS (SELECT 1 FROM belang JOIN aanvraag ON aanvraag.id = welke"
            " AND aanvraag.gm_code = belang.gm_code WHERE belang.gebruiker_id = wie"
            " AND belang.vanaf <= (moment AT TIME ZONE 'Europe/Amsterdam')::date"
            " AND (belang.tot IS NULL OR belang.tot > (moment AT TIME ZONE 'Europe/Amsterdam')::date))"
            " OR EXISTS (SELECT 1 FROM belangverklaring WHERE belangverklaring.aanvraag_id = welke"
            " AND belangverklaring.gebruiker_id = wie AND belangverklaring.heeft_belang) $$"
        )
        op.execute(
            "CREATE FUNCTION weiger_bij_belang() RETURNS trigger LANGUAGE plpgsql AS $$"
            " DECLARE rij jsonb := to_jsonb(NEW); BEGIN"
            " IF heeft_belang((rij ->> TG_ARGV[0])::integer, NEW.aanvraag_id, (rij ->> TG_ARGV[1])::timestamptz) THEN"
            f" RAISE EXCEPTION '%: {BELANG}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            " RETURN NEW; END $$"
        )
    for tabel, naam, wanneer, voorwaarde, wie, moment in WIE_GEEN_BELANG_HEEFT:
        kop = f"CREATE TRIGGER {tabel}_{naam} BEFORE {wanneer} ON {tabel} FOR EACH ROW WHEN ({voorwaarde}"
        if _is_postgres():
            op.execute(f"{kop}) EXECUTE FUNCTION weiger_bij_belang('{wie}', '{moment}')")
            continue
        op.execute(
            f"{kop} AND (EXISTS (SELECT 1 FROM belang JOIN aanvraag ON aanvraag.id = NEW.aanvraag_id"  # noqa: S608
            f" AND aanvraag.gm_code = belang.gm_code WHERE belang.gebruiker_id = NEW.{wie}"
            f" AND belang.vanaf <= date(NEW.{moment})"
            f" AND (belang.tot IS NULL OR belang.tot > date(NEW.{moment}, '+2 hours')))"
            " OR EXISTS (SELECT 1 FROM belangverklaring WHERE belangverklaring.aanvraag_id = NEW.aanvraag_id"
            f" AND belangverklaring.gebruiker_id = NEW.{wie} AND belangverklaring.heeft_belang)))"
            f" BEGIN SELECT RAISE(ABORT, '{tabel}: {BELANG}'); END"
        )


def _scheidingen() -> list[tuple[str, str, str, str, str]]:
    """``SCHEIDING``, and who may sign or agree: on a mandate of their own, with no interest and no other function."""
    alle = list(SCHEIDING)
    getekend = (
        "EXISTS (SELECT 1 FROM mandaat JOIN betrokkenheid ON betrokkenheid.aanvraag_id = NEW.aanvraag_id"  # noqa: S608
        " AND betrokkenheid.gebruiker_id = NEW.getekend_door_id AND betrokkenheid.functiegroep = NEW.getekend_als"
        " WHERE mandaat.id = NEW.mandaat_id AND NOT (mandaat.gebruiker_id = NEW.getekend_door_id"
        " AND mandaat.handeling = CASE WHEN NEW.soort = 'beslissing_op_bezwaar' THEN 'bezwaar_beslissen'"
        " ELSE 'beschikking_tekenen' END AND mandaat.tot_bedrag_cent >= NEW.verleend_cent"
        f" AND {_loopt('mandaat', 'NEW.getekend_op', ruim=True)}"
        " AND (mandaat.tot IS NULL OR mandaat.tot > NEW.dagtekening)))"
    )
    melding = "beschikking: het mandaat past niet"
    alle += [
        ("beschikking", "op_mandaat", "INSERT", getekend, melding),
        ("beschikking", "op_mandaat_tekenen", "UPDATE", f"OLD.getekend_op IS NULL AND {getekend}", melding),
    ]
    for welk, wie, mandaat, moment in AKKOORDEN:
        regels = (
            "EXISTS (SELECT 1 FROM verdelingsregel JOIN aanvraag ON aanvraag.id = verdelingsregel.aanvraag_id"
            "{meer} WHERE verdelingsregel.verdeling_id = NEW.id AND {wat})"
        )
        past_niet = (
            f"EXISTS (SELECT 1 FROM mandaat JOIN gebruiker ON gebruiker.id = NEW.{wie}"  # noqa: S608
            f" WHERE mandaat.id = NEW.{mandaat} AND NOT (mandaat.gebruiker_id = NEW.{wie}"
            " AND mandaat.handeling = 'verdeling_vaststellen' AND mandaat.tot_bedrag_cent >= (SELECT"
            " COALESCE(SUM(verdelingsregel.bedrag_cent), 0) FROM verdelingsregel WHERE verdelingsregel.verdeling_id"
            f" = NEW.id) AND {_loopt('mandaat', f'NEW.{moment}', ruim=True)}))"
        )
        belang = regels.format(
            meer=f" JOIN belang ON belang.gm_code = aanvraag.gm_code AND belang.gebruiker_id = NEW.{wie}",
            wat=_loopt("belang", f"NEW.{moment}", ruim=False),
        )
        verklaard = regels.format(
            meer=" JOIN belangverklaring ON belangverklaring.aanvraag_id = aanvraag.id"
            f" AND belangverklaring.gebruiker_id = NEW.{wie}",
            wat="belangverklaring.heeft_belang",
        )
        functie = regels.format(
            meer=" JOIN betrokkenheid ON betrokkenheid.aanvraag_id = aanvraag.id"
            f" AND betrokkenheid.gebruiker_id = NEW.{wie}",
            wat="betrokkenheid.functiegroep <> 'beslissing'",
        )
        for wat, voorwaarde, zin in (
            ("mandaat", past_niet, "het mandaat past niet"),
            ("belang", f"({belang} OR {verklaard})", BELANG),
            ("functie", functie, "wie akkoord geeft heeft een andere functie"),
        ):
            bij_akkoord = f"OLD.{wie} IS NULL AND {voorwaarde}"
            alle.append(("verdeling", f"{welk}_{wat}_akkoord", "UPDATE", bij_akkoord, f"verdeling: {zin}"))
        # A new one has no lines yet, so that only the mandate can be wrong.
        alle.append(("verdeling", f"{welk}_mandaat", "INSERT", past_niet, "verdeling: het mandaat past niet"))
    return alle


def _loopt(tabel: str, moment: str, *, ruim: bool) -> str:
    """That a row with ``vanaf`` and ``tot`` holds on the day of ``moment`` in Amsterdam.

    SQLite knows no time zones: there on the day in UTC or two hours later (``ruim``), or on both.
    """
    if _is_postgres():
        dag = f"({moment} AT TIME ZONE 'Europe/Amsterdam')::date"
        return f"{tabel}.vanaf <= {dag} AND ({tabel}.tot IS NULL OR {tabel}.tot > {dag})"
    eerst, laatst = f"date({moment})", f"date({moment}, '+2 hours')"
    begin, einde = (laatst, eerst) if ruim else (eerst, laatst)
    return f"{tabel}.vanaf <= {begin} AND ({tabel}.tot IS NULL OR {tabel}.tot > {einde})"


def _trigger_na(tabel: str, naam: str, wanneer: str, wat: str, melding: str) -> None:
    """Refuse a row when ``wat``, a question with a subquery, is true; after what the row alone says was checked."""
    kop = f"CREATE TRIGGER {tabel}_{naam} AFTER {wanneer} ON {tabel} FOR EACH ROW"
    if not _is_postgres():
        op.execute(f"{kop} WHEN {wat} BEGIN SELECT RAISE(ABORT, '{melding}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {tabel}_{naam}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {wat} THEN"
        f" RAISE EXCEPTION '{melding}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
    )
    op.execute(f"{kop} EXECUTE FUNCTION {tabel}_{naam}()")


def _vervang_check(tabel: str, naam: str, oud: str, nieuw: str) -> None:
    """Another condition for a CHECK, with everything else of the table as it is.

    SQLite has no statement for it. Its manual (lang_altertable, section 7) gives this way for a change that leaves
    what is on the disk alone; rebuilding the table would drop its triggers and what refers to it.
    """
    if _is_postgres():
        op.execute(f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}")
        op.execute(f"ALTER TABLE {tabel} ADD CONSTRAINT {naam} CHECK ({nieuw})")
        return
    verbinding = op.get_bind()
    tekst = verbinding.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (tabel,)
    ).scalar_one()
    oude_check, nieuwe_check = f"CONSTRAINT {naam} CHECK ({oud})", f"CONSTRAINT {naam} CHECK ({nieuw})"
    if tekst.count(oude_check) != 1:
        raise RuntimeError(f"{tabel}: the CHECK {naam} is not what it was in an earlier version")
    versie = verbinding.exec_driver_sql("PRAGMA schema_version").scalar_one()
    verbinding.exec_driver_sql("PRAGMA writable_schema=ON")
    verbinding.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
        (tekst.replace(oude_check, nieuwe_check), tabel),
    )
    verbinding.exec_driver_sql(f"PRAGMA schema_version={versie + 1}")
    verbinding.exec_driver_sql("PRAGMA writable_schema=OFF")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _anders(kolommen: Iterable[str], *, alleen_gevuld: bool = False) -> str:
    anders = "IS DISTINCT FROM" if _is_postgres() else "IS NOT"
    gevuld = "OLD.{0} IS NOT NULL AND " if alleen_gevuld else ""
    return " OR ".join(f"({gevuld.format(kolom)}OLD.{kolom} {anders} NEW.{kolom})" for kolom in kolommen)


def _trigger(tabel: str, wat: str, wanneer: str, voorwaarde: str, melding: str) -> None:
    kop = f"CREATE TRIGGER {tabel}_{wat} BEFORE {wanneer} ON {tabel} FOR EACH ROW WHEN ({voorwaarde})"
    if _is_postgres():
        op.execute(f"{kop} EXECUTE FUNCTION weiger('{melding}')")
    else:
        op.execute(f"{kop} BEGIN SELECT RAISE(ABORT, '{melding}'); END")
