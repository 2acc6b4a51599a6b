// SPDX-License-Identifier: GPL-2.0-only
/* /dev/tether_udcN: messages in, messages out. */

#include <linux/mm.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>

#include "udc.h"

/* Counted against TETHER_UDC_MAX_QUEUED until it is freed. */
struct tether_message *tether_alloc_message(struct tether_udc *udc, size_t size, gfp_t gfp)
{
	struct tether_message *message;
	unsigned long flags;
	bool full;

	spin_lock_irqsave(&udc->lock, flags);
	full = udc->queued + sizeof(*message) + size > TETHER_UDC_MAX_QUEUED;
	if (!full)
		udc->queued += sizeof(*message) + size;
	spin_unlock_irqrestore(&udc->lock, flags);
	if (full)
		return ERR_PTR(-ENOBUFS);
	message = kvmalloc(struct_size(message, data, size), gfp);
	if (!message) {
		spin_lock_irqsave(&udc->lock, flags);
		udc->queued -= sizeof(*message) + size;
		spin_unlock_irqrestore(&udc->lock, flags);
		return ERR_PTR(-ENOMEM);
	}
	memset(message, 0, sizeof(*message));
	message->size = size;
	return message;
}

void tether_free_message(struct tether_udc *udc, struct tether_message *message)
{
	spin_lock_irq(&udc->lock);
	udc->queued -= sizeof(*message) + message->size;
	spin_unlock_irq(&udc->lock);
	kvfree(message);
}

/*
 * Queues a message about no transfer. Called with the lock held, interrupts off.
 * If that fails, read() says so once instead of hiding the gap.
 */
void tether_report(struct tether_udc *udc, const struct tether_udc_message *head)
{
	struct tether_message *message;

	if (!udc->open)
		return;
	message = NULL;
	if (udc->queued + sizeof(*message) <= TETHER_UDC_MAX_QUEUED)
		message = kzalloc(sizeof(*message), GFP_ATOMIC);
	if (message) {
		udc->queued += sizeof(*message);
		message->head = *head;
		list_add_tail(&message->entry, &udc->output);
	} else {
		udc->lost = true;
	}
	if (!udc->running)
		wake_up_interruptible(&udc->readers);
}

static struct tether_udc *file_to_udc(struct file *file)
{
	return container_of(file->private_data, struct tether_udc, misc);
}

static int tether_open(struct inode *inode, struct file *file)
{
	struct tether_udc *udc = file_to_udc(file);
	int ret = 0;

	spin_lock_irq(&udc->lock);
	if (udc->open)
		ret = -EBUSY;
	else
		udc->open = true;
	spin_unlock_irq(&udc->lock);
	return ret ?: stream_open(inode, file);
}

static struct tether_message *take_output(struct tether_udc *udc, size_t room)
{
	struct tether_message *message;

	spin_lock_irq(&udc->lock);
	message = list_first_entry_or_null(&udc->output, struct tether_message, entry);
	if (message && sizeof(message->head) + message->head.length > room)
		message = ERR_PTR(-EMSGSIZE);
	else if (message)
		list_del(&message->entry);
	spin_unlock_irq(&udc->lock);
	return message;
}

static int tether_release(struct inode *inode, struct file *file)
{
	struct tether_udc *udc = file_to_udc(file);
	struct tether_message *message, *next;
	LIST_HEAD(unread);

	mutex_lock(&udc->io);
	tether_detach(udc);
	spin_lock_irq(&udc->lock);
	list_splice_init(&udc->output, &unread);
	udc->lost = false;
	udc->open = false;
	spin_unlock_irq(&udc->lock);
	list_for_each_entry_safe(message, next, &unread, entry)
		tether_free_message(udc, message);
	mutex_unlock(&udc->io);
	return 0;
}

static bool readable(struct tether_udc *udc)
{
	bool ret;

	spin_lock_irq(&udc->lock);
	ret = udc->lost || !list_empty(&udc->output) || !list_empty(&udc->ready_eps);
	spin_unlock_irq(&udc->lock);
	return ret;
}

static __poll_t tether_poll(struct file *file, poll_table *wait)
{
	struct tether_udc *udc = file_to_udc(file);

	poll_wait(file, &udc->readers, wait);
	return EPOLLOUT | EPOLLWRNORM | (readable(udc) ? EPOLLIN | EPOLLRDNORM : 0);
}

static int copy_message(char __user *to, const struct tether_message *message)
{
	if (copy_to_user(to, &message->head, sizeof(message->head)) ||
	    copy_to_user(to + sizeof(message->head), message->data, message->head.length))
		return -EFAULT;
	return 0;
}

/* As many messages as fit; 0 if there is none. */
static ssize_t read_messages(struct tether_udc *udc, char __user *buffer, size_t count)
{
	struct tether_message *message;
	size_t done = 0;
	int ret = 0;

	while (!ret && (message = take_output(udc, count - done))) {
		if (IS_ERR(message)) {
			ret = PTR_ERR(message);
			break;
		}
		ret = copy_message(buffer + done, message);
		if (!ret)
			done += sizeof(message->head) + message->head.length;
		tether_free_message(udc, message);
	}
	return done ?: ret;
}

static int take_loss(struct tether_udc *udc)
{
	bool lost;

	spin_lock_irq(&udc->lock);
	lost = udc->lost;
	udc->lost = false;
	spin_unlock_irq(&udc->lock);
	return lost ? -ENOMEM : 0;
}

static ssize_t tether_read(struct file *file, char __user *buffer, size_t count, loff_t *offset)
{
	struct tether_udc *udc = file_to_udc(file);
	ssize_t ret;

	for (;;) {
		if (mutex_lock_interruptible(&udc->io))
			return -ERESTARTSYS;
		tether_run(udc);
		ret = take_loss(udc);
		if (!ret)
			ret = read_messages(udc, buffer, count);
		mutex_unlock(&udc->io);
		if (ret)
			return ret;
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(udc->readers, readable(udc));
		if (ret)
			return ret;
	}
}

/* Returns how many bytes of @count the first message has, or an error. */
static ssize_t write_message(struct tether_udc *udc, const char __user *buffer, size_t count)
{
	struct tether_udc_message head;
	int ret;

	if (count < sizeof(head))
		return -EINVAL;
	if (copy_from_user(&head, buffer, sizeof(head)))
		return -EFAULT;
	if (head.reserved || head.length > TETHER_UDC_MAX_LENGTH || head.length > count - sizeof(head))
		return -EINVAL;
	ret = tether_host_message(udc, &head, buffer + sizeof(head));
	return ret ?: (ssize_t)(sizeof(head) + head.length);
}

static ssize_t tether_write(struct file *file, const char __user *buffer, size_t count, loff_t *offset)
{
	struct tether_udc *udc = file_to_udc(file);
	size_t done = 0;
	ssize_t ret = 0;

	if (mutex_lock_interruptible(&udc->io))
		return -ERESTARTSYS;
	while (done < count) {
		ret = write_message(udc, buffer + done, count - done);
		if (ret < 0)
			break;
		done += ret;
	}
	tether_run(udc);
	mutex_unlock(&udc->io);
	return done ?: ret;
}

const struct file_operations tether_fops = {
	.owner = THIS_MODULE,
	.open = tether_open,
	.release = tether_release,
	.read = tether_read,
	.write = tether_write,
	.poll = tether_poll,
	.llseek = no_llseek,
};
