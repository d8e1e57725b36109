"""The home page tells a decider when every application of a tranche was assessed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from subsidie.accounts.models import Gebruiker, Rol
from tests.fabrieken import rijen
from tests.fabrieken.vandaag import VANDAAG, blok, deel, persoon

Schrijf = Callable[[], AbstractContextManager[None]]


def _stand(wie: Gebruiker) -> list[str]:
    return [post.status.tekst for post in blok(deel(wie), "Verdelingen").posten if post.status]


def test_is_alles_beoordeeld_dan_is_het_tijd_om_te_bevriezen(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        wie = persoon(Rol.BESLISSER)
        mijn, ander = rijen.tranche(status="gesloten"), rijen.tranche(status="gesloten")
        rijen.aanvraag(tranche=mijn, status="beoordeeld")
        wacht = rijen.aanvraag(tranche=mijn, status="in_beoordeling")
        rijen.aanvraag(tranche=ander, status="ingetrokken")
    assert _stand(wie) == []
    with schrijf():
        rijen.beschikking(
            aanvraag=wacht, soort="buiten_behandeling", status="bekendgemaakt", dagtekening=VANDAAG,
            bekendgemaakt_op=VANDAAG,
        )  # fmt: skip
    assert _stand(wie) == ["te bevriezen"]
    assert deel(wie).vraagt
    with schrijf():
        rijen.belang(gebruiker=wie, gemeente=wacht.gemeente, vanaf=VANDAAG)
    assert _stand(wie) == ["niet voor u: belang bij Proefstad"]
    assert not deel(wie).vraagt
