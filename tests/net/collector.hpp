#pragma once

#include "daemon/mail/ports.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace shoujian {

/// A Receiver that keeps everything in memory; `fail_at` names the call that fails ("begin",
/// "write", "commit", "mark").
struct Collector {
    struct Message {
        Incoming incoming;
        std::string bytes;
    };
    std::vector<Message> messages;
    std::map<std::string, FolderMark> marks;
    std::string fail_at;
    int abandoned = 0;
    std::function<bool()> stopping = [] { return false; };

    /// Looks at this object: it must outlive the Receiver.
    Receiver receiver() {
        Receiver r;
        r.mark = [this](const std::string& folder) -> Result<std::optional<FolderMark>> {
            if (fail_at == "mark") return full();
            const auto found = marks.find(folder);
            if (found == marks.end()) return std::optional<FolderMark>{};
            return std::optional{found->second};
        };
        r.set_mark = [this](const std::string& folder, const FolderMark& mark) -> Result<Done> {
            marks[folder] = mark;
            return Done{};
        };
        r.unknown = [this](const std::string& folder, std::uint32_t validity, const auto& uids) {
            std::vector<std::string> out;
            for (const auto& uid : uids) {
                if (!known_.contains({folder, validity, uid})) out.push_back(uid);
            }
            asked.push_back(uids.size());
            return Result<std::vector<std::string>>(out);
        };
        r.begin = [this](const Incoming& incoming) -> Result<Done> {
            if (fail_at == "begin") return full();
            current_ = {incoming, ""};
            return Done{};
        };
        r.write = [this](ByteSpan bytes) -> Result<Done> {
            if (fail_at == "write") return full();
            current_.bytes += as_text(bytes);
            return Done{};
        };
        r.commit = [this]() -> Result<Done> {
            if (fail_at == "commit") return full();
            const auto& key = current_.incoming.arrival.key;
            known_.insert({key.folder, key.uidvalidity, key.uid});
            messages.push_back(current_);
            return Done{};
        };
        r.abandon = [this] { ++abandoned; };
        r.stopping = [this] { return stopping(); };
        return r;
    }

    std::vector<std::size_t> asked;  ///< how many UIDs each question to `unknown` held

private:
    static Error full() { return {Fault::storage, "disk full"}; }
    Message current_;
    std::set<std::tuple<std::string, std::uint32_t, std::string>> known_;
};

}  // namespace shoujian
