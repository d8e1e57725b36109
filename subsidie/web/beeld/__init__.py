"""The figures behind the pictures: what a route gives in amounts, the macros of ``templates/onderdelen`` draw.

Every picture is made in two steps. A function of this package turns whole numbers (cents, homes) and days
into a frozen picture: places as text that is ready for SVG, the words beside it, and the table of the same
figures. The macro of the same name writes that down and computes nothing. No Flask, no database: what goes
in are plain values, so that each capability can fill them from its own rows.

All pictures need a ``kenmerk``: a short name (letters, digits, hyphens) that is unique on its page and becomes
the beginning of every ``id`` in the picture.
"""

from subsidie.web.beeld.balk import Balk, balk
from subsidie.web.beeld.balk_gegevens import Balkgegevens, Balksegment
from subsidie.web.beeld.basis import Beeldtabel, Kop, Legenda, Tabelrij, kort_geld, vast_geld
from subsidie.web.beeld.kaart import Kaart, Vlak, kaart, klassegrenzen
from subsidie.web.beeld.lijnen import Lijnen, Lijnreeks, Punt, lijnen
from subsidie.web.beeld.staven import Staaf, Staven, gebruik, staven

__all__ = [
    "Balk",
    "Balkgegevens",
    "Balksegment",
    "Beeldtabel",
    "Kaart",
    "Kop",
    "Legenda",
    "Lijnen",
    "Lijnreeks",
    "Punt",
    "Staaf",
    "Staven",
    "Tabelrij",
    "Vlak",
    "balk",
    "gebruik",
    "kaart",
    "klassegrenzen",
    "kort_geld",
    "lijnen",
    "staven",
    "vast_geld",
]
