#!/usr/bin/env bash
# Runs the README's commands as they stand there, in its order and with nothing loaded before: serve in one terminal, the
# first query in another. The answer must be the one printed there, and the embedded plan must leave nothing on disk.
set -euo pipefail
cd "$(dirname "$0")/.."
serve=$(grep -m1 -o 'go run ./cmd/policygraph serve' README.md)
query=$(grep -m1 -o 'go run ./cmd/policygraph query who.graphql' README.md)
work=$(mktemp -d)
log=$work/log
trap 'kill -- -$server 2>/dev/null || true; rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data
unset POLICYGRAPH_DATA
set -m
$serve >"$log" 2>&1 &
server=$!
set +m
for _ in $(seq 600); do
  if curl -fsS http://127.0.0.1:8080/readyz >/dev/null 2>&1; then break; fi
  if ! kill -0 $server 2>/dev/null; then cat "$log"; exit 1; fi
  sleep 0.5
done

# block LANGUAGE prints the first block of code in that language.
block() { awk -v start="\`\`\`$1" '$0 == start {on = 1; next} on && $0 == "```" {exit} on' README.md; }
block graphql >"$work/who.graphql"
block json >"$work/want.json"
${query/who.graphql/$work/who.graphql} >"$work/got.json"
python3 - "$work/want.json" "$work/got.json" <<'END'
import json, sys
want, got = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
if want != got or not want["data"]["department"]["tasks"]["totalCount"]:
    sys.exit("README.md prints\n%s\nthe program answers\n%s" % (want, got))
END

kill -INT -- -$server
wait $server || true
if [ -n "$(find "$XDG_DATA_HOME" -type f)" ]; then
  echo "the embedded plan was written to disk:"
  find "$XDG_DATA_HOME" -type f
  exit 1
fi
echo "answered as the README says, and left nothing behind"
