"""What the pages on the texts of letters show: which text counts, a letter made with it, and what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Final

from sqlalchemy import or_, select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.beschikkingen.briefvoorbeelden import ONDERTEKENING, voorbeeld_van
from subsidie.beschikkingen.losse import schrijver_voor
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.proefbrief import Invuller, Invulmandaat
from subsidie.documenten.briefsoorten import BRIEFSOORTEN, bij_sjabloon, standaardtekst
from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.brieftaal.boom import Fout
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.documenten.models import Document
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, moment_nl
from subsidie.tranches.briefteksten import list_nieuwste
from subsidie.tranches.models import Tranche
from subsidie.tranches.tekstmodellen import Brieftekst
from subsidie.web.db import db

MERK: Final = "PROEF VAN DE TEKST – geen besluit"
HOOGSTENS_NUMMERS: Final = 200
RUIMTE: Final = 1
"""How many lines that stayed the same stand around a change."""

_BESLUITEN: Final = {
    "verlening": (Besluitsoort.VERLENING, ""),
    "verlening_vast": (Besluitsoort.VERLENING, ""),
    "deelverlening": (Besluitsoort.DEELVERLENING, ""),
    "afwijzing_plafond": (Besluitsoort.AFWIJZING, '"reden":"plafond"'),
    "afwijzing_inhoudelijk": (Besluitsoort.AFWIJZING, '"reden":"inhoudelijk"'),
    "afwijzing_drempelscore": (Besluitsoort.AFWIJZING, '"reden":"drempelscore"'),
    "afwijzing_gemeentemaximum": (Besluitsoort.AFWIJZING, '"reden":"gemeentemaximum"'),
    "buiten_behandeling": (Besluitsoort.BUITEN_BEHANDELING, ""),
    "beslissing_op_bezwaar": (Besluitsoort.BESLISSING_OP_BEZWAAR, ""),
    "buiten_tijdvak": (Besluitsoort.AFWIJZING, '"buiten_tijdvak":true'),
    "vaststelling": (Besluitsoort.VASTSTELLING, ""),
    "terugvordering": (Besluitsoort.TERUGVORDERING, ""),
    "rente": (Besluitsoort.RENTE, ""),
    "betalingsregeling": (Besluitsoort.BETALINGSREGELING, ""),
    "wijziging": (Besluitsoort.WIJZIGING, '"brief":"inwilliging"'),
    "wijziging_uitstel": (Besluitsoort.WIJZIGING, '"brief":"uitstel"'),
    "wijziging_afgewezen": (Besluitsoort.WIJZIGING, '"brief":"afwijzing"'),
}
"""Which drawn-up decisions get this letter: the kind, and what their values name beside it."""


@dataclass(frozen=True, slots=True)
class Tekstregel:
    """A kind of letter with the version that counts; ``versie`` ``None``: the standard text."""

    soort: Briefsoort
    versie: Brieftekst | None


@dataclass(frozen=True, slots=True)
class Foutregel:
    """A fault with the line that it is about, as it was typed."""

    regel: int
    melding: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Verschilregel:
    """A line in the difference between two texts. ``teken``: ``+`` new, ``-`` gone, empty the same, ``…`` left out."""

    teken: str
    tekst: str
    nummer: int | None = None


@dataclass(frozen=True, slots=True)
class Proefbrief:
    """The values of a letter to try a text on. ``waarvan``: in words, of which application."""

    sjabloon: str
    waarden: dict[str, Any]
    waarvan: str


def list_teksten(tranche: Tranche) -> list[Tekstregel]:
    """Every kind of letter with the text that counts in this tranche."""
    nieuwste = list_nieuwste(tranche)
    return [Tekstregel(soort, nieuwste.get(soort.code)) for soort in BRIEFSOORTEN]


def eigen_teksten(tranche: Tranche) -> list[str]:
    """The texts that were written for this tranche, in words: who signs reads which text comes under the signature."""
    return [
        f"{regel.soort.naam}: versie {regel.versie.volgnummer} van {moment_nl(regel.versie.gemaakt_op)}, "
        f"door {regel.versie.door.naam}"
        for regel in list_teksten(tranche)
        if regel.versie is not None
    ]


def met_regel(fouten: Sequence[Fout], tekst: str) -> list[Foutregel]:
    """Each fault with the line as it was typed, so that who wrote it finds it back."""
    regels = tekst.split("\n")
    return [
        Foutregel(fout.regel, fout.melding, regels[fout.regel - 1][:200] if fout.regel <= len(regels) else "")
        for fout in fouten
    ]


def verschil(oud: str, nieuw: str) -> list[Verschilregel]:
    """The difference by line, with ``RUIMTE`` lines around each change; empty when nothing changed."""
    a, b = oud.rstrip("\n").split("\n"), nieuw.rstrip("\n").split("\n")
    gevonden: list[Verschilregel] = []
    for groep in SequenceMatcher(None, a, b, autojunk=False).get_grouped_opcodes(RUIMTE):
        if gevonden:
            gevonden.append(Verschilregel("…", ""))
        for soort, a1, a2, b1, b2 in groep:
            if soort == "equal":
                gevonden += [Verschilregel("", tekst, b1 + i) for i, tekst in enumerate(a[a1:a2], start=1)]
                continue
            gevonden += [Verschilregel("-", tekst) for tekst in a[a1:a2]]
            gevonden += [Verschilregel("+", tekst, b1 + i) for i, tekst in enumerate(b[b1:b2], start=1)]
    return gevonden


def list_nummers(tranche: Tranche, soort: Briefsoort) -> list[str]:
    """The first applications of a tranche that have, or will get, this kind of letter."""
    vraag = select(Aanvraag.nummer).where(Aanvraag.tranche_id == tranche.id)
    if soort.code == "aanvulverzoek":
        vraag = vraag.join(Aanvulverzoek, Aanvulverzoek.aanvraag_id == Aanvraag.id)
    elif soort.code not in _BESLUITEN:  # a letter with a request for a view
        vraag = (
            vraag.join(Zienswijze, Zienswijze.aanvraag_id == Aanvraag.id)
            .join(Document, Document.id == Zienswijze.document_id)
            .where(Document.sjabloon == soort.sjabloon)
        )
    else:
        besluitsoort, noemt = _BESLUITEN[soort.code]
        concept = (Beschikking.status == Besluitstatus.CONCEPT) & (Beschikking.soort == besluitsoort)
        if noemt:
            concept &= Beschikking.gegevens.contains(noemt, autoescape=True)
        vraag = (
            vraag.join(Beschikking, Beschikking.aanvraag_id == Aanvraag.id)
            .outerjoin(Document, Beschikking.document_id == Document.id)
            .where(or_(concept, Document.sjabloon == soort.sjabloon))
        )
    return list(db.session.scalars(vraag.distinct().order_by(Aanvraag.nummer).limit(HOOGSTENS_NUMMERS)))


def proef_op(
    tranche: Tranche, soort: Briefsoort, tekst: str, aanvraag: Aanvraag | None, *, nu: datetime
) -> Proefbrief:
    """A letter with this text: of ``aanvraag``, or made up. Signed by nobody, and marked as a trial.

    Raises ``OngeldigeInvoer`` at ``aanvraag`` when that application has no letter of this kind, and what the writer of
    the letter raises.
    """
    if aanvraag is None:
        brief = voorbeeld_van(soort)
        sjabloon, waarden, waarvan = brief.sjabloon, brief.als_json(), "een verzonnen aanvraag"
    else:
        if aanvraag.tranche_id != tranche.id:
            raise _geen_brief(f"Aanvraag {aanvraag.nummer} is van een andere tranche.")
        sjabloon, waarden = _waarden_van(aanvraag, soort, nu=nu)
        waarvan = f"aanvraag {aanvraag.nummer} van {aanvraag.gemeente.naam_kort}"
    gekozen = GekozenTekst(soort.code, "proef", 0, "0" * 64, tekst)
    proef = {**_ongetekend(waarden), "tekst": asdict(gekozen), "voorbeeld": True, "merk": MERK}
    return Proefbrief(sjabloon, proef, waarvan)


def _waarden_van(aanvraag: Aanvraag, soort: Briefsoort, *, nu: datetime) -> tuple[str, dict[str, Any]]:
    """The values of the newest letter of this kind on an application: as it was made, or as it would be made now."""
    document = db.session.scalar(
        select(Document)
        .where(
            Document.sjabloon == soort.sjabloon,
            Document.kenmerk.startswith(f"{aanvraag.nummer}-", autoescape=True),
        )
        .order_by(Document.id.desc())
        .limit(1)
    )
    if document is not None:
        return document.sjabloon, json.loads(document.gegevens)
    besluit = db.session.scalar(
        select(Beschikking)
        .where(Beschikking.aanvraag_id == aanvraag.id, Beschikking.status == Besluitstatus.CONCEPT)
        .order_by(Beschikking.id.desc())
        .limit(1)
    )
    if besluit is None:
        raise _geen_brief(f"Bij aanvraag {aanvraag.nummer} is nog geen brief van deze soort.")
    door: Any = Invuller()
    mandaat: Any = Invulmandaat()
    brief = schrijver_voor(besluit)(besluit, mandaat, dagtekening=dag_in_amsterdam(nu), door=door, nu=nu)
    if brief.sjabloon != soort.sjabloon:
        ander = bij_sjabloon(brief.sjabloon)
        raise _geen_brief(
            f"Bij aanvraag {aanvraag.nummer} hoort een andere brief"
            + (f": ‘{ander.naam}’." if ander else ".")
        )
    return brief.sjabloon, brief.als_json()


def _ongetekend(waarden: Mapping[str, Any]) -> dict[str, Any]:
    """Without the name of whoever signed: they did not sign this text."""
    if "ondertekening" in waarden:
        blanco = {"naam": ONDERTEKENING.naam, "functie": ONDERTEKENING.functie, "mandaatnummer": ""}
        return {**waarden, "ondertekening": {**waarden["ondertekening"], **blanco}}
    return {**waarden, "naam": ONDERTEKENING.naam}


def _geen_brief(melding: str) -> Domeinfout:
    return OngeldigeInvoer.van("aanvraag", f"{melding} Kies een andere, of laat dit leeg voor een voorbeeld.")


def staat_bij(versies: Sequence[Brieftekst], soort: Briefsoort, nummer: int) -> str | None:
    """The text of a version in this list (0: the standard text), ``None`` when it is not there."""
    if nummer == 0:
        return standaardtekst(soort).inhoud
    return next((een.tekst for een in versies if een.volgnummer == nummer), None)
