"""Everything that the settlement of one award rests on, gathered: the plan, the homes, the payments, the SiSa row.

What was found is frozen with the calculation, so that anybody can compute it again (``vaststelregels``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.tekst import aantal
from subsidie.kern.termijnen import jaren
from subsidie.realisatie.afrekenketen import Keten, verleend_in
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.plan import geldend_plan, list_planregels
from subsidie.realisatie.planmodellen import Meldingstand, Planregel
from subsidie.realisatie.plichten import BEWIJS, Bewijs
from subsidie.realisatie.sisabron import Sisastand, lees_sisa
from subsidie.realisatie.stand import lees_stand
from subsidie.realisatie.vaststelregels import Besteding, Planlijn, Vaststelinvoer, verdeel
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.register.eindgemeente import lijn_van, samen_met
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import TeLaat, Verplichtingsbegin
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels
from subsidie.web.db import db

AANGENOMEN_TE_LAAT: Final = TeLaat.TELT
"""Where the tranche does not say: a home that came late stands, so it was realised. An assumption."""
_LOPEND: Final = (Opdrachtstatus.OPGESTELD, Opdrachtstatus.GOEDGEKEURD, Opdrachtstatus.AANGEBODEN)

Wijze = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Regelzekerheid:
    """A rule of the tranche that a settlement rests on, how sure it is, and where it comes from."""

    label: str
    waarde: str
    zekerheid: str
    bron: str


@dataclass(frozen=True, slots=True)
class Vaststelgegevens:
    """``sisa``: the row that counts, ``None`` when there is none; ``besteding`` in ``invoer`` only of a final one.

    ``opmerkingen``: what somebody must look at first. ``bronnen``: what is frozen beside the input.
    """

    invoer: Vaststelinvoer
    sisa: Sisastand | None
    uiterlijk: date | None
    regels: tuple[Regelzekerheid, ...]
    opmerkingen: tuple[str, ...]
    bronnen: Mapping[str, Any]

    @property
    def mag_zonder_reden(self) -> bool:
        """Whether the municipality accounted finally, so that no reason is needed to settle now (Fvw 17a)."""
        return self.sisa is not None and self.sisa.eindverantwoording


def verzamel(aanvraag: Aanvraag, keten: Keten) -> Vaststelgegevens:
    """Gather; a constant number of queries. Raises ``Domeinfout`` for an unknown rule that the sum needs."""
    regelset = regels(aanvraag.tranche)
    plan = geldend_plan(aanvraag)
    uiterlijk = next(
        (een.uiterlijk for een in uiterste_dagen(aanvraag) if een.bewijs is Bewijs.OPLEVERING), None
    )
    lijnen, buiten = _lijnen(aanvraag, list_planregels(plan), uiterlijk, regelset)
    betaald = _betaald(aanvraag)
    # Its own account, or that of who took it over; never that of another who went up in the same municipality.
    sisa = lees_sisa(aanvraag.tranche_id, lijn_van(aanvraag.gm_code))
    nieuwste = max(sisa.values(), key=lambda een: (een.jaar, een.rij), default=None)
    verleend = keten.verlening.verleend_cent
    invoer = Vaststelinvoer(
        nummer=aanvraag.nummer, verleend_cent=verleend, betaald_gemeente_cent=betaald[Betaalsoort.GEMEENTE],
        betaald_bcf_cent=betaald[Betaalsoort.BCF], wijze=regelset.terugvordering_berekening.eis().value,
        te_laat_telt=_te_laat(regelset) is TeLaat.TELT, lijnen=lijnen,
        besteding=_besteding(aanvraag, nieuwste) if nieuwste and nieuwste.eindverantwoording else None,
    )  # fmt: skip
    return Vaststelgegevens(
        invoer, nieuwste, uiterlijk, _zekerheden(regelset), tuple(_opmerkingen(aanvraag, buiten, invoer)),
        {
            "verlening": keten.verlening.kenmerk, "plan": plan.volgnummer if plan else None,
            "uiterlijk": uiterlijk.isoformat() if uiterlijk else None,
            "sisa": None if nieuwste is None else {
                "rij": nieuwste.rij, "jaar": nieuwste.jaar, "gm_code": nieuwste.gm_code,
                "sha256": nieuwste.inlezing_sha256, "eindverantwoording": nieuwste.eindverantwoording,
            },
            "zekerheid": {een.label: een.zekerheid for een in _zekerheden(regelset)},
        },
    )  # fmt: skip


def _lijnen(
    aanvraag: Aanvraag, planregels: Sequence[Planregel], uiterlijk: date | None, regelset: Regels
) -> tuple[tuple[Planlijn, ...], int]:
    """The lines with what became of them, and how many accepted homes are of no line."""
    termijn = _bestemmingsjaren(regelset)
    tellingen: dict[Wijze, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    vraag = (
        select(
            Woonruimte.doelgroep,
            Woonruimte.aard,
            Woonruimte.soort,
            Levering.opgeleverd_op,
            Bestemmingseinde.per,
        )
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(
            Woonruimte.aanvraag_id == aanvraag.id,
            Levering.stand == Meldingstand.AANVAARD,
            ~Woonruimte.vervallen,
        )
    )
    for doelgroep, aard, soort, opgeleverd_op, per in db.session.execute(vraag):
        laat = uiterlijk is not None and opgeleverd_op > uiterlijk
        kwijt = per is not None and (termijn is None or per < jaren(opgeleverd_op, termijn))
        telling = tellingen[doelgroep, aard.value, soort.value]
        for plek, waar in enumerate((True, laat, kwijt, laat and kwijt)):
            telling[plek] += int(waar)
    namen = {een.code: een.naam for een in regelset.doelgroepen.waarde or ()}
    gewichten = _gewichten(planregels, regelset)
    lijnen = []
    for regel, gewicht in zip(planregels, gewichten, strict=True):
        geteld = tellingen.pop((regel.doelgroep, regel.aard.value, regel.soort.value), [0, 0, 0, 0])
        naam = f"{namen.get(regel.doelgroep, regel.doelgroep)}, {regel.aard.value}, {regel.soort.value}"
        lijnen.append(Planlijn(naam, regel.aantal, gewicht, *geteld))
    return tuple(lijnen), sum(telling[0] for telling in tellingen.values())


def _bestemmingsjaren(regelset: Regels) -> int | None:
    """How long homes must serve their target group, where the tranche says so."""
    for code, instelling in regelset.verplichtingen.items():
        plicht = instelling.waarde
        if BEWIJS.get(code) is Bewijs.BESTEMMING and plicht is not None:
            return plicht.jaren if plicht.vanaf is Verplichtingsbegin.OPLEVERING else None
    return None


def _gewichten(planregels: Sequence[Planregel], regelset: Regels) -> list[int]:
    """The maximum per home of each line, where the tranche has more than one unit with its own; else all the same."""
    eenheden = regelset.eenheden.waarde or ()
    maxima = {code: een.waarde_cent for code, een in regelset.maximum_per_eenheid.items()}
    if len(eenheden) < 2:
        return [1] * len(planregels)
    per_soort = {soort: maxima.get(een.code) for een in eenheden for soort in een.soorten}
    gevonden = [per_soort.get(regel.soort) for regel in planregels]
    if any(cent is None or cent < 1 for cent in gevonden):
        return [1] * len(planregels)
    return [cent for cent in gevonden if cent is not None]


def _betaald(aanvraag: Aanvraag) -> dict[Betaalsoort, int]:
    vraag = (
        select(Betaalopdracht.soort, func.sum(Betaalopdracht.bedrag_cent))
        .where(Betaalopdracht.aanvraag_id == aanvraag.id, Betaalopdracht.status == Opdrachtstatus.BETAALD)
        .group_by(Betaalopdracht.soort)
    )
    gevonden = {soort: int(som or 0) for soort, som in db.session.execute(vraag)}
    return {soort: gevonden.get(soort, 0) for soort in Betaalsoort}


def _besteding(aanvraag: Aanvraag, sisa: Sisastand) -> Besteding:
    """The spending of the municipality, over its awards by what was awarded: SiSa has one row for all of them.

    Also for those of the municipalities that had gone up in it by the end of the year that is accounted for.
    """
    verleend = verleend_in(aanvraag.tranche_id, samen_met(sisa.gm_code, date(sisa.jaar, 12, 31)))
    ids = sorted(verleend)
    gewichten, plek = [verleend[id_] for id_ in ids], ids.index(aanvraag.id)
    return Besteding(
        jaar=sisa.jaar, cumulatief_cent=sisa.cumulatief_cent, onrechtmatig_cent=sisa.onrechtmatig_cent,
        verleend_totaal_cent=sum(gewichten), besteed_cent=verdeel(sisa.cumulatief_cent, gewichten)[plek],
        onrechtmatig_deel_cent=verdeel(sisa.onrechtmatig_cent, gewichten)[plek],
    )  # fmt: skip


def _te_laat(regelset: Regels) -> TeLaat:
    waarde = regelset.terugvordering_te_laat.waarde if regelset.heeft("terugvordering.te_laat") else None
    return waarde or AANGENOMEN_TE_LAAT


def _zekerheden(regelset: Regels) -> tuple[Regelzekerheid, ...]:
    def van(instelling: Instelling[Any], waarde: str) -> Regelzekerheid:
        label = label_van(Niveau.TRANCHE, instelling.sleutel)
        return Regelzekerheid(label, waarde, instelling.zekerheid.value, instelling.bron)

    wijze = regelset.terugvordering_berekening
    gevonden = [van(wijze, "naar rato van wat niet is gerealiseerd" if wijze.waarde else "onbekend")]
    woord = "tellen mee" if _te_laat(regelset) is TeLaat.TELT else "tellen niet mee"
    if regelset.heeft("terugvordering.te_laat"):
        gevonden.append(van(regelset.terugvordering_te_laat, woord))
    else:
        gevonden.append(
            Regelzekerheid(
                "Te laat opgeleverde woonruimten bij de vaststelling",
                woord,
                "aanname",
                "De tranche regelt het niet",
            )
        )
    for sleutel in ("rechtsgrond.vaststelling", "terugvordering.grond"):
        if regelset.heeft(sleutel):
            instelling = regelset.instellingen[sleutel]
            gevonden.append(van(instelling, str(instelling.waarde or "onbekend")))
        else:
            gevonden.append(
                Regelzekerheid(label_van(Niveau.TRANCHE, sleutel), "onbekend", "onbekend", "Niet gevonden")
            )
    return tuple(gevonden)


def _opmerkingen(aanvraag: Aanvraag, buiten: int, invoer: Vaststelinvoer) -> list[str]:
    opmerkingen = []
    if wacht := lees_stand(aanvraag.id).gemeld.totaal:
        opmerkingen.append(
            f"Er wacht nog een oordeel over {aantal(wacht, 'gemelde woonruimte', 'gemelde woonruimten')}. Die tellen "
            "nog niet mee."
        )
    if buiten:
        opmerkingen.append(
            f"{aantal(buiten, 'aanvaarde woonruimte', 'aanvaarde woonruimten')} van een soort die niet in het plan "
            "staat, telt niet mee."
        )
    lopend = db.session.scalar(
        select(func.count())
        .select_from(Betaalopdracht)
        .where(Betaalopdracht.aanvraag_id == aanvraag.id, Betaalopdracht.status.in_(_LOPEND))
    )
    if lopend:
        opmerkingen.append(
            f"Er loopt nog {aantal(lopend, 'betaalopdracht', 'betaalopdrachten')}. Wat daarmee wordt betaald, is hier "
            "nog niet meegerekend."
        )
    if not invoer.lijnen:
        opmerkingen.append("Bij deze verlening hoort geen plan van woonruimten.")
    return opmerkingen
