"""Validating the candidates of an allocation: one pass, fast when there is nothing wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Gebrek
from subsidie.kern.strikte_json import GeenGeheelGetal, leesbaar
from subsidie.verdeling.invoer import Kandidaat, Methode
from subsidie.verdeling.moment import Instant, lees_moment
from subsidie.verdeling.velden import GelezenPot, Velden, gebrek_van_tekst

_VELDEN = frozenset(
    {
        "nummer",
        "gemeente",
        "pot",
        "gevraagd_cent",
        "eenheden",
        "volledig_op",
        "categorie",
        "score",
        "minimum_cent",
        "afwijzingsgrond",
        "reeds_verleend_cent",
    }
)
_NUMMER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_VORM_NUMMER = (
    "moet een tekst zijn van letters, cijfers, punten en (liggende) streepjes,"
    " met een letter of cijfer als eerste"
)
_GEMEENTE = re.compile(r"GM[0-9]{4}")


def wie_is_kandidaat(plek: int, nummer: object) -> str:
    """How a fault names the candidate: by number, or by position when it has no valid one."""
    if isinstance(nummer, str) and _NUMMER.fullmatch(nummer):
        return f"kandidaat {nummer}"
    return f"kandidaten[{plek}]"


class Kandidatenlezer:
    """Reads candidates one by one against the pots; faults go to ``gebreken``.

    ``potten`` is ``None`` when the list of pots itself could not be read: then a candidate's pot is only
    checked for being a text, since nothing is known about which pots there are.
    """

    def __init__(self, gebreken: list[Gebrek], potten: Sequence[GelezenPot] | None) -> None:
        self._gebreken = gebreken
        self._potten_gelezen = potten is not None
        self._potten: dict[str, GelezenPot] = {}
        for gelezen in potten or ():
            if gelezen.naam is not None:
                self._potten.setdefault(gelezen.naam, gelezen)
        self._aantal: dict[str, int] = {}
        # The same text or day is one object: an allocation of 100,000 then fits in the caches of a processor.
        self._gedeeld: dict[object, Any] = {}

    def lees(self, plek: int, ruw: object) -> Kandidaat | None:
        """The candidate at position ``plek``, or ``None`` when something in it is wrong."""
        if not isinstance(ruw, dict):
            self._gebreken.append(Gebrek(f"kandidaten[{plek}]", "moet een object zijn"))
            return None
        al_gemeld = len(self._gebreken)
        velden = Velden(ruw, self._gebreken, wie_is_kandidaat(plek, ruw.get("nummer")))
        if not ruw.keys() <= _VELDEN:
            velden.weiger_onbekende(_VELDEN)
        nummer = velden.patroon("nummer", _NUMMER, _VORM_NUMMER)
        gemeente = velden.patroon("gemeente", _GEMEENTE, "moet GM met vier cijfers zijn")
        naam = velden.tekst("pot", verplicht=True)
        pot = self._zoek_pot(velden, naam)
        gevraagd_cent = velden.geheel("gevraagd_cent", minimum=1, verplicht=True)
        eenheden = velden.geheel("eenheden", minimum=1, verplicht=True)
        volledig_op = _lees_moment(velden)
        categorie, score, genegeerd = self._lees_rangschikking(velden, pot)
        minimum_cent = self._lees_deel(velden, "minimum_cent", gevraagd_cent)
        afwijzingsgrond = velden.tekst("afwijzingsgrond")
        reeds_verleend_cent = self._lees_deel(velden, "reeds_verleend_cent", gevraagd_cent)
        if velden.ruw("afwijzingsgrond") is not None and velden.ruw("reeds_verleend_cent") is not None:
            velden.fout("afwijzingsgrond en reeds_verleend_cent", "kunnen niet samen voorkomen")

        if nummer is not None:
            keer = self._aantal[nummer] = self._aantal.get(nummer, 0) + 1
            if (
                keer == 1
                and pot is not None
                and gevraagd_cent is not None
                and reeds_verleend_cent is not None
            ):
                pot.verleend_cent += reeds_verleend_cent
        if (
            len(self._gebreken) > al_gemeld
            or nummer is None
            or gemeente is None
            or naam is None
            or gevraagd_cent is None
            or eenheden is None
            or volledig_op is None
        ):
            return None
        tekst, instant, dag = volledig_op
        return Kandidaat(
            nummer,
            self._gedeeld.setdefault(gemeente, gemeente),
            self._gedeeld.setdefault(naam, naam),
            gevraagd_cent,
            eenheden,
            tekst,
            instant,
            self._gedeeld.setdefault(dag, dag),
            categorie,
            score,
            minimum_cent,
            afwijzingsgrond,
            reeds_verleend_cent,
            genegeerd,
        )

    def controleer_onderling(self) -> None:
        """A number occurs once; one fault per number that does not."""
        for nummer, keer in self._aantal.items():
            if keer > 1:
                self._gebreken.append(
                    Gebrek(f"kandidaat {nummer}, nummer", f"dit nummer komt {keer} keer voor")
                )

    def _zoek_pot(self, velden: Velden, naam: str | None) -> GelezenPot | None:
        if naam is None:
            return None
        pot = self._potten.get(naam)
        if pot is None and self._potten_gelezen:
            velden.fout("pot", f"de pot {leesbaar(naam)} bestaat niet")
        return pot

    @staticmethod
    def _lees_deel(velden: Velden, naam: str, gevraagd_cent: int | None) -> int | None:
        """An optional amount of 1 to ``gevraagd_cent``."""
        if velden.ruw(naam) is None:
            return None
        bedrag_cent = velden.geheel(naam, minimum=1)
        if bedrag_cent is not None and gevraagd_cent is not None and bedrag_cent > gevraagd_cent:
            velden.fout(naam, f"mag niet hoger zijn dan gevraagd_cent ({gevraagd_cent})")
            return None
        return bedrag_cent

    @staticmethod
    def _lees_rangschikking(
        velden: Velden, pot: GelezenPot | None
    ) -> tuple[str | None, str | None, tuple[tuple[str, object], ...]]:
        """``categorie`` and ``score``: required where the method of the pot uses them, else ignored."""
        methode = None if pot is None else pot.methode
        if (
            methode is not Methode.CATEGORIE
            and methode is not Methode.SCORE
            and velden.ruw("categorie") is None
            and velden.ruw("score") is None
        ):
            return None, None, ()
        gelezen: dict[str, str | None] = {"categorie": None, "score": None}
        genegeerd: list[tuple[str, object]] = []
        for naam, gebruikt in (
            ("categorie", methode is Methode.CATEGORIE),
            ("score", methode is Methode.SCORE),
        ):
            waarde = velden.ruw(naam)
            if gebruikt and naam == "categorie":
                gelezen[naam] = velden.tekst(naam, verplicht=True)
            elif gebruikt:
                gelezen[naam] = velden.score(naam, verplicht=True)
            elif isinstance(waarde, str):
                gelezen[naam] = waarde
                if gebrek_van_tekst(waarde, leeg_mag=True) is not None:
                    velden.tekst(naam)
            elif waarde is not None:
                genegeerd.append((naam, _kale_waarde(velden, naam, waarde)))
        categorie = gelezen["categorie"]
        if (
            methode is Methode.CATEGORIE
            and pot is not None
            and pot.categorieen
            and categorie is not None
            and categorie not in pot.categorieen
        ):
            velden.fout("categorie", f"{leesbaar(categorie)} is geen categorie van deze pot")
        return categorie, gelezen["score"], tuple(genegeerd)


def _lees_moment(velden: Velden) -> tuple[str, Instant, date] | None:
    waarde = velden.ruw("volledig_op")
    if isinstance(waarde, str):
        try:
            return waarde, *lees_moment(waarde)
        except ValueError as fout:
            velden.fout("volledig_op", str(fout))
    else:
        velden.fout(
            "volledig_op", "dit veld ontbreekt" if waarde is None else "moet een moment als tekst zijn"
        )
    return None


def _kale_waarde(velden: Velden, naam: str, waarde: object) -> object:
    """A value that is ignored, without nulls; it must have a canonical form, for it is frozen along."""
    kaal = _zonder_nulls(waarde)
    try:
        canonieke_json(kaal)
    except (ValueError, RecursionError):
        velden.fout(naam, "deze waarde heeft geen vaste schrijfwijze in JSON")
        return None
    return kaal


def _zonder_nulls(waarde: object) -> object:
    if isinstance(waarde, Mapping):
        return {sleutel: _zonder_nulls(een) for sleutel, een in waarde.items() if een is not None}
    if isinstance(waarde, list):
        return [_zonder_nulls(een) for een in waarde]
    return float(waarde.tekst) if isinstance(waarde, GeenGeheelGetal) else waarde
