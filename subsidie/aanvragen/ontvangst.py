"""The receipt of a filing: asked for in its transaction with frozen values, and told to the municipality (Awb 4:3a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from subsidie.aanvragen.bijlagen import bijlagesoorten
from subsidie.aanvragen.indieningmodellen import Indieningsoort
from subsidie.aanvragen.indienstuk import Indienstuk
from subsidie.aanvragen.indienuitleg import telt_binnenkomst, vervolgstappen
from subsidie.aanvragen.inhoud import Deelbeeld
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.aanvragen.ontvangstbrief import (
    OntvangenBijlage,
    OntvangenDeel,
    OntvangenTabel,
    OntvangstGegevens,
)
from subsidie.aanvragen.verzet import NIETS, lees_verzet
from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, moment_nl
from subsidie.register.geadresseerde import adres_op
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels

ONDERWERP = {
    Indieningsoort.INDIENING: "Wij hebben uw aanvraag {nummer} ontvangen",
    Indieningsoort.CORRECTIE: "Wij hebben uw verbeterde aanvraag {nummer} ontvangen",
    Indieningsoort.AANVULLING: "Wij hebben uw aanvulling op aanvraag {nummer} ontvangen",
}


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """What was filed, as the receipt shows it."""

    delen: tuple[OntvangenDeel, ...]
    bijlagen: tuple[OntvangenBijlage, ...]


def maak_ontvangen(stuk: Indienstuk) -> Ontvangen:
    """The content of ``stuk`` for a receipt."""
    namen = {een.code: een.naam for een in bijlagesoorten(stuk.regels)}
    return Ontvangen(
        delen=tuple(_deel(beeld) for _, beeld in stuk.beelden()),
        bijlagen=tuple(
            OntvangenBijlage(namen.get(een.soort, een.soort), een.naam, een.grootte, een.sha256)
            for een in stuk.verwijzingen
        ),
    )


def stuur_ontvangst(
    aanvraag: Aanvraag, versie: AanvraagVersie, ontvangen: Ontvangen, regelset: Regels, *, soort: Indieningsoort,
    raakt_volledigheid: bool, door: Gebruiker, ontvangen_op: datetime, sluit: datetime | None, nu: datetime,
) -> Document:  # fmt: skip
    """Ask for the receipt of this version and write the message with it; in the transaction of the filing.

    ``ontvangen_op`` is when this filing reached the server; ``sluit`` the end of the window as it holds.
    """
    eerste = als_utc(aanvraag.ontvangen_op or ontvangen_op)
    voorbeeld = aanvraag.tranche.aard is not Trancheaard.ECHT
    naar = adres_op(aanvraag.gemeente, dag_in_amsterdam(ontvangen_op))
    gegevens = OntvangstGegevens(
        kenmerk=f"{aanvraag.nummer}-O{versie.volgnummer}", datum=dag_in_amsterdam(ontvangen_op).isoformat(),
        organisatie=regelset.uitvoerder.waarde or "", regeling=aanvraag.tranche.naam,
        gemeente=naar.gemeente, adresregels=naar.regels,
        nummer=aanvraag.nummer, project=aanvraag.project.naam, soort=soort.value,
        ontvangen_op=ontvangen_op.isoformat(), eerste_ontvangst=eerste.isoformat(),
        versie=versie.volgnummer, versie_sha256=versie.sha256, ingediend_door=door.naam,
        delen=ontvangen.delen, bijlagen=ontvangen.bijlagen,
        vervolg=vervolgstappen(
            regelset, aanvraag.pot.code, ontvangen_op=eerste, sluit=sluit,
            # Nothing moves a term that begins.
            verzet=NIETS if soort is Indieningsoort.INDIENING else lees_verzet(aanvraag),
            vandaag=dag_in_amsterdam(ontvangen_op),
        ),
        wachtrij=_wachtrij(regelset, aanvraag.pot.code, soort, raakt_volledigheid=raakt_volledigheid),
        buiten_tijdvak=aanvraag.buiten_tijdvak, voorbeeld=voorbeeld,
    )  # fmt: skip
    document = vraag_aan(
        kenmerk=gegevens.kenmerk, titel=f"Ontvangstbevestiging {gegevens.kenmerk}", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=ontvangen_op, door=door, nu=nu,
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:ontvangst:{versie.volgnummer}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=ONDERWERP[soort].format(nummer=aanvraag.nummer), tekst=_bericht(gegevens, ontvangen_op),
        document=document, voorbeeld=voorbeeld, door=None, nu=nu,
    )  # fmt: skip
    return document


def _deel(beeld: Deelbeeld) -> OntvangenDeel:
    return OntvangenDeel(
        titel=beeld.titel,
        rijen=tuple((label, waarde or "niet ingevuld") for label, waarde in beeld.rijen),
        tabellen=tuple(
            OntvangenTabel(een.titel, een.koppen, een.rijen, tuple(sorted(een.getallen)))
            for een in beeld.tabellen
        ),
    )


def _wachtrij(
    regelset: Regels, pot: str, soort: Indieningsoort, *, raakt_volledigheid: bool
) -> tuple[str, ...]:
    if soort is Indieningsoort.INDIENING or not telt_binnenkomst(regelset, pot):
        return ()
    if raakt_volledigheid:
        return (
            "Voor de volgorde kan het moment van deze ontvangst tellen: vanaf dan kan uw aanvraag volledig zijn.",
        )
    return ("Voor de volgorde verandert er niets.",)


def _bericht(gegevens: OntvangstGegevens, ontvangen_op: datetime) -> str:
    regels = [
        f"Wij ontvingen dit op {moment_nl(ontvangen_op)}.",
        f"Project: {gegevens.project}. Nummer: {gegevens.nummer}. Versie: {gegevens.versie}.",
        f"Controlegetal (SHA-256): {gegevens.versie_sha256}",
        "",
        "De ontvangstbevestiging staat bij dit bericht zodra zij is gemaakt. Meestal is dat binnen een minuut.",
        "",
        *[stap.tekst for stap in gegevens.vervolg],
    ]
    if gegevens.buiten_tijdvak:
        regels.insert(
            1,
            "Dat is buiten het aanvraagtijdvak. U krijgt een besluit; de aanvraag kan om deze reden worden afgewezen.",
        )
    return "\n".join(regels)
