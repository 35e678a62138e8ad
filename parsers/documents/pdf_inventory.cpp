#include "parsers/documents/pdf_inventory.hpp"

#include "parsers/documents/pdf_page.hpp"

#define POINTERHOLDER_TRANSITION 4  // no alias of shared_ptr is used here
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <utility>

namespace shoujian {
namespace {

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

/// A viewer's own placeholder page stands for what only that viewer shows: a form made of XML
/// (XFA), a folder of files (a portfolio, ISO 32000-1 12.3.5).
const char* shown_elsewhere(QPDFObjectHandle root) {
    QPDFObjectHandle dynamic = root.getKey("/NeedsRendering");
    if (dynamic.isBool() && dynamic.getBoolValue()) return "动态表单（XFA），请打印成普通 PDF";
    if (root.getKey("/Collection").isDictionary())
        return "PDF 文件包（作品集），请把其中的文件单独发送";
    return nullptr;
}

Scan inventory(QPDF& pdf, const Budget& budget) {
    Scan scan;
    std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
    scan.pages = static_cast<int>(std::min<std::size_t>(pages.size(), 1'000'000));
    QPDFObjectHandle root = pdf.getRoot();
    note_actions_of(root, "/OpenAction", scan);
    QPDFObjectHandle names = root.getKey("/Names");
    if (names.isDictionary() && names.hasKey("/JavaScript")) note(scan, "JavaScript");
    for (std::size_t i = 0; i < pages.size() && i < budget.limits().pdf_pages; ++i) {
        PageStructure& page = scan.structures.emplace_back();
        try {
            note_actions_of_page(pages[i].getObjectHandle(), scan);
            page = structure_of(pdf, pages[i], budget.limits().picture_pixels);
        } catch (const std::exception&) {
            page.kind = PageKind::unknown;  // it is there; what is on it cannot be followed
        }
    }
    return scan;
}

Reading told(QPDF& pdf, const Budget& budget) {
    Scan scan = inventory(pdf, budget);
    if (scan.pages == 0) return unreadable("material.unreadable", "PDF 里没有页面");
    if (const char* why = shown_elsewhere(pdf.getRoot()))
        return unreadable("material.unsupported", why);
    const bool beyond =
        std::ranges::any_of(scan.structures, [](const PageStructure& p) { return p.too_large; });
    Reading out{std::move(scan), {}};
    if (beyond)
        out.problems.push_back({"material.limit", "", "有一页的图片太大或内容太多，没有查看"});
    return out;
}

}  // namespace

Reading inventory_pdf(ByteSpan file, const Budget& budget) {
    Reading damaged = unreadable("material.unreadable", "PDF 文件已损坏，无法打开");
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("pdf", as_text(file).data(), file.size());
        return told(pdf, budget);
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
