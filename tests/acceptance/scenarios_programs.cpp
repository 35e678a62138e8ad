// The usual set by each program.
#include "tests/acceptance/programs.hpp"
#include "tests/acceptance/scenarios.hpp"

namespace shoujian {

Scenarios program_scenarios() {
    Scenarios all;
    for (const Program& program : programs()) {
        const auto write = [program](const Sender& s) {
            return program.write({"江苏省科协",
                                  s.address,
                                  "报送" + s.name + "材料",
                                  "您好，请查收。",
                                  {{"推荐表.docx", s.form, "application/msword"},
                                   {"扫描件.pdf", s.scan, "application/pdf"}},
                                  s.address.substr(0, s.address.find('.'))});
        };
        all.push_back({program.name, write, accepted()});
        if (std::string(program.name) == "Outlook") all.back().expected.ignoring({"image001.gif"});
    }
    return all;
}

}  // namespace shoujian
