"""Running tranches of the Regeling huisvesting aandachtsgroepen: ``create_app``, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app(omgeving: Mapping[str, str] | None = None) -> Flask:
    """The application, configured from ``omgeving`` (default: the environment of the process).

    Raises ``Configuratiefout`` with every fault in the settings, in Dutch.
    """
    # Imported here so that `import subsidie.kern` and the offline recomputation stay free of Flask.
    from subsidie.web.app import maak_app

    return maak_app(omgeving)
