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

test/sdk/venv.sh "$home" test/sdk/requirements.txt
# The SDK keeps an application's id in the home folder.
HOME=$home PYTHONDONTWRITEBYTECODE=1 "$home/venv/bin/python" test/sdk/main.py
