#include "parsers/documents/pdf_inventory.hpp"

#define POINTERHOLDER_TRANSITION 4  // no alias of shared_ptr is used here
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace shoujian {
namespace {

constexpr std::size_t most_content_bytes = 16'000'000;  // of one page: real ones are far below 1 MB
constexpr int deepest_form = 8;

struct TooLarge : std::runtime_error {
    TooLarge() : std::runtime_error("content too large") {}
};

/// Collects a page's content and stops a stream that does not end.
class Collector : public Pipeline {
public:
    Collector() : Pipeline("content", nullptr) {}
    void write(const unsigned char* data, std::size_t length) override {
        if (length > most_content_bytes - text.size()) throw TooLarge();
        for (std::size_t i = 0; i < length; ++i) text += static_cast<char>(data[i]);
    }
    void finish() override {}
    std::string text;
};

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

Matrix times(const Matrix& m, const Matrix& n) {
    return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
            m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

struct PageContent {
    double page_area = 1;
    double largest_share = 0;  ///< of the page that the largest picture covers
    double dpi = 0;            ///< of that picture
    int pictures = 0;
    int letters = 0;  ///< bytes of text shown visibly
    int forms = 0;    ///< followed so far: nested ones multiply
};

/// Follows the few operators that matter: the matrix, text and its rendering mode, objects (ISO
/// 32000-1, annex A).
class Follower : public QPDFObjectHandle::ParserCallbacks {
public:
    Follower(QPDF& pdf, QPDFObjectHandle resources, Matrix start, int depth, PageContent& content)
        : pdf_(pdf),
          resources_(std::move(resources)),
          now_{start, 0},
          depth_(depth),
          content_(content) {}

    void handleObject(QPDFObjectHandle object, std::size_t, std::size_t) override {
        if (!object.isOperator()) {
            if (operands_.size() < 64) operands_.push_back(object);
            return;
        }
        apply(object.getOperatorValue());
        operands_.clear();
    }
    void handleEOF() override {}

private:
    struct Graphics {
        Matrix matrix;
        int text_mode;
    };

    double number(std::size_t at) {
        return at < operands_.size() && operands_[at].isNumber() ? operands_[at].getNumericValue()
                                                                 : 0;
    }

    void apply(const std::string& name) {
        if (name == "q" && saved_.size() < 1000) saved_.push_back(now_);
        if (name == "Q" && !saved_.empty()) now_ = saved_.back(), saved_.pop_back();
        if (name == "cm")
            now_.matrix = times({number(0), number(1), number(2), number(3), number(4), number(5)},
                                now_.matrix);
        if (name == "Tr") now_.text_mode = static_cast<int>(std::clamp(number(0), 0.0, 7.0));
        if (name == "Tj" || name == "'" || name == "\"" || name == "TJ") show_text();
        if (name == "Do" && !operands_.empty() && operands_[0].isName())
            show_object(resources_.getKey("/XObject"), operands_[0].getName());
        if (name == "EI") show_picture(0);
    }

    void show_text() {
        if (operands_.empty() || now_.text_mode == 3 || now_.text_mode == 7)
            return;  // drawn invisibly
        const auto count = [&](QPDFObjectHandle text) {
            if (text.isString())
                content_.letters +=
                    static_cast<int>(std::min<std::size_t>(text.getStringValue().size(), 1000));
        };
        QPDFObjectHandle last = operands_.back();
        if (last.isArray()) {
            for (const QPDFObjectHandle& item : last.getArrayAsVector()) count(item);
        } else {
            count(last);
        }
    }

    void show_picture(double width_px) {
        ++content_.pictures;
        const Matrix& m = now_.matrix;
        const double share = std::abs(m.a * m.d - m.b * m.c) / content_.page_area;
        if (share <= content_.largest_share) return;
        content_.largest_share = share;
        const double width_pt = std::hypot(m.a, m.b);
        content_.dpi = width_pt > 0 ? width_px * 72 / width_pt : 0;
    }

    void show_object(QPDFObjectHandle objects, const std::string& name) {
        if (!objects.isDictionary()) return;
        QPDFObjectHandle object = objects.getKey(name);
        if (!object.isStream()) return;
        QPDFObjectHandle facts = object.getDict();
        if (facts.getKey("/Subtype").isNameAndEquals("/Image")) {
            QPDFObjectHandle width = facts.getKey("/Width");
            show_picture(width.isNumber() ? width.getNumericValue() : 0);
        } else if (facts.getKey("/Subtype").isNameAndEquals("/Form") && depth_ < deepest_form) {
            show_form(object, facts);
        }
    }

    void show_form(QPDFObjectHandle form, QPDFObjectHandle facts);

    QPDF& pdf_;
    QPDFObjectHandle resources_;
    Graphics now_;
    std::vector<Graphics> saved_;
    std::vector<QPDFObjectHandle> operands_;
    int depth_;
    PageContent& content_;
};

void follow(QPDF& pdf,
            const std::string& text,
            QPDFObjectHandle resources,
            const Matrix& start,
            int depth,
            PageContent& content) {
    Follower follower(pdf, std::move(resources), start, depth, content);
    QPDFObjectHandle::parseContentStream(QPDFObjectHandle::newStream(&pdf, text), &follower);
}

void Follower::show_form(QPDFObjectHandle form, QPDFObjectHandle facts) {
    if (++content_.forms > 200) return;
    Collector collected;
    form.pipeStreamData(&collected, 0, qpdf_dl_generalized, true);
    Matrix own;
    QPDFObjectHandle matrix = facts.getKey("/Matrix");
    if (matrix.isArray() && matrix.getArrayNItems() == 6) {
        const auto at = [&](int i) {
            QPDFObjectHandle item = matrix.getArrayItem(i);
            return item.isNumber() ? item.getNumericValue() : 0.0;
        };
        own = {at(0), at(1), at(2), at(3), at(4), at(5)};
    }
    QPDFObjectHandle resources = facts.getKey("/Resources");
    follow(pdf_, collected.text, resources.isDictionary() ? resources : resources_,
           times(own, now_.matrix), depth_ + 1, content_);
}

PageContent look_at(QPDF& pdf, QPDFPageObjectHelper page) {
    PageContent content;
    QPDFObjectHandle box = page.getCropBox();
    if (box.isArray() && box.getArrayNItems() == 4) {
        const auto at = [&](int i) {
            QPDFObjectHandle item = box.getArrayItem(i);
            return item.isNumber() ? item.getNumericValue() : 0.0;
        };
        content.page_area = std::max(1.0, std::abs((at(2) - at(0)) * (at(3) - at(1))));
    }
    Collector collected;
    page.pipeContents(&collected);
    follow(pdf, collected.text, page.getAttribute("/Resources", false), {}, 0, content);
    return content;
}

struct Action {
    const char* kind;
    const char* what;
};
constexpr Action actions[] = {{"/JavaScript", "JavaScript"}, {"/Launch", "启动外部程序"}};

void note(Scan& scan, const std::string& what) {
    scan.active = true;
    if (scan.active_detail.find(what) != std::string::npos) return;
    scan.active_detail += (scan.active_detail.empty() ? "" : "、") + what;
}

void note_action(QPDFObjectHandle action, Scan& scan) {
    if (!action.isDictionary()) return;
    for (const Action& row : actions)
        if (action.getKey("/S").isNameAndEquals(row.kind)) note(scan, row.what);
}

/// An action, and the table of actions by event, of a catalog, page or annotation.
void note_actions_of(QPDFObjectHandle holder, const char* key, Scan& scan) {
    if (!holder.isDictionary()) return;
    note_action(holder.getKey(key), scan);
    QPDFObjectHandle by_event = holder.getKey("/AA");
    if (!by_event.isDictionary()) return;
    for (const std::string& event : by_event.getKeys()) note_action(by_event.getKey(event), scan);
}

void note_actions_of_page(QPDFObjectHandle page, Scan& scan) {
    note_actions_of(page, "/A", scan);
    QPDFObjectHandle annotations = page.getKey("/Annots");
    if (!annotations.isArray()) return;
    const int count = std::min(annotations.getArrayNItems(), 2000);
    for (int i = 0; i < count; ++i) note_actions_of(annotations.getArrayItem(i), "/A", scan);
}

/// What the pages say together; one that is neither plainly a scan nor plainly an export leaves it
/// open.
void conclude(const std::vector<PageContent>& pages, Scan& scan) {
    const auto is_scanned = [](const PageContent& p) {
        return p.pictures == 1 && p.letters == 0 && p.largest_share >= 0.85;
    };
    const bool all_scanned = std::ranges::all_of(pages, is_scanned);
    const bool no_picture =
        std::ranges::all_of(pages, [](const PageContent& p) { return p.pictures == 0; });
    const bool text =
        std::ranges::any_of(pages, [](const PageContent& p) { return p.letters > 0; });
    if (pages.empty()) return;
    if (all_scanned) {
        scan.is_scan = true;
        const auto coarsest = std::ranges::min_element(pages, {}, &PageContent::dpi);
        scan.dpi = static_cast<int>(std::clamp(coarsest->dpi, 0.0, 10'000.0));
    } else if (no_picture && text) {
        scan.is_scan = false;
    }
}

Scan inventory(QPDF& pdf, const Budget& budget) {
    Scan scan;
    std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
    scan.pages = static_cast<int>(std::min<std::size_t>(pages.size(), 1'000'000));
    QPDFObjectHandle root = pdf.getRoot();
    note_actions_of(root, "/OpenAction", scan);
    QPDFObjectHandle names = root.getKey("/Names");
    if (names.isDictionary() && names.hasKey("/JavaScript")) note(scan, "JavaScript");
    std::vector<PageContent> contents;
    bool all_read = true;
    for (std::size_t i = 0; i < pages.size() && i < budget.limits().pdf_pages; ++i) {
        try {
            note_actions_of_page(pages[i].getObjectHandle(), scan);
            contents.push_back(look_at(pdf, pages[i]));
        } catch (const std::exception&) {
            all_read = false;  // the page is there; what is on it cannot be told
        }
    }
    if (all_read) conclude(contents, scan);
    return scan;
}

}  // namespace

Reading inventory_pdf(ByteSpan file, const Budget& budget) {
    Reading damaged = unreadable("material.unreadable", "PDF 文件已损坏，无法打开");
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("pdf", as_text(file).data(), file.size());
        Scan scan = inventory(pdf, budget);
        if (scan.pages == 0) return damaged;
        return {std::move(scan), {}};
    } catch (const QPDFExc& error) {
        if (error.getErrorCode() == qpdf_e_password)
            return unreadable("material.encrypted", "PDF 设有打开密码");
        return damaged;
    } catch (const std::bad_alloc&) {
        return unreadable("material.unjudged", "读取 PDF 时内存不足");
    } catch (const std::exception&) {
        return damaged;
    }
}

}  // namespace shoujian
