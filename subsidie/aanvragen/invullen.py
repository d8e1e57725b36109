"""What the pages for filling in show of a working copy: its parts read by the rules, totals, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from subsidie.aanvragen.aftelling import Aftelling, tel_af
from subsidie.aanvragen.bijlagemodellen import Bijlagestand
from subsidie.aanvragen.conceptqueries import Werkkopie
from subsidie.aanvragen.conceptverschil import merken
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import (
    Deelinhoud,
    Delen,
    Ontbreekt,
    Opmerking,
    Totalen,
    delen_van,
    lees_delen,
    ontbreekt,
    opmerkingen,
    totalen,
)
from subsidie.aanvragen.invulbeeld import (
    STAPPEN,
    Invoer,
    Lijstbeeld,
    Stap,
    foutregels,
    onderdelen,
    stappen,
)
from subsidie.kern.tijd import dag_in_amsterdam

LEESBAAR = frozenset(Bijlagestand) - {Bijlagestand.BESMET}


@dataclass(frozen=True)
class Stand:
    """A working copy, read: its parts, what they add up to, what is missing and what must be said.

    Each of these is worked out when it is asked for the first time: who saves needs few of them.
    """

    werkkopie: Werkkopie
    delen: Delen
    nu: datetime

    @cached_property
    def totalen(self) -> Totalen:
        """What the parts add up to."""
        return totalen(self.delen, self.werkkopie.regels, gemeenteruimte_cent(self.werkkopie))

    @cached_property
    def ontbreekt(self) -> tuple[Ontbreekt, ...]:
        """What is missing."""
        return ontbreekt(self.delen, leesbare_soorten(self.werkkopie), self.werkkopie.regels)

    @cached_property
    def opmerkingen(self) -> tuple[Opmerking, ...]:
        """What is allowed and must be said."""
        tijdvak = self.werkkopie.tijdvak
        return opmerkingen(
            self.delen, self.werkkopie.regels, gemeente_ruimte_cent=gemeenteruimte_cent(self.werkkopie),
            sluit=dag_in_amsterdam(tijdvak.sluit) if tijdvak and tijdvak.sluit else None,
        )  # fmt: skip

    @cached_property
    def aftelling(self) -> Aftelling:
        """The time left until the window closes."""
        return tel_af(self.werkkopie.regelstand.definitie, self.nu)

    @property
    def stappen(self) -> tuple[Stap, ...]:
        """All parts in order, each with what is missing in it."""
        return stappen(self.werkkopie, self.delen, self.ontbreekt)

    @property
    def hard(self) -> tuple[Ontbreekt, ...]:
        """What stands in the way of submitting."""
        return tuple(een for een in self.ontbreekt if een.hard)

    @property
    def eerste_onaffe(self) -> Aanvraagdeel | None:
        """The first part in which something is missing and that can be changed; ``None`` when all is there."""
        return next((een.deel for een in self.ontbreekt if een.deel in self.werkkopie.open), None)


@dataclass(frozen=True)
class Stappagina:
    """One step; ``extra`` are empty lines by list."""

    stand: Stand
    stap: Stap
    inhoud: Deelinhoud
    extra: Mapping[str, int] | None
    revisie: int
    fouten: list[tuple[str, str]]
    vorige: Stap | None
    volgende: Stap | None

    @cached_property
    def begin(self) -> str:
        """The marks of what is stored, to tell afterwards what somebody else changed."""
        return merken(self.inhoud.opzet, self.stand.delen.inhoud[self.stap.deel].ruw)

    @cached_property
    def onderdelen(self) -> tuple[Invoer | Lijstbeeld, ...]:
        """What the form shows."""
        return onderdelen(self.inhoud, self.stand.opmerkingen, extra=self.extra)

    @property
    def heeft_totalen(self) -> bool:
        """Whether totals stand beside this step."""
        return self.stap.deel in (Aanvraagdeel.WOONRUIMTEN, Aanvraagdeel.KOSTEN)


def lees_stand(werkkopie: Werkkopie, *, nu: datetime, met: Deelinhoud | None = None) -> Stand:
    """Everything about a working copy; ``met`` is a part as it was just typed, in place of what is stored."""
    regels = werkkopie.regels
    opgeslagen = {deel: rij.inhoud for deel, rij in werkkopie.delen.items()}
    if met is None:
        delen = lees_delen(opgeslagen, regels)
    elif met.deel is Aanvraagdeel.PROJECT:  # the pot decides what other parts can choose
        delen = lees_delen({**opgeslagen, met.deel: met.als_json()}, regels)
    else:
        delen = delen_van({**lees_delen(opgeslagen, regels).inhoud, met.deel: met}, regels)
    return Stand(werkkopie, delen, nu)


def gemeenteruimte_cent(werkkopie: Werkkopie) -> int | None:
    """What is left of the maximum of the municipality in this tranche; ``None`` when there is none, or not known."""
    regels = werkkopie.regels
    maximum = regels.gemeentemaximum.waarde if regels.heeft("gemeentemaximum") else None
    return None if maximum is None else max(0, maximum - werkkopie.anderen_cent)


def maak_stap(
    stand: Stand, deel: Aanvraagdeel, *, getypt: Deelinhoud | None = None, extra: Mapping[str, int] | None = None,
) -> Stappagina:  # fmt: skip
    """The page of one part; ``getypt`` is what was sent and not stored, ``extra`` empty lines by list."""
    inhoud = getypt or stand.delen.inhoud[deel]
    rij = stand.werkkopie.delen[deel]
    alle, plaats = stand.stappen, STAPPEN.index(deel)
    # A supplement opens only some parts: the others are no step of it.
    open_ = stand.werkkopie.open | {deel}
    return Stappagina(
        stand=stand,
        stap=alle[plaats],
        inhoud=inhoud,
        extra=extra,
        revisie=rij.revisie,
        fouten=foutregels(inhoud.opzet, inhoud.gebreken),
        vorige=next((een for een in reversed(alle[:plaats]) if een.deel in open_), None),
        volgende=next((een for een in alle[plaats + 1 :] if een.deel in open_), None),
    )


def ontbreekt_in(werkkopie: Werkkopie) -> tuple[Ontbreekt, ...]:
    """What is missing in a working copy, as ``Stand.ontbreekt``, without the rest."""
    delen = lees_delen({deel: rij.inhoud for deel, rij in werkkopie.delen.items()}, werkkopie.regels)
    return ontbreekt(delen, leesbare_soorten(werkkopie), werkkopie.regels)


def leesbare_soorten(werkkopie: Werkkopie) -> frozenset[str]:
    """The kinds of attachments that are there and can be read."""
    return frozenset(bijlage.soort for bijlage in werkkopie.bijlagen if bijlage.stand in LEESBAAR)
