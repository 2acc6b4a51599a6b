// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/traffic.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <utility>

namespace tetherlab::lan {
namespace {

// A file of the namespace of whoever opens it, whoever reads it.
constexpr const char* kTable = "/proc/thread-self/net/dev";

}  // namespace

Traffic::Traffic(std::string device)
    : device_(std::move(device)), table_(base::check(::open(kTable, O_RDONLY | O_CLOEXEC), "open", kTable)) {}

std::optional<Bytes> Traffic::bytes() const {
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t n = 1; n > 0; text.append(chunk.data(), static_cast<std::size_t>(n))) {
        n = base::check(static_cast<int>(::pread(table_.get(), chunk.data(), chunk.size(),
                                                 static_cast<off_t>(text.size()))),
                        "read", kTable);
    }
    return bytes_in(text, device_);
}

std::uint64_t Traffic::received_bytes() const {
    const auto all = bytes();
    if (!all) throw base::Error("count what came in on", device_, "there is no such device");
    return all->received;
}

std::optional<Bytes> bytes_in(std::string_view table, std::string_view device) {
    const std::string start = std::string(device) + ":";
    for (const std::string& line : base::split(table, '\n')) {
        const std::string_view own = base::trim(line);
        if (!own.starts_with(start)) continue;
        // Eight fields of receiving, bytes first, then those of sending.
        std::istringstream fields{std::string(own.substr(start.size()))};
        std::array<std::uint64_t, 9> values{};
        for (std::uint64_t& value : values) fields >> value;
        return Bytes{values.front(), values.back()};
    }
    return std::nullopt;
}

}  // namespace tetherlab::lan
