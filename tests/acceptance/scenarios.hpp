#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace shoujian {

/// Whose mail it is: every scenario has a candidate, a sender and files of its own, so that all of
/// them can go through one ledger.
struct Sender {
    std::string name, address;  ///< the candidate; the mail's From
    std::string form, scan;     ///< a sound recommendation form and its scan
    std::string photo;          ///< one that satisfies the rule

    explicit Sender(unsigned number);
    /// From, To, Subject, Message-ID, MIME-Version: lines with CRLF. `more` as it stands, at the
    /// end.
    std::string head(const std::string& more = "") const;
    std::string head_about(const std::string& subject, const std::string& more = "") const;
};

// Pieces of MIME as bytes: each begins with its header and ends with CRLF.

std::string text_leaf(const std::string& utf8);
std::string html_leaf(const std::string& utf8);
/// base64, its name in RFC 2047 as most Chinese programs write it
std::string file_leaf(const std::string& name,
                      const std::string& bytes,
                      const std::string& type = "application/octet-stream");
/// `header`: lines without the last CRLF; `body` is encoded here where the header says base64
std::string leaf(const std::string& header, const std::string& body);
std::string multipart(const std::string& subtype,
                      const std::string& boundary,
                      const std::vector<std::string>& parts);
/// The form's part and the scan's, alone and behind others.
std::vector<std::string> files_of(const Sender& s);
std::vector<std::string> with_files(const Sender& s, std::vector<std::string> parts);
/// multipart/mixed of a text, the form and the scan
std::string usual_body(const Sender& s);

/// With each `from` as `to`.
std::string replaced(std::string text, const std::string& from, const std::string& to);

struct Expected {
    std::string verdict;             ///< as `check` and the reply say it
    std::vector<std::string> codes;  ///< of all findings, sorted
    std::vector<std::string> files;  ///< "word 推荐表.docx", sorted; photos in Word aside
    std::vector<std::string> ignored;
    std::string outcome = "answered";
    std::string why;        ///< stands in the ledger's reason
    std::string says = {};  ///< stands in the report
    bool receipt = false;   ///< a neutral receipt goes out, though the answer is held

    Expected& with(std::vector<std::string> findings) { return codes = std::move(findings), *this; }
    Expected& ignoring(std::vector<std::string> names) { return ignored = std::move(names), *this; }
    Expected& held(std::string reason) {
        outcome = "held";
        return why = std::move(reason), *this;
    }
    Expected& receipted() { return receipt = true, *this; }
};

/// The usual set; `form` and `scan` are the ways in.
Expected accepted(const std::string& form = "推荐表.docx", const std::string& scan = "扫描件.pdf");
/// Nothing was submitted: answered so.
Expected unrelated();
/// No answer, by that reason.
Expected silent(const std::string& reason);

struct Scenario {
    std::string name;
    std::function<std::string(const Sender&)> mail;
    Expected expected;
    bool by_imap = true;  ///< false: an IMAP server gives other bytes (NUL, RFC 3501 9)
};
using Scenarios = std::vector<Scenario>;

Scenarios structure_scenarios();  ///< MIME as it is broken and nested
Scenarios header_scenarios();     ///< bounds; fields that lack or are said twice
Scenarios encoding_scenarios();   ///< transfer encodings, uuencode, what the parts are called
Scenarios name_scenarios();       ///< names, charsets, addresses
Scenarios material_scenarios();   ///< archives, pictures, what is set aside
Scenarios link_scenarios();       ///< files that were sent as a download
Scenarios silence_scenarios();    ///< automatic mail, lists, bounces
Scenarios sender_scenarios();     ///< who is meant, who is forged, who is only quoted
Scenarios program_scenarios();    ///< the usual set by each program

/// The shipped call with small photos, so that hundreds of mails are quickly read.
void copy_call_of_small_photos(const std::filesystem::path& folder);

}  // namespace shoujian
