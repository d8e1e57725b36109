"""What the page of one application rests on: rows, read for who looks. What it shows of them is ``aanvraagpagina``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.aanvragen.raakvlakken import raakvlakken
from subsidie.aanvragen.toegang import niet_gevonden, vereis_nummer, zicht_van
from subsidie.accounts.groepen import CONTROLE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.service import BESLUITROLLEN
from subsidie.beoordeling.klokvragen import GEEN, Klokfeiten, klokfeiten_van
from subsidie.beoordeling.naast import signalen_van
from subsidie.berichten.queries import Berichtregel, list_voor_object
from subsidie.beschikkingen.bezwaarlijst import LEZEN as BEZWAREN_LEZEN
from subsidie.beschikkingen.bezwaarlijst import Bezwaarkop, list_koppen
from subsidie.beschikkingen.models import Besluitsoort
from subsidie.beschikkingen.toegang import zichtbare_statussen
from subsidie.dossier import aanvraagvragen as vragen
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.dossier.nabesluit import Gevolgd, Opent, lees_nabesluit
from subsidie.dossier.termijn import tijdvak_op
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.service import gemeente_op
from subsidie.tranches.definitie import TijdvakDefinitie
from subsidie.tranches.onthouden import STAND, Regelstand, regelstand_van
from subsidie.web.db import db

Rijen = tuple[Rij, ...]
_Lezer = Callable[..., Sequence[Rij]]

MEELEZERS = (Rol.BEHANDELAAR, Rol.BESLISSER, Rol.BEZWAARBEHANDELAAR, Rol.AUDITOR)
"""Who reads the notes of the ministry: not who scores, since a note can give a score away."""

_STANDNAMEN = tuple(kolom.name for kolom in STAND)


class Mag(NamedTuple):
    """What the viewer may do on this page at this moment, as far as who they are and the clock decide.

    ``tekenen``: for the municipality; ``behandelen``: for the ministry, without an interest; ``schrijven``: messages;
    ``verbeteren``: the municipality can still correct what it filed; ``meelezen``: the ministry's own notes and what
    stands beside the application.
    """

    tekenen: bool = False
    behandelen: bool = False
    schrijven: bool = False
    verbeteren: bool = False
    meelezen: bool = False
    melden: bool = False
    """To declare an interest."""
    bezwaar: bool = False
    """To record an objection that came in by post."""
    pakket: bool = False
    """To fetch everything that there is of it, as the auditor."""


class Aanvraaggegevens(NamedTuple):
    """Everything that the page depends on, and nothing else: the same values give the same page.

    ``regels``: the newest version once per line of woonruimten, then the older ones. ``besluiten``: those that the
    viewer may see. ``uitkomst``: a row with the columns of an outcome. ``gemeentekant``: the viewer works for the
    municipality; ``ziet_tranche``: they may see the ranking. ``verzoeken``: to supplement, once per point.
    ``ingediend``: what the newest version holds, of what was filed here; ``bijlagen``: what was attached to that.
    ``feiten``: what moves or watches the decision term beside ``verzoeken``.
    ``signalen``: how many there are (``beoordeling.naast``), for who may read them. ``belang``: the interest that
    keeps the viewer away, in words; empty for who is free.
    """

    kop: Rij
    regels: Rijen
    besluiten: Rijen
    uitkomst: Rij | None
    betrokkenen: Rijen
    gebeurd: Rijen
    regelstand: Regelstand
    tijdvak: TijdvakDefinitie | None
    vandaag: date
    gemeentekant: bool
    ziet_tranche: bool
    verzoeken: Rijen = ()
    berichten: tuple[Berichtregel, ...] = ()
    ingediend: str = ""
    bijlagen: Rijen = ()
    mag: Mag = Mag()
    signalen: int = 0
    belang: str = ""
    herindeling: str = ""
    """What became of the municipality when it is no more; empty while it exists."""
    feiten: Klokfeiten = GEEN
    bezwaren: tuple[Bezwaarkop, ...] = ()
    """The objections against decisions on it, as far as the viewer may know of them."""
    gevolgd: Gevolgd = Gevolgd()
    """What came after an award that was notified."""


def lees_gegevens(nummer: str, *, voor: Kijker, nu: datetime, opent: Opent | None = None) -> Aanvraaggegevens:
    """The rows of the application ``nummer`` that ``voor`` may see at ``nu``, in five queries, and two to five more
    for what was filed here, for requests to supplement and for messages; of an award some twenty more.

    ``opent``: whether they may open the page with that endpoint; without it what came after an award is left out.
    Raises ``NietGevonden`` when it does not exist or is not for ``voor``: the same error.
    """
    vandaag, zicht = dag_in_amsterdam(nu), zicht_van(voor)
    lees = partial(vragen.rijen, db.session.connection())
    gevonden = lees(vragen.kop(zicht.soort), nummer=vereis_nummer(nummer), dag=vandaag, **zicht.waarden)
    if not gevonden:
        raise niet_gevonden()
    kop = gevonden[0]
    gemeentekant = kop.gm_code in voor.gemeenten
    statussen = zichtbare_statussen(voor, kop.gm_code)
    besluiten = [een for een in lees(vragen.BESLUITEN, aanvraag_id=kop.id) if een.status in statussen]
    ziet_tranche = not gemeentekant and voor.heeft(*HELE_TRANCHE)
    op_bezwaar = any(een.soort is Besluitsoort.BESLISSING_OP_BEZWAAR for een in besluiten)
    uitkomst = _uitkomst(kop, besluiten, lees, ziet_tranche=ziet_tranche)
    objecten = _objecten(kop, besluiten, uitkomst if ziet_tranche else None)
    regelstand = regelstand_van(kop.tranche_id, [getattr(kop, naam) for naam in _STANDNAMEN])
    regels = tuple(lees(vragen.VERSIES, aanvraag_id=kop.id, huidig=kop.huidige_versie))
    hier_ingediend = any(een.indieningsoort is not None for een in regels)
    tijdvak = tijdvak_op(regelstand.definitie, nu)
    belang = "" if gemeentekant else _belang(kop, voor, nu)
    mag = _mag(kop, voor, tijdvak, nu, gemeentekant=gemeentekant, belang=belang)
    return Aanvraaggegevens(
        kop=kop,
        regels=regels,
        besluiten=tuple(besluiten),
        uitkomst=uitkomst,
        betrokkenen=() if gemeentekant else tuple(lees(vragen.BETROKKENEN, aanvraag_id=kop.id)),
        gebeurd=tuple(lees(vragen.GEBEURTENISSEN, aanvraag_id=kop.id, objecten=objecten)),
        regelstand=regelstand,
        tijdvak=tijdvak,
        vandaag=vandaag,
        gemeentekant=gemeentekant,
        ziet_tranche=ziet_tranche,
        verzoeken=tuple(lees(vragen.VERZOEKEN, aanvraag_id=kop.id)) if kop.heeft_verzoek else (),
        berichten=tuple(list_voor_object("aanvraag", kop.nummer, voor)) if kop.heeft_bericht else (),
        ingediend=_ingediend(kop, lees) if hier_ingediend else "",
        bijlagen=tuple(lees(vragen.BIJLAGEN, aanvraag_id=kop.id)) if hier_ingediend else (),
        mag=mag,
        belang=belang,
        herindeling=_herindeling(kop, vandaag),
        feiten=klokfeiten_van([kop.id]).get(kop.id, GEEN) if kop.heeft_klok or op_bezwaar else GEEN,
        bezwaren=list_koppen(kop.id, gemeentekant=gemeentekant, vandaag=vandaag)
        if kop.heeft_bezwaar and (gemeentekant or voor.heeft(*BEZWAREN_LEZEN))
        else (),
        signalen=signalen_van([kop.id])[kop.id].aantal if hier_ingediend and mag.meelezen else 0,
        gevolgd=lees_nabesluit(
            kop.id,
            besluiten,
            regelstand.definitie.regels,
            vandaag=vandaag,
            gemeentekant=gemeentekant,
            opent=opent if gemeentekant or ziet_tranche else None,
        ),
    )


def _ingediend(kop: Rij, lees: _Lezer) -> str:
    gevonden = lees(vragen.INHOUD, aanvraag_id=kop.id, huidig=kop.huidige_versie)
    return str(gevonden[0].gegevens) if gevonden else ""


def _mag(
    kop: Rij, voor: Kijker, tijdvak: TijdvakDefinitie | None, nu: datetime, *, gemeentekant: bool, belang: str
) -> Mag:
    """What the page offers; every step looks again for itself whether it may be taken."""
    behandelen = not gemeentekant and voor.heeft(Rol.BEHANDELAAR) and not belang
    return Mag(
        tekenen=gemeentekant and voor.heeft(Rol.TEKENBEVOEGDE),
        behandelen=behandelen,
        schrijven=gemeentekant or behandelen,
        melden=not gemeentekant and not belang and voor.heeft(*BESLUITROLLEN),
        bezwaar=not gemeentekant and not belang and voor.heeft(Rol.BEZWAARBEHANDELAAR),
        meelezen=not gemeentekant and voor.heeft(*MEELEZERS),
        pakket=not gemeentekant and voor.heeft(*CONTROLE),
        verbeteren=(
            gemeentekant
            and kop.status is Aanvraagstatus.INGEDIEND
            and kop.volledig_op is None
            and kop.huidige_versie > 0
            and tijdvak is not None
            and tijdvak.sluit is not None
            and nu < tijdvak.sluit + timedelta(seconds=1)
        ),
    )


def _herindeling(kop: Rij, vandaag: date) -> str:
    """Who has the rights and obligations of a municipality that went up in another; two queries more for such a one."""
    if kop.gemeente_tot is None or kop.gemeente_tot > vandaag:
        return ""
    opvolger = gemeente_op(kop.gm_code, vandaag).opvolger
    begin = f"De gemeente {kop.gemeente} bestaat niet meer sinds {datum_nl(kop.gemeente_tot)}."
    if opvolger is None:
        return f"{begin} Het register kent geen gemeente die haar opvolgt. Brieven en betalingen kunnen niet weg."
    return (
        f"{begin} Haar rechten en verplichtingen zijn overgegaan op de gemeente {opvolger.naam} (artikel 44 van de Wet "
        f"algemene regels herindeling). Nieuwe brieven en betalingen gaan naar {opvolger.naam}. Brieven van toen "
        "blijven zoals ze zijn."
    )


def _belang(kop: Rij, voor: Kijker, nu: datetime) -> str:
    """The interest that keeps the viewer away; two queries more for who has one in a party."""
    if kop.verklaarde_belang:
        return "een verklaard belang bij deze aanvraag"
    if kop.heeft_belang:
        return f"een geregistreerd belang in de gemeente {kop.gemeente}"
    if not kop.heeft_partijbelang:
        return ""
    aanvraag = db.session.get_one(Aanvraag, kop.id)
    vlak = raakvlakken((aanvraag,), (voor.gebruiker,), nu=nu).get((kop.id, voor.gebruiker.id))
    return "" if vlak is None else str(vlak)


def _uitkomst(kop: Rij, besluiten: Sequence[Rij], lees: _Lezer, *, ziet_tranche: bool) -> Rij | None:
    """The newest allocation; for who does not see the whole tranche the one that the newest decision rests on."""
    if ziet_tranche:
        return None if kop.verdeling_id is None else kop
    rust_op = [een.verdeling_id for een in besluiten if een.verdeling_id is not None][-1:]
    if kop.verdeling_id in rust_op:
        return kop
    eerder = lees(vragen.UITKOMST, aanvraag_id=kop.id, verdeling_id=rust_op[0]) if rust_op else ()
    return eerder[0] if eerder else None


def _objecten(kop: Rij, besluiten: Sequence[Rij], uitkomst: Rij | None) -> list[str]:
    """The marks of what events of this application are about, as far as the viewer may know of it."""
    objecten = [kop.nummer, *(een.kenmerk for een in besluiten)]
    objecten += [een.document for een in besluiten if een.document not in (None, een.kenmerk)]
    if uitkomst is not None:
        objecten.append(f"{kop.tranche_code}-V{uitkomst.verdeling}")
    return objecten
