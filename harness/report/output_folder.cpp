// SPDX-License-Identifier: Apache-2.0
#include "harness/report/output_folder.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/report/html.hpp"
#include "harness/report/junit.hpp"
#include "harness/report/result_json.hpp"

#include <fmt/chrono.h>

#include <ctime>
#include <utility>

namespace tetherlab::report {

OutputFolder::OutputFolder(std::filesystem::path folder, event::Log& log)
    : folder_(std::move(folder)), recording_(std::make_shared<Recording>()) {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error) throw base::Error("create", folder_.string(), error.message());
    if (!std::filesystem::is_empty(folder_)) {
        throw base::Error("write reports to", folder_.string(), "the folder is not empty");
    }
    log.add(recording_);
    log.add(std::make_shared<EventLines>(folder_ / "events.jsonl"));
    log.add(std::make_shared<ConsoleLog>(folder_ / "router-console.log"));
}

void OutputFolder::finish(const scenario::Run& run) const {
    constexpr auto kReplaceBadUtf8 = nlohmann::ordered_json::error_handler_t::replace;
    base::write_file(folder_ / "result.json", to_json(run).dump(2, ' ', false, kReplaceBadUtf8) + "\n");
    base::write_file(folder_ / "junit.xml", junit_xml(run));
    base::write_file(folder_ / "usb-devices.txt", run.usb_devices);
    base::write_file(folder_ / "report.html", report_html(run, recording_->events()));
}

std::filesystem::path default_folder(const std::string& scenario) {
    const std::time_t now = std::time(nullptr);
    return std::filesystem::path("out") / fmt::format("{:%Y%m%d-%H%M%S}-{}", fmt::gmtime(now), scenario);
}

}  // namespace tetherlab::report
