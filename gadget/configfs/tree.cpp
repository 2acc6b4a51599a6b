// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/tree.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <unistd.h>

#include <cerrno>

namespace tetherlab::configfs {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> children(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing)) found.push_back(entry.path());
    return found;
}

void unlink_all(const fs::path& folder) {
    for (const fs::path& path : children(folder)) {
        if (fs::is_symlink(path)) base::check(::unlink(path.c_str()), "unlink", path.string());
    }
}

// Not the folders' content: the kernel removes attribute files and default groups with their folder.
void remove_folders(const fs::path& parent) {
    for (const fs::path& path : children(parent)) {
        if (fs::is_directory(path)) base::check(::rmdir(path.c_str()), "remove", path.string());
    }
}

void unbind(const fs::path& gadget) {
    if (base::trim(base::read_file(gadget / "UDC")).empty()) return;
    try {
        base::write_attribute(gadget / "UDC", "\n");
    } catch (const base::SystemError& error) {
        if (error.code() != ENODEV) throw;  // the UDC has gone meanwhile, and with it the binding
    }
}

}  // namespace

void remove_gadget(const fs::path& gadget) {
    if (!fs::exists(gadget)) return;
    unbind(gadget);
    unlink_all(gadget / "os_desc");
    for (const fs::path& config : children(gadget / "configs")) {
        unlink_all(config);
        remove_folders(config / "strings");
    }
    remove_folders(gadget / "configs");
    remove_folders(gadget / "functions");
    remove_folders(gadget / "strings");
    base::check(::rmdir(gadget.c_str()), "remove", gadget.string());
}

std::vector<std::string> remove_leftovers(const fs::path& configfs) {
    std::vector<std::string> removed;
    for (const fs::path& gadget : children(configfs / "usb_gadget")) {
        const std::string name = gadget.filename().string();
        if (!name.starts_with(kGadgetPrefix)) continue;
        remove_gadget(gadget);
        removed.push_back(name);
    }
    return removed;
}

}  // namespace tetherlab::configfs
