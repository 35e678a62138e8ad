#include "tests/build/pdf_builder.hpp"

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace shoujian {

PdfBuilder& PdfBuilder::scanned_page(std::string jpeg, int width_px, int height_px) {
    pages_.push_back({"", std::move(jpeg), width_px, height_px});
    return *this;
}

PdfBuilder& PdfBuilder::text_page(std::string ascii) {
    pages_.push_back({std::move(ascii), "", 0, 0});
    return *this;
}

PdfBuilder& PdfBuilder::javascript() {
    return javascript_ = true, *this;
}
PdfBuilder& PdfBuilder::encrypted() {
    return encrypted_ = true, *this;
}

std::string PdfBuilder::bytes() const {
    QPDF pdf;
    pdf.emptyPDF();
    for (const Page& p : pages_) {
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
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(!encrypted_);
    if (encrypted_)
        writer.setR6EncryptionParameters("password", "owner", true, true, true, true, true, true,
                                         qpdf_r3p_full, true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {static_cast<const char*>(static_cast<const void*>(buffer->getBuffer())),
            buffer->getSize()};
}

}  // namespace shoujian
