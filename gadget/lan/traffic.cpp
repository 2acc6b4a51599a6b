// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/traffic.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <utility>

namespace tetherlab::lan {
namespace {

// A file of the namespace of whoever opens it, whoever reads it.
constexpr const char* kTable = "/proc/thread-self/net/dev";

}  // namespace

Traffic::Traffic(std::string device)
    : device_(std::move(device)), table_(base::check(::open(kTable, O_RDONLY | O_CLOEXEC), "open", kTable)) {}

std::uint64_t Traffic::received_bytes() const {
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t n = 1; n > 0; text.append(chunk.data(), static_cast<std::size_t>(n))) {
        n = base::check(static_cast<int>(::pread(table_.get(), chunk.data(), chunk.size(),
                                                 static_cast<off_t>(text.size()))),
                        "read", kTable);
    }
    const auto bytes = received_bytes_in(text, device_);
    if (!bytes) throw base::Error("count what came in on", device_, "there is no such device");
    return *bytes;
}

std::optional<std::uint64_t> received_bytes_in(std::string_view table, std::string_view device) {
    const std::string start = std::string(device) + ":";
    for (const std::string& line : base::split(table, '\n')) {
        std::string_view rest = base::trim(line);
        if (!rest.starts_with(start)) continue;
        rest = base::trim(rest.substr(start.size()));
        std::uint64_t bytes = 0;
        std::from_chars(rest.data(), rest.data() + rest.size(), bytes);
        return bytes;
    }
    return std::nullopt;
}

}  // namespace tetherlab::lan
