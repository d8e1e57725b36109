"""Of who pays: claims on municipalities that are overdue, or to be paid soon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from subsidie.dossier.vandaag.vorm import Blok, Cijfer, Naar, Post, Status, geld, klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.rentebeheer import lees_tabel
from subsidie.realisatie.vorderingen import list_alle
from subsidie.tranches.models import Trancheaard

KORT: Final = timedelta(days=14)
"""What must be paid within so many days is shown before it is overdue."""
MEESTE: Final = 5


def blok_vorderingen(vandaag: date) -> tuple[Blok, bool]:
    """The claims to look at, overdue first, and whether one of them was invented."""
    open_ = [
        een
        for een in list_alle(vandaag)
        if een.is_open and (een.is_te_laat or een.uiterlijk <= vandaag + KORT)
    ]
    posten = tuple(
        Post(
            f"{een.vordering.kenmerk} · {een.vordering.aanvraag.gemeente.naam_kort}",
            Naar("vorderingen.vordering", {"kenmerk": een.vordering.kenmerk}),
            f"Open: {geld(een.open.totaal_cent)}, waarvan te laat {geld(een.open.te_laat_cent)}."
            if een.is_te_laat
            else f"Open: {geld(een.open.totaal_cent)}.",
            klok=klokstand(een.uiterlijk, vandaag, "betaaltermijn"),
        )
        for een in open_[:MEESTE]
    )
    te_laat = sum(een.is_te_laat for een in open_)
    cijfers = (
        (
            Cijfer(
                "Te laat", geld(sum(een.open.te_laat_cent for een in open_)),
                aantal(te_laat, "vordering", "vorderingen"), Naar("vorderingen.lijst", {"stand": "te_laat"}),
            ),
        )
        if te_laat
        else ()
    )  # fmt: skip
    tabel_tot = lees_tabel().bekend_tot if te_laat else vandaag
    if tabel_tot < vandaag:
        niet_bij = Post(
            "Wettelijke rente", Naar("rentetabel.pagina"),
            f"De percentages zijn bekend tot en met {datum_nl(tabel_tot)}. Later is er geen rente te berekenen.",
            Status("niet te berekenen", "fout"),
        )  # fmt: skip
        posten = (niet_bij, *posten)
    meer = ("Alle open vorderingen", Naar("vorderingen.lijst", {"stand": "open"})) if posten else None
    voorbeeld = any(een.vordering.aanvraag.tranche.aard is not Trancheaard.ECHT for een in open_[:MEESTE])
    return Blok("Vorderingen", cijfers=cijfers, posten=posten, meer=meer), voorbeeld
