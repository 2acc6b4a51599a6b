/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_BOUND_H
#define TETHER_SHAPE_BOUND_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/usb/composite.h>
#include <linux/usb/gadget.h>

#include "control.h"
#include "data.h"
#include "speed.h"

/*
 * A gadget while functions that we wrap are bound: from before the first is bound
 * until after the last was unbound.
 */
struct bound {
	struct list_head entry;
	struct usb_composite_dev *cdev;
	struct usb_gadget *gadget;
	unsigned int functions;
	struct speed speed;
	struct control control;
	struct data data;
};

/* All of them; the list is also read under RCU. */
extern struct list_head bound_list;
extern struct mutex bound_lock;

/*
 * Called for each function before it is bound and after it was unbound; every
 * call of the first that returned 0 is followed by one of the second.
 */
int bound_add_function(struct usb_composite_dev *cdev);
void bound_remove_function(struct usb_gadget *gadget);

/* NULL if there is none. In an RCU read-side section, for its length. */
struct bound *bound_find(const struct usb_gadget *gadget);

#endif
