/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TETHER_SHAPE_DEVICE_H
#define TETHER_SHAPE_DEVICE_H

int add_fault_device(void);
void remove_fault_device(void);

#endif
