#pragma once

#include "tests/net/tls_server.hpp"

#include <memory>

namespace shoujian {

/// TLS in front of a plain IMAP server, with 163's habit: SELECT and EXAMINE are refused until ID
/// was sent on that connection.
std::unique_ptr<TlsServer> make_id_gate(const Certificates& certificates, int imap_port);

}  // namespace shoujian
