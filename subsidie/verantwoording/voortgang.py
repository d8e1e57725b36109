"""The progress letter to parliament: all tranches together, counted here, with what was published beside it.

What sources say of the same thing and does not agree is shown with both figures and what is known of the difference;
nothing is smoothed away. Practice tranches are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel
from subsidie.tranches.lezen import VERVALLEN, als_instelling, get_tranche, regels
from subsidie.tranches.models import InstellingWaarde, Trancheaard
from subsidie.tranches.overzicht import list_overzicht
from subsidie.verantwoording.monitor_vragen import BELOOFD, GELEVERD, IN_GEBRUIK, tel
from subsidie.web.db import db

VRAGERS: Final = (Rol.BEHANDELAAR, Rol.BESLISSER)
"""Who may ask for the paper."""
BEGIN: Final = "VOORTGANG-"


@dataclass(frozen=True, slots=True)
class Tranchecijfer:
    """One tranche. Counted here: awards, cents, homes. ``gepubliceerd_*``: what a source said, ``None`` for nothing.

    ``gepubliceerd_woonruimten``: as published, with ``gepubliceerd_verblijfsruimten`` beside it (2021 had both).
    """

    code: str
    naam: str
    volgnummer: int
    plafond_cent: int | None
    toekenningen: int
    toegekend_cent: int
    beloofd: int
    permanent: int
    flexibel: int
    geleverd: int
    in_gebruik: int
    gepubliceerd_projecten: int | None
    gepubliceerd_woonruimten: int | None
    gepubliceerd_verblijfsruimten: int | None
    bron: str
    voorbeeld: bool

    @property
    def gepubliceerd(self) -> int | None:
        """All units that a source says were awarded; ``None`` when no source says it."""
        if self.gepubliceerd_woonruimten is None:
            return None
        return self.gepubliceerd_woonruimten + (self.gepubliceerd_verblijfsruimten or 0)

    @property
    def verschil(self) -> int | None:
        """Counted here less published; ``None`` where one of the two is missing."""
        if self.gepubliceerd is None or not self.beloofd:
            return None
        return self.beloofd - self.gepubliceerd


@dataclass(frozen=True, slots=True)
class Tegenstrijdigheid:
    """Sources that do not agree, in words, and which tranches it is about."""

    tekst: str
    bron: str
    tranches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voortgang:
    """All tranches, the oldest first; ``som``: the published units of the tranches of ``som_van`` together."""

    tranches: tuple[Tranchecijfer, ...]
    totaal: Tranchecijfer
    som: int
    som_van: tuple[str, ...]
    tegenstrijdigheden: tuple[Tegenstrijdigheid, ...]


@dataclass(frozen=True, slots=True)
class VoortgangGegevens:
    """What the paper states."""

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    tranche: str
    tranches: tuple[Tranchecijfer, ...]
    totaal: Tranchecijfer
    som: int
    som_van: tuple[str, ...]
    tegenstrijdigheden: tuple[Tegenstrijdigheid, ...]
    voorbeeld: bool = False

    sjabloon = "verantwoording/voortgang_stuk"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> VoortgangGegevens:
        """The paper that :meth:`als_json` wrote; OngeldigeInvoer names every fault."""
        return van_json(cls, gegevens)


def lees_voortgang(*, nu: datetime) -> Voortgang:
    """The figures of now; a constant number of queries."""
    overzichten = [een for een in list_overzicht(nu=nu) if een.aard is not Trancheaard.OEFEN]
    instellingen = _instellingen([een.id for een in overzichten])
    tellingen = tel([een.id for een in overzichten])
    som: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for (id_, _, _, aard, _), aantallen in tellingen.woonruimten.items():
        som[id_][0 if aard == "permanent" else 1] += aantallen[BELOOFD]
        som[id_][2] += aantallen[GELEVERD]
        som[id_][3] += aantallen[IN_GEBRUIK]
    geld: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for (id_, _), (_, _, toekenningen, cent) in tellingen.geld.items():
        geld[id_][0] += toekenningen
        geld[id_][1] += cent
    cijfers = []
    for een in overzichten:
        bekend = instellingen[een.id]
        permanent, flexibel, geleverd, in_gebruik, _ = som[een.id]
        cijfers.append(
            Tranchecijfer(
                code=een.code, naam=een.naam, volgnummer=_waarde(bekend, "volgnummer") or 0,
                plafond_cent=een.plafond_cent, toekenningen=geld[een.id][0], toegekend_cent=geld[een.id][1],
                beloofd=permanent + flexibel, permanent=permanent, flexibel=flexibel, geleverd=geleverd,
                in_gebruik=in_gebruik, gepubliceerd_projecten=_waarde(bekend, "gepubliceerde_uitkomst.projecten"),
                gepubliceerd_woonruimten=_woonruimten(bekend),
                gepubliceerd_verblijfsruimten=_waarde(bekend, "gepubliceerde_uitkomst.verblijfsruimten"),
                bron=_bron(bekend), voorbeeld=een.is_voorbeeld,
            )
        )  # fmt: skip
    cijfers.sort(key=lambda een: (een.volgnummer, een.code))
    met = [een for een in cijfers if een.gepubliceerd is not None]
    return Voortgang(
        tuple(cijfers), _totaal(cijfers), sum(een.gepubliceerd or 0 for een in met), tuple(een.code for een in met),
        _tegenstrijdigheden({een.id: een.code for een in overzichten}, instellingen),
    )  # fmt: skip


def vraag_voortgang_aan(*, door: Gebruiker, nu: datetime) -> Document:
    """Ask for the paper with the figures of now; the one of before where nothing changed and it is of the same day.

    Raises ``NietBevoegd``, and ``Domeinfout`` when there is no tranche.
    """
    vereis_rol(door, *VRAGERS, nu=nu)
    stand = lees_voortgang(nu=nu)
    if not stand.tranches:
        raise Domeinfout("Er is nog geen tranche. Dan is er geen voortgang.")
    eerdere = list_stukken()
    if eerdere:
        zelfde = _gegevens(stand, kenmerk=eerdere[0].kenmerk, nu=nu).als_json()
        if eerdere[0].gegevens_sha256 == sha256_hex(canonieke_json(zelfde)):
            return eerdere[0]
    gegevens = _gegevens(stand, kenmerk=f"{BEGIN}{len(eerdere) + 1}", nu=nu)
    return vraag_aan(
        kenmerk=gegevens.kenmerk, titel="Voortgang huisvesting aandachtsgroepen", sjabloon=gegevens.sjabloon,
        gegevens=gegevens.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def list_stukken() -> list[Document]:
    """The papers that were asked for, the newest first."""
    vraag = select(Document).where(Document.kenmerk.startswith(BEGIN)).order_by(Document.id.desc())
    return list(db.session.scalars(vraag))


KOLOMMEN: Final = (
    Kolom("tranche", "Tranche", breedte=44),
    Kolom("plafond_eur", "Uitkeringsplafond", Kolomsoort.EURO, 18),
    Kolom("toekenningen", "Toekenningen", Kolomsoort.GETAL),
    Kolom("toegekend_eur", "Toegekend bedrag", Kolomsoort.EURO, 18),
    Kolom("permanent", "Toegekend permanent", Kolomsoort.GETAL),
    Kolom("flexibel", "Toegekend flexibel", Kolomsoort.GETAL),
    Kolom("geleverd", "Geleverd", Kolomsoort.GETAL),
    Kolom("in_gebruik", "In gebruik", Kolomsoort.GETAL),
    Kolom("gepubliceerd_projecten", "Gepubliceerd: projecten", Kolomsoort.GETAL),
    Kolom("gepubliceerd_woonruimten", "Gepubliceerd: woonruimten", Kolomsoort.GETAL),
    Kolom("gepubliceerd_verblijfsruimten", "Gepubliceerd: verblijfsruimten", Kolomsoort.GETAL),
    Kolom("bron", "Bron", breedte=50),
)


def voortgangtabel(stand: Voortgang, let_op: str) -> Tabel:
    """The figures as a table, the total last."""
    rijen = [
        (
            een.naam, een.plafond_cent, een.toekenningen, een.toegekend_cent, een.permanent, een.flexibel, een.geleverd,
            een.in_gebruik, een.gepubliceerd_projecten, een.gepubliceerd_woonruimten,
            een.gepubliceerd_verblijfsruimten, een.bron,
        )
        for een in (*stand.tranches, stand.totaal)
    ]  # fmt: skip
    return Tabel("Voortgang huisvesting aandachtsgroepen", KOLOMMEN, rijen, let_op)


def _gegevens(stand: Voortgang, *, kenmerk: str, nu: datetime) -> VoortgangGegevens:
    return VoortgangGegevens(
        kenmerk=kenmerk, datum=dag_in_amsterdam(nu).isoformat(),
        organisatie=regels(get_tranche(stand.tranches[-1].code)).uitvoerder.waarde or "",
        regeling="Regeling huisvesting aandachtsgroepen", tranche="Alle tranches", tranches=stand.tranches,
        totaal=stand.totaal, som=stand.som, som_van=stand.som_van, tegenstrijdigheden=stand.tegenstrijdigheden,
        voorbeeld=any(een.voorbeeld for een in stand.tranches),
    )  # fmt: skip


def _instellingen(ids: list[int]) -> dict[int, dict[str, Any]]:
    """By tranche the newest settings that are published figures or contradictions. One query."""
    vraag = (
        select(InstellingWaarde)
        .where(
            InstellingWaarde.tranche_id.in_(ids), InstellingWaarde.pot_id.is_(None),
            or_(
                InstellingWaarde.sleutel == "volgnummer",
                InstellingWaarde.sleutel.startswith("gepubliceerde_uitkomst.", autoescape=True),
                InstellingWaarde.sleutel.startswith("tegenstrijdigheden.", autoescape=True),
            ),
        )
        .order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)
    )  # fmt: skip
    gevonden: dict[int, dict[str, Any]] = {id_: {} for id_ in ids}
    for rij in db.session.scalars(vraag) if ids else ():
        gevonden[rij.tranche_id].pop(rij.sleutel, None)
        if rij.waarde != VERVALLEN:
            gevonden[rij.tranche_id][rij.sleutel] = als_instelling(rij)
    return gevonden


def _waarde(bekend: Mapping[str, Any], sleutel: str) -> Any:
    return bekend[sleutel].waarde if sleutel in bekend else None


def _woonruimten(bekend: Mapping[str, Any]) -> int | None:
    """As published in one figure, or else as the sum of the two kinds."""
    heel = _waarde(bekend, "gepubliceerde_uitkomst.woonruimten")
    delen = [_waarde(bekend, f"gepubliceerde_uitkomst.{aard}") for aard in ("permanent", "flexibel")]
    if heel is None and None not in delen:
        return int(sum(delen))
    return heel if heel is None else int(heel)


def _bron(bekend: Mapping[str, Any]) -> str:
    for naam in ("woonruimten", "permanent", "projecten"):
        if f"gepubliceerde_uitkomst.{naam}" in bekend:
            return str(bekend[f"gepubliceerde_uitkomst.{naam}"].bron)
    return ""


def _totaal(cijfers: list[Tranchecijfer]) -> Tranchecijfer:
    def som(veld: str) -> int:
        return sum(getattr(een, veld) or 0 for een in cijfers)

    return Tranchecijfer(
        code="", naam="Alle tranches", volgnummer=0, plafond_cent=None, toekenningen=som("toekenningen"),
        toegekend_cent=som("toegekend_cent"), beloofd=som("beloofd"), permanent=som("permanent"),
        flexibel=som("flexibel"), geleverd=som("geleverd"), in_gebruik=som("in_gebruik"),
        gepubliceerd_projecten=som("gepubliceerd_projecten"),
        gepubliceerd_woonruimten=som("gepubliceerd_woonruimten"),
        gepubliceerd_verblijfsruimten=som("gepubliceerd_verblijfsruimten"), bron="",
        voorbeeld=any(een.voorbeeld for een in cijfers),
    )  # fmt: skip


def _tegenstrijdigheden(
    codes: Mapping[int, str], instellingen: Mapping[int, Mapping[str, Any]]
) -> tuple[Tegenstrijdigheid, ...]:
    per_tekst: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, bekend in instellingen.items():
        for sleutel, instelling in bekend.items():
            if sleutel.startswith("tegenstrijdigheden.") and instelling.waarde is not None:
                per_tekst[str(instelling.waarde), instelling.bron].append(codes[id_])
    return tuple(
        Tegenstrijdigheid(tekst, bron, tuple(sorted(waar)))
        for (tekst, bron), waar in sorted(per_tekst.items(), key=lambda een: (sorted(een[1]), een[0]))
    )
