#!/usr/bin/env bash
# Called by deploy/test with servers at hand: one project after the other, a sum at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0 failed=0 results=$(pwd)/.anjie/tests
rm -rf "$results"; mkdir -p "$results"
if [ $# -gt 0 ]; then projects=("${@/#/tests/}"); else projects=(tests/*/); fi

# Of the summary of one project: how many tests "succeeded" or "failed".
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$results/$2.log" | tail -n 1; }

for project in "${projects[@]}"; do
  name=$(basename "$project") begin=$SECONDS
  # Benchmarks measure and Support helps; neither asserts.
  case $name in *Tests) ;; *) continue ;; esac
  dotnet test --project "tests/$name" --no-build -c Release --no-progress >"$results/$name.log" 2>&1
  status=$?
  ok=$(count succeeded "$name"); bad=$(count failed "$name")
  : "${ok:=0}" "${bad:=0}"
  # A project that ran nothing is a fault of the run, not a success.
  if [ $((ok + bad)) -eq 0 ] || { [ $status -ne 0 ] && [ "$bad" -eq 0 ]; }; then
    bad=$((bad + 1))
  fi
  printf '  %4s s  %-36s %5s passed %5s failed\n' $((SECONDS - begin)) "$name" "$ok" "$bad"
  if [ "$bad" -gt 0 ]; then grep -vE '^\s*$' "$results/$name.log" | tail -n 60; fi
  passed=$((passed + ok)) failed=$((failed + bad))
done

[ $((passed + failed)) -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
