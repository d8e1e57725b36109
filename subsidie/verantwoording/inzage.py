"""Who looked at personal data: written once per person, object and day, before they get it (decision record 0011)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import exists, or_, select

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import dag_in_amsterdam, lees_datum, moment_in_amsterdam
from subsidie.platform import lijstinvoer
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.verantwoording.controlemodellen import Inzage, Inzagesoort
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

ALLES: Final = "alle"
"""The object of a list of people."""
ONTHOUDEN: Final = 20_000

SOORTEN: Final[Mapping[Inzagesoort, str]] = {
    Inzagesoort.CONTACTPERSOON: "Mensen van de gemeente",
    Inzagesoort.GEBRUIKERS: "Mensen met een account",
    Inzagesoort.BIJLAGE: "Bijlage of stuk",
    Inzagesoort.DOSSIER: "Dossierpakket of archief",
    Inzagesoort.BEZWAAR: "Bezwaar",
}


@dataclass(frozen=True, slots=True)
class Inzageplek:
    """A page with personal data: what it shows, and of which object (``veld``: the part or parts of the address)."""

    soort: Inzagesoort
    object_soort: str
    veld: str = ""

    @property
    def velden(self) -> tuple[str, ...]:
        """The parts of the address that say which object it is; none for a list of people."""
        return tuple(self.veld.split())

    def object_van(self, waarden: Mapping[str, Any]) -> str:
        """The object that an address with these values is about, as it is written down."""
        return "/".join(str(waarden.get(veld, ALLES)) for veld in self.velden) or ALLES


_AANVRAAG: Final = Inzageplek(Inzagesoort.CONTACTPERSOON, "aanvraag", "nummer")
_STUK: Final = Inzageplek(Inzagesoort.BIJLAGE, "aanvraag", "nummer")

PLEKKEN: Final[Mapping[str, Inzageplek]] = {
    "archief.zip_bestand": Inzageplek(Inzagesoort.DOSSIER, "archief", "kenmerk"),
    "behandelpagina.pagina": _AANVRAAG,
    "beheer.account": Inzageplek(Inzagesoort.GEBRUIKERS, "gebruiker", "sleutel"),
    "beheer.accounts": Inzageplek(Inzagesoort.GEBRUIKERS, "gebruiker"),
    "beheer.belangen": Inzageplek(Inzagesoort.GEBRUIKERS, "belang"),
    "beheer.wijzig": Inzageplek(Inzagesoort.GEBRUIKERS, "gebruiker", "sleutel"),
    "berichten.bericht": Inzageplek(Inzagesoort.CONTACTPERSOON, "bericht", "kenmerk"),
    "berichten.document": Inzageplek(Inzagesoort.BIJLAGE, "bericht", "kenmerk"),
    "bevoegdheden.lijst": Inzageplek(Inzagesoort.GEBRUIKERS, "bevoegdheden"),
    "bewaren.accounts": Inzageplek(Inzagesoort.GEBRUIKERS, "gebruiker"),
    "bewaren.naam_vervangen": Inzageplek(Inzagesoort.GEBRUIKERS, "gebruiker", "sleutel"),
    "bewijs.bestand": _STUK,
    "bezwaarstukken.stuk": Inzageplek(Inzagesoort.BIJLAGE, "bezwaar", "kenmerk"),
    "bezwaren.bezwaar": Inzageplek(Inzagesoort.BEZWAAR, "bezwaar", "kenmerk"),
    "bijlagen.bestand": _STUK,
    "dossier.aanvraag": _AANVRAAG,
    "dossier.document": _STUK,
    "indienen.bevestiging": _AANVRAAG,
    "indienen.ontvangst": _AANVRAAG,
    "levering.pagina": _AANVRAAG,
    "meldingen.beoordelen": Inzageplek(Inzagesoort.CONTACTPERSOON, "melding", "soort melding_id"),
    "naast.pagina": _AANVRAAG,
    "pakket.zip_bestand": Inzageplek(Inzagesoort.DOSSIER, "aanvraag", "nummer"),
    "rekeningen.rekening": Inzageplek(Inzagesoort.CONTACTPERSOON, "rekeningnummer", "nummer"),
    "uitgaand.lijst": Inzageplek(Inzagesoort.GEBRUIKERS, "mail"),
    "uitgaand.mail": Inzageplek(Inzagesoort.GEBRUIKERS, "mail", "nummer"),
    "verantwoording.gebeurtenis": Inzageplek(Inzagesoort.GEBRUIKERS, "gebeurtenis", "volgnummer"),
    "verantwoording.gebeurtenissen": Inzageplek(Inzagesoort.GEBRUIKERS, "gebeurtenis"),
    "verschillen.pagina": _AANVRAAG,
    "vooroverleg.verzoek": Inzageplek(Inzagesoort.CONTACTPERSOON, "vooroverleg", "kenmerk"),
    "wijzigingen.behandelen": Inzageplek(Inzagesoort.CONTACTPERSOON, "wijzigingsverzoek", "kenmerk"),
}
"""Which pages show the ministry personal data of others; a test asks every page and file of the program."""

Sleutel = tuple[int, Inzagesoort, str, str, date]


class _Onthouden:
    """What was written today by this process: most looks are at what one looked at before, and cost nothing."""

    def __init__(self) -> None:
        self._slot = threading.Lock()
        self._gezien: OrderedDict[tuple[str, Sleutel], None] = OrderedDict()

    def is_nieuw(self, waar: str, sleutel: Sleutel) -> bool:
        with self._slot:
            if (waar, sleutel) in self._gezien:
                self._gezien.move_to_end((waar, sleutel))
                return False
            return True

    def voeg_toe(self, waar: str, sleutel: Sleutel) -> None:
        with self._slot:
            self._gezien[waar, sleutel] = None
            if len(self._gezien) > ONTHOUDEN:
                self._gezien.popitem(last=False)


_onthouden = _Onthouden()


def noteer_inzage(
    gebruiker_id: int, soort: Inzagesoort, object_soort: str, object_id: str, *, nu: datetime
) -> bool:
    """Write that this user saw this today, unless that stands there already; whether it was written now.

    A transaction of its own, outside the chain and outside the commit boundary of the page. Raises
    ``RuntimeError`` inside one.
    """
    dag = dag_in_amsterdam(nu)
    sleutel = (gebruiker_id, soort, object_soort, object_id[:80], dag)
    waar = str(db.engine.url)
    if not _onthouden.is_nieuw(waar, sleutel):
        return False
    begin, einde = _begin(dag), _begin(dag + timedelta(days=1))
    with schrijfgrens():
        al = db.session.scalar(
            select(
                exists().where(
                    Inzage.gebruiker_id == gebruiker_id, Inzage.soort == soort,
                    Inzage.object_soort == object_soort, Inzage.object_id == object_id[:80],
                    Inzage.op >= begin, Inzage.op < einde,
                )
            )
        )  # fmt: skip
        if not al:
            db.session.add(
                Inzage(
                    gebruiker_id=gebruiker_id, soort=soort, object_soort=object_soort,
                    object_id=object_id[:80], op=nu,
                )
            )  # fmt: skip
    _onthouden.voeg_toe(waar, sleutel)
    return not al


def _begin(dag: date) -> datetime:
    return moment_in_amsterdam(dag, time())


def inzagevraag() -> Any:
    """Every look with who it was."""
    return select(
        Inzage.id,
        Inzage.op,
        Inzage.soort,
        Inzage.object_soort,
        Inzage.object_id,
        Gebruiker.naam,
        Gebruiker.sleutel,
    ).join(Gebruiker, Inzage.gebruiker_id == Gebruiker.id)


def inzagelijst() -> Lijst:
    """The list of looks, newest first: by whom, of what, when."""
    personen = tuple(
        (rij.sleutel, rij.naam)
        for rij in db.session.execute(
            select(Gebruiker.sleutel, Gebruiker.naam)
            .where(exists().where(Inzage.gebruiker_id == Gebruiker.id))
            .order_by(Gebruiker.naam, Gebruiker.id)
        )
    )
    return Lijst(
        titel="Inzage van persoonsgegevens",
        kolommen=(
            Lijstkolom(Kolom("moment", "Eerste keer die dag", Kolomsoort.MOMENT, 24), Inzage.op),
            Lijstkolom(Kolom("wie", "Wie", breedte=28), Gebruiker.naam),
            Lijstkolom(Kolom("wat", "Wat", breedte=32), Inzage.soort),
            Lijstkolom(Kolom("objectsoort", "Soort object", breedte=16), op_scherm=False),
            Lijstkolom(Kolom("object", "Van wat", breedte=24), Inzage.object_id),
            Lijstkolom(Kolom("sleutel", "Sleutel van wie", breedte=34), op_scherm=False),
        ),
        uniek=Inzage.id,
        filters=(
            Filter("wie", "Wie", personen, lambda sleutel: Gebruiker.sleutel == sleutel),
            Filter(
                "wat", "Wat", tuple((een.value, tekst) for een, tekst in SOORTEN.items()),
                lambda soort: Inzage.soort == soort,
            ),
            Filter("object", "Van wat (precies)", (), lambda tekst: Inzage.object_id == tekst, "text",
                   lijstinvoer.tekst),
            Filter("vanaf", "Vanaf (dag)", (), lambda dag: Inzage.op >= _begin(lees_datum(dag)), "date",
                   lijstinvoer.dag),
            Filter("tot", "Tot en met (dag)", (),
                   lambda dag: Inzage.op < _begin(lees_datum(dag) + timedelta(days=1)), "date", lijstinvoer.dag),
        ),
        zoek=lambda tekst: or_(
            Inzage.object_id.icontains(tekst, autoescape=True), Gebruiker.naam.icontains(tekst, autoescape=True)
        ),
        zoek_label="Zoek op naam of object",
        standaard="-moment",
    )  # fmt: skip


def als_cellen(rij: Any) -> Sequence[Cel]:
    """One look as cells of the export."""
    return (rij.op, rij.naam, SOORTEN[rij.soort], rij.object_soort, rij.object_id, rij.sleutel)
