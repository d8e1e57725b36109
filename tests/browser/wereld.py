"""The small world that the browser walks through: six tranches in every state, and an account per role.

Made once per run with the services of the program, on moments that do not depend on the clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import event

from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Aanvraagstatus, Versiesoort
from subsidie.aanvragen.service import get_aanvraag, neem_op, zet_status
from subsidie.accounts.aanmelden import hash_van, zet_wachtwoord
from subsidie.accounts.aanmeldmodellen import Uitnodiging
from subsidie.accounts.beheren import blokkeer
from subsidie.accounts.belangregister import registreer_partijbelang
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Belang, Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, ken_rol_toe, maak_gebruiker
from subsidie.audit.ijkpunten import zet_ijkpunt
from subsidie.audit.sleutel import maak_sleutel
from subsidie.beoordeling.service import beoordelen
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.beschikkingen.service import bekendmaken, opstellen, tekenen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.canoniek import sha256_hex
from subsidie.platform.opslag import Opslag
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import PlafondDefinitie, TrancheDefinitie, alle_tranches
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import laad_tranche, openstellen, sluiten
from subsidie.verdeling.publicatie import vraag_stukken_aan
from subsidie.verdeling.service import bevriezen
from subsidie.voorbeeld.personen import geef_wachtwoorden, laad_personen
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.browser.wereld_aanvullen import zet_aanvullingen
from tests.browser.wereld_afrekenen import zet_afrekenen
from tests.browser.wereld_beoordelen import zet_beoordelingen
from tests.browser.wereld_berichten import zet_berichten
from tests.browser.wereld_betalingen import zet_betalingen
from tests.browser.wereld_bezwaar import zet_bezwaren
from tests.browser.wereld_brieven import schrijf_teksten
from tests.browser.wereld_concept import zet_concepten
from tests.browser.wereld_controle import zet_controles
from tests.browser.wereld_gemeente import zet_gemeentegegevens
from tests.browser.wereld_indienen import zet_indieningen
from tests.browser.wereld_leveringen import zet_leveringen
from tests.browser.wereld_realisatie import zet_realisatie
from tests.browser.wereld_scenarios import zet_scenarios
from tests.browser.wereld_wijzigingen import zet_wijzigingen
from tests.fabrieken.besluiten import begin_ronde
from tests.fabrieken.tranches import (
    START,
    aanvraag,
    binnen_het_tijdvak,
    regel,
    verdeel,
)
from tests.fabrieken.voorwerk import zet_voorwerk

VANDAAG = datetime(2026, 1, 26, 9, 0, tzinfo=UTC)
"""The present moment of the program under test: after everything below."""
WACHTWOORD = "trein kaas veldfles noorden"
EIGEN_GEMEENTE = "GM0193"
"""Zwolle: the municipality of the opsteller and the tekenbevoegde."""
IN_DIENST = date(2023, 1, 1)
TWEEDE_BESLISSER = "tweede_beslisser"
UITGENODIGD, UITNODIGING = "uitgenodigd", "een-link-die-nog-niet-is-gebruikt"
"""Somebody who has not chosen a password yet, and the end of the link with which they will."""
GEBLOKKEERD = "geblokkeerd"
ANDEREN = (UITGENODIGD, GEBLOKKEERD)
VOORLETTERS = ("A.", "B.C.", "D.E.F.", "G.", "H.")
GEEN_ROL = "geen_rol"
"""An account without any role."""
ACCOUNTS = (*(rol.value for rol in Rol), GEEN_ROL)
GEMEENTEN = (
    "GM0014",
    "GM0034",
    "GM0080",
    "GM0153",
    "GM0168",
    "GM0200",
    "GM0344",
    "GM0363",
    "GM0599",
    "GM0758",
)


def email_van(account: str) -> str:
    """The address with which ``account`` (a role, or ``GEEN_ROL``) logs in."""
    return f"{account}@proef.invalid"


def sleutel_van(account: str) -> str:
    """The key of ``account``, the same in every run: it is part of addresses."""
    return sha256_hex(email_van(account).encode())[:32]


def _met_vaste_sleutel(_gebruiker: Gebruiker, _args: object, waarden: dict[str, Any]) -> None:
    waarden.setdefault("sleutel", sha256_hex(waarden["email"].encode())[:32])


def maak_accounts() -> dict[str, Gebruiker]:
    """An account per role, one without a role and a second beslisser, with a password and where needed a mandate."""
    event.listen(Gebruiker, "init", _met_vaste_sleutel)
    try:
        return {account: _maak_account(account) for account in (*ACCOUNTS, TWEEDE_BESLISSER, *ANDEREN)}
    finally:
        event.remove(Gebruiker, "init", _met_vaste_sleutel)


def _maak_account(account: str) -> Gebruiker:
    gebruiker = maak_gebruiker(
        naam=f"{VOORLETTERS[len(account) % len(VOORLETTERS)]} van der {account.replace('_', ' ').title()}",
        email=email_van(account), functie=f"{account.replace('_', ' ')} (voorbeeld)", door=None, nu=START,
    )  # fmt: skip
    if account != UITGENODIGD:
        zet_wachtwoord(gebruiker, WACHTWOORD, door=None, nu=START)
    if account not in (*Rol, TWEEDE_BESLISSER):
        return gebruiker
    rol = Rol.BESLISSER if account == TWEEDE_BESLISSER else Rol(account)
    gemeente = EIGEN_GEMEENTE if rol in GEMEENTE else None
    ken_rol_toe(gebruiker, rol, vanaf=IN_DIENST, gm_code=gemeente, door=None, nu=START)
    if rol is Rol.BESLISSER:
        for handeling in Mandaathandeling:
            geef_mandaat(
                gebruiker, handeling, registernummer=f"PROEF-{account}", tot_bedrag_cent=100_000_000_00,
                vanaf=IN_DIENST, door=None, nu=START,
            )  # fmt: skip
    return gebruiker


def richt_leeg_in(_opslag: Opslag) -> None:
    """Accounts, those of the demo too, and nothing else: every list is empty."""
    with schrijfgrens():
        laad_gemeenten(db.session())
        laad_personen(nu=START)
        geef_wachtwoorden(nu=START)  # the demo offers who can log in
        maak_accounts()


def richt_in(opslag: Opslag) -> None:
    """Fill the database and the storage of documents."""
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = maak_accounts()
        zet_gemeentegegevens(personen, gm_code=EIGEN_GEMEENTE, ander=GEMEENTEN[0], nu=START)
        zet_berichten(personen, gm_code=EIGEN_GEMEENTE, ander=GEMEENTEN[0], nu=START)
        blokkeer(personen[GEBLOKKEERD], door=personen["beheerder"], nu=START)
        db.session.add(
            Uitnodiging(
                gebruiker_id=personen[UITGENODIGD].id, token_sha256=hash_van(UITNODIGING),
                aangemaakt_op=VANDAAG - timedelta(hours=1), verloopt_op=VANDAAG + timedelta(hours=71),
                door_id=personen["beheerder"].id,
            )
        )  # fmt: skip
        db.session.add(
            Belang(
                gebruiker_id=personen["beslisser"].id, gm_code="GM0106", vanaf=IN_DIENST,
                omschrijving="woont naast het bouwplan",
            )
        )  # fmt: skip
        registreer_partijbelang(
            personen["beslisser"], partij="Stichting Proefwonen", omschrijving="zit in de raad van toezicht",
            vanaf=IN_DIENST, door=personen["beslisser"], nu=START,
        )  # fmt: skip
        tranches = {
            een.code: laad_tranche(
                _klein(een) if een.code == "rha-2023" else een,
                aard=Trancheaard.VOORBEELD,
                door=personen["beheerder"],
                nu=START,
            )
            for een in alle_tranches()
        }
        for code in ("rha-2021", "rha-2022", "rha-2023", "rha-2024-studenten"):
            openstellen(tranches[code], door=personen["beheerder"], nu=START)
    with schrijfgrens():
        zet_concepten(personen, gm_code=EIGEN_GEMEENTE, nu=VANDAAG - timedelta(days=1))
    zet_aanvullingen(personen, nu=VANDAAG - timedelta(hours=20))
    zet_indieningen(personen, opslag, gm_code=EIGEN_GEMEENTE, nu=VANDAAG - timedelta(hours=22))
    zet_beoordelingen(personen, nu=VANDAAG - timedelta(hours=18))
    _onderweg(tranches["rha-2021"], personen)
    _in_concept(tranches["rha-2022"], personen)
    _bekendgemaakt(tranches["rha-2023"], personen, opslag)
    zet_scenarios(tranches["rha-2023"], personen, nu=VANDAAG - timedelta(hours=3))
    zet_controles(tranches["rha-2023"], personen, opslag, nu=VANDAAG - timedelta(hours=3))
    schrijf_teksten(tranches["rha-2023"], personen["beheerder"], nu=VANDAAG - timedelta(hours=3))
    zet_bezwaren(personen, nu=VANDAAG - timedelta(hours=30))
    zet_realisatie(personen, nu=VANDAAG - timedelta(hours=26))
    zet_leveringen(personen, nu=VANDAAG - timedelta(hours=24))
    zet_wijzigingen(personen, nu=VANDAAG - timedelta(hours=21))
    zet_betalingen(
        tranches["rha-2023"], personen, opslag, codes=("GM0014", "GM0080"), nu=VANDAAG - timedelta(hours=22)
    )
    zet_afrekenen(tranches["rha-2023"], nu=VANDAAG - timedelta(hours=21))
    _bevroren(tranches["rha-2024-studenten"], personen)
    instellingen = instellingen_van(current_app)
    maak_sleutel(instellingen.auditsleutel)
    zet_ijkpunt(instellingen, nu=VANDAAG - timedelta(hours=1))


def _klein(bron: TrancheDefinitie) -> TrancheDefinitie:
    """With a ceiling that ten applications of at most the maximum per municipality go beyond."""
    plafond = PlafondDefinitie(8_500_000_00, None, "verzonnen voor een test", Zekerheid.AANNAME, "test")
    return replace(bron, potten=tuple(replace(pot, plafonds=(plafond,)) for pot in bron.potten))


def _onderweg(tranche: Tranche, personen: dict[str, Gebruiker]) -> None:
    """Open, with applications in the states before the assessment."""
    statussen = {
        "RHA21-0001": (Aanvraagstatus.AANVULLING_GEVRAAGD,),
        "RHA21-0002": (),
        "RHA21-0003": (Aanvraagstatus.INGETROKKEN,),
        "RHA21-0004": (Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING),
    }
    with schrijfgrens():
        for plaats, (nummer, stappen) in enumerate(statussen.items()):
            volledig = Aanvraagstatus.VOLLEDIG in stappen
            invoer = binnen_het_tijdvak(
                tranche,
                aanvraag(
                    nummer, "rha", regel("arbeidsmigranten", 10 + plaats, "verblijfsruimte"), regel("statushouders", 4),
                    euro=60_000, gm_code=EIGEN_GEMEENTE if plaats % 2 == 0 else GEMEENTEN[plaats],
                ),
            )  # fmt: skip
            if not volledig:
                invoer = replace(invoer, volledig_op=None)
            neem_op(tranche, invoer, soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START)
            for stap in stappen[1:] if volledig else stappen:
                zet_status(get_aanvraag(nummer), stap)
        zet_voorwerk(
            tranche, vrager=personen["opsteller"], gm_code=EIGEN_GEMEENTE, een=personen["behandelaar"],
            ander=personen[TWEEDE_BESLISSER], nu=START,
        )  # fmt: skip


def _in_concept(tranche: Tranche, personen: dict[str, Gebruiker]) -> None:
    """Divided without a draw; the decisions are drawn up and wait to be signed."""
    _neem_op(
        tranche,
        [
            aanvraag(f"RHA22-{plaats:04d}", "rha", regel("statushouders", 20 + plaats), euro=100_000, gm_code=gemeente)
            for plaats, gemeente in enumerate((EIGEN_GEMEENTE, *GEMEENTEN[:3]), start=1)
        ],
        personen,
        afgewezen={"RHA22-0002": "De woonruimten zijn niet voor een aandachtsgroep."},
    )  # fmt: skip
    verdeling = verdeel(tranche, personen)
    with schrijfgrens():
        opstellen(verdeling, door=personen["behandelaar"], nu=START + timedelta(days=10))
    # Two were signed at once: the letter of one carries a day that passed, the other was not signed in time.
    moment = START + timedelta(days=11)
    begin_ronde(
        tranche,
        personen["beslisser"],
        dag=moment.date(),
        nu=moment,
        alleen=("RHA22-0003-B1", "RHA22-0004-B1"),
    )
    klok = iter((moment, moment + timedelta(days=1)))
    teken_wachtende(lambda: next(klok, moment + timedelta(days=1)))


def _bekendgemaakt(tranche: Tranche, personen: dict[str, Gebruiker], opslag: Opslag) -> None:
    """The whole way: more asked than there is, a draw, letters made, signed and notified."""
    _neem_op(tranche, _aanvragen_2023(tranche), personen)
    verdeling = verdeel(tranche, personen)
    moment, dag = START + timedelta(days=10), date(2026, 1, 20)
    with schrijfgrens():
        vraag_stukken_aan(verdeling, door=personen["beslisser"], nu=moment)
        opstellen(verdeling, door=personen["behandelaar"], nu=moment)
    with schrijfgrens():
        tekenen(verdeling, dagtekening=dag, door=personen["beslisser"], nu=moment)
    maak_wachtende(opslag, werkers=2, klok=lambda: moment)
    with schrijfgrens():
        bekendmaken(
            verdeling, opslag=opslag, door=personen["beslisser"], nu=datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
        )


def _aanvragen_2023(tranche: Tranche) -> list[Aanvraaginvoer]:
    """Four on the first day, that all fit; later six that together ask for more than is left; one asks too much."""
    gemaakt = []
    for plaats in range(11):
        invoer = binnen_het_tijdvak(
            tranche,
            aanvraag(
                f"RHA23-{plaats + 1:04d}", "rha",
                regel("statushouders", 90 + plaats),
                regel("uitwonende_studenten", 120, "onzelfstandig", aard="flexibel"),
                regel("dak_en_thuisloze_mensen", 15),
                euro=2_050_000 if plaats == 10 else 950_000 + 12_345 * plaats,
                gm_code=EIGEN_GEMEENTE if plaats in (1, 6) else GEMEENTEN[plaats % len(GEMEENTEN)],
                projectnaam=f"Woongebouw Zuiderhavenkwartier, fase {plaats + 1}",
            ),
        )  # fmt: skip
        if plaats >= 4:
            later = invoer.ontvangen_op + timedelta(days=16, minutes=plaats)
            invoer = replace(invoer, ontvangen_op=later, volledig_op=later)
        gemaakt.append(invoer)
    return gemaakt


def _bevroren(tranche: Tranche, personen: dict[str, Gebruiker]) -> None:
    """Closed and frozen; the draw is still to come."""
    _neem_op(
        tranche,
        [
            aanvraag(
                f"RHA24-{plaats:04d}", "studenten", regel("uitwonende_studenten", 300, "onzelfstandig"),
                euro=2_500_000, gm_code=gemeente,
            )
            for plaats, gemeente in enumerate(GEMEENTEN[:3], start=1)
        ],
        personen,
    )  # fmt: skip
    with schrijfgrens():
        bevriezen(
            tranche, seed_bron="de eerste trekking van de Staatsloterij in maart 2026",
            seed_verwacht_op=VANDAAG + timedelta(days=40), door=personen["beslisser"],
            nu=START + timedelta(days=5),
        )  # fmt: skip


def _neem_op(
    tranche: Tranche, aanvragen: list[Aanvraaginvoer], personen: dict[str, Gebruiker],
    *, afgewezen: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Record as imported, assess, and close the tranche."""
    with schrijfgrens():
        for invoer in aanvragen:
            neem_op(
                tranche, binnen_het_tijdvak(tranche, invoer) if invoer.ontvangen_op > START else invoer,
                soort=Versiesoort.IMPORT, door=personen["behandelaar"], nu=START + timedelta(days=1),
            )  # fmt: skip
            beoordelen(
                get_aanvraag(invoer.nummer), afwijzingsgrond=(afgewezen or {}).get(invoer.nummer),
                door=personen["beoordelaar"], nu=START + timedelta(days=2),
            )  # fmt: skip
        sluiten(tranche, door=personen["beheerder"], nu=START + timedelta(days=2))
