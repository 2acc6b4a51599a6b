// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::cli::testing {

// What a finished `tetherlab run` left.
struct Finished {
    int status = 0;
    nlohmann::json result;            // result.json
    std::string usb_devices;          // usb-devices.txt
    std::vector<std::string> failed;  // names of the checks that are not "pass", in order
    std::string said;                 // standard error, for the failure message
    std::filesystem::path out;
};

// Why the bench cannot run here ("TETHERLAB_IMAGES is not set: start through lab/test"), empty when it can.
std::string missing_bench();

// Runs `tetherlab ARGUMENTS…` in the source folder. Throws base::Error when it does not end within five
// minutes.
base::Output run_program(const std::vector<std::string>& arguments);

// Runs `tetherlab run --out FRESH-FOLDER ARGUMENTS…` like that.
Finished run(const std::vector<std::string>& arguments);

// A `tetherlab` in the source folder that goes on while the test does something, and all it says.
class Running {
public:
    Running(const std::vector<std::string>& arguments, const std::map<std::string, std::string>& environment);

    // Reads on until it has said `text`; what was read before does not count again. Throws base::Error with
    // all it said when it ends before that, or ten minutes are over.
    void await(const std::string& text);

    // Reads to its end. Throws base::Error when that does not come.
    base::Output finish();

    // Sends the signal, and waits for the end. Nothing when it goes on for more than a minute.
    std::optional<base::ExitStatus> end_by(int signal);

private:
    Running(base::Pipe pipe, const std::vector<std::string>& arguments,
            const std::map<std::string, std::string>& environment);
    bool read_more(const base::Deadline& deadline);

    base::UniqueFd view_;
    base::Child child_;
    std::string said_;
    std::size_t passed_ = 0;  // of what it said
};

// What a finished `tetherlab import` left.
struct Imported {
    int status = 0;
    std::string said;  // standard error
    std::filesystem::path out;
};

// Runs `tetherlab import FILE -o FRESH-FOLDER` with a file of the importer's corpus.
Imported import(const std::string& file);

// The block of one device, from its D: line to its last E: line, with every Driver= taken out.
std::string device_block(const std::string& usb_devices, const std::string& vendor_and_product);

}  // namespace tetherlab::cli::testing
