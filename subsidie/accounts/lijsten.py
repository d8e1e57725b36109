"""The lists of accounts, mandates and interests: what one can search, filter, sort and export.

Each has a question (``vraag_*``), a list (``lijst_*``) and its rows as cells for the export (``cellen_*``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)

from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Mandaathandeling, Rol, Roltoekenning
from subsidie.accounts.queries import geldt_op, gemeenten_met_account, laatst_ingelogd, rollen_van, stand
from subsidie.accounts.woorden import HANDELINGEN, ROLNAMEN, STANDEN
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, Staat, bepaal
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.register.models import Gemeente
from subsidie.web.db import db

GEEN_ROL: Final = "geen"
LOOPTIJDEN: Final = (("loopt", "Loopt"), ("straks", "Begint later"), ("voorbij", "Voorbij"))
BELANGSOORTEN: Final = {"gemeente": "Gemeente", "partij": "Partij"}


def lijst_accounts(nu: datetime) -> Lijst:
    """Accounts; the states and roles are those of ``nu``."""
    dag = dag_in_amsterdam(nu)

    def heeft_rol(waarde: str) -> ColumnElement[bool]:
        rol = exists().where(Roltoekenning.gebruiker_id == Gebruiker.id, geldt_op(Roltoekenning, dag))
        return not_(rol) if waarde == GEEN_ROL else rol.where(Roltoekenning.rol == Rol(waarde))

    def voor_gemeente(waarde: str) -> ColumnElement[bool]:
        return exists().where(
            Roltoekenning.gebruiker_id == Gebruiker.id,
            geldt_op(Roltoekenning, dag),
            Roltoekenning.gm_code == waarde,
        )

    rollen = tuple((rol.value, naam) for rol, naam in ROLNAMEN.items())
    return Lijst(
        titel="Accounts",
        kolommen=(
            Lijstkolom(Kolom("naam", "Naam", breedte=28), func.lower(Gebruiker.naam)),
            Lijstkolom(Kolom("functie", "Functie", breedte=28), func.lower(Gebruiker.functie)),
            Lijstkolom(Kolom("rollen", "Rollen vandaag", breedte=40)),
            Lijstkolom(Kolom("email", "E-mailadres", breedte=34), Gebruiker.email),
            Lijstkolom(Kolom("stand", "Stand", breedte=22), stand(nu)),
            Lijstkolom(
                Kolom("laatst_ingelogd", "Laatst ingelogd", Kolomsoort.MOMENT, 20), laatst_ingelogd()
            ),
            Lijstkolom(
                Kolom("aangemaakt_op", "Aangemaakt op", Kolomsoort.MOMENT, 20), op_scherm=False
            ),
        ),
        uniek=Gebruiker.id,
        filters=(
            Filter("rol", "Rol", (*rollen, (GEEN_ROL, "Geen rol")), heeft_rol),
            Filter(
                "stand", "Stand", tuple((sleutel, woord) for sleutel, (woord, _) in STANDEN.items()),
                lambda waarde: stand(nu) == waarde,
            ),
            Filter("gemeente", "Gemeente", tuple(gemeenten_met_account(dag)), voor_gemeente),
            Filter(
                "let_op", "Let op", (("opgeheven", "Rol voor een gemeente die niet meer bestaat"),),
                lambda _: exists().where(
                    Roltoekenning.gebruiker_id == Gebruiker.id, geldt_op(Roltoekenning, dag),
                    Gemeente.gm_code == Roltoekenning.gm_code, Gemeente.geldig_tot <= dag,
                ),
            ),
            Filter(
                "ingelogd", "Ingelogd", (("nooit", "Nooit ingelogd"), ("ooit", "Wel eens ingelogd")),
                lambda waarde: laatst_ingelogd().is_(None) if waarde == "nooit" else laatst_ingelogd().is_not(None),
            ),
        ),
        zoek=lambda tekst: _bevat(tekst, Gebruiker.naam, Gebruiker.functie, Gebruiker.email),
        zoek_label="Zoek op naam, functie of e-mailadres",
        standaard="naam",
    )  # fmt: skip


def vraag_accounts(nu: datetime) -> Select[Gebruiker, str, datetime]:
    """Every account with its state and last login."""
    return select(Gebruiker, stand(nu).label("stand"), laatst_ingelogd().label("laatst_ingelogd"))


def cellen_accounts(rijen: Sequence[Row[*tuple[Any, ...]]], nu: datetime) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_accounts`` as cells of ``lijst_accounts``."""
    rollen = rollen_van([rij.Gebruiker.id for rij in rijen], dag=dag_in_amsterdam(nu))
    for gebruiker, staat, laatst in rijen:
        namen = ", ".join(rol_in_woorden(*rol) for rol in rollen.get(gebruiker.id, ()))
        yield (
            gebruiker.naam, gebruiker.functie, namen, gebruiker.email, STANDEN[staat][0], laatst,
            gebruiker.aangemaakt_op,
        )  # fmt: skip


def rol_in_woorden(rol: str, gemeente: str | None) -> str:
    """A role with its municipality: ``Opsteller (Zwolle)``."""
    naam = ROLNAMEN[Rol(rol)]
    return f"{naam} ({gemeente})" if gemeente else naam


def lijst_mandaten(nu: datetime) -> Lijst:
    """The register of mandates, as it stands on the day of ``nu``."""
    return Lijst(
        titel="Mandaatregister",
        kolommen=(
            Lijstkolom(Kolom("registernummer", "Nummer", breedte=22), Mandaat.registernummer),
            Lijstkolom(Kolom("naam", "Naam", breedte=28), func.lower(Gebruiker.naam)),
            Lijstkolom(Kolom("handeling", "Waarvoor", breedte=28), Mandaat.handeling),
            Lijstkolom(
                Kolom("tot_bedrag", "Tot en met bedrag", Kolomsoort.EURO, 18), Mandaat.tot_bedrag_cent
            ),
            Lijstkolom(Kolom("vanaf", "Vanaf", Kolomsoort.DAG, 14), Mandaat.vanaf),
            Lijstkolom(Kolom("tot", "Stopt op", Kolomsoort.DAG, 14), Mandaat.tot),
        ),
        uniek=Mandaat.id,
        filters=(
            Filter(
                "handeling", "Waarvoor", tuple((een.value, woord) for een, woord in HANDELINGEN.items()),
                lambda waarde: Mandaat.handeling == Mandaathandeling(waarde),
            ),
            Filter("looptijd", "Looptijd", LOOPTIJDEN, _op_looptijd(Mandaat, dag_in_amsterdam(nu))),
        ),
        zoek=lambda tekst: _bevat(tekst, Mandaat.registernummer, Gebruiker.naam),
        zoek_label="Zoek op nummer of naam",
        standaard="registernummer",
    )  # fmt: skip


def vraag_mandaten() -> Select[Mandaat, Gebruiker]:
    """Every mandate with its holder."""
    return select(Mandaat, Gebruiker).join(Gebruiker, Gebruiker.id == Mandaat.gebruiker_id)


def cellen_mandaten(rijen: Sequence[Row[*tuple[Any, ...]]], _nu: datetime) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_mandaten`` as cells of ``lijst_mandaten``."""
    for mandaat, gebruiker in rijen:
        yield (
            mandaat.registernummer, gebruiker.naam, HANDELINGEN[mandaat.handeling], mandaat.tot_bedrag_cent,
            mandaat.vanaf, mandaat.tot,
        )  # fmt: skip


_BELANGEN: Final = union_all(
    select(
        literal("gemeente").label("soort"), Belang.id.label("id"), Belang.gebruiker_id.label("gebruiker_id"),
        Gemeente.naam.label("waarin"), Belang.omschrijving.label("omschrijving"), Belang.vanaf.label("vanaf"),
        Belang.tot.label("tot"), (literal("gemeente-") + cast(Belang.id, String)).label("sleutel"),
    ).join(Gemeente, Gemeente.gm_code == Belang.gm_code),
    select(
        literal("partij"), Partijbelang.id, Partijbelang.gebruiker_id, Partijbelang.partij, Partijbelang.omschrijving,
        Partijbelang.vanaf, Partijbelang.tot, literal("partij-") + cast(Partijbelang.id, String),
    ),
).subquery("belangen")  # fmt: skip
"""The interests of both kinds; ``sleutel`` tells one row from every other."""


def lijst_belangen(nu: datetime) -> Lijst:
    """The register of interests, as it stands on the day of ``nu``."""
    van = _BELANGEN.c
    return Lijst(
        titel="Register van belangen",
        kolommen=(
            Lijstkolom(Kolom("naam", "Naam", breedte=28), func.lower(Gebruiker.naam)),
            Lijstkolom(Kolom("soort", "Soort", breedte=12), van.soort),
            Lijstkolom(Kolom("waarin", "Gemeente of partij", breedte=30), van.waarin),
            Lijstkolom(Kolom("omschrijving", "Belang", breedte=50)),
            Lijstkolom(Kolom("vanaf", "Vanaf", Kolomsoort.DAG, 14), van.vanaf),
            Lijstkolom(Kolom("tot", "Stopt op", Kolomsoort.DAG, 14), van.tot),
        ),
        uniek=van.sleutel,
        filters=(
            Filter("soort", "Soort", tuple(BELANGSOORTEN.items()), lambda waarde: van.soort == waarde),
            Filter("looptijd", "Looptijd", LOOPTIJDEN, _op_looptijd(van, dag_in_amsterdam(nu))),
        ),
        zoek=lambda tekst: _bevat(tekst, Gebruiker.naam, van.waarin, van.omschrijving),
        zoek_label="Zoek op naam, gemeente, partij of belang",
        standaard="naam",
    )


def vraag_belangen() -> Select[*tuple[Any, ...]]:
    """Every interest with whose it is; ``waarin`` is the name of the municipality or the party."""
    return select(*_BELANGEN.c, Gebruiker).join(Gebruiker, Gebruiker.id == _BELANGEN.c.gebruiker_id)


def cellen_belangen(rijen: Sequence[Row[*tuple[Any, ...]]], _nu: datetime) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_belangen`` as cells of ``lijst_belangen``."""
    for rij in rijen:
        yield (
            rij.Gebruiker.naam, BELANGSOORTEN[rij.soort], rij.waarin, rij.omschrijving, rij.vanaf, rij.tot,
        )  # fmt: skip


def alle_rijen(
    lijst: Lijst, staat: Staat, vraag: Select[*tuple[Any, ...]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The whole list, filtered and in order, for the export."""
    return db.session.execute(bepaal(lijst, staat, vraag)).all()


def _bevat(tekst: str, *kolommen: Any) -> ColumnElement[bool]:
    """Every word of the text in one of the columns, capitals or not."""
    return and_(
        *(
            or_(*(func.lower(kolom).contains(woord, autoescape=True) for kolom in kolommen))
            for woord in tekst.lower().split()
        )
    )


def _op_looptijd(rij: Any, dag: date) -> Callable[[str], ColumnElement[bool]]:
    voorwaarden = {
        "loopt": geldt_op(rij, dag), "straks": rij.vanaf > dag, "voorbij": rij.tot <= dag,
    }  # fmt: skip
    return lambda waarde: voorwaarden[waarde]
