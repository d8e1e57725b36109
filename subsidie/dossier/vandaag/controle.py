"""Home of the auditor: what changed since the last visit, and how the chain stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from subsidie.accounts.kijker import Kijker
from subsidie.audit.controle import IJKPUNT_GEZET
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.woorden import woord_van
from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Deel, Naar, Post, Status
from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import moment_nl
from subsidie.verantwoording.controles import Controle, list_controles, soorten
from subsidie.verantwoording.steekproef import list_onaf
from subsidie.web.db import db

AANGEMELD: Final = "gebruiker:aangemeld"
AAN_EN_AF: Final = (AANGEMELD, "gebruiker:afgemeld")
IJKPUNT_OUD: Final = timedelta(days=1)
"""``docs/audit.md`` advises one every hour; a day without is worth a remark."""


@dataclass(frozen=True, slots=True)
class VorigBezoek:
    """The event with which the auditor logged in the time before this one; number 0 when there was none."""

    volgnummer: int
    moment: datetime | None


def voor_auditor(ik: Kijker, nu: datetime) -> Deel:
    """The part for ``auditor``. Nothing is verified here: that is a page of its own."""
    vorig = vorig_bezoek(ik.gebruiker.sleutel)
    soorten = db.session.execute(
        select(Gebeurtenis.soort, func.count())
        .where(Gebeurtenis.volgnummer > vorig.volgnummer)
        .group_by(Gebeurtenis.soort)
        .order_by(func.count().desc(), Gebeurtenis.soort)
    ).all()
    # Who came and went is the least of what changed, and the most often.
    soorten = sorted(soorten, key=lambda paar: paar[0] in AAN_EN_AF)
    sinds = {"na": vorig.volgnummer} if vorig.volgnummer else {}
    totaal = sum(hoeveel for _, hoeveel in soorten)
    tekst = (
        f"Sinds u hiervoor inlogde, op {moment_nl(vorig.moment)}."
        if vorig.moment
        else "U was hier nog niet eerder; dit is alles wat er ooit is gebeurd."
    )
    return Deel(
        rol="Auditor",
        blokken=(
            Blok(
                "Wat er veranderde sinds uw vorige bezoek", tekst,
                cijfers=(
                    Cijfer(
                        "Gebeurtenissen", getal(totaal), "uw eigen inloggen telt mee",
                        Naar("verantwoording.gebeurtenissen", sinds),
                    ),
                ),
                posten=tuple(
                    Post(
                        woord_van(soort).titel, Naar("verantwoording.gebeurtenissen", {**sinds, "soort": soort}),
                        hoeveel=f"{getal(hoeveel)} keer",
                    )
                    for soort, hoeveel in soorten
                ),
            ),
            _keten(nu),
            *_eigen_werk(),
        ),
        vraagt=totaal > 1,
        straks="Wat er gebeurt, staat hier zodra u weer inlogt.",
    )  # fmt: skip


def _eigen_werk() -> list[Blok]:
    """Verifications of which the last outcome was not right, and samples with items that nobody looked at."""
    laatste: dict[str, Controle] = {}
    for een in list_controles():
        if een.klaar_op is not None:
            laatste.setdefault(een.soort, een)
    namen = {soort.code: soort.naam for soort in soorten()}
    posten = [
        Post(
            f"Controle: {namen.get(een.soort, een.soort)}", Naar("controles.uitkomst", {"kenmerk": een.kenmerk}),
            f"{aantal(een.aantal_fouten, 'fout', 'fouten')} gevonden op {moment_nl(een.klaar_op)}.",
            Status("niet in orde", "fout"),
        )
        for een in laatste.values()
        if een.klaar_op is not None and not een.goed
    ] + [
        Post(
            f"Steekproef {kenmerk}", Naar("steekproeven.steekproef", {"kenmerk": kenmerk}),
            f"{aantal(open_, 'item', 'items')} van {getal(getrokken)} nog niet bekeken.", Status("bezig", "info"),
        )
        for kenmerk, getrokken, open_ in list_onaf()
    ]  # fmt: skip
    return [Blok("Uw controles en steekproeven", posten=tuple(posten))] if posten else []


def vorig_bezoek(sleutel: str) -> VorigBezoek:
    """The last login of the user with this key but one: the last one is the visit of now.

    Taken from the chain and not from the sessions, so that what is counted since is exact by number.
    """
    rijen = db.session.execute(
        select(Gebeurtenis.volgnummer, Gebeurtenis.moment)
        .where(
            Gebeurtenis.object_soort == "gebruiker", Gebeurtenis.object_id == sleutel, Gebeurtenis.soort == AANGEMELD
        )
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(2)
    ).all()  # fmt: skip
    return VorigBezoek(*rijen[1]) if len(rijen) > 1 else VorigBezoek(0, None)


def _keten(nu: datetime) -> Blok:
    """The last checkpoint, its age, and what came after it: from the events alone, so cheap."""
    laatste = db.session.scalar(select(func.max(Gebeurtenis.volgnummer))) or 0
    ijkpunt = db.session.scalar(
        select(Gebeurtenis)
        .where(Gebeurtenis.object_soort == "ijkpunt", Gebeurtenis.soort == IJKPUNT_GEZET)
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(1)
    )
    naar = Naar("verantwoording.keten")
    controleer = ("Keten controleren", naar)
    if ijkpunt is None:
        return Blok(
            "De keten", meer=controleer,
            posten=(
                Post(
                    "Er is nog geen ijkpunt", naar,
                    f"{aantal(laatste, 'gebeurtenis', 'gebeurtenissen')}, geen enkele ondertekend. Zonder ijkpunt valt "
                    "niet op wie de hele keten opnieuw berekent.",
                    Status("niet ondertekend", "let_op"),
                ),
            ),
        )  # fmt: skip
    erna = laatste - ijkpunt.volgnummer
    oud = nu - ijkpunt.moment > IJKPUNT_OUD
    status = Status("oud ijkpunt", "let_op") if oud and erna else Status("bijgewerkt", "goed")
    return Blok(
        "De keten", meer=controleer,
        posten=(
            Post(
                f"Laatste ijkpunt: tot en met gebeurtenis {getal(_tot_en_met(ijkpunt))}",
                Naar("verantwoording.gebeurtenis", {"volgnummer": ijkpunt.volgnummer}),
                f"Gezet op {moment_nl(ijkpunt.moment)}, {_leeftijd(nu - ijkpunt.moment)} geleden. "
                f"Daarna: {aantal(erna, 'gebeurtenis', 'gebeurtenissen')}, nog niet ondertekend.",
                status,
            ),
        ),
    )  # fmt: skip


def _tot_en_met(ijkpunt: Gebeurtenis) -> int:
    """The last event that the checkpoint covers; it is recorded by the event right after."""
    return int(ijkpunt.object_id) if ijkpunt.object_id.isdecimal() else ijkpunt.volgnummer - 1


def _leeftijd(verstreken: timedelta) -> str:
    if verstreken < timedelta(hours=1):
        return "minder dan een uur"
    if verstreken < timedelta(days=1):
        return f"{int(verstreken / timedelta(hours=1))} uur"
    return aantal(verstreken.days, "dag", "dagen")
