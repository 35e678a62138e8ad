#include "daemon/commands/commands.hpp"

#include <iostream>
#include <map>

namespace {

using namespace shoujian;

using Command = Result<int> (*)(const Options&);

const std::map<std::string, Command, std::less<>> commands{
    {"run", run_command},         {"check", check_command}, {"config check", config_check_command},
    {"list", list_command},       {"show", show_command},   {"explain", explain_command},
    {"release", release_command},
};

int exit_code(Fault fault) {
    switch (fault) {
        case Fault::usage:
        case Fault::configuration:
        case Fault::absent:
            return 2;
        case Fault::network:
        case Fault::refused:
        case Fault::storage:
        case Fault::sandbox:
        case Fault::damaged:
        case Fault::conflict:
            return 3;
    }
    return 3;
}

int fail(const Error& error) {
    std::cerr << error.text << (error.text.ends_with('\n') ? "" : "\n");
    return exit_code(error.fault);
}

}  // namespace

int main(int count, char** arguments) {
    const auto options = parse_options({arguments + 1, arguments + count});
    if (!options) return fail(options.error());
    if (options->command == "version") {
        std::cout << "shoujian " SHOUJIAN_VERSION "\n";
        return 0;
    }
    if (options->command == "help") {
        std::cout << help_text(options->arguments.empty() ? "" : options->arguments.front());
        return 0;
    }
    const auto command = commands.find(options->command);
    if (command == commands.end())
        return fail({Fault::usage, "这个版本还没有命令 " + options->command});
    const auto done = command->second(*options);
    return done ? *done : fail(done.error());
}
