// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "harness/verify/descriptors.hpp"
#include "harness/verify/expectation.hpp"
#include "harness/verify/sysfs.hpp"
#include "harness/verify/table.hpp"

#include <cstdlib>

namespace {

using namespace tetherlab;

profile::Profile t10() {
    profile::Profile profile;
    profile.vendor_id = 0x05c6;
    profile.product_id = 0x9057;
    profile.strings.manufacturer = "Android";
    profile.configurations.resize(2);
    profile.configurations[0].function.control = {0xe0, 0x01, 0x03};
    profile.configurations[1].value = 2;
    profile.configurations[1].function.kind = profile::FunctionKind::kEcm;
    profile.mac.host = "02:05:c6:00:00:01";
    return profile;
}

void compare_to_profile(const verify::Reading& reading) {
    static const profile::Profile kProfile = profile::as_emulated(t10());
    const verify::Comparison found = verify::compare(kProfile, reading, verify::Extent::kDescriptors);
    if (verify::table(found).empty() || verify::to_json(found).at("rows").size() != found.rows.size())
        std::abort();
}

}  // namespace

// Whatever a device sends, it can be compared with a profile; the bytes are the contents of sysfs, or what
// the script prints of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan bytes(reinterpret_cast<const std::byte*>(data), size);
    verify::Reading reading;
    reading.speed = profile::BusSpeed::kHigh;
    verify::set_descriptors(reading, bytes);
    reading.strings[1] = verify::text_of_string(bytes);
    compare_to_profile(reading);
    try {
        for (const verify::Reading& each : verify::parse_sysfs(base::as_text(bytes)))
            compare_to_profile(each);
    } catch (const base::Error&) {
        return 0;
    }
    return 0;
}
