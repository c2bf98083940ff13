#!/usr/bin/env bash
# Makes the expectations of graph/analysis again with NetworkX: the files in testdata must hold what the script gives,
# numbers compared as numbers, since their last digits depend on the processor.
set -euo pipefail
cd "$(dirname "$0")"
source ../debian.sh
debian python3-networkx python3-numpy python3-scipy
same=$PWD/same.py
cd ../../graph/analysis/testdata
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp golden.py seed_tasks.json "$dir"
(cd "$dir" && /usr/bin/python3 golden.py)
/usr/bin/python3 "$same" "$dir/graphs.jsonl" graphs.jsonl
/usr/bin/python3 "$same" "$dir/projections.jsonl" projections.jsonl
