// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

namespace tetherlab::base {

Error::Error(std::string action, std::string object, std::string reason)
    : std::runtime_error(action + " " + object + ": " + reason),
      action_(std::move(action)),
      object_(std::move(object)),
      reason_(std::move(reason)) {}

SystemError::SystemError(std::string action, std::string object, int code)
    : Error(std::move(action), std::move(object), std::generic_category().message(code)), code_(code) {}

void throw_errno(std::string_view action, std::string_view object) {
    const int code = errno;
    throw SystemError(std::string(action), std::string(object), code);
}

int check(int result, std::string_view action, std::string_view object) {
    if (result < 0) throw_errno(action, object);
    return result;
}

}  // namespace tetherlab::base
