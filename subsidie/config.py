"""Settings from the environment, checked at the start: one clear message per fault, all at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

WORTEL = Path(__file__).resolve().parent.parent
"""The checkout: where templates/, static/, migrations/ and (by default) var/ live."""

VAR = WORTEL / "var"
"""What the program keeps unless the settings say otherwise; the only folder it makes for a database."""

DIALECTEN = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
MINSTE_SLEUTELLENGTE = 32
SLEUTELBESTAND = "geheime-sleutel"
"""Name of the file in ``VAR`` with the key, when the settings do not give one."""


class Omgeving(StrEnum):
    """What the program runs as. Only ``productie`` asks for HTTPS; only ``demo`` offers its accounts."""

    PRODUCTIE = "productie"
    DEMO = "demo"
    ONTWIKKELING = "ontwikkeling"


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
    """Signs sessions and forms; ``None``: the one of ``lees_sleutelbestand``, made when it is not there yet."""
    werkers: int
    """Processes that render PDF at the same time."""
    omgeving: Omgeving
    adres: str | None
    """Where people find the program (``https://host``); requests for another host are refused."""
    proxies: int
    """How many proxies in front may be believed about who asks, and over what (X-Forwarded-*)."""

    @property
    def https(self) -> bool:
        """Whether cookies and headers insist on HTTPS."""
        return self.omgeving is Omgeving.PRODUCTIE


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
    soort = omgeving.get("SUBSIDIE_OMGEVING", "").strip() or Omgeving.PRODUCTIE.value
    if soort not in list(Omgeving):
        gebreken.append(
            Gebrek("SUBSIDIE_OMGEVING", f"‘{soort}’ bestaat niet. Kies uit: {', '.join(Omgeving)}")
        )
        soort = Omgeving.PRODUCTIE.value
    adres = _adres(omgeving.get("SUBSIDIE_ADRES", "").strip(), Omgeving(soort), gebreken)
    proxies = _aantal(omgeving, "SUBSIDIE_PROXIES", 0, 0, 5, gebreken)
    werkers = _aantal(omgeving, "SUBSIDIE_WERKERS", min(os.cpu_count() or 1, 4), 1, 64, gebreken)
    if gebreken:
        raise Configuratiefout(gebreken)
    return Instellingen(
        database_url=url,
        opslag=opslag,
        auditsleutel=_pad(omgeving, "SUBSIDIE_AUDITSLEUTEL", VAR / "auditsleutel.pem"),
        ijkpunten=_pad(omgeving, "SUBSIDIE_IJKPUNTEN", VAR / "ijkpunten.jsonl"),
        geheime_sleutel=sleutel,
        werkers=werkers,
        omgeving=Omgeving(soort),
        adres=adres,
        proxies=proxies,
    )


def _aantal(
    omgeving: Mapping[str, str], naam: str, standaard: int, minst: int, meest: int, gebreken: list[Gebrek]
) -> int:
    tekst = omgeving.get(naam, "").strip() or str(standaard)
    aantal = int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 6 else -1
    if not minst <= aantal <= meest:
        gebreken.append(Gebrek(naam, f"‘{tekst}’ is geen aantal van {minst} tot en met {meest}"))
    return aantal


def _adres(tekst: str, soort: Omgeving, gebreken: list[Gebrek]) -> str | None:
    if not tekst:
        return None
    schemas = {"https"} if soort is Omgeving.PRODUCTIE else {"https", "http"}
    try:
        delen = urlsplit(tekst)
        # Nothing but a scheme, a host and perhaps a port: reading the port checks that it is one.
        klopt = (
            delen.scheme in schemas
            and bool(delen.hostname)
            and delen.netloc.lower() == _zonder_gebruiker(delen.hostname or "", delen.port)
            and delen.path in {"", "/"}
            and not (delen.query or delen.fragment)
        )
    except ValueError:
        klopt = False
    if not klopt:
        voorbeeld = "https" if soort is Omgeving.PRODUCTIE else "http"
        gebreken.append(
            Gebrek("SUBSIDIE_ADRES", f"‘{tekst}’ is geen adres. Voorbeeld: {voorbeeld}://loket.example.nl")
        )
        return None
    return tekst.rstrip("/").lower()


def _zonder_gebruiker(host: str, poort: int | None) -> str:
    """The network part of an address as it should be: a host, perhaps a port, no user."""
    naam = f"[{host}]" if ":" in host else host
    return naam if poort is None else f"{naam}:{poort}"


def lees_sleutelbestand(bestand: Path | None = None) -> str:
    """The key that signs sessions, kept in ``bestand`` (``SLEUTELBESTAND`` in ``VAR`` when not given).

    Made at the first start, the same for every process. Raises ``Configuratiefout`` when it can be neither
    read nor made.
    """
    bestand = bestand or VAR / SLEUTELBESTAND
    try:
        if not bestand.exists():
            _maak_sleutelbestand(bestand)
        sleutel = bestand.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fout:
        waarom = fout.strerror if isinstance(fout, OSError) else "dit is geen sleutel"
        raise Configuratiefout(
            [
                Gebrek(
                    "SUBSIDIE_GEHEIME_SLEUTEL",
                    f"is niet gezet, en {bestand} is niet te gebruiken: {waarom}",
                )
            ]
        ) from fout
    if len(sleutel) < MINSTE_SLEUTELLENGTE:
        raise Configuratiefout(
            [Gebrek("SUBSIDIE_GEHEIME_SLEUTEL", f"{bestand} is leeg of te kort; verwijder het")]
        )
    return sleutel


def _maak_sleutelbestand(bestand: Path) -> None:
    bestand.parent.mkdir(parents=True, exist_ok=True)
    eigen = bestand.with_name(f"{bestand.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(eigen, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as uit:
            uit.write(secrets.token_hex(32))
        # Linked when whole: of processes that start together one wins, and none reads half a key.
        with suppress(FileExistsError):
            os.link(eigen, bestand)
    finally:
        eigen.unlink(missing_ok=True)
