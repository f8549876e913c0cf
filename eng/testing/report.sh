# Sourced by tests/run: what is said, and how the checks and test projects add up.

run_started=$SECONDS
passed=0
failed=0
not_run=0

# One line for each argument.
say() { printf '%s\n' "$@"; }

# A run that cannot go on says why, and counts as one failure.
give_up() {
  say "" "$@" >&2
  say "$passed passed, $((failed + 1)) failed"
  exit 1
}

# phase NAME COMMAND...: runs the command and prints how long it took.
phase() {
  local name=$1 started=$SECONDS
  shift
  "$@"
  printf '%-16s %4d s\n' "$name" $((SECONDS - started))
}

# check NAME COMMAND...: one check that counts as one test; its output is shown when it fails.
check() {
  local name=$1 log
  shift
  log="$results/$name.log"
  if "$@" </dev/null >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    say "FAILED $name"
    sed 's/^/    /' "$log" | head -n 60
  fi
}

# What the test projects found on this machine and chose between, as their fixtures said it: each once.
say_choices() { grep -ho 'Kafka: .*' "$results"/*.Tests.log 2>/dev/null | sort -u; }

summary() {
  say ""
  say_choices
  say "Took $((SECONDS - run_started)) s. Results and logs are in TestResults/."
  [ "$not_run" -eq 0 ] || say "$not_run not run (what they need is not on this machine)."
  [ $((passed + failed)) -gt 0 ] || give_up "No test was run."
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
