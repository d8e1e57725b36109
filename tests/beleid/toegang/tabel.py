"""Who may call what: every endpoint of the program with the roles that may call it.

A page says this itself too (``subsidie.accounts.toegang``); both must agree, so that nobody widens access
by changing one line. Written out by hand on purpose: read it as the list an auditor would ask for.
"""

from __future__ import annotations

Rollen = frozenset[str]

OPENBAAR: Rollen = frozenset({"openbaar"})
"""Anyone, logged in or not."""
INGELOGD: Rollen = frozenset({"ingelogd"})
"""Anyone with an account, also without a role."""
GEMEENTE: Rollen = frozenset({"opsteller", "tekenbevoegde"})
HELE_TRANCHE: Rollen = frozenset(
    {"behandelaar", "beslisser", "bezwaarbehandelaar", "financieel", "beheerder", "auditor"}
)
"""Who sees every application; a beoordelaar sees what is theirs, a municipality its own."""
IEDERE_ROL: Rollen = HELE_TRANCHE | GEMEENTE | {"beoordelaar"}
BEHEERDER: Rollen = frozenset({"beheerder"})
BEHEER_LEZEN: Rollen = frozenset({"beheerder", "auditor"})
AUDITOR: Rollen = frozenset({"auditor"})

TOEGANG: dict[str, Rollen] = {
    "static": OPENBAAR,
    # Logging in, and one's own account
    "accounts.account": INGELOGD,
    "accounts.inloggen": OPENBAAR,
    "accounts.overal_uitloggen": INGELOGD,
    "accounts.uitloggen": OPENBAAR,
    "accounts.uitnodiging": OPENBAAR,
    "accounts.wachtwoord": INGELOGD,
    "demo.inloggen": OPENBAAR,
    # Accounts of others
    "beheer.account": BEHEER_LEZEN,
    "beheer.accounts": BEHEER_LEZEN,
    "beheer.belang_beeindigen": BEHEERDER,
    "beheer.belangen": BEHEER_LEZEN,
    "beheer.blokkeren": BEHEERDER,
    "beheer.deblokkeren": BEHEERDER,
    "beheer.mandaat_beeindigen": BEHEERDER,
    "beheer.mandaten": BEHEER_LEZEN,
    "beheer.nieuw_account": BEHEERDER,
    "beheer.nieuw_belang": BEHEERDER,
    "beheer.nieuw_mandaat": BEHEERDER,
    "beheer.nieuwe_link": BEHEERDER,
    "beheer.nieuwe_rol": BEHEERDER,
    "beheer.overal_uitloggen": BEHEERDER,
    "beheer.rol_beeindigen": BEHEERDER,
    "beheer.wijzig": BEHEERDER,
    # Public pages
    "openbaar.bevroren": OPENBAAR,
    "openbaar.invoer": OPENBAAR,
    "openbaar.tranche": OPENBAAR,
    "openbaar.tranches": OPENBAAR,
    "openbaar.uitkomst": OPENBAAR,
    # Home, applications, tranches
    "aanvragen.fouten": BEHEERDER,
    "aanvragen.geimporteerd": BEHEERDER,
    "aanvragen.importeren": BEHEERDER,
    "aanvragen.kopregel": BEHEERDER,
    "aanvragen.werkmap": BEHEERDER,
    "dossier.aanvraag": IEDERE_ROL,
    "dossier.aanvragen": IEDERE_ROL,
    "dossier.document": IEDERE_ROL,
    "dossier.tranche": INGELOGD,
    "dossier.vandaag": INGELOGD,
    "tranches.lijst": INGELOGD,
    "tranches.regels": INGELOGD,
    # Decisions
    "beschikkingen.lijst": GEMEENTE | HELE_TRANCHE,
    # Allocations
    "verdeling.bevroren": HELE_TRANCHE,
    "verdeling.invoer": HELE_TRANCHE,
    "verdeling.lijst": HELE_TRANCHE,
    "verdeling.loting": HELE_TRANCHE,
    "verdeling.narekenen": HELE_TRANCHE,
    "verdeling.protocol_pdf": HELE_TRANCHE,
    "verdeling.ranglijst_pdf": HELE_TRANCHE,
    "verdeling.rangschikking": HELE_TRANCHE,
    "verdeling.uitkomst": HELE_TRANCHE,
    "verdeling.verdeling": HELE_TRANCHE,
    # The audit trail
    "verantwoording.gebeurtenis": AUDITOR,
    "verantwoording.gebeurtenis_json": AUDITOR,
    "verantwoording.gebeurtenissen": AUDITOR,
    "verantwoording.keten": AUDITOR,
    # Components, for who develops
    "onderdelen.overzicht": OPENBAAR,
    "onderdelen.pagina": OPENBAAR,
}

ALLEEN_IN: dict[str, str] = {
    "demo.inloggen": "demo",
    "onderdelen.overzicht": "ontwikkeling",
    "onderdelen.pagina": "ontwikkeling",
}
"""Endpoints that exist only when the program runs as this; all others always."""
