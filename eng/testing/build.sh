# Sourced by tests/run: one restore and one Release build for all test projects, and the web client's.

# A compiler server of our own makes the build about a third shorter, and can be stopped without touching anyone else's.
compiler_id="omnichannel-tests-$$"
build_flags=(-c Release --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=true "-p:SharedCompilationId=$compiler_id")

# The whole solution, or only what the selected projects need.
build_targets() {
  if [ ${#filters[@]} -eq 0 ]; then
    ls ./*.sln
  else
    printf '%s\n' "${projects[@]}"
  fi
}

restore() {
  [ "$build" = yes ] || return 0
  local target flags=(--nologo -v quiet)
  # Lock files pin what is restored: a build that would need something else has to fail.
  compgen -G 'tests/*/packages.lock.json' >/dev/null && flags+=(--locked-mode)
  for target in $(build_targets); do
    dotnet restore "$target" "${flags[@]}" >>"$results/restore.log" 2>&1 || {
      grep -E 'error|warn' "$results/restore.log" | sort -u | head -n 30 >&2
      give_up "dotnet restore $target failed."
    }
  done
}

compile() {
  [ "$build" = yes ] || return 0
  local target
  for target in $(build_targets); do
    dotnet build "$target" --no-restore "${build_flags[@]}" >>"$results/build.log" 2>&1 || {
      grep -E 'error|warn' "$results/build.log" | sort -u | head -n 40 >&2
      give_up "dotnet build $target failed."
    }
  done
  stop_compiler
}

compile_web_client() {
  [ "$build" = yes ] || return 0
  tsc -p tsconfig.json
}

web_client="gateway/Clients/web"

tsc() { (cd "$root/$web_client" && timeout 120 node_modules/.bin/tsc "$@"); }

stop_compiler() {
  local server pid
  [ -e "$results/build.log" ] || return 0
  server=$(find "$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk" -path '*/Roslyn/bincore/VBCSCompiler.dll' 2>/dev/null | sort -V | tail -n 1)
  [ -z "$server" ] || timeout 15 dotnet exec "$server" -shutdown "-pipename:$compiler_id" >/dev/null 2>&1
  for pid in $(pgrep -f "pipename:$compiler_id"); do kill "$pid" 2>/dev/null; done
}
