"""Picks what pages use out of the NL Design System packages: the components, and the tokens these refer to.

    kies_nlds.py FOLDER-OF-UNPACKED-PACKAGES TARGET

Writes ``componenten.css`` (rules of the components below, unchanged) and ``tokens.css`` (the tokens that those
rules and the project's own style sheets refer to, and what these refer to in turn). Whole packages are 600 kB; this
is a quarter, and what is left compresses well. Called by ``haal_vendor.sh``; run that again when a style
sheet uses another component or token.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import tinycss2

KANDIDATEN = {  # package: its style sheet; html/ styles the element itself, so that plain text needs no classes
    "link": "html/link.css",
    "heading": "html/heading.css",
    "paragraph": "html/paragraph.css",
    "code": "html/code.css",
    "button": "button.css",
    "data-badge": "data-badge.css",
    "skip-link": "skip-link.css",
}
THEMA = "nl-design-system-unstable-voorbeeld-design-tokens"
UTRECHT = (
    "alert", "checkbox", "form-field", "form-field-description", "form-field-error-message", "form-fieldset",
    "form-label", "radio-button", "select", "textarea", "textbox",
)  # fmt: skip
ALTIJD = re.compile(r"--basis-(?:border|focus|form-control|heading|pointer|text)-")
"""Tokens of the base that are kept in any case: sizes, text and focus, for the project's own style sheets."""

VERWIJZING = re.compile(r"var\(\s*(--[\w-]+)")
KLASSE = re.compile(r"\.utrecht-([a-z]+(?:-[a-z]+)*)")
RECHTEN = re.compile(r"Copyright \(c\)[^\n*]+")
BRON = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def utrecht(css: str) -> str:
    """The rules of the chosen components in the order of the library, those inside a media query included."""
    delen = []
    for regel in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if regel.type == "qualified-rule" and _hoort_erbij(tinycss2.serialize(regel.prelude)):
            delen.append(regel.serialize())
        elif regel.type == "at-rule" and regel.lower_at_keyword in {"media", "supports"} and regel.content:
            binnen = utrecht(tinycss2.serialize(regel.content))
            if binnen:
                delen.append(f"@{regel.at_keyword}{tinycss2.serialize(regel.prelude)}{{{binnen}}}")
    return "\n".join(delen)


def _hoort_erbij(selector: str) -> bool:
    namen = KLASSE.findall(selector)
    return bool(namen) and namen[0] in UTRECHT and ".utrecht-html" not in selector


def tokens(css: str, gebruikt: set[str]) -> list[str]:
    """Declarations of the tokens in ``gebruikt`` and of what they refer to, in the order of the package."""
    waarden = {}
    for naam, waarde in re.findall(r"^\s*(--[\w-]+):\s*([^;]*);", css, flags=re.MULTILINE):
        waarden[naam] = " ".join(waarde.split())
    nodig: set[str] = set()
    te_doen = [naam for naam in waarden if naam in gebruikt or ALTIJD.match(naam)]
    while te_doen:
        naam = te_doen.pop()
        if naam in waarden and naam not in nodig:
            nodig.add(naam)
            te_doen.extend(VERWIJZING.findall(waarden[naam]))
    return [f"{naam}:{waarde};" for naam, waarde in waarden.items() if naam in nodig]


def main(bron: Path, doel: Path) -> None:
    """Write both files into ``doel`` from the packages unpacked in ``bron``."""

    def lees(pakket: str, bestand: str) -> str:
        return (bron / pakket / "dist" / bestand).read_text(encoding="utf-8")

    bibliotheek = lees("utrecht-component-library-css", "index.css")
    thema = lees(THEMA, "variables.css")
    rechten = sorted(set(RECHTEN.findall(bibliotheek + lees(THEMA, "custom.css"))))
    kop = "\n".join(
        [
            "/* NL Design System, EUPL-1.2: see the licences here. Chosen by scripts/kies_nlds.py.",
            *rechten,
            "*/",
        ]
    )
    kandidaten = [
        BRON.sub("", lees(f"nl-design-system-candidate-{naam}-css", bestand)).strip()
        for naam, bestand in KANDIDATEN.items()
    ]
    componenten = "\n".join([kop, *kandidaten, utrecht(bibliotheek), ""])
    (doel / "componenten.css").write_text(componenten, encoding="utf-8")
    eigen = "".join(
        pad.read_text(encoding="utf-8") for pad in sorted((doel.parents[1] / "css").glob("*.css"))
    )
    regels = tokens(thema, set(VERWIJZING.findall(componenten + eigen)))
    (doel / "tokens.css").write_text("\n".join([kop, ":root{", *regels, "}", ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
