#!/usr/bin/env bash
# Runs the main command of the README as it stands there, in an empty data folder, and asks it the README's question.
set -euo pipefail
cd "$(dirname "$0")/.."
command=$(grep -m1 -o 'go run ./cmd/policygraph serve' README.md)
data=$(mktemp -d)
log=$data/log
trap 'kill -- -$server 2>/dev/null || true; rm -rf "$data"' EXIT
set -m
POLICYGRAPH_DATA=$data/graph $command >"$log" 2>&1 &
server=$!
set +m
for _ in $(seq 600); do
  if curl -fsS http://127.0.0.1:8080/readyz >/dev/null 2>&1; then break; fi
  if ! kill -0 $server 2>/dev/null; then cat "$log"; exit 1; fi
  sleep 0.5
done
answer=$(curl -fsS -H 'Content-Type: application/json' http://127.0.0.1:8080/graphql \
  -d '{"query":"{ department(name: \"省发改委\") { tasks { totalCount } partners(first: 3) { edges { sharedTaskCount } } } }"}')
want='{"data":{"department":{"tasks":{"totalCount":22},"partners":{"edges":[{"sharedTaskCount":16},{"sharedTaskCount":16},{"sharedTaskCount":12}]}}}}'
if [ "$answer" != "$want" ]; then
  printf 'answer:   %s\nexpected: %s\n' "$answer" "$want"
  exit 1
fi
echo "answered as the README says"
