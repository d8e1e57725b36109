"""What may never change does not change, whoever writes to the database; and what may, still does.

Everything here goes straight to the database: no service and no model stands in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, Enum, Integer, delete, insert, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from subsidie.web.db import db
from subsidie.web.typen import UtcMoment
from tests.fabrieken import rijen
from tests.fabrieken.rijen import DAG, FABRIEKEN, NU
from tests.integratie.databank import vast_realisatie
from tests.integratie.databank.vast import (
    AFGEROND,
    AFGEROND_ZONDER_STATUS,
    ALLEEN_TOEVOEGEN,
    BLIJFT,
    EENMAAL,
    EINDE,
    MAG_WEG,
    TRUNCATE_GAAT_DOOR_NAAR,
    VAST,
    VIA_STAPPEN,
    VRIJ,
)
from tests.integratie.databank.vast_besluiten import BELANG, INGELEVERD, KAART, KAART_DICHT, SCHEIDING
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door

pytestmark = pytest.mark.usefixtures("transactie")


class Een:
    """One row of a table, changed and removed in SQL."""

    def __init__(self, tabel: str, basis: dict[str, Any]) -> None:
        self.rij = FABRIEKEN[tabel](**basis)
        self.tabel = TABELLEN[tabel]
        self.sleutel = self.tabel.primary_key.columns[0]
        self.deze = self.sleutel == getattr(self.rij, self.sleutel.name)

    def wijzig(self, **kolommen: Any) -> None:
        gewijzigd = db.session.execute(update(self.tabel).where(self.deze).values(**kolommen))
        assert gewijzigd.rowcount == 1  # type: ignore[attr-defined]

    def verwijder(self) -> None:
        verwijderd = db.session.execute(delete(self.tabel).where(self.deze))
        assert verwijderd.rowcount == 1  # type: ignore[attr-defined]

    def anders(self, naam: str) -> Any:
        """Another value that fits in the column."""
        kolom, oud = self.tabel.columns[naam], getattr(self.rij, naam)
        if isinstance(kolom.type, Enum):
            return next(woord for woord in kolom.type.enums if woord != oud)
        if isinstance(kolom.type, (UtcMoment, Date)):
            return (oud or (DAG if isinstance(kolom.type, Date) else NU)) + timedelta(days=1)
        if isinstance(kolom.type, Boolean):
            return not oud
        return (oud or 0) + 1 if isinstance(kolom.type, Integer) else "anders"


def _losse(per_tabel: Mapping[str, Iterable[Any]]) -> list[tuple[str, Any]]:
    return [(tabel, een) for tabel, alle in per_tabel.items() for een in alle]


@pytest.mark.parametrize("tabel", ALLEEN_TOEVOEGEN)
def test_wat_is_vastgelegd_verandert_niet(tabel: str) -> None:
    een = Een(tabel, {})
    for kolom in een.tabel.columns:
        with geweigerd_door(f"{tabel}: wat is vastgelegd verandert niet"):
            een.wijzig(**{kolom.name: een.anders(kolom.name)})


@pytest.mark.parametrize("tabel", ALLEEN_TOEVOEGEN)
def test_wat_is_vastgelegd_verdwijnt_niet(tabel: str) -> None:
    een = Een(tabel, {})
    with geweigerd_door(f"{tabel}: wat is vastgelegd verandert niet"):
        een.verwijder()
    with geweigerd_door(f"{tabel}: wat is vastgelegd verandert niet"):
        db.session.execute(delete(een.tabel))  # without WHERE SQLite would like to take a short cut


def test_wat_is_vastgelegd_verandert_ook_niet_door_het_nog_eens_toe_te_voegen() -> None:
    een = Een("gebeurtenis", {})
    nog_eens = FABRIEKEN["gebeurtenis"].waarden(volgnummer=een.rij.volgnummer)
    toevoegen = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    with geweigerd_door("gebeurtenis: wat is vastgelegd verandert niet"):
        db.session.execute(
            toevoegen(een.tabel)
            .values(nog_eens)
            .on_conflict_do_update(index_elements=["volgnummer"], set_={"soort": "anders"})
        )


@pytest.mark.parametrize("databank", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("tabel", "basis"), [*((tabel, {}) for tabel in ALLEEN_TOEVOEGEN), *_losse(BLIJFT)])
def test_niets_wordt_door_iets_anders_vervangen(tabel: str, basis: dict[str, Any]) -> None:
    """REPLACE removes what is in the way; SQLite asks the triggers only because the program tells it to."""
    een = Een(tabel, basis)
    sleutel = {een.sleutel.name: getattr(een.rij, een.sleutel.name)}
    with geweigerd_door(f"{tabel}: wat is vastgelegd verandert niet", f"{tabel}: verwijderen kan niet"):
        db.session.execute(
            insert(een.tabel).prefix_with("OR REPLACE").values(FABRIEKEN[tabel].waarden() | sleutel)
        )


@pytest.mark.parametrize(("tabel", "basis"), _losse(BLIJFT))
def test_wat_buiten_bekend_is_verdwijnt_niet(tabel: str, basis: dict[str, Any]) -> None:
    een = Een(tabel, basis)
    with geweigerd_door(f"{tabel}: verwijderen kan niet"):
        een.verwijder()


@pytest.mark.parametrize(("tabel", "basis"), list(MAG_WEG.items()))
def test_een_concept_mag_weg(tabel: str, basis: dict[str, Any]) -> None:
    Een(tabel, basis).verwijder()


@pytest.mark.parametrize("databank", ["postgresql"], indirect=True)
@pytest.mark.parametrize("tabel", [*ALLEEN_TOEVOEGEN, *BLIJFT])
def test_een_tabel_wordt_niet_leeggemaakt(tabel: str) -> None:
    with geweigerd_door(f"{tabel}: leegmaken kan niet"):
        db.session.execute(text(f"TRUNCATE {tabel} CASCADE"))


@pytest.mark.parametrize("databank", ["postgresql"], indirect=True)
@pytest.mark.parametrize("tabel", TRUNCATE_GAAT_DOOR_NAAR)
def test_een_tabel_wordt_niet_leeggemaakt_door_een_andere_leeg_te_maken(tabel: str) -> None:
    with geweigerd_door(*(f"{ander}: leegmaken kan niet" for ander in (*ALLEEN_TOEVOEGEN, *BLIJFT))):
        db.session.execute(text(f"TRUNCATE {tabel} CASCADE"))


@pytest.mark.parametrize(("tabel", "kolom"), _losse(VAST))
def test_de_inhoud_staat_vast(tabel: str, kolom: str) -> None:
    een = Een(tabel, {})
    with geweigerd_door(f"{tabel}: de inhoud staat vast"):
        een.wijzig(**{kolom: een.anders(kolom)})
    if getattr(een.rij, kolom) is not None:
        with geweigerd_door(f"{tabel}: de inhoud staat vast"):
            een.wijzig(**{kolom: None})


@pytest.mark.parametrize(
    ("tabel", "kolom", "basis"),
    [(tabel, kolom, basis) for tabel, (basis, kolommen) in _losse(EENMAAL) for kolom in kolommen],
)
def test_wat_is_ingevuld_verandert_niet(tabel: str, kolom: str, basis: dict[str, Any]) -> None:
    een = Een(tabel, basis)
    meldingen = [f"{tabel}: wat is ingevuld verandert niet"]
    if (tabel, basis) in AFGEROND:
        meldingen.append(f"{tabel}: dit is afgerond en verandert niet")
    if (tabel, basis) == ("scorekaart", INGELEVERD):
        meldingen.append(KAART_DICHT)
    assert getattr(een.rij, kolom) is not None
    for waarde in (een.anders(kolom), None):
        with geweigerd_door(*meldingen):
            een.wijzig(**{kolom: waarde})


@pytest.mark.parametrize(
    ("tabel", "kolom", "waarde"),
    [(tabel, *een) for tabel, een in _losse({tabel: vrij.items() for tabel, vrij in VRIJ.items()})],
)
def test_de_rest_mag_veranderen(tabel: str, kolom: str, waarde: Any) -> None:
    een = Een(tabel, {})
    een.wijzig(**{kolom: waarde(een.rij) if callable(waarde) else waarde})


def test_van_elke_kolom_is_gezegd_of_zij_verandert() -> None:
    for tabel, vast in VAST.items():
        eenmaal = [kolom for _, kolommen in EENMAAL.get(tabel, ()) for kolom in kolommen]
        vrij = {*VRIJ.get(tabel, {}), *VIA_STAPPEN.get(tabel, ())}
        assert sorted([*vast, *eenmaal, *vrij, "id"]) == sorted(TABELLEN[tabel].columns.keys()), tabel


@pytest.mark.parametrize(("tabel", "basis"), AFGEROND)
def test_wat_is_afgerond_verandert_niet(tabel: str, basis: dict[str, Any]) -> None:
    een = Een(tabel, basis)
    kolom = AFGEROND_ZONDER_STATUS.get(tabel, "status")
    for waarde in getattr(een.tabel.columns[kolom].type, "enums", (een.anders(kolom),)):
        with geweigerd_door(f"{tabel}: dit is afgerond en verandert niet"):
            een.wijzig(**{kolom: waarde})


def test_een_getekend_besluit_wordt_geen_concept() -> None:
    een = Een("beschikking", {"status": "getekend"})
    with geweigerd_door("beschikking: dit is afgerond en verandert niet"):
        een.wijzig(status="concept")


@pytest.mark.parametrize("status", ["concept", "getekend"])
def test_een_besluit_dat_is_teruggenomen_komt_niet_terug(status: str) -> None:
    een = Een("beschikking", {"status": "concept"})
    een.wijzig(status="teruggenomen")
    with geweigerd_door("beschikking: dit is afgerond en verandert niet"):
        een.wijzig(status=status)


def test_een_getrokken_verdeling_wordt_niet_weer_bevroren() -> None:
    een = Een("verdeling", {"status": "getrokken"})
    with geweigerd_door("verdeling: dit is afgerond en verandert niet"):
        een.wijzig(status="bevroren")


def test_een_besluit_wordt_getekend_en_bekendgemaakt() -> None:
    een = Een("beschikking", {"status": "concept"})
    wie = rijen.betrokkenheid(aanvraag_id=een.rij.aanvraag_id, functiegroep="beslissing").gebruiker_id
    een.wijzig(
        status="getekend", getekend_op=NU, getekend_door_id=wie, getekend_als="beslissing", dagtekening=DAG,
        mandaat_id=rijen.mandaat(gebruiker_id=wie).id, document_id=rijen.document().id,
    )  # fmt: skip
    een.wijzig(status="bekendgemaakt", bekendgemaakt_op=DAG)


@pytest.mark.parametrize("tabel", ["mandaat", "roltoekenning", "belang", "partijbelang"])
def test_wat_loopt_krijgt_eenmaal_een_einde(tabel: str) -> None:
    een = Een(tabel, {})
    assert een.rij.tot is None
    een.wijzig(**EINDE)
    een.wijzig(**EINDE)  # ended again on the same day
    with geweigerd_door(f"{tabel}: wat is ingevuld verandert niet"):
        een.wijzig(tot=None)


def test_een_document_wordt_eenmaal_gemaakt() -> None:
    een = Een("document", {})
    gemaakt = {"grootte": 1000, "sjabloon_versie": "1", "toolchain": "{}", "gemaakt_op": NU}
    een.wijzig(bestand_sha256="a" * 64, **gemaakt)
    een.wijzig(bestand_sha256="a" * 64, **gemaakt)  # made again with the same outcome
    with geweigerd_door("document: wat is ingevuld verandert niet"):
        een.wijzig(bestand_sha256="b" * 64, **gemaakt)


def test_een_verdeling_wordt_getrokken_en_door_twee_personen_vastgesteld() -> None:
    een, later = Een("verdeling", {}), NU + timedelta(days=2)
    een.wijzig(
        status="getrokken", seed="proefzaad", seed_bekend_op=NU + timedelta(days=1), engine_versie="1",
        uitkomst="{}", uitkomst_sha256="a" * 64, getrokken_op=later, getrokken_door_id=rijen.gebruiker().id,
    )  # fmt: skip
    eerste, tweede = (rijen.mandaat(handeling="verdeling_vaststellen") for _ in range(2))
    een.wijzig(
        eerste_akkoord_door_id=eerste.gebruiker_id, eerste_akkoord_op=later, eerste_mandaat_id=eerste.id
    )
    een.wijzig(
        status="vastgesteld", tweede_akkoord_door_id=tweede.gebruiker_id, tweede_mandaat_id=tweede.id,
        vastgesteld_op=later,
    )  # fmt: skip


def test_een_verdeling_die_de_seed_van_een_eerdere_houdt_blijft_daarbij() -> None:
    eerdere, andere = (rijen.verdeling(status="vastgesteld") for _ in range(2))
    een = Een("verdeling", {"seed_van": eerdere})
    for van in (andere.id, None):
        with geweigerd_door("verdeling: de inhoud staat vast"):
            een.wijzig(seed_van_id=van)
    assert eerdere.seed_bekend_op < een.rij.bevroren_op
    een.wijzig(
        status="getrokken", seed=eerdere.seed, seed_bekend_op=eerdere.seed_bekend_op, engine_versie="1",
        uitkomst="{}", uitkomst_sha256="a" * 64, getrokken_op=een.rij.bevroren_op + timedelta(days=1),
        getrokken_door_id=rijen.gebruiker().id,
    )  # fmt: skip


@pytest.mark.parametrize("status", ["bevroren", "getrokken"])
def test_een_verdeling_kan_vervallen(status: str) -> None:
    Een("verdeling", {"status": status}).wijzig(status="vervallen")


def test_een_mail_wordt_verzonden_en_komt_daarna_terug() -> None:
    een = Een("bezorging", {})
    een.wijzig(stand="verzonden", verzonden_op=NU, pogingen=1)
    een.wijzig(stand="teruggekomen", melding="5.1.1 onbekend adres")


def test_een_rekeningnummer_wordt_bevestigd_en_goedgekeurd() -> None:
    een = Een("rekeningnummer", {})
    een.wijzig(bevestigd_op=NU, bevestigd_door_id=rijen.gebruiker().id)
    een.wijzig(goedgekeurd_op=NU, goedgekeurd_door_id=rijen.gebruiker().id)


def test_een_tranche_wordt_opengesteld_gesloten_en_afgerond() -> None:
    een = Een("tranche", {"status": "voorbereiding"})
    een.wijzig(status="open", opengesteld_op=NU)
    een.wijzig(status="gesloten", gesloten_op=NU + timedelta(days=60))
    een.wijzig(status="afgerond")


def test_een_aanvraag_wordt_ingediend_aangevuld_en_beoordeeld() -> None:
    een = Een("aanvraag", {"status": "concept"})
    een.wijzig(status="ingediend", ontvangen_op=NU, huidige_versie=1)
    een.wijzig(status="aanvulling_gevraagd")
    een.wijzig(status="volledig", volledig_op=NU + timedelta(days=7), huidige_versie=2)
    een.wijzig(status="in_beoordeling")
    een.wijzig(status="beoordeeld")


def _triggers(databank: str) -> dict[str, str]:
    """Table of each trigger by its name."""
    vraag = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if databank == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    return {rij[0]: rij[1] for rij in db.session.execute(text(vraag))}


def test_elke_trigger_is_geprobeerd(databank: str) -> None:
    per_soort = {
        "wijzigt_niet": ALLEEN_TOEVOEGEN,
        "verdwijnt_niet": (*ALLEEN_TOEVOEGEN, *BLIJFT),
        "inhoud_staat_vast": VAST,
        "eenmaal_gevuld": EENMAAL,
        "eindstand": {tabel for tabel, _ in AFGEROND},
        "niet_leegmaken": (*ALLEEN_TOEVOEGEN, *BLIJFT) if databank == "postgresql" else (),
        "teruggenomen": ("beschikking",),
    }
    geprobeerd = {f"{tabel}_{soort}": tabel for soort, tabellen in per_soort.items() for tabel in tabellen}
    # Tried in test_belangen, test_scores, test_akkoord and ../scheiding.
    geprobeerd |= BELANG | SCHEIDING | KAART[databank] | {"scorekaart_oordeel_staat_vast": "scorekaart"}
    geprobeerd |= vast_realisatie.BELANG | vast_realisatie.SAMENHANG
    assert _triggers(databank) == geprobeerd
