"""Messages in the small world: read and unread, with mail that went, waits and came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import Bericht
from tests.fabrieken import berichtrijen, rijen

BERICHT, VRAAG_VAN_GEMEENTE, BERICHT_ELDERS, BERICHT_MET_BRIEF = (teken * 32 for teken in "abcd")
"""Marks: part of addresses."""
NUMMER = "RHA23-0002"


def zet_berichten(personen: dict[str, Gebruiker], *, gm_code: str, ander: str, nu: datetime) -> None:
    """Call it inside the commit boundary; ``gm_code`` is of the opsteller, ``ander`` of nobody here."""
    over = {"object_id": NUMMER, "gm_code": gm_code}
    wacht = berichtrijen.bericht(
        kenmerk=BERICHT, onderwerp="Uw aanvraag is in behandeling", groep="voortgang",
        tekst="Goedendag,\n\nWij zijn begonnen.\nTot later.", gemaakt_op=nu, **over,
    )  # fmt: skip
    brief = rijen.document(
        kenmerk="PROEF-BRIEF", titel=f"Ontvangst van aanvraag {NUMMER}", bestand_sha256="a" * 64
    )
    berichtrijen.bericht(
        kenmerk=BERICHT_MET_BRIEF,
        onderwerp="Wij hebben uw aanvraag ontvangen",
        document=brief,
        gemaakt_op=nu,
        **over,
    )
    vraag = berichtrijen.bericht(
        kenmerk=VRAAG_VAN_GEMEENTE, richting="in", door=personen["opsteller"], onderwerp="Wanneer horen wij iets?",
        groep="vraag", gemaakt_op=nu + timedelta(hours=1), **over,
    )  # fmt: skip
    berichtrijen.bericht(kenmerk=BERICHT_ELDERS, gm_code=ander, object_id="RHA23-0001", gemaakt_op=nu)
    berichtrijen.berichtlezing(
        bericht=vraag, gebruiker=personen["behandelaar"], geopend_op=nu + timedelta(hours=2)
    )
    _mail(wacht, personen["opsteller"], stand="teruggekomen", melding="550 5.1.1 onbekend adres")
    _mail(wacht, personen["tekenbevoegde"], stand="wacht")


def _mail(bericht: Bericht, aan: Gebruiker, *, stand: str, melding: str = "") -> None:
    berichtrijen.bezorging(
        bericht=bericht, gebruiker=aan, adres=aan.email, stand=stand, melding=melding,
        volgende_poging_op=bericht.gemaakt_op,
    )  # fmt: skip
