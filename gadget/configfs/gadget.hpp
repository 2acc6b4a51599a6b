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

    // Binds the tree to the UDC, which makes the netdevs and then pulls up, and takes it off again. Not by
    // soft_connect: on dummy_hcd, which stops giving callbacks when it is stopped, that never starts them
    // again (udc/core.c, soft_connect_store(), 6.1), and no host could enumerate the gadget a second time.
    void plug();
    void unplug();

    bool plugged() const { return plugged_; }

    // The netdevs of the functions in index order, as the kernel named them. Empty before the first plug():
    // u_ether registers them when a function is bound (f_rndis.c, f_ecm.c). Newer kernels keep them over
    // unplug(), with namespace and bridge (6.1.192 does), older ones remove them and make new ones with the
    // next plug().
    const std::vector<std::string>& netdevs() const { return netdevs_; }

private:
    void make(const profile::Profile& profile);
    usbg_function* make_function(const profile::Function& function, const profile::Mac& mac,
                                 const std::string& instance);
    void make_configuration(const profile::Configuration& configuration, std::size_t index,
                            usbg_function* function);

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
