"""Importing applications: read, judged and recorded in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import load_only

from subsidie.aanvragen.bronbestand import AANVRAGEN, Bron, lees_csv
from subsidie.aanvragen.bronwerkmap import lees_xlsx
from subsidie.aanvragen.importlezer import lees_import, rijen_van
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Versiesoort
from subsidie.aanvragen.service import Opname, bepaal_categorie, bepaal_opname, bereken_subsidiabel, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.web.db import db

PER_VRAAG: Final = 500
"""Numbers asked for at once; a database takes only so many values in one statement."""


@dataclass(frozen=True, slots=True)
class Importuitkomst:
    """What an import held, and what recording it did; ``gevraagd_cent`` is the sum of what is asked."""

    aanvragen: int
    gemeenten: int
    woonruimteregels: int
    gevraagd_cent: int
    nieuw: int
    gewijzigd: int
    ongewijzigd: int


def lees_bestanden(bestanden: Sequence[tuple[str, bytes]]) -> Bron:
    """The tables in one workbook (XLSX), or in two CSV files: applications first, then woonruimten.

    ``bestanden`` are names with contents; a name proves nothing and is not looked at. Raises
    ``OngeldigeInvoer`` for a workbook that cannot be read, and for another number of files.
    """
    if len(bestanden) == 1:
        return lees_xlsx(bestanden[0][1])
    if len(bestanden) == 2:
        return lees_csv(bestanden[0][1], bestanden[1][1])
    raise OngeldigeInvoer.van(
        "bestanden", "Geef één XLSX-bestand op, of twee CSV-bestanden: eerst aanvragen, dan woonruimten."
    )


def importeer(
    tranche: Tranche, bestanden: Sequence[tuple[str, bytes]], *, door: Gebruiker | None, nu: datetime
) -> Importuitkomst:
    """Read ``bestanden`` (``lees_bestanden``) and record every application in them (``neem_bron_op``)."""
    return neem_bron_op(tranche, lees_bestanden(bestanden), door=door, nu=nu)


def neem_bron_op(tranche: Tranche, bron: Bron, *, door: Gebruiker | None, nu: datetime) -> Importuitkomst:
    """Record every application in ``bron`` as a version, within the transaction of the caller.

    The same files again change nothing and leave no event; otherwise the audit trail gets the SHA-256 of each
    file and the counts beside the events of the applications. Raises ``OngeldigeInvoer`` with every fault in
    the files; when these are in order, with every application that cannot be recorded any more.
    ``Domeinfout`` while there are no municipalities in the database.
    """
    regelset = regels(tranche)
    aanvragen = _lees(bron, regelset, nu)
    uitkomst = _per_aanvraag(
        aanvragen,
        rijen_van(bron),
        lambda invoer: neem_op(
            tranche, invoer, soort=Versiesoort.IMPORT, door=door, nu=nu, regelset=regelset
        ),
    )
    if uitkomst.nieuw or uitkomst.gewijzigd:
        leg_vast(
            "tranche:aanvragen_geimporteerd",
            object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
            gegevens={
                "sha256": dict(bron.sha256),
                "nieuw": uitkomst.nieuw, "gewijzigd": uitkomst.gewijzigd, "ongewijzigd": uitkomst.ongewijzigd,
            },
        )  # fmt: skip
    return uitkomst


def controleer_bron(tranche: Tranche, bron: Bron, *, nu: datetime) -> Importuitkomst:
    """What ``neem_bron_op`` would do at this moment, with the same errors; reads only.

    Two queries besides the rules and the register, however many applications there are.
    """
    regelset = regels(tranche)
    aanvragen = _lees(bron, regelset, nu)
    bekend = _bekende([invoer.nummer for invoer in aanvragen])

    def proef(invoer: Aanvraaginvoer) -> Opname:
        opname = Opname.NIEUW
        if invoer.nummer in bekend:
            aanvraag, huidig = bekend[invoer.nummer]
            nieuw = sha256_hex(canonieke_json(invoer.als_json()))
            opname = bepaal_opname(tranche, invoer, aanvraag, huidig=huidig, nieuw=nieuw)
        if opname is not Opname.ONGEWIJZIGD:
            bereken_subsidiabel(regelset, invoer)  # a rule that a version needs can be unknown
            bepaal_categorie(regelset, invoer)
        return opname

    return _per_aanvraag(aanvragen, rijen_van(bron), proef)


def _lees(bron: Bron, regelset: Regels, nu: datetime) -> list[Aanvraaginvoer]:
    register = {gemeente.gm_code: gemeente for gemeente in db.session.scalars(select(Gemeente))}
    if not register:
        raise Domeinfout("Het register van gemeenten is leeg. Laad eerst het register en de tranche.")
    return lees_import(bron, regels=regelset, register=register, nu=nu, ontbrekende_tekens=ontbrekende_tekens)


def _bekende(nummers: Sequence[str]) -> dict[str, tuple[Aanvraag, AanvraagVersie | None]]:
    """The applications that have one of these numbers, each with its newest version."""
    gevonden: dict[str, tuple[Aanvraag, AanvraagVersie | None]] = {}
    for begin in range(0, len(nummers), PER_VRAAG):
        vraag = (
            select(Aanvraag, AanvraagVersie)
            .options(load_only(AanvraagVersie.sha256, AanvraagVersie.soort))  # not what is in it
            .outerjoin(
                AanvraagVersie,
                (AanvraagVersie.aanvraag_id == Aanvraag.id)
                & (AanvraagVersie.volgnummer == Aanvraag.huidige_versie),
            )
            .where(Aanvraag.nummer.in_(nummers[begin : begin + PER_VRAAG]))
        )
        gevonden.update(
            {aanvraag.nummer: (aanvraag, versie) for aanvraag, versie in db.session.execute(vraag)}
        )
    return gevonden


def _per_aanvraag(
    aanvragen: Sequence[Aanvraaginvoer], rijen: dict[str, int], stap: Callable[[Aanvraaginvoer], Opname]
) -> Importuitkomst:
    """All of them, or an error with everything that stands in the way: the caller's transaction is undone."""
    opnamen: list[Opname] = []
    gebreken: list[Gebrek] = []
    for invoer in aanvragen:
        waar = f"{AANVRAGEN}, rij {rijen[invoer.nummer]}"
        try:
            opnamen.append(stap(invoer))
        except OngeldigeInvoer as fout:
            gebreken += [Gebrek(waar, str(gebrek)) for gebrek in fout.gebreken]
        except Domeinfout as fout:
            gebreken.append(Gebrek(waar, str(fout)))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return Importuitkomst(
        aanvragen=len(aanvragen),
        gemeenten=len({aanvraag.gm_code for aanvraag in aanvragen}),
        woonruimteregels=sum(len(aanvraag.woonruimten) for aanvraag in aanvragen),
        gevraagd_cent=sum(aanvraag.gevraagd_cent for aanvraag in aanvragen),
        nieuw=opnamen.count(Opname.NIEUW),
        gewijzigd=opnamen.count(Opname.GEWIJZIGD),
        ongewijzigd=opnamen.count(Opname.ONGEWIJZIGD),
    )
