# debian PACKAGE...: installs what is missing of these Debian packages. Sourced by test/*/run.sh.
# It waits for another apt (a fresh machine may be updating itself) instead of failing.
debian() {
  local missing=() name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  local try
  for try in 1 2 3 4 5; do # the lock on the lists has no time-out of its own
    "${apt[@]}" update && break
    [ "$try" -lt 5 ] || return 1
    sleep 20
  done
  DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
}
