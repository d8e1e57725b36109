"""Rents against the dated table of limits (Wht 20(2); domein 8): said at the line, never refused. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import Delen
from subsidie.aanvragen.inhoud.meldingen import Opmerking
from subsidie.aanvragen.inhoud.woonruimten import LIJST, Regel
from subsidie.kern.fouten import NietGevonden
from subsidie.kern.geld import euro_kort
from subsidie.tranches.huurgrenzen import huurgrenzen
from subsidie.tranches.keuzen import Huureis, Woonruimtesoort, Zekerheid
from subsidie.tranches.regels import Regels

_WEKEN_PER_MAAND = Fraction(52, 12)


def huuropmerkingen(delen: Delen, regels: Regels, sluit: date | None) -> Iterator[Opmerking]:
    """Lines with a rent above the limit of their year, by the number of people a home is meant for.

    The year is that of the month in the line, or of the closing of the window (``sluit``). A year without
    known limits says so once; without a year nothing can be compared, and that is said too.
    """
    met_huur = [regel for regel in delen.woonruimten.regels if regel.huurprijs_cent is not None]
    if Huureis.AFTOPPINGSGRENS in (regels.huur_eisen.waarde or ()):
        onbekend: list[int | None] = []
        for regel in met_huur:
            if regel.soort is Woonruimtesoort.VERBLIJFSRUIMTE:
                continue
            jaar = _jaar(regel, sluit)
            opmerking, bekend = _vergelijk(regel, jaar)
            if not bekend and jaar not in onbekend:
                onbekend.append(jaar)
            if opmerking is not None:
                yield opmerking
        for jaar in onbekend:
            wat = (
                "Het jaar van de huren is niet bekend"
                if jaar is None
                else f"De huurgrenzen van {jaar} zijn nog niet bekend"
            )
            yield Opmerking(
                Aanvraagdeel.WOONRUIMTEN, LIJST, f"{wat}. Die huren zijn niet met een grens vergeleken."
            )
    for regel in met_huur:
        if regel.soort is Woonruimtesoort.VERBLIJFSRUIMTE:
            yield from _verblijfsruimte(regel, regels)


def _jaar(regel: Regel, sluit: date | None) -> int | None:
    if regel.prijspeil is not None:
        return int(regel.prijspeil[:4])
    return sluit.year if sluit is not None else None


def _vergelijk(regel: Regel, jaar: int | None) -> tuple[Opmerking | None, bool]:
    """What to say of a line, and whether there was a limit to compare it with."""
    if jaar is None or regel.huurprijs_cent is None:
        return None, False
    try:
        grenzen = huurgrenzen(jaar)
    except NietGevonden:
        return None, False
    grens = grenzen.aftoppingsgrens_cent(regel.bewoners)
    if regel.huurprijs_cent <= grens:
        return None, True
    if regel.bewoners is None:
        voor = "de laagste grens; vul in voor hoeveel bewoners een woonruimte is"
    else:
        voor = "voor drie of meer bewoners" if regel.bewoners >= 3 else "voor één of twee bewoners"
    zeker = "" if grenzen.zekerheid is Zekerheid.GEVERIFIEERD else " Dit bedrag is een aanname."
    return _bij_huur(
        regel,
        f"De huur van {euro_kort(regel.huurprijs_cent)} is hoger dan de aftoppingsgrens van {jaar}:"
        f" {euro_kort(grens)} ({voor}).{zeker}",
    ), True


def _verblijfsruimte(regel: Regel, regels: Regels) -> Iterator[Opmerking]:
    """A place to stay has a price per person per week (2021): 52 weeks in twelve months."""
    grens = regels.huur_verblijfsruimte_per_week.waarde
    if grens is None or regel.huurprijs_cent is None or regel.bewoners is None:
        return
    per_week = Fraction(regel.huurprijs_cent, regel.bewoners) / _WEKEN_PER_MAAND
    if per_week > grens:
        yield _bij_huur(
            regel,
            f"De prijs is per persoon per week hoger dan {euro_kort(grens)}, de grens voor een verblijfsruimte.",
        )


def _bij_huur(regel: Regel, melding: str) -> Opmerking:
    return Opmerking(Aanvraagdeel.WOONRUIMTEN, f"{LIJST}-{regel.nummer}-huurprijs", melding)
