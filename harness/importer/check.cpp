// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/check.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tetherlab::importer {
namespace {

// Looks at one device; `remark` goes to it.
class Check {
public:
    explicit Check(Device& device) : device_(device) {}

    void run() {
        for (const Configuration& each : device_.configurations) {
            check_interfaces(each);
            check_associations(each);
            check_value(each);
        }
        check_endpoints();
    }

private:
    void check_interfaces(const Configuration& configuration);
    void check_associations(const Configuration& configuration);
    void check_value(const Configuration& configuration);
    void check_endpoints();

    void remark(Place place, std::string text) { device_.remarks.push_back({place, std::move(text)}); }

    Device& device_;
};

std::set<int> listed_numbers(const Configuration& configuration) {
    std::set<int> numbers;
    for (const Interface& each : configuration.interfaces) numbers.insert(each.number);
    return numbers;
}

void Check::check_interfaces(const Configuration& configuration) {
    constexpr int kMostInterfaces = 255;
    if (!configuration.interface_count || configuration.total_length) return;  // lsusb_finish.cpp has said it
    const std::set<int> listed = listed_numbers(configuration);
    const int promised = std::min(configuration.interface_count->value, kMostInterfaces);
    const int missing = promised - static_cast<int>(listed.size());
    if (missing < 0) {
        remark(configuration.interface_count->place,
               fmt::format("{} interfaces promised, {} listed", promised, listed.size()));
    }
    if (missing <= 0) return;
    std::vector<std::string> absent;
    for (int number = 0; number < promised; ++number) {
        if (listed.count(number) == 0) absent.push_back(std::to_string(number));
    }
    const bool at_end = listed.empty() || *listed.rbegin() == static_cast<int>(listed.size()) - 1;
    if (at_end) device_.cut_off = true;
    remark(configuration.interface_count->place,
           fmt::format("incomplete: {} of {} interfaces are listed; not {}{}", listed.size(), promised,
                       base::join(absent, ", "), at_end ? ": the listing ends there" : ""));
}

void Check::check_associations(const Configuration& configuration) {
    const std::set<int> listed = listed_numbers(configuration);
    for (const Association& each : configuration.associations) {
        const Interface* first = find_interface(configuration, each.first_interface, 0);
        if (first != nullptr && first->triple && each.triple && first->triple->value != each.triple->value) {
            remark(each.place,
                   fmt::format("the association says class {}, interface {} says {}: the interface decides",
                               profile::to_text(each.triple->value), first->number,
                               profile::to_text(first->triple->value)));
        }
        for (int number = each.first_interface;
             number < each.first_interface + std::min(each.interface_count, 255); ++number) {
            if (listed.count(number) == 0)
                remark(each.place,
                       fmt::format("the association promises interface {}, which is not listed", number));
        }
    }
}

void Check::check_value(const Configuration& configuration) {
    if (!configuration.value || !device_.configuration_count) return;
    if (configuration.value->value > device_.configuration_count->value) {
        remark(configuration.value->place,
               fmt::format("configuration value {} with {} configuration{}: legal but odd",
                           configuration.value->value, device_.configuration_count->value,
                           device_.configuration_count->value == 1 ? "" : "s"));
    }
}

void Check::check_endpoints() {
    bool any = false;
    std::vector<const Interface*> without;
    for (const Configuration& configuration : device_.configurations) {
        for (const Interface& each : configuration.interfaces) {
            any = any || !each.endpoints.empty();
            if (each.endpoint_count && static_cast<int>(each.endpoints.size()) < each.endpoint_count->value)
                without.push_back(&each);
        }
    }
    if (without.empty()) return;
    if (!any)
        return remark(without.front()->place,
                      "no endpoints are listed: their addresses and sizes are unknown");
    for (const Interface* each : without) {
        remark(each->place, fmt::format("interface {} has {} endpoints, {} are listed", each->number,
                                        each->endpoint_count->value, each->endpoints.size()));
    }
}

}  // namespace

void check(Device& device) {
    Check(device).run();
}

}  // namespace tetherlab::importer
