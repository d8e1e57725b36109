"""Where the content of attachments is kept: a folder of its own in the storage.

Apart from documents, so that what clears up here (``bijlagen_vegen``) only ever meets attachments.
"""

from __future__ import annotations

from typing import Final

from subsidie.config import Instellingen
from subsidie.platform.opslag import LokaleOpslag

MAP: Final = "bijlagen"


def bijlagenopslag(instellingen: Instellingen) -> LokaleOpslag:
    """The storage of the attachments of a running program."""
    return LokaleOpslag(instellingen.opslag / MAP)
