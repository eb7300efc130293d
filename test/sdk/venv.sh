#!/usr/bin/env bash
# Makes a virtual environment of Python in a folder, `venv` below it, with what a file of requirements names.
set -euo pipefail
home=$1
requirements=$2

# Debian keeps what `python3 -m venv` needs in a package of its own.
make() { "$1" -m venv "$home/venv" >/dev/null 2>&1; }
if [ ! -x "$home/venv/bin/pip" ] && ! make python3; then
  if [ "$(id -u)" != 0 ] || [ "${REKEY_INSTALL:-}" = 0 ] || ! command -v apt-get >/dev/null; then
    echo "This needs Python with its venv: apt-get install python3-venv" >&2
    exit 1
  fi
  echo "Installing python3-venv from Debian's packages (REKEY_INSTALL=0 forbids it)."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
  rm -rf "$home/venv"
  make /usr/bin/python3
fi
"$home/venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
