// SPDX-License-Identifier: GPL-2.0-only
/*
 * Endpoint 0: control transfers, one at a time, and the requests of USB 2.0,
 * chapter 9 that a controller answers itself.
 */

#include <linux/minmax.h>
#include <linux/string.h>

#include <asm/unaligned.h>

#include "udc.h"

/* The request is the gadget driver's. */
#define NOT_OURS	1

#define REQUEST(type, request)	((type) << 8 | (request))

/* wIndex names an endpoint that exists in the present configuration. */
static struct tether_ep *indexed_ep(struct tether_udc *udc, const struct usb_ctrlrequest *setup)
{
	u16 index = le16_to_cpu(setup->wIndex);
	struct tether_ep *ep;

	if (index > 0xff)
		return NULL;
	ep = tether_find_ep(udc, index);
	return ep && (!ep->address || ep->desc) ? ep : NULL;
}

static int set_address(struct tether_udc *udc, const struct usb_ctrlrequest *setup)
{
	u16 address = le16_to_cpu(setup->wValue);

	if (address > 127)
		return -EPIPE;
	usb_gadget_set_state(&udc->gadget, address ? USB_STATE_ADDRESS : USB_STATE_DEFAULT);
	return 0;
}

static int answer_status(struct tether_message *t, u16 status)
{
	u8 data[2];

	put_unaligned_le16(status, data);
	t->head.done.actual = min_t(u32, t->length, sizeof(data));
	memcpy(t->data, data, t->head.done.actual);
	return 0;
}

static int get_ep_status(struct tether_udc *udc, struct tether_message *t)
{
	struct tether_ep *ep = indexed_ep(udc, &t->setup);

	return ep ? answer_status(t, ep->halted) : -EPIPE;
}

static int device_feature(struct tether_udc *udc, const struct usb_ctrlrequest *setup, bool set)
{
	if (setup->wValue != cpu_to_le16(USB_DEVICE_REMOTE_WAKEUP))
		return NOT_OURS;
	if (set)
		udc->device_status |= 1 << USB_DEVICE_REMOTE_WAKEUP;
	else
		udc->device_status &= ~(1 << USB_DEVICE_REMOTE_WAKEUP);
	return 0;
}

/* Endpoint 0 has no halt feature: the next SETUP ends its stall (USB 2.0, 9.4.5). */
static int ep_feature(struct tether_udc *udc, const struct usb_ctrlrequest *setup, bool set)
{
	struct tether_ep *ep = indexed_ep(udc, setup);

	if (!ep || !ep->address || setup->wValue != cpu_to_le16(USB_ENDPOINT_HALT))
		return -EPIPE;
	if (set || !ep->wedged)
		tether_set_halted(ep, set);
	return 0;
}

/* Returns 0, -EPIPE or NOT_OURS. */
static int answer_setup(struct tether_udc *udc, struct tether_message *t)
{
	const struct usb_ctrlrequest *setup = &t->setup;

	switch (REQUEST(setup->bRequestType, setup->bRequest)) {
	case REQUEST(USB_DIR_OUT | USB_RECIP_DEVICE, USB_REQ_SET_ADDRESS):
		return set_address(udc, setup);
	case REQUEST(USB_DIR_IN | USB_RECIP_DEVICE, USB_REQ_GET_STATUS):
		return answer_status(t, udc->device_status);
	case REQUEST(USB_DIR_IN | USB_RECIP_INTERFACE, USB_REQ_GET_STATUS):
		return answer_status(t, 0);
	case REQUEST(USB_DIR_IN | USB_RECIP_ENDPOINT, USB_REQ_GET_STATUS):
		return get_ep_status(udc, t);
	case REQUEST(USB_DIR_OUT | USB_RECIP_DEVICE, USB_REQ_SET_FEATURE):
		return device_feature(udc, setup, true);
	case REQUEST(USB_DIR_OUT | USB_RECIP_DEVICE, USB_REQ_CLEAR_FEATURE):
		return device_feature(udc, setup, false);
	case REQUEST(USB_DIR_OUT | USB_RECIP_ENDPOINT, USB_REQ_SET_FEATURE):
		return ep_feature(udc, setup, true);
	case REQUEST(USB_DIR_OUT | USB_RECIP_ENDPOINT, USB_REQ_CLEAR_FEATURE):
		return ep_feature(udc, setup, false);
	default:
		return NOT_OURS;
	}
}

static int call_setup(struct tether_udc *udc, const struct usb_ctrlrequest *setup)
{
	struct usb_gadget_driver *driver = udc->driver;
	const struct usb_ctrlrequest copy = *setup;
	int ret;

	if (!udc->async || !driver)
		return -EPIPE;
	tether_enter_callback(udc);
	ret = driver->setup(&udc->gadget, &copy);
	tether_leave_callback(udc);
	return ret;
}

static void end_control(struct tether_udc *udc, struct tether_message *t, int status)
{
	udc->setup_done = false;
	tether_finish(udc, t, status);
}

/* What is left of the transfer before is given back first, as a new SETUP aborts it. */
static void setup_stage(struct tether_udc *udc, struct tether_message *t)
{
	struct tether_ep *ep0 = &udc->eps[0];
	int ret;

	tether_nuke(ep0, -EPROTO);
	if (tether_first_transfer(ep0) != t)
		return;
	ep0->halted = false;
	udc->setup_done = true;
	ret = answer_setup(udc, t);
	if (ret != NOT_OURS) {
		end_control(udc, t, ret);
		return;
	}
	ret = call_setup(udc, &t->setup);
	if (ret < 0 && tether_first_transfer(ep0) == t)
		end_control(udc, t, -EPIPE);
}

/*
 * The gadget queues one request: for the data stage, or of no bytes for the
 * status stage. It is given back before the host learns that the transfer has
 * ended, so that complete() can still stall the status stage.
 */
static void data_stage(struct tether_udc *udc, struct tether_message *t, struct tether_request *req)
{
	struct tether_ep *ep0 = &udc->eps[0];
	u32 size = min(t->length, req->req.length);
	int status = 0;

	if (t->setup.bRequestType & USB_DIR_IN)
		memcpy(t->data, req->req.buf, size);
	else if (size)
		memcpy(req->req.buf, t->data, size);
	if (!(t->setup.bRequestType & USB_DIR_IN) && t->length > req->req.length)
		status = -EOVERFLOW;
	req->req.actual = size;
	t->head.done.actual = size;
	tether_giveback(ep0, req, status);
	if (tether_first_transfer(ep0) == t)
		end_control(udc, t, ep0->halted || status ? -EPIPE : 0);
}

/* Called with the lock held by tether_run(). */
void tether_run_control(struct tether_udc *udc)
{
	struct tether_ep *ep0 = &udc->eps[0];
	struct tether_message *t;
	struct tether_request *req;

	while ((t = tether_first_transfer(ep0))) {
		if (!udc->setup_done) {
			setup_stage(udc, t);
			continue;
		}
		if (ep0->halted) {
			end_control(udc, t, -EPIPE);
			continue;
		}
		req = tether_first_request(ep0);
		if (!req)
			break;
		data_stage(udc, t, req);
	}
}
