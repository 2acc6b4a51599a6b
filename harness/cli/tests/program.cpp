// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <regex>

namespace tetherlab::cli::testing {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestRun = 5min;
constexpr auto kLongestWait = 10min;  // several runs on a busy machine
constexpr auto kEndTime = 60s;

std::filesystem::path fresh_folder() {
    static int runs = 0;
    const auto folder =
        std::filesystem::path(TETHERLAB_BINARY_DIR) / "lab-tests" / fmt::format("{}-{}", ::getpid(), ++runs);
    std::filesystem::remove_all(folder);
    return folder;
}

base::SpawnOptions spawn_options(const base::Pipe& pipe,
                                 const std::map<std::string, std::string>& environment) {
    base::SpawnOptions options;
    options.output_fd = pipe.write_end.get();
    options.env = environment;
    return options;
}

base::Argv both_outputs_of(const std::vector<std::string>& arguments) {
    base::Argv argv{
        "env", "-C", TETHERLAB_SOURCE_DIR, "sh", "-c", "exec \"$0\" \"$@\" 2>&1", TETHERLAB_PROGRAM};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return argv;
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

Running::Running(const std::vector<std::string>& arguments,
                 const std::map<std::string, std::string>& environment)
    : Running(base::make_pipe(), arguments, environment) {}

Running::Running(base::Pipe pipe, const std::vector<std::string>& arguments,
                 const std::map<std::string, std::string>& environment)
    : view_(std::move(pipe.read_end)), child_(both_outputs_of(arguments), spawn_options(pipe, environment)) {}

void Running::await(const std::string& text) {
    const base::Deadline deadline(kLongestWait);
    std::size_t found = said_.find(text, passed_);
    for (; found == std::string::npos; found = said_.find(text, passed_)) {
        if (!read_more(deadline)) throw base::Error("await", text, "the program ended: " + said_);
    }
    passed_ = found + text.size();
}

base::Output Running::finish() {
    const base::Deadline deadline(kLongestWait);
    while (read_more(deadline)) continue;
    const auto status = child_.wait(base::Deadline(kEndTime));
    if (!status) throw base::TimeoutError("await", "the program's end", "it closed its output and goes on");
    return {*status, said_, ""};
}

std::optional<base::ExitStatus> Running::end_by(int signal) {
    base::check(::kill(child_.pid(), signal), "signal", TETHERLAB_PROGRAM);
    return child_.wait(base::Deadline(kEndTime));
}

bool Running::read_more(const base::Deadline& deadline) {
    pollfd item{view_.get(), POLLIN, 0};
    if (::poll(&item, 1, deadline.poll_timeout()) <= 0)
        throw base::TimeoutError("read", "what the program says", said_);
    std::array<char, 4096> buffer{};
    const ssize_t n = ::read(view_.get(), buffer.data(), buffer.size());
    said_.append(buffer.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
    return n > 0;
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
