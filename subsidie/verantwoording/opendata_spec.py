"""The OpenAPI 3 document of the open data, made from the same fields as the answers.

Along the NLGov REST API Design Rules 2.0 (Logius): nouns in the plural, the version in the address and in the header
``API-Version``, no slash at the end, this document at ``openapi.json``, problem details for errors (RFC 9457).
"""

from __future__ import annotations

from typing import Any, Final

from subsidie.verantwoording.opendata import (
    BASIS,
    FILTERS,
    VERSIE,
    VERZAMELINGEN,
    Dataveldsoort,
    Veld,
    Verzameling,
)
from subsidie.verantwoording.opendata_vraag import (
    HOOGSTE_PAGINA,
    MEDIATYPEN,
    MEESTE_PER_PAGINA,
    STANDAARD_PER_PAGINA,
    Dataformaat,
)

_TYPEN: Final[dict[Dataveldsoort, dict[str, Any]]] = {
    Dataveldsoort.TEKST: {"type": "string"},
    Dataveldsoort.GETAL: {"type": "integer", "minimum": 0},
    Dataveldsoort.CENT: {"type": "integer", "format": "int64", "minimum": 0},
    Dataveldsoort.JANEE: {"type": "boolean"},
    Dataveldsoort.DAG: {"type": "string", "format": "date"},
    Dataveldsoort.MOMENT: {"type": "string", "format": "date-time"},
}
_KOPPEN: Final = {"API-Version": {"$ref": "#/components/headers/APIVersion"}}
_CACHEKOPPEN: Final = {**_KOPPEN, "ETag": {"$ref": "#/components/headers/ETag"}}


def openapi() -> dict[str, Any]:
    """The document, ready for JSON."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Open data Regeling huisvesting aandachtsgroepen",
            "version": VERSIE,
            "description": (
                "Toekenningen en realisatie van de Regeling huisvesting aandachtsgroepen. Zonder account en zonder "
                "persoonsgegevens. Wat nog niet is bekendgemaakt, staat er niet in. Bedragen zijn hele eurocenten."
            ),
            "contact": {"name": "Beheerder van het subsidieloket", "url": "/open-data"},
        },
        "servers": [{"url": BASIS}],
        "tags": [{"name": een.naam, "description": een.uitleg} for een in VERZAMELINGEN.values()],
        "paths": _paden(),
        "components": {
            "headers": {
                "APIVersion": {
                    "description": "Volledige versie van deze API.",
                    "required": True,
                    "schema": {"type": "string", "pattern": r"^[0-9]+\.[0-9]+\.[0-9]+$"},
                },
                "ETag": {
                    "description": "Stuur deze mee als If-None-Match: zonder wijziging is het antwoord 304.",
                    "schema": {"type": "string"},
                },
                "Link": {
                    "description": "Eerste, vorige, volgende en laatste pagina (RFC 8288).",
                    "schema": {"type": "string"},
                },
            },
            "schemas": {**_schemas(), "Probleem": _PROBLEEM},
            "responses": {
                str(code): {
                    "description": wat,
                    "headers": _KOPPEN,
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}},
                }
                for code, wat in _FOUTEN.items()
            },
        },
    }  # fmt: skip


_FOUTEN: Final = {
    400: "De vraag klopt niet; per parameter staat wat er mis is.",
    404: "Dit bestaat niet.",
    406: "In geen van de gevraagde vormen te krijgen.",
}

_PROBLEEM: Final[dict[str, Any]] = {
    "type": "object",
    "description": "Wat er misging (RFC 9457).",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "name", "detail"],
                "properties": {
                    "in": {"type": "string"}, "name": {"type": "string"}, "detail": {"type": "string"},
                },
            },
        },
    },
}  # fmt: skip


def _paden() -> dict[str, Any]:
    paden: dict[str, Any] = {}
    for een in VERZAMELINGEN.values():
        paden[f"/{een.naam}"] = {"get": _lijst(een)}
        if een.sleutel:
            paden[f"/{een.naam}/{{{een.sleutel}}}"] = {"get": _een(een)}
    paden["/openapi.json"] = {
        "get": {
            "operationId": "openapi", "summary": "Dit document",
            "responses": {
                "200": {
                    "description": "Dit document", "headers": _CACHEKOPPEN,
                    "content": {"application/json": {"schema": {"type": "object"}}},
                }
            },
        }
    }  # fmt: skip
    return paden


def _lijst(een: Verzameling) -> dict[str, Any]:
    items = f"#/components/schemas/{_naam(een)}Lijst"
    return {
        "operationId": een.naam,
        "tags": [een.naam],
        "summary": een.titel,
        "description": een.uitleg,
        "parameters": [*(_filter(naam) for naam in een.filters), *_PARAMETERS],
        "responses": {
            "200": {
                "description": f"{een.titel}: als JSON een pagina, als CSV of XLSX alles.",
                "headers": {**_CACHEKOPPEN, "Link": {"$ref": "#/components/headers/Link"}},
                "content": {
                    MEDIATYPEN[Dataformaat.JSON]: {"schema": {"$ref": items}},
                    MEDIATYPEN[Dataformaat.CSV]: {"schema": {"type": "string"}},
                    MEDIATYPEN[Dataformaat.XLSX]: {"schema": {"type": "string", "format": "binary"}},
                },
            },
            "400": {"$ref": "#/components/responses/400"},
            "406": {"$ref": "#/components/responses/406"},
        },
    }


def _een(een: Verzameling) -> dict[str, Any]:
    veld = next(veld for veld in een.velden if veld.naam == een.sleutel)
    return {
        "operationId": f"{een.naam}Een",
        "tags": [een.naam],
        "summary": f"{een.titel}: één",
        "parameters": [
            {
                "name": een.sleutel, "in": "path", "required": True, "description": veld.betekenis,
                "schema": {"type": "string", "minLength": 1}, "example": veld.voorbeeld,
            }
        ],
        "responses": {
            "200": {
                "description": een.titel, "headers": _CACHEKOPPEN,
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{_naam(een)}"}}},
            },
            "400": {"$ref": "#/components/responses/400"},
            "404": {"$ref": "#/components/responses/404"},
        },
    }  # fmt: skip


def _filter(naam: str) -> dict[str, Any]:
    wat, voorbeeld, patroon = FILTERS[naam]
    return {
        "name": naam, "in": "query", "description": wat, "schema": {"type": "string", "pattern": patroon},
        "example": voorbeeld,
    }  # fmt: skip


_PARAMETERS: Final[list[dict[str, Any]]] = [
    {
        "name": "pagina", "in": "query", "description": "Welke pagina (alleen bij JSON).",
        "schema": {"type": "integer", "minimum": 1, "maximum": HOOGSTE_PAGINA, "default": 1},
    },
    {
        "name": "perPagina", "in": "query", "description": "Hoeveel per pagina (alleen bij JSON).",
        "schema": {
            "type": "integer", "minimum": 1, "maximum": MEESTE_PER_PAGINA, "default": STANDAARD_PER_PAGINA,
        },
    },
    {
        "name": "formaat", "in": "query", "description": "De vorm; gaat voor de kop Accept.",
        "schema": {"type": "string", "enum": list(Dataformaat)},
    },
]  # fmt: skip


def _naam(een: Verzameling) -> str:
    return een.naam.capitalize()


def _schemas() -> dict[str, Any]:
    gevonden: dict[str, Any] = {}
    for een in VERZAMELINGEN.values():
        naam = _naam(een)
        gevonden[naam] = {
            "type": "object",
            "required": [veld.naam for veld in een.velden],
            "additionalProperties": False,
            "properties": {veld.naam: _eigenschap(veld) for veld in een.velden},
        }
        gevonden[f"{naam}Lijst"] = {
            "type": "object",
            "required": ["totaal", "pagina", "perPagina", "items", "_links"],
            "additionalProperties": False,
            "properties": {
                "totaal": {"type": "integer", "minimum": 0, "description": "Hoeveel er zijn, over alle pagina's."},
                "pagina": {"type": "integer", "minimum": 1},
                "perPagina": {"type": "integer", "minimum": 1},
                "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{naam}"}},
                "_links": {
                    "type": "object",
                    "required": ["self"],
                    "additionalProperties": {
                        "type": "object", "required": ["href"], "properties": {"href": {"type": "string"}},
                    },
                },
            },
        }  # fmt: skip
    return gevonden


def _eigenschap(veld: Veld) -> dict[str, Any]:
    soort = dict(_TYPEN[veld.soort])
    if veld.mag_leeg:
        soort["nullable"] = True
    if veld.keuze:
        soort["enum"] = list(veld.keuze)
    return {**soort, "description": veld.betekenis, "example": veld.voorbeeld}
