// SPDX-License-Identifier: GPL-2.0-only
/* The rules for control requests, and who hears of their hits. */

#include <linux/build_bug.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "rules.h"

/* @left: how many requests it still takes, if wanted.times is not 0. */
struct rule {
	struct list_head entry;
	struct rule_owner *owner;
	struct tether_rule wanted;
	u32 number;
	u32 left;
};

static LIST_HEAD(rules);
static DEFINE_SPINLOCK(rules_lock);

void rules_init_owner(struct rule_owner *owner)
{
	init_waitqueue_head(&owner->readers);
	INIT_KFIFO(owner->hits);
	owner->lost = 0;
	owner->rules = 0;
}

int rules_add(struct rule_owner *owner, const struct tether_rule *wanted)
{
	struct rule *rule = kzalloc(sizeof(*rule), GFP_KERNEL);

	if (!rule)
		return -ENOMEM;
	rule->owner = owner;
	rule->wanted = *wanted;
	rule->left = wanted->times;
	spin_lock_irq(&rules_lock);
	rule->number = owner->rules++;
	list_add_tail(&rule->entry, &rules);
	spin_unlock_irq(&rules_lock);
	return 0;
}

void rules_remove(struct rule_owner *owner)
{
	struct rule *rule, *next;
	LIST_HEAD(removed);

	spin_lock_irq(&rules_lock);
	list_for_each_entry_safe(rule, next, &rules, entry)
		if (rule->owner == owner)
			list_move(&rule->entry, &removed);
	spin_unlock_irq(&rules_lock);
	list_for_each_entry_safe(rule, next, &removed, entry)
		kfree(rule);
}

static bool is_for(const struct rule *rule, const struct usb_ctrlrequest *setup)
{
	const struct tether_rule *wanted = &rule->wanted;

	return (!wanted->times || rule->left) &&
	       !((setup->bRequestType ^ wanted->request_type) & wanted->request_type_mask) &&
	       !((setup->bRequest ^ wanted->request) & wanted->request_mask) &&
	       !((le16_to_cpu(setup->wValue) ^ wanted->value) & wanted->value_mask);
}

static void report(struct rule *rule, const struct usb_ctrlrequest *setup)
{
	struct rule_owner *owner = rule->owner;
	struct tether_hit hit = {
		.time_ns = ktime_get_ns(),
		.rule = rule->number,
		.lost = owner->lost,
	};

	static_assert(sizeof(hit.setup) == sizeof(*setup));
	memcpy(hit.setup, setup, sizeof(hit.setup));
	if (kfifo_put(&owner->hits, hit))
		owner->lost = 0;
	else
		owner->lost++;
	wake_up_interruptible(&owner->readers);
}

bool rules_take(const struct usb_ctrlrequest *setup, struct tether_rule *taken)
{
	struct rule *rule;
	unsigned long flags;
	bool found = false;

	spin_lock_irqsave(&rules_lock, flags);
	list_for_each_entry(rule, &rules, entry) {
		if (!is_for(rule, setup))
			continue;
		if (rule->left)
			rule->left--;
		report(rule, setup);
		*taken = rule->wanted;
		found = true;
		break;
	}
	spin_unlock_irqrestore(&rules_lock, flags);
	return found;
}
