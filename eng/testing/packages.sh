# Sourced by tests/run: what the tests need beside the .NET SDK.

postgres_bin=""

# The folder with initdb and postgres: Debian keeps them off the path.
find_postgres() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      postgres_bin=$folder
      return 0
    fi
  done
  folder=$(command -v initdb) || return 1
  postgres_bin=$(dirname "$(readlink -f "$folder")")
}

has() { command -v "$1" >/dev/null 2>&1; }

# The Debian packages that are missing, one word each. What counts is the command or library, wherever it came from.
missing_packages() {
  has git || echo git
  has curl || echo curl
  has ps || echo procps
  has redis-server || echo redis-server
  find_postgres || echo postgresql
  has node || echo nodejs
  has npm || echo npm
  has zint || echo zint
  has zbarimg || echo zbar-tools
  has pdftoppm || echo poppler-utils
  has dmtxread || echo dmtx-utils
  has chromium || echo chromium
  # Pages in Chinese: without a font of theirs a screenshot shows boxes.
  [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || echo fonts-wqy-zenhei
  [ -e /usr/share/zoneinfo/Europe/Rome ] || echo tzdata
}

packages_pid=""

# What this run may not mend is said before anything is built.
check_packages() {
  has dotnet || give_up "The .NET 10 SDK is needed: 'dotnet' was not found on the path."
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "$missing" ] && { [ "$(id -u)" -ne 0 ] || ! has apt-get; }; then
    give_up "The tests need these Debian packages, and only root may install them here:" "" "    sudo apt-get install --no-install-recommends $missing" "" "The tests start private servers of their own; the system's may stay off."
  fi
}

# They mostly wait for a registry: that is done beside the build, which needs none of them. The web client's compiler is among them.
start_packages() {
  (install_packages && npm_ci tests/node && npm_ci gateway/Clients/web && compile_web_client) >"$results/packages.log" 2>&1 &
  packages_pid=$!
}

await_packages() {
  wait "$packages_pid" || {
    tail -n 20 "$results/packages.log" >&2
    give_up "The packages of Debian or npm could not be installed, or the web client not be compiled."
  }
  packages_pid=""
  find_postgres
}

stop_packages() {
  [ -n "$packages_pid" ] || return 0
  pkill -TERM -P "$packages_pid" 2>/dev/null
  kill -TERM "$packages_pid" 2>/dev/null
}

install_packages() {
  local missing node_major
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "$missing" ]; then
    say "Installing: $missing"
    # shellcheck disable=SC2086
    apt_install $missing || return 1
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] || { say "Still missing after installing Debian's packages: $missing"; return 1; }
  fi
  node_major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$node_major" -ge 18 ] || { say "Node.js 18 or newer is needed, and $(node --version) was found."; return 1; }
}

# Installs without starting any system service: policy-rc.d is how Debian is told so.
apt_install() {
  local policy=/usr/sbin/policy-rc.d code
  if [ -e "$policy" ]; then policy=""; else
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 update &&
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
  code=$?
  [ -z "$policy" ] || rm -f "$policy"
  return $code
}

# npm ci only when the lock file is not the one that was installed last.
npm_ci() {
  local folder="$root/$1" stamp
  stamp="$folder/node_modules/.installed-for"
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) && cp "$folder/package-lock.json" "$stamp"
}
