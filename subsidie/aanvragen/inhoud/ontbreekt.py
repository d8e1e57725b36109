"""What an application lacks: hard (it cannot be filed) or soft (it is not complete, Awb 4:5). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import Delen
from subsidie.aanvragen.inhoud.meldingen import Ontbreekt
from subsidie.aanvragen.inhoud.opzet import Eis, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.samenhang import UITLEG, VOOR, Samenloopstand
from subsidie.aanvragen.inhoud.soorten import Veldsoort
from subsidie.tranches.keuzen import Aanvraagveld, Veldeis, Woonruimteaard
from subsidie.tranches.regels import Regels

_SOM: dict[str, str] = {"totale_kosten": "kosten", "totale_dekking": "dekking"}
"""Totals that may stay empty when the items beside them give the sum."""


def ontbreekt(delen: Delen, bijlagen: Collection[str], regels: Regels) -> tuple[Ontbreekt, ...]:
    """Everything that is missing, in the order of the parts.

    ``bijlagen`` are the kinds (codes of the tranche) of the files that are there and can be read. What was
    typed and cannot be read is hard: nothing may be filed that cannot be read.
    """
    uit: list[Ontbreekt] = []
    for deel in Aanvraagdeel:
        if deel is Aanvraagdeel.BIJLAGEN:
            uit += _bijlagen(bijlagen, regels)
            continue
        inhoud = delen.inhoud[deel]
        uit += [Ontbreekt(deel, een.waar, een.melding, hard=True) for een in inhoud.gebreken]
        uit += _leeg(inhoud)
        if deel is Aanvraagdeel.PLANNING:
            uit += _flexlocaties(delen, regels)
        if deel is Aanvraagdeel.SAMENHANG:
            uit += _uitleg_bij_samenloop(delen, regels)
    return tuple(uit)


def _leeg(inhoud: Deelinhoud) -> Iterator[Ontbreekt]:
    for onderdeel in inhoud.opzet.onderdelen:
        if isinstance(onderdeel, Lijst):
            yield from _lege_lijst(inhoud, onderdeel)
        elif onderdeel.eis is not Eis.OPTIONEEL and not inhoud.getypt(onderdeel.naam):
            if onderdeel.naam in _SOM and inhoud.waarden.get(_SOM[onderdeel.naam]):
                continue  # the items are there: one without an amount is reported at that item
            yield Ontbreekt(inhoud.deel, onderdeel.naam, _vul_in(onderdeel), hard=onderdeel.eis is Eis.NODIG)


def _lege_lijst(inhoud: Deelinhoud, lijst: Lijst) -> Iterator[Ontbreekt]:
    rijen = inhoud.ruw.get(lijst.naam, [])
    if not rijen and lijst.eis is not Eis.OPTIONEEL:
        yield Ontbreekt(
            inhoud.deel, lijst.naam, f"{lijst.label}: vul ten minste één {lijst.enkelvoud} in.",
            hard=lijst.eis is Eis.NODIG,
        )  # fmt: skip
    for nummer, rij in enumerate(rijen):
        for veld in lijst.velden:
            if veld.eis is not Eis.OPTIONEEL and not rij.get(veld.naam):
                yield Ontbreekt(
                    inhoud.deel,
                    f"{lijst.naam}-{nummer}-{veld.naam}",
                    f"{lijst.enkelvoud.capitalize()} {nummer + 1}: {_vul_in(veld, klein=True)}",
                    hard=veld.eis is Eis.NODIG,
                )


def _vul_in(veld: Veld, *, klein: bool = False) -> str:
    if veld.soort is Veldsoort.AANVINKEN:
        return f"Deze verklaring is nog niet gegeven: {veld.label}"
    label = f"‘{veld.kop}’"
    zin = f"{label} is nog niet ingevuld."
    if veld.soort in (Veldsoort.KEUZE, Veldsoort.JA_NEE):
        zin = f"Bij {label} is nog niets gekozen."
    return zin[:1].lower() + zin[1:] if klein else zin


def _bijlagen(aanwezig: Collection[str], regels: Regels) -> Iterator[Ontbreekt]:
    for een in (regels.bijlagen.waarde or ()) if regels.heeft("bijlagen") else ():
        if een.verplicht and een.code not in aanwezig:
            yield Ontbreekt(
                Aanvraagdeel.BIJLAGEN, een.code, f"De bijlage ‘{een.naam}’ is er nog niet.", hard=False
            )


def _flexlocaties(delen: Delen, regels: Regels) -> Iterator[Ontbreekt]:
    """Where flexible homes stand can only be asked of who builds them."""
    gevraagd = (regels.aanvraag_velden.waarde or ()) if regels.heeft("aanvraag.velden") else ()
    verplicht = any(
        een.code is Aanvraagveld.FLEXLOCATIES and een.eis is Veldeis.VERPLICHT for een in gevraagd
    )
    flexibel = any(regel.aard is Woonruimteaard.FLEXIBEL for regel in delen.woonruimten.regels)
    if verplicht and flexibel and not delen.planning.flexlocaties:
        yield Ontbreekt(
            Aanvraagdeel.PLANNING, "flexlocaties",
            "Er zijn flexibele woonruimten. Noem de plek waar zij komen te staan.", hard=False,
        )  # fmt: skip


def _uitleg_bij_samenloop(delen: Delen, regels: Regels) -> Iterator[Ontbreekt]:
    inhoud = delen.inhoud[Aanvraagdeel.SAMENHANG]
    for een in regels.samenloop.waarde or ():
        veld = f"{VOOR}{een.code}{UITLEG}"
        stand = delen.samenhang.samenloop.get(een.code)
        if inhoud.opzet.veld(veld) is None or inhoud.getypt(veld):
            continue
        if stand not in (None, Samenloopstand.NEE):
            yield Ontbreekt(
                    Aanvraagdeel.SAMENHANG, veld, f"Licht toe wat het project uit {een.naam} krijgt.",
                    hard=False,
                )  # fmt: skip
