#!/usr/bin/env bash
# Installs what the build (and, with "test", the tests) needs from Debian, and the packages of the user interface.
# Does nothing where everything is there already.
set -euo pipefail
cd "$(dirname "$0")/.."

# cmake and libclang build the solver HiGHS and its bindings.
packages=(build-essential cmake libclang-dev pkg-config perl libwebkit2gtk-4.1-dev)
if [ "${1:-}" = test ]; then
  # WebKitWebDriver and a display for the real window, LibreOffice and poppler for what is exported, fonts for the pictures.
  packages+=(webkit2gtk-driver xvfb xauth fonts-noto-cjk libreoffice-calc-nogui poppler-utils)
fi

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing: ${missing[*]}"
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -q
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
  fi
else
  echo "This script knows Debian's packages only; see README.md for other systems." >&2
fi

for tool in cargo node npm; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: install Rust (rustup.rs) and Node.js 20 or newer first." >&2; exit 1; }
done

# npm writes this file at the end of an installation: newer than the lock file means nothing to do.
if [ ! ui/node_modules/.package-lock.json -nt ui/package-lock.json ]; then
  npm ci --prefix ui --no-audit --no-fund
fi
