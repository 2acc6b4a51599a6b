// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

// SQLite's C API with owners. Everything throws base::Error with the file and SQLite's own words. Not
// thread-safe.
namespace tetherlab::history {

// An open database file, made when there is none.
class Connection {
public:
    // Statements wait up to `busy` for other processes' locks.
    Connection(const std::filesystem::path& file, base::Milliseconds busy);

    // Statements that give no rows, or whose rows do not matter.
    void execute(const std::string& sql);
    // The first column of the first row.
    std::int64_t number(const std::string& sql);

    const std::filesystem::path& file() const { return file_; }

    // How many rows the last statement changed.
    std::int64_t changes() const;

    // Throws what SQLite's result code and this connection say about the last call.
    [[noreturn]] void fail(int code) const;

private:
    friend class Statement;

    struct Close {
        void operator()(sqlite3* handle) const;
    };

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> handle_;
};

// One prepared statement. The connection must outlive it.
class Statement {
public:
    Statement(Connection& connection, std::string_view sql);

    // The value of the next parameter, from the first on.
    Statement& bind(std::string_view text);
    Statement& bind(std::int64_t number);

    bool step();   // true: there is a row
    void reset();  // to be bound and stepped again

    // Of the row, from column 0.
    std::string text(int column) const;
    std::int64_t number(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };

    Connection& connection_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    int parameter_ = 0;
};

// Holds the database's write lock; what was done is undone unless commit() is reached.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace tetherlab::history
