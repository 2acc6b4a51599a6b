// SPDX-License-Identifier: GPL-2.0-only
/*
 * shape_fault: makes the bound gadget misbehave through /dev/tether_shape until it is killed.
 *
 *	shape_fault stall TYPE REQUEST VALUE[/MASK] [TIMES]
 *	shape_fault silent TYPE REQUEST VALUE[/MASK] [TIMES]
 *	shape_fault delay=MS TYPE REQUEST VALUE[/MASK] [TIMES]
 *	shape_fault data
 *		adds the rule, says "in force", then prints the setup packet of each hit
 *	shape_fault refused		bad rules; each is refused
 *	shape_fault churn COUNT SEED	COUNT random rules, a few at a time, none for longer than 20 ms
 *	shape_fault churn-data COUNT SEED
 *					the same with data stalls only
 *
 * Numbers of USB are hexadecimal.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "../../tether_shape/uapi.h"

#define CHURNING	4

static void __attribute__((noreturn, format(printf, 1, 2))) fail(const char *text, ...)
{
	va_list args;

	va_start(args, text);
	vprintf(text, args);
	va_end(args);
	putchar('\n');
	exit(1);
}

static int open_device(void)
{
	int fd = open("/dev/tether_shape", O_RDWR | O_NONBLOCK);

	if (fd < 0)
		fail("open /dev/tether_shape: %s", strerror(errno));
	return fd;
}

static void add_rule(int fd, const struct tether_rule *rule)
{
	if (write(fd, rule, sizeof(*rule)) != sizeof(*rule))
		fail("add rule: %s", strerror(errno));
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* Returns false if there is none. */
static bool print_hit(int fd, uint64_t since)
{
	struct tether_hit hit;
	ssize_t length = read(fd, &hit, sizeof(hit));
	unsigned int i;

	if (length < 0 && errno == EAGAIN)
		return false;
	if (length != sizeof(hit))
		fail("read: %s", strerror(errno));
	if (hit.time_ns < since || hit.time_ns > now_ns() || hit.rule || hit.lost)
		fail("hit of rule %u at %llu ns, %u lost", hit.rule, (unsigned long long)hit.time_ns, hit.lost);
	for (i = 0; i < sizeof(hit.setup); i++)
		printf("%02x%c", hit.setup[i], i == 7 ? '\n' : ' ');
	return true;
}

/* SIGTERM ends it, but not before the hits until then have been printed. */
static void print_hits(int fd, uint64_t since)
{
	struct pollfd items[2] = { { .fd = fd, .events = POLLIN }, { .events = POLLIN } };
	sigset_t end;

	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigprocmask(SIG_BLOCK, &end, NULL);
	items[1].fd = signalfd(-1, &end, SFD_CLOEXEC);
	puts("in force");
	do {
		if (poll(items, 2, -1) < 0)
			fail("poll: %s", strerror(errno));
		while (print_hit(fd, since))
			;
	} while (!items[1].revents);
}

static uint8_t action_of(const char *word, uint32_t *delay_ms)
{
	if (sscanf(word, "delay=%u", delay_ms) == 1)
		return TETHER_DELAY;
	if (!strcmp(word, "stall"))
		return TETHER_STALL;
	if (!strcmp(word, "silent"))
		return TETHER_SILENT;
	if (!strcmp(word, "data"))
		return TETHER_DATA_STALL;
	fail("no such fault: %s", word);
}

static void misbehave(int argc, char **argv)
{
	unsigned int value, mask = 0xffff;
	struct tether_rule rule = { 0 };
	uint64_t since = now_ns();
	int fd = open_device();

	rule.action = action_of(argv[1], &rule.delay_ms);
	if (rule.action != TETHER_DATA_STALL) {
		if (argc < 5 || sscanf(argv[4], "%x/%x", &value, &mask) < 1)
			fail("no request");
		rule.request_type = strtoul(argv[2], NULL, 16);
		rule.request = strtoul(argv[3], NULL, 16);
		rule.request_type_mask = rule.request_mask = 0xff;
		rule.value = value;
		rule.value_mask = mask;
		rule.times = argc > 5 ? strtoul(argv[5], NULL, 10) : 0;
	}
	add_rule(fd, &rule);
	print_hits(fd, since);
}

static void expect_refused(const char *what, struct tether_rule rule, size_t size)
{
	int fd = open_device();

	if (write(fd, &rule, size) >= 0 || errno != EINVAL)
		fail("%s was not refused", what);
	close(fd);
}

static void refused(void)
{
	const size_t size = sizeof(struct tether_rule);

	expect_refused("an unknown action", (struct tether_rule){ .action = 5 }, size);
	expect_refused("action 0", (struct tether_rule){ 0 }, size);
	expect_refused("half a rule", (struct tether_rule){ .action = TETHER_STALL }, size / 2);
	expect_refused("a delay of 0", (struct tether_rule){ .action = TETHER_DELAY }, size);
	expect_refused("too long a delay",
		       (struct tether_rule){ .action = TETHER_DELAY, .delay_ms = TETHER_MAX_DELAY_MS + 1 }, size);
	expect_refused("a stall with a delay", (struct tether_rule){ .action = TETHER_STALL, .delay_ms = 1 }, size);
	expect_refused("a data stall with a request",
		       (struct tether_rule){ .action = TETHER_DATA_STALL, .request = 6 }, size);
	expect_refused("a reserved field", (struct tether_rule){ .action = TETHER_STALL, .reserved2 = 1 }, size);
}

/* Any request, a short delay; now and then the bulk endpoints. */
static struct tether_rule random_rule(void)
{
	struct tether_rule rule = { .action = 1 + rand() % 4 };

	if (rule.action == TETHER_DATA_STALL)
		return rule;
	if (rule.action == TETHER_DELAY)
		rule.delay_ms = 1 + rand() % 30;
	rule.times = rand() % 3;
	return rule;
}

static void churn(int count, unsigned int seed, bool data_only)
{
	const struct tether_rule data_stall = { .action = TETHER_DATA_STALL };
	struct tether_rule rule;
	int fds[CHURNING], i, slot;

	srand(seed);
	for (i = 0; i < count + CHURNING; i++) {
		slot = i % CHURNING;
		if (i >= CHURNING)
			close(fds[slot]);
		if (i >= count)
			continue;
		fds[slot] = open_device();
		rule = data_only ? data_stall : random_rule();
		add_rule(fds[slot], &rule);
		usleep(rand() % 5000);
	}
}

int main(int argc, char **argv)
{
	setlinebuf(stdout);
	if (argc == 2 && !strcmp(argv[1], "refused"))
		refused();
	else if (argc == 4 && !strcmp(argv[1], "churn"))
		churn(atoi(argv[2]), strtoul(argv[3], NULL, 10), false);
	else if (argc == 4 && !strcmp(argv[1], "churn-data"))
		churn(atoi(argv[2]), strtoul(argv[3], NULL, 10), true);
	else if (argc > 1)
		misbehave(argc, argv);
	return 0;
}
