// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/places.hpp"
#include "harness/cli/plugged_device.hpp"
#include "harness/importer/captured.hpp"
#include "harness/importer/outcome.hpp"
#include "harness/verify/table.hpp"
#include "harness/verify/usb_host.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

constexpr int kDiffers = 1;
constexpr int kNoTether = 1;

struct Options {
    std::string profile;
    std::string device;
    bool exact = false;
    bool json = false;
    std::filesystem::path out;
    bool force = false;
};

std::string check_device(const std::string& text) {
    if (read_device_name(text)) return {};
    return fmt::format("expected VID:PID such as 0e8d:2028, or BUS-PORT such as 1-1.2, got '{}'", text);
}

std::filesystem::path profile_file(const std::string& name) {
    try {
        return find_profile(name);
    } catch (const base::Error& error) {
        throw CLI::ValidationError("PROFILE", error.what());
    }
}

nlohmann::ordered_json device_json(const verify::Reading& reading) {
    nlohmann::ordered_json configurations = nlohmann::ordered_json::array();
    for (const base::Bytes& each : reading.configurations) configurations.push_back(base::hex_text(each));
    return {{"port", reading.port},
            {"bus", reading.bus},
            {"number", reading.number},
            {"device_descriptor", base::hex_text(reading.device)},
            {"configuration_descriptors", std::move(configurations)},
            {"bos_descriptor", base::hex_text(reading.bos.value_or(base::Bytes()))}};
}

int verify_device(const Options& options) {
    const std::filesystem::path file = profile_file(options.profile);
    const profile::Profile profile = profile::load(file);
    const std::string name = options.device.empty()
                                 ? fmt::format("{:04x}:{:04x}", profile.vendor_id, profile.product_id)
                                 : options.device;
    const verify::UsbHost host;
    const verify::Reading reading = host.read(choose(host.list(), *read_device_name(name)).port);
    const verify::Comparison found = verify::compare(
        profile, reading, options.exact ? verify::Extent::kDescriptors : verify::Extent::kProfile);
    if (options.json) {
        nlohmann::ordered_json json{{"profile", file.string()}, {"device", device_json(reading)}};
        json.update(verify::to_json(found));
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        fmt::print("{} and {}\n{}", profile.name, verify::title(reading), verify::table(found));
    }
    return found.equal() ? 0 : kDiffers;
}

// The device named, or the only one.
verify::Reading read_device(const std::string& device) {
    const verify::UsbHost host;
    const std::vector<verify::Reading> plugged = host.list();
    if (device.empty() && plugged.size() == 1) return host.read(plugged.front().port);
    if (device.empty() && plugged.size() > 1) {
        std::vector<std::string> names;
        for (const verify::Reading& each : plugged)
            names.push_back(fmt::format("{} ({})", each.port, verify::identity(each)));
        throw base::Error("choose", "a USB device",
                          "several are plugged in; name one with --device: " + base::join(names, ", "));
    }
    if (device.empty()) throw base::Error("find", "a USB device", "none is plugged in");
    return host.read(choose(plugged, *read_device_name(device)).port);
}

int capture_device(const Options& options) {
    if (!options.force && std::filesystem::exists(options.out))
        throw CLI::ValidationError("--out", options.out.string() + " exists; --force writes over it");
    const verify::Reading reading = read_device(options.device);
    const importer::Device device = importer::captured_device(reading);
    const importer::Outcome outcome = importer::decide(device);
    if (outcome.decision != importer::Decision::kProfile) {
        fmt::print(stderr, "{}: no profile: {}\n", verify::title(reading), outcome.reason);
        return kNoTether;
    }
    const importer::Draft draft = importer::to_profile(device, {}, importer::profile_name(device));
    const std::string text = importer::captured_profile_text(draft, reading);
    profile::parse(text, options.out.string());
    base::write_file(options.out, text);
    fmt::print("{}: {} of {}\n", options.out.string(), outcome.reason, verify::title(reading));
    return 0;
}

void add_device(CLI::App& command, Options& options, const std::string& otherwise) {
    command
        .add_option("--device", options.device,
                    "VID:PID, or BUS-PORT as Linux names it; " + otherwise + " without it")
        ->check(CLI::Validator(check_device, "VID:PID|BUS-PORT"));
}

}  // namespace

void add_profile(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* profile =
        app.add_subcommand("profile", "Compare profiles with devices plugged into this machine");
    profile->require_subcommand(1);

    CLI::App* verify = profile->add_subcommand(
        "verify", "Compare a device, emulated or real, with a profile; exit status 1 when it differs");
    verify->add_option("PROFILE", options->profile, "name in gadget/profiles, or .yaml file")->required();
    add_device(*verify, *options, "the one with the profile's VID:PID");
    verify->add_flag("--exact", options->exact, "also what the profile leaves to Linux' gadget functions");
    verify->add_flag("--json", options->json, "for programs");
    verify->callback([options, &status] { status = verify_device(*options); });

    CLI::App* capture =
        profile->add_subcommand("capture", "Write the profile of a hotspot that is plugged in");
    add_device(*capture, *options, "the only one plugged in");
    capture->add_option("-o,--out", options->out, "file to write")->required();
    capture->add_flag("--force", options->force, "write over a file that is there");
    capture->callback([options, &status] { status = capture_device(*options); });
}

}  // namespace tetherlab::cli
