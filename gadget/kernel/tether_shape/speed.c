// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes bcdUSB 2.00 in configfs mean 2.00 on a SuperSpeed-capable controller.
 *
 * composite_setup() overwrites the configured bcdUSB: a high-speed device is
 * 2.10 if gadget->max_speed is SuperSpeed and 2.00 or 2.01 if it is not. So
 * while functions of a gadget are bound that asks for less than 2.01 and does
 * not go beyond high speed, the controller's max_speed is lowered to that.
 *
 * The other way to both values, to reload dummy_hcd with another speed, is
 * closed: since the netdev of u_ether outlives unbind, device_move() leaves the
 * "net" directory of the old gadget device on the list of the class, and when
 * the new one is allocated at its address register_netdev() fails with -ENOENT
 * (seen on 6.1.192).
 */

#include "bound.h"

static bool wants_lower(const struct usb_composite_dev *cdev)
{
	u16 bcd = le16_to_cpu(cdev->desc.bcdUSB);

	return bcd && bcd < 0x0201 && cdev->driver->max_speed <= USB_SPEED_HIGH &&
	       gadget_is_superspeed(cdev->gadget);
}

void speed_lower(struct bound *bound)
{
	if (!wants_lower(bound->cdev))
		return;
	bound->speed.own = bound->gadget->max_speed;
	bound->gadget->max_speed = USB_SPEED_HIGH;
}

void speed_restore(struct bound *bound)
{
	if (bound->speed.own != USB_SPEED_UNKNOWN)
		bound->gadget->max_speed = bound->speed.own;
}
