"""What realisation does when a decision works, what the worker does for it, and who writes its letters."""

from __future__ import annotations

from flask import Flask


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
