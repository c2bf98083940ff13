#!/usr/bin/env bash
# Generates types for examples/client-ts from a running server, compiles it strictly and compares what it prints.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d) server=
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
go build -o "$work/policygraph" ./cmd/policygraph
"$work/policygraph" serve --data :memory: --addr 127.0.0.1:0 2>"$work/log" &
server=$!
for _ in $(seq 300); do
  SERVER=$(grep -o 'serving http://[^ ]*/graphql' "$work/log" | sed 's/serving //; s#/graphql##' || true)
  if [ -n "$SERVER" ]; then break; fi
  if ! kill -0 "$server" 2>/dev/null; then cat "$work/log"; exit 1; fi
  sleep 0.2
done
export SERVER
cd examples/client-ts
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
npm run --silent codegen >"$work/codegen" || { cat "$work/codegen"; exit 1; }
npm run --silent build
got=$(npm run --silent start -- 省发改委)
echo "$got"
for want in '省发展改革委: 22 tasks, 25 partners' 'RESPONSIBLE 二、(一)1. 强化空间功能分区管控' 'with 临汾市人民政府: 16' 'with 省经信委: 12'; do
  grep -qF "$want" <<<"$got" || { echo "wanted: $want"; exit 1; }
done
if npm run --silent start -- 无此部门 2>"$work/err"; then echo "a name that nobody has was answered"; exit 1; fi
grep -q 'no body has this name' "$work/err"
