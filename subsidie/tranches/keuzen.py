"""The words a setting of a tranche can be: no framework, so that the files can be read without a database."""

from __future__ import annotations

from enum import StrEnum


class Zekerheid(StrEnum):
    """How sure a setting is (architectuur.md 14). ``onbekend`` has no value and blocks the opening."""

    GEVERIFIEERD = "geverifieerd"
    AANNAME = "aanname"
    ONBEKEND = "onbekend"


class Verdeelwijze(StrEnum):
    """How the money of a pot is allocated (verdeling.md); ``vast``: an amount per municipality (2020)."""

    VAST = "vast"
    BINNENKOMST = "binnenkomst"
    CATEGORIE = "categorie"
    SCORE = "score"
    LOTING = "loting"
    NAAR_RATO = "naar_rato"


class Woonruimtesoort(StrEnum):
    """Kind of home: independent, with shared facilities, a caravan pitch, or a place to stay (domein 4)."""

    ZELFSTANDIG = "zelfstandig"
    ONZELFSTANDIG = "onzelfstandig"
    STANDPLAATS = "standplaats"
    VERBLIJFSRUIMTE = "verblijfsruimte"


class Woonruimteaard(StrEnum):
    """Permanent, or flexible: fit to be moved and used again (domein 4)."""

    PERMANENT = "permanent"
    FLEXIBEL = "flexibel"


class Bouwvorm(StrEnum):
    """How homes are added: built new, or in an existing building that gets a residential function."""

    NIEUWBOUW = "nieuwbouw"
    TRANSFORMATIE = "transformatie"


class Termijnbegin(StrEnum):
    """From when the decision term runs: the receipt of the application, or the end of the window."""

    ONTVANGST = "ontvangst"
    SLUITING = "sluiting"


class Verplichtingsbegin(StrEnum):
    """The event from which the years of an obligation run (termijnen.md, "Obligations in years")."""

    VERLENING = "verlening"
    BEKENDMAKING = "bekendmaking"
    BETALING = "betaling"
    OPLEVERING = "oplevering"


class Betaalmoment(StrEnum):
    """When an instalment of the payment comes: the award, a milestone that was accepted, or the settlement."""

    VERLENING = "verlening"
    ONOMKEERBARE_STAP = "onomkeerbare_stap"
    START_BOUW = "start_bouw"
    OPLEVERING = "oplevering"
    VASTSTELLING = "vaststelling"


class Huureis(StrEnum):
    """A limit to the rent: Wht 20(2), Uhw 10(1) and Uhw 10(3) (domein 2.2)."""

    AFTOPPINGSGRENS = "aftoppingsgrens"
    REDELIJKE_AANVANGSHUUR = "redelijke_aanvangshuur"
    HUURVERHOGING = "huurverhoging"


class Terugvorderwijze(StrEnum):
    """How an amount to reclaim is computed."""

    NAAR_RATO_NIET_GEREALISEERD = "naar_rato_niet_gerealiseerd"


class TeLaat(StrEnum):
    """Whether a home that came after the last day of its obligation counts in a settlement."""

    TELT = "telt"
    TELT_NIET = "telt_niet"


class Sisagegeven(StrEnum):
    """What an indicator of the SiSa annex holds (domein 3, "SiSa-opmaak")."""

    BESTEDING = "besteding"
    ZELFSTANDIG = "zelfstandig"
    CORRECTIE = "correctie"
    CUMULATIEF = "cumulatief"
    EINDVERANTWOORDING = "eindverantwoording"


class Woningtype(StrEnum):
    """What a home is for: regular, or one of the six categories of Companen (domein 6, S1)."""

    REGULIER = "regulier"
    GECLUSTERD = "geclusterd"
    ZORGGESCHIKT = "zorggeschikt"
    KAMERS = "kamers"
    WOONWAGEN = "woonwagen"
    MANTELZORGUNIT = "mantelzorgunit"
    SHORT_MIDSTAY = "short_midstay"


class Aanvraagveld(StrEnum):
    """A standard question that a tranche can ask, beside those without which there is no application."""

    OMSCHRIJVING = "omschrijving"
    LOCATIE_ADRES = "locatie_adres"
    BAG_ID = "bag_id"
    COORDINATEN = "coordinaten"
    CONTACTPERSOON = "contactpersoon"
    WONINGTYPE = "woningtype"
    BEWONERS = "bewoners"
    HUURPRIJS = "huurprijs"
    PRIJSPEIL = "prijspeil"
    GEMEENSCHAPPELIJKE_RUIMTE = "gemeenschappelijke_ruimte"
    ONOMKEERBARE_STAP = "onomkeerbare_stap"
    START_BOUW = "start_bouw"
    OPLEVERING = "oplevering"
    FLEXLOCATIES = "flexlocaties"
    KOSTENPOSTEN = "kostenposten"
    COMPENSABELE_BTW = "compensabele_btw"
    DEKKINGSPOSTEN = "dekkingsposten"
    MINIMUMBEDRAG = "minimumbedrag"
    SAMENLOOP = "samenloop"
    PARTNERS = "partners"
    WOONZORGVISIE = "woonzorgvisie"
    REGIONALE_AFSPRAKEN = "regionale_afspraken"


class Veldeis(StrEnum):
    """Whether a question must be answered before the application is complete (Awb 4:2, 4:5)."""

    VERPLICHT = "verplicht"
    OPTIONEEL = "optioneel"


class Vraagdeel(StrEnum):
    """The step in which a question of the tranche itself is asked."""

    PROJECT = "project"
    WOONRUIMTEN = "woonruimten"
    PLANNING = "planning"
    KOSTEN = "kosten"
    SAMENHANG = "samenhang"


class Controledeel(StrEnum):
    """The part of an application that a point of the checklist is about."""

    PROJECT = "project"
    WOONRUIMTEN = "woonruimten"
    PLANNING = "planning"
    KOSTEN = "kosten"
    SAMENHANG = "samenhang"
    BIJLAGEN = "bijlagen"
    VERKLARINGEN = "verklaringen"


class Vraagsoort(StrEnum):
    """What the answer to a question of the tranche itself is."""

    TEKST = "tekst"
    JA_NEE = "ja_nee"
    GETAL = "getal"
    BEDRAG = "bedrag"
    DATUM = "datum"
    KEUZE = "keuze"


class Correctiewachtrij(StrEnum):
    """From which moment an application counts in the queue after a correction before the window closes."""

    MOMENT_VAN_CORRECTIE = "moment_van_correctie"
    MOMENT_VAN_EERSTE_ONTVANGST = "moment_van_eerste_ontvangst"
