"""What the dry run reads: who may sign, up to how much, and who can be paid. Reads only, for all decisions at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from subsidie.aanvragen.models import Betrokkenheid, Functiegroep
from subsidie.aanvragen.raakvlakken import Raakvlak, raakvlakken
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.accounts.models import Gebruiker, Mandaat, Mandaathandeling
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar as Bezwaarzaak
from subsidie.beschikkingen.bezwaarmodellen import Bezwaarstatus
from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.geadresseerde import rechtsopvolger
from subsidie.register.models import Gemeente
from subsidie.web.db import db

Bezwaar = tuple[str, tuple[str, dict[str, Any]] | None, str]
"""Why somebody cannot sign, where to look, and the words of that link."""


@dataclass(frozen=True, slots=True)
class Bevoegd:
    """What stands between somebody and a signature; everything free where nobody signs yet."""

    wie: Gebruiker | None = None
    tot_cent: int | None = None
    """The highest mandate from today to the date of the letters; ``None`` without one."""
    dagtekening: date | None = None
    raakvlakken: Mapping[int, Raakvlak] = field(default_factory=dict)
    functies: Mapping[int, Functiegroep] = field(default_factory=dict)

    def bezwaren(self, een: Beschikking) -> Iterable[Bezwaar]:
        """Why ``wie`` cannot sign this one: interest, another function, mandate."""
        if self.wie is None:
            return
        if (vlak := self.raakvlakken.get(een.aanvraag_id)) is not None:
            yield f"Niet voor u: {vlak}.", ("belangen.eigen", {}), "Uw belangen"
        functie = self.functies.get(een.aanvraag_id)
        if een.opgesteld_door_id == self.wie.id:
            yield "Niet voor u: u hebt dit besluit zelf opgesteld.", None, ""
        elif functie not in (None, Functiegroep.BESLISSING):
            yield f"Niet voor u: u was bij deze aanvraag betrokken als ‘{functie}’.", None, ""
        if self.tot_cent is None and self.dagtekening is not None:
            yield (
                f"U hebt geen mandaat tot en met {datum_nl(self.dagtekening)}.",
                ("dossier.vandaag", {}),
                "Uw mandaten",
            )
        elif self.tot_cent is not None and een.bedrag_cent > self.tot_cent:
            yield (
                f"Uw mandaat gaat tot {euro_kort(self.tot_cent)}; dit is {euro_kort(een.bedrag_cent)}.",
                ("dossier.vandaag", {}), "Uw mandaten",
            )  # fmt: skip


def lees_bevoegd(
    beschikkingen: Sequence[Beschikking], wie: Gebruiker | None, *, dagtekening: date, nu: datetime
) -> Bevoegd:
    """What of ``wie`` stands in the way of a signature under these, dated ``dagtekening``."""
    if wie is None:
        return Bevoegd()
    ids = {een.aanvraag_id for een in beschikkingen}
    vlakken = raakvlakken([een.aanvraag for een in beschikkingen], (wie,), nu=nu)
    functies = db.session.execute(
        select(Betrokkenheid.aanvraag_id, Betrokkenheid.functiegroep).where(
            Betrokkenheid.gebruiker_id == wie.id, Betrokkenheid.aanvraag_id.in_(ids)
        )
    )
    return Bevoegd(
        wie=wie,
        tot_cent=_tot_cent(nu, dagtekening, wie),
        dagtekening=dagtekening,
        raakvlakken={aanvraag_id: vlak for (aanvraag_id, _), vlak in vlakken.items()},
        functies={rij[0]: rij[1] for rij in functies},
    )


def lees_ontvangers(beschikkingen: Sequence[Beschikking], dag: date) -> dict[int, Gemeente]:
    """Per application to whom a letter dated ``dag`` goes: after a merger the successor.

    The municipality itself where nobody is known to have taken over: then the letter cannot be made, and says so.
    """
    uit: dict[int, Gemeente] = {}
    for een in beschikkingen:
        gemeente = een.aanvraag.gemeente
        try:
            uit[een.aanvraag_id] = rechtsopvolger(gemeente, dag) or gemeente
        except Domeinfout:
            uit[een.aanvraag_id] = gemeente
    return uit


def lopende_bezwaren(aanvraag_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Per application an objection on which nobody decided yet: its mark, and that of the decision it is against."""
    vraag = (
        select(Bezwaarzaak.aanvraag_id, Bezwaarzaak.kenmerk, Beschikking.kenmerk)
        .join(Beschikking, Beschikking.id == Bezwaarzaak.beschikking_id)
        .where(
            Bezwaarzaak.aanvraag_id.in_(aanvraag_ids),
            Bezwaarzaak.status.in_((Bezwaarstatus.ONTVANGEN, Bezwaarstatus.IN_BEHANDELING)),
        )
        .order_by(Bezwaarzaak.id)
    )
    return {id_: (bezwaar, besluit) for id_, bezwaar, besluit in db.session.execute(vraag)}


def hoogste_mandaat_cent(nu: datetime) -> int:
    """Up to how much anybody may sign a decision today, in eurocents; 0 when nobody may."""
    return _tot_cent(nu, dag_in_amsterdam(nu)) or 0


def met_rekening(gm_codes: Collection[str], nu: datetime) -> frozenset[str]:
    """Which of these municipalities have a bank account that was approved."""
    vraag = select(Rekeningnummer.gm_code).where(
        Rekeningnummer.gm_code.in_(gm_codes), Rekeningnummer.goedgekeurd_op <= nu
    )
    return frozenset(db.session.scalars(vraag))


def _tot_cent(nu: datetime, dagtekening: date, wie: Gebruiker | None = None) -> int | None:
    vraag = select(func.max(Mandaat.tot_bedrag_cent)).where(
        Mandaat.handeling == Mandaathandeling.BESCHIKKING_TEKENEN,
        Mandaat.vanaf <= dag_in_amsterdam(nu),
        or_(Mandaat.tot.is_(None), Mandaat.tot > dagtekening),
    )
    if wie is not None:
        vraag = vraag.where(Mandaat.gebruiker_id == wie.id)
    hoogste: int | None = db.session.scalar(vraag)
    return hoogste
