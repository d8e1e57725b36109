"""What is about to be filed, exactly: read once, shown, and compared again when it is sent.

Everything slow (reading the parts, adding up, the JSON that is frozen) is done here, outside the write transaction:
in the last minute of a window everybody files at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage, Bijlagestand
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.conceptqueries import Werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import (
    FORMULIERDELEN,
    Deelbeeld,
    Delen,
    Ontbreekt,
    Opmerking,
    Totalen,
    Verschil,
    lees_delen,
    naar_invoer,
    ontbreekt,
    opmerkingen,
    samenvatting,
    totalen,
    verschillen,
)
from subsidie.aanvragen.invoer import Aanvraaginvoer, Bijlageverwijzing
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_versie
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.regels import Regels
from subsidie.web.db import db

_D, _B = Conceptdeel.__table__, Aanvraagbijlage.__table__
_REVISIES: Final = select(_D.c.deel, _D.c.revisie).where(_D.c.aanvraag_id == bindparam("aanvraag_id"))
_STANDEN: Final = select(_B.c.id, _B.c.stand).where(
    _B.c.aanvraag_id == bindparam("aanvraag_id"), _B.c.verwijderd_op.is_(None)
)

Stand = tuple[tuple[Any, ...], ...]
"""On which version it rests, which revision of every part, and which attachments: when these are the same, so is the
content, and nobody filed in between."""


@dataclass(frozen=True, slots=True)
class Indienstuk:
    """The working copy of an application as it would be filed.

    ``sha256`` is over all that a person sees and files; ``stand`` says the same of the rows it came from.
    """

    aanvraag: Aanvraag
    regels: Regels
    delen: Delen
    bijlagen: tuple[Aanvraagbijlage, ...]
    ontbreekt: tuple[Ontbreekt, ...]
    anderen_cent: int
    sluit: datetime | None
    sha256: str
    stand: Stand

    @property
    def hard(self) -> tuple[Ontbreekt, ...]:
        """What must be put right before it can be filed."""
        return tuple(een for een in self.ontbreekt if een.hard)

    @property
    def zacht(self) -> tuple[Ontbreekt, ...]:
        """What may be missing, but without which the application is not complete (Awb 4:5)."""
        return tuple(een for een in self.ontbreekt if not een.hard)

    @property
    def verwijzingen(self) -> tuple[Bijlageverwijzing, ...]:
        """The attachments as a version cites them."""
        return tuple(Bijlageverwijzing(een.soort, een.naam, een.grootte, een.sha256) for een in self.bijlagen)

    @property
    def pot(self) -> str:
        """The code of the pot that is applied to; that of the application while none was chosen."""
        return self.delen.project.pot or str(self.aanvraag.pot.code)

    def beelden(self) -> tuple[tuple[Aanvraagdeel, Deelbeeld], ...]:
        """Every part with fields as people read it, also what was left empty."""
        return tuple((deel, samenvatting(self.delen.inhoud[deel], ook_leeg=True)) for deel in FORMULIERDELEN)

    @property
    def ruimte_cent(self) -> int | None:
        """What is left for this application under the maximum of the municipality; ``None`` without a maximum."""
        maximum = self.regels.gemeentemaximum.waarde_cent
        return None if maximum is None else max(0, maximum - self.anderen_cent)

    def totalen(self) -> Totalen:
        """The totals, with the sum in words."""
        return totalen(self.delen, self.regels, self.ruimte_cent)

    def opmerkingen(self) -> tuple[Opmerking, ...]:
        """What is allowed and must be said."""
        sluit = dag_in_amsterdam(self.sluit) if self.sluit is not None else None
        return opmerkingen(self.delen, self.regels, gemeente_ruimte_cent=self.ruimte_cent, sluit=sluit)

    def invoer(self, ontvangen_op: datetime) -> Aanvraaginvoer:
        """What a version freezes; ``ontvangen_op`` of the first receipt. ``OngeldigeInvoer`` for what is hard."""
        return naar_invoer(
            self.aanvraag.nummer,
            self.aanvraag.gm_code,
            self.delen,
            self.verwijzingen,
            ontvangen_op,
            self.regels,
        )


def maak_indienstuk(kopie: Werkkopie) -> Indienstuk:
    """What would be filed of this working copy now; reads nothing more of the database."""
    inhoud = {deel: kopie.delen[deel].inhoud for deel in FORMULIERDELEN}
    regelset = kopie.regels
    delen = lees_delen(inhoud, regelset)
    goed = {een.soort for een in kopie.bijlagen if een.stand is not Bijlagestand.BESMET}
    besmet = tuple(
        Ontbreekt(
            Aanvraagdeel.BIJLAGEN,
            een.soort,
            f"In het bestand ‘{een.naam}’ zit een virus. Verwijder het.",
            hard=True,
        )
        for een in kopie.bijlagen
        if een.stand is Bijlagestand.BESMET
    )
    gezien = {
        "nummer": kopie.aanvraag.nummer,
        "versie": kopie.aanvraag.huidige_versie,
        "delen": {deel.value: tekst for deel, tekst in inhoud.items()},
        "bijlagen": [[een.soort, een.naam, een.sha256] for een in kopie.bijlagen],
    }
    return Indienstuk(
        aanvraag=kopie.aanvraag, regels=regelset, delen=delen, bijlagen=kopie.bijlagen,
        ontbreekt=(*ontbreekt(delen, goed, regelset), *besmet), anderen_cent=kopie.anderen_cent,
        sluit=kopie.tijdvak.sluit if kopie.tijdvak is not None else None,
        sha256=sha256_hex(canonieke_json(gezien)),
        stand=_stand(
            kopie.aanvraag.huidige_versie,
            [(deel, rij.revisie) for deel, rij in kopie.delen.items()],
            [(een.id, een.stand) for een in kopie.bijlagen],
        ),
    )  # fmt: skip


def stand_nu(aanvraag: Aanvraag) -> Stand:
    """The ``stand`` of a working copy as the database has it: two short queries, for inside the lock.

    ``aanvraag`` must have been read under that lock itself.
    """
    delen = db.session.execute(_REVISIES, {"aanvraag_id": aanvraag.id})
    bijlagen = db.session.execute(_STANDEN, {"aanvraag_id": aanvraag.id})
    return _stand(
        aanvraag.huidige_versie,
        [(deel, revisie) for deel, revisie in delen],
        [(een, stand) for een, stand in bijlagen],
    )


def verschil_met_versie(stuk: Indienstuk) -> tuple[Verschil, ...]:
    """What changes by filing ``stuk``, compared with the version that counts now; empty for a first filing."""
    if stuk.aanvraag.huidige_versie == 0 or stuk.hard or stuk.aanvraag.ontvangen_op is None:
        return ()
    oud = json.loads(get_versie(stuk.aanvraag).gegevens)
    return tuple(verschillen(oud, stuk.invoer(stuk.aanvraag.ontvangen_op).als_json(), stuk.regels))


def _stand(
    versie: int, delen: list[tuple[Aanvraagdeel, int]], bijlagen: list[tuple[int, Bijlagestand]]
) -> Stand:
    return (
        # Who files what a colleague filed a moment ago would else replace it, with a receipt of their own.
        (versie,),
        tuple(sorted((deel.value, revisie) for deel, revisie in delen)),
        # Only whether a virus was found matters: a scan that says all is well changes nothing of what is filed.
        tuple(sorted((een, stand is Bijlagestand.BESMET) for een, stand in bijlagen)),
    )
