// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::configfs {

inline constexpr const char* kConfigfs = "/sys/kernel/config";

// Gadgets with names that begin so are ours, whichever process made them.
inline constexpr const char* kGadgetPrefix = "tetherlab";

// Unbinds a gadget and removes its configfs tree, in the order that the kernel demands
// (Documentation/usb/gadget_configfs.rst, "Cleaning up"). It goes by what is there, so it also removes a tree
// that was never finished, and does nothing when there is none. Without libusbgx, which refuses to read half
// a gadget. Throws base::SystemError.
void remove_gadget(const std::filesystem::path& gadget);

// Removes every gadget of ours. Returns their names.
std::vector<std::string> remove_leftovers(const std::filesystem::path& configfs = kConfigfs);

}  // namespace tetherlab::configfs
