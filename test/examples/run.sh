#!/usr/bin/env bash
# Runs the examples against a server with the embedded plan: every measure that the API gives must be what NetworkX and
# igraph compute.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/debian.sh
debian python3-networkx python3-scipy python3-matplotlib r-base-core r-cran-igraph r-cran-curl r-cran-jsonlite fonts-wqy-zenhei
dir=$(mktemp -d)
go build -o "$dir/policygraph" ./cmd/policygraph
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$dir/policygraph" serve --data :memory: --addr "127.0.0.1:$port" >"$dir/log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$dir"' EXIT
for _ in $(seq 120); do
  if curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1; then break; fi
  if ! kill -0 $server 2>/dev/null; then cat "$dir/log"; exit 1; fi
  sleep 0.25
done
url=http://127.0.0.1:$port/graphql
/usr/bin/python3 examples/network.py --url "$url" --spec '{"departmentKinds":["DEPARTMENT","FIELD_OFFICE","ENTERPRISE"]}' --draw "$dir/network.png"
test -s "$dir/network.png"
Rscript examples/network.R "$url" '{"departmentKinds":["DEPARTMENT","FIELD_OFFICE","ENTERPRISE"]}' "$dir/network.pdf"
test -s "$dir/network.pdf"
for spec in '{}' '{"projection":"TASKS_BY_DEPARTMENT"}' '{"projection":"DEPARTMENT_TASK"}' '{"projection":"CITIES_BY_TASK","weight":"NEWMAN"}' \
  '{"projection":"THEMES_BY_TASK","weight":"JACCARD"}' '{"projection":"DEPARTMENTS_BY_DOCUMENT"}' '{"minWeight":3}' '{"minWeight":1000}' '{"documents":[]}'; do
  echo "spec $spec"
  /usr/bin/python3 examples/network.py --url "$url" --spec "$spec" | grep compared
  Rscript examples/network.R "$url" "$spec" | tail -n 1
done
