"""The part ``woonruimten``: lines of homes of one kind for one target group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Bedrag, Geheel, JaNee, Keuze, Maand
from subsidie.aanvragen.kolommen import HOOGSTE_AANTAL, HOOGSTE_HUURPRIJS_CENT
from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import getal
from subsidie.tranches.keuzen import Aanvraagveld, Woningtype, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.woorden import in_woorden

LIJST: Final = "regels"
MEESTE_REGELS: Final = 200
MEESTE_BEWONERS: Final = 50


@dataclass(frozen=True, slots=True)
class Regel:
    """One line as far as it was understood; ``nummer`` counts from 0, as in the names of its fields."""

    nummer: int
    doelgroep: str | None = None
    aard: Woonruimteaard | None = None
    soort: Woonruimtesoort | None = None
    woningtype: Woningtype | None = None
    aantal: int | None = None
    bewoners: int | None = None
    huurprijs_cent: int | None = None
    """Per month, of one home."""
    prijspeil: str | None = None
    """The month of the rent, as ``2026-07``."""
    gemeenschappelijke_ruimte: bool | None = None

    @property
    def is_heel(self) -> bool:
        """Whether it says for whom, what and how many: without those it is no line of an application."""
        return None not in (self.doelgroep, self.aard, self.soort, self.aantal)


@dataclass(frozen=True, slots=True)
class Woonruimten:
    """What was understood of the part."""

    regels: tuple[Regel, ...]

    @property
    def hele(self) -> tuple[Regel, ...]:
        """The lines that are whole."""
        return tuple(regel for regel in self.regels if regel.is_heel)


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks; with a pot only the target groups of that pot."""
    regels = vraag.regels
    groepen = regels.doelgroepen.waarde or ()
    in_pot = None
    if vraag.pot:
        in_pot = regels.pot(vraag.pot).doelgroepen.waarde
    opties = tuple((een.code, een.naam) for een in groepen if in_pot is None or een.code in in_pot)
    aarden = regels.aarden.waarde or tuple(Woonruimteaard)
    soorten = regels.soorten.waarde or tuple(Woonruimtesoort)
    velden = [
        Veld("doelgroep", "Doelgroep", Keuze(opties), Eis.NODIG),
        Veld("aard", "Permanent of flexibel", Keuze(tuple((een.value, in_woorden(een)) for een in aarden)),
             Eis.NODIG, "Flexibel: geschikt om te verplaatsen en opnieuw te gebruiken.", "Aard"),
        Veld("soort", "Soort woonruimte", Keuze(tuple((een.value, in_woorden(een)) for een in soorten)),
             Eis.NODIG, kort="Soort"),
    ]  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.WONINGTYPE)) is not None:
        velden.append(Veld("woningtype", "Woningtype", Keuze(_typen(vraag)), eis))
    velden.append(Veld("aantal", "Aantal", Geheel(1, HOOGSTE_AANTAL), Eis.NODIG))
    if (eis := vraag.eis(Aanvraagveld.BEWONERS)) is not None:
        velden.append(
            Veld("bewoners", "Bewoners per woonruimte", Geheel(1, MEESTE_BEWONERS), eis,
                 "Voor hoeveel mensen één woonruimte is bedoeld.", "Bewoners per woonruimte")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.HUURPRIJS)) is not None:
        velden.append(
            Veld("huurprijs", "Huurprijs per maand", Bedrag(1, HOOGSTE_HUURPRIJS_CENT), eis,
                 "Van één woonruimte, in euro’s.", "Huur per maand")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.PRIJSPEIL)) is not None:
        velden.append(
            Veld("prijspeil", "Prijspeil van de huur", Maand(), eis,
                 "De maand waarvoor de huur geldt, bijvoorbeeld 7-2026.", "Prijspeil")
        )  # fmt: skip
    if (eis := vraag.eis(Aanvraagveld.GEMEENSCHAPPELIJKE_RUIMTE)) is not None:
        velden.append(
            Veld("gemeenschappelijke_ruimte", "Toegang tot een gemeenschappelijke ruimte", JaNee(), eis,
                 kort="Gedeelde ruimte")
        )  # fmt: skip
    lijst = Lijst(
        LIJST, "Woonruimten", "regel", tuple(velden), MEESTE_REGELS, Eis.NODIG,
        "Maak een regel voor elke combinatie van doelgroep en soort woonruimte.",
    )  # fmt: skip
    return Deelopzet(
        Aanvraagdeel.WOONRUIMTEN, "Woonruimten", "Welke woonruimten komen er, en voor wie?",
        (lijst, *vraag.vragen(Aanvraagdeel.WOONRUIMTEN)),
    )  # fmt: skip


def _typen(vraag: Vraagstelling) -> tuple[tuple[str, str], ...]:
    regels = vraag.regels
    gekozen = regels.woningtypen.waarde if regels.heeft("woningtypen") else None
    namen = {een.code.value: een.naam for een in gekozen or ()}
    if vraag.alles or not namen:
        return tuple((een.value, namen.get(een.value, in_woorden(een).capitalize())) for een in Woningtype)
    return tuple(namen.items())


def controleer(inhoud: Deelinhoud) -> list[Gebrek]:
    """Faults between lines: more homes together than any application has."""
    samen = sum(rij["aantal"] or 0 for rij in inhoud.waarden[LIJST])
    if samen > HOOGSTE_AANTAL:
        melding = f"Samen zijn dit {getal(samen)} woonruimten. Meer dan {getal(HOOGSTE_AANTAL)} kan niet."
        return [Gebrek(LIJST, melding)]
    return []


def waarde(inhoud: Deelinhoud) -> Woonruimten:
    """The part as values."""
    return Woonruimten(
        tuple(
            Regel(
                nummer=nummer,
                doelgroep=rij["doelgroep"],
                aard=Woonruimteaard(rij["aard"]) if rij["aard"] else None,
                soort=Woonruimtesoort(rij["soort"]) if rij["soort"] else None,
                woningtype=Woningtype(rij["woningtype"]) if rij.get("woningtype") else None,
                aantal=rij["aantal"],
                bewoners=rij.get("bewoners"),
                huurprijs_cent=rij.get("huurprijs"),
                prijspeil=rij.get("prijspeil"),
                gemeenschappelijke_ruimte=rij.get("gemeenschappelijke_ruimte"),
            )
            for nummer, rij in enumerate(inhoud.waarden[LIJST])
        )
    )
