"""A whole application for the practice tranche, as a browser sends it, and parts of it with something else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import FORMULIERDELEN, Deelinhoud, Delen, lees_delen, lees_formulier
from subsidie.aanvragen.invoer import Bijlageverwijzing
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.regels import Regels

VANDAAG = date(2026, 1, 19)
SLUIT = date(2026, 2, 9)
ONTVANGEN = datetime(2026, 1, 20, 13, 5, tzinfo=UTC)
BIJLAGEN = (
    Bijlageverwijzing("begroting", "begroting.xlsx", 12_345, "a" * 64),
    Bijlageverwijzing("planning", "planning.pdf", 2_345_678, "b" * 64),
)

HEEL: Mapping[Aanvraagdeel, Mapping[str, str]] = {
    Aanvraagdeel.PROJECT: {
        "naam": "Parkzicht", "omschrijving": "Dertig woningen\naan het park.", "bouwvorm": "nieuwbouw",
        "plaatsen-0-straat": "Parkweg", "plaatsen-0-huisnummer": "12a", "plaatsen-0-postcode": "8011 ab",
        "plaatsen-0-woonplaats": "Zwolle", "plaatsen-0-bag_id": "0193010000012345",
        "plaatsen-0-breedtegraad": "52,5168", "plaatsen-0-lengtegraad": "6.083",
        "contact_naam": "A. de Vries", "contact_email": "a.devries@voorbeeld.invalid",
        "contact_telefoon": "038 123 45 67", "vraag_eigendom": "van de gemeente",
    },
    Aanvraagdeel.WOONRUIMTEN: {
        "regels-0-doelgroep": "statushouders", "regels-0-aard": "permanent", "regels-0-soort": "zelfstandig",
        "regels-0-woningtype": "regulier", "regels-0-aantal": "20", "regels-0-bewoners": "2",
        "regels-0-huurprijs": "650", "regels-0-prijspeil": "7-2025", "regels-0-gemeenschappelijke_ruimte": "nee",
        "regels-1-doelgroep": "uitwonende_studenten", "regels-1-aard": "flexibel",
        "regels-1-soort": "onzelfstandig", "regels-1-woningtype": "kamers", "regels-1-aantal": "10",
        "regels-1-bewoners": "1", "regels-1-huurprijs": "400", "regels-1-prijspeil": "2025-07",
        "regels-1-gemeenschappelijke_ruimte": "ja",
    },
    Aanvraagdeel.PLANNING: {
        "onomkeerbare_stap": "1-9-2026", "start_bouw": "2026-10-01", "oplevering": "1 juli 2028",
        "flexlocaties-0-plek": "Parkweg", "flexlocaties-0-jaren": "10", "vraag_vergunning": "ja",
    },
    Aanvraagdeel.KOSTEN: {
        "kosten-0-omschrijving": "Bouw", "kosten-0-bedrag": "5.000.000", "kosten-1-omschrijving": "Grond",
        "kosten-1-bedrag": "1.000.000,50", "compensabele_btw": "0", "totale_dekking": "5.750.000,50",
        "gevraagd": "200.000",
    },
    Aanvraagdeel.SAMENHANG: {
        "samenloop_woningbouwimpuls": "nee", "samenloop_flex_en_transformatie": "nee",
        "samenloop_realisatiestimulans": "nee", "samenloop_volkshuisvestingsfonds": "nee",
        "partners-0-naam": "Woningcorporatie", "partners-0-rol": "bouwt en verhuurt",
        "woonzorgvisie": "Past in de visie.",
    },
    Aanvraagdeel.VERKLARINGEN: {
        "verklaring_naar_waarheid": "ja", "verklaring_bevoegd": "ja", "verklaring_geen_volledige_dekking": "ja",
    },
}  # fmt: skip


@cache
def regels() -> Regels:
    """The rules of the practice tranche."""
    return oefentranche(VANDAAG).regels


def deel(welk: Aanvraagdeel, anders: Mapping[str, str] | None = None) -> Deelinhoud:
    """One part of the whole application, read from a form, with other answers in it."""
    formulier = {**HEEL[welk], **(anders or {})}
    return lees_formulier(welk, {naam: [waarde] for naam, waarde in formulier.items()}, regels())


def delen(**anders: Mapping[str, str]) -> Delen:
    """Every part, saved and read again, with other answers per part: ``delen(kosten={"gevraagd": ""})``."""
    return lees_delen(
        {welk: deel(welk, anders.get(welk.value)).als_json() for welk in FORMULIERDELEN}, regels()
    )
