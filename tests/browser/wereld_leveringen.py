"""Homes that were delivered in the award that is being built: accepted, asked about, and waiting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.einde import meld_einde
from subsidie.realisatie.gebruik import meld_gebruik
from subsidie.realisatie.levering import meld
from subsidie.realisatie.leveringinvoer import Leveringsmelding, lees_meldingen, ruwe_rij
from subsidie.realisatie.leveringmodellen import Eindereden
from subsidie.realisatie.leveringqueries import lees_leverstand, list_woonruimten
from subsidie.realisatie.oordelen import beoordeel
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.vervolg import lees_plek, meld_vervolg
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.web.transactie import schrijfgrens
from tests.browser.wereld_realisatie import GEBOUWD

AANVAARD, BEVRAAGD, WACHT = (f"{GEBOUWD}-L{nummer}" for nummer in (1, 2, 3))
OPGELEVERD = date(2026, 1, 21)


def zet_leveringen(personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Call it outside the commit boundary, after ``zet_realisatie``."""
    aanvraag, melder, behandelaar = get_aanvraag(GEBOUWD), personen["opsteller"], personen["behandelaar"]
    uur = timedelta(hours=1)
    with schrijfgrens():
        aanvaard, bevraagd, _ = (
            meld(aanvraag, _homes(aanvraag, straat, aantal), toelichting="", door=melder, nu=nu)[0]
            for straat, aantal in (("8011 AB", 6), ("8012 CD", 3), ("8013 EF", 2))
        )
    with schrijfgrens():
        beoordeel(aanvaard, Meldingstand.AANVAARD, door=behandelaar, nu=nu + uur)
        beoordeel(
            bevraagd, Meldingstand.VRAAG, oordeel="Klopt het BAG-nummer van de derde woonruimte?", door=behandelaar,
            nu=nu + uur,
        )  # fmt: skip
    with schrijfgrens():
        meld_gebruik(aanvaard, date(2026, 1, 22), door=melder, nu=nu + 2 * uur)
        woonruimten = list_woonruimten(aanvaard)
        meld_einde(
            woonruimten[1], per=date(2026, 1, 24), reden=Eindereden.ANDER_GEBRUIK, door=melder, nu=nu + 2 * uur,
            toelichting="Na een brand in gebruik als opslag.",
        )  # fmt: skip
        flexibel = next(een for een in woonruimten if een.aard is Woonruimteaard.FLEXIBEL)
        plek = lees_plek({"postcode": "8014 GH", "huisnummer": "1", "ruimte": "unit 3"})
        meld_vervolg(flexibel, plek, date(2026, 1, 24), door=melder, nu=nu + 2 * uur)


def _homes(aanvraag: Aanvraag, straat: str, aantal: int) -> tuple[Leveringsmelding, ...]:
    """So many homes in one street, of the first two kinds in turn; one number is of another municipality."""
    stand = lees_leverstand(aanvraag)
    rijen = [
        ruwe_rij(
            nummer,
            {
                "deel": "1", "opgeleverd_op": OPGELEVERD.isoformat(), "wijze": str(1 + nummer % 2), "postcode": straat,
                "huisnummer": str(nummer), "bag_id": f"{'0363' if nummer == 3 else '0193'}01{straat[3]}{nummer:09d}",
            },
        )
        for nummer in range(1, aantal + 1)
    ]  # fmt: skip
    gelezen = lees_meldingen(
        rijen, stand.delen, stand.keuzen, plaats=lambda nummer, veld: f"{veld}{nummer}", woord="regel"
    )  # fmt: skip
    return gelezen.meldingen
