"""What is wrong with an account, a role, a mandate or an interest that somebody enters: every fault at once.

Each answers a list of ``Gebrek``; ``waar`` is the name of the field. Nothing here decides who may do it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import exists, or_, select

from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.groepen import GEMEENTE, MANDAATROL
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.namen import gebreken_van_adres, gebreken_van_tekst
from subsidie.accounts.partijen import LANGSTE_PARTIJ, partij_norm
from subsidie.accounts.vervangen import DOMEIN
from subsidie.kern.fouten import Gebrek
from subsidie.kern.geld import HOOGSTE_CENT
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.register.gemeenten import Stand
from subsidie.register.service import gemeente_op
from subsidie.web.db import db

HOOGSTENS_VOORUIT: Final = timedelta(days=366)
EERSTE_DAG: Final = date(2010, 1, 1)
"""Nothing of this regeling is older; an earlier day is a slip of the pen."""
LANGSTE_NUMMER: Final = 60
LANGSTE_OMSCHRIJVING: Final = 500


def gebreken_van_persoon(
    naam: str, functie: str, email: str, *, behalve: Gebruiker | None = None
) -> list[Gebrek]:
    """Faults at ``naam``, ``functie`` and ``email``; ``behalve``: whose address this may be already."""
    gebreken = gebreken_van_tekst(naam, "naam", wat="een naam")
    if functie:
        gebreken += gebreken_van_tekst(functie, "functie", wat="een functie")
    fout_adres = gebreken_van_adres(email)
    if email.endswith(f"@{DOMEIN}"):
        fout_adres = [Gebrek("email", "Dit adres is er alleen voor accounts waarvan de naam is vervangen.")]
    if not fout_adres:
        van = db.session.scalar(select(Gebruiker.id).where(Gebruiker.email == email))
        if van is not None and (behalve is None or van != behalve.id):
            fout_adres = [Gebrek("email", "Er is al een account met dit e-mailadres.")]
    return gebreken + fout_adres


def gebreken_van_rol(
    gebruiker: Gebruiker, rol: Rol, *, gm_code: str | None, vanaf: date, door: Gebruiker | None, nu: datetime
) -> list[Gebrek]:
    """Faults at ``rol``, ``gemeente`` and ``vanaf``, that of a role this user has already included."""
    gebreken = gebreken_van_nieuwe_rol(rol, gm_code=gm_code, vanaf=vanaf, door=door, nu=nu)
    loopt = exists().where(
        Roltoekenning.gebruiker_id == gebruiker.id,
        Roltoekenning.rol == rol,
        Roltoekenning.gm_code == gm_code if gm_code is not None else Roltoekenning.gm_code.is_(None),
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > vanaf),
    )
    if db.session.scalar(select(loopt)):
        gebreken.append(Gebrek("rol", f"{gebruiker.naam} heeft deze rol op {datum_nl(vanaf)} al."))
    return gebreken


def gebreken_van_nieuwe_rol(
    rol: Rol, *, gm_code: str | None, vanaf: date, door: Gebruiker | None, nu: datetime
) -> list[Gebrek]:
    """Faults at ``gemeente`` and ``vanaf``, whoever it is for. A person gives no role for days that have passed."""
    gebreken = _gebreken_van_gemeente(rol, gm_code, vanaf)
    if door is not None:
        dag = dag_in_amsterdam(nu)
        if vanaf < dag:
            gebreken.append(
                Gebrek("vanaf", "Een rol gaat niet met terugwerkende kracht in. Kies vandaag of later.")
            )
        gebreken += _te_ver(vanaf, dag)
    return gebreken


def gebreken_van_mandaat(
    gebruiker: Gebruiker, handeling: Mandaathandeling, *, registernummer: str, tot_bedrag_cent: int, vanaf: date,
    door: Gebruiker | None, nu: datetime,
) -> list[Gebrek]:  # fmt: skip
    """Faults at ``registernummer``, ``tot_bedrag``, ``vanaf`` and ``gebruiker``.

    A mandate may be entered after the day on which it was given (Awb 10:5 asks a decision in writing, and
    that has a day of its own); what was signed before it was entered does not become valid by it.
    """
    gebreken = gebreken_van_tekst(
        registernummer, "registernummer", wat="het nummer in het mandaatregister", hoogstens=LANGSTE_NUMMER
    )
    bestaat = exists().where(Mandaat.registernummer == registernummer, Mandaat.handeling == handeling)
    if not gebreken and db.session.scalar(select(bestaat)):
        gebreken.append(Gebrek("registernummer", "Dit nummer staat al in het register voor deze handeling."))
    if not 0 <= tot_bedrag_cent <= HOOGSTE_CENT:
        gebreken.append(Gebrek("tot_bedrag", "Dit bedrag kan niet."))
    if door is not None:
        gebreken += _te_ver(vanaf, dag_in_amsterdam(nu))
        if not _krijgt_rol(gebruiker, rol := MANDAATROL[handeling], nu=nu):
            gebreken.append(
                Gebrek("gebruiker", f"{gebruiker.naam} heeft de rol {rol.value} niet. Geef eerst die rol.")
            )
    return gebreken


def gebreken_van_belang(
    gebruiker: Gebruiker, *, gm_code: str, omschrijving: str, vanaf: date, nu: datetime
) -> list[Gebrek]:
    """Faults at ``gemeente``, ``omschrijving`` and ``vanaf``."""
    gebreken = gebreken_van_tekst(
        omschrijving, "omschrijving", wat="in welk belang er is", hoogstens=LANGSTE_OMSCHRIJVING
    )
    if gemeente_op(gm_code, vanaf).stand is Stand.ONBEKEND:
        gebreken.append(Gebrek("gemeente", "Deze gemeente kent het register niet."))
    gebreken += _te_ver(vanaf, dag_in_amsterdam(nu))
    loopt = exists().where(
        Belang.gebruiker_id == gebruiker.id,
        Belang.gm_code == gm_code,
        or_(Belang.tot.is_(None), Belang.tot > vanaf),
    )
    if db.session.scalar(select(loopt)):
        gebreken.append(
            Gebrek("gemeente", f"Voor {gebruiker.naam} staat een belang in deze gemeente al in het register.")
        )
    return gebreken


def gebreken_van_partijbelang(
    gebruiker: Gebruiker, *, partij: str, omschrijving: str, vanaf: date, nu: datetime
) -> list[Gebrek]:
    """Faults at ``partij``, ``omschrijving`` and ``vanaf``; both texts went through ``normale_tekst``."""
    gebreken = gebreken_van_tekst(partij, "partij", wat="de naam van de partij", hoogstens=LANGSTE_PARTIJ)
    norm = partij_norm(partij)
    if partij and not norm:
        gebreken.append(Gebrek("partij", "Schrijf de naam met letters of cijfers."))
    gebreken += gebreken_van_tekst(
        omschrijving, "omschrijving", wat="in welk belang er is", hoogstens=LANGSTE_OMSCHRIJVING
    )
    gebreken += _te_ver(vanaf, dag_in_amsterdam(nu))
    loopt = exists().where(
        Partijbelang.gebruiker_id == gebruiker.id,
        Partijbelang.partij_norm == norm,
        or_(Partijbelang.tot.is_(None), Partijbelang.tot > vanaf),
    )
    if norm and db.session.scalar(select(loopt)):
        gebreken.append(
            Gebrek("partij", f"Voor {gebruiker.naam} staat een belang in deze partij al in het register.")
        )
    return gebreken


def gebreken_van_einde(
    vanaf: date, tot: date, *, nu: datetime, wat: str, ook_eerder: bool = False
) -> list[Gebrek]:
    """Faults at ``tot``, the first day without ``wat`` (``deze rol``); ``ook_eerder``: a past day is a fact."""
    dag = dag_in_amsterdam(nu)
    if tot <= vanaf:
        vroegst = vanaf + timedelta(days=1)
        melding = f"Op zijn vroegst {datum_nl(vroegst)}: {wat} begint op {datum_nl(vanaf)}."
        if vroegst > dag:
            melding += " Kan dat niet wachten? Blokkeer dan het account tot die dag."
        return [Gebrek("tot", melding)]
    if tot < dag and not ook_eerder:
        return [Gebrek("tot", "Deze dag is al voorbij. Kies vandaag of later; vandaag werkt meteen.")]
    return _te_ver(tot, dag, waar="tot")


def _gebreken_van_gemeente(rol: Rol, gm_code: str | None, vanaf: date) -> list[Gebrek]:
    if rol not in GEMEENTE:
        if gm_code is None:
            return []
        return [Gebrek("gemeente", "Bij deze rol hoort geen gemeente. Laat het veld leeg.")]
    if gm_code is None:
        return [Gebrek("gemeente", "Kies de gemeente waarvoor deze persoon werkt.")]
    op_dag = gemeente_op(gm_code, vanaf)
    if op_dag.stand is Stand.ONBEKEND:
        return [Gebrek("gemeente", "Deze gemeente kent het register niet.")]
    return []


def _te_ver(vanaf: date, dag: date, *, waar: str = "vanaf") -> list[Gebrek]:
    if vanaf > dag + HOOGSTENS_VOORUIT:
        return [Gebrek(waar, "Deze dag ligt meer dan een jaar vooruit. Klopt het jaartal?")]
    if vanaf < EERSTE_DAG:
        return [Gebrek(waar, "Deze dag ligt te ver terug. Klopt het jaartal?")]
    return []


def _krijgt_rol(gebruiker: Gebruiker, rol: Rol, *, nu: datetime) -> bool:
    """Whether the user has ``rol`` now or will get it."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Roltoekenning.gebruiker_id == gebruiker.id,
                    Roltoekenning.rol == rol,
                    or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag_in_amsterdam(nu)),
                )
            )
        )
    )
