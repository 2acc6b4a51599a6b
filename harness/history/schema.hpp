// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/sqlite.hpp"

#include <array>
#include <span>

namespace tetherlab::history {

// The tables, step by step: entry n brings schema n to n + 1. Databases of users have been through these, so
// an entry never changes; a new one comes at the end.
extern const std::array<const char*, 1> kMigrations;

// Does the steps that the database has not had, all or none. Throws base::Error, with the file unchanged,
// when it is newer than the steps are or not a results database.
void migrate(Connection& connection, std::span<const char* const> migrations);

}  // namespace tetherlab::history
