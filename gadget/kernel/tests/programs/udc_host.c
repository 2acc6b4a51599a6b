// SPDX-License-Identifier: GPL-2.0-only
/*
 * udc_host: plays the host on /dev/tether_udc0 with the gadget that is bound to it.
 *
 *	udc_host version super|high	prints bcdUSB and whether there is a BOS
 *	udc_host chapter9		standard requests about endpoints (SourceSink in configuration 3)
 *	udc_host packets		short, full, empty and too long transfers (SourceSink)
 *	udc_host resets COUNT		each bus reset is seen once in the controller's state
 *	udc_host cycles COUNT		plugs, enumerates to a different point each time, unplugs
 *	udc_host random COUNT SEED	random messages, good and bad; each transfer is answered once
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host.h"

static unsigned char data[4096];

static void expect(const char *what, int seen, int wanted)
{
	if (seen != wanted)
		fail("%s is %d, not %d", what, seen, wanted);
}

static void plug(uint8_t max_speed)
{
	host_open();
	host_attach(max_speed);
	host_expect(TETHER_UDC_CONNECT, data, 0);
	host_event(TETHER_UDC_RESET);
}

static int get_descriptor(uint8_t type, uint16_t length)
{
	return host_control(0x80, 6, type << 8, 0, data, length);
}

static int version(uint8_t max_speed)
{
	plug(max_speed);
	expect("length of the device descriptor", get_descriptor(1, 18), 18);
	printf("bcdUSB %x.%02x", data[3], data[2]);
	printf(", BOS %s\n", get_descriptor(15, 5) == 5 ? "served" : "stalled");
	host_close();
	return 0;
}

static void configure(void)
{
	plug(TETHER_UDC_SUPER_SPEED);
	expect("SET_ADDRESS", host_control(0, 5, 9, 0, NULL, 0), 0);
	expect("SET_CONFIGURATION", host_control(0, 9, 3, 0, NULL, 0), 0);
}

static void expect_done(uint64_t id, int status, uint32_t actual)
{
	struct tether_udc_message head = host_expect(TETHER_UDC_DONE, data, sizeof(data));

	if (head.id != id || head.done.status != status || head.done.actual != actual)
		fail("transfer %llu ended with %d after %u bytes, expected %llu, %d, %u",
		     (unsigned long long)head.id, head.done.status, head.done.actual,
		     (unsigned long long)id, status, actual);
}

static int chapter9(void)
{
	configure();
	expect("GET_STATUS of the device", host_control(0x80, 0, 0, 0, data, 2), 2);
	expect("self-powered", data[0], 1);
	expect("GET_STATUS of endpoint 81", host_control(0x82, 0, 0, 0x81, data, 2), 2);
	expect("halt of endpoint 81", data[0], 0);
	expect("GET_STATUS of an endpoint that is not there", host_control(0x82, 0, 0, 0x8f, data, 2), -EPIPE);
	expect("SET_FEATURE(ENDPOINT_HALT)", host_control(2, 3, 0, 0x81, NULL, 0), 0);
	expect("GET_STATUS of the halted endpoint", host_control(0x82, 0, 0, 0x81, data, 2), 2);
	expect("halt of endpoint 81", data[0], 1);
	host_submit(0x81, 1, NULL, 512);
	expect_done(1, -EPIPE, 0);
	expect("CLEAR_FEATURE(ENDPOINT_HALT)", host_control(2, 1, 0, 0x81, NULL, 0), 0);
	host_submit(0x81, 2, NULL, 512);
	expect_done(2, 0, 512);
	expect("SET_FEATURE of endpoint 0", host_control(2, 3, 0, 0, NULL, 0), -EPIPE);
	expect("SET_ADDRESS 128", host_control(0, 5, 128, 0, NULL, 0), -EPIPE);
	expect("a request that nobody knows", host_control(0x40, 0xee, 0, 0, NULL, 0), -EPIPE);
	expect("the device descriptor afterwards", get_descriptor(1, 18), 18);
	host_close();
	puts("chapter9: as USB 2.0 asks");
	return 0;
}

/* SourceSink sends and takes requests of 4096 bytes, in packets of 512. */
static int packets(void)
{
	configure();
	host_submit(0x81, 1, NULL, 4096);
	expect_done(1, 0, 4096);
	host_submit(0x81, 2, NULL, 1024);
	expect_done(2, 0, 1024);
	host_submit(0x81, 3, NULL, 600);
	expect_done(3, -EOVERFLOW, 600);
	memset(data, 0, sizeof(data));
	host_submit(0x01, 4, data, 4096);
	expect_done(4, 0, 4096);
	host_submit(0x01, 5, data, 512);
	expect_done(5, 0, 512);
	host_submit(0x01, 6, data, 0);
	expect_done(6, 0, 0);
	host_submit(0x01, 7, data, 67);
	expect_done(7, 0, 67);
	host_submit(0x03, 8, data, 1);
	host_event(TETHER_UDC_RESET);
	expect_done(8, -ESHUTDOWN, 0);
	host_close();
	puts("packets: as on a bus");
	return 0;
}

static void read_state(int fd, char *state, size_t size)
{
	ssize_t length = pread(fd, state, size - 1, 0);

	if (length < 0)
		fail("read state: %s", strerror(errno));
	state[length] = 0;
}

static int resets(long count)
{
	int fd = open("/sys/class/udc/tether_udc.0/state", O_RDONLY | O_CLOEXEC);
	struct pollfd wait = { .fd = fd, .events = POLLPRI };
	char state[32];
	long i;

	plug(TETHER_UDC_SUPER_SPEED);
	usleep(100000);
	for (i = 0; i < count; i++) {
		read_state(fd, state, sizeof(state));
		host_event(TETHER_UDC_RESET);
		if (poll(&wait, 1, 1000) != 1)
			fail("reset %ld was not seen", i);
		read_state(fd, state, sizeof(state));
		if (strcmp(state, "default\n"))
			fail("state after reset %ld is %s", i, state);
		if (poll(&wait, 1, 20))
			fail("reset %ld was seen twice", i);
	}
	host_close();
	printf("resets: %ld seen once each\n", count);
	return 0;
}

static int cycles(long count)
{
	long i;

	for (i = 0; i < count; i++) {
		plug(TETHER_UDC_SUPER_SPEED);
		if (i % 5 > 0)
			expect("length of the device descriptor", get_descriptor(1, 18), 18);
		if (i % 5 > 1)
			expect("SET_ADDRESS", host_control(0, 5, 1 + i % 127, 0, NULL, 0), 0);
		if (i % 5 > 2)
			expect("SET_CONFIGURATION", host_control(0, 9, 3, 0, NULL, 0), 0);
		if (i % 5 > 3)
			host_submit(0x81, 1, NULL, 4096);
		if (i % 2) {
			host_event(TETHER_UDC_DETACH);
			host_expect(TETHER_UDC_DISCONNECT, data, 0);
		}
		host_close();
	}
	printf("cycles: %ld\n", count);
	return 0;
}

/* Transfers in flight, by id. */
static unsigned char pending[1 << 20];
static long answered;

static void take_answers(int milliseconds)
{
	struct tether_udc_message head;

	while (host_read(&head, data, sizeof(data), milliseconds)) {
		if (head.type != TETHER_UDC_DONE)
			continue;
		if (head.id >= sizeof(pending) || !pending[head.id])
			fail("an answer to %llu, which is not in flight", (unsigned long long)head.id);
		pending[head.id] = 0;
		answered++;
	}
}

static struct tether_udc_message random_message(uint64_t id)
{
	struct tether_udc_message head = { .id = id };
	size_t i;

	head.type = random() % 11;
	head.endpoint = random() % 3 | (random() % 2 ? 0x80 : 0);
	for (i = 0; i < sizeof(head.setup); i++)
		head.setup[i] = random() % 12 ? random() % 4 : random();
	if (head.type == TETHER_UDC_CONTROL) {
		head.endpoint = 0;
		head.setup[0] = (random() % 2 ? 0x80 : 0) | random() % 3;
		head.setup[7] = 0;
	} else if (head.type == TETHER_UDC_IN) {
		head.in.size = random() % 5000;
	} else if (head.type == TETHER_UDC_ATTACH) {
		head.attach.speed = 2 + random() % 2;
		head.attach.max_speed = 3 + random() % 4;
	} else if (head.type == TETHER_UDC_CANCEL) {
		head.id = id - random() % 20;
	}
	return head;
}

static uint32_t random_length(const struct tether_udc_message *head)
{
	if (head->type == TETHER_UDC_CONTROL)
		return head->setup[0] & 0x80 ? 0 : head->setup[6];
	if (head->type == TETHER_UDC_OUT)
		return random() % sizeof(data);
	return random() % 50 ? 0 : 10;
}

static int random_messages(long count, unsigned int seed)
{
	struct tether_udc_message head;
	long sent = 0, i;

	srandom(seed);
	host_open();
	for (i = 100; i < count + 100; i++) {
		head = random_message(i);
		if (head.type == TETHER_UDC_DETACH && random() % 4)
			head.type = TETHER_UDC_ATTACH;
		if (host_write(head, data, random_length(&head)) == 0 &&
		    head.type >= TETHER_UDC_CONTROL && head.type <= TETHER_UDC_IN) {
			pending[head.id] = 1;
			sent++;
		}
		if (random() % 4 == 0)
			take_answers(0);
		if (random() % 500 == 0) {
			host_close();
			memset(pending, 0, sizeof(pending));
			sent = 0;
			answered = 0;
			host_open();
		}
	}
	host_event(TETHER_UDC_DETACH);
	take_answers(100);
	if (sent != answered)
		fail("seed %u: %ld transfers, %ld answers", seed, sent, answered);
	host_close();
	printf("random: %ld messages with seed %u, every transfer answered once\n", count, seed);
	return 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (!strcmp(what, "version") && argc == 3)
		return version(strcmp(argv[2], "high") ? TETHER_UDC_SUPER_SPEED : TETHER_UDC_HIGH_SPEED);
	if (!strcmp(what, "chapter9"))
		return chapter9();
	if (!strcmp(what, "packets"))
		return packets();
	if (!strcmp(what, "resets") && argc == 3)
		return resets(atol(argv[2]));
	if (!strcmp(what, "cycles") && argc == 3)
		return cycles(atol(argv[2]));
	if (!strcmp(what, "random") && argc == 4)
		return random_messages(atol(argv[2]), atol(argv[3]));
	fputs("usage: udc_host version super|high | chapter9 | packets | resets COUNT | cycles COUNT | random COUNT SEED\n",
	      stderr);
	return 2;
}
