"""The letters of a settlement: the intention to settle lower, the settlement, the recovery."""

from __future__ import annotations

from typing import Any, Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde, Waarden
from subsidie.documenten.vormen import datum, geld, heeft_centen, heel


def _bedragen(waarden: Waarden) -> dict[str, Any]:
    return dict(waarden["bedragen"])


def _bedrag(waarden: Waarden, naam: str) -> str:
    """An amount of this letter, with decimals where one of its amounts needs them."""
    som = _bedragen(waarden)
    if som[naam] is None:
        return ""
    return geld(som[naam], heeft_centen(*(cent for cent in som.values() if cent is not None)))


def _geldveld(naam: str, uitleg: str, voorbeeld: str, sleutel: str, alleen_als: str = "") -> Veld:
    return Veld(naam, uitleg, voorbeeld, lambda w: _bedrag(w, sleutel), alleen_als=alleen_als, geld=True)


_VERLEEND: Final = _geldveld("bedrag_verleend", "het bedrag dat u verleende", "€ 320.670", "verleend_cent")
_VASTGESTELD: Final = _geldveld(
    "bedrag_vastgesteld", "het bedrag dat u vaststelt", "€ 300.000", "vastgesteld_cent"
)
_BETAALD: Final = _geldveld("bedrag_betaald", "het bedrag dat is betaald", "€ 320.670", "betaald_cent")
_TERUG: Final = _geldveld(
    "bedrag_terug", "het bedrag dat de gemeente moet terugbetalen", "€ 20.670", "terug_cent"
)
_TERUG_ALS: Final = _geldveld(
    "bedrag_terug", "het bedrag dat de gemeente moet terugbetalen", "€ 20.670", "terug_cent", "terug"
)
_FONDS: Final = _geldveld(
    "bedrag_fonds",
    "het bedrag dat u van het BTW-compensatiefonds terugvraagt",
    "€ 1.000",
    "fonds_cent",
    "fonds",
)
_NOG: Final = _geldveld(
    "bedrag_nog_te_betalen",
    "het bedrag dat u nog betaalt",
    "€ 32.000",
    "nog_te_betalen_cent",
    "nog_te_betalen",
)
_EERDER: Final = _geldveld(
    "bedrag_eerder", "het bedrag dat u eerder vaststelde", "€ 320.670", "eerder_cent", "herziening"
)
_UITERLIJK: Final = Veld("uiterlijk", "de laatste dag", "4 februari 2028", lambda w: datum(w["uiterlijk"]))
_REKENING: Final = Veld(
    "rekening", "waar de gemeente het geld naartoe maakt", "NL00 BANK 0123 4567 89", lambda w: w["rekening"],
    alleen_als="rekening",
)  # fmt: skip
_GEMEEN: Final = (
    Veld("kenmerk_besluit", "het kenmerk van de verlening", "RHA23-0107-B1", lambda w: heel(w["besluit"])),
    Veld("datum_besluit", "de datum van de verlening", "4 december 2023", lambda w: datum(w["besluit_datum"])),
    Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
    Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(w["nummer"])),
    g.GRONDSLAG, g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
)  # fmt: skip

_LAGER: Final = Voorwaarde(
    "lager", "u lager vaststelt dan u verleende",
    lambda w: w["bedragen"]["vastgesteld_cent"] < w["bedragen"]["verleend_cent"],
)  # fmt: skip
_HERZIENING: Final = Voorwaarde(
    "herziening", "u al eerder vaststelde", lambda w: w["bedragen"]["eerder_cent"] is not None
)
_TERUG_IS_ER: Final = Voorwaarde(
    "terug", "de gemeente moet terugbetalen", lambda w: w["bedragen"]["terug_cent"] > 0
)
_FONDS_IS_ER: Final = Voorwaarde(
    "fonds", "er geld terugkomt uit het BTW-compensatiefonds", lambda w: w["bedragen"]["fonds_cent"] > 0
)
_NOG_IS_ER: Final = Voorwaarde(
    "nog_te_betalen", "u nog moet betalen", lambda w: w["bedragen"]["nog_te_betalen_cent"] > 0
)
_REACTIE_IS_ER: Final = Voorwaarde(
    "zienswijze", "om een zienswijze is gevraagd", lambda w: bool(w["reactie"])
)
_TOELICHTING_IS_ER: Final = Voorwaarde("toelichting", "u iets toelicht", lambda w: bool(w["toelichting"]))
_REKENING_IS_ER: Final = Voorwaarde(
    "rekening", "bekend is naar welke rekening de gemeente betaalt", lambda w: bool(w["rekening"])
)

_B_BEREKENING: Final = Blok(
    "berekening", "de berekening in stappen, met een tabel van de woonruimten", lang=True
)
_B_REACTIE: Final = Blok("reactie", "de zienswijze van de gemeente en uw reactie", "zienswijze", lang=True)
_B_TOELICHTING: Final = Blok("afrekentoelichting", "wat u toelicht", "toelichting", lang=True)
_EIS_BEREKENING: Final = Verplicht(
    "berekening", "een besluit moet worden gemotiveerd (artikel 3:46 van de Algemene wet bestuursrecht)"
)
_EIS_VASTGESTELD: Final = Verplicht("bedrag_vastgesteld", "de gemeente moet weten op welk bedrag")

AFREKENEN: Final = (
    Briefsoort(
        code="voornemen_vaststelling", naam="Voornemen om lager vast te stellen",
        uitleg="U wilt lager vaststellen en vraagt eerst wat de gemeente daarvan vindt.",
        sjabloon="afrekening/voornemen",
        velden=(_VERLEEND, _VASTGESTELD, _BETAALD, _TERUG_ALS, _EERDER, _UITERLIJK, *_GEMEEN),
        voorwaarden=(_HERZIENING, _TERUG_IS_ER, _TOELICHTING_IS_ER, g.BRON_BEKEND),
        blokken=(_B_BEREKENING, _B_TOELICHTING),
        verplicht=(
            g.EIS_PROJECT, _EIS_VASTGESTELD, _EIS_BEREKENING,
            Verplicht("uiterlijk", "de gemeente moet weten tot wanneer zij kan reageren"),
        ),
    ),
    Briefsoort(
        code="vaststelling", naam="Vaststelling",
        uitleg="U stelt de uitkering vast, zoals verleend of lager.", sjabloon="afrekening/vaststelling",
        velden=(_VERLEEND, _VASTGESTELD, _BETAALD, _TERUG_ALS, _FONDS, _NOG, _EERDER, *_GEMEEN),
        voorwaarden=(
            _LAGER, _HERZIENING, _TERUG_IS_ER, _FONDS_IS_ER, _NOG_IS_ER, _REACTIE_IS_ER, _TOELICHTING_IS_ER,
            g.BRON_BEKEND,
        ),
        blokken=(_B_BEREKENING, _B_REACTIE, _B_TOELICHTING, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT, _EIS_VASTGESTELD, _EIS_BEREKENING,
            Verplicht("reactie", "wie een zienswijze gaf, leest wat u ermee deed (artikel 3:46)"),
            g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
    Briefsoort(
        code="terugvordering", naam="Terugvordering",
        uitleg="U vordert terug wat te veel is betaald.", sjabloon="afrekening/terugvordering",
        velden=(_VERLEEND, _VASTGESTELD, _BETAALD, _TERUG, _UITERLIJK, _REKENING, *_GEMEEN),
        voorwaarden=(_TOELICHTING_IS_ER, _REKENING_IS_ER, g.BRON_BEKEND),
        blokken=(_B_BEREKENING, _B_TOELICHTING, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT,
            Verplicht("bedrag_terug", "een besluit noemt wat moet worden betaald (artikel 4:86, Awb)"),
            Verplicht("uiterlijk", "een besluit noemt de termijn van betaling (artikel 4:86, Awb)"),
            _EIS_BEREKENING, g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
)  # fmt: skip
