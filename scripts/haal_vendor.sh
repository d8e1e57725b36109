#!/bin/sh
# How static/vendor is filled. Nobody needs to run this to use or build the program: what it makes
# is in the repository. Run it to take a newer version, then look at the letters again.
#
# Needs: npm, sha256sum, and the project's own Python environment (fontTools).
#   scripts/haal_vendor.sh
#
# lettertypen/  Source Sans 3 and Source Code Pro (Adobe, SIL Open Font License 1.1), from the npm
#   packages below, made smaller for documents: Latin, Greek, Cyrillic, punctuation, currency, arrows
#   and simple signs; no hinting (a PDF does not use it). The licence reserves the name "Source" for the
#   unmodified fonts, so the smaller ones are called Loket Sans and Loket Mono. fonts.conf beside them is ours.
set -eu

hier=$(cd "$(dirname "$0")/.." && pwd)
doel="$hier/static/vendor/lettertypen"
python="${PYTHON:-$hier/.venv/bin/python}"
werk=$(mktemp -d)
trap 'rm -rf "$werk"' EXIT

haal() { # package version sha256: the package of exactly this content, unpacked in $werk/package-name
    (cd "$werk" && npm pack --silent "$1@$2" >/dev/null)
    echo "$3  $werk/$1-$2.tgz" | sha256sum --check --quiet
    mkdir -p "$werk/$1"
    tar -xzf "$werk/$1-$2.tgz" -C "$werk/$1" --strip-components=1
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
