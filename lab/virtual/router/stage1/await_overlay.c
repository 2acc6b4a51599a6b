// SPDX-License-Identifier: Apache-2.0
// Ends when process 1 has an overlay as its root; fails after two minutes.
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { kLimitSeconds = 120 };

// Opened anew each time: the list is relative to the root that process 1 had at open().
static int has_overlay_root(void)
{
	char line[1024];
	int found = 0;
	FILE *mounts = fopen("/proc/1/mounts", "re");

	if (!mounts)
		return 0;
	while (!found && fgets(line, sizeof(line), mounts))
		found = strstr(line, " / overlay ") != NULL;
	fclose(mounts);
	return found;
}

static int milliseconds_left(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int)(kLimitSeconds - (now.tv_sec - start->tv_sec)) * 1000;
}

int main(void)
{
	// Any change of the mount namespace makes a poll on any of its mount lists return (proc(5)).
	FILE *changes = fopen("/proc/self/mounts", "re");
	struct timespec start;

	if (!changes)
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &start);
	while (!has_overlay_root()) {
		struct pollfd event = {fileno(changes), POLLPRI, 0};
		int left = milliseconds_left(&start);

		if (left <= 0 || poll(&event, 1, left) < 0)
			return 1;
	}
	return 0;
}
