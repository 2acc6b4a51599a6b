// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/testing/recording_verbs.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::scenario {
namespace {

std::string line(const Expectation& expectation) {
    std::string text = fmt::format("expect {}: {}, within {}", expectation.name, expected(expectation),
                                   base::to_text(expectation.within));
    if (const auto* replayed = std::get_if<verdict::Replayed>(&expectation.assertion)) {
        text +=
            fmt::format(", {} captured: {}", replayed->capture.size(), to_text(replayed->playback.played()));
    }
    return text;
}

// One line for each action, but one for each assertion of an expect step.
struct Lines {
    using Text = std::vector<std::string>;

    Text operator()(const Flash&) const { return {"flash"}; }

    Text operator()(const SetLan& step) const { return {"lan " + step.lan.to_text()}; }

    Text operator()(const SetWan& step) const { return {"wan " + step.device}; }

    Text operator()(const Plug&) const { return {"plug"}; }

    Text operator()(const Unplug&) const { return {"unplug"}; }

    Text operator()(const SelectConfiguration& step) const {
        return {fmt::format("select-configuration {}", step.value)};
    }

    Text operator()(const Expect& step) const {
        Text lines;
        for (const Expectation& expectation : step.expectations) lines.push_back(line(expectation));
        return lines;
    }

    Text operator()(const Upload& step) const { return {"upload " + base::to_text(step.time)}; }

    Text operator()(const ArmFault& step) const { return {"arm " + step.order.yaml}; }

    Text operator()(const FireFault& step) const {
        return {fmt::format("fire {} after {}", step.id, base::to_text(step.delay))};
    }

    Text operator()(const EndFault& step) const { return {"end " + step.id}; }
};

}  // namespace

std::vector<std::string> to_lines(const Action& action) {
    return std::visit(Lines{}, action);
}

Outcome RecordingVerbs::perform(const Action& action) {
    for (std::string& text : to_lines(action)) lines_->push_back(std::move(text));
    return {};
}

}  // namespace tetherlab::scenario
