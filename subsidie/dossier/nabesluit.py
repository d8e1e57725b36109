"""What came after an award: what was awarded then beside what holds now, and how far each part of the follow-up is.

The first award stays visible for ever; a change that was refused is none. Read only for an application with a notified
award, in a constant number of queries.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from subsidie.aanvragen.inhoud import lees_versie
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.dossier.bouwvragen import bouw_van, laatst_behouden
from subsidie.dossier.stand import AFREKENEND, NIETS_GEBOUWD, Bouw, na_heropening
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalwoorden import OPEN
from subsidie.realisatie.einde import laatste_bestemmingsdag
from subsidie.realisatie.plan import eerste_plan, geldend_plan, list_planregels, wijzen_van
from subsidie.realisatie.planmodellen import Mijlpaal, Realisatieplan
from subsidie.realisatie.stand import Realisatiestand, lees_stand
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.realisatie.vorderingen import list_van
from subsidie.realisatie.wijzigingen import LOPEND, STATUSKLEUREN, list_verzoeken, woorden_voor
from subsidie.realisatie.woonruimten import noem_wijze
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Verplichting
from subsidie.web.db import db

Opent = Callable[[str], bool]
"""Whether the viewer may open the page with this endpoint."""

VASTGESTELD: Final = "vastgesteld"
NIET_BEKEND: Final = "staat niet in de aanvraag"


class Rijtje(NamedTuple):
    """One line of then and now; ``nadruk``: a sum."""

    naam: str
    toen: str
    nu: str
    nadruk: bool = False

    @property
    def anders(self) -> bool:
        """Whether it changed."""
        return self.toen != self.nu


class Groepje(NamedTuple):
    """Lines that belong together."""

    naam: str
    rijen: tuple[Rijtje, ...]


class Onderdeel(NamedTuple):
    """One part of the follow-up: how far it is, and the page about it (``eindpunt`` empty: none for the viewer)."""

    naam: str
    stand: str
    kleur: str
    zin: str
    eindpunt: str = ""
    waarden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Nabesluit:
    """Everything of the block; ``eerste`` and ``geldend``: the decisions that then and now rest on, with their days.

    ``deels``: what a partial award obliges to, in a sentence; empty for a whole one.
    """

    eerste: str
    geldend: str
    groepen: tuple[Groepje, ...]
    onderdelen: tuple[Onderdeel, ...]
    deels: str = ""

    @property
    def gewijzigd(self) -> bool:
        """Whether anything is not as it was first awarded."""
        return any(rij.anders for groep in self.groepen for rij in groep.rijen)


class Gevolgd(NamedTuple):
    """What was built, for the state, and the block; ``None`` where the viewer does not see that."""

    bouw: Bouw = NIETS_GEBOUWD
    blok: Nabesluit | None = None


def lees_nabesluit(
    aanvraag_id: int, besluiten: Sequence[Rij], regels: Regels, *, vandaag: date, gemeentekant: bool,
    opent: Opent | None,
) -> Gevolgd:  # fmt: skip
    """What came after the award among ``besluiten`` (those that the viewer may see, oldest first).

    ``regels``: those of the tranche. Without ``opent`` only what the state needs.
    """
    bekend = [een for een in na_heropening(besluiten) if een.status is Besluitstatus.BEKENDGEMAAKT]
    verleend = [een for een in bekend if een.verleend_cent]
    if not verleend:
        return Gevolgd()
    aanvraag = db.session.get_one(Aanvraag, aanvraag_id)
    stand = lees_stand(aanvraag_id)
    laatste = laatst_behouden(aanvraag_id) if stand.staat.totaal else None
    einde = laatste_bestemmingsdag(laatste, _plichten(regels)) if laatste is not None else None
    bouw = bouw_van(stand, bestemd=einde is not None and einde >= vandaag)
    if opent is None:
        return Gevolgd(bouw)
    werkend = [een for een in bekend if not een.geweigerd and not laat_staan(een.soort, een.vervangt)]
    verlening = [
        een for een in werkend if een.soort not in AFREKENEND and een.vervangt_soort not in AFREKENEND
    ]
    eerste, geldend = verleend[0], verlening[-1] if verlening else verleend[-1]
    groepen = (
        Groepje(
            "Bedrag", (Rijtje("Verleend", euro_kort(eerste.verleend_cent), euro_kort(geldend.verleend_cent)),)
        ),
        _woonruimten(aanvraag, regels),
        _waar_en_met_wie(
            aanvraag_id, eerste, regels, gewijzigd=any(een.soort is Besluitsoort.WIJZIGING for een in werkend)
        ),
        _dagen(aanvraag),
    )
    return Gevolgd(
        bouw,
        Nabesluit(
            eerste=_noem(eerste), geldend=_noem(geldend), groepen=tuple(een for een in groepen if een.rijen),
            onderdelen=tuple(
                een._replace(eindpunt=een.eindpunt if een.eindpunt and opent(een.eindpunt) else "")
                for een in _onderdelen(aanvraag, stand, besluiten, vandaag, gemeentekant=gemeentekant)
            ),
            deels=_deels(geldend, stand, gemeentekant=gemeentekant),
        ),
    )  # fmt: skip


def _noem(besluit: Rij) -> str:
    return f"besluit {besluit.kenmerk} van {datum_nl(besluit.bekendgemaakt_op)}"


def _deels(geldend: Rij, stand: Realisatiestand, *, gemeentekant: bool) -> str:
    """That a partial award lowers the amount and not the homes (docs/rekenregels: it has an amount only)."""
    if not 0 < geldend.verleend_cent < geldend.telt_cent or stand.oorspronkelijk != stand.beloofd:
        return ""
    wie, wat = ("u", "vraag dan") if gemeentekant else ("de gemeente", "dan vraagt zij")
    return (
        f"Verleend is {euro_kort(geldend.verleend_cent)} van de {euro_kort(geldend.telt_cent)} die meetelt. Alleen het "
        f"bedrag is lager: het plan houdt alle {aantal(stand.beloofd.totaal, 'woonruimte', 'woonruimten')} uit de "
        f"aanvraag. Kan {wie} er met dit bedrag minder bouwen, {wat} een wijziging."
    )


def _plichten(regels: Regels) -> dict[str, Verplichting | None]:
    return {code: een.waarde for code, een in regels.verplichtingen.items()}


def _woonruimten(aanvraag: Aanvraag, regels: Regels) -> Groepje:
    eerst, nu = eerste_plan(aanvraag), geldend_plan(aanvraag)
    toen_ = _telling(eerst)
    nu_ = toen_ if nu is eerst else _telling(nu)
    groepen = (regels.doelgroepen.waarde or ()) if regels.heeft("doelgroepen") else ()
    namen = {een.code: een.naam for een in groepen}
    rijen = [
        Rijtje(noem_wijze(wijze, namen), getal(toen_.get(wijze, 0)), getal(nu_.get(wijze, 0)))
        for wijze in dict.fromkeys((*toen_, *nu_))
    ]
    if len(rijen) > 1:
        rijen.append(Rijtje("Samen", getal(sum(toen_.values())), getal(sum(nu_.values())), nadruk=True))
    return Groepje("Woonruimten", tuple(rijen))


def _telling(plan: Realisatieplan | None) -> dict[Any, int]:
    return wijzen_van(list_planregels(plan))


def _waar_en_met_wie(aanvraag_id: int, eerste: Rij, regels: Regels, *, gewijzigd: bool) -> Groepje:
    """Place and partner: of the version that was awarded, and of the newest change that was granted and names one."""
    versie = select(AanvraagVersie.gegevens).join(Beschikking, Beschikking.versie_id == AanvraagVersie.id)
    verleend = db.session.scalar(versie.where(Beschikking.kenmerk == eerste.kenmerk))
    plaats, partner = _van_versie(verleend or "{}", regels)
    locatie, andere = "", ""
    for gegevens in _wijzigingen(aanvraag_id) if gewijzigd else ():
        inhoud = json.loads(gegevens)
        locatie = " ".join(str(inhoud.get("locatie") or "").split()) or locatie
        andere = " ".join(str(inhoud.get("partner") or "").split()) or andere
    paren = (("Plaats", plaats, locatie), ("Partner", partner, andere))
    rijen = [Rijtje(naam, was or NIET_BEKEND, wordt or was) for naam, was, wordt in paren if was or wordt]
    return Groepje("Waar en met wie", tuple(rijen))


def _van_versie(gegevens: str, regels: Regels) -> tuple[str, str]:
    waarden: dict[str, Any] = json.loads(gegevens)
    if "delen" not in waarden:
        return "", ""
    try:
        delen = lees_versie(waarden, regels)
    except OngeldigeInvoer:
        return "", ""
    plaatsen = [
        ", ".join(
            deel
            for deel in (
                " ".join(woord for woord in (een.straat, een.huisnummer) if woord),
                " ".join(woord for woord in (een.postcode, een.woonplaats) if woord),
            )
            if deel
        )
        for een in delen.project.plaatsen
    ]
    partners = [
        f"{een.naam} ({een.rol})" if een.rol else een.naam for een in delen.samenhang.partners if een.naam
    ]
    return "; ".join(een for een in plaatsen if een), "; ".join(partners)


def _wijzigingen(aanvraag_id: int) -> Iterable[str]:
    """What was frozen of every change that was granted and notified, oldest first; a refusal names nothing."""
    return db.session.scalars(
        select(Beschikking.gegevens)
        .where(
            Beschikking.aanvraag_id == aanvraag_id, Beschikking.soort == Besluitsoort.WIJZIGING,
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
        )
        .order_by(Beschikking.id)
    ).all()  # fmt: skip


def _dagen(aanvraag: Aanvraag) -> Groepje:
    rijen = []
    for een in uiterste_dagen(aanvraag):
        nu = datum_nl(een.uiterlijk) if een.uiterlijk else "nog niet bekend"
        toen = datum_nl(een.oorspronkelijk) if een.oorspronkelijk else nu
        rijen.append(Rijtje(een.naam[:1].upper() + een.naam[1:], toen, nu))
    return Groepje("Uiterste dagen", tuple(rijen))


def _onderdelen(
    aanvraag: Aanvraag, stand: Realisatiestand, besluiten: Sequence[Rij], vandaag: date, *, gemeentekant: bool
) -> list[Onderdeel]:
    vaststelling = _vaststelling(aanvraag, besluiten, gemeentekant=gemeentekant)
    return [
        _betaling(aanvraag, gemeentekant=gemeentekant),
        _realisatie(aanvraag, stand, afgerekend=vaststelling.stand == VASTGESTELD),
        _wijziging(aanvraag, gemeentekant=gemeentekant),
        vaststelling,
        *_vorderingen(aanvraag, vandaag, gemeentekant=gemeentekant),
    ]


def _betaling(aanvraag: Aanvraag, *, gemeentekant: bool) -> Onderdeel:
    """What was paid; orders on their way are the ministry's own."""
    rijen = db.session.execute(
        select(
            Betaalopdracht.status, Betaalopdracht.soort, Betaalopdracht.bedrag_cent, Betaalopdracht.betaald_op
        ).where(Betaalopdracht.aanvraag_id == aanvraag.id)
    ).all()
    betaald = [een for een in rijen if een.status is Opdrachtstatus.BETAALD]
    onderweg = [een for een in rijen if een.status in OPEN] if not gemeentekant else []
    zinnen = []
    if betaald:
        laatste = max((een.betaald_op for een in betaald if een.betaald_op), default=None)
        op = f", het laatst op {datum_nl(laatste)}" if laatste else ""
        fonds = sum(een.bedrag_cent for een in betaald if een.soort is Betaalsoort.BCF)
        bcf = f", waarvan {euro_kort(fonds)} aan het BTW-compensatiefonds" if fonds else ""
        zinnen.append(f"{euro_kort(sum(een.bedrag_cent for een in betaald))} betaald{bcf}{op}.")
    if onderweg:
        zinnen.append(f"{euro_kort(sum(een.bedrag_cent for een in onderweg))} in betaalopdrachten.")
    if betaald and not onderweg:
        woord = ("betaald", "goed")
    else:
        woord = ("opdracht gemaakt", "info") if onderweg else ("nog niet betaald", "neutraal")
    return Onderdeel(
        "Betaling",
        *woord,
        " ".join(zinnen),
        "" if gemeentekant else "betalingen.lijst",
        (("zoek", aanvraag.nummer),),
    )


def _realisatie(aanvraag: Aanvraag, stand: Realisatiestand, *, afgerekend: bool) -> Onderdeel:
    if not stand.beloofd.totaal and not stand.geleverd.totaal:
        return Onderdeel("Realisatie", "geen plan", "neutraal", "Bij wat nu geldt, horen geen woonruimten.")
    zin = f"{getal(stand.geleverd.totaal)} van {getal(stand.beloofd.totaal)} woonruimten opgeleverd en aanvaard."
    if stand.gemeld.totaal:
        zin += f" {getal(stand.gemeld.totaal)} gemeld, nog niet aanvaard."
    if stand.niet_gehouden.totaal:
        zin += f" {getal(stand.niet_gehouden.totaal)} niet gebleven voor de doelgroep."
    bouw = bouw_van(stand, bestemd=False)
    if bouw.gerealiseerd:
        woord = ("alles opgeleverd", "goed")
    elif bouw.begonnen:
        woord = ("deels opgeleverd", "neutraal") if afgerekend else ("in uitvoering", "info")
    else:
        vergund = Mijlpaal.VERGUNNING in stand.mijlpalen
        woord = ("vergunning verleend" if vergund else "nog niet begonnen", "neutraal")
    return Onderdeel("Realisatie", *woord, zin, "realisatie.pagina", (("nummer", aanvraag.nummer),))


def _wijziging(aanvraag: Aanvraag, *, gemeentekant: bool) -> Onderdeel:
    verzoeken = list_verzoeken(aanvraag)
    if not verzoeken:
        return Onderdeel("Wijzigingen", "geen", "neutraal", "Er is geen wijziging gevraagd.")
    nieuwste = verzoeken[0]
    lopend = nieuwste.status in LOPEND
    woorden = woorden_voor(gemeentekant=gemeentekant)
    per_stand = Counter(woorden[een.status] for een in verzoeken)
    telling = ", ".join(f"{getal(hoeveel)} {woord}" for woord, hoeveel in per_stand.items())
    zin = f"{aantal(len(verzoeken), 'verzoek', 'verzoeken')}: {telling}."
    if lopend:
        zin += f" Het nieuwste is van {datum_nl(dag_in_amsterdam(nieuwste.ingediend_op))}."
    stand = (woorden[nieuwste.status], STATUSKLEUREN[nieuwste.status])
    if gemeentekant:
        waarden = (("nummer", aanvraag.nummer), ("kenmerk", nieuwste.kenmerk))
        return Onderdeel("Wijzigingen", *stand, zin, "wijzigingen.verzoek", waarden)
    return Onderdeel("Wijzigingen", *stand, zin, "wijzigingen.behandelen", (("kenmerk", nieuwste.kenmerk),))


def _vaststelling(aanvraag: Aanvraag, besluiten: Sequence[Rij], *, gemeentekant: bool) -> Onderdeel:
    """For a municipality the page is there once something was settled."""
    af = [
        een
        for een in na_heropening(besluiten)
        if een.soort is Besluitsoort.VASTSTELLING or een.vervangt_soort is Besluitsoort.VASTSTELLING
        if een.soort is not Besluitsoort.TERUGVORDERING and een.status is not Besluitstatus.TERUGGENOMEN
    ]
    bekend = [een for een in af if een.status is Besluitstatus.BEKENDGEMAAKT]
    waar = ("vaststelling.pagina", (("nummer", aanvraag.nummer),))
    if bekend:
        zin = f"{euro_kort(bekend[-1].verleend_cent)} vastgesteld op {datum_nl(bekend[-1].bekendgemaakt_op)}."
        return Onderdeel("Vaststelling", VASTGESTELD, "goed", zin, *waar)
    if af:
        return Onderdeel("Vaststelling", "besluit in de maak", "info", f"Besluit {af[-1].kenmerk}.", *waar)
    zin = "Na de eindverantwoording stelt het ministerie het bedrag vast."
    return Onderdeel(
        "Vaststelling", "nog niet vastgesteld", "neutraal", zin, *(() if gemeentekant else waar)
    )  # fmt: skip


def _vorderingen(aanvraag: Aanvraag, vandaag: date, *, gemeentekant: bool) -> list[Onderdeel]:
    uit = []
    for een in list_van(aanvraag, vandaag):
        zin = f"{euro_kort(een.hoofdsom_cent)} terug te betalen, nog open: {euro_kort(een.open.totaal_cent)}."
        if een.is_open:
            zin += f" Uiterlijk {datum_nl(een.uiterlijk)}."
        te_laat = ("te laat", "fout") if een.is_te_laat else ("open", "let_op")
        waar = (
            ("vaststelling.pagina", (("nummer", aanvraag.nummer),))
            if gemeentekant
            else ("vorderingen.vordering", (("kenmerk", een.vordering.kenmerk),))
        )
        uit.append(
            Onderdeel("Terugvordering", *(te_laat if een.is_open else ("betaald", "goed")), zin, *waar)
        )
    return uit
