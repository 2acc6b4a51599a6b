// SPDX-License-Identifier: Apache-2.0
#include "harness/power/supply.hpp"

namespace tetherlab::power {
namespace {

struct Making {
    std::unique_ptr<Power> operator()(const CommandPower::Options& options) const {
        return std::make_unique<CommandPower>(options);
    }

    std::unique_ptr<Power> operator()(const UhubctlPower::Options& options) const {
        return std::make_unique<UhubctlPower>(options);
    }

    std::unique_ptr<Power> operator()(const GpioPower::Options& options) const {
        return std::make_unique<GpioPower>(options);
    }
};

struct Text {
    std::string operator()(const CommandPower::Options& options) const { return base::to_text(options.on); }

    template <typename Options>
    std::string operator()(const Options& options) const {
        return options.to_text();
    }
};

}  // namespace

std::unique_ptr<Power> make_power(const Supply& supply) {
    return std::visit(Making{}, supply);
}

std::string to_text(const Supply& supply) {
    return std::visit(Text{}, supply);
}

}  // namespace tetherlab::power
