// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "harness/console/tcp.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::console {

// ser2net, which serves a serial device on a port of the loopback. `accepter` is how: "tcp",
// "telnet(rfc2217),tcp".
class SerialServer {
public:
    SerialServer(const std::string& accepter, const std::filesystem::path& device);

    const TcpAddress& address() const { return address_; }

    void stop() { ser2net_.stop(base::Milliseconds{2000}); }

private:
    base::TemporaryFolder folder_;
    TcpAddress address_;
    base::Child ser2net_;
};

// A port of the loopback that nobody listens on.
TcpAddress free_address();

}  // namespace tetherlab::console
