/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_UDC_INTERNAL_H
#define TETHER_UDC_INTERNAL_H

#include <linux/completion.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/spinlock.h>
#include <linux/usb/ch9.h>
#include <linux/usb/gadget.h>
#include <linux/wait.h>

#include "tether_udc.h"

#define TETHER_EP_NUMBERS	15
#define TETHER_EP_COUNT		(1 + 2 * TETHER_EP_NUMBERS)

struct tether_udc;

struct tether_request {
	struct usb_request req;
	struct list_head entry;
};

/*
 * A transfer of the host, on its endpoint's list until it has ended, and then the
 * message that says so; or any other message to be read.
 *
 * @head: of the message to be read; @head.done is kept up to date meanwhile.
 * @length: bytes the host wants to move.
 * @data: of @size bytes, none for messages about no transfer.
 */
struct tether_message {
	struct list_head entry;
	struct tether_udc_message head;
	struct usb_ctrlrequest setup;
	u32 length;
	u32 size;
	u8 data[];
};

/*
 * @requests, @transfers: what gadget and host have queued, oldest first.
 * @ready: on udc->ready_eps while there may be something to do.
 * @desc: not NULL while enabled; never for endpoint 0.
 */
struct tether_ep {
	struct usb_ep ep;
	struct tether_udc *udc;
	char name[8];
	u8 address;
	bool halted;
	bool wedged;
	struct list_head requests;
	struct list_head transfers;
	struct list_head ready;
	const struct usb_endpoint_descriptor *desc;
};

/*
 * @lock: protects everything below it. As with dummy_hcd, the gadget's callbacks
 *	are called with it dropped and interrupts off.
 * @io: held by who reads, writes, opens or closes the device; only its holder
 *	moves data, and frees transfers.
 * @attached: the host has plugged in at @speed.
 * @connected: attached, and the gadget has pulled up.
 * @setup_done: the first of endpoint 0's transfers is past its setup stage.
 * @callbacks: calls into the gadget driver in progress; @idle is woken when there
 *	are none left and @async is off.
 * @output: to be read; @queued: bytes allocated for transfers and @output.
 * @lost: a message could not be allocated.
 */
struct tether_udc {
	struct usb_gadget gadget;
	struct platform_device *parent;
	struct miscdevice misc;
	char misc_name[16];
	struct completion released;
	struct mutex io;
	wait_queue_head_t readers;
	wait_queue_head_t idle;

	spinlock_t lock;
	struct usb_gadget_driver *driver;
	bool open;
	bool attached;
	bool pulled_up;
	bool connected;
	bool suspended;
	bool async;
	bool setup_done;
	bool running;
	bool lost;
	u8 speed;
	u8 max_speed;
	u16 device_status;
	unsigned int callbacks;
	size_t queued;
	struct list_head ready_eps;
	struct list_head output;
	struct tether_ep eps[TETHER_EP_COUNT];
};

static inline struct tether_udc *gadget_to_udc(struct usb_gadget *gadget)
{
	return container_of(gadget, struct tether_udc, gadget);
}

static inline struct tether_ep *to_tether_ep(struct usb_ep *ep)
{
	return container_of(ep, struct tether_ep, ep);
}

static inline struct tether_request *to_tether_request(struct usb_request *req)
{
	return container_of(req, struct tether_request, req);
}

static inline struct tether_message *tether_first_transfer(struct tether_ep *ep)
{
	return list_first_entry_or_null(&ep->transfers, struct tether_message, entry);
}

static inline struct tether_request *tether_first_request(struct tether_ep *ep)
{
	return list_first_entry_or_null(&ep->requests, struct tether_request, entry);
}

/* gadget.c */
extern const struct usb_gadget_ops tether_gadget_ops;
void tether_update_connection(struct tether_udc *udc);
void tether_enter_callback(struct tether_udc *udc);
void tether_leave_callback(struct tether_udc *udc);

/* endpoint.c */
void tether_init_endpoints(struct tether_udc *udc);
struct tether_ep *tether_find_ep(struct tether_udc *udc, u8 address);
void tether_giveback(struct tether_ep *ep, struct tether_request *req, int status);
void tether_nuke(struct tether_ep *ep, int status);
void tether_nuke_all(struct tether_udc *udc, int status);
void tether_set_halted(struct tether_ep *ep, bool halted);

/* transfer.c */
void tether_mark_ready(struct tether_ep *ep);
void tether_run(struct tether_udc *udc);
void tether_finish(struct tether_udc *udc, struct tether_message *t, int status);
void tether_drop_transfers(struct tether_udc *udc);
void tether_cancel(struct tether_ep *ep, u64 id);

/* control.c */
void tether_run_control(struct tether_udc *udc);

/* host.c */
int tether_host_message(struct tether_udc *udc, const struct tether_udc_message *head,
			const void __user *payload);
void tether_detach(struct tether_udc *udc);

/* chardev.c */
extern const struct file_operations tether_fops;
struct tether_message *tether_alloc_message(struct tether_udc *udc, size_t size, gfp_t gfp);
void tether_free_message(struct tether_udc *udc, struct tether_message *message);
void tether_report(struct tether_udc *udc, const struct tether_udc_message *head);

#endif
