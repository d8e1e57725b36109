"""Writing the text of a kind of letter for a tranche: checked, versioned, never changed afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.ronde import zoek_lopende
from subsidie.documenten.briefsoorten import standaardtekst
from subsidie.documenten.brieftaal.keur import keur
from subsidie.documenten.brieftaal.ontleed import schoon
from subsidie.documenten.brieftaal.soort import Briefsoort
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.briefteksten import get_tekst, zoek_nieuwste
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.tranches.tekstmodellen import Brieftekst
from subsidie.web.db import db

LANGSTE_TOELICHTING: Final = 500


def bewaar_tekst(
    tranche: Tranche,
    soort: Briefsoort,
    tekst: str,
    *,
    toelichting: str,
    gezien: int,
    door: Gebruiker,
    nu: datetime,
) -> Brieftekst:
    """Save a new version of the text of one kind of letter; letters that are signed from now on get it.

    ``toelichting``: what changed and why. ``gezien``: the number of the version that ``door`` started from, 0 for the
    standard text. Letters that were signed keep the text that they were signed with. Raises ``NietBevoegd``,
    ``OngeldigeInvoer`` (every fault with its line, at ``tekst``; at ``toelichting``), and ``Domeinfout`` when somebody
    else saved a version meanwhile, when nothing changed, and while decisions of this tranche are being signed: what
    a signature is put under may not change under way.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, Rol.BEHEERDER, nu=nu)
    tekst, toelichting = schoon(tekst), " ".join(toelichting.split())
    _vereis_goed(tekst, toelichting, soort)
    if ronde := zoek_lopende(tranche):
        raise Domeinfout(
            f"{ronde.door.naam} begon op {moment_nl(ronde.gestart_op)} met het tekenen van de besluiten van "
            f"{tranche.naam}. Zolang die tekenronde loopt of is gepauzeerd, kan de tekst van een brief niet veranderen."
        )
    vorige = zoek_nieuwste(tranche, soort)
    nummer = vorige.volgnummer if vorige else 0
    if vorige is not None and nummer != gezien:
        raise Domeinfout(
            f"{vorige.door.naam} heeft op {moment_nl(vorige.gemaakt_op)} versie {nummer} van deze tekst bewaard: "
            f"‘{vorige.toelichting}’. Uw tekst is niet bewaard. Vergelijk de versies en neem over wat u wilt houden."
        )
    sha256 = sha256_hex(tekst.encode())
    if sha256 == (vorige.sha256 if vorige else standaardtekst(soort).sha256):
        raise OngeldigeInvoer.van("tekst", "De tekst is dezelfde als nu. Er is niets bewaard.")
    versie = Brieftekst(
        tranche=tranche, soort=soort.code, volgnummer=nummer + 1, tekst=tekst, sha256=sha256,
        toelichting=toelichting, gemaakt_op=nu, door=door,
    )  # fmt: skip
    db.session.add(versie)
    db.session.flush()
    leg_vast(
        "tranche:brieftekst_bewaard", object_soort="tranche", object_id=tranche.code, door=door, nu=nu,
        gegevens={"brief": soort.code, "versie": versie.volgnummer, "sha256": sha256, "toelichting": toelichting},
    )  # fmt: skip
    return versie


def zet_terug(
    tranche: Tranche, soort: Briefsoort, versie: int, *, toelichting: str, gezien: int, door: Gebruiker, nu: datetime
) -> Brieftekst:  # fmt: skip
    """Make the text of an earlier version (0: the standard text) count again, as a new version.

    Raises ``NietGevonden`` and as ``bewaar_tekst``: what was right once must still be right now.
    """
    inhoud = get_tekst(tranche, soort, versie).inhoud
    return bewaar_tekst(tranche, soort, inhoud, toelichting=toelichting, gezien=gezien, door=door, nu=nu)


def _vereis_goed(tekst: str, toelichting: str, soort: Briefsoort) -> None:
    gebreken = [Gebrek("tekst", f"Regel {fout.regel}: {fout.melding}") for fout in keur(tekst, soort)]
    if not toelichting:
        gebreken.append(Gebrek("toelichting", "Schrijf wat u veranderde en waarom."))
    elif len(toelichting) > LANGSTE_TOELICHTING:
        gebreken.append(Gebrek("toelichting", f"Schrijf hoogstens {LANGSTE_TOELICHTING} tekens."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
