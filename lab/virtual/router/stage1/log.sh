# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# Into the kernel log, so that the line has a time and comes out on the console in order.
say() {
	echo "<5>tetherlab: $*" >/dev/kmsg
}

# Ends process 1: the kernel panics, as the DIR-3040's does without a root file system, and panic=1 resets the board.
give_up() {
	echo "<0>tetherlab: $*" >/dev/kmsg
	exit 1
}
