// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/asu/get.hpp"
#include "harness/bench/snapshot_store.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/image_text.hpp"
#include "harness/cli/places.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/report/live.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr base::Milliseconds kInspectTime{60'000};

struct Options {
    asu::Order order;
    std::vector<std::string> profiles;
    std::filesystem::path out;
    std::filesystem::path authorities;
    std::string deadline = "45 min";
    bool json = false;
};

// A hotspot and what its functions need.
struct Hotspot {
    std::string name;
    std::vector<std::string> packages;
};

std::vector<Hotspot> read_hotspots(const std::vector<std::string>& names) {
    std::vector<Hotspot> hotspots;
    for (const std::string& name : names) {
        const profile::Profile profile = profile::load(find_profile(name));
        hotspots.push_back({profile.name, asu::packages_for(profile)});
    }
    return hotspots;
}

asu::Delivery deliver(const Options& options, const std::vector<Hotspot>& hotspots) {
    asu::Order order = options.order;
    order.request.client = "tetherlab/" TETHERLAB_VERSION;
    for (const Hotspot& hotspot : hotspots) asu::add_packages(order.needed, hotspot.packages);
    asu::add_packages(order.request.packages, order.needed);
    const base::Deadline deadline(base::YamlNode::parse(options.deadline, "--deadline").duration());

    const StopSignals signals;
    asu::Http http({.user_agent = order.request.client, .authorities = options.authorities}, signals.token());
    event::Log log;
    const auto live = report::live_on_standard_error();
    log.add(live);
    asu::Delivery delivery =
        asu::get(order, http, asu::Store(bench::images_folder()), log, deadline, signals.token());
    live->finish();
    return delivery;
}

// What `image inspect` finds in a sysupgrade image, and of which board.
struct Inspected {
    image::Board board;
    image::Inspection found;
};

// Nothing for other kinds of images, and for boards of which there is no file.
std::optional<Inspected> inspect(const Options& options, const asu::Delivery& delivery) {
    if (options.order.kind != asu::ImageKind::kSysupgrade) return std::nullopt;
    std::string name = options.order.request.board;
    if (const auto vendor = name.find('_'); vendor != std::string::npos) name[vendor] = ',';
    const board::Boards boards = boards_from_environment();
    if (!std::filesystem::exists(boards.file_of(name, {}))) return std::nullopt;
    const image::Board board = boards.find(name, {}).image;
    return Inspected{board, image::inspect_file(delivery.file, board, base::Deadline(kInspectTime))};
}

// Of what the hotspot needs, what is not in the image.
std::vector<std::string> missing(const Hotspot& hotspot, const image::Packages& packages) {
    std::vector<std::string> absent;
    for (const std::string& package : hotspot.packages) {
        const bool there =
            std::any_of(packages.usb_network_modules.begin(), packages.usb_network_modules.end(),
                        [&](const auto& module) { return module.package == package; });
        if (!there) absent.push_back(package);
    }
    return absent;
}

void print(const Options& options, const asu::Delivery& delivery, const std::vector<Hotspot>& hotspots,
           const std::optional<Inspected>& inspected) {
    fmt::print("file        {}\n", options.out.empty() ? delivery.file.string() : options.out.string());
    fmt::print("sha256      {}, {}\n", delivery.image.sha256,
               delivery.downloaded ? "downloaded" : "in the cache");
    if (!inspected) {
        fmt::print("verdict     none: only sysupgrade images of boards in lab/boards are inspected\n");
        return;
    }
    const image::Inspection& found = inspected->found;
    print_inspection(found, inspected->board);
    if (!found.packages) return;
    for (const Hotspot& hotspot : hotspots) {
        const std::vector<std::string> absent = missing(hotspot, *found.packages);
        fmt::print("{:<11} {}\n", hotspot.name,
                   absent.empty() ? "has its drivers: " + base::join(hotspot.packages, ", ")
                                  : "lacks " + base::join(absent, ", "));
    }
}

Json json_of(const Options& options, const asu::Delivery& delivery, const std::vector<Hotspot>& hotspots,
             const std::optional<Inspected>& inspected) {
    Json json{{"file", options.out.empty() ? delivery.file.string() : options.out.string()},
              {"name", delivery.image.name},
              {"kind", asu::to_text(options.order.kind)},
              {"sha256", delivery.image.sha256},
              {"downloaded", delivery.downloaded},
              {"request_hash", delivery.build.request_hash},
              {"version", delivery.build.version},
              {"revision", delivery.build.revision}};
    if (!inspected) return json;
    const image::Inspection& found = inspected->found;
    json["flashable"] = found.flashable();
    json["problems"] = Json::array();
    for (const image::Problem& problem : found.problems) json["problems"].push_back(image::to_text(problem));
    json["hotspots"] = Json::array();
    for (const Hotspot& hotspot : hotspots) {
        Json each{{"name", hotspot.name}, {"needs", hotspot.packages}};
        if (found.packages) each["missing"] = missing(hotspot, *found.packages);
        json["hotspots"].push_back(std::move(each));
    }
    return json;
}

int get(const Options& options) {
    const std::vector<Hotspot> hotspots = read_hotspots(options.profiles);
    const asu::Delivery delivery = deliver(options, hotspots);
    if (!options.out.empty()) base::write_file(options.out, base::read_file(delivery.file));
    const std::optional<Inspected> inspected = inspect(options, delivery);
    if (options.json) {
        fmt::print("{}\n", json_of(options, delivery, hotspots, inspected)
                               .dump(2, ' ', false, Json::error_handler_t::replace));
    } else {
        print(options, delivery, hotspots, inspected);
    }
    if (!inspected) return 0;
    const image::Inspection& found = inspected->found;
    const bool complete = std::all_of(hotspots.begin(), hotspots.end(), [&](const Hotspot& hotspot) {
        return !found.packages || missing(hotspot, *found.packages).empty();
    });
    return found.flashable() && complete ? 0 : 1;
}

}  // namespace

void add_image_get(CLI::App& image, int& status) {
    const auto options = std::make_shared<Options>();
    asu::Order& order = options->order;
    CLI::App* command = image.add_subcommand(
        "get", "Have an image built with the drivers a hotspot needs, by an attended-sysupgrade server");
    command->add_option(
        "--profile", options->profiles,
        "with the drivers of this hotspot: a name in gadget/profiles, or a .yaml file; repeatable");
    command->add_option("--package", order.request.packages,
                        "with this package, or without it (--package=-NAME); repeatable");
    command->add_option("--version", order.request.version,
                        "of OpenWrt, such as 25.12.2; SNAPSHOT without it");
    command->add_option("--board", order.request.board,
                        "as image files name it; " + order.request.board + " without it");
    command->add_option("--target", order.request.target,
                        "of the board; " + order.request.target + " without it");
    command
        ->add_option("--kind", order.kind,
                     "which file of the build; sysupgrade without it. Servers seldom build an initramfs")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, asu::ImageKind>{{"sysupgrade", asu::ImageKind::kSysupgrade},
                                                  {"recovery", asu::ImageKind::kRecovery},
                                                  {"initramfs", asu::ImageKind::kInitramfs}}))
        ->option_text("sysupgrade|recovery|initramfs");
    command->add_option("-o,--out", options->out, "copy the image to this file, too");
    command
        ->add_option("--server", order.server,
                     fmt::format("address of the server; {} without it", asu::kServer))
        ->check(CLI::Validator(
            [](std::string& url) {
                return url.starts_with("https://") || url.starts_with("http://")
                           ? std::string()
                           : fmt::format("expected http://… or https://…, got '{}'", url);
            },
            "URL"));
    command
        ->add_option("--cacert", options->authorities,
                     "PEM file with the authority that certifies the server, instead of the system's")
        ->check(CLI::ExistingFile);
    command->add_option("--deadline", options->deadline,
                        "for all of it, such as '10 min'; " + options->deadline + " without it");
    command->add_flag("--json", options->json, "print what came as JSON, for programs");
    command->footer(
        "Exit status: 0 the image is there and fits, 1 it does not, 2 usage, or the server refuses the "
        "order, "
        "3 the build or the server failed.");
    command->callback([options, &status] { status = get(*options); });
}

}  // namespace tetherlab::cli
