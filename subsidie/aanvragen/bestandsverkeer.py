"""Files between a browser and the program: taking in what somebody sends, and handing out what is kept.

For every model with ``Bestandskolommen``; the content goes into its store first, the row comes after that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from flask import Response, current_app, flash, render_template
from werkzeug.datastructures import FileStorage

from subsidie.aanvragen.bijlagemodellen import Bestandskolommen
from subsidie.aanvragen.bijlagen import Bestand, Grenzen, InhoudWeg, grenzen_van, vereis_past
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.quarantaine import NietTeLezen
from subsidie.aanvragen.vernietigd import waarom_vernietigd
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout, NietGevonden, OngeldigeInvoer
from subsidie.platform.bestandsnaam import veilige_bestandsnaam
from subsidie.platform.bestandssoort import bepaal_soort
from subsidie.platform.lettertypen import ontbrekende_tekens
from subsidie.platform.opslag import LokaleOpslag, Opslag, Opslagfout
from subsidie.tranches.regels import Regels
from subsidie.web.antwoord import als_bijlage
from subsidie.web.uploads import controleer_grootte


def huidige_instellingen() -> Instellingen:
    """The settings of the program."""
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return instellingen


def huidige_grenzen(regelset: Regels) -> Grenzen:
    """The limits to files that hold here: the lower of the tranche's and those of the program (bytes)."""
    instellingen = huidige_instellingen()
    return grenzen_van(
        regelset, per_bestand=instellingen.bijlage_bytes, totaal=instellingen.bijlagen_totaal_bytes
    )


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """A file that was sent and may be kept: its safe name, its media type, and what is still to be read."""

    bestand: FileStorage
    naam: str
    mediatype: str

    def bewaar(self, opslag: Opslag) -> Bestand:
        """Put the content in ``opslag``; can be done again. Raises ``Opslagfout``."""
        self.bestand.stream.seek(0)
        sha256, grootte = opslag.bewaar_stroom(self.bestand.stream)  # type: ignore[arg-type]
        return Bestand(self.naam, self.mediatype, grootte, sha256)


def controleer_ontvangen(
    een: FileStorage, *, aanwezig: Collection[int], grenzen: Grenzen, vooraf: Callable[[], None]
) -> Ontvangen:
    """What is sent, when it may be kept beside files of ``aanwezig`` bytes; nothing is stored yet.

    ``vooraf`` refuses what may not come here at all, whatever its size. Raises ``OngeldigeInvoer`` at ``bestand``.
    """
    naam = een.filename or ""
    controleer_grootte(een, waar="bestand")
    wat = bepaal_soort(een.stream, naam=naam)  # type: ignore[arg-type]
    veilig = veilige_bestandsnaam(naam, extensies=wat.extensies)
    # The name stands in papers: what no font shows is left out of it here, so that both say the same.
    for teken in ontbrekende_tekens(veilig):
        veilig = veilig.replace(teken, "_")
    vooraf()
    grootte = een.stream.seek(0, os.SEEK_END)
    if grootte not in aanwezig:  # else it may be one that is there already
        vereis_past(veilig, grootte, list(aanwezig), grenzen)
    return Ontvangen(een, veilig, wat.mediatype)


def neem_aan(
    bestanden: Sequence[FileStorage], een_voor_een: Callable[[FileStorage], bool], *, bij: str
) -> list[str]:
    """Keep these files; what is wrong with any of them. Those that are right are kept all the same.

    ``een_voor_een`` keeps one and answers whether it is new; ``bij``: what they belong to, for the log.
    """
    if not bestanden:
        return ["Kies eerst een bestand."]
    fouten: list[str] = []
    for een in bestanden:
        naam = veilige_bestandsnaam(een.filename or "")
        try:
            is_nieuw = een_voor_een(een)
        except OngeldigeInvoer as fout:
            fouten += [f"‘{naam}’: {gebrek.melding}" for gebrek in fout.gebreken]
        except (InhoudWeg, Opslagfout):
            current_app.logger.exception("een bestand bij %s is niet opgeslagen", bij)
            fouten.append(f"‘{naam}’: is niet opgeslagen. Probeer het nog eens.")
        except NietGevonden:
            raise
        except Domeinfout as fout:
            fouten.append(str(fout))
            break
        else:
            wat, kleur = ("is toegevoegd", "goed") if is_nieuw else ("stond er al", "info")
            flash(f"‘{naam}’ {wat}.", kleur)
    return fouten


def geef_bestand(
    zoek: Callable[[], Bestandskolommen], opslag: LokaleOpslag, aanvraag: Aanvraag
) -> Response | tuple[str, int]:
    """The file that ``zoek`` finds, to save: in pieces, compared with its hash on the way.

    Else a page that says why not: a virus or not scanned yet (409), destroyed by decision (410), not to be read (500).
    """
    try:
        rij = zoek()
    except NietTeLezen as fout:
        return _geen_bestand(aanvraag, str(fout), 409)
    try:
        stroom = opslag.open_lezen(rij.sha256)
    except Opslagfout:
        if not opslag.bestaat(rij.sha256) and (reden := waarom_vernietigd(aanvraag, rij.naam)):
            return _geen_bestand(aanvraag, reden, 410)
        current_app.logger.exception("bestand %s van %s is niet te geven", rij.kenmerk, aanvraag.nummer)
        tekst = f"‘{rij.naam}’ is nu niet te openen. Geef dat door aan de beheerder."
        return _geen_bestand(aanvraag, tekst, 500)
    antwoord = Response(stroom, content_type=rij.mediatype)
    antwoord.content_length = stroom.grootte
    antwoord.call_on_close(stroom.close)
    als_bijlage(antwoord, rij.naam)
    return antwoord


def _geen_bestand(aanvraag: Aanvraag, tekst: str, status: int) -> tuple[str, int]:
    pagina = render_template(
        "bijlagen/niet_te_lezen.html", nummer=aanvraag.nummer, tekst=tekst, vernietigd=status == 410
    )
    return pagina, status
