// SPDX-License-Identifier: Apache-2.0
#include "harness/router/linux_boot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <vector>

namespace tetherlab::router {
namespace {

// A line of the kernel may land in the middle of another, so each text is short. The first is what procd's
// askfirst says on the console (openwrt/procd, utils/askfirst.c).
const std::vector<std::string> kEndsOfABoot{"activate this console", "Unable to mount root fs",
                                            "Kernel panic - not syncing", "\nU-Boot "};

enum EndOfABoot { kActivate, kNoRoot, kPanicked, kReset };

struct Meaning {
    std::string_view text;
    std::string_view meaning;
};

constexpr Meaning kMeanings[] = {
    {"exitcode=0x00000004", "init died of an illegal instruction: the CPU model does not fit this firmware"},
    {"exitcode=0x0000000b", "init died of a segmentation fault"},
    {"No working init found", "the root file system holds no init"},
    {"Unable to mount root fs", "the flash holds no usable root file system"},
};

// From the start of the line that `match` ends in to where that line ends.
std::string whole_line(console::Console& console, const console::Console::Match& match,
                       const base::Deadline& deadline) {
    constexpr base::Milliseconds kRestOfALine{2000};
    const auto rest = console.expect({"\n"}, deadline.within(kRestOfALine));
    const std::string text = match.before.substr(match.before.rfind('\n') + 1) + (rest ? rest->before : "");
    return std::string(base::trim(text));
}

}  // namespace

Panic await_userland(console::Console& console, const base::Deadline& deadline) {
    const auto end = console.expect(kEndsOfABoot, deadline);
    if (!end) base::throw_timeout("the firmware to offer its console", deadline);
    switch (end->pattern) {
        case kActivate:
            return std::nullopt;
        case kReset:
            return "it reset while it booted";
        default:
            break;
    }
    std::string line = whole_line(console, *end, deadline);
    if (const std::string_view meaning = explanation(line); !meaning.empty())
        line += " (" + std::string(meaning) + ")";
    return line;
}

std::string_view explanation(std::string_view line) {
    for (const Meaning& known : kMeanings)
        if (line.find(known.text) != std::string_view::npos) return known.meaning;
    return {};
}

}  // namespace tetherlab::router
