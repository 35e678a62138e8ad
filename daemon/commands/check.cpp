#include "daemon/call_folder.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/intake.hpp"
#include "daemon/text/reply.hpp"

#include <iostream>

namespace shoujian {

namespace {

Result<Call> call_to_check(const Options& options) {
    const auto named = options.value("call");
    const std::filesystem::path file = named ? std::filesystem::path(*named) : shipped_call();
    if (file.empty())
        return Error{Fault::configuration,
                     "找不到随程序安装的征集规则；请用 --call 指明 call.toml"};
    return load_call(file);
}

Result<Instant> moment_to_check(const Options& options) {
    const auto written = options.value("received-at");
    if (!written) return Instant{};
    const auto moment = parse_rfc3339(*written);
    if (moment) return *moment;
    return Error{Fault::usage,
                 "--received-at 是 " + *written + "，应当像 2020-05-10T09:30:00+08:00"};
}

}  // namespace

Result<int> check_command(const Options& options) {
    auto call = call_to_check(options);
    if (!call) return call.error();
    const auto received = moment_to_check(options);
    if (!received) return received.error();
    auto files = gather_files(options.arguments);
    if (!files) return files.error();
    const std::vector<Call> calls{std::move(*call)};
    auto read = read_material(material_settings({}), files->fd, files->inputs, files->is_message,
                              form_specs(calls));
    if (!read) return read.error();
    const Report report = report_alone(calls, read->facts, *received);
    std::cout << (options.has("json")
                      ? to_json(report, china_offset)
                      : render_reply(call_of(calls, report.call), report, china_offset).text)
              << '\n';
    return report.verdict == Verdict::accepted ? 0 : 1;
}

}  // namespace shoujian
