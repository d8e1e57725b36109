"""``subsidie oefen``: a closed tranche once more under other rules, beside what was decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from subsidie import create_app
from subsidie.cli.nederlands import Opdracht
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer, Rekenfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, getal

if TYPE_CHECKING:
    from subsidie.tranches.definitie import TrancheDefinitie
    from subsidie.tranches.regels import Regels
    from subsidie.verdeling.herhaling import Herhaling
    from subsidie.verdeling.rangrijen import Rangrij
    from subsidie.verdeling.samenvatting import Samenvatting

SIMULATIE = "SIMULATIE: er verandert niets en dit is geen besluit."


@click.command(cls=Opdracht)
@click.argument("tranche")
@click.option(
    "--regels", "bestand", required=True, metavar="BESTAND.toml", help="De regels om mee te oefenen."
)
@click.option("--seed", help="Een andere tekst om mee te loten dan die van de trekking.")
@click.option("--json", "als_json", is_flag=True, help="Schrijf het verschil als JSON.")
def oefen(tranche: str, bestand: str, *, seed: str | None, als_json: bool) -> None:
    """Speel een gesloten tranche na onder andere regels.

    TRANCHE is de code in de database. De aanvragen zijn die waarover is besloten; de regels van het verdelen komen uit
    het bestand. Heeft het bestand een ander maximum per eenheid, dan wordt ook opnieuw berekend wat per aanvraag
    meetelt. Er wordt niets opgeslagen.
    """
    from subsidie.tranches.service import get_tranche, regels
    from subsidie.verdeling.herhaling import herhaal

    definitie = _lees(bestand)
    with create_app().app_context():
        gevonden = get_tranche(tranche)
        try:
            herhaling = herhaal(gevonden, definitie, seed=seed)
        except Rekenfout as fout:
            raise OngeldigeInvoer.van("", str(fout)) from fout
        uitvoer = (
            _als_json(herhaling)
            if als_json
            else _in_woorden(herhaling, gevonden.naam, bestand, regels(gevonden))
        )
    click.echo(uitvoer)


def _lees(bestand: str) -> TrancheDefinitie:
    """The rules in ``bestand``, whatever it is called. Raises ``OngeldigeInvoer`` with every fault."""
    from subsidie.tranches.definitie import lees_tranche

    try:
        inhoud = Path(bestand).read_bytes()
    except OSError as fout:
        raise OngeldigeInvoer.van(bestand, "dit bestand bestaat niet of is niet te lezen.") from fout
    vast = "tranche.toml"
    try:
        return lees_tranche(inhoud, naam=vast)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(
            [Gebrek(een.waar.replace(vast, bestand, 1), een.melding) for een in fout.gebreken]
        ) from fout


def _als_json(herhaling: Herhaling) -> str:
    def cijfers(een: Samenvatting) -> dict[str, Any]:
        return {
            "toegekend": een.toegekend, "gemeenten": een.toegekende_gemeenten, "bedrag_cent": een.toegekend_cent,
            "plafond_cent": een.plafond_cent, "over_cent": een.restant_cent, "permanent": een.permanent,
            "flexibel": een.flexibel, "per_doelgroep": een.per_doelgroep,
        }  # fmt: skip

    def rij(een: Rangrij) -> dict[str, Any]:
        return {"nummer": een.nummer, "gemeente": een.gm_code, "telt_mee_cent": een.telt_mee_cent}

    was = {een.nummer: een for een in herhaling.was.rijen}
    anders = [
        {"nummer": een.nummer, "van_cent": was[een.nummer].bedrag_cent, "naar_cent": een.bedrag_cent}
        for een in herhaling.wordt.rijen
        if een.nummer in was and een.bedrag_cent != was[een.nummer].bedrag_cent
    ]
    return json.dumps(
        {
            "simulatie": True, "verdeling": herhaling.kenmerk, "bedragen_herrekend": herhaling.herrekend,
            "besloten": cijfers(herhaling.was.cijfers),
            "oefening": cijfers(herhaling.wordt.cijfers), "te_loten": herhaling.wordt.te_loten,
            "erbij": [rij(een) for een in herhaling.verschil.erbij],
            "eraf": [rij(een) for een in herhaling.verschil.eraf], "bedragen": anders,
        },
        indent=1, ensure_ascii=False,
    )  # fmt: skip


def _in_woorden(herhaling: Herhaling, naam: str, bestand: str, regelset: Regels) -> str:
    was, wordt = herhaling.was.cijfers, herhaling.wordt.cijfers
    regels = [
        SIMULATIE, f"{naam}: verdeling {herhaling.kenmerk}, nagespeeld onder de regels van {bestand}.", "",
        _kop("", "besloten", "oefening"),
        _kop("Aanvragen met geld", getal(was.toegekend), getal(wordt.toegekend)),
        _kop("Gemeenten", getal(was.toegekende_gemeenten), getal(wordt.toegekende_gemeenten)),
        _kop("Bedrag", euro_kort(was.toegekend_cent), euro_kort(wordt.toegekend_cent)),
        _kop("Plafond", euro_kort(was.plafond_cent), euro_kort(wordt.plafond_cent)),
        _kop("Over", euro_kort(was.restant_cent), euro_kort(wordt.restant_cent)),
        _kop("Permanente woonruimten", getal(was.permanent), getal(wordt.permanent)),
        _kop("Flexibele woonruimten", getal(was.flexibel), getal(wordt.flexibel)),
    ]  # fmt: skip
    namen = {groep.code: groep.naam for groep in regelset.doelgroepen.waarde or ()}
    for code in sorted({*was.per_doelgroep, *wordt.per_doelgroep}, key=lambda code: namen.get(code, code)):
        aantallen = (getal(een.per_doelgroep.get(code, 0)) for een in (was, wordt))
        regels.append(_kop(f"  {namen.get(code, code)}", *aantallen))
    if herhaling.wordt.te_loten:
        wie = aantal(herhaling.wordt.te_loten, "aanvraag", "aanvragen")
        regels += ["", f"Zonder tekst om te loten is niet te zeggen wie van {wie} geld krijgt. Geef --seed."]
    regels += _wie("Krijgt geld en kreeg het niet", herhaling.verschil.erbij)
    regels += _wie("Krijgt geen geld en kreeg het wel", herhaling.verschil.eraf)
    if herhaling.verschil.bedrag_anders:
        regels += [
            "",
            f"Een ander bedrag: {aantal(herhaling.verschil.bedrag_anders, 'aanvraag', 'aanvragen')}.",
        ]
    if herhaling.herrekend:
        regels += ["", "Het maximum per eenheid is anders: wat per aanvraag meetelt, is opnieuw berekend."]
    if herhaling.verschil.leeg:
        regels += ["", "De uitkomst is voor iedere aanvraag dezelfde."]
    return "\n".join(regels)


def _kop(label: str, besloten: str, oefening: str) -> str:
    return f"{label:<66}{besloten:>18}{oefening:>18}".rstrip()


def _wie(kop: str, rijen: tuple[Rangrij, ...]) -> list[str]:
    return [
        "",
        f"{kop}: {getal(len(rijen))}",
        *(
            f"  {rij.nummer:<14}{rij.gemeente:<32}{getal(rij.eenheden):>6} woonruimten"
            f"{euro_kort(rij.telt_mee_cent):>16}"
            for rij in rijen
        ),
    ]
