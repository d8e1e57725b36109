"""What can be verified: the audit trail, every stored file, every allocation, every settlement, every sample."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, TypeVar

from flask import current_app
from sqlalchemy import Table, func, select

from subsidie.audit.controle import controleer
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.sleutel import laad_publieke_sleutels, pad_publiek
from subsidie.config import Instellingen
from subsidie.documenten.models import Document
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import Opslagfout
from subsidie.platform.tussenstand import Meld, meld_niets
from subsidie.realisatie.vaststellen import reken_na
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening
from subsidie.verantwoording.bewaarstukken import vernietigde_hashes
from subsidie.verantwoording.controlemodellen import Steekproef
from subsidie.verantwoording.controles import Bevinding, Controlesoort
from subsidie.verantwoording.dossiertabellen import Dossiertabel
from subsidie.verantwoording.opslagen import Opslagen, is_bestandsnaam
from subsidie.verantwoording.steekproef import klopt
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.narekening import beoordeel
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.web.db import db

T = TypeVar("T")

_WEG: Final = "verwijderd_op"


def _met_stand(alle: Collection[T], meld: Meld) -> Iterator[T]:
    """Each of these, and how far one is with them."""
    for gedaan, een in enumerate(alle):
        meld(gedaan, len(alle))
        yield een


def controleer_keten(meld: Meld = meld_niets) -> Iterator[Bevinding | None]:
    """The whole chain against itself and against the checkpoints; memory does not grow with it."""
    instellingen: Instellingen = current_app.extensions["instellingen"]
    totaal = db.session.scalar(select(func.max(Gebeurtenis.volgnummer))) or 0
    db.session.rollback()
    publiek = pad_publiek(instellingen.auditsleutel)
    sleutels = laad_publieke_sleutels(publiek) if publiek.exists() else ()
    uitkomst = controleer(db.engine, instellingen.ijkpunten, sleutels, lambda gedaan: meld(gedaan, totaal))
    for _ in range(uitkomst.aantal):
        yield None
    for fout in uitkomst.fouten:
        yield Bevinding(str(fout))
    for waarschuwing in uitkomst.waarschuwingen:
        yield Bevinding(waarschuwing[:1].upper() + waarschuwing[1:])
    if not uitkomst.ijkpunten:
        yield Bevinding("Er is geen ijkpunt. Alleen de keten zelf is gecontroleerd.", is_fout=False)
    elif na := uitkomst.aantal - uitkomst.ondertekend_tot:
        yield Bevinding(f"Na het laatste ijkpunt: {na} gebeurtenissen, nog niet ondertekend.", is_fout=False)


def controleer_bestanden(meld: Meld = meld_niets) -> Iterator[Bevinding | None]:
    """Every file that the database speaks of: is it there, and is it what it was; then what nothing speaks of."""
    instellingen: Instellingen = current_app.extensions["instellingen"]
    opslagen = Opslagen(instellingen.opslag)
    verwacht, vernietigd = dict(_bestanden()), vernietigde_hashes()
    db.session.rollback()  # reading the files may take long: nothing is kept open meanwhile
    op_volgorde = sorted(verwacht.items(), key=lambda paar: (paar[1][0], paar[0]))
    for sha256, (waar, mag_weg) in _met_stand(op_volgorde, meld):
        if (mag_weg or sha256 in vernietigd) and not opslagen.bestaat(sha256):
            continue
        try:
            for _ in opslagen.open_lezen(sha256):
                pass
        except Opslagfout as fout:
            yield Bevinding(f"{waar}: {fout}")
        else:
            yield None
    bekend = verwacht.keys() | _andere_hashes()
    for naam, pad in opslagen.alle():
        if naam not in bekend:
            soort = "geen bestand hoort erbij in de database" if is_bestandsnaam(naam) else "een vreemde naam"
            yield Bevinding(f"Te veel in de opslag: {pad} ({soort}).", is_fout=False)


def _bestanden() -> Iterator[tuple[str, tuple[str, bool]]]:
    """The hash of each stored file, what it is, and whether it may have been cleared away."""
    for tabel in db.metadata.sorted_tables:
        if not Dossiertabel(tabel, "", "").is_bestandstabel:
            continue
        weg = tabel.c[_WEG].is_not(None) if _WEG in tabel.c else None
        kolommen = [tabel.c.id, tabel.c.sha256, *([weg.label("weg")] if weg is not None else [])]
        for rij in db.session.execute(select(*kolommen).execution_options(yield_per=1000)):
            yield rij.sha256, (f"{tabel.name} {rij.id}", bool(rij.weg) if weg is not None else False)
    vraag = select(Document.kenmerk, Document.bestand_sha256).where(Document.bestand_sha256.is_not(None))
    for kenmerk, sha256 in db.session.execute(vraag.execution_options(yield_per=1000)):
        if sha256 is not None:
            yield sha256, (f"Document {kenmerk}", False)


def _andere_hashes() -> set[str]:
    """Every other hash in the database: a file of that name belongs to something."""
    gevonden: set[str] = set()
    for tabel in db.metadata.sorted_tables:
        gevonden.update(_hashes_van(tabel))
    return gevonden


def _hashes_van(tabel: Table) -> Iterator[str]:
    if tabel.name in {"sessie", "uitnodiging", "document"} or Dossiertabel(tabel, "", "").is_bestandstabel:
        return
    for kolom in tabel.c:
        if kolom.name.endswith("sha256"):
            yield from db.session.scalars(select(kolom).where(kolom.is_not(None)))


def controleer_verdelingen(meld: Meld = meld_niets) -> Iterator[Bevinding | None]:
    """Every allocation with an outcome, computed again from its frozen input."""
    met_uitkomst = (Verdelingstatus.GETROKKEN, Verdelingstatus.VASTGESTELD)
    nummers = db.session.scalars(
        select(Verdeling.id).where(Verdeling.status.in_(met_uitkomst)).order_by(Verdeling.id)
    ).all()
    for nummer in _met_stand(nummers, meld):
        verdeling = db.session.get_one(Verdeling, nummer)
        narekening = beoordeel(verdeling, list_rangrijen(verdeling))
        if narekening.gelijk:
            yield None
        else:
            yield Bevinding(f"Verdeling {kenmerk_van(verdeling)}: {narekening.bezwaar}")
        db.session.expire(verdeling)  # an outcome can be large: one at a time


def controleer_vaststellingen(meld: Meld = meld_niets) -> Iterator[Bevinding | None]:
    """Every calculation of a settlement, done again from its frozen input."""
    nummers = db.session.scalars(
        select(Vaststellingsberekening.id).order_by(Vaststellingsberekening.id)
    ).all()
    for nummer in _met_stand(nummers, meld):
        een = db.session.get_one(Vaststellingsberekening, nummer)
        waar = f"Vaststelling van {een.aanvraag.nummer}, berekening {een.volgnummer}"
        try:
            uitkomst = reken_na(een)
        except Domeinfout as fout:
            yield Bevinding(f"{waar}: {fout}")
        except (ValueError, KeyError, TypeError):
            yield Bevinding(f"{waar}: de vastgelegde invoer is niet te lezen.")
        else:
            bedragen = (een.verleend_cent, een.vastgesteld_cent, een.betaald_cent, een.terug_cent)
            berekend = (
                uitkomst.verleend_cent, uitkomst.vastgesteld_cent, uitkomst.betaald_cent, uitkomst.terug_cent,
            )  # fmt: skip
            yield None if bedragen == berekend else Bevinding(f"{waar}: een bedrag is niet wat eruit volgt.")
        db.session.expire(een)


def controleer_steekproeven(meld: Meld = meld_niets) -> Iterator[Bevinding | None]:
    """Every sample, drawn again from its frozen population."""
    nummers = db.session.scalars(select(Steekproef.id).order_by(Steekproef.id)).all()
    for nummer in _met_stand(nummers, meld):
        een = db.session.get_one(Steekproef, nummer)
        try:
            goed = klopt(een)
        except (Domeinfout, ValueError, KeyError, TypeError):
            goed = False
        if goed:
            yield None
        else:
            yield Bevinding(f"Steekproef {een.kenmerk} volgt niet uit haar zaad en populatie.")
        db.session.expire(een)


SOORTEN: Final = (
    Controlesoort(
        "keten", "Controlespoor",
        "Elke gebeurtenis opnieuw berekend, met haar plaats in de keten en met de ondertekende ijkpunten.",
        ("gebeurtenis", "gebeurtenissen"), controleer_keten,
    ),
    Controlesoort(
        "bestanden", "Brieven en stukken",
        "Elk bestand in de opslag vergeleken met de hash in de database: wat ontbreekt, wat is beschadigd en wat te "
        "veel is.", ("bestand", "bestanden"), controleer_bestanden,
    ),
    Controlesoort(
        "verdelingen", "Verdelingen",
        "Elke verdeling opnieuw berekend uit de bevroren invoer en het getrokken zaad.",
        ("verdeling", "verdelingen"), controleer_verdelingen,
    ),
    Controlesoort(
        "vaststellingen", "Vaststellingen",
        "Elke berekening van een vaststelling opnieuw gedaan uit de vastgelegde gegevens.",
        ("berekening", "berekeningen"), controleer_vaststellingen,
    ),
    Controlesoort(
        "steekproeven", "Steekproeven", "Elke steekproef opnieuw getrokken uit de vastgelegde populatie.",
        ("steekproef", "steekproeven"), controleer_steekproeven,
    ),
)  # fmt: skip
