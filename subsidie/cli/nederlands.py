"""Help of the command line in Dutch: the few words that click itself writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

KOPPEN = {
    "Usage": "Gebruik", "Options": "Opties", "Commands": "Opdrachten", "Positional arguments": "Argumenten",
}  # fmt: skip
ZINNEN = {
    "Show this message and exit.": "Toon deze uitleg.",
    "Show the version and exit.": "Toon de versie.",
    "[default: ": "[standaard: ",
    "; default: ": "; standaard: ",
    "[required]": "[verplicht]",
}


class Hulptekst(click.HelpFormatter):
    """Writes the headings and the fixed sentences in Dutch."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, f"{KOPPEN['Usage']}: " if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(KOPPEN.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(naam, _vertaal(tekst)) for naam, tekst in rows], *args, **kwargs)


class Aanroep(click.Context):
    """One call; its help is written by ``Hulptekst``."""

    formatter_class = Hulptekst


class Opdracht(click.Command):
    """A command with its help in Dutch."""

    context_class = Aanroep

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[OPTIES]", **kwargs})


class Groep(click.Group):
    """A group with its help in Dutch; so are the commands made with ``.command()``."""

    context_class = Aanroep
    command_class = Opdracht

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        woorden = {"options_metavar": "[OPTIES]", "subcommand_metavar": "OPDRACHT [ARGUMENTEN]..."}
        super().__init__(*args, **{**woorden, **kwargs})


def _vertaal(tekst: str) -> str:
    for engels, nederlands in ZINNEN.items():
        tekst = tekst.replace(engels, nederlands)
    return tekst
