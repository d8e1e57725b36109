"""A valid row of the tables of accounting: SiSa, samples, who looked, retention and regions (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from subsidie.kern.canoniek import sha256_hex
from subsidie.verantwoording.bewaarmodellen import (
    Archiefpakket,
    Pseudonimisering,
    Vernietigingslijst,
    Vernietigingsregel,
    Vernietigingstatus,
)
from subsidie.verantwoording.controlemodellen import (
    Bevindingoordeel,
    Inzage,
    Inzagesoort,
    Steekproef,
    Steekproefbevinding,
    Steekproefwijze,
)
from subsidie.verantwoording.regiomodellen import Regiogemeente, Regioindeling
from subsidie.verantwoording.sisamodellen import Sisainlezing, Sisaregel
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.realisatierijen import volgend
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, LEEG, NU, Rij, fabriek, gebruiker, gemeente, tranche

_nummers = Nummers()
_SHA256 = sha256_hex(LEEG.encode())


@fabriek(Sisainlezing)
def sisainlezing(rij: Rij) -> None:
    rij.vul(tranche_id=lambda: tranche().id, jaar=DAG.year, naam="sisa.xlsx", ingelezen_op=NU)
    rij.vul(sha256=lambda: sha256_hex(f"sisa {next(_nummers)}".encode()), door_id=lambda: gebruiker().id)


@fabriek(Sisaregel)
def sisaregel(rij: Rij) -> None:
    """Everything spent and accounted for, without findings."""
    rij.vul(inlezing_id=lambda: sisainlezing().id, gm_code=lambda: gemeente().gm_code)
    rij.vul(besteding_cent=BEDRAG_CENT, correctie_cent=0, cumulatief_cent=BEDRAG_CENT)
    rij.vul(zelfstandige_uitvoering=True, eindverantwoording=True, bevindingen="", onrechtmatig_cent=0)


@fabriek(Steekproef)
def steekproef(rij: Rij) -> None:
    rij.vul(kenmerk=lambda: f"STEEKPROEF-{next(_nummers)}", tranche_id=lambda: tranche().id, omvang=5)
    rij.vul(wijze=Steekproefwijze.GELDEENHEID, zaad="proefzaad", engine_versie="1", doel="Jaarcontrole")
    rij.vul(populatie=LEEG, populatie_sha256=_SHA256, uitkomst=LEEG, uitkomst_sha256=_SHA256)
    rij.vul(getrokken_op=NU, door_id=lambda: gebruiker().id)


@fabriek(Steekproefbevinding)
def steekproefbevinding(rij: Rij) -> None:
    rij.vul(steekproef_id=lambda: steekproef().id, nummer="PROEF-1", op=NU, door_id=lambda: gebruiker().id)
    rij.vul(
        volgnummer=lambda: volgend(
            Steekproefbevinding.volgnummer, Steekproefbevinding.steekproef_id == rij["steekproef_id"],
            Steekproefbevinding.nummer == rij["nummer"],
        )
    )  # fmt: skip
    rij.vul(oordeel=Bevindingoordeel.IN_ORDE, tekst="Gezien.")


@fabriek(Inzage)
def inzage(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, soort=Inzagesoort.CONTACTPERSOON, op=NU)
    rij.vul(object_soort="aanvraag", object_id="PROEF-1")


@fabriek(Vernietigingslijst)
def vernietigingslijst(rij: Rij) -> None:
    """Proposed; decided, executed or rejected by its ``status``. Lines come while it is proposed."""
    rij.vul(kenmerk=lambda: f"VERNIETIGING-{next(_nummers)}", status=Vernietigingstatus.VOORGESTELD)
    rij.vul(peildatum=DAG, opgesteld_op=NU, opgesteld_door_id=lambda: gebruiker().id)
    if rij["status"] != "voorgesteld":
        rij.vul(besloten_op=NU, besloten_door_id=lambda: gebruiker().id)
    if rij["status"] == "uitgevoerd":
        rij.vul(uitgevoerd_op=NU)
    rij.vul(toelichting="Er loopt nog een zaak." if rij["status"] == "verworpen" else "")


@fabriek(Vernietigingsregel)
def vernietigingsregel(rij: Rij) -> None:
    rij.vul(lijst_id=lambda: vernietigingslijst().id, soort="concept", object_soort="concept")
    rij.vul(
        volgnummer=lambda: volgend(
            Vernietigingsregel.volgnummer, Vernietigingsregel.lijst_id == rij["lijst_id"]
        )
    )
    rij.vul(object_id=lambda: str(next(_nummers)), omschrijving="Concept zonder indiening", uitkomst="")
    rij.vul(bewaren_tot=DAG - timedelta(days=1), grond="Selectielijst, categorie 1")


@fabriek(Pseudonimisering)
def pseudonimisering(rij: Rij) -> None:
    rij.vul(
        gebruiker_id=lambda: gebruiker().id, op=NU, door_id=lambda: gebruiker().id, grond="AVG, artikel 5"
    )


@fabriek(Archiefpakket)
def archiefpakket(rij: Rij) -> None:
    """Asked for; with ``sha256`` made."""
    rij.vul(kenmerk=lambda: f"ARCHIEF-{next(_nummers)}", tranche_id=lambda: tranche().id, aangevraagd_op=NU)
    rij.vul(door_id=lambda: gebruiker().id, fout="")
    if rij.get("sha256") is not None:
        rij.vul(bestanden=10, grootte=1000, gemaakt_op=NU)


@fabriek(Regioindeling)
def regioindeling(rij: Rij) -> None:
    rij.vul(naam=lambda: f"woondealregio {next(_nummers)}", jaar=DAG.year, bron="Verzonnen voor de proef")
    rij.vul(sha256=_SHA256, ingelezen_op=NU, door_id=lambda: gebruiker().id, vervallen=False)


@fabriek(Regiogemeente)
def regiogemeente(rij: Rij) -> None:
    rij.vul(indeling_id=lambda: regioindeling().id, gm_code=lambda: gemeente().gm_code, regio="Proefregio")
