#include "tests/build/form_families.hpp"

#include <functional>

namespace shoujian {

namespace {

using Write = std::function<DocxCell(const Answered&)>;

DocxBuilder titled(const Sample& sample) {
    DocxBuilder out;
    out.paragraph("附件2").paragraph(sample.title);
    return out;
}

DocxCell lines(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return DocxCell(out);
}

DocxCell value(const Answered& one) {
    return one.is_unit ? DocxCell(one.value + "（盖章）").line("2020年5月8日") : lines(one.value);
}

DocxCell label(const Answered& one) {
    return DocxCell(one.label);
}

std::vector<std::string> characters(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 1;
        while (at + size < text.size()
               && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
            ++size;
        out.push_back(text.substr(at, size));
        at += size;
    }
    return out;
}

std::string joined(const std::vector<std::string>& parts, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) out += parts[i];
    return out;
}

std::string spaced(const std::string& text) {
    const auto all = characters(text);
    if (all.size() > 4) return text;
    std::string out;
    for (const std::string& one : all) out += (out.empty() ? "" : "　　") + one;
    return out;
}

/// Rows of `pairs` labels and values; long answers and the unit take a row.
DocxBuilder in_rows(const Sample& sample, int pairs, const Write& left, const Write& right) {
    std::vector<DocxRow> rows;
    DocxRow row;
    const int width = pairs * 2;
    const auto flush = [&] {
        if (row.empty()) return;
        const int used = static_cast<int>(row.size());
        row.back().wide(width - used + 1);
        rows.push_back(std::move(row));
        row.clear();
    };
    for (const Answered& one : sample.answers) {
        if (one.is_long || one.is_unit) flush();
        row.push_back(left(one));
        row.push_back(right(one));
        if (one.is_long || one.is_unit || static_cast<int>(row.size()) == width) flush();
    }
    flush();
    return titled(sample).table(std::move(rows));
}

DocxBuilder paragraphs(const Sample& sample) {
    DocxBuilder out = titled(sample);
    for (const Answered& one : sample.answers) {
        const DocxCell cell = value(one);
        for (std::size_t i = 0; i < cell.paragraphs.size(); ++i) {
            DocxParagraph paragraph(i == 0 ? one.label + "：" : "");
            for (const auto& run : cell.paragraphs[i].runs) paragraph.text(run.text);
            out.paragraph(std::move(paragraph));
        }
    }
    return out;
}

DocxBuilder underlined(const Sample& sample) {
    DocxBuilder out = titled(sample);
    for (const Answered& one : sample.answers) {
        if (one.is_long)
            out.paragraph(one.label + "：" + one.value);
        else
            out.paragraph(DocxParagraph(one.label + "：").underlined("  " + one.value + "      "));
    }
    return out;
}

DocxBuilder two_on_a_line(const Sample& sample) {
    DocxBuilder out = titled(sample);
    std::string open;
    for (const Answered& one : sample.answers) {
        const std::string text = one.label + "：" + one.value;
        if (one.is_long || one.is_unit) {
            if (!open.empty()) out.paragraph(open);
            open.clear();
            out.paragraph(text);
        } else if (open.empty()) {
            open = text;
        } else {
            out.paragraph(open + "　　　" + text);
            open.clear();
        }
    }
    return out;
}

DocxBuilder numbered_lines(const Sample& sample) {
    DocxBuilder out = titled(sample);
    int number = 0;
    for (const Answered& one : sample.answers)
        out.paragraph(std::to_string(++number) + "．" + one.label + "：" + one.value);
    return out;
}

DocxBuilder two_columns(const Sample& s) {
    return in_rows(s, 1, label, value);
}
DocxBuilder four_columns(const Sample& s) {
    return in_rows(s, 2, label, value);
}
DocxBuilder six_columns(const Sample& s) {
    return in_rows(s, 3, label, value);
}

DocxBuilder spaced_labels(const Sample& s) {
    return in_rows(
        s, 2, [](const Answered& one) { return DocxCell(spaced(one.label)); }, value);
}

DocxBuilder broken_labels(const Sample& s) {
    return in_rows(
        s, 2,
        [](const Answered& one) {
            const auto all = characters(one.label);
            const std::size_t half = (all.size() + 1) / 2;
            return DocxCell(joined(all, 0, half)).line(joined(all, half, all.size()));
        },
        value);
}

DocxBuilder labels_with_line_breaks(const Sample& s) {
    return in_rows(
        s, 1,
        [](const Answered& one) {
            const auto all = characters(one.label);
            return DocxCell(joined(all, 0, all.size() / 2) + "\n"
                            + joined(all, all.size() / 2, all.size()));
        },
        value);
}

DocxBuilder vertical_labels(const Sample& s) {
    return in_rows(
        s, 1, [](const Answered& one) { return DocxCell(characters(one.label)).vertical(); },
        value);
}

DocxBuilder numbered_labels(const Sample& s) {
    int number = 0;
    return in_rows(
        s, 1,
        [&](const Answered& one) {
            return DocxCell(std::to_string(++number) + "、" + one.label + "：");
        },
        value);
}

DocxBuilder starred_labels(const Sample& s) {
    return in_rows(
        s, 2, [](const Answered& one) { return DocxCell("*" + one.label); }, value);
}

DocxBuilder bracketed_labels(const Sample& s) {
    return in_rows(
        s, 1, [](const Answered& one) { return DocxCell("【" + one.label + "】"); }, value);
}

DocxBuilder must_labels(const Sample& s) {
    return in_rows(
        s, 2, [](const Answered& one) { return DocxCell(one.label + "（必填）"); }, value);
}

DocxBuilder noted_labels(const Sample& s) {
    return in_rows(
        s, 1,
        [](const Answered& one) { return DocxCell(one.label).line("（请如实填写，材料可另附）"); },
        value);
}

DocxBuilder noted_values(const Sample& s) {
    return in_rows(s, 1, label, [](const Answered& one) {
        if (one.is_unit) return value(one);
        DocxCell cell("（请如实填写）");
        for (DocxParagraph& line : lines(one.value).paragraphs) cell.line(std::move(line));
        return cell;
    });
}

DocxBuilder photo_cell(const Sample& sample) {
    std::vector<DocxRow> rows;
    for (const Answered& one : sample.answers) {
        DocxRow row{label(one), value(one)};
        if (rows.empty()) row.push_back(DocxCell("照片").tall(3));
        if (rows.size() >= 3) row.back().wide(2);
        rows.push_back(std::move(row));
    }
    return titled(sample).table(std::move(rows));
}

DocxBuilder labels_above(const Sample& sample) {
    std::vector<DocxRow> rows;
    DocxRow heads, values;
    const auto flush = [&] {
        if (heads.empty()) return;
        const int rest = 3 - static_cast<int>(heads.size());
        heads.back().wide(rest + 1);
        values.back().wide(rest + 1);
        rows.push_back(std::move(heads));
        rows.push_back(std::move(values));
        heads.clear();
        values.clear();
    };
    for (const Answered& one : sample.answers) {
        if (one.is_long || one.is_unit) {
            flush();
            rows.push_back({label(one).wide(3)});
            rows.push_back({value(one).wide(3)});
            continue;
        }
        heads.push_back(label(one));
        values.push_back(value(one));
        if (heads.size() == 3) flush();
    }
    flush();
    return titled(sample).table(std::move(rows));
}

DocxBuilder inside_cells(const Sample& sample) {
    std::vector<DocxRow> rows;
    for (const Answered& one : sample.answers) {
        const std::string seal = one.is_unit ? "（盖章）" : "";
        rows.push_back({DocxCell(one.label + "：" + one.value + seal)});
    }
    rows.push_back({DocxCell("")});
    return titled(sample).table(std::move(rows));
}

DocxBuilder label_then_value_in_a_cell(const Sample& sample) {
    std::vector<DocxRow> rows;
    for (const Answered& one : sample.answers) {
        DocxCell cell(one.label + "：");
        for (DocxParagraph& line : value(one).paragraphs) cell.line(std::move(line));
        rows.push_back({std::move(cell)});
    }
    rows.push_back({DocxCell("")});
    return titled(sample).table(std::move(rows));
}

DocxBuilder frame_around_lines(const Sample& sample) {
    DocxCell frame(sample.title);
    for (const Answered& one : sample.answers) {
        const std::string seal = one.is_unit ? "（盖章）" : "";
        frame.line(one.label + "：" + one.value + seal);
    }
    DocxBuilder out;
    out.paragraph(sample.title);
    return out.table({{std::move(frame)}});
}

DocxBuilder text_boxes(const Sample& sample) {
    DocxBuilder out = titled(sample);
    for (const Answered& one : sample.answers) {
        if (one.is_long || one.is_unit)
            out.paragraph(one.label + "：" + one.value);
        else
            out.paragraph(DocxParagraph(one.label + "：").text_box({DocxParagraph(one.value)}));
    }
    return out;
}

DocxBuilder grouped(const Sample& sample) {
    std::vector<DocxRow> rows;
    for (const Answered& one : sample.answers) rows.push_back({label(one), value(one)});
    const int first = static_cast<int>(rows.size()) / 2;
    rows[0].insert(rows[0].begin(), DocxCell("基本情况").tall(first));
    const auto second = static_cast<std::size_t>(first);
    rows[second].insert(rows[second].begin(),
                        DocxCell("推荐情况").tall(static_cast<int>(rows.size()) - first));
    return titled(sample).table(std::move(rows));
}

DocxBuilder with_cover(const Sample& sample) {
    DocxBuilder out;
    out.paragraph("关于报送材料的函")
        .paragraph("某某中心：")
        .paragraph("现将有关材料报送贵中心，请查收。");
    out.paragraph("附件2").paragraph(sample.title);
    std::vector<DocxRow> rows;
    for (const Answered& one : sample.answers) rows.push_back({label(one), value(one)});
    return out.table(std::move(rows));
}

DocxBuilder with_instructions(const Sample& sample) {
    DocxBuilder out = four_columns(sample);
    out.paragraph("填表说明：");
    int number = 0;
    for (const Answered& one : sample.answers)
        out.paragraph(std::to_string(++number) + "．" + one.label + "：请按实际情况填写。");
    return out;
}

DocxBuilder in_controls(const Sample& s) {
    return in_rows(s, 1, label, [](const Answered& one) {
        if (one.is_unit || one.is_long) return value(one);
        return DocxCell(DocxParagraph().content_control(one.value));
    });
}

DocxBuilder revised(const Sample& s) {
    return in_rows(s, 1, label, [](const Answered& one) {
        if (one.is_unit || one.is_long) return value(one);
        return DocxCell(DocxParagraph().deleted("某某").inserted(one.value).hidden("内部"));
    });
}

DocxBuilder nested_values(const Sample& s) {
    return in_rows(s, 1, label, [](const Answered& one) {
        if (one.is_unit || one.is_long) return value(one);
        return DocxCell("").nested({{DocxCell(one.value)}});
    });
}

}  // namespace

const std::vector<Family>& families() {
    static const std::vector<Family> all{
        {"paragraphs", paragraphs},
        {"underlined", underlined},
        {"two on a line", two_on_a_line},
        {"numbered lines", numbered_lines},
        {"two columns", two_columns},
        {"four columns", four_columns},
        {"six columns", six_columns},
        {"spaced labels", spaced_labels},
        {"broken labels", broken_labels},
        {"labels with line breaks", labels_with_line_breaks},
        {"vertical labels", vertical_labels},
        {"numbered labels", numbered_labels},
        {"starred labels", starred_labels},
        {"bracketed labels", bracketed_labels},
        {"must labels", must_labels},
        {"noted labels", noted_labels},
        {"noted values", noted_values},
        {"photo cell", photo_cell},
        {"labels above", labels_above},
        {"inside cells", inside_cells},
        {"label then value in a cell", label_then_value_in_a_cell},
        {"frame around lines", frame_around_lines},
        {"text boxes", text_boxes},
        {"grouped", grouped},
        {"cover", with_cover},
        {"instructions", with_instructions},
        {"content controls", in_controls},
        {"revised", revised},
        {"nested values", nested_values},
    };
    return all;
}

}  // namespace shoujian
