// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::asu::testing {

using Plan = nlohmann::json;

enum class Tls { kNone, kSelfSigned };

class Stage;

// A server on loopback that answers as stand_in.py says, which is a stand-in, not openwrt/asu. One program
// plays all of them, for a Python takes long to start. Requests of an earlier one that nobody read are passed
// over.
class StandIn {
public:
    explicit StandIn(const Plan& plan, Tls tls = Tls::kNone);

    const std::string& url() const { return url_; }

    // What certifies it with Tls::kSelfSigned.
    std::filesystem::path certificate() const;

    // The next request, once it has come: "POST /api/v1/build test/1".
    std::string next_request();

    // All that came and were answered, without waiting.
    std::vector<std::string> requests();

private:
    std::optional<std::string> next_request(const base::Deadline& deadline);

    Stage& stage_;
    std::string root_;  // "/3"
    std::string url_;
};

}  // namespace tetherlab::asu::testing
