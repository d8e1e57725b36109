"""What the letters about an awarded project have in common: the head, the signature, and what makes them impossible.

The letters of a change and of a settlement are both a few plain values under the same head (``layout/projectbrief``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Self, TypedDict

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.beschikkingen.samenstellen import BRONCODE
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum
from subsidie.register.geadresseerde import adres_op
from subsidie.register.models import Gemeente
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels


class Projectbrief:
    """A letter about an awarded project. ``MAP``: where its templates are, one for each ``soort``."""

    __slots__ = ()
    MAP: ClassVar[str]
    soort: str

    @property
    def sjabloon(self) -> str:
        """Name of the template in the registry of ``documenten.sjablonen``."""
        return f"{self.MAP}/{self.soort}"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> Self:
        """The letter that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


def gebreken_van_kop(
    soort: str, soorten: Iterable[str], dagen: Mapping[str, str], bezwaar: BezwaarGegevens | None, *,
    voorbeeld: bool, voorlopig: tuple[VoorlopigeInstelling, ...], zonder_bezwaar: Iterable[str] = (),
) -> Iterator[Gebrek]:  # fmt: skip
    """What cannot be in any of these letters. ``zonder_bezwaar``: the kinds against which nobody objects."""
    for waar, dag in dagen.items():
        try:
            lees_datum(dag, waar=waar)
        except OngeldigeInvoer as fout:
            yield from fout.gebreken
    if soort not in soorten:
        yield Gebrek("soort", f"‘{soort}’ is geen soort brief.")
    if soort not in zonder_bezwaar and (bezwaar is None or not (bezwaar.digitaal or bezwaar.adresregels)):
        yield Gebrek("bezwaar", "er moet een weg zijn om bezwaar te maken (Awb 3:45).")
    if voorlopig and not voorbeeld:
        yield Gebrek("voorlopig", "mag alleen in een voorbeeld staan.")


class Briefkop(TypedDict):
    """Who writes to whom about which project, and who signs: the fields that each of these letters has."""

    afzender: Afzender
    geadresseerde: Geadresseerde
    regeling: RegelingGegevens
    nummer: str
    project: str
    ondertekening: Ondertekening
    voorbeeld: bool


def maak_kop(aanvraag: Aanvraag, dagtekening: date, *, door: Gebruiker, mandaatnummer: str) -> Briefkop:
    """The head of a letter dated ``dagtekening``, signed by ``door``. Raises ``Domeinfout`` as ``adres_op``."""
    regelset = regels(aanvraag.tranche)
    return {
        "afzender": Afzender(regelset.uitvoerder.waarde or ""),
        "geadresseerde": geadresseerde_op(aanvraag.gemeente, dagtekening),
        "regeling": RegelingGegevens(
            naam=regelset.naam.waarde or aanvraag.tranche.naam, bron=" en ".join(regelset.regelingen.waarde or ())
        ),
        "nummer": aanvraag.nummer, "project": aanvraag.project.naam,
        "ondertekening": Ondertekening(
            minister=_minister(regelset), naam=door.naam, functie=door.functie, mandaatnummer=mandaatnummer
        ),
        "voorbeeld": aanvraag.tranche.aard is not Trancheaard.ECHT,
    }  # fmt: skip


def bezwaarweg(regelset: Regels) -> BezwaarGegevens:
    """Where an objection against a decision of the tranche with these rules goes."""
    return BezwaarGegevens(
        bij=_minister(regelset), adresregels=tuple((regelset.bezwaar_postadres.waarde or "").splitlines()),
        digitaal=bool(regelset.bezwaar_loket.waarde),
    )  # fmt: skip


def _minister(regelset: Regels) -> str:
    return f"de {regelset.ondertekenaar.waarde or 'minister'}"


def geadresseerde_op(gemeente: Gemeente, dag: date) -> Geadresseerde:
    """To whom a letter dated ``dag`` goes: after a merger to the successor. Raises ``Domeinfout`` as ``adres_op``."""
    adres = adres_op(gemeente, dag)
    return Geadresseerde(adres.gemeente, adres.regels)


def noem_onzeker(gebruikt: Iterable[Instelling[Any]]) -> tuple[VoorlopigeInstelling, ...]:
    """Of the settings that a letter rests on those that are not certain, as an example lists them."""
    return tuple(
        VoorlopigeInstelling(
            label_van(Niveau.TRANCHE, een.sleutel), een.zekerheid.value, BRONCODE.sub("", een.bron)
        )
        for een in gebruikt
        if een.is_aanname or een.is_onbekend
    )


def alineas(tekst: str) -> tuple[str, ...]:
    """A text that somebody typed, as paragraphs."""
    return tuple(deel.strip() for deel in tekst.splitlines() if deel.strip())
