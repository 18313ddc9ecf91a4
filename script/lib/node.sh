# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # names are shared between the sourced files
# The front-end packages: npm from the machine's Node, else from the wheel that carries one. Needs common.sh and python.sh.

find_node() {
  if has node && has npm; then
    local major
    major="$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)"
    [ "$major" -ge 20 ] && return 0
  fi
  [ -x "$local_dir/node/bin/npm" ] && export PATH="$local_dir/node/bin:$PATH"
}

fetch_node() {
  "$python" -m venv --without-pip "$local_dir/node" || return 1
  if ! .venv/bin/uv pip install --python "$local_dir/node/bin/python" --require-hashes -r requirements/node.txt; then
    "$python" -m pip --python "$local_dir/node/bin/python" install --require-hashes -r requirements/node.txt
  fi
}

ensure_front_end() {
  local stamp
  if [ -f package-lock.json ]; then
    stamp="$(fingerprint package.json package-lock.json)"
    if ! done_already node_modules/.agraw-stamp "$stamp"; then
      if ! find_node; then
        uv_like_pip "$python"
        step "Node, as this machine has none that is recent enough" fetch_node
        find_node || die "Node 20 or later is needed for the front-end packages."
      fi
      step "front-end packages, locked with hashes" npm ci --no-audit --no-fund
      mark node_modules/.agraw-stamp "$stamp"
    fi
  fi
  if [ -f script/assets.py ]; then
    find_node || true
    stamp="$(fingerprint package.json package-lock.json script/assets.py script/icons.py core/icons.py static/css/*.css static/js/*.js static/js/*/*.js static/img/*)"
    if ! done_already "$local_dir/stamps/assets" "$stamp"; then
      step "fonts and scripts of the pages" "$python" script/assets.py
      mark "$local_dir/stamps/assets" "$stamp"
    fi
  fi
}

# The schemas that Popolo published, as one package of npm brings them: data for the tests, without what that package needs.
popolo_package="popit-api@0.0.14"
popolo_digest="ab9844704dabc0932df533caaa899d844bd2fc94dcc5da6c4fcfe5a35ab7e0afeb93767c8c31f8efbb611b7a779e75b8249c7a4dd89095928cab997c08c84c2f"

fetch_popolo() {
  local folder="$local_dir/popolo" file
  rm -rf "$folder" && mkdir -p "$folder" || return 1
  (cd "$folder" && npm pack "$popolo_package" --silent >/dev/null) || return 1
  for file in "$folder"/*.tgz; do
    [ "$("$python" -c 'import hashlib, sys; print(hashlib.sha512(open(sys.argv[1], "rb").read()).hexdigest())' "$file")" = "$popolo_digest" ] || return 1
    tar -xzf "$file" -C "$folder" || return 1
  done
}

ensure_popolo() {
  [ -f "$local_dir/popolo/package/schemas/popolo/person.json" ] && return 0
  find_node || true
  step "Popolo's schemas, for the tests" fetch_popolo
}
