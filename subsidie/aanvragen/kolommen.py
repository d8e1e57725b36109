"""The columns of an import, and how the cell of each kind is read.

Every reader takes one cell that is not empty and answers a plain value, or raises ``OngeldigeInvoer`` with
what would be right. A cell of a workbook may hold text, or a number, a date or yes/no of its own: the readers
take what can only mean one thing and refuse the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, TypeVar
from unicodedata import category

from subsidie.aanvragen.bronbestand import Celwaarde, Foutcel, toon
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import HOOGSTE_CENT, euro_kort, lees_euro
from subsidie.kern.tekst import getal, opsomming
from subsidie.kern.tijd import AMSTERDAM, lees_datum, lees_moment, moment_in_amsterdam

T = TypeVar("T")
Lezer = Callable[[Celwaarde], T]

AANVRAAGKOLOMMEN: Final = (
    "aanvraagnummer", "gm_code", "gemeente", "projectnaam", "bouwvorm", "ontvangen_op", "volledig_op",
    "totale_kosten_eur", "eigen_bijdrage_en_overige_dekking_eur", "gevraagd_eur", "start_bouw_gepland",
    "oplevering_gepland",
)  # fmt: skip
AANVRAAGKOLOMMEN_VRIJ: Final = ("pot",)
WOONRUIMTEKOLOMMEN: Final = (
    "aanvraagnummer", "regel", "doelgroep", "aard", "soort", "aantal", "huurprijs_per_maand_eur",
)  # fmt: skip
WOONRUIMTEKOLOMMEN_VRIJ: Final = ("toegang_gemeenschappelijke_ruimte",)

HOOGSTE_PROJECTBEDRAG_CENT: Final = 1_000_000_000_00
"""A milliard euros: more than any project costs, so a slip (cents as euros, a number typed twice)."""
HOOGSTE_HUURPRIJS_CENT: Final = 10_000_00
"""A month; no rent for these groups comes near it."""
HOOGSTE_AANTAL: Final = 99_999
LANGSTE_NUMMER: Final = 40
LANGSTE_PROJECTNAAM: Final = 200
EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
"""Years outside these are slips of the hand (or of a spreadsheet that counts from 1900)."""

_NUMMER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MACHINAAL: Final = re.compile(r"(?:0|[1-9][0-9]{0,10})\.[0-9]{2}")
_DATUM_NL: Final = re.compile(r"(?P<dag>[0-9]{1,2})[-/.](?P<maand>[0-9]{1,2})[-/.](?P<jaar>[0-9]{4})")
_MOMENT_ZONDER_ZONE: Final = re.compile(
    r"(?P<dag>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<klok>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
)
_ONZICHTBAAR: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def weiger(melding: str) -> OngeldigeInvoer:
    """The fault of one cell; where it stands is added by who reads the table."""
    return OngeldigeInvoer.van("", melding)


def toon_cel(waarde: Celwaarde) -> str:
    """A cell as it may stand in a message."""
    if isinstance(waarde, Foutcel):
        return ""
    if isinstance(waarde, bool):
        return "WAAR" if waarde else "ONWAAR"
    if isinstance(waarde, Decimal):
        return toon(_getaltekst(waarde).replace(".", ","))
    return toon(waarde if isinstance(waarde, str) else str(waarde))


def tekst(waarde: Celwaarde) -> str:
    """Text as it stands; a whole number in a workbook becomes its digits."""
    if isinstance(waarde, Foutcel):
        raise weiger(waarde.melding)
    if isinstance(waarde, str):
        return waarde
    if isinstance(waarde, Decimal) and waarde == waarde.to_integral_value():
        return _getaltekst(waarde)
    raise weiger(f"‘{toon_cel(waarde)}’ is geen tekst. Maak de cel op als tekst en vul de waarde opnieuw in.")


def nummer(waarde: Celwaarde) -> str:
    """The number of an application: letters, digits, dot, underscore, hyphen (verdeling.md, ``nummer``)."""
    gelezen = tekst(waarde)
    if not _NUMMER.fullmatch(gelezen):
        raise weiger(
            f"‘{toon(gelezen)}’ is geen geldig nummer. Gebruik letters zonder accent, cijfers, punt,"
            " liggend streepje en koppelteken, en begin met een letter of cijfer, bijvoorbeeld RHA23-0001."
        )
    if len(gelezen) > LANGSTE_NUMMER:
        raise weiger(
            f"Het nummer is te lang ({getal(len(gelezen))} tekens)."
            f" Gebruik ten hoogste {LANGSTE_NUMMER} tekens."
        )
    return gelezen


def projectnaam(ontbrekende_tekens: Callable[[str], Collection[str]]) -> Lezer[str]:
    """A name for letters, at most ``LANGSTE_PROJECTNAAM`` characters.

    ``ontbrekende_tekens`` answers which characters of a text the fonts of the letters cannot show.
    """

    def lees(waarde: Celwaarde) -> str:
        naam = tekst(waarde)
        if len(naam) > LANGSTE_PROJECTNAAM:
            raise weiger(
                f"De naam is te lang ({getal(len(naam))} tekens)."
                f" Gebruik ten hoogste {LANGSTE_PROJECTNAAM} tekens."
            )
        for plaats, teken in enumerate(naam, start=1):
            if category(teken) in _ONZICHTBAAR:
                raise weiger(
                    f"De naam heeft op plaats {plaats} een onzichtbaar teken (U+{ord(teken):04X})."
                    " Typ de naam opnieuw, op één regel."
                )
        ontbrekend = opsomming([f"‘{teken}’ (U+{ord(teken):04X})" for teken in ontbrekende_tekens(naam)][:8])
        if ontbrekend:
            raise weiger(f"Deze tekens kunnen niet in een brief: {ontbrekend}. Kies andere tekens.")
        return naam

    return lees


def keuze(toegestaan: Collection[str], wat: str) -> Lezer[str]:
    """One of the words of the tranche; ``wat`` says what they are (``doelgroep van deze tranche``)."""

    def lees(waarde: Celwaarde) -> str:
        woord = tekst(waarde)
        if woord in toegestaan:
            return woord
        raise weiger(
            f"‘{toon(woord)}’ is geen {wat}. Kies uit: {opsomming(list(toegestaan), voegwoord='of')}."
            f"{bedoeld(woord, toegestaan)}"
        )

    return lees


def bedoeld(woord: str, mogelijk: Collection[str]) -> str:
    """`` Bedoelt u ‘nieuwbouw’?`` when one of the words comes near; otherwise nothing."""
    gewoon = {kandidaat.casefold(): kandidaat for kandidaat in mogelijk}
    gelezen = woord[:80].casefold()
    met_streepjes = re.sub(r"[ \-]+", "_", gelezen)  # as the words of the columns and target groups have them
    dichtbij = get_close_matches(gelezen, gewoon, n=1) or get_close_matches(met_streepjes, gewoon, n=1)
    return f" Bedoelt u ‘{gewoon[dichtbij[0]]}’?" if dichtbij else ""


def ja_nee(waarde: Celwaarde) -> bool:
    """``ja`` or ``nee``."""
    if waarde in ("ja", "nee"):
        return waarde == "ja"
    if isinstance(waarde, Foutcel):
        raise weiger(waarde.melding)
    raise weiger(f"‘{toon_cel(waarde)}’ is geen antwoord. Schrijf ja of nee.")


def geheel(laagste: int, hoogste: int) -> Lezer[int]:
    """A whole number from ``laagste`` to ``hoogste``, written in digits only."""

    def lees(waarde: Celwaarde) -> int:
        if isinstance(waarde, Foutcel):
            raise weiger(waarde.melding)
        cijfers = _getaltekst(waarde) if isinstance(waarde, Decimal) else waarde
        if isinstance(cijfers, str) and re.fullmatch(r"[0-9]{1,9}", cijfers):
            aantal = int(cijfers)
            if laagste <= aantal <= hoogste:
                return aantal
        raise weiger(
            f"‘{toon_cel(waarde)}’ kan hier niet. Vul een heel getal in van {laagste} tot en met {hoogste},"
            " zonder punt of komma."
        )

    return lees


def bedrag(*, laagste_cent: int, hoogste_cent: int, uit_administratie: bool = False) -> Lezer[int]:
    """An amount in eurocents: text as people write it (``lees_euro``), or a number up to two decimals.

    ``uit_administratie``: text may also be as a program writes it, and as our own CSV files do: ``87046.88``.
    """

    def lees(waarde: Celwaarde) -> int:
        if isinstance(waarde, Decimal):
            cent = _cent_van_getal(waarde)
        elif isinstance(waarde, str):
            machinaal = uit_administratie and _MACHINAAL.fullmatch(waarde)
            cent = _cent_van_getal(Decimal(waarde)) if machinaal else _lees_euro(waarde)
        else:
            raise _weiger_soort(waarde, "een bedrag in euro's, bijvoorbeeld 261042 of 261.042,50")
        if cent < laagste_cent:
            hoger = "hoger dan € 0" if laagste_cent == 1 else f"minstens {euro_kort(laagste_cent)}"
            raise weiger(f"Het bedrag moet {hoger} zijn.")
        if cent > hoogste_cent:
            raise weiger(
                f"{euro_kort(cent)} is onwaarschijnlijk hoog (meer dan {euro_kort(hoogste_cent)})."
                " Vul het bedrag in euro's in, niet in centen."
            )
        return cent

    return lees


def datum(waarde: Celwaarde) -> date:
    """A day: ``2024-09-28``, or a cell with a date and no time."""
    if isinstance(waarde, datetime):
        raise weiger(f"‘{toon_cel(waarde)}’ heeft een tijd. Vul alleen de datum in.")
    if isinstance(waarde, date):
        dag = waarde
    elif isinstance(waarde, str):
        dag = _lees_datum(waarde)
    else:
        raise _weiger_soort(waarde, "een datum in de vorm JJJJ-MM-DD, bijvoorbeeld 2024-09-28")
    if not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise weiger(
            f"Het jaar {dag.year} kan niet kloppen."
            f" Vul een jaar in van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}."
        )
    return dag


def moment(waarde: Celwaarde) -> datetime:
    """A moment in UTC, from text with its own offset: a moment without one is a guess and is refused."""
    if isinstance(waarde, str):
        gevonden = _MOMENT_ZONDER_ZONE.fullmatch(waarde)
        if gevonden is None:
            return _lees_moment(waarde)
        dag, klok = gevonden["dag"], gevonden["klok"]
        raise weiger(
            f"‘{toon(waarde)}’ zegt niet in welke tijdzone. {_voorstel(lambda: _plaatselijk(dag, klok))}"
        )
    if isinstance(waarde, datetime):
        gevuld = waarde
        raise weiger(
            "Een datumcel heeft geen tijdzone. Maak de cel op als tekst. " + _voorstel(lambda: gevuld)
        )
    raise _weiger_soort(waarde, "tekst met datum, tijd en tijdzone, bijvoorbeeld 2023-06-15T14:02:11+02:00")


def _weiger_soort(waarde: Celwaarde, wat: str) -> OngeldigeInvoer:
    if isinstance(waarde, Foutcel):
        return weiger(waarde.melding)
    return weiger(f"‘{toon_cel(waarde)}’ kan hier niet. Schrijf {wat}.")


def _getaltekst(waarde: Decimal) -> str:
    """The digits of a number, without an exponent and without decimals that are zero."""
    geheel_getal = waarde.to_integral_value()
    return str(int(geheel_getal)) if waarde == geheel_getal else format(waarde, "f")


def _cent_van_getal(waarde: Decimal) -> int:
    if waarde < 0:
        raise weiger("Het bedrag mag niet lager zijn dan nul.")
    if waarde * 100 > HOOGSTE_CENT:
        raise weiger("Dit bedrag is te hoog.")
    cent = waarde * 100
    if cent != cent.to_integral_value():
        raise weiger(
            f"‘{toon_cel(waarde)}’ heeft meer dan twee decimalen. Rond het bedrag zelf af op hele centen."
        )
    return int(cent)


def _lees_euro(geschreven: str) -> int:
    try:
        return lees_euro(geschreven)
    except OngeldigeInvoer as fout:
        melding = fout.gebreken[0].melding
        raise weiger(f"{melding[:1].upper()}{melding[1:]}") from None


def _lees_datum(geschreven: str) -> date:
    try:
        return lees_datum(geschreven)
    except OngeldigeInvoer:
        gevonden = _DATUM_NL.fullmatch(geschreven)
    uitleg = f"‘{toon(geschreven)}’ is geen datum die kan. Schrijf jaar, maand en dag: JJJJ-MM-DD."
    try:
        dag = date(int(gevonden["jaar"]), int(gevonden["maand"]), int(gevonden["dag"])) if gevonden else None
    except ValueError:
        dag = None
    raise weiger(uitleg if dag is None else f"{uitleg} Bedoelt u {dag.isoformat()}?")


def _lees_moment(geschreven: str) -> datetime:
    try:
        return lees_moment(geschreven)
    except OngeldigeInvoer:
        raise weiger(
            f"‘{toon(geschreven)}’ is geen moment dat kan. Schrijf datum, tijd en tijdzone,"
            " bijvoorbeeld 2023-06-15T14:02:11+02:00."
        ) from None


def _plaatselijk(dag: str, klok: str) -> datetime:
    return datetime.combine(lees_datum(dag), time.fromisoformat(klok))


def _voorstel(lees: Callable[[], datetime]) -> str:
    """What to write for a moment without an offset, when it is one moment on the clock of Amsterdam."""
    uitleg = "Schrijf het moment met de tijdzone erbij"
    try:
        plaatselijk = lees()
        utc = moment_in_amsterdam(plaatselijk.date(), plaatselijk.time())
    except (OngeldigeInvoer, ValueError):
        return f"{uitleg}, bijvoorbeeld 2023-06-15T14:02:11+02:00."
    return f"{uitleg}. Voor Nederlandse tijd is dat {utc.astimezone(AMSTERDAM).isoformat()}."
