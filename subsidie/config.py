"""Settings from the environment, checked at the start: one clear message per fault, all at once."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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
GEEN = "geen"
"""``SUBSIDIE_TAKEN``: wake nobody, everything waits for the round of each minute."""
DEMO_AFZENDER = "noreply@voorbeeld.invalid"
MEGABYTE = 1024 * 1024


class Omgeving(StrEnum):
    """What the program runs as. Only ``productie`` asks for HTTPS; only ``demo`` offers its accounts."""

    PRODUCTIE = "productie"
    DEMO = "demo"
    ONTWIKKELING = "ontwikkeling"


class Configuratiefout(OngeldigeInvoer):
    """The settings are wrong; ``gebreken`` names each variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Smtpserver:
    """The mail server that takes what must leave; without a user one need not log in there."""

    host: str
    poort: int
    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)
    tls: bool = False
    """Encrypted from the first byte (``smtps://``)."""
    starttls: bool = False
    """Begins in plain text and must become encrypted, or nothing is sent (``?starttls=ja``)."""


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
    vertrouw_x_request_start: bool
    """Whether the proxy may say when a request reached it (Awb 2:17); only with ``proxies`` above 0."""
    taken: str
    """Where the queue of jobs is: a URL (``sqlite:///`` or ``postgresql://``), or ``GEEN``."""
    smtp: Smtpserver | None
    """``None``: no mail leaves; messages can be read in the program."""
    afzender: str
    """The address that mail comes from, and that bounces go to; empty without ``smtp``, save in the demo."""
    bijlage_bytes: int
    """The largest attachment, in bytes."""
    bijlagen_totaal_bytes: int
    """All attachments of one application together, in bytes."""
    clamd: str | None
    """The virus scanner: ``unix:/path`` or ``tcp://host:port``; ``None``: nothing is scanned."""

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
    vertrouw = _ja_of_nee(omgeving, "SUBSIDIE_VERTROUW_X_REQUEST_START", gebreken)
    if vertrouw and not proxies:
        gebreken.append(
            Gebrek(
                "SUBSIDIE_VERTROUW_X_REQUEST_START",
                "kan alleen met een webserver ervoor; zet ook SUBSIDIE_PROXIES",
            )
        )
    taken = _taken(omgeving.get("SUBSIDIE_TAKEN", "").strip(), url, gebreken)
    smtp = _smtp(omgeving.get("SUBSIDIE_SMTP", "").strip(), gebreken)
    afzender = _afzender(omgeving.get("SUBSIDIE_AFZENDER", "").strip(), smtp, Omgeving(soort), gebreken)
    per_bestand = _aantal(omgeving, "SUBSIDIE_BIJLAGE_MB", 25, 1, 500, gebreken)
    per_aanvraag = _aantal(omgeving, "SUBSIDIE_BIJLAGEN_TOTAAL_MB", max(100, per_bestand), 1, 5000, gebreken)
    if per_aanvraag < per_bestand:
        gebreken.append(
            Gebrek("SUBSIDIE_BIJLAGEN_TOTAAL_MB", f"is kleiner dan SUBSIDIE_BIJLAGE_MB ({per_bestand})")
        )
    clamd = _clamd(omgeving.get("SUBSIDIE_CLAMD", "").strip(), gebreken)
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
        vertrouw_x_request_start=vertrouw,
        taken=taken,
        smtp=smtp,
        afzender=afzender,
        bijlage_bytes=per_bestand * MEGABYTE,
        bijlagen_totaal_bytes=per_aanvraag * MEGABYTE,
        clamd=clamd,
    )


def _aantal(
    omgeving: Mapping[str, str], naam: str, standaard: int, minst: int, meest: int, gebreken: list[Gebrek]
) -> int:
    tekst = omgeving.get(naam, "").strip() or str(standaard)
    aantal = int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 6 else -1
    if not minst <= aantal <= meest:
        gebreken.append(Gebrek(naam, f"‘{tekst}’ is geen aantal van {minst} tot en met {meest}"))
    return aantal


def _ja_of_nee(omgeving: Mapping[str, str], naam: str, gebreken: list[Gebrek]) -> bool:
    tekst = omgeving.get(naam, "").strip() or "nee"
    if tekst not in {"ja", "nee"}:
        gebreken.append(Gebrek(naam, f"‘{tekst}’ kan niet; kies ja of nee"))
    return tekst == "ja"


def _taken(tekst: str, database_url: str, gebreken: list[Gebrek]) -> str:
    """The queue of jobs; by default a file beside the database, for PostgreSQL one in ``VAR``."""
    if tekst == GEEN:
        return GEEN
    try:
        database = make_url(database_url)
        if not tekst:
            eigen = database.get_backend_name() == "sqlite" and database.database
            return f"sqlite:///{eigen}.taken" if eigen else f"sqlite:///{VAR / 'taken.db'}"
        url = make_url(tekst)
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
            bestand = Path(os.path.abspath(str(url.database)))
            if bestand.parent != VAR and not bestand.parent.is_dir():
                gebreken.append(Gebrek("SUBSIDIE_TAKEN", f"de map {bestand.parent} bestaat niet"))
            elif str(bestand) == database.database:
                gebreken.append(Gebrek("SUBSIDIE_TAKEN", "kies een ander bestand dan de database"))
            return f"sqlite:///{bestand}"
        if url.get_backend_name() == "postgresql":
            return url.set(drivername="postgresql").render_as_string(hide_password=False)
    except (ArgumentError, ValueError):
        pass  # a database URL that is wrong has its own message
    if tekst:
        voorbeeld = f"Voorbeeld: sqlite:///var/taken.db of postgresql://gebruiker@server/taken, of {GEEN}"
        gebreken.append(Gebrek("SUBSIDIE_TAKEN", f"is geen plek voor taken. {voorbeeld}"))
    return GEEN


def _delen(tekst: str) -> SplitResult | None:
    try:
        delen = urlsplit(tekst)
        _ = delen.port  # reading it checks that it is one
    except ValueError:
        return None
    return delen


def _smtp(tekst: str, gebreken: list[Gebrek]) -> Smtpserver | None:
    if not tekst:
        return None
    delen = _delen(tekst)
    keuzen = parse_qs(delen.query, keep_blank_values=True) if delen else {}
    if (
        delen is None or delen.scheme not in {"smtp", "smtps"} or not delen.hostname or delen.path not in {"", "/"}
        or keuzen not in ({}, {"starttls": ["ja"]}, {"starttls": ["nee"]})
        or (delen.scheme == "smtps" and keuzen)
    ):  # fmt: skip
        # Not what was typed: there may be a password in it.
        gebreken.append(
            Gebrek("SUBSIDIE_SMTP", "is geen mailserver. Voorbeeld: smtp://mail.example.nl:587?starttls=ja")
        )
        return None
    tls = delen.scheme == "smtps"
    starttls = keuzen == {"starttls": ["ja"]}
    return Smtpserver(
        host=delen.hostname, poort=delen.port or (465 if tls else 587 if starttls else 25), tls=tls,
        gebruiker=unquote(delen.username or ""), wachtwoord=unquote(delen.password or ""), starttls=starttls,
    )  # fmt: skip


def _afzender(tekst: str, smtp: Smtpserver | None, soort: Omgeving, gebreken: list[Gebrek]) -> str:
    if not tekst and soort is Omgeving.DEMO:
        return DEMO_AFZENDER
    if not tekst and smtp:
        gebreken.append(Gebrek("SUBSIDIE_AFZENDER", "ontbreekt; zet het adres waar de mail vandaan komt"))
    elif tekst and not re.fullmatch(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", tekst):
        gebreken.append(Gebrek("SUBSIDIE_AFZENDER", f"‘{tekst}’ is geen e-mailadres"))
    return tekst


def _clamd(tekst: str, gebreken: list[Gebrek]) -> str | None:
    if not tekst:
        return None
    delen = _delen(tekst)
    if tekst.startswith("unix:/") or (delen and delen.scheme == "tcp" and delen.hostname and delen.port):
        return tekst
    gebreken.append(
        Gebrek(
            "SUBSIDIE_CLAMD", f"‘{tekst}’ kan niet. Voorbeeld: unix:/run/clamd.sock of tcp://localhost:3310"
        )
    )
    return None


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
