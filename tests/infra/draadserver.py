"""An application of this process on a port of this machine, in a thread: it starts at once, and its clock is ours.

For a test that plays a world of its own in a browser. What only the real server does is not tested with it: see
``tests.infra.server`` for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Stil(WSGIRequestHandler):
    """Requests are answered and not written down."""

    def log(self, type: str, message: str, *args: Any) -> None:
        pass


@contextmanager
def draadserver(app: Flask) -> Iterator[str]:
    """The address (``http://127.0.0.1:...``) at which ``app`` answers while the ``with`` block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Stil)
    draad = Thread(target=server.serve_forever, name="draadserver", daemon=True)
    draad.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        draad.join()
        server.server_close()
