#!/usr/bin/env bash
# npm's graphql must make of our introspection the schema that we serve, and answer random operations as we do.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --silent
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd ../.. && POLICYGRAPH_INTROSPECTION=$dir go test -count=1 -run TestIntrospectionIsTheSameEachTime ./gql)
node check.mjs "$dir"
(cd ../.. && POLICYGRAPH_JUDGE=$dir go test -count=1 -run TestWriteForJudge ./gql)
node judge.mjs "$dir"
