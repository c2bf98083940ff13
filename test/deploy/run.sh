#!/usr/bin/env bash
# Runs the stages of deploy/Dockerfile without an engine for containers: the binary is built by the command of the file, put
# into an empty root folder, and started there as its user with its environment. Then the unit for systemd is verified.
set -euo pipefail
cd "$(dirname "$0")/../.."
source test/debian.sh
debian systemd
root=$(mktemp -d) server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$root"' EXIT
build=$(sed -n 's|^RUN \(CGO_ENABLED=0 go build .*\) -o /out/policygraph \(.*\)|\1 -o '"$root"'/policygraph \2|p' deploy/Dockerfile)
[ -n "$build" ] || { echo "deploy/Dockerfile has no build"; exit 1; }
sh -c "$build"
user=$(sed -n 's/^USER \([0-9]*\):.*/\1/p' deploy/Dockerfile)
mkdir "$root/data" "$root/tmp"
chown "$user:$user" "$root/data" && chmod 1777 "$root/tmp" && chmod 755 "$root"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
inside=(env -i POLICYGRAPH_DATA=/data "POLICYGRAPH_ADDR=127.0.0.1:$port" HOME=/data /usr/sbin/chroot "--userspec=$user:$user" "$root" /policygraph)
"${inside[@]}" serve &
server=$!
for _ in $(seq 100); do
  if "${inside[@]}" health >/dev/null 2>&1; then break; fi
  kill -0 "$server" || exit 1
  sleep 0.2
done
"${inside[@]}" health
answer=$(curl -fsS -H 'Content-Type: application/json' "http://127.0.0.1:$port/graphql" -d '{"query":"{ stats { taskCount } }"}')
[ "$answer" = '{"data":{"stats":{"taskCount":32}}}' ] || { echo "answered $answer"; exit 1; }
kill "$server"
wait "$server" || { echo "SIGTERM: exit code $?"; exit 1; }
server=
if "${inside[@]}" health 2>/dev/null; then echo "a stopped server is healthy"; exit 1; fi
mkdir "$root/in" && cp seeds/*.txt "$root/in/"
"${inside[@]}" load /in
"${inside[@]}" check

unit=$root/policygraph.service
sed "s|/usr/local/bin/policygraph|$root/policygraph|" deploy/policygraph.service >"$unit"
systemd-analyze verify "$unit"
systemd-analyze security --offline=true --threshold=20 "$unit" | tail -n 1 # 2.0 of 10 at most
echo "the image's binary runs alone as user $user, and the unit holds"
