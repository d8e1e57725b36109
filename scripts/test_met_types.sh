#!/usr/bin/env bash
# Runs pytest with the arguments given and checks the types beside it: mypy has work for one core, and the tests begin
# a minute earlier. What mypy has against the code is shown as soon as it is known, in one piece; both must succeed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What Python compiled it keeps beside the source (ignored by git): dozens of processes of a run (workers, servers,
# commands) start faster, and a second run need not rewrite the assertions of every test once more.
unset PYTHONDONTWRITEBYTECODE

verslag=$(mktemp)
nice -n 5 .venv/bin/mypy >"$verslag" 2>&1 &
mypy=$!
trap 'kill "$mypy" 2>/dev/null; rm -f "$verslag"' EXIT
trap 'exit 130' INT TERM
{ # Waits for mypy beside the tests; `wait` itself only knows the children of one shell.
  tail --pid="$mypy" -f /dev/null
  grep -q '^Success' "$verslag" || { printf '\n.venv/bin/mypy\n' && cat "$verslag"; }
} &
melder=$!

printf '.venv/bin/mypy (naast de tests)\n.venv/bin/python -m pytest %s\n' "$*"
.venv/bin/python -m pytest "$@"
tests=$?
wait "$mypy"
types=$?
wait "$melder"
if [ "$types" -eq 0 ]; then
  tail -n 1 "$verslag"
else
  printf 'De types kloppen niet: mypy, hierboven.\n' >&2
fi
[ "$tests" -eq 0 ] && [ "$types" -eq 0 ]
