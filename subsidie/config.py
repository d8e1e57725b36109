"""Settings from the environment, checked at the start: one clear message per fault, all at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

WORTEL = Path(__file__).resolve().parent.parent
"""The checkout: where templates/, static/, migrations/ and (by default) var/ live."""

VAR = WORTEL / "var"
"""What the program keeps unless the settings say otherwise; the only folder it makes for a database."""

DIALECTEN = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
MINSTE_SLEUTELLENGTE = 32


class Configuratiefout(OngeldigeInvoer):
    """The settings are wrong; ``gebreken`` names each variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Instellingen:
    """The settings of one running program; paths are absolute, the URL has its driver."""

    database_url: str
    opslag: Path
    """Folder of stored documents, addressed by their SHA-256."""
    auditsleutel: Path
    """File of the Ed25519 key that signs checkpoints of the audit chain; never in the database."""
    ijkpunten: Path
    """File of signed checkpoints; outside the database, so that who can change that cannot hide it."""
    geheime_sleutel: str | None
    """Signs sessions and forms; without it a random key for this process alone."""
    werkers: int
    """Processes that render PDF at the same time."""


def _pad(omgeving: Mapping[str, str], naam: str, standaard: Path) -> Path:
    waarde = omgeving.get(naam, "").strip()
    return Path(waarde).expanduser().resolve() if waarde else standaard


def _database_url(tekst: str, gebreken: list[Gebrek]) -> str:
    naam = "SUBSIDIE_DATABASE_URL"
    try:
        url = make_url(tekst)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number, brackets that do not close
        gebreken.append(
            Gebrek(naam, "is geen database-URL. Voorbeeld: postgresql://gebruiker@server/subsidie")
        )
        return tekst
    backend = url.get_backend_name()
    if backend not in DIALECTEN:
        gebreken.append(
            Gebrek(naam, f"‘{backend}’ wordt niet ondersteund. Gebruik sqlite:/// of postgresql://")
        )
        return tekst
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        gebreken.append(
            Gebrek(naam, "een SQLite-database moet een bestand zijn, bijvoorbeeld sqlite:///var/subsidie.db")
        )
        return tekst
    if backend == "sqlite" and "uri" not in url.query:
        # Where the command is given, as everyone expects of a path; not the instance folder of Flask.
        bestand = Path(os.path.abspath(str(url.database)))
        url = url.set(database=str(bestand))
        # A folder that is not there is a mistyped path; only the default is made by the program.
        if bestand.parent != VAR and not bestand.parent.is_dir():
            gebreken.append(Gebrek(naam, f"de map {bestand.parent} bestaat niet; maak die eerst"))
        elif bestand.is_dir():
            gebreken.append(Gebrek(naam, f"{bestand} is een map; geef een bestand op"))
    return url.set(drivername=DIALECTEN[backend]).render_as_string(hide_password=False)


def lees_instellingen(omgeving: Mapping[str, str] | None = None) -> Instellingen:
    """The checked settings. Raises ``Configuratiefout`` with every fault."""
    omgeving = os.environ if omgeving is None else omgeving
    gebreken: list[Gebrek] = []
    opslag = _pad(omgeving, "SUBSIDIE_OPSLAG", VAR / "opslag")
    url = _database_url(
        omgeving.get("SUBSIDIE_DATABASE_URL", "").strip() or f"sqlite:///{VAR / 'subsidie.db'}", gebreken
    )
    if opslag.exists() and not opslag.is_dir():
        gebreken.append(Gebrek("SUBSIDIE_OPSLAG", f"{opslag} is een bestand; geef een map op"))
    sleutel = omgeving.get("SUBSIDIE_GEHEIME_SLEUTEL") or None
    if sleutel is not None and len(sleutel) < MINSTE_SLEUTELLENGTE:
        gebreken.append(
            Gebrek(
                "SUBSIDIE_GEHEIME_SLEUTEL",
                f"is te kort; gebruik minstens {MINSTE_SLEUTELLENGTE} willekeurige tekens",
            )
        )
    werkers_tekst = omgeving.get("SUBSIDIE_WERKERS", "").strip() or str(min(os.cpu_count() or 1, 4))
    werkers = int(werkers_tekst) if werkers_tekst.isascii() and werkers_tekst.isdigit() else 0
    if not 1 <= werkers <= 64:
        gebreken.append(Gebrek("SUBSIDIE_WERKERS", f"‘{werkers_tekst}’ is geen aantal van 1 tot en met 64"))
    if gebreken:
        raise Configuratiefout(gebreken)
    return Instellingen(
        database_url=url,
        opslag=opslag,
        auditsleutel=_pad(omgeving, "SUBSIDIE_AUDITSLEUTEL", VAR / "auditsleutel.pem"),
        ijkpunten=_pad(omgeving, "SUBSIDIE_IJKPUNTEN", VAR / "ijkpunten.jsonl"),
        geheime_sleutel=sleutel,
        werkers=werkers,
    )
