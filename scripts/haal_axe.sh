#!/bin/sh
# How tests/vendor/axe-core/ is filled. Nobody needs to run this to use, build or test the program: what it
# makes is in the repository. Run it to take a newer version, then run the browser tests again.
#
# Needs: npm, sha256sum.
#   scripts/haal_axe.sh
#
# axe-core (Deque Systems, MPL-2.0): the rules of WCAG and EN 301 549 as far as a program can check them.
# For the tests alone; no page of the product loads it. The file is taken over unchanged.
set -eu

hier=$(cd "$(dirname "$0")/.." && pwd)
doel="$hier/tests/vendor/axe-core"
versie=4.14.1
som=e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745
werk=$(mktemp -d)
trap 'rm -rf "$werk"' EXIT

cd "$werk"
npm pack --silent --ignore-scripts "axe-core@$versie" >/dev/null
echo "$som  axe-core-$versie.tgz" | sha256sum --check --quiet
tar -xzf "axe-core-$versie.tgz" --strip-components=1

mkdir -p "$doel"
cp axe.min.js "$doel/axe.min.js"
cp LICENSE "$doel/LICENSE"
cp LICENSE-3RD-PARTY.txt "$doel/LICENSE-3RD-PARTY.txt"
(cd "$doel" && sha256sum axe.min.js LICENSE LICENSE-3RD-PARTY.txt >SHA256SUMS && cat SHA256SUMS)
