# Sourced by tests/run: checks that are not .NET tests. Each counts as one test. They run beside the test projects.

checks_pid=""

# In a shell of their own, which leaves its counts and what it says.
start_checks() {
  (
    run_checks
    printf '%s %s %s\n' "$passed" "$failed" "$not_run" >"$work/checks"
  ) >"$results/checks.log" 2>&1 &
  checks_pid=$!
}

finish_checks() {
  local checks_passed checks_failed checks_not_run
  wait "$checks_pid"
  checks_pid=""
  cat "$results/checks.log"
  read -r checks_passed checks_failed checks_not_run <"$work/checks" || give_up "The checks ended before they were through."
  passed=$((passed + checks_passed))
  failed=$((failed + checks_failed))
  not_run=$((not_run + checks_not_run))
}

stop_checks() {
  [ -n "$checks_pid" ] || return 0
  pkill -TERM -P "$checks_pid" 2>/dev/null
  kill -TERM "$checks_pid" 2>/dev/null
}

run_checks() {
  if selected Protos; then phase "Protos" check_protos; fi
  if selected Node; then phase "Node clients" check node-clients timeout 120 node --test tests/node/test/; fi
  if selected Charts; then phase "Charts" check_charts; fi
  if selected Format; then phase "Format" check_format; fi
}

# The binary itself: the package that chooses one for the platform cannot be locked where the registry lacks some platforms.
buf() { timeout 120 "$root"/tests/node/node_modules/@bufbuild/buf-linux-*/bin/buf "$@"; }

check_protos() {
  if [ -z "$(find protos -name '*.proto' 2>/dev/null | head -n 1)" ]; then
    say "Protos: there are none yet."
    return 0
  fi
  check buf-lint buf lint protos
  check buf-format buf format protos --diff --exit-code
  local base
  base=$(contract_base)
  if [ -z "$base" ]; then
    say "buf breaking: there is no earlier commit with protos to compare with."
  else
    mkdir -p "$work/contract"
    git archive "$base" protos | tar -x -C "$work/contract"
    check buf-breaking buf breaking protos --against "$work/contract/protos"
  fi
}

# The commit whose protos must not be broken: the last one on main that is not this work itself.
# OMNICHANNEL_CONTRACT_BASE names another one, or "none".
contract_base() {
  local main base
  if [ -n "${OMNICHANNEL_CONTRACT_BASE:-}" ]; then
    [ "$OMNICHANNEL_CONTRACT_BASE" = none ] || git rev-parse --verify --quiet "$OMNICHANNEL_CONTRACT_BASE^{commit}"
    return 0
  fi
  for main in origin/main main; do
    base=$(git merge-base HEAD "$main" 2>/dev/null) || continue
    if [ "$base" = "$(git rev-parse HEAD)" ] && git diff --quiet HEAD -- protos; then
      # On main itself, with nothing changed: what stood there before the last change of a contract.
      base=$(git log --first-parent --format=%H -n 2 HEAD -- protos | sed -n 2p)
    fi
    [ -n "$base" ] || continue
    [ -n "$(git ls-tree -r --name-only "$base" -- protos 2>/dev/null | grep '\.proto$')" ] || continue
    printf '%s\n' "$base"
    return 0
  done
}

# The chart as helm renders it, and that the checks themselves can fail. Helm's npm package has a program for x64 only; HELM names another.
check_charts() {
  local charts=(timeout 120 node tests/node/scripts/check-charts.js)
  if [ -z "${HELM:-}" ] && [ "$(uname -m)" != x86_64 ]; then
    say "Charts: there is no helm for this machine; HELM=/path/to/helm names one."
    not_run=$((not_run + 5))
    return 0
  fi
  check charts-dev "${charts[@]}" dev
  check charts-prod "${charts[@]}" prod
  check charts-variants "${charts[@]}" variants
  check charts-planted "${charts[@]}" planted
  if "${charts[@]}" schemas-present; then
    check charts-schemas "${charts[@]}" schemas
  else
    not_run=$((not_run + 1))
  fi
}

check_format() {
  local solution
  for solution in ./*.sln; do
    [ -e "$solution" ] || return 0
    check dotnet-format timeout 300 dotnet format whitespace "$solution" --no-restore --verify-no-changes
  done
}
