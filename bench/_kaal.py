"""The reference of ``bench.pagina``: a bare Flask page with one small template, and nothing else."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, render_template


def create_app() -> Flask:
    """The whole application: a page as small as a page can be that still is one, a heading and three lines."""
    app = Flask(__name__, template_folder=str(Path(__file__).with_name("kaal")))

    @app.get("/aanvragen/<nummer>")
    def aanvraag(nummer: str) -> str:
        return render_template("pagina.html", nummer=nummer, rijen=[("een", 1), ("twee", 2), ("drie", 3)])

    return app
