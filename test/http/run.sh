#!/usr/bin/env bash
# Holds `rotator run` (build it first) to its own OpenAPI document with schemathesis; ends with `N passed, N failed`.
# Schemathesis goes into a virtual environment: in the folder named, or in one that is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."

home=${1:-}
if [ -z "$home" ]; then
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
fi
test/sdk/venv.sh "$home" test/http/requirements.txt
HOME=$home PYTHONDONTWRITEBYTECODE=1 PATH="$home/venv/bin:$PATH" "$home/venv/bin/python" test/http/main.py
