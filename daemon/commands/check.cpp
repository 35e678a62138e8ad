#include "daemon/call_folder.hpp"
#include "daemon/commands/commands.hpp"
#include "daemon/crops.hpp"
#include "daemon/intake.hpp"
#include "daemon/text/reply.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/form_specs.hpp"
#include "rules/cases/explain.hpp"

#include <algorithm>
#include <cmath>
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

/// A value on one line, cut where it is long.
std::string shown(std::string value) {
    constexpr std::size_t characters = 30;
    std::ranges::replace(value, '\n', ' ');
    return shorten(value, characters);
}

/// Where each value was read, and how: for whoever tunes the labels of a call.
void print_reading(const Call& call, const SubmissionReport& one) {
    const Form* form = call.form(one.who.form);
    if (form == nullptr) return;
    std::cout << "\n== 各栏目的读法：" << form->titles.front() << " ==\n";
    for (const Field& field : form->fields) {
        const auto found = one.fields.find(field.id);
        if (found == one.fields.end()) continue;
        const FieldValue& value = found->second;
        std::cout << field.id << "（" << field.labels.front() << "）："
                  << (value.value.empty() ? "未填" : "“" + shown(value.value) + "”");
        if (value.normalized && *value.normalized != value.value)
            std::cout << "，理解为 " << shown(*value.normalized);
        std::cout << "\n    " << rule_in_words(value.rule);
        if (!value.place.empty()) std::cout << "，" << value.place;
        if (!value.source.empty()) std::cout << "，" << value.source;
        std::cout << "，把握 " << std::lround(value.confidence * 100) << "%\n";
        for (const std::string& other : value.alternatives)
            std::cout << "    另一处写的是“" << shown(other) << "”\n";
    }
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
    auto read = read_material(material_settings({}, ""), files->fd, files->inputs,
                              files->is_message, form_specs(calls));
    if (!read) return read.error();
    for (const std::string& death : read->deaths) std::cerr << "没有读完的文件：" << death << '\n';
    if (const auto folder = options.value("pictures"))
        if (auto done = write_crops(*folder, *read); !done) return done.error();
    const ReportDetail detail =
        options.has("explain") ? ReportDetail::with_reading : ReportDetail::plain;
    const Report report = report_alone(calls, read->facts, *received);
    const Call& judged_by = call_of(calls, report.call);
    if (options.has("json")) {
        std::cout << to_json(report, china_offset, detail) << '\n';
    } else {
        std::cout << render_reply(judged_by, report, china_offset).text << '\n';
        if (options.has("explain"))
            for (const SubmissionReport& one : report.submissions) print_reading(judged_by, one);
    }
    return report.verdict == Verdict::accepted ? 0 : 1;
}

}  // namespace shoujian
