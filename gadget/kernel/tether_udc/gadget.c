// SPDX-License-Identifier: GPL-2.0-only
/* What the gadget core asks of a controller: connection, callbacks, power. */

#include <linux/ktime.h>
#include <linux/math64.h>

#include "udc.h"

/* The millisecond frame counter of USB 2.0, 8.4.3. */
static int get_frame(struct usb_gadget *gadget)
{
	return div_u64(ktime_get_ns(), NSEC_PER_MSEC) & 0x7ff;
}

static int set_selfpowered(struct usb_gadget *gadget, int is_selfpowered)
{
	struct tether_udc *udc = gadget_to_udc(gadget);
	unsigned long flags;

	spin_lock_irqsave(&udc->lock, flags);
	if (is_selfpowered)
		udc->device_status |= 1 << USB_DEVICE_SELF_POWERED;
	else
		udc->device_status &= ~(1 << USB_DEVICE_SELF_POWERED);
	spin_unlock_irqrestore(&udc->lock, flags);
	return 0;
}

static int vbus_draw(struct usb_gadget *gadget, unsigned int milliamps)
{
	const struct tether_udc_message head = {
		.type = TETHER_UDC_VBUS_DRAW,
		.vbus.milliamps = milliamps,
	};
	struct tether_udc *udc = gadget_to_udc(gadget);
	unsigned long flags;

	spin_lock_irqsave(&udc->lock, flags);
	tether_report(udc, &head);
	spin_unlock_irqrestore(&udc->lock, flags);
	return 0;
}

/* Between these the lock is dropped for a call into the gadget driver. */
void tether_enter_callback(struct tether_udc *udc)
{
	udc->callbacks++;
	spin_unlock(&udc->lock);
}

void tether_leave_callback(struct tether_udc *udc)
{
	spin_lock(&udc->lock);
	if (!--udc->callbacks && !udc->async)
		wake_up(&udc->idle);
}

static void report_connection(struct tether_udc *udc)
{
	struct tether_udc_message head = { .type = TETHER_UDC_DISCONNECT };

	if (udc->connected) {
		head.type = TETHER_UDC_CONNECT;
		head.connect.speed = udc->gadget.speed;
	}
	tether_report(udc, &head);
}

/*
 * Called with the lock held after attached or pulled_up have changed. Does not
 * tell the gadget driver: the core does that itself after a pull-up went off.
 */
void tether_update_connection(struct tether_udc *udc)
{
	bool connected = udc->attached && udc->pulled_up && udc->driver;

	if (connected == udc->connected)
		return;
	udc->connected = connected;
	udc->suspended = false;
	udc->device_status &= 1 << USB_DEVICE_SELF_POWERED;
	if (connected) {
		udc->gadget.speed = min_t(enum usb_device_speed, udc->speed, udc->driver->max_speed);
		usb_gadget_set_state(&udc->gadget, USB_STATE_POWERED);
	} else {
		tether_drop_transfers(udc);
		tether_nuke_all(udc, -ESHUTDOWN);
		udc->gadget.speed = USB_SPEED_UNKNOWN;
		usb_gadget_set_state(&udc->gadget, USB_STATE_NOTATTACHED);
	}
	report_connection(udc);
}

static int pullup(struct usb_gadget *gadget, int is_on)
{
	struct tether_udc *udc = gadget_to_udc(gadget);
	unsigned long flags;

	spin_lock_irqsave(&udc->lock, flags);
	udc->pulled_up = is_on;
	tether_update_connection(udc);
	spin_unlock_irqrestore(&udc->lock, flags);
	return 0;
}

static int udc_start(struct usb_gadget *gadget, struct usb_gadget_driver *driver)
{
	struct tether_udc *udc = gadget_to_udc(gadget);

	if (driver->max_speed < USB_SPEED_FULL)
		return -EINVAL;
	spin_lock_irq(&udc->lock);
	udc->driver = driver;
	udc->device_status = 0;
	spin_unlock_irq(&udc->lock);
	return 0;
}

static int udc_stop(struct usb_gadget *gadget)
{
	struct tether_udc *udc = gadget_to_udc(gadget);

	spin_lock_irq(&udc->lock);
	udc->pulled_up = false;
	tether_update_connection(udc);
	tether_nuke_all(udc, -ESHUTDOWN);
	udc->driver = NULL;
	spin_unlock_irq(&udc->lock);
	return 0;
}

/* Once this has returned for enable == false, nothing runs in the driver any more. */
static void async_callbacks(struct usb_gadget *gadget, bool enable)
{
	struct tether_udc *udc = gadget_to_udc(gadget);

	spin_lock_irq(&udc->lock);
	udc->async = enable;
	if (!enable)
		wait_event_lock_irq(udc->idle, !udc->callbacks, udc->lock);
	spin_unlock_irq(&udc->lock);
}

const struct usb_gadget_ops tether_gadget_ops = {
	.get_frame = get_frame,
	.set_selfpowered = set_selfpowered,
	.vbus_draw = vbus_draw,
	.pullup = pullup,
	.udc_start = udc_start,
	.udc_stop = udc_stop,
	.udc_async_callbacks = async_callbacks,
};
