"""The working paper of a sample: plain values, frozen when the auditor asks for it; and the same as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import als_utc, dag_in_amsterdam
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels, vergrendel_tranche
from subsidie.verantwoording.controlemodellen import Bevindingoordeel, Steekproef, Steekproefwijze
from subsidie.verantwoording.steekproef import Post, list_posten, opdracht_van
from subsidie.verantwoording.steekproef_regels import begin_van
from subsidie.verantwoording.steekproefpopulatie import SOORTEN
from subsidie.web.db import db

OORDELEN: Final[Mapping[Bevindingoordeel, str]] = {
    Bevindingoordeel.IN_ORDE: "in orde",
    Bevindingoordeel.FOUT: "fout",
    Bevindingoordeel.ONZEKER: "onzeker",
}
WIJZEN: Final[Mapping[Steekproefwijze, str]] = {
    Steekproefwijze.ASELECT: "aselect: elk item een even grote kans",
    Steekproefwijze.GELDEENHEID: "geldeenheid: elke eurocent een even grote kans, met een vast interval",
}


@dataclass(frozen=True, slots=True)
class Werkregel:
    """One drawn item. ``geraakt``: where or with which lot, in words; ``oordeel`` empty while nothing was found."""

    nummer: str
    bedrag_cent: int
    geraakt: str
    oordeel: str
    tekst: str
    op: str | None = None


@dataclass(frozen=True, slots=True)
class WerkpapierGegevens:
    """What the paper states. ``begin_cent`` and ``interval``: empty or 0 where every item had an equal chance."""

    kenmerk: str
    steekproef: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    doel: str
    populatie: str
    wat: str
    items: int
    totaal_cent: int
    wijze: str
    omvang: int
    zaad: str
    getrokken_op: str
    getrokken_door: str
    populatie_sha256: str
    uitkomst_sha256: str
    versie: str
    regels: tuple[Werkregel, ...]
    begin: str = ""
    interval: str = ""
    voorbeeld: bool = False

    sjabloon = "verantwoording/werkpapier"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> WerkpapierGegevens:
        """The paper that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def vraag_werkpapier_aan(steekproef: Steekproef, *, door: Gebruiker, nu: datetime) -> Document:
    """Ask for the paper with the findings of now; the one of before where nothing changed and it is of the same day.

    Raises ``NietBevoegd`` for all but the auditor.
    """
    vergrendel_tranche(steekproef.tranche)
    vereis_rol(door, Rol.AUDITOR, nu=nu)
    eerdere = list_werkpapieren(steekproef)
    if eerdere:
        zelfde = _gegevens(steekproef, kenmerk=eerdere[0].kenmerk, nu=nu).als_json()
        if eerdere[0].gegevens_sha256 == sha256_hex(canonieke_json(zelfde)):
            return eerdere[0]
    gegevens = _gegevens(steekproef, kenmerk=f"{_begin(steekproef)}{len(eerdere) + 1}", nu=nu)
    return vraag_aan(
        kenmerk=gegevens.kenmerk, titel=f"Werkpapier steekproef {steekproef.kenmerk}", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def list_werkpapieren(steekproef: Steekproef) -> list[Document]:
    """The working papers of this sample, the newest first."""
    vraag = (
        select(Document)
        .where(Document.kenmerk.startswith(_begin(steekproef), autoescape=True))
        .order_by(Document.id.desc())
    )
    return list(db.session.scalars(vraag))


def _begin(steekproef: Steekproef) -> str:
    return f"{steekproef.kenmerk}-werkpapier-"


def _gegevens(steekproef: Steekproef, *, kenmerk: str, nu: datetime) -> WerkpapierGegevens:
    opdracht, tranche = opdracht_van(steekproef), steekproef.tranche
    regelset = regels(tranche)
    per_euro = steekproef.wijze is Steekproefwijze.GELDEENHEID
    totaal, soort = opdracht.totaal_cent, SOORTEN[opdracht.soort]
    return WerkpapierGegevens(
        kenmerk=kenmerk,
        steekproef=steekproef.kenmerk,
        datum=dag_in_amsterdam(nu).isoformat(),
        organisatie=regelset.uitvoerder.waarde or "",
        regeling=regelset.naam.waarde or "",
        tranche=tranche.naam,
        doel=steekproef.doel,
        populatie=soort.naam,
        wat=soort.wat,
        items=len(opdracht.items),
        totaal_cent=totaal,
        wijze=WIJZEN[steekproef.wijze],
        omvang=steekproef.omvang,
        zaad=steekproef.zaad,
        getrokken_op=als_utc(steekproef.getrokken_op).isoformat(),
        getrokken_door=steekproef.door.naam,
        populatie_sha256=steekproef.populatie_sha256,
        uitkomst_sha256=steekproef.uitkomst_sha256,
        versie=steekproef.engine_versie,
        regels=tuple(werkregel(post) for post in list_posten(steekproef)),
        begin=getal(begin_van(steekproef.zaad, totaal)) if per_euro else "",
        interval=f"{getal(totaal)} / {getal(steekproef.omvang)}" if per_euro else "",
        voorbeeld=tranche.aard is not Trancheaard.ECHT,
    )


def werkregel(post: Post) -> Werkregel:
    """One item in words."""
    treffer, bevinding = post.treffer, post.bevinding
    return Werkregel(
        nummer=treffer.nummer,
        bedrag_cent=treffer.bedrag_cent,
        geraakt="; ".join(getal(punt) for punt in treffer.raakpunten) or treffer.lot[:16],
        oordeel=OORDELEN[bevinding.oordeel] if bevinding else "",
        tekst=bevinding.tekst if bevinding else "",
        op=als_utc(bevinding.op).isoformat() if bevinding else None,
    )


def werktabel(steekproef: Steekproef, posten: Sequence[Post], let_op: str) -> Tabel:
    """The items with their findings, to be worked on in a spreadsheet."""
    kolommen = (
        Kolom("nummer", "Item", breedte=24),
        Kolom("bedrag", "Bedrag", Kolomsoort.EURO, 16),
        Kolom("geraakt", "Raakpunt (eurocent) of lot", breedte=30),
        Kolom("keer", "Keer geraakt", Kolomsoort.GETAL, 12),
        Kolom("oordeel", "Oordeel", breedte=12),
        Kolom("bevinding", "Bevinding", breedte=60),
        Kolom("op", "Vastgelegd op", Kolomsoort.MOMENT, 24),
    )
    rijen = [
        (
            regel.nummer, regel.bedrag_cent, regel.geraakt, max(len(post.treffer.raakpunten), 1), regel.oordeel,
            regel.tekst, post.bevinding.op if post.bevinding else None,
        )
        for post in posten
        for regel in (werkregel(post),)
    ]  # fmt: skip
    titel = (
        f"Steekproef {steekproef.kenmerk}, zaad {steekproef.zaad}, populatie {steekproef.populatie_sha256}"
    )
    return Tabel(titel, kolommen, rijen, let_op)
