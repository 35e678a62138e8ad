#include "daemon/blank_labels.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/config.hpp"
#include "daemon/intake.hpp"
#include "daemon/not_served.hpp"

#include <iostream>

namespace shoujian {

Result<int> config_check_command(const Options& options) {
    const auto config = load_config(options.config(), ConfigFor::running);
    if (!config) return config.error();
    std::cout << options.config() << "：没有发现错误。\n";
    for (const Call& call : config->calls) {
        std::cout << "  征集 " << call.id << "（" << call.title << "）：" << call.forms.size()
                  << " 张表，" << call.units.size() << " 个推荐单位，截止 "
                  << format_rfc3339(call.deadline, config->zone) << '\n';
    }
    for (const std::string& line : labels_not_printed(
             material_settings(config->limits, config->ocr_dir).reader, config->calls))
        std::cout << "  注意：" << line << '\n';
    for (const std::string& line : not_served(*config)) std::cout << "  注意：" << line << '\n';
    return 0;
}

}  // namespace shoujian
