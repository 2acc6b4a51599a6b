// SPDX-License-Identifier: GPL-2.0-only
/* NAND cells on a block device: read, program (AND), erase, nothing cached. */
#include <linux/bio.h>
#include <linux/delay.h>
#include <linux/slab.h>

#include "tether_nand.h"

#define OPEN_MODE (FMODE_READ | FMODE_WRITE | FMODE_EXCL)

/* Moves @len bytes, whole sectors, between the disk and the buffer at @at. */
static int transfer(struct tether_flash *flash, blk_opf_t op, u64 offset,
		    size_t at, size_t len)
{
	u8 *data = flash->buffer + at;
	struct bio_vec vec;
	struct bio bio;
	int err;

	bio_init(&bio, flash->bdev, &vec, 1, op);
	bio.bi_iter.bi_sector = offset >> SECTOR_SHIFT;
	__bio_add_page(&bio, virt_to_page(data), len, offset_in_page(data));
	err = submit_bio_wait(&bio);
	bio_uninit(&bio);
	return err;
}

/* The part of [offset, offset + len) that lies in offset's erase block. */
static size_t within_block(u64 offset, size_t len)
{
	return min_t(u64, len, TETHER_NAND_BLOCK - offset % TETHER_NAND_BLOCK);
}

static int read_in_block(struct tether_flash *flash, u64 offset, size_t len,
			 void *to)
{
	u64 first = round_down(offset, SECTOR_SIZE);
	u64 end = round_up(offset + len, SECTOR_SIZE);
	int err = transfer(flash, REQ_OP_READ, first, 0, end - first);

	if (!err)
		memcpy(to, flash->buffer + (offset - first), len);
	return err;
}

int tether_flash_read(struct tether_flash *flash, u64 offset, size_t len,
		      void *to)
{
	int err = 0;

	mutex_lock(&flash->lock);
	while (len && !err) {
		size_t part = within_block(offset, len);

		err = read_in_block(flash, offset, part, to);
		offset += part;
		len -= part;
		to += part;
	}
	mutex_unlock(&flash->lock);
	return err;
}

static int program_page(struct tether_flash *flash, u64 offset, size_t at,
			const u8 *from, unsigned int page_us)
{
	size_t i;

	for (i = 0; i < TETHER_NAND_PAGE; i++)
		flash->buffer[at + i] &= from[i];
	if (page_us)
		fsleep(page_us);
	return transfer(flash, REQ_OP_WRITE | REQ_SYNC, offset, at,
			TETHER_NAND_PAGE);
}

/* Page by page and in order, so that a power cut leaves a prefix. */
static int program_in_block(struct tether_flash *flash, u64 offset, size_t len,
			    const u8 *from, unsigned int page_us)
{
	int err = transfer(flash, REQ_OP_READ, offset, 0, len);
	size_t at;

	for (at = 0; at < len && !err; at += TETHER_NAND_PAGE)
		err = program_page(flash, offset + at, at, from + at, page_us);
	return err;
}

int tether_flash_program(struct tether_flash *flash, u64 offset, size_t len,
			 const void *from, unsigned int page_us)
{
	int err = 0;

	mutex_lock(&flash->lock);
	while (len && !err) {
		size_t part = within_block(offset, len);

		err = program_in_block(flash, offset, part, from, page_us);
		offset += part;
		len -= part;
		from += part;
	}
	mutex_unlock(&flash->lock);
	return err;
}

int tether_flash_erase(struct tether_flash *flash, u64 offset,
		       unsigned int block_us)
{
	int err;

	mutex_lock(&flash->lock);
	memset(flash->buffer, 0xff, TETHER_NAND_BLOCK);
	if (block_us)
		fsleep(block_us);
	err = transfer(flash, REQ_OP_WRITE | REQ_SYNC, offset, 0,
		       TETHER_NAND_BLOCK);
	mutex_unlock(&flash->lock);
	return err;
}

int tether_flash_open(struct tether_flash *flash, const char *path)
{
	mutex_init(&flash->lock);
	flash->buffer = kmalloc(TETHER_NAND_BLOCK, GFP_KERNEL);
	if (!flash->buffer)
		return -ENOMEM;
	flash->bdev = blkdev_get_by_path(path, OPEN_MODE, flash);
	if (IS_ERR(flash->bdev)) {
		kfree(flash->buffer);
		return PTR_ERR(flash->bdev);
	}
	return 0;
}

void tether_flash_close(struct tether_flash *flash)
{
	blkdev_put(flash->bdev, OPEN_MODE);
	kfree(flash->buffer);
}
