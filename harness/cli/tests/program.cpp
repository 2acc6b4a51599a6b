// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <regex>

namespace tetherlab::cli::testing {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestRun = 5min;

std::filesystem::path fresh_folder() {
    static int runs = 0;
    const auto folder =
        std::filesystem::path(TETHERLAB_BINARY_DIR) / "lab-tests" / fmt::format("{}-{}", ::getpid(), ++runs);
    std::filesystem::remove_all(folder);
    return folder;
}

std::vector<std::string> checks_not_passed(const nlohmann::json& result) {
    std::vector<std::string> names;
    for (const auto& step : result.at("steps")) {
        for (const auto& check : step.at("checks")) {
            if (check.at("verdict") != "pass") names.push_back(check.at("name"));
        }
    }
    return names;
}

}  // namespace

std::string missing_bench() {
    if (std::getenv("TETHERLAB_IMAGES") == nullptr)
        return "TETHERLAB_IMAGES is not set: start through lab/test";
    if (::geteuid() != 0) return "network namespaces need root";
    return "";
}

base::Output run_program(const std::vector<std::string>& arguments) {
    base::Argv argv{"env", "-C", TETHERLAB_SOURCE_DIR, TETHERLAB_PROGRAM};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return base::run(argv, base::Deadline(kLongestRun));
}

Finished run(const std::vector<std::string>& arguments) {
    Finished finished;
    finished.out = fresh_folder();
    std::vector<std::string> all{"run", "--no-results", "--out", finished.out.string()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const base::Output output = run_program(all);
    finished.status = output.status.code;
    finished.said = output.err;
    if (std::filesystem::exists(finished.out / "result.json")) {
        finished.result = nlohmann::json::parse(base::read_file(finished.out / "result.json"));
        finished.usb_devices = base::read_file(finished.out / "usb-devices.txt");
        finished.failed = checks_not_passed(finished.result);
    }
    return finished;
}

Imported import(const std::string& file) {
    const std::filesystem::path out = fresh_folder();
    const std::string paste = TETHERLAB_SOURCE_DIR "/harness/importer/tests/corpus/" + file;
    const base::Output output = run_program({"import", paste, "-o", out.string()});
    return {output.status.code, output.err, out};
}

std::string device_block(const std::string& usb_devices, const std::string& vendor_and_product) {
    std::string block;
    bool ours = false;
    for (const std::string& line : base::split(usb_devices, '\n')) {
        if (line.starts_with("T:") || line.empty()) {
            if (ours) break;
            block.clear();
            continue;
        }
        ours = ours || line.find(vendor_and_product) != std::string::npos;
        block += std::regex_replace(line, std::regex("Driver=.*"), "Driver=") + "\n";
    }
    return ours ? block : "";
}

}  // namespace tetherlab::cli::testing
