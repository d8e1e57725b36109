"""Which text a letter of a tranche gets: the newest that was written for it, else the standard text of the program."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from subsidie.documenten.briefsoorten import BRIEFSOORTEN, bij_sjabloon, get_soort, standaardtekst
from subsidie.documenten.briefsoorten.gekozen import TRANCHE, GekozenTekst
from subsidie.documenten.brieftaal.boom import Fout
from subsidie.documenten.brieftaal.keur import keur
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.tranches.models import Tranche
from subsidie.tranches.tekstmodellen import Brieftekst
from subsidie.web.db import db

B = TypeVar("B")


def met_tekst(brief: B, tranche: Tranche) -> B:
    """The same letter, with the text of now in its values; as it is where the program writes its text.

    ``brief``: a frozen dataclass with ``sjabloon`` and ``tekst``. Raises ``Domeinfout`` as ``kies_tekst``.
    """
    losse: Any = brief
    soort = bij_sjabloon(losse.sjabloon)
    return brief if soort is None else cast(B, replace(losse, tekst=kies_tekst(tranche, soort)))


def kies_tekst(tranche: Tranche, soort: Briefsoort) -> GekozenTekst:
    """The text that counts now for this kind of letter in this tranche.

    Raises ``Domeinfout`` for a text that was right when it was saved but is not any more (the program changed): then
    no letter is made with it.
    """
    nieuwste = zoek_nieuwste(tranche, soort)
    if nieuwste is None:
        return standaardtekst(soort)
    if fouten := _fouten(nieuwste.tekst, soort.code):
        raise Domeinfout(
            f"De tekst van de brief ‘{soort.naam}’ (versie {nieuwste.volgnummer}) klopt niet meer. Regel "
            f"{fouten[0].regel}: {fouten[0].melding} Een beheerder kan de tekst verbeteren."
        )
    return als_gekozen(nieuwste)


def als_gekozen(versie: Brieftekst) -> GekozenTekst:
    """A saved version as it is frozen in a letter."""
    return GekozenTekst(versie.soort, TRANCHE, versie.volgnummer, versie.sha256, versie.tekst)


def zoek_nieuwste(tranche: Tranche, soort: Briefsoort) -> Brieftekst | None:
    """The newest text that was written for this kind in this tranche, if any."""
    gevonden: Brieftekst | None = db.session.scalar(
        select(Brieftekst)
        .where(Brieftekst.tranche_id == tranche.id, Brieftekst.soort == soort.code)
        .order_by(Brieftekst.volgnummer.desc())
        .limit(1)
    )
    return gevonden


def list_nieuwste(tranche: Tranche) -> dict[str, Brieftekst]:
    """Per code of a kind the newest text that was written for it, in one query."""
    laatste = (
        select(Brieftekst.soort, func.max(Brieftekst.volgnummer).label("volgnummer"))
        .where(Brieftekst.tranche_id == tranche.id)
        .group_by(Brieftekst.soort)
        .subquery()
    )
    rijen = db.session.scalars(
        select(Brieftekst)
        .join(
            laatste, (Brieftekst.soort == laatste.c.soort) & (Brieftekst.volgnummer == laatste.c.volgnummer)
        )
        .where(Brieftekst.tranche_id == tranche.id)
        .options(joinedload(Brieftekst.door))
    )
    return {rij.soort: rij for rij in rijen}


def list_versies(tranche: Tranche, soort: Briefsoort) -> list[Brieftekst]:
    """Every text that was written for this kind in this tranche, the newest first."""
    return list(
        db.session.scalars(
            select(Brieftekst)
            .where(Brieftekst.tranche_id == tranche.id, Brieftekst.soort == soort.code)
            .order_by(Brieftekst.volgnummer.desc())
            .options(joinedload(Brieftekst.door))
        )
    )


def get_tekst(tranche: Tranche, soort: Briefsoort, versie: int) -> GekozenTekst:
    """The text of a version; 0 is the standard text. Raises ``NietGevonden``."""
    if versie == 0:
        return standaardtekst(soort)
    gevonden: Brieftekst | None = db.session.scalar(
        select(Brieftekst).where(
            Brieftekst.tranche_id == tranche.id,
            Brieftekst.soort == soort.code,
            Brieftekst.volgnummer == versie,
        )
    )
    if gevonden is None:
        raise NietGevonden("Deze versie van de tekst is er niet.")
    return als_gekozen(gevonden)


def tekststand(tranche: Tranche) -> str:
    """SHA-256 over the texts that count now for all kinds in this tranche: another one says that a text changed."""
    nieuwste = list_nieuwste(tranche)
    return sha256_hex(
        canonieke_json(
            {
                soort.code: nieuwste[soort.code].sha256
                if soort.code in nieuwste
                else standaardtekst(soort).sha256
                for soort in BRIEFSOORTEN
            }
        )
    )


@lru_cache(maxsize=64)
def _fouten(tekst: str, code: str) -> tuple[Fout, ...]:
    return keur(tekst, get_soort(code))
