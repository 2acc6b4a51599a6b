// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tetherlab::base {

// What has been done, with how to undo it. Steps run in reverse order; one that throws does not stop the
// others.
class UndoStack {
public:
    UndoStack() = default;
    UndoStack(UndoStack&&) noexcept = default;
    UndoStack& operator=(UndoStack&&) = delete;

    // Runs what is left, ignoring failures: call run() to hear of them.
    ~UndoStack();

    // `name` says what is undone ("remove namespace tl-lab"), for the failure report.
    void add(std::string name, std::function<void()> undo);

    // Undoes everything, newest first, and returns a line for each step that failed.
    std::vector<std::string> run();

    // Forgets everything: the work is kept.
    void keep() { steps_.clear(); }

    bool empty() const { return steps_.empty(); }

private:
    struct Step {
        std::string name;
        std::function<void()> undo;
    };

    std::vector<Step> steps_;
};

}  // namespace tetherlab::base
