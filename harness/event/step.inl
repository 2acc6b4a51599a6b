// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <type_traits>
#include <utility>

namespace tetherlab::event {

template <typename Work>
auto step(Log& log, const std::string& name, Work&& work) {
    log.emit(Kind::kStepBegin, name);
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::forward<Work>(work)();
            log.emit(Kind::kStepEnd, name, {{"outcome", "ok"}});
        } else {
            auto result = std::forward<Work>(work)();
            log.emit(Kind::kStepEnd, name, {{"outcome", "ok"}});
            return result;
        }
    } catch (const std::exception& error) {
        log.emit(Kind::kStepEnd, name, {{"outcome", "failed"}, {"reason", error.what()}});
        throw;
    }
}

}  // namespace tetherlab::event
