// SPDX-License-Identifier: GPL-2.0-only
/*
 * usb_ask NODE VALUE LENGTH TIMEOUT: asks the device at NODE (/dev/bus/usb/…) for a descriptor, as its host: type and
 * index in VALUE, hexadecimal. Prints "error N after M ms", or "after M ms:" and the bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
	unsigned char data[4096];
	struct usbdevfs_ctrltransfer request = { .bRequestType = 0x80, .bRequest = 6, .data = data };
	int fd, i, ret;
	long begin;

	if (argc != 5)
		return 2;
	request.wValue = strtoul(argv[2], NULL, 16);
	request.wLength = strtoul(argv[3], NULL, 10);
	request.timeout = strtoul(argv[4], NULL, 10);
	fd = open(argv[1], O_RDWR);
	if (fd < 0) {
		printf("open %s: %s\n", argv[1], strerror(errno));
		return 2;
	}
	begin = now_ms();
	ret = ioctl(fd, USBDEVFS_CONTROL, &request);
	if (ret < 0) {
		printf("error %d after %ld ms\n", errno, now_ms() - begin);
		return 1;
	}
	printf("after %ld ms:", now_ms() - begin);
	for (i = 0; i < ret; i++)
		printf(" %02x", data[i]);
	putchar('\n');
	return 0;
}
