# Who may know whom (ARCHITECTURE.md §2), read off the #include lines; and whether the map names every file. cmake -DROOT=… -P
set(broken 0)
macro(complain text)
  message(STATUS "${text}")
  math(EXPR count_broken "${broken} + 1")
  set(broken ${count_broken})
endmacro()

# A third-party header, and the only files that may name it.
set(wrappers
  "zip\\.h=parsers/files/zip_archive\\.cpp"
  "archive(_entry)?\\.h=parsers/files/packed_archive\\.cpp"
  "zlib\\.h=parsers/files/inflate\\.cpp"
  "libdeflate\\.h=parsers/files/deflated\\.cpp"
  "pugixml=parsers/documents/(docx|docx_body|word_xml|xml_tree)\\.cpp"
  "mimetic/=parsers/mail/transfer\\.cpp|daemon/mail/compose\\.cpp"
  "gumbo\\.h=parsers/mail/html_tree\\.cpp"
  "qpdf/=parsers/documents/pdf_(inventory|page)\\.cpp"
  "poppler-=parsers/pages/pdf_pages\\.cpp"
  "allheaders=parsers/pages/picture_pixels\\.cpp"
  "libheif/=parsers/pages/heic_pixels\\.cpp"
  "seccomp\\.h=daemon/((reader|converter|recogniser)/sandbox|call_filter)\\.cpp"
  "tesseract/=parsers/recognition/tesseract_recogniser\\.cpp"
  "dlfcn\\.h=parsers/recognition/onnx_runtime\\.cpp"
  "toml\\+\\+=rules/call/toml_doc\\.cpp"
  "csv\\.h=rules/call/csv_doc\\.cpp"
  "muParser=rules/call/expression\\.cpp"
  "kainjow/=daemon/text/template\\.cpp"
  "curl/=daemon/mail/(curl|smtp_transport)\\.cpp"
  "spdlog/=daemon/service\\.cpp"
  "systemd/=daemon/service\\.cpp"
  "openssl/=parsers/base/bytes\\.cpp|daemon/secrets\\.cpp"
  "iconv\\.h=parsers/base/charset\\.cpp|daemon/mail/folder_name\\.cpp"
  "Poco/JSON=rules/json\\.cpp"
  "Poco/Util=daemon/options\\.cpp"
  "Poco/Data=daemon/store/ledger.*"
)
# What pure libraries never need: files, sockets, clocks of the system, streams to people.
set(impure "fstream|iostream|filesystem|unistd\\.h|fcntl\\.h|sys/.*|thread|poll\\.h")

file(READ ${ROOT}/ARCHITECTURE.md map)
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/parsers/*.?pp ${ROOT}/rules/*.?pp ${ROOT}/daemon/*.?pp)
list(LENGTH files count)
if(count LESS 50)
  message(FATAL_ERROR "only ${count} sources found under ${ROOT}")
endif()
foreach(file ${files})
  file(STRINGS ${ROOT}/${file} includes REGEX "^#include ")
  foreach(line ${includes})
    string(REGEX REPLACE "^#include [<\"]([^>\"]+)[>\"].*" "\\1" header "${line}")
    if(file MATCHES "^parsers/base/" AND line MATCHES "\"" AND NOT header MATCHES "^parsers/base/")
      complain("${file} includes ${header}: parsers/base knows nobody")
    elseif(file MATCHES "^parsers/" AND line MATCHES "\"" AND NOT header MATCHES "^parsers/")
      complain("${file} includes ${header}: parsers know parsers only")
    elseif(file MATCHES "^rules/" AND line MATCHES "\"" AND NOT header MATCHES "^(parsers|rules)/")
      complain("${file} includes ${header}: rules know parsers and rules only")
    elseif(line MATCHES "\"" AND NOT header MATCHES "^(parsers|rules|daemon)/")
      complain("${file} includes ${header}: paths begin at the root of the project")
    endif()
    if(file MATCHES "^(parsers|rules)/" AND header MATCHES "^(${impure})$")
      complain("${file} includes ${header}: parsers and rules touch nothing outside")
    endif()
    if(header MATCHES "^Poco/" AND NOT header MATCHES "^Poco/(JSON|Util|Data)")
      complain("${file} includes ${header}: no row of tests/architecture.cmake allows it")
    endif()
    foreach(row ${wrappers})
      string(REGEX MATCH "^([^=]+)=(.+)$" whole "${row}")
      set(library ${CMAKE_MATCH_1})
      set(allowed ${CMAKE_MATCH_2})
      if(header MATCHES "^${library}" AND NOT file MATCHES "^(${allowed})$")
        complain("${file} includes ${header}, which only ${allowed} may")
      endif()
    endforeach()
  endforeach()
  if(NOT file MATCHES "^daemon/store/ledger")
    file(STRINGS ${ROOT}/${file} sql REGEX "\"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ")
    if(sql)
      complain("${file} has SQL, which stands in daemon/store/ledger*.cpp only")
    endif()
  endif()
  string(REGEX REPLACE "\\.[ch]pp$" "" stem ${file})
  string(FIND "${map}" "${stem}" at)
  if(at EQUAL -1)
    complain("${file} is not on the map of ARCHITECTURE.md")
  endif()
endforeach()
if(broken GREATER 0)
  message(FATAL_ERROR "${broken} breaches of the architecture")
endif()
message(STATUS "${count} files keep to the architecture")
