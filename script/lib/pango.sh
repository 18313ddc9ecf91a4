# shellcheck shell=bash
# shellcheck disable=SC2154 # names are shared between the sourced files
# Pango, which shapes the letters of the minutes' PDFs: from the machine's packages, unpacked into .local/pango, or from Homebrew.
# Needs common.sh, and Python with its packages. Without it everything works but those PDFs.

pango_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1"

pango_here() {
  DJANGO_SETTINGS_MODULE=config.settings_dev "$python" -c 'import sys; from core import pdf; sys.exit(not pdf.is_here())' 2>/dev/null
}

# Older systems have no package of HarfBuzz's subset: PDFs are made without it too.
# shellcheck disable=SC2086
pango_by_apt() { apt_install $pango_packages || apt_install ${pango_packages/libharfbuzz-subset0/}; }
# shellcheck disable=SC2086
pango_by_unpacking() { apt_unpack "$local_dir/pango" $pango_packages || apt_unpack "$local_dir/pango" ${pango_packages/libharfbuzz-subset0/}; }

ensure_pango() {
  local stamp
  stamp="$(uname -srm) $(fingerprint core/pdf.py requirements/base.txt)"
  if done_already "$local_dir/stamps/pango" "$stamp"; then return 0; fi
  if ! pango_here; then
    if apt_possible; then
      try "Pango, for PDFs, from apt" pango_by_apt
    elif has apt-get && has dpkg; then
      try "Pango, for PDFs, unpacked into .local/pango" pango_by_unpacking
    elif has brew; then
      try "Pango, for PDFs, from Homebrew" brew install pango
    fi
    pango_here || {
      say "  Pango 1.44 or later is missing: the PDFs of minutes are not made here, everything else works. Install it with this machine's package manager."
      return 0
    }
  fi
  mark "$local_dir/stamps/pango" "$stamp"
}
