// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <utility>

namespace tetherlab::wire {

// Keeps exceptions off C frames: callbacks of a C library do their work inside guard(), and who called the
// library calls rethrow() once it has returned. Of several exceptions the first is kept.
class CallbackBarrier {
public:
    // Returns what `work` returns, or `failure` if it throws or if an earlier exception still waits.
    template <typename Result, typename Work>
    Result guard(Result failure, Work&& work) noexcept {
        if (caught_) return failure;
        try {
            return std::forward<Work>(work)();
        } catch (...) {
            caught_ = std::current_exception();
            return failure;
        }
    }

    void rethrow() {
        if (caught_) std::rethrow_exception(std::exchange(caught_, nullptr));
    }

private:
    std::exception_ptr caught_;
};

}  // namespace tetherlab::wire
