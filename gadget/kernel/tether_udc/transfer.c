// SPDX-License-Identifier: GPL-2.0-only
/* Moves data between the requests of the gadget and the transfers of the host. */

#include <linux/bottom_half.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "udc.h"

/* What tether_run() has to look at. Called with the lock held. */
void tether_mark_ready(struct tether_ep *ep)
{
	struct tether_udc *udc = ep->udc;

	if (list_empty(&ep->ready))
		list_add_tail(&ep->ready, &udc->ready_eps);
	if (!udc->running)
		wake_up_interruptible(&udc->readers);
}

/* The transfer becomes the message that answers it. */
void tether_finish(struct tether_udc *udc, struct tether_message *t, int status)
{
	u32 actual = t->head.done.actual;
	bool in = t->size && (t->head.endpoint & USB_DIR_IN || t->setup.bRequestType & USB_DIR_IN);

	t->head.type = TETHER_UDC_DONE;
	t->head.length = in ? actual : 0;
	t->head.done.status = status;
	list_move_tail(&t->entry, &udc->output);
	if (!udc->running)
		wake_up_interruptible(&udc->readers);
}

static void drop_ep_transfers(struct tether_ep *ep)
{
	struct tether_message *t;

	while ((t = tether_first_transfer(ep)))
		tether_finish(ep->udc, t, -ESHUTDOWN);
}

void tether_drop_transfers(struct tether_udc *udc)
{
	size_t i;

	for (i = 0; i < TETHER_EP_COUNT; i++)
		drop_ep_transfers(&udc->eps[i]);
	udc->setup_done = false;
}

void tether_cancel(struct tether_ep *ep, u64 id)
{
	struct tether_message *t;

	list_for_each_entry(t, &ep->transfers, entry) {
		if (t->head.id != id)
			continue;
		if (!ep->address && t == tether_first_transfer(ep))
			ep->udc->setup_done = false;
		tether_finish(ep->udc, t, -ECONNRESET);
		tether_mark_ready(ep);
		return;
	}
}

/* How a step ended for each side: -EINPROGRESS if it has not. */
struct step {
	int req_status;
	int transfer_status;
};

/*
 * One step of an IN endpoint: as many full packets as fit, or the packet that
 * ends both. A request that is fully sent is here again only if an empty packet
 * is due: because of req->zero, or because it is empty itself.
 */
static struct step move_in(struct tether_ep *ep, struct usb_request *req, struct tether_message *t)
{
	struct step step = { -EINPROGRESS, -EINPROGRESS };
	u32 max_packet = ep->ep.maxpacket;
	u32 left = req->length - req->actual;
	u32 room = t->length - t->head.done.actual;
	u32 size = min(left, room);
	bool is_short = left < max_packet;
	bool overflow = min(left, max_packet) > room;

	if (!is_short && !overflow)
		size -= size % max_packet;
	memcpy(t->data + t->head.done.actual, req->buf + req->actual, size);
	req->actual += size;
	t->head.done.actual += size;
	if (overflow || is_short || (req->actual == req->length && !req->zero))
		step.req_status = 0;
	if (overflow)
		step.transfer_status = -EOVERFLOW;
	else if (is_short || t->head.done.actual == t->length)
		step.transfer_status = 0;
	return step;
}

/* One step of an OUT endpoint: as many full packets as fit, or the packet that ends both. */
static struct step move_out(struct tether_ep *ep, struct usb_request *req, struct tether_message *t)
{
	struct step step = { -EINPROGRESS, -EINPROGRESS };
	u32 max_packet = ep->ep.maxpacket;
	u32 left = t->length - t->head.done.actual;
	u32 room = req->length - req->actual;
	u32 packet = min(left, max_packet);
	u32 size = min(left, room);
	bool is_short = left < max_packet;
	bool overflow = packet > room;

	if (!is_short && !overflow)
		size -= size % max_packet;
	memcpy(req->buf + req->actual, t->data + t->head.done.actual, size);
	req->actual += size;
	/* Of a packet that is too long, the rest is lost. */
	t->head.done.actual += overflow ? packet : size;
	if (overflow)
		step.req_status = -EOVERFLOW;
	else if (is_short || req->actual == req->length)
		step.req_status = 0;
	if (is_short || t->head.done.actual == t->length)
		step.transfer_status = 0;
	return step;
}

/* The lock is dropped during a giveback, so each turn looks at the lists anew. */
static void run_data(struct tether_ep *ep)
{
	struct tether_message *t;
	struct tether_request *req;
	struct step step;

	while ((t = tether_first_transfer(ep))) {
		if (ep->halted) {
			tether_finish(ep->udc, t, -EPIPE);
			continue;
		}
		req = tether_first_request(ep);
		if (!req)
			break;
		if (ep->address & USB_DIR_IN)
			step = move_in(ep, &req->req, t);
		else
			step = move_out(ep, &req->req, t);
		if (step.transfer_status != -EINPROGRESS)
			tether_finish(ep->udc, t, step.transfer_status);
		if (step.req_status != -EINPROGRESS)
			tether_giveback(ep, req, step.req_status);
	}
}

/*
 * Does all that both sides are ready for. Called by the holder of udc->io with
 * the lock free.
 *
 * With bottom halves off, what complete() hands to the network stack is worked
 * off at the end in one go, and not by ksoftirqd.
 */
void tether_run(struct tether_udc *udc)
{
	struct tether_ep *ep;

	local_bh_disable();
	spin_lock_irq(&udc->lock);
	udc->running = true;
	while ((ep = list_first_entry_or_null(&udc->ready_eps, struct tether_ep, ready))) {
		list_del_init(&ep->ready);
		if (ep->address)
			run_data(ep);
		else
			tether_run_control(udc);
	}
	udc->running = false;
	if (!list_empty(&udc->output))
		wake_up_interruptible(&udc->readers);
	spin_unlock_irq(&udc->lock);
	local_bh_enable();
}
