// SPDX-License-Identifier: GPL-2.0-only
/*
 * tether_udc - a USB device controller whose host is a program
 *
 * A gadget bound to tether_udc.N is plugged into nothing but /dev/tether_udcN,
 * where a program attaches it, resets the bus and sends and takes transfers
 * (tether_udc.h). There is no timer: data moves when gadget and program have
 * both asked for it, in the context of the program's read() and write().
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/slab.h>

#include "udc.h"

#define MAX_CONTROLLERS	8

static unsigned int num = 1;
module_param(num, uint, 0444);
MODULE_PARM_DESC(num, "number of controllers, 1 to 8 (default 1)");

static struct tether_udc *udcs[MAX_CONTROLLERS];

/* Whoever still holds the gadget's device may use it until here. */
static void release_gadget(struct device *dev)
{
	complete(&gadget_to_udc(dev_to_usb_gadget(dev))->released);
}

static struct tether_udc *alloc_udc(struct platform_device *parent)
{
	struct tether_udc *udc;

	udc = kzalloc(sizeof(*udc), GFP_KERNEL);
	if (!udc)
		return NULL;
	udc->parent = parent;
	udc->max_speed = USB_SPEED_SUPER;
	init_completion(&udc->released);
	mutex_init(&udc->io);
	init_waitqueue_head(&udc->readers);
	init_waitqueue_head(&udc->idle);
	spin_lock_init(&udc->lock);
	INIT_LIST_HEAD(&udc->ready_eps);
	INIT_LIST_HEAD(&udc->output);
	return udc;
}

static int register_gadget(struct tether_udc *udc)
{
	usb_initialize_gadget(&udc->parent->dev, &udc->gadget, release_gadget);
	udc->gadget.name = KBUILD_MODNAME;
	udc->gadget.ops = &tether_gadget_ops;
	udc->gadget.max_speed = USB_SPEED_SUPER;
	tether_init_endpoints(udc);
	return usb_add_gadget(&udc->gadget);
}

static void free_udc(struct tether_udc *udc)
{
	usb_put_gadget(&udc->gadget);
	wait_for_completion(&udc->released);
	kfree(udc);
}

static struct tether_udc *create_udc(int id)
{
	struct platform_device *parent;
	struct tether_udc *udc;
	int ret;

	parent = platform_device_register_simple(KBUILD_MODNAME, id, NULL, 0);
	if (IS_ERR(parent))
		return ERR_CAST(parent);
	udc = alloc_udc(parent);
	if (!udc) {
		ret = -ENOMEM;
		goto unregister_parent;
	}
	ret = register_gadget(udc);
	if (ret)
		goto free_udc;
	snprintf(udc->misc_name, sizeof(udc->misc_name), KBUILD_MODNAME "%d", id);
	udc->misc.minor = MISC_DYNAMIC_MINOR;
	udc->misc.name = udc->misc_name;
	udc->misc.fops = &tether_fops;
	udc->misc.parent = &parent->dev;
	ret = misc_register(&udc->misc);
	if (ret)
		goto del_gadget;
	return udc;

del_gadget:
	usb_del_gadget(&udc->gadget);
free_udc:
	free_udc(udc);
unregister_parent:
	platform_device_unregister(parent);
	return ERR_PTR(ret);
}

/* The device cannot be open: that would hold the module. */
static void destroy_udc(struct tether_udc *udc)
{
	struct platform_device *parent = udc->parent;

	misc_deregister(&udc->misc);
	usb_del_gadget(&udc->gadget);
	free_udc(udc);
	platform_device_unregister(parent);
}

static void destroy_all(void)
{
	unsigned int i;

	for (i = 0; i < MAX_CONTROLLERS && udcs[i]; i++)
		destroy_udc(udcs[i]);
}

static int __init tether_udc_init(void)
{
	unsigned int i;
	int ret;

	if (!num || num > MAX_CONTROLLERS) {
		pr_err("num=%u: only 1 to %d controllers are possible\n", num, MAX_CONTROLLERS);
		return -EINVAL;
	}
	for (i = 0; i < num; i++) {
		udcs[i] = create_udc(i);
		if (IS_ERR(udcs[i])) {
			ret = PTR_ERR(udcs[i]);
			udcs[i] = NULL;
			destroy_all();
			return ret;
		}
	}
	return 0;
}
module_init(tether_udc_init);

static void __exit tether_udc_exit(void)
{
	destroy_all();
}
module_exit(tether_udc_exit);

MODULE_DESCRIPTION("USB device controller whose host is a program");
MODULE_AUTHOR("tetherlab");
MODULE_LICENSE("GPL");
