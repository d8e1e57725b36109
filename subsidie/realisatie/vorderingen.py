"""Claims: what is open of each, when it must be paid, which interest ran; arrangements and interest, set by a person.

Every amount is computed from the claim, its arrangements, receipts and set interest (``rente``): nothing is kept twice.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import jaren
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.rente import (
    Bedragdag,
    Openstand,
    Regeling,
    Rentesom,
    Schuld,
    bereken_rente,
    eerste_verzuimdag,
    openstand,
)
from subsidie.realisatie.rentetabel import Rentetabel, wettelijke_rente
from subsidie.realisatie.vorderingmodellen import Ontvangst, Rentevaststelling, Vordering, Vorderingstermijn
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

MEESTE_TERMIJNEN: Final = 24
LANGSTE_REGELING: Final = 10
"""Years from the decision; later than this the claim could be barred while it is being paid."""
VERJARING_JAREN: Final = 5
"""Awb 4:104(1): five years after the last day to pay."""


@dataclass(frozen=True, slots=True)
class Vorderingstand:
    """A claim as it is on a day. ``termijnen``: of the arrangement that holds; ``verjaart_op``: Awb 4:104."""

    vordering: Vordering
    schuld: Schuld
    open: Openstand
    termijnen: tuple[Vorderingstermijn, ...]
    uiterlijk: date
    """The first instalment that is not paid, or the last one when all is."""
    verjaart_op: date
    verzuim_vanaf: date | None
    ontvangsten: tuple[Ontvangst, ...] = ()
    renten: tuple[Rentevaststelling, ...] = ()
    regelingen: int = 1

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be paid."""
        return self.open.totaal_cent > 0

    @property
    def is_te_laat(self) -> bool:
        """Whether the last day of something that is open is over."""
        return self.open.te_laat_cent > 0

    @property
    def ontvangen_cent(self) -> int:
        """What came in."""
        return sum(een.bedrag_cent for een in self.ontvangsten)


@dataclass(slots=True)
class _Rijen:
    termijnen: list[Vorderingstermijn] = field(default_factory=list)
    ontvangsten: list[Ontvangst] = field(default_factory=list)
    renten: list[Rentevaststelling] = field(default_factory=list)


def get_vordering(kenmerk: str) -> Vordering:
    """The claim with this mark; raises ``NietGevonden``."""
    gevonden: Vordering | None = db.session.scalar(select(Vordering).where(Vordering.kenmerk == kenmerk))
    if gevonden is None:
        raise NietGevonden("Deze vordering is er niet.")
    return gevonden


def list_van(aanvraag: Aanvraag, dag: date) -> list[Vorderingstand]:
    """The claims on one application as they are on ``dag``, the oldest first."""
    vraag = select(Vordering).where(Vordering.aanvraag_id == aanvraag.id).order_by(Vordering.id)
    return lees_standen(list(db.session.scalars(vraag)), dag)


def list_alle(dag: date) -> list[Vorderingstand]:
    """Every claim as it is on ``dag``, overdue first, then by the day that something must be paid."""
    vraag = select(Vordering).options(
        joinedload(Vordering.aanvraag).joinedload(Aanvraag.gemeente),
        joinedload(Vordering.aanvraag).joinedload(Aanvraag.tranche),
    )
    standen = lees_standen(list(db.session.scalars(vraag)), dag)
    return sorted(
        standen, key=lambda een: (not een.is_open, not een.is_te_laat, een.uiterlijk, een.vordering.kenmerk)
    )


def lees_stand(vordering: Vordering, dag: date) -> Vorderingstand:
    """One claim as it is on ``dag``."""
    return lees_standen([vordering], dag)[0]


def lees_standen(vorderingen: Sequence[Vordering], dag: date) -> list[Vorderingstand]:
    """Claims as they are on ``dag``, in their order. Three queries."""
    rijen = _lees_rijen([een.id for een in vorderingen])
    return [_stand(een, rijen[een.id], dag) for een in vorderingen]


def bereken(stand: Vorderingstand, tot: date, *, tabel: Rentetabel | None = None) -> Rentesom:
    """The interest from where it was set last (or the default began) up to and including ``tot``.

    Raises ``Domeinfout`` for days that the table of rates does not know.
    """
    begin = _rente_vanaf(stand)
    if begin is None or tot < begin:
        return Rentesom(())
    return bereken_rente(stand.schuld, vanaf=begin, tot=tot, tabel=tabel or wettelijke_rente())


def stel_regeling_vast(
    vordering: Vordering, termijnen: Sequence[tuple[int, date]], *, door: Gebruiker, nu: datetime
) -> None:
    """Agree on instalments (cents, last day) for what is open of the principal (Awb 4:94), with a message.

    They take the place of the arrangement before; that one stays to be read. Raises ``NietBevoegd``,
    ``OngeldigeInvoer`` with every fault, and ``Domeinfout`` when nothing is open.
    """
    stand, vandaag = _begin(vordering, door, nu)
    if not stand.open.hoofdsom_cent:
        raise Domeinfout("Er staat niets meer open van de hoofdsom.")
    gebreken = _termijngebreken(termijnen, stand, vandaag)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(vordering.aanvraag, door, Functiegroep.BETALING, nu=nu)
    regeling = stand.regelingen + 1
    db.session.add_all(
        Vorderingstermijn(
            vordering_id=vordering.id, regeling=regeling, volgnummer=nummer, bedrag_cent=cent, uiterlijk=dag,
            vastgelegd_op=nu, door_id=door.id,
        )
        for nummer, (cent, dag) in enumerate(termijnen, start=1)
    )  # fmt: skip
    db.session.flush()
    _leg_vast(
        "aanvraag:betalingsregeling", vordering, door, nu,
        regeling=regeling, termijnen=len(termijnen), laatste=termijnen[-1][1].isoformat(),
        bedrag_cent=stand.open.hoofdsom_cent,
    )  # fmt: skip
    regels = "\n".join(f"- {euro_kort(cent)} uiterlijk op {datum_nl(dag)}" for cent, dag in termijnen)
    _bericht(
        vordering, f"regeling:{regeling}", "Betalingsregeling voor", door, nu,
        f"U betaalt {euro_kort(stand.open.hoofdsom_cent)} in {aantal(len(termijnen), 'termijn', 'termijnen')} (artikel "
        f"4:94 van de Algemene wet bestuursrecht):\n\n{regels}\n\nZolang u elke termijn op tijd betaalt, bereken ik "
        "over dat uitstel geen rente (artikel 4:101). Betaalt u een termijn te laat, dan loopt over die termijn "
        "wettelijke rente vanaf de dag erna.",
    )  # fmt: skip


def stel_rente_vast(
    vordering: Vordering, tot: date, *, door: Gebruiker, nu: datetime, tabel: Rentetabel | None = None
) -> Rentevaststelling:
    """Set the statutory interest up to and including ``tot`` (Awb 4:99), with its sum, and tell the municipality.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``tot``, and ``Domeinfout`` when none is due (4:98(2): below € 20) or
    the rate of a day is not known.
    """
    stand, vandaag = _begin(vordering, door, nu)
    begin = _rente_vanaf(stand)
    if tot > vandaag:
        raise OngeldigeInvoer.van("tot", "Rente over dagen die nog komen, stelt u later vast.")
    if begin is None or tot < begin:
        raise OngeldigeInvoer.van(
            "tot", "Tot en met die dag loopt er geen rente die nog niet is vastgesteld."
        )
    som = bereken(stand, tot, tabel=tabel)
    if not som.verschuldigd_cent:
        raise Domeinfout(
            f"De rente is {euro_kort(som.berekend_cent)}. Onder de € 20 is geen rente verschuldigd (artikel 4:98, "
            "tweede lid, van de Algemene wet bestuursrecht)."
        )
    betrek(vordering.aanvraag, door, Functiegroep.BETALING, nu=nu)
    opbouw = [
        {
            "vanaf": een.vanaf.isoformat(), "tot": een.tot.isoformat(), "over_cent": een.over_cent,
            "procent": een.procent, "dagen": een.dagen, "rente_cent": een.rente_cent, "bron": een.bron,
            "zekerheid": een.zekerheid,
        }
        for een in som.regels
    ]  # fmt: skip
    rente = Rentevaststelling(
        vordering_id=vordering.id, vanaf=begin, tot=tot, bedrag_cent=som.verschuldigd_cent,
        opbouw=canonieke_json(opbouw).decode(), vastgesteld_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(rente)
    db.session.flush()
    _leg_vast(
        "aanvraag:rente_vastgesteld", vordering, door, nu,
        vanaf=begin.isoformat(), tot=tot.isoformat(), bedrag_cent=som.verschuldigd_cent,
    )  # fmt: skip
    regels = "\n".join(
        f"- {datum_nl(een.vanaf)} tot en met {datum_nl(een.tot)}: {aantal(een.dagen, 'dag', 'dagen')}, {een.procent} "
        f"procent over {euro_kort(een.over_cent)}: {euro_kort(een.rente_cent)}"
        for een in som.regels
    )
    _bericht(
        vordering, f"rente:{rente.id}", "Wettelijke rente over", door, nu,
        f"U betaalde niet op tijd. Daarom moet u {euro_kort(som.verschuldigd_cent)} wettelijke rente betalen "
        f"(artikelen 4:97 tot en met 4:99 van de Algemene wet bestuursrecht). Zo is dat berekend:\n\n{regels}\n\n"
        "Bent u het hier niet mee eens? U kunt binnen zes weken na de dag van dit bericht bezwaar maken.",
    )  # fmt: skip
    return rente


def opbouw_van(rente: Rentevaststelling) -> list[dict[str, Any]]:
    """The sum of set interest, line by line; days as ``date``."""
    regels: list[dict[str, Any]] = json.loads(rente.opbouw)
    return [
        {**een, "vanaf": date.fromisoformat(een["vanaf"]), "tot": date.fromisoformat(een["tot"])}
        for een in regels
    ]


def _termijngebreken(
    termijnen: Sequence[tuple[int, date]], stand: Vorderingstand, vandaag: date
) -> list[Gebrek]:
    gebreken = []
    if not 1 <= len(termijnen) <= MEESTE_TERMIJNEN:
        return [Gebrek("termijnen", f"Geef 1 tot en met {MEESTE_TERMIJNEN} termijnen op.")]
    if any(cent < 1 for cent, _ in termijnen):
        gebreken.append(Gebrek("termijnen", "Elke termijn is meer dan nul."))
    dagen = [dag for _, dag in termijnen]
    if dagen != sorted(set(dagen)):
        gebreken.append(Gebrek("termijnen", "Zet de termijnen op volgorde, elk op een eigen dag."))
    if dagen[0] <= vandaag:
        gebreken.append(
            Gebrek("termijnen", f"De eerste dag is {datum_nl(vandaag + timedelta(days=1))} of later.")
        )
    grens = jaren(stand.vordering.ontstaan_op, LANGSTE_REGELING)
    if dagen[-1] > grens:
        gebreken.append(Gebrek("termijnen", f"De laatste termijn is uiterlijk op {datum_nl(grens)}."))
    som = sum(cent for cent, _ in termijnen)
    if som != stand.open.hoofdsom_cent:
        gebreken.append(
            Gebrek(
                "termijnen",
                f"De termijnen zijn samen {euro_kort(som)}. Open staat {euro_kort(stand.open.hoofdsom_cent)}.",
            )
        )
    return gebreken


def _begin(vordering: Vordering, door: Gebruiker, nu: datetime) -> tuple[Vorderingstand, date]:
    vergrendel(vordering.aanvraag)
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    vereis_vrij(vordering.aanvraag, door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    return lees_stand(vordering, vandaag), vandaag


def _rente_vanaf(stand: Vorderingstand) -> date | None:
    """The first day of which no interest was set, from the default on; ``None`` without a default."""
    if stand.verzuim_vanaf is None:
        return None
    gezet = [een.tot + timedelta(days=1) for een in stand.renten]
    return max([stand.verzuim_vanaf, *gezet])


def _stand(vordering: Vordering, rijen: _Rijen, dag: date) -> Vorderingstand:
    per_regeling: dict[int, list[Vorderingstermijn]] = defaultdict(list)
    for termijn in rijen.termijnen:
        per_regeling[termijn.regeling].append(termijn)
    regelingen = tuple(
        Regeling(
            dag_in_amsterdam(termijnen[0].vastgelegd_op),
            tuple(Bedragdag(een.uiterlijk, een.bedrag_cent) for een in termijnen),
        )
        for _, termijnen in sorted(per_regeling.items())
    )
    schuld = Schuld(
        vordering.hoofdsom_cent, regelingen,
        tuple(Bedragdag(een.ontvangen_op, een.bedrag_cent) for een in rijen.ontvangsten),
        tuple(Bedragdag(dag_in_amsterdam(een.vastgesteld_op), een.bedrag_cent) for een in rijen.renten),
    )  # fmt: skip
    open_ = openstand(schuld, dag)
    laatste = max(per_regeling)
    termijnen = tuple(per_regeling[laatste])
    return Vorderingstand(
        vordering, schuld, open_, termijnen, _eerste_open(termijnen, open_.hoofdsom_cent),
        jaren(termijnen[-1].uiterlijk, VERJARING_JAREN), eerste_verzuimdag(schuld, dag), tuple(rijen.ontvangsten),
        tuple(rijen.renten), laatste,
    )  # fmt: skip


def _eerste_open(termijnen: Sequence[Vorderingstermijn], open_cent: int) -> date:
    """The day of the first instalment that what is open does not cover any more from behind."""
    rest = open_cent
    for termijn in reversed(termijnen):
        if rest <= termijn.bedrag_cent:
            return termijn.uiterlijk
        rest -= termijn.bedrag_cent
    return termijnen[0].uiterlijk


def _lees_rijen(ids: Iterable[int]) -> dict[int, _Rijen]:
    gevraagd = list(ids)
    rijen: dict[int, _Rijen] = defaultdict(_Rijen)
    if not gevraagd:
        return rijen
    for termijn in db.session.scalars(
        select(Vorderingstermijn)
        .where(Vorderingstermijn.vordering_id.in_(gevraagd))
        .order_by(Vorderingstermijn.regeling, Vorderingstermijn.volgnummer)
    ):
        rijen[termijn.vordering_id].termijnen.append(termijn)
    for ontvangst in db.session.scalars(
        select(Ontvangst)
        .where(Ontvangst.vordering_id.in_(gevraagd))
        .order_by(Ontvangst.ontvangen_op, Ontvangst.id)
    ):
        rijen[ontvangst.vordering_id].ontvangsten.append(ontvangst)
    for rente in db.session.scalars(
        select(Rentevaststelling)
        .where(Rentevaststelling.vordering_id.in_(gevraagd))
        .order_by(Rentevaststelling.vanaf)
    ):
        rijen[rente.vordering_id].renten.append(rente)
    return rijen


def _leg_vast(soort: str, vordering: Vordering, door: Gebruiker, nu: datetime, **gegevens: Any) -> None:
    leg_vast(
        soort, object_soort="aanvraag", object_id=vordering.aanvraag.nummer, door=door, nu=nu,
        gegevens={"vordering": vordering.kenmerk, **gegevens},
    )  # fmt: skip


def _bericht(vordering: Vordering, stap: str, kop: str, door: Gebruiker, nu: datetime, tekst: str) -> None:
    aanvraag = vordering.aanvraag
    stel_bericht(
        sleutel=f"vordering:{vordering.kenmerk}:{stap}", groep=Berichtgroep.FORMEEL, richting=Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"{kop} vordering {vordering.kenmerk}",
        tekst=f"{tekst}\n\nKenmerk: {vordering.kenmerk}. Aanvraag: {aanvraag.nummer} ({aanvraag.project.naam}).",
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
