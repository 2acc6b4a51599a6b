/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_DATA_H
#define TETHER_SHAPE_DATA_H

struct bound;
struct data_ep;

/* @eps: the data endpoints of a bound gadget's controller, @count of them. */
struct data {
	struct data_ep *eps;
	unsigned int count;
};

/*
 * Puts us between the gadget's functions and the data endpoints, and takes us out
 * again. Both are called while the endpoints are disabled. The first returns 0 or
 * -ENOMEM.
 */
int data_hook(struct bound *bound);
void data_unhook(struct bound *bound);

/* After nobody can find @bound any more. */
void data_free(struct bound *bound);

/*
 * Between these, what functions queue on bulk endpoints is held. Every call of the
 * first is followed by one of the second; the last lets everything go. Both sleep.
 */
void data_stall_begin(void);
void data_stall_end(void);

#endif
