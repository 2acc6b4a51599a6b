// SPDX-License-Identifier: Apache-2.0
#include "harness/log/finding.hpp"

#include <cstdint>
#include <cstdlib>

// Any text gives events that lie within it and findings that say something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<paste::Line> lines = paste::clean(text);
    const log::Account account = log::account(lines);
    const auto sessions = static_cast<int>(account.log.sessions.size());
    for (const log::Event& event : account.log.events) {
        if (event.line < 1 || event.line > lines.back().number) std::abort();
        if (event.session < 0 || event.session >= sessions) std::abort();
    }
    for (const log::Episode& episode : account.episodes) {
        if (log::sentence(episode, account.log).empty()) std::abort();
    }
    for (const log::Finding& finding : log::findings(account)) {
        if (finding.code.empty() || finding.sentence.empty()) std::abort();
    }
    return 0;
}
