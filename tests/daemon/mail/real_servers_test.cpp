#include "daemon/mail/imap_mailbox.hpp"
#include "daemon/mail/smtp_transport.hpp"
#include "tests/net/collector.hpp"
#include "tests/net/mail_servers.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

namespace {

const std::string center = "center@test.cn", sender = "zhang@test.cn";

ImapSetup imap_setup(const MailServers& servers) {
    ImapSetup setup;
    setup.config.url = servers.imap_url();
    setup.config.folders = {"INBOX", "垃圾邮件"};
    setup.config.user = center;
    setup.config.ca_file = servers.ca_file();
    setup.password = [] { return Result<std::string>(MailServers::password(center)); };
    setup.now = [] {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    };
    return setup;
}

SmtpSetup smtp_setup(const MailServers& servers) {
    SmtpSetup setup;
    setup.config.url = servers.smtp_url();
    setup.config.user = sender;
    setup.config.ca_file = servers.ca_file();
    setup.password = [] { return Result<std::string>(MailServers::password(sender)); };
    return setup;
}

Outgoing mail_to(const std::string& to) {
    return {"<1@test.cn>", sender, to, Bytes::owned(std::string("Subject: x\r\n\r\nhello\r\n"))};
}

void is_one_line_with(const Error& error, Fault fault, const std::string& advice) {
    CAPTURE(error.text);
    CHECK(error.fault == fault);
    CHECK(error.text.find('\n') == std::string::npos);
    CHECK(error.text.find(advice) != std::string::npos);
    CHECK(error.text.find("secret") == std::string::npos);
}

}  // namespace

TEST_CASE("a mail goes through a real MTA and a real IMAP server, and stays unread") {
    if (const auto why = MailServers::missing(); !why.empty()) {
        WARN("skipped: " << why);
        return;
    }
    const MailServers servers({center, sender});
    const std::string body =
        "From: <zhang@test.cn>\r\nTo: <center@test.cn>\r\nSubject: x\r\n\r\n.\r\n..\r\n";
    for (int i = 0; i < 3; ++i) {
        const auto delivered = servers.submit(
            sender, center, body + std::string(static_cast<std::size_t>(i) * 60000, 'a') + "\r\n");
        if (!delivered) FAIL(delivered.error().text);
        CHECK(delivered->outcome == Delivery::sent);
    }
    REQUIRE(servers.wait_for_messages(center, 3).size() == 3);

    Collector collector;
    auto mailbox = make_imap_mailbox(imap_setup(servers));
    const auto round = mailbox->fetch_new(collector.receiver());
    if (!round) FAIL(round.error().text);
    CHECK(round->on_server == 3);
    CHECK(round->fetched == 3);
    CHECK(round->skipped_folders == std::vector<std::string>{"垃圾邮件"});
    for (const auto& message : collector.messages) {
        CHECK(message.bytes.size() == message.incoming.size);
        CHECK(message.bytes.find("\r\n\r\n.\r\n..\r\n") != std::string::npos);
        CHECK(message.incoming.arrival.key.mailbox == "center@test.cn@localhost");
    }
    CHECK(servers.seen(center) == 0);
    CHECK(mailbox->fetch_new(collector.receiver())->fetched == 0);

    SECTION("a mail that comes later is fetched over the same connection") {
        REQUIRE(servers.submit(sender, center, body));
        REQUIRE(servers.wait_for_messages(center, 4).size() == 4);
        CHECK(mailbox->fetch_new(collector.receiver())->fetched == 1);
        CHECK(servers.seen(center) == 0);
    }
    SECTION("what is wrong with the mailbox is one line that says what to do") {
        mailbox.reset();  // the gate takes one connection after another
        auto setup = imap_setup(servers);
        setup.config.ca_file = "";
        is_one_line_with(make_imap_mailbox(setup)->fetch_new(collector.receiver()).error(),
                         Fault::refused, "[mailbox] ca_file");
        setup = imap_setup(servers);
        setup.password = [] { return Result<std::string>(std::string("secret-wrong")); };
        is_one_line_with(make_imap_mailbox(setup)->fetch_new(collector.receiver()).error(),
                         Fault::refused, "授权码");
        setup = imap_setup(servers);
        setup.config.url = "imaps://localhost:1";
        is_one_line_with(make_imap_mailbox(setup)->fetch_new(collector.receiver()).error(),
                         Fault::network, "[mailbox] url");
    }
    SECTION("and with sending") {
        auto setup = smtp_setup(servers);
        setup.config.ca_file = "";
        is_one_line_with(make_smtp_transport(setup)->deliver(mail_to(center)).error(),
                         Fault::refused, "[smtp] ca_file");
        setup = smtp_setup(servers);
        setup.password = [] { return Result<std::string>(std::string("secret-wrong")); };
        is_one_line_with(make_smtp_transport(setup)->deliver(mail_to(center)).error(),
                         Fault::refused, "授权码");
        setup = smtp_setup(servers);
        setup.config.url = "smtps://localhost:1";
        is_one_line_with(make_smtp_transport(setup)->deliver(mail_to(center)).error(),
                         Fault::network, "[smtp] url");
        const auto refused =
            make_smtp_transport(smtp_setup(servers))->deliver(mail_to("x@elsewhere.cn"));
        REQUIRE(refused);
        CHECK(refused->outcome == Delivery::failed);
        const auto injected = make_smtp_transport(smtp_setup(servers))
                                  ->deliver(mail_to("center@test.cn>\r\nRCPT TO:<x@test.cn"));
        CHECK(injected->outcome == Delivery::failed);
    }
}
