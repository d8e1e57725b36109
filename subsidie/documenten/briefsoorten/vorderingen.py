"""The letters about paying a claim: the statutory interest (Awb 4:99), an arrangement to pay later (Awb 4:94)."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde, Waarden
from subsidie.documenten.vormen import datum, geld, heeft_centen, heel
from subsidie.kern.tekst import aantal


def _bedrag(waarden: Waarden, naam: str) -> str:
    return geld(waarden[naam], heeft_centen(waarden["hoofdsom_cent"], waarden["bedrag_cent"]))


_HOOFDSOM: Final = Veld(
    "bedrag_vordering", "het bedrag van de vordering", "€ 20.670", lambda w: _bedrag(w, "hoofdsom_cent"), geld=True
)  # fmt: skip
_RENTE: Final = Veld(
    "bedrag_rente", "het bedrag van de rente", "€ 128,76", lambda w: _bedrag(w, "bedrag_cent"), geld=True
)
_IN_TERMIJNEN: Final = Veld(
    "bedrag_in_termijnen", "het bedrag dat de gemeente in termijnen betaalt", "€ 20.670",
    lambda w: _bedrag(w, "bedrag_cent"), geld=True,
)  # fmt: skip
_VANAF: Final = Veld(
    "rente_vanaf",
    "de eerste dag waarover rente loopt",
    "5 februari 2028",
    lambda w: datum(w["regels"][0]["vanaf"]),
)
_TOT: Final = Veld(
    "rente_tot",
    "de laatste dag waarover u rente vaststelt",
    "1 april 2028",
    lambda w: datum(w["regels"][-1]["tot"]),
)
_UITERLIJK: Final = Veld(
    "uiterlijk", "de laatste dag om te betalen", "13 mei 2028", lambda w: datum(w["uiterlijk"])
)
_TERMIJNEN: Final = Veld(
    "aantal_termijnen", "in hoeveel termijnen, met het woord erbij", "4 termijnen",
    lambda w: aantal(len(w["delen"]), "termijn", "termijnen"),
)  # fmt: skip
_LAATSTE: Final = Veld(
    "laatste_dag", "de laatste dag van de laatste termijn", "1 december 2028",
    lambda w: datum(w["delen"][-1]["uiterlijk"]),
)  # fmt: skip
_REKENING: Final = Veld(
    "rekening", "waar de gemeente het geld naartoe maakt", "NL00 BANK 0123 4567 89", lambda w: w["rekening"],
    alleen_als="rekening",
)  # fmt: skip
_GEMEEN: Final = (
    Veld("kenmerk_vordering", "het kenmerk van de vordering", "RHA23-0107-V1", lambda w: heel(w["vordering"])),
    Veld(
        "kenmerk_besluit", "het kenmerk van de terugvordering", "RHA23-0107-B3", lambda w: heel(w["besluit"])
    ),
    Veld("datum_besluit", "de datum van de terugvordering", "23 december 2027", lambda w: datum(w["besluit_datum"])),
    Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
    Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(w["nummer"])),
    _REKENING, g.GRONDSLAG, g.GEMEENTE, g.REGELING, g.KENMERK, g.DATUM,
)  # fmt: skip
_REKENING_IS_ER: Final = Voorwaarde(
    "rekening", "bekend is naar welke rekening de gemeente betaalt", lambda w: bool(w["rekening"])
)
_TOELICHTING_IS_ER: Final = Voorwaarde("toelichting", "u iets toelicht", lambda w: bool(w["toelichting"]))
_B_RENTE: Final = Blok(
    "renteberekening", "tabel: per periode het bedrag, het percentage en de rente", lang=True
)
_B_TERMIJNEN: Final = Blok("termijnen", "tabel: elke termijn met het bedrag en de laatste dag")
_B_VOORSCHRIFTEN: Final = Blok("voorschriften", "wat aan de betalingsregeling is verbonden")
_B_TOELICHTING: Final = Blok("afrekentoelichting", "wat u toelicht", "toelichting", lang=True)

VORDERINGEN: Final = (
    Briefsoort(
        code="rente", naam="Wettelijke rente",
        uitleg="U stelt de wettelijke rente over een vordering vast.", sjabloon="vorderingen/rente",
        velden=(_HOOFDSOM, _RENTE, _VANAF, _TOT, _UITERLIJK, *_GEMEEN),
        voorwaarden=(_TOELICHTING_IS_ER, _REKENING_IS_ER),
        blokken=(_B_RENTE, _B_TOELICHTING, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT,
            Verplicht("bedrag_rente", "een besluit noemt wat moet worden betaald (artikel 4:86, Awb)"),
            Verplicht("uiterlijk", "een besluit noemt de termijn van betaling (artikel 4:86, Awb)"),
            Verplicht("renteberekening", "een besluit moet worden gemotiveerd (artikel 3:46, Awb)"),
            g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
    Briefsoort(
        code="betalingsregeling", naam="Betalingsregeling",
        uitleg="U geeft uitstel: de gemeente betaalt een vordering in termijnen.",
        sjabloon="vorderingen/betalingsregeling",
        velden=(_HOOFDSOM, _IN_TERMIJNEN, _TERMIJNEN, _LAATSTE, *_GEMEEN),
        voorwaarden=(_TOELICHTING_IS_ER, _REKENING_IS_ER),
        blokken=(_B_TERMIJNEN, _B_VOORSCHRIFTEN, _B_TOELICHTING, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT,
            Verplicht("termijnen", "een besluit over uitstel noemt de termijn ervan (artikel 4:94, derde lid, Awb)"),
            Verplicht("voorschriften", "de gemeente moet weten wat aan het uitstel is verbonden (artikel 4:94, Awb)"),
            g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
)  # fmt: skip
