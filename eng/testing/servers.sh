# Sourced by tests/run: one private PostgreSQL and one private Redis for the whole run, on loopback, in the run's own folder.
# The tests learn of them by OMNICHANNEL_TEST_POSTGRES and OMNICHANNEL_TEST_REDIS.

postgres_pid=""
redis_pid=""

# A free port below the range for outgoing connections, or one of those could take it before the server does.
free_port() {
  node -e '
    const attempt = () => {
      const port = 12000 + Math.floor(Math.random() * 20000);
      const server = require("net").createServer();
      server.on("error", attempt);
      server.listen(port, "127.0.0.1", () => server.close(() => console.log(port)));
    };
    attempt();'
}

start_servers() {
  # Checks need no servers.
  [ ${#projects[@]} -gt 0 ] || return 0
  start_postgres
  start_redis
  await_log "$postgres_pid" "$results/postgres.log" "ready to accept connections" "PostgreSQL"
  await_log "$redis_pid" "$results/redis.log" "Ready to accept connections" "Redis"
}

start_postgres() {
  local folder="$work/postgres" port password unprivileged=()
  port=$(free_port)
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$folder"
  (umask 077 && printf '%s' "$password" >"$folder/password")
  if [ "$(id -u)" -eq 0 ]; then
    # PostgreSQL refuses to run as root.
    chown -R nobody:nogroup "$folder"
    unprivileged=(setpriv --reuid nobody --regid nogroup --clear-groups --)
  fi
  # Thousands of connections are opened: what makes SCRAM safe, thousands of rounds for each, is not needed on loopback for minutes.
  (cd "$folder" && "${unprivileged[@]}" "$postgres_bin/initdb" -D data -U omnichannel -A md5 --pwfile=password \
    -E UTF8 --locale=C.UTF-8 --no-sync) >"$results/postgres.log" 2>&1 || {
    tail -n 20 "$results/postgres.log" >&2
    give_up "A private PostgreSQL could not be set up in $folder."
  }
  rm -f "$folder/password"
  # Flushing to disk is off, and so is tidying up: these databases live for seconds. Tests of durability start servers of their own.
  (cd "$folder" && exec "${unprivileged[@]}" "$postgres_bin/postgres" -D data -p "$port" -k "" -c listen_addresses=127.0.0.1 \
    -c max_connections=400 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off) >>"$results/postgres.log" 2>&1 &
  postgres_pid=$!
  export OMNICHANNEL_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=omnichannel;Password=$password;Database=postgres"
}

start_redis() {
  local folder="$work/redis" port
  port=$(free_port)
  mkdir -p "$folder"
  # Many logical databases: each test class takes one of its own.
  redis-server --port "$port" --bind 127.0.0.1 --dir "$folder" --save "" --appendonly no --databases 4096 \
    >"$results/redis.log" 2>&1 &
  redis_pid=$!
  export OMNICHANNEL_TEST_REDIS="127.0.0.1:$port"
}

await_log() {
  local pid=$1 log=$2 line=$3 name=$4 attempt
  for attempt in $(seq 1 150); do
    if grep -q "$line" "$log"; then return 0; fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$log" >&2
  give_up "The private $name server did not start."
}

stop_servers() {
  # PostgreSQL: INT is a fast shutdown.
  [ -z "$postgres_pid" ] || kill -INT "$postgres_pid" 2>/dev/null
  [ -z "$redis_pid" ] || kill -TERM "$redis_pid" 2>/dev/null
  [ -z "$postgres_pid$redis_pid" ] || wait $postgres_pid $redis_pid 2>/dev/null
}
