#!/usr/bin/env bash
# Puts the server behind a real nginx, below a path, over TLS, with deploy/nginx.conf: once with the path cut off by the
# proxy and once with it kept. Every link of every page that is reached from the first must answer below the path, and
# permalinks, citations, schemaUrl and redirects must be addresses of the proxy.
set -euo pipefail
cd "$(dirname "$0")"
source ../debian.sh
debian nginx-light openssl
work=$(mktemp -d) pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
(cd ../.. && go build -o "$work/policygraph" ./cmd/policygraph)
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=plans.example.org -addext subjectAltName=DNS:plans.example.org \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

for way in cut keep; do
  tls=$(port) upstream=$(port)
  base=https://plans.example.org:$tls/a/policygraph
  "$work/policygraph" serve --data :memory: --addr "127.0.0.1:$upstream" --base-url "$base" 2>"$work/server.$way.log" &
  pids+=($!)
  sed -e "s|/etc/ssl/plans.pem|$work/cert.pem|; s|/etc/ssl/plans.key|$work/key.pem|; s|listen 443|listen 127.0.0.1:$tls|" \
    -e "s|127.0.0.1:8080|127.0.0.1:$upstream|; s|/policygraph/|/a/policygraph/|" ../../deploy/nginx.conf >"$work/site.conf"
  if [ "$way" = keep ]; then
    sed -i "s|\(proxy_pass http://127.0.0.1:$upstream\)/;|\1;|" "$work/site.conf"
  fi
  cat >"$work/nginx.$way.conf" <<EOF
daemon off;
pid $work/nginx.$way.pid;
error_log $work/nginx.$way.log;
events {}
http {
  access_log off;
  client_body_temp_path $work/body; proxy_temp_path $work/proxy; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  include $work/site.conf;
}
EOF
  nginx -c "$work/nginx.$way.conf" -e "$work/nginx.$way.log" &
  pids+=($!)
  for _ in $(seq 200); do
    if curl -fsS --resolve "plans.example.org:$tls:127.0.0.1" --cacert "$work/cert.pem" "$base/readyz" >/dev/null 2>&1; then break; fi
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || { cat "$work"/*.log; exit 1; }; done
    sleep 0.1
  done
  python3 check.py "$base" "$work/cert.pem" "$way" "http://127.0.0.1:$upstream"
  for pid in "${pids[@]}"; do kill "$pid" && wait "$pid" || true; done
  pids=()
done
