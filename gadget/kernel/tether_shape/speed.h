/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_SPEED_H
#define TETHER_SHAPE_SPEED_H

#include <linux/usb/ch9.h>

struct bound;

/* @own: the controller's max_speed, if it has been lowered. */
struct speed {
	enum usb_device_speed own;
};

/* Lowers the max_speed of a bound gadget's controller if need be, and undoes that. */
void speed_lower(struct bound *bound);
void speed_restore(struct bound *bound);

#endif
