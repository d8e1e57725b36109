"""The part ``project``: what it is, in which pot, where, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.plaatssoorten import BagId, Graden, Postcode
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Alinea, Email, Keuze, Tekst, Telefoon
from subsidie.aanvragen.kolommen import LANGSTE_PROJECTNAAM
from subsidie.kern.fouten import Gebrek
from subsidie.tranches.keuzen import Aanvraagveld, Bouwvorm, Verdeelwijze
from subsidie.tranches.regels import Regels
from subsidie.tranches.woorden import in_woorden

MEESTE_PLAATSEN: Final = 50
BREEDTE: Final = Graden(Decimal("50.7"), Decimal("53.6"))
LENGTE: Final = Graden(Decimal("3.3"), Decimal("7.3"))
"""Between these the Netherlands lie (general knowledge)."""


@dataclass(frozen=True, slots=True)
class Plaats:
    """One place of the project."""

    straat: str | None = None
    huisnummer: str | None = None
    postcode: str | None = None
    woonplaats: str | None = None
    bag_id: str | None = None
    breedtegraad: Decimal | None = None
    lengtegraad: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What was understood of the part; ``pot`` is the only pot where there is one."""

    naam: str | None
    omschrijving: str | None
    bouwvorm: Bouwvorm | None
    pot: str | None
    plaatsen: tuple[Plaats, ...]
    contact_naam: str | None
    contact_functie: str | None
    contact_email: str | None
    contact_telefoon: str | None


def potten(regels: Regels) -> tuple[tuple[str, str], ...]:
    """Code and name of the pots that take applications."""
    return tuple(
        (pot.code, pot.naam.waarde or pot.code)
        for pot in regels.potten
        if pot.methode.waarde is not Verdeelwijze.VAST
    )


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks."""
    regels = vraag.regels
    vormen = regels.bouwvormen.waarde or tuple(Bouwvorm)
    onderdelen: list[Veld | Lijst] = [
        Veld("naam", "Naam van het project", Tekst(LANGSTE_PROJECTNAAM), Eis.NODIG,
             "Zo komt het in de brieven te staan."),
    ]  # fmt: skip
    if len(potten(regels)) > 1:
        onderdelen.append(
            Veld("pot", "Voor wie vraagt u aan", Keuze(potten(regels)), Eis.NODIG,
                 "Een aanvraag hoort bij één pot. Vallen de woonruimten in twee potten, doe dan twee aanvragen.",
                 "Pot")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.OMSCHRIJVING)) is not None:
        onderdelen.append(
            Veld("omschrijving", "Omschrijving", Alinea(), eis,
                 "Wat komt er, voor wie, en wat is er bijzonder aan? Ten hoogste 4.000 tekens.")
        )  # fmt: skip
    onderdelen.append(
        Veld("bouwvorm", "Bouwvorm", Keuze(tuple((vorm.value, in_woorden(vorm)) for vorm in vormen)),
             Eis.VERPLICHT, "Transformatie: een bestaand gebouw krijgt een woonfunctie.")
    )  # fmt: skip
    if plaatsvelden := _plaatsvelden(vraag):
        verplicht = any(veld.eis is Eis.VERPLICHT for veld in plaatsvelden)
        onderdelen.append(
            Lijst("plaatsen", "Locaties", "locatie", plaatsvelden, MEESTE_PLAATSEN,
                  Eis.VERPLICHT if verplicht else Eis.OPTIONEEL,
                  "Ligt het project op meer plekken, noem ze dan allemaal.")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.CONTACTPERSOON)) is not None:
        onderdelen += [
            Veld("contact_naam", "Contactpersoon: naam", Tekst(120), eis,
                 "Met wie wij kunnen overleggen over de aanvraag."),
            Veld("contact_functie", "Contactpersoon: functie", Tekst(120)),
            Veld("contact_email", "Contactpersoon: e-mailadres", Email(), eis),
            Veld("contact_telefoon", "Contactpersoon: telefoonnummer", Telefoon()),
        ]  # fmt: skip
    onderdelen += vraag.vragen(Aanvraagdeel.PROJECT)
    return Deelopzet(
        Aanvraagdeel.PROJECT, "Project en locatie", "Wat gaat u bouwen, en waar?", tuple(onderdelen)
    )


def _plaatsvelden(vraag: Vraagstelling) -> tuple[Veld, ...]:
    velden: list[Veld] = []
    if (eis := vraag.eis(Aanvraagveld.LOCATIE_ADRES)) is not None:
        velden += [
            Veld("straat", "Straat", Tekst(120), eis),
            Veld("huisnummer", "Huisnummer", Tekst(20), hulp="Leeg als er nog geen nummer is."),
            Veld("postcode", "Postcode", Postcode()),
            Veld("woonplaats", "Plaats", Tekst(80), eis),
        ]
    if (eis := vraag.eis(Aanvraagveld.BAG_ID)) is not None:
        velden.append(
            Veld("bag_id", "BAG-nummer", BagId(), eis,
                 "16 cijfers, als het gebouw of de standplaats er al is. U vindt het in de BAG.")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.COORDINATEN)) is not None:
        velden += [
            Veld("breedtegraad", "Breedtegraad", BREEDTE, eis, "Bijvoorbeeld 52,0893"),
            Veld("lengtegraad", "Lengtegraad", LENGTE, eis, "Bijvoorbeeld 5,1102"),
        ]
    return tuple(velden)


def controleer(inhoud: Deelinhoud) -> list[Gebrek]:
    """Faults between fields: one coordinate without the other."""
    gebreken = []
    for nummer, plaats in enumerate(inhoud.waarden.get("plaatsen", ())):
        breedte, lengte = plaats.get("breedtegraad"), plaats.get("lengtegraad")
        if (breedte is None) != (lengte is None):
            leeg = "breedtegraad" if breedte is None else "lengtegraad"
            waar = f"plaatsen-{nummer}-{leeg}"
            if not inhoud.gebreken_bij(waar):
                gebreken.append(
                    Gebrek(waar, "Vul breedtegraad en lengtegraad allebei in, of geen van beide.")
                )
    return gebreken


def waarde(inhoud: Deelinhoud, regels: Regels) -> Project:
    """The part as values."""
    gelezen = inhoud.waarden
    enige = potten(regels)[0][0] if len(potten(regels)) == 1 else None
    vorm = gelezen.get("bouwvorm")
    return Project(
        naam=gelezen.get("naam"),
        omschrijving=gelezen.get("omschrijving"),
        bouwvorm=Bouwvorm(vorm) if vorm else None,
        pot=gelezen.get("pot") or enige,
        plaatsen=tuple(Plaats(**_bekend(plaats)) for plaats in gelezen.get("plaatsen", ())),
        contact_naam=gelezen.get("contact_naam"),
        contact_functie=gelezen.get("contact_functie"),
        contact_email=gelezen.get("contact_email"),
        contact_telefoon=gelezen.get("contact_telefoon"),
    )


def _bekend(plaats: dict[str, Any]) -> dict[str, Any]:
    return {naam: plaats[naam] for naam in Plaats.__dataclass_fields__ if naam in plaats}
