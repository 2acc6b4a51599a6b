/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
#ifndef TETHER_UDC_H
#define TETHER_UDC_H

/*
 * The protocol of /dev/tether_udcN, on which user space plays the USB host for
 * the gadget bound to the controller tether_udc.N.
 *
 * Both directions carry messages: this header, then head.length bytes. Integers
 * are in host byte order, except inside a setup packet. write() takes any number
 * of whole messages and read() gives as many as fit. A write with a message that
 * is refused returns the bytes before it, or the error if it is the first. The
 * device is open once at a time and needs no privileges beyond its file mode.
 * Closing it is TETHER_UDC_DETACH.
 *
 * A transfer is CONTROL, OUT or IN. Each is answered with exactly one DONE that
 * carries its id, in order within an endpoint and whatever becomes of it. Ids
 * are the writer's to choose; those in flight should differ. Transfers wait as
 * long as the gadget gives them nothing to do (a device that answers NAK), also
 * while their endpoint is disabled. Nothing moves between read() and write():
 * both first do all that gadget and host are ready for, and poll() tells when
 * there is something.
 *
 * Data is cut into packets of the endpoint's size as on a bus: an IN ends when
 * it is full or with a packet that is short or empty; an OUT whose length is a
 * multiple of the packet size does not end the gadget's request unless that is
 * full, and an OUT of no bytes is an empty packet.
 */

#include <linux/types.h>

/* The most bytes after a header. */
#define TETHER_UDC_MAX_LENGTH	(1024 * 1024)
/* The most bytes in flight or waiting to be read: beyond it write() is -ENOBUFS. */
#define TETHER_UDC_MAX_QUEUED	(32 * 1024 * 1024)

/* Values of enum usb_device_speed, linux/usb/ch9.h. */
#define TETHER_UDC_FULL_SPEED	2
#define TETHER_UDC_HIGH_SPEED	3
#define TETHER_UDC_SUPER_SPEED	5

enum tether_udc_type {
	/*
	 * To the controller.
	 *
	 * ATTACH: a cable is plugged in at attach.speed (full or high), to a
	 * controller that is capable of attach.max_speed (high or super). If that
	 * differs from the attach before (at first: super), it becomes
	 * usb_gadget.max_speed, where composite.c takes from whether a high-speed
	 * device is of USB 2.10 with a BOS (super) or 2.00.
	 */
	TETHER_UDC_ATTACH = 1,
	TETHER_UDC_DETACH = 2,
	/* A bus reset. All transfers end with -ESHUTDOWN. */
	TETHER_UDC_RESET = 3,
	TETHER_UDC_SUSPEND = 4,
	TETHER_UDC_RESUME = 5,
	/* setup; if it is OUT, then wLength bytes of data. */
	TETHER_UDC_CONTROL = 6,
	/* endpoint, data. */
	TETHER_UDC_OUT = 7,
	/* endpoint, in.size. */
	TETHER_UDC_IN = 8,
	/*
	 * endpoint (0 for CONTROL), id. A transfer that is still there ends with
	 * -ECONNRESET; one that is not has been answered already.
	 */
	TETHER_UDC_CANCEL = 9,

	/*
	 * From the controller.
	 *
	 * CONNECT: while attached, the gadget has pulled up: what was plugged in
	 * is a device of speed connect.speed.
	 */
	TETHER_UDC_CONNECT = 64,
	/*
	 * It no longer does, or DETACH has been carried out. Transfers of that
	 * time have been answered with -ESHUTDOWN before; those written while
	 * this waits to be read are answered so after it.
	 */
	TETHER_UDC_DISCONNECT = 65,
	/* The gadget enabled, disabled, halted or unhalted an endpoint. */
	TETHER_UDC_ENDPOINT = 66,
	/* The gadget may draw vbus.milliamps. */
	TETHER_UDC_VBUS_DRAW = 67,
	/* id, endpoint, done; if it was IN, then the data. */
	TETHER_UDC_DONE = 68,
};

/* Bits of endpoint.state. */
#define TETHER_UDC_ENABLED	1
#define TETHER_UDC_HALTED	2

/*
 * @endpoint: an endpoint's address, with bit 7 set if it is IN.
 *
 * Fields that a type does not name are 0.
 */
struct tether_udc_message {
	__u16 type;
	__u8 endpoint;
	__u8 reserved;
	__u32 length;
	__u64 id;
	union {
		struct {
			__u8 speed;
			__u8 max_speed;
		} attach;
		/* As on the wire: USB 2.0, table 9-2. */
		__u8 setup[8];
		struct {
			__u32 size;
		} in;
		struct {
			__u8 speed;
		} connect;
		struct {
			__u8 state;
			/* bmAttributes, bInterval, wMaxPacketSize: USB 2.0, table 9-13. */
			__u8 attributes;
			__u8 interval;
			__u8 reserved;
			__u16 max_packet;
		} endpoint_state;
		struct {
			__u32 milliamps;
		} vbus;
		/*
		 * @status: 0; -EPIPE: stalled; -EOVERFLOW: the gadget sent more
		 * than IN had room for; -ECONNRESET: cancelled; -ESHUTDOWN.
		 * @actual: bytes moved, also if status is not 0.
		 */
		struct {
			__s32 status;
			__u32 actual;
		} done;
	};
};

#endif
