/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
#ifndef TETHER_SHAPE_UAPI_H
#define TETHER_SHAPE_UAPI_H

/*
 * The protocol of /dev/tether_shape, on which user space makes bound gadgets
 * misbehave. It may be open any number of times.
 *
 * write() takes one struct tether_rule, which is in force until the file is
 * closed, for every gadget with a function that tether_shape wraps. read() gives
 * as many struct tether_hit as fit, oldest first, and waits for one unless
 * O_NONBLOCK is set; poll() tells when there is one. Integers are in host byte
 * order, except inside a setup packet.
 */

#include <linux/types.h>

enum tether_action {
	/*
	 * What becomes of a control request that the controller hands to the
	 * gadget. Controllers answer SET_ADDRESS themselves, most of them also
	 * GET_STATUS and the requests about features.
	 *
	 * STALL: a STALL handshake.
	 * SILENT: no answer: NAK until the host gives up.
	 * DELAY: the gadget hears of it delay_ms later, and its answer, if it is
	 * a STALL too, goes out then. If there is another request, a bus reset or a
	 * disconnect before that, the gadget never hears of it.
	 */
	TETHER_STALL = 1,
	TETHER_SILENT = 2,
	TETHER_DELAY = 3,
	/*
	 * Bulk endpoints give the controller nothing more to do: it answers NAK
	 * as soon as it has worked off what it had already, which is at most the
	 * queue length of the function (u_ether: 10 packets each way at high
	 * speed). Nothing is lost: what has been held goes on with the last such
	 * rule. All other fields are 0, and there are no hits.
	 */
	TETHER_DATA_STALL = 4,
};

#define TETHER_MAX_DELAY_MS	60000

/*
 * @request_type, @request, @value: bmRequestType, bRequest and wValue of USB 2.0,
 *	table 9-2. A bit that is 0 in a mask is not compared.
 * @delay_ms: of DELAY, 1 to TETHER_MAX_DELAY_MS; else 0.
 * @times: how many requests it takes; 0: all.
 *
 * A request is taken by the oldest rule that matches and is not used up. What
 * becomes of it does not change when the rule goes.
 */
struct tether_rule {
	__u8 action;
	__u8 request_type;
	__u8 request_type_mask;
	__u8 request;
	__u8 request_mask;
	__u8 reserved;
	__u16 value;
	__u16 value_mask;
	__u16 reserved2;
	__u32 delay_ms;
	__u32 times;
};

/*
 * A request that was taken by one of this file's rules.
 *
 * @time_ns: CLOCK_MONOTONIC when it came in.
 * @rule: 0 for the rule this file wrote first, and so on.
 * @lost: hits before this one that nobody read in time: a file keeps 64.
 * @setup: as on the wire.
 */
struct tether_hit {
	__u64 time_ns;
	__u32 rule;
	__u32 lost;
	__u8 setup[8];
};

#endif
