"""Where a municipality gets its post: entered by its tekenbevoegde, kept line by line, the newest holds.

Letters take the address from ``gemeente.postadres`` (lines under the name of the municipality), which is
written here together with the row of the history.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.accounts.gemeentemodellen import Postadres
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.namen import gebreken_van_tekst, normale_tekst
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.register.models import Gemeente
from subsidie.web.db import db

LANGSTE_REGEL: Final = 100
LANGSTE_PLAATS: Final = 80
# Four digits that do not begin with 0, and two letters; SA, SD and SS are never given out.
_POSTCODE: Final = re.compile(r"([1-9][0-9]{3}) ?(?!S[ADS])([A-Z]{2})")


def normale_postcode(tekst: str) -> str:
    """A postcode as it is kept, ``1234 AB``; what is none comes back as it was, without spaces around it."""
    kaal = " ".join(unicodedata.normalize("NFKC", tekst).upper().split())
    gevonden = _POSTCODE.fullmatch(kaal)
    return f"{gevonden[1]} {gevonden[2]}" if gevonden else kaal


def get_postadres(gm_code: str) -> Postadres | None:
    """The address that holds now, if one was entered."""
    gevonden: Postadres | None = db.session.scalar(
        select(Postadres).where(Postadres.gm_code == gm_code).order_by(Postadres.volgnummer.desc()).limit(1)
    )
    return gevonden


def adresregels(adres: Postadres) -> tuple[str, ...]:
    """The lines of an address as a letter prints them under the name of the municipality."""
    kop = (f"Ter attentie van {adres.ter_attentie}",) if adres.ter_attentie else ()
    return (*kop, adres.adresregel, f"{adres.postcode} {adres.plaats}")


def wijzig_postadres(
    gm_code: str, *, ter_attentie: str, adresregel: str, postcode: str, plaats: str, door: Gebruiker, nu: datetime
) -> Postadres | None:  # fmt: skip
    """Enter the address of ``gm_code``; returns the new row, or ``None`` when this is the address already.

    Letters that exist keep the old one. Raises ``NietBevoegd`` unless ``door`` signs for ``gm_code`` itself, and
    ``OngeldigeInvoer`` at ``ter_attentie``, ``adresregel``, ``postcode`` or ``plaats``.
    """
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=gm_code, ook_als_opvolger=False)
    # Held until the commit: the second of two who do this at once sees the row of the first.
    gemeente: Gemeente | None = db.session.get(Gemeente, gm_code, with_for_update=True)
    if gemeente is None:
        raise NietGevonden("Deze gemeente is er niet.")
    nieuw = {
        "ter_attentie": normale_tekst(ter_attentie),
        "adresregel": normale_tekst(adresregel),
        "postcode": normale_postcode(postcode),
        "plaats": normale_tekst(plaats),
    }
    if gebreken := _gebreken(nieuw):
        raise OngeldigeInvoer(gebreken)
    laatste = get_postadres(gm_code)
    if laatste is not None and all(getattr(laatste, veld) == waarde for veld, waarde in nieuw.items()):
        return None
    volgnummer = laatste.volgnummer + 1 if laatste is not None else 1
    adres = Postadres(
        gm_code=gm_code, volgnummer=volgnummer, ingevoerd_op=nu, ingevoerd_door_id=door.id, **nieuw
    )
    db.session.add(adres)
    gemeente.postadres = "\n".join(adresregels(adres))
    db.session.flush()
    leg_vast(
        "gemeente:postadres_gewijzigd", object_soort="gemeente", object_id=gm_code, door=door, nu=nu,
        gegevens={"volgnummer": volgnummer, "adres": ", ".join(adresregels(adres)[-2:])},
    )  # fmt: skip
    return adres


def _gebreken(nieuw: dict[str, str]) -> list[Gebrek]:
    gebreken = []
    if nieuw["ter_attentie"]:
        gebreken += gebreken_van_tekst(
            nieuw["ter_attentie"], "ter_attentie", wat="een afdeling", hoogstens=LANGSTE_REGEL
        )
    gebreken += gebreken_van_tekst(
        nieuw["adresregel"], "adresregel", wat="straat en nummer of een postbus", hoogstens=LANGSTE_REGEL
    )
    if not nieuw["postcode"]:
        gebreken.append(Gebrek("postcode", "Vul een postcode in."))
    elif not _POSTCODE.fullmatch(nieuw["postcode"]):
        gebreken.append(
            Gebrek(
                "postcode",
                "Dit is geen Nederlandse postcode. Schrijf vier cijfers en twee letters: 1234 AB.",
            )
        )
    return gebreken + gebreken_van_tekst(
        nieuw["plaats"], "plaats", wat="een plaats", hoogstens=LANGSTE_PLAATS
    )
