// SPDX-License-Identifier: GPL-2.0-only
/* /dev/tether_shape: rules in, hits out. */

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "data.h"
#include "device.h"
#include "rules.h"

/*
 * @lock: held by who reads or writes.
 * @data_stalls: how many TETHER_DATA_STALL it has written.
 */
struct open_file {
	struct mutex lock;
	struct rule_owner owner;
	unsigned int data_stalls;
};

static int device_open(struct inode *inode, struct file *file)
{
	struct open_file *open = kzalloc(sizeof(*open), GFP_KERNEL);

	if (!open)
		return -ENOMEM;
	mutex_init(&open->lock);
	rules_init_owner(&open->owner);
	file->private_data = open;
	return stream_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	struct open_file *open = file->private_data;

	rules_remove(&open->owner);
	while (open->data_stalls--)
		data_stall_end();
	kfree(open);
	return 0;
}

static bool is_valid(const struct tether_rule *rule)
{
	static const struct tether_rule data_stall = { .action = TETHER_DATA_STALL };

	switch (rule->action) {
	case TETHER_STALL:
	case TETHER_SILENT:
		return !rule->delay_ms && !rule->reserved && !rule->reserved2;
	case TETHER_DELAY:
		return rule->delay_ms && rule->delay_ms <= TETHER_MAX_DELAY_MS &&
		       !rule->reserved && !rule->reserved2;
	case TETHER_DATA_STALL:
		return !memcmp(rule, &data_stall, sizeof(*rule));
	default:
		return false;
	}
}

static ssize_t device_write(struct file *file, const char __user *buffer, size_t count,
			    loff_t *offset)
{
	struct open_file *open = file->private_data;
	struct tether_rule rule;
	int ret = 0;

	if (count != sizeof(rule))
		return -EINVAL;
	if (copy_from_user(&rule, buffer, sizeof(rule)))
		return -EFAULT;
	if (!is_valid(&rule))
		return -EINVAL;
	if (mutex_lock_interruptible(&open->lock))
		return -ERESTARTSYS;
	if (rule.action == TETHER_DATA_STALL) {
		data_stall_begin();
		open->data_stalls++;
	} else {
		ret = rules_add(&open->owner, &rule);
	}
	mutex_unlock(&open->lock);
	return ret ?: (ssize_t)sizeof(rule);
}

static ssize_t device_read(struct file *file, char __user *buffer, size_t count, loff_t *offset)
{
	struct open_file *open = file->private_data;
	struct rule_owner *owner = &open->owner;
	unsigned int copied;
	int ret;

	if (count < sizeof(struct tether_hit))
		return -EINVAL;
	for (;;) {
		if (mutex_lock_interruptible(&open->lock))
			return -ERESTARTSYS;
		ret = kfifo_to_user(&owner->hits, buffer, count, &copied);
		mutex_unlock(&open->lock);
		if (ret)
			return ret;
		if (copied)
			return copied;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(owner->readers, !kfifo_is_empty(&owner->hits));
		if (ret)
			return ret;
	}
}

static __poll_t device_poll(struct file *file, poll_table *wait)
{
	struct rule_owner *owner = &((struct open_file *)file->private_data)->owner;

	poll_wait(file, &owner->readers, wait);
	return EPOLLOUT | EPOLLWRNORM |
	       (kfifo_is_empty(&owner->hits) ? 0 : EPOLLIN | EPOLLRDNORM);
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.read = device_read,
	.write = device_write,
	.poll = device_poll,
	.llseek = no_llseek,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = KBUILD_MODNAME,
	.fops = &device_fops,
};

int add_fault_device(void)
{
	return misc_register(&device);
}

void remove_fault_device(void)
{
	misc_deregister(&device);
}
