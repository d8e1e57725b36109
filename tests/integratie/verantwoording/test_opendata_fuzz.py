"""Whatever a program asks of the open data, the answer is one that the description promises."""

from __future__ import annotations

import pytest
import schemathesis
from flask import Flask
from hypothesis import given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.verantwoording.opendata_spec import openapi
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import bekende_tranche

CONTROLES = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance, negative_data_rejection, positive_data_acceptance,
]  # fmt: skip

VOORBEELDEN = 8
"""Questions per address, right and wrong ones; each is a whole request."""


@pytest.fixture(params=["leeg", "gevuld"])
def schema(request: pytest.FixtureRequest, app: Flask) -> BaseSchema:
    """What the program says of itself, on a database with nothing and on one with awards."""
    if request.param == "gevuld":
        bekende_tranche()
        with schrijfgrens():
            maak_ontbrekende(START)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def test_elk_antwoord_is_zoals_de_beschrijving_belooft(schema: BaseSchema) -> None:
    geprobeerd = set()
    for gevonden in schema.get_all_operations():
        assert isinstance(gevonden, Ok)
        geprobeerd.add(gevonden.ok().path)
        for wijze in GenerationMode:

            @settings(max_examples=VOORBEELDEN)
            @given(case=gevonden.ok().as_strategy(generation_mode=wijze))
            def probeer(case: schemathesis.Case) -> None:
                case.call_and_validate(checks=CONTROLES)

            if wijze is GenerationMode.POSITIVE or gevonden.ok().query:
                probeer()
    assert geprobeerd == set(openapi()["paths"]) - {
        "/openapi.json"
    }  # that is what the questions are made from
