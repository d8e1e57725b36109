"""Refuse in the database itself what may never change: decisions, events, versions, histories.

The services do not do these things; these triggers make that true for whoever writes to the
database. On SQLite a later migration that rebuilds a table (``batch_alter_table``) drops its
triggers and has to create them again; tests/integratie/databank/test_onveranderlijk.py notices.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ALTIJD = "1 = 1"

ALLEEN_TOEVOEGEN = (
    "gebeurtenis", "betrokkenheid", "aanvraag_versie", "woonruimteregel", "beoordeling", "verdelingsregel",
    "bevestigde_aanname", "plafond", "tijdvak", "instelling_waarde",
)  # fmt: skip

NIET_VERWIJDEREN = {
    "document": ALTIJD,
    "verdeling": ALTIJD,
    "beschikking": "OLD.status <> 'concept'",
    "aanvraag": "OLD.ontvangen_op IS NOT NULL",
    "mandaat": ALTIJD,
    "roltoekenning": ALTIJD,
    "gebruiker": ALTIJD,
    "belang": ALTIJD,
    "tranche": ALTIJD,
}

VASTE_KOLOMMEN = {
    "document": ("kenmerk", "titel", "sjabloon", "gegevens", "gegevens_sha256", "peilmoment", "aangevraagd_op"),
    "verdeling": (
        "tranche_id", "volgnummer", "bevroren", "bevroren_sha256", "bevroren_op", "bevroren_door_id", "seed_bron",
        "seed_verwacht_op", "seed_van_id",
    ),
    "beschikking": (
        "kenmerk", "aanvraag_id", "versie_id", "verdeling_id", "vervangt_id", "soort", "verleend_cent", "gegevens",
        "gegevens_sha256", "opgesteld_op", "opgesteld_door_id",
    ),
    "aanvraag": ("nummer", "tranche_id", "gm_code", "herkomst", "buiten_tijdvak"),
    "mandaat": ("registernummer", "gebruiker_id", "handeling", "tot_bedrag_cent", "vanaf"),
    "roltoekenning": ("gebruiker_id", "rol", "gm_code", "vanaf"),
    "gebruiker": ("sleutel",),
    "belang": ("gebruiker_id", "gm_code", "vanaf"),
    "tranche": ("code", "aard"),
}  # fmt: skip

EENMAAL = {
    "document": ("bestand_sha256", "grootte", "sjabloon_versie", "toolchain", "gemaakt_op"),
    "verdeling": (
        "seed", "seed_bekend_op", "engine_versie", "uitkomst", "uitkomst_sha256", "getrokken_op", "getrokken_door_id",
        "eerste_akkoord_door_id", "eerste_akkoord_op", "eerste_mandaat_id", "tweede_akkoord_door_id",
        "tweede_mandaat_id", "vastgesteld_op",
    ),
    "beschikking": (
        "dagtekening", "getekend_op", "getekend_door_id", "getekend_als", "mandaat_id", "document_id",
        "bekendgemaakt_op",
    ),
    "aanvraag": ("ontvangen_op", "volledig_op"),
    "mandaat": ("tot",),
    "roltoekenning": ("tot",),
    "belang": ("tot",),
}  # fmt: skip
"""Columns that are empty first and never change once filled."""

EINDSTAND = {
    "verdeling": "OLD.status IN ('vastgesteld', 'vervallen')"
    " OR (OLD.status = 'getrokken' AND NEW.status = 'bevroren')",
    "beschikking": "OLD.status = 'bekendgemaakt' OR (OLD.status = 'getekend' AND NEW.status = 'concept')",
}


def _anders(kolommen: Iterable[str], *, alleen_gevuld: bool) -> str:
    anders = "IS DISTINCT FROM" if _is_postgres() else "IS NOT"
    gevuld = "OLD.{0} IS NOT NULL AND " if alleen_gevuld else ""
    return " OR ".join(f"({gevuld.format(kolom)}OLD.{kolom} {anders} NEW.{kolom})" for kolom in kolommen)


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _trigger(tabel: str, wat: str, wanneer: str, voorwaarde: str, melding: str) -> None:
    naam = f"{tabel}_{wat}"
    kop = f"CREATE TRIGGER {naam} BEFORE {wanneer} ON {tabel} FOR EACH ROW WHEN ({voorwaarde})"
    if _is_postgres():
        op.execute(f"{kop} EXECUTE FUNCTION weiger('{melding}')")
    else:
        op.execute(f"{kop} BEGIN SELECT RAISE(ABORT, '{melding}'); END")


def upgrade() -> None:
    if _is_postgres():
        op.execute(
            "CREATE FUNCTION weiger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for tabel in ALLEEN_TOEVOEGEN:
        melding = f"{tabel}: wat is vastgelegd verandert niet"
        _trigger(tabel, "wijzigt_niet", "UPDATE", ALTIJD, melding)
        _trigger(tabel, "verdwijnt_niet", "DELETE", ALTIJD, melding)
    for tabel, voorwaarde in NIET_VERWIJDEREN.items():
        _trigger(tabel, "verdwijnt_niet", "DELETE", voorwaarde, f"{tabel}: verwijderen kan niet")
    for tabel, kolommen in VASTE_KOLOMMEN.items():
        voorwaarde = _anders(kolommen, alleen_gevuld=False)
        _trigger(tabel, "inhoud_staat_vast", "UPDATE", voorwaarde, f"{tabel}: de inhoud staat vast")
    for tabel, kolommen in EENMAAL.items():
        voorwaarde = _anders(kolommen, alleen_gevuld=True)
        _trigger(tabel, "eenmaal_gevuld", "UPDATE", voorwaarde, f"{tabel}: wat is ingevuld verandert niet")
    for tabel, voorwaarde in EINDSTAND.items():
        _trigger(tabel, "eindstand", "UPDATE", voorwaarde, f"{tabel}: dit is afgerond en verandert niet")
    if _is_postgres():
        for tabel in (*ALLEEN_TOEVOEGEN, *NIET_VERWIJDEREN):
            op.execute(
                f"CREATE TRIGGER {tabel}_niet_leegmaken BEFORE TRUNCATE ON {tabel}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION weiger('{tabel}: leegmaken kan niet')"
            )


def downgrade() -> None:
    paren = [(tabel, wat) for tabel in ALLEEN_TOEVOEGEN for wat in ("wijzigt_niet", "verdwijnt_niet")]
    paren += [(tabel, "verdwijnt_niet") for tabel in NIET_VERWIJDEREN]
    paren += [(tabel, "inhoud_staat_vast") for tabel in VASTE_KOLOMMEN]
    paren += [(tabel, "eenmaal_gevuld") for tabel in EENMAAL]
    paren += [(tabel, "eindstand") for tabel in EINDSTAND]
    if _is_postgres():
        paren += [(tabel, "niet_leegmaken") for tabel in (*ALLEEN_TOEVOEGEN, *NIET_VERWIJDEREN)]
    for tabel, wat in paren:
        op.execute(f"DROP TRIGGER {tabel}_{wat}" + (f" ON {tabel}" if _is_postgres() else ""))
    if _is_postgres():
        op.execute("DROP FUNCTION weiger()")
