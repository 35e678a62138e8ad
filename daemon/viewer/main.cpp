#include "daemon/viewer/session.hpp"

int main() {
    return shoujian::run_viewer();
}
