# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Uses $here.

# die MESSAGE [STATUS]
die() {
    echo "$(basename "$here"): $1" >&2
    exit "${2:-1}"
}

# need_tool COMMAND PACKAGE: the command is installed, or the build ends by naming the package.
need_tool() {
    PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || die "$1 not found: install the Debian package $2"
}
