// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/function.hpp"
#include "harness/importer/to_profile.hpp"

#include <map>
#include <string>
#include <vector>

namespace tetherlab::importer {

// The network function of a profile: what the interfaces say, and for the rest what Linux' own function has.
class AssumedFunction {
public:
    AssumedFunction(const Device& device, const Configuration& configuration, const NetworkFunction& found,
                    profile::BusSpeed speed);

    const profile::Function& function() const { return function_; }

    // By field: "class", "notify.packet".
    std::map<std::string, Origin>& origins() { return origins_; }

    const std::vector<Remark>& warnings() const { return warnings_; }

private:
    void read_classes(const Configuration& configuration, const NetworkFunction& found);
    void read_endpoint(const std::string& field, const Endpoint* said, profile::Endpoint& target);
    void read_interval(const Endpoint* said);
    void settle_addresses();

    void assume(const std::string& field, const std::string& why) { origins_[field] = {std::nullopt, why}; }

    profile::BusSpeed speed_;
    profile::Function function_;
    std::map<std::string, Origin> origins_;
    std::vector<Remark> warnings_;
};

}  // namespace tetherlab::importer
