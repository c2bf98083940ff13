#!/usr/bin/env bash
# Reads back every export with the programs that researchers use: NetworkX, igraph, pydot, rdflib and rapper from Debian,
# graphology from npm. Equal counts, weights, labels and quotes, or it fails.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v rapper >/dev/null || ! /usr/bin/python3 -c 'import networkx, igraph, rdflib, pydot, scipy' 2>/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    python3-networkx python3-scipy python3-igraph python3-rdflib python3-pydot raptor2-utils >/dev/null
fi
npm ci --no-audit --no-fund --silent
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd ../.. && POLICYGRAPH_EXPORTS=$dir go test -count=1 -run TestWriteSamples ./graph/export)
/usr/bin/python3 check.py "$dir"
node check.mjs "$dir"
