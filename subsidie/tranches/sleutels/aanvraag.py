"""What an application consists of: attachments, questions, statements, and its place in the queue."""

from __future__ import annotations

from operator import attrgetter

from subsidie.tranches import samengesteld
from subsidie.tranches.keuzen import Correctiewachtrij
from subsidie.tranches.sleutels.sleutel import Sleutel, tranchesleutel
from subsidie.tranches.waardetypen import Getal, Keuze, Lijst

_code = attrgetter("code")

BIJLAGEN = tranchesleutel(
    "bijlagen", "Bijlagen bij de aanvraag", Lijst(samengesteld.BIJLAGE, uniek=_code), bij_aanvragen=True
)
BIJLAGE_PER_BESTAND_MB = tranchesleutel(
    "bijlage.per_bestand_mb", "Hoogste grootte van één bijlage, in MB", Getal(1, 1000), bij_aanvragen=True
)
BIJLAGE_TOTAAL_MB = tranchesleutel(
    "bijlage.totaal_mb", "Hoogste grootte van alle bijlagen samen, in MB", Getal(1, 10_000),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VELDEN = tranchesleutel(
    "aanvraag.velden", "Wat een aanvraag vraagt", Lijst(samengesteld.GEVRAAGD, uniek=_code),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VRAGEN = tranchesleutel(
    "aanvraag.vragen", "Eigen vragen van deze tranche", Lijst(samengesteld.VRAAG, uniek=_code),
    bij_aanvragen=True,
)  # fmt: skip
AANVRAAG_VERKLARINGEN = tranchesleutel(
    "aanvraag.verklaringen", "Verklaringen bij de aanvraag",
    Lijst(samengesteld.VERKLARING, minstens=1, uniek=_code), bij_aanvragen=True,
)  # fmt: skip
WONINGTYPEN = tranchesleutel(
    "woningtypen", "Woningtypen", Lijst(samengesteld.TYPEKEUZE, minstens=1, uniek=_code), bij_aanvragen=True
)
CORRECTIE_WACHTRIJ: Sleutel[Correctiewachtrij] = tranchesleutel(
    "correctie.wachtrij", "Plaats in de rij na een verbetering vóór de sluiting", Keuze(Correctiewachtrij),
    bij_aanvragen=True,
)  # fmt: skip
