"""The types of settings that are tables: which fields they have and how those are written in a file."""

from __future__ import annotations

from typing import Final

from subsidie.tranches.keuzen import (
    Aanvraagveld,
    Betaalmoment,
    Controledeel,
    Sisagegeven,
    Veldeis,
    Verplichtingsbegin,
    Vraagdeel,
    Vraagsoort,
    Woningtype,
    Woonruimteaard,
    Woonruimtesoort,
)
from subsidie.tranches.waarden import (
    Afwijzingsgrond,
    Betaaltermijn,
    Bijlage,
    Categorie,
    Controlepunt,
    Criterium,
    Doelgroep,
    Eenheid,
    Gevraagd,
    Groepsaantal,
    Kenmerk,
    Samenloop,
    Sisaindicator,
    Typekeuze,
    VastBedrag,
    Verklaring,
    Verplichting,
    Voorwaarde,
    Vraag,
)
from subsidie.tranches.waardetypen import (
    CODE,
    Aandeel,
    Bedrag,
    Datum,
    Getal,
    JaNee,
    Keuze,
    Lijst,
    Tabel,
    Tekst,
    Veldtype,
    Waardetype,
)

SOORTEN: Final = Lijst(Keuze(Woonruimtesoort))
DOELGROEP: Final[Waardetype[Doelgroep]] = Tabel(
    Doelgroep, {"code": Veldtype("code", CODE), "naam": Veldtype("naam", Tekst())}
)
EENHEID: Final[Waardetype[Eenheid]] = Tabel(
    Eenheid,
    {
        "code": Veldtype("code", CODE),
        "naam": Veldtype("naam", Tekst()),
        "meervoud": Veldtype("meervoud", Tekst()),
        "soorten": Veldtype("soorten", Lijst(Keuze(Woonruimtesoort), minstens=1)),
    },
)
KENMERK: Final[Waardetype[Kenmerk]] = Tabel(
    Kenmerk,
    {
        "soorten": Veldtype("soorten", SOORTEN, verplicht=False),
        "aarden": Veldtype("aarden", Lijst(Keuze(Woonruimteaard)), verplicht=False),
        "doelgroepen": Veldtype("doelgroepen", Lijst(CODE), verplicht=False),
        "toegang_gemeenschappelijke_ruimte": Veldtype(
            "toegang_gemeenschappelijke_ruimte", JaNee(), verplicht=False
        ),
    },
)
VOORWAARDE: Final[Waardetype[Voorwaarde]] = Tabel(
    Voorwaarde,
    {
        "deel": Veldtype("deel", KENMERK),
        "minstens": Veldtype("minstens", Aandeel(), verplicht=False),
        "hoogstens": Veldtype("hoogstens", Aandeel(), verplicht=False),
        "meer_dan": Veldtype("meer_dan", Aandeel(), verplicht=False),
        "minder_dan": Veldtype("minder_dan", Aandeel(), verplicht=False),
    },
)
CATEGORIE: Final[Waardetype[Categorie]] = Tabel(
    Categorie,
    {
        "code": Veldtype("code", Tekst(r"[A-Za-z0-9_]{1,40}", "letters en cijfers")),
        "naam": Veldtype("naam", Tekst()),
        "voorwaarden": Veldtype("voorwaarden", Lijst(VOORWAARDE), verplicht=False),
    },
)
CRITERIUM: Final[Waardetype[Criterium]] = Tabel(
    Criterium,
    {
        "code": Veldtype("code", CODE),
        "naam": Veldtype("naam", Tekst()),
        "gewicht": Veldtype("gewicht", Getal(1, 1000)),
        "hoogste_score": Veldtype("hoogste_score", Getal(1, 1000)),
        "treden": Veldtype("treden", Lijst(Tekst(), minstens=2), verplicht=False),
    },
)
BIJLAGE: Final[Waardetype[Bijlage]] = Tabel(
    Bijlage,
    {
        "code": Veldtype("code", CODE),
        "naam": Veldtype("naam", Tekst()),
        "verplicht": Veldtype("verplicht", JaNee()),
    },
)
VERPLICHTING: Final[Waardetype[Verplichting]] = Tabel(
    Verplichting,
    {
        "tekst": Veldtype("tekst", Tekst()),
        "vanaf": Veldtype("vanaf", Keuze(Verplichtingsbegin), verplicht=False),
        "jaren": Veldtype("jaren", Getal(1, 100), verplicht=False),
        "uiterste_datum": Veldtype("uiterste_datum", Datum(), verplicht=False),
    },
)
BETAALTERMIJN: Final[Waardetype[Betaaltermijn]] = Tabel(
    Betaaltermijn, {"deel": Veldtype("deel", Aandeel()), "na": Veldtype("na", Keuze(Betaalmoment))}
)
SISAINDICATOR: Final[Waardetype[Sisaindicator]] = Tabel(
    Sisaindicator,
    {
        "code": Veldtype("code", Tekst(r"[0-9]{2}", "twee cijfers")),
        "naam": Veldtype("naam", Tekst()),
        "gegeven": Veldtype("gegeven", Keuze(Sisagegeven)),
        "aard_controle": Veldtype("aard_controle", Tekst()),
    },
)
SAMENLOOP: Final[Waardetype[Samenloop]] = Tabel(
    Samenloop, {"code": Veldtype("code", CODE), "naam": Veldtype("naam", Tekst())}
)
VAST_BEDRAG: Final[Waardetype[VastBedrag]] = Tabel(
    VastBedrag,
    {
        "gemeente": Veldtype("gemeente", Tekst(r"GM[0-9]{4}", "GM en vier cijfers")),
        "bedrag": Veldtype("bedrag_cent", Bedrag()),
    },
)
GROEPSAANTAL: Final[Waardetype[Groepsaantal]] = Tabel(
    Groepsaantal, {"doelgroep": Veldtype("doelgroep", CODE), "aantal": Veldtype("aantal", Getal())}
)
GEVRAAGD: Final[Waardetype[Gevraagd]] = Tabel(
    Gevraagd,
    {"code": Veldtype("code", Keuze(Aanvraagveld)), "eis": Veldtype("eis", Keuze(Veldeis))},
)
VRAAG: Final[Waardetype[Vraag]] = Tabel(
    Vraag,
    {
        "code": Veldtype("code", CODE),
        "deel": Veldtype("deel", Keuze(Vraagdeel)),
        "vraag": Veldtype("vraag", Tekst()),
        "soort": Veldtype("soort", Keuze(Vraagsoort)),
        "verplicht": Veldtype("verplicht", JaNee()),
        "hulp": Veldtype("hulp", Tekst(), verplicht=False),
        "opties": Veldtype("opties", Lijst(Tekst(), minstens=2), verplicht=False),
    },
)
VERKLARING: Final[Waardetype[Verklaring]] = Tabel(
    Verklaring, {"code": Veldtype("code", CODE), "tekst": Veldtype("tekst", Tekst())}
)
TYPEKEUZE: Final[Waardetype[Typekeuze]] = Tabel(
    Typekeuze, {"code": Veldtype("code", Keuze(Woningtype)), "naam": Veldtype("naam", Tekst())}
)
CONTROLEPUNT: Final[Waardetype[Controlepunt]] = Tabel(
    Controlepunt,
    {
        "code": Veldtype("code", CODE),
        "naam": Veldtype("naam", Tekst()),
        "deel": Veldtype("deel", Keuze(Controledeel)),
        "vraag": Veldtype("vraag", Tekst()),
        "raakt_volledigheid": Veldtype("raakt_volledigheid", JaNee()),
    },
)
AFWIJZINGSGROND: Final[Waardetype[Afwijzingsgrond]] = Tabel(
    Afwijzingsgrond,
    {
        "code": Veldtype("code", CODE),
        "naam": Veldtype("naam", Tekst()),
        "zin": Veldtype("zin", Tekst()),
        "artikel": Veldtype("artikel", Tekst()),
    },
)
