"""Valid letters that ask to supplement an application."""

from __future__ import annotations

from dataclasses import replace

from subsidie.beoordeling.aanvulbrief import AanvulbriefGegevens, Briefpunt

_BRIEF = AanvulbriefGegevens(
    kenmerk="OEFEN-0007-A1",
    datum="2023-11-06",
    organisatie="Rijksdienst voor Ondernemend Nederland",
    gemeente="Zwolle",
    adresregels=("Postbus 10007", "8000 GA Zwolle"),
    regeling="Regeling huisvesting aandachtsgroepen",
    nummer="OEFEN-0007",
    project="Woonhof Noord",
    ontvangen_op="2023-11-01T09:00:00+01:00",
    toelichting="De begroting is niet compleet.\n\nLees de vragen daarom goed.",
    punten=(
        Briefpunt("Kosten en dekking", "Waar rust het tekort op?", raakt_volledigheid=True),
        Briefpunt("Bijlagen", "Stuur de begroting mee.\nLaat zien wat de grond kost.", raakt_volledigheid=False),
    ),
    termijn_tot="2023-12-04",
    stil_vanaf="2023-11-07",
    al_volledig=False,
    minister="de minister voor Volkshuisvesting en Ruimtelijke Ordening",
    naam="B. van der Behandelaar",
    functie="behandelaar",
    voorbeeld=True,
)  # fmt: skip


def alle_aanvulbrieven() -> dict[str, AanvulbriefGegevens]:
    """One that is needed to be complete, and one that only asks to clarify, through the loket."""
    return {
        "aanvulverzoek": _BRIEF,
        "aanvulverzoek_verduidelijking": replace(
            _BRIEF, punten=_BRIEF.punten[1:], al_volledig=True, toelichting="", adresregels=(),
        ),
    }  # fmt: skip
