// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/report/event_sinks.hpp"
#include "harness/scenario/run.hpp"

#include <filesystem>
#include <memory>

namespace tetherlab::report {

// The folder of one run: events.jsonl and router-console.log grow while it runs; finish() writes result.json,
// junit.xml, usb-devices.txt and report.html.
class OutputFolder {
public:
    // Makes the folder. Throws base::Error when it exists and is not empty: no run overwrites another.
    OutputFolder(std::filesystem::path folder, event::Log& log);

    void finish(const scenario::Run& run) const;

    const std::filesystem::path& path() const { return folder_; }

private:
    std::filesystem::path folder_;
    std::shared_ptr<Recording> recording_;
};

// "out/20260131-120000-d53": the default folder for a run that starts now (UTC).
std::filesystem::path default_folder(const std::string& scenario);

}  // namespace tetherlab::report
