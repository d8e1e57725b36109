"""The one error that the checks on files share."""

from __future__ import annotations


class Onbruikbaar(Exception):
    """This file cannot be taken; ``str(fout)`` says why and what to do, in plain Dutch."""
