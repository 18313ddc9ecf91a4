# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names are shared between the sourced files
# A private PostgreSQL with PostGIS, on a Unix socket in a folder of its own: no port, no password, nothing shared.
# Needs common.sh. `database_choose main|test` first; then ensure, start, stop.
#
# DATABASE_URL set → that database is used and everything here stands still.
# PostgreSQL refuses to run as root, so for root it runs as the owner of its files: the user postgres when that user
# can reach the project, else root under another number in a user namespace (a project below a 0700 home).

pg_bin="" pg_env=() pg_run=() pg_unpacked="$local_dir/postgres"

database_choose() {
  pg_kind="$1"
  case "$pg_kind" in
    main) pg_data="$local_dir/pg" pg_socket="$local_dir/run" pg_log="$local_dir/log/pg.log" ;;
    test) pg_data="$local_dir/pg-test" pg_socket="$local_dir/run-test" pg_log="$local_dir/log/pg-test.log" ;;
  esac
  # The kernel takes 107 bytes for a socket's whole name.
  if [ "$(printf '%s' "$pg_socket/.s.PGSQL.5432" | wc -c)" -gt 100 ]; then
    pg_socket="/tmp/agraw-$(id -u)-$(printf '%s' "$pg_data" | fingerprint - | cut -c1-12)"
  fi
}

# The address of the private database, as Django reads it.
database_url() {
  local text="$pg_socket" out="" char i
  local LC_ALL=C
  for ((i = 0; i < ${#text}; i++)); do
    char="${text:i:1}"
    case "$char" in
      [a-zA-Z0-9._~-]) out="$out$char" ;;
      *) out="$out$(printf '%%%02X' "'$char" | sed 's/%FFFFFFFFFFFFFF/%/')" ;;
    esac
  done
  printf 'postgis://agraw@%s/agraw\n' "$out"
}

# --- Which PostgreSQL ---

pg_major() { pg_with "$1" postgres --version 2>/dev/null | sed 's/.*) \([0-9]*\).*/\1/'; }

# Whether a folder of programs holds PostgreSQL 15 or later with PostGIS.
pg_usable() {
  local major share
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
  major="$(pg_major "$1")"
  [ "${major:-0}" -ge 15 ] || return 1
  share="$(pg_with "$1" pg_config --sharedir 2>/dev/null || true)"
  [ -f "$share/extension/postgis.control" ] ||
    [ -f "$(dirname "$1" | sed 's#/lib/postgresql/#/share/postgresql/#')/extension/postgis.control" ]
}

# Programs unpacked into the project find their libraries by these.
pg_with() {
  local bin="$1"
  shift
  case "$bin" in
    "$pg_unpacked"/*) env LD_LIBRARY_PATH="$(cat "$pg_unpacked/libraries" 2>/dev/null)" PROJ_DATA="$pg_unpacked/usr/share/proj" "$bin/$1" "${@:2}" ;;
    *) "$bin/$1" "${@:2}" ;;
  esac
}

pg_candidates() {
  local brew=""
  printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -t/ -k5 -rV
  has pg_config && pg_config --bindir
  has brew && brew="$(brew --prefix)"
  [ -n "$brew" ] && printf '%s\n' "$brew"/opt/postgresql@*/bin | sort -rV
  printf '%s\n' /Applications/Postgres.app/Contents/Versions/*/bin | sort -rV
  printf '%s\n' /usr/bin "$pg_unpacked"/usr/lib/postgresql/*/bin
}

# Set pg_bin to the newest usable one; where a cluster stands already, to one of its own version.
find_postgres() {
  local candidate wanted=""
  [ -f "$pg_data/PG_VERSION" ] && wanted="$(cat "$pg_data/PG_VERSION" 2>/dev/null || true)"
  pg_bin="" pg_found=""
  while IFS= read -r candidate; do
    if [ ! -d "$candidate" ] || ! pg_usable "$candidate"; then continue; fi
    pg_found="$pg_found $(pg_major "$candidate")"
    if [ -z "$wanted" ] || [ "${pg_found##* }" = "$wanted" ]; then
      pg_bin="$candidate"
      break
    fi
  done <<<"$(pg_candidates)"
  case "$pg_bin" in
    "$pg_unpacked"/*) pg_env=(env "LD_LIBRARY_PATH=$(cat "$pg_unpacked/libraries")" "PROJ_DATA=$pg_unpacked/usr/share/proj") ;;
    *) pg_env=() ;;
  esac
  [ -n "$pg_bin" ]
}

install_by_apt() {
  # The server's package would make and start a cluster of its own on a port; ask it not to, unless somebody decided already.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_admin mkdir -p /etc/postgresql-common || return 1
    echo 'create_main_cluster = false' | as_admin tee /etc/postgresql-common/createcluster.conf >/dev/null || return 1
  fi
  apt_install postgresql-postgis
}

install_by_unpacking() {
  local control
  apt_unpack "$pg_unpacked" postgresql-postgis || return 1
  # Links that the packages' scripts would have made.
  for control in "$pg_unpacked"/usr/share/postgresql/*/extension/postgis-3.control; do
    cp "$control" "$(dirname "$control")/postgis.control" || return 1
  done
  find "$pg_unpacked" -name '*.so.*' -not -path '*/postgresql/*' -exec dirname {} \; | sort -u | paste -sd: - >"$pg_unpacked/libraries"
}

ensure_postgres() {
  find_postgres && return 0
  if [ -n "$pg_found" ]; then
    if [ "$pg_kind" = test ]; then
      database_remove
      find_postgres && return 0
    fi
    die "the database in $pg_data was made by PostgreSQL $(cat "$pg_data/PG_VERSION"), and this machine has only:$pg_found. Install that version, or start from an empty database: script/server --fresh"
  fi
  if apt_possible; then
    step "PostgreSQL with PostGIS, from apt (about a minute)" install_by_apt
  elif has apt-get && has dpkg; then
    step "PostgreSQL with PostGIS, unpacked into .local/postgres (about a minute)" install_by_unpacking
  elif has brew; then
    step "PostgreSQL with PostGIS, from Homebrew" brew install postgresql@17 postgis
  fi
  find_postgres || die "Agraw needs PostgreSQL 15 or later with PostGIS. Install both with this machine's package manager, or set DATABASE_URL to a database that has them."
}

# --- As whom ---

# Set pg_run to the words that make a command run as the owner of the database's files.
choose_runner() {
  local owner=""
  pg_run=()
  [ -e "$pg_data" ] && owner="$(owner_of "$pg_data")"
  if [ "$(id -u)" != 0 ]; then
    [ -z "$owner" ] || [ "$owner" = "$(id -u)" ] ||
      die "$pg_data belongs to user $owner, not to $(id -un). Run as that user, or remove it (its data is lost): sudo rm -rf $pg_data"
    return 0
  fi
  if [ -n "$owner" ] && [ "$owner" != 0 ]; then
    pg_run=(runuser -u "$(id -un "$owner")" --)
  elif [ -z "$owner" ] && reachable_for postgres; then
    pg_run=(runuser -u postgres --)
  else
    local other=nobody
    id postgres >/dev/null 2>&1 && other=postgres
    pg_run=(unshare --user "--map-user=$(id -u "$other")" "--map-group=$(id -g "$other")" --)
    "${pg_run[@]}" true 2>/dev/null ||
      die "PostgreSQL does not run as root, and no other user can reach $local_dir. Run this as an ordinary user, move the project to a folder that others can enter, or set DATABASE_URL."
  fi
}

reachable_for() {
  id "$1" >/dev/null 2>&1 && has runuser && runuser -u "$1" -- test -x "$local_dir" &&
    runuser -u "$1" -- test -x "$pg_bin/initdb"
}

pg() {
  local program="$1"
  shift
  # From a folder that every user can enter, else PostgreSQL complains.
  (cd / && ${pg_run[@]+"${pg_run[@]}"} ${pg_env[@]+"${pg_env[@]}"} "$pg_bin/$program" "$@")
}

# --- Life ---

database_answers() { pg_client pg_isready -q -t 3; }
pg_client() {
  local program="$1"
  shift
  ${pg_env[@]+"${pg_env[@]}"} "$pg_bin/$program" -h "$pg_socket" -U agraw "$@"
}

own_folder() {
  # shellcheck disable=SC2174
  mkdir -p -m 0700 "$1"
  # The name may be guessed when it is below /tmp: it must be ours, and no link.
  [ ! -L "$1" ] && [ -d "$1" ] || die "$1 is not a folder."
  case "${pg_run[0]:-}" in
    runuser) chown "${pg_run[2]}" "$1" ;;
    *) [ "$(owner_of "$1")" = "$(id -u)" ] || die "$1 belongs to somebody else. Remove it and try again." ;;
  esac
  chmod 0700 "$1"
}

database_init() {
  own_folder "$pg_data"
  pg initdb -D "$pg_data" -U agraw -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=und ||
    { rm -rf "$pg_data" && own_folder "$pg_data" &&
      pg initdb -D "$pg_data" -U agraw -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=und; }
}

# A pid file outlives a crash of the machine, and its number may then be another program's.
forget_stale_pid() {
  local pid
  [ -f "$pg_data/postmaster.pid" ] || return 0
  pid="$(head -n 1 "$pg_data/postmaster.pid")"
  if ! kill -0 "$pid" 2>/dev/null && [ "$(id -u)" = 0 ]; then return 0; fi # nobody has that number: PostgreSQL sees it itself
  case "$(ps -o args= -p "$pid" 2>/dev/null)" in
    *postgres*"$pg_data"*) return 0 ;;
    *) rm -f "$pg_data/postmaster.pid" ;;
  esac
}

database_launch() {
  local options="-c listen_addresses='' -c unix_socket_permissions=0700 -c shared_buffers=128MB -c jit=off -c max_connections=100"
  # Tests may lose everything in a power cut; people's work may not.
  [ "$pg_kind" = test ] && options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  own_folder "$pg_socket"
  touch "$pg_log"
  case "${pg_run[0]:-}" in runuser) chown "${pg_run[2]}" "$pg_log" ;; esac
  forget_stale_pid
  # The socket's place is given here and not in a file, so that the project can be moved. The options pass through a shell.
  options="$options -k '$(printf '%s' "$pg_socket" | sed "s/'/'\\\\''/g")'"
  pg pg_ctl -D "$pg_data" -l "$pg_log" -o "$options" -w -t 60 -s start
}

# Make the cluster where there is none, start it where it does not run, and say in pg_started whether this did it.
database_start() {
  pg_started=no
  ensure_postgres
  choose_runner
  [ -f "$pg_data/PG_VERSION" ] || {
    rm -rf "$pg_data"
    choose_runner
    step "database cluster (PostgreSQL $(pg_major "$pg_bin"))" database_init
  }
  if ! database_answers; then
    step "starting the database" database_launch
    pg_started=yes
  fi
  [ -n "$(pg_client psql -d postgres -tAc "SELECT 1 FROM pg_database WHERE datname = 'agraw'")" ] || pg_client createdb agraw
  DATABASE_URL="$(database_url)"
  export DATABASE_URL
}

database_stop() {
  find_postgres && choose_runner && [ -f "$pg_data/postmaster.pid" ] || return 0
  pg pg_ctl -D "$pg_data" -m fast -w -t 30 -s stop
  case "$pg_socket" in /tmp/agraw-*) rmdir "$pg_socket" 2>/dev/null || true ;; esac
}

database_empty() {
  pg_client dropdb --force --if-exists agraw && pg_client createdb agraw
}

# Make the database that the tests' own are copied from: every migration has run in it. It is made anew when one changes.
database_template() {
  local name making=agraw_making other
  name="agraw_made_$(fingerprint requirements/*.txt ./*/migrations/*.py | cut -c1-12)"
  if [ -z "$(pg_client psql -d postgres -tAc "SELECT 1 FROM pg_database WHERE datname = '$name'")" ]; then
    for other in $making $(pg_client psql -d postgres -tAc "SELECT datname FROM pg_database WHERE datname LIKE 'agraw_made_%'"); do
      pg_client dropdb --force --if-exists "$other" || return 1
    done
    pg_client createdb "$making" || return 1
    DATABASE_URL="${DATABASE_URL%/agraw}/$making" DJANGO_SETTINGS_MODULE=config.settings_test "$python" manage.py migrate -v 0 || return 1
    pg_client psql -d postgres -qc "ALTER DATABASE $making RENAME TO $name" || return 1
  fi
  export AGRAW_TEST_TEMPLATE="$name"
}

# Throw the cluster away, with whatever it holds.
database_remove() { rm -rf "$pg_data"; }
