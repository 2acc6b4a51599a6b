// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/build_request.hpp"

#include "gadget/base/yaml.hpp"
#include "gadget/profile/usb_class.hpp"
#include "harness/log/drivers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace tetherlab::asu {

std::string BuildRequest::to_json() const {
    // With true the packages would replace all default ones.
    constexpr bool kDiffPackages = false;
    const nlohmann::ordered_json json{{"distro", "openwrt"},  {"version", version},
                                      {"target", target},     {"profile", board},
                                      {"packages", packages}, {"diff_packages", kDiffPackages},
                                      {"client", client}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> packages_for(const profile::Profile& hotspot) {
    std::vector<std::string> packages;
    for (const profile::Configuration& configuration : hotspot.configurations) {
        const profile::ClassTriple& triple = configuration.function.control;
        const log::NetFunction* function = log::net_function(triple.base, triple.sub, triple.protocol);
        if (function == nullptr) {
            throw base::ConfigError(fmt::format(
                "{}: configuration {}: no package is known whose driver takes {}; name one with --package",
                hotspot.name, configuration.value, profile::to_text(triple)));
        }
        add_packages(packages, {function->package});
    }
    return packages;
}

void add_packages(std::vector<std::string>& packages, const std::vector<std::string>& more) {
    for (const std::string& package : more) {
        if (std::find(packages.begin(), packages.end(), package) == packages.end())
            packages.push_back(package);
    }
}

}  // namespace tetherlab::asu
