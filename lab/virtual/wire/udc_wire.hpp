// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/udc_device.hpp"
#include "lab/virtual/wire/udc_session.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <optional>
#include <string>

namespace tetherlab::wire {

// The wire from a gadget on tether_udc: the router is the gadget's only host.
class UdcWire : public Wire {
public:
    // `device` is /dev/tether_udcN. `log` gets one line at a time. Throws base::SystemError.
    UdcWire(const std::string& device, Log log);

    void add_poll(std::vector<pollfd>& fds) override;

    std::optional<std::chrono::milliseconds> timeout() override;

    void handle_gadget() override;
    void connect(Peer& peer) override;
    void disconnect() override;
    void receive() override;

    void send() override { session_->send(); }

    bool has_output() const override { return session_->has_output(); }

private:
    bool take_messages();

    Log log_;
    UdcDevice device_;
    std::optional<UdcSession> session_;
};

}  // namespace tetherlab::wire
