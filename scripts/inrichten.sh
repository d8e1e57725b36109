#!/usr/bin/env bash
# Makes a bare machine ready: Python, system packages, .venv from hashed requirements.
#
#   scripts/inrichten.sh demo     to run the program
#   scripts/inrichten.sh check    to lint and check types
#   scripts/inrichten.sh bench    to measure
#   scripts/inrichten.sh test     to run everything
#
# Missing system packages are installed as root; otherwise the exact line to run is printed. What
# only some tests need may be missing (those tests are skipped with their reason), unless CI=true.
# PYTHON=python3.12 chooses an interpreter. Quiet and quick when there is nothing to do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

doel=${1:-demo}
case $doel in
  demo) eisen=requirements.txt ;;
  check | bench | test) eisen=requirements-dev.txt ;;
  *) printf 'Gebruik: scripts/inrichten.sh demo|check|bench|test\n' >&2; exit 2 ;;
esac
venv=.venv
half=$venv/.in-aanbouw

zeg() { printf '%s\n' "$@" >&2; }
stop() { zeg "$@"; exit 1; }

# Two makes at the same time do not build the same .venv: the script itself is the lock.
exec 9<scripts/inrichten.sh
flock 9

# --- Python -------------------------------------------------------------------------------------

vind_python() {
  local kandidaat
  for kandidaat in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$kandidaat" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$kandidaat"
      return
    fi
  done
}

python=$(vind_python)
[ -n "$python" ] || stop "Python 3.11 of nieuwer is nodig en niet gevonden. Op Debian 12 en Ubuntu 24.04:" \
  "  sudo apt-get install python3 python3-venv"

# --- System packages ----------------------------------------------------------------------------

heeft_bibliotheek() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }

nodig=()    # without these the goal cannot be reached
welkom=()   # without these some tests are skipped

# Debian keeps ensurepip, which a venv starts from, in a package of its own.
"$python" -c 'import venv, ensurepip' 2>/dev/null || nodig+=("$(basename "$python")-venv")
if [ "$doel" != check ]; then
  heeft_bibliotheek libpangoft2-1.0.so.0 || nodig+=(libpangoft2-1.0-0)
  heeft_bibliotheek libharfbuzz-subset.so.0 || nodig+=(libharfbuzz-subset0)
fi
if [ "$doel" = test ]; then
  [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null || welkom+=(default-jre-headless)
  [ -e /usr/share/java/jaxb-runtime.jar ] || welkom+=(libjaxb-java)
  command -v pdftotext >/dev/null || welkom+=(poppler-utils)
  if [ -d tests/browser ]; then
    # Of the same source as chromium, without its window: smaller, and a page costs it a quarter less.
    command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || welkom+=(chromium-headless-shell)
  fi
fi

installeer() {
  command -v apt-get >/dev/null || { zeg "apt-get is er niet op dit systeem."; return 1; }
  local verslag
  verslag=$(mktemp)
  zeg "Systeempakketten installeren: $*"
  export DEBIAN_FRONTEND=noninteractive
  # A package list that is missing or old makes the first try fail; then it is refreshed.
  if apt-get -y -q -o DPkg::Lock::Timeout=120 --no-install-recommends install "$@" >"$verslag" 2>&1 ||
    { apt-get -q update >>"$verslag" 2>&1 &&
      apt-get -y -q -o DPkg::Lock::Timeout=120 --no-install-recommends install "$@" >>"$verslag" 2>&1; }; then
    rm -f "$verslag"
    return 0
  fi
  tail -n 15 "$verslag" >&2
  rm -f "$verslag"
  return 1
}

ontbreekt=("${nodig[@]}" "${welkom[@]}")
if [ ${#ontbreekt[@]} -gt 0 ]; then
  # Only what is strictly needed decides whether to go on; in CI nothing may be skipped, so all is.
  streng=${#nodig[@]}
  [ "${CI:-}" = true ] && streng=${#ontbreekt[@]}
  if [ "$(id -u)" -ne 0 ]; then
    zeg "Er ontbreken systeempakketten. Voer dit uit en probeer het daarna opnieuw:" \
      "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${ontbreekt[*]}"
    [ "$streng" -eq 0 ] || exit 1
    zeg "Zonder deze pakketten worden sommige tests overgeslagen; het overzicht aan het eind zegt welke."
  elif ! installeer "${ontbreekt[@]}"; then
    [ "$streng" -eq 0 ] || stop "Installeren is niet gelukt. Nodig: ${ontbreekt[*]}"
    zeg "Installeren is niet gelukt: tests die ${welkom[*]} nodig hebben, worden overgeslagen."
  fi
fi

# --- .venv --------------------------------------------------------------------------------------

# The stamp says what the environment was made of. Line 1: where (its scripts hold their own path) and
# with which Python; when that changed it is made anew. Line 2: from which requirements; when those
# changed it is brought up to date.
plaats="$PWD · $("$python" -c 'import sys; print(sys.version.split()[0], sys.base_prefix)')"
stempel() { printf '%s/.stempel-%s' "$venv" "$1"; }
som() { cat "$1" pyproject.toml | sha256sum | cut -d' ' -f1; }

is_bij() { [ "$(cat "$(stempel "$1")" 2>/dev/null)" = "$plaats"$'\n'"$(som "$1")" ]; }
bruikbaar() {
  local merk
  [ ! -e "$half" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 || return 1
  for merk in "$venv"/.stempel-*; do
    [ ! -e "$merk" ] || [ "$(head -n 1 "$merk")" = "$plaats" ] || return 1
  done
}

if [ ! -e "$half" ] && [ -x "$venv/bin/subsidie" ] && is_bij "$eisen"; then
  exit 0
fi

if ! bruikbaar; then
  zeg "Virtuele omgeving maken in $venv ($("$python" --version))"
  rm -rf "$venv"
  mkdir "$venv"
  touch "$half" # a build that is broken off leaves this behind and is thrown away the next time
  "$python" -m venv "$venv"
fi
touch "$half"
rm -f "$venv"/.stempel-*
zeg "Pakketten installeren uit $eisen"
pip=("$venv/bin/python" -m pip --disable-pip-version-check --no-input)
"${pip[@]}" install -q --require-hashes -r "$eisen"
# The project itself comes last, built offline with the setuptools from the hashed requirements.
"${pip[@]}" install -q --no-deps --no-build-isolation -e .

# requirements-dev.txt contains requirements.txt: an environment for tests runs the demo too.
for bestand in requirements.txt "$eisen"; do
  printf '%s\n%s\n' "$plaats" "$(som "$bestand")" >"$(stempel "$bestand")"
done
rm -f "$half"
