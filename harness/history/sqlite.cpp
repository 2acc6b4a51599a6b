// SPDX-License-Identifier: Apache-2.0
#include "harness/history/sqlite.hpp"

#include "gadget/base/error.hpp"

#include <sqlite3.h>

namespace tetherlab::history {
namespace {

constexpr const char* kAction = "use results database";

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

Connection::Connection(const std::filesystem::path& file, base::Milliseconds busy) : file_(file) {
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    handle_.reset(handle);  // there is one also after a failure, to ask for the reason
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle, static_cast<int>(busy.count()));
}

void Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::number(const std::string& sql) {
    Statement statement(*this, sql);
    statement.step();
    return statement.number(0);
}

std::int64_t Connection::changes() const {
    return sqlite3_changes64(handle_.get());
}

void Connection::fail(int code) const {
    const int primary = code & 0xff;
    std::string reason = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
        reason += "; move it away and import the results exported last";
    }
    throw base::Error(kAction, file_.string(), reason);
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const {
    sqlite3_finalize(handle);
}

Statement::Statement(Connection& connection, std::string_view sql) : connection_(connection) {
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v2(connection.handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        &handle, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) connection.fail(code);
}

Statement& Statement::bind(std::string_view text) {
    const int code = sqlite3_bind_text64(handle_.get(), ++parameter_, text.data(), text.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) connection_.fail(code);
    return *this;
}

Statement& Statement::bind(std::int64_t number) {
    const int code = sqlite3_bind_int64(handle_.get(), ++parameter_, number);
    if (code != SQLITE_OK) connection_.fail(code);
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) connection_.fail(code);
    return code == SQLITE_ROW;
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
    parameter_ = 0;
}

std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    const int size = sqlite3_column_bytes(handle_.get(), column);
    return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        connection_.execute("ROLLBACK");
    } catch (const base::Error&) {
        // SQLite has rolled back by itself after what is on its way to the caller.
    }
}

void Transaction::commit() {
    connection_.execute("COMMIT");
    open_ = false;
}

}  // namespace tetherlab::history
