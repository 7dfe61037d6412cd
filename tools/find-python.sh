#!/bin/sh
# Print the path of a Python >= 3.12 that can make virtual environments, or say what to install and exit 1.
# Looked for in this order: $PYTHON, the PATH, pyenv's versions, uv's (uv itself is fetched into .tools if need be).
set -u
root=$(cd "$(dirname "$0")/.." && pwd)

# The real interpreter behind $1 (a pyenv shim or a virtual environment is resolved), if it is new enough.
usable() {
    "$1" -c 'import sys
if sys.version_info < (3, 12): sys.exit(1)
import ensurepip, ssl, sqlite3, venv
print(getattr(sys, "_base_executable", None) or sys.executable)' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    usable "$PYTHON" && exit 0
    echo "PYTHON=$PYTHON is not a Python >= 3.12 with venv and ensurepip; looking for another." >&2
fi

for name in python3.12 python3.13 python3.14 python3 python; do
    usable "$name" && exit 0
done

# pyenv keeps its versions under its root; where its shims are on the PATH, the root is beside them.
shims=$(printf "%s" "${PATH:-}" | tr ":" "\n" | sed -n "s|/shims/*$||p")
for base in "${PYENV_ROOT:-}" "${HOME:-}/.pyenv" $shims; do
    [ -d "$base/versions" ] || continue
    for version in 3.12 3.13 3.14; do
        for candidate in "$base/versions/$version" "$base/versions/$version".*; do
            [ -x "$candidate/bin/python" ] && usable "$candidate/bin/python" && exit 0
        done
    done
done

uv=$(command -v uv || true)
for candidate in "${HOME:-}/.local/bin/uv" "${HOME:-}/.cargo/bin/uv" "$root/.tools/uv/bin/uv"; do
    [ -z "$uv" ] && [ -x "$candidate" ] && uv=$candidate
done
if [ -z "$uv" ]; then
    echo "No Python >= 3.12 here; fetching uv, which can get one." >&2
    for name in python3 python; do
        "$name" -m pip install --quiet --target "$root/.tools/uv" uv >&2 && break
    done
    [ -x "$root/.tools/uv/bin/uv" ] && uv=$root/.tools/uv/bin/uv
fi
if [ -n "$uv" ]; then
    UV_CACHE_DIR=${UV_CACHE_DIR:-$root/.tools/uv-cache}
    UV_PYTHON_INSTALL_DIR=${UV_PYTHON_INSTALL_DIR:-$root/.tools/python}
    export UV_CACHE_DIR UV_PYTHON_INSTALL_DIR
    found=$("$uv" python find --no-project '>=3.12' 2>/dev/null) && usable "$found" && exit 0
    "$uv" python install --no-bin 3.12 >&2 || "$uv" python install 3.12 >&2
    found=$("$uv" python find --no-project 3.12 2>/dev/null) && usable "$found" && exit 0
fi

cat >&2 <<'MESSAGE'
communique needs Python 3.12 or newer (with venv), and none was found. Install one of:
  Debian 13, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv
  Fedora:                            sudo dnf install python3.12
  macOS with Homebrew:               brew install python@3.12
  any system with pyenv:             pyenv install 3.12
  any system with uv:                uv python install 3.12
or name one: make setup PYTHON=/path/to/python3.12
MESSAGE
exit 1
