// recognise_page [--tesseract] [--side N] [--squeeze X] [--wanted TEXT]… FOLDER PAGE.pgm…: what the
// recogniser reads of grey pages (binary PGM), a line each, and the time that it took. FOLDER has
// the engine's files. For measuring by hand.
#include "parsers/recognition/paddle_recogniser.hpp"
#include "parsers/recognition/tesseract_recogniser.hpp"

#include <malloc.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

using namespace shoujian;

namespace {

std::string file(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Pixmap read_pgm(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    std::string kind;
    int most = 0;
    Pixmap out;
    in >> kind >> out.width >> out.height >> most;
    in.get();
    out.samples.assign(std::istreambuf_iterator<char>(in), {});
    return out;
}

/// Of this process: other programs on the machine do not count.
double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int count, char** arguments) {
    mallopt(M_MMAP_THRESHOLD, 256 << 20);  // as the recogniser's session does
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    Question question;
    PaddleSettings settings;
    bool tesseract = false;
    int at = 1;
    for (; at < count && arguments[at][0] == '-'; ++at) {
        const std::string option = arguments[at];
        if (option == "--tesseract") tesseract = true;
        if (option == "--side") settings.detection_side = std::atoi(arguments[++at]);
        if (option == "--squeeze") settings.squeeze = std::atof(arguments[++at]);
        if (option == "--wanted") question.wanted.emplace_back(arguments[++at]);
    }
    const std::string folder = arguments[at++];
    const std::string detection = file(folder + "/ch_PP-OCRv4_det_infer.onnx"),
                      reading = file(folder + "/ch_PP-OCRv4_rec_infer.onnx"),
                      keys = file(folder + "/ppocr_keys_v1.txt");
    double start = seconds();
    auto recogniser = tesseract ? load_tesseract(folder)
                                : load_paddle({folder + "/libonnxruntime.so.1", as_bytes(detection),
                                               as_bytes(reading), keys},
                                              settings);
    if (!recogniser) {
        std::fprintf(stderr, "%s\n", recogniser.error().text.c_str());
        return 1;
    }
    std::fprintf(stderr, "loaded in %.0f ms\n", (seconds() - start) * 1000);
    for (; at < count; ++at) {
        const Pixmap page = read_pgm(arguments[at]);
        start = seconds();
        const auto text = (*recogniser)->read_page(page, question);
        const double took = seconds() - start;
        if (!text) {
            std::fprintf(stderr, "%s\n", text.error().text.c_str());
            return 1;
        }
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        std::printf("== %s: %.0f ms, %zu lines, turned %d, skew %.2f, %s, %ld MB\n", arguments[at],
                    took * 1000, text->lines.size(), text->turned, text->skew_degrees,
                    text->complete ? "complete" : "partly", usage.ru_maxrss / 1024);
        for (const TextLine& line : text->lines)
            std::printf("%.2f %5d %5d %5d %5d  %s\n", line.confidence, line.place.left,
                        line.place.top, line.place.width, line.place.height, line.text.c_str());
    }
}
