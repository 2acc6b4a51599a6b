// SPDX-License-Identifier: Apache-2.0
#include "harness/console/link.hpp"

#include <fmt/format.h>

namespace tetherlab::console {
namespace {

struct Opening {
    const base::Deadline& deadline;

    OpenLink operator()(const SerialDevice& device) const { return {nullptr, open_serial(device)}; }

    OpenLink operator()(const TcpAddress& address) const { return {nullptr, connect_tcp(address, deadline)}; }

    OpenLink operator()(const Rfc2217Address& address) const {
        auto port = std::make_unique<Rfc2217Port>(address, deadline);
        base::UniqueFd stream = port->take_stream();
        return {std::move(port), std::move(stream)};
    }
};

struct Text {
    std::string operator()(const SerialDevice& device) const {
        return fmt::format("{} at {} baud", device.path.string(), device.baud);
    }

    std::string operator()(const TcpAddress& address) const { return "tcp " + address.to_text(); }

    std::string operator()(const Rfc2217Address& address) const {
        return fmt::format("rfc2217 {} at {} baud", address.server.to_text(), address.baud);
    }
};

}  // namespace

OpenLink open_link(const Link& link, const base::Deadline& deadline) {
    return std::visit(Opening{deadline}, link);
}

std::string to_text(const Link& link) {
    return std::visit(Text{}, link);
}

}  // namespace tetherlab::console
