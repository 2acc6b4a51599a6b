// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "harness/asu/answer.hpp"

#include <cstdint>
#include <cstdlib>

// The first byte chooses the status. Any answer is either refused with an Error, or its names lead nowhere
// else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    constexpr int kStatus[] = {200, 202, 400, 422, 500, 529};
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        const asu::Answer answer = asu::parse_answer(kStatus[data[0] % 6], body, "http://fuzz");
        if (const auto* build = std::get_if<asu::Build>(&answer)) {
            if (build->bin_dir.find("..") != std::string::npos) std::abort();
            for (const asu::Image& image : build->images) {
                if (image.name.find('/') != std::string::npos || image.sha256.size() != 64) std::abort();
            }
        }
        if (const auto* failed = std::get_if<asu::Failed>(&answer)) {
            for (const asu::PackageFault& fault : failed->packages) {
                if (fault.package.empty()) std::abort();
            }
        }
    } catch (const base::Error&) {
        return 0;
    }
    return 0;
}
