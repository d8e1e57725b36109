"""The part ``kosten``: costs, cover, the deficit between them, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Alinea, Bedrag, Tekst
from subsidie.aanvragen.kolommen import HOOGSTE_PROJECTBEDRAG_CENT
from subsidie.kern.fouten import Gebrek
from subsidie.kern.geld import euro_kort
from subsidie.tranches.keuzen import Aanvraagveld

MEESTE_POSTEN: Final = 50
MINIMUM: Final = "minimum"
"""The smallest contribution with which the applicant still wants to build; an allocation can award that part."""
_PROJECTBEDRAG: Final = Bedrag(0, HOOGSTE_PROJECTBEDRAG_CENT)
_PARING: Final = (("kosten", "totale_kosten"), ("dekking", "totale_dekking"))


@dataclass(frozen=True, slots=True)
class Post:
    """An item of the costs or a source of cover, in whole eurocents."""

    omschrijving: str | None = None
    bedrag_cent: int | None = None


@dataclass(frozen=True, slots=True)
class Kosten:
    """What was understood of the part; a total that was left empty is the sum of its items.

    ``None`` where it is not known (yet): then no deficit is computed either.
    """

    posten: tuple[Post, ...]
    totale_kosten_cent: int | None
    compensabele_btw_cent: int | None
    dekkingsposten: tuple[Post, ...]
    dekking_cent: int | None
    gevraagd_cent: int | None
    toelichting: str | None
    minimum_cent: int | None = None

    @property
    def tekort_cent(self) -> int | None:
        """Costs less cover (the onrendabele top); below zero when there is more cover than costs."""
        if self.totale_kosten_cent is None or self.dekking_cent is None:
            return None
        return self.totale_kosten_cent - self.dekking_cent


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks."""
    onderdelen: list[Veld | Lijst] = []
    if (eis := vraag.eis(Aanvraagveld.KOSTENPOSTEN)) is not None:
        onderdelen.append(_posten("kosten", "Kosten per post", "kostenpost", "Post", eis))
    onderdelen.append(
        Veld("totale_kosten", "Totale kosten", _PROJECTBEDRAG, Eis.VERPLICHT,
             "Leeg laten mag als u de posten invult: dan telt de som daarvan.")
    )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.COMPENSABELE_BTW)) is not None:
        onderdelen.append(
            Veld("compensabele_btw", "Waarvan compensabele btw", _PROJECTBEDRAG, eis,
                 "De btw in deze kosten die de gemeente terugkrijgt uit het BTW-compensatiefonds. Vul 0 in als"
                 " die er niet is.")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.DEKKINGSPOSTEN)) is not None:
        onderdelen.append(_posten("dekking", "Dekking per bron", "bron", "Bron", eis))
    onderdelen += [
        Veld("totale_dekking", "Eigen bijdrage en overige dekking", _PROJECTBEDRAG, Eis.VERPLICHT,
             "Alles waaruit de kosten worden betaald, behalve deze bijdrage."),
        Veld("gevraagd", "Gevraagd bedrag", Bedrag(1, HOOGSTE_PROJECTBEDRAG_CENT), Eis.NODIG,
             "U mag meer vragen dan het maximum of het tekort; het laagste bedrag telt."),
    ]  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.MINIMUMBEDRAG)) is not None:
        onderdelen.append(
            Veld(MINIMUM, "Laagste bedrag waarmee u nog bouwt", Bedrag(1, HOOGSTE_PROJECTBEDRAG_CENT), eis,
                 "Is er een deel van het geld over, en kan dat deel worden verleend? Dan krijgt u het als het ten"
                 " minste dit bedrag is. Laat dit leeg als u alleen met het hele bedrag kunt bouwen.", "Laagste bedrag")
        )  # fmt: skip
    onderdelen += [
        Veld("toelichting", "Toelichting op de kosten", Alinea(2_000)),
    ]  # fmt: skip
    onderdelen += vraag.vragen(Aanvraagdeel.KOSTEN)
    return Deelopzet(
        Aanvraagdeel.KOSTEN, "Kosten en dekking", "Wat kost het, wie betaalt wat, en wat vraagt u?",
        tuple(onderdelen),
    )  # fmt: skip


def _posten(naam: str, label: str, enkelvoud: str, kop: str, eis: Eis) -> Lijst:
    velden = (
        Veld("omschrijving", kop, Tekst(160), Eis.VERPLICHT),
        Veld("bedrag", "Bedrag", _PROJECTBEDRAG, Eis.VERPLICHT),
    )
    return Lijst(naam, label, enkelvoud, velden, MEESTE_POSTEN, eis)


def controleer(inhoud: Deelinhoud) -> list[Gebrek]:
    """Faults between amounts: items that do not add up, more VAT than costs."""
    gebreken = []
    for lijst, totaal in _PARING:
        som, gegeven = _som(inhoud.waarden.get(lijst, ())), inhoud.waarden.get(totaal)
        if som is not None and gegeven is not None and som != gegeven:
            gebreken.append(
                Gebrek(
                    totaal,
                    f"De posten zijn samen {euro_kort(som)}, niet {euro_kort(gegeven)}."
                    " Verbeter een post, of laat dit veld leeg.",
                )
            )
        elif som is not None and som > HOOGSTE_PROJECTBEDRAG_CENT:
            gebreken.append(Gebrek(lijst, f"De posten zijn samen {euro_kort(som)}. Zo veel kan niet."))
    totaal_cent, btw = waarde(inhoud).totale_kosten_cent, inhoud.waarden.get("compensabele_btw")
    if btw is not None and totaal_cent is not None and btw > totaal_cent:
        melding = f"Dit is meer dan de totale kosten ({euro_kort(totaal_cent)})."
        gebreken.append(Gebrek("compensabele_btw", melding))
    minimum, gevraagd = inhoud.waarden.get(MINIMUM), inhoud.waarden.get("gevraagd")
    if minimum is not None and gevraagd is not None and minimum > gevraagd:
        gebreken.append(Gebrek(MINIMUM, f"Dit is meer dan u vraagt ({euro_kort(gevraagd)})."))
    return gebreken


def waarde(inhoud: Deelinhoud) -> Kosten:
    """The part as values."""
    gelezen = inhoud.waarden
    return Kosten(
        posten=_als_posten(gelezen.get("kosten", ())),
        totale_kosten_cent=_totaal(inhoud, "kosten", "totale_kosten"),
        compensabele_btw_cent=gelezen.get("compensabele_btw"),
        dekkingsposten=_als_posten(gelezen.get("dekking", ())),
        dekking_cent=_totaal(inhoud, "dekking", "totale_dekking"),
        gevraagd_cent=gelezen.get("gevraagd"),
        toelichting=gelezen.get("toelichting"),
        minimum_cent=gelezen.get(MINIMUM),
    )


def _totaal(inhoud: Deelinhoud, lijst: str, totaal: str) -> int | None:
    if inhoud.getypt(totaal):
        gegeven: int | None = inhoud.waarden.get(totaal)
        return gegeven
    return _som(inhoud.waarden.get(lijst, ()))


def _som(rijen: tuple[dict[str, Any], ...]) -> int | None:
    """The sum of the items; ``None`` when there are none, or when one has no amount (yet)."""
    bedragen = [rij["bedrag"] for rij in rijen]
    return None if not bedragen or None in bedragen else sum(bedragen)


def _als_posten(rijen: tuple[dict[str, Any], ...]) -> tuple[Post, ...]:
    return tuple(Post(rij["omschrijving"], rij["bedrag"]) for rij in rijen)
