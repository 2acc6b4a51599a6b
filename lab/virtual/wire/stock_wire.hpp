// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/uevent.hpp"
#include "lab/virtual/wire/usb_device.hpp"
#include "lab/virtual/wire/usbredir_session.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <libusb.h>

#include <memory>
#include <optional>

namespace tetherlab::wire {

// The wire made of stock parts: a device on a bus of this kernel is redirected with libusb and
// libusbredirhost, whether it is a real one or a gadget on dummy_hcd. The kernel has then already enumerated
// it once when the router begins.
class StockWire : public Wire {
public:
    // The device may come, go and come again at any time. `log` gets one line at a time; `tell` gets
    // "plugged" whenever a router is told of the device, and "gone" when the device has left the bus. Throws
    // base::Error.
    StockWire(DeviceChoice choice, Log log, Log tell);
    ~StockWire() override;

    void add_poll(std::vector<pollfd>& fds) override;
    std::optional<std::chrono::milliseconds> timeout() override;
    void handle_gadget() override;
    void connect(Peer& peer) override;
    void disconnect() override;
    void receive() override;
    void send() override;
    bool has_output() const override;

private:
    void follow_device();

    DeviceChoice choice_;
    Log log_;
    Log tell_;
    UeventSocket uevents_;
    std::unique_ptr<libusb_context, decltype(&libusb_exit)> usb_;
    std::optional<UsbDevice> device_;
    std::unique_ptr<UsbredirSession> session_;
};

}  // namespace tetherlab::wire
