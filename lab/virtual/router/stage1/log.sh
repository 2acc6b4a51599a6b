# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# Into the kernel log, so that the line has a time and comes out on the console in order.
say() {
	echo "<5>tetherlab: $*" >/dev/kmsg
}

# What the DIR-3040's kernel does without a root file system. With panic=1 the board resets.
give_up() {
	echo "<0>tetherlab: $*" >/dev/kmsg
	echo 1 >/proc/sys/kernel/sysrq
	echo c >/proc/sysrq-trigger
}
