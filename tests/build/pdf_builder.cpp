#include "tests/build/pdf_builder.hpp"

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace shoujian {

PdfBuilder& PdfBuilder::scanned_page(std::string jpeg, int width_px, int height_px) {
    pages_.push_back({"", std::move(jpeg), width_px, height_px, {}});
    return *this;
}

PdfBuilder& PdfBuilder::text_page(std::string ascii) {
    pages_.push_back({std::move(ascii), "", 0, 0, {}});
    return *this;
}

PdfBuilder& PdfBuilder::page(PdfPage page) {
    pages_.push_back({"", "", 0, 0, std::move(page)});
    return *this;
}
PdfBuilder& PdfBuilder::root(std::string key, std::string value) {
    root_.emplace_back(std::move(key), std::move(value));
    return *this;
}

PdfBuilder& PdfBuilder::javascript() {
    return javascript_ = true, *this;
}
PdfBuilder& PdfBuilder::encrypted() {
    return encrypted_ = true, *this;
}
PdfBuilder& PdfBuilder::plain() {
    return plain_ = true, *this;
}
PdfBuilder& PdfBuilder::owner_password() {
    return owner_ = true, *this;
}

namespace {

QPDFObjectHandle image(QPDF& pdf, const PdfPage::Image& one) {
    QPDFObjectHandle out = QPDFObjectHandle::newStream(&pdf, "grey");
    out.replaceDict(QPDFObjectHandle::parse(
        "<< /Type /XObject /Subtype /Image /Width " + std::to_string(one.width_px) + " /Height "
        + std::to_string(one.height_px) + " /BitsPerComponent 1 " + one.more + " >>"));
    return out;
}

/// The page's own dictionary and content; its forms draw with its resources.
QPDFObjectHandle made_page(QPDF& pdf, const PdfPage& made) {
    QPDFObjectHandle objects = QPDFObjectHandle::newDictionary();
    for (std::size_t i = 0; i < made.images.size(); ++i)
        objects.replaceKey("/Im" + std::to_string(i), image(pdf, made.images[i]));
    for (std::size_t i = 0; i < made.forms.size(); ++i) {
        QPDFObjectHandle form = QPDFObjectHandle::newStream(&pdf, made.forms[i]);
        form.replaceDict(QPDFObjectHandle::parse(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 0] >>"));
        objects.replaceKey("/Fm" + std::to_string(i), form);
    }
    QPDFObjectHandle out = QPDFObjectHandle::parse(
        "<< /Type /Page /MediaBox [" + made.box
        + "] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
          ">> "
        + made.more + " >>");
    out.getKey("/Resources").replaceKey("/XObject", objects);
    out.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, made.content));
    return out;
}

}  // namespace

std::string PdfBuilder::bytes() const {
    QPDF pdf;
    pdf.emptyPDF();
    for (const Page& p : pages_) {
        if (p.text.empty() && p.jpeg.empty()) {
            QPDFPageDocumentHelper(pdf).addPage(pdf.makeIndirectObject(made_page(pdf, p.made)),
                                                false);
            continue;
        }
        QPDFObjectHandle page = QPDFObjectHandle::parse(
            "<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font "
            "/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>");
        std::string content = "BT /F1 12 Tf 72 720 Td (" + p.text + ") Tj ET";
        if (!p.jpeg.empty()) {
            QPDFObjectHandle image = QPDFObjectHandle::newStream(&pdf, p.jpeg);
            image.replaceDict(QPDFObjectHandle::parse(
                "<< /Type /XObject /Subtype /Image /Width " + std::to_string(p.width) + " /Height "
                + std::to_string(p.height)
                + " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode >>"));
            QPDFObjectHandle objects = QPDFObjectHandle::newDictionary();
            objects.replaceKey("/Im0", image);
            page.getKey("/Resources").replaceKey("/XObject", objects);
            content = "q 595 0 0 842 0 0 cm /Im0 Do Q";
        }
        page.replaceKey("/Contents", QPDFObjectHandle::newStream(&pdf, content));
        QPDFPageDocumentHelper(pdf).addPage(pdf.makeIndirectObject(page), false);
    }
    if (javascript_)
        pdf.getRoot().replaceKey(
            "/OpenAction", QPDFObjectHandle::parse("<< /S /JavaScript /JS (app.alert\\(1\\)) >>"));
    for (const auto& [key, value] : root_)
        pdf.getRoot().replaceKey(key, QPDFObjectHandle::parse(value));
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(!encrypted_ && !owner_);
    if (plain_) writer.setStreamDataMode(qpdf_s_uncompress);
    if (owner_)
        writer.setR6EncryptionParameters("", "owner", true, false, false, false, false, false,
                                         qpdf_r3p_none, true);
    if (encrypted_)
        writer.setR6EncryptionParameters("password", "owner", true, true, true, true, true, true,
                                         qpdf_r3p_full, true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {static_cast<const char*>(static_cast<const void*>(buffer->getBuffer())),
            buffer->getSize()};
}

}  // namespace shoujian
