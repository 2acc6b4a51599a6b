/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_NAND_H
#define TETHER_NAND_H

#include <linux/blkdev.h>
#include <linux/mutex.h>
#include <linux/sizes.h>

#define TETHER_NAND_PAGE	SZ_2K
#define TETHER_NAND_BLOCK	SZ_128K

/*
 * The cells: a block device that holds the plain page contents, no OOB.
 * Every operation has reached the block device when it returns.
 */
struct tether_flash {
	struct block_device *bdev;
	struct mutex lock;	/* one operation at a time, like the chip */
	u8 *buffer;		/* one erase block, under lock */
};

int tether_flash_open(struct tether_flash *flash, const char *path);
void tether_flash_close(struct tether_flash *flash);

/* Any range. */
int tether_flash_read(struct tether_flash *flash, u64 offset, size_t len,
		      void *to);
/* Whole pages. A bit that is 0 stays 0: the result is old AND new. */
int tether_flash_program(struct tether_flash *flash, u64 offset, size_t len,
			 const void *from, unsigned int page_us);
/* One erase block, to 0xff. */
int tether_flash_erase(struct tether_flash *flash, u64 offset,
		       unsigned int block_us);

/*
 * Where in the firmware partition the UBI begins, searched like OpenWrt's
 * mtdsplit_uimage.c: erase block by erase block from the end of the uImage,
 * or from the second block when there is no uImage header (a cut upgrade).
 * -ENOENT when there is none.
 */
s64 tether_nand_find_ubi(struct tether_flash *flash, u64 firmware, u64 size);

#endif
