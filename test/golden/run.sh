#!/usr/bin/env bash
# Makes the expectations of graph/analysis again with NetworkX: the files in testdata must be what the script gives.
set -euo pipefail
cd "$(dirname "$0")/../../graph/analysis/testdata"
if ! /usr/bin/python3 -c 'import networkx, numpy, scipy' 2>/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-networkx python3-numpy python3-scipy >/dev/null
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp golden.py seed_tasks.json "$dir"
(cd "$dir" && /usr/bin/python3 golden.py)
cmp "$dir/graphs.jsonl" graphs.jsonl
cmp "$dir/projections.jsonl" projections.jsonl
