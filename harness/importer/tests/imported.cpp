// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/tests/imported.hpp"

#include "harness/importer/describe.hpp"
#include "harness/importer/output.hpp"

#include <fmt/format.h>

namespace tetherlab::importer {
namespace {

std::string with_details(const char* decision, const Imported& imported) {
    std::string text =
        fmt::format("{} {}\n  {}\n", decision, device_line(imported.device), imported.outcome.reason);
    for (const Configuration& each : imported.device.configurations)
        text += "  " + configuration_line(each) + "\n";
    for (const Remark& each : imported.device.remarks)
        text += fmt::format("  line {}: {}\n", each.place.line, each.text);
    if (imported.draft) {
        for (const Remark& each : imported.draft->warnings)
            text += fmt::format("  warning, line {}: {}\n", each.place.line, each.text);
    }
    if (imported.mode_of)
        text += fmt::format("  a mode of device {}: {}\n", *imported.mode_of, imported.mode_reason);
    return text;
}

}  // namespace

Import import_file(const std::string& name) {
    const Text text = read_text(TETHERLAB_SOURCE_DIR "/harness/importer/tests/corpus/" + name);
    return import_texts(std::span(&text, 1));
}

Import import_text(std::string content) {
    const Text text{"paste.txt", std::move(content), true};
    return import_texts(std::span(&text, 1));
}

std::string summary(const Import& import) {
    std::string text;
    for (const Imported& each : import.devices) {
        switch (each.outcome.decision) {
            case Decision::kProfile:
                text += with_details("profile", each);
                break;
            case Decision::kRefused:
                text += with_details("refused", each);
                break;
            case Decision::kIgnored:
                text += fmt::format("ignored {} {}\n", identity(each.device), each.outcome.reason);
                break;
        }
    }
    for (const Remark& each : import.ignored)
        text += fmt::format("line {}: {}\n", each.place.line, each.text);
    return text;
}

}  // namespace tetherlab::importer
