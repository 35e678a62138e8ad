#include "daemon/commands/commands.hpp"
#include "daemon/config.hpp"
#include "daemon/daemon.hpp"
#include "daemon/service.hpp"

namespace shoujian {

Result<int> run_command(const Options& options) {
    auto config = load_config(options.config());
    if (!config) return config.error();
    start_log(config->log_level);
    take_signals();
    auto daemon = Daemon::start(*config);
    if (!daemon) return daemon.error();
    if (options.has("once")) return (*daemon)->once();
    (*daemon)->run();
    return 0;
}

}  // namespace shoujian
