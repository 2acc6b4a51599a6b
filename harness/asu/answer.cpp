// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/answer.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/asu/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::asu {
namespace {

constexpr int kOk = 200;
constexpr int kAccepted = 202;
constexpr int kBadRequest = 400;
constexpr int kUnprocessable = 422;
constexpr int kServerError = 500;

Answer pending(const Reader& json) {
    std::string hash = json.hexadecimal("request_hash", Reader::kAnyLength);
    if (json.text_or("detail", "") == "queued")
        return Queued{std::move(hash), json.number_or("queue_position", 0)};
    return Building{std::move(hash), json.text_or("imagebuilder_status", "init")};
}

Build build_of(const Reader& json) {
    Build build{.request_hash = json.hexadecimal("request_hash", Reader::kAnyLength),
                .bin_dir = json.relative_path("bin_dir"),
                .version = json.text_or("version_number", ""),
                .revision = json.text_or("version_code", "")};
    for (const Reader& image : json.items("images")) {
        build.images.push_back({.type = image.text("type"),
                                .filesystem = image.text_or("filesystem", ""),
                                .name = image.file_name("name"),
                                .sha256 = image.hexadecimal("sha256", Reader::kSha256Digits)});
    }
    build.manifest = json.keys_or_none("manifest");
    return build;
}

// FastAPI tells of each field that does not fit: {"loc": ["body", "packages", 0], "msg": …, "input": …}.
std::string field_errors(const Reader& json) {
    std::vector<std::string> all;
    for (const Reader& each : json.items("detail")) {
        all.push_back(fmt::format("{}: {}, got {}", base::join(each.words("loc"), "."), each.text("msg"),
                                  each.shown("input")));
    }
    return base::join(all, "; ");
}

std::string detail_of(const Reader& json) {
    return json.is_list("detail") ? field_errors(json) : json.text("detail");
}

Answer failed(const Reader& json) {
    std::string detail = json.text("detail");
    constexpr std::string_view kError = "Error: ";
    if (detail.starts_with(kError)) detail.erase(0, kError.size());
    std::vector<PackageFault> packages = package_faults(detail, json.raw("stderr"));
    return Failed{std::move(detail), std::move(packages)};
}

// Whatever stands between us and the server answers in its own way, if at all.
Unavailable unavailable(int status, std::string_view body, const std::string& url) {
    try {
        return {status, detail_of(Reader(body, url))};
    } catch (const base::Error&) {
        return {status, "no reason given"};
    }
}

}  // namespace

Answer parse_answer(int status, std::string_view body, const std::string& url) {
    switch (status) {
        case kOk:
            return build_of(Reader(body, url));
        case kAccepted:
            return pending(Reader(body, url));
        case kBadRequest:
        case kUnprocessable:
            return Refused{detail_of(Reader(body, url))};
        case kServerError:
            if (Reader::is_json(body)) return failed(Reader(body, url));
            [[fallthrough]];
        default:
            return unavailable(status, body, url);
    }
}

const char* to_text(ImageKind kind) {
    switch (kind) {
        case ImageKind::kSysupgrade:
            return "sysupgrade";
        case ImageKind::kRecovery:
            return "recovery";
        case ImageKind::kInitramfs:
            return "initramfs";
    }
    return "";
}

// An initramfs is a "kernel" with the file system "initramfs"; a bare kernel has none.
const Image* find_image(const Build& build, ImageKind kind) {
    const auto fits = [kind](const Image& image) {
        if (kind == ImageKind::kInitramfs) return image.filesystem == to_text(kind);
        return image.type == to_text(kind);
    };
    const auto found = std::find_if(build.images.begin(), build.images.end(), fits);
    return found == build.images.end() ? nullptr : &*found;
}

}  // namespace tetherlab::asu
