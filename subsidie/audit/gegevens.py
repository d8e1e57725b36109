"""What an event holds, in words: its JSON as labels with values, and as one sentence for a timeline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from subsidie.audit.labels import LABELS
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.kern.tijd import datum_nl, lees_datum, lees_moment, moment_nl

__all__ = ["LABELS", "Gegeven", "in_woorden", "lees_gegevens", "toelichting"]

_HEX: Final = re.compile(r"[0-9a-f]{32,}")


@dataclass(frozen=True, slots=True)
class Gegeven:
    """One value of an event. ``is_code``: a hash or a key, to be shown letter by letter."""

    sleutel: str
    label: str
    waarde: str
    is_code: bool = False


def lees_gegevens(tekst: str) -> dict[str, Any]:
    """The values of an event; empty when someone wrote something else into the database."""
    try:
        gelezen = json.loads(tekst)
    except (ValueError, TypeError, RecursionError):
        return {}
    return gelezen if isinstance(gelezen, dict) else {}


def in_woorden(tekst: str, namen: Mapping[str, str] | None = None) -> list[Gegeven]:
    """The values of an event as labels with readable values, in the order in which they were kept.

    ``tekst`` is the JSON of the event; ``namen`` gives the name that belongs to the key of a user.
    """
    return [
        deel
        for sleutel, waarde in lees_gegevens(tekst).items()
        for deel in _delen(sleutel, waarde, namen or {})
    ]


def toelichting(soort: str, tekst: str) -> str:
    """One sentence with what matters of an event of this kind; empty when its kind says it all."""
    schrijver = _ZINNEN.get(soort)
    if schrijver is None:
        return ""
    try:
        return schrijver(lees_gegevens(tekst))
    except (KeyError, TypeError, ValueError, AttributeError, OngeldigeInvoer):
        return ""  # not as this version of the program writes it; the values themselves can still be shown


def _delen(sleutel: str, waarde: Any, namen: Mapping[str, str]) -> list[Gegeven]:
    label = LABELS.get(sleutel) or sleutel.replace("_", " ").capitalize()
    if isinstance(waarde, dict):
        return [
            Gegeven(f"{sleutel}.{deel.sleutel}", f"{label}: {deel.label.lower()}", deel.waarde, deel.is_code)
            for onder, inhoud in waarde.items()
            for deel in _delen(onder, inhoud, namen)
        ]
    leesbaar = _waarde(sleutel, waarde, namen)
    return [Gegeven(sleutel, label, leesbaar, is_code=bool(_HEX.fullmatch(leesbaar)))]


def _waarde(sleutel: str, waarde: Any, namen: Mapping[str, str]) -> str:
    if waarde is None:
        return "geen"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, int):
        return euro_kort(waarde) if sleutel.endswith("_cent") else getal(waarde)
    if isinstance(waarde, list):
        return ", ".join(_waarde(sleutel, een, namen) for een in waarde) or "geen"
    if isinstance(waarde, dict):
        return json.dumps(waarde, ensure_ascii=False, sort_keys=True)
    return namen.get(waarde) or _dag_of_moment(str(waarde))


def _dag_of_moment(tekst: str) -> str:
    if len(tekst) >= 10 and tekst[4:5] == "-" and tekst[7:8] == "-":
        try:
            return datum_nl(lees_datum(tekst)) if len(tekst) == 10 else moment_nl(lees_moment(tekst))
        except OngeldigeInvoer:
            return tekst
    return tekst


def _geimporteerd(wat: Mapping[str, Any]) -> str:
    return f"{getal(wat['nieuw'])} nieuw, {getal(wat['gewijzigd'])} gewijzigd, {getal(wat['ongewijzigd'])} ongewijzigd."


def _rekening(wat: Mapping[str, Any]) -> str:
    reden = f" Reden: {wat['reden']}" if "reden" in wat else ""
    return f"{wat['iban']} van {wat['gm_code']}.{reden}"


def _ingesteld(wat: Mapping[str, Any]) -> str:
    pot = f" (pot {wat['pot']})" if wat["pot"] else ""
    return f"{wat['sleutel']}{pot}, {wat['zekerheid']}. Bron: {wat['bron']}."


def _besluit(wat: Mapping[str, Any]) -> str:
    bedrag = f" van {euro_kort(wat['verleend_cent'])}" if wat["verleend_cent"] else ""
    return f"{str(wat['soort']).replace('_', ' ').capitalize()}{bedrag}."


def _beoordeeld(wat: Mapping[str, Any]) -> str:
    oordeel = "De aanvraag voldoet" if wat["voldoet"] else "De aanvraag voldoet niet"
    score = f", score {wat['score'].replace('.', ',')}" if "score" in wat else ""
    grond = f" Grond: {wat['afwijzingsgrond']}" if "afwijzingsgrond" in wat else ""
    return f"{oordeel}{score}.{grond}"


def _rol(wat: Mapping[str, Any]) -> str:
    gemeente = f" voor {wat['gm_code']}" if wat["gm_code"] else ""
    return f"{str(wat['rol']).capitalize()}{gemeente}, vanaf {_dag_of_moment(wat['vanaf'])}."


def _einde(wat: Mapping[str, Any]) -> str:
    return f"Stopt op {_dag_of_moment(wat['tot'])}."


def _rol_einde(wat: Mapping[str, Any]) -> str:
    gemeente = f" voor {wat['gm_code']}" if wat["gm_code"] else ""
    return f"{str(wat['rol']).capitalize()}{gemeente}, stopt op {_dag_of_moment(wat['tot'])}."


def _opschorting(wat: Mapping[str, Any]) -> str:
    """The ground of a suspension in one word or two (Awb 4:15)."""
    return {
        "buitenland": "Informatie uit het buitenland", "instemming": "Met instemming van de gemeente",
        "toerekenbaar": "Toe te rekenen aan de gemeente", "overmacht": "Overmacht",
    }[wat["grond"]]  # fmt: skip


def _bezwaarstap(wat: Mapping[str, Any]) -> str:
    """Which objection, and what a municipality may read of the step too: no judgement and no reason of a person."""
    delen = [f"Bezwaar {wat['bezwaar']}"]
    if "wijze" in wat:
        delen.append(f"tegen besluit {wat['besluit']}")
    if "op" in wat:
        delen.append(f"op {_dag_of_moment(wat['op'])}")
    if "termijn_tot" in wat:
        delen.append(f"tot en met {_dag_of_moment(wat['termijn_tot'])}")
    if "weken" in wat:
        delen.append(f"verdaagd met {aantal(wat['weken'], 'week', 'weken')}")
    return f"{', '.join(delen)}."


def _melding(wat: Mapping[str, Any]) -> str:
    """What was reported; why it was refused or what was asked stands with the report itself."""
    zin = str(wat["melding"])
    return f"{zin[:1].upper()}{zin[1:]}."


def _betaling(wat: Mapping[str, Any]) -> str:
    """How much and to whom, and the day on which it was paid; why one was withdrawn stands with the order."""
    wie = "aan het BTW-compensatiefonds" if wat["soort"] == "bcf" else "aan de gemeente"
    op = f", op {_dag_of_moment(wat['betaald_op'])}" if "betaald_op" in wat else ""
    return f"{euro_kort(wat['bedrag_cent'])} {wie}{op} (opdracht {wat['opdracht']})."


_ZINNEN: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "aanvraag:ontvangen": lambda wat: f"Versie {wat['versie']}, gevraagd {euro_kort(wat['gevraagd_cent'])}.",
    "aanvraag:versie_toegevoegd": lambda wat: (
        f"Versie {wat['versie']}, gevraagd {euro_kort(wat['gevraagd_cent'])}."
    ),
    "aanvraag:beoordeeld": _beoordeeld,
    "aanvraag:termijn_opgeschort": lambda wat: f"{_opschorting(wat)}, vanaf {_dag_of_moment(wat['vanaf'])}.",
    "aanvraag:opschorting_beeindigd": lambda wat: (
        f"{_opschorting(wat)}, van {_dag_of_moment(wat['vanaf'])} tot en met {_dag_of_moment(wat['tot'])}."
    ),
    "aanvraag:uitstel_bericht": lambda wat: f"Uiterlijk op {_dag_of_moment(wat['uiterlijk'])}.",
    "aanvraag:ingebrekestelling": lambda wat: f"Ontvangen op {_dag_of_moment(wat['ontvangen_op'])}.",
    "aanvraag:zienswijze_gevraagd": lambda wat: f"Tot en met {_dag_of_moment(wat['termijn_tot'])}.",
    "aanvraag:zienswijze_gegeven": lambda wat: "Er is geen zienswijze gegeven." if wat["geen"] else "",
    "aanvraag:beoordelaars_toegewezen": lambda wat: f"Reden: {wat['reden']}" if "reden" in wat else "",
    "aanvraag:scorekaart_vervallen": lambda wat: f"Reden: {wat['reden']}",
    "aanvraag:ingediend": lambda wat: (
        f"Versie {wat['versie']}, gevraagd {euro_kort(wat['gevraagd_cent'])}"
        f"{', buiten het tijdvak' if wat['buiten_tijdvak'] is True else ''}."
    ),
    "aanvraag:gecorrigeerd": lambda wat: (
        f"Versie {wat['versie']}, gevraagd {euro_kort(wat['gevraagd_cent'])}."
    ),
    "aanvraag:aanvulling_gevraagd": lambda wat: (
        f"{aantal(wat['punten'], 'vraag', 'vragen')}, aan te vullen tot en met {_dag_of_moment(wat['termijn_tot'])}."
    ),
    "aanvraag:aanvultermijn_verstreken": lambda wat: (
        f"Aanvullen kon tot en met {_dag_of_moment(wat['termijn_tot'])}."
    ),
    "aanvraag:volledig_verklaard": lambda wat: f"Volledig vanaf {_dag_of_moment(wat['volledig_op'])}.",
    "aanvraag:ingetrokken": lambda wat: f"Reden: {wat['reden']}" if wat.get("reden") else "",
    **{
        f"aanvraag:betaling_{stap}": _betaling
        for stap in ("opgesteld", "goedgekeurd", "vervallen", "aangeboden", "betaald", "geweigerd")
    },
    **{
        f"aanvraag:bezwaar_{stap}": _bezwaarstap
        for stap in (
            "ontvangen",
            "ingetrokken",
            "opgepakt",
            "overgenomen",
            "tijdigheid",
            "termijn",
            "hersteld",
            "hoorzitting",
            "gehoord",
            "niet_gehoord",
            "advies",
            "stuk_toegevoegd",
            "stuk_gescand",
            "herrekend",
            "beslissing_opgesteld",
            "beslissing_teruggenomen",
            "beslist",
        )
    },
    "aanvraag:gewaarschuwd": lambda wat: f"{wat['melding']}.",
    "aanvraag:plan_gemaakt": lambda wat: (
        f"{aantal(wat['woonruimten'], 'woonruimte', 'woonruimten')}, volgens besluit {wat['besluit']}."
    ),
    **{
        f"aanvraag:projectdeel_{stap}": lambda wat: (
            f"Deel ‘{wat['naam']}’, {aantal(wat['aantal'], 'woonruimte', 'woonruimten')}."
        )
        for stap in ("toegevoegd", "gewijzigd", "vervallen")
    },
    "aanvraag:prognose_gegeven": lambda wat: f"{wat['melding']}.",
    "aanvraag:mijlpaal_gemeld": _melding,
    "aanvraag:levering_gemeld": lambda wat: (
        f"{aantal(wat['woonruimten'], 'woonruimte', 'woonruimten')}, opgeleverd op "
        f"{_dag_of_moment(wat['opgeleverd_op'])} (levering {wat['levering']})."
    ),
    "aanvraag:woonruimten_in_gebruik": lambda wat: (
        f"{aantal(wat['woonruimten'], 'woonruimte', 'woonruimten')} van levering {wat['levering']}, sinds "
        f"{_dag_of_moment(wat['in_gebruik_op'])}."
    ),
    "aanvraag:woonruimte_verplaatst": lambda wat: (
        f"Levering {wat['levering']}, regel {wat['regel']}, sinds {_dag_of_moment(wat['vanaf'])}."
    ),
    "aanvraag:bestemming_beeindigd": lambda wat: (
        f"Levering {wat['levering']}, regel {wat['regel']}, sinds {_dag_of_moment(wat['per'])}. {wat['reden']}."
    ),
    "aanvraag:bestemming_bevestigd": _melding,
    **{
        f"aanvraag:melding_{stap}": _melding
        for stap in ("aanvaard", "bevraagd", "beantwoord", "afgewezen", "ingetrokken")
    },
    "archief:gevraagd": lambda wat: f"Van {wat['tranche']}.",
    "archief:gemaakt": lambda wat: f"{aantal(wat['bestanden'], 'bestand', 'bestanden')}.",
    "audit:ijkpunt_gezet": lambda wat: (
        f"{aantal(wat['aantal'], 'gebeurtenis', 'gebeurtenissen')} ondertekend."
    ),
    "beschikking:opgesteld": _besluit,
    "beschikking:teruggenomen": lambda wat: f"Reden: {wat['reden']}",
    "beschikking:getekend": lambda wat: (
        f"Gedateerd op {_dag_of_moment(wat['dagtekening'])}, op mandaat {wat['mandaat']}."
    ),
    "beschikking:bekendgemaakt": lambda wat: f"Verzonden op {_dag_of_moment(wat['op'])}.",
    "belang:beeindigd": _einde,
    "partijbelang:beeindigd": _einde,
    "partijbelang:geregistreerd": lambda wat: f"Vanaf {_dag_of_moment(wat['vanaf'])}.",
    "belang:geregistreerd": lambda wat: f"In {wat['gm_code']}, vanaf {_dag_of_moment(wat['vanaf'])}.",
    "bericht:gesteld": lambda wat: (
        f"Over {wat['over']}, {'aan' if wat['richting'] == 'uit' else 'van'} {wat['gm_code']}."
    ),
    "tekenronde:gestart": lambda wat: (
        f"{aantal(wat['besluiten'], 'besluit', 'besluiten')}, gedateerd op {_dag_of_moment(wat['dagtekening'])}."
    ),
    "tekenronde:opnieuw": lambda wat: f"{aantal(wat['besluiten'], 'besluit', 'besluiten')}.",
    "tekenronde:afgerond": lambda wat: f"{getal(wat['getekend'])} getekend, {getal(wat['mislukt'])} niet.",
    "gebruiker:gewijzigd": lambda wat: f"Gewijzigd: {opsomming(wat['gewijzigd'])}.",
    "gebruiker:rol_beeindigd": _rol_einde,
    "gebruiker:rol_toegekend": _rol,
    "gebruiker:verwijderd_bij_gemeente": lambda wat: f"Bij {wat['gm_code']}.",
    "gemeente:postadres_gewijzigd": lambda wat: f"{wat['adres']}.",
    "mandaat:beeindigd": _einde,
    "mandaat:verleend": lambda wat: (
        f"{str(wat['handeling']).replace('_', ' ').capitalize()} tot en met {euro_kort(wat['tot_bedrag_cent'])},"
        f" vanaf {_dag_of_moment(wat['vanaf'])}."
    ),
    "rekeningnummer:afgewezen": _rekening,
    "rekeningnummer:bevestigd": _rekening,
    "rekeningnummer:goedgekeurd": _rekening,
    "rekeningnummer:ingetrokken": _rekening,
    "rekeningnummer:ingevoerd": _rekening,
    "controle:gevraagd": lambda wat: f"{wat['controle'].capitalize()}.",
    "controle:uitgevoerd": lambda wat: (
        f"{wat['controle'].capitalize()}: {'in orde' if wat['goed'] else 'niet in orde'}."
    ),
    "steekproef:bevinding": lambda wat: f"{wat['item']}: {wat['oordeel'].replace('_', ' ')}.",
    "steekproef:getrokken": lambda wat: f"{getal(wat['omvang'])} uit {wat['populatie']}, zaad {wat['zaad']}.",
    "tranche:aanvragen_geimporteerd": _geimporteerd,
    "tranche:brieftekst_bewaard": lambda wat: (
        f"‘{wat['brief'].replace('_', ' ')}’, versie {wat['versie']}: {wat['toelichting']}"
    ),
    "tranche:bijgewerkt": lambda wat: f"Gewijzigd: {opsomming(wat['gewijzigd'])}.",
    "tranche:ingesteld": _ingesteld,
    "tranche:plafond_verhoogd": lambda wat: (
        f"Pot {wat['pot']}: van {_bedrag(wat['van_cent'])} naar {_bedrag(wat['naar_cent'])}. Bron: {wat['bron']}."
    ),
    "tranche:tijdvak_verlengd": lambda wat: f"Sluit op {_dag_of_moment(wat['naar'])}.",
    "tranchevraag:gesteld": lambda wat: f"Over {wat['tranche']}.",
    "tranchevraag:gepubliceerd": lambda wat: f"Over {wat['tranche']}.",
    "scenario:gemaakt": lambda wat: f"{wat['naam']}.",
    "verdeling:aanname_bevestigd": lambda wat: f"{wat['instelling']}.",
    "verdeling:bevroren": lambda wat: f"Bron van de seed: {wat['seed_bron']}.",
    "verdeling:getrokken": lambda wat: f"Seed: {wat['seed']}." if "seed" in wat else "Zonder loting.",
    "verdeling:eerste_akkoord": lambda wat: f"Op mandaat {wat['mandaat']}.",
    "verdeling:vastgesteld": lambda wat: f"Op mandaat {wat['mandaat']}.",
    "vernietiging:voorgesteld": lambda wat: f"{aantal(wat['regels'], 'regel', 'regels')}.",
    "vernietiging:verworpen": lambda wat: f"Reden: {wat['reden']}",
    "vernietiging:uitgevoerd": lambda wat: (
        f"{aantal(wat['regels'], 'regel', 'regels')} vernietigd, {getal(wat['niet'])} niet."
    ),
    "aanvraag:stukken_vernietigd": lambda wat: (
        f"{aantal(wat['bestanden'], 'bestand', 'bestanden')}, volgens {wat['lijst']}."
    ),
    "verdeling:vervallen": lambda wat: f"Reden: {wat['reden']}",
}


def _bedrag(cent: int | None) -> str:
    return "onbekend" if cent is None else euro_kort(cent)
