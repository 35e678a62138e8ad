#include "daemon/commands/commands.hpp"
#include "daemon/config.hpp"
#include "daemon/daemon.hpp"
#include "daemon/not_served.hpp"
#include "daemon/service.hpp"

namespace shoujian {

Result<int> run_command(const Options& options) {
    auto config = load_config(options.config(), ConfigFor::running);
    if (!config) return config.error();
    start_log(config->log_level);
    for (const std::string& line : not_served(*config)) log_warning(line);
    take_signals();
    auto daemon = Daemon::start(*config);
    if (!daemon) return daemon.error();
    if (options.has("once")) return (*daemon)->once();
    (*daemon)->run();
    return 0;
}

}  // namespace shoujian
