#!/usr/bin/env python3
# ruff: noqa: UP031 - travels in every package, and runs on Python 3.8 with nothing but its library
"""Controleert een dossierpakket, zonder netwerk en zonder het programma dat het maakte.

    python3 controleer.py                 het pakket (uitgepakt) waar dit bestand in staat
    python3 controleer.py dossier.zip     een pakket als ZIP, of de naam van een map
    python3 controleer.py dossier.zip --ijkpunten ijkpunten.jsonl
                                          ook tegen uw eigen kopie van de ijkpunten

Status 0: alles klopt. Status 1: er is iets mis, en er staat wat. Status 2: het pakket is niet te lezen.
Wat er wordt nagegaan staat in LEESMIJ.txt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

FORMAAT = "subsidie-dossier/1"
STUK = 256 * 1024
HASH = re.compile(r"[0-9a-f]{64}")
NULLEN = "0" * 64
SLEUTELS = {
    "bestand_sha256",
    "bevroren_sha256",
    "document_gegevens_sha256",
    "gegevens_sha256",
    "herrekening_invoer_sha256",
    "herrekening_uitkomst_sha256",
    "invoer_sha256",
    "sha256",
    "uitkomst_sha256",
    "versie_sha256",
}
"""Under which names an event says the hash of something that belongs in the package."""
VERDWENEN = ("bijlage", "stuk")
"""Kinds of event about files that a municipality may take back before it submits."""


class Onleesbaar(Exception):
    """The package cannot be read at all."""


class Pakket:
    """The files of a package: a folder or a ZIP."""

    def __init__(self, bron: Path) -> None:
        self.map = bron if bron.is_dir() else None
        self.zip = None
        if self.map is None:
            try:
                self.zip = zipfile.ZipFile(str(bron))
            except (OSError, zipfile.BadZipFile) as fout:
                raise Onleesbaar("%s is geen map en geen heel ZIP-bestand (%s)." % (bron, fout)) from fout

    def namen(self) -> list[str]:
        if self.zip is not None:
            return [naam for naam in self.zip.namelist() if not naam.endswith("/")]
        assert self.map is not None  # noqa: S101
        return [pad.relative_to(self.map).as_posix() for pad in self.map.rglob("*") if pad.is_file()]

    def open(self, naam: str) -> BinaryIO:
        if self.zip is not None:
            return self.zip.open(naam)  # type: ignore[return-value]
        assert self.map is not None  # noqa: S101
        return (self.map / naam).open("rb")

    def lees(self, naam: str) -> bytes:
        with self.open(naam) as bestand:
            return bestand.read()

    def regels(self, naam: str) -> Iterator[bytes]:
        with self.open(naam) as bestand:
            yield from bestand

    def som(self, naam: str) -> tuple[str, int]:
        som, grootte = hashlib.sha256(), 0
        with self.open(naam) as bestand:
            while True:
                stuk = bestand.read(STUK)
                if not stuk:
                    return som.hexdigest(), grootte
                som.update(stuk)
                grootte += len(stuk)


class Verslag:
    """What was found: ``fouten`` make the verdict, ``opmerkingen`` are to be read."""

    def __init__(self) -> None:
        self.fouten: list[str] = []
        self.opmerkingen: list[str] = []
        self.goed: list[str] = []


def canoniek(waarde: Any) -> bytes:
    """Canonical JSON (RFC 8785) of text, whole numbers, lists and objects with plain keys."""
    return json.dumps(waarde, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def lees_manifest(pakket: Pakket) -> dict[str, Any]:
    try:
        manifest = json.loads(pakket.lees("manifest.json").decode("utf-8"))
    except (OSError, KeyError):
        raise Onleesbaar(
            "manifest.json ontbreekt: dit is geen dossierpakket, of het is weggehaald."
        ) from None
    except Exception as fout:
        raise Onleesbaar("manifest.json is niet te lezen (%s)." % fout) from fout
    if not isinstance(manifest, dict) or manifest.get("formaat") != FORMAAT:
        raise Onleesbaar("manifest.json is niet van de vorm %s." % FORMAAT)
    try:
        for een in manifest["bestanden"]:
            if not (isinstance(een["pad"], str) and HASH.fullmatch(een["sha256"])):
                raise ValueError(een)
        list(manifest["ontbrekend"])
    except (KeyError, TypeError, ValueError) as fout:
        raise Onleesbaar("manifest.json mist iets of er staat iets vreemds in (%s)." % fout) from fout
    return manifest


def controleer_bestanden(pakket: Pakket, manifest: dict[str, Any], verslag: Verslag) -> None:
    """Every file against the manifest, and against the hash that the database kept of it."""
    aanwezig = pakket.namen()
    dubbel = (
        sorted({naam for naam in aanwezig if aanwezig.count(naam) > 1})
        if len(set(aanwezig)) < len(aanwezig)
        else []
    )
    for naam in dubbel:
        verslag.fouten.append("%s staat twee keer in het pakket." % naam)
    over, vastgelegd = set(aanwezig) - {"manifest.json"}, 0
    for een in manifest["bestanden"]:
        pad = een["pad"]
        if pad not in over:
            verslag.fouten.append("%s ontbreekt." % pad)
            continue
        over.discard(pad)
        try:
            sha256, grootte = pakket.som(pad)
        except Exception as fout:
            verslag.fouten.append("%s is niet te lezen (%s)." % (pad, fout))
            continue
        if sha256 != een["sha256"] or grootte != een["grootte"]:
            verslag.fouten.append("%s is veranderd: de inhoud past niet bij de hash in manifest.json." % pad)
        elif een.get("vastgelegd"):
            vastgelegd += 1
            if een["vastgelegd"] != sha256:
                verslag.fouten.append("%s is niet wat de database ervan vastlegde." % pad)
            if pad.startswith(("inhoud/", "documenten/")) and pad.endswith(".json"):
                _controleer_vorm(pakket, pad, verslag)
    for naam in sorted(over):
        verslag.fouten.append("%s staat niet in manifest.json: dit bestand is toegevoegd." % naam)
    verslag.goed.append(
        "%d bestanden vergeleken met manifest.json, %d ook met de hash uit de database."
        % (len(manifest["bestanden"]), vastgelegd)
    )
    for een in manifest["ontbrekend"]:
        verslag.opmerkingen.append("Niet in het pakket: %s (%s)." % (een.get("titel"), een.get("reden")))


def _controleer_vorm(pakket: Pakket, pad: str, verslag: Verslag) -> None:
    tekst = pakket.lees(pad)
    try:
        waarde = json.loads(tekst.decode("utf-8"))
    except ValueError:
        verslag.fouten.append("%s is geen JSON." % pad)
        return
    if not _heeft_breuken(waarde) and canoniek(waarde) != tekst:
        verslag.fouten.append("%s is geen canonieke JSON (RFC 8785)." % pad)


def _heeft_breuken(waarde: Any) -> bool:
    if isinstance(waarde, dict):
        return any(_heeft_breuken(deel) for deel in waarde.values())
    if isinstance(waarde, list):
        return any(_heeft_breuken(deel) for deel in waarde)
    return isinstance(waarde, float)


def lees_schakels(pakket: Pakket, verslag: Verslag) -> dict[int, str]:
    """The hash of every event in this part of the chain; they must follow each other without a gap."""
    schakels: dict[int, str] = {}
    vorige = None
    for nummer, regel in enumerate(pakket.regels("keten/schakels.txt"), start=1):
        delen = regel.decode("utf-8", "replace").split()
        if len(delen) != 2 or not delen[0].isdigit() or not HASH.fullmatch(delen[1]):
            verslag.fouten.append("keten/schakels.txt, regel %d: dit is geen schakel." % nummer)
            return schakels
        volgnummer = int(delen[0])
        if vorige is not None and volgnummer != vorige + 1:
            verslag.fouten.append(
                "keten/schakels.txt, regel %d: na %d komt %d." % (nummer, vorige, volgnummer)
            )
            return schakels
        schakels[volgnummer] = delen[1]
        vorige = volgnummer
    return schakels


def controleer_keten(pakket: Pakket, manifest: dict[str, Any], verslag: Verslag) -> dict[int, str]:
    """Every event: its own hash, its place, its link to the one before, and what it says of the files."""
    if not manifest.get("gebeurtenissen"):
        verslag.opmerkingen.append("Er zijn geen gebeurtenissen in dit pakket.")
        return {}
    try:
        schakels = lees_schakels(pakket, verslag)
        regels = list(pakket.regels("keten/gebeurtenissen.jsonl"))
    except Exception:
        verslag.fouten.append(
            "De keten is niet te lezen: keten/schakels.txt of keten/gebeurtenissen.jsonl ontbreekt."
        )
        return {}
    hashes = {een["sha256"] for een in manifest["bestanden"]}
    hashes |= {een.get("sha256") for een in manifest["ontbrekend"]}
    vorig_nummer, genoemd = 0, 0
    for nummer, regel in enumerate(regels, start=1):
        waar = "keten/gebeurtenissen.jsonl, regel %d" % nummer
        try:
            een = json.loads(regel.decode("utf-8"))
            volgnummer, eigen, vorige = een["volgnummer"], een["hash"], een["vorige"]
            inhoud = {
                naam: een[naam]
                for naam in (
                    "door",
                    "gegevens",
                    "moment",
                    "object_id",
                    "object_soort",
                    "soort",
                    "volgnummer",
                    "vorige",
                )
            }
            berekend = hashlib.sha256(canoniek(inhoud)).hexdigest()
            gegevens = json.loads(een["gegevens"])
            waar = "Gebeurtenis %d (%s)" % (volgnummer, een["soort"])
        except (ValueError, KeyError, TypeError):
            verslag.fouten.append("%s: dit is geen gebeurtenis." % waar)
            continue
        if berekend != eigen:
            verslag.fouten.append("%s: veranderd, de hash past niet bij de inhoud." % waar)
        if volgnummer <= vorig_nummer:
            verslag.fouten.append("%s: staat niet op haar plaats, na gebeurtenis %d." % (waar, vorig_nummer))
        vorig_nummer = max(vorig_nummer, volgnummer)
        if schakels.get(volgnummer) != eigen:
            verslag.fouten.append("%s: keten/schakels.txt zegt een andere hash, of geen." % waar)
        ervoor = NULLEN if volgnummer == 1 else schakels.get(volgnummer - 1)
        if vorige != ervoor:
            verslag.fouten.append("%s: sluit niet aan op gebeurtenis %d." % (waar, volgnummer - 1))
        genoemd += _controleer_genoemd(een["soort"], gegevens, hashes, waar, verslag)
    if len(regels) != manifest["gebeurtenissen"]:
        verslag.fouten.append(
            "Er horen %d gebeurtenissen te zijn; er zijn er %d." % (manifest["gebeurtenissen"], len(regels))
        )
    verslag.goed.append(
        "%d gebeurtenissen opnieuw berekend, in een stuk keten van %d schakels; zij noemen %d keer de hash van een"
        " bestand in dit pakket." % (len(regels), len(schakels), genoemd)
    )
    return schakels


def _controleer_genoemd(soort: str, gegevens: Any, hashes: set[Any], waar: str, verslag: Verslag) -> int:
    """What an event says of a version, a decision or a letter must be in the package."""
    genoemd = 0
    for naam, waarde in gegevens.items() if isinstance(gegevens, dict) else ():
        if naam not in SLEUTELS or not isinstance(waarde, str) or not HASH.fullmatch(waarde):
            continue
        if waarde in hashes:
            genoemd += 1
        elif any(woord in soort for woord in VERDWENEN):
            verslag.opmerkingen.append("%s: het bestand %s… is later weggehaald." % (waar, waarde[:12]))
        else:
            verslag.fouten.append(
                "%s: noemt %s %s…, en dat bestand is niet (meer) zo in het pakket."
                % (waar, naam, waarde[:12])
            )
    return genoemd


def controleer_ijkpunten(bestand: Path, schakels: dict[int, str], verslag: Verslag) -> None:
    """The hashes against the checkpoints outside the database; the signatures are for ``subsidie audit``."""
    gedekt, laatste, vorige = 0, 0, NULLEN
    try:
        with bestand.open("rb") as regels:
            for nummer, regel in enumerate(regels, start=1):
                punt = json.loads(regel.decode("utf-8"))
                if punt["vorige"] != vorige or len(punt["hashes"]) != punt["aantal"]:
                    verslag.fouten.append("IJkpunten, regel %d: sluit niet aan op de regel ervoor." % nummer)
                    return
                vorige = hashlib.sha256(regel.rstrip(b"\n")).hexdigest()
                laatste = punt["volgnummer"]
                for plek, hash_ in enumerate(punt["hashes"], start=laatste - punt["aantal"] + 1):
                    if plek in schakels:
                        gedekt += 1
                        if schakels[plek] != hash_:
                            verslag.fouten.append("Gebeurtenis %d is een andere dan in het ijkpunt." % plek)
    except (OSError, ValueError, KeyError, TypeError) as fout:
        verslag.fouten.append("De ijkpunten zijn niet te lezen (%s)." % fout)
        return
    verslag.goed.append("%d schakels zijn gelijk aan die in de ijkpunten." % gedekt)
    if schakels and laatste < max(schakels):
        verslag.opmerkingen.append(
            "De ijkpunten gaan tot en met gebeurtenis %d; wat daarna komt, is niet ermee vergeleken."
            % laatste
        )


def controleer(bron: Path, ijkpunten: Path | None = None) -> Verslag:
    """Alles nagaan wat in het pakket is na te gaan; ``Onleesbaar`` als het geen pakket is."""
    verslag = Verslag()
    pakket = Pakket(bron)
    manifest = lees_manifest(pakket)
    verslag.goed.append("Dossier van aanvraag %s." % manifest.get("aanvraag"))
    controleer_bestanden(pakket, manifest, verslag)
    schakels = controleer_keten(pakket, manifest, verslag)
    if ijkpunten is not None:
        controleer_ijkpunten(ijkpunten, schakels, verslag)
    return verslag


def main(argumenten: list[str]) -> int:
    lezer = argparse.ArgumentParser(description="Controleert een dossierpakket.", add_help=True)
    lezer.add_argument("pakket", nargs="?", default=str(Path(__file__).resolve().parent))
    lezer.add_argument("--ijkpunten", metavar="BESTAND", help="uw eigen kopie van het bestand met ijkpunten")
    keuze = lezer.parse_args(argumenten)
    try:
        verslag = controleer(Path(keuze.pakket), Path(keuze.ijkpunten) if keuze.ijkpunten else None)
    except Onleesbaar as fout:
        print("NIET TE CONTROLEREN\n%s" % fout)
        return 2
    print("\n".join(verslag.goed))
    for opmerking in verslag.opmerkingen:
        print("LET OP: %s" % opmerking)
    if verslag.fouten:
        print("\nNIET IN ORDE (%d):" % len(verslag.fouten))
        for melding in verslag.fouten:
            print("- %s" % melding)
        return 1
    print("\nIN ORDE: alles wat in dit pakket is na te gaan, klopt.")
    if not keuze.ijkpunten:
        print("Zonder ijkpunten (--ijkpunten) is alleen het pakket zelf gecontroleerd.")
    return 0


if __name__ == "__main__":
    for uitgang in (sys.stdout, sys.stderr):
        if hasattr(uitgang, "reconfigure"):
            uitgang.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
