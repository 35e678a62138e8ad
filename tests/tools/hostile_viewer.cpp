// The viewer with a file in it that makes it misbehave, as tests/tools/hostile_reader.cpp.
#include "daemon/viewer/session.hpp"
#include "tests/tools/misbehave.hpp"

int main() {
    return shoujian::run_viewer(misbehave);
}
