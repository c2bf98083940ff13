#!/usr/bin/env bash
# Builds the explorer again and compares it with what is committed, then walks through it in a real browser: journeys,
# accessibility, budgets, pictures. Arguments choose test files (default: all).
set -euo pipefail
cd "$(dirname "$0")"
. ../debian.sh
debian chromium fonts-noto-cjk python3-networkx
tests=("$@")
if [ ${#tests[@]} -eq 0 ]; then
  tests=(*.test.mjs)
  for app in app graphiql; do
    (cd ../../web/$app && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build >/dev/null)
  done
  git diff --exit-code --stat -- ../../web || { echo "web/dist is not what web/app and web/graphiql build"; exit 1; }
fi
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd ../.. && go build -o "$work/policygraph" ./cmd/policygraph)
POLICYGRAPH="$work/policygraph" timeout 600 node --test --test-concurrency=1 --test-reporter=spec "${tests[@]}"
