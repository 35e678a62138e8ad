#include "daemon/not_served.hpp"

namespace shoujian {

namespace {

struct NotServed {
    bool (*asked_for)(const Config&);
    const char* line;
};

constexpr NotServed rows[] = {
    {[](const Config& c) { return c.settle.count() > 0; },
     "[replies] settle_seconds 这个版本还不起作用：每封信都立即答复"},
    {[](const Config& c) { return c.language != "zh"; },
     "[replies] language 这个版本还不起作用：答复都用中文"},
    {[](const Config& c) { return !c.digest_to.empty(); },
     "[digest] to 这个版本还不起作用：不发每日汇总"},
    {[](const Config& c) { return c.retention_days != Config{}.retention_days; },
     "[retention] days 这个版本还不起作用：数据不会自动删除"},
    {[](const Config& c) { return !c.status_listen.empty(); },
     "[status] listen 这个版本还不起作用：没有状态页"},
};

}  // namespace

std::vector<std::string> not_served(const Config& config) {
    std::vector<std::string> out;
    for (const NotServed& row : rows)
        if (row.asked_for(config)) out.emplace_back(row.line);
    return out;
}

}  // namespace shoujian
