// SPDX-License-Identifier: GPL-2.0-only
/*
 * A NAND flash with the geometry and the partitions of the D-Link DIR-3040 A1
 * on a block device, write-through, so that cutting the power leaves what a
 * real NAND leaves. No OOB, no bit flips, no bad blocks.
 */
#include <linux/module.h>
#include <linux/mtd/mtd.h>
#include <linux/mtd/partitions.h>

#include "tether_nand.h"

static char *device = "/dev/vda";
module_param(device, charp, 0444);
MODULE_PARM_DESC(device, "block device that holds the flash contents");

static unsigned int program_us;
module_param(program_us, uint, 0644);
MODULE_PARM_DESC(program_us, "extra time to program a page, in microseconds");

static unsigned int erase_us;
module_param(erase_us, uint, 0644);
MODULE_PARM_DESC(erase_us, "extra time to erase a block, in microseconds");

static struct mtd_partition partitions[] = {
#include "layout.h"
};

static struct tether_flash flash;

static int nand_read(struct mtd_info *mtd, loff_t from, size_t len,
		     size_t *retlen, u_char *buf)
{
	int err = tether_flash_read(&flash, from, len, buf);

	*retlen = err ? 0 : len;
	return err;
}

static int nand_write(struct mtd_info *mtd, loff_t to, size_t len,
		      size_t *retlen, const u_char *buf)
{
	int err;

	if (!IS_ALIGNED(to, TETHER_NAND_PAGE) ||
	    !IS_ALIGNED(len, TETHER_NAND_PAGE))
		return -EINVAL;
	err = tether_flash_program(&flash, to, len, buf, program_us);
	*retlen = err ? 0 : len;
	return err;
}

static int nand_erase(struct mtd_info *mtd, struct erase_info *instr)
{
	u64 at;

	if (!IS_ALIGNED(instr->addr, TETHER_NAND_BLOCK) ||
	    !IS_ALIGNED(instr->len, TETHER_NAND_BLOCK))
		return -EINVAL;
	for (at = 0; at < instr->len; at += TETHER_NAND_BLOCK) {
		int err = tether_flash_erase(&flash, instr->addr + at,
					     erase_us);

		if (err) {
			instr->fail_addr = instr->addr + at;
			return err;
		}
	}
	return 0;
}

/* UBI takes a flash that can be asked for a NAND and reserves blocks. */
static int nand_block_isbad(struct mtd_info *mtd, loff_t ofs)
{
	return 0;
}

static struct mtd_info nand = {
	.name = "tether_nand",
	.owner = THIS_MODULE,
	.type = MTD_NANDFLASH,
	.flags = MTD_CAP_NANDFLASH,
	.erasesize = TETHER_NAND_BLOCK,
	.writesize = TETHER_NAND_PAGE,
	.writebufsize = TETHER_NAND_PAGE,
	._read = nand_read,
	._write = nand_write,
	._erase = nand_erase,
	._block_isbad = nand_block_isbad,
};

static struct mtd_partition *partition(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(partitions); i++)
		if (!strcmp(partitions[i].name, name))
			return &partitions[i];
	return NULL;
}

/* Ends "kernel" and begins "ubi" where the UBI is; the table's split if none. */
static int split_firmware(void)
{
	const struct mtd_partition *firmware = partition("firmware");
	struct mtd_partition *kernel = partition("kernel");
	struct mtd_partition *ubi = partition("ubi");
	s64 start;

	if (!firmware || !kernel || !ubi)
		return -EINVAL;
	start = tether_nand_find_ubi(&flash, firmware->offset, firmware->size);
	if (start == -ENOENT)
		return 0;
	if (start < 0)
		return start;
	kernel->size = start;
	ubi->offset = firmware->offset + start;
	ubi->size = firmware->size - start;
	return 0;
}

static int __init tether_nand_init(void)
{
	const struct mtd_partition *last =
		&partitions[ARRAY_SIZE(partitions) - 1];
	int err = tether_flash_open(&flash, device);

	if (err) {
		pr_err("tether_nand: cannot open %s: %d\n", device, err);
		return err;
	}
	nand.size = last->offset + last->size;
	if (bdev_nr_bytes(flash.bdev) < nand.size) {
		pr_err("tether_nand: %s has less than %llu bytes\n", device,
		       nand.size);
		err = -EINVAL;
		goto close;
	}
	err = split_firmware();
	if (!err)
		err = mtd_device_register(&nand, partitions,
					  ARRAY_SIZE(partitions));
	if (err)
		goto close;
	return 0;
close:
	tether_flash_close(&flash);
	return err;
}
module_init(tether_nand_init);

static void __exit tether_nand_exit(void)
{
	mtd_device_unregister(&nand);
	tether_flash_close(&flash);
}
module_exit(tether_nand_exit);

MODULE_DESCRIPTION("DIR-3040 NAND on a block device");
MODULE_LICENSE("GPL");
