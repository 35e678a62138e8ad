#pragma once

#include <string>
#include <vector>

namespace shoujian {

/// A PDF for a test, page by page.
class PdfBuilder {
public:
    PdfBuilder& scanned_page(std::string jpeg,
                             int width_px,
                             int height_px);  ///< one picture over the whole A4 page
    PdfBuilder& text_page(std::string ascii);
    PdfBuilder& javascript();  ///< an OpenAction
    PdfBuilder& encrypted();   ///< needs a password to be opened

    std::string bytes() const;

private:
    struct Page {
        std::string text, jpeg;
        int width = 0, height = 0;
    };
    std::vector<Page> pages_;
    bool javascript_ = false, encrypted_ = false;
};

}  // namespace shoujian
