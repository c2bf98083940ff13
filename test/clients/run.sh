#!/usr/bin/env bash
# Starts the program on a free port with the embedded plan and holds real clients and the GraphQL over HTTP audits
# against it. Arguments choose checks (default: all). SERVER=URL uses a server that runs already.
set -euo pipefail
cd "$(dirname "$0")"
checks=("$@")
if [ ${#checks[@]} -eq 0 ]; then
  checks=(audits request urql apollo relay codegen)
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
if [ -z "${SERVER:-}" ]; then
  work=$(mktemp -d) server=
  trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
  (cd ../.. && go build -o "$work/policygraph" ./cmd/policygraph)
  "$work/policygraph" serve --data :memory: --addr 127.0.0.1:0 2>"$work/log" &
  server=$!
  for _ in $(seq 300); do
    SERVER=$(grep -o 'http://[^ ]*/graphql' "$work/log" || true)
    if [ -n "$SERVER" ]; then break; fi
    if ! kill -0 "$server" 2>/dev/null; then cat "$work/log"; exit 1; fi
    sleep 0.2
  done
fi
for check in "${checks[@]}"; do
  timeout 120 node "$check.mjs" "$SERVER"
done
