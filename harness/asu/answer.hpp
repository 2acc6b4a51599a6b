// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/asu/build_failure.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What an attended-sysupgrade server says of a build: the answers to POST /api/v1/build and to
// GET /api/v1/build/REQUEST_HASH have the same form (openwrt/asu 1f62550, asu/routers/api.py and
// asu/build.py).
namespace tetherlab::asu {

// Status 202.
struct Queued {
    std::string request_hash;  // hexadecimal
    int position = 0;          // in the queue

    bool operator==(const Queued&) const = default;
};

// Status 202, once a worker has begun.
struct Building {
    std::string request_hash;
    // "init", "container_setup", "validate_revision", "validate_manifest", "building_image"
    std::string stage;

    bool operator==(const Building&) const = default;
};

// A file of the build. Its name is safe as that of a file.
struct Image {
    std::string type;        // "sysupgrade", "recovery", "kernel", …
    std::string filesystem;  // "squashfs", "initramfs"; may be empty
    std::string name;
    std::string sha256;  // 64 hexadecimal digits, lower case

    bool operator==(const Image&) const = default;
};

// Status 200: the build is there.
struct Build {
    std::string request_hash;
    std::string bin_dir;             // its folder below /store/
    std::string version;             // "SNAPSHOT"
    std::string revision;            // "r34567-abcdef0123"
    std::vector<Image> images = {};  // as the server lists them
    // Names of all packages in it; empty when the server does not say.
    std::vector<std::string> manifest = {};

    bool operator==(const Build&) const = default;
};

// Status 400 or 422: the server does not build what it was asked for.
struct Refused {
    std::string detail;

    bool operator==(const Refused&) const = default;
};

// Status 500: the build failed.
struct Failed {
    std::string detail;                  // the server's words, such as "Impossible package selection"
    std::vector<PackageFault> packages;  // that its log names

    bool operator==(const Failed&) const = default;
};

// Any other status: 404 for a build that the server forgot, 529 when it has too much to do, …
struct Unavailable {
    int status = 0;
    std::string detail;

    bool operator==(const Unavailable&) const = default;
};

using Answer = std::variant<Queued, Building, Build, Refused, Failed, Unavailable>;

// Throws base::Error ("read the answer of URL: expected …, got …") for what is not such an answer.
Answer parse_answer(int status, std::string_view body, const std::string& url);

enum class ImageKind { kSysupgrade, kRecovery, kInitramfs };

const char* to_text(ImageKind kind);

// The first of that kind; nullptr when the build has none.
const Image* find_image(const Build& build, ImageKind kind);

}  // namespace tetherlab::asu
