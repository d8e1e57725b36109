"""A request to supplement as the municipality sees it: its points, where they are answered, and the term in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import list_punten
from subsidie.aanvragen.inhoud import DEELNAMEN
from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl


@dataclass(frozen=True, slots=True)
class Aanvulbeeld:
    """One request; ``dagen`` are left, negative when the term is over."""

    aanvraag: Aanvraag
    verzoek: Aanvulverzoek
    punten: tuple[Aanvulpunt, ...]
    dagen: int

    @property
    def is_te_laat(self) -> bool:
        """Whether the term is over: what comes now is received, and is late."""
        return self.dagen < 0

    @property
    def termijn(self) -> str:
        """The term with what is left of it, in words."""
        return termijn_in_woorden(self.verzoek.termijn_tot, self.dagen)

    @property
    def gevraagd(self) -> str:
        """The day of the request."""
        return datum_nl(dag_in_amsterdam(self.verzoek.gevraagd_op))

    def deelnaam(self, punt: Aanvulpunt) -> str:
        """What the part is called that ``punt`` is about."""
        return DEELNAMEN[punt.deel]


def maak_beeld(aanvraag: Aanvraag, verzoek: Aanvulverzoek, *, vandaag: date) -> Aanvulbeeld:
    """The request with its points, in one query."""
    return Aanvulbeeld(aanvraag, verzoek, tuple(list_punten(verzoek)), (verzoek.termijn_tot - vandaag).days)


def termijn_in_woorden(termijn_tot: date, dagen: int) -> str:
    """``tot en met 6 oktober 2023 (nog 34 dagen)``; the last day itself is still in time."""
    if dagen < 0:
        return f"tot en met {datum_nl(termijn_tot)}; dat is {aantal(-dagen, 'dag', 'dagen')} geleden"
    over = "vandaag is de laatste dag" if dagen == 0 else f"nog {aantal(dagen, 'dag', 'dagen')}"
    return f"tot en met {datum_nl(termijn_tot)} ({over})"
