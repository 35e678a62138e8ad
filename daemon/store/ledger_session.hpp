#pragma once

#include "daemon/store/ledger.hpp"
#include "parsers/base/result.hpp"

#include <Poco/Data/LOB.h>
#include <Poco/Data/RecordSet.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <string>

namespace shoujian {

/// One connection to the ledger, for ledger*.cpp only.
struct Ledger::State {
    Poco::Data::Session session;
    std::filesystem::path file;

    /// A statement run to its end; values stand for $1, $2, … in order.
    template <class... Values>
    void run(const std::string& sql, const Values&... values) {
        Poco::Data::Statement statement(session);
        statement << sql;
        (statement.addBind(Poco::Data::Keywords::bind(values)), ...);
        statement.execute();
    }

    /// All rows of a query.
    template <class... Values>
    Poco::Data::RecordSet query(const std::string& sql, const Values&... values) {
        Poco::Data::Statement statement(session);
        statement << sql;
        (statement.addBind(Poco::Data::Keywords::bind(values)), ...);
        statement.execute();
        return Poco::Data::RecordSet(statement);
    }

    /// Runs `work` in one transaction that takes the write lock at its start. `work` returns a
    /// Result; an Error or an exception undoes all.
    template <class Work>
    auto transaction(const std::string& doing, Work&& work) {
        return guarded(Fault::storage, doing, [&] {
            run("BEGIN IMMEDIATE");
            try {
                auto result = work();
                run(result ? "COMMIT" : "ROLLBACK");
                return result;
            } catch (...) {
                try {
                    run("ROLLBACK");
                } catch (const std::exception&) {  // the first error is the one to tell
                }
                throw;
            }
        });
    }
};

using Rows = Poco::Data::RecordSet;

inline std::string text_at(Rows& rows, std::size_t column, std::size_t row) {
    return rows.value(column, row).convert<std::string>();
}
inline std::int64_t number_at(Rows& rows, std::size_t column, std::size_t row) {
    return rows.value(column, row).convert<std::int64_t>();
}
inline Instant instant_at(Rows& rows, std::size_t column, std::size_t row) {
    return Instant{std::chrono::seconds(number_at(rows, column, row))};
}
inline std::string bytes_at(Rows& rows, std::size_t column, std::size_t row) {
    const auto& blob = rows.value<Poco::Data::BLOB>(column, row);
    return {reinterpret_cast<const char*>(blob.rawContent()), blob.size()};
}
inline Poco::Data::BLOB blob_of(const std::string& bytes) {
    return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}
inline std::int64_t seconds_of(Instant instant) {
    return instant.time_since_epoch().count();
}

/// "M-000123" and back.
std::string message_name(std::int64_t id);
std::int64_t message_number(const std::string& name);

}  // namespace shoujian
