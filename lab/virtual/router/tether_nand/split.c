// SPDX-License-Identifier: GPL-2.0-only
#include <asm/byteorder.h>

#include "tether_nand.h"

#define UIMAGE_MAGIC	0x27051956
#define UIMAGE_HEADER	64
#define SGE_INSERT	96		/* openwrt,padding of the DTS */
#define UBI_EC_MAGIC	0x55424923	/* "UBI#" */

struct uimage_start {
	__be32 magic;
	__be32 hcrc;
	__be32 time;
	__be32 size;
};

/* The first byte behind the uImage; one erase block when there is none. */
static s64 uimage_end(struct tether_flash *flash, u64 firmware, u64 size)
{
	struct uimage_start header;
	u64 end;
	int err = tether_flash_read(flash, firmware, sizeof(header), &header);

	if (err)
		return err;
	if (be32_to_cpu(header.magic) != UIMAGE_MAGIC)
		return TETHER_NAND_BLOCK;
	end = (u64)UIMAGE_HEADER + SGE_INSERT + be32_to_cpu(header.size);
	return end < size ? end : TETHER_NAND_BLOCK;
}

s64 tether_nand_find_ubi(struct tether_flash *flash, u64 firmware, u64 size)
{
	s64 from = uimage_end(flash, firmware, size);
	u64 offset;

	if (from < 0)
		return from;
	for (offset = round_up(from, TETHER_NAND_BLOCK); offset < size;
	     offset += TETHER_NAND_BLOCK) {
		__be32 magic;
		int err = tether_flash_read(flash, firmware + offset,
					    sizeof(magic), &magic);

		if (err)
			return err;
		if (be32_to_cpu(magic) == UBI_EC_MAGIC)
			return offset;
	}
	return -ENOENT;
}
