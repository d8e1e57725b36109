"""The files of the project as they are or would be committed."""

from __future__ import annotations

import subprocess
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[2]
VAN_ANDEREN = ("static/vendor/",)
"""Folders with files of others, taken over as they are."""


def bestanden(*achtervoegsels: str, ook_van_anderen: bool = False) -> list[Path]:
    """Files known to git or new and not ignored, as paths from the root; of these suffixes or all."""
    # A clone may belong to someone else than who runs the tests; reading the list of files is harmless.
    uitvoer = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=WORTEL, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    namen = sorted({naam for naam in uitvoer.split("\0") if naam})
    return [
        Path(naam)
        for naam in namen
        if (not achtervoegsels or naam.endswith(achtervoegsels))
        and (ook_van_anderen or not naam.startswith(VAN_ANDEREN))
        and (WORTEL / naam).is_file()
    ]


def lees(pad: Path) -> str | None:
    """The text of a file, or ``None`` when it is not text."""
    inhoud = (WORTEL / pad).read_bytes()
    if b"\0" in inhoud:
        return None
    return inhoud.decode("utf-8", errors="replace")
