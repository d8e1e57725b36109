"""Reading a tranche file (TOML): every fault at once, with the file and the key. Nothing is guessed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, TypeVar

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.tranches.bronnen import alle_bronnen, verwijzingen
from subsidie.tranches.controle import controleer
from subsidie.tranches.definitie import PlafondDefinitie, PotDefinitie, TijdvakDefinitie, TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.schema import Niveau, zoek
from subsidie.tranches.waardetypen import Bedrag, Keuze, Tekst

T = TypeVar("T")

SCHEMA = 1
"""The version of the form of the file; another form gets another number."""
GEEN = "geen"
_CODE = Tekst(r"[a-z0-9]+(-[a-z0-9]+)*", "kleine letters, cijfers en streepjes, zoals “rha-2023”")
_POTCODE = Tekst(r"[A-Za-z0-9_-]{1,40}", "letters, cijfers en streepjes")
_KENMERKEN = frozenset({"waarde", "bron", "zekerheid", "toelichting"})


class _Lezer:
    """Collects the faults of one file."""

    def __init__(self, bestand: str) -> None:
        self.bestand = bestand
        self.gebreken: list[Gebrek] = []

    def meld(self, waar: str, melding: str) -> None:
        self.gebreken.append(Gebrek(f"{self.bestand}: {waar}" if waar else self.bestand, melding))

    def probeer(self, lees: Callable[[object, str], T], ruw: object, waar: str) -> T | None:
        """The value, or ``None`` with its faults kept for later."""
        try:
            return lees(ruw, f"{self.bestand}: {waar}")
        except OngeldigeInvoer as fout:
            self.gebreken.extend(fout.gebreken)
            return None


def lees_bestand(inhoud: bytes, bestand: str) -> TrancheDefinitie:
    """The definition in ``inhoud``; ``bestand`` is the name of the file. Raises ``OngeldigeInvoer``."""
    try:
        ruw = tomllib.loads(inhoud.decode("utf-8"))
    except UnicodeDecodeError:
        raise OngeldigeInvoer.van(bestand, "Dit bestand is geen tekst in UTF-8.") from None
    except tomllib.TOMLDecodeError as fout:
        raise OngeldigeInvoer.van(bestand, f"Dit is geen geldig TOML-bestand ({fout}).") from None
    lezer = _Lezer(bestand)
    if ruw.pop("schema", None) != SCHEMA:
        lezer.meld("schema", f"Hier moet {SCHEMA} staan.")
    code = lezer.probeer(_CODE.lees, ruw.pop("code", None), "code")
    if code is not None and bestand not in (f"{code}.toml", "tranche.toml"):
        lezer.meld("code", f"Het bestand met code ‘{code}’ moet {code}.toml heten.")
    definitie = TrancheDefinitie(
        code=code or "",
        tijdvakken=tuple(_lees_lijst(lezer, ruw, "tijdvakken", _lees_tijdvak)),
        potten=tuple(_lees_lijst(lezer, ruw, "potten", _lees_pot)),
        instellingen=_lees_instellingen(lezer, ruw, Niveau.TRANCHE, ""),
    )
    if not lezer.gebreken:
        lezer.gebreken = [Gebrek(f"{bestand}: {fout.waar}", fout.melding) for fout in controleer(definitie)]
    if lezer.gebreken:
        raise OngeldigeInvoer(lezer.gebreken)
    return definitie


def _lees_lijst(
    lezer: _Lezer, ruw: dict[str, Any], naam: str, lees: Callable[[_Lezer, dict[str, Any], str], T | None]
) -> Iterator[T]:
    rijen = ruw.pop(naam, [])
    if not isinstance(rijen, list) or not all(isinstance(rij, dict) for rij in rijen):
        lezer.meld(naam, f"Dit moet een lijst van tabellen zijn: [[{naam}]].")
        return
    for nummer, rij in enumerate(rijen, start=1):
        gelezen = lees(lezer, rij, f"{naam}[{nummer}]")
        if gelezen is not None:
            yield gelezen


def _lees_pot(lezer: _Lezer, ruw: dict[str, Any], waar: str) -> PotDefinitie | None:
    code = lezer.probeer(_POTCODE.lees, ruw.pop("code", None), f"{waar}.code")
    plafonds: dict[str, Any] = {f"{waar}.plafonds": ruw.pop("plafonds", [])}
    return PotDefinitie(
        code=code or "",
        plafonds=tuple(_lees_lijst(lezer, plafonds, f"{waar}.plafonds", _lees_plafond)),
        instellingen=_lees_instellingen(lezer, ruw, Niveau.POT, f"{waar}."),
    )


def _lees_plafond(lezer: _Lezer, ruw: dict[str, Any], waar: str) -> PlafondDefinitie | None:
    herkomst = _lees_herkomst(lezer, ruw, waar)
    bedrag = lezer.probeer(Bedrag().lees, ruw["bedrag"], f"{waar}.bedrag") if "bedrag" in ruw else None
    geldt_vanaf = _lees_moment(lezer, ruw, "geldt_vanaf", waar, ook_dag=True)
    _meld_onbekende_velden(lezer, ruw, {"bedrag", "geldt_vanaf"}, waar)
    if herkomst is None:
        return None
    if ("bedrag" not in ruw) != (herkomst[1] is Zekerheid.ONBEKEND):
        lezer.meld(f"{waar}.bedrag", "Een plafond heeft een bedrag, tenzij het onbekend is.")
    return PlafondDefinitie(bedrag, geldt_vanaf, *herkomst)


def _lees_tijdvak(lezer: _Lezer, ruw: dict[str, Any], waar: str) -> TijdvakDefinitie | None:
    herkomst = _lees_herkomst(lezer, ruw, waar)
    opent, sluit = (_lees_moment(lezer, ruw, naam, waar) for naam in ("opent", "sluit"))
    geldt_vanaf = _lees_moment(lezer, ruw, "geldt_vanaf", waar, ook_dag=True)
    _meld_onbekende_velden(lezer, ruw, {"opent", "sluit", "geldt_vanaf"}, waar)
    if herkomst is None:
        return None
    if ("opent" not in ruw or "sluit" not in ruw) != (herkomst[1] is Zekerheid.ONBEKEND):
        lezer.meld(waar, "Een tijdvak heeft een begin en een einde, tenzij het onbekend is.")
    return TijdvakDefinitie(opent, sluit, geldt_vanaf, *herkomst)


def _lees_moment(
    lezer: _Lezer, ruw: dict[str, Any], naam: str, waar: str, *, ook_dag: bool = False
) -> datetime | None:
    if naam not in ruw:
        return None

    def lees(waarde: object, hier: str) -> datetime:
        if ook_dag and isinstance(waarde, date) and not isinstance(waarde, datetime):
            return moment_in_amsterdam(waarde, time(0, 0), waar=hier)
        if not isinstance(waarde, datetime) or waarde.tzinfo is not None or waarde.microsecond:
            raise OngeldigeInvoer.van(
                hier,
                "Schrijf de tijd van de klok in Amsterdam tot op de seconde, zonder zone,"
                " bijvoorbeeld 2023-07-07T17:00:00.",
            )
        return moment_in_amsterdam(waarde.date(), waarde.time(), waar=hier)

    return lezer.probeer(lees, ruw[naam], f"{waar}.{naam}")


def _lees_instellingen(
    lezer: _Lezer, ruw: dict[str, Any], niveau: Niveau, voor: str
) -> MappingProxyType[str, Instelling[Any]]:
    instellingen = {}
    for sleutel, tabel in _plat(ruw):
        instelling = _lees_instelling(lezer, niveau, sleutel, tabel, f"{voor}{sleutel}")
        if instelling is not None:
            instellingen[sleutel] = instelling
    return MappingProxyType(instellingen)


def _plat(ruw: dict[str, Any], voor: str = "") -> Iterator[tuple[str, object]]:
    """The settings in nested tables, by dotted key: ``[beslistermijn.weken]`` is ``beslistermijn.weken``."""
    for naam, waarde in ruw.items():
        if isinstance(waarde, dict) and waarde and not _KENMERKEN & waarde.keys():
            yield from _plat(waarde, f"{voor}{naam}.")
        else:
            yield f"{voor}{naam}", waarde


def _lees_instelling(
    lezer: _Lezer, niveau: Niveau, sleutel: str, tabel: object, waar: str
) -> Instelling[Any] | None:
    gevonden = zoek(niveau, sleutel)
    if gevonden is None:
        lezer.meld(waar, "Deze instelling bestaat niet.")
        return None
    if not isinstance(tabel, dict):
        lezer.meld(waar, "Schrijf een instelling als tabel met waarde, bron en zekerheid.")
        return None
    herkomst = _lees_herkomst(lezer, tabel, waar)
    _meld_onbekende_velden(lezer, tabel, {"waarde"}, waar)
    waarde = None
    if "waarde" in tabel and not (gevonden.mag_geen and tabel["waarde"] == GEEN):
        waarde = lezer.probeer(gevonden.type.lees, tabel["waarde"], f"{waar}.waarde")
    if herkomst is None:
        return None
    onbekend = herkomst[1] is Zekerheid.ONBEKEND
    if onbekend and "waarde" in tabel:
        lezer.meld(f"{waar}.waarde", "Wat onbekend is, heeft geen waarde.")
    if not onbekend and "waarde" not in tabel:
        lezer.meld(
            f"{waar}.waarde", "De waarde ontbreekt. Is die niet gevonden, schrijf dan zekerheid onbekend."
        )
    return Instelling(sleutel, waarde, *herkomst)


def _lees_herkomst(lezer: _Lezer, ruw: dict[str, Any], waar: str) -> tuple[str, Zekerheid, str] | None:
    """``bron``, ``zekerheid`` and ``toelichting``, which everything in the file has."""
    bron = lezer.probeer(Tekst().lees, ruw.get("bron", ""), f"{waar}.bron")
    zekerheid = lezer.probeer(Keuze(Zekerheid).lees, ruw.get("zekerheid", ""), f"{waar}.zekerheid")
    toelichting: str | None = ""
    if "toelichting" in ruw:
        toelichting = lezer.probeer(Tekst().lees, ruw["toelichting"], f"{waar}.toelichting")
    if bron is None or zekerheid is None or toelichting is None:
        return None
    codes = verwijzingen(bron)
    for code in codes:
        if code not in alle_bronnen():
            lezer.meld(f"{waar}.bron", f"De bron [{code}] staat niet in bronnen.toml.")
    if not codes:
        lezer.meld(f"{waar}.bron", "Noem de bron met zijn code, bijvoorbeeld “Stcrt 2022, 25169 [W4]”.")
    elif zekerheid is Zekerheid.GEVERIFIEERD and not any(
        code in alle_bronnen() and alle_bronnen()[code].gelezen for code in codes
    ):
        lezer.meld(f"{waar}.zekerheid", "Geverifieerd kan alleen met een bron die is gelezen.")
    if zekerheid is not Zekerheid.GEVERIFIEERD and not toelichting:
        lezer.meld(f"{waar}.toelichting", f"Leg uit waarom dit {_waarom(zekerheid)} is.")
    return bron, zekerheid, toelichting


def _waarom(zekerheid: Zekerheid) -> str:
    return "een aanname" if zekerheid is Zekerheid.AANNAME else "onbekend"


def _meld_onbekende_velden(lezer: _Lezer, ruw: dict[str, Any], eigen: set[str], waar: str) -> None:
    for naam in ruw:
        if naam not in eigen | {"bron", "zekerheid", "toelichting"}:
            lezer.meld(f"{waar}.{naam}", "Dit veld bestaat niet.")
