# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# The time in every image, so that the same inputs give the same bytes.
epoch=${SOURCE_DATE_EPOCH:-1767225600}

# die MESSAGE [STATUS]
die() {
    echo "firmware: $1" >&2
    exit "${2:-1}"
}

# need_tool COMMAND PACKAGE: the command is installed, or the build ends by naming the package.
need_tool() {
    command -v "$1" >/dev/null || die "$1 not found: install the Debian package $2"
}

# table FILE: its lines without comments.
table() {
    grep -v '^#' "$1"
}
