"""Importing applications: read, judged and recorded in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.bronbestand import AANVRAGEN, Bron, lees_csv
from subsidie.aanvragen.bronwerkmap import lees_xlsx
from subsidie.aanvragen.importlezer import lees_import, rijen_van
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import Opname, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.web.db import db


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
    """Record every application in ``bestanden`` as a version, within the transaction of the caller.

    The same files again change nothing and leave no event; otherwise the audit trail gets the SHA-256 of each
    file and the counts beside the events of the applications. Raises ``OngeldigeInvoer`` with every fault in
    the files; when these are in order, with every application that cannot be recorded any more.
    ``Domeinfout`` while there are no municipalities in the database.
    """
    bron = lees_bestanden(bestanden)
    register = {gemeente.gm_code: gemeente for gemeente in db.session.scalars(select(Gemeente))}
    if not register:
        raise Domeinfout("Het register van gemeenten is leeg. Laad eerst het register en de tranche.")
    aanvragen = lees_import(
        bron, regels=regels(tranche), register=register, nu=nu, ontbrekende_tekens=ontbrekende_tekens
    )
    opnamen = _neem_alle_op(tranche, aanvragen, rijen_van(bron), door=door, nu=nu)
    uitkomst = Importuitkomst(
        aanvragen=len(aanvragen),
        gemeenten=len({aanvraag.gm_code for aanvraag in aanvragen}),
        woonruimteregels=sum(len(aanvraag.woonruimten) for aanvraag in aanvragen),
        gevraagd_cent=sum(aanvraag.gevraagd_cent for aanvraag in aanvragen),
        nieuw=opnamen.count(Opname.NIEUW),
        gewijzigd=opnamen.count(Opname.GEWIJZIGD),
        ongewijzigd=opnamen.count(Opname.ONGEWIJZIGD),
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


def _neem_alle_op(
    tranche: Tranche, aanvragen: Sequence[Aanvraaginvoer], rijen: dict[str, int], *,
    door: Gebruiker | None, nu: datetime,
) -> list[Opname]:  # fmt: skip
    """All of them, or an error with everything that stands in the way: the caller's transaction is undone."""
    regelset = regels(tranche)
    opnamen: list[Opname] = []
    gebreken: list[Gebrek] = []
    for invoer in aanvragen:
        waar = f"{AANVRAGEN}, rij {rijen[invoer.nummer]}"
        try:
            opnamen.append(
                neem_op(tranche, invoer, soort=Versiesoort.IMPORT, door=door, nu=nu, regelset=regelset)
            )
        except OngeldigeInvoer as fout:
            gebreken += [Gebrek(waar, str(gebrek)) for gebrek in fout.gebreken]
        except Domeinfout as fout:
            gebreken.append(Gebrek(waar, str(fout)))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return opnamen
