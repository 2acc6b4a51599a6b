// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/output.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/importer/conclusion.hpp"
#include "harness/importer/findings_page.hpp"
#include "harness/importer/profile_text.hpp"
#include "harness/importer/scenario_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tetherlab::importer {

std::vector<OutputFile> output_files(const Import& import) {
    std::vector<OutputFile> files;
    std::vector<Written> written;
    const std::vector<std::string> names = import.names();
    for (std::size_t i = 0; i < import.devices.size(); ++i) {
        const Imported& each = import.devices[i];
        if (!each.draft) continue;
        const std::string name = each.draft->profile.name;
        const ScenarioText scenario = scenario_text(each, import, name + ".profile.yaml");
        written.push_back({i, name + ".profile.yaml", name + ".scenario.yaml", scenario.without_replay});
        files.push_back({written.back().profile, profile_text(*each.draft, names)});
        files.push_back({written.back().scenario, scenario.text});
    }
    files.push_back({"findings.md", findings_page(import, conclude(import), written)});
    return files;
}

Text read_text(const std::filesystem::path& file) {
    constexpr std::size_t kMost = paste::kMostBytes + 1;  // one more shows that there is more
    constexpr std::size_t kChunk = 65536;
    const base::UniqueFd fd(base::check(::open(file.c_str(), O_RDONLY | O_CLOEXEC), "open", file.string()));

    struct stat status {};

    base::check(::fstat(fd.get(), &status), "read", file.string());
    Text text{file.filename().string(), "", true};
    text.content.reserve(std::min(static_cast<std::size_t>(status.st_size) + kChunk, kMost));
    std::size_t size = 0;
    while (size < kMost) {
        text.content.resize(std::min(size + kChunk, kMost));
        const ssize_t n = ::read(fd.get(), text.content.data() + size, text.content.size() - size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) base::throw_errno("read", file.string());
        if (n == 0) break;
        size += static_cast<std::size_t>(n);
    }
    text.content.resize(size);
    text.whole = size < kMost;
    return text;
}

}  // namespace tetherlab::importer
