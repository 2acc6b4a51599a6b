/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_CONTROL_H
#define TETHER_SHAPE_CONTROL_H

#include <linux/hrtimer.h>
#include <linux/spinlock.h>
#include <linux/usb/ch9.h>

struct usb_gadget;
struct usb_gadget_driver;

/*
 * Endpoint 0 of a bound gadget.
 *
 * @driver: the gadget driver that hears of control requests through us.
 * @setup, @reset, @disconnect: its own.
 * @lock: protects what is below, and is held while the gadget driver answers a
 *	delayed request, so that it ends before it hears of what came next.
 * @timer: started for @due.
 * @delayed: to be answered, if @waiting.
 * @answered_late: a delayed request was answered since the last request.
 */
struct control {
	struct usb_gadget_driver *driver;
	int (*setup)(struct usb_gadget *gadget, const struct usb_ctrlrequest *setup);
	void (*reset)(struct usb_gadget *gadget);
	void (*disconnect)(struct usb_gadget *gadget);
	spinlock_t lock;
	struct hrtimer timer;
	ktime_t due;
	struct usb_ctrlrequest delayed;
	bool waiting;
	bool answered_late;
};

struct bound;

/*
 * Puts us between the controller and the gadget driver, and takes us out again.
 * Both are called while the controller makes no callbacks.
 */
void control_hook(struct bound *bound);
void control_unhook(struct bound *bound);

/* After nobody can find @bound any more: nothing runs for it afterwards. */
void control_stop(struct bound *bound);

#endif
