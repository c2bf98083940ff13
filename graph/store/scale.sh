#!/usr/bin/env bash
# Prints what storing, opening and changing a graph of N generated tasks takes (100,000 unless given), as the table in
# docs/STORE.md. Times are processor times of this machine; the answers are checked.
set -euo pipefail
cd "$(dirname "$0")"
POLICYGRAPH_SCALE=${1:-100000} go test -count=1 -timeout 60m -run '^TestScale$' . | grep '^|\|FAIL\|_test.go'
