#include "daemon/reader/session.hpp"

int main() {
    return shoujian::run_reader();
}
