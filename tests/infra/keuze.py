"""Which tests run on PostgreSQL too, and which of their examples: on SQLite all of them do.

What can differ between the two is how a table guards itself, how a statement is read, who waits for whom and how texts
are compared. Where that is what a test is about, each of its examples runs on both. What a service decides is Python,
and so the same; of its tests one in three runs on PostgreSQL too, with its first example: a sample of its statements.
A page adds nothing to the statements of its service and its list, and runs on PostgreSQL elsewhere: every address in
``tests/beleid/toegang/test_postgresql.py``, and the forms in the story.

``make test-alles`` (``pytest --beide``) runs every example on both, and so does a run that itself names ``postgresql``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

OVER_DE_DATABASE = (
    "tests/integratie/databank/",
    "tests/integratie/web/",
    "tests/integratie/audit/",
    "tests/integratie/platform/",
    "tests/integratie/scheiding/",
    "tests/integratie/infra/",
)
"""Tables and what guards them, transactions, the trail, the queue, who decides with whom, and the tests' own means."""
OVER_DE_DATABASE_NAMEN = ("gelijktijdig", "lijst", "toegang", "verhaal")
"""In the name of a file: two at once, searching and sorting, whose rows a query gives, and the story."""
EEN_VAN_DE = 3
"""Of the tests of a service in one file: the first, and then one in so many."""
PAGINA = "pagina"
"""In the name of a file: what HTTP adds to a service that has tests of its own."""


def zonder_herhaling(op_postgresql: Iterable[str], *, altijd: Collection[str] = ()) -> set[str]:
    """Of these tests (their addresses, in the order in which they stand) those that need not run there.

    ``altijd``: addresses of tests that say themselves on which database they run.
    """
    tests_van: dict[str, list[str]] = {}
    weg: set[str] = set()
    for adres in op_postgresql:
        test = adres.partition("[")[0]
        tests = tests_van.setdefault(test.partition("::")[0], [])
        is_eerste_voorbeeld = test not in tests
        if is_eerste_voorbeeld:
            tests.append(test)
        in_steekproef = is_eerste_voorbeeld and len(tests) % EEN_VAN_DE == 1
        if adres not in altijd and not _over_de_database(test) and (_is_pagina(test) or not in_steekproef):
            weg.add(adres)
    return weg


def _naam(test: str) -> str:
    return test.partition("::")[0].rpartition("/")[2]


def _over_de_database(test: str) -> bool:
    return test.startswith(OVER_DE_DATABASE) or any(deel in _naam(test) for deel in OVER_DE_DATABASE_NAMEN)


def _is_pagina(test: str) -> bool:
    return PAGINA in _naam(test)
