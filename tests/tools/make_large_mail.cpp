// Writes the mail of 60 MB that `./dev bench` measures.
// make_large_mail FILE
#include "tests/build/large_mail.hpp"

#include <fstream>
#include <iostream>

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "make_large_mail FILE\n";
        return 2;
    }
    std::ofstream out(arguments[1], std::ios::binary);
    out << shoujian::large_mail("kp@test.cn", "center@test.cn");
    return out.flush() ? 0 : 1;
}
