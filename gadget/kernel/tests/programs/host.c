// SPDX-License-Identifier: GPL-2.0-only
#include "host.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_MS	10000

static const char path[] = "/dev/tether_udc0";
static int fd = -1;
static unsigned char input[sizeof(struct tether_udc_message) + TETHER_UDC_MAX_LENGTH];
static size_t input_size, input_taken;

void fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	printf("FAIL: ");
	vprintf(format, args);
	printf("\n");
	va_end(args);
	exit(1);
}

void host_open(void)
{
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		fail("open %s: %s", path, strerror(errno));
	input_size = 0;
	input_taken = 0;
}

void host_close(void)
{
	close(fd);
	fd = -1;
}

int host_write(struct tether_udc_message head, const void *data, uint32_t length)
{
	static unsigned char output[sizeof(head) + TETHER_UDC_MAX_LENGTH];
	ssize_t size;

	head.length = length;
	memcpy(output, &head, sizeof(head));
	if (length)
		memcpy(output + sizeof(head), data, length);
	size = write(fd, output, sizeof(head) + length);
	if (size < 0)
		return errno;
	if ((size_t)size != sizeof(head) + length)
		fail("write of %zu bytes took %zd", sizeof(head) + length, size);
	return 0;
}

static bool fill(int milliseconds)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	ssize_t size;

	for (;;) {
		size = read(fd, input, sizeof(input));
		if (size > 0)
			break;
		if (errno != EAGAIN)
			fail("read: %s", strerror(errno));
		if (poll(&wait, 1, milliseconds) == 0)
			return false;
	}
	input_size = size;
	input_taken = 0;
	return true;
}

bool host_read(struct tether_udc_message *head, void *data, size_t size, int milliseconds)
{
	if (input_taken == input_size && !fill(milliseconds))
		return false;
	memcpy(head, input + input_taken, sizeof(*head));
	input_taken += sizeof(*head);
	memcpy(data, input + input_taken, size < head->length ? size : head->length);
	input_taken += head->length;
	return true;
}

struct tether_udc_message host_expect(uint16_t type, void *data, size_t size)
{
	struct tether_udc_message head;

	do {
		if (!host_read(&head, data, size, TIMEOUT_MS))
			fail("no message of type %u within %d ms", type, TIMEOUT_MS);
	} while (head.type != type);
	return head;
}

void host_attach(uint8_t max_speed)
{
	struct tether_udc_message head = { .type = TETHER_UDC_ATTACH };
	int ret;

	head.attach.speed = TETHER_UDC_HIGH_SPEED;
	head.attach.max_speed = max_speed;
	ret = host_write(head, NULL, 0);
	if (ret)
		fail("attach: %s", strerror(ret));
}

void host_event(uint16_t type)
{
	struct tether_udc_message head = { .type = type };
	int ret = host_write(head, NULL, 0);

	if (ret)
		fail("message %u: %s", type, strerror(ret));
}

int host_control(uint8_t request_type, uint8_t request, uint16_t value, uint16_t index, void *data,
		 uint16_t length)
{
	struct tether_udc_message head = { .type = TETHER_UDC_CONTROL, .id = ~0ULL };
	bool in = request_type & 0x80;
	int ret;

	head.setup[0] = request_type;
	head.setup[1] = request;
	head.setup[2] = value & 0xff;
	head.setup[3] = value >> 8;
	head.setup[4] = index & 0xff;
	head.setup[5] = index >> 8;
	head.setup[6] = length & 0xff;
	head.setup[7] = length >> 8;
	ret = host_write(head, data, in ? 0 : length);
	if (ret)
		fail("control transfer: %s", strerror(ret));
	do {
		head = host_expect(TETHER_UDC_DONE, data, in ? length : 0);
	} while (head.id != ~0ULL);
	return head.done.status ? head.done.status : (int)head.done.actual;
}

void host_submit(uint8_t endpoint, uint64_t id, const void *data, uint32_t length)
{
	struct tether_udc_message head = { .endpoint = endpoint, .id = id };
	bool in = endpoint & 0x80;
	int ret;

	head.type = in ? TETHER_UDC_IN : TETHER_UDC_OUT;
	if (in)
		head.in.size = length;
	ret = host_write(head, data, in ? 0 : length);
	if (ret)
		fail("transfer on endpoint %02x: %s", endpoint, strerror(ret));
}
