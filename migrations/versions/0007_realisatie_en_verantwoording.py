"""From award to the last home: plan, deliveries, changes, payments, settlement, SiSa, audit and retention.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ALTIJD = "1 = 1"

ALLEEN_TOEVOEGEN = (
    "realisatieplan", "planregel", "prognose", "vervolglocatie", "bestemmingseinde", "verplichtingtermijn",
    "waarschuwing", "betaalbestand", "betaalinlezing", "vordering", "vorderingstermijn", "ontvangst",
    "rentevaststelling", "vorderingherziening", "sisainlezing", "sisaregel", "steekproef", "steekproefbevinding", "pseudonimisering",
    "regiogemeente",
)

NIET_VERWIJDEREN = {
    "projectdeel": ALTIJD,
    "mijlpaalmelding": ALTIJD,
    "levering": ALTIJD,
    "woonruimte": ALTIJD,
    "bestemmingsbevestiging": ALTIJD,
    "bewijsstuk": ALTIJD,
    "wijzigingsverzoek": ALTIJD,
    "betaalopdracht": ALTIJD,
    "vaststellingsberekening": ALTIJD,
    "vernietigingslijst": ALTIJD,
    "vernietigingsregel": ALTIJD,
    "regioindeling": ALTIJD,
    "archiefpakket": ALTIJD,
    "rentepercentage": ALTIJD,
}

VASTE_KOLOMMEN = {
    "projectdeel": ("aanvraag_id", "volgnummer", "toegevoegd_op", "door_id"),
    "mijlpaalmelding": ("aanvraag_id", "deel_id", "mijlpaal"),
    "levering": ("kenmerk", "aanvraag_id", "deel_id"),
    "woonruimte": ("levering_id", "aanvraag_id", "tranche_id", "regel"),
    "bestemmingsbevestiging": ("aanvraag_id", "jaar"),
    "bewijsstuk": (
        "kenmerk", "aanvraag_id", "mijlpaalmelding_id", "levering_id", "bevestiging_id", "naam", "mediatype", "grootte",
        "sha256", "geupload_op", "geupload_door_id",
    ),
    "wijzigingsverzoek": (
        "kenmerk", "aanvraag_id", "gegevens", "gegevens_sha256", "gevolg", "ingediend_op", "ingediend_door_id",
    ),
    "betaalopdracht": (
        "kenmerk", "aanvraag_id", "beschikking_id", "soort", "termijn", "bedrag_cent", "uiterlijk", "rekening_id",
        "opgesteld_op", "opgesteld_door_id", "als",
    ),
    "vaststellingsberekening": (
        "aanvraag_id", "volgnummer", "invoer", "invoer_sha256", "regel_versie", "verleend_cent", "betaald_cent",
        "vastgesteld_cent", "terug_cent", "opbouw", "berekend_op", "door_id", "als",
    ),
    "vernietigingslijst": ("kenmerk", "peildatum", "opgesteld_op", "opgesteld_door_id"),
    "vernietigingsregel": (
        "lijst_id", "volgnummer", "soort", "object_soort", "object_id", "omschrijving", "bewaren_tot", "grond",
    ),
    "regioindeling": ("naam", "jaar", "bron", "sha256", "ingelezen_op", "door_id"),
    "archiefpakket": ("kenmerk", "tranche_id", "aangevraagd_op", "door_id"),
    "rentepercentage": ("vanaf", "tot", "procent", "bron", "ingevoerd_op", "ingevoerd_door_id"),
}

EENMAAL = {
    "projectdeel": ("vervallen_op",),
    "betaalopdracht": (
        "goedgekeurd_op", "goedgekeurd_door_id", "goedgekeurd_als", "bestand_id", "inlezing_id", "betaald_op",
    ),
    "vaststellingsberekening": ("beschikking_id",),
    "vernietigingslijst": ("besloten_op", "besloten_door_id", "uitgevoerd_op"),
    "archiefpakket": ("gemaakt_op", "sha256", "bestanden", "grootte"),
    "rentepercentage": ("bevestigd_op", "bevestigd_door_id"),
}
"""Columns that are empty first and never change once filled."""

EINDSTAND = {
    "mijlpaalmelding": "OLD.stand IN ('aanvaard', 'afgewezen', 'ingetrokken')",
    "levering": "OLD.stand IN ('aanvaard', 'afgewezen', 'ingetrokken')",
    "bestemmingsbevestiging": "OLD.stand IN ('aanvaard', 'afgewezen', 'ingetrokken')",
    "wijzigingsverzoek": "OLD.status IN ('ingewilligd', 'afgewezen', 'ingetrokken')",
    "betaalopdracht": "OLD.status IN ('betaald', 'geweigerd', 'vervallen')",
    "vernietigingslijst": "OLD.status IN ('uitgevoerd', 'verworpen')",
    "woonruimte": "OLD.vervallen",
    "regioindeling": "OLD.vervallen",
    "rentepercentage": "OLD.vervallen",
}
"""Rows that are done with."""

INZAGE_STAAT_VAST = "inzage: wat is vastgelegd verandert niet"

VOLGORDE_VAN_VERNIETIGEN = (
    "(NEW.status = 'uitgevoerd' AND OLD.status = 'voorgesteld')"
    " OR (NEW.status IN ('voorgesteld', 'verworpen') AND OLD.status = 'vastgesteld')"
)
"""Nothing is destroyed before somebody decided so, and a decision is not taken back."""

GEMELDE_DAG = {"mijlpaalmelding": "bereikt_op", "levering": "opgeleverd_op", "bestemmingsbevestiging": "peildatum"}
"""What a municipality reports, with the day that it is about."""

BELANG = "er is een belang"
BEOORDEELD = "NEW.beoordeeld_op IS NOT NULL"
WIE_GEEN_BELANG_HEEFT = (
    *(
        (tabel, naam, wanneer, voorwaarde, "beoordeeld_door_id", "beoordeeld_op")
        for tabel in GEMELDE_DAG
        for naam, wanneer, voorwaarde in (
            ("zonder_belang", "INSERT", BEOORDEELD),
            (
                "zonder_belang_beoordelen", "UPDATE",
                f"{BEOORDEELD} AND (OLD.beoordeeld_op IS NULL OR OLD.beoordeeld_op <> NEW.beoordeeld_op)",
            ),
        )
    ),
    ("betaalopdracht", "zonder_belang", "INSERT", ALTIJD, "opgesteld_door_id", "opgesteld_op"),
    (
        "betaalopdracht", "zonder_belang_goedgekeurd", "INSERT", "NEW.goedgekeurd_op IS NOT NULL",
        "goedgekeurd_door_id", "goedgekeurd_op",
    ),
    (
        "betaalopdracht", "zonder_belang_goedkeuren", "UPDATE",
        "OLD.goedgekeurd_op IS NULL AND NEW.goedgekeurd_op IS NOT NULL", "goedgekeurd_door_id", "goedgekeurd_op",
    ),
    ("vaststellingsberekening", "zonder_belang", "INSERT", ALTIJD, "door_id", "berekend_op"),
)
"""Table, name, when and on which condition, and the columns with who acts and at which moment."""


def _besluit_past_niet(eis: str) -> str:
    """That the decision of the row is of another application, or is not what ``eis`` says."""
    return (
        "EXISTS (SELECT 1 FROM beschikking JOIN aanvraag ON aanvraag.id = NEW.aanvraag_id"  # noqa: S608
        f" WHERE beschikking.id = NEW.beschikking_id AND NOT (beschikking.aanvraag_id = NEW.aanvraag_id AND {eis}))"
    )


BEKEND = "beschikking.status = 'bekendgemaakt'"
TOEKENNING = (
    f"{BEKEND} AND beschikking.soort NOT IN ('vaststelling', 'terugvordering')"
    " AND (beschikking.verleend_cent > 0 OR beschikking.soort IN ('intrekking', 'beslissing_op_bezwaar'))"
)
"""An award that is taken back whole leaves a plan without homes."""
UITBETAALBAAR = f"{BEKEND} AND beschikking.verleend_cent > 0 AND beschikking.soort <> 'terugvordering'"
VORDERT_TERUG = (
    f"{BEKEND} AND beschikking.bekendgemaakt_op = NEW.ontstaan_op AND (beschikking.soort = 'terugvordering'"  # noqa: S608
    " OR (beschikking.soort = 'vaststelling' AND EXISTS (SELECT 1 FROM vaststellingsberekening"
    " WHERE vaststellingsberekening.beschikking_id = beschikking.id"
    " AND vaststellingsberekening.terug_cent >= NEW.hoofdsom_cent))"
    " OR (beschikking.soort = 'beslissing_op_bezwaar' AND EXISTS (SELECT 1 FROM beschikking AS eerder"
    " WHERE eerder.id = beschikking.vervangt_id AND eerder.soort IN ('vaststelling', 'terugvordering'))))"
)
"""Notified on the day of the claim; a settlement only for what its computation says goes back."""
VERZOEKBESLUIT = _besluit_past_niet(f"(NEW.status NOT IN ('ingewilligd', 'afgewezen') OR {BEKEND})")
VASTSTELBESLUIT = _besluit_past_niet("beschikking.verleend_cent = NEW.vastgesteld_cent")
ANDERE_REKENING = (
    "EXISTS (SELECT 1 FROM rekeningnummer JOIN aanvraag ON aanvraag.id = NEW.aanvraag_id"
    " JOIN gemeente ON gemeente.gm_code = aanvraag.gm_code"
    " LEFT JOIN gemeente AS later ON later.gm_code = gemeente.opvolger_gm_code"
    " WHERE rekeningnummer.id = NEW.rekening_id AND NOT (rekeningnummer.goedgekeurd_op IS NOT NULL"
    " AND rekeningnummer.gm_code IN (aanvraag.gm_code, COALESCE(gemeente.opvolger_gm_code, ''),"
    " COALESCE(later.opvolger_gm_code, ''))))"
)
"""A municipality that merged is paid on the account of the one that took its place, twice at most."""
MEER_DAN_VERLEEND = (
    "EXISTS (SELECT 1 FROM beschikking WHERE beschikking.id = NEW.beschikking_id AND beschikking.verleend_cent <"
    " (SELECT COALESCE(SUM(alle.bedrag_cent), 0) FROM betaalopdracht AS alle WHERE alle.aanvraag_id = NEW.aanvraag_id"
    " AND alle.status NOT IN ('geweigerd', 'vervallen'))"
    " - (SELECT COALESCE(SUM(ontvangst.bedrag_cent), 0) FROM ontvangst JOIN vordering"
    " ON vordering.id = ontvangst.vordering_id WHERE vordering.aanvraag_id = NEW.aanvraag_id))"
)
"""What was and will be paid on an application, less what came back, is more than the decision leaves."""
NIET_IN_BESTAND = (
    "EXISTS (SELECT 1 FROM betaalbestand WHERE betaalbestand.id = NEW.bestand_id AND (betaalbestand.aantal <"
    " (SELECT COUNT(*) FROM betaalopdracht AS alle WHERE alle.bestand_id = NEW.bestand_id) OR betaalbestand.totaal_cent <"
    " (SELECT SUM(alle.bedrag_cent) FROM betaalopdracht AS alle WHERE alle.bestand_id = NEW.bestand_id)))"
)
"""A file holds the orders with which it was made, and none comes along later."""
ZONDER_PLAN = (
    "EXISTS (SELECT 1 FROM aanvraag WHERE aanvraag.id = NEW.aanvraag_id"
    " AND NOT EXISTS (SELECT 1 FROM realisatieplan WHERE realisatieplan.aanvraag_id = aanvraag.id))"
)
ANDERE_TRANCHE = (
    "EXISTS (SELECT 1 FROM aanvraag JOIN tranche ON tranche.id = NEW.tranche_id"
    " WHERE aanvraag.id = NEW.aanvraag_id AND aanvraag.tranche_id <> NEW.tranche_id)"
)
LEVERING_DICHT = (
    "EXISTS (SELECT 1 FROM levering WHERE levering.id = NEW.levering_id AND levering.stand NOT IN ('gemeld', 'vraag'))"
)
ANDERE_AANVRAAG = " OR ".join(
    f"EXISTS (SELECT 1 FROM {tabel} JOIN aanvraag ON aanvraag.id = NEW.aanvraag_id"  # noqa: S608
    f" WHERE {tabel}.id = NEW.{kolom} AND {tabel}.aanvraag_id <> NEW.aanvraag_id)"
    for tabel, kolom in (
        ("mijlpaalmelding", "mijlpaalmelding_id"), ("levering", "levering_id"),
        ("bestemmingsbevestiging", "bevestiging_id"),
    )
)
WOONRUIMTE = "EXISTS (SELECT 1 FROM woonruimte WHERE woonruimte.id = NEW.woonruimte_id AND ({}))"
LIJST = "EXISTS (SELECT 1 FROM vernietigingslijst WHERE vernietigingslijst.id = NEW.lijst_id AND vernietigingslijst.status {})"
RENTE_DUBBEL = (
    "EXISTS (SELECT 1 FROM rentevaststelling AS ander WHERE ander.vordering_id = NEW.vordering_id"
    " AND ander.id <> NEW.id AND ander.vanaf <= NEW.tot AND ander.tot >= NEW.vanaf)"
)
BESLUIT_PAST_NIET = "het besluit past niet"

BESLUITSOORTEN = (
    "'verlening', 'deelverlening', 'afwijzing', 'buiten_behandeling', 'wijziging', 'intrekking', 'vaststelling',"
    " 'terugvordering', 'beslissing_op_bezwaar'"
)
NAAST_DE_KETEN = "'rente', 'betalingsregeling'"


def _andere_functie_opsteller(functie: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM betrokkenheid WHERE betrokkenheid.aanvraag_id = NEW.aanvraag_id"  # noqa: S608
        " AND betrokkenheid.gebruiker_id = NEW.opgesteld_door_id AND betrokkenheid.functiegroep <>"
        f" CASE WHEN NEW.soort = 'beslissing_op_bezwaar' THEN 'bezwaar' {functie}ELSE 'behandeling' END)"
    )


OPSTELLER_EERST = _andere_functie_opsteller("")
OPSTELLER_NU = _andere_functie_opsteller(f"WHEN NEW.soort IN ({NAAST_DE_KETEN}) THEN 'betaling' ")
"""As in 0006; who pays draws up the decisions about paying a claim."""


def _vorderingsbesluit_past_niet(eis: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM beschikking JOIN vordering ON vordering.id = NEW.vordering_id"  # noqa: S608
        " WHERE beschikking.id = NEW.beschikking_id"
        f" AND NOT (beschikking.aanvraag_id = vordering.aanvraag_id AND {BEKEND} AND {eis}))"
    )


TERMIJNBESLUIT = _vorderingsbesluit_past_niet(
    "((NEW.regeling = 1 AND beschikking.id = vordering.beschikking_id)"
    " OR (NEW.regeling > 1 AND beschikking.soort = 'betalingsregeling'))"
)
RENTEBESLUIT = _vorderingsbesluit_past_niet("beschikking.soort = 'rente'")
HERZIENINGSBESLUIT = _vorderingsbesluit_past_niet(
    "beschikking.soort = 'beslissing_op_bezwaar' AND NEW.hoofdsom_cent <= vordering.hoofdsom_cent"
)


NAAM_TERUG = (
    "EXISTS (SELECT 1 FROM pseudonimisering WHERE pseudonimisering.gebruiker_id = NEW.id) AND (OLD.naam <> NEW.naam"
    " OR OLD.functie <> NEW.functie OR OLD.email <> NEW.email OR NEW.geblokkeerd_op IS NULL)"
)
"""Who was pseudonymised gets no name again, and nobody logs in with that account."""


def _samenhang() -> list[tuple[str, str, str, str, str]]:
    """Table, name, when, what then must not be there, and what the database says."""
    adres = ("doelgroep", "aard", "soort", "bag_id", "postcode", "huisnummer", "toevoeging", "ruimte")
    # The day on which it came into use can be put right, and is not taken back.
    anders = f"({_anders(adres)} OR (OLD.in_gebruik_op IS NOT NULL AND NEW.in_gebruik_op IS NULL))"
    return [
        *(
            (tabel, "op_bekend_besluit", "INSERT", _besluit_past_niet(eis), f"{tabel}: {BESLUIT_PAST_NIET}")
            for tabel, eis in (
                ("realisatieplan", TOEKENNING), ("verplichtingtermijn", BEKEND), ("betaalopdracht", UITBETAALBAAR),
                ("vordering", VORDERT_TERUG),
            )
        ),
        *(
            (tabel, naam, wanneer, wat, f"{tabel}: {BESLUIT_PAST_NIET}")
            for tabel, wat in (("wijzigingsverzoek", VERZOEKBESLUIT), ("vaststellingsberekening", VASTSTELBESLUIT))
            for naam, wanneer in (("eigen_besluit", "INSERT"), ("eigen_besluit_later", "UPDATE"))
        ),
        *(
            (tabel, "met_plan", "INSERT", ZONDER_PLAN, f"{tabel}: er is nog geen plan")
            for tabel in GEMELDE_DAG
        ),
        (
            "betaalopdracht", "naar_eigen_rekening", "INSERT", ANDERE_REKENING,
            "betaalopdracht: de rekening is niet van deze gemeente of niet goedgekeurd",
        ),
        (
            "betaalopdracht", "binnen_verlening", "INSERT", MEER_DAN_VERLEEND,
            "betaalopdracht: het is meer dan is verleend",
        ),
        *(
            (
                "betaalopdracht", naam, wanneer, wat + NIET_IN_BESTAND,
                "betaalopdracht: het bestand is met andere opdrachten gemaakt",
            )
            for naam, wanneer, wat in (
                ("in_bestand", "INSERT", ""),
                ("in_bestand_later", "UPDATE", "OLD.bestand_id IS NULL AND "),
            )
        ),
        (
            "woonruimte", "van_tranche", "INSERT", ANDERE_TRANCHE,
            "woonruimte: de aanvraag hoort bij een andere tranche",
        ),
        (
            "woonruimte", "bij_open_levering", "INSERT", LEVERING_DICHT, "woonruimte: over de levering is al geoordeeld",
        ),
        (
            "woonruimte", "na_aanvaarding", "UPDATE",
            f"{anders} AND EXISTS (SELECT 1 FROM levering WHERE levering.id = NEW.levering_id"  # noqa: S608
            " AND levering.stand = 'aanvaard')", "woonruimte: de levering is aanvaard",
        ),
        ("bewijsstuk", "van_aanvraag", "INSERT", ANDERE_AANVRAAG, "bewijsstuk: de melding is van een andere aanvraag"),
        (
            "vervolglocatie", "van_flexibele", "INSERT",
            WOONRUIMTE.format("woonruimte.aard <> 'flexibel' OR woonruimte.vervallen"),
            "vervolglocatie: de woonruimte verhuist niet",
        ),
        (
            "bestemmingseinde", "van_geldende", "INSERT", WOONRUIMTE.format("woonruimte.vervallen"),
            "bestemmingseinde: de woonruimte is vervallen",
        ),
        *(
            (tabel, "op_eigen_besluit", "INSERT", wat, f"{tabel}: {BESLUIT_PAST_NIET}")
            for tabel, wat in (
                ("vorderingstermijn", TERMIJNBESLUIT), ("rentevaststelling", RENTEBESLUIT),
                ("vorderingherziening", HERZIENINGSBESLUIT),
            )
        ),
        (
            "rentevaststelling", "zonder_overlap", "INSERT", RENTE_DUBBEL,
            "rentevaststelling: over deze dagen is al rente vastgesteld",
        ),
        (
            "vernietigingsregel", "bij_voorstel", "INSERT", LIJST.format("<> 'voorgesteld'"),
            "vernietigingsregel: over de lijst is al besloten",
        ),
        (
            "vernietigingsregel", "uitkomst_na_besluit", "UPDATE",
            "OLD.uitkomst <> NEW.uitkomst AND " + LIJST.format("IN ('voorgesteld', 'verworpen')"),
            "vernietigingsregel: er is nog niet besloten",
        ),
        ("gebruiker", "naam_blijft_weg", "UPDATE", NAAM_TERUG, "gebruiker: de naam is vervangen en komt niet terug"),
    ]


def upgrade() -> None:
    op.create_table('archiefpakket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('aangevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('bestanden', sa.Integer(), nullable=True),
    sa.Column('grootte', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fout', sa.String(length=500), nullable=False),
    sa.CheckConstraint('(gemaakt_op IS NULL) = (sha256 IS NULL) AND (gemaakt_op IS NULL) = (bestanden IS NULL) AND (gemaakt_op IS NULL) = (grootte IS NULL)', name=op.f('ck_archiefpakket_gemaakt_geheel_of_niet')),
    sa.CheckConstraint('sha256 IS NULL OR length(sha256) = 64', name=op.f('ck_archiefpakket_hash_is_sha256')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_archiefpakket_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_archiefpakket_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archiefpakket')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_archiefpakket_kenmerk'))
    )
    op.create_index(op.f('ix_archiefpakket_tranche_id'), 'archiefpakket', ['tranche_id'], unique=False)

    op.create_table('betaalbestand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('totaal_cent', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('aantal >= 1 AND totaal_cent >= 1', name=op.f('ck_betaalbestand_bestand_heeft_inhoud')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_betaalbestand_hash_is_sha256')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_betaalbestand_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_betaalbestand')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_betaalbestand_kenmerk'))
    )

    op.create_table('betaalinlezing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('ingelezen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('aantal >= 1', name=op.f('ck_betaalinlezing_bestand_heeft_inhoud')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_betaalinlezing_heeft_naam')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_betaalinlezing_hash_is_sha256')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_betaalinlezing_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_betaalinlezing')),
    sa.UniqueConstraint('sha256', name=op.f('uq_betaalinlezing_sha256'))
    )

    op.create_table('inzage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('contactpersoon', 'gebruikers', 'bijlage', 'dossier', 'bezwaar', name='inzagesoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('object_soort', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.String(length=80), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(object_soort) > 0 AND length(object_id) > 0', name=op.f('ck_inzage_heeft_object')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_inzage_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inzage'))
    )
    op.create_index('ix_inzage_wat', 'inzage', ['object_soort', 'object_id', 'op'], unique=False)
    op.create_index('ix_inzage_wie', 'inzage', ['gebruiker_id', 'op'], unique=False)

    op.create_table('pseudonimisering',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('gebruiker_id', sa.Integer(), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('grond', sa.String(length=300), nullable=False),
    sa.CheckConstraint('gebruiker_id <> door_id', name=op.f('ck_pseudonimisering_niet_zichzelf')),
    sa.CheckConstraint('length(grond) > 0', name=op.f('ck_pseudonimisering_heeft_grond')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_pseudonimisering_door_id')),
    sa.ForeignKeyConstraint(['gebruiker_id'], ['gebruiker.id'], name=op.f('fk_pseudonimisering_gebruiker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pseudonimisering')),
    sa.UniqueConstraint('gebruiker_id', name=op.f('uq_pseudonimisering_gebruiker_id'))
    )

    op.create_table('regioindeling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('naam', sa.String(length=60), nullable=False),
    sa.Column('jaar', sa.Integer(), nullable=False),
    sa.Column('bron', sa.String(length=300), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('ingelezen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('vervallen', sa.Boolean(), nullable=False),
    sa.CheckConstraint('jaar >= 2020 AND jaar <= 2100', name=op.f('ck_regioindeling_jaar_bestaat')),
    sa.CheckConstraint('length(naam) > 0 AND length(bron) > 0', name=op.f('ck_regioindeling_heeft_bron')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_regioindeling_hash_is_sha256')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_regioindeling_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regioindeling'))
    )
    op.create_index('uq_regioindeling_geldt', 'regioindeling', ['naam', 'jaar'], unique=True, sqlite_where=sa.text('NOT vervallen'), postgresql_where=sa.text('NOT vervallen'))

    op.create_table('sisainlezing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('jaar', sa.Integer(), nullable=False),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('ingelezen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('jaar >= 2020 AND jaar <= 2100', name=op.f('ck_sisainlezing_jaar_bestaat')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_sisainlezing_heeft_naam')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_sisainlezing_hash_is_sha256')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_sisainlezing_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_sisainlezing_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sisainlezing')),
    sa.UniqueConstraint('tranche_id', 'jaar', 'sha256', name=op.f('uq_sisainlezing_tranche_id_jaar_sha256'))
    )
    op.create_index(op.f('ix_sisainlezing_tranche_id'), 'sisainlezing', ['tranche_id'], unique=False)

    op.create_table('steekproef',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('wijze', sa.Enum('aselect', 'geldeenheid', name='steekproefwijze', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('omvang', sa.Integer(), nullable=False),
    sa.Column('zaad', sa.String(length=120), nullable=False),
    sa.Column('populatie', sa.Text(), nullable=False),
    sa.Column('populatie_sha256', sa.String(length=64), nullable=False),
    sa.Column('uitkomst', sa.Text(), nullable=False),
    sa.Column('uitkomst_sha256', sa.String(length=64), nullable=False),
    sa.Column('engine_versie', sa.String(length=40), nullable=False),
    sa.Column('doel', sa.String(length=500), nullable=False),
    sa.Column('getrokken_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(doel) > 0', name=op.f('ck_steekproef_heeft_doel')),
    sa.CheckConstraint('length(populatie_sha256) = 64 AND length(uitkomst_sha256) = 64', name=op.f('ck_steekproef_hash_is_sha256')),
    sa.CheckConstraint('length(zaad) > 0', name=op.f('ck_steekproef_heeft_zaad')),
    sa.CheckConstraint('omvang >= 1', name=op.f('ck_steekproef_omvang_positief')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_steekproef_door_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_steekproef_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_steekproef')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_steekproef_kenmerk'))
    )
    op.create_index(op.f('ix_steekproef_tranche_id'), 'steekproef', ['tranche_id'], unique=False)

    op.create_table('vernietigingslijst',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('status', sa.Enum('voorgesteld', 'vastgesteld', 'uitgevoerd', 'verworpen', name='vernietigingstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('peildatum', sa.Date(), nullable=False),
    sa.Column('opgesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opgesteld_door_id', sa.Integer(), nullable=False),
    sa.Column('besloten_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('besloten_door_id', sa.Integer(), nullable=True),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('uitgevoerd_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(besloten_op IS NULL) = (besloten_door_id IS NULL) AND (status = 'voorgesteld') = (besloten_op IS NULL)", name=op.f('ck_vernietigingslijst_besloten_geheel_of_niet')),
    sa.CheckConstraint("(status = 'uitgevoerd') = (uitgevoerd_op IS NOT NULL)", name=op.f('ck_vernietigingslijst_uitgevoerd_heeft_moment')),
    sa.CheckConstraint("status <> 'verworpen' OR length(toelichting) > 0", name=op.f('ck_vernietigingslijst_verworpen_heeft_reden')),
    sa.CheckConstraint('besloten_door_id IS NULL OR besloten_door_id <> opgesteld_door_id', name=op.f('ck_vernietigingslijst_vier_ogen')),
    sa.ForeignKeyConstraint(['besloten_door_id'], ['gebruiker.id'], name=op.f('fk_vernietigingslijst_besloten_door_id')),
    sa.ForeignKeyConstraint(['opgesteld_door_id'], ['gebruiker.id'], name=op.f('fk_vernietigingslijst_opgesteld_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingslijst')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_vernietigingslijst_kenmerk'))
    )

    op.create_table('regiogemeente',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indeling_id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('regio', sa.String(length=100), nullable=False),
    sa.CheckConstraint('length(regio) > 0', name=op.f('ck_regiogemeente_heeft_regio')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_regiogemeente_gm_code')),
    sa.ForeignKeyConstraint(['indeling_id'], ['regioindeling.id'], name=op.f('fk_regiogemeente_indeling_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regiogemeente')),
    sa.UniqueConstraint('indeling_id', 'gm_code', name=op.f('uq_regiogemeente_indeling_id_gm_code'))
    )

    op.create_table('sisaregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('inlezing_id', sa.Integer(), nullable=False),
    sa.Column('gm_code', sa.String(length=6), nullable=False),
    sa.Column('besteding_cent', sa.BigInteger(), nullable=False),
    sa.Column('correctie_cent', sa.BigInteger(), nullable=False),
    sa.Column('cumulatief_cent', sa.BigInteger(), nullable=False),
    sa.Column('zelfstandige_uitvoering', sa.Boolean(), nullable=False),
    sa.Column('eindverantwoording', sa.Boolean(), nullable=False),
    sa.Column('bevindingen', sa.Text(), nullable=False),
    sa.Column('onrechtmatig_cent', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('besteding_cent >= 0 AND cumulatief_cent >= 0 AND onrechtmatig_cent >= 0', name=op.f('ck_sisaregel_bedragen_niet_negatief')),
    sa.CheckConstraint('onrechtmatig_cent = 0 OR length(bevindingen) > 0', name=op.f('ck_sisaregel_onrechtmatig_heeft_bevinding')),
    sa.ForeignKeyConstraint(['gm_code'], ['gemeente.gm_code'], name=op.f('fk_sisaregel_gm_code')),
    sa.ForeignKeyConstraint(['inlezing_id'], ['sisainlezing.id'], name=op.f('fk_sisaregel_inlezing_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sisaregel')),
    sa.UniqueConstraint('inlezing_id', 'gm_code', name=op.f('uq_sisaregel_inlezing_id_gm_code'))
    )
    op.create_index('ix_sisaregel_gemeente', 'sisaregel', ['gm_code', 'id'], unique=False)

    op.create_table('steekproefbevinding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('steekproef_id', sa.Integer(), nullable=False),
    sa.Column('nummer', sa.String(length=40), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('oordeel', sa.Enum('in_orde', 'fout', 'onzeker', name='bevindingoordeel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("oordeel = 'in_orde' OR length(tekst) > 0", name=op.f('ck_steekproefbevinding_afwijking_heeft_tekst')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_steekproefbevinding_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_steekproefbevinding_door_id')),
    sa.ForeignKeyConstraint(['steekproef_id'], ['steekproef.id'], name=op.f('fk_steekproefbevinding_steekproef_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_steekproefbevinding')),
    sa.UniqueConstraint('steekproef_id', 'nummer', 'volgnummer', name=op.f('uq_steekproefbevinding_steekproef_id_nummer_volgnummer'))
    )

    op.create_table('vernietigingsregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('lijst_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('soort', sa.String(length=60), nullable=False),
    sa.Column('object_soort', sa.String(length=40), nullable=False),
    sa.Column('object_id', sa.String(length=80), nullable=False),
    sa.Column('omschrijving', sa.String(length=300), nullable=False),
    sa.Column('bewaren_tot', sa.Date(), nullable=False),
    sa.Column('grond', sa.String(length=300), nullable=False),
    sa.Column('uitkomst', sa.Text(), nullable=False),
    sa.CheckConstraint('length(omschrijving) > 0 AND length(grond) > 0', name=op.f('ck_vernietigingsregel_heeft_grond')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_vernietigingsregel_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['lijst_id'], ['vernietigingslijst.id'], name=op.f('fk_vernietigingsregel_lijst_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingsregel')),
    sa.UniqueConstraint('lijst_id', 'object_soort', 'object_id', name=op.f('uq_vernietigingsregel_lijst_id_object_soort_object_id')),
    sa.UniqueConstraint('lijst_id', 'volgnummer', name=op.f('uq_vernietigingsregel_lijst_id_volgnummer'))
    )

    op.create_table('projectdeel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('naam', sa.String(length=120), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('toegevoegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=True),
    sa.Column('vervallen_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('aantal >= 1', name=op.f('ck_projectdeel_aantal_positief')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_projectdeel_heeft_naam')),
    sa.CheckConstraint('vervallen_op IS NULL OR vervallen_op >= toegevoegd_op', name=op.f('ck_projectdeel_vervallen_na_begin')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_projectdeel_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_projectdeel_aanvraag_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_projectdeel_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projectdeel')),
    sa.UniqueConstraint('aanvraag_id', 'volgnummer', name=op.f('uq_projectdeel_aanvraag_id_volgnummer')),
    sa.UniqueConstraint('id', 'aanvraag_id', name=op.f('uq_projectdeel_id_aanvraag_id'))
    )

    op.create_table('waarschuwing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('herinnering', 'escalatie', 'rapportage', name='waarschuwingsoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('verplichting', sa.String(length=60), nullable=False),
    sa.Column('uiterlijk', sa.Date(), nullable=False),
    sa.Column('dagen', sa.Integer(), nullable=False),
    sa.Column('verstuurd_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(verplichting) > 0', name=op.f('ck_waarschuwing_heeft_verplichting')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_waarschuwing_aanvraag_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waarschuwing')),
    sa.UniqueConstraint('aanvraag_id', 'soort', 'verplichting', 'uiterlijk', 'dagen', name=op.f('uq_waarschuwing_aanvraag_id_soort_verplichting_uiterlijk_dagen'))
    )
    op.create_index(op.f('ix_waarschuwing_aanvraag_id'), 'waarschuwing', ['aanvraag_id'], unique=False)

    op.create_table('bestemmingsbevestiging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('jaar', sa.Integer(), nullable=False),
    sa.Column('peildatum', sa.Date(), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gemeld_door_id', sa.Integer(), nullable=False),
    sa.Column('stand', sa.Enum('gemeld', 'vraag', 'aanvaard', 'afgewezen', 'ingetrokken', name='meldingstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('oordeel', sa.Text(), nullable=False),
    sa.Column('beoordeeld_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beoordeeld_door_id', sa.Integer(), nullable=True),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint("(stand IN ('aanvaard', 'afgewezen', 'vraag')) = (beoordeeld_op IS NOT NULL) AND (beoordeeld_op IS NULL) = (beoordeeld_door_id IS NULL) AND (beoordeeld_op IS NULL) = (als IS NULL)", name=op.f('ck_bestemmingsbevestiging_oordeel_geheel_of_niet')),
    sa.CheckConstraint("als IS NULL OR als = 'behandeling'", name=op.f('ck_bestemmingsbevestiging_als_behandelaar')),
    sa.CheckConstraint("stand NOT IN ('afgewezen', 'vraag') OR length(oordeel) > 0", name=op.f('ck_bestemmingsbevestiging_oordeel_heeft_reden')),
    sa.CheckConstraint('beoordeeld_door_id IS NULL OR beoordeeld_door_id <> gemeld_door_id', name=op.f('ck_bestemmingsbevestiging_vier_ogen')),
    sa.CheckConstraint('aantal >= 0', name=op.f('ck_bestemmingsbevestiging_aantal_niet_negatief')),
    sa.CheckConstraint('jaar >= 2020 AND jaar <= 2100', name=op.f('ck_bestemmingsbevestiging_jaar_bestaat')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'beoordeeld_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_bestemmingsbevestiging_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_bestemmingsbevestiging_aanvraag_id')),
    sa.ForeignKeyConstraint(['beoordeeld_door_id'], ['gebruiker.id'], name=op.f('fk_bestemmingsbevestiging_beoordeeld_door_id')),
    sa.ForeignKeyConstraint(['gemeld_door_id'], ['gebruiker.id'], name=op.f('fk_bestemmingsbevestiging_gemeld_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bestemmingsbevestiging'))
    )
    op.create_index(op.f('ix_bestemmingsbevestiging_aanvraag_id'), 'bestemmingsbevestiging', ['aanvraag_id'], unique=False)
    op.create_index('uq_bestemmingsbevestiging_telt', 'bestemmingsbevestiging', ['aanvraag_id', 'jaar'], unique=True, sqlite_where=sa.text("stand IN ('gemeld', 'vraag', 'aanvaard')"), postgresql_where=sa.text("stand IN ('gemeld', 'vraag', 'aanvaard')"))

    op.create_table('levering',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('deel_id', sa.Integer(), nullable=False),
    sa.Column('opgeleverd_op', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gemeld_door_id', sa.Integer(), nullable=False),
    sa.Column('stand', sa.Enum('gemeld', 'vraag', 'aanvaard', 'afgewezen', 'ingetrokken', name='meldingstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('oordeel', sa.Text(), nullable=False),
    sa.Column('beoordeeld_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beoordeeld_door_id', sa.Integer(), nullable=True),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint("(stand IN ('aanvaard', 'afgewezen', 'vraag')) = (beoordeeld_op IS NOT NULL) AND (beoordeeld_op IS NULL) = (beoordeeld_door_id IS NULL) AND (beoordeeld_op IS NULL) = (als IS NULL)", name=op.f('ck_levering_oordeel_geheel_of_niet')),
    sa.CheckConstraint("als IS NULL OR als = 'behandeling'", name=op.f('ck_levering_als_behandelaar')),
    sa.CheckConstraint("stand NOT IN ('afgewezen', 'vraag') OR length(oordeel) > 0", name=op.f('ck_levering_oordeel_heeft_reden')),
    sa.CheckConstraint('beoordeeld_door_id IS NULL OR beoordeeld_door_id <> gemeld_door_id', name=op.f('ck_levering_vier_ogen')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'beoordeeld_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_levering_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_levering_aanvraag_id')),
    sa.ForeignKeyConstraint(['beoordeeld_door_id'], ['gebruiker.id'], name=op.f('fk_levering_beoordeeld_door_id')),
    sa.ForeignKeyConstraint(['deel_id', 'aanvraag_id'], ['projectdeel.id', 'projectdeel.aanvraag_id'], name='fk_levering_deel_van_aanvraag'),
    sa.ForeignKeyConstraint(['deel_id'], ['projectdeel.id'], name=op.f('fk_levering_deel_id')),
    sa.ForeignKeyConstraint(['gemeld_door_id'], ['gebruiker.id'], name=op.f('fk_levering_gemeld_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_levering')),
    sa.UniqueConstraint('id', 'aanvraag_id', name=op.f('uq_levering_id_aanvraag_id')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_levering_kenmerk'))
    )
    op.create_index(op.f('ix_levering_aanvraag_id'), 'levering', ['aanvraag_id'], unique=False)

    op.create_table('mijlpaalmelding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('deel_id', sa.Integer(), nullable=False),
    sa.Column('mijlpaal', sa.Enum('vergunning', 'onomkeerbare_stap', 'start_bouw', 'oplevering', 'ingebruikname', name='mijlpaal', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('bereikt_op', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gemeld_door_id', sa.Integer(), nullable=False),
    sa.Column('stand', sa.Enum('gemeld', 'vraag', 'aanvaard', 'afgewezen', 'ingetrokken', name='meldingstand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('oordeel', sa.Text(), nullable=False),
    sa.Column('beoordeeld_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('beoordeeld_door_id', sa.Integer(), nullable=True),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.CheckConstraint("(stand IN ('aanvaard', 'afgewezen', 'vraag')) = (beoordeeld_op IS NOT NULL) AND (beoordeeld_op IS NULL) = (beoordeeld_door_id IS NULL) AND (beoordeeld_op IS NULL) = (als IS NULL)", name=op.f('ck_mijlpaalmelding_oordeel_geheel_of_niet')),
    sa.CheckConstraint("als IS NULL OR als = 'behandeling'", name=op.f('ck_mijlpaalmelding_als_behandelaar')),
    sa.CheckConstraint("stand NOT IN ('afgewezen', 'vraag') OR length(oordeel) > 0", name=op.f('ck_mijlpaalmelding_oordeel_heeft_reden')),
    sa.CheckConstraint('beoordeeld_door_id IS NULL OR beoordeeld_door_id <> gemeld_door_id', name=op.f('ck_mijlpaalmelding_vier_ogen')),
    sa.CheckConstraint('length(toelichting) > 0', name=op.f('ck_mijlpaalmelding_heeft_toelichting')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'beoordeeld_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_mijlpaalmelding_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_mijlpaalmelding_aanvraag_id')),
    sa.ForeignKeyConstraint(['beoordeeld_door_id'], ['gebruiker.id'], name=op.f('fk_mijlpaalmelding_beoordeeld_door_id')),
    sa.ForeignKeyConstraint(['deel_id', 'aanvraag_id'], ['projectdeel.id', 'projectdeel.aanvraag_id'], name='fk_mijlpaalmelding_deel_van_aanvraag'),
    sa.ForeignKeyConstraint(['deel_id'], ['projectdeel.id'], name=op.f('fk_mijlpaalmelding_deel_id')),
    sa.ForeignKeyConstraint(['gemeld_door_id'], ['gebruiker.id'], name=op.f('fk_mijlpaalmelding_gemeld_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mijlpaalmelding'))
    )
    op.create_index(op.f('ix_mijlpaalmelding_aanvraag_id'), 'mijlpaalmelding', ['aanvraag_id'], unique=False)
    op.create_index('uq_mijlpaalmelding_telt', 'mijlpaalmelding', ['deel_id', 'mijlpaal'], unique=True, sqlite_where=sa.text("stand IN ('gemeld', 'vraag', 'aanvaard')"), postgresql_where=sa.text("stand IN ('gemeld', 'vraag', 'aanvaard')"))

    op.create_table('prognose',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('deel_id', sa.Integer(), nullable=False),
    sa.Column('mijlpaal', sa.Enum('vergunning', 'onomkeerbare_stap', 'start_bouw', 'oplevering', 'ingebruikname', name='mijlpaal', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('verwacht_op', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['deel_id'], ['projectdeel.id'], name=op.f('fk_prognose_deel_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_prognose_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prognose'))
    )
    op.create_index('ix_prognose_nieuwste', 'prognose', ['deel_id', 'mijlpaal', 'id'], unique=False)

    op.create_table('betaalopdracht',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('gemeente', 'bcf', name='betaalsoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('termijn', sa.Integer(), nullable=False),
    sa.Column('bedrag_cent', sa.BigInteger(), nullable=False),
    sa.Column('uiterlijk', sa.Date(), nullable=False),
    sa.Column('rekening_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('opgesteld', 'goedgekeurd', 'aangeboden', 'betaald', 'geweigerd', 'vervallen', name='opdrachtstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('opgesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opgesteld_door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('goedgekeurd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('goedgekeurd_door_id', sa.Integer(), nullable=True),
    sa.Column('goedgekeurd_als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='goedgekeurd_als', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('bestand_id', sa.Integer(), nullable=True),
    sa.Column('inlezing_id', sa.Integer(), nullable=True),
    sa.Column('betaald_op', sa.Date(), nullable=True),
    sa.Column('reden', sa.String(length=300), nullable=False),
    sa.CheckConstraint("(soort = 'bcf') = (rekening_id IS NULL)", name=op.f('ck_betaalopdracht_rekening_voor_gemeente')),
    sa.CheckConstraint("(status = 'betaald') = (betaald_op IS NOT NULL) AND (status IN ('betaald', 'geweigerd')) = (inlezing_id IS NOT NULL)", name=op.f('ck_betaalopdracht_betaald_heeft_dag')),
    sa.CheckConstraint("(status IN ('aangeboden', 'betaald', 'geweigerd')) = (bestand_id IS NOT NULL)", name=op.f('ck_betaalopdracht_staat_in_bestand')),
    sa.CheckConstraint("als = 'betaling' AND (goedgekeurd_als IS NULL OR goedgekeurd_als = 'betaling')", name=op.f('ck_betaalopdracht_als_betaler')),
    sa.CheckConstraint("status IN ('opgesteld', 'vervallen') OR goedgekeurd_op IS NOT NULL", name=op.f('ck_betaalopdracht_goedgekeurd_voor_betalen')),
    sa.CheckConstraint("status <> 'opgesteld' OR goedgekeurd_op IS NULL", name=op.f('ck_betaalopdracht_opgesteld_nog_niet_goedgekeurd')),
    sa.CheckConstraint("status NOT IN ('geweigerd', 'vervallen') OR length(reden) > 0", name=op.f('ck_betaalopdracht_heeft_reden')),
    sa.CheckConstraint('(goedgekeurd_op IS NULL) = (goedgekeurd_door_id IS NULL) AND (goedgekeurd_op IS NULL) = (goedgekeurd_als IS NULL)', name=op.f('ck_betaalopdracht_goedgekeurd_geheel_of_niet')),
    sa.CheckConstraint('bedrag_cent >= 1', name=op.f('ck_betaalopdracht_bedrag_positief')),
    sa.CheckConstraint('goedgekeurd_door_id IS NULL OR goedgekeurd_door_id <> opgesteld_door_id', name=op.f('ck_betaalopdracht_vier_ogen')),
    sa.CheckConstraint('termijn >= 1', name=op.f('ck_betaalopdracht_termijn_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'goedgekeurd_door_id', 'goedgekeurd_als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_betaalopdracht_goedkeurder'),
    sa.ForeignKeyConstraint(['aanvraag_id', 'opgesteld_door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_betaalopdracht_opsteller'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_betaalopdracht_aanvraag_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_betaalopdracht_beschikking_id')),
    sa.ForeignKeyConstraint(['bestand_id'], ['betaalbestand.id'], name=op.f('fk_betaalopdracht_bestand_id')),
    sa.ForeignKeyConstraint(['goedgekeurd_door_id'], ['gebruiker.id'], name=op.f('fk_betaalopdracht_goedgekeurd_door_id')),
    sa.ForeignKeyConstraint(['inlezing_id'], ['betaalinlezing.id'], name=op.f('fk_betaalopdracht_inlezing_id')),
    sa.ForeignKeyConstraint(['opgesteld_door_id'], ['gebruiker.id'], name=op.f('fk_betaalopdracht_opgesteld_door_id')),
    sa.ForeignKeyConstraint(['rekening_id'], ['rekeningnummer.id'], name=op.f('fk_betaalopdracht_rekening_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_betaalopdracht')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_betaalopdracht_kenmerk'))
    )
    op.create_index(op.f('ix_betaalopdracht_aanvraag_id'), 'betaalopdracht', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_betaalopdracht_beschikking_id'), 'betaalopdracht', ['beschikking_id'], unique=False)
    op.create_index(op.f('ix_betaalopdracht_bestand_id'), 'betaalopdracht', ['bestand_id'], unique=False)
    op.create_index('ix_betaalopdracht_status', 'betaalopdracht', ['status', 'uiterlijk'], unique=False)
    op.create_index('uq_betaalopdracht_telt', 'betaalopdracht', ['beschikking_id', 'soort', 'termijn'], unique=True, sqlite_where=sa.text("status NOT IN ('geweigerd', 'vervallen')"), postgresql_where=sa.text("status NOT IN ('geweigerd', 'vervallen')"))

    op.create_table('bewijsstuk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=32), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('mijlpaalmelding_id', sa.Integer(), nullable=True),
    sa.Column('levering_id', sa.Integer(), nullable=True),
    sa.Column('bevestiging_id', sa.Integer(), nullable=True),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('mediatype', sa.String(length=120), nullable=False),
    sa.Column('grootte', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stand', sa.Enum('quarantaine', 'schoon', 'besmet', 'niet_gescand', name='bijlagestand', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('geupload_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('geupload_door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(CASE WHEN mijlpaalmelding_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN levering_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN bevestiging_id IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_bewijsstuk_hoort_bij_een_melding')),
    sa.CheckConstraint('grootte >= 1', name=op.f('ck_bewijsstuk_bestand_heeft_inhoud')),
    sa.CheckConstraint('length(naam) > 0', name=op.f('ck_bewijsstuk_heeft_naam')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_bewijsstuk_hash_is_sha256')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_bewijsstuk_aanvraag_id')),
    sa.ForeignKeyConstraint(['bevestiging_id'], ['bestemmingsbevestiging.id'], name=op.f('fk_bewijsstuk_bevestiging_id')),
    sa.ForeignKeyConstraint(['geupload_door_id'], ['gebruiker.id'], name=op.f('fk_bewijsstuk_geupload_door_id')),
    sa.ForeignKeyConstraint(['levering_id'], ['levering.id'], name=op.f('fk_bewijsstuk_levering_id')),
    sa.ForeignKeyConstraint(['mijlpaalmelding_id'], ['mijlpaalmelding.id'], name=op.f('fk_bewijsstuk_mijlpaalmelding_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bewijsstuk')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_bewijsstuk_kenmerk'))
    )
    op.create_index(op.f('ix_bewijsstuk_aanvraag_id'), 'bewijsstuk', ['aanvraag_id'], unique=False)
    op.create_index(op.f('ix_bewijsstuk_bevestiging_id'), 'bewijsstuk', ['bevestiging_id'], unique=False)
    op.create_index(op.f('ix_bewijsstuk_levering_id'), 'bewijsstuk', ['levering_id'], unique=False)
    op.create_index(op.f('ix_bewijsstuk_mijlpaalmelding_id'), 'bewijsstuk', ['mijlpaalmelding_id'], unique=False)
    op.create_index(op.f('ix_bewijsstuk_sha256'), 'bewijsstuk', ['sha256'], unique=False)

    op.create_table('realisatieplan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_realisatieplan_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_realisatieplan_aanvraag_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_realisatieplan_beschikking_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_realisatieplan')),
    sa.UniqueConstraint('aanvraag_id', 'volgnummer', name=op.f('uq_realisatieplan_aanvraag_id_volgnummer')),
    sa.UniqueConstraint('beschikking_id', name=op.f('uq_realisatieplan_beschikking_id'))
    )

    op.create_table('vaststellingsberekening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('invoer', sa.Text(), nullable=False),
    sa.Column('invoer_sha256', sa.String(length=64), nullable=False),
    sa.Column('regel_versie', sa.String(length=40), nullable=False),
    sa.Column('verleend_cent', sa.BigInteger(), nullable=False),
    sa.Column('betaald_cent', sa.BigInteger(), nullable=False),
    sa.Column('vastgesteld_cent', sa.BigInteger(), nullable=False),
    sa.Column('terug_cent', sa.BigInteger(), nullable=False),
    sa.Column('opbouw', sa.Text(), nullable=False),
    sa.Column('berekend_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("als = 'behandeling'", name=op.f('ck_vaststellingsberekening_als_behandelaar')),
    sa.CheckConstraint('betaald_cent >= 0 AND terug_cent >= 0', name=op.f('ck_vaststellingsberekening_bedragen_niet_negatief')),
    sa.CheckConstraint('length(invoer_sha256) = 64', name=op.f('ck_vaststellingsberekening_hash_is_sha256')),
    sa.CheckConstraint('terug_cent = 0 OR betaald_cent - vastgesteld_cent = terug_cent', name=op.f('ck_vaststellingsberekening_terug_klopt')),
    sa.CheckConstraint('vastgesteld_cent >= 0 AND vastgesteld_cent <= verleend_cent', name=op.f('ck_vaststellingsberekening_vastgesteld_hoogstens_verleend')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_vaststellingsberekening_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'door_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_vaststellingsberekening_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_vaststellingsberekening_aanvraag_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_vaststellingsberekening_beschikking_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_vaststellingsberekening_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vaststellingsberekening')),
    sa.UniqueConstraint('aanvraag_id', 'volgnummer', name=op.f('uq_vaststellingsberekening_aanvraag_id_volgnummer')),
    sa.UniqueConstraint('beschikking_id', name=op.f('uq_vaststellingsberekening_beschikking_id'))
    )

    op.create_table('verplichtingtermijn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('verplichting', sa.String(length=60), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('uiterlijk', sa.Date(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(verplichting) > 0', name=op.f('ck_verplichtingtermijn_heeft_verplichting')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_verplichtingtermijn_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_verplichtingtermijn_aanvraag_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_verplichtingtermijn_beschikking_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verplichtingtermijn')),
    sa.UniqueConstraint('aanvraag_id', 'verplichting', 'volgnummer', name=op.f('uq_verplichtingtermijn_aanvraag_id_verplichting_volgnummer'))
    )

    op.create_table('vordering',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('hoofdsom_cent', sa.BigInteger(), nullable=False),
    sa.Column('ontstaan_op', sa.Date(), nullable=False),
    sa.CheckConstraint('hoofdsom_cent >= 1', name=op.f('ck_vordering_bedrag_positief')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_vordering_aanvraag_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_vordering_beschikking_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vordering')),
    sa.UniqueConstraint('beschikking_id', name=op.f('uq_vordering_beschikking_id')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_vordering_kenmerk'))
    )
    op.create_index(op.f('ix_vordering_aanvraag_id'), 'vordering', ['aanvraag_id'], unique=False)

    op.create_table('wijzigingsverzoek',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=60), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('gegevens', sa.Text(), nullable=False),
    sa.Column('gegevens_sha256', sa.String(length=64), nullable=False),
    sa.Column('gevolg', sa.Text(), nullable=False),
    sa.Column('ingediend_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ingediend_door_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('ingediend', 'in_behandeling', 'voorgelegd', 'ingewilligd', 'afgewezen', 'ingetrokken', name='verzoekstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('advies', sa.Text(), nullable=False),
    sa.Column('behandelaar_id', sa.Integer(), nullable=True),
    sa.Column('als', sa.Enum('aanvrager', 'behandeling', 'beoordeling', 'beslissing', 'bezwaar', 'betaling', name='functiegroep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('beschikking_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(status IN ('voorgelegd', 'ingewilligd', 'afgewezen')) = (beschikking_id IS NOT NULL)", name=op.f('ck_wijzigingsverzoek_besluit_hoort_bij_status')),
    sa.CheckConstraint("als IS NULL OR als = 'behandeling'", name=op.f('ck_wijzigingsverzoek_als_behandelaar')),
    sa.CheckConstraint("status NOT IN ('in_behandeling', 'voorgelegd', 'ingewilligd', 'afgewezen') OR behandelaar_id IS NOT NULL", name=op.f('ck_wijzigingsverzoek_behandeld_door_iemand')),
    sa.CheckConstraint('(behandelaar_id IS NULL) = (als IS NULL)', name=op.f('ck_wijzigingsverzoek_behandelaar_geheel_of_niet')),
    sa.CheckConstraint('length(gegevens_sha256) = 64', name=op.f('ck_wijzigingsverzoek_hash_is_sha256')),
    sa.ForeignKeyConstraint(['aanvraag_id', 'behandelaar_id', 'als'], ['betrokkenheid.aanvraag_id', 'betrokkenheid.gebruiker_id', 'betrokkenheid.functiegroep'], name='fk_wijzigingsverzoek_betrokkenheid'),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_wijzigingsverzoek_aanvraag_id')),
    sa.ForeignKeyConstraint(['behandelaar_id'], ['gebruiker.id'], name=op.f('fk_wijzigingsverzoek_behandelaar_id')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_wijzigingsverzoek_beschikking_id')),
    sa.ForeignKeyConstraint(['ingediend_door_id'], ['gebruiker.id'], name=op.f('fk_wijzigingsverzoek_ingediend_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wijzigingsverzoek')),
    sa.UniqueConstraint('beschikking_id', name=op.f('uq_wijzigingsverzoek_beschikking_id')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_wijzigingsverzoek_kenmerk'))
    )
    op.create_index(op.f('ix_wijzigingsverzoek_aanvraag_id'), 'wijzigingsverzoek', ['aanvraag_id'], unique=False)
    op.create_index('uq_wijzigingsverzoek_lopend', 'wijzigingsverzoek', ['aanvraag_id'], unique=True, sqlite_where=sa.text("status IN ('ingediend', 'in_behandeling', 'voorgelegd')"), postgresql_where=sa.text("status IN ('ingediend', 'in_behandeling', 'voorgelegd')"))

    op.create_table('woonruimte',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('levering_id', sa.Integer(), nullable=False),
    sa.Column('aanvraag_id', sa.Integer(), nullable=False),
    sa.Column('tranche_id', sa.Integer(), nullable=False),
    sa.Column('regel', sa.Integer(), nullable=False),
    sa.Column('doelgroep', sa.String(length=60), nullable=False),
    sa.Column('aard', sa.Enum('permanent', 'flexibel', name='woonruimteaard', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('soort', sa.Enum('zelfstandig', 'onzelfstandig', 'standplaats', 'verblijfsruimte', name='woonruimtesoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('bag_id', sa.String(length=16), nullable=True),
    sa.Column('postcode', sa.String(length=7), nullable=False),
    sa.Column('huisnummer', sa.Integer(), nullable=False),
    sa.Column('toevoeging', sa.String(length=12), nullable=False),
    sa.Column('ruimte', sa.String(length=40), nullable=False),
    sa.Column('in_gebruik_op', sa.Date(), nullable=True),
    sa.Column('vervallen', sa.Boolean(), nullable=False),
    sa.CheckConstraint("bag_id IS NULL OR (length(bag_id) = 16 AND ltrim(bag_id, '0123456789') = '' AND substr(bag_id, 5, 2) IN ('01', '02', '03'))", name=op.f('ck_woonruimte_bag_id_is_zestien_cijfers')),
    sa.CheckConstraint('length(doelgroep) > 0', name=op.f('ck_woonruimte_heeft_doelgroep')),
    sa.CheckConstraint('length(postcode) = 7 AND huisnummer >= 1', name=op.f('ck_woonruimte_adres_is_heel')),
    sa.CheckConstraint('regel >= 1', name=op.f('ck_woonruimte_regel_vanaf_een')),
    sa.ForeignKeyConstraint(['aanvraag_id'], ['aanvraag.id'], name=op.f('fk_woonruimte_aanvraag_id')),
    sa.ForeignKeyConstraint(['levering_id', 'aanvraag_id'], ['levering.id', 'levering.aanvraag_id'], name='fk_woonruimte_levering_van_aanvraag'),
    sa.ForeignKeyConstraint(['levering_id'], ['levering.id'], name=op.f('fk_woonruimte_levering_id')),
    sa.ForeignKeyConstraint(['tranche_id'], ['tranche.id'], name=op.f('fk_woonruimte_tranche_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_woonruimte')),
    sa.UniqueConstraint('levering_id', 'regel', name=op.f('uq_woonruimte_levering_id_regel'))
    )
    op.create_index(op.f('ix_woonruimte_aanvraag_id'), 'woonruimte', ['aanvraag_id'], unique=False)
    op.create_index('ix_woonruimte_adres', 'woonruimte', ['postcode', 'huisnummer'], unique=False)
    op.create_index('ix_woonruimte_bag', 'woonruimte', ['bag_id'], unique=False)
    op.create_index('ix_woonruimte_telling', 'woonruimte', ['tranche_id', 'levering_id', 'doelgroep', 'aard', 'soort', 'vervallen', 'in_gebruik_op'], unique=False)
    op.create_index('uq_woonruimte_adres', 'woonruimte', ['tranche_id', 'postcode', 'huisnummer', 'toevoeging', 'ruimte'], unique=True, sqlite_where=sa.text('bag_id IS NULL AND NOT vervallen'), postgresql_where=sa.text('bag_id IS NULL AND NOT vervallen'))
    op.create_index('uq_woonruimte_bag', 'woonruimte', ['tranche_id', 'bag_id', 'ruimte'], unique=True, sqlite_where=sa.text('bag_id IS NOT NULL AND NOT vervallen'), postgresql_where=sa.text('bag_id IS NOT NULL AND NOT vervallen'))

    op.create_table('bestemmingseinde',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('woonruimte_id', sa.Integer(), nullable=False),
    sa.Column('per', sa.Date(), nullable=False),
    sa.Column('reden', sa.Enum('ander_gebruik', 'verkocht', 'gesloopt', 'verplaatst_zonder_plek', 'anders', name='eindereden', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(toelichting) > 0', name=op.f('ck_bestemmingseinde_heeft_toelichting')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_bestemmingseinde_door_id')),
    sa.ForeignKeyConstraint(['woonruimte_id'], ['woonruimte.id'], name=op.f('fk_bestemmingseinde_woonruimte_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bestemmingseinde')),
    sa.UniqueConstraint('woonruimte_id', name=op.f('uq_bestemmingseinde_woonruimte_id'))
    )

    op.create_table('ontvangst',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vordering_id', sa.Integer(), nullable=False),
    sa.Column('bedrag_cent', sa.BigInteger(), nullable=False),
    sa.Column('ontvangen_op', sa.Date(), nullable=False),
    sa.Column('omschrijving', sa.String(length=200), nullable=False),
    sa.Column('inlezing_id', sa.Integer(), nullable=True),
    sa.Column('geboekt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('bedrag_cent >= 1', name=op.f('ck_ontvangst_bedrag_positief')),
    sa.CheckConstraint('length(omschrijving) > 0', name=op.f('ck_ontvangst_heeft_omschrijving')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_ontvangst_door_id')),
    sa.ForeignKeyConstraint(['inlezing_id'], ['betaalinlezing.id'], name=op.f('fk_ontvangst_inlezing_id')),
    sa.ForeignKeyConstraint(['vordering_id'], ['vordering.id'], name=op.f('fk_ontvangst_vordering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ontvangst'))
    )
    op.create_index(op.f('ix_ontvangst_vordering_id'), 'ontvangst', ['vordering_id'], unique=False)

    op.create_table('planregel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('regel', sa.Integer(), nullable=False),
    sa.Column('doelgroep', sa.String(length=60), nullable=False),
    sa.Column('aard', sa.Enum('permanent', 'flexibel', name='woonruimteaard', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('soort', sa.Enum('zelfstandig', 'onzelfstandig', 'standplaats', 'verblijfsruimte', name='woonruimtesoort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.CheckConstraint('aantal >= 1', name=op.f('ck_planregel_aantal_positief')),
    sa.CheckConstraint('length(doelgroep) > 0', name=op.f('ck_planregel_heeft_doelgroep')),
    sa.CheckConstraint('regel >= 1', name=op.f('ck_planregel_regel_vanaf_een')),
    sa.ForeignKeyConstraint(['plan_id'], ['realisatieplan.id'], name=op.f('fk_planregel_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planregel')),
    sa.UniqueConstraint('plan_id', 'doelgroep', 'aard', 'soort', name=op.f('uq_planregel_plan_id_doelgroep_aard_soort')),
    sa.UniqueConstraint('plan_id', 'regel', name=op.f('uq_planregel_plan_id_regel'))
    )

    op.create_table('rentevaststelling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vordering_id', sa.Integer(), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('bedrag_cent', sa.BigInteger(), nullable=False),
    sa.Column('opbouw', sa.Text(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('vastgesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('bedrag_cent >= 0', name=op.f('ck_rentevaststelling_bedrag_niet_negatief')),
    sa.CheckConstraint('tot >= vanaf', name=op.f('ck_rentevaststelling_eindigt_na_begin')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_rentevaststelling_beschikking_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_rentevaststelling_door_id')),
    sa.ForeignKeyConstraint(['vordering_id'], ['vordering.id'], name=op.f('fk_rentevaststelling_vordering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rentevaststelling')),
    sa.UniqueConstraint('beschikking_id', name=op.f('uq_rentevaststelling_beschikking_id'))
    )
    op.create_index(op.f('ix_rentevaststelling_vordering_id'), 'rentevaststelling', ['vordering_id'], unique=False)

    op.create_table('vervolglocatie',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('woonruimte_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('bag_id', sa.String(length=16), nullable=True),
    sa.Column('postcode', sa.String(length=7), nullable=False),
    sa.Column('huisnummer', sa.Integer(), nullable=False),
    sa.Column('toevoeging', sa.String(length=12), nullable=False),
    sa.Column('ruimte', sa.String(length=40), nullable=False),
    sa.Column('gemeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("bag_id IS NULL OR (length(bag_id) = 16 AND ltrim(bag_id, '0123456789') = '' AND substr(bag_id, 5, 2) IN ('01', '02', '03'))", name=op.f('ck_vervolglocatie_bag_id_is_zestien_cijfers')),
    sa.CheckConstraint('length(postcode) = 7 AND huisnummer >= 1', name=op.f('ck_vervolglocatie_adres_is_heel')),
    sa.CheckConstraint('volgnummer >= 1', name=op.f('ck_vervolglocatie_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_vervolglocatie_door_id')),
    sa.ForeignKeyConstraint(['woonruimte_id'], ['woonruimte.id'], name=op.f('fk_vervolglocatie_woonruimte_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vervolglocatie')),
    sa.UniqueConstraint('woonruimte_id', 'volgnummer', name=op.f('uq_vervolglocatie_woonruimte_id_volgnummer'))
    )

    op.create_table('vorderingstermijn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vordering_id', sa.Integer(), nullable=False),
    sa.Column('regeling', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('bedrag_cent', sa.BigInteger(), nullable=False),
    sa.Column('uiterlijk', sa.Date(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('vastgelegd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('bedrag_cent >= 1', name=op.f('ck_vorderingstermijn_bedrag_positief')),
    sa.CheckConstraint('regeling >= 1 AND volgnummer >= 1', name=op.f('ck_vorderingstermijn_volgnummer_vanaf_een')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_vorderingstermijn_beschikking_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_vorderingstermijn_door_id')),
    sa.ForeignKeyConstraint(['vordering_id'], ['vordering.id'], name=op.f('fk_vorderingstermijn_vordering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vorderingstermijn')),
    sa.UniqueConstraint('vordering_id', 'regeling', 'volgnummer', name=op.f('uq_vorderingstermijn_vordering_id_regeling_volgnummer'))
    )
    op.create_index(op.f('ix_vorderingstermijn_beschikking_id'), 'vorderingstermijn', ['beschikking_id'], unique=False)

    op.create_table('rentepercentage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('procent', sa.Integer(), nullable=False),
    sa.Column('bron', sa.String(length=300), nullable=False),
    sa.Column('ingevoerd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ingevoerd_door_id', sa.Integer(), nullable=False),
    sa.Column('bevestigd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bevestigd_door_id', sa.Integer(), nullable=True),
    sa.Column('vervallen', sa.Boolean(), nullable=False),
    sa.CheckConstraint('(bevestigd_op IS NULL) = (bevestigd_door_id IS NULL)', name=op.f('ck_rentepercentage_bevestigd_geheel_of_niet')),
    sa.CheckConstraint('NOT vervallen OR bevestigd_op IS NULL', name=op.f('ck_rentepercentage_bevestigd_blijft')),
    sa.CheckConstraint('bevestigd_door_id IS NULL OR bevestigd_door_id <> ingevoerd_door_id', name=op.f('ck_rentepercentage_vier_ogen')),
    sa.CheckConstraint('length(bron) > 0', name=op.f('ck_rentepercentage_heeft_bron')),
    sa.CheckConstraint('procent >= 0 AND procent <= 30', name=op.f('ck_rentepercentage_procent_bestaat')),
    sa.CheckConstraint('tot >= vanaf', name=op.f('ck_rentepercentage_eindigt_na_begin')),
    sa.ForeignKeyConstraint(['bevestigd_door_id'], ['gebruiker.id'], name=op.f('fk_rentepercentage_bevestigd_door_id')),
    sa.ForeignKeyConstraint(['ingevoerd_door_id'], ['gebruiker.id'], name=op.f('fk_rentepercentage_ingevoerd_door_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rentepercentage'))
    )

    op.create_table('vorderingherziening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vordering_id', sa.Integer(), nullable=False),
    sa.Column('beschikking_id', sa.Integer(), nullable=False),
    sa.Column('hoofdsom_cent', sa.BigInteger(), nullable=False),
    sa.Column('renten', sa.Text(), nullable=False),
    sa.Column('herzien_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('hoofdsom_cent >= 0', name=op.f('ck_vorderingherziening_bedrag_niet_negatief')),
    sa.ForeignKeyConstraint(['beschikking_id'], ['beschikking.id'], name=op.f('fk_vorderingherziening_beschikking_id')),
    sa.ForeignKeyConstraint(['door_id'], ['gebruiker.id'], name=op.f('fk_vorderingherziening_door_id')),
    sa.ForeignKeyConstraint(['vordering_id'], ['vordering.id'], name=op.f('fk_vorderingherziening_vordering_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vorderingherziening')),
    sa.UniqueConstraint('vordering_id', 'beschikking_id', name=op.f('uq_vorderingherziening_vordering_id_beschikking_id'))
    )
    op.create_index(op.f('ix_vorderingherziening_beschikking_id'), 'vorderingherziening', ['beschikking_id'], unique=False)
    op.create_index(op.f('ix_vorderingherziening_vordering_id'), 'vorderingherziening', ['vordering_id'], unique=False)

    _vervang_check("beschikking", "ck_beschikking_besluitsoort", f"soort IN ({BESLUITSOORTEN})",
                   f"soort IN ({BESLUITSOORTEN}, {NAAST_DE_KETEN})")
    _vervang_opsteller(OPSTELLER_NU)
    _bewaak()
    _bewaak_dagen_en_volgorde()
    _bewaak_belangen()
    for tabel, naam, wanneer, wat, melding in _samenhang():
        _trigger_na(tabel, naam, wanneer, wat, melding)


def downgrade() -> None:
    op.execute("DROP TRIGGER gebruiker_naam_blijft_weg" + (" ON gebruiker" if _is_postgres() else ""))
    for tabel in TABELLEN:
        op.drop_table(tabel)
    _vervang_opsteller(OPSTELLER_EERST)
    _vervang_check("beschikking", "ck_beschikking_besluitsoort", f"soort IN ({BESLUITSOORTEN}, {NAAST_DE_KETEN})",
                   f"soort IN ({BESLUITSOORTEN})")
    if _is_postgres():
        for tabel, naam, *_ in _samenhang():
            op.execute(f"DROP FUNCTION {tabel}_{naam}()")


TABELLEN = (
    "rentepercentage",
    "vorderingherziening",
    "vorderingstermijn",
    "vervolglocatie",
    "rentevaststelling",
    "planregel",
    "ontvangst",
    "bestemmingseinde",
    "woonruimte",
    "wijzigingsverzoek",
    "vordering",
    "verplichtingtermijn",
    "vaststellingsberekening",
    "realisatieplan",
    "bewijsstuk",
    "betaalopdracht",
    "prognose",
    "mijlpaalmelding",
    "levering",
    "bestemmingsbevestiging",
    "waarschuwing",
    "projectdeel",
    "vernietigingsregel",
    "steekproefbevinding",
    "sisaregel",
    "regiogemeente",
    "vernietigingslijst",
    "steekproef",
    "sisainlezing",
    "regioindeling",
    "pseudonimisering",
    "inzage",
    "betaalinlezing",
    "betaalbestand",
    "archiefpakket",
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


def _bewaak_dagen_en_volgorde() -> None:
    """What is reported happened already (SQLite knows no time zones: there at most two hours from now)."""
    for tabel, dag in GEMELDE_DAG.items():
        vandaag = (
            "(NEW.gemeld_op AT TIME ZONE 'Europe/Amsterdam')::date" if _is_postgres() else "date(NEW.gemeld_op, '+2 hours')"
        )
        # While a question is answered, the day changes before the moment of the answer does.
        for wanneer, voorwaarde in (("INSERT", ALTIJD), ("UPDATE", "NEW.stand IN ('gemeld', 'aanvaard')")):
            _trigger(
                tabel, f"niet_vooraf_{wanneer.lower()}", wanneer, f"{voorwaarde} AND NEW.{dag} > {vandaag}",
                f"{tabel}: dit is nog niet gebeurd",
            )
    # Nothing of it changes. How long it is kept is a rule of its own, so that a row may go.
    _trigger("inzage", "wijzigt_niet", "UPDATE", ALTIJD, INZAGE_STAAT_VAST)
    _trigger(
        "vernietigingslijst", "op_volgorde", "UPDATE", VOLGORDE_VAN_VERNIETIGEN,
        "vernietigingslijst: deze stap kan nu niet",
    )
    _trigger(
        "vernietigingsregel", "uitkomst_staat_vast", "UPDATE", "OLD.uitkomst <> '' AND OLD.uitkomst <> NEW.uitkomst",
        "vernietigingsregel: wat is ingevuld verandert niet",
    )


def _bewaak_belangen() -> None:
    """Who has an interest accepts nothing and pays nothing; as in 0006, of which PostgreSQL has the function."""
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


def _vervang_opsteller(wat: str) -> None:
    """Another condition for who draws up a decision, in the trigger of 0006."""
    naam = "beschikking_opgesteld_in_functie"
    if _is_postgres():
        op.execute(f"DROP TRIGGER {naam} ON beschikking")
        op.execute(f"DROP FUNCTION {naam}()")
    else:
        op.execute(f"DROP TRIGGER {naam}")
    _trigger_na(
        "beschikking", "opgesteld_in_functie", "INSERT", wat, "beschikking: de opsteller heeft een andere functie"
    )


def _vervang_check(tabel: str, naam: str, oud: str, nieuw: str) -> None:
    """Another condition for a CHECK, with everything else of the table as it is; as in 0006."""
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
