"""A second implementation of verdeling.md, naive on purpose and written from its text alone.

It shares nothing with the engine: it takes the raw JSON, looks everything up again at every step, adds up the
whole list of outcomes whenever it needs a sum, and knows nothing of speed. Where the two differ, one of them
misread the text. It does not validate: it is given input that is right.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Rij = dict[str, Any]


class PlafondOnderVerleend(Exception):
    """Step 1: the ceiling of a pot is below what is already granted."""


def instant(tekst: str) -> Fraction:
    """Seconds since the year 1, exactly."""
    if tekst.endswith("Z"):
        tekst = tekst[:-1] + "+00:00"
    hoofd, zone = tekst[:-6], tekst[-6:]
    hoofd, _, decimalen = hoofd.partition(".")
    vorm = "%Y-%m-%dT%H:%M:%S" if hoofd.count(":") == 2 else "%Y-%m-%dT%H:%M"
    sinds = datetime.strptime(hoofd, vorm) - datetime(1, 1, 1)  # noqa: DTZ001, DTZ007
    verschil = (int(zone[1:3]) * 60 + int(zone[4:6])) * 60 * (1 if zone[0] == "+" else -1)
    rest = Fraction(int(decimalen), 10 ** len(decimalen)) if decimalen else Fraction(0)
    return Fraction(sinds.days * 86400 + sinds.seconds - verschil) + rest


def dag(tekst: str) -> date:
    """The calendar day in Europe/Amsterdam."""
    utc = datetime(1, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(seconds=int(instant(tekst) // 1))
    return utc.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def lot(seed: str, nummer: str) -> str:
    return hashlib.sha256((seed + "|" + nummer).encode("utf-8")).hexdigest()


def verdeel(invoer: Rij) -> Rij:
    """The output JSON for the input JSON; raises ``PlafondOnderVerleend``."""
    kandidaten: list[Rij] = [{k: w for k, w in rij.items() if w is not None} for rij in invoer["kandidaten"]]
    kandidaten.sort(key=lambda rij: rij["nummer"])
    per_nummer = {rij["nummer"]: rij for rij in kandidaten}
    potten: list[Rij] = [{k: w for k, w in rij.items() if w is not None} for rij in invoer["potten"]]
    regels = {pot["pot"]: {k: w for k, w in pot["regels"].items() if w is not None} for pot in potten}
    seed = invoer.get("seed")
    maximum = invoer.get("gemeentemaximum_cent")
    telt_verleend = invoer.get("gemeentemaximum_telt") == "verleend"
    uit: dict[str, Rij] = {}

    def beslis(nummer: str, uitkomst: str, reden: str, bedrag: int, rang: int | None = None) -> None:
        assert nummer not in uit
        uit[nummer] = {"nummer": nummer, "uitkomst": uitkomst, "bedrag_cent": bedrag, "reden": reden}
        if rang is not None:
            uit[nummer]["rang"] = rang

    # 1, 2, 3
    for rij in kandidaten:
        r = regels[rij["pot"]]
        if "reeds_verleend_cent" in rij:
            beslis(rij["nummer"], "reeds_verleend", "reeds_verleend", rij["reeds_verleend_cent"])
        elif "afwijzingsgrond" in rij:
            beslis(rij["nummer"], "afgewezen", "inhoudelijk", 0)
        elif "drempelscore" in r and Fraction(rij["score"]) < Fraction(r["drempelscore"]):
            beslis(rij["nummer"], "afgewezen", "drempelscore", 0)

    # 4
    if maximum is not None and not telt_verleend:
        over = [rij for rij in kandidaten if rij["nummer"] not in uit]
        over.sort(key=lambda rij: (instant(rij["volledig_op"]), rij["nummer"]))
        geteld: list[Rij] = []
        for rij in over:
            som = sum(
                een.get("reeds_verleend_cent", 0) for een in kandidaten if een["gemeente"] == rij["gemeente"]
            ) + sum(een["gevraagd_cent"] for een in geteld if een["gemeente"] == rij["gemeente"])
            if som + rij["gevraagd_cent"] > maximum:
                beslis(rij["nummer"], "afgewezen", "gemeentemaximum", 0)
            else:
                geteld.append(rij)

    def van_gemeente(gemeente: str) -> int:
        return sum(
            een["bedrag_cent"] for een in uit.values() if per_nummer[een["nummer"]]["gemeente"] == gemeente
        )

    # What is granted before counts from the start, also for pots that are still to come: it is in ``uit``.
    doorgeschoven = {pot["pot"]: 0 for pot in potten}
    restanten: dict[str, int] = {}
    for pot in potten:
        naam = pot["pot"]
        plafond = pot["plafond_cent"] + pot.get("overgeheveld_cent", 0) + doorgeschoven[naam]
        if plafond < sum(
            een["bedrag_cent"] for een in uit.values() if per_nummer[een["nummer"]]["pot"] == naam
        ):
            raise PlafondOnderVerleend(naam)

        def ruimte(naam: str = naam, plafond: int = plafond) -> int:
            op = sum(een["bedrag_cent"] for een in uit.values() if per_nummer[een["nummer"]]["pot"] == naam)
            return int(plafond - op)

        deel = [rij for rij in kandidaten if rij["pot"] == naam and rij["nummer"] not in uit]
        te_loten = False
        if regels[naam]["methode"] == "naar_rato":
            _naar_rato(deel, ruimte(), beslis)
        else:
            te_loten = _per_groep(
                regels[naam],
                deel,
                seed,
                maximum if telt_verleend else None,
                uit,
                ruimte,
                beslis,
                van_gemeente,
            )
        # 8
        if pot.get("restant_naar") is not None and not te_loten:
            doorgeschoven[pot["restant_naar"]] += ruimte()
            restanten[naam] = 0
        else:
            restanten[naam] = ruimte()
    return {"uitkomsten": [uit[rij["nummer"]] for rij in kandidaten], "restant_cent": restanten}


def _sleutel(r: Rij, rij: Rij) -> list[Any]:
    if r["methode"] == "binnenkomst":
        return [dag(rij["volledig_op"])]
    if r["methode"] == "categorie":
        return [r["categorieen"].index(rij["categorie"])]
    if r["methode"] == "loting":
        return []
    delen: list[Any] = [-Fraction(rij["score"])]
    for gelijk in r.get("gelijke_stand", []):
        if gelijk == "kosten_per_eenheid":
            delen.append(Fraction(rij["gevraagd_cent"], rij["eenheden"]))
        if gelijk == "eenheden":
            delen.append(-rij["eenheden"])
        if gelijk == "binnenkomst":
            delen.append(dag(rij["volledig_op"]))
    return delen


def _per_groep(
    r: Rij, deel: list[Rij], seed: str | None, maximum: int | None, uit: dict[str, Rij],
    ruimte: Any, beslis: Any, van_gemeente: Any,
) -> bool:  # fmt: skip
    """Steps 5 and 6; whether a draw is still needed."""
    sleutels: list[list[Any]] = []
    for rij in deel:
        if _sleutel(r, rij) not in sleutels:
            sleutels.append(_sleutel(r, rij))
    sleutels.sort()
    binnen, grens = r.get("binnen_groep", "loting"), r.get("grens", "stop")
    rang, is_open, te_loten = 1, True, False
    for sleutel in sleutels:
        groep = [rij for rij in deel if _sleutel(r, rij) == sleutel]
        samen = sum(rij["gevraagd_cent"] for rij in groep)
        past = samen <= ruimte() and (
            maximum is None
            or all(
                van_gemeente(gemeente)
                + sum(rij["gevraagd_cent"] for rij in groep if rij["gemeente"] == gemeente)
                <= maximum
                for gemeente in {rij["gemeente"] for rij in groep}
            )
        )
        if te_loten:
            for rij in groep:
                beslis(rij["nummer"], "onbeslist", "loting_nodig", 0)
            continue
        if is_open and past:
            for rij in groep:
                beslis(rij["nummer"], "toegekend", "past", rij["gevraagd_cent"], rang)
            rang += len(groep)
            continue
        if binnen == "loting" and len(groep) >= 2 and seed is None:
            te_loten = True
            for rij in groep:
                beslis(rij["nummer"], "te_loten", "loting_nodig", 0)
            continue
        if binnen == "loting":
            groep.sort(key=lambda rij: lot(seed or "", rij["nummer"]))
        else:
            groep.sort(key=lambda rij: (instant(rij["volledig_op"]), rij["nummer"]))
        for plaats, rij in enumerate(groep):
            nummer, vraagt, nu = rij["nummer"], rij["gevraagd_cent"], rang + plaats
            if not is_open:
                beslis(nummer, "afgewezen", "plafond", 0, nu)
            elif maximum is not None and van_gemeente(rij["gemeente"]) + vraagt > maximum:
                beslis(nummer, "afgewezen", "gemeentemaximum", 0, nu)
            elif vraagt <= ruimte():
                beslis(nummer, "toegekend", "past", vraagt, nu)
            elif grens == "stop":
                beslis(nummer, "afgewezen", "plafond", 0, nu)
                is_open = False
            elif grens == "doorschuiven":
                beslis(nummer, "afgewezen", "plafond", 0, nu)
            else:
                if "minimum_cent" in rij and ruimte() >= rij["minimum_cent"]:
                    beslis(nummer, "gedeeltelijk", "restant", ruimte(), nu)
                else:
                    beslis(nummer, "afgewezen", "plafond", 0, nu)
                is_open = False
            if binnen == "loting" and len(groep) >= 2:
                uit[nummer]["lotnummer"] = plaats + 1
        rang += len(groep)
    return te_loten


def _naar_rato(deel: list[Rij], ruimte: int, beslis: Any) -> None:
    """Step 7."""
    totaal = sum(rij["gevraagd_cent"] for rij in deel)
    if ruimte == 0:
        for rij in deel:
            beslis(rij["nummer"], "afgewezen", "plafond", 0)
    elif totaal <= ruimte:
        for rij in deel:
            beslis(rij["nummer"], "toegekend", "past", rij["gevraagd_cent"])
    else:
        bedragen = {rij["nummer"]: rij["gevraagd_cent"] * ruimte // totaal for rij in deel}
        resten = {rij["nummer"]: Fraction(rij["gevraagd_cent"] * ruimte, totaal) % 1 for rij in deel}
        while sum(bedragen.values()) < ruimte:
            grootste = max(resten.values())
            krijgt = min(nummer for nummer in resten if resten[nummer] == grootste)
            bedragen[krijgt] += 1
            del resten[krijgt]
        for rij in deel:
            beslis(rij["nummer"], "gedeeltelijk", "naar_rato", bedragen[rij["nummer"]])
