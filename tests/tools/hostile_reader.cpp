// The reader with a file in it that makes it misbehave (misbehave.hpp); everything else is read as
// ever, in the same sandbox.
#include "daemon/reader/session.hpp"
#include "tests/tools/misbehave.hpp"

int main() {
    return shoujian::run_reader(misbehave);
}
