// SPDX-License-Identifier: GPL-2.0-only
/* Carries out what the host writes. All are called by the holder of udc->io. */

#include <linux/uaccess.h>

#include "udc.h"

static int attach(struct tether_udc *udc, const struct tether_udc_message *head)
{
	u8 speed = head->attach.speed, max_speed = head->attach.max_speed;

	if (speed != USB_SPEED_FULL && speed != USB_SPEED_HIGH)
		return -EINVAL;
	if (max_speed != USB_SPEED_HIGH && max_speed != USB_SPEED_SUPER)
		return -EINVAL;
	spin_lock_irq(&udc->lock);
	if (udc->attached) {
		spin_unlock_irq(&udc->lock);
		return -EALREADY;
	}
	if (max_speed != udc->max_speed) {
		udc->max_speed = max_speed;
		udc->gadget.max_speed = max_speed;
	}
	udc->speed = speed;
	udc->attached = true;
	tether_update_connection(udc);
	spin_unlock_irq(&udc->lock);
	return 0;
}

/* Calls a callback of the gadget driver that has no result, lock held. */
static void notify(struct tether_udc *udc, void (*callback)(struct usb_gadget *gadget))
{
	if (!udc->async || !udc->driver || !callback)
		return;
	tether_enter_callback(udc);
	callback(&udc->gadget);
	tether_leave_callback(udc);
}

void tether_detach(struct tether_udc *udc)
{
	bool was_connected;

	spin_lock_irq(&udc->lock);
	was_connected = udc->connected;
	udc->attached = false;
	tether_update_connection(udc);
	if (was_connected && udc->driver)
		notify(udc, udc->driver->disconnect);
	spin_unlock_irq(&udc->lock);
}

static void reset(struct tether_udc *udc)
{
	struct usb_gadget_driver *driver;

	spin_lock_irq(&udc->lock);
	if (udc->connected) {
		tether_drop_transfers(udc);
		tether_nuke_all(udc, -ESHUTDOWN);
		udc->suspended = false;
		udc->device_status &= 1 << USB_DEVICE_SELF_POWERED;
		driver = udc->driver;
		if (udc->async && driver) {
			tether_enter_callback(udc);
			usb_gadget_udc_reset(&udc->gadget, driver);
			tether_leave_callback(udc);
		}
	}
	spin_unlock_irq(&udc->lock);
}

static void set_suspended(struct tether_udc *udc, bool suspended)
{
	spin_lock_irq(&udc->lock);
	if (udc->connected && udc->suspended != suspended) {
		udc->suspended = suspended;
		notify(udc, suspended ? udc->driver->suspend : udc->driver->resume);
	}
	spin_unlock_irq(&udc->lock);
}

static void submit(struct tether_udc *udc, struct tether_ep *ep, struct tether_message *t)
{
	spin_lock_irq(&udc->lock);
	list_add_tail(&t->entry, &ep->transfers);
	if (udc->connected)
		tether_mark_ready(ep);
	else
		tether_finish(udc, t, -ESHUTDOWN);
	spin_unlock_irq(&udc->lock);
}

/* A transfer of @size bytes, of which the first head->length are copied from @payload. */
static int add_transfer(struct tether_udc *udc, struct tether_ep *ep,
			const struct tether_udc_message *head, const void __user *payload, u32 size)
{
	struct tether_message *t = tether_alloc_message(udc, size, GFP_KERNEL);

	if (IS_ERR(t))
		return PTR_ERR(t);
	if (copy_from_user(t->data, payload, head->length)) {
		tether_free_message(udc, t);
		return -EFAULT;
	}
	t->head.id = head->id;
	t->head.endpoint = head->endpoint;
	t->length = size;
	if (!ep->address)
		memcpy(&t->setup, head->setup, sizeof(t->setup));
	submit(udc, ep, t);
	return 0;
}

static int add_control(struct tether_udc *udc, const struct tether_udc_message *head,
		       const void __user *payload)
{
	struct usb_ctrlrequest setup;
	u16 size;

	memcpy(&setup, head->setup, sizeof(setup));
	size = le16_to_cpu(setup.wLength);
	if (head->endpoint || head->length != (setup.bRequestType & USB_DIR_IN ? 0 : size))
		return -EINVAL;
	return add_transfer(udc, &udc->eps[0], head, payload, size);
}

static int add_data(struct tether_udc *udc, const struct tether_udc_message *head,
		    const void __user *payload)
{
	struct tether_ep *ep = tether_find_ep(udc, head->endpoint);
	bool in = head->type == TETHER_UDC_IN;

	if (!ep || !ep->address || in != !!(head->endpoint & USB_DIR_IN))
		return -EINVAL;
	if (!in)
		return add_transfer(udc, ep, head, payload, head->length);
	if (head->length || head->in.size > TETHER_UDC_MAX_LENGTH)
		return -EINVAL;
	return add_transfer(udc, ep, head, payload, head->in.size);
}

static int cancel(struct tether_udc *udc, const struct tether_udc_message *head)
{
	struct tether_ep *ep = tether_find_ep(udc, head->endpoint);

	if (!ep)
		return -EINVAL;
	spin_lock_irq(&udc->lock);
	tether_cancel(ep, head->id);
	spin_unlock_irq(&udc->lock);
	return 0;
}

/* Messages of no transfer have no data and act on what the transfers before have left. */
static int host_event(struct tether_udc *udc, const struct tether_udc_message *head)
{
	if (head->length)
		return -EINVAL;
	tether_run(udc);
	switch (head->type) {
	case TETHER_UDC_ATTACH:
		return attach(udc, head);
	case TETHER_UDC_DETACH:
		tether_detach(udc);
		return 0;
	case TETHER_UDC_RESET:
		reset(udc);
		return 0;
	case TETHER_UDC_SUSPEND:
		set_suspended(udc, true);
		return 0;
	case TETHER_UDC_RESUME:
		set_suspended(udc, false);
		return 0;
	case TETHER_UDC_CANCEL:
		return cancel(udc, head);
	default:
		return -EINVAL;
	}
}

int tether_host_message(struct tether_udc *udc, const struct tether_udc_message *head,
			const void __user *payload)
{
	switch (head->type) {
	case TETHER_UDC_CONTROL:
		return add_control(udc, head, payload);
	case TETHER_UDC_OUT:
	case TETHER_UDC_IN:
		return add_data(udc, head, payload);
	default:
		return host_event(udc, head);
	}
}
