"""Who looks at the whole afterwards: the auditor, and whoever sends the figures to parliament."""

from __future__ import annotations

from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.stappen.behandelen import NOTITIE
from tests.verhaal.stappen.beoordelen import BELANG, VERSLAG
from tests.verhaal.wereld import NAAM, ZWOLS


def controleer(b: Bladeraar) -> None:
    """The auditor sees everything, the chain holds, and there is nothing to press."""
    b.volg("Keten controleren").leest("De keten klopt in zichzelf")
    b.volg("Aanvragen").volg(ZWOLS).leest("Behandelaar, advies en notities")
    b.volg("Behandelaar, advies en notities").leest(NOTITIE)
    assert not b.heeft_link("Notitie schrijven")
    b.vandaag().volg("Aanvragen").volg(ZWOLS).volg("Hoe het oordeel tot stand kwam")
    b.leest(VERSLAG, "Reden van", "Score 200")
    assert not b.heeft_knop("Oordeel vastleggen")
    b.vandaag().volg("Belangen").volg("Wat mensen verklaarden bij losse aanvragen").leest(BELANG)
    b.vandaag().volg("Bezwaren").volg(f"{ZWOLS}-BZ1").leest("P. Tweede Bezwaar", "B. Bezwaar")
    assert not b.heeft_link("Overnemen")


def lees_cijfers(b: Bladeraar) -> None:
    """Asked and granted add up over the pots and the provinces; what an objection brought is told apart."""
    b.volg("Tranches").volg(NAAM).volg("Cijfers")
    b.leest(
        "Gevraagd € 720.000 8 aanvragen van 8 gemeenten", "Toegekend € 360.000 4 aanvragen in 4 gemeenten"
    )
    b.leest("Samen 8 € 720.000 4 4 € 360.000 48 0", "Gevraagd, van het plafond 200%")
