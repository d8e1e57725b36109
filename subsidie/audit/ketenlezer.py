"""Reading the chain as it really stands in the database, event by event, and judging each one.

Plain SQL and no models: what someone changed behind the program's back need not fit the models any more.
The rows stream, so memory does not grow with the chain. The hash is that of ``keten.Schakel``, written out by
hand because the general way takes ten times as long (a test keeps the two equal).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from sqlalchemy import Connection

from subsidie.audit.keten import BEGIN
from subsidie.kern.fouten import Domeinfout

PER_KEER = 1000
"""Rows fetched at a time: few enough for any memory."""

# SQLite keeps the moment as text, in one spelling. PostgreSQL spells it out in the same way, or gives NULL
# for what the program cannot have written (a year before Christ would be printed as one after it).
_MOMENT = {
    "sqlite": "moment",
    "postgresql": """CASE WHEN moment >= '0001-01-01T00:00:00Z' AND moment < '10000-01-01T00:00:00Z'
        THEN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') END""",
}
_VRAAG = """
    SELECT volgnummer, {moment}, soort, object_soort, object_id, door_sleutel, gegevens, vorige_hash, hash
    FROM gebeurtenis {waar} ORDER BY volgnummer"""

_sha256, _tekst = hashlib.sha256, encode_basestring


class Rij(NamedTuple):
    """One event as it stands in the database; in a damaged table any value may be of any type."""

    volgnummer: int
    moment: str
    """``YYYY-MM-DD HH:MM:SS.ffffff``, in UTC."""
    soort: str
    object_soort: str
    object_id: str
    door_sleutel: str | None
    gegevens: str
    vorige_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong, in Dutch, and with which event or which line of the file of checkpoints."""

    melding: str
    gebeurtenis: int | None = None
    regel: int | None = None

    def __str__(self) -> str:
        if self.gebeurtenis is not None:
            return f"Gebeurtenis {self.gebeurtenis}: {self.melding}"
        return self.melding if self.regel is None else f"IJkpuntbestand, regel {self.regel}: {self.melding}"


class Ketenfout(Domeinfout):
    """The chain or the file of checkpoints is not what the program made; ``fout`` is the first fault."""

    def __init__(self, fout: Fout) -> None:
        self.fout = fout
        super().__init__(str(fout))


def bereken_hash(rij: Rij) -> str:
    """The hash that belongs to the values of ``rij``; ``TypeError``/``ValueError`` when one is of no use."""
    # By position and in one text: this runs for every event of the chain.
    volgnummer, moment, soort, object_soort, object_id, door, gegevens, vorige, _ = rij
    if len(moment) != 26 or moment[10] != " ":
        raise ValueError("not a moment as the program writes it")
    return _sha256(
        f'{{"door":{"null" if door is None else _tekst(door)},"gegevens":{_tekst(gegevens)},'
        f'"moment":{_tekst(f"{moment[:10]}T{moment[11:]}+00:00")},"object_id":{_tekst(object_id)},'
        f'"object_soort":{_tekst(object_soort)},"soort":{_tekst(soort)},"volgnummer":{volgnummer},'
        f'"vorige":{_tekst(vorige)}}}'.encode()
    ).hexdigest()


def niets_ondertekend(_volgnummer: int) -> None:
    """For :func:`controleer_keten` where no checkpoint says what a hash should be."""


def controleer_keten(
    verbinding: Connection,
    *,
    na: int = 0,
    vorige: str | None = BEGIN,
    ondertekend: Callable[[int], str | None] = niets_ondertekend,
) -> Generator[Rij]:
    """Every event after number ``na``, in order, each checked before it is handed out.

    ``vorige`` is the hash of event ``na`` (``None``: take it from the first row). ``ondertekend`` gives the
    hash that a checkpoint holds for a number; it is asked for each number in turn, once. Raises ``Ketenfout``
    with the first bad event. Close the iterator when it is not read to the end.
    """
    with closing(_lees(verbinding, na)) as rijen:
        for rij in rijen:
            na += 1
            if rij.volgnummer != na:
                raise Ketenfout(_verkeerd_nummer(rij.volgnummer, na))
            verwacht = ondertekend(na)
            try:
                eigen = bereken_hash(rij)
            except (TypeError, ValueError):
                raise Ketenfout(Fout(_vormfout(rij), na)) from None
            if vorige is None:
                vorige = rij.vorige_hash
            if eigen != rij.hash or rij.vorige_hash != vorige or (verwacht is not None and eigen != verwacht):
                raise Ketenfout(Fout(_oordeel(rij, eigen, vorige, verwacht), na))
            vorige = eigen
            yield rij


def _verkeerd_nummer(gevonden: Any, verwacht: int) -> Fout:
    if type(gevonden) is not int:
        return Fout(f"ontbreekt, of het nummer is onleesbaar gemaakt (er staat {gevonden!r}).", verwacht)
    if gevonden > verwacht:
        return Fout(f"ontbreekt: na {verwacht - 1} komt {gevonden}.", verwacht)
    if gevonden < 1:
        return Fout("hoort niet te bestaan: nummers beginnen bij 1.", gevonden)
    return Fout("komt meer dan een keer voor.", gevonden)


def _vormfout(rij: Rij) -> str:
    teksten = rij._asdict()
    del teksten["volgnummer"]
    if rij.door_sleutel is None:
        del teksten["door_sleutel"]
    veld = next((naam for naam, waarde in teksten.items() if not isinstance(waarde, str)), "moment")
    return f"‘{veld}’ is veranderd in iets wat het programma nooit schrijft."


def _oordeel(rij: Rij, eigen: str, vorige: str, verwacht: str | None) -> str:
    """Why an event is bad; the most telling of what is wrong with it."""
    if verwacht is not None and eigen == verwacht:
        return "de vastgelegde hash is veranderd; de inhoud klopt nog met het ondertekende ijkpunt."
    if eigen != rij.hash:
        return "de inhoud is veranderd: die past niet meer bij de vastgelegde hash."
    if rij.vorige_hash != vorige:
        return f"sluit niet aan op gebeurtenis {rij.volgnummer - 1}: een van beide is veranderd of vervangen."
    return (
        "is vervangen, en de keten is vanaf hier opnieuw berekend: het ondertekende ijkpunt zegt iets anders."
    )


def _lees(verbinding: Connection, na: int) -> Generator[Rij]:
    fouten: tuple[type[Exception], ...] = (verbinding.dialect.loaded_dbapi.Error, ValueError)
    gelezen = na
    try:
        with closing(_cursor(verbinding)) as cursor:
            cursor.execute(_vraag(verbinding, na))
            while rijen := cursor.fetchmany(PER_KEER):
                for rij in map(Rij._make, rijen):
                    yield rij
                    gelezen += 1
        return
    except fouten as fout:
        oorzaak = fout
    # Something in the next thousand rows cannot even be fetched; one by one shows which.
    verbinding.rollback()
    for _ in range(PER_KEER):
        try:
            with closing(_cursor(verbinding)) as cursor:
                cursor.execute(_vraag(verbinding, gelezen) + " LIMIT 1")
                enige = cursor.fetchone()
        except fouten as fout:
            raise Ketenfout(Fout(f"kan niet worden gelezen ({_kort(fout)}).", gelezen + 1)) from fout
        if enige is None:
            break
        yield Rij._make(enige)
        gelezen += 1
    raise Ketenfout(Fout(f"De gebeurtenissen kunnen niet worden gelezen ({_kort(oorzaak)})."))


def _vraag(verbinding: Connection, na: int) -> str:
    # From the start without a condition: a number below 1 must show.
    return _VRAAG.format(
        moment=_MOMENT[verbinding.dialect.name], waar=f"WHERE volgnummer > {na:d}" if na else ""
    )


def _cursor(verbinding: Connection) -> Any:
    """A cursor of the driver itself, since a row object per event would double the time; it streams."""
    if not verbinding.in_transaction():
        verbinding.begin()
    if verbinding.dialect.name == "postgresql":
        return verbinding.connection.cursor(name="keten")  # on the server: the client gets a part at a time
    return verbinding.connection.cursor()


def _kort(fout: Exception) -> str:
    return next(iter(str(fout).splitlines()), type(fout).__name__)
