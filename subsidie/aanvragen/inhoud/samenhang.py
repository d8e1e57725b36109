"""The part ``samenhang``: other schemes, partners, and the fit with local and regional policy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Alinea, Keuze, Tekst
from subsidie.tranches.keuzen import Aanvraagveld
from subsidie.tranches.regels import Regels

MEESTE_PARTNERS: Final = 30
VOOR: Final = "samenloop_"
UITLEG: Final = "_toelichting"


class Samenloopstand(StrEnum):
    """Whether the project gets money from another scheme as well."""

    NEE = "nee"
    AANGEVRAAGD = "aangevraagd"
    JA = "ja"


STANDEN: Final = {
    Samenloopstand.NEE: "nee",
    Samenloopstand.AANGEVRAAGD: "aangevraagd, nog niet beslist",
    Samenloopstand.JA: "ja, toegekend",
}


@dataclass(frozen=True, slots=True)
class Partner:
    """Who takes part in the project besides the municipality."""

    naam: str | None = None
    rol: str | None = None


@dataclass(frozen=True, slots=True)
class Samenhang:
    """What was understood of the part; ``samenloop`` by the code of the other scheme."""

    samenloop: dict[str, Samenloopstand | None]
    partners: tuple[Partner, ...]
    woonzorgvisie: str | None
    regionale_afspraken: str | None


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks."""
    onderdelen: list[Veld | Lijst] = []
    if (eis := vraag.eis(Aanvraagveld.SAMENLOOP)) is not None:
        standen = Keuze(tuple((stand.value, naam) for stand, naam in STANDEN.items()))
        for een in vraag.regels.samenloop.waarde or ():
            onderdelen += [
                Veld(f"{VOOR}{een.code}", f"Geld uit de regeling {een.naam}", standen, eis, kort=een.naam),
                Veld(f"{VOOR}{een.code}{UITLEG}", f"Toelichting bij {een.naam}", Alinea(1_000),
                     hulp="Alleen als er een aanvraag of een toekenning is: welk bedrag, voor welk deel?",
                     bij=f"{VOOR}{een.code}"),
            ]  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.PARTNERS)) is not None:
        velden = (
            Veld("naam", "Partner", Tekst(160), Eis.VERPLICHT),
            Veld("rol", "Wat de partner doet", Tekst(200)),
        )
        onderdelen.append(
            Lijst("partners", "Partners in het project", "partner", velden, MEESTE_PARTNERS, eis,
                  "Bijvoorbeeld een woningcorporatie of een zorgorganisatie.")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.WOONZORGVISIE)) is not None:
        onderdelen.append(
            Veld("woonzorgvisie", "Hoe past het project in uw woonzorgvisie?", Alinea(), eis,
                 kort="Woonzorgvisie")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.REGIONALE_AFSPRAKEN)) is not None:
        onderdelen.append(
            Veld("regionale_afspraken", "Hoe past het project in de afspraken met de regio?", Alinea(), eis,
                 "Bijvoorbeeld over een evenwichtige verdeling over de gemeenten (fair share).",
                 "Regionale afspraken")
        )  # fmt: skip
    onderdelen += vraag.vragen(Aanvraagdeel.SAMENHANG)
    return Deelopzet(
        Aanvraagdeel.SAMENHANG,
        "Samenhang",
        "Wie doen er mee, en waar past het project in?",
        tuple(onderdelen),
    )


def waarde(inhoud: Deelinhoud, regels: Regels) -> Samenhang:
    """The part as values."""
    gelezen = inhoud.waarden
    samenloop = {
        een.code: Samenloopstand(stand) if (stand := gelezen.get(f"{VOOR}{een.code}")) else None
        for een in regels.samenloop.waarde or ()
    }
    return Samenhang(
        samenloop=samenloop,
        partners=tuple(Partner(rij["naam"], rij["rol"]) for rij in gelezen.get("partners", ())),
        woonzorgvisie=gelezen.get("woonzorgvisie"),
        regionale_afspraken=gelezen.get("regionale_afspraken"),
    )
