# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names are shared between the sourced files
# Python 3.12 or later, the project's .venv, and the locked packages in it. Needs common.sh.

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

# Print a Python that really runs: a pyenv shim may exist and fail.
find_python() {
  local candidate
  for candidate in python3.14 python3.13 python3.12 python3 \
    "$HOME"/.pyenv/versions/3.14*/bin/python "$HOME"/.pyenv/versions/3.13*/bin/python "$HOME"/.pyenv/versions/3.12*/bin/python; do
    if new_enough "$candidate"; then
      command -v "$candidate"
      return 0
    fi
  done
  if has uv; then
    candidate="$(cd / && uv python find --no-project '>=3.12' 2>/dev/null || true)"
    if [ -n "$candidate" ] && new_enough "$candidate"; then
      echo "$candidate"
      return 0
    fi
  fi
  return 1
}

# Print the path of a uv that can fetch a Python: the machine's, else the locked one, in a venv of any old Python.
borrowed_uv() {
  if has uv; then
    command -v uv
    return 0
  fi
  local place="$local_dir/uv"
  [ -x "$place/bin/uv" ] || {
    has python3 || return 1
    { python3 -m venv "$place" || { rm -rf "$place" && apt_install python3-venv && python3 -m venv "$place"; }; } >&2 || return 1
    locked_uv >"$place/uv.txt"
    "$place/bin/python" -m pip install --quiet --require-hashes -r "$place/uv.txt" >&2 || return 1
  }
  echo "$place/bin/uv"
}

# The lines of the lock that name uv and its hashes.
locked_uv() { awk '/^[a-zA-Z0-9]/ {mine = /^uv==/} mine' requirements/dev.txt; }

fetch_python() {
  if apt_possible && [ -z "$(command -v python3)" ]; then apt_install python3 python3-venv || true; fi
  if find_python >/dev/null; then return 0; fi
  local uv
  if uv="$(borrowed_uv)" && "$uv" python install 3.13 >&2 &&
    "$uv" python find --no-project --managed-python 3.13 >"$local_dir/stamps/python"; then return 0; fi
  say "Agraw needs Python 3.12 or later, and could not fetch one: install it with your system's packages, or with pyenv or uv."
  return 1
}

# uv goes in first, by the pip that this Python has already: making a pip of the .venv's own takes longer than all the rest.
make_venv() {
  rm -rf .venv
  locked_uv >"$local_dir/stamps/uv.txt"
  if "$1" -m venv --without-pip .venv && "$1" -m pip --python "$python" install --quiet --require-hashes -r "$local_dir/stamps/uv.txt"; then
    return 0
  fi
  rm -rf .venv
  if "$1" -m venv .venv; then return 0; fi
  # Debian keeps ensurepip apart.
  rm -rf .venv
  if has uv; then uv venv --python "$1" .venv && return 0; fi
  apt_install python3-venv && "$1" -m venv .venv && return 0
  say "This Python cannot make a virtual environment: install Debian's python3-venv, or uv." >&2
  return 1
}

# The index that pip is configured with, told to uv, which does not read pip's files. Nothing set: uv's own default.
# Hashes are required, so taking the best match from any of the indexes is safe.
uv_like_pip() {
  local index extra links
  index="$("$1" -m pip config get global.index-url 2>/dev/null || true)"
  extra="$("$1" -m pip config get global.extra-index-url 2>/dev/null || true)"
  links="$("$1" -m pip config get global.find-links 2>/dev/null || true)"
  index="${PIP_INDEX_URL:-$index}" extra="${PIP_EXTRA_INDEX_URL:-$extra}" links="${PIP_FIND_LINKS:-$links}"
  if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX="$index"; fi
  if [ -n "$extra" ] && [ -z "${UV_INDEX:-}" ]; then export UV_INDEX="$extra"; fi
  if [ -n "$links" ] && [ -z "${UV_FIND_LINKS:-}" ]; then
    # shellcheck disable=SC2086
    UV_FIND_LINKS="$(printf '%s,' $links)" && export UV_FIND_LINKS="${UV_FIND_LINKS%,}"
  fi
  export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}" UV_LINK_MODE="${UV_LINK_MODE:-copy}"
}

install_packages() {
  local uv=.venv/bin/uv
  if [ ! -x "$uv" ]; then
    if "$python" -m pip --version >/dev/null 2>&1; then
      locked_uv >"$local_dir/stamps/uv.txt"
      "$python" -m pip install --quiet --require-hashes -r "$local_dir/stamps/uv.txt" || return 1
    else
      uv="$(command -v uv)" || return 1
    fi
  fi
  uv_like_pip "$python"
  if "$uv" pip sync --python "$python" --require-hashes requirements/dev.txt; then return 0; fi
  say "uv could not reach its index; pip takes over."
  "$python" -m ensurepip >/dev/null 2>&1 || true
  "$python" -m pip install --require-hashes -r requirements/dev.txt
}

ensure_python() {
  local found stamp
  if [ ! -x "$python" ] || ! new_enough "$python"; then
    if ! found="$(find_python)"; then
      step "Python 3.13, as this machine has none that is recent enough" fetch_python
      found="$(find_python || cat "$local_dir/stamps/python")"
    fi
    step "virtual environment (.venv) of $("$found" --version)" make_venv "$found"
  fi
  stamp="$(fingerprint requirements/dev.txt)"
  if ! done_already .venv/agraw-stamp "$stamp"; then
    step "Python packages, locked with hashes" install_packages
    mark .venv/agraw-stamp "$stamp"
  fi
}
