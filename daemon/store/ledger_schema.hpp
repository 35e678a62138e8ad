#pragma once

#include <string>

namespace Poco::Data {
class Session;
}

namespace shoujian {

/// Settings of the connection (WAL, synchronous FULL), and the tables, brought to the version of
/// this program step by step. Throws what Poco::Data throws; std::runtime_error where the file is
/// of a newer program.
void prepare_ledger(Poco::Data::Session& session);

/// Reads all pages (PRAGMA quick_check) and says what is wrong first; empty: nothing. Throws as
/// well.
std::string damage_of_ledger(Poco::Data::Session& session);

}  // namespace shoujian
