"""The content of an application as plain values: what is asked, what was typed, what it means. Pure Python.

How it is used:

- a step: ``opzet_van(deel, regels, pot=...)`` says which inputs to draw; ``lees_formulier`` reads a form,
  ``lees_deel`` a working copy. Both give a ``Deelinhoud``: ``als_json()`` to keep (also with faults),
  ``gebreken`` for the fields, ``getypt(naam)`` for the inputs, ``waarden`` for who computes.
- the whole: ``lees_delen({deel: Conceptdeel.inhoud}, regels)`` gives ``Delen``; then ``totalen``,
  ``opmerkingen`` (allowed but said), ``ontbreekt`` (hard and soft) and ``samenvatting`` per part.
- filing: ``naar_invoer`` (refuses what is missing hard); back with ``delen_uit_versie``; showing a version
  with ``lees_versie``; comparing with ``verschillen``, ``delen_verschillen`` or ``deel_verschillen``.
- Excel and pasted text: ``regels_excel`` (``sjabloon``, ``lees_werkmap``, ``lees_geplakt``, ``met_regels``).

Names of fields in a form: ``naam``, and in a list ``plaatsen-0-straat`` (numbers may have gaps). The list of
homes is called ``regels``; a question of the tranche itself ``vraag_<code>``, a declaration
``verklaring_<code>`` (value ``ja``), another scheme ``samenloop_<code>``.
"""

from subsidie.aanvragen.inhoud.geheel import (
    DEELNAMEN,
    FORMULIERDELEN,
    Delen,
    delen_van,
    lees_deel,
    lees_delen,
    lees_formulier,
    opzet_van,
)
from subsidie.aanvragen.inhoud.meldingen import Ontbreekt, Opmerking
from subsidie.aanvragen.inhoud.ontbreekt import ontbreekt
from subsidie.aanvragen.inhoud.opmerkingen import opmerkingen
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Veldsoort
from subsidie.aanvragen.inhoud.tekst import (
    Deelbeeld,
    Tabelbeeld,
    bijlagenbeeld,
    samenvatting,
    toon_grootte,
)
from subsidie.aanvragen.inhoud.totalen import Groepstotaal, Totalen, totalen
from subsidie.aanvragen.inhoud.verschillen import (
    Verschil,
    deel_verschillen,
    delen_verschillen,
    verschillen,
)
from subsidie.aanvragen.inhoud.versie import delen_uit_versie, kopieer, lees_versie, naar_invoer

__all__ = [
    "DEELNAMEN",
    "FORMULIERDELEN",
    "Deelbeeld",
    "Deelinhoud",
    "Deelopzet",
    "Delen",
    "Eis",
    "Groepstotaal",
    "Lijst",
    "Ontbreekt",
    "Opmerking",
    "Tabelbeeld",
    "Totalen",
    "Veld",
    "Veldsoort",
    "Verschil",
    "bijlagenbeeld",
    "deel_verschillen",
    "delen_uit_versie",
    "delen_van",
    "delen_verschillen",
    "kopieer",
    "lees_deel",
    "lees_delen",
    "lees_formulier",
    "lees_versie",
    "naar_invoer",
    "ontbreekt",
    "opmerkingen",
    "opzet_van",
    "samenvatting",
    "toon_grootte",
    "totalen",
    "verschillen",
]
