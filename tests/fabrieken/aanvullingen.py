"""A filed application of the practice tranche with the people on both sides, and supplementing it as the pages do."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from subsidie.aanvragen.aanvulantwoorden import Antwoordinvoer, bewaar_antwoorden
from subsidie.aanvragen.aanvullen import maak_aanvulklaar, maak_aanvulstuk, vul_aan
from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.aanvulvragen import list_punten, zoek_open_verzoek
from subsidie.aanvragen.concept import TeBewaren, bewaar_deel, list_delen
from subsidie.aanvragen.conceptqueries import get_werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indieningmodellen import Indiening
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.beoordeling.aanvulling_vragen import Puntinvoer, vraag_aanvulling
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.concepten import KOSTEN, NU, gemeentepersoon, open_oefentranche
from tests.fabrieken.indieningen import dien_in, indienbaar
from tests.infra.werelden import begin_met

DAG = timedelta(days=1)
INGEDIEND = NU + timedelta(hours=1)
GEVRAAGD = NU + 2 * DAG
KOSTENPUNT = Puntinvoer(Aanvraagdeel.KOSTEN, "Waar rust het tekort op?", raakt_volledigheid=True)
VRAAGPUNT = Puntinvoer(Aanvraagdeel.KOSTEN, "Is dit met of zonder btw?", raakt_volledigheid=False)


@dataclass
class Aanvulwereld:
    """One application that was filed, its municipality and the ministry."""

    tranche: Tranche
    aanvraag: Aanvraag
    tess: Gebruiker
    olaf: Gebruiker
    bea: Gebruiker
    _keren: list[int] = field(default_factory=list)

    def vraag(
        self, *punten: Puntinvoer, nu: datetime = GEVRAAGD, tot: date | None = None, door: Gebruiker | None = None
    ) -> Aanvulverzoek:  # fmt: skip
        with schrijfgrens():
            return vraag_aanvulling(
                self.aanvraag, punten=punten or (KOSTENPUNT,), toelichting="", termijn_tot=tot, door=door or self.bea,
                nu=nu,
            )  # fmt: skip

    def wijzig_kosten(self, gevraagd: str, *, nu: datetime) -> None:
        deel = Aanvraagdeel.KOSTEN
        with schrijfgrens():
            basis = list_delen(self.aanvraag)[deel].revisie
            wat = TeBewaren(json.dumps(KOSTEN | {"gevraagd": gevraagd}))
            bewaar_deel(self.aanvraag.nummer, deel, wat, basis=basis, door=self.olaf, nu=nu)

    def antwoord(self, *teksten: str, nu: datetime, door: Gebruiker | None = None) -> None:
        verzoek = zoek_open_verzoek(self.aanvraag)
        assert verzoek is not None
        punten = list_punten(verzoek)
        antwoorden = {
            punt.volgnummer: Antwoordinvoer(tekst, punt.revisie)
            for punt, tekst in zip(punten, teksten, strict=False)
        }
        with schrijfgrens():
            bewaar_antwoorden(self.aanvraag.nummer, antwoorden, door=door or self.olaf, nu=nu)

    def klaar(self, *, nu: datetime, door: Gebruiker | None = None) -> Any:
        kopie = get_werkkopie(self.aanvraag.nummer, voor=kijker_van(door or self.tess, nu=nu), nu=nu)
        verzoek = zoek_open_verzoek(kopie.aanvraag)
        assert verzoek is not None
        return maak_aanvulklaar(maak_aanvulstuk(kopie, verzoek))

    def vul_aan(
        self, *, op: datetime, antwoord: str = "Op het grondbod.", door: Gebruiker | None = None
    ) -> Indiening:
        if antwoord:
            self.antwoord(antwoord, nu=op)
        klaar = self.klaar(nu=op, door=door)
        self._keren.append(1)
        with schrijfgrens():
            indiening = vul_aan(
                klaar, sleutel=f"sleutel-{len(self._keren)}", gezien_sha256=klaar.klaar.sha256, door=door or self.tess,
                ontvangen_op=op, nu=op + timedelta(seconds=1),
            )  # fmt: skip
        db.session.refresh(self.aanvraag)
        return indiening


def ministeriepersoon(naam: str, rol: Rol, *, nu: datetime = NU) -> Gebruiker:
    """Somebody of the ministry; inside the commit boundary."""
    gebruiker = maak_gebruiker(
        naam=naam, email=f"{naam.lower()}@ministerie.invalid", functie="behandelaar", door=None, nu=nu
    )
    ken_rol_toe(gebruiker, rol, vanaf=date(2023, 1, 1), door=None, nu=nu)
    return gebruiker


def richt_aanvulwereld_in() -> Aanvulwereld:
    """The practice tranche with one application, filed an hour after ``NU``."""
    return begin_met(_aanvulwereld)


def _aanvulwereld() -> Aanvulwereld:
    with schrijfgrens():
        tranche = open_oefentranche()
        tess = gemeentepersoon("Tess", rol=Rol.TEKENBEVOEGDE)
        olaf = gemeentepersoon("Olaf")
        bea = ministeriepersoon("Bea", Rol.BEHANDELAAR)
        aanvraag = indienbaar(tranche, tess, nu=NU)
    dien_in(aanvraag, tess, ontvangen_op=INGEDIEND)
    db.session.refresh(aanvraag)
    return Aanvulwereld(tranche, aanvraag, tess, olaf, bea)
