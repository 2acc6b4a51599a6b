// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "lab/virtual/wire/callback_barrier.hpp"
#include "lab/virtual/wire/outbox.hpp"
#include "lab/virtual/wire/packet_scanner.hpp"
#include "lab/virtual/wire/usb_device.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <libusb.h>
#include <usbredirhost.h>

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace tetherlab::wire {

using Log = std::function<void(std::string_view)>;

// One usbredir connection with one router, from hello to hang-up, and the device it redirects, through
// libusbredirhost. The first thing it does is to queue the hello. `usb`, `peer` and `log` outlive it.
class UsbredirSession {
public:
    // `on_plugged` is called whenever the router is told of a device. Throws base::Error.
    UsbredirSession(libusb_context* usb, Peer& peer, const Log& log, std::function<void()> on_plugged);
    UsbredirSession(UsbredirSession&&) = delete;

    // Connects `device` to the router, in place of what was connected, as soon as the router may learn of it.
    // That the device cannot be opened is logged: it may have gone meanwhile.
    void plug(const UsbDevice& device);
    void unplug();

    // Throws base::SystemError if the peer does. A router that refuses the device gets it unplugged.
    void receive();
    void send();

    bool has_output() const;

    // To be called after libusb has handled events, as those end in callbacks too, and when due() has come.
    void settle();

    std::optional<Departure::Time> due() const;

private:
    void open(const UsbDevice& device);
    void heard(std::uint32_t type);

    static void on_log(void* self, int level, const char* message);
    static int on_read(void* self, uint8_t* data, int count);
    static int on_write(void* self, uint8_t* data, int count);

    libusb_context* usb_;
    Peer& peer_;
    const Log& log_;
    std::function<void()> on_plugged_;
    CallbackBarrier barrier_;
    Outbox outbox_;
    PacketScanner scanner_;          // of what the router says
    std::optional<UsbDevice> next_;  // the router does not know of it yet
    base::UniqueFd node_;            // libusb does not close what it was given to wrap
    std::unique_ptr<usbredirhost, decltype(&usbredirhost_close)> host_;
};

}  // namespace tetherlab::wire
