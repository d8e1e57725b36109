"""What people declared about an interest of their own in one application, as a list for who keeps the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, false, func, select, true

from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort
from subsidie.platform.zoeken import alle_woorden, bevat
from subsidie.register.models import Gemeente

UITKOMSTEN: Final = {"ja": "heeft een belang", "nee": "geen belang"}


def lijst_verklaringen() -> Lijst:
    """Every declaration; the newest first."""
    return Lijst(
        titel="Verklaringen over belangen",
        kolommen=(
            Lijstkolom(Kolom("naam", "Naam", breedte=28), func.lower(Gebruiker.naam)),
            Lijstkolom(Kolom("aanvraag", "Aanvraag", breedte=18), Aanvraag.nummer),
            Lijstkolom(Kolom("gemeente", "Gemeente", breedte=26), Gemeente.naam),
            Lijstkolom(Kolom("uitkomst", "Verklaring", breedte=20), Belangverklaring.heeft_belang),
            Lijstkolom(Kolom("toelichting", "Toelichting", breedte=50)),
            Lijstkolom(Kolom("op", "Verklaard op", Kolomsoort.MOMENT, 20), Belangverklaring.op),
        ),
        uniek=Belangverklaring.id,
        filters=(
            Filter(
                "uitkomst", "Verklaring", tuple(UITKOMSTEN.items()),
                lambda waarde: Belangverklaring.heeft_belang.is_(true() if waarde == "ja" else false()),
            ),
        ),
        zoek=lambda tekst: alle_woorden(
            tekst,
            lambda woord: (
                bevat(Gebruiker.naam, woord) | bevat(Aanvraag.nummer, woord) | bevat(Gemeente.naam, woord)
            ),
        ),
        zoek_label="Zoek op naam, aanvraag of gemeente",
        standaard="-op",
    )  # fmt: skip


def vraag_verklaringen() -> Select[*tuple[Any, ...]]:
    """Every declaration with who made it and about which application."""
    return (
        select(Belangverklaring, Gebruiker, Aanvraag.nummer.label("nummer"), Gemeente.naam.label("gemeente"))
        .join(Gebruiker, Gebruiker.id == Belangverklaring.gebruiker_id)
        .join(Aanvraag, Aanvraag.id == Belangverklaring.aanvraag_id)
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
    )


def cellen_verklaringen(rijen: Sequence[Row[*tuple[Any, ...]]], _nu: datetime) -> Iterable[Sequence[Cel]]:
    """Rows of ``vraag_verklaringen`` as cells of ``lijst_verklaringen``."""
    for verklaring, gebruiker, nummer, gemeente in rijen:
        yield (
            gebruiker.naam, nummer, gemeente, UITKOMSTEN["ja" if verklaring.heeft_belang else "nee"],
            verklaring.toelichting, verklaring.op,
        )  # fmt: skip
