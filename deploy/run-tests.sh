#!/usr/bin/env bash
# Called by deploy/test with servers at hand: the projects with their results, a sum at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
only=${ANJIE_ONLY_TESTS:-}
passed=0 failed=0 results=$(pwd)/.anjie/tests
rm -rf "$results"; mkdir -p "$results"
if [ $# -gt 0 ]; then projects=("${@/#/tests/}"); else projects=(tests/*/); fi
# The whole system comes last.
mapfile -t projects < <(printf '%s\n' "${projects[@]}" | sort -t/ -k2,2 | awk '/EndToEnd/ { last = $0; next } { print } END { if (last) print last }')

# Of the summary of one project: how many tests "succeeded" or "failed".
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$results/$2.log" | tail -n 1; }

run() {
  local begin=$SECONDS status
  dotnet test --project "tests/$1" --no-build -c Release --no-progress --output Detailed ${only:+--filter-method "$only"} >"$results/$1.log" 2>&1
  status=$?
  echo "$((SECONDS - begin)) $status" >"$results/$1.done"
}

tell() {
  local took status ok bad
  read -r took status <"$results/$1.done"
  ok=$(count succeeded "$1"); bad=$(count failed "$1")
  : "${ok:=0}" "${bad:=0}"
  # With a filter a project may have nothing to run (8); without one that is a fault of the run, not a success.
  if [ -n "$only" ] && [ "$status" -eq 8 ]; then return; fi
  if [ $((ok + bad)) -eq 0 ] || { [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
    bad=$((bad + 1))
  fi
  printf '  %4s s  %-36s %5s passed %5s failed\n' "$took" "$1" "$ok" "$bad"
  # What passed and its time stay in the log.
  if [ "$bad" -gt 0 ]; then awk 'BEGIN { on = 1 } /^passed / { on = 0 } /^failed |^Test run summary/ { on = 1 } on && NF' "$results/$1.log" | tail -n 80; fi
  passed=$((passed + ok)) failed=$((failed + bad))
}

# The drills of Messaging mostly wait for servers they have ended: they run beside the others, and nothing beside the whole system.
beside=Messaging.Tests
waits() { [ -n "${waited:-}" ] || { wait; waited=yes; [ ! -f "$results/$beside.done" ] || tell "$beside"; }; }

for project in "${projects[@]}"; do [ "$(basename "$project")" != $beside ] || run $beside & done
for project in "${projects[@]}"; do
  name=$(basename "$project")
  # Benchmarks measure and Support helps; neither asserts.
  case $name in *Tests) ;; *) continue ;; esac
  [ "$name" != $beside ] || continue
  [ "$name" != EndToEnd.Tests ] || waits
  run "$name"
  tell "$name"
done
waits

[ $((passed + failed)) -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
