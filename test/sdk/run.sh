#!/usr/bin/env bash
# Drives the official Python SDK against `rotator emulate` (build it first); ends with `N passed, N failed`.
# The SDK goes into a virtual environment: in the folder named, or in one that is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."

home=${1:-}
if [ -z "$home" ]; then
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
fi

# Debian keeps what `python3 -m venv` needs in a package of its own.
make() { "$1" -m venv "$home/venv" >/dev/null 2>&1; }
if [ ! -x "$home/venv/bin/pip" ] && ! make python3; then
  if [ "$(id -u)" != 0 ] || [ "${REKEY_INSTALL:-}" = 0 ] || ! command -v apt-get >/dev/null; then
    echo "The official SDK needs Python with its venv: apt-get install python3-venv" >&2
    exit 1
  fi
  echo "Installing python3-venv from Debian's packages (REKEY_INSTALL=0 forbids it)."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
  rm -rf "$home/venv"
  make /usr/bin/python3
fi
"$home/venv/bin/pip" install --quiet --disable-pip-version-check --requirement test/sdk/requirements.txt
# The SDK keeps an application's id in the home folder.
HOME=$home PYTHONDONTWRITEBYTECODE=1 "$home/venv/bin/python" test/sdk/main.py
