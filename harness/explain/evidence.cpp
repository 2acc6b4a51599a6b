// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/evidence.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/function.hpp"

#include <algorithm>

namespace tetherlab::explain {

std::string line_text(const importer::Import& import, importer::Place place) {
    const std::vector<paste::Line>& lines = import.texts[static_cast<std::size_t>(place.file)].lines;
    const auto found =
        std::lower_bound(lines.begin(), lines.end(), place.line,
                         [](const paste::Line& line, int number) { return line.number < number; });
    return found == lines.end() || found->number != place.line ? std::string()
                                                               : std::string(base::trim(found->text));
}

std::vector<importer::Clue> events_that(const importer::Import& import,
                                        const std::function<bool(const log::Event&)>& wanted) {
    std::vector<importer::Clue> found;
    int file = 0;
    for (const importer::ReadText& text : import.texts) {
        for (const log::Event& event : text.account.log.events) {
            if (wanted(event)) found.push_back({{file, event.line}, event.text});
        }
        ++file;
    }
    return found;
}

std::vector<const importer::Interface*> control_interfaces(const importer::Import& import) {
    std::vector<const importer::Interface*> found;
    for (const importer::Imported& imported : import.devices) {
        for (const importer::Configuration& configuration : imported.device.configurations) {
            for (const importer::NetworkFunction& function :
                 importer::find_functions(imported.device, configuration)) {
                const importer::Interface* control =
                    importer::find_interface(configuration, function.control, 0);
                if (control != nullptr) found.push_back(control);
            }
        }
    }
    return found;
}

}  // namespace tetherlab::explain
