/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_SPEED_H
#define TETHER_SHAPE_SPEED_H

struct usb_composite_dev;
struct usb_gadget;

/*
 * Called for each function before it is bound and after it was unbound; every
 * call of the first that returned 0 is followed by one of the second.
 */
int speed_bind(struct usb_composite_dev *cdev);
void speed_unbind(struct usb_gadget *gadget);

#endif
