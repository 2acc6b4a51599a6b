/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_RULES_H
#define TETHER_SHAPE_RULES_H

#include <linux/kfifo.h>
#include <linux/usb/ch9.h>
#include <linux/wait.h>

#include "uapi.h"

/*
 * Who wrote rules, and what has become of them.
 *
 * @hits: filled under the lock of the rules, emptied by one reader at a time.
 * @lost: hits since the last in @hits that it had no room for.
 * @rules: how many there have been.
 */
struct rule_owner {
	wait_queue_head_t readers;
	DECLARE_KFIFO(hits, struct tether_hit, 64);
	u32 lost;
	u32 rules;
};

void rules_init_owner(struct rule_owner *owner);

/* @wanted has been checked. Returns 0 or -ENOMEM. */
int rules_add(struct rule_owner *owner, const struct tether_rule *wanted);

/* Takes all rules of @owner out; nothing uses @owner any more afterwards. */
void rules_remove(struct rule_owner *owner);

/*
 * If there is a rule for @setup, copies it to *@taken, counts and reports that,
 * and returns true. In any context.
 */
bool rules_take(const struct usb_ctrlrequest *setup, struct tether_rule *taken);

#endif
