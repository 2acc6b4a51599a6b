// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/temporary_folder.hpp"

#include "gadget/base/error.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace tetherlab::base {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tetherlab-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw_errno("create folder", name);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace tetherlab::base
