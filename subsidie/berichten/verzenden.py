"""Sending mail about messages: claimed in a short transaction, sent outside any, and what came of it noted.

Two workers never send the same mail: whoever changes the row from what both saw has it. A worker that dies
between sending and noting leaves the row claimed until ``VASTGEHOUDEN`` is over; then it goes once more, under the
same Message-ID. So a mail can come twice, and is never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import Handelende, leg_vast
from subsidie.berichten.models import Bezorging, Bezorgstand
from subsidie.berichten.postzegel import mail_over
from subsidie.berichten.service import VEGER
from subsidie.config import Instellingen
from subsidie.kern.fouten import NietGevonden, OngeldigeOvergang
from subsidie.platform.post import Post, Poststand, Terugmelding, Uitslag, verstuur
from subsidie.platform.taken import na_commit
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

PAUZES: Final = tuple(timedelta(minutes=minuten) for minuten in (1, 5, 30, 120, 720))
"""After the first, second, ... try; when all are used up, the mail has failed."""
VASTGEHOUDEN: Final = timedelta(minutes=30)
"""How long a claim holds: longer than the tries of one portion together can last."""
PORTIE: Final = 10
TE_OUD: Final = timedelta(days=30)
"""What waited this long without a try (there was no mail server) is not sent any more: it would only confuse."""
_VOL: Final = 552

Verstuurder = Callable[..., Uitslag]


@dataclass(frozen=True, slots=True)
class _Geclaimd:
    """A mail that is ours to send; ``poging`` is the number of this try, from 1."""

    bezorging_id: int
    poging: int
    post: Post


def verzend_wachtende(
    instellingen: Instellingen, klok: Callable[[], datetime], *, verstuurder: Verstuurder = verstuur
) -> int:
    """Send what is due; how many mails are done with, well or not. Without a mail server nothing happens.

    Stops when the server itself does not do its work: the rest keeps waiting, and no mail is counted as tried.
    Call it outside a transaction. Can run twice at once.
    """
    if instellingen.smtp is None:
        return 0
    klaar = 0
    while geclaimd := _claim(instellingen, nu=klok()):
        for plaats, een in enumerate(geclaimd):
            uitslag = verstuurder(een.post, instellingen=instellingen)
            klaar += _noteer(een, uitslag, nu=klok())
            if _ligt_aan_de_server(uitslag):
                _laat_los(geclaimd[plaats + 1 :], nu=klok())
                return klaar
    return klaar


def meld_teruggekomen(terugmelding: Terugmelding, *, nu: datetime) -> Bezorging:
    """Note that a mail came back after it was sent; once, however often it is reported.

    Raises ``NietGevonden`` unless we sent that mail to that address: anybody can make up a report.
    """
    bezorging: Bezorging | None = db.session.scalar(
        select(Bezorging).where(Bezorging.message_id == terugmelding.message_id).with_for_update()
    )
    verstuurd = bezorging is not None and bezorging.pogingen > 0
    if bezorging is None or not verstuurd or bezorging.adres.lower() != terugmelding.adres.lower():
        raise NietGevonden("Deze terugmelding hoort niet bij een mail die van hier is verstuurd.")
    if bezorging.stand in (Bezorgstand.VERZONDEN, Bezorgstand.WACHT):
        bezorging.stand = Bezorgstand.TERUGGEKOMEN
        bezorging.melding = f"{terugmelding.status} {terugmelding.melding}".strip()
        _leg_vast("bericht:mail_teruggekomen", bezorging, door=None, nu=nu)
        db.session.flush()
    return bezorging


def mag_opnieuw(bezorging: Bezorging) -> bool:
    """Whether this mail failed before the mail server took it, so that it can be sent once more."""
    gefaald = bezorging.stand in (Bezorgstand.MISLUKT, Bezorgstand.TERUGGEKOMEN)
    return gefaald and bezorging.verzonden_op is None


def probeer_opnieuw(bezorging: Bezorging, *, door: Gebruiker, nu: datetime) -> None:
    """Send a mail that failed once more, to the address that the account has now.

    Raises ``OngeldigeOvergang`` for one that did not fail, or that the mail server had taken before it came back.
    """
    if not mag_opnieuw(bezorging):
        raise OngeldigeOvergang(wat="Deze mail", van=bezorging.stand, naar=Bezorgstand.WACHT)
    bezorging.stand, bezorging.pogingen, bezorging.melding = Bezorgstand.WACHT, 0, ""
    bezorging.adres, bezorging.volgende_poging_op = bezorging.gebruiker.email, nu
    _leg_vast("bericht:mail_opnieuw", bezorging, door=door, nu=nu)
    db.session.flush()
    na_commit(VEGER)


def _claim(instellingen: Instellingen, *, nu: datetime) -> list[_Geclaimd]:
    """Take a portion of what is due; what need not go any more is noted as failed on the way."""
    te_doen = (Bezorging.stand == Bezorgstand.WACHT) & (Bezorging.volgende_poging_op <= nu)
    geclaimd: list[_Geclaimd] = []
    while not geclaimd:
        # A look without the lock first: most of the time nothing waits.
        is_er_iets = db.session.scalar(select(Bezorging.id).where(te_doen).limit(1)) is not None
        db.session.rollback()
        if not is_er_iets:
            break
        with schrijfgrens():
            rijen = db.session.scalars(
                select(Bezorging)
                .where(te_doen)
                .options(joinedload(Bezorging.bericht), joinedload(Bezorging.gebruiker))
                .order_by(Bezorging.volgende_poging_op, Bezorging.id)
                .limit(PORTIE)
            ).all()
            # In one order for all, so that two workers never wait for each other.
            geclaimd = [
                gelukt
                for rij in sorted(rijen, key=lambda rij: rij.id)
                if (gelukt := _neem(rij, instellingen, nu=nu)) is not None
            ]
    return geclaimd


def _neem(rij: Bezorging, instellingen: Instellingen, *, nu: datetime) -> _Geclaimd | None:
    """Claim one mail, at the address that the account has now; ``None`` when it is not ours or not to be sent."""
    zoals_gezien = (
        Bezorging.id == rij.id, Bezorging.stand == Bezorgstand.WACHT, Bezorging.pogingen == rij.pogingen,
        Bezorging.volgende_poging_op == rij.volgende_poging_op,
    )  # fmt: skip
    if reden := _niet_meer(rij, nu):
        if _wijzig(*zoals_gezien, stand=Bezorgstand.MISLUKT, melding=reden):
            _leg_vast("bericht:mail_mislukt", rij, door=None, nu=nu)
        return None
    poging, adres = rij.pogingen + 1, rij.gebruiker.email
    if not _wijzig(*zoals_gezien, pogingen=poging, adres=adres, volgende_poging_op=nu + VASTGEHOUDEN):
        return None
    post = mail_over(rij.bericht, aan=adres, message_id=rij.message_id, moment=nu, instellingen=instellingen)
    return _Geclaimd(rij.id, poging, post)


def _niet_meer(rij: Bezorging, nu: datetime) -> str:
    """Why this mail is not sent any more; empty when it is."""
    if rij.gebruiker.geblokkeerd_op is not None:
        return "Het account is geblokkeerd."
    if rij.pogingen == 0 and rij.volgende_poging_op < nu - TE_OUD:
        return "Deze mail wachtte meer dan 30 dagen en is daarom niet meer verzonden."
    return ""


def _noteer(een: _Geclaimd, uitslag: Uitslag, *, nu: datetime) -> int:
    """Write down what came of a try, unless somebody else took the mail over meanwhile; 1 when it is done with."""
    waarden: dict[str, Any]
    soort = ""
    if uitslag.stand is Poststand.VERZONDEN:
        waarden = {"stand": Bezorgstand.VERZONDEN, "verzonden_op": nu, "melding": ""}
    elif uitslag.stand is Poststand.DEFINITIEF and uitslag.teruggekomen:
        waarden, soort = {"stand": Bezorgstand.TERUGGEKOMEN}, "bericht:mail_teruggekomen"
    elif uitslag.stand is Poststand.DEFINITIEF or een.poging > len(PAUZES):
        waarden, soort = {"stand": Bezorgstand.MISLUKT}, "bericht:mail_mislukt"
    else:
        waarden = {"volgende_poging_op": nu + PAUZES[een.poging - 1]}
    if uitslag.stand is not Poststand.VERZONDEN:
        waarden["melding"] = (
            f"{uitslag.code or ''} {uitslag.melding}".strip() or "De mailserver zei niet waarom."
        )
    with schrijfgrens():
        gelukt = _wijzig(
            Bezorging.id == een.bezorging_id, Bezorging.stand == Bezorgstand.WACHT,
            Bezorging.pogingen == een.poging, **waarden,
        )  # fmt: skip
        if gelukt and soort:
            _leg_vast(soort, db.session.get_one(Bezorging, een.bezorging_id), door=None, nu=nu)
    return int(gelukt and "stand" in waarden)


def _laat_los(over: list[_Geclaimd], *, nu: datetime) -> None:
    """Give back what was claimed and not tried."""
    if not over:
        return
    with schrijfgrens():
        for een in over:
            _wijzig(
                Bezorging.id == een.bezorging_id, Bezorging.stand == Bezorgstand.WACHT,
                Bezorging.pogingen == een.poging, pogingen=een.poging - 1, volgende_poging_op=nu + PAUZES[0],
            )  # fmt: skip


def _ligt_aan_de_server(uitslag: Uitslag) -> bool:
    """Whether the next mail would fare the same: no connection, shutting down, or not letting us in."""
    code = uitslag.code
    eigen_fout = code >= 500 and code != _VOL
    return uitslag.stand is Poststand.TIJDELIJK and (code in (0, 421) or eigen_fout)


def _wijzig(*zoals_gezien: Any, **waarden: Any) -> bool:
    """Change one row if it still is as it was seen; whether it was."""
    gewijzigd: Any = db.session.execute(
        update(Bezorging).where(*zoals_gezien).values(**waarden).execution_options(synchronize_session=False)
    )
    return bool(gewijzigd.rowcount == 1)


def _leg_vast(soort: str, bezorging: Bezorging, *, door: Handelende | None, nu: datetime) -> None:
    """Without what the server said: there may be an address in that, and the chain holds none."""
    leg_vast(
        soort, object_soort="bericht", object_id=bezorging.bericht.kenmerk, door=door, nu=nu,
        gegevens={"gebruiker": bezorging.gebruiker.sleutel},
    )  # fmt: skip
