// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/virtual_checks.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <string>

namespace tetherlab::doctor {
namespace {

constexpr auto kMake = "lab/virtual/images build/release";

Finding check_files(Host& host, const std::string& check, const std::filesystem::path& folder,
                    const std::vector<std::string>& files) {
    std::vector<std::string> missing;
    for (const std::string& file : files) {
        if (!host.ask({"test", "-s", (folder / file).string()})) missing.push_back(file);
    }
    if (missing.empty()) return ok(check, fmt::format("{} images", files.size()));
    return fail(check, fmt::format("missing {} in {}", base::join(missing, ", "), folder.string()), kMake);
}

Finding check_modules(Host& host, const std::filesystem::path& initrd) {
    const auto names = host.ask({"sh", "-c", "zcat \"$0\" | cpio -t --quiet", initrd.string()});
    if (!names) return fail("gadget VM modules", initrd.string() + " cannot be read", kMake);
    std::vector<std::string> missing;
    for (const std::string module : {"tether_shape", "tether_udc"}) {
        if (names->find(module + ".ko") == std::string::npos) missing.push_back(module);
    }
    if (missing.empty()) return ok("gadget VM modules", "tether_shape and tether_udc are built");
    return fail("gadget VM modules", "not built: " + base::join(missing, ", "), kMake);
}

}  // namespace

std::vector<Finding> check_images(Host& host, const std::filesystem::path& images) {
    return {
        check_files(host, "gadget VM", images / "gadget-vm", {"vmlinuz", "initrd.gz"}),
        check_modules(host, images / "gadget-vm/initrd.gz"),
        check_files(host, "router VM", images / "router",
                    {"u-boot.pflash", "kernel.uimage", "stage1.cpio.gz", "recovery.cpio.gz", "flash.img"}),
        check_files(host, "firmware", images / "firmware", {"standin-sysupgrade.bin"})};
}

Finding check_acceleration(Host& host) {
    const bool kvm = host.run({"test", "-w", "/dev/kvm"}).status.success();
    return ok("processor", kvm ? "KVM, if QEMU can use it" : "emulated, without /dev/kvm");
}

}  // namespace tetherlab::doctor
