# Sourced by tests/run: the .NET test projects, two at a time: processes that a test starts must come up within its patience.

projects=()
parallel=2
# A project may not take longer than this: a hanging test is a failure, not a wait.
project_limit_s=${OMNICHANNEL_TEST_LIMIT_S:-840}
# Process id of a running project -> its csproj, when it started.
declare -A running=()
# The runtime compiles a method once more when it was called thirty times, which is most of what it compiles. Where most of a project's time goes into starting, only
# what was called 16,384 times (hexadecimal 4000) earns that: 20 to 40 % less computing. Simulations and stories call the same methods over and over: there it costs more.
compile_again_after() { case $1 in *.CartSync.Tests | *.Client.Tests) echo 1E ;; *) echo 4000 ;; esac; }
declare -A started=()

select_projects() {
  local project
  # The long one first, beside those that mostly wait: its processes must come up in time. The one that computes most comes when it is nearly through.
  for project in tests/{EndToEnd,Gateway,Loyalty,Messaging,OrderTracking,Returns,SupportContext,AllInOne,CartSync}.Tests/*.csproj tests/*.Tests/*.csproj; do
    [ -e "$project" ] || continue
    case " ${projects[*]} " in *" $project "*) continue ;; esac
    if selected "$(basename "$(dirname "$project")")"; then projects+=("$project"); fi
  done
}

project_name() { basename "$1" .csproj; }

# Where the build put a test project's assembly.
assembly_of() { printf '%s/bin/Release/net10.0/%s.dll\n' "$(dirname "$1")" "$(project_name "$1")"; }

run_projects() {
  local since=$SECONDS
  [ ${#projects[@]} -gt 0 ] || return 0
  if [ "$rounds" -eq 1 ]; then run_round; else repeat_rounds; fi
  printf '%-16s %4d s, PostgreSQL %d s of one core\n' "Test projects" $((SECONDS - since)) $(($(computed "$postgres_pid") / 100))
}

# All of them once.
run_round() {
  local project
  for project in "${projects[@]}"; do
    while [ "$(count_running)" -ge $parallel ]; do finish_one; done
    start_project "$project"
  done
  while [ ${#running[@]} -gt 0 ]; do finish_one; done
}

# The checks count, too.
count_running() { echo $((${#running[@]} + (${#checks_pid} > 0))); }

# Again and again. What a failing round left behind is kept beside the results of the last one.
repeat_rounds() {
  local round before failing=()
  for ((round = 1; round <= rounds; round++)); do
    say "" "Round $round of $rounds"
    before=$failed
    run_round
    if [ "$failed" -gt "$before" ]; then
      failing+=("$round")
      mkdir -p "$results/round-$round"
      cp "$results"/*.trx "$results"/*.failures "$results"/*.Tests.log "$results/round-$round/" 2>/dev/null
    fi
  done
  if [ ${#failing[@]} -eq 0 ]; then say "" "All $rounds rounds passed."; else say "" "${#failing[@]} of $rounds rounds failed: ${failing[*]}"; fi
}

# In a session of its own: its number is the process id, and what the project leaves behind can be found by it.
start_project() {
  local name
  name=$(project_name "$1")
  # The results of an earlier round must not stand for a project that ends without any.
  rm -f "$results/$name.trx"
  DOTNET_TC_CallCountThreshold=$(compile_again_after "$name") setsid timeout --kill-after=20 "$project_limit_s" dotnet vstest "$(assembly_of "$1")" --Settings:eng/testing/tests.runsettings \
    --logger:"trx;LogFileName=$name.trx" --ResultsDirectory:"$results" </dev/null >"$results/$name.log" 2>&1 &
  running[$!]=$1
  started[$!]=$SECONDS
}

# What a process and those that it waited for have computed, without its own work for this shell, in hundredths of a second.
computed() {
  local stat own=0
  read -r -a stat <"/proc/$1/stat" || return
  [ "$1" = $$ ] || own=$((stat[13] + stat[14]))
  echo $((own + stat[15] + stat[16]))
}

finish_one() {
  local pid code name counts before spent
  before=$(computed $$)
  # shellcheck disable=SC2086
  wait -n -p pid "${!running[@]}" $checks_pid
  code=$?
  spent=$((($(computed $$) - before) / 100))
  if [ "$pid" = "$checks_pid" ]; then
    finish_checks
    return
  fi

  name=$(project_name "${running[$pid]}")
  unset "running[$pid]"
  counts=$(node eng/testing/results.js "$results/$name.trx" "$code" "$results/$name.log" 2>"$results/$name.failures")
  read -r project_passed project_failed project_not_run <<<"$counts"
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
  not_run=$((not_run + project_not_run))
  printf '%-44s %5d passed %4d failed %4d not run %4d s, %4d s of one core\n' "$name" "$project_passed" "$project_failed" "$project_not_run" $((SECONDS - started[$pid])) "$spent"
  sed 's/^/    /' "$results/$name.failures"
  end_session "$pid"
}

# Ends what a finished project left running, if it does not end by itself (Omnichannel.TestKit.Reaper sees to that: what serves streams gets two seconds to end them, and a
# loaded machine makes more of them).
end_session() {
  local left attempt
  for attempt in {1..100}; do
    left=$(ps -s "$1" -o pid= 2>/dev/null)
    [ -n "$left" ] || return 0
    sleep 0.1
  done
  say "    left running and ended now: $(ps -s "$1" -o comm= | sort | uniq -c | tr -s ' \n' ' ')"
  # shellcheck disable=SC2086
  kill -INT $left 2>/dev/null
  sleep 1
  left=$(ps -s "$1" -o pid= 2>/dev/null)
  # shellcheck disable=SC2086
  [ -z "$left" ] || kill -KILL $left 2>/dev/null
}

stop_projects() {
  local pid
  for pid in "${!running[@]}"; do
    kill -TERM "$pid" 2>/dev/null
    end_session "$pid" >/dev/null
  done
}
