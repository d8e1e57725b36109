"""The pages on which is asked and talked before an application: endpoint, address, state, roles and status of each."""

from __future__ import annotations

from typing import Final

from tests.fabrieken.voorwerk import OVERLEG, OVERLEG_KLAAR, VRAAG, VRAAG_OPEN

VRAGEN: Final[tuple[tuple[str, str, str, None, int], ...]] = (
    ("vragen.lijst", "/vragen", "", None, 200),
    ("vragen.stellen", "/vragen/stellen", "", None, 200),
    ("vragen.vraag", f"/vragen/{VRAAG}", "gepubliceerd", None, 200),
    ("vragen.vraag", f"/vragen/{VRAAG_OPEN}", "antwoord wacht", None, 200),
    ("vragen.beantwoorden", f"/vragen/{VRAAG_OPEN}/beantwoorden", "", None, 200),
    ("vragen.publiceren", f"/vragen/{VRAAG_OPEN}/publiceren", "", None, 200),
    ("vragen.verbeteren", f"/vragen/{VRAAG}/verbeteren", "", None, 200),
    ("vooroverleg.lijst", "/vooroverleg", "", None, 200),
    ("vooroverleg.nieuw", "/vooroverleg/nieuw", "", None, 200),
    ("vooroverleg.verzoek", f"/vooroverleg/{OVERLEG}", "opgepakt", None, 200),
    ("vooroverleg.verzoek", f"/vooroverleg/{OVERLEG_KLAAR}", "afgerond", None, 200),
    ("vooroverleg.oppakken", f"/vooroverleg/{OVERLEG}/oppakken", "", None, 200),
    ("vooroverleg.afronden", f"/vooroverleg/{OVERLEG}/afronden", "", None, 200),
    ("vooroverleg.intrekken", f"/vooroverleg/{OVERLEG}/intrekken", "", None, 200),
)
