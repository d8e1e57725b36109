"""Applying: drafts, attachments, filings, requests to supplement, messages, and what a municipality tells of itself.

Also: ``aanvraag.buiten_tijdvak`` is frozen from the receipt on rather than from the first row, since it is the
receipt that decides it.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ALTIJD = "1 = 1"

ALLEEN_TOEVOEGEN = ("indiening", "intrekking", "bericht", "berichtlezing", "postadres")

NIET_VERWIJDEREN = {
    "aanvulverzoek": ALTIJD,
    "aanvulpunt": ALTIJD,
    "vooroverleg": ALTIJD,
    "tranchevraag": ALTIJD,
    "bezorging": ALTIJD,
    "rekeningnummer": ALTIJD,
}

VASTE_KOLOMMEN = {
    "aanvraagbijlage": (
        "kenmerk", "aanvraag_id", "soort", "naam", "mediatype", "grootte", "sha256", "geupload_op", "geupload_door_id",
    ),
    "conceptdeel": ("aanvraag_id", "deel"),
    "aanvulverzoek": (
        "aanvraag_id", "volgnummer", "toelichting", "gevraagd_op", "termijn_tot", "gevraagd_door_id", "als",
        "document_id",
    ),
    "aanvulpunt": ("verzoek_id", "volgnummer", "deel", "vraag", "raakt_volledigheid"),
    "vooroverleg": (
        "kenmerk", "tranche_id", "gm_code", "onderwerp", "toelichting", "voorkeur", "gevraagd_op", "gevraagd_door_id",
    ),
    "tranchevraag": (
        "kenmerk", "tranche_id", "onderwerp", "vraag", "gesteld_op", "gesteld_door_id", "gm_code", "vervangt_id",
    ),
    "bezorging": ("bericht_id", "gebruiker_id", "message_id"),
    "rekeningnummer": ("gm_code", "iban", "tenaamstelling", "ingevoerd_op", "ingevoerd_door_id"),
}

EENMAAL = {
    "aanvraagbijlage": ("verwijderd_op", "verwijderd_door_id"),
    "aanvulverzoek": ("aangevuld_op", "verstreken_gemeld_op", "gesloten_op", "gesloten_door_id"),
    "vooroverleg": ("afgerond_op",),
    "tranchevraag": ("gepubliceerd_op", "gepubliceerd_door_id"),
    "bezorging": ("verzonden_op",),
    "rekeningnummer": (
        "bevestigd_op", "bevestigd_door_id", "goedgekeurd_op", "goedgekeurd_door_id", "afgewezen_op",
        "afgewezen_door_id",
    ),
}
"""Columns that are empty first and never change once filled."""

EINDSTAND = {
    "tranchevraag": "OLD.gepubliceerd_op IS NOT NULL",
    "vooroverleg": "OLD.afgerond_op IS NOT NULL",
    "rekeningnummer": "OLD.goedgekeurd_op IS NOT NULL OR OLD.afgewezen_op IS NOT NULL",
}

AANVRAAG_VAST = ("nummer", "tranche_id", "gm_code", "herkomst")


def upgrade() -> None:
    op.create_table('bericht',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('sleutel', sa.String(length=160), nullable=False),
    sa.Column('groep', sa.Enum('formeel', 'voortgang', 'herinnering', 'vraag', name='berichtgroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('richting', sa.Enum('uit', 'in', name='berichtrichting', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('object_soort', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.String(length=80), nullable=False),
    sa.Column('onderwerp', sa.String(length=200), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=True),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('voorbeeld', sa.Boolean(), nullable=False),
    sa.CheckConstraint("richting = 'uit' OR door_id IS NOT NULL", name=op.f('ck_bericht_inkomend_heeft_schrijver')),
    sa.CheckConstraint('length(onderwerp) > 0 AND length(tekst) > 0', name=op.f('ck_bericht_heeft_inhoud')),
    sa.CheckConstraint('length(sleutel) > 0', name=op.f('ck_bericht_heeft_sleutel')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_bericht_document_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_bericht_door_id')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_bericht_gm_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bericht')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_bericht_kenmerk')),
    sa.UniqueConstraint('sleutel', name=op.f('uq_bericht_sleutel'))
    )
    op.create_index(op.f('ix_bericht_gm_code'), 'bericht', ['gm_code'], unique=False)
    op.create_index('ix_bericht_object', 'bericht', ['object_soort', 'object_id'], unique=False)

    op.create_table('berichtvoorkeur',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('groep', sa.Enum('formeel', 'voortgang', 'herinnering', 'vraag', name='berichtgroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('mail', sa.Boolean(), nullable=False),
    sa.CheckConstraint("groep <> 'formeel' OR mail", name=op.f('ck_berichtvoorkeur_formeel_komt_altijd')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_berichtvoorkeur_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_berichtvoorkeur')),
    sa.UniqueConstraint('gebruiker_id', 'groep', name=op.f('uq_berichtvoorkeur_gebruiker_id_groep'))
    )
    op.create_table('postadres',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('ter_attentie', sa.String(length=100), nullable=False),
    sa.Column('adresregel', sa.String(length=100), nullable=False),
    sa.Column('postcode', sa.String(length=7), nullable=False),
    sa.Column('plaats', sa.String(length=80), nullable=False),
    sa.Column('ingevoerd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ingevoerd_door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(adresregel) > 0 AND length(postcode) = 7 AND length(plaats) > 0', name=op.f('ck_postadres_adres_is_heel')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_postadres_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_postadres_gm_code')),
    sa.ForeignKeyConstraint(['ingevoerd_door_id'], ['gebruiker.id'], name=op.f('fk_postadres_ingevoerd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postadres')),
    sa.UniqueConstraint('gm_code', 'volgnummer', name=op.f('uq_postadres_gm_code_volgnummer'))
    )
    op.create_table('rekeningnummer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('iban', sa.String(length=34), nullable=False),
    sa.Column('tenaamstelling', sa.String(length=70), nullable=False),
    sa.Column('ingevoerd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ingevoerd_door_id', sa.Integer(), nullable=False),
    sa.Column('bevestigd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bevestigd_door_id', sa.Integer(), nullable=True),
    sa.Column('goedgekeurd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('goedgekeurd_door_id', sa.Integer(), nullable=True),
    sa.Column('afgewezen_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('afgewezen_door_id', sa.Integer(), nullable=True),
    sa.Column('reden', sa.String(length=300), nullable=False),
    sa.CheckConstraint('(afgewezen_op IS NULL) = (afgewezen_door_id IS NULL) AND (afgewezen_op IS NULL OR length(reden) > 0)', name=op.f('ck_rekeningnummer_afgewezen_geheel_of_niet')),
    sa.CheckConstraint('(bevestigd_op IS NULL) = (bevestigd_door_id IS NULL)', name=op.f('ck_rekeningnummer_bevestigd_geheel_of_niet')),
    sa.CheckConstraint('(goedgekeurd_op IS NULL) = (goedgekeurd_door_id IS NULL)', name=op.f('ck_rekeningnummer_goedgekeurd_geheel_of_niet')),
    sa.CheckConstraint('bevestigd_door_id IS NULL OR bevestigd_door_id <> ingevoerd_door_id', name=op.f('ck_rekeningnummer_bevestigd_door_ander')),
    sa.CheckConstraint('goedgekeurd_door_id IS NULL OR (bevestigd_door_id IS NOT NULL AND goedgekeurd_door_id <> ingevoerd_door_id AND goedgekeurd_door_id <> bevestigd_door_id)', name=op.f('ck_rekeningnummer_goedgekeurd_door_derde')),
    sa.CheckConstraint('goedgekeurd_op IS NULL OR afgewezen_op IS NULL', name=op.f('ck_rekeningnummer_goedgekeurd_of_afgewezen')),
    sa.CheckConstraint('length(iban) >= 15 AND length(tenaamstelling) > 0', name=op.f('ck_rekeningnummer_rekening_is_heel')),
    sa.ForeignKeyConstraint(['afgewezen_door_id'], ['gebruiker.id'], name=op.f('fk_rekeningnummer_afgewezen_door_id')),
    sa.ForeignKeyConstraint(['bevestigd_door_id'], ['gebruiker.id'], name=op.f('fk_rekeningnummer_bevestigd_door_id')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_rekeningnummer_gm_code')),
    sa.ForeignKeyConstraint(['goedgekeurd_door_id'], ['gebruiker.id'], name=op.f('fk_rekeningnummer_goedgekeurd_door_id')),
    sa.ForeignKeyConstraint(['ingevoerd_door_id'], ['gebruiker.id'], name=op.f('fk_rekeningnummer_ingevoerd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rekeningnummer'))
    )
    op.create_index(op.f('ix_rekeningnummer_gm_code'), 'rekeningnummer', ['gm_code'], unique=False)
    op.create_index('uq_rekeningnummer_lopend', 'rekeningnummer', ['gm_code'], unique=True, sqlite_where=sa.text('goedgekeurd_op IS NULL AND afgewezen_op IS NULL'), postgresql_where=sa.text('goedgekeurd_op IS NULL AND afgewezen_op IS NULL'))

    op.create_table('tranchevraag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('onderwerp', sa.Enum('aanvrager', 'doelgroepen', 'woonruimten', 'geld', 'huur', 'planning', 'aanvraag', 'verdeling', 'overig', name='vraagonderwerp', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vraag', sa.Text(), nullable=False),
    sa.Column('gesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gesteld_door_id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=True),
    sa.Column('vraag_openbaar', sa.Text(), nullable=False),
    sa.Column('antwoord', sa.Text(), nullable=False),
    sa.Column('beantwoord_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beantwoord_door_id', sa.Integer(), nullable=True),
    sa.Column('gepubliceerd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gepubliceerd_door_id', sa.Integer(), nullable=True),
    sa.Column('vervangt_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(beantwoord_op IS NULL) = (antwoord = '') AND (beantwoord_op IS NULL) = (beantwoord_door_id IS NULL)", name=op.f('ck_tranchevraag_antwoord_geheel_of_niet')),
    sa.CheckConstraint('(gepubliceerd_op IS NULL) = (gepubliceerd_door_id IS NULL)', name=op.f('ck_tranchevraag_gepubliceerd_geheel_of_niet')),
    sa.CheckConstraint('gepubliceerd_op IS NULL OR (beantwoord_op IS NOT NULL AND length(vraag_openbaar) > 0)', name=op.f('ck_tranchevraag_gepubliceerd_heeft_antwoord')),
    sa.CheckConstraint('length(vraag) > 0', name=op.f('ck_tranchevraag_heeft_vraag')),
    sa.CheckConstraint('gepubliceerd_door_id IS NULL OR gepubliceerd_door_id <> beantwoord_door_id', name=op.f('ck_tranchevraag_vier_ogen')),
    sa.ForeignKeyConstraint(['beantwoord_door_id'], ['gebruiker.id'], name=op.f('fk_tranchevraag_beantwoord_door_id')),
    sa.ForeignKeyConstraint(['gepubliceerd_door_id'], ['gebruiker.id'], name=op.f('fk_tranchevraag_gepubliceerd_door_id')),
    sa.ForeignKeyConstraint(['gesteld_door_id'], ['gebruiker.id'], name=op.f('fk_tranchevraag_gesteld_door_id')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_tranchevraag_gm_code')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_tranchevraag_tranche_id')),
    sa.ForeignKeyConstraint(['vervangt_id'], ['tranchevraag.id'], name=op.f('fk_tranchevraag_vervangt_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tranchevraag')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_tranchevraag_kenmerk')),
    sa.UniqueConstraint('vervangt_id', name=op.f('uq_tranchevraag_vervangt_id'))
    )
    op.create_index(op.f('ix_tranchevraag_tranche_id'), 'tranchevraag', ['tranche_id'], unique=False)

    op.create_table('vooroverleg',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('onderwerp', sa.String(length=200), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('voorkeur', sa.String(length=300), nullable=False),
    sa.Column('stand', sa.Enum('aangevraagd', 'opgepakt', 'afgerond', 'ingetrokken', name='vooroverlegstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('gevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gevraagd_door_id', sa.Integer(), nullable=False),
    sa.Column('opgepakt_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opgepakt_door_id', sa.Integer(), nullable=True),
    sa.Column('afgerond_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verslag', sa.Text(), nullable=False),
    sa.CheckConstraint("(stand IN ('afgerond', 'ingetrokken')) = (afgerond_op IS NOT NULL)", name=op.f('ck_vooroverleg_afgerond_heeft_moment')),
    sa.CheckConstraint("stand <> 'afgerond' OR length(verslag) > 0", name=op.f('ck_vooroverleg_afgerond_heeft_verslag')),
    sa.CheckConstraint("stand NOT IN ('opgepakt', 'afgerond') OR opgepakt_op IS NOT NULL", name=op.f('ck_vooroverleg_opgepakt_heeft_moment')),
    sa.CheckConstraint('(opgepakt_op IS NULL) = (opgepakt_door_id IS NULL)', name=op.f('ck_vooroverleg_opgepakt_geheel_of_niet')),
    sa.CheckConstraint('length(onderwerp) > 0 AND length(toelichting) > 0', name=op.f('ck_vooroverleg_heeft_inhoud')),
    sa.ForeignKeyConstraint(['gevraagd_door_id'], ['gebruiker.id'], name=op.f('fk_vooroverleg_gevraagd_door_id')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_vooroverleg_gm_code')),
    sa.ForeignKeyConstraint(['opgepakt_door_id'], ['gebruiker.id'], name=op.f('fk_vooroverleg_opgepakt_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_vooroverleg_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vooroverleg')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_vooroverleg_kenmerk'))
    )
    op.create_index(op.f('ix_vooroverleg_gm_code'), 'vooroverleg', ['gm_code'], unique=False)
    op.create_index(op.f('ix_vooroverleg_tranche_id'), 'vooroverleg', ['tranche_id'], unique=False)

    op.create_table('berichtlezing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bericht_id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('geopend_op', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bericht_id'], ['bericht.id'], name=op.f('fk_berichtlezing_bericht_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_berichtlezing_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_berichtlezing')),
    sa.UniqueConstraint('bericht_id', 'gebruiker_id', name=op.f('uq_berichtlezing_bericht_id_gebruiker_id'))
    )
    op.create_index(op.f('ix_berichtlezing_gebruiker_id'), 'berichtlezing', ['gebruiker_id'], unique=False)

    op.create_table('bezorging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bericht_id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('adres', sa.String(length=254), nullable=False),
    sa.Column('message_id', sa.String(length=200), nullable=False),
    sa.Column('stand', sa.Enum('wacht', 'verzonden', 'mislukt', 'teruggekomen', name='bezorgstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('pogingen', sa.Integer(), nullable=False),
    sa.Column('volgende_poging_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verzonden_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('melding', sa.Text(), nullable=False),
    sa.CheckConstraint("stand IN ('mislukt', 'teruggekomen') OR (stand = 'verzonden') = (verzonden_op IS NOT NULL)", name=op.f('ck_bezorging_verzonden_heeft_moment')),
    sa.CheckConstraint("stand NOT IN ('mislukt', 'teruggekomen') OR length(melding) > 0", name=op.f('ck_bezorging_fout_zegt_waarom')),
    sa.CheckConstraint('pogingen >= 0', name=op.f('ck_bezorging_pogingen_niet_negatief')),
    sa.ForeignKeyConstraint(['bericht_id'], ['bericht.id'], name=op.f('fk_bezorging_bericht_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_bezorging_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bezorging')),
    sa.UniqueConstraint('bericht_id', 'gebruiker_id', name=op.f('uq_bezorging_bericht_id_gebruiker_id')),
    sa.UniqueConstraint('message_id', name=op.f('uq_bezorging_message_id'))
    )
    op.create_index(op.f('ix_bezorging_gebruiker_id'), 'bezorging', ['gebruiker_id'], unique=False)
    op.create_index('ix_bezorging_te_doen', 'bezorging', ['stand', 'volgende_poging_op'], unique=False)

    op.create_table('aanvraagbijlage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.String(length=60), nullable=False),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('mediatype', sa.String(length=120), nullable=False),
    sa.Column('grootte', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stand', sa.Enum('quarantaine', 'schoon', 'besmet', 'niet_gescand', name='bijlagestand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('geupload_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('geupload_door_id', sa.Integer(), nullable=False),
    sa.Column('verwijderd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verwijderd_door_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(verwijderd_op IS NULL) = (verwijderd_door_id IS NULL)', name=op.f('ck_aanvraagbijlage_verwijderd_geheel_of_niet')),
    sa.CheckConstraint('grootte >= 1', name=op.f('ck_aanvraagbijlage_bestand_heeft_inhoud')),
    sa.CheckConstraint('length(naam) > 0 AND length(soort) > 0', name=op.f('ck_aanvraagbijlage_heeft_naam_en_soort')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_aanvraagbijlage_hash_is_sha256')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_aanvraagbijlage_aanvraag_id')),
    sa.ForeignKeyConstraint(['geupload_door_id'], ['gebruiker.id'], name=op.f('fk_aanvraagbijlage_geupload_door_id')),
    sa.ForeignKeyConstraint(['verwijderd_door_id'], ['gebruiker.id'], name=op.f('fk_aanvraagbijlage_verwijderd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aanvraagbijlage')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_aanvraagbijlage_kenmerk'))
    )
    op.create_index(op.f('ix_aanvraagbijlage_aanvraag_id'), 'aanvraagbijlage', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_aanvraagbijlage_sha256'), 'aanvraagbijlage', ['sha256'], unique=False)
    op.create_index('ix_aanvraagbijlage_stand', 'aanvraagbijlage', ['stand'], unique=False)

    op.create_table('conceptdeel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('deel', sa.Enum('project', 'woonruimten', 'planning', 'kosten', 'samenhang', 'bijlagen', 'verklaringen', name='aanvraagdeel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('revisie', sa.Integer(), nullable=False),
    sa.Column('inhoud', sa.Text(), nullable=False),
    sa.Column('gewijzigd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gewijzigd_door_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('revisie >= 1', name=op.f('ck_conceptdeel_revisie_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_conceptdeel_aanvraag_id')),
    sa.ForeignKeyConstraint(['gewijzigd_door_id'], ['gebruiker.id'], name=op.f('fk_conceptdeel_gewijzigd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conceptdeel')),
    sa.UniqueConstraint('aanvraag_id', 'deel', name=op.f('uq_conceptdeel_aanvraag_id_deel'))
    )
    op.create_table('intrekking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('ingetrokken_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_intrekking_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_intrekking_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_intrekking')),
    sa.UniqueConstraint('aanvraag_id', name=op.f('uq_intrekking_aanvraag_id'))
    )
    op.create_table('aanvulverzoek',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('termijn_tot', sa.Date(), nullable=False),
    sa.Column('gevraagd_door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('aangevuld_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verstreken_gemeld_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gesloten_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('gesloten_door_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_aanvulverzoek_als_behandelaar')),
    sa.CheckConstraint('(gesloten_op IS NULL) = (gesloten_door_id IS NULL)', name=op.f('ck_aanvulverzoek_gesloten_geheel_of_niet')),
    sa.CheckConstraint('aangevuld_op IS NULL OR aangevuld_op >= gevraagd_op', name=op.f('ck_aanvulverzoek_aangevuld_na_verzoek')),
    sa.CheckConstraint('aangevuld_op IS NULL OR gesloten_op IS NULL', name=op.f('ck_aanvulverzoek_aangevuld_of_gesloten')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_aanvulverzoek_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'gevraagd_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_aanvulverzoek_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_aanvulverzoek_aanvraag_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_aanvulverzoek_document_id')),
    sa.ForeignKeyConstraint(['gesloten_door_id'], ['gebruiker.id'], name=op.f('fk_aanvulverzoek_gesloten_door_id')),
    sa.ForeignKeyConstraint(['gevraagd_door_id'], ['gebruiker.id'], name=op.f('fk_aanvulverzoek_gevraagd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aanvulverzoek')),
    sa.UniqueConstraint('aanvraag_id', 'volgnummer', name=op.f('uq_aanvulverzoek_aanvraag_id_volgnummer')),
    sa.UniqueConstraint('document_id', name=op.f('uq_aanvulverzoek_document_id'))
    )
    op.create_index('uq_aanvulverzoek_open', 'aanvulverzoek', ['aanvraag_id'], unique=True, sqlite_where=sa.text('aangevuld_op IS NULL AND gesloten_op IS NULL'), postgresql_where=sa.text('aangevuld_op IS NULL AND gesloten_op IS NULL'))

    op.create_table('indiening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('versie_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('indiening', 'correctie', 'aanvulling', name='indieningsoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('ontvangen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sleutel', sa.String(length=64), nullable=False),
    sa.Column('raakt_volledigheid', sa.Boolean(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("als = 'aanvrager'", name=op.f('ck_indiening_als_aanvrager')),
    sa.CheckConstraint("soort <> 'indiening' OR raakt_volledigheid", name=op.f('ck_indiening_eerste_raakt_volledigheid')),
    sa.CheckConstraint('length(sleutel) > 0', name=op.f('ck_indiening_heeft_sleutel')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_indiening_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_indiening_aanvraag_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_indiening_document_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_indiening_door_id')),
    sa.ForeignKeyConstraint(['versie_id', 'aanvraag_id'], ['aanvraag_versie.id', 'aanvraag_versie.aanvraag_id'], name='fk_indiening_versie_van_aanvraag'),
    sa.ForeignKeyConstraint(['versie_id'], ['aanvraag_versie.id'], name=op.f('fk_indiening_versie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indiening')),
    sa.UniqueConstraint('document_id', name=op.f('uq_indiening_document_id')),
    sa.UniqueConstraint('sleutel', name=op.f('uq_indiening_sleutel')),
    sa.UniqueConstraint('versie_id', name=op.f('uq_indiening_versie_id'))
    )
    op.create_index(op.f('ix_indiening_aanvraag_id'), 'indiening', ['aanvraag_id'], unique=False)

    op.create_table('aanvulpunt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('verzoek_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('deel', sa.Enum('project', 'woonruimten', 'planning', 'kosten', 'samenhang', 'bijlagen', 'verklaringen', name='aanvraagdeel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vraag', sa.Text(), nullable=False),
    sa.Column('raakt_volledigheid', sa.Boolean(), nullable=False),
    sa.Column('antwoord', sa.Text(), nullable=False),
    sa.Column('revisie', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(vraag) > 0', name=op.f('ck_aanvulpunt_heeft_vraag')),
    sa.CheckConstraint('revisie >= 1', name=op.f('ck_aanvulpunt_revisie_vanaf_een')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_aanvulpunt_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['verzoek_id'], ['aanvulverzoek.id'], name=op.f('fk_aanvulpunt_verzoek_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aanvulpunt')),
    sa.UniqueConstraint('verzoek_id', 'volgnummer', name=op.f('uq_aanvulpunt_verzoek_id_volgnummer'))
    )
    if _is_postgres():
        op.execute("DROP TRIGGER aanvraag_inhoud_staat_vast ON aanvraag")
    else:
        op.execute("DROP TRIGGER aanvraag_inhoud_staat_vast")
    ontvangen = f"(OLD.ontvangen_op IS NOT NULL AND ({_anders(('buiten_tijdvak',))}))"
    _trigger(
        "aanvraag", "inhoud_staat_vast", "UPDATE", f"{_anders(AANVRAAG_VAST)} OR {ontvangen}",
        "aanvraag: de inhoud staat vast",
    )
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


def downgrade() -> None:
    for tabel in (
        "aanvulpunt", "indiening", "aanvulverzoek", "intrekking", "conceptdeel", "aanvraagbijlage", "bezorging", "berichtlezing", "vooroverleg", "tranchevraag", "rekeningnummer", "postadres", "berichtvoorkeur", "bericht",
    ):
        op.drop_table(tabel)
    if _is_postgres():
        op.execute("DROP TRIGGER aanvraag_inhoud_staat_vast ON aanvraag")
    else:
        op.execute("DROP TRIGGER aanvraag_inhoud_staat_vast")
    _trigger(
        "aanvraag", "inhoud_staat_vast", "UPDATE", _anders((*AANVRAAG_VAST, "buiten_tijdvak")),
        "aanvraag: de inhoud staat vast",
    )


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
