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

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/usb/composite.h>
#include <linux/usb/gadget.h>

#include "speed.h"

/* A controller with a lowered max_speed, until its last function is unbound. */
struct lowered {
	struct list_head entry;
	struct usb_gadget *gadget;
	enum usb_device_speed max_speed;
	unsigned int functions;
};

static LIST_HEAD(lowered_list);
static DEFINE_MUTEX(lowered_lock);

static struct lowered *find_lowered(const struct usb_gadget *gadget)
{
	struct lowered *l;

	list_for_each_entry(l, &lowered_list, entry)
		if (l->gadget == gadget)
			return l;
	return NULL;
}

static bool wants_lower(const struct usb_composite_dev *cdev)
{
	u16 bcd = le16_to_cpu(cdev->desc.bcdUSB);

	return bcd && bcd < 0x0201 && cdev->driver->max_speed <= USB_SPEED_HIGH &&
	       gadget_is_superspeed(cdev->gadget);
}

int speed_bind(struct usb_composite_dev *cdev)
{
	struct lowered *l;
	int ret = 0;

	mutex_lock(&lowered_lock);
	l = find_lowered(cdev->gadget);
	if (!l && wants_lower(cdev)) {
		l = kzalloc(sizeof(*l), GFP_KERNEL);
		if (!l) {
			ret = -ENOMEM;
			goto out;
		}
		l->gadget = cdev->gadget;
		l->max_speed = cdev->gadget->max_speed;
		list_add(&l->entry, &lowered_list);
		cdev->gadget->max_speed = USB_SPEED_HIGH;
	}
	if (l)
		l->functions++;
out:
	mutex_unlock(&lowered_lock);
	return ret;
}

void speed_unbind(struct usb_gadget *gadget)
{
	struct lowered *l;

	mutex_lock(&lowered_lock);
	l = find_lowered(gadget);
	if (l && !--l->functions) {
		gadget->max_speed = l->max_speed;
		list_del(&l->entry);
		kfree(l);
	}
	mutex_unlock(&lowered_lock);
}
