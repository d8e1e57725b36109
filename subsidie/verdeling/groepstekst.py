"""A group of the allocation in Dutch words, as parts of a sentence."""

from __future__ import annotations

from subsidie.kern.tekst import getal
from subsidie.kern.tijd import datum_nl
from subsidie.verdeling.invoer import Kandidaat, Methode, Regels
from subsidie.verdeling.uitslag import Groep


def score(tekst: str) -> str:
    """A score as people write it: with a comma."""
    return tekst.replace(".", ",")


def alle(regels: Regels, groep: Groep, *, komma: bool = False) -> str:
    """``de 30 aanvragen die op 15 juni 2023 volledig waren``; ``komma`` closes a relative clause."""
    een = groep.omvang == 1
    wie = "de aanvraag" if een else f"de {getal(groep.omvang)} aanvragen"
    sluit = "," if komma else ""
    if groep.dag is not None:
        return f"{wie} die op {datum_nl(groep.dag)} volledig {'was' if een else 'waren'}{sluit}"
    if regels.methode is Methode.CATEGORIE:
        return f"{wie} in categorie {groep.categorie}"
    if groep.score is not None:
        eindigde = "eindigde" if een else "gelijk eindigden"
        return f"{wie} die met score {score(groep.score)} {eindigde}{sluit}"
    return wie


def al_deze(regels: Regels, groep: Groep) -> str:
    """Once the day, category or score was named: ``Alle 30 aanvragen die op die dag volledig waren,``."""
    wie = "Beide aanvragen" if groep.omvang == 2 else f"Alle {getal(groep.omvang)} aanvragen"
    match regels.methode:
        case Methode.BINNENKOMST:
            return f"{wie} die op die dag volledig waren,"
        case Methode.CATEGORIE:
            return f"{wie} in die categorie"
        case Methode.SCORE:
            return f"{wie} die met die score gelijk eindigden,"
        case _:
            return wie


def enige(regels: Regels, groep: Groep) -> str:
    """A group of one: ``Uw aanvraag was de enige die op 15 juni 2023 volledig was``."""
    if groep.dag is not None:
        return f"Uw aanvraag was de enige die op {datum_nl(groep.dag)} volledig was"
    if regels.methode is Methode.CATEGORIE:
        return f"Uw aanvraag was de enige in categorie {groep.categorie}"
    if groep.score is not None and regels.gelijke_stand:
        return f"Uw aanvraag was de enige die met score {score(groep.score)} op deze plaats eindigde"
    if groep.score is not None:
        return f"Uw aanvraag was de enige met score {score(groep.score)}"
    return "Uw aanvraag was de enige"


def bij(regels: Regels, groep: Groep) -> str:
    """Where in the order the group stands: ``Op 15 juni 2023``, ``Bij categorie B``."""
    if groep.dag is not None:
        return f"Op {datum_nl(groep.dag)}"
    if regels.methode is Methode.CATEGORIE:
        return f"Bij categorie {groep.categorie}"
    if groep.score is not None:
        return f"Bij score {score(groep.score)}"
    return "Met alle aanvragen samen"


def eigen(regels: Regels, kandidaat: Kandidaat) -> list[str]:
    """What puts this application in its group, as a sentence; none when the whole pot is one group."""
    match regels.methode:
        case Methode.BINNENKOMST:
            return [f"Uw aanvraag was volledig op {datum_nl(kandidaat.dag)}."]
        case Methode.CATEGORIE:
            return [f"Uw aanvraag valt in categorie {kandidaat.categorie}."]
        case Methode.SCORE:
            return [f"Uw aanvraag heeft score {score(kandidaat.score or '')}."]
        case _:
            return []
