"""Events in plain Dutch: what a kind is called, in one place for every page that shows events.

The audit trail keeps kinds as ``aanvraag:ontvangen`` for ever; what people read may get better words.
What an event holds besides its kind is in ``subsidie.audit.gegevens``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Woord:
    """How a kind of event is called (``titel``), and the colour of its dot in a timeline (as ``status``)."""

    titel: str
    kleur: str = "neutraal"


WOORDEN: Final[Mapping[str, Woord]] = {
    "aanvraag:ingediend": Woord("Aanvraag ingediend", "goed"),
    "aanvraag:gecorrigeerd": Woord("Aanvraag verbeterd voor de sluiting", "info"),
    "aanvraag:aangevuld": Woord("Aanvulling ontvangen", "info"),
    "aanvraag:bijlage_toegevoegd": Woord("Bijlage toegevoegd"),
    "aanvraag:bijlage_verwijderd": Woord("Bijlage verwijderd uit het concept"),
    "aanvraag:bijlage_gescand": Woord("Bijlage gecontroleerd op virussen"),
    "aanvraag:concept_begonnen": Woord("Concept begonnen"),
    "aanvraag:concept_verwijderd": Woord("Concept verwijderd", "let_op"),
    "aanvraag:deel_bewaard": Woord("Deel van de aanvraag bewaard"),
    "aanvraag:ontvangen": Woord("Aanvraag ontvangen", "info"),
    "aanvraag:versie_toegevoegd": Woord("Nieuwe versie van de aanvraag vastgelegd", "info"),
    "aanvraag:beoordelaars_toegewezen": Woord("Beoordelaars toegewezen", "info"),
    "aanvraag:scorekaart_geopend": Woord("Beoordelaar begonnen, zonder belang"),
    "aanvraag:scorekaart_bewaard": Woord("Scorekaart bewaard"),
    "aanvraag:scorekaart_ingeleverd": Woord("Scorekaart ingeleverd", "info"),
    "aanvraag:scorekaart_vervallen": Woord("Scorekaart vervallen", "let_op"),
    "aanvraag:gemodereerd": Woord("Overleg van de beoordelaars vastgelegd", "info"),
    "aanvraag:beoordeeld": Woord("Aanvraag beoordeeld", "info"),
    "aanvraag:aanvulling_gevraagd": Woord("Om een aanvulling gevraagd", "let_op"),
    "aanvraag:aanvulverzoek_gesloten": Woord("Verzoek om aanvulling gesloten"),
    "aanvraag:aanvultermijn_verstreken": Woord("Termijn om aan te vullen ongebruikt voorbij", "let_op"),
    "aanvraag:volledig_verklaard": Woord("Aanvraag volledig verklaard", "goed"),
    "aanvraag:termijn_opgeschort": Woord("Beslistermijn opgeschort", "let_op"),
    "aanvraag:opschorting_beeindigd": Woord("Opschorting van de beslistermijn beëindigd", "info"),
    "aanvraag:uitstel_bericht": Woord("Bericht dat het besluit later komt", "let_op"),
    "aanvraag:ingebrekestelling": Woord("Ingebrekestelling ontvangen", "let_op"),
    "aanvraag:geen_dwangsom": Woord("Bepaald dat er geen dwangsom is verschuldigd", "let_op"),
    "aanvraag:zienswijze_gevraagd": Woord("Zienswijze gevraagd", "let_op"),
    "aanvraag:zienswijze_gegeven": Woord("Zienswijze ontvangen", "info"),
    "aanvraag:zienswijze_verstreken": Woord("Termijn voor de zienswijze ongebruikt voorbij", "let_op"),
    "aanvraag:zienswijze_gesloten": Woord("Zienswijze afgehandeld"),
    "aanvraag:toegewezen": Woord("Behandelaar van de aanvraag aangewezen"),
    "aanvraag:behandelaar_weg": Woord("Aanvraag teruggegeven, van niemand", "let_op"),
    "aanvraag:gecontroleerd": Woord("Controlelijst van de aanvraag ingevuld"),
    "aanvraag:notitie": Woord("Notitie bij de aanvraag geschreven"),
    "aanvraag:beslisadvies": Woord("Beslisadvies gegeven", "info"),
    "aanvraag:ingetrokken": Woord("Aanvraag ingetrokken door de gemeente", "let_op"),
    "aanvraag:bezwaar_ontvangen": Woord("Bezwaar ontvangen", "let_op"),
    "aanvraag:bezwaar_ingetrokken": Woord("Bezwaar ingetrokken", "let_op"),
    "aanvraag:bezwaar_opgepakt": Woord("Bezwaar opgepakt", "info"),
    "aanvraag:bezwaar_overgenomen": Woord("Bezwaar overgenomen"),
    "aanvraag:bezwaar_tijdigheid": Woord("Oordeel of het bezwaar op tijd is", "info"),
    "aanvraag:bezwaar_termijn": Woord("Termijn van het bezwaar veranderd", "let_op"),
    "aanvraag:bezwaar_hersteld": Woord("Verzuim in het bezwaar hersteld", "info"),
    "aanvraag:bezwaar_hoorzitting": Woord("Hoorzitting vastgelegd", "info"),
    "aanvraag:bezwaar_gehoord": Woord("Verslag van de hoorzitting vastgelegd", "info"),
    "aanvraag:bezwaar_niet_gehoord": Woord("Afgezien van horen", "let_op"),
    "aanvraag:bezwaar_advies": Woord("Advies van de commissie vastgelegd", "info"),
    "aanvraag:bezwaar_stuk_toegevoegd": Woord("Stuk bij het bezwaar toegevoegd", "info"),
    "aanvraag:bezwaar_stuk_gescand": Woord("Stuk bij het bezwaar op virussen gecontroleerd"),
    "aanvraag:bezwaar_herrekend": Woord("Verdeling opnieuw berekend voor een bezwaar", "info"),
    "aanvraag:bezwaar_beslissing_opgesteld": Woord("Beslissing op bezwaar opgesteld", "info"),
    "aanvraag:bezwaar_beslissing_teruggenomen": Woord("Beslissing op bezwaar teruggenomen", "let_op"),
    "aanvraag:bezwaar_beslist": Woord("Op het bezwaar is beslist", "goed"),
    "audit:ijkpunt_gezet": Woord("IJkpunt van het controlespoor gezet"),
    "belang:beeindigd": Woord("Belang beëindigd", "let_op"),
    "belang:geregistreerd": Woord("Belang geregistreerd", "let_op"),
    "partijbelang:beeindigd": Woord("Belang in een partij beëindigd", "let_op"),
    "partijbelang:geregistreerd": Woord("Belang in een partij geregistreerd", "let_op"),
    "aanvraag:belang_verklaard": Woord("Verklaring over een eigen belang", "let_op"),
    "aanvraag:losgelaten_om_belang": Woord("Werk teruggegeven om een belang", "let_op"),
    "bericht:gesteld": Woord("Bericht gesteld", "info"),
    "bericht:mail_mislukt": Woord("Mail over een bericht niet verzonden", "let_op"),
    "bericht:mail_opnieuw": Woord("Mail over een bericht opnieuw geprobeerd"),
    "bericht:mail_teruggekomen": Woord("Mail over een bericht kwam terug", "let_op"),
    "beschikking:opgesteld": Woord("Besluit opgesteld", "info"),
    "beschikking:teruggenomen": Woord("Opgesteld besluit teruggenomen", "let_op"),
    "beschikking:getekend": Woord("Besluit getekend", "info"),
    "beschikking:bekendgemaakt": Woord("Besluit bekendgemaakt", "goed"),
    "document:aangevraagd": Woord("Document aangevraagd"),
    "document:gemaakt": Woord("Document gemaakt"),
    "gebruiker:aangemaakt": Woord("Account aangemaakt"),
    "gebruiker:aangemeld": Woord("Ingelogd"),
    "gebruiker:afgemeld": Woord("Uitgelogd"),
    "gebruiker:berichtvoorkeur": Woord("Keuze voor mail gewijzigd"),
    "gebruiker:gedeblokkeerd": Woord("Blokkade van account opgeheven", "let_op"),
    "gebruiker:geblokkeerd": Woord("Account geblokkeerd", "let_op"),
    "gebruiker:gewijzigd": Woord("Gegevens van account gewijzigd"),
    "gebruiker:overal_afgemeld": Woord("Overal uitgelogd"),
    "gebruiker:rol_beeindigd": Woord("Rol beëindigd"),
    "gebruiker:rol_toegekend": Woord("Rol gegeven"),
    "gebruiker:uitgenodigd": Woord("Link gemaakt om een wachtwoord te kiezen", "let_op"),
    "gebruiker:verwijderd_bij_gemeente": Woord("Door de gemeente verwijderd als collega", "let_op"),
    "gebruiker:wachtwoord_gezet": Woord("Wachtwoord gekozen"),
    "gemeente:postadres_gewijzigd": Woord("Postadres van de gemeente gewijzigd"),
    "mandaat:beeindigd": Woord("Mandaat beëindigd"),
    "mandaat:verleend": Woord("Mandaat gegeven"),
    "rekeningnummer:afgewezen": Woord("Rekeningnummer afgewezen", "fout"),
    "rekeningnummer:bevestigd": Woord("Rekeningnummer bevestigd door de gemeente", "info"),
    "rekeningnummer:goedgekeurd": Woord("Rekeningnummer goedgekeurd", "goed"),
    "rekeningnummer:ingetrokken": Woord("Wijziging van het rekeningnummer ingetrokken"),
    "rekeningnummer:ingevoerd": Woord("Rekeningnummer ingevoerd", "let_op"),
    "tranche:aanvragen_geimporteerd": Woord("Aanvragen geïmporteerd", "info"),
    "tranche:afgerond": Woord("Tranche afgerond", "goed"),
    "tranche:brieftekst_bewaard": Woord("Tekst van een brief veranderd", "let_op"),
    "tranche:bijgewerkt": Woord("Regels van de tranche bijgewerkt uit een bestand"),
    "tranche:geladen": Woord("Tranche geladen uit een bestand"),
    "tranche:gesloten": Woord("Tranche gesloten", "info"),
    "tranche:ingesteld": Woord("Regel van de tranche gewijzigd", "let_op"),
    "tranche:opengesteld": Woord("Tranche opengesteld", "goed"),
    "tranche:plafond_verhoogd": Woord("Plafond verhoogd", "let_op"),
    "tranche:tijdvak_verlengd": Woord("Tijdvak verlengd", "let_op"),
    "tranchevraag:beantwoord": Woord("Antwoord op een vraag geschreven"),
    "tranchevraag:correctie_begonnen": Woord("Verbetering van een antwoord begonnen", "let_op"),
    "tranchevraag:gepubliceerd": Woord("Antwoord op een vraag gepubliceerd", "goed"),
    "tranchevraag:gesteld": Woord("Vraag gesteld", "info"),
    "tekenronde:gestart": Woord("Tekenronde begonnen", "info"),
    "tekenronde:gepauzeerd": Woord("Tekenronde gepauzeerd", "let_op"),
    "tekenronde:hervat": Woord("Tekenronde hervat", "info"),
    "tekenronde:opnieuw": Woord("Mislukte handtekeningen opnieuw geprobeerd", "info"),
    "tekenronde:gestopt": Woord("Tekenronde gestopt", "let_op"),
    "tekenronde:afgerond": Woord("Tekenronde afgerond", "goed"),
    "scenario:gemaakt": Woord("Scenario bewaard (een simulatie)", "neutraal"),
    "verdeling:aanname_bevestigd": Woord("Aanname in de regels bevestigd", "let_op"),
    "verdeling:bevroren": Woord("Lijst bevroren voor de verdeling", "info"),
    "verdeling:eerste_akkoord": Woord("Eerste akkoord op de verdeling", "info"),
    "verdeling:getrokken": Woord("Verdeling berekend", "info"),
    "verdeling:vastgesteld": Woord("Verdeling vastgesteld", "goed"),
    "verdeling:vervallen": Woord("Verdeling vervallen", "let_op"),
    "vooroverleg:aangevraagd": Woord("Vooroverleg gevraagd", "info"),
    "vooroverleg:afgerond": Woord("Vooroverleg afgerond", "goed"),
    "vooroverleg:ingetrokken": Woord("Verzoek om vooroverleg ingetrokken", "let_op"),
    "vooroverleg:opgepakt": Woord("Vooroverleg opgepakt", "info"),
    "vooroverleg:overgenomen": Woord("Vooroverleg overgenomen", "info"),
}
"""Every kind of event that the program records; a test keeps it complete."""

OBJECTSOORTEN: Final[Mapping[str, str]] = {
    "aanvraag": "Aanvraag",
    "belang": "Belang",
    "partijbelang": "Belang in een partij",
    "bericht": "Bericht",
    "beschikking": "Besluit",
    "document": "Document",
    "gebruiker": "Account",
    "gemeente": "Gemeente",
    "ijkpunt": "IJkpunt",
    "mandaat": "Mandaat",
    "rekeningnummer": "Rekeningnummer",
    "tekenronde": "Tekenronde",
    "scenario": "Scenario",
    "tranche": "Tranche",
    "tranchevraag": "Vraag over een tranche",
    "verdeling": "Verdeling",
    "vooroverleg": "Vooroverleg",
}
"""What an event is about; the same test keeps it complete."""

HET_PROGRAMMA: Final = "het programma"
"""Who did it when no person did."""


def woord_van(soort: str) -> Woord:
    """What to call this kind; a kind of a later or earlier version of the program is shown as it is kept."""
    return WOORDEN.get(soort) or Woord(soort.partition(":")[2].replace("_", " ").capitalize() or soort)


def objectsoort_van(soort: str) -> str:
    """What to call a kind of object; one that is not known is shown as it is kept."""
    return OBJECTSOORTEN.get(soort) or soort.replace("_", " ").capitalize()
