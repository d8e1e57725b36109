"""What was skipped, and why, at the end of every run; with CI=true a skip is a failure."""

from __future__ import annotations

import os
from collections import Counter

import pytest


def _redenen(reporter: pytest.TerminalReporter | None) -> Counter[str]:
    redenen: Counter[str] = Counter()
    if reporter is None:
        return redenen
    for rapport in reporter.stats.get("skipped", []):
        uitleg = rapport.longrepr
        reden = uitleg[2] if isinstance(uitleg, tuple) else str(uitleg)
        redenen[reden.removeprefix("Skipped: ")] += 1
    return redenen


class Overslaan:
    """Plugin of the process that reports (under xdist: the controller)."""

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if os.environ.get("CI") == "true" and exitstatus == pytest.ExitCode.OK and _redenen(reporter):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        redenen = _redenen(terminalreporter)
        if not redenen:
            return
        terminalreporter.section("overgeslagen")
        for reden, aantal in redenen.most_common():
            terminalreporter.line(f"{aantal:4d} × {reden}")
        if os.environ.get("CI") == "true":
            terminalreporter.line("Met CI=true mag niets worden overgeslagen: de run is mislukt.", red=True)
