"""What municipalities accounted for beside what they reported here: the rows of one year, and the differences named.

What a municipality reports here is progress; the annex of its annual accounts is what counts (Fvw 17a). A difference
is no fault of anybody: it is something to look at before settling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import datum_nl
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel
from subsidie.realisatie.afrekenketen import verleend_in
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.stand import Realisatiestand, lees_standen
from subsidie.register.eindgemeente import eindgemeenten
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Sisagegeven
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels
from subsidie.verantwoording.sisa_indicatoren import Sisaopmaak, lees_opmaak
from subsidie.verantwoording.sisa_lezen import geldende, list_regels
from subsidie.verantwoording.sisamodellen import Sisainlezing, Sisaregel
from subsidie.web.db import db

INZENDEN: Final = (7, 15)
"""Month and day of the year after (Fvw 17a; Regeling informatieverstrekking sisa)."""
UITSTEL_VRAGEN: Final = (7, 1)
"""Before this day deferral can be asked (Fvw 17b(2))."""
OPSCHORTEN_WEKEN: Final = 26
"""How long payments can be suspended at most (Fvw 17b(3))."""


@dataclass(frozen=True, slots=True)
class Hier:
    """What is known here of one municipality; amounts in eurocents."""

    verleend_cent: int = 0
    betaald_cent: int = 0
    beloofd: int = 0
    aanvaard: int = 0


@dataclass(frozen=True, slots=True)
class Sisarij:
    """One row of the year with what is known here beside it; ``verschillen`` in sentences."""

    regel: Sisaregel
    hier: Hier
    verschillen: tuple[str, ...]
    eerder: int
    """How many rows of the same year it took the place of."""


@dataclass(frozen=True, slots=True)
class Sisabeeld:
    """The page of one year. ``ontbreekt``: municipalities with an award that sent nothing over it."""

    jaar: int
    jaren: tuple[int, ...]
    rijen: tuple[Sisarij, ...]
    ontbreekt: tuple[Gemeente, ...]
    inlezingen: tuple[Sisainlezing, ...]
    opmaak: Sisaopmaak
    uiterlijk: date
    is_voorbij: bool

    @property
    def besteding_cent(self) -> int:
        """What was spent in the year, by these rows."""
        return sum(een.regel.besteding_cent for een in self.rijen)

    @property
    def met_verschil(self) -> int:
        """How many rows have something to look at."""
        return sum(bool(een.verschillen) for een in self.rijen)


def uiterste_dag(jaar: int) -> date:
    """The last day on which the account over ``jaar`` must be sent (Fvw 17a)."""
    return date(jaar + 1, *INZENDEN)


def lees_beeld(tranche: Tranche, jaar: int, vandaag: date) -> Sisabeeld:
    """The rows over ``jaar`` as they count now. A constant number of queries."""
    einden = eindgemeenten(date(jaar, 12, 31))
    gemeenten = {een.gm_code: een for een in db.session.scalars(select(Gemeente))}
    alle = list_regels(tranche.id)
    per_gemeente = geldende(alle)
    hier = _lees_hier(tranche, einden)
    aantallen: dict[str, int] = defaultdict(int)
    for regel in alle:
        aantallen[regel.gm_code] += regel.inlezing.jaar == jaar
    rijen = tuple(
        Sisarij(
            jaren[jaar], hier.get(einden[code], Hier()),
            tuple(_verschillen(jaren, _eerder(per_gemeente, einden, code), jaar, hier.get(einden[code], Hier()))),
            aantallen[code] - 1,
        )
        for code, jaren in sorted(per_gemeente.items(), key=lambda paar: gemeenten[paar[0]].naam)
        if jaar in jaren
    )  # fmt: skip
    gezien = {einden[een.regel.gm_code] for een in rijen}
    ontbreekt = sorted((gemeenten[code] for code in set(hier) - gezien), key=lambda een: een.naam)
    inlezingen = {regel.inlezing.id: regel.inlezing for regel in alle if regel.inlezing.jaar == jaar}
    uiterlijk = uiterste_dag(jaar)
    return Sisabeeld(
        jaar, _jaren(tranche, alle, vandaag), rijen, tuple(ontbreekt), tuple(inlezingen.values()),
        lees_opmaak(regels(tranche)), uiterlijk, vandaag > uiterlijk,
    )  # fmt: skip


def als_bijlage(beeld: Sisabeeld, tranche: Tranche, let_op: str) -> Tabel:
    """The rows of the year in the layout of the annex: code, regulation, basis, receiver, and the indicators."""
    regelset = regels(tranche)
    kolommen = (
        Kolom("verstrekker", "Verstrekker", breedte=24),
        Kolom("uitkeringscode", "Uitkeringscode"),
        Kolom("specifieke_uitkering", "Specifieke uitkering", breedte=34),
        Kolom("juridische_grondslag", "Juridische grondslag", breedte=34),
        Kolom("ontvanger", "Ontvanger", breedte=24),
        Kolom("gm_code", "Gemeentecode"),
        *(
            Kolom(
                f"{beeld.opmaak.code}/{een.code}", f"{beeld.opmaak.kop(een)}. Aard controle: {een.aard_controle}",
                Kolomsoort.TEKST
                if een.gegeven in (Sisagegeven.ZELFSTANDIG, Sisagegeven.EINDVERANTWOORDING)
                else Kolomsoort.EURO,
                24,
            )
            for een in beeld.opmaak.indicatoren
        ),
        Kolom("bevindingen", "Bevindingen van de accountant", breedte=40),
        Kolom("onrechtmatig", "Onrechtmatig volgens de accountant", Kolomsoort.EURO, 24),
    )  # fmt: skip
    rijen = [_bijlagerij(een.regel, beeld.opmaak, regelset, tranche) for een in beeld.rijen]
    return Tabel(f"SiSa-bijlage {tranche.naam}, verantwoording over {beeld.jaar}", kolommen, rijen, let_op)


def _bijlagerij(regel: Sisaregel, opmaak: Sisaopmaak, regelset: Regels, tranche: Tranche) -> list[Cel]:
    waarden: Mapping[Sisagegeven, Cel] = {
        Sisagegeven.BESTEDING: regel.besteding_cent,
        Sisagegeven.CORRECTIE: regel.correctie_cent,
        Sisagegeven.CUMULATIEF: regel.cumulatief_cent,
        Sisagegeven.ZELFSTANDIG: "Ja" if regel.zelfstandige_uitvoering else "Nee",
        Sisagegeven.EINDVERANTWOORDING: "Ja" if regel.eindverantwoording else "Nee",
    }
    bronnen = ", ".join(regelset.regelingen.waarde or ())
    return [
        regelset.ondertekenaar.waarde or "", opmaak.code, regelset.naam.waarde or tranche.naam, bronnen,
        regel.gemeente.naam, regel.gm_code, *(waarden[een.gegeven] for een in opmaak.indicatoren), regel.bevindingen,
        regel.onrechtmatig_cent,
    ]  # fmt: skip


def _jaren(tranche: Tranche, alle: Iterable[Sisaregel], vandaag: date) -> tuple[int, ...]:
    """The years that can be chosen: from the first with an award or a row to the last that is over."""
    eerste = db.session.scalar(
        select(func.min(Beschikking.bekendgemaakt_op))
        .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
        .where(Aanvraag.tranche_id == tranche.id, Beschikking.verleend_cent > 0)
    )
    vorig = vandaag.year - 1
    begin = min([vorig, *(regel.inlezing.jaar for regel in alle), *([eerste.year] if eerste else [])])
    return tuple(range(begin, vorig + 1))


def _eerder(
    per_gemeente: Mapping[str, Mapping[int, Sisaregel]], einden: Mapping[str, str], code: str
) -> dict[int, int]:
    """Per year the cumulative spending (eurocents) of this municipality and of all that had gone up in it."""
    uit: dict[int, int] = defaultdict(int)
    for ander, jaren in per_gemeente.items():
        if einden[ander] == einden[code]:
            for jaar, regel in jaren.items():
                uit[jaar] += regel.cumulatief_cent
    return dict(uit)


def _verschillen(
    jaren: Mapping[int, Sisaregel], eerder_cent: Mapping[int, int], jaar: int, hier: Hier
) -> Iterable[str]:
    regel = jaren[jaar]
    yield from _optelling(regel, eerder_cent, jaar)
    if regel.cumulatief_cent > hier.betaald_cent:
        yield (
            f"Besteed is meer dan betaald: {euro_kort(regel.cumulatief_cent)} tegen "
            f"{euro_kort(hier.betaald_cent)}."
        )
    if regel.eindverantwoording and hier.aanvaard < hier.beloofd:
        yield (
            f"De verantwoording is de laatste, maar {getal(hier.aanvaard)} van {getal(hier.beloofd)} woonruimten zijn "
            "aanvaard."
        )
    if not regel.eindverantwoording and any(een.eindverantwoording for j, een in jaren.items() if j < jaar):
        yield "Over een eerder jaar was de verantwoording al de laatste."
    if regel.onrechtmatig_cent:
        yield f"De accountant noemt {euro_kort(regel.onrechtmatig_cent)} onrechtmatig."


def _optelling(regel: Sisaregel, eerder_cent: Mapping[int, int], jaar: int) -> Iterable[str]:
    """Whether the cumulative spending is that of the year before, with the spending and the correction."""
    if jaar - 1 not in eerder_cent and any(j < jaar for j in eerder_cent):
        yield f"Over {jaar - 1} is niets ingelezen: de cumulatieve besteding is niet na te tellen."
        return
    vorig_cent = eerder_cent.get(jaar - 1, 0)
    verwacht = vorig_cent + regel.besteding_cent + regel.correctie_cent
    if verwacht != regel.cumulatief_cent:
        yield (
            f"De cumulatieve besteding telt niet op: {euro_kort(vorig_cent)} plus {euro_kort(regel.besteding_cent)} "
            f"plus {euro_kort(regel.correctie_cent)} is {euro_kort(verwacht)}, niet "
            f"{euro_kort(regel.cumulatief_cent)}."
        )


def _lees_hier(tranche: Tranche, einden: Mapping[str, str]) -> dict[str, Hier]:
    """Per end municipality with an award: what was awarded and paid, and what stands."""
    verleend = verleend_in(tranche.id, list(einden))
    if not verleend:
        return {}
    codes = {
        id_: code
        for id_, code in db.session.execute(
            select(Aanvraag.id, Aanvraag.gm_code).where(Aanvraag.tranche_id == tranche.id)
        )
        if id_ in verleend
    }
    betaald = {
        id_: int(som)
        for id_, som in db.session.execute(
            select(Betaalopdracht.aanvraag_id, func.sum(Betaalopdracht.bedrag_cent))
            .join(Aanvraag, Aanvraag.id == Betaalopdracht.aanvraag_id)
            .where(
                Aanvraag.tranche_id == tranche.id, Betaalopdracht.status == Opdrachtstatus.BETAALD,
                Betaalopdracht.soort == Betaalsoort.GEMEENTE,
            )
            .group_by(Betaalopdracht.aanvraag_id)
        )
    }  # fmt: skip
    standen = lees_standen(sorted(codes))
    per: dict[str, list[int]] = defaultdict(list)
    for id_, code in codes.items():
        per[einden.get(code, code)].append(id_)
    return {code: _tel(ids, verleend, betaald, standen) for code, ids in per.items()}


def _tel(
    ids: Sequence[int], verleend: Mapping[int, int], betaald: Mapping[int, int],
    standen: Mapping[int, Realisatiestand],
) -> Hier:  # fmt: skip
    gevonden = [standen[id_] for id_ in ids if id_ in standen]
    return Hier(
        sum(verleend[id_] for id_ in ids), sum(betaald.get(id_, 0) for id_ in ids),
        sum(een.beloofd.totaal for een in gevonden), sum(een.staat.totaal for een in gevonden),
    )  # fmt: skip


def uitleg_van(beeld: Sisabeeld) -> str:
    """What the law says of this year, in a sentence or two."""
    uitstel = date(beeld.jaar + 1, *UITSTEL_VRAGEN)
    zin = f"Over {beeld.jaar} zendt een gemeente haar verantwoording uiterlijk op {datum_nl(beeld.uiterlijk)} in"
    return (
        f"{zin} (artikel 17a van de Financiële-verhoudingswet). Uitstel vragen kan voor {datum_nl(uitstel)}. Wie niet "
        f"inzendt, van die gemeente kunnen de betalingen ten hoogste {OPSCHORTEN_WEKEN} weken worden opgeschort "
        "(artikel 17b)."
    )
