// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/undo.hpp"
#include "gadget/configfs/tree.hpp"
#include "gadget/configfs/udc.hpp"
#include "gadget/configfs/usbg.hpp"
#include "gadget/profile/profile.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::configfs {

// The emulated hotspot's USB side: a gadget in configfs, made through libusbgx. Owns its configfs tree:
// destroying it, or a failure half way, unbinds and removes all of it. Not thread-safe.
class Gadget {
public:
    // Makes the tree; nothing is bound, no host sees anything, there are no netdevs yet. Throws base::Error.
    Gadget(const profile::Profile& profile, Udc udc, std::filesystem::path configfs = kConfigfs);
    Gadget(const Gadget&) = delete;
    Gadget& operator=(const Gadget&) = delete;

    const Udc& udc() const { return udc_; }

    // The first time: binds the tree to the UDC, which makes the netdevs and then pulls up. Afterwards the
    // gadget stays bound and unplug/plug only move the pull-up: that is one sysfs write without side effects,
    // and the netdevs keep their name, namespace and addresses.
    void plug();
    void unplug();

    bool plugged() const { return plugged_; }

    // The netdevs of the functions in index order, as they were named when the kernel made them. Empty before
    // the first plug(): u_ether registers them when the function is first bound (f_rndis.c, f_ecm.c,
    // Linux 6.1).
    const std::vector<std::string>& netdevs() const { return netdevs_; }

private:
    void make(const profile::Profile& profile);
    usbg_function* make_function(const profile::Function& function, const profile::Mac& mac,
                                 const std::string& instance);
    void make_configuration(const profile::Configuration& configuration, std::size_t index,
                            usbg_function* function);
    void bind();

    Udc udc_;
    std::filesystem::path configfs_;
    std::filesystem::path tree_;
    UsbgState state_;
    base::UndoStack undo_;
    usbg_gadget* gadget_ = nullptr;  // owned by state_
    std::vector<std::filesystem::path> functions_;
    std::vector<std::string> netdevs_;
    bool plugged_ = false;
};

}  // namespace tetherlab::configfs
