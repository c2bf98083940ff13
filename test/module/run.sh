#!/usr/bin/env bash
# Installs the program and imports the module as somebody else does: by version from a module proxy, here a folder, into an
# empty GOPATH. What go.mod says only for the main module (replace, exclude) does not count there.
set -euo pipefail
cd "$(dirname "$0")/../.."
module=github.com/policygraph/policygraph
version=v0.0.0-test
dir=$(mktemp -d)
export GOFLAGS=-modcacherw
trap 'rm -rf "$dir"' EXIT

mkdir "$dir/source"
git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --ignore-failed-read -cf - | tar -xf - -C "$dir/source"
(cd tools && go run ../test/module/testdata/modzip/main.go "$module" "$version" "$dir/source" "$dir/proxy")

# Other modules come from what this machine has downloaded, or else from the usual proxy.
downloaded=$(go env GOMODCACHE)/cache/download
usual=$(go env GOPROXY)
export GOPROXY="file://$dir/proxy,file://$downloaded,$usual"
export GONOSUMDB=$module
export GOPATH=$dir/gopath GOMODCACHE=$dir/gopath/pkg/mod GOBIN=$dir/gopath/bin GOWORK=off
cd "$dir"
go install "$module/cmd/policygraph@$version"
plan=$dir/plan.txt
printf '某省实施方案\n一、总体要求\n1.推进建设。（省财政厅牵头，省水利厅配合）\n2.加强保护。（省文化厅负责）\n' >"$plan"

says() { # says WANT COMMAND...: the command prints a line with WANT
  want=$1
  shift
  got=$("$@" 2>&1) || { printf '%s failed:\n%s\n' "$*" "$got"; exit 1; }
  case $got in
  *"$want"*) ;;
  *) printf '%s printed:\n%s\nexpected: %s\n' "$*" "$got" "$want"; exit 1 ;;
  esac
}
says '1 added' "$GOBIN/policygraph" load --data "$dir/installed" "$plan"
says '2 tasks' "$GOBIN/policygraph" check --data "$dir/installed"

mkdir scratch
cd scratch
cp "$dir/source/test/module/testdata/main.go" .
go mod init example.org/scratch 2>/dev/null
go get "$module@$version"
go mod tidy
says '2 tasks' go run . "$plan" "$dir/imported"
says '2 tasks' "$GOBIN/policygraph" check --data "$dir/imported"
echo "installed by version, and imported by another module"
