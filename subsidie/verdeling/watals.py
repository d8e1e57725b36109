"""What happens to the line when one application is rejected or withdraws: the same sum without it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.platform.lijst import Adres
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import regels
from subsidie.verdeling.engine import Verdelingsuitslag, verdeel
from subsidie.verdeling.invoer import als_json, lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening
from subsidie.verdeling.queries import Herrekening
from subsidie.verdeling.rangpagina import Rangbasis, Rangpagina, get_rangbasis, rangbasis, toon
from subsidie.verdeling.rangrijen import list_tussenstand
from subsidie.verdeling.stand import Weglating, afdruk_van_nu, lopende_stand
from subsidie.verdeling.verschil import Verschil, verschil
from subsidie.verdeling.vingerafdruk import onthoud
from subsidie.web.voorbeeld import VOORBEELD

SIMULATIE = "SIMULATIE – dit is geen besluit"


@dataclass(frozen=True, slots=True)
class Zonder:
    """The simulation on a page: without whom, what is different, and the address of the page without it."""

    nummer: str
    omschrijving: str
    verschil: Verschil
    terug: str


@dataclass(frozen=True, slots=True)
class Lopend:
    """The running position of a tranche: the whole ranking of now, and who is left out of it."""

    basis: Rangbasis
    weggelaten: tuple[Weglating, ...]


def lees_lopend(tranche: Tranche, *, nu: datetime, afdruk: str = "") -> Lopend | None:
    """The running position; ``None`` where the rules do not say yet how to divide, or where nobody asked anything.

    ``afdruk``: that of ``afdruk_van_nu``, where it was computed already.
    """

    def maak() -> Lopend | None:
        try:
            stand = lopende_stand(tranche, moment=nu)
            if not stand.invoer["kandidaten"] and not stand.weggelaten:
                return None
            uitslag = verdeel(lees_invoer(stand.invoer))
        except Domeinfout:
            return None  # what is in the way stands on the page of the rules and among the steps
        return Lopend(basis_van(tranche, uitslag, voorlopig=True, titel="Lopende stand"), stand.weggelaten)

    return onthoud(("lopend", tranche.id), afdruk or afdruk_van_nu(tranche, nu=nu), maak)


def lopende_invoer(tranche: Tranche, *, nu: datetime) -> bytes:
    """The input of the running position, as ``subsidie narekenen verdeling`` takes it. Raises ``Domeinfout``."""
    stand = lopende_stand(tranche, moment=nu)
    inhoud: dict[str, Any] = {} if tranche.aard is Trancheaard.ECHT else {"let_op": VOORBEELD}
    inhoud["invoer"] = als_json(lees_invoer(stand.invoer))
    return (json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n").encode()


def basis_van(
    tranche: Tranche,
    uitslag: Verdelingsuitslag,
    *,
    voorlopig: bool,
    titel: str,
    nummers: frozenset[str] | None = None,
) -> Rangbasis:
    """The ranking of an outcome that is not stored row by row, with the applications as they are now."""
    rijen = list_tussenstand(tranche.id, uitslag)
    sha256 = sha256_hex(canonieke_json(als_json(uitslag.invoer)))
    return rangbasis(
        f"{titel} {tranche.naam}", rijen, regels(tranche),
        Narekening(None, "", sha256, Herrekening(uitslag.invoer, uitslag)), voorlopig=voorlopig, nummers=nummers,
    )  # fmt: skip


def met_zonder(basis: Rangbasis, adres: Adres, tranche: Tranche) -> tuple[Rangpagina, Zonder | None]:
    """The page of ``basis``; where ``adres`` has ``zonder=NUMMER``, that of the same sum without this application.

    A lot depends on its own number only, so who remains keeps their place in a draw that was held.
    """
    pagina = toon(basis, adres)
    gekozen = pagina.staat.gekozen.get("zonder", ())
    invoer = basis.narekening.invoer
    rij = next((rij for rij in basis.rijen if rij.nummer in gekozen), None)
    if rij is None or invoer is None:
        return pagina, None
    over = tuple(een for een in invoer.kandidaten if een.nummer != rij.nummer)
    anders = basis_van(
        tranche, verdeel(replace(invoer, kandidaten=over)), voorlopig=basis.voorlopig, titel="SIMULATIE",
        nummers=frozenset(een.nummer for een in basis.rijen),
    )  # fmt: skip
    gevonden = verschil(basis.rijen, anders.rijen, voorlopig=basis.voorlopig, zonder=frozenset({rij.nummer}))
    omschrijving = f"{rij.nummer} ({rij.gemeente}, {euro_kort(rij.telt_mee_cent)})"
    return (
        toon(anders, adres, gevonden.merken),
        Zonder(rij.nummer, omschrijving, gevonden, pagina.staat.adres(zonder=None)),
    )


def rangpagina_met_zonder(verdeling: Verdeling, adres: Adres) -> tuple[Rangpagina, Zonder | None]:
    """The page of an allocation, as ``met_zonder``."""
    return met_zonder(get_rangbasis(verdeling), adres, verdeling.tranche)
