// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/undo.hpp"

#include <exception>
#include <utility>

namespace tetherlab::base {

UndoStack::~UndoStack() {
    run();
}

void UndoStack::add(std::string name, std::function<void()> undo) {
    steps_.push_back({std::move(name), std::move(undo)});
}

std::vector<std::string> UndoStack::run() {
    std::vector<std::string> failures;
    while (!steps_.empty()) {
        const Step step = std::move(steps_.back());
        steps_.pop_back();
        try {
            step.undo();
        } catch (const std::exception& error) {
            failures.push_back(step.name + ": " + error.what());
        }
    }
    return failures;
}

}  // namespace tetherlab::base
