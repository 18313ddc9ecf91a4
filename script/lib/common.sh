# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names are shared between the sourced files
# What every script shares: where things are, how it speaks, what is already done. Sourced, never run. Bash 3.2 is enough.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
local_dir="${AGRAW_LOCAL_DIR:-$root/.local}"
python="$root/.venv/bin/python"
export AGRAW_LOCAL_DIR="$local_dir"
cd "$root" || exit 1

say() { printf '%s\n' "$*"; }
die() {
  printf 'agraw: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# Seconds since the shell started, with tenths where bash knows them.
now() {
  local micro="${EPOCHREALTIME:-}"
  micro="${micro//,/.}" # some locales write a comma
  if [ -n "$micro" ]; then printf '%s\n' "${micro%.*} ${micro#*.}" | awk '{printf "%d%s\n", $1, substr($2, 1, 1)}'; else echo "${SECONDS}0"; fi
}
took() { awk -v a="$1" -v b="$(now)" 'BEGIN {printf "%.1f s", (b - a) / 10}'; }

# step WORDS COMMAND…: run it with its output in a file, and say how long it took. The file's end is shown when it fails.
step() {
  local words="$1" log started
  shift
  log="$local_dir/log/setup-$(printf '%s' "$words" | tr -cs 'A-Za-z0-9' '-' | cut -c1-40).log"
  started="$(now)"
  printf '  %s … ' "$words"
  if "$@" >"$log" 2>&1; then
    printf '%s\n' "$(took "$started")"
  else
    printf 'failed after %s\n' "$(took "$started")"
    tail -n 25 "$log" | sed 's/^/    /'
    die "could not finish: $words. The whole log is in $log"
  fi
}

# try WORDS COMMAND…: the same for what can be done without: a failure is said, and no more.
try() {
  if ! (step "$@"); then say "  Going on without it."; fi
}

# fingerprint FILE…: a hash of what the files hold; a missing one counts as empty.
fingerprint() {
  local hash="shasum -a 256"
  has sha256sum && hash=sha256sum
  { cat -- "$@" 2>/dev/null || true; } | $hash | cut -c1-32
}

# done_already STAMP VALUE / mark STAMP VALUE: a step is skipped while what it was made from is the same.
done_already() { [ -f "$1" ] && [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
mark() { printf '%s\n' "$2" >"$1"; }

# The number of the user who owns a file; macOS's stat speaks another language, ls does not.
owner_of() {
  # shellcheck disable=SC2012
  ls -ldn "$1" | awk '{print $3}'
}

# as_admin COMMAND…: as root, through sudo when it asks nothing. can_admin says whether that is possible.
can_admin() { [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null; }; }
as_admin() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# apt_install PACKAGE…: false when this is not Debian's or Ubuntu's machine, or not ours to change.
apt_possible() { has apt-get && can_admin; }
apt_install() {
  apt_possible || return 1
  local quiet="env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l"
  # shellcheck disable=SC2086
  as_admin $quiet apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "$@" ||
    { as_admin apt-get update -q && as_admin $quiet apt-get -o DPkg::Lock::Timeout=300 install -y -q --no-install-recommends "$@"; }
}

# apt_unpack FOLDER PACKAGE…: without root. Fetch Debian's packages, and those they need that the machine lacks, with apt,
# which checks their signatures, and unpack them into a folder of ours.
apt_unpack() {
  local place="$1" debs="$local_dir/apt/debs" own=() names deb
  shift
  mkdir -p "$place" "$debs" "$local_dir/apt/lists/partial" "$local_dir/apt/cache/archives/partial" || return 1
  names="$(apt-get -s install --no-install-recommends "$@" 2>/dev/null | awk '/^Inst/ {print $2}')"
  # The machine's lists may be missing or old: then use our own.
  # shellcheck disable=SC2086
  if [ -z "$names" ] || ! (cd "$debs" && apt-get download $names); then
    own=(-o "Dir::State::lists=$local_dir/apt/lists" -o "Dir::Cache=$local_dir/apt/cache" -o Debug::NoLocking=1)
    apt-get "${own[@]}" update || return 1
    names="$(apt-get "${own[@]}" -s install --no-install-recommends "$@" | awk '/^Inst/ {print $2}')"
    [ -n "$names" ] || return 1
    # shellcheck disable=SC2086
    (cd "$debs" && apt-get "${own[@]}" download $names) || return 1
  fi
  for deb in "$debs"/*.deb; do dpkg -x "$deb" "$place" || return 1; done
  rm -rf "$local_dir/apt"
}

# Make the folder for everything that is made here, and refuse one that is somebody else's.
make_local() {
  mkdir -p "$local_dir/log" "$local_dir/stamps" "$local_dir/assets" "$local_dir/media" "$local_dir/static" 2>/dev/null || true
  local place
  for place in "$local_dir" "$local_dir/log" "$local_dir/stamps" "$local_dir/assets" "$local_dir/media" "$local_dir/static"; do
    [ -w "$place" ] || die "$place cannot be written by $(id -un): it belongs to user $(owner_of "$place" 2>/dev/null || echo '?'). Run as that user, or give it back: sudo chown -R $(id -un) .local .venv node_modules"
  done
}
