"""The sentences of the explanation about the order in a pot and the room in it (steps 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import moment_nl
from subsidie.kern.verdeelwoorden import Grens
from subsidie.verdeling import groepstekst
from subsidie.verdeling.invoer import Kandidaat, Pot, Verdelingsinvoer
from subsidie.verdeling.moment import als_datetime
from subsidie.verdeling.uitslag import Groep, Potuitslag, Uitkomst, Verdelingsuitslag

AFGEWEZEN = "Daarom is uw aanvraag afgewezen."


@dataclass(frozen=True, slots=True)
class Zaak:
    """One application with all that its explanation needs."""

    invoer: Verdelingsinvoer
    uitslag: Verdelingsuitslag
    kandidaat: Kandidaat
    uitkomst: Uitkomst
    pot: Pot
    potuitslag: Potuitslag
    plafond: str

    @property
    def groep(self) -> Groep:
        """Its group; only asked for outcomes that have one."""
        groep = self.uitslag.groep_van(self.uitkomst)
        if groep is None:
            raise ValueError(f"{self.kandidaat.nummer} is in no group")
        return groep

    @property
    def telt_mee(self) -> str:
        """What the application counts for, in euros."""
        return euro_kort(self.kandidaat.gevraagd_cent)

    @property
    def bedrag(self) -> str:
        """What it gets, in euros."""
        return euro_kort(self.uitkomst.bedrag_cent)

    @property
    def ruimte(self) -> str:
        """The room in the pot at its turn, in euros."""
        return euro_kort(self.uitkomst.ruimte_voor_cent or 0)


def aanleiding(zaak: Zaak) -> list[str]:
    """Why the group was put in order."""
    groep = zaak.groep
    if groep.gevraagd_cent <= groep.ruimte_voor_cent:
        return [*eigen_sleutel(zaak), boven_gemeentemaximum(zaak)]
    return [f"{groepstekst.bij(zaak.pot.regels, groep)} zou {zaak.plafond} worden overschreden."]


def boven_gemeentemaximum(zaak: Zaak) -> str:
    """Why a group that fits in the room was still not awarded whole."""
    maximum = euro_kort(zaak.invoer.gemeentemaximum_cent or 0)
    alle = groepstekst.alle(zaak.pot.regels, zaak.groep, komma=True)
    return f"Met {alle} zou een gemeente boven het maximum van {maximum} per gemeente komen."


def plaats(zaak: Zaak) -> list[str]:
    """How the application got its place in the group that was put in order, and its rank."""
    groep, regels = zaak.groep, zaak.pot.regels
    rang = f"staat op rang {getal(zaak.uitkomst.rang or 0)}"
    if groep.omvang == 1:
        return [f"{groepstekst.enige(regels, groep)} en {rang}."]
    if groep.geloot:
        return [
            f"{groepstekst.al_deze(regels, groep)} deden mee aan de loting.",
            f"Uw aanvraag trok lotnummer {getal(zaak.uitkomst.lotnummer or 0)} en {rang}.",
        ]
    return [
        f"{groepstekst.al_deze(regels, groep)} zijn op volgorde van tijdstip gezet.",
        f"Uw aanvraag was volledig op {moment_nl(als_datetime(zaak.kandidaat.instant))} en {rang}.",
    ]


def sleutel_en_plaats(zaak: Zaak) -> list[str]:
    """As ``plaats``, where no sentence before it names the group."""
    return plaats(zaak) if zaak.groep.omvang == 1 else [*eigen_sleutel(zaak), *plaats(zaak)]


def eigen_sleutel(zaak: Zaak) -> list[str]:
    """What put the application in its group."""
    return groepstekst.eigen(zaak.pot.regels, zaak.kandidaat)


def beurt(zaak: Zaak) -> str:
    """How much money there was at its turn."""
    if not zaak.uitkomst.ruimte_voor_cent:
        return "Toen uw aanvraag aan de beurt was, was al het geld verdeeld."
    return f"Toen uw aanvraag aan de beurt was, was er nog {zaak.ruimte}."


def niet_gehaald(zaak: Zaak) -> list[str]:
    """Rejected in the group in which the money ran out: in its own turn, or after the pot was closed."""
    groep, grens = zaak.groep, zaak.pot.regels.grens
    gesloten_rang, rang = groep.gesloten_rang, zaak.uitkomst.rang or 0
    if gesloten_rang is not None and rang > gesloten_rang:
        return [*_gestopt(groep), "Uw aanvraag kwam daarna.", AFGEWEZEN]
    zinnen = te_weinig(zaak)
    if grens is Grens.GEDEELTELIJK and zaak.uitkomst.ruimte_voor_cent:
        if zaak.kandidaat.minimum_cent is None:
            zinnen.append("In uw aanvraag staat niet dat u ook met een lager bedrag wilt bouwen.")
        else:
            minimum = euro_kort(zaak.kandidaat.minimum_cent)
            zinnen.append(f"Het is ook minder dan het laagste bedrag waarmee u wilt bouwen: {minimum}.")
    zinnen.append(AFGEWEZEN)
    if grens is Grens.DOORSCHUIVEN:
        zinnen.append("Aanvragen na u die nog wel pasten, konden nog geld krijgen.")
    else:
        zinnen.append("Volgens de verdeelregels stopte de verdeling daar.")
    return zinnen


def _gestopt(sluitend: Groep) -> list[str]:
    """How the pot was closed, in the group where that happened."""
    rang, over_cent = getal(sluitend.gesloten_rang or 0), sluitend.ruimte_na_cent
    if over_cent == 0:
        return [f"Na rang {rang} was er geen geld meer."]
    return [
        f"De aanvraag op rang {rang} paste niet in het bedrag dat toen nog over was: {euro_kort(over_cent)}.",
        "Volgens de verdeelregels stopt de verdeling daar. Ook kleinere aanvragen daarna krijgen geen geld.",
    ]


def al_gesloten(zaak: Zaak) -> list[str]:
    """The pot was closed in an earlier group."""
    plek = zaak.potuitslag.sluitende_groep
    if plek is None:
        raise ValueError("a pot that was closed was closed in one of its groups")
    groep = zaak.uitslag.groepen[plek]
    return [
        f"Bij {groepstekst.alle(zaak.pot.regels, groep, komma=True)} is {zaak.plafond} bereikt.",
        *_gestopt(groep),
        _komt_daarna(zaak, groep),
    ]


def _komt_daarna(zaak: Zaak, sluitend: Groep) -> str:
    eigen = " ".join(eigen_sleutel(zaak)).removesuffix(".")
    if sluitend.score is not None and Decimal(sluitend.score) == Decimal(zaak.kandidaat.score or ""):
        return f"{eigen}, maar komt door de regels voor een gelijke stand later aan de beurt."
    return f"{eigen} en kwam later aan de beurt."


def te_weinig(zaak: Zaak) -> list[str]:
    """That the money left at its turn was too little for it."""
    if not zaak.uitkomst.ruimte_voor_cent:
        return [beurt(zaak)]
    return [beurt(zaak), f"Dat is minder dan de {zaak.telt_mee} waarvoor uw aanvraag meetelt."]


def reserveloting(zaak: Zaak) -> list[str]:
    """The place of who was rejected before the group had its turn, and what a lot did not decide."""
    if zaak.groep.omvang == 1:
        return [f"Uw aanvraag staat op rang {getal(zaak.uitkomst.rang or 0)}."]
    if not zaak.groep.geloot:
        return plaats(zaak)
    return [
        *plaats(zaak),
        "Deze loting bepaalde alleen de volgorde op de reservelijst.",
        "Uw lot had geen invloed op de afwijzing.",
    ]


def hoofdletter(tekst: str) -> str:
    """The text as the beginning of a sentence."""
    return tekst[:1].upper() + tekst[1:]
