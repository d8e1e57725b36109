"""What each side reads in the timeline of an application, and that every kind of event was decided on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from subsidie.aanvragen.models import Functiegroep
from subsidie.audit.woorden import WOORDEN
from subsidie.dossier.tijdlijn import (
    NERGENS,
    OBJECTSOORTEN,
    VAN_VERDELING,
    VOOR_GEMEENTE,
    ZINNEN,
    Punt,
    maak_tijdlijn,
)

TOEN = datetime(2023, 7, 10, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Gebeurd:
    soort: str
    moment: datetime = TOEN
    object_id: str = "A-1"
    gegevens: str = "{}"
    door_sleutel: str | None = "abc"
    naam: str | None = "C. de Behandelaar"
    functiegroep: Functiegroep | None = Functiegroep.BEHANDELING

    @property
    def object_soort(self) -> str:
        return self.soort.partition(":")[0]


def lijn(*gebeurd: Gebeurd, voor_gemeente: bool = False) -> tuple[Punt, ...]:
    return maak_tijdlijn(gebeurd, ontvangen_op=None, volledig_op=None, voor_gemeente=voor_gemeente)


def test_van_elke_soort_gebeurtenis_bij_een_aanvraag_is_bepaald_hoe_zij_leest() -> None:
    soorten = {soort for soort in WOORDEN if soort.partition(":")[0] in OBJECTSOORTEN}
    assert set(ZINNEN) == soorten


def test_een_gemeente_weet_van_deze_soorten_en_van_geen_andere() -> None:
    assert set(VOOR_GEMEENTE) == {
        "aanvraag:concept_begonnen", "aanvraag:concept_verwijderd", "aanvraag:bijlage_toegevoegd",
        "aanvraag:bijlage_verwijderd", "aanvraag:ingediend", "aanvraag:gecorrigeerd", "aanvraag:aangevuld",
        "aanvraag:aanvulling_gevraagd", "aanvraag:aanvulverzoek_gesloten", "aanvraag:aanvultermijn_verstreken",
        "aanvraag:volledig_verklaard", "aanvraag:ingetrokken", "aanvraag:ontvangen", "aanvraag:versie_toegevoegd",
        "aanvraag:bezwaar_ontvangen", "aanvraag:bezwaar_ingetrokken", "aanvraag:bezwaar_opgepakt",
        "aanvraag:bezwaar_termijn", "aanvraag:bezwaar_hersteld", "aanvraag:bezwaar_hoorzitting",
        "aanvraag:bezwaar_beslist", "beschikking:bekendgemaakt", "aanvraag:termijn_opgeschort",
        "aanvraag:opschorting_beeindigd", "aanvraag:uitstel_bericht", "aanvraag:ingebrekestelling",
        "aanvraag:zienswijze_gevraagd", "aanvraag:zienswijze_gegeven", "aanvraag:zienswijze_verstreken",
        "aanvraag:plan_gemaakt", "aanvraag:projectdeel_toegevoegd", "aanvraag:projectdeel_gewijzigd",
        "aanvraag:projectdeel_vervallen", "aanvraag:prognose_gegeven", "aanvraag:mijlpaal_gemeld",
        "aanvraag:bestemming_bevestigd", "aanvraag:melding_aanvaard", "aanvraag:melding_bevraagd",
        "aanvraag:levering_gemeld", "aanvraag:woonruimten_in_gebruik", "aanvraag:woonruimte_verplaatst",
        "aanvraag:bestemming_beeindigd",
        "aanvraag:melding_beantwoord", "aanvraag:melding_afgewezen", "aanvraag:melding_ingetrokken",
        "aanvraag:bewijs_toegevoegd", "aanvraag:vordering_ontstaan", "aanvraag:vordering_ontvangen",
        "aanvraag:betalingsregeling", "aanvraag:rente_vastgesteld", "aanvraag:vordering_herzien",
        "aanvraag:betaling_betaald",
        "aanvraag:rekening_gevraagd", "aanvraag:gewaarschuwd", "aanvraag:stukken_vernietigd",
        "aanvraag:wijziging_gevraagd", "aanvraag:wijziging_ingetrokken", "aanvraag:wijziging_opgepakt",
        "aanvraag:wijziging_toegestaan", "aanvraag:wijziging_afgewezen",
    }  # fmt: skip


def test_van_het_werk_aan_een_concept_ziet_het_ministerie_niets() -> None:
    assert lijn(Gebeurd("aanvraag:concept_begonnen"), Gebeurd("aanvraag:bijlage_toegevoegd")) == ()


def test_de_stappen_van_een_verdeling_zijn_bekende_soorten() -> None:
    assert set(VAN_VERDELING) <= set(ZINNEN)


@pytest.mark.parametrize("soort", sorted(set(ZINNEN) - set(VOOR_GEMEENTE) - set(NERGENS)))
def test_wat_intern_is_ziet_het_ministerie_wel_en_de_gemeente_niet(soort: str) -> None:
    assert len(lijn(Gebeurd(soort))) == 1
    assert lijn(Gebeurd(soort), voor_gemeente=True) == ()


def test_een_onbekende_soort_is_niet_voor_de_gemeente() -> None:
    assert lijn(Gebeurd("aanvraag:van_later"), voor_gemeente=True) == ()
    assert [punt.titel for punt in lijn(Gebeurd("aanvraag:van_later"))] == ["Van later"]


def test_het_ministerie_leest_wie_het_deed_en_de_gemeente_in_welke_functie() -> None:
    gebeurd = Gebeurd("beschikking:bekendgemaakt", functiegroep=Functiegroep.BESLISSING)
    assert lijn(gebeurd)[0].door == "C. de Behandelaar"
    assert lijn(gebeurd, voor_gemeente=True)[0].door == "het ministerie (beslissing)"


@pytest.mark.parametrize("groep", list(Functiegroep))
def test_elke_functie_heeft_woorden_zonder_naam(groep: Functiegroep) -> None:
    gebeurd = Gebeurd("aanvraag:ontvangen", functiegroep=groep)
    wie = "de gemeente" if groep is Functiegroep.AANVRAGER else "het ministerie ("
    assert lijn(gebeurd, voor_gemeente=True)[0].door.startswith(wie)


def test_wie_niet_in_het_register_van_betrokkenen_staat_is_het_ministerie() -> None:
    assert lijn(Gebeurd("aanvraag:ontvangen", functiegroep=None), voor_gemeente=True)[0].door == (
        "het ministerie"
    )


@pytest.mark.parametrize("voor_gemeente", [True, False])
def test_wat_niemand_deed_deed_het_programma(*, voor_gemeente: bool) -> None:
    gebeurd = Gebeurd("aanvraag:ontvangen", door_sleutel=None, naam=None, functiegroep=None)
    assert lijn(gebeurd, voor_gemeente=voor_gemeente)[0].door == "het programma"


def test_de_tijdlijn_staat_op_volgorde_van_tijd_met_de_momenten_van_de_aanvraag() -> None:
    punten = maak_tijdlijn(
        [
            Gebeurd("aanvraag:beoordeeld", TOEN + timedelta(days=2)),
            Gebeurd("aanvraag:ontvangen", TOEN + timedelta(days=1)),
        ],
        ontvangen_op=TOEN,
        volledig_op=TOEN + timedelta(hours=1),
        voor_gemeente=False,
    )
    assert [punt.titel for punt in punten] == [
        "De aanvraag is ontvangen",
        "De aanvraag is volledig",
        "De aanvraag is vastgelegd",
        "De aanvraag is beoordeeld",
    ]


def test_op_hetzelfde_moment_blijft_de_volgorde_van_vastleggen() -> None:
    soorten = ["document:aangevraagd", "beschikking:getekend"]
    assert [punt.titel for punt in lijn(*(Gebeurd(soort) for soort in soorten))] == [
        ZINNEN[soort].titel for soort in soorten
    ]


def test_een_besluit_staat_er_met_zijn_kenmerk() -> None:
    gebeurd = Gebeurd("beschikking:bekendgemaakt", object_id="A-1-B2", gegevens='{"op":"2023-12-04"}')
    assert lijn(gebeurd)[0].tekst == "Besluit A-1-B2. Verzonden op 4 december 2023."


def test_wie_een_concept_begint_of_een_bijlage_toevoegt_is_van_de_gemeente() -> None:
    for soort in ("aanvraag:concept_begonnen", "aanvraag:bijlage_toegevoegd"):
        assert lijn(Gebeurd(soort, functiegroep=None), voor_gemeente=True)[0].door == "de gemeente"
