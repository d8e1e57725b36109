"""What the pages about accounts show; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from subsidie.accounts.aanmelden import hash_van
from subsidie.accounts.aanmeldmodellen import Sessie, Uitnodiging, Wachtwoord
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.groepen import MANDAATROL, MINISTERIE
from subsidie.accounts.models import Belang, Gebruiker, Mandaat, Rol, Roltoekenning
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.web.db import db


def geldt_op(rij: Any, dag: date) -> ColumnElement[bool]:
    """Whether a role, mandate or interest holds on ``dag``, as a condition."""
    return and_(rij.vanaf <= dag, or_(rij.tot.is_(None), rij.tot > dag))


def staat_open(nu: datetime) -> ColumnElement[bool]:
    """Whether an invitation still opens an account, as a condition."""
    return and_(
        Uitnodiging.gebruikt_op.is_(None), Uitnodiging.ingetrokken_op.is_(None), Uitnodiging.verloopt_op > nu
    )


def stand(nu: datetime) -> ColumnElement[str]:
    """The state of an account, a key of ``woorden.STANDEN``, as an expression of ``Gebruiker``."""
    heeft_wachtwoord = exists().where(Wachtwoord.gebruiker_id == Gebruiker.id).correlate(Gebruiker)
    uitgenodigd = (
        exists().where(Uitnodiging.gebruiker_id == Gebruiker.id, staat_open(nu)).correlate(Gebruiker)
    )
    return case(
        (Gebruiker.geblokkeerd_op.is_not(None), "geblokkeerd"),
        (heeft_wachtwoord, "actief"),
        (uitgenodigd, "uitgenodigd"),
        else_="zonder_wachtwoord",
    )


def laatst_ingelogd() -> ColumnElement[datetime]:
    """When somebody logged in for the last time, as an expression of ``Gebruiker``."""
    return select(func.max(Sessie.begonnen_op)).where(Sessie.gebruiker_id == Gebruiker.id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class Looptijd:
    """How a role, mandate or interest stands on a day: ``straks``, ``loopt`` or ``voorbij``."""

    vanaf: date
    tot: date | None
    dag: date

    @property
    def stand(self) -> str:
        """Where it stands."""
        if self.tot is not None and self.tot <= self.dag:
            return "voorbij"
        return "straks" if self.vanaf > self.dag else "loopt"

    @property
    def kan_eindigen(self) -> bool:
        """Whether no end was given yet."""
        return self.tot is None


@dataclass(frozen=True, slots=True)
class Rolregel:
    """One role of somebody, past ones too."""

    toekenning: Roltoekenning
    gemeente: str | None
    looptijd: Looptijd


@dataclass(frozen=True, slots=True)
class Mandaatregel:
    """One mandate of somebody."""

    mandaat: Mandaat
    looptijd: Looptijd


@dataclass(frozen=True, slots=True)
class Belangregel:
    """One interest of somebody; ``soort``: ``gemeente`` or ``partij``, ``waarin``: its name."""

    belang: Belang | Partijbelang
    soort: str
    waarin: str
    looptijd: Looptijd


@dataclass(frozen=True, slots=True)
class Accountbeeld:
    """Everything a page about one account shows."""

    gebruiker: Gebruiker
    stand: str
    laatst_ingelogd: datetime | None
    wachtwoord_gezet_op: datetime | None
    rollen: tuple[Rolregel, ...]
    mandaten: tuple[Mandaatregel, ...]
    belangen: tuple[Belangregel, ...]
    sessies: tuple[Sessie, ...]
    """Those that run, the newest first."""
    uitnodiging: Uitnodiging | None
    """The link that opens this account, if there is one."""
    laatst_uitgenodigd: Uitnodiging | None
    """The last link with which a password was chosen."""

    @property
    def heeft_rol(self) -> bool:
        """Whether there is a role today."""
        return any(regel.looptijd.stand == "loopt" for regel in self.rollen)

    @property
    def kan_mandaat_hebben(self) -> bool:
        """Whether this person decides, on applications or objections, now or later: else a mandate is of no use."""
        return any(regel.toekenning.rol in MANDAATROL.values() for regel in self._niet_voorbij)

    @property
    def wordt_ministerie(self) -> bool:
        """Whether this person works for the ministry, now or later."""
        return any(regel.toekenning.rol in MINISTERIE for regel in self._niet_voorbij)

    @property
    def _niet_voorbij(self) -> tuple[Rolregel, ...]:
        return tuple(regel for regel in self.rollen if regel.looptijd.stand != "voorbij")


def get_accountbeeld(gebruiker: Gebruiker, *, nu: datetime) -> Accountbeeld:
    """All of one account, in a constant number of queries."""
    dag = dag_in_amsterdam(nu)
    staat, laatst, gezet = db.session.execute(
        select(stand(nu), laatst_ingelogd(), Wachtwoord.gezet_op)
        .select_from(Gebruiker)
        .outerjoin(Wachtwoord, Wachtwoord.gebruiker_id == Gebruiker.id)
        .where(Gebruiker.id == gebruiker.id)
    ).one()
    return Accountbeeld(
        gebruiker=gebruiker,
        stand=staat,
        laatst_ingelogd=laatst,
        wachtwoord_gezet_op=gezet,
        rollen=_rollen(gebruiker, dag),
        mandaten=tuple(
            Mandaatregel(mandaat, Looptijd(mandaat.vanaf, mandaat.tot, dag))
            for mandaat in db.session.scalars(
                select(Mandaat)
                .where(Mandaat.gebruiker_id == gebruiker.id)
                .order_by(Mandaat.vanaf, Mandaat.id)
            )
        ),
        belangen=list_belangen_van(gebruiker, dag=dag),
        sessies=tuple(
            db.session.scalars(
                select(Sessie)
                .where(
                    Sessie.gebruiker_id == gebruiker.id,
                    Sessie.beeindigd_op.is_(None),
                    Sessie.verloopt_op > nu,
                )
                .order_by(Sessie.begonnen_op.desc(), Sessie.id.desc())
            )
        ),
        uitnodiging=_uitnodiging(gebruiker, staat_open(nu)),
        laatst_uitgenodigd=_uitnodiging(gebruiker, Uitnodiging.gebruikt_op.is_not(None)),
    )


def _rollen(gebruiker: Gebruiker, dag: date) -> tuple[Rolregel, ...]:
    rijen = db.session.execute(
        select(Roltoekenning, Gemeente.naam)
        .outerjoin(Gemeente, Gemeente.gm_code == Roltoekenning.gm_code)
        .where(Roltoekenning.gebruiker_id == gebruiker.id)
        .order_by(Roltoekenning.vanaf, Roltoekenning.id)
    )
    return tuple(Rolregel(rol, naam, Looptijd(rol.vanaf, rol.tot, dag)) for rol, naam in rijen)


def _uitnodiging(gebruiker: Gebruiker, voorwaarde: ColumnElement[bool]) -> Uitnodiging | None:
    gevonden: Uitnodiging | None = db.session.scalar(
        select(Uitnodiging)
        .where(Uitnodiging.gebruiker_id == gebruiker.id, voorwaarde)
        .order_by(Uitnodiging.id.desc())
        .limit(1)
    )
    return gevonden


def list_belangen_van(gebruiker: Gebruiker, *, dag: date) -> tuple[Belangregel, ...]:
    """Every interest of somebody, those that are over too, in order of the day on which they began."""
    in_gemeenten = db.session.execute(
        select(Belang, Gemeente.naam)
        .join(Gemeente, Gemeente.gm_code == Belang.gm_code)
        .where(Belang.gebruiker_id == gebruiker.id)
        .order_by(Belang.id)
    )
    in_partijen = db.session.scalars(
        select(Partijbelang).where(Partijbelang.gebruiker_id == gebruiker.id).order_by(Partijbelang.id)
    )
    regels: list[tuple[Belang | Partijbelang, str, str]] = [
        *((belang, "gemeente", naam) for belang, naam in in_gemeenten),
        *((belang, "partij", belang.partij) for belang in in_partijen),
    ]
    regels.sort(key=lambda regel: regel[0].vanaf)
    return tuple(
        Belangregel(belang, soort, waarin, Looptijd(belang.vanaf, belang.tot, dag))
        for belang, soort, waarin in regels
    )


def is_deze_sessie(sessie: Sessie, token: str) -> bool:
    """Whether a session is the one that ``token`` belongs to."""
    return bool(sessie.token_sha256 == hash_van(token))


def get_gebruiker_van(belang: Belang | Partijbelang) -> Gebruiker:
    """Whose interest it is."""
    gebruiker: Gebruiker = db.session.get_one(Gebruiker, belang.gebruiker_id)
    return gebruiker


def rollen_van(gebruikers: Iterable[int], *, dag: date) -> dict[int, list[tuple[str, str | None]]]:
    """Role and name of the municipality of each user on ``dag``, in one query."""
    per_gebruiker: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    rijen = db.session.execute(
        select(Roltoekenning.gebruiker_id, Roltoekenning.rol, Gemeente.naam)
        .outerjoin(Gemeente, Gemeente.gm_code == Roltoekenning.gm_code)
        .where(Roltoekenning.gebruiker_id.in_(list(gebruikers)), geldt_op(Roltoekenning, dag))
        .order_by(Roltoekenning.gebruiker_id, Roltoekenning.rol, Gemeente.naam)
    )
    for gebruiker_id, rol, gemeente in rijen:
        per_gebruiker[gebruiker_id].append((rol, gemeente))
    return per_gebruiker


def gemeenten_met_account(dag: date) -> Sequence[tuple[str, str]]:
    """Code and name of every municipality for which somebody has a role on ``dag``."""
    rijen = db.session.execute(
        select(Gemeente.gm_code, Gemeente.naam)
        .where(exists().where(Roltoekenning.gm_code == Gemeente.gm_code, geldt_op(Roltoekenning, dag)))
        .order_by(Gemeente.naam)
    )
    return [(code, naam) for code, naam in rijen]


def list_op_domein(domein: str, *, nu: datetime) -> Sequence[tuple[Gebruiker, list[tuple[str, str | None]]]]:
    """Everybody with an address on ``domein`` who can log in with a password, with the roles of today."""
    gebruikers = list(
        db.session.scalars(
            select(Gebruiker)
            .join(Wachtwoord, Wachtwoord.gebruiker_id == Gebruiker.id)
            .where(
                Gebruiker.email.endswith(f"@{domein}", autoescape=True), Gebruiker.geblokkeerd_op.is_(None)
            )
            .order_by(Gebruiker.id)
        )
    )
    rollen = rollen_van([gebruiker.id for gebruiker in gebruikers], dag=dag_in_amsterdam(nu))
    return [(gebruiker, rollen.get(gebruiker.id, [])) for gebruiker in gebruikers]


def list_personen(*rollen: Rol, dag: date) -> list[tuple[str, str]]:
    """Key and name of everybody who works for the ministry, or has or gets one of ``rollen``; not blocked.

    To choose from: the name with the function, in order of the name.
    """
    gevraagd = rollen or tuple(MINISTERIE)
    heeft = exists().where(
        Roltoekenning.gebruiker_id == Gebruiker.id,
        Roltoekenning.rol.in_(gevraagd),
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag),
    )
    personen = db.session.scalars(
        select(Gebruiker)
        .where(heeft, Gebruiker.geblokkeerd_op.is_(None))
        .order_by(func.lower(Gebruiker.naam), Gebruiker.id)
    )
    return [
        (persoon.sleutel, f"{persoon.naam}, {persoon.functie}" if persoon.functie else persoon.naam)
        for persoon in personen
    ]


def naam_van_gemeente(gm_code: str | None) -> str | None:
    """The name of a municipality; nothing for no code."""
    naam: str | None = db.session.scalar(select(Gemeente.naam).where(Gemeente.gm_code == gm_code))
    return naam


def eerste_einde(vanaf: date, dag: date) -> date:
    """The first day on which something that began at ``vanaf`` can stop, seen from ``dag``."""
    return max(dag, vanaf + timedelta(days=1))
