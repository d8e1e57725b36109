"""What is different between two outcomes of the same applications: who gains, who loses, who gets another amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidie.kern.geld import euro_kort
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.woorden import Woord, uitkomst_in_woorden


@dataclass(frozen=True, slots=True)
class Verschil:
    """``erbij`` get money now and did not, ``eraf`` the other way round; ``merken`` are words per number.

    ``bedrag_anders`` counts who gets another amount, ``anders`` those whose outcome changed without money. Someone who
    does not take part any more loses what they had; someone new gains.
    """

    erbij: tuple[Rangrij, ...]
    eraf: tuple[Rangrij, ...]
    bedrag_anders: int
    anders: int
    merken: Mapping[str, Woord]

    @property
    def leeg(self) -> bool:
        """Whether nothing is different at all."""
        return not (self.erbij or self.eraf or self.bedrag_anders or self.anders)


def verschil(
    was: Sequence[Rangrij],
    wordt: Sequence[Rangrij],
    *,
    voorlopig: bool = False,
    zonder: frozenset[str] = frozenset(),
) -> Verschil:
    """The difference of ``wordt`` with ``was``, in the order of the first.

    ``voorlopig``: nothing is decided in ``was``, its words are those of a running position. ``zonder``: numbers
    that were taken out on purpose; they are not said to lose.
    """
    eerder = {rij.nummer: rij for rij in was}
    nu = {rij.nummer for rij in wordt}
    erbij, eraf, merken = [], [], {}
    bedrag_anders = anders = 0
    for rij in wordt:
        oud = eerder.get(rij.nummer)
        if rij.kreeg and (oud is None or not oud.kreeg):
            erbij.append(rij)
            merken[rij.nummer] = Woord("erbij", "goed")
        elif oud is None:
            anders += 1
            merken[rij.nummer] = Woord("telde eerst niet mee", "info")
        elif oud.kreeg and not rij.kreeg:
            eraf.append(rij)
            merken[rij.nummer] = Woord("eraf", "fout")
        elif rij.bedrag_cent != oud.bedrag_cent:
            bedrag_anders += 1
            merken[rij.nummer] = Woord(f"was {euro_kort(oud.bedrag_cent)}", "let_op")
        elif (rij.uitkomst, rij.reden) != (oud.uitkomst, oud.reden) and not (rij.kreeg and oud.kreeg):
            anders += 1
            woord = uitkomst_in_woorden(oud.uitkomst, oud.reden, voorlopig=voorlopig)
            merken[rij.nummer] = Woord(f"was {woord.tekst}", "info")
    for rij in was:
        if rij.nummer not in nu and rij.nummer not in zonder:
            if rij.kreeg:
                eraf.append(rij)
            else:
                anders += 1
    return Verschil(tuple(erbij), tuple(eraf), bedrag_anders, anders, merken)
