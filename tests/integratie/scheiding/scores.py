"""Checking and scoring: who has an interest or another function does not, and nobody alone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import get_aanvraag, get_versie
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.beoordeling.kaarten import lopende_kaarten, regels_van
from subsidie.beoordeling.moderatie import Moderatieinvoer, modereer
from subsidie.beoordeling.oordeel import lever_in
from subsidie.beoordeling.scorekaarten import Oordeelinvoer, bewaar
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.service import beoordelen
from subsidie.beoordeling.spreiden import draag_over
from subsidie.beoordeling.toewijzing import pak_op
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.belangen import belangwereld
from tests.fabrieken.kaarten import HOOG, LAAG, beoordeel, invoer, verdeel_werk, verklaar_vrij, vul, wereld
from tests.integratie.databank.weigering import VERWIJZING
from tests.integratie.scheiding.geval import (
    Geval,
    Kan,
    Weigeringen,
    belang_in,
    betrokken,
    geef_rol,
    voeg_in,
    wijzig,
)

ZWOLLE = "GM0193"
VELDEN = {"voldoet": "ja", "revisie": "2", "toelichting": "", "stap": "bewaar"} | {
    f"{veld}_{code}": waarde
    for code, score in LAAG.items()
    for veld, waarde in (("score", str(score)), ("reden", "Toch minder."), ("revisie", "1"))
}


class _Uitgedeeld(Geval):
    """A1 with the cards of two reviewers; a third has none."""

    def richt_in(self) -> None:
        tranche, self.personen = wereld()
        verdeel_werk(tranche, self.personen, nu())
        self.een, self.twee = (kaart.beoordelaar for kaart in lopende_kaarten(self.versie))
        self.derde = next(
            een
            for naam, een in self.personen.items()
            if naam[1:].isdigit() and een.id not in (self.een.id, self.twee.id)
        )
        self.behandelaar = self.personen["behandelaar"]
        self.bereid_voor()

    def bereid_voor(self) -> None:
        """What comes before the step."""

    @property
    def aanvraag(self) -> Aanvraag:
        return get_aanvraag("A1")

    @property
    def versie(self) -> AanvraagVersie:
        return get_versie(self.aanvraag)

    def kaart_van(self, wie: Gebruiker) -> Scorekaart:
        return next(een for een in lopende_kaarten(self.versie) if een.beoordelaar_id == wie.id)

    def draag_over_aan(self, wie: Gebruiker) -> object:
        return draag_over(
            self.aanvraag, self.een, aan=wie, reden="Met verlof.", door=self.behandelaar, nu=nu()
        )

    def stuur_overdracht(self, wie: Gebruiker) -> TestResponse:
        adres = f"/aanvragen/A1/kaarten/{self.een.sleutel}/overdragen"
        return self.post(self.behandelaar, adres, aan=wie.sleutel, reden="Met verlof.")


class WieEenBelangHeeftLevertNietIn(_Uitgedeeld):
    regel = "Wie een belang heeft bij een gemeente, levert over haar aanvraag geen scores in."
    bron = "Awb 2:4; product.md, Who works with it"

    def bereid_voor(self) -> None:
        verklaar_vrij("A1", self.een, nu())
        vul("A1", self.een, invoer(HOOG), nu())
        belang_in(self.een, ZWOLLE)

    def scherm(self) -> TestResponse:
        return self.post(self.een, "/beoordelen/A1/inleveren")

    def dienst(self) -> object:
        return lever_in(self.aanvraag, door=self.een, nu=nu())

    def databank(self) -> Weigeringen:
        return [
            (
                "scorekaart: er is een belang",
                wijzig("scorekaart", self.kaart_van(self.een).id, ingeleverd_op=nu()),
            ),
        ]


class WieEenBelangHeeftKrijgtGeenKaart(_Uitgedeeld):
    regel = "Wie een belang heeft, krijgt de aanvraag niet te beoordelen."
    bron = "Awb 2:4"

    def bereid_voor(self) -> None:
        belang_in(self.derde, ZWOLLE)

    def scherm(self) -> TestResponse:
        return self.stuur_overdracht(self.derde)

    def dienst(self) -> object:
        return self.draag_over_aan(self.derde)

    def databank(self) -> Weigeringen:
        return [
            (
                "scorekaart: er is een belang",
                voeg_in("scorekaart", versie=self.versie, beoordelaar=self.derde, toegewezen_op=nu()),
            ),
        ]


class WieEenBelangHeeftBehandeltNiet(_Uitgedeeld):
    regel = "Wie een belang heeft, pakt de aanvraag niet op en controleert haar niet."
    bron = "Awb 2:4"

    def bereid_voor(self) -> None:
        belang_in(self.behandelaar, ZWOLLE)

    def scherm(self) -> TestResponse:
        return self.post(self.behandelaar, "/werklijst/toewijzen", actie="oppakken", nummer="A1")

    def dienst(self) -> object:
        return pak_op(self.aanvraag, door=self.behandelaar, nu=nu())

    def databank(self) -> Weigeringen:
        wie = {"aanvraag": self.aanvraag, "gebruiker": self.behandelaar}
        return [
            ("betrokkenheid: er is een belang", voeg_in("betrokkenheid", **wie, sinds=nu())),
            ("behandeltoewijzing: er is een belang", voeg_in("behandeltoewijzing", **wie, vanaf=nu())),
        ]


class WieEenBelangInEenPartijHeeftBehandeltNiet(Geval):
    regel = "Wie een belang heeft in een partij van het project, doet niets met de aanvraag."
    bron = "Awb 2:4"

    def richt_in(self) -> None:
        self.wereld = belangwereld()
        self.wie = self.wereld.personen["behandelaar"]
        self.wereld.in_partij(self.wie, vanaf=nu().date(), nu=nu())

    def scherm(self) -> TestResponse:
        return self.post(self.wie, "/werklijst/toewijzen", actie="oppakken", nummer="A1")

    def dienst(self) -> object:
        return pak_op(self.wereld.aanvraag, door=self.wie, nu=nu())

    def databank(self) -> Weigeringen:
        waarom = Kan(
            "Welke partijen er zijn, staat als tekst in de versie; het programma vergelijkt de namen zoals mensen ze "
            "schrijven (‘Wonen-Zuid B.V.’ is ‘Stichting Wonen Zuid’). De databank kent die vergelijking niet."
        )
        return [
            (
                waarom,
                voeg_in("behandeltoewijzing", aanvraag=self.wereld.aanvraag, gebruiker=self.wie, vanaf=nu()),
            ),
        ]


class WieControleerdeBeoordeeltNiet(_Uitgedeeld):
    regel = "Wie de aanvraag behandelde, beoordeelt haar niet, ook niet met de rol van beoordelaar."
    bron = "product.md: betrokkenheid (application, user, function group)"

    def bereid_voor(self) -> None:
        geef_rol(self.behandelaar, Rol.BEOORDELAAR)
        betrokken(self.aanvraag, self.behandelaar, Functiegroep.BEHANDELING)

    def scherm(self) -> TestResponse:
        return self.stuur_overdracht(self.behandelaar)

    def dienst(self) -> object:
        return self.draag_over_aan(self.behandelaar)

    def databank(self) -> Weigeringen:
        return [(f"fk_scorekaart_betrokkenheid|{VERWIJZING}", voeg_in(
                "scorekaart", versie=self.versie, beoordelaar=self.behandelaar, als="beoordeling",
                toegewezen_op=nu(),
            )),]  # fmt: skip


class NiemandLegtAlleenHetOordeelVast(_Uitgedeeld):
    regel = "Zolang niet alle kaarten binnen zijn, legt niemand een oordeel vast."
    bron = "Awb 3:2: at least two reviewers, blind to the other until both are in"

    def bereid_voor(self) -> None:
        beoordeel("A1", self.een, invoer(HOOG), nu())

    def scherm(self) -> TestResponse:
        return self.post(self.een, "/beoordelen/A1/vastleggen")

    def dienst(self) -> object:
        return beoordelen(self.aanvraag, door=self.een, score="9.9", nu=nu())

    def databank(self) -> Weigeringen:
        return [
            (
                "beoordeling: niet alle kaarten zijn ingeleverd",
                voeg_in("beoordeling", versie=self.versie, door_id=self.een.id, vastgelegd_op=nu()),
            ),
            ("moderatie: niet alle kaarten zijn ingeleverd", self._leid_overleg),
        ]

    def _leid_overleg(self) -> None:
        voeg_in(
            "betrokkenheid",
            aanvraag=self.aanvraag,
            gebruiker=self.derde,
            functiegroep="beoordeling",
            sinds=nu(),
        )()
        voeg_in("moderatie", versie=self.versie, voorzitter=self.derde, op=nu())()


class WieZelfBeoordeeldeLeidtHetOverlegNiet(_Uitgedeeld):
    regel = "Wie zelf een kaart had, leidt het overleg over het verschil niet."
    bron = "Awb 3:2: a difference over a limit goes to a moderation"

    def bereid_voor(self) -> None:
        beoordeel("A1", self.een, invoer(HOOG), nu())
        beoordeel("A1", self.twee, invoer(LAAG), nu())

    def scherm(self) -> TestResponse:
        return self.post(
            self.een, "/aanvragen/A1/moderatie", **VELDEN, verslag="Ik kies de mijne.", gezien_versie="1"
        )

    def dienst(self) -> object:
        gegeven = Moderatieinvoer("Ik kies de mijne.", Oordeelinvoer(voldoet=True), invoer(HOOG).scores, 1)
        return modereer(self.aanvraag, gegeven, door=self.een, nu=nu())

    def databank(self) -> Weigeringen:
        return [
            (
                "moderatie: de voorzitter beoordeelde zelf",
                voeg_in("moderatie", versie=self.versie, voorzitter=self.een, op=nu()),
            ),
        ]


class EenIngeleverdeKaartVerandertNiet(_Uitgedeeld):
    regel = "Een score verandert niet meer na het inleveren, ook niet als de ander haar ziet."
    bron = "Awb 3:46: its history stays"

    def bereid_voor(self) -> None:
        beoordeel("A1", self.een, invoer(HOOG), nu())

    def scherm(self) -> TestResponse:
        return self.post(self.een, "/beoordelen/A1", **VELDEN)

    def dienst(self) -> object:
        return bewaar(self.aanvraag, invoer(LAAG, 1), door=self.een, nu=nu())

    def databank(self) -> Weigeringen:
        kaart = self.kaart_van(self.een)
        eerste = next(iter(regels_van([kaart])[kaart.id].values()))
        return [
            ("scoreregel: de kaart is ingeleverd of vervallen", wijzig("scoreregel", eerste.id, score=0)),
        ]


class WieDeRolVerliestLevertNietIn(_Uitgedeeld):
    regel = "Wie halverwege de rol verliest, levert niets meer in."
    bron = "Awb 10:3: who has no role any more, does nothing any more"

    def bereid_voor(self) -> None:
        verklaar_vrij("A1", self.een, nu())
        vul("A1", self.een, invoer(HOOG), nu())
        with schrijfgrens():
            toekenning = db.session.scalars(
                select(Roltoekenning).where(Roltoekenning.gebruiker_id == self.een.id)
            ).one()
            toekenning.tot = (nu() - timedelta(days=1)).date()

    def scherm(self) -> TestResponse:
        return self.post(self.een, "/beoordelen/A1/inleveren")

    def dienst(self) -> object:
        return lever_in(self.aanvraag, door=self.een, nu=nu())

    def databank(self) -> Weigeringen:
        waarom = Kan(
            "Rollen gaan per dag en worden in de dienst gevraagd. De databank bewaart elke toekenning onveranderlijk: "
            "achteraf is te zien dat iemand zonder rol handelde."
        )
        return [
            (waarom, wijzig("scorekaart", self.kaart_van(self.een).id, ingeleverd_op=nu())),
        ]


SCORES = (
    WieEenBelangHeeftLevertNietIn,
    WieEenBelangHeeftKrijgtGeenKaart,
    WieEenBelangHeeftBehandeltNiet,
    WieEenBelangInEenPartijHeeftBehandeltNiet,
    WieControleerdeBeoordeeltNiet,
    NiemandLegtAlleenHetOordeelVast,
    WieZelfBeoordeeldeLeidtHetOverlegNiet,
    EenIngeleverdeKaartVerandertNiet,
    WieDeRolVerliestLevertNietIn,
)
