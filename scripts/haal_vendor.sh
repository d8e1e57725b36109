#!/bin/sh
# How static/vendor is filled. Nobody needs to run this to use or build the program: what it makes
# is in the repository. Run it to take a newer version, then look at the letters and the pages again.
#
# Needs: npm, sha256sum, and the project's own Python environment (fontTools, brotli for WOFF2, tinycss2).
#   scripts/haal_vendor.sh
#
# lettertypen/  Source Sans 3 and Source Code Pro (Adobe, SIL Open Font License 1.1), from the npm
#   packages below, made smaller for documents: Latin, Greek, Cyrillic, punctuation, currency, arrows
#   and simple signs; no hinting (a PDF does not use it). The licence reserves the name "Source" for the
#   unmodified fonts, so the smaller ones are called Loket Sans and Loket Mono. fonts.conf beside them is ours.
# weblettertypen/  the same letters as WOFF2, for pages: a third of the size (a PDF is made faster from TTF).
# nlds/  NL Design System (EUPL-1.2): the design tokens of its example brand, and the CSS of the components that
#   pages use: candidates where there is one, else those of Utrecht. scripts/kies_nlds.py picks them out.
set -eu

hier=$(cd "$(dirname "$0")/.." && pwd)
doel="$hier/static/vendor/lettertypen"
python="${PYTHON:-$hier/.venv/bin/python}"
werk=$(mktemp -d)
trap 'rm -rf "$werk"' EXIT

haal() { # package version sha256: the package of exactly this content, unpacked in $werk/scope-name
    naam=$(echo "$1" | sed 's/^@//; s,/,-,')
    (cd "$werk" && npm pack --silent "$1@$2" >/dev/null)
    echo "$3  $werk/$naam-$2.tgz" | sha256sum --check --quiet
    mkdir -p "$werk/$naam"
    tar -xzf "$werk/$naam-$2.tgz" -C "$werk/$naam" --strip-components=1
}

haal source-sans 3.52.0 49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88
haal source-code-pro 2.42.0 51f898e0712c5f1b3f583b63c9ab7d51daaa9bae1d4c8dc63dc2a4b6a72d7ae4

mkdir -p "$doel"
WERK="$werk" DOEL="$doel" "$python" - <<'PYTHON'
import os
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

werk, doel = Path(os.environ["WERK"]), Path(os.environ["DOEL"])
BESTANDEN = [
    ("source-sans/TTF/SourceSans3-Regular.ttf", "Loket Sans", "Regular"),
    ("source-sans/TTF/SourceSans3-It.ttf", "Loket Sans", "Italic"),
    ("source-sans/TTF/SourceSans3-Semibold.ttf", "Loket Sans", "Semibold"),
    ("source-code-pro/TTF/SourceCodePro-Regular.ttf", "Loket Mono", "Regular"),
]
BEREIKEN = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x036F), (0x0370, 0x04FF), (0x1E00, 0x1EFF),
    (0x2000, 0x2027), (0x202F, 0x205F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x21FF),
    (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2713, 0x2717),
]
for bron, familie, stijl in BESTANDEN:
    lettertype = TTFont(werk / bron, recalcTimestamp=False)
    keuze = subset.Options()
    keuze.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "case", "pnum", "sups", "zero"]
    keuze.hinting = False
    keuze.name_IDs = [0, 1, 2, 3, 4, 5, 6, 8, 9, 13, 14, 16, 17]
    keuze.name_languages = [0x409]
    keuze.notdef_outline = True
    keuze.drop_tables += ["DSIG", "meta", "BASE"]
    maker = subset.Subsetter(keuze)
    maker.populate(unicodes=[teken for eerste, laatste in BEREIKEN for teken in range(eerste, laatste + 1)])
    maker.subset(lettertype)
    naam = f"{familie.replace(' ', '')}-{stijl}"
    namen = {1: familie, 2: stijl, 3: naam, 4: f"{familie} {stijl}", 6: naam, 16: familie, 17: stijl}
    for record in list(lettertype["name"].names):
        if record.nameID in namen:
            record.string = namen[record.nameID]
    lettertype.save(doel / f"{naam}.ttf")
PYTHON
cp "$werk/source-sans/LICENSE.md" "$doel/OFL-source-sans.txt"
cp "$werk/source-code-pro/LICENSE.md" "$doel/OFL-source-code-pro.txt"
(cd "$doel" && sha256sum ./*.ttf)

web="$hier/static/vendor/weblettertypen"
mkdir -p "$web"
DOEL="$doel" WEB="$web" "$python" - <<'PYTHON'
import os
from pathlib import Path

from fontTools.ttLib import TTFont

doel, web = Path(os.environ["DOEL"]), Path(os.environ["WEB"])
for naam in ("LoketSans-Regular", "LoketSans-Italic", "LoketSans-Semibold", "LoketMono-Regular"):
    lettertype = TTFont(doel / f"{naam}.ttf", recalcTimestamp=False)
    lettertype.flavor = "woff2"
    lettertype.save(web / f"{naam}.woff2")
PYTHON
cp "$doel/OFL-source-sans.txt" "$doel/OFL-source-code-pro.txt" "$web"
(cd "$web" && sha256sum ./*.woff2)

haal @nl-design-system-unstable/voorbeeld-design-tokens 7.4.1 0969907596b56e621fcdb3d7a1f101f6e14c877a1318cd60b1f0428e927e6dd3
haal @utrecht/component-library-css 9.0.4 fff546ee8e41e5fb0cd9ce0aa61b267e8af21d693fb6790601d87514f6b63bd1
haal @nl-design-system-candidate/button-css 1.1.0 d9034f8339a65119b8255ee01f2cbdda7d0aadf2417c94eab6526b6d634cc4fb
haal @nl-design-system-candidate/code-css 2.0.3 058fabe8ef4b8f144cbfa95047d4c3d54629b4004096ad02fa983e09d1c96f41
haal @nl-design-system-candidate/data-badge-css 1.0.5 6092a88064895237fdb115490576a7a6afe64db4f9b97c3097bc448b1b309c72
haal @nl-design-system-candidate/heading-css 1.1.3 a83c26372fbfbce27b42113af9746406cabc33514914f0f6af7bd8cc4fbaf913
haal @nl-design-system-candidate/link-css 2.0.3 bfab80aee8c45f7ba8e5b312482f4ccb1a4c22f5cf99bead1c6b6917e3a979ce
haal @nl-design-system-candidate/paragraph-css 2.1.3 2f1da7740363602d2a09f4befb42743e87ae652f256763f359d9f91c5a9b97c4
haal @nl-design-system-candidate/skip-link-css 1.0.5 43ad525851f98c019c8079d5535b33e7fe92a7b6e5226cfafc020ad5619bcfa3
mkdir -p "$hier/static/vendor/nlds"
"$python" "$hier/scripts/kies_nlds.py" "$werk" "$hier/static/vendor/nlds"
licentie() { # package name: its licence beside what is taken from it
    cp "$werk/$1/LICENSE.md" "$hier/static/vendor/nlds/EUPL-$2.md"
}
licentie nl-design-system-unstable-voorbeeld-design-tokens voorbeeld-design-tokens
licentie utrecht-component-library-css utrecht-component-library
licentie nl-design-system-candidate-button-css nl-design-system-candidate
(cd "$hier/static/vendor/nlds" && sha256sum ./*.css)
