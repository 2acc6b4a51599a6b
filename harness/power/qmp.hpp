// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::power {

// A QEMU's control connection: one JSON object a line, either way (qemu-qmp-ref(7)). Everything throws
// base::Error when QEMU refuses or has closed the connection, and base::TimeoutError. Not thread-safe.
class Qmp {
public:
    using Json = nlohmann::json;

    // Waits for QEMU's greeting. `name` stands for the machine in errors: "the router's QEMU".
    Qmp(base::UniqueFd stream, std::string name, const base::Deadline& deadline);

    // What the command returns.
    Json execute(const std::string& command, const Json& arguments, const base::Deadline& deadline);

    // Gives QEMU a duplicate of a descriptor, by that name until a command uses it: "fd:NAME".
    void lend(int fd, const std::string& name, const base::Deadline& deadline);

    // A line of the human monitor, one of those that answer nothing when they succeed: "device_add
    // qemu-xhci".
    void order(const std::string& line, const base::Deadline& deadline);

    // The data of the first event of that name for which `wanted` is true, one of those to come or one that
    // came with an answer and was not asked for yet.
    Json await_event(const std::string& name, const std::function<bool(const Json& data)>& wanted,
                     const base::Deadline& deadline);

private:
    Json answer_to(const std::string& command, const base::Deadline& deadline);
    Json read_message(const std::string& waited_for, const base::Deadline& deadline);

    base::UniqueFd stream_;
    std::string name_;
    std::string unread_;
    std::vector<Json> events_;  // not asked for yet
};

}  // namespace tetherlab::power
