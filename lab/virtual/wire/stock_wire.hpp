// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/uevent.hpp"
#include "lab/virtual/wire/usb_device.hpp"
#include "lab/virtual/wire/usbredir_session.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <libusb.h>

#include <memory>
#include <optional>
#include <string>

namespace tetherlab::wire {

// The wire made of stock parts: the gadget is plugged into a host controller of the same kernel (dummy_hcd),
// and the device that appears there is redirected with libusb and libusbredirhost. The kernel has then
// already enumerated it once when the router begins.
class StockWire : public Wire {
public:
    // `controller`: see find_device(). `log` gets one line at a time. Throws base::Error.
    StockWire(std::string controller, Log log);
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

    std::string controller_;
    Log log_;
    UeventSocket uevents_;
    std::unique_ptr<libusb_context, decltype(&libusb_exit)> usb_;
    std::optional<UsbDevice> device_;
    std::unique_ptr<UsbredirSession> session_;
};

}  // namespace tetherlab::wire
