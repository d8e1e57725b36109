"""Roles, mandates and states of an account as people read them."""

from __future__ import annotations

from typing import Final

from subsidie.accounts.gemeente_rekening import Rekeningstand
from subsidie.accounts.models import Mandaathandeling, Rol

ROLNAMEN: Final = {
    Rol.OPSTELLER: "Opsteller",
    Rol.TEKENBEVOEGDE: "Tekenbevoegde",
    Rol.BEHANDELAAR: "Behandelaar",
    Rol.BEOORDELAAR: "Beoordelaar",
    Rol.BESLISSER: "Beslisser",
    Rol.BEZWAARBEHANDELAAR: "Bezwaarbehandelaar",
    Rol.FINANCIEEL: "Financieel medewerker",
    Rol.BEHEERDER: "Beheerder",
    Rol.AUDITOR: "Auditor",
}

ROLUITLEG: Final = {
    Rol.OPSTELLER: "werkt voor een gemeente: maakt aanvragen en vult ze aan",
    Rol.TEKENBEVOEGDE: "werkt voor een gemeente: dient aanvragen in namens het college",
    Rol.BEHANDELAAR: "ontvangt aanvragen, vraagt aanvulling en adviseert",
    Rol.BEOORDELAAR: "beoordeelt alleen de toegewezen aanvragen",
    Rol.BESLISSER: "stelt verdelingen vast en tekent besluiten, op mandaat",
    Rol.BEZWAARBEHANDELAAR: "behandelt bezwaar tegen besluiten van anderen",
    Rol.FINANCIEEL: "maakt en controleert betaalopdrachten",
    Rol.BEHEERDER: "beheert accounts, mandaten en tranches; beslist niet over aanvragen",
    Rol.AUDITOR: "ziet alles, verandert niets",
}
"""What somebody with the role does (product.md, "Who works with it")."""

HANDELINGEN: Final = {
    Mandaathandeling.VERDELING_VASTSTELLEN: "Een verdeling vaststellen",
    Mandaathandeling.BESCHIKKING_TEKENEN: "Besluiten tekenen",
    Mandaathandeling.BEZWAAR_BESLISSEN: "Op bezwaren beslissen",
}

STANDEN: Final = {
    "actief": ("Actief", "goed"),
    "uitgenodigd": ("Uitgenodigd", "info"),
    "zonder_wachtwoord": ("Kan nog niet inloggen", "let_op"),
    "geblokkeerd": ("Geblokkeerd", "fout"),
}
"""States of an account: what is read, and the colour."""

REKENINGSTANDEN: Final = {
    Rekeningstand.INGEVOERD: ("Wacht op een tweede persoon van de gemeente", "let_op"),
    Rekeningstand.BEVESTIGD: ("Wacht op het ministerie", "info"),
    Rekeningstand.GOEDGEKEURD: ("Goedgekeurd", "goed"),
    Rekeningstand.AFGEWEZEN: ("Afgewezen", "fout"),
    Rekeningstand.INGETROKKEN: ("Ingetrokken", "neutraal"),
}
"""How far a change of the account of a municipality is: what is read, and the colour."""
