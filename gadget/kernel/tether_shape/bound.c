// SPDX-License-Identifier: GPL-2.0-only
/* Which gadgets we have our hands in, and for how long. */

#include <linux/rculist.h>
#include <linux/slab.h>

#include "bound.h"

LIST_HEAD(bound_list);
DEFINE_MUTEX(bound_lock);

struct bound *bound_find(const struct usb_gadget *gadget)
{
	struct bound *bound;

	list_for_each_entry_rcu(bound, &bound_list, entry, lockdep_is_held(&bound_lock))
		if (bound->gadget == gadget)
			return bound;
	return NULL;
}

static struct bound *create(struct usb_composite_dev *cdev)
{
	struct bound *bound;
	int ret;

	bound = kzalloc(sizeof(*bound), GFP_KERNEL);
	if (!bound)
		return ERR_PTR(-ENOMEM);
	bound->cdev = cdev;
	bound->gadget = cdev->gadget;
	ret = data_hook(bound);
	if (ret) {
		kfree(bound);
		return ERR_PTR(ret);
	}
	list_add_rcu(&bound->entry, &bound_list);
	control_hook(bound);
	speed_lower(bound);
	return bound;
}

/* Whoever has found the hooks is through with them before they are freed. */
static void destroy(struct bound *bound)
{
	speed_restore(bound);
	control_unhook(bound);
	data_unhook(bound);
	list_del_rcu(&bound->entry);
	synchronize_rcu();
	control_stop(bound);
	data_free(bound);
	kfree(bound);
}

int bound_add_function(struct usb_composite_dev *cdev)
{
	struct bound *bound;
	int ret = 0;

	mutex_lock(&bound_lock);
	bound = bound_find(cdev->gadget) ?: create(cdev);
	if (IS_ERR(bound))
		ret = PTR_ERR(bound);
	else
		bound->functions++;
	mutex_unlock(&bound_lock);
	return ret;
}

void bound_remove_function(struct usb_gadget *gadget)
{
	struct bound *bound;

	mutex_lock(&bound_lock);
	bound = bound_find(gadget);
	if (!--bound->functions)
		destroy(bound);
	mutex_unlock(&bound_lock);
}
