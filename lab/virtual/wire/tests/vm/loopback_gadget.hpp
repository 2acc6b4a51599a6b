// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"
#include "gadget/configfs/tree.hpp"
#include "gadget/configfs/udc.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::wire::testing {

// Linux's gadget zero with the function Loopback: what is written to its bulk endpoint 01 can be read
// from 81.
class LoopbackGadget {
public:
    static constexpr auto kIdentity = "0525:a4a0";

    explicit LoopbackGadget(const base::Deadline& deadline) {
        base::run_checked({"modprobe", "usb_f_ss_lb"}, deadline);
        const auto configuration = tree_ / "configs/c.1";
        const auto function = tree_ / "functions/Loopback.0";
        std::filesystem::create_directory(tree_);
        base::write_attribute(tree_ / "max_speed", "high-speed");
        base::write_attribute(tree_ / "idVendor", "0x0525");
        base::write_attribute(tree_ / "idProduct", "0xa4a0");
        std::filesystem::create_directory(function);
        std::filesystem::create_directory(configuration);
        std::filesystem::create_directory_symlink(function, configuration / "loopback");
        plug();
    }

    LoopbackGadget(const LoopbackGadget&) = delete;

    ~LoopbackGadget() { configfs::remove_gadget(tree_); }

    void plug() { base::write_attribute(tree_ / "UDC", configfs::Udc::choose("").name()); }

    void unplug() { base::write_attribute(tree_ / "UDC", "\n"); }

private:
    std::filesystem::path tree_ =
        std::filesystem::path(configfs::kConfigfs) / "usb_gadget/tetherlab-loopback";
};

}  // namespace tetherlab::wire::testing
