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
MINISTERIE: Rollen = HELE_TRANCHE | {"beoordelaar"}
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
    "bezwaarstukken.eigen_stuk": GEMEENTE,
    "bezwaarstukken.gemeente": frozenset({"tekenbevoegde"}),
    "bezwaarstukken.ministerie": frozenset({"bezwaarbehandelaar"}),
    "bezwaarstukken.stuk": frozenset({"bezwaarbehandelaar", "beslisser", "auditor"}),
    "bezwaren.bezwaar": frozenset({"bezwaarbehandelaar", "beslisser", "auditor"}),
    "bezwaren.intrekken": frozenset({"tekenbevoegde"}),
    "bezwaren.lijst": frozenset({"bezwaarbehandelaar", "beslisser", "auditor"}),
    "bezwaren.maken": GEMEENTE,
    "bezwaren.stap": frozenset({"bezwaarbehandelaar"}),
    "bezwaren.vastleggen": frozenset({"bezwaarbehandelaar"}),
    "belangen.beeindigen": MINISTERIE,
    "belangen.mijn": MINISTERIE,
    "belangen.nieuw": MINISTERIE,
    "demo.inloggen": OPENBAAR,
    # A municipality and its people, address and account
    "gemeente.adres": frozenset({"tekenbevoegde"}),
    "gemeente.collega": frozenset({"tekenbevoegde"}),
    "gemeente.collega_link": frozenset({"tekenbevoegde"}),
    "gemeente.collega_rol": frozenset({"tekenbevoegde"}),
    "gemeente.collega_rol_beeindigen": frozenset({"tekenbevoegde"}),
    "gemeente.collega_verwijderen": frozenset({"tekenbevoegde"}),
    "gemeente.overzicht": GEMEENTE,
    "gemeente.rekening": GEMEENTE,
    "gemeente.rekening_bevestigen": frozenset({"tekenbevoegde"}),
    "gemeente.rekening_intrekken": GEMEENTE,
    "gemeente.uitnodigen": frozenset({"tekenbevoegde"}),
    "rekeningen.afwijzen": frozenset({"financieel"}),
    "rekeningen.goedkeuren": frozenset({"financieel"}),
    "rekeningen.lijst": frozenset({"financieel", "auditor", "beheerder"}),
    "rekeningen.rekening": frozenset({"financieel", "auditor", "beheerder"}),
    # Accounts of others
    "beheer.account": BEHEER_LEZEN,
    "beheer.accounts": BEHEER_LEZEN,
    "beheer.belang_beeindigen": BEHEERDER,
    "beheer.belangen": BEHEER_LEZEN,
    "beheer.partijbelang_beeindigen": BEHEERDER,
    "belangverklaringen.lijst": BEHEER_LEZEN,
    "belangverklaringen.pagina": frozenset(
        {"behandelaar", "beoordelaar", "beslisser", "bezwaarbehandelaar", "financieel"}
    ),
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
    "vooraf.vooraf": OPENBAAR,
    "vragen.openbare_lijst": OPENBAAR,
    # Questions about a tranche, and talking beforehand
    "vooroverleg.afronden": frozenset({"behandelaar"}),
    "vooroverleg.intrekken": GEMEENTE,
    "vooroverleg.lijst": GEMEENTE | {"behandelaar", "auditor"},
    "vooroverleg.nieuw": GEMEENTE,
    "vooroverleg.oppakken": frozenset({"behandelaar"}),
    "vooroverleg.verzoek": GEMEENTE | {"behandelaar", "auditor"},
    "vragen.beantwoorden": frozenset({"behandelaar"}),
    "vragen.lijst": GEMEENTE | {"behandelaar", "auditor"},
    "vragen.publiceren": frozenset({"behandelaar"}),
    "vragen.stellen": GEMEENTE | {"behandelaar"},
    "vragen.verbeteren": frozenset({"behandelaar"}),
    "vragen.vraag": GEMEENTE | {"behandelaar", "auditor"},
    # Home, applications, tranches
    "aanvullen.indienen": GEMEENTE,
    "aanvullen.pagina": GEMEENTE,
    "behandeling.aanvulling_vragen": frozenset({"behandelaar"}),
    "behandeling.verzoek_sluiten": frozenset({"behandelaar"}),
    "behandeling.volledigheid": frozenset({"behandelaar"}),
    "behandelpagina.advies": frozenset({"behandelaar"}),
    "behandelpagina.notitie": frozenset({"behandelaar", "beslisser", "bezwaarbehandelaar"}),
    "behandelpagina.pagina": frozenset({"behandelaar", "beslisser", "bezwaarbehandelaar", "auditor"}),
    "naast.pagina": frozenset({"behandelaar", "beslisser", "bezwaarbehandelaar", "auditor"}),
    "werklijst.lijst": frozenset({"behandelaar", "beslisser", "auditor"}),
    "werklijst.toewijzen": frozenset({"behandelaar"}),
    "intrekken.pagina": frozenset({"tekenbevoegde"}),
    "verschillen.pagina": IEDERE_ROL,
    "aanvragen.fouten": BEHEERDER,
    "aanvragen.geimporteerd": BEHEERDER,
    "aanvragen.importeren": BEHEERDER,
    "aanvragen.kopregel": BEHEERDER,
    "aanvragen.werkmap": BEHEERDER,
    # Attachments, filing and receipts
    "bijlagen.bestand": IEDERE_ROL,
    "bijlagen.stap": GEMEENTE,
    "bijlagen.terugzetten": GEMEENTE,
    "bijlagen.verwijderen": GEMEENTE,
    "indienen.bevestiging": IEDERE_ROL,
    "indienen.corrigeren": GEMEENTE,
    "indienen.ontvangst": IEDERE_ROL,
    "indienen.pagina": GEMEENTE,
    "indienen.vragen": GEMEENTE,
    # Filling in an application
    "concept.nieuw": GEMEENTE,
    "concept.verwijderen": GEMEENTE,
    "invullen.invullen": GEMEENTE,
    "invullen.overzicht": GEMEENTE,
    "invullen.stap": GEMEENTE,
    "invulregels.importeren": GEMEENTE,
    "invulregels.werkmap": GEMEENTE,
    "dossier.aanvraag": IEDERE_ROL,
    "dossier.aanvragen": IEDERE_ROL,
    "dossier.document": IEDERE_ROL,
    "dossier.tranche": INGELOGD,
    "dossier.vandaag": INGELOGD,
    "tranches.lijst": INGELOGD,
    "tranches.regels": INGELOGD,
    # Messages
    "aanvraagberichten.nieuw": GEMEENTE | {"behandelaar"},
    "berichten.bericht": GEMEENTE | HELE_TRANCHE,
    "berichten.document": GEMEENTE | HELE_TRANCHE,
    "berichten.lijst": GEMEENTE | HELE_TRANCHE,
    "berichten.voorkeuren": INGELOGD,
    "uitgaand.lijst": BEHEER_LEZEN,
    "uitgaand.mail": BEHEER_LEZEN,
    "uitgaand.opnieuw": BEHEERDER,
    # Scoring
    "beoordelen.inleveren": frozenset({"beoordelaar"}),
    "beoordelen.kaart": frozenset({"beoordelaar"}),
    "beoordelen.lijst": frozenset({"beoordelaar"}),
    "beoordelen.modereren": frozenset({"beoordelaar"}),
    "beoordelen.oordeel": HELE_TRANCHE | {"beoordelaar"},
    "beoordelen.vastleggen": frozenset({"beoordelaar"}),
    "beoordeling.overdragen": frozenset({"behandelaar"}),
    "beoordeling.overzicht": HELE_TRANCHE,
    "beoordeling.verdelen": frozenset({"behandelaar"}),
    # The clock, a view before a rejection, and decisions outside every allocation
    "buiten.pagina": frozenset({"behandelaar"}),
    "klokpagina.bij_een": frozenset({"behandelaar"}),
    "klokpagina.nieuw": frozenset({"behandelaar"}),
    "klokpagina.pagina": HELE_TRANCHE,
    "zienswijze.pagina": GEMEENTE | HELE_TRANCHE,
    # Decisions
    "beschikkingen.lijst": GEMEENTE | HELE_TRANCHE,
    # Decisions that are not known yet: drawing up, trying out, signing, notifying
    # The texts of the letters
    "brieven.lijst": HELE_TRANCHE - {"financieel"},
    "brieven.tekst": HELE_TRANCHE - {"financieel"},
    "brieven.terugzetten": BEHEERDER,
    "brieven.versies": HELE_TRANCHE - {"financieel"},
    "brieven.wijzigen": BEHEERDER,
    "besluiten.overzicht": HELE_TRANCHE - {"financieel"},
    "besluiten.proefbrief": HELE_TRANCHE - {"financieel"},
    "besluiten.stel_op": frozenset({"behandelaar"}),
    "besluiten.tekenen": frozenset({"beslisser"}),
    "terug.pagina": frozenset({"behandelaar"}),
    "bekendmaken.bevestigen": frozenset({"beslisser"}),
    "bekendmaken.opnieuw_opstellen": frozenset({"behandelaar"}),
    "bekendmaken.overzicht": HELE_TRANCHE - {"financieel"},
    "tekenronde.hervat": frozenset({"beslisser"}),
    "tekenronde.opnieuw": frozenset({"beslisser"}),
    "tekenronde.pauze": frozenset({"beslisser"}),
    "tekenronde.ronde": HELE_TRANCHE - {"financieel"},
    "tekenronde.stand": HELE_TRANCHE - {"financieel"},
    "tekenronde.stoppen": frozenset({"beslisser"}),
    # What if
    "scenarios.invoer": HELE_TRANCHE,
    "scenarios.lijst": HELE_TRANCHE,
    "scenarios.nieuw": frozenset({"behandelaar", "beslisser"}),
    "scenarios.scenario": HELE_TRANCHE,
    "scenarios.vergelijking": HELE_TRANCHE,
    # Allocations
    "cijfers.openbare_pagina": OPENBAAR,
    "cijfers.pagina": HELE_TRANCHE,
    "cijfers.stuk": HELE_TRANCHE,
    "cijfers.vraag": frozenset({"behandelaar", "beslisser"}),
    "akkoord.aanname": frozenset({"beslisser"}),
    "akkoord.akkoord": frozenset({"beslisser"}),
    "akkoord.stukken": frozenset({"beslisser"}),
    "verdelen.bevriezen": frozenset({"beslisser"}),
    "verdelen.overzicht": HELE_TRANCHE,
    "verdelen.trek": frozenset({"beslisser"}),
    "verdelen.vervallen": frozenset({"beslisser"}),
    "verdeling.bevroren": HELE_TRANCHE,
    "verdeling.invoer": HELE_TRANCHE,
    "verdeling.lijst": HELE_TRANCHE,
    "verdeling.lopende_invoer": HELE_TRANCHE,
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
