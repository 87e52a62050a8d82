#!/bin/sh
# Makes .venv from the first Python that works, or says what to do. Called by the Makefile:
#   PYTHON=… READY=… sh infra/venv.sh make     sh infra/venv.sh lock
set -eu

usable() {
    # A name on the path is not enough: a pyenv shim exists for versions that are not installed. ensurepip: Debian splits it off.
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" && { echo "$PYTHON"; return; }
        echo "PYTHON=$PYTHON does not run, or is not Python 3.11 to 3.14." >&2
        exit 2
    fi
    for name in python3.13 python3.12 python3.11 python3 python3.14; do
        usable "$name" && { echo "$name"; return; }
    done
    cat >&2 <<'SAY'
Earshot needs Python 3.11, 3.12, 3.13 or 3.14, and none was found on the path.
  Debian, Ubuntu:  sudo apt-get install python3 python3-venv
  macOS:           brew install python@3.13
  Windows:         use WSL, then as for Ubuntu
Then run the same command again, or name one yourself: make PYTHON=/path/to/python3.13 …
SAY
    exit 2
}

fill() {
    python=$1 venv=$2 pins=$3
    if [ -n "$python" ]; then
        if ! said=$("$python" -m venv --clear "$venv" 2>&1); then
            printf '%s\n' "$said" >&2
            echo "$python cannot make a virtual environment. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2
            exit 2
        fi
    fi
    if ! "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input -r "$pins"; then
        echo "Installing the pinned packages failed; the reason is above. Once it is mended (network, disk), run the same command again." >&2
        exit 2
    fi
}

case "${1:-}" in
make)
    python=""
    if ls .venv/.complete-* >/dev/null 2>&1 && usable .venv/bin/python && [ -z "${PYTHON:-}" ]; then
        echo "The pins changed: bringing .venv up to date …"
    else
        python=$(find_python)
        [ ! -d .venv ] || echo "An earlier attempt to make .venv was cut short, or its Python is gone: making it again."
        echo "Installing the pinned packages into .venv with $("$python" --version) (a minute or two) …"
    fi
    rm -f .venv/.complete-*
    fill "$python" .venv requirements-dev.txt
    touch "$READY"
    ;;
lock)
    python=$(find_python)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    fill "$python" "$work/venv" requirements-dev.in
    {
        echo "# Everything a developer needs, pinned. Made from requirements-dev.in: make lock"
        "$work/venv/bin/python" -m pip freeze --disable-pip-version-check
    } >"$work/pins"
    cp "$work/pins" requirements-dev.txt
    echo "requirements-dev.txt: $(grep -c == requirements-dev.txt) packages pinned"
    ;;
*)
    echo "usage: infra/venv.sh make|lock" >&2
    exit 2
    ;;
esac
