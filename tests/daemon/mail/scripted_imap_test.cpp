// What a server may do wrong, line by line, against a server on loopback that does just that.
#include "daemon/mail/imap_mailbox.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/net/tls_server.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace shoujian;

namespace {

/// A mailbox of eight mails; each knob is one thing that real servers did.
struct Habits {
    std::set<int> refused;  ///< bodies that are answered with NO
    std::set<int> gone;     ///< bodies that come as NIL
    bool describes = true;  ///< else the metadata are answered with NO
};

std::vector<int> uids_in(const std::string& line, std::size_t at) {
    std::vector<int> out;
    const std::string set = line.substr(at, line.find(' ', at) - at);
    for (std::size_t begin = 0; begin < set.size();) {
        const std::size_t end = std::min(set.find(',', begin), set.size());
        out.push_back(std::stoi(set.substr(begin, end - begin)));
        begin = end + 1;
    }
    return out;
}

std::string mail(int uid) {
    return "Subject: mail " + std::to_string(uid) + "\r\n\r\nhello\r\n";
}

void answer_fetch(TlsPeer& peer,
                  const std::string& tag,
                  const std::string& line,
                  const Habits& habits) {
    const std::vector<int> uids = uids_in(line, line.find("FETCH ") + 6);
    if (line.find("RFC822.SIZE") != std::string::npos) {
        if (!habits.describes) return peer.write(tag + " NO [UNAVAILABLE] try again\r\n");
        for (const int uid : uids)
            peer.write("* " + std::to_string(uid) + " FETCH (UID " + std::to_string(uid)
                       + " INTERNALDATE \"10-May-2020 09:30:00 +0800\" RFC822.SIZE "
                       + std::to_string(mail(uid).size()) + ")\r\n");
        return peer.write(tag + " OK\r\n");
    }
    for (const int uid : uids) {
        if (habits.refused.contains(uid))
            return peer.write(tag + " NO [SERVERBUG] cannot read\r\n");
        const std::string head =
            "* " + std::to_string(uid) + " FETCH (UID " + std::to_string(uid) + " BODY[] ";
        if (habits.gone.contains(uid))
            peer.write(head + "NIL)\r\n");
        else
            peer.write(head + "{" + std::to_string(mail(uid).size()) + "}\r\n" + mail(uid)
                       + ")\r\n");
    }
    peer.write(tag + " OK\r\n");
}

TlsServer::Talk talk(const Habits& habits) {
    return [&habits](TlsPeer& peer) {
        peer.write("* OK IMAP4 ready\r\n");
        for (std::string line; !(line = peer.read_line()).empty();) {
            const std::string tag = line.substr(0, line.find(' '));
            const auto asks = [&](const char* what) {
                return line.find(what) != std::string::npos;
            };
            if (asks(" CAPABILITY")) peer.write("* CAPABILITY IMAP4rev1 ID\r\n");
            if (asks(" EXAMINE")) peer.write("* 8 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n");
            if (asks(" UID SEARCH")) peer.write("* SEARCH 1 2 3 4 5 6 7 8\r\n");
            if (asks(" UID FETCH"))
                answer_fetch(peer, tag, line, habits);
            else
                peer.write(tag + " OK\r\n");
        }
    };
}

/// What a ledger would keep: which mails came, and the mark.
struct Kept {
    std::set<std::string> mails;
    std::optional<FolderMark> mark;
    std::string coming;

    Receiver receiver() {
        Receiver out;
        out.mark = [this](const std::string&) { return Result<std::optional<FolderMark>>(mark); };
        out.set_mark = [this](const std::string&, const FolderMark& now) {
            mark = now;
            return Result<Done>(Done{});
        };
        out.unknown = [this](const std::string&, std::uint32_t,
                             const std::vector<std::string>& uids) {
            std::vector<std::string> fresh;
            std::ranges::copy_if(uids, std::back_inserter(fresh),
                                 [&](const std::string& uid) { return !mails.contains(uid); });
            return Result<std::vector<std::string>>(fresh);
        };
        out.begin = [this](const Incoming& one) {
            coming = one.arrival.key.uid;
            return Result<Done>(Done{});
        };
        out.write = [](ByteSpan) { return Result<Done>(Done{}); };
        out.commit = [this] {
            mails.insert(coming);
            return Result<Done>(Done{});
        };
        out.abandon = [] {};
        return out;
    }
};

Result<Round> round_against(const Habits& habits, Kept& kept) {
    const TempFolder folder;
    const Certificates certificates = make_certificates(folder.path());
    const TlsServer server(certificates, talk(habits));
    ImapSetup setup;
    setup.config.url = "imaps://localhost:" + std::to_string(server.port()) + "/INBOX";
    setup.config.folders = {"INBOX"};
    setup.config.user = "center@test.cn";
    setup.config.ca_file = certificates.ca.string();
    setup.password = [] { return Result<std::string>(std::string("code")); };
    setup.now = [] { return Instant{std::chrono::seconds(1'589'000'000)}; };
    const Receiver receiver = kept.receiver();
    return make_imap_mailbox(std::move(setup))->fetch_new(receiver);
}

}  // namespace

TEST_CASE(
    "a body that the server does not give keeps no other from coming, and the round says so") {
    Kept kept;
    const auto round = round_against({{3}, {}, true}, kept);
    REQUIRE_FALSE(round);
    CHECK(round.error().fault == Fault::network);
    CHECK(round.error().text.find("UID 3") != std::string::npos);
    CHECK(kept.mails.size() == 7);
    CHECK_FALSE(kept.mails.contains("0000000003"));
    CHECK_FALSE(kept.mark);
}

TEST_CASE("mails that the server would not describe are asked for again") {
    Kept kept;
    const auto round = round_against({{}, {}, false}, kept);
    REQUIRE_FALSE(round);
    CHECK(round.error().fault == Fault::network);
    CHECK(kept.mails.empty());
    CHECK_FALSE(kept.mark);
    CHECK(round_against({}, kept));
    CHECK(kept.mails.size() == 8);
}

TEST_CASE("a mail that is gone by the time it is asked for does not hold up the mark") {
    Kept kept;
    const auto round = round_against({{}, {5}, true}, kept);
    REQUIRE(round);
    CHECK(kept.mails.size() == 7);
    REQUIRE(kept.mark);
    CHECK(kept.mark->count == 8);
}
