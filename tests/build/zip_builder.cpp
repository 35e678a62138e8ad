#include "tests/build/zip_builder.hpp"

#include <iconv.h>
#include <zip.h>

#include <ctime>
#include <stdexcept>

namespace shoujian {
namespace {

constexpr std::time_t some_day = 1588316400;  // the same bytes on every run

void demand(bool ok, zip_t* archive, const char* doing) {
    if (!ok) throw std::runtime_error(std::string(doing) + ": " + zip_strerror(archive));
}

std::string read_back(zip_source_t* source) {
    std::string out;
    zip_source_open(source);
    char block[65536];
    for (zip_int64_t n = 0; (n = zip_source_read(source, block, sizeof block)) > 0;)
        out.append(block, static_cast<std::size_t>(n));
    zip_source_close(source);
    zip_source_free(source);
    return out;
}

}  // namespace

ZipBuilder& ZipBuilder::add(std::string name, std::string bytes) {
    entries_.push_back({Entry::Kind::file, std::move(name), std::move(bytes)});
    return *this;
}

ZipBuilder& ZipBuilder::stored(std::string name, std::string bytes) {
    add(std::move(name), std::move(bytes));
    entries_.back().deflated = false;
    return *this;
}

ZipBuilder& ZipBuilder::directory(std::string name) {
    entries_.push_back({Entry::Kind::directory, std::move(name), ""});
    return *this;
}

ZipBuilder& ZipBuilder::raw_name(std::string name, std::string bytes) {
    entries_.push_back({Entry::Kind::raw_name, std::move(name), std::move(bytes)});
    return *this;
}

ZipBuilder& ZipBuilder::encrypted(std::string name, std::string bytes, Cipher cipher) {
    add(std::move(name), std::move(bytes));
    entries_.back().encryption = cipher == Cipher::aes ? ZIP_EM_AES_256 : ZIP_EM_TRAD_PKWARE;
    return *this;
}

std::string ZipBuilder::bytes() const {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!archive) throw std::runtime_error("a new zip cannot be opened");
    for (const Entry& entry : entries_) {
        const zip_flags_t names =
            entry.kind == Entry::Kind::raw_name ? ZIP_FL_ENC_GUESS : ZIP_FL_ENC_UTF_8;
        zip_int64_t index = -1;
        if (entry.kind == Entry::Kind::directory) {
            index = zip_dir_add(archive, entry.name.c_str(), names);
        } else {
            zip_source_t* source =
                zip_source_buffer(archive, entry.bytes.data(), entry.bytes.size(), 0);
            index = zip_file_add(archive, entry.name.c_str(), source, names);
        }
        demand(index >= 0, archive, "adding an entry");
        const auto at = static_cast<zip_uint64_t>(index);
        zip_file_set_mtime(archive, at, some_day, 0);
        const zip_int32_t method = entry.deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
        if (entry.kind != Entry::Kind::directory) zip_set_file_compression(archive, at, method, 0);
        if (entry.encryption != 0)
            demand(zip_file_set_encryption(archive, at, static_cast<zip_uint16_t>(entry.encryption),
                                           "password")
                       == 0,
                   archive, "encrypting an entry");
    }
    demand(zip_close(archive) == 0, archive, "writing a zip");
    return read_back(target);
}

std::string to_gbk(const std::string& utf8) {
    iconv_t converter = iconv_open("GB18030", "UTF-8");
    std::string in = utf8, out(utf8.size() * 2, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t from_left = in.size(), to_left = out.size();
    iconv(converter, &from, &from_left, &to, &to_left);
    iconv_close(converter);
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace shoujian
