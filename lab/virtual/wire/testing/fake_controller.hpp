// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/controller.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace tetherlab::wire::testing {

// Records what it is sent, one line for each message, and answers nothing by itself.
class FakeController : public Controller {
public:
    void send(tether_udc_message head, std::span<const std::byte> data) override {
        lines_.push_back(line_of(head));
        for (const std::byte byte : data) lines_.back() += fmt::format(" {:02x}", std::to_integer<int>(byte));
        last_id = head.id;
    }

    std::vector<std::string> take() { return std::exchange(lines_, {}); }

    std::uint64_t last_id = 0;

private:
    static std::string line_of(const tether_udc_message& head) {
        switch (head.type) {
            case TETHER_UDC_ATTACH:
                return fmt::format("attach {} {}", +head.attach.speed, +head.attach.max_speed);
            case TETHER_UDC_DETACH:
                return "detach";
            case TETHER_UDC_RESET:
                return "reset";
            case TETHER_UDC_CONTROL:
                return fmt::format("control {:02x} :", fmt::join(head.setup, " "));
            case TETHER_UDC_OUT:
                return fmt::format("out {:02x}:", head.endpoint);
            case TETHER_UDC_IN:
                return fmt::format("in {:02x} {}", head.endpoint, +head.in.size);
            case TETHER_UDC_CANCEL:
                return fmt::format("cancel {:02x} {}", head.endpoint, +head.id);
            default:
                return fmt::format("message {}", +head.type);
        }
    }

    std::vector<std::string> lines_;
};

}  // namespace tetherlab::wire::testing
