"""The server is killed in the middle of submits and of uploads, and started again: what was promised is there.

Whoever got a receipt is there; whoever is there is whole; and who got no answer can send the same again.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import struct
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench._klant import Verbindingen, formulier
from bench._server import TOEPASSING, Draaiend, draai
from bench._sluitingsdruk import vraag
from bench._sluitingswereld import SLUITEND, Concept, Wereld, wereld
from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.bijlagenopslag import MAP
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Woonruimteregel
from subsidie.audit.models import Gebeurtenis
from subsidie.berichten.models import Bericht
from subsidie.kern.canoniek import sha256_hex
from subsidie.web.db import db

GEMEENTEN = 16
OPTIES = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")


@pytest.fixture
def de_wereld(db_url: str, tmp_path: Path) -> Iterator[Wereld]:
    with wereld(db_url, tmp_path, GEMEENTEN) as gemaakt:
        yield gemaakt


class Doder:
    """Kills the server as soon as so many answers came in."""

    def __init__(self, draaiend: Draaiend, na: int) -> None:
        self.draaiend, self.na = draaiend, na
        self.gelukt: list[str] = []
        self._slot = threading.Lock()

    def meld(self, wat: str) -> None:
        with self._slot:
            self.gelukt.append(wat)
            if len(self.gelukt) == self.na:
                self.draaiend.sla_dood()


def test_wie_een_ontvangst_kreeg_is_er_en_wie_er_is_is_heel(de_wereld: Wereld) -> None:
    concepten = de_wereld.concepten[SLUITEND]
    with draai(TOEPASSING, de_wereld.omgeving, OPTIES) as draaiend, Verbindingen(draaiend.poort) as klant:
        for concept in concepten:
            assert vraag(klant, concept, "bekijk").antwoord.status == 200
        doder = Doder(draaiend, na=5)

        def dien_in(concept: Concept) -> None:
            try:
                antwoord = vraag(klant, concept, "dien_in").antwoord
            except (OSError, http.client.HTTPException):
                return
            assert antwoord.naar.endswith(f"/{concept.nummer}/ontvangst"), antwoord.status
            doder.meld(concept.nummer)

        with ThreadPoolExecutor(GEMEENTEN) as ploeg:
            list(ploeg.map(dien_in, concepten))
    assert len(doder.gelukt) >= 5

    ingediend = _ingediend_en_heel(de_wereld)
    assert set(doder.gelukt) <= ingediend

    with draai(TOEPASSING, de_wereld.omgeving, OPTIES) as draaiend, Verbindingen(draaiend.poort) as klant:
        for concept in concepten:  # everyone sends the same once more: a retry, or the back button
            antwoord = vraag(klant, concept, "dien_in").antwoord
            assert antwoord.naar.endswith(f"/{concept.nummer}/ontvangst"), antwoord.status
            ontvangst = klant.vraag("GET", f"/aanvragen/{concept.nummer}/ontvangst", koekje=concept.koekje)
            assert ontvangst.status == 200
            assert concept.nummer in ontvangst.tekst
    assert _ingediend_en_heel(de_wereld) == {concept.nummer for concept in concepten}


def _ingediend_en_heel(de_wereld: Wereld) -> set[str]:
    """The numbers that were filed; each has everything a filing consists of, the others have nothing of it."""
    with de_wereld.app.app_context():
        nummers = set()
        for aanvraag in db.session.scalars(select(Aanvraag).where(Aanvraag.nummer.startswith(SLUITEND))):
            versies = db.session.scalars(
                select(AanvraagVersie).where(AanvraagVersie.aanvraag_id == aanvraag.id)
            ).all()
            indieningen = db.session.scalars(
                select(Indiening).where(Indiening.aanvraag_id == aanvraag.id)
            ).all()
            gebeurtenissen = db.session.scalar(
                select(func.count()).where(
                    Gebeurtenis.object_id == aanvraag.nummer, Gebeurtenis.soort == "aanvraag:ingediend"
                )
            )
            berichten = db.session.scalar(select(func.count()).where(Bericht.object_id == aanvraag.nummer))
            aantallen = (len(versies), len(indieningen), gebeurtenissen, berichten)
            if aanvraag.status is Aanvraagstatus.CONCEPT:
                assert aantallen == (0, 0, 0, 0), aanvraag.nummer
                continue
            assert aantallen == (1, 1, 1, 1), aanvraag.nummer
            assert aanvraag.ontvangen_op == indieningen[0].ontvangen_op
            assert versies[0].sha256 == sha256_hex(versies[0].gegevens.encode())
            assert len(json.loads(versies[0].gegevens)["bijlagen"]) == 3
            regels = db.session.scalar(select(func.count()).where(Woonruimteregel.versie_id == versies[0].id))
            assert regels == 30
            assert indieningen[0].document.gegevens_sha256
            nummers.add(aanvraag.nummer)
        db.session.remove()
    return nummers


def _png(zaad: int) -> bytes:
    """A picture of about 200 kB that is different for every ``zaad``."""

    def stuk(soort: bytes, inhoud: bytes) -> bytes:
        return struct.pack(">I", len(inhoud)) + soort + inhoud + struct.pack(">I", zlib.crc32(soort + inhoud))

    breedte, hoogte = 1000, 200
    rij = b"".join(hashlib.sha256(bytes([zaad, n % 256])).digest() for n in range(breedte // 32 + 1))[
        :breedte
    ]
    beeld = zlib.compress(b"".join(b"\0" + rij for _ in range(hoogte)), level=0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + stuk(b"IHDR", struct.pack(">IIBBBBB", breedte, hoogte, 8, 0, 0, 0, 0))
        + stuk(b"IDAT", beeld)
        + stuk(b"IEND", b"")
    )


def test_een_bestand_dat_is_aangekomen_is_er_heel_en_een_half_bestand_is_er_niet(
    de_wereld: Wereld, tmp_path: Path
) -> None:
    concepten = de_wereld.concepten[SLUITEND]
    inhoud = {concept.nummer: _png(nummer) for nummer, concept in enumerate(concepten)}
    with draai(TOEPASSING, de_wereld.omgeving, OPTIES) as draaiend, Verbindingen(draaiend.poort) as klant:
        doder = Doder(draaiend, na=5)
        gereed = {concept.nummer: _uploadformulier(klant, concept) for concept in concepten}

        def stuur(concept: Concept) -> None:
            try:
                antwoord = klant.vraag(
                    "POST", _stap(concept), koekje=concept.koekje, velden=gereed[concept.nummer],
                    bestand=("bestand", "tekening.png", inhoud[concept.nummer]),
                )  # fmt: skip
            except (OSError, http.client.HTTPException):
                return
            assert antwoord.status == 302, antwoord.tekst
            doder.meld(concept.nummer)

        with ThreadPoolExecutor(GEMEENTEN) as ploeg:
            list(ploeg.map(stuur, concepten))
    assert len(doder.gelukt) >= 5

    opslag = tmp_path / "opslag" / MAP
    bewaard = {pad.name: pad for pad in opslag.rglob("*") if pad.is_file() and not pad.name.startswith(".")}
    for naam, pad in bewaard.items():
        assert hashlib.sha256(pad.read_bytes()).hexdigest() == naam, "a half file has the name of a whole one"
    with de_wereld.app.app_context():
        rijen = db.session.execute(
            select(Aanvraag.nummer, Aanvraagbijlage.sha256)
            .join(Aanvraag, Aanvraagbijlage.aanvraag_id == Aanvraag.id)
            .where(Aanvraagbijlage.naam == "tekening.png")
        ).all()
        db.session.remove()
    assert set(doder.gelukt) <= {nummer for nummer, _ in rijen}
    assert len({nummer for nummer, _ in rijen}) == len(rijen)
    for nummer, sha256 in rijen:
        assert sha256 == hashlib.sha256(inhoud[nummer]).hexdigest()
        assert sha256 in bewaard


def _stap(concept: Concept) -> str:
    return f"/aanvragen/{concept.nummer}/invullen/bijlagen"


def _uploadformulier(klant: Verbindingen, concept: Concept) -> list[tuple[str, str]]:
    pagina = klant.vraag("GET", _stap(concept), koekje=concept.koekje)
    assert pagina.status == 200, pagina.tekst
    velden = dict(formulier(pagina.tekst, _stap(concept)))
    return [*(velden | {"soort": "situatietekening"}).items()]
