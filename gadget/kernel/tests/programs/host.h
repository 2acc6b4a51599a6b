/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UDC_TEST_HOST_H
#define UDC_TEST_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../tether_udc/tether_udc.h"

/* A USB host on /dev/tether_udc0 for tests. What goes wrong ends the program with a line that says what. */

void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

void host_open(void);
void host_close(void);

/* Writes one message. Returns 0, or the errno with which it was refused. */
int host_write(struct tether_udc_message head, const void *data, uint32_t length);

/*
 * Waits for the next message, of which the first @size bytes of data are copied
 * to @data. Returns false if none came within @milliseconds.
 */
bool host_read(struct tether_udc_message *head, void *data, size_t size, int milliseconds);

/* Waits for a message of that type and drops those before it. */
struct tether_udc_message host_expect(uint16_t type, void *data, size_t size);

void host_attach(uint8_t max_speed);
void host_event(uint16_t type);

/* A control transfer: bytes moved, or -errno. */
int host_control(uint8_t request_type, uint8_t request, uint16_t value, uint16_t index, void *data, uint16_t length);

/* A transfer of an endpoint, sent but not waited for. */
void host_submit(uint8_t endpoint, uint64_t id, const void *data, uint32_t length);

#endif
