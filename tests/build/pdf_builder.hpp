#pragma once

#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// A page by its content stream (ISO 32000-1): /F1 is Helvetica, /Im0 … its pictures, /Fm0 … its
/// forms, which may draw the same.
struct PdfPage {
    struct Image {
        int width_px = 1000, height_px = 1400;
        std::string more = {};  ///< entries of its dictionary, "/ImageMask true"
    };
    std::string content = {};
    std::vector<Image> images = {};       ///< of one grey; nothing decodes them here
    std::vector<std::string> forms = {};  ///< their content
    std::string box = "0 0 595 842";
    std::string more = {};  ///< entries of the page's dictionary, "/Rotate 90"
};

/// A PDF for a test, page by page.
class PdfBuilder {
public:
    PdfBuilder& scanned_page(std::string jpeg,
                             int width_px,
                             int height_px);  ///< one picture over the whole A4 page
    PdfBuilder& text_page(std::string ascii);
    PdfBuilder& page(PdfPage page);
    PdfBuilder& root(std::string key, std::string value);  ///< an entry of the catalog
    PdfBuilder& javascript();                              ///< an OpenAction
    PdfBuilder& encrypted();                               ///< needs a password to be opened
    PdfBuilder& plain();                                   ///< content is not compressed
    PdfBuilder& owner_password();                          ///< forbids to change it, opens without

    std::string bytes() const;

private:
    struct Page {
        std::string text, jpeg;
        int width = 0, height = 0;
        PdfPage made = {};
    };
    std::vector<Page> pages_;
    std::vector<std::pair<std::string, std::string>> root_;
    bool javascript_ = false, encrypted_ = false, owner_ = false, plain_ = false;
};

}  // namespace shoujian
