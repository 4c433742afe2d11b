#!/usr/bin/env bash
# The steps of action.yml: "install" makes a folder with mtlint in it, "check"
# runs it and writes the reports. What a workflow says comes in through variables
# and is only ever an argument, never part of a command.
set -euo pipefail

export PYTHONUTF8=1

fail() {
    echo "::error title=mtlint::$1"
    exit 2
}

find_python() {
    local name
    for name in python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Windows has the commands of an environment in another folder.
bin_of() {
    if [[ -d $1/venv/Scripts ]]; then echo "$1/venv/Scripts"; else echo "$1/venv/bin"; fi
}

install() {
    local python folder wanted=$GITHUB_ACTION_PATH
    python=$(find_python) || fail "needs Python 3.11; run actions/setup-python before"
    if [[ -n ${MTLINT_VERSION:-} ]]; then
        [[ $MTLINT_VERSION =~ ^[0-9][0-9A-Za-z.+!]*$ ]] || fail "version: is not a version"
        wanted="mtlint==$MTLINT_VERSION"
    fi
    folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/mtlint.XXXXXX")
    "$python" -m venv "$folder/venv"
    "$(bin_of "$folder")/python" -m pip install --quiet --disable-pip-version-check "$wanted"
    echo "folder=$folder" >>"$GITHUB_OUTPUT"
}

# Print files as they are. Names and texts can look like commands to GitHub, which
# obeys none until it is told the token.
print_verbatim() {
    local token
    token=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
    echo "::stop-commands::$token"
    cat "$@"
    echo
    echo "::$token::"
}

check() {
    local folder=$MTLINT_FOLDER bin python code=0 word line
    local -a options=() paths=()
    bin=$(bin_of "$folder")
    python=$bin/python

    # Words as a shell reads them, each ended by a zero byte.
    "$python" -c '
import os, shlex, sys
words = shlex.split(os.environ.get("MTLINT_ARGS", ""))
sys.stdout.write("".join(f"{word}\0" for word in words))
' >"$folder/words" 2>/dev/null || fail "args: a quotation mark is not closed"
    while IFS= read -r -d '' word; do options+=("$word"); done <"$folder/words"

    if [[ -n ${MTLINT_BASE:-} ]]; then options+=("--base=$MTLINT_BASE"); fi
    if [[ -n ${MTLINT_BASELINE:-} ]]; then options+=("--baseline=$MTLINT_BASELINE"); fi
    case ${MTLINT_FAIL_ON:-} in
        "") ;;
        never) options+=(--exit-zero) ;;
        *) options+=("--fail-on=$MTLINT_FAIL_ON") ;;
    esac
    options+=(
        --format=concise "--output=$folder/report.txt"
        "--report=github=$folder/annotations"
        "--report=sarif=$folder/mtlint.sarif"
        "--report=jsonl=$folder/findings.jsonl"
    )
    while IFS= read -r line; do
        if [[ -n $line ]]; then paths+=("$line"); fi
    done <<<"${MTLINT_PATHS:-}"
    if [[ ${#paths[@]} -eq 0 ]]; then paths=(.); fi

    : >"$folder/report.txt"
    "$bin/mtlint" check "${options[@]}" -- "${paths[@]}" 2>"$folder/errors" || code=$?
    print_verbatim "$folder/report.txt" "$folder/errors"
    if [[ -f $folder/findings.jsonl ]]; then
        cat "$folder/annotations"
        {
            echo "sarif=$folder/mtlint.sarif"
            echo "findings=$(tail -n 1 "$folder/findings.jsonl" |
                "$python" -c 'import json, sys; print(json.load(sys.stdin)["findings"])')"
        } >>"$GITHUB_OUTPUT"
    else
        echo "::error title=mtlint::did not check anything; the log says why"
    fi
    exit "$code"
}

case ${1:-} in
    install | check) "$1" ;;
    *) fail "usage: action.sh install|check" ;;
esac
