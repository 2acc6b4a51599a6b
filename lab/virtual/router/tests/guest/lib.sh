# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash disable=SC2034
# TAP, and a flash in terms of pages and blocks. Bytes are octal, as tr takes them.

count=0

# check SENTENCE COMMAND…
check() {
	count=$((count + 1))
	sentence=$1
	shift
	if "$@"; then
		echo "ok $count - $sentence"
	else
		echo "not ok $count - $sentence ($*)"
	fi
}

refused() {
	! "$@" 2>/dev/null
}

device_of() {
	echo "/dev/$(sed -n "s/:.*\"$1\"$//p" /proc/mtd)"
}

size_of() {
	echo "0x$(sed -n "s/^mtd[0-9]*: \([0-9a-f]*\) .*\"$1\"$/\1/p" /proc/mtd)"
}

bytes() {
	head -c "$1" /dev/zero | tr '\0' "\\$2"
}

# program DEVICE PAGE BYTE
program() {
	bytes 2048 "$3" | dd of="$1" bs=2048 seek="$2" conv=notrunc 2>/dev/null
}

# erase DEVICE BLOCK
erase() {
	mtd_erase "$1" $(($2 * 131072)) 131072
}

# pages_are DEVICE PAGE COUNT BYTE
pages_are() {
	[ "$(dd if="$1" bs=2048 skip="$2" count="$3" 2>/dev/null | tr -d "\\$4" | wc -c)" = 0 ]
}
