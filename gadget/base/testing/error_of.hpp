// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"

#include <string>

namespace tetherlab::base::testing {

// what() of the base::Error that `work` throws; "no error" when it throws none.
template <typename Work>
std::string error_of(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace tetherlab::base::testing
