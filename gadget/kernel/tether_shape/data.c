// SPDX-License-Identifier: GPL-2.0-only
/*
 * The data endpoints, between the functions and the controller.
 *
 * Each gets a copy of its usb_ep_ops with some of ours in place. A request that is
 * held is not queued at all for the controller, which therefore answers NAK.
 * Those it has got already it may finish: to take them back would lose what
 * they have transferred so far, and on dwc2 dequeueing from a busy endpoint is
 * where it hangs.
 */

#include <linux/irqflags.h>
#include <linux/list.h>
#include <linux/processor.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "bound.h"

struct held {
	struct list_head entry;
	struct usb_request *req;
};

/*
 * @own: the controller's operations; @ops: in their place while hooked.
 * @lock: protects what is below. Functions' and controller's code is called with
 *	it dropped.
 * @bulk: enabled as a bulk endpoint.
 * @holding: there are requests on @held, or one is @moving from it to the
 *	controller, so that others must wait behind them.
 */
struct data_ep {
	struct usb_ep *ep;
	const struct usb_ep_ops *own;
	struct usb_ep_ops ops;
	spinlock_t lock;
	bool bulk;
	bool holding;
	struct list_head held;
	struct usb_request *moving;
};

/* How many data_stall_begin() have had no data_stall_end(); written with bound_lock held. */
static unsigned int data_stalls;

static int hooked_queue(struct usb_ep *ep, struct usb_request *req, gfp_t gfp);

/* NULL if the endpoint has been unhooked meanwhile. In an RCU read-side section. */
static struct data_ep *to_data_ep(struct usb_ep *ep)
{
	const struct usb_ep_ops *ops = READ_ONCE(ep->ops);

	return ops->queue == hooked_queue ? container_of(ops, struct data_ep, ops) : NULL;
}

/* complete() expects to be called as from an interrupt. */
static void give_back(struct usb_ep *ep, struct held *held, int status)
{
	unsigned long flags;

	local_irq_save(flags);
	held->req->status = status;
	usb_gadget_giveback_request(ep, held->req);
	local_irq_restore(flags);
	kfree(held);
}

/* Returns 1 if the request is held now, 0 if it need not be, or -ENOMEM. */
static int hold(struct data_ep *data_ep, struct usb_request *req)
{
	struct held *held = NULL;
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&data_ep->lock, flags);
	if (data_ep->bulk && (data_stalls || data_ep->holding)) {
		held = kmalloc(sizeof(*held), GFP_ATOMIC);
		ret = held ? 1 : -ENOMEM;
	}
	if (held) {
		req->status = -EINPROGRESS;
		req->actual = 0;
		held->req = req;
		list_add_tail(&held->entry, &data_ep->held);
		data_ep->holding = true;
	}
	spin_unlock_irqrestore(&data_ep->lock, flags);
	return ret;
}

/* Without a stall it takes no lock: every packet comes through here. */
static int hooked_queue(struct usb_ep *ep, struct usb_request *req, gfp_t gfp)
{
	struct data_ep *data_ep;
	int ret = 0;

	rcu_read_lock();
	data_ep = to_data_ep(ep);
	if (data_ep && (READ_ONCE(data_stalls) || READ_ONCE(data_ep->holding)))
		ret = hold(data_ep, req);
	if (!ret)
		ret = (data_ep ? data_ep->own : ep->ops)->queue(ep, req, gfp);
	rcu_read_unlock();
	return min(ret, 0);
}

/* Called with the lock held; drops it for a moment. */
static void wait_moved(struct data_ep *data_ep)
{
	spin_unlock(&data_ep->lock);
	cpu_relax();
	spin_lock(&data_ep->lock);
}

static struct held *take_held(struct data_ep *data_ep, const struct usb_request *req)
{
	struct held *held, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&data_ep->lock, flags);
	while (data_ep->moving == req)
		wait_moved(data_ep);
	list_for_each_entry(held, &data_ep->held, entry) {
		if (held->req == req) {
			found = held;
			list_del(&held->entry);
			break;
		}
	}
	spin_unlock_irqrestore(&data_ep->lock, flags);
	return found;
}

static int hooked_dequeue(struct usb_ep *ep, struct usb_request *req)
{
	struct data_ep *data_ep = to_data_ep(ep);
	struct held *held = take_held(data_ep, req);

	if (!held)
		return data_ep->own->dequeue(ep, req);
	give_back(ep, held, -ECONNRESET);
	return 0;
}

static int hooked_enable(struct usb_ep *ep, const struct usb_endpoint_descriptor *desc)
{
	struct data_ep *data_ep = to_data_ep(ep);
	unsigned long flags;
	int ret;

	ret = data_ep->own->enable(ep, desc);
	spin_lock_irqsave(&data_ep->lock, flags);
	data_ep->bulk = !ret && usb_endpoint_xfer_bulk(desc);
	spin_unlock_irqrestore(&data_ep->lock, flags);
	return ret;
}

/* All requests have been given back when this returns: functions free them then. */
static int hooked_disable(struct usb_ep *ep)
{
	struct data_ep *data_ep = to_data_ep(ep);
	struct held *held, *next;
	unsigned long flags;
	LIST_HEAD(flushed);
	int ret;

	spin_lock_irqsave(&data_ep->lock, flags);
	data_ep->bulk = false;
	list_splice_init(&data_ep->held, &flushed);
	while (data_ep->moving)
		wait_moved(data_ep);
	data_ep->holding = false;
	spin_unlock_irqrestore(&data_ep->lock, flags);
	ret = data_ep->own->disable(ep);
	list_for_each_entry_safe(held, next, &flushed, entry)
		give_back(ep, held, -ESHUTDOWN);
	return ret;
}

/* Interrupts stay off while a request is moving, as they are off for who waits for that. */
static void let_go(struct data_ep *data_ep)
{
	struct held *held;
	unsigned long flags;

	spin_lock_irqsave(&data_ep->lock, flags);
	while ((held = list_first_entry_or_null(&data_ep->held, struct held, entry))) {
		list_del(&held->entry);
		data_ep->moving = held->req;
		spin_unlock(&data_ep->lock);
		/* If the controller does not want it, the endpoint is as good as disabled. */
		if (data_ep->own->queue(data_ep->ep, held->req, GFP_ATOMIC))
			give_back(data_ep->ep, held, -ESHUTDOWN);
		else
			kfree(held);
		spin_lock(&data_ep->lock);
		data_ep->moving = NULL;
	}
	data_ep->holding = false;
	spin_unlock_irqrestore(&data_ep->lock, flags);
}

void data_stall_begin(void)
{
	mutex_lock(&bound_lock);
	WRITE_ONCE(data_stalls, data_stalls + 1);
	mutex_unlock(&bound_lock);
}

void data_stall_end(void)
{
	struct bound *bound;
	unsigned int i;

	mutex_lock(&bound_lock);
	WRITE_ONCE(data_stalls, data_stalls - 1);
	if (!data_stalls)
		list_for_each_entry(bound, &bound_list, entry)
			for (i = 0; i < bound->data.count; i++)
				let_go(&bound->data.eps[i]);
	mutex_unlock(&bound_lock);
}

static void hook(struct data_ep *data_ep, struct usb_ep *ep)
{
	data_ep->ep = ep;
	spin_lock_init(&data_ep->lock);
	INIT_LIST_HEAD(&data_ep->held);
	data_ep->own = ep->ops;
	data_ep->ops = *ep->ops;
	data_ep->ops.enable = hooked_enable;
	data_ep->ops.disable = hooked_disable;
	data_ep->ops.queue = hooked_queue;
	data_ep->ops.dequeue = hooked_dequeue;
	ep->ops = &data_ep->ops;
}

int data_hook(struct bound *bound)
{
	struct data *data = &bound->data;
	struct usb_ep *ep;
	unsigned int count = 0;

	list_for_each_entry(ep, &bound->gadget->ep_list, ep_list)
		count++;
	data->eps = kcalloc(count, sizeof(*data->eps), GFP_KERNEL);
	if (!data->eps)
		return -ENOMEM;
	list_for_each_entry(ep, &bound->gadget->ep_list, ep_list)
		hook(&data->eps[data->count++], ep);
	return 0;
}

void data_unhook(struct bound *bound)
{
	unsigned int i;

	for (i = 0; i < bound->data.count; i++)
		WRITE_ONCE(bound->data.eps[i].ep->ops, bound->data.eps[i].own);
}

void data_free(struct bound *bound)
{
	kfree(bound->data.eps);
}
