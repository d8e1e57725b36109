"""What an application adds up to, complete or not (product.md, "what counts is the lowest"). Pure; whole cents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from subsidie.aanvragen.inhoud.geheel import Delen
from subsidie.aanvragen.inhoud.woonruimten import Regel
from subsidie.kern.geld import euro_kort
from subsidie.tranches.bedragen import Subsidiabel, subsidiabel
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.regels import Regels


@dataclass(frozen=True, slots=True)
class Groepstotaal:
    """The number of homes for one target group."""

    code: str
    naam: str
    permanent: int
    flexibel: int

    @property
    def samen(self) -> int:
        """Of both kinds."""
        return self.permanent + self.flexibel


@dataclass(frozen=True, slots=True)
class Totalen:
    """The totals of a draft or an application. An amount is ``None`` as long as it cannot be computed.

    ``som`` is the sum in lines of plain Dutch; ``telt_cent`` the lowest of request, deficit, number x maximum
    and the room that is left under the municipality's maximum. What counts of one application
    (``AanvraagVersie.subsidiabel_cent``) leaves that room out: the allocation applies it.
    """

    aantal: int
    permanent: int
    flexibel: int
    per_doelgroep: tuple[Groepstotaal, ...]
    per_soort: tuple[tuple[Woonruimtesoort, int], ...]
    totale_kosten_cent: int | None
    compensabele_btw_cent: int | None
    dekking_cent: int | None
    tekort_cent: int | None
    gevraagd_cent: int | None
    maximum_cent: int | None
    ruimte_cent: int | None
    telt_cent: int | None
    som: tuple[str, ...]
    subsidiabel: Subsidiabel | None

    @property
    def per_woonruimte_cent(self) -> int | None:
        """What is asked per home, rounded down; ``None`` without homes or a request."""
        return None if self.gevraagd_cent is None or not self.aantal else self.gevraagd_cent // self.aantal


@dataclass(frozen=True, slots=True)
class _Aantal:
    soort: str
    aantal: int


def totalen(delen: Delen, regels: Regels, gemeente_ruimte_cent: int | None = None) -> Totalen:
    """The totals of what is filled in so far.

    ``gemeente_ruimte_cent`` is what the municipality may still ask under its maximum (``None``: no maximum, or
    not known). Lines without a kind or a number do not count yet. Never raises for what was typed.
    """
    geteld = [regel for regel in delen.woonruimten.regels if regel.aantal and regel.soort]
    kosten = delen.kosten
    berekend = _bereken(delen, geteld, regels)
    gevraagd = kosten.gevraagd_cent
    telt = None if berekend is None or gevraagd is None else berekend.subsidiabel_cent
    som: tuple[str, ...] = ()
    if berekend is not None and gevraagd is not None and telt is not None:
        regels_tot_zover = berekend.som()[:-1]
        if gemeente_ruimte_cent is not None:
            telt = min(telt, max(0, gemeente_ruimte_cent))
            over = euro_kort(max(0, gemeente_ruimte_cent))
            regels_tot_zover += (f"nog ruimte onder het maximum per gemeente {over}",)
        som = (*regels_tot_zover, f"het laagste bedrag telt: {euro_kort(telt)}")
    elif berekend is not None:
        som = berekend.som()[: len(berekend.eenheidsdelen)]
    aarden = Counter[Woonruimteaard | None]()
    soorten = Counter[Woonruimtesoort]()
    for regel in geteld:
        aarden[regel.aard] += regel.aantal or 0
        if regel.soort is not None:
            soorten[regel.soort] += regel.aantal or 0
    return Totalen(
        aantal=sum(regel.aantal or 0 for regel in geteld),
        permanent=aarden[Woonruimteaard.PERMANENT],
        flexibel=aarden[Woonruimteaard.FLEXIBEL],
        per_doelgroep=_per_doelgroep(geteld, regels),
        per_soort=tuple((soort, soorten[soort]) for soort in Woonruimtesoort if soorten[soort]),
        totale_kosten_cent=kosten.totale_kosten_cent,
        compensabele_btw_cent=kosten.compensabele_btw_cent,
        dekking_cent=kosten.dekking_cent,
        tekort_cent=kosten.tekort_cent,
        gevraagd_cent=gevraagd,
        maximum_cent=None if berekend is None else berekend.maximum_cent,
        ruimte_cent=gemeente_ruimte_cent,
        telt_cent=telt,
        som=som,
        subsidiabel=berekend if gevraagd is not None else None,
    )


def _bereken(delen: Delen, geteld: list[Regel], regels: Regels) -> Subsidiabel | None:
    eenheden = regels.eenheden.waarde or ()
    bekend = {soort for eenheid in eenheden for soort in eenheid.soorten}
    aantallen = [
        _Aantal(regel.soort.value, regel.aantal)
        for regel in geteld
        if regel.soort in bekend and regel.soort is not None and regel.aantal
    ]
    if not aantallen or not regels.maximum_per_eenheid:
        return None
    # Without a request the sum has no meaning, but number x maximum has; any amount will do to get that.
    return subsidiabel(
        aantallen, eenheden=eenheden, maxima=regels.maximum_per_eenheid,
        tekort_cent=delen.kosten.tekort_cent, gevraagd_cent=delen.kosten.gevraagd_cent or 1,
    )  # fmt: skip


def _per_doelgroep(geteld: list[Regel], regels: Regels) -> tuple[Groepstotaal, ...]:
    telling = Counter[tuple[str, Woonruimteaard | None]]()
    for regel in geteld:
        if regel.doelgroep is not None:
            telling[regel.doelgroep, regel.aard] += regel.aantal or 0
    aanwezig = {groep for groep, _ in telling}
    return tuple(
        Groepstotaal(
            een.code, een.naam, telling[een.code, Woonruimteaard.PERMANENT],
            telling[een.code, Woonruimteaard.FLEXIBEL],
        )
        for een in regels.doelgroepen.waarde or ()
        if een.code in aanwezig
    )  # fmt: skip
