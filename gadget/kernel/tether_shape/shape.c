// SPDX-License-Identifier: GPL-2.0-only
/*
 * tether_shape - give stock configfs functions the shape of a real hotspot
 *
 * f_rndis copies the class, subclass and protocol set in configfs into its
 * interface association descriptor only; its control interface stays 02/02/ff
 * (drivers/usb/gadget/function/f_rndis.c, rndis_bind(), Linux 6.1 to 7.2).
 * usb_choose_configuration() looks at the interface, not at the association,
 * so a host then takes another configuration than it takes with the device
 * that is being imitated. This module mirrors the triple of the association
 * into the interface it begins with.
 *
 * It works by replacing alloc_func of the function drivers in shapes[], so
 * configfs stays the only way gadgets are made and changed. A function that
 * was linked into a configuration before this module was loaded is not
 * affected; one that was linked since pins the module until it is unlinked.
 *
 * On dummy_hcd it also decides the endpoint addresses, see prefer_numbered(),
 * and on a SuperSpeed-capable controller it makes bcdUSB 2.00 possible, see
 * speed.c. Through /dev/tether_shape gadgets can be made to misbehave, see uapi.h.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ctype.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/string.h>
#include <linux/usb/composite.h>
#include <linux/usb/gadget.h>

#include "bound.h"
#include "device.h"

/*
 * One function driver that is interposed on.
 *
 * @bind, @unbind and @free_func are the function driver's own; they are the same for
 * every function it allocates.
 */
struct shape {
	const char *name;
	struct usb_function_instance *fi;
	struct usb_function *(*alloc_func)(struct usb_function_instance *fi);
	int (*bind)(struct usb_configuration *c, struct usb_function *f);
	void (*unbind)(struct usb_configuration *c, struct usb_function *f);
	void (*free_func)(struct usb_function *f);
};

static struct shape shapes[] = {
	{ .name = "rndis" },
	{ .name = "ecm" },
	{ .name = "ncm" },
};

static struct shape *find_shape(const struct usb_function_driver *fd)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		if (shapes[i].fi->fd == fd)
			return &shapes[i];
	return NULL;
}

/*
 * dummy_hcd offers fixed endpoints first (ep1in-bulk, ep2out-bulk, ...,
 * ep5in-int), so that usb_ep_autoconfig() hands out 0x81, 0x02 and 0x85. Its
 * endpoints without a number (ep-aout, ep-bin, ...) are numbered by autoconfig
 * in the order they are asked for, IN and OUT apart: with those in front, bulk
 * IN, bulk OUT and interrupt IN become 0x81, 0x01 and 0x82, as on dwc2.
 * The order is kept until dummy_hcd is unloaded; repeating this is harmless.
 */
static void prefer_numbered(struct usb_gadget *gadget)
{
	struct usb_ep *ep, *next;
	LIST_HEAD(fixed);

	if (!strstarts(gadget->name, "dummy_udc"))
		return;
	list_for_each_entry_safe(ep, next, &gadget->ep_list, ep_list)
		if (isdigit(ep->name[2]))
			list_move_tail(&ep->ep_list, &fixed);
	list_splice_tail(&fixed, &gadget->ep_list);
}

/*
 * usb_assign_descriptors() gave this function its own writable copy for each
 * speed; usb_function's bind makes them anew each time.
 */
static void mirror_association(struct usb_descriptor_header **descriptors)
{
	const struct usb_interface_assoc_descriptor *iad = NULL;
	struct usb_interface_descriptor *intf;

	if (!descriptors)
		return;
	for (; *descriptors; descriptors++) {
		switch ((*descriptors)->bDescriptorType) {
		case USB_DT_INTERFACE_ASSOCIATION:
			iad = (const void *)*descriptors;
			break;
		case USB_DT_INTERFACE:
			intf = (void *)*descriptors;
			if (!iad || intf->bInterfaceNumber != iad->bFirstInterface)
				break;
			intf->bInterfaceClass = iad->bFunctionClass;
			intf->bInterfaceSubClass = iad->bFunctionSubClass;
			intf->bInterfaceProtocol = iad->bFunctionProtocol;
			break;
		}
	}
}

static int shape_bind(struct usb_configuration *c, struct usb_function *f)
{
	int ret;

	ret = bound_add_function(c->cdev);
	if (ret)
		return ret;
	prefer_numbered(c->cdev->gadget);
	ret = find_shape(f->fi->fd)->bind(c, f);
	if (ret) {
		bound_remove_function(c->cdev->gadget);
		return ret;
	}
	mirror_association(f->fs_descriptors);
	mirror_association(f->hs_descriptors);
	mirror_association(f->ss_descriptors);
	mirror_association(f->ssp_descriptors);
	return 0;
}

static void shape_unbind(struct usb_configuration *c, struct usb_function *f)
{
	find_shape(f->fi->fd)->unbind(c, f);
	bound_remove_function(c->cdev->gadget);
}

static void shape_free(struct usb_function *f)
{
	find_shape(f->fi->fd)->free_func(f);
	module_put(THIS_MODULE);
}

/*
 * usb_get_function() takes no reference on this module before it calls here,
 * so nothing may sleep until there is one: see shape_exit().
 */
static struct usb_function *shape_alloc(struct usb_function_instance *fi)
{
	struct usb_function *f;
	struct shape *shape;

	if (!try_module_get(THIS_MODULE))
		return ERR_PTR(-EBUSY);
	shape = find_shape(fi->fd);
	f = shape->alloc_func(fi);
	if (IS_ERR(f)) {
		module_put(THIS_MODULE);
		return f;
	}
	shape->bind = f->bind;
	shape->unbind = f->unbind;
	shape->free_func = f->free_func;
	f->bind = shape_bind;
	f->unbind = shape_unbind;
	f->free_func = shape_free;
	return f;
}

static void put_instances(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		if (shapes[i].fi)
			usb_put_function_instance(shapes[i].fi);
}

static int __init shape_init(void)
{
	struct usb_function_instance *fi;
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(shapes); i++) {
		/* Loads the function driver's module and pins it. */
		fi = usb_get_function_instance(shapes[i].name);
		if (IS_ERR(fi)) {
			pr_err("no function driver '%s': %ld\n", shapes[i].name, PTR_ERR(fi));
			put_instances();
			return PTR_ERR(fi);
		}
		shapes[i].fi = fi;
		shapes[i].alloc_func = fi->fd->alloc_func;
	}
	ret = add_fault_device();
	if (ret) {
		put_instances();
		return ret;
	}
	/* Nothing fails from here on: a function may be linked at once. */
	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		WRITE_ONCE(shapes[i].fi->fd->alloc_func, shape_alloc);
	return 0;
}
module_init(shape_init);

static void __exit shape_exit(void)
{
	size_t i;

	remove_fault_device();
	for (i = 0; i < ARRAY_SIZE(shapes); i++)
		WRITE_ONCE(shapes[i].fi->fd->alloc_func, shapes[i].alloc_func);
	/*
	 * A task may have fetched shape_alloc just before it was taken out, or
	 * be on its last instructions after module_put(), or of a hook. None
	 * sleeps there.
	 */
	synchronize_rcu_tasks();
	put_instances();
}
module_exit(shape_exit);

MODULE_DESCRIPTION("Gives configfs network functions the descriptors of a real hotspot");
MODULE_AUTHOR("tetherlab");
MODULE_LICENSE("GPL");
MODULE_SOFTDEP("pre: usb_f_rndis usb_f_ecm usb_f_ncm");
