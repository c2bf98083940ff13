#!/usr/bin/env bash
# Builds the program for release: tools/release.sh FOLDER [OS/ARCH...], this machine's system when none is named. Paths of
# this machine (-trimpath), the symbol table and debug information (-s -w) are left out; the revision stays in. Prints the
# size of each file in bytes.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: tools/release.sh FOLDER [OS/ARCH...]" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- "$(go env GOOS)/$(go env GOARCH)"
for target in "$@"; do
  os=${target%/*} arch=${target#*/}
  name=policygraph-$os-$arch
  [ "$os" = windows ] && name=$name.exe
  CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -trimpath -ldflags '-s -w' -o "$out/$name" ./cmd/policygraph
  printf '%s %s\n' "$(wc -c <"$out/$name")" "$name"
done
cp LICENSE NOTICE "$out/"
