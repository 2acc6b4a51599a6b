// SPDX-License-Identifier: GPL-2.0-only
/* What gadget drivers ask of an endpoint. */

#include <linux/slab.h>

#include "udc.h"

static void report_ep(struct tether_ep *ep)
{
	struct tether_udc_message head = {
		.type = TETHER_UDC_ENDPOINT,
		.endpoint = ep->address,
	};

	if (ep->desc) {
		head.endpoint_state.state = TETHER_UDC_ENABLED;
		if (ep->halted)
			head.endpoint_state.state |= TETHER_UDC_HALTED;
		head.endpoint_state.attributes = ep->desc->bmAttributes;
		head.endpoint_state.interval = ep->desc->bInterval;
		head.endpoint_state.max_packet = usb_endpoint_maxp(ep->desc);
	}
	tether_report(ep->udc, &head);
}

/* Called with the lock held; drops it. @req is on no list any more afterwards. */
void tether_giveback(struct tether_ep *ep, struct tether_request *req, int status)
{
	list_del_init(&req->entry);
	req->req.status = status;
	tether_enter_callback(ep->udc);
	usb_gadget_giveback_request(&ep->ep, &req->req);
	tether_leave_callback(ep->udc);
}

void tether_nuke(struct tether_ep *ep, int status)
{
	struct tether_request *req;

	while ((req = tether_first_request(ep)))
		tether_giveback(ep, req, status);
}

void tether_nuke_all(struct tether_udc *udc, int status)
{
	size_t i;

	for (i = 0; i < TETHER_EP_COUNT; i++)
		tether_nuke(&udc->eps[i], status);
}

void tether_set_halted(struct tether_ep *ep, bool halted)
{
	bool changed = ep->halted != halted;

	ep->halted = halted;
	if (!halted)
		ep->wedged = false;
	if (changed && ep->address)
		report_ep(ep);
	tether_mark_ready(ep);
}

static int ep_enable(struct usb_ep *_ep, const struct usb_endpoint_descriptor *desc)
{
	struct tether_ep *ep = to_tether_ep(_ep);
	unsigned long flags;

	if (usb_endpoint_xfer_control(desc) || usb_endpoint_xfer_isoc(desc))
		return -EINVAL;
	if (!usb_endpoint_maxp(desc) || usb_endpoint_maxp(desc) > _ep->maxpacket_limit)
		return -EINVAL;
	spin_lock_irqsave(&ep->udc->lock, flags);
	_ep->maxpacket = usb_endpoint_maxp(desc);
	ep->desc = desc;
	ep->halted = false;
	ep->wedged = false;
	report_ep(ep);
	tether_mark_ready(ep);
	spin_unlock_irqrestore(&ep->udc->lock, flags);
	return 0;
}

static int ep_disable(struct usb_ep *_ep)
{
	struct tether_ep *ep = to_tether_ep(_ep);
	unsigned long flags;

	spin_lock_irqsave(&ep->udc->lock, flags);
	if (ep->desc) {
		ep->desc = NULL;
		ep->halted = false;
		ep->wedged = false;
		report_ep(ep);
		tether_nuke(ep, -ESHUTDOWN);
	}
	spin_unlock_irqrestore(&ep->udc->lock, flags);
	return 0;
}

static struct usb_request *alloc_request(struct usb_ep *_ep, gfp_t gfp)
{
	struct tether_request *req = kzalloc(sizeof(*req), gfp);

	if (!req)
		return NULL;
	INIT_LIST_HEAD(&req->entry);
	return &req->req;
}

static void free_request(struct usb_ep *_ep, struct usb_request *_req)
{
	struct tether_request *req = to_tether_request(_req);

	WARN_ON(!list_empty(&req->entry));
	kfree(req);
}

/* Never completes the request itself: gadget drivers hold locks here that complete() takes. */
static int ep_queue(struct usb_ep *_ep, struct usb_request *_req, gfp_t gfp)
{
	struct tether_request *req = to_tether_request(_req);
	struct tether_ep *ep = to_tether_ep(_ep);
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&ep->udc->lock, flags);
	if (!ep->udc->connected || (ep->address && !ep->desc)) {
		ret = -ESHUTDOWN;
	} else if (!list_empty(&req->entry) || (_req->length && !_req->buf)) {
		ret = -EINVAL;
	} else {
		_req->status = -EINPROGRESS;
		_req->actual = 0;
		list_add_tail(&req->entry, &ep->requests);
		if (!list_empty(&ep->transfers))
			tether_mark_ready(ep);
	}
	spin_unlock_irqrestore(&ep->udc->lock, flags);
	return ret;
}

static int ep_dequeue(struct usb_ep *_ep, struct usb_request *_req)
{
	struct tether_ep *ep = to_tether_ep(_ep);
	struct tether_request *req;
	unsigned long flags;
	int ret = -EINVAL;

	spin_lock_irqsave(&ep->udc->lock, flags);
	list_for_each_entry(req, &ep->requests, entry) {
		if (&req->req == _req) {
			tether_giveback(ep, req, -ECONNRESET);
			ret = 0;
			break;
		}
	}
	spin_unlock_irqrestore(&ep->udc->lock, flags);
	return ret;
}

static int change_halt(struct tether_ep *ep, bool halted, bool wedged)
{
	unsigned long flags;
	int ret = 0;

	spin_lock_irqsave(&ep->udc->lock, flags);
	if (!ep->udc->connected || (ep->address && !ep->desc)) {
		ret = -ESHUTDOWN;
	} else if (halted && (ep->address & USB_DIR_IN) && !list_empty(&ep->requests)) {
		ret = -EAGAIN;
	} else {
		tether_set_halted(ep, halted);
		ep->wedged = wedged;
	}
	spin_unlock_irqrestore(&ep->udc->lock, flags);
	return ret;
}

static int set_halt(struct usb_ep *_ep, int value)
{
	return change_halt(to_tether_ep(_ep), value, false);
}

static int set_wedge(struct usb_ep *_ep)
{
	if (!to_tether_ep(_ep)->address)
		return -EINVAL;
	return change_halt(to_tether_ep(_ep), true, true);
}

static const struct usb_ep_ops ep_ops = {
	.enable = ep_enable,
	.disable = ep_disable,
	.alloc_request = alloc_request,
	.free_request = free_request,
	.queue = ep_queue,
	.dequeue = ep_dequeue,
	.set_halt = set_halt,
	.set_wedge = set_wedge,
};

static void init_ep(struct tether_udc *udc, struct tether_ep *ep)
{
	ep->udc = udc;
	ep->ep.name = ep->name;
	ep->ep.ops = &ep_ops;
	INIT_LIST_HEAD(&ep->requests);
	INIT_LIST_HEAD(&ep->transfers);
	INIT_LIST_HEAD(&ep->ready);
}

static void init_data_ep(struct tether_udc *udc, struct tether_ep *ep, u8 address)
{
	bool in = address & USB_DIR_IN;

	init_ep(udc, ep);
	ep->address = address;
	snprintf(ep->name, sizeof(ep->name), "ep%u%s", address & USB_ENDPOINT_NUMBER_MASK,
		 in ? "in" : "out");
	usb_ep_set_maxpacket_limit(&ep->ep, 1024);
	ep->ep.caps.type_bulk = true;
	ep->ep.caps.type_int = true;
	ep->ep.caps.dir_in = in;
	ep->ep.caps.dir_out = !in;
	list_add_tail(&ep->ep.ep_list, &udc->gadget.ep_list);
}

/*
 * Named and ordered as dwc2's, so that usb_ep_autoconfig() hands out the addresses
 * it hands out there: each kind from 1 up.
 */
void tether_init_endpoints(struct tether_udc *udc)
{
	struct tether_ep *ep0 = &udc->eps[0];
	unsigned int number;

	init_ep(udc, ep0);
	strscpy(ep0->name, "ep0", sizeof(ep0->name));
	usb_ep_set_maxpacket_limit(&ep0->ep, 64);
	ep0->ep.caps.type_control = true;
	ep0->ep.caps.dir_in = true;
	ep0->ep.caps.dir_out = true;
	udc->gadget.ep0 = &ep0->ep;
	INIT_LIST_HEAD(&udc->gadget.ep_list);
	for (number = 1; number <= TETHER_EP_NUMBERS; number++) {
		init_data_ep(udc, &udc->eps[2 * number - 1], USB_DIR_IN | number);
		init_data_ep(udc, &udc->eps[2 * number], USB_DIR_OUT | number);
	}
}

struct tether_ep *tether_find_ep(struct tether_udc *udc, u8 address)
{
	u8 number = address & USB_ENDPOINT_NUMBER_MASK;

	if (address & ~(USB_ENDPOINT_NUMBER_MASK | USB_DIR_IN))
		return NULL;
	if (!number)
		return &udc->eps[0];
	return &udc->eps[address & USB_DIR_IN ? 2 * number - 1 : 2 * number];
}
