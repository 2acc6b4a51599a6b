# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The vocabulary of these tests. A test script names the documented behaviour it holds the double to, and what it got.

failures=0

# is SENTENCE GOT WANTED: exact comparison.
is() {
    if [[ $2 == "$3" ]]; then
        echo "ok: $1"
        return
    fi
    echo "FAILED: $1"
    diff --label wanted --label got -u <(printf '%s\n' "$3") <(printf '%s\n' "$2") | sed 's/^/    /' || true
    failures=$((failures + 1))
}

# has SENTENCE GOT LINES: GOT has each of the lines, in that order.
has() {
    local line rest=$2
    while IFS= read -r line; do
        if [[ $rest != *"$line"* ]]; then
            echo "FAILED: $1"
            printf '    no “%s” in the rest of:\n' "$line"
            printf '%s\n' "$2" | sed 's/^/    /'
            failures=$((failures + 1))
            return
        fi
        rest=${rest#*"$line"}
    done <<<"$3"
    echo "ok: $1"
}

# new_root DEFAULTS: a fresh root in $root, removed at the end. See make_root.
new_root() {
    [[ -z ${root-} ]] || rm -rf "$root"
    root=$(mktemp -d "${TMPDIR:-/tmp}/tetherlab-root.XXXXXX")
    trap 'rm -rf "$root"' EXIT
    make_root "$root" "$@"
}

# finish: the script's exit status.
finish() {
    [[ $failures -eq 0 ]] || exit 1
}
