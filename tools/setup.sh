#!/bin/sh
# Build .venv: Python, the packages of requirements.lock, then communique itself (editable). `make setup` calls this
# only when the lock or pyproject.toml is newer than the stamp, which is written last.
set -eu
cd "$(dirname "$0")/.."
venv=.venv

if ! "$venv/bin/python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
    python=$(tools/find-python.sh)
    echo "Making $venv with $("$python" --version)."
    "$python" -m venv --clear "$venv"
fi

echo "Installing the packages of requirements.lock (the first time takes a few minutes)."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
touch "$venv/.stamp"
echo "Ready: $venv/bin/communique --help"
