// SPDX-License-Identifier: GPL-2.0-only
/*
 * Control requests, between the controller and the gadget driver.
 *
 * usb_gadget_driver is part of the usb_composite_driver of each gadget, which is
 * writable, and controllers look its callbacks up each time.
 */

#include <linux/ktime.h>

#include "bound.h"
#include "rules.h"

/*
 * Forgets the delayed request, as another event has come in. Waits until the
 * gadget driver has answered it if it is about to. Returns whether there has
 * been a late answer since the last request.
 */
static bool forget_delayed(struct control *control)
{
	unsigned long flags;
	bool answered_late;

	spin_lock_irqsave(&control->lock, flags);
	control->waiting = false;
	answered_late = control->answered_late;
	control->answered_late = false;
	spin_unlock_irqrestore(&control->lock, flags);
	return answered_late;
}

/*
 * The controller flushes endpoint 0 before it hands a request over. A late answer
 * may have been queued between those two, and would pass for one to the new
 * request.
 */
static void drop_answer(struct usb_composite_dev *cdev)
{
	if (cdev->setup_pending)
		usb_ep_dequeue(cdev->gadget->ep0, cdev->req);
	if (cdev->os_desc_pending)
		usb_ep_dequeue(cdev->gadget->ep0, cdev->os_desc_req);
}

static void delay(struct control *control, const struct usb_ctrlrequest *setup, u32 delay_ms)
{
	unsigned long flags;

	spin_lock_irqsave(&control->lock, flags);
	control->delayed = *setup;
	control->due = ktime_add_ms(ktime_get(), delay_ms);
	control->waiting = true;
	hrtimer_start(&control->timer, control->due, HRTIMER_MODE_ABS_SOFT);
	spin_unlock_irqrestore(&control->lock, flags);
}

/*
 * The timer may still come for a request that has been forgotten, while another
 * is waiting already.
 */
static enum hrtimer_restart answer_delayed(struct hrtimer *timer)
{
	struct control *control = container_of(timer, struct control, timer);
	struct usb_gadget *gadget = container_of(control, struct bound, control)->gadget;
	unsigned long flags;

	spin_lock_irqsave(&control->lock, flags);
	if (control->waiting && !ktime_before(ktime_get(), control->due)) {
		control->waiting = false;
		control->answered_late = true;
		if (control->setup(gadget, &control->delayed) < 0)
			usb_ep_set_halt(gadget->ep0);
	}
	spin_unlock_irqrestore(&control->lock, flags);
	return HRTIMER_NORESTART;
}

static int answer(struct bound *bound, const struct usb_ctrlrequest *setup)
{
	struct control *control = &bound->control;
	struct tether_rule rule;

	if (forget_delayed(control))
		drop_answer(bound->cdev);
	if (!rules_take(setup, &rule))
		return control->setup(bound->gadget, setup);
	if (rule.action == TETHER_STALL)
		return -EPIPE;
	if (rule.action == TETHER_DELAY)
		delay(control, setup, rule.delay_ms);
	/*
	 * Nothing is queued, so there is no answer. Some controllers (dwc3) send
	 * the status stage by themselves if there is no data and nobody says so.
	 */
	return setup->wLength ? 0 : USB_GADGET_DELAYED_STATUS;
}

static int hooked_setup(struct usb_gadget *gadget, const struct usb_ctrlrequest *setup)
{
	struct bound *bound;
	int ret = -ESHUTDOWN;

	rcu_read_lock();
	bound = bound_find(gadget);
	if (bound)
		ret = answer(bound, setup);
	rcu_read_unlock();
	return ret;
}

static void hooked_reset(struct usb_gadget *gadget)
{
	struct bound *bound;

	rcu_read_lock();
	bound = bound_find(gadget);
	if (bound) {
		forget_delayed(&bound->control);
		bound->control.reset(gadget);
	}
	rcu_read_unlock();
}

static void hooked_disconnect(struct usb_gadget *gadget)
{
	struct bound *bound;

	rcu_read_lock();
	bound = bound_find(gadget);
	if (bound) {
		forget_delayed(&bound->control);
		bound->control.disconnect(gadget);
	}
	rcu_read_unlock();
}

void control_hook(struct bound *bound)
{
	struct control *control = &bound->control;
	struct usb_gadget_driver *driver = &bound->cdev->driver->gadget_driver;

	spin_lock_init(&control->lock);
	hrtimer_init(&control->timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS_SOFT);
	control->timer.function = answer_delayed;
	control->driver = driver;
	control->setup = driver->setup;
	control->reset = driver->reset;
	control->disconnect = driver->disconnect;
	driver->setup = hooked_setup;
	driver->reset = hooked_reset;
	driver->disconnect = hooked_disconnect;
}

void control_unhook(struct bound *bound)
{
	struct control *control = &bound->control;

	control->driver->setup = control->setup;
	control->driver->reset = control->reset;
	control->driver->disconnect = control->disconnect;
}

void control_stop(struct bound *bound)
{
	hrtimer_cancel(&bound->control.timer);
}
