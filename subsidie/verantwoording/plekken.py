"""Where an object of the audit trail is found in the program, as far as it has a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

Plek = tuple[str, dict[str, Any]]
"""An endpoint with the values of its address."""

_BESLUIT: Final = re.compile(r"(?P<nummer>[A-Za-z0-9._-]{1,40}?)-B[0-9]{1,3}")
_VERDELING: Final = re.compile(r"(?P<code>[a-z0-9-]{1,40}?)-V(?P<volgnummer>[1-9][0-9]{0,5})(?:-[a-z]+)?")

_WERKPAPIER: Final = re.compile(
    r"(?P<steekproef>[a-z0-9-]{1,40}?-SP[1-9][0-9]{0,5})-werkpapier-[1-9][0-9]{0,5}"
)
_ARCHIEF: Final = re.compile(r"(?P<code>[a-z0-9-]{1,40}?)-archief-[1-9][0-9]{0,5}")
_SCENARIO: Final = re.compile(r"(?P<code>[a-z0-9-]{1,40}?)-S[1-9][0-9]{0,5}")


def plek_van(object_soort: str, object_id: str) -> Plek | None:
    """The page of this object; ``None`` where it has none, or its key is not as the program makes them."""
    zoeker = _ZOEKERS.get(object_soort)
    return zoeker(object_id) if zoeker is not None else None


def _besluit(kenmerk: str) -> Plek | None:
    """A decision and its letter are on the page of their application."""
    gevonden = _BESLUIT.fullmatch(kenmerk)
    return ("dossier.aanvraag", {"nummer": gevonden["nummer"]}) if gevonden else None


def _werkpapier(kenmerk: str) -> Plek | None:
    """A working paper is on the page of its sample."""
    gevonden = _WERKPAPIER.fullmatch(kenmerk)
    return ("steekproeven.steekproef", {"kenmerk": gevonden["steekproef"]}) if gevonden else None


def _verdeling(kenmerk: str) -> Plek | None:
    """An allocation, with the papers that belong to it."""
    gevonden = _VERDELING.fullmatch(kenmerk)
    if gevonden is None:
        return None
    return "verdeling.verdeling", {"code": gevonden["code"], "volgnummer": int(gevonden["volgnummer"])}


def _scenario(kenmerk: str) -> Plek | None:
    """A scenario is in the list of its tranche, where it is put beside others."""
    gevonden = _SCENARIO.fullmatch(kenmerk)
    return ("scenarios.lijst", {"code": gevonden["code"]}) if gevonden else None


def _archief(kenmerk: str) -> Plek | None:
    """An archive is in the list of its tranche."""
    gevonden = _ARCHIEF.fullmatch(kenmerk)
    return ("archief.pagina", {"code": gevonden["code"]}) if gevonden else None


def _melding(sleutel: str) -> Plek | None:
    """A report is known by its kind and its number."""
    soort, _, nummer = sleutel.partition("/")
    gevonden = _op_nummer("meldingen.beoordelen", "melding_id")(nummer) if soort.isalpha() else None
    return (gevonden[0], {**gevonden[1], "soort": soort}) if gevonden else None


def _op_nummer(eindpunt: str, veld: str) -> Callable[[str], Plek | None]:
    """The page of what is known by a whole number."""

    def zoek(nummer: str) -> Plek | None:
        is_nummer = nummer.isascii() and nummer.isdecimal() and len(nummer) < 10
        return (eindpunt, {veld: int(nummer)}) if is_nummer else None

    return zoek


_ZOEKERS: Final[Mapping[str, Callable[[str], Plek | None]]] = {
    "aanvraag": lambda nummer: ("dossier.aanvraag", {"nummer": nummer}),
    "archief": _archief,
    "belang": lambda _: ("beheer.belangen", {}),
    "bericht": lambda kenmerk: ("berichten.bericht", {"kenmerk": kenmerk}),
    "partijbelang": lambda _: ("beheer.belangen", {"soort": "partij"}),
    "beschikking": _besluit,
    "betaalbestand": lambda kenmerk: ("betaalbestanden.bestand", {"kenmerk": kenmerk}),
    "betaalinlezing": lambda _: ("betaalbestanden.lijst", {}),
    "controle": lambda kenmerk: ("controles.uitkomst", {"kenmerk": kenmerk}),
    "document": lambda kenmerk: _werkpapier(kenmerk) or _besluit(kenmerk) or _verdeling(kenmerk),
    "gebeurtenis": _op_nummer("verantwoording.gebeurtenis", "volgnummer"),
    "gemeente": lambda gm_code: ("dossier.aanvragen", {"gemeente": gm_code}),
    "gebruiker": lambda sleutel: ("beheer.account", {"sleutel": sleutel}),
    "ijkpunt": _op_nummer("verantwoording.gebeurtenis", "volgnummer"),  # the last event it covers
    "regioindeling": lambda _: ("regios.pagina", {}),
    "rentepercentage": lambda _: ("rentetabel.pagina", {}),
    "rekeningnummer": _op_nummer("rekeningen.rekening", "nummer"),
    "mail": _op_nummer("uitgaand.mail", "nummer"),
    "melding": _melding,
    "mandaat": lambda registernummer: ("beheer.mandaten", {"zoek": registernummer}),
    "scenario": _scenario,
    "steekproef": lambda kenmerk: ("steekproeven.steekproef", {"kenmerk": kenmerk}),
    "tekenronde": lambda kenmerk: ("tekenronde.ronde", {"kenmerk": kenmerk}),
    "tranche": lambda code: ("dossier.tranche", {"code": code}),
    "tranchevraag": lambda kenmerk: ("vragen.vraag", {"kenmerk": kenmerk}),
    "verdeling": _verdeling,
    "vernietiging": lambda kenmerk: ("bewaren.lijst", {"kenmerk": kenmerk}),
    "vooroverleg": lambda kenmerk: ("vooroverleg.verzoek", {"kenmerk": kenmerk}),
    "wijzigingsverzoek": lambda kenmerk: ("wijzigingen.behandelen", {"kenmerk": kenmerk}),
}
"""A test keeps it complete."""
