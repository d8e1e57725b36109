"""What happens next with an application and who is to move: sentences and actions for each side. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.aanvragen.aanvulbeeld import termijn_in_woorden
from subsidie.aanvragen.models import Aanvraagstatus, Herkomst
from subsidie.dossier.aanvraaggegevens import Mag
from subsidie.dossier.verzoeken import Verzoekregel
from subsidie.kern.tijd import datum_nl, moment_nl
from subsidie.tranches.definitie import TijdvakDefinitie

S = Aanvraagstatus
_VRAAGBAAR: Final = (S.INGEDIEND, S.VOLLEDIG, S.IN_BEOORDELING)


@dataclass(frozen=True, slots=True)
class Actie:
    """A page where the viewer can do something about it: its endpoint, and the button that leads there."""

    tekst: str
    eindpunt: str
    soort: str = "secundair"


@dataclass(frozen=True, slots=True)
class Vervolg:
    """What comes next in one or two sentences, and what the viewer can do; ``wacht_op_u``: it is their turn."""

    zinnen: tuple[str, ...] = ()
    acties: tuple[Actie, ...] = ()
    wacht_op_u: bool = False


def vervolg_van(
    status: Aanvraagstatus, herkomst: Herkomst, verzoeken: Sequence[Verzoekregel], *, mag: Mag, besloten: bool,
    gemeentekant: bool, tijdvak: TijdvakDefinitie | None, vandaag: date, bezwaar_tot: date | None = None,
    zienswijze_open: bool = False, buiten_tijdvak: bool = False, realisatie: bool = False, afrekenen: bool = False,
) -> Vervolg:  # fmt: skip
    """What comes next; ``besloten``: a decision was notified, and from then on the page tells of that.

    ``bezwaar_tot``: the last day to object against the newest decision that one can object against, if there is one.
    ``zienswijze_open``: the municipality was asked for its view (Awb 4:7) and did not answer yet.
    ``buiten_tijdvak``: received outside the window, so that a decision of its own ends it. ``realisatie``: something
    was awarded, and the viewer may see what is built of it; ``afrekenen``: they may see how it is settled.
    """
    if besloten or herkomst is Herkomst.BIJLAGE:
        bouw = [Actie("Realisatie", "realisatie.pagina", "primair")] if realisatie else []
        bouw += [Actie("Vaststelling", "vaststelling.pagina", "stil")] if afrekenen else []
        if besloten and zienswijze_open:
            return _voor_vaststelling(bouw, mag=mag, gemeentekant=gemeentekant)
        if besloten and bezwaar_tot is not None:
            return _na_besluit(bezwaar_tot, bouw, mag=mag, gemeentekant=gemeentekant, vandaag=vandaag)
        return Vervolg(acties=tuple(bouw))
    open_verzoek = next((een for een in verzoeken if een.is_open), None)
    zinnen = _zinnen(status, open_verzoek, gemeentekant=gemeentekant, vandaag=vandaag)
    if mag.verbeteren and tijdvak is not None and tijdvak.sluit is not None:
        zinnen.append(f"Tot en met {moment_nl(tijdvak.sluit)} kunt u de aanvraag nog verbeteren.")
    acties = (
        _van_gemeente(status, open_verzoek, mag)
        if gemeentekant
        else _van_ministerie(status, verzoeken, mag, buiten_tijdvak=buiten_tijdvak)
    )
    wacht = gemeentekant and open_verzoek is not None and status is S.AANVULLING_GEVRAAGD
    if zienswijze_open and status is not S.INGETROKKEN:
        wacht = wacht or gemeentekant
        zinnen.append(
            "Het ministerie is van plan de aanvraag af te wijzen en vraagt uw zienswijze."
            if gemeentekant
            else "De gemeente is om haar zienswijze gevraagd."
        )
        if gemeentekant:
            eerste = Actie(
                "Zienswijze geven" if mag.tekenen else "Het voornemen bekijken",
                "zienswijze.pagina",
                "primair",
            )
            acties.insert(0, eerste)
    return Vervolg(tuple(zinnen), tuple(acties), wacht)


def _voor_vaststelling(bouw: list[Actie], *, mag: Mag, gemeentekant: bool) -> Vervolg:
    """The ministry intends to settle lower and asked the view first (Awb 4:8)."""
    if not gemeentekant:
        zin = "De gemeente is om haar zienswijze op de vaststelling gevraagd."
        return Vervolg((zin,), (Actie("Zienswijze", "zienswijze.pagina"), *bouw))
    tekst = "Zienswijze geven" if mag.tekenen else "Het voornemen bekijken"
    zin = "Het ministerie is van plan de uitkering lager vast te stellen en vraagt uw zienswijze."
    return Vervolg((zin,), (Actie(tekst, "zienswijze.pagina", "primair"), *bouw), wacht_op_u=True)


def _na_besluit(
    bezwaar_tot: date, eerst: Sequence[Actie], *, mag: Mag, gemeentekant: bool, vandaag: date
) -> Vervolg:
    """Objecting (Awb 6:7): the municipality itself, or by post and recorded by the ministry; also late."""
    zinnen = []
    if gemeentekant:
        kan = "U kunt" if vandaag <= bezwaar_tot else "U kon"
        zinnen.append(f"{kan} bezwaar maken tot en met {datum_nl(bezwaar_tot)}.")
    acties = [*eerst, *([Actie("Bezwaar", "bezwaren.maken")] if gemeentekant else [])]
    if mag.bezwaar:
        acties.append(Actie("Bezwaar vastleggen", "bezwaren.vastleggen", "stil"))
    return Vervolg(tuple(zinnen), tuple(acties))


def _zinnen(
    status: Aanvraagstatus, open_verzoek: Verzoekregel | None, *, gemeentekant: bool, vandaag: date
) -> list[str]:
    if status is S.AANVULLING_GEVRAAGD and open_verzoek is not None:
        return _wacht_op_aanvulling(open_verzoek, gemeentekant=gemeentekant, vandaag=vandaag)
    if status is S.BEOORDEELD and not gemeentekant:
        return ["De aanvraag is beoordeeld en wacht op de verdeling en het besluit."]
    zin = {
        S.CONCEPT: "De aanvraag is nog niet ingediend.",
        S.INGEDIEND: "De behandelaar kijkt of de aanvraag volledig is.",
        S.VOLLEDIG: "De aanvraag is volledig. De beoordeling volgt.",
        S.IN_BEOORDELING: "De beoordeling van de aanvraag loopt.",
        S.BEOORDEELD: "De beoordeling van de aanvraag loopt.",
        S.INGETROKKEN: "De gemeente heeft de aanvraag ingetrokken. Er komt geen besluit.",
    }.get(status)
    return [zin] if zin else []


def _wacht_op_aanvulling(verzoek: Verzoekregel, *, gemeentekant: bool, vandaag: date) -> list[str]:
    dagen = (verzoek.termijn_tot - vandaag).days
    termijn = termijn_in_woorden(verzoek.termijn_tot, dagen)
    if gemeentekant:
        if dagen >= 0:
            return [f"U kunt de aanvraag aanvullen {termijn}. De behandelaar wacht op u."]
        return [
            f"U kon de aanvraag aanvullen {termijn}. Wat u nu nog indient, wordt ontvangen; de behandelaar beslist "
            "wat dat betekent."
        ]
    if dagen >= 0:
        return [f"De gemeente kan de aanvraag aanvullen {termijn}."]
    return [
        f"De termijn is ongebruikt voorbij: aanvullen kon {termijn}. Het programma beslist niets. U kunt wachten, het "
        "verzoek sluiten, of besluiten de aanvraag niet te behandelen. Zo’n besluit moet bekend zijn binnen vier weken "
        "nadat de termijn ongebruikt is verstreken (artikel 4:5, vierde lid, van de Algemene wet bestuursrecht)."
    ]


def _van_gemeente(status: Aanvraagstatus, open_verzoek: Verzoekregel | None, mag: Mag) -> list[Actie]:
    acties = []
    if status is S.AANVULLING_GEVRAAGD and open_verzoek is not None:
        acties.append(Actie("Aanvullen", "aanvullen.pagina", "primair"))
    if mag.verbeteren:
        acties.append(Actie("Verbeteren", "indienen.corrigeren"))
    if mag.tekenen and status not in (S.CONCEPT, S.INGETROKKEN):
        acties.append(Actie("Intrekken", "intrekken.pagina", "stil"))
    return acties


def _van_ministerie(
    status: Aanvraagstatus, verzoeken: Sequence[Verzoekregel], mag: Mag, *, buiten_tijdvak: bool
) -> list[Actie]:
    melden = [Actie("Belang melden", "belangverklaringen.pagina", "stil")] if mag.melden else []
    if not mag.behandelen:
        return melden
    acties = []
    if status is S.INGEDIEND:
        acties.append(Actie("Volledigheid controleren", "behandeling.volledigheid", "primair"))
    if status in _VRAAGBAAR:
        acties.append(Actie("Aanvulling vragen", "behandeling.aanvulling_vragen"))
    if any(een.is_open for een in verzoeken):
        acties.append(Actie("Verzoek sluiten", "behandeling.verzoek_sluiten"))
    if status in _VRAAGBAAR:
        acties.append(Actie("Zienswijze", "zienswijze.pagina", "stil"))
    if buiten_tijdvak and status not in (S.CONCEPT, S.INGETROKKEN):
        acties.append(Actie("Afwijzen: buiten het tijdvak", "buiten.pagina"))
    elif status in (S.INGEDIEND, S.AANVULLING_GEVRAAGD) and any(een.gesloten_op is None for een in verzoeken):
        # Only after the municipality had the opportunity to supplement (Awb 4:5(1)); the page says whether it is time.
        acties.append(Actie("Niet behandelen", "buiten.pagina", "stil"))
    return [*acties, *melden]
