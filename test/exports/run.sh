#!/usr/bin/env bash
# Reads back every export with the programs that researchers use: NetworkX, igraph, pydot, rdflib and rapper from Debian,
# graphology from npm. References are read with bibtexparser and citation-js. Equal counts, weights, labels and quotes, or it fails.
set -euo pipefail
cd "$(dirname "$0")"
source ../debian.sh
debian python3-networkx python3-scipy python3-igraph python3-rdflib python3-pydot python3-bibtexparser raptor2-utils
npm ci --no-audit --no-fund --silent
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/exports" "$dir/citations"
(cd ../.. && POLICYGRAPH_EXPORTS=$dir/exports POLICYGRAPH_CITATIONS=$dir/citations \
  go test -count=1 -run 'TestWriteSamples|TestWriteCitations' ./graph/export ./graph/cite)
/usr/bin/python3 citations.py "$dir/citations"
node citations.mjs "$dir/citations"
node check.mjs "$dir/exports"
/usr/bin/python3 check.py "$dir/exports"
