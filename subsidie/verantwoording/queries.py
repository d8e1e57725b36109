"""The audit trail for who verifies it: a list that is searched, filtered and exported, and one event whole.

Reads only. However many events there are, a page asks the same few questions: names, count, rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.audit.gegevens import Gegeven, in_woorden, toelichting
from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.woorden import HET_PROGRAMMA, OBJECTSOORTEN, WOORDEN, objectsoort_van, woord_van
from subsidie.berichten.models import Bericht
from subsidie.berichten.toegang import CONCEPT
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.tijd import lees_datum, moment_in_amsterdam
from subsidie.platform import lijstinvoer
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Pagina, Staat, bepaal, beperk, pagina_van
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verantwoording.plekken import Plek, plek_van
from subsidie.web.db import db

HET_PROGRAMMA_SLEUTEL: Final = "programma"

G: Final = Gebeurtenis


@dataclass(frozen=True, slots=True)
class Regel:
    """One event as a person reads it; ``door`` is a name, ``door_sleutel`` empty when the program did it."""

    volgnummer: int
    moment: datetime
    soort: str
    titel: str
    kleur: str
    tekst: str
    object_soort: str
    objectnaam: str
    object_id: str
    object_titel: str
    """What the object is called: the name of a user, else its key."""
    plek: Plek | None
    door: str
    door_sleutel: str | None
    gegevens: tuple[Gegeven, ...]
    ruw: str
    """The data as they are kept: canonical JSON."""
    vorige_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Controlespoor:
    """The list, with the names that belong to keys of users."""

    lijst: Lijst
    namen: Mapping[str, str]
    voorbeeld: bool
    """Whether every tranche in the database is an example or practice, so that all that happened was invented."""

    def pagina(self, staat: Staat) -> Pagina:
        """The page that ``staat`` asks; ``rijen`` are rows of events, for ``regel``."""
        telling = beperk(self.lijst, staat, select(func.count()).select_from(G))
        return pagina_van(db.session, self.lijst, staat, _vraag(), totaal=db.session.scalar(telling) or 0)

    def cellen(self, staat: Staat) -> list[Sequence[Cel]]:
        """Everything that ``staat`` filters, in its order, as cells of the export."""
        return [self._cellen(rij) for rij in db.session.execute(bepaal(self.lijst, staat, _vraag()))]

    def regel(self, rij: Row[Any]) -> Regel:
        """One row of a page in words."""
        return _regel(rij, self.namen)

    def _cellen(self, rij: Row[Any]) -> Sequence[Cel]:
        return (
            rij.volgnummer, rij.moment, woord_van(rij.soort).titel, toelichting(rij.soort, rij.gegevens), rij.soort,
            rij.object_soort, rij.object_id, _door(rij.door_sleutel, self.namen), rij.door_sleutel, rij.gegevens,
            rij.vorige_hash, rij.hash,
        )  # fmt: skip


def controlespoor() -> Controlespoor:
    """The list of all events, newest first."""
    namen = _namen()
    getal, moment = Kolomsoort.GETAL, Kolomsoort.MOMENT
    lijst = Lijst(
        titel="Controlespoor",
        kolommen=(
            Lijstkolom(Kolom("nummer", "Nummer", getal, 10), G.volgnummer),
            Lijstkolom(Kolom("moment", "Moment", moment, 24), G.moment),
            Lijstkolom(Kolom("gebeurtenis", "Gebeurtenis", breedte=36), G.soort),
            Lijstkolom(Kolom("toelichting", "Toelichting", breedte=50), op_scherm=False),
            Lijstkolom(Kolom("soort", "Soort", breedte=30), op_scherm=False),
            Lijstkolom(Kolom("objectsoort", "Soort object", breedte=14), op_scherm=False),
            Lijstkolom(Kolom("object", "Object", breedte=22), G.object_id),
            Lijstkolom(Kolom("door", "Door", breedte=24)),
            Lijstkolom(Kolom("door_sleutel", "Sleutel van wie", breedte=34), op_scherm=False),
            Lijstkolom(Kolom("gegevens", "Gegevens (JSON)", breedte=60), op_scherm=False),
            Lijstkolom(Kolom("vorige_hash", "Vorige hash", breedte=66), op_scherm=False),
            Lijstkolom(Kolom("hash", "Hash", breedte=66)),
        ),
        uniek=G.volgnummer,
        filters=_filters(namen),
        zoek=_zoek,
        zoek_label="Zoek op object, naam, hash of in de gegevens",
        standaard="-nummer",
    )
    return Controlespoor(lijst, namen, _alles_verzonnen())


def _alles_verzonnen() -> bool:
    aarden = set(db.session.scalars(select(Tranche.aard).distinct()))
    return bool(aarden) and Trancheaard.ECHT not in aarden


def _namen() -> dict[str, str]:
    """The name of every user by their key, in order of name."""
    vraag = select(Gebruiker.sleutel, Gebruiker.naam).order_by(Gebruiker.naam, Gebruiker.id)
    return {rij.sleutel: rij.naam for rij in db.session.execute(vraag)}


def _vraag() -> Any:
    """Events, each with whether it is about a draft (or something thrown away): of that the ministry has no page."""
    aanvraag = and_(G.object_soort == "aanvraag", Aanvraag.nummer == G.object_id)
    bericht = and_(G.object_soort == "bericht", Bericht.kenmerk == G.object_id)
    heeft_pagina = or_(
        G.object_soort.not_in(("aanvraag", "bericht")), Aanvraag.ontvangen_op.is_not(None),
        Bericht.object_soort != CONCEPT,
    )  # fmt: skip
    return (
        select(*G.__table__.columns, heeft_pagina.label("heeft_pagina"))
        .outerjoin(Aanvraag, aanvraag)
        .outerjoin(Bericht, bericht)
    )


def _filters(namen: Mapping[str, str]) -> tuple[Filter, ...]:
    soorten = tuple(
        (soort, woord.titel) for soort, woord in sorted(WOORDEN.items(), key=lambda paar: paar[1].titel)
    )
    objecten = tuple(sorted(OBJECTSOORTEN.items(), key=lambda paar: paar[1]))
    personen = ((HET_PROGRAMMA_SLEUTEL, HET_PROGRAMMA.capitalize()), *namen.items())
    return (
        Filter("soort", "Soort gebeurtenis", soorten, lambda soort: G.soort == soort),
        Filter("objectsoort", "Soort object", objecten, lambda soort: G.object_soort == soort),
        Filter("object", "Object (precies)", (), lambda sleutel: G.object_id == sleutel, "text", lijstinvoer.tekst),
        Filter("door", "Door wie", personen, _van_persoon),
        Filter("vanaf", "Vanaf (dag)", (), lambda dag: G.moment >= _begin(lees_datum(dag)), "date", lijstinvoer.dag),
        Filter(
            "tot", "Tot en met (dag)", (), lambda dag: G.moment < _begin(lees_datum(dag) + timedelta(days=1)),
            "date", lijstinvoer.dag,
        ),
        Filter("na", "Na nummer", (), lambda nummer: G.volgnummer > int(nummer), "number", lijstinvoer.getal),
    )  # fmt: skip


def _van_persoon(sleutel: str) -> ColumnElement[bool]:
    return G.door_sleutel.is_(None) if sleutel == HET_PROGRAMMA_SLEUTEL else G.door_sleutel == sleutel


def _begin(dag: date) -> datetime:
    return moment_in_amsterdam(dag, time())


def _zoek(tekst: str) -> ColumnElement[bool]:
    """In the key of the object, the data and the names; a whole number or a hash finds that very event."""
    personen = select(Gebruiker.sleutel).where(Gebruiker.naam.icontains(tekst, autoescape=True))
    delen = [
        G.object_id.icontains(tekst, autoescape=True),
        G.gegevens.icontains(tekst, autoescape=True),
        G.door_sleutel.in_(personen),
        G.hash == tekst.lower(),
    ]
    if lijstinvoer.getal(tekst) is not None:
        delen.append(G.volgnummer == int(tekst))
    return or_(*delen)


def _regel(rij: Any, namen: Mapping[str, str]) -> Regel:
    woord = woord_van(rij.soort)
    return Regel(
        volgnummer=rij.volgnummer, moment=rij.moment, soort=rij.soort, titel=woord.titel, kleur=woord.kleur,
        tekst=toelichting(rij.soort, rij.gegevens), object_soort=rij.object_soort,
        objectnaam=objectsoort_van(rij.object_soort), object_id=rij.object_id,
        object_titel=namen.get(rij.object_id, rij.object_id), plek=_plek(rij),
        door=_door(rij.door_sleutel, namen), door_sleutel=rij.door_sleutel,
        gegevens=tuple(in_woorden(rij.gegevens, namen)), ruw=rij.gegevens, vorige_hash=rij.vorige_hash, hash=rij.hash,
    )  # fmt: skip


def _plek(rij: Any) -> Plek | None:
    return plek_van(rij.object_soort, rij.object_id) if rij.heeft_pagina else None


def _door(sleutel: str | None, namen: Mapping[str, str]) -> str:
    return HET_PROGRAMMA if sleutel is None else namen.get(sleutel, sleutel)


@dataclass(frozen=True, slots=True)
class Gebeurtenisdetail:
    """One event with what its hash is computed from, and whether that is right."""

    regel: Regel
    tekst_om_te_hashen: bytes
    """Canonical JSON (RFC 8785) of everything that the hash covers."""
    berekende_hash: str
    hash_ervoor: str
    """The hash of the event before it; zeros for the first, empty when it is not there."""
    heeft_volgende: bool

    @property
    def klopt(self) -> bool:
        """Whether the hash fits the event, and the event fits the one before it."""
        return self.berekende_hash == self.regel.hash and self.hash_ervoor == self.regel.vorige_hash


def get_gebeurtenis(volgnummer: int) -> Gebeurtenisdetail:
    """The event with this number; raises ``NietGevonden``."""
    buren = {
        rij.volgnummer: rij
        for rij in db.session.execute(_vraag().where(G.volgnummer.between(volgnummer - 1, volgnummer + 1)))
    }
    rij = buren.get(volgnummer)
    if rij is None:
        raise NietGevonden(f"Er is geen gebeurtenis {volgnummer}.")
    namen = _namen()
    schakel = Schakel(
        volgnummer=rij.volgnummer, moment=rij.moment, soort=rij.soort, object_soort=rij.object_soort,
        object_id=rij.object_id, door_sleutel=rij.door_sleutel, gegevens=rij.gegevens, vorige_hash=rij.vorige_hash,
    )  # fmt: skip
    ervoor = buren.get(volgnummer - 1)
    return Gebeurtenisdetail(
        regel=_regel(rij, namen),
        tekst_om_te_hashen=schakel.tekst(),
        berekende_hash=schakel.hash(),
        hash_ervoor=ervoor.hash if ervoor is not None else BEGIN if volgnummer == 1 else "",
        heeft_volgende=volgnummer + 1 in buren,
    )
