// SPDX-License-Identifier: Apache-2.0
#include "harness/power/gpio_power.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include <gpiod.hpp>

namespace tetherlab::power {
namespace {

// What libgpiod says is of its own functions; the errno is what helps.
template <typename Work>
auto checked(const char* action, const std::string& object, Work&& work) {
    try {
        return work();
    } catch (const std::system_error& error) {
        throw base::SystemError(action, object, error.code().value());
    } catch (const std::out_of_range&) {
        throw base::Error(action, object, "the chip has no such line");
    }
}

}  // namespace

class GpioPower::Line {
public:
    // An output with that value from its first moment.
    Line(const Options& options, bool on) : name_(options.to_text()) {
        const std::string chip = options.chip.string();
        chip_ = checked("open", chip, [&] { return gpiod::chip(chip, gpiod::chip::OPEN_BY_PATH); });
        gpiod::line_request request{"tetherlab", gpiod::line_request::DIRECTION_OUTPUT, {}};
        if (options.active == Active::kLow) request.flags = gpiod::line_request::FLAG_ACTIVE_LOW;
        checked("take", name_, [&] {
            line_ = chip_.get_line(options.line);
            line_.request(request, on ? 1 : 0);
        });
    }

    void set(bool on) {
        checked("switch", name_, [&] { line_.set_value(on ? 1 : 0); });
    }

private:
    std::string name_;
    gpiod::chip chip_;
    gpiod::line line_;
};

std::string GpioPower::Options::to_text() const {
    return fmt::format("line {} of {}", line, chip.string());
}

GpioPower::GpioPower(Options options) : options_(std::move(options)) {}

GpioPower::~GpioPower() = default;

void GpioPower::on() {
    switch_to(true);
}

void GpioPower::off() {
    switch_to(false);
}

void GpioPower::switch_to(bool on) {
    if (line_)
        line_->set(on);
    else
        line_ = std::make_unique<Line>(options_, on);
    on_ = on;
}

}  // namespace tetherlab::power
