"""The letters on a request to change: consent, more time, refusal."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde, Waarden
from subsidie.documenten.vormen import datum, geld, heeft_centen, heel


def _bedrag(waarden: Waarden, naam: str) -> str:
    return geld(waarden[naam], heeft_centen(waarden["was_cent"], waarden["wordt_cent"]))


_WAS: Final = Veld(
    "bedrag_nu",
    "het bedrag dat tot nu toe is verleend",
    "€ 320.670",
    lambda w: _bedrag(w, "was_cent"),
    geld=True,
)
_WORDT: Final = Veld(
    "bedrag_straks", "het bedrag na de wijziging", "€ 300.000", lambda w: _bedrag(w, "wordt_cent"), geld=True
)
_GEMEEN: Final = (
    Veld("kenmerk_verzoek", "het kenmerk van het verzoek", "RHA23-0107-W1", lambda w: heel(w["verzoek"])),
    Veld("datum_verzoek", "de datum van het verzoek", "3 maart 2025", lambda w: datum(w["verzoek_datum"])),
    Veld("kenmerk_besluit", "het kenmerk van het besluit dat nu geldt", "RHA23-0107-B1", lambda w: heel(w["besluit"])),
    Veld(
        "datum_besluit", "de datum van het besluit dat nu geldt", "4 december 2023",
        lambda w: datum(w["besluit_datum"]),
    ),
    Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
    Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(w["nummer"])),
    g.GRONDSLAG, g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
)  # fmt: skip

_LAGER_IS_ZO: Final = Voorwaarde("lager", "het bedrag lager wordt", lambda w: w["wordt_cent"] < w["was_cent"])
_WOONRUIMTEN_IS_ZO: Final = Voorwaarde(
    "woonruimten", "er iets verandert aan de woonruimten", lambda w: bool(w["rijen"])
)
_DAGEN_IS_ZO: Final = Voorwaarde("dagen", "er een andere uiterste dag komt", lambda w: bool(w["dagen"]))
_VOORWAARDEN_IS_ZO: Final = Voorwaarde("voorwaarden", "u voorwaarden stelt", lambda w: bool(w["voorwaarden"]))
_MOTIVERING_IS_ZO: Final = Voorwaarde("motivering", "u iets toelicht", lambda w: bool(w["motivering"]))

_B_VERZOEK: Final = Blok("verzoek", "wat de gemeente vroeg, en waarom", lang=True)
_B_WOONRUIMTEN: Final = Blok(
    "wijzigingswoonruimten", "tabel: de woonruimten voor en na de wijziging", "woonruimten", lang=True
)
_B_BEDRAG: Final = Blok("wijzigingsbedrag", "de berekening van het bedrag, in stappen")
_B_DAGEN: Final = Blok("wijzigingsdagen", "tabel: de uiterste dagen voor en na de wijziging", "dagen")
_B_VOORWAARDEN: Final = Blok("wijzigingsvoorwaarden", "de voorwaarden die u stelt", "voorwaarden", lang=True)
_B_MOTIVERING: Final = Blok("wijzigingsredenen", "wat u toelicht", "motivering", lang=True)
_B_REDENEN: Final = Blok("wijzigingsredenen", "waarom u afwijst", lang=True)

_EIS_VERZOEK: Final = Verplicht("verzoek", "de gemeente moet zien waarop u beslist")
_EIS_VOORWAARDEN: Final = Verplicht(
    "wijzigingsvoorwaarden", "een voorwaarde die niet in het besluit staat, bindt niet"
)
_EIS_DAGEN: Final = Verplicht("wijzigingsdagen", "de gemeente moet weten tot wanneer zij de tijd heeft")

WIJZIGINGEN: Final = (
    Briefsoort(
        code="wijziging", naam="Wijziging: toegestaan", uitleg="U staat een wijziging van het project toe.",
        sjabloon="wijziging/inwilliging",
        velden=(_WAS, _WORDT, *_GEMEEN),
        voorwaarden=(
            _LAGER_IS_ZO, _WOONRUIMTEN_IS_ZO, _DAGEN_IS_ZO, _VOORWAARDEN_IS_ZO, _MOTIVERING_IS_ZO, g.BRON_BEKEND,
        ),
        blokken=(_B_VERZOEK, _B_WOONRUIMTEN, _B_BEDRAG, _B_DAGEN, _B_VOORWAARDEN, _B_MOTIVERING, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT, _EIS_VERZOEK,
            Verplicht("wijzigingswoonruimten", "de gemeente moet weten hoeveel woonruimten zij nu maakt"),
            Verplicht("wijzigingsbedrag", "een besluit moet worden gemotiveerd (artikel 3:46, Awb)"),
            Verplicht("bedrag_straks", "de gemeente moet weten welk bedrag nu geldt"),
            _EIS_DAGEN, _EIS_VOORWAARDEN, g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
    Briefsoort(
        code="wijziging_uitstel", naam="Wijziging: uitstel", uitleg="U geeft alleen meer tijd voor een verplichting.",
        sjabloon="wijziging/uitstel",
        velden=(_WAS, *_GEMEEN),
        voorwaarden=(_VOORWAARDEN_IS_ZO, _MOTIVERING_IS_ZO, g.BRON_BEKEND),
        blokken=(
            _B_VERZOEK, Blok("wijzigingsdagen", "tabel: de uiterste dagen voor en na het uitstel"), _B_VOORWAARDEN,
            _B_MOTIVERING, g.B_BEZWAAR,
        ),
        verplicht=(g.EIS_PROJECT, _EIS_VERZOEK, _EIS_DAGEN, _EIS_VOORWAARDEN, g.EIS_GRONDSLAG, g.EIS_BEZWAAR),
    ),
    Briefsoort(
        code="wijziging_afgewezen", naam="Wijziging: afgewezen",
        uitleg="U staat een wijziging niet toe. De verlening blijft zoals zij is.", sjabloon="wijziging/afwijzing",
        velden=(_WAS, *_GEMEEN),
        voorwaarden=(g.BRON_BEKEND,),
        blokken=(_B_VERZOEK, _B_REDENEN, g.B_BEZWAAR),
        verplicht=(
            g.EIS_PROJECT, _EIS_VERZOEK,
            Verplicht("wijzigingsredenen", "een besluit moet worden gemotiveerd (artikel 3:46, Awb)"),
            g.EIS_GRONDSLAG, g.EIS_BEZWAAR,
        ),
    ),
)  # fmt: skip
