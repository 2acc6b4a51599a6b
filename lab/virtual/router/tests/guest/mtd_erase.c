// SPDX-License-Identifier: Apache-2.0
// mtd_erase DEVICE OFFSET LENGTH: one MEMERASE, bytes in decimal or 0x.
#include <fcntl.h>
#include <mtd/mtd-user.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	struct erase_info_user range;
	int fd;

	if (argc != 4)
		return 2;
	range.start = strtoul(argv[2], NULL, 0);
	range.length = strtoul(argv[3], NULL, 0);
	fd = open(argv[1], O_RDWR | O_CLOEXEC);
	if (fd < 0 || ioctl(fd, MEMERASE, &range) < 0) {
		perror(argv[1]);
		return 1;
	}
	return 0;
}
