# Sourced by tests/run: checks that are not .NET tests. Each counts as one test. They are one of the things that run at a time, beside the first test projects.

checks_pid=""

# In a shell of their own, which leaves its counts and what it says.
start_checks() {
  (
    run_checks
    printf '%s %s %s\n' "$passed" "$failed" "$not_run" >"$work/checks"
  ) >"$results/checks.log" 2>&1 &
  checks_pid=$!
}

await_checks() {
  [ -n "$checks_pid" ] || return 0
  wait "$checks_pid"
  finish_checks
}

finish_checks() {
  local checks_passed checks_failed checks_not_run
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
  if selected Node; then phase "Node clients" check_node; fi
  if selected Charts; then phase "Charts" check_charts; fi
  if selected Format; then phase "Format" check_format; fi
}

# The tests' own clients, the client for web pages, and what the console's pages have of it (npm run console copies it; who only has .NET builds the console, too).
check_node() {
  node_tests node-clients tests/node/test/*.test.js
  check web-types tsc -p test/tsconfig.json
  node_tests web-client "$web_client"/test/*.test.js "$web_client"/test/browser/*.test.js
  check web-package packs
  check console-client diff -r --exclude='*.d.ts' "$web_client/dist" gateway/Console/wwwroot/client
  check console-scripts tsc -p ../../Console/tsconfig.json
}

# node_tests NAME FILE...: each test in the files counts. Files that end badly without a failing test, or without any test, are one failure.
node_tests() {
  local name=$1 log code tests_passed tests_failed
  shift
  log="$results/$name.log"
  timeout 240 node --test --test-reporter=tap "$@" </dev/null >"$log" 2>&1
  code=$?
  tests_passed=$(sed -n 's/^# pass //p' "$log" | tail -n 1)
  tests_failed=$(sed -n 's/^# fail //p' "$log" | tail -n 1)
  [ "$code" -eq 0 ] && [ "${tests_passed:-0}" -gt 0 ] || [ "${tests_failed:-0}" -gt 0 ] || tests_failed=1
  passed=$((passed + ${tests_passed:-0}))
  failed=$((failed + ${tests_failed:-0}))
  [ "${tests_failed:-0}" -eq 0 ] && return 0
  say "FAILED $name"
  grep -A 25 '^ *not ok' "$log" | head -n 80 | sed 's/^/    /'
}

# The package holds all that its importers need: it is imported from where there is nothing else.
packs() {
  local place="$work/packed"
  mkdir -p "$place" && (cd "$root/$web_client" && npm pack --ignore-scripts --pack-destination "$place") && tar -xzf "$place"/*.tgz -C "$place" &&
    [ -e "$place/package/dist/index.d.ts" ] && node -e 'import(process.argv[1]).then(({ DeviceCart }) => process.exit(DeviceCart ? 0 : 1))' "$place/package/dist/index.js"
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
  # What others build on: the contract as it was when it was last revised. A change that breaks it is meant, and then revises this file, too:
  #   buf build protos --exclude-source-info -o eng/testing/contract.binpb
  check buf-breaking buf breaking protos --against eng/testing/contract.binpb
  check buf-breaking-planted finds_a_break
}

# A contract without an rpc that others call is found.
finds_a_break() {
  local planted="$work/planted"
  rm -rf "$planted" && cp -r protos "$planted" && rm -rf "$planted"/bin "$planted"/obj
  sed -i '/rpc GetCart(/s/GetCart/FetchCart/' "$planted/omnichannel/cart/v1/cart_service.proto"
  ! buf breaking "$planted" --against eng/testing/contract.binpb
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
